"""parse() for a text that is being edited: the same document; of Markdown only what stands about the edit is read.

Outside of front matter and link definitions CommonMark is read one outermost element after another, and where one
begins nothing counts that stands before. So reading may begin at any such place, and may end where the elements begin
to be those of the old text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import NamedTuple

from zflint.model import Block, Document, Place, Span
from zflint.parse import parse
from zflint.text import line_starts

MARGIN = 3
"""So many elements before an edit are read again: where one ends depends on the next two lines or so."""
AHEAD = 8
"""So many elements behind an edit are read at first to find where nothing has changed."""


class Known(NamedTuple):
    """A text that was read: its blocks in place, its code, and where its outermost elements begin (offsets)."""

    text: str
    pairs: list[tuple[Block, Place]]
    code: list[Span]
    units: list[int]


class Reparse:
    """parse() with a memory. One for each document that is being edited."""

    def __init__(self) -> None:
        self._known: Known | None = None

    def parse(self, text: str, format: str) -> Document:
        """The same as parse(text, format)."""
        if format != "markdown":
            self._known = None
            return parse(text, format)
        from zflint.parse.markdown import assembled

        known = self._known = (self._known and _again(self._known, text)) or _anew(text)
        return assembled(text, known.pairs, known.code)


def _anew(text: str) -> Known:
    from zflint.parse.markdown import Reader, front_matter

    reader = Reader(text, front_matter(text))
    return Known(text, list(reader.read()), reader.code, reader.units)


def _again(known: Known, text: str) -> Known | None:
    """What is known of the text after an edit, or None when it has to be read as a whole."""
    from zflint.parse.markdown import front_matter

    old = known.text
    # Definitions of links count for the whole text.
    if "]:" in text or "]:" in old or front_matter(text) != front_matter(old):
        return None
    same, behind = _shared(old, text)
    by = len(text) - len(old)
    kept = bisect_right(known.units, same) - 1 - MARGIN
    if kept < 1:
        return None
    begin = known.units[kept]
    first_behind = bisect_left(known.units, len(old) - behind)
    ahead = AHEAD
    while first_behind + ahead < len(known.units):
        found = _spliced(known, text, kept, first_behind, first_behind + ahead, by, begin)
        if found:
            return found
        ahead *= 8
    return None


def _spliced(
    known: Known, text: str, kept: int, first_behind: int, last: int, by: int, begin: int
) -> Known | None:
    """Read from `begin` to the old element number `last`; None unless the elements come to be the old ones before."""
    from zflint.parse.markdown import Reader

    reader = Reader(text, begin, known.units[last] + by, first=False)
    pairs = list(reader.read())
    old_units = known.units[first_behind:last]
    meets = next((one for one in old_units if one + by in reader.units), None)
    if meets is None or len([one for one in reader.units if one >= meets + by]) <= MARGIN:
        return None
    lines = bisect_right(reader.starts, meets + by) - bisect_right(line_starts(known.text), meets)
    before = [pair for pair in known.pairs if pair[1].span.start < begin]
    middle = [pair for pair in pairs if pair[1].span.start < meets + by]
    after = [(block, _moved(place, by, lines)) for block, place in known.pairs if place.span.start >= meets]
    code = [*(one for one in known.code if one.start < begin),
            *(one for one in reader.code if one.start < meets + by),
            *(Span(one.start + by, one.end + by) for one in known.code if one.start >= meets)]
    units = [*known.units[:kept], *(one for one in reader.units if one < meets + by),
             *(one + by for one in known.units if one >= meets)]
    return Known(text, [*before, *middle, *after], code, units)


def _moved(place: Place, by: int, lines: int) -> Place:
    kind, depth, (start, end), line = place
    return Place(kind, depth, Span(start + by, end + by), line + lines)


def _shared(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning, and how many of the others at their end."""
    most = min(len(old), len(new))
    same = _most(most, lambda size: old[:size] == new[:size])
    behind = _most(most - same, lambda size: old[len(old) - size:] == new[len(new) - size:])
    return same, behind


def _most(limit: int, holds: Callable[[int], bool]) -> int:
    """The largest size up to a limit for which something holds that holds for all smaller ones."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low
