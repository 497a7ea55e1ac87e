"""Document symbols and folding: the ladder of headings (GB/T 9704—2012, 7.3.3), whatever the format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from zflint.facts.outline import BLANK, HEAD, RESET
from zflint.model import MASK, Block, Document, Place, Span
from zflint.server.documents import Seen
from zflint.server.positions import to_range
from zflint.text import Lines, Units

LADDER = ("book", "part", "chapter", "section", "article", "dun", "par", "ar", "arpar", "arhalf")
"""Styles of numbers from the highest to the lowest: 第一编, 第一部分, 第一章, 第一节, 第一条, 一、, （一）, 1.…"""
NUMBERED = 10
"""Ranks above this belong to numbered lines, those below to titles and the # headings of Markdown."""
PLAIN = 30
"""The rank of a heading whose number is of no style that is known: ①."""
LONGEST = 40
"""A line that goes on after its heading is named by its first sentence, and by no more than so many characters."""
STRING, KEY = 15, 20
"""Symbol kinds of the protocol: a heading, the title."""


class Heading(NamedTuple):
    """A line that begins a section. rank: 0 for the title, more for what is lower. at: the number of its block."""

    name: str
    rank: int
    span: Span
    at: int


class Section(NamedTuple):
    """A heading and the range of its text, with the sections under it. `end` is the end of the last block in it."""

    heading: Heading
    end: int
    under: tuple[Section, ...]


def headings(document: Document) -> Iterator[Heading]:
    """The title (of several lines the first), headings, and numbered lines that begin a paragraph, in order."""
    before = ""
    for at, (block, place) in enumerate(zip(document.blocks, document.places, strict=True)):
        rank = _rank(block, place, document)
        if rank is not None and not block.kind == before == "title":
            yield Heading(_name(block.text), rank, _trimmed(block, place), at)
        before = block.kind


def sections(document: Document) -> tuple[Section, ...]:
    """The headings as a tree: each holds those of a lower rank that follow it."""
    return tuple(_grown([*headings(document)], document, len(document.blocks)))


def symbols(seen: Seen, tree: bool = True) -> list[dict[str, Any]]:
    """textDocument/documentSymbol as JSON: DocumentSymbol[], or SymbolInformation[] for clients that know no tree."""
    found = sections(seen.document)
    if tree:
        return [_symbol(one, seen.lines, seen.encoding) for one in found]
    return [*_flat(found, seen)]


def folds(seen: Seen) -> list[dict[str, Any]]:
    """textDocument/foldingRange: one range for every section of more than one line."""
    return [*_folds(sections(seen.document), seen.lines)]


def _rank(block: Block, place: Place, document: Document) -> int | None:
    """How high a heading stands (0: the title), or None for a block that is none."""
    if block.kind == "title":
        return 0
    if block.kind == "heading" and _marked(place, document):
        return block.depth
    if block.kind in ("cell", "quote"):
        return None
    start = len(block.text) - len(block.text.lstrip(BLANK))
    number = HEAD.match(block.text, start)
    if number and number.lastgroup:
        return NUMBERED + 1 + LADDER.index(number.lastgroup)
    if RESET.match(block.text, start) and block.text.lstrip(BLANK).startswith("附"):
        return NUMBERED
    return PLAIN if block.kind == "heading" else None


def _marked(place: Place, document: Document) -> bool:
    """Is it a heading by the marks # of Markdown?"""
    text, at = document.text, place.span.start
    return document.format == "markdown" and "#" in text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1:at]


def _name(text: str) -> str:
    """The first sentence of a line, without markup."""
    text = text.replace(MASK, "").strip().partition("\n")[0]
    ends = [at for one in "。；！？：" if (at := text.find(one)) > 0]
    short = text[:min(ends)] if ends else text
    return (short if len(short) <= LONGEST else short[:LONGEST] + "…") or "…"


def _trimmed(block: Block, place: Place) -> Span:
    """The span without the blanks around the text."""
    text = block.text
    start = place.span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, place.span.end - (len(text) - len(text.rstrip()))))


def _grown(found: Sequence[Heading], document: Document, end: int) -> Iterator[Section]:
    """Trees of the headings, which begin with one of the highest rank or whatever comes first, up to block `end`."""
    at = 0
    while at < len(found):
        after = next((i for i in range(at + 1, len(found)) if found[i].rank <= found[at].rank), len(found))
        last = found[after].at if after < len(found) else end
        text = _trimmed(document.blocks[last - 1], document.places[last - 1])
        yield Section(found[at], text.end, tuple(_grown(found[at + 1:after], document, last)))
        at = after


def _symbol(one: Section, lines: Lines, units: Units) -> dict[str, Any]:
    whole = Span(one.heading.span.start, one.end)
    return {
        "name": one.heading.name,
        "kind": STRING if one.heading.rank else KEY,
        "range": to_range(lines, whole, units),
        "selectionRange": to_range(lines, one.heading.span, units),
        "children": [_symbol(under, lines, units) for under in one.under],
    }


def _flat(found: Iterable[Section], seen: Seen, within: str = "") -> Iterator[dict[str, Any]]:
    for one in found:
        told = _symbol(one, seen.lines, seen.encoding)
        place = {"uri": seen.uri, "range": told["range"]}
        yield {"name": told["name"], "kind": told["kind"], "location": place, "containerName": within}
        yield from _flat(one.under, seen, told["name"])


def _folds(found: Iterable[Section], lines: Lines) -> Iterator[dict[str, Any]]:
    for one in found:
        first, last = lines.row_column(one.heading.span.start)[0], lines.row_column(one.end)[0]
        if last > first:
            yield {"startLine": first - 1, "endLine": last - 1, "kind": "region"}
        yield from _folds(one.under, lines)
