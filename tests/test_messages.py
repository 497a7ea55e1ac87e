"""Both languages say the same, and nothing is said that nobody asks for."""

import re
from pathlib import Path

import pytest

import zflint
from zflint.flags import COMMANDS
from zflint.help_texts import ABOUT, EXAMPLES, FLAGS, GROUPS
from zflint.messages import TEXT

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(zflint.__file__).parent.rglob("*.py"))
                   if path.name != "messages.py")
FAMILIES = ("level-", "count-", "can-", "verdict-", "E")
"""Beginnings of keys that are put together where they are used."""


@pytest.mark.parametrize("key", TEXT)
def test_both_languages_have_the_same_fields(key: str) -> None:
    chinese, english = (set(re.findall(r"\{(\w+)\}", text)) for text in TEXT[key])
    assert chinese == english
    assert not re.search("[\u4e00-\u9fff]", TEXT[key][1].replace("青石县 or 县", ""))


@pytest.mark.parametrize("key", [key for key in TEXT if key != "hint" and not key.startswith(FAMILIES)])
def test_every_message_is_used(key: str) -> None:
    assert re.search(rf"""["']{key}["']""", SOURCE)


def test_every_command_flag_and_group_has_its_help() -> None:
    assert set(ABOUT) == {"", *COMMANDS} and set(EXAMPLES) <= set(ABOUT)
    assert set(FLAGS) == {flag.name for command in COMMANDS.values() for flag in command.all_flags()}
    assert {group for command in COMMANDS.values() for group in command.flags} <= set(GROUPS)
