"""Markdown: CommonMark with tables, as markdown-it reads it; markup is masked, code and front matter are no blocks.

A block's text is the source from its first to its last character, markup replaced by as many MASK characters, so that
offsets stay true: list markers, > of quotations and what indents continued lines are masked too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from zflint.model import MASK, Block, Document, Place, Span
from zflint.parse.directives import directives, iso_date
from zflint.parse.inline import Inline
from zflint.parse.plain import line_kind, masked
from zflint.regexes import lazy
from zflint.text import line_starts
from zflint.typed import Any
from zflint.values import NamedTuple

FRONT = lazy(
    r"\ufeff?(---|\+\+\+)[ \t]*(?:\r\n?|\n)(?=\s*(?:[\"'\w-]+[ \t]*[:=]|#|---|\+\+\+))((?:.*?(?:\r\n?|\n))??)"
    r"(?:\1|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.S)
DATE = lazy(r"(?:\A|[\r\n])[\"']?date[\"']?[ \t]*[:=][ \t]*([^\r\n]+)", re.I)
PIPE = lazy(r"(?<!\\)\|")
BEFORE_CELLS = lazy(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*\|")
NO_PROSE = lazy(r"<(?:script|style|pre|textarea)\b|<!--(?!.*-->)", re.I | re.S)
AROUND = {"blockquote_open": "quote", "list_item_open": "item"}
CODE = frozenset({"fence", "code_block"})


class Piece(NamedTuple):
    """A stretch of prose and where it stands in each of its source lines: without line ends, markers, indentation."""

    kind: str
    depth: int
    lines: list[Span]


@lru_cache(maxsize=None)
def _markdown() -> tuple[MarkdownIt, Inline]:
    md = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    md.core.ruler.enableOnly(["normalize", "block"])
    md.inline = inline = Inline()
    return md, inline


def parse_markdown(text: str) -> Document:
    reader = Reader(text, front_matter(text))
    return assembled(text, list(reader.read()), reader.code)


def front_matter(text: str) -> int:
    """Where the text begins after its front matter, if it has one."""
    front = FRONT.match(text)
    return front.end() if front else 0


def assembled(text: str, pairs: Sequence[tuple[Block, Place]], code: Iterable[Span]) -> Document:
    """The document of a text whose blocks are known, and the spans in which nothing is said to zflint."""
    front = FRONT.match(text)
    stated = DATE.search(front[2]) if front else None
    found = directives(text, "markdown", sorted([Span(0, front.end() if front else 0), *code]))
    date = found.date or (iso_date(stated[1]) if stated else "")
    blocks, places = zip(*pairs, strict=True) if pairs else ((), ())
    return Document(text, blocks, places, found.directives, date, "markdown")


class Reader:
    """One reading of a text from `start` on. `code` collects the spans in which nothing is said to zflint."""

    def __init__(self, text: str, start: int, end: int | None = None, first: bool = True) -> None:
        """`end`: where to stop, a line's beginning. `first`: may its first heading be the title of the text?"""
        self.text = text
        self.source = text.replace("\0", "\ufffd")
        self.start, self.end, self.first = start, len(text) if end is None else end, first
        self.starts = [*line_starts(text), len(text)]
        self.skipped = bisect_left(self.starts, start)
        self.references: dict[str, Any] = {}
        self.code: list[Span] = []
        self.units: list[int] = []
        """Where each outermost element begins: at these places the parser knows nothing of what stands before."""

    def read(self) -> Iterator[tuple[Block, Place]]:
        env: dict[str, Any] = {}
        tokens = _markdown()[0].parse(self.source[self.start:self.end], env)
        self.units = [self.starts[self.skipped + token.map[0]] for token in tokens
                      if token.level == 0 and token.nesting >= 0 and token.map]
        self.references = env.get("references", {})
        self.code += [self._rows(token) for token in tokens if token.type in CODE]
        for piece in self._pieces(tokens):
            if piece.lines:
                yield from self._blocks(piece)

    def _pieces(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        around: list[str] = []
        opened, cursor = tokens[0] if tokens else None, -1
        for token in tokens:
            if token.type in AROUND:
                around.append(AROUND[token.type])
            elif token.type in ("blockquote_close", "list_item_close"):
                around.pop()
            elif token.type == "tr_open":
                cursor = -1
            elif token.type == "html_block" and not NO_PROSE.match(token.content.lstrip()):
                yield Piece("html", 0, self._lines(token))
            elif token.type != "inline" or opened is None:
                opened = token
            elif opened.tag in ("th", "td"):
                cursor, lines = self._cell(token, cursor)
                yield Piece("cell", 0, lines)
            elif opened.type == "heading_open":
                level = int(opened.tag[1])
                lines = self._after_marks(token, level) if opened.markup.startswith("#") else self._lines(token)
                title = level == 1 and self.first and token is tokens[1]
                yield Piece("title", 0, lines) if title else Piece("heading", level, lines)
            else:
                kind = around[-1] if around else "paragraph"
                yield Piece(kind, around.count("item") if kind == "item" else 0, self._lines(token))

    def _row(self, token: Token, number: int = 0) -> tuple[int, str]:
        """Where a line of a token begins, and the line without its line end."""
        row = self.skipped + (token.map or [0])[0] + number
        start = self.starts[row]
        return start, self.source[start:self.starts[row + 1]].rstrip("\r\n")

    def _rows(self, token: Token) -> Span:
        first, last = token.map or (0, 0)
        return Span(self.starts[self.skipped + first], self.starts[min(self.skipped + last, len(self.starts) - 1)])

    def _lines(self, token: Token) -> list[Span]:
        """Each line of the content is the end of its source line, but for blanks on both sides."""
        spans = []
        for number, part in enumerate(token.content.rstrip("\n").split("\n")):
            start, line = self._row(token, number)
            end, part = len(line.rstrip()), part.lstrip(" \t").rstrip()
            if not line.startswith(part, end - len(part)):
                return []
            spans.append(Span(start + end - len(part), start + end))
        return spans

    def _after_marks(self, token: Token, level: int) -> list[Span]:
        """The content of a heading that begins with `level` marks #."""
        start, line = self._row(token)
        at = line.find(token.content, line.index("#") + level)
        return [Span(start + at, start + at + len(token.content))] if token.content and at >= 0 else []

    def _cell(self, token: Token, cursor: int) -> tuple[int, list[Span]]:
        """Where a table cell stands, and where the next one may: `cursor` is a column, -1 before the first cell."""
        start, line = self._row(token)
        if cursor < 0:
            before = BEFORE_CELLS.match(line)
            cursor = before.end() if before else 0
        raw = token.content.replace("|", "\\|")
        at = line.find(raw, cursor)
        if not raw or at < 0:
            at, raw = cursor, ""
        pipe = PIPE.search(line, at + len(raw))
        return pipe.end() if pipe else len(line), [Span(start + at, start + at + len(raw))] if raw else []

    def _blocks(self, piece: Piece) -> Iterator[tuple[Block, Place]]:
        """The block that a piece is, or for HTML each of its lines; none when there is nothing but markup."""
        start, end = piece.lines[0].start, piece.lines[-1].end
        row = bisect_right(self.starts, start) - 1
        gaps = [Span(self.starts[row + i], line.start) for i, line in enumerate(piece.lines) if i]
        source = masked(self.source[start:end], [Span(a - start, b - start) for a, b in gaps], " ")
        md, inline = _markdown()
        trace = inline.traced(source.replace("\r\n", " \n").replace("\r", "\n"), md, self.references)
        self.code += [Span(start + a, start + b) for a, b in trace.code]
        signs = _merged(sorted([*trace.signs, *(Span(a - start, b - start) for a, b in gaps)]))
        text = masked(self.text[start:end], sorted([*signs, *trace.foreign]))
        lines = piece.lines if piece.kind == "html" else [Span(start, end)]
        for line in lines:
            inner = _trimmed(text, Span(line.start - start, line.end - start), signs)
            shown = text[inner.start:inner.end]
            if shown.replace(MASK, " ").strip():
                kind, depth = _kind(piece, shown)
                span = Span(start + inner.start, start + inner.end)
                yield Block(kind, shown, depth), Place(kind, depth, span, bisect_right(self.starts, span.start) - 1)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans as few: those that touch become one."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _trimmed(text: str, span: Span, signs: Sequence[Span]) -> Span:
    """The span without signs (and blanks after or before them) at its beginning and end."""
    start, end = span
    for sign in signs[max(0, bisect_left(signs, (start + 1,)) - 1):]:
        if not sign.start <= start < sign.end:
            break
        start = min(end, sign.end + len(text[sign.end:end]) - len(text[sign.end:end].lstrip()))
    for sign in reversed(signs[:bisect_left(signs, (end,))]):
        if sign.end < end or sign.start < start:
            break
        end = max(start, sign.start - len(text[start:sign.start]) + len(text[start:sign.start].rstrip()))
    return Span(start, max(start, end))


def _kind(piece: Piece, text: str) -> tuple[str, int]:
    """Kind and depth of a block; a paragraph of one line may be a heading or item that is no Markdown, 一、总体要求."""
    if piece.kind in ("paragraph", "html") and len(piece.lines) == 1:
        return line_kind(text)
    return ("paragraph", 0) if piece.kind == "html" else (piece.kind, piece.depth)
