"""Measure zflint beside its peers, in one run, and write a table of ratios.

    python benchmarks/run.py [--runs N] [--peers DIR] [--output FILE]

Workloads are made of sentences.txt, shuffled, with numbers, so that no two files are equal. Peers: autocorrect-py when
it is installed, textlint and zhlint when npm can install them into --peers (default: a folder beside this file).
Runs alternate between the tools, so that a noisy machine is noisy for all of them; the table gives medians.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
AUTOCORRECT = (
    "import sys, os, autocorrect_py as a\n"
    "for p in sys.argv[1:]:\n"
    "    for f in ([p] if os.path.isfile(p) else [os.path.join(p, n) for n in sorted(os.listdir(p))]):\n"
    "        a.lint_for(open(f, encoding='utf-8').read(), f)\n"
)
TEXTLINT = '{"rules": {"@textlint-rule/no-unmatched-pair": true, "no-todo": true}}'
NPM = ("textlint@15", "@textlint-rule/textlint-rule-no-unmatched-pair", "textlint-rule-no-todo", "zhlint@0.8.2")


def text_of(size: int, seed: int) -> str:
    """Paragraphs of sentences that are never the same twice, at least `size` bytes of UTF-8."""
    rng = random.Random(seed)
    clauses = [line.rstrip("。").split("，") for line in (HERE / "sentences.txt").read_text("utf-8").splitlines()]
    paragraphs, length, seen = [], 0, set[frozenset[str]]()
    while length < size:
        sentences: list[str] = []
        while len(sentences) < 5:
            parts = rng.sample([part for clause in rng.sample(clauses, 4) for part in clause], 4)
            key = frozenset(parts)
            if key not in seen:
                seen.add(key)
                sentences.append("，".join(parts) + f"{rng.randrange(2, 99999)}项。")
        paragraph = "".join(sentences)
        paragraphs.append(paragraph)
        length += len(paragraph.encode()) + 1
    return "\n".join(paragraphs) + "\n"


def make_workloads(folder: Path) -> dict[str, Path]:
    """10 KB, 1 MB and 1,000 × 10 KB, as paths."""
    paths = {"cold": folder / "10k.txt", "one": folder / "1m.txt", "many": folder / "many"}
    paths["cold"].write_text(text_of(10_000, 0), encoding="utf-8")
    paths["one"].write_text(text_of(1_000_000, 1), encoding="utf-8")
    paths["many"].mkdir()
    for n in range(1000):
        (paths["many"] / f"{n:04}.txt").write_text(text_of(10_000, n + 2), encoding="utf-8")
    return paths


def peers(folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Commands of the tools there are, and why others are missing."""
    found = {"zflint": [str(Path(sys.executable).parent / "zflint"), "check", "--isolated", "--exit-zero", "-q"]}
    missing = []
    if importlib.util.find_spec("autocorrect_py"):
        found["autocorrect-py"] = [sys.executable, "-c", AUTOCORRECT]
    else:
        missing.append("autocorrect-py: not installed")
    if not shutil.which("npm"):
        return found, [*missing, "textlint, zhlint: no npm here"]
    bin_ = folder / "node_modules" / ".bin"
    if not (bin_ / "zhlint").exists():
        folder.mkdir(exist_ok=True)
        done = subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *NPM],
                              capture_output=True, text=True)
        if done.returncode:
            return found, [*missing, f"textlint, zhlint: npm could not install them: {done.stderr.strip()[:120]}"]
    config = folder / "textlintrc.json"
    config.write_text(TEXTLINT, encoding="utf-8")
    found["textlint"] = [str(bin_ / "textlint"), "-c", str(config)]
    found["zhlint"] = [str(bin_ / "zhlint")]
    return found, missing


def seconds(command: Sequence[str], target: Path, limit: float) -> float:
    """Wall time of one whole process; infinite past the limit."""
    tool = Path(command[0]).name
    # Relative names: zhlint finds nothing, and says so quickly, when it is given an absolute one.
    targets = ["."] if target.is_dir() else [target.name]
    if target.is_dir() and tool in ("textlint", "zhlint"):
        targets = ["*.txt"]
    start = time.perf_counter()
    try:
        subprocess.run([*command, *targets], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=limit,
                       cwd=target if target.is_dir() else target.parent, check=False)
    except subprocess.TimeoutExpired:
        return float("inf")
    return time.perf_counter() - start


