"""Plain text: every line that is not blank is a block."""

from __future__ import annotations

import re

from zflint.model import Block, Document, Place, Span
from zflint.parse.directives import directives

LINE = re.compile(r"[^\r\n]+")
HEADING = re.compile(r"(?:([一二三四五六七八九十]{1,3}、)|(（[一二三四五六七八九十]{1,3}）)|(\d{1,2}[.．](?!\d)))[^。；！？]{1,50}$")


def parse_plain(text: str) -> Document:
    found, declared = directives(text, "plain")
    skipped = {d.start for d in found.lines}
    blocks: list[Block] = []
    places: list[Place] = []
    line = last = 0
    for m in LINE.finditer(text):
        line += _breaks(text, last, m.start())
        last = m.start()
        if m.start() in skipped or not m[0].strip():
            continue
        block = Block(*_kind(m[0]))
        blocks.append(Block(block.kind, m[0], block.depth))
        places.append(Place(block.kind, block.depth, Span(*m.span()), line))
    return Document(text, tuple(blocks), tuple(places), found.directives, declared, "plain")


def _breaks(text: str, start: int, end: int) -> int:
    gap = text[start:end]
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")


def _kind(line: str) -> tuple[str, str, int]:
    m = HEADING.match(line.strip())
    if not m:
        return "paragraph", "", 0
    return "heading", "", next(i for i in (1, 2, 3) if m[i])
