"""Rows in question: which findings touch them, and where they are after an edit. Pure; rows count from 1."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from zflint.model import Edit
from zflint.report import Entry
from zflint.text import Lines


def touches(entry: Entry, rows: frozenset[int]) -> bool:
    """Does a finding stand, wholly or in part, on one of the rows?"""
    first, end = entry["location"]["row"], entry["end_location"]
    last = end["row"] - (end["column"] == 1 and end["row"] > first)
    return any(row in rows for row in range(first, last + 1))


def new_rows(old: str, new: str) -> frozenset[int]:
    """The rows of a text that its older version has not, in the same order. Line ends do not count."""
    before, after = _rows(old), _rows(new)
    top = _common(before, after)
    bottom = _common(before[top:][::-1], after[top:][::-1])
    matcher = SequenceMatcher(None, before[top:len(before) - bottom], after[top:len(after) - bottom])
    same = {row for at in matcher.get_matching_blocks() for row in range(top + at.b, top + at.b + at.size)}
    return frozenset(row + 1 for row in range(top, len(after) - bottom) if row not in same)


def likeliest(new: str, olds: Sequence[str]) -> int:
    """The index of the text of which a new one holds most lines, at least half of them; -1 when there is none."""
    lines = set(filter(None, _rows(new)))
    shares = [len(old & lines) / max(len(old), 1) for old in (set(filter(None, _rows(one))) for one in olds)]
    best = max(range(len(olds)), key=shares.__getitem__, default=-1)
    return best if best >= 0 and shares[best] >= 0.5 else -1


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many lines at the beginning are equal. (The matcher alone may match equal lines crosswise.)"""
    return next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
                min(len(first), len(second)))


def _rows(text: str) -> list[str]:
    lines = Lines(text)
    return [lines.line_text(row) for row in range(1, lines.count + 1)]


def moved(rows: Iterable[int], lines: Lines, edits: Sequence[Edit]) -> frozenset[int]:
    """The rows after edits of the text: those below an edit shift, those that an edit of them makes are among them."""
    steps = [(lines.row_column(edit.start)[0], lines.row_column(edit.end)[0], Lines(edit.content).count - 1)
             for edit in sorted(edits)]
    shifts = [0, *accumulate(made - (last - first) for first, last, made in steps)]
    before, old = [last for _, last, _ in steps], frozenset(rows)
    new = {row + shifts[bisect_left(before, row)] for row in old}
    for (first, last, made), shift in zip(steps, shifts, strict=False):
        if any(row in old for row in range(first, last + 1)):
            new.update(range(first + shift, first + shift + made + 1))
    return frozenset(new)