def forget_results() -> None:
    """What zflint found in earlier runs: every run is to find it anew. (The second run is the business of rerun.py.)"""
    for path in Path(os.environ["ZFLINT_CACHE_DIR"]).glob("results-*.bin"):
        path.unlink()


def measure(commands: dict[str, list[str]], target: Path, runs: int, limit: float) -> dict[str, float]:
    """Median seconds of each tool, the tools taking turns; one warm-up each."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            if times[name] and times[name][-1] == float("inf"):
                continue
            forget_results()
            took = seconds(command, target, limit)
            if turn or took == float("inf"):
                times[name].append(took)
    return {name: statistics.median(taken) for name, taken in times.items()}


def generated_pack(path: Path, count: int) -> None:
    """A user's pack of `count` rules made of the workload's characters: half lists of 10 words, half regexes."""
    rng = random.Random(7)
    letters = "".join((HERE / "sentences.txt").read_text(encoding="utf-8").split())
    lines = ['group = "generated"']
    for n in range(count):
        words = ["".join(rng.sample(letters, 4)).replace("，", "的") for _ in range(10)]
        body = f"words = {words!r}" if n % 2 else f"pattern = '{words[0][:2]}[^。]{{0,8}}{words[1][:2]}'"
        lines.append(
            f'[[rule]]\nid = "r{n}"\nkind = "{"words" if n % 2 else "pattern"}"\nlevel = "info"\nmessage = "m"\n'
            f'why = "w"\nsource = "s"\nbad = ["⟦x⟧"]\ngood = ["x"]\n{body}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def table(results: dict[str, dict[str, float]], sizes: dict[str, float], reference: str) -> list[str]:
    rows = ["| tool | cold start, 10 KB | 1 MB in one file | 1,000 files of 10 KB | throughput of those |",
            "|---|--:|--:|--:|--:|"]
    for name in results["cold"]:
        cells = []
        for load in ("cold", "one", "many"):
            took = results[load][name]
            ratio = took / results[load][reference] if reference in results[load] else float("nan")
            cells.append("too slow" if took == float("inf") else f"{took * 1000:,.0f} ms ({ratio:.2f}×)")
        speed = sizes["many"] / results["many"][name] / 1e6
        rows.append(f"| {name} | {' | '.join(cells)} | {speed:.1f} MB/s |")
    return rows


def more_rules(zflint: list[str], paths: dict[str, Path], folder: Path, runs: int, count: int) -> str:
    pack = folder / "generated.toml"
    generated_pack(pack, count)
    commands = {"all default rules": zflint, "ten times as many": [*zflint, "--config", f'packs = ["{pack}"]']}
    times = measure(commands, paths["many"], runs, 600)
    ratio = times["ten times as many"] / times["all default rules"]
    return f"With {count} generated rules added, 1,000 files take {ratio:.2f}× the time."


def rule_count() -> int:
    from zflint.packs import builtin_paths, read_packs

    return len(read_packs(builtin_paths(), trusted=True))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", type=Path, default=HERE / "peers")
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ZFLINT_CACHE_DIR"] = str(folder / "cache")
        paths = make_workloads(folder)
        commands, missing = peers(args.peers)
        sizes = {"many": float(sum(f.stat().st_size for f in paths["many"].iterdir()))}
        turns = {"cold": args.runs * 2, "one": args.runs, "many": args.runs}
        results = {load: measure(commands, paths[load], runs, 40) for load, runs in turns.items()}
        reference = "autocorrect-py" if "autocorrect-py" in commands else "zflint"
        more = more_rules(commands["zflint"], paths, folder, args.runs, 9 * rule_count())
    lines = [
        "# zflint beside its peers", "",
        f"Made by `python benchmarks/run.py` on Python {platform.python_version()}, {os.cpu_count()} cores. Whole "
        f"processes, medians of {args.runs} runs taken in turns; in brackets, the ratio to {reference}'s time.", "",
        *table(results, sizes, reference), "",
        "autocorrect-py checks spacing and punctuation only; textlint runs two rules, zhlint its default preset.", "",
        more, *[f"Not measured: {one}." for one in missing]]
    args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
