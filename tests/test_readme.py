"""What the READMEs show is what happens."""

import re
from pathlib import Path

import pytest

from zflint.cli import main

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("name", READMES)
def test_sample_is_real_output(name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    _, _, rest = (ROOT / name).read_text(encoding="utf-8").partition("```console\n")
    command, *shown = rest.partition("\n```")[0].splitlines()
    assert main([*command.split()[2:], "--isolated"]) == 1
    assert set(shown) <= set(capsys.readouterr().out.splitlines())


def test_both_readmes_give_the_same_commands() -> None:
    commands = [re.findall("```sh\n(.*?)\n```", (ROOT / name).read_text(encoding="utf-8"), re.S) for name in READMES]
    assert commands[0] == commands[1]
    assert len(commands[0]) == 2


def test_the_shipped_clean_example_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--isolated", str(ROOT / "examples/clean.txt")]) == 0
    assert capsys.readouterr().out == ""
