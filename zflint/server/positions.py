"""Places of the protocol (line and character, in UTF-8 bytes, UTF-16 units or code points) from and to offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from zflint.model import Span
from zflint.text import Lines, Units, length

Range = dict[str, dict[str, int]]
"""A range as JSON has it."""


def to_position(lines: Lines, offset: int, units: Units) -> dict[str, int]:
    """The protocol position, as JSON has it, of an offset in code points."""
    line, character = lines.position(offset, units)
    return {"line": line, "character": character}


def to_range(lines: Lines, span: Span, units: Units) -> Range:
    """The protocol range, as JSON has it, of a span in code points."""
    return {"start": to_position(lines, span.start, units), "end": to_position(lines, span.end, units)}


def to_offset(lines: Lines, position: Any, units: Units) -> int:
    """The offset in code points of a protocol position (an lsprotocol Position); beyond the text: its end."""
    return lines.offset_at(position.line, position.character, units)


def to_span(lines: Lines, range_: Any, units: Units) -> Span:
    """The span in code points of a protocol range (an lsprotocol Range)."""
    return Span(to_offset(lines, range_.start, units), to_offset(lines, range_.end, units))


def placer(lines: Lines, units: Units) -> Callable[[int], tuple[int, int]]:
    """Line and character of an offset in code points, as `lines.position` says, for whom time counts."""
    text, starts = lines.text, lines.starts
    # In UTF-16 nothing need be counted where no character takes two units, as in most texts.
    narrow = units == "utf-32" or (
        units == "utf-16" and len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text))

    def place(offset: int) -> tuple[int, int]:
        row = bisect_right(starts, offset) - 1
        start = starts[row]
        return row, offset - start if narrow else length(text[start:offset], units)

    return place
