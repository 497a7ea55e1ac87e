"""From keystroke to diagnostics: a real server on stdio, edited at random places, beside a full lint of the same text.

    python benchmarks/keystrokes.py [--edits N] [--output FILE]

Every edit types one character. The clock runs from before the notification is written until the diagnostics of that
version are read and parsed, as an editor would have them. Full lints of the same text (nothing remembered, rules
loaded, automata warm) take turns with the edits, so that a noisy machine is noisy for both.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from run import text_of  # noqa: E402

FAULTS = ("截止目前，", "XX县", "“三农“", "再接再励，", "按排部署，")
TURNS = 25
"""Edits between two full lints."""
LIMIT = 0.020
"""Seconds: what nobody feels."""


class Editor:
    """Speaks to a server on stdio, one message after another."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "zflint", "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.send(id=1, method="initialize", params={
            "processId": os.getpid(), "rootUri": None, "capabilities": {
                "textDocument": {"publishDiagnostics": {"relatedInformation": True, "dataSupport": True}}}})
        while self.read().get("id") != 1:
            pass
        self.send(method="initialized", params={})

    def send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if found := re.fullmatch(rb"Content-Length: (\d+)", line):
                length = int(found[1])
        if not length:
            raise SystemExit("the server has gone")
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message

    def found(self, uri: str, version: int) -> int:
        """Wait for the diagnostics of a version; how many there are."""
        while True:
            message = self.read()
            params = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri \
                    and params.get("version") == version:
                return len(params["diagnostics"])

    def open(self, uri: str, language: str, text: str) -> int:
        self.send(method="textDocument/didOpen", params={
            "textDocument": {"uri": uri, "languageId": language, "version": 0, "text": text}})
        return self.found(uri, 0)

    def memory(self) -> float:
        """Resident memory in MB, or nan where the system does not tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return float("nan")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def worked(self) -> float:
        """Seconds that the server's threads have run on a processor so far, or nan where the system does not tell."""
        try:
            stats = [path.read_text() for path in Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")]
        except OSError:
            return float("nan")
        return sum(int(one.split()[0]) for one in stats) / 1e9 if stats else float("nan")

    def end(self) -> None:
        self.send(id=2, method="shutdown", params=None)
        self.send(method="exit", params=None)
        self.process.wait(10)


class Load(NamedTuple):
    name: str
    language: str
    text: str


class Measured(NamedTuple):
    load: Load
    findings: int
    first: float
    keys: list[float]
    full: list[float]
    work: list[float]
    full_work: list[float]
    memory: tuple[float, float]


def loads() -> list[Load]:
    plain = {name: text_of(size, 3) for name, size in (("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000))}
    rng = random.Random(5)
    faulty = re.sub("。", lambda m: f"。{rng.choice(FAULTS)}", plain["100 KB"])
    marked = "\n".join(f"{'## 一、工作' if n % 10 == 0 else '- ' if n % 3 == 0 else ''}{line}\n"
                       for n, line in enumerate(plain["100 KB"].splitlines()))
    return [*(Load(name, "plaintext", text) for name, text in plain.items()),
            Load("100 KB with faults", "plaintext", faulty), Load("100 KB of Markdown", "markdown", marked)]


def measure(load: Load, edits: int) -> Measured:
    from zflint.check import prepared
    from zflint.config import Selection
    from zflint.engine import lint
    from zflint.parse import parse

    rules, format = prepared(Selection()), "markdown" if load.language == "markdown" else "plain"
    lint(rules, parse(load.text, format))
    editor, uri, rng = Editor(), "untitled:draft", random.Random(9)
    findings = editor.open(uri, load.language, load.text)
    first, before = time.perf_counter() - editor.started, editor.memory()
    lines, keys, full, work, full_work = load.text.split("\n"), [], [], [], []
    for version in range(1, edits + 1):
        row = rng.choice([n for n in range(len(lines)) if lines[n]] if len(lines) < 500 else range(0, len(lines) - 1))
        at, typed = rng.randrange(len(lines[row]) + 1), rng.choice("的了是在和，。1年县")
        lines[row] = lines[row][:at] + typed + lines[row][at:]
        place = {"line": row, "character": at}
        worked, start = editor.worked(), time.perf_counter()
        editor.send(method="textDocument/didChange", params={
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"range": {"start": place, "end": place}, "text": typed}]})
        editor.found(uri, version)
        keys.append(time.perf_counter() - start)
        work.append(editor.worked() - worked)
        if version % TURNS == 0:
            text = "\n".join(lines)
            worked, start = time.thread_time(), time.perf_counter()
            lint(rules, parse(text, format))
            full.append(time.perf_counter() - start)
            full_work.append(time.thread_time() - worked)
    memory = before, editor.memory()
    editor.end()
    return Measured(load, findings, first, keys, full, work, full_work, memory)


def quantiles(times: list[float]) -> tuple[float, float]:
    """p50 and p99 in milliseconds."""
    found = statistics.quantiles(times, n=100)
    return found[49] * 1000, found[98] * 1000


def row(one: Measured) -> str:
    full, full_work = statistics.median(one.full) * 1000, statistics.median(one.full_work) * 1000
    (p50, p99), (work50, work99) = quantiles(one.keys), quantiles(one.work)
    return (f"| {one.load.name} | {one.findings} | {p50:.1f} | {p99:.1f} | {full:.0f} | {p99 / full:.2f} "
            f"| {work50:.1f} | {work99:.1f} | {full_work:.0f} | {work99 / full_work:.2f} "
            f"| {one.first * 1000:.0f} | {one.memory[0]:.0f} → {one.memory[1]:.0f} |")


def verdict(one: Measured) -> str:
    limit = max(LIMIT * 1000, statistics.median(one.full) * 100)
    told = ", ".join(
        f"{p99:.1f} ms of {what} time ({'holds' if p99 <= limit else 'missed'})"
        for what, p99 in (("wall", quantiles(one.keys)[1]), ("processor", quantiles(one.work)[1])))
    return (f"The limit for {one.load.name} is a p99 of a tenth of the full lint or {LIMIT * 1000:.0f} ms, whichever "
            f"is larger: {limit:.1f} ms. Measured: {told}.")


def load_average() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--output", type=Path, default=HERE / "KEYSTROKES.md")
    args = parser.parse_args()
    measured = [measure(load, args.edits) for load in loads()]
    lines = [
        "# From keystroke to diagnostics", "",
        f"Made by `python benchmarks/keystrokes.py` on Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load average {load_average()} at the end. {args.edits} edits of one character at random places, each "
        "answered before the next; full lints of the same text took turns with them (median). All times in "
        "milliseconds. Processor: what the server's threads, and the full lint, ran on a processor; it differs from "
        "the wall time by what other programs took. First: from starting the process to the first diagnostics. "
        "Memory: resident, in MB, after the first diagnostics and after the last.", "",
        "| draft | findings | p50 | p99 | full lint | p99 / full | processor p50 | p99 | full lint | p99 / full "
        "| first | memory |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *map(row, measured), "",
        *(verdict(one) for one in measured if one.load.name == "100 KB")]
    args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
