"""Plain text: every line that is not blank is a block; what kind of block shows in how it begins and ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zflint.model import MASK, Block, Document, Place, Span
from zflint.parse.directives import directives
from zflint.regexes import lazy
from zflint.text import line_starts
from zflint.values import maker


def _shapes(**shapes: str) -> dict[int, str]:
    return {ord(one): shape for shape, characters in shapes.items() for one in characters}


SHAPES = {
    **_shapes(x="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,", d="0123456789０１２３４５６７８９",
              c="〇○零一二三四五六七八九十百", N="第", P="编篇章", S="节", b="•●◆■▪➢✓"),
    **dict(zip(map(ord, "（〔）〕、．"), "(()),.", strict=True)), **dict.fromkeys(range(ord("㈠"), ord("㈩") + 1), "2"),
    **dict.fromkeys(range(ord("⒈"), ord("⒛") + 1), "3"), **dict.fromkeys(range(ord("⑴"), ord("⒇") + 1), "4"),
    **dict.fromkeys(range(ord("①"), ord("⑳") + 1), "5"),
}
"""What stands at the beginning of headings and items, as a few letters: regexes of Chinese classes compile slowly."""
MARKER = lazy(
    r"(N[cd]{1,5}(?:P|部分)|c{1,3}[,.])"
    r"|(N[cd]{1,5}S|\(c{1,3}\)|2)"
    r"|(d{1,3}(?:\.(?!d)|,)|3)"
    r"|(\(?d{1,3}\)|4)"
    r"|(5)"
    r"|([-*+]\s|b(?!b)|——)")
"""How headings and items begin: one group for each depth of the ladder 一、（一）1.（1）①, the last one for bullets."""
FIRST = frozenset(chr(code) for code, shape in SHAPES.items() if shape not in "xP") | frozenset("(-*+—")

ENDS = frozenset("。；！？!?;")
SHORT = 50
"""A heading has no more characters than this, its number included."""

TOP = 8
"""How many lines are looked at for the title."""
WORD = lazy(r"[^\W\d_]")
ASIDE = lazy(r"\(?\s*(?:d{2,4}|c{4})\s*(?:[-/.]|年)\s*[dcx×]{1,3}\s*(?:[-/.]|月).{0,16}$|.*\(d{4}\).*号$")
"""Lines that stand beside a title: a date, a document number."""
TITLES = (
    "通知", "通报", "通告", "公告", "公报", "决定", "决议", "命令", "意见", "议案", "请示", "批复", "报告",
    "讲话", "致辞", "发言", "方案", "预案", "办法", "规定", "规则", "规划", "条例", "细则", "章程", "纪要",
    "函", "总结", "计划", "要点", "汇报", "材料", "简报", "情况", "制度", "纲要", "提要", "提纲", "大纲",
    "讲稿", "心得", "体会", "措施", "指南", "清单", "标准", "文件", "倡议书", "建议书", "责任书", "承诺书",
    "公开信", "感谢信", "党课", "述职", "述廉",
)

_block, _place, _span = maker(Block), maker(Place), maker(Span)


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
        blocks.append(_block((kind, content, depth)))
        places.append(_place((kind, depth, _span((start, start + len(content))), line)))
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
    head = line.lstrip()
    if head[0] not in FIRST:
        return "paragraph", 0
    m = MARKER.match(head[:10].translate(SHAPES))
    if not m or (head[0] == "第" and head[m.end():m.end() + 1].isalnum()):
        return "paragraph", 0
    depth = m.lastindex or 0
    if depth == 6:
        return "item", 1
    return "heading" if len(line) <= SHORT and ENDS.isdisjoint(line) else "item", depth


def titles(lines: Sequence[str]) -> Iterator[int]:
    """Which of the first lines of a document are its title. Something must follow: a title alone is a paragraph."""
    for at, line in enumerate(lines[:-1]):
        line = line.strip()
        if len(line) > SHORT + 10 or not ENDS.isdisjoint(line) or line[-1] in "，,、：:" or not WORD.search(line):
            return
        if line_kind(line)[0] != "paragraph" and not line.startswith("——"):
            return
        if not ASIDE.match(line.translate(SHAPES)) and (_like_a_title(line) or (at == 0 and len(line) > 4)):
            yield at


def _like_a_title(line: str) -> bool:
    named = line[:line.rfind("（")] if line.endswith("）") and "（" in line else line
    return "关于" in line or line.startswith("——") or (line[0] == "在" and "上的" in line) or named.endswith(TITLES)
