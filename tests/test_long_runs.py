"""Runs that take a while: interrupted, watched, with a parent that dies."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from zflint.cli import main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
LINE = "截止目前，全县排查隐患大约左右12处。\n"


def started(*arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "zflint", *arguments]
    # Without a buffer: communicate() would not see what readline() left in one. A test run in the background of a
    # shell ignores interrupts, and so would what it starts.
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, bufsize=0,
                            env={**os.environ, "PYTHONUNBUFFERED": "1"}, preexec_fn=interruptible)


def interruptible() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def until(true: Callable[[], object], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_tells_what_it_found(jobs: str, office: Path) -> None:
    for number in range(400):
        Path(f"{number:03}.txt").write_text(LINE * 60, encoding="utf-8")
    run = started("check", ".", "--output-format", "json-lines", "--jobs", jobs, "--no-cache")
    assert run.stdout is not None
    first = run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)
    rest, err = run.communicate(timeout=60)
    assert run.returncode == 130
    found = [json.loads(line)["filename"] for line in (first + rest).splitlines()]
    whole = [f"{number:03}.txt" for number in range(len(set(found)))]
    assert sorted(set(found)) == whole and len(found) == 120 * len(whole) and 0 < len(whole) < 400
    assert f"已中断：检查了 {len(whole)}/400 个文件" in err.decode() and b"Traceback" not in err


def test_an_interrupted_fix_leaves_whole_files(office: Path) -> None:
    for number in range(300):
        Path(f"{number:03}.txt").write_text(LINE * 20, encoding="utf-8")
    run = started("check", ".", "--fix", "--output-format", "json", "--jobs", "1")
    assert until(lambda: "截至" in Path("000.txt").read_text(encoding="utf-8"))
    os.killpg(run.pid, signal.SIGINT)
    out, _ = run.communicate(timeout=60)
    assert run.returncode == 130
    texts = [path.read_text(encoding="utf-8") for path in sorted(office.glob("*.txt"))]
    fixed = texts.count(LINE.replace("截止", "截至") * 20)
    assert fixed + texts.count(LINE * 20) == 300 and 0 < fixed < 300
    assert len(json.loads(out)) == 20 * fixed


def test_workers_end_with_a_run_that_is_killed(office: Path) -> None:
    for number in range(60):
        Path(f"{number:03}.txt").write_text(LINE * 400, encoding="utf-8")
    run = started("check", ".", "--jobs", "2", "--no-cache", "--output-format", "json-lines")
    assert run.stdout is not None and run.stdout.readline()
    run.kill()
    run.communicate(timeout=60)  # ends when nobody holds the pipe any more

    def gone() -> bool:
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            return True
        return False

    assert until(gone)


def test_watching_checks_again_after_a_change(office: Path) -> None:
    pytest.importorskip("watchfiles")
    Path("a.txt").write_text("好。\n", encoding="utf-8")
    run = started("check", ".", "--watch", "--output-format", "concise")
    assert run.stderr is not None and run.stdout is not None
    os.set_blocking(run.stderr.fileno(), False)
    told = bytearray()

    def watching(times: int) -> bool:
        assert run.stderr is not None
        told.extend(run.stderr.read() or b"")
        return told.decode(errors="replace").count("监视中") >= times

    def changed(name: str, text: str, times: int) -> bool:
        """A watch may begin a moment after it says so: write until it is seen."""
        def again() -> bool:
            Path(name).write_text(text, encoding="utf-8")
            time.sleep(0.3)
            return watching(times)

        return until(again)

    assert until(lambda: watching(1))
    assert changed("a.txt", "截止目前。\n", 2)
    assert run.stdout.readline().startswith(b"a.txt:1:1: error t/cutoff")
    count = told.decode().count("监视中")
    assert changed("zflint.toml", 'packs = ["t.toml"]\nslect = []\n', count + 1)
    assert until(lambda: watching(count + 1) and "slect" in told.decode())
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(timeout=30) in (1, 2, 130)
    run.communicate()


def test_watching_needs_what_it_needs(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--watch", "-"]) == 2
    assert "标准输入" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    Path("a.txt").write_text("好。\n", encoding="utf-8")
    assert main(["check", "--watch", "."]) == 2
    assert "pip install 'zflint[watch]'" in capsys.readouterr().err
