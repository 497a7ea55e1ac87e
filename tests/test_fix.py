"""Fixing: what is changed, what is left alone, and that nothing is ever lost on the way."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.cli import main
from zflint.fix import chosen, edited, settled
from zflint.folders import walk
from zflint.model import Edit
from zflint.rows import moved, new_rows
from zflint.text import Lines

FAULTY = "同志们：\n截止目前，全县排查隐患大约左右12处。\n全面加强党的建设。\n"
SAFE = FAULTY.replace("截止目前", "截至目前")
UNSAFE = SAFE.replace("大约左右", "大约")
QUIET = ("-q", "--output-format", "concise")


@pytest.fixture(autouse=True)
def draft(office: Path) -> Path:
    path = office / "a.txt"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def zflint(*arguments: str, data: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "zflint", *arguments], input=data, capture_output=True, check=False)


@pytest.mark.parametrize(("flags", "text", "left"), [
    pytest.param(["--fix"], SAFE, ["t/vague", "t/whole"], id="safe fixes"),
    pytest.param(["--fix", "--unsafe-fixes"], UNSAFE, ["t/whole"], id="all fixes"),
    pytest.param(["--unsafe-fixes"], FAULTY, ["t/cutoff", "t/vague", "t/whole"], id="without --fix nothing"),
    pytest.param(["--fix", "--select", "t/whole"], FAULTY, ["t/whole"], id="only rules that are selected"),
    pytest.param(["--diff"], FAULTY, [], id="a patch changes nothing"),
])
def test_what_is_fixed_and_what_is_reported(
    flags: list[str], text: str, left: list[str], draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "a.txt", *QUIET, *flags]) == 1
    assert draft.read_text(encoding="utf-8") == text
    assert [line.split()[2] for line in capsys.readouterr().out.splitlines() if line.startswith("a.txt:")] == left


def test_fixing_all_there_is_exits_with_0(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft.write_text("截止目前，好。\n截止目前，好。\n", encoding="utf-8")
    assert main(["check", "a.txt", "--fix"]) == 0
    assert "已修改 2 处；没有发现问题" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_encoding_and_line_ends_stay(encoding: str, end: str, draft: Path) -> None:
    draft.write_bytes(FAULTY.replace("\n", end).encode(encoding))
    main(["check", "a.txt", "--fix", *QUIET])
    assert draft.read_bytes() == SAFE.replace("\n", end).encode(encoding)


def test_mixed_line_ends_and_a_missing_last_one_stay(draft: Path) -> None:
    draft.write_bytes("截止目前。\r\n截止目前。\n截止目前。\r全县".encode())
    main(["check", "a.txt", "--fix", *QUIET])
    assert draft.read_bytes() == "截至目前。\r\n截至目前。\n截至目前。\r全县".encode()


@pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
def test_mode_and_link_stay_and_names_may_be_long(draft: Path) -> None:
    long = draft.with_name("关于" * 41 + ".txt")
    shutil.copy(draft, long)
    draft.chmod(0o640)
    Path("folder").mkdir()
    link = Path("folder/link.txt")
    link.symlink_to("../a.txt")
    assert main(["check", "folder/link.txt", str(long), "--fix", *QUIET]) == 1
    assert link.is_symlink() and draft.read_text(encoding="utf-8") == long.read_text(encoding="utf-8") == SAFE
    assert draft.stat().st_mode & 0o777 == 0o640


def test_a_text_that_its_encoding_cannot_hold_is_left_alone(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = Path("t.toml").read_text(encoding="utf-8").replace("截至目前", "截至目前\U00020000").replace("截止", "我們")
    Path("t.toml").write_text(pack, encoding="utf-8")
    data = "我們目前報告如下，內容請各單位參考，會議結束。全面加强".replace("强", "強").encode("cp950")
    draft.write_bytes(data)
    assert main(["check", "a.txt", "--fix", *QUIET]) == 2
    out, err = capsys.readouterr()
    assert draft.read_bytes() == data and "a.txt：Big5 里没有" in err and "t/cutoff" in out


def test_standard_input_comes_back_fixed(capsys: pytest.CaptureFixture[str]) -> None:
    done = zflint("check", "--fix", "-", *QUIET, data=FAULTY.encode("gb18030"))
    assert (done.returncode, done.stdout.decode("gb18030")) == (1, SAFE)
    assert b"t/whole" in done.stderr and b"t/cutoff" not in done.stderr
    clean = zflint("check", "--fix", "-", *QUIET, data=b"\xef\xbb\xbfa\r\n")
    assert (clean.returncode, clean.stdout, clean.stderr) == (0, b"\xef\xbb\xbfa\r\n", b"")
    broken = zflint("check", "--fix", "-", *QUIET, data="全县".encode()[:-1])
    assert (broken.returncode, broken.stdout) == (2, b"")


def test_standard_input_beside_files(draft: Path) -> None:
    done = zflint("check", "--fix", "-", "a.txt", *QUIET, data=FAULTY.encode())
    assert done.stdout.decode() == draft.read_text(encoding="utf-8") == SAFE
    assert done.stderr.count(b"t/whole") == 2


def test_what_was_saved_meanwhile_is_not_overwritten(
    draft: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from zflint import rewrite

    def slow(*words: object) -> object:
        draft.write_text("编辑刚刚保存的文字。\n", encoding="utf-8")
        return whole(*words)

    whole = rewrite.fixed_point
    monkeypatch.setattr(rewrite, "fixed_point", slow)
    assert main(["check", "a.txt", "--fix", *QUIET]) == 2
    assert draft.read_text(encoding="utf-8") == "编辑刚刚保存的文字。\n"
    assert "没有写入" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["a.txt", "公文 二.txt", "sub/b.txt", 'odd"name\\.txt'])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_git_applies_the_patch(
    encoding: str, name: str, end: str, office: Path, git: Callable[..., str], draft: Path
) -> None:
    draft.unlink()
    body = "".join(f"第{n}行。\n" for n in range(20))
    before = (FAULTY + body + "截止目前，末行无换行").replace("\n", end).encode(encoding)
    Path("sub").mkdir()
    Path(name).write_bytes(before)
    done = zflint("check", "--diff", ".", "-q")
    assert done.returncode == 1 and Path(name).read_bytes() == before
    Path("p.diff").write_bytes(done.stdout)
    git("apply", "p.diff")
    patched = Path(name).read_bytes()
    Path(name).write_bytes(before)
    assert zflint("check", "--fix", ".", "-q").returncode == 1
    assert Path(name).read_bytes() == patched != before
    again = zflint("check", "--diff", ".", "-q")
    assert (again.returncode, again.stdout) == (0, b"")


def test_a_patch_may_go_into_a_file(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--diff", "-o", "p.diff", "a.txt"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and "可修改 1 处" in err
    assert Path("p.diff").read_bytes().startswith(b"--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n")


def test_fixing_is_the_same_with_any_number_of_processes(office: Path) -> None:
    for number in range(9):
        shutil.copy("a.txt", f"{number}.txt")
    done = zflint("check", ".", "--fix", "--jobs", "3", "--output-format", "json")
    pooled = {path.name: path.read_bytes() for path in office.glob("*.txt")}
    for name in pooled:
        Path(name).write_text(FAULTY, encoding="utf-8")
    alone = zflint("check", ".", "--fix", "--jobs", "1", "--output-format", "json")
    assert done.stdout == alone.stdout and pooled == {path.name: path.read_bytes() for path in office.glob("*.txt")}


EDITS = st.lists(st.lists(st.builds(lambda a, b, c: Edit(min(a, b), max(a, b), c), st.integers(0, 12),
                                    st.integers(0, 12), st.text("xy\n", max_size=2)), min_size=1, max_size=1))


@given(st.text("ab\n\r", min_size=12, max_size=12), EDITS)
def test_chosen_fixes_never_overlap_and_are_as_many_as_fit(text: str, fixes: list[list[Edit]]) -> None:
    def clash(a: Edit, b: Edit) -> bool:
        return (a.start < b.end and b.start < a.end) or a[:2] == b[:2]

    taken = [edit for edits in chosen(fixes) for edit in edits]
    assert not any(clash(a, b) for i, a in enumerate(taken) for b in taken[:i])
    assert all(edits[0] in taken or any(clash(edits[0], one) for one in taken) for edits in fixes)
    expected = text
    for edit in sorted(taken, reverse=True):
        expected = expected[:edit.start] + edit.content + expected[edit.end:]
    assert edited(text, taken) == expected


def test_fixes_that_undo_one_another_end() -> None:
    def swap(text: str) -> list[list[Edit]]:
        return [[Edit(0, 1, "b" if text[0] == "a" else "a")]]

    assert settled("a", swap) == "b"
    assert len(settled("a", lambda text: [[Edit(0, 0, "a")]])) == 21


@given(st.lists(st.sampled_from("甲乙"), min_size=1, max_size=8), st.lists(st.sampled_from("丙丁")), st.data())
def test_rows_follow_edits(before: list[str], inserted: list[str], data: st.DataObject) -> None:
    """Rows that differ from an older text still do after an edit that touches only such rows, or is above them."""
    at = data.draw(st.integers(0, len(before)))
    text = "\n".join([*before[:at], *inserted, *before[at:]])
    rows = new_rows("\n".join(before), text)
    assert len(rows) == len(inserted)
    lines = Lines(text)
    row = data.draw(st.sampled_from(range(1, lines.count + 1)))
    edit = Edit(lines.offset(row, 1), lines.offset(row, 1), "戊\n")
    after = moved(rows, lines, [edit])
    shifted = {one + (one >= row) for one in rows} | ({row} if row in rows else set())
    assert after == shifted


def _await_the_end(group: int) -> None:
    """Until none of the processes of a group is left, not even waiting to be buried."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_killed_at_any_moment_every_file_is_old_or_new(office: Path, draft: Path) -> None:
    draft.unlink()
    rolled = random.Random(4)
    old = {f"{number:03}.txt": (FAULTY * 20 + f"第{number}号").encode() for number in range(500)}
    new = {name: data.replace("截止目前".encode(), "截至目前".encode()) for name, data in old.items()}
    cut_short = leftovers = 0
    command = [sys.executable, "-m", "zflint", "check", ".", "--fix", "--exit-zero", "-q", "--output-format", "concise"]
    took = 3.0
    for turn in range(50):
        for name, data in old.items():
            Path(name).write_bytes(data)
        run = subprocess.Popen([*command, "--jobs", "12"[turn % 2]], stdout=subprocess.DEVNULL, start_new_session=True)
        begun = time.monotonic()
        try:
            run.wait(rolled.uniform(0.1, took) if turn else None)
            took = min(took, time.monotonic() - begun)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            _await_the_end(run.pid)
        states = {name: Path(name).read_bytes() for name in old}
        assert all(data in (old[name], new[name]) for name, data in states.items())
        cut_short += 0 < sum(data == new[name] for name, data in states.items()) < len(old)
        leftovers += len(list(office.glob(".zflint-*")))
        assert walk(["."]) == sorted(old)
    assert cut_short > 5
    zflint("check", ".", "--fix", "-q")
    assert {name: Path(name).read_bytes() for name in old} == new
    assert list(office.glob(".*")) == [], f"{leftovers} files were left beside in all, and none is left"
