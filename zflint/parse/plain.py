"""Plain text: every line that is not blank is a block; what kind of block shows in how it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from zflint.model import MASK, Block, Document, Place, Span
from zflint.parse.directives import directives
from zflint.text import line_starts

MARKER = re.compile(
    r"\s*(?:"
    r"(第[一二三四五六七八九十百零\d]{1,5}(?:[编篇章]|部分)(?![一-龥])|[一二三四五六七八九十]{1,3}[、.．])"
    r"|(第[一二三四五六七八九十百零\d]{1,5}节(?![一-龥])|[（(][一二三四五六七八九十]{1,3}[）)]|[㈠-㈩])"
    r"|([\d０-９]{1,3}(?:[.．](?![\d０-９])|、)|[⒈-⒛])"
    r"|([（(]?[\d０-９]{1,3}[）)]|[⑴-⒇])"
    r"|([①-⑳])"
    r"|([-*+]\s|[•●◆■▪➢✓](?![•●◆■▪➢✓])|——)"
    r")"
)
"""How headings and items begin: one group for each depth of the ladder 一、（一）1.（1）①, the last one for bullets."""

ENDED = re.compile(r"[。；！？!?;]")
SHORT = 50
"""A heading has no more characters than this, its number included."""
TOP = 8
"""How many lines are looked at for the title."""
NO_TITLE = re.compile(r"[。；！？!?;]|[，,、：:](?:\s|$)|^[\W\d_]*$")
TITLE = re.compile(
    r"关于|^——|^在.+上的|(?:通[知报告]|公[告报]|决[定议]|命令|意见|议案|请示|批复|报告|讲话|致辞|发言|[方预]案|办法|规[定则划]|条例"
    r"|细则|章程|纪要|函|总结|计划|要点|汇报|材料|简报|情况|制度|[纲提]要|[提大]纲|讲稿|心得|体会|措施|指南|清单|标准|文件"
    r"|[倡建]议书|[责任承诺]{2}书|公开信|感谢信|党课|述职|述廉)(?:[（(【〔].{1,12}[）)】〕])?$")
ASIDE = re.compile(
    r"[（(]?\s*(?:\d{2,4}|[〇○零一二三四五六七八九]{4})\s*[-/.年]\s*[\dX×〇一二三四五六七八九十]{1,3}\s*[-/.月].{0,16}$"
    r"|.*[〔\[（(]\d{4}[〕\]）)].*号$")
"""Lines that stand beside a title: a date, a document number."""


def parse_plain(text: str) -> Document:
    found = directives(text, "plain")
    blocks: list[Block] = []
    places: list[Place] = []
    for line, (start, content) in enumerate(_lines(masked(text, found.comments))):
        if not content or content.isspace():
            continue
        if found.comments and not content.replace(MASK, " ").strip():
            continue
        kind, depth = line_kind(content)
        blocks.append(Block(kind, content, depth))
        places.append(Place(kind, depth, Span(start, start + len(content)), line))
    for at in titles([block.text for block in blocks[:TOP + 1]]):
        blocks[at] = Block("title", blocks[at].text)
        places[at] = Place("title", 0, places[at].span, places[at].line)
    return Document(text, tuple(blocks), tuple(places), found.directives, found.date, "plain")


def masked(text: str, spans: Iterable[Span], mask: str = MASK) -> str:
    """The text with `mask` for each character of the spans, which are sorted and may overlap."""
    out, last = [], 0
    for start, end in spans:
        if end > last:
            out += [text[last:start], mask * (end - max(start, last))]
            last = end
    return "".join(out) + text[last:] if out else text


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Where each line begins, and the line without its line end."""
    if "\r" in text:
        starts = line_starts(text)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield start, text[start:end].rstrip("\r\n")
        return
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def line_kind(line: str) -> tuple[str, int]:
    """heading, item or paragraph, and the depth of a heading or item."""
    m = MARKER.match(line)
    if not m:
        return "paragraph", 0
    depth = m.lastindex or 0
    if depth == 6:
        return "item", 1
    return "item" if len(line) > SHORT or ENDED.search(line) else "heading", depth


def titles(lines: Sequence[str]) -> Iterator[int]:
    """Which of the first lines of a document are its title. Something must follow: a title alone is a paragraph."""
    for at, line in enumerate(lines[:-1]):
        line = line.strip()
        if len(line) > SHORT + 10 or NO_TITLE.search(line) or (MARKER.match(line) and not line.startswith("——")):
            return
        if not ASIDE.match(line) and (TITLE.search(line) or (at == 0 and len(line) > 4)):
            yield at
