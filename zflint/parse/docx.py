"""Word documents. A paragraph is a line of the text: body and table cells in reading order, then text boxes, footnotes,
endnotes. The text is what readers see when all tracked changes are accepted.

Numbers that Word writes before paragraphs stand in the text. Left out are headers and footers, comments, hidden text
and pictures; MASK stands for a formula, an object or a symbol within a line. A table of contents has lines and no
blocks: it says the headings once more. A line break inside a paragraph parts two blocks, and is a space in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from zflint.model import MASK, Block, Document, Place, Span
from zflint.parse.directives import directives
from zflint.parse.ooxml import Package, attribute, child, children, switched_on, tag, value, whole
from zflint.parse.plain import ENDS, SHORT, TOP, line_kind, masked, titles
from zflint.parse.wordlists import Lists
from zflint.parse.wordstyles import BODY, Style, outline_level, paragraph_styles
from zflint.values import NamedTuple

BREAK = "\n"
PIECES = {
    "w:tab": "\t", "w:ptab": "\t", "w:br": BREAK, "w:cr": BREAK, "w:noBreakHyphen": "-", "w:sym": MASK, "m:oMath": MASK,
    "w:object": MASK, "wp:inline": MASK,
}
"""What stands in the text for elements that are not text."""
SKIPPED = frozenset({
    "w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr", "w:del", "w:moveFrom", "w:rt",
    "mc:Fallback"})
"""Properties, what is deleted or was moved away, readings above characters, what older programs show instead."""
SHOWN: dict[int, str] = {**dict.fromkeys(map(ord, "\r\n"), " "), **dict.fromkeys(range(0xF000, 0xF100), MASK)}
"""What stands for characters: line ends are blanks in XML; codes of symbol fonts say nothing without their font."""


class Paragraph(NamedTuple):
    """`lines`: its text, parted at line breaks. `kind`: that of its blocks, "toc" for none, "" for that which the text
    shows itself."""

    lines: Sequence[str]
    kind: str = ""
    depth: int = 0


def read_docx(data: bytes, name: str) -> Document:
    """The document in the bytes of a .docx file. `name` is for messages. Raises InputError, and nothing else."""
    package = Package(data, name)
    try:
        return assembled(list(_paragraphs(package)))
    except RecursionError:
        raise package.damaged(package.main) from None


def _paragraphs(package: Package) -> Iterator[Paragraph]:
    parts = package.related()
    root = package.part(package.main)
    if root is None or tag(root) != "w:document":
        raise package.no_text()
    styles = paragraph_styles(package.part(parts["styles"]))
    reader = Reader(styles, package.part(parts["numbering"]))
    yield from reader.read(root)
    for box in reader.boxes:  # and those in boxes, which come to the end of this list meanwhile
        yield from reader.read(box, "cell")
    for notes in ("footnotes", "endnotes"):
        for note in children(package.part(parts[notes])):
            if attribute(note, "type") in ("", "normal"):  # the others are lines that part notes from text
                yield from reader.read(note, "cell")


class Reader:
    """Reads one story after another. `boxes`: the text boxes met."""

    def __init__(self, styles: dict[str, Style], numbering: Element | None) -> None:
        self.styles = styles
        self.lists = Lists(numbering, lambda style: styles.get(style, Style()).number)
        self.boxes: list[Element] = []

    def read(self, story: Element, kind: str = "") -> Iterator[Paragraph]:
        before, ended = "", True
        for element, where in _flow(story, kind):
            properties = child(element, "w:pPr")
            text = before + "".join(self._inline(element))
            # Where the end of a paragraph is deleted, what follows belongs to it.
            ended = child(child(properties, "w:rPr"), "w:del") is None
            if ended:
                yield self._paragraph(text, properties, where)
            before = "" if ended else text
        if not ended:
            yield Paragraph(before.split(BREAK), kind)

    def _paragraph(self, text: str, properties: Element | None, where: str) -> Paragraph:
        style = self.styles.get(value(properties, "w:pStyle") or "", self.styles[""])
        label = self._label(properties, style)
        if label:
            # 第一章 and 1.1 stand apart from what follows, and so does 1. from 2024.
            apart = label[-1].isalnum() or (label[-1] == "." and text[:1].isdigit())
            text = label + (" " if apart else "") + text
        lines = text.split(BREAK)
        own = style.names[0] if style.names else ""
        if where or own.startswith("toc "):
            return Paragraph(lines, where or "toc")
        if "title" in style.names:
            return Paragraph(lines, "title")
        stated = outline_level(properties)
        outline = stated if stated >= 0 else style.outline
        if outline < BODY and len(text) <= SHORT and ENDS.isdisjoint(text):
            return Paragraph(lines, "heading", outline + 1)
        return Paragraph(lines, "item", 1) if label == "" else Paragraph(lines)

    def _label(self, properties: Element | None, style: Style) -> str | None:
        """The number before a paragraph; "" for a bullet, None when it is in no list."""
        numbering = child(properties, "w:numPr")
        number = value(numbering, "w:numId") or style.number
        level = whole(value(numbering, "w:ilvl"), style.level)
        if level < 0:
            level = self.lists.level_of(number, value(properties, "w:pStyle") or "")
        return self.lists.label(number, level)

    def _inline(self, top: Element) -> Iterator[str]:
        for one in top:
            name = tag(one)
            if name == "w:t":
                yield _shown(one)
            elif name == "w:txbxContent":
                self.boxes.append(one)
            elif name in SKIPPED or (name == "w:r" and switched_on(child(one, "w:rPr"), "w:vanish")):
                continue
            elif name in PIECES:
                yield PIECES[name]
                for _ in self._inline(one):
                    pass  # its text boxes
            else:
                yield from self._inline(one)


def _shown(element: Element) -> str:
    """The text of a w:t; blanks around it count only where it says so."""
    text = (element.text or "").translate(SHOWN)
    return text if attribute(element, "space") == "preserve" else text.strip(" \t")


def _flow(top: Element, where: str = "") -> Iterator[tuple[Element, str]]:
    """Every paragraph in reading order, and where it is: "cell", "toc" or ""."""
    for one in top:
        name = tag(one)
        if name == "w:p":
            yield one, where
        elif name not in SKIPPED:
            inside = "cell" if name == "w:tc" else "toc" if name == "w:sdt" and _lists_contents(one) else where
            yield from _flow(one, inside)


def _lists_contents(element: Element) -> bool:
    """Is a content control the table of contents?"""
    part = child(child(element, "w:sdtPr"), "w:docPartObj")
    return value(part, "w:docPartGallery") == "Table of Contents"


def assembled(paragraphs: Sequence[Paragraph]) -> Document:
    """The document whose lines are the paragraphs."""
    text = "\n".join(" ".join(one.lines) for one in paragraphs)
    found = directives(text, "plain")
    prose = masked(text, found.comments)
    blocks: list[Block] = []
    places: list[Place] = []
    start = 0
    for row, one in enumerate(paragraphs):
        for line in one.lines:
            shown = prose[start:start + len(line)]
            if one.kind != "toc" and shown.replace(MASK, " ").strip():
                kind, depth = (one.kind, one.depth) if one.kind else line_kind(shown)
                blocks.append(Block(kind, shown, depth))
                places.append(Place(kind, depth, Span(start, start + len(line)), row))
            start += len(line) + 1
    for at in _titles(blocks):
        blocks[at] = Block("title", blocks[at].text)
        places[at] = Place("title", 0, places[at].span, places[at].line)
    return Document(text, tuple(blocks), tuple(places), found.directives, found.date, "docx")


def _titles(blocks: Sequence[Block]) -> list[int]:
    """Which blocks are the title, when no style says so: the first if it is a heading of the first level without a
    number, else as in plain text."""
    head = list(blocks[:TOP + 1])
    if not head or any(one.kind == "title" for one in blocks):
        return []
    if len(blocks) > 1 and head[0].kind == "heading" and head[0].depth == 1:
        return [0] if line_kind(head[0].text)[0] == "paragraph" else []
    cell = next((at for at, one in enumerate(head) if one.kind == "cell"), len(head))
    return list(titles([one.text for one in head[:cell + 1]]))
