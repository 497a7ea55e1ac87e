"""Paragraph styles of a Word document: what they say of headings and lists (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from zflint.parse.ooxml import attribute, child, children, tag, value, whole
from zflint.values import NamedTuple

BODY = 9
"""The outline level of what is no heading."""
MOST = 20
"""So many styles are looked at for what one is based on. Word has at most half as many."""


class Style(NamedTuple):
    """A paragraph style with what it has from those it is based on. `names`: its own first, in lower case."""

    names: tuple[str, ...] = ()
    outline: int = BODY
    number: str = ""
    level: int = -1


def paragraph_styles(root: Element | None) -> dict[str, Style]:
    """Paragraph styles by id; "" is the one of paragraphs that name none."""
    own = {attribute(one, "styleId"): one for one in children(root)
           if tag(one) == "w:style" and attribute(one, "type") in ("paragraph", "numbering", "")}
    styles = {name: _style(one, own) for name, one in own.items()}
    default = next((name for name, one in own.items() if attribute(one, "default") in ("1", "true")), "")
    return {"": styles.get(default, Style()), **styles}


def _style(element: Element, own: dict[str, Element]) -> Style:
    names: list[str] = []
    outline, number, level = -1, "", -1
    seen: set[str] = set()
    one: Element | None = element
    while one is not None:
        names.append((value(one, "w:name") or "").lower())
        outline = outline if outline >= 0 else outline_level(child(one, "w:pPr"))
        numbering = child(child(one, "w:pPr"), "w:numPr")
        number = number or value(numbering, "w:numId") or ""
        level = level if level >= 0 else whole(value(numbering, "w:ilvl"))
        seen.add(attribute(one, "styleId"))
        based = value(one, "w:basedOn") or ""
        one = None if based in seen or len(seen) == MOST else own.get(based)
    if outline < 0:
        heading = next((name for name in names if name.startswith("heading ")), "")
        outline = (whole(heading[8:], 0) or BODY + 1) - 1
    return Style(tuple(names), outline, number, level)


def outline_level(properties: Element | None) -> int:
    """The outline level that properties state, from 0; -1 when they state none."""
    return whole(value(properties, "w:outlineLvl"))
