"""Only what has changed: since a commit, and what is staged; with the real git."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zflint import check
from zflint.cli import main

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")
Git = Callable[..., str]
OLD = "各位代表：\n截止目前，甲。\n中间一行。\n全面加强乙。\n"


@pytest.fixture
def repository(git: Git, office: Path) -> Path:
    """A repository with a commit of two files, each with two old faults; the branch `topic` is checked out."""
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(OLD.replace("甲", name), encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "起初")
    git("checkout", "-qb", "topic")
    return office


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Runs a check and gives path:row of the findings."""
    def run(*arguments: str) -> list[str]:
        capsys.readouterr()
        main(["check", "--output-format", "json", *arguments])
        return [f"{one['filename']}:{one['location']['row']}" for one in json.loads(capsys.readouterr().out)]

    return run


Told = Callable[..., list[str]]


def test_only_changed_lines_are_reported(repository: Path, git: Git, told: Told) -> None:
    assert told("--diff-from", "main") == []
    text = Path("a.txt").read_text(encoding="utf-8")
    Path("a.txt").write_text("新的一行。\n" + text + "截止目前，新。\n", encoding="utf-8")
    assert told("--diff-from", "main") == told(".", "--diff-from", "main") == ["a.txt:6"]
    git("commit", "-qam", "改")
    assert told("--diff-from", "main") == ["a.txt:6"]
    assert told("--diff-from", "HEAD") == []
    assert told("b.txt", "--diff-from", "main") == []


def test_what_the_other_branch_did_meanwhile_does_not_count(repository: Path, git: Git, told: Told) -> None:
    Path("a.txt").write_text("全面加强。\n" + Path("a.txt").read_text(encoding="utf-8"), encoding="utf-8")
    git("commit", "-qam", "改")
    git("checkout", "-q", "main")
    Path("b.txt").write_text("改好了。\n", encoding="utf-8")
    git("commit", "-qam", "主干改好")
    git("checkout", "-q", "topic")
    assert told("--diff-from", "main") == ["a.txt:1"]


def test_a_renamed_file_is_held_against_what_it_was(repository: Path, git: Git, told: Told) -> None:
    Path("sub").mkdir()
    git("mv", "a.txt", "sub/新.txt")
    with Path("sub/新.txt").open("a", encoding="utf-8") as file:
        file.write("全面加强。\n")
    assert told("--diff-from", "main") == ["sub/新.txt:5"]
    git("commit", "-qam", "改名")
    assert told("--diff-from", "main") == ["sub/新.txt:5"]


def test_a_file_renamed_without_git_is_held_against_what_it_was(repository: Path, told: Told) -> None:
    text = Path("a.txt").read_text(encoding="utf-8")
    Path("a.txt").unlink()
    Path("1.txt").write_text(text + "全面加强。\n", encoding="utf-8")
    Path("2.txt").write_text(text, encoding="utf-8")
    Path("3.txt").write_text("全面加强。\n", encoding="utf-8")
    assert told("--diff-from", "main") == ["1.txt:5", "2.txt:2", "2.txt:4", "3.txt:1"]


