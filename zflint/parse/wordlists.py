"""The numbers that Word writes before paragraphs of lists: 一、（一）1. They are nowhere in its text.

ECMA-376 part 1, 17.9. Lists of one abstract definition count on from each other, but where a list says where to begin.
A number in a writing that is not known here is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from zflint.facts.outline import written
from zflint.parse.ooxml import attribute, child, children, switched_on, tag, value, whole
from zflint.values import NamedTuple

LEVELS = 9
LONGEST = 40
"""Of labels that are longer, repeated before every paragraph, a small file could make an endless text."""
PLACE = re.compile(r"%([1-9])")
PRIVATE = re.compile("[\ue000-\uf8ff]")


def _letters(number: int) -> str:
    """A … Z, AA, BB, as Word goes on."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    pairs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    out = ""
    for size, letters in pairs:
        out, number = out + letters * (number // size), number % size
    return out


def _chinese(number: int) -> str:
    return written(number, "一") if number < 1000 else ""


def _digits(zero: str) -> Callable[[int], str]:
    """Figures that begin at another zero, or are listed: 〇一二三四五六七八九."""
    figures = zero if len(zero) == 10 else "".join(chr(ord(zero) + one) for one in range(10))
    return lambda number: str(number).translate({ord("0") + one: figure for one, figure in enumerate(figures)})


def _listed(first: str, last: str) -> Callable[[int], str]:
    """Characters that follow each other, and figures past the last one."""
    return _named("".join(map(chr, range(ord(first), ord(last) + 1))))


def _named(names: str) -> Callable[[int], str]:
    return lambda number: names[number - 1] if 0 < number <= len(names) else str(number)


WRITINGS: dict[str, Callable[[int], str]] = {
    "decimal": str, "decimalHalfWidth": str, "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _digits("０"), "decimalFullWidth2": _digits("０"),
    "ideographDigital": _digits("〇一二三四五六七八九"), "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
                     "taiwaneseCountingThousand"), _chinese),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _listed("①", "⑳")),
    "decimalEnclosedParen": _listed("⑴", "⒇"), "decimalEnclosedFullstop": _listed("⒈", "⒛"),
    "ideographEnclosedCircle": _listed("㊀", "㊉"), "ideographTraditional": _named("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _named("子丑寅卯辰巳午未申酉戌亥"), "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(), "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(), "none": lambda number: "",
}
"""Word's names of writings → the number written so."""


class Level(NamedTuple):
    """One level of a list. `text`: its label, with %1 for the number of the first level. `restart`: it begins again
    after a number of a level above this one (None: of any). `style`: the paragraph style that puts it there."""

    start: int = 1
    writing: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


class Lists:
    """The lists of a document, counting. `root`: its numbering part, None when it has none."""

    def __init__(self, root: Element | None, numbers_of_style: Callable[[str], str]) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._of: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        links: dict[str, str] = {}
        for one in children(root):
            if tag(one) == "w:abstractNum":
                name = attribute(one, "abstractNumId")
                self._abstract[name] = _levels(one)
                links[name] = value(one, "w:numStyleLink") or ""
        numbers = [one for one in children(root) if tag(one) == "w:num"]
        abstract = {attribute(one, "numId"): value(one, "w:abstractNumId") or "" for one in numbers}
        for one in numbers:
            number = attribute(one, "numId")
            name = abstract[number]
            if links.get(name):  # the list of a style is defined where that style's own list is
                name = abstract.get(numbers_of_style(links[name]), name)
            self._of[number] = (name, {**self._abstract.get(name, {}), **_levels(one, "w:lvlOverride")}, _starts(one))

    def level_of(self, number: str, style: str) -> int:
        """The level of a list that a style puts its paragraphs on; 0 when it says none."""
        levels = self._of[number][1] if number in self._of else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def label(self, number: str, at: int) -> str | None:
        """The label of the next paragraph of a list (a w:numId) on a level from 0; "" for a bullet, or when it cannot
        be written; None when there is no such list."""
        if number not in self._of or at not in self._of[number][1]:
            return None
        name, levels, starts = self._of[number]
        counts = self._counts.setdefault(name, [None] * LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for one, start in starts.items():
                counts[one] = start - 1
        before = counts[at]
        counts[at] = levels[at].start if before is None else before + 1
        for below in range(at + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or at < restart:
                counts[below] = None
        return _written(levels, counts, at)


def _written(levels: dict[int, Level], counts: list[int | None], at: int) -> str:
    level, known = levels[at], True

    def put(m: re.Match[str]) -> str:
        nonlocal known
        one = int(m[1]) - 1
        count, above = counts[one], levels.get(one, Level())
        writing = WRITINGS.get("decimal" if level.legal else above.writing)
        shown = writing(above.start if count is None else count) if writing and (count is None or count >= 0) else ""
        known = known and bool(shown or above.writing == "none")
        return shown

    label = PLACE.sub(put, level.text)
    readable = known and level.writing != "bullet" and len(label) <= LONGEST and not PRIVATE.search(label)
    return label.strip() if readable else ""


def _levels(element: Element, inside: str = "") -> dict[int, Level]:
    """The levels that a list defines, or overrides."""
    found: dict[int, Level] = {}
    for one in element:
        level = child(one, "w:lvl") if inside and tag(one) == inside else one
        if level is not None and tag(level) == "w:lvl" and 0 <= (at := whole(attribute(level, "ilvl"))) < LEVELS:
            restart = value(level, "w:lvlRestart")
            # A writing of its own has a substitute beside it for programs that do not know it.
            writings = [attribute(some, "val") for some in level.iter() if tag(some) == "w:numFmt"]
            found[at] = Level(
                whole(value(level, "w:start"), 0), next((some for some in writings if some != "custom"), "decimal"),
                value(level, "w:lvlText") or "", None if restart is None else whole(restart),
                switched_on(level, "w:isLgl"), value(level, "w:pStyle") or "")
    return found


def _starts(element: Element) -> dict[int, int]:
    """Where the levels of a list begin that say so themselves."""
    starts = {whole(attribute(one, "ilvl")): value(one, "w:startOverride")
              for one in element if tag(one) == "w:lvlOverride"}
    return {at: whole(start) for at, start in starts.items() if start is not None and 0 <= at < LEVELS}
