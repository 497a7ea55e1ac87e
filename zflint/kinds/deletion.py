"""Deleting whole blocks of plain text with the line ends that they leave behind, known from places alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zflint.model import Edit, Place

COMMENT = 14
"""The shortest suppression comment. It is not a block, so it may stand in a gap between blocks; deletions spare it."""


def whole_lines(places: Sequence[Place], first: int, last: int) -> tuple[Edit, ...]:
    """Edits that delete the blocks from first to last; the wider gap around them stays, the narrower one goes."""
    return tuple(_edit(places, start, end) for start, end in _stretches(places, first, last))


def _stretches(places: Sequence[Place], first: int, last: int) -> Iterable[tuple[int, int]]:
    """The blocks in stretches with nothing but blank lines inside."""
    start = first
    for at in range(first, last):
        if not _blank(places[at], places[at + 1]):
            yield start, at
            start = at + 1
    yield start, last


def _edit(places: Sequence[Place], first: int, last: int) -> Edit:
    start, end = places[first], places[last]
    above = places[first - 1] if first and _blank(places[first - 1], start) else None
    below = places[last + 1] if last + 1 < len(places) and _blank(end, places[last + 1]) else None
    if above and (not below or below.line - end.line >= start.line - above.line):
        return Edit(above.span.end, end.span.end, "")
    return Edit(start.span.start, below.span.start if below else end.span.end, "")


def _blank(one: Place, other: Place) -> bool:
    """Is the gap between two blocks too narrow for a suppression comment? Every line end is one character or two."""
    return other.span.start - one.span.end - (other.line - one.line) < COMMENT
