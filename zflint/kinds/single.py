"""Marks of pairs that may stand alone: apostrophes, inches, numbers like 1）, smileys, formulas, marks spoken of."""

from __future__ import annotations

import re

from zflint.regexes import lazy

HALF = "()[]"
CHINESE = lazy(r"[\u3001\u3002\u3400-\u9fff\uff0c\uff1a\uff1b“”《》（）]")
LATIN = lazy(r"[0-9A-Za-z\u00c0-\u024f]")
INTERVAL = lazy(r"[\[(]\s*[-+]?[\d.∞]+\s*[,，]\s*[-+]?[\d.∞]+\s*[\])]")
SPOKEN_OF = lazy(r"“[^\w”]{1,6}”|‘[^\w’]{1,6}’|「[^\w」]{1,6}」|『[^\w』]{1,6}』")
NUMBER = lazy(
    r"(?:^|[^\w.．])(?:\d{1,2}[.．、]?|[A-Za-z]|[ivxIVX]{1,4})$|[\u3400-\u9fff]\d{1,2}$|[①-⑳]$"
    r"|[。；：，、;:,][一二三四五六七八九十]{1,3}$")
INCHES = lazy(
    r"(?:^|.*[^\d.])\d{1,2}[”\"](?![\u3400-\u9fff，。、；）])|.*\d[”\"](?=[屏显电液彩轮笔])"
    r"|.*\d\.\d{1,2}[”\"]|.*['’′]\d{1,2}[”\"]", re.S)


def spoken_of(text: str) -> set[int]:
    """Places of marks that are the subject themselves (“（”) or the ends of an interval ([0,1))."""
    places = {at for m in SPOKEN_OF.finditer(text) for at in range(m.start() + 1, m.end() - 1)}
    return places | {at for m in INTERVAL.finditer(text) for at in (m.start(), m.end() - 1)}


def apostrophe(text: str, at: int) -> bool:
    """Does the mark at this place stand between two Latin letters?"""
    return bool(LATIN.match(text[at - 1:at]) and LATIN.match(text, at + 1))


def half_number(text: str, at: int) -> bool:
    """Does the bracket at this place end a number, as in 1）甲；2）乙?"""
    return bool(NUMBER.search(text[max(0, at - 6):at]))


def needs_no_partner(text: str, at: int) -> bool:
    """May the lone mark at this place be right as it is?"""
    char, before, after = text[at], text[at - 1:at], text[at + 1:at + 2]
    if char in HALF and (not (CHINESE.match(before) or CHINESE.match(after)) or before in (":", ";", "-", "^", "=")):
        return True
    if char in "）)":
        return half_number(text, at) or before in ("：", "；")
    return char in "‘’" and bool(LATIN.match(before) or LATIN.match(after))


def inches(text: str, at: int) -> bool:
    """Does the mark at this place say inches or seconds, as in 27"显示器?"""
    return bool(INCHES.match(text[max(0, at - 8):at + 2]))


def no_quotation(text: str, at: int) -> bool:
    """Does the straight mark at this place quote nothing: inches, marks of wikis beside it, code around it?"""
    around = text[max(0, at - 1):at + 2]
    return inches(text, at) or "'" in around
