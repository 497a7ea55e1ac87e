"""Measure what a second run costs beside the first, in one go: nothing changed, one file changed, one file in git.

    python benchmarks/rerun.py [--files N] [--runs N] [--output FILE]

The files are those of run.py. Rules are in their cache from the start, so that the ratio is that of the results alone:
the first run has the rules and no results, the second one both. The limit that the project sets itself is a fifth.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from run import text_of

ZFLINT = [sys.executable, "-m", "zflint", "check", "--isolated", "--exit-zero", "-q"]
LIMIT = 0.2


def seconds(folder: Path, *arguments: str) -> float:
    """Wall time of one whole process."""
    start = time.perf_counter()
    subprocess.run([*ZFLINT, *arguments], cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def forget(cache: Path) -> None:
    for path in cache.glob("results-*.bin"):
        path.unlink()


def git(folder: Path, *words: str) -> None:
    name = [f"-c user.{key}=a" for key in ("name", "email")]
    subprocess.run(["git", *" ".join(name).split(), *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def measured(folder: Path, cache: Path, runs: int) -> dict[str, list[float]]:
    """Seconds of each way to run, taken in turns."""
    times: dict[str, list[float]] = {"first": [], "second": [], "one file changed": [], "--diff-from, one file": []}
    changed = folder / "0000.txt"
    seconds(folder, changed.name)
    for turn in range(runs):
        git(folder, "checkout", "-q", ".")
        forget(cache)
        times["first"].append(seconds(folder, "."))
        times["second"].append(seconds(folder, "."))
        changed.write_text(changed.read_text("utf-8") + f"第{turn}次修改。\n", "utf-8")
        times["one file changed"].append(seconds(folder, "."))
        forget(cache)
        times["--diff-from, one file"].append(seconds(folder, ".", "--diff-from", "HEAD"))
    return times


def table(times: dict[str, list[float]]) -> list[str]:
    first = statistics.median(times["first"])
    rows = ["| run | seconds | of the first |", "|---|--:|--:|"]
    return rows + [f"| {name} | {statistics.median(taken):.3f} | {statistics.median(taken) / first:.3f} |"
                   for name, taken in times.items()]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent / "RERUN.md")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "many", Path(name) / "cache"
        os.environ["ZFLINT_CACHE_DIR"] = str(cache)
        folder.mkdir()
        for number in range(args.files):
            (folder / f"{number:04}.txt").write_text(text_of(10_000, number + 2), encoding="utf-8")
        git(folder, "init", "-q")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "texts")
        times = measured(folder, cache, args.runs)
    ratio = statistics.median(times["second"]) / statistics.median(times["first"])
    lines = ["# A second run beside the first", "",
             f"Made by `python benchmarks/rerun.py` on Python {platform.python_version()}, {os.cpu_count()} cores: "
             f"{args.files} files of 10 KB, whole processes, medians of {args.runs} runs taken in turns.", "",
             *table(times), "",
             f"The second run over unchanged files takes {ratio:.3f} of the first; the limit is {LIMIT}."]
    args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
