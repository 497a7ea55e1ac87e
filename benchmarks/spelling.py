"""Measure the typo rules on sentence pairs that others wrote, such as the official-writing set of ECSpell or SIGHAN.

    python benchmarks/spelling.py PATH [PATH ...] [--half a|b] [--show N]

Each line of a file holds, separated by tabs, a sentence with errors and its correction as the last two columns. The
files are not part of the project: fetch them from their authors. --half takes the pairs whose correct sentence hashes
to the one half or the other, so that words can be learnt from one half and measured on the other. --show lists the
first N edits that agree with no correction.

An edit is right when it changes the same characters into the same ones. A sentence counts as found when one of its
errors is, as corrected when the result is the correct sentence. The false-alarm rate is that of correct sentences.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from zflint.engine import lint, ruleset
from zflint.fix import fixed
from zflint.packs import builtin_folder, read_packs
from zflint.parse import parse


class Pair(NamedTuple):
    wrong: str
    right: str


class Change(NamedTuple):
    """The characters from start to end of the wrong sentence become `content`."""

    start: int
    end: int
    content: str


class Tally(NamedTuple):
    edits: int
    made: int
    agreed: int
    faulty: int
    found: int
    corrected: int
    touched: int
    clean: int
    alarmed: int


def read_pairs(paths: Iterable[Path]) -> list[Pair]:
    """The different pairs of the files, in order."""
    pairs = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            cells = line.rstrip("\r").split("\t")
            if len(cells) >= 2:
                pairs[Pair(cells[-2], cells[-1])] = None
    return list(pairs)


def in_half(pair: Pair, half: str) -> bool:
    return not half or "ab"[zlib.crc32(pair.right.encode()) % 2] == half


def changes(wrong: str, right: str) -> set[Change]:
    """What turns one sentence into the other: character by character where both are equally long."""
    if len(wrong) == len(right):
        return {Change(i, i + 1, b) for i, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b}
    steps = SequenceMatcher(None, wrong, right, autojunk=False).get_opcodes()
    return {Change(a, b, right[c:d]) for kind, a, b, c, d in steps if kind != "equal"}


def corrector() -> Callable[[str], str]:
    """The sentence after the fixes of the typo rules of the default selection."""
    rules = read_packs([str(Path(builtin_folder()) / "typo.toml")], trusted=True)
    ready = ruleset([rule for rule in rules if rule.default])
    return lambda text: fixed(text, lint(ready, parse(text)))


def tally(pairs: Sequence[Pair], correct: Callable[[str], str], show: int) -> Tally:
    counts = dict.fromkeys(Tally._fields, 0)
    for wrong, right in pairs:
        wanted, result = changes(wrong, right), correct(wrong)
        made = changes(wrong, result)
        agreed = made & wanted
        counts["edits"] += len(wanted)
        counts["made"] += len(made)
        counts["agreed"] += len(agreed)
        counts["faulty"] += bool(wanted)
        counts["found"] += bool(agreed)
        counts["corrected"] += bool(wanted) and result == right
        counts["touched"] += bool(made)
        for one in sorted(made - wanted)[:max(0, show)]:
            show -= 1
            print(f"disagrees: {wrong[max(0, one.start - 8):one.end + 8]}  {wrong[one.start:one.end]} → {one.content}")
    for right in {pair.right for pair in pairs}:
        counts["clean"] += 1
        counts["alarmed"] += correct(right) != right
    return Tally(**counts)


def share(part: int, whole: int) -> str:
    return f"{part / whole if whole else 1:.3f} ({part}/{whole})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--half", choices=["a", "b"], default="")
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    pairs = [pair for pair in read_pairs(args.paths) if in_half(pair, args.half)]
    t = tally(pairs, corrector(), args.show)
    print(f"{len(pairs)} pairs of sentences, {t.faulty} with errors")
    print(f"edits      precision {share(t.agreed, t.made)}  recall {share(t.agreed, t.edits)}")
    print(f"sentences  precision {share(t.found, t.touched)}  found {share(t.found, t.faulty)}  "
          f"corrected {share(t.corrected, t.faulty)}")
    print(f"correct sentences with a false alarm {share(t.alarmed, t.clean)}")


if __name__ == "__main__":
    main()
