"""Neighbouring leftovers and how much real text stands around them, told from places alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from zflint.model import Mark, Place
from zflint.values import NamedTuple

SHORT = 50
"""The titles of other articles below “热门推荐” are not longer than this."""
TINY = 3
"""A block between two leftovers that is not longer than this is one too: a number of likes."""
NEAR = 4
"""How many blocks of real text may stand before a line at the head, or after one at the tail."""


class Run(NamedTuple):
    """Neighbouring leftovers: their marks, the first and the last block, and the range of the text."""

    marks: tuple[Mark, ...]
    first: int
    last: int
    start: int
    end: int


class Around(NamedTuple):
    """How much real text stands around a block: `marked` are the sorted indexes of the blocks that hold leftovers."""

    places: Sequence[Place]
    marked: Sequence[int]

    def before(self, at: int) -> int:
        return at - bisect_left(self.marked, at)

    def after(self, at: int) -> int:
        return len(self.places) - 1 - at - (len(self.marked) - bisect_right(self.marked, at))

    def strong(self, mark: Mark) -> bool:
        rank = ranks(mark)
        return (
            "strong" in rank
            or ("head" in rank and self.before(mark.at) < NEAR)
            or ("tail" in rank and self.after(mark.at) < NEAR)
            or ("last" in rank and self.after(mark.at) == 0)
            or ("alone" in rank and self.before(mark.at) < NEAR and not self._beside(mark.at))
        )

    def _beside(self, at: int) -> bool:
        """Is a neighbouring block a leftover too? Rows of a table of dates and figures are."""
        return any(one in self.marked for one in (at - 1, at + 1))

    def closing(self) -> int:
        """The block from which on every line is short or a leftover; past the last one when nothing else is there."""
        marked = set(self.marked)
        for at in range(len(self.places) - 1, -1, -1):
            span = self.places[at].span
            if at not in marked and span.end - span.start > SHORT:
                return at + 1
        return len(self.places)


def ranks(mark: Mark) -> list[str]:
    return mark.says[0][1].split()


def runs(marks: Sequence[Mark], places: Sequence[Place]) -> Iterable[Run]:
    """The marks, in order, in groups of neighbours."""
    group: list[Mark] = []
    for mark in marks:
        if group and not _neighbours(group[-1], mark, places):
            yield _run(group)
            group = []
        group.append(mark)
    yield _run(group)


def _run(group: Sequence[Mark]) -> Run:
    return Run(tuple(group), group[0].at, group[-1].at, group[0].start, group[-1].end)


def _neighbours(one: Mark, other: Mark, places: Sequence[Place]) -> bool:
    if one.at == other.at:
        return other.start - one.end <= 1
    if one.end != places[one.at].span.end or other.start != places[other.at].span.start:
        return False
    between = places[one.at + 1:other.at]
    return len(between) < 2 and all(map(tiny, between))


def tiny(place: Place) -> bool:
    return place.span.end - place.span.start <= TINY


def to_the_end(run: Run, places: Sequence[Place]) -> Run:
    return run._replace(last=len(places) - 1, end=places[-1].span.end)
