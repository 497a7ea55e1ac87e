"""--add-disable: suppressions with a reason, which suppress what was found and nothing else."""

from pathlib import Path

import pytest

from zflint.cli import main

QUIET = ("-q", "--output-format", "concise")
NEXT, LINE = "# zflint-disable-next-line {} -- 历史稿件", "<!-- zflint-disable-line {} -- 历史稿件 -->"


@pytest.mark.parametrize(("name", "before", "after"), [
    pytest.param("a.txt", "甲。\n截止目前。\n", f"甲。\n{NEXT}\n截止目前。\n", id="plain: a line above"),
    pytest.param("a.txt", "甲。\r\n截止目前。", f"甲。\r\n{NEXT}\r\n截止目前。", id="plain: line ends as they are"),
    pytest.param("a.txt", "% zflint-disable-next-line t/whole\n全面加强截止目前。\n",
                 f"% zflint-disable-next-line t/whole\n{NEXT}\n全面加强截止目前。\n",
                 id="plain: below another comment"),
    pytest.param("a.md", "甲。\n截止目前。\n", f"甲。\n截止目前。 {LINE}\n", id="Markdown: at the end of the line"),
    pytest.param("a.md", "截止目前，  \n乙。\n", f"截止目前， {LINE}  \n乙。\n", id="Markdown: a hard line break"),
    pytest.param("a.md", "截止目前\\\n乙。\n", f"截止目前 {LINE}\\\n乙。\n", id="Markdown: a backslash at the end"),
    pytest.param("a.md", "| 甲 | 乙 |\n|---|---|\n| 1 | 截止目前 |\n",
                 f"| 甲 | 乙 |\n|---|---|\n| 1 | 截止目前 {LINE} |\n", id="Markdown: a table"),
    pytest.param("a.md", "## 截止目前 ##\n\n甲。\n", f"## 截止目前 {LINE} ##\n\n甲。\n",
                 id="Markdown: a closed heading"),
    pytest.param("a.md", "> - 截止目前。\n", f"> - 截止目前。 {LINE}\n", id="Markdown: an item of a quotation"),
])
def test_what_is_written(
    name: str, before: str, after: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_bytes(before.encode())
    assert main(["check", name, "--add-disable", "历史稿件", *QUIET]) == 0
    assert Path(name).read_bytes().decode() == after.replace("{}", "t/cutoff")
    assert main(["check", name, *QUIET]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_one_comment_for_all_rules_of_a_line(name: str, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(name).write_text("截止目前，全面加强。\n\n截止目前，截止目前。\n", encoding="utf-8")
    assert main(["check", name, "--add-disable", "旧"]) == 0
    assert "已为 4 个问题加上停用说明；没有发现问题" in capsys.readouterr().err
    text = Path(name).read_text(encoding="utf-8")
    assert text.count("zflint-disable") == 2 and "t/cutoff, t/whole -- 旧" in text


def test_after_fixing_only_the_rest_is_suppressed(office: Path) -> None:
    Path("a.txt").write_text("截止目前，全面加强。\n", encoding="utf-8")
    assert main(["check", "a.txt", "--fix", "--add-disable", "旧", *QUIET]) == 0
    assert Path("a.txt").read_text(encoding="utf-8") == (
        "# zflint-disable-next-line t/whole -- 旧\n截至目前，全面加强。\n")


def test_an_unused_suppression_is_not_suppressed(office: Path) -> None:
    text = "# zflint-disable-next-line t/cutoff\n好。\n"
    Path("a.txt").write_text(text, encoding="utf-8")
    assert main(["check", "a.txt", "--add-disable", "旧", *QUIET]) == 1
    assert Path("a.txt").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("reason", ["", "  ", "甲-->乙", "甲\n乙"])
def test_a_reason_has_to_fit_into_a_comment(
    reason: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.txt").write_text("截止目前。\n", encoding="utf-8")
    assert main(["check", "a.txt", "--add-disable", reason]) == 2
    assert "--add-disable" in capsys.readouterr().err
    assert Path("a.txt").read_text(encoding="utf-8") == "截止目前。\n"


def test_rules_left_out_for_some_files(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Path("zflint.toml").open("a", encoding="utf-8") as file:
        file.write('[per-file]\n"old/" = ["t/cutoff"]\n"*.md" = { levels = { "t" = "info" } }\n')
    for name in ("old/a.txt", "b.txt", "c.md"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("截止目前。\n", encoding="utf-8")
    for _ in range(2):  # the second time from the cache
        assert main(["check", ".", *QUIET]) == 1
        told = [line.split(" ", 2)[:2] for line in capsys.readouterr().out.splitlines()]
        assert told == [["b.txt:1:1:", "error"], ["c.md:1:1:", "info"]]
