"""Where keys and values stand in a TOML text that may be half written. Never fails; bad TOML is not its concern.

TOML 1.0: keys, strings of four sorts, tables and arrays of tables, arrays, inline tables, comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from zflint.model import Span
from zflint.regexes import lazy

Path = tuple[str | int, ...]
"""From the top: keys, and the numbers from 0 of elements of arrays."""

TOKEN = lazy(
    r"""(?P<blank>[ \t\ufeff]+|\#[^\r\n]*)|(?P<line>\r\n|\r|\n)"""
    r"""|(?P<text>"{3}(?:[^\\]|\\.)*?(?:"{3}|\Z)|'{3}.*?(?:'{3}|\Z)|"(?:[^"\\\r\n]|\\.)*"?|'[^'\r\n]*'?)"""
    r"""|(?P<mark>[\[\]{}=,.])|(?P<bare>[^\s\[\]{}=,.\#"']+)|(?P<odd>.)""", re.DOTALL)
STATEMENT = lazy(r"[ \t]*(?:\[{1,2}[\w.\"' -]+\]{1,2}[ \t]*(?:#.*)?$|(?:[\w-]+|\"[^\"\r\n]*\")[ \t]*=)", re.MULTILINE)
"""A line that begins a table or sets a key: an array that is still open before it was left half written."""


class Slot(NamedTuple):
    """A key (role key), a scalar value (value), or the name of a table (table), and where it stands."""

    path: Path
    role: str
    span: Span


class Cursor(NamedTuple):
    """What may stand at the end of a text. role: key, value or table. path: of the table that the key would be in, or
    of the value. start: where the word that is begun already begins; quoted: with quotes. element: inside an array."""

    path: Path
    role: str
    start: int
    quoted: bool
    element: bool


@dataclass
class Frame:
    """An open table, inline table or array."""

    kind: str
    path: Path
    keys: list[str] = field(default_factory=list)
    valued: bool = False
    count: int = 0

    @property
    def here(self) -> Path:
        """The path of the value that comes next."""
        return (*self.path, self.count) if self.kind == "array" else (*self.path, *self.keys)

    @property
    def expects(self) -> str:
        return "value" if self.kind == "array" or self.valued else "table" if self.kind == "header" else "key"


def slots(text: str) -> list[Slot]:
    """All keys, values and names of tables, in order."""
    return [*_Reader(text).read()]


def cursor(text: str, offset: int) -> Cursor | None:
    """What may stand at an offset; None inside comments and in strings of several lines."""
    reader = _Reader(text[:offset])
    found = [*reader.read()]
    if reader.closed:
        return None
    frame = reader.frames[-1]
    last = found[-1] if found and found[-1].span.end == offset and reader.in_word else None
    start = last.span.start if last else offset
    role = last.role if last else frame.expects
    path = frame.here if role == "value" and not last else last.path if last and role == "value" else frame.path
    if last and role == "key":
        path = last.path[:-1]
    return Cursor(path, role, start, text[start:start + 1] in ('"', "'"), frame.kind == "array")


def whole(found: Iterable[Slot], path: Path) -> Span | None:
    """Where the key, or else the value or the table, with that path stands; its nearest parent when it is nowhere."""
    known = list(found)
    while path:
        for role in ("key", "value", "table"):
            for one in known:
                if one.path == path and one.role == role:
                    return one.span
        path = path[:-1]
    return None


class _Reader:
    """One pass over the tokens of a text. closed: it ends in a comment or a string of several lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.frames = [Frame("table", ())]
        self.tables: dict[Path, int] = {}
        self.closed = self.in_word = False

    def read(self) -> Iterator[Slot]:
        for m in TOKEN.finditer(self.text):
            sort, word, span = m.lastgroup, m[0], Span(*m.span())
            self.closed = word.startswith(("#", '"""', "'''"))
            self.in_word = sort in ("text", "bare")
            if sort == "line":
                self._line(m.end())
            elif sort == "mark":
                self._mark(word, m.end())
            elif sort in ("text", "bare"):
                yield from self._word(word, span)

    def _line(self, after: int) -> None:
        if len(self.frames) > 1 and (self.frames[-1].kind != "array" or STATEMENT.match(self.text, after)):
            del self.frames[1:]
        frame = self.frames[-1]
        if frame.kind == "table":
            frame.keys, frame.valued = [], False

    def _mark(self, mark: str, end: int) -> None:
        frame = self.frames[-1]
        if mark == "=":
            frame.valued = True
        elif mark == "," and frame.kind == "array":
            frame.count += 1
        elif mark == "," and frame.kind == "inline":
            frame.keys, frame.valued = [], False
        elif mark == "[" and frame.expects == "key" and not frame.keys and frame.kind == "table":
            self.frames.append(Frame("header", ()))
        elif mark == "[" and frame.kind == "header":
            frame.count = 1
        elif mark in "[{" and frame.expects == "value":
            self.frames.append(Frame("array" if mark == "[" else "inline", frame.here))
        elif mark == "]" and frame.kind == "header":
            self._table(frame)
        elif mark in "]}" and frame.kind in ("array", "inline"):
            self.frames.pop()

    def _table(self, frame: Frame) -> None:
        """A header ends: [a.b] or [[a]], whose second ] finds a table open and means nothing."""
        path = self._resolved(tuple(frame.keys))
        if frame.count:
            number = self.tables.get(path, -1) + 1
            self.tables[path] = number
            path = (*path, number)
        self.frames = [Frame("table", path)]

    def _resolved(self, keys: tuple[str, ...]) -> Path:
        """[rule.message] after [[rule]] belongs to the last rule."""
        path: Path = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            if path in self.tables and number + 1 < len(keys):
                path = (*path, self.tables[path])
        return path

    def _word(self, word: str, span: Span) -> Iterator[Slot]:
        frame = self.frames[-1]
        if frame.expects == "value":
            yield Slot(frame.here, "value", span)
            return
        frame.keys.append(_plain(word))
        if frame.kind != "header":
            yield Slot((*frame.path, *frame.keys), "key", span)
            return
        path = self._resolved(tuple(frame.keys))
        yield Slot((*path, self.tables.get(path, -1) + 1) if frame.count else path, "table", span)


def _plain(word: str) -> str:
    return word.strip(word[0]) if word[0] in "\"'" else word
