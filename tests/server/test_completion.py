"""Completion: what may be written at a place, and nothing where prose is written."""

from typing import Any

import pytest
from looking import asked, at_cursor, seen, span

from zflint.fix import edited
from zflint.model import Edit
from zflint.server import completion, library

RULE = 'group = "office"\n[[rule]]\nid = "a"\nkind = "swap"\n'


def items(text: str, language: str = "plaintext", uri: str = "file:///draft.txt") -> tuple[str, dict[str, Any]]:
    """The text, and what it would be with each word, by the word."""
    text, at = at_cursor(text)
    one = seen(text, language, uri=uri)
    found = completion.complete(one, asked(one, at), library.every(()))
    edits = {item["label"]: item["textEdit"] for item in found}
    return text, {word: edited(text, [Edit(*span(one, edit["range"]), edit["newText"])])
                  for word, edit in edits.items()}


@pytest.mark.parametrize(("text", "word", "after"), [
    pytest.param("# zflint-‸", "disable-next-line", "# zflint-disable-next-line", id="an action"),
    pytest.param("甲<!-- zflint-dis‸ -->", "disable-line", "甲<!-- zflint-disable-line -->",
                 id="an action that is begun"),
    pytest.param("# zflint-disable-next-line ‸\n截止目前", "typo/cutoff",
                 "# zflint-disable-next-line typo/cutoff\n截止目前", id="a rule"),
    pytest.param("# zflint-disable-next-line ty‸", "typo", "# zflint-disable-next-line typo", id="a group"),
    pytest.param("# zflint-disable privacy, typo/c‸", "typo/cutoff", "# zflint-disable privacy, typo/cutoff",
                 id="a second rule"),
    pytest.param("𠀀<!-- zflint-disable-line ‸-->", "ALL", "𠀀<!-- zflint-disable-line ALL-->",
                 id="behind a rare character"),
])
def test_in_comments(text: str, word: str, after: str) -> None:
    assert items(text)[1][word] == after


@pytest.mark.parametrize("text", [
    "截止‸目前，好。", "‸", "zflint-disable-line ‸ 是一条注释", "# zflint-disable-line typo -- 因为‸",
    "# zflint-as-of ‸", "# zflint-nothing ‸", "<!-- zflint-disable-line typo -->‸",
], ids=["prose", "nothing", "prose about comments", "a reason", "a date", "no action", "behind a comment"])
def test_silent_in_prose(text: str) -> None:
    assert items(text)[1] == {}


def test_rules_found_in_the_text_come_first() -> None:
    text, at = at_cursor("# zflint-disable-next-line ‸\n截止目前，好。")
    one = seen(text)
    first = min(completion.complete(one, asked(one, at), library.every(())), key=lambda item: item["sortText"])
    assert (first["label"], first["data"]) == ("typo/cutoff", {"rule": "typo/cutoff"})


def test_a_rule_is_not_named_twice() -> None:
    assert "typo/cutoff" not in items("# zflint-disable typo/cutoff, ‸")[1]


CONFIG, PROJECT, PACK = "file:///zflint.toml", "file:///pyproject.toml", "file:///office.toml"


@pytest.mark.parametrize(("uri", "text", "word", "after"), [
    pytest.param(CONFIG, "sel‸", "select", "select = ", id="a key"),
    pytest.param(CONFIG, "sel‸ = []", "select", "select = []", id="a key that has a value"),
    pytest.param(CONFIG, "select = [\"ty‸\"]", "typo/cutoff", "select = [\"typo/cutoff\"]", id="a rule in quotes"),
    pytest.param(CONFIG, "select = [‸]", "typo", "select = [\"typo\"]", id="a group without quotes"),
    pytest.param(CONFIG, "ignore = [\n  \"typo\",\n  ‸\n]", "privacy", "ignore = [\n  \"typo\",\n  \"privacy\"\n]",
                 id="an array of lines"),
    pytest.param(CONFIG, "[lev‸", "levels", "[levels", id="a table"),
    pytest.param(CONFIG, "[levels]\n‸", "typo/cutoff", "[levels]\n\"typo/cutoff\" = ", id="a rule as key"),
    pytest.param(CONFIG, "[levels]\ntypo = ‸", "info", "[levels]\ntypo = \"info\"", id="a level"),
    pytest.param(CONFIG, "levels = { typo = \"‸\" }", "off", "levels = { typo = \"off\" }", id="a level inline"),
    pytest.param(CONFIG, "[per-file]\n\"*.md\" = [\"‸\"]", "typo", "[per-file]\n\"*.md\" = [\"typo\"]",
                 id="a group for some files"),
    pytest.param(CONFIG, "[per-file]\n\"*.md\" = { ‸ }", "own-unit", "[per-file]\n\"*.md\" = { own-unit }",
                 id="a key for some files"),
    pytest.param(CONFIG, "per-file = { \"a\" = { ignore = [\"‸\"] } }", "typo",
                 "per-file = { \"a\" = { ignore = [\"typo\"] } }", id="deep inside"),
    pytest.param(PROJECT, "[tool.zflint]\nign‸", "ignore", "[tool.zflint]\nignore = ", id="pyproject.toml"),
    pytest.param(PACK, RULE + "lev‸", "level", RULE + "level = ", id="a key of rules"),
    pytest.param(PACK, RULE + "sw‸", "swap", RULE + "swap = ", id="a key of the kind"),
    pytest.param(PACK, RULE + "level = \"‸\"", "warning", RULE + "level = \"warning\"", id="a value of rules"),
    pytest.param(PACK, RULE.replace('"swap"', '"‸"'), "placeholder", RULE.replace("swap", "placeholder"), id="a kind"),
    pytest.param(PACK, RULE + "default = ‸", "false", RULE + "default = false", id="no quotes around false"),
    pytest.param(PACK, RULE + "scope = [\"‸\"]", "heading", RULE + "scope = [\"heading\"]", id="a scope"),
    pytest.param(PACK, RULE + "yields = [\"‸\"]", "typo", RULE + "yields = [\"typo\"]", id="a group to yield to"),
    pytest.param(PACK, RULE + "bad = [{ te‸ }]", "text", RULE + "bad = [{ text }]", id="a key of an example"),
    pytest.param(PACK, "ti‸\n" + RULE, "title", "title = \n" + RULE, id="a key of packs"),
])
def test_in_files_of_ours(uri: str, text: str, word: str, after: str) -> None:
    assert items(text, "toml", uri)[1][word] == after


@pytest.mark.parametrize(("uri", "text"), [
    pytest.param(CONFIG, "# sel‸", id="a comment"),
    pytest.param(CONFIG, "own-unit = \"‸\"", id="a value of the user's"),
    pytest.param(CONFIG, "names = { \"‸\" = [] }", id="a name"),
    pytest.param(PROJECT, "[project]\n‸", id="another's table"),
    pytest.param("file:///Cargo.toml", "‸", id="another's file"),
    pytest.param(PACK, RULE + "message = \"‸\"", id="a text"),
])
def test_silent_elsewhere(uri: str, text: str) -> None:
    assert items(text, "toml", uri)[1] == {}