def test_new_files_are_new_from_top_to_bottom(repository: Path, told: Told) -> None:
    Path("c.txt").write_text(OLD, encoding="utf-8")
    assert told("--diff-from", "main") == ["c.txt:2", "c.txt:4"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_another_encoding_or_line_end_is_no_change(repository: Path, encoding: str, told: Told) -> None:
    text = Path("a.txt").read_text(encoding="utf-8").replace("\n", "\r\n")
    Path("a.txt").write_bytes((text + "全面加强。\r\n").encode(encoding))
    assert told("--diff-from", "main") == ["a.txt:5"]


def test_only_what_changed_is_fixed(repository: Path) -> None:
    old = Path("a.txt").read_text(encoding="utf-8")
    Path("a.txt").write_text(old + "截止目前，新。\n", encoding="utf-8")
    assert main(["check", "--diff-from", "main", "--fix", "-q"]) == 0
    assert Path("a.txt").read_text(encoding="utf-8") == old + "截至目前，新。\n"


def test_in_a_shallow_clone(repository: Path, git: Git, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                            capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        old = Path("a.txt").read_text(encoding="utf-8")
        Path("a.txt").write_text(f"第{number}行全面加强。\n{old}", encoding="utf-8")
        git("commit", "-qam", "改")
    shallow = tmp_path / "shallow"
    git("clone", "-q", "--depth=1", "--branch=topic", repository.as_uri(), str(shallow))
    monkeypatch.chdir(shallow)
    assert main(["check", "--diff-from", "main"]) == 2
    assert "浅克隆" in capsys.readouterr().err
    git("fetch", "-q", "--depth=1", "origin", "main", folder=shallow)
    assert told("--diff-from", "FETCH_HEAD") == ["a.txt:1", "a.txt:2", "a.txt:3"]


def test_what_is_staged_is_checked_and_not_what_lies_there(repository: Path, git: Git, told: Told) -> None:
    old = Path("a.txt").read_text(encoding="utf-8")
    assert told("--staged") == []
    Path("a.txt").write_text(old + "截止目前，新。\n", encoding="utf-8")
    git("add", "a.txt")
    Path("a.txt").write_text(old + "改好了。\n全面加强。\n", encoding="utf-8")
    assert told("--staged") == told("--staged", "a.txt") == ["a.txt:5"]
    Path("a.txt").unlink()
    assert told("--staged") == ["a.txt:5"]
    assert told("--staged", "b.txt") == []
    git("commit", "-qm", "改")
    assert told("--staged") == [] and told("--staged", "--diff-from", "main") == ["a.txt:5"]


def test_staged_before_the_first_commit_and_in_folders(git: Git, office: Path, told: Told) -> None:
    for name in ("a.txt", "sub/b.md", "sub/.hidden/c.txt", "d.py", "old/e.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("截止目前。\n", encoding="utf-8")
    git("add", ".")
    assert told("--staged") == ["a.txt:1", "old/e.txt:1", "sub/b.md:1"]
    assert told("--staged", "sub") == ["sub/b.md:1"]
    assert told("--staged", "--exclude", "old/") == ["a.txt:1", "sub/b.md:1"]
    assert told("--staged", "d.py") == ["d.py:1"]
    assert told("--staged", "--force-exclude", "--exclude", "*.txt", "a.txt", "sub/b.md") == ["sub/b.md:1"]


def test_a_patch_of_what_is_staged_goes_into_the_index(repository: Path, git: Git, told: Told) -> None:
    old = Path("a.txt").read_text(encoding="utf-8")
    Path("a.txt").write_text(old + "截止目前，新。\n", encoding="utf-8")
    git("add", "a.txt")
    Path("a.txt").write_text("别的\n", encoding="utf-8")
    assert main(["check", "--staged", "--diff", "-o", "p.diff"]) == 1
    git("apply", "--cached", "p.diff")
    assert told("--staged") == [] and git("show", ":a.txt") == old + "截至目前，新。\n"


@pytest.mark.parametrize(("arguments", "part"), [
    pytest.param(["--diff-from", "nothing"], "nothing", id="unknown commit"),
    pytest.param(["--diff-from=--all"], "--all", id="what looks like an option"),
    pytest.param(["--staged", "--fix"], "--staged", id="fixing what is staged"),
    pytest.param(["--staged", "--add-disable", "旧"], "--staged", id="suppressing in what is staged"),
    pytest.param(["--staged", "-"], "标准输入", id="standard input"),
    pytest.param(["--staged", "no.txt"], "no.txt", id="a missing file"),
])
def test_what_cannot_be(
    arguments: list[str], part: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and part in err


def test_outside_a_repository_and_without_git(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--staged"]) == 2
    assert "不在 git 仓库中" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert main(["check", "--staged"]) == 2
    assert "找不到 git 命令" in capsys.readouterr().err


def test_one_changed_file_of_a_thousand_is_the_only_one_linted(
    git: Git, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1000):
        Path(f"{number:03}.txt").write_text("截止目前，甲。\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "起初")
    Path("500.txt").write_text("截止目前，甲。\n截止目前，乙。\n", encoding="utf-8")
    linted: list[str] = []
    monkeypatch.setattr(check, "check_source", lambda source, task, lint=check.check_source:
                        (linted.append(task.shown), lint(source, task))[1])
    assert main(["check", "--diff-from", "HEAD", "--no-cache", "-q", "--jobs", "1"]) == 1
    assert linted == ["500.txt"]


def test_an_old_finding_of_the_baseline_on_a_changed_file_stays_silent(repository: Path, git: Git, told: Told) -> None:
    assert main(["baseline", "-q"]) == 0
    Path("a.txt").write_text(Path("a.txt").read_text(encoding="utf-8") + "截止目前，新。\n", encoding="utf-8")
    flags = ["--diff-from", "main", "--baseline", "zflint-baseline.json"]
    assert told(*flags) == ["a.txt:5"]
    assert main(["check", *flags, "--strict-baseline", "--exit-zero"]) == 0


