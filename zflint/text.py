"""Positions: the one place that turns offsets (code points from 0) into rows and columns, and back.

A line ends at \\n, \\r\\n or \\r and nowhere else: U+2028, U+0085, vertical tab and form feed are ordinary characters.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from zflint.regexes import lazy
from zflint.typed import Literal
from zflint.values import NamedTuple

Units = Literal["utf-8", "utf-16", "utf-32"]
"""What the language server counts in: bytes, 16-bit units or code points."""

BREAK = lazy(r"\r\n?|\n")
ASTRAL = lazy("[\U00010000-\U0010ffff]")


class Lines:
    """The lines of a text. Rows and columns count from 1, columns in code points; out of range is clamped."""

    def __init__(self, text: str, starts: list[int] | None = None) -> None:
        """`starts`: the offset at which each line begins, if it is known."""
        self.text = text
        self._starts = starts or []

    @property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        if not self._starts:
            self._starts = line_starts(self.text)
        return self._starts

    @property
    def count(self) -> int:
        """How many lines: one more than line ends, so an empty text has one."""
        return len(self.starts)

    def row_column(self, offset: int) -> tuple[int, int]:
        """Row and column of an offset, both from 1."""
        offset = min(max(offset, 0), len(self.text))
        row = bisect_right(self.starts, offset)
        return row, offset - self.starts[row - 1] + 1

    def offset(self, row: int, column: int) -> int:
        """The offset of a row and column, both from 1; a column past the line is the last offset of that line."""
        start, end = self._bounds(row)
        return min(start + max(column, 1) - 1, end)

    def line_text(self, row: int) -> str:
        """The line without its line end."""
        start, end = self._bounds(row)
        return self.text[start:end + 1].rstrip("\r\n")

    def _bounds(self, row: int) -> tuple[int, int]:
        """The first and the last offset of a row; the last one is where its line end (or the text) ends."""
        row = min(max(row, 1), self.count)
        end = self.starts[row] - 1 if row < self.count else len(self.text)
        return self.starts[row - 1], end

    def position(self, offset: int, units: Units = "utf-16") -> tuple[int, int]:
        """Line and character of an offset as the language server protocol counts them: from 0, in the given units."""
        row, column = self.row_column(offset)
        start = self.starts[row - 1]
        return row - 1, length(self.text[start:start + column - 1], units)

    def offset_at(self, line: int, character: int, units: Units = "utf-16") -> int:
        """The offset of a protocol position, both from 0. Inside a surrogate pair or a byte sequence: its start."""
        if line >= self.count:
            return len(self.text)
        content = self.line_text(line + 1)
        return self.starts[max(line, 0)] + _prefix(content, max(character, 0), units)


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins; the first is 0."""
    if "\r" in text:
        return [0, *(m.end() for m in BREAK.finditer(text))]
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    starts.pop()
    return starts


def length(text: str, units: Units) -> int:
    """How long the text is in the given units."""
    if units == "utf-32" or text.isascii():
        return len(text)
    if units == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + len(ASTRAL.findall(text))


def _prefix(text: str, size: int, units: Units) -> int:
    """How many characters of the text fit into `size` units."""
    if units == "utf-32" or text.isascii():
        return min(size, len(text))
    if units == "utf-8":
        return len(text.encode("utf-8", "surrogatepass")[:size].decode("utf-8", "ignore"))
    return len(text.encode("utf-16-le", "surrogatepass")[:size * 2].decode("utf-16-le", "ignore"))


def width(text: str, ambiguous: int = 1) -> int:
    """Columns that a terminal gives the text: 2 for East Asian wide and full-width characters, 0 for combining ones.

    `ambiguous` is the width of characters such as “ ” … — ×, which fonts may draw either way. Terminals in a UTF-8
    locale (xterm, VTE, kitty, iTerm2, Windows Terminal, VS Code) follow wcwidth and give them 1; only consoles with
    a Chinese code page (936) give them 2.
    """
    if text.isascii():
        return len(text)
    return sum(_width(one, ambiguous) for one in text)


@lru_cache(maxsize=4096)
def _width(one: str, ambiguous: int) -> int:
    import unicodedata

    if unicodedata.category(one) in ("Mn", "Me", "Cf", "Zl", "Zp") and one != "\u00ad":
        return 0
    kind = unicodedata.east_asian_width(one)
    return 2 if kind in "WF" else ambiguous if kind == "A" else 1


class Excerpt(NamedTuple):
    """Part of a line, safe to print. `before` and `under` are columns: left of the span, and of the span itself."""

    text: str
    before: int
    under: int


def excerpt(line: str, start: int, end: int, columns: int = 80) -> Excerpt:
    """At most `columns` columns of a line around the characters from start to end; … stands where it was cut.

    Characters that would disturb a terminal (controls, text direction marks) are shown as “�”, tabs as a space.
    """
    line = "".join(map(_shown, line)) if not line.isprintable() else line
    start = min(max(start, 0), len(line))
    end = min(max(end, start), len(line))
    room = columns - 2
    right = _reach(line, start, end, room)
    used = width(line[start:right])
    under = max(used, 1)
    left = _reach_back(line, start, (room - used) // 2)
    right = _reach(line, right, len(line), room - width(line[left:right]))
    left = _reach_back(line, left, room - width(line[left:right]))
    head, tail = "…" if left else "", "…" if right < len(line) else ""
    return Excerpt(head + line[left:right] + tail, width(line[left:start]) + len(head), under)


def _reach(line: str, start: int, end: int, room: int) -> int:
    """How far one gets from start towards end in so many columns."""
    while start < end and (room := room - width(line[start])) >= 0:
        start += 1
    return start


def _reach_back(line: str, start: int, room: int) -> int:
    while start > 0 and (room := room - width(line[start - 1])) >= 0:
        start -= 1
    return start


def _shown(one: str) -> str:
    if one == "\t":
        return " "
    return one if one.isprintable() or one in "\u3000\u00a0" or (one.isspace() and ord(one) > 0x2000) else "\ufffd"
