"""Paragraphs that were pasted twice and then changed in a few words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.model import Mark, Related
from zflint.regexes import lazy

NUMBER = lazy(
    r"[\s　]*(?:第[一二三四五六七八九十百]+[条章节]"
    r"|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[）)、.．]|是|要))?[\s　]*")
HEAD = 8
"""Paragraphs that say the same begin alike, but for their numbers."""
MIDDLE, END = slice(20, 26), slice(-5, -1)
"""Where two versions of one paragraph are compared first."""
CLAUSE = 3
"""So many characters tell one clause from another well enough."""
ALIKE = 0.85
"""The share of equal characters, in order, that two versions of one paragraph have at least (difflib's ratio)."""
LONGEST = 12
"""So many characters are changed at one place at most: more is another matter in the same words."""
TELLING = lazy(r"[0-9０-９%％〇一二三四五六七八九十百千万亿]")
"""Figures tell two facts from each other."""
TRIED = 4
"""With so many earlier paragraphs that begin alike, one is compared."""


def altered(marks: Sequence[Mark], least: int) -> Iterator[Mark]:
    """Those paragraphs, of at least so many characters, that an earlier one says with a few other words."""
    heads: dict[str, list[tuple[Mark, str]]] = {}
    for mark in marks:
        if len(mark.key) < least:
            continue
        text = mark.key[NUMBER.match(mark.key).end():].rstrip()  # type: ignore[union-attr]
        earlier = heads.setdefault(text[:HEAD], [])
        for other, said in earlier[-TRIED:]:
            if _resembles(said, text) and same(said, text):
                there = Related(other.start, other.end, shown(said))
                yield mark._replace(key=shown(text), case="near", related=(there,))
                break
        earlier.append((mark, text))


def _resembles(one: str, other: str) -> bool:
    """Do two paragraphs go on or end alike too, and do most of their clauses begin alike? `same` takes much longer."""
    if one[MIDDLE] != other[MIDDLE] and one[END] != other[END]:
        return False
    some, others = ({clause[:CLAUSE] for clause in text.split("，")} for text in (one, other))
    return 2 * len(some & others) > len(others)


def same(one: str, other: str) -> bool:
    """Are two paragraphs versions of one?"""
    if not 0.8 < len(one) / len(other) < 1.25:
        return False
    from difflib import SequenceMatcher

    pair = SequenceMatcher(None, one, other, autojunk=False)
    if pair.quick_ratio() < ALIKE or pair.ratio() < ALIKE:
        return False
    changes = [(one[a:b], other[c:d]) for tag, a, b, c, d in pair.get_opcodes() if tag != "equal"]
    if changes and 2 * len(set(changes)) <= len(changes):
        return False  # one name for another throughout: two things, said in parallel
    return all(len(old) <= LONGEST and len(new) <= LONGEST and not TELLING.search(old + new) for old, new in changes)


def shown(text: str) -> str:
    """How a message names a passage."""
    text = text.strip()
    return text if len(text) <= 24 else text[:20] + "……"
