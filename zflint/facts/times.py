"""The times a sentence speaks of, as small words that a mark can carry and a judge can weigh.

A time is “2018..2020” (years, both included; an end left open is “2018..”), “-1..-1” (years counted from the
document's), PAST: the sentence looks back without saying how far, DONE: it says so of the term itself, NOW: it speaks
of what is being done, YEAR_NOW: of this year, some of which is over, or AIM: of what is hoped for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zflint.model import DateRange
from zflint.regexes import lazy

PAST, DONE, NOW, YEAR_NOW, AIM = STANCES = ("past", "done", "now", "year", "aim")
FIGURES = "〇一二三四五六七八九0123456789０１２３４５６７８９"
DIGITS = {c: str(i % 10) for i, c in enumerate(FIGURES)} | dict.fromkeys("○零Ｏ", "0")
YEAR = lazy(
    r"(?<![0-9.])(?P<year>(?:19[4-9]|20[0-4])[0-9]|(?:一九|二[〇○零Ｏ])[〇○零Ｏ一二三四五六七八九]{2}|[１２][０-９]{3})"
    r" ?(?=年|[-—–―－~～至到./][-—–―0-9]|[〕\]）)])(?P<since>年[^，。；,;]{0,24}?(?:以来|至今))?")
ERA = lazy(r"(十[一二三四五]?)五[”\"’]?(?:规划)?(?:时期|期间|以来|期末|初期|末)")
AGO = lazy(
    r"(?P<last>去年|上一?年|一年多?来|过去的?一年)|(?P<before>前年)"
    r"|(?<![0-9])(?P<n>[两二三四五六七八九十]{1,2}|[0-9]{1,2})个?年多?[来间]"
    r"|(?:过去|近|这|前)(?P<m>[两二三四五六七八九十])年"
    r"|(?P<recent>近年来|近几年|这几年|这些年|多年来|几年来|连续多年|历年|过去几年)")
SPANS = {
    "百年来": "1921..", "建党以来": "1921..", "新中国成立以来": "1949..", "改革开放以来": "1978..",
    "十八大以来": "2012..", "新时代以来": "2012..", "十八届三中全会以来": "2013..", "十九大以来": "2017..",
    "二十大以来": "2022..", "疫情三年": "2020..2022", "三年疫情": "2020..2022", "抗疫三年": "2020..2022",
    "长期以来": "-9..",
}
NUMBERS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "〇": 0, "百": 100}


def year(text: str) -> int:
    """The year that four digits of any sort say: 2024, 二〇二四, ２０２４."""
    return int("".join(DIGITS[c] for c in text))


def number(text: str) -> int:
    """A number up to 199 in figures or Chinese: 75, 七十五, 一百零五, 百."""
    if text.isdecimal():
        return int(text)
    if "百" in text:
        return 100 + number(text.partition("百")[2].lstrip("零〇") or "零")
    tens, ten, ones = text.rpartition("十")
    return (NUMBERS.get(tens, 1) * 10 if ten else 0) + NUMBERS.get(ones, 0)


def times(text: str) -> list[str]:
    """Every time that the text speaks of, in its order."""
    found: list[tuple[int, str]] = []
    if "年" in text or "20" in text or "19" in text:
        years = [(m, year(m["year"])) for m in YEAR.finditer(text)]
        found = [(m.start(), f"{named}..{'' if m['since'] else named}") for m, named in years]
    if "五" in text:
        for m in ERA.finditer(text):
            first = 1951 + 5 * number(m[1])
            found.append((m.start(), f"{first}..{first + 4}"))
    if "年" in text:
        found += [(m.start(), _ago(m)) for m in AGO.finditer(text)]
    if "来" in text or "三年" in text:
        found += [(text.find(words), span) for words, span in SPANS.items() if words in text]
    return [span for _, span in sorted(found)]


def _ago(m: re.Match[str]) -> str:
    if m["last"]:
        return "-1..-1" if m["last"] in ("去年", "上年", "上一年") else "-1..0"
    if m["before"]:
        return "-2..-2"
    if m["recent"]:
        return "-4..0"
    return f"-{number(m['n'] or m['m'])}..0"


def touches(spoken: Iterable[str], now: int, first: int, last: int) -> bool | None:
    """Does a time spoken of touch the years first to last? `now` is the document's year. None: no time is spoken of."""
    known = None
    for one in spoken:
        if one in STANCES:
            continue
        low, _, high = one.partition("..")
        start, end = _counted(low, now), _counted(high, now) if high else now
        if start <= last and first <= end:
            return True
        known = False
    return known


def _counted(number: str, now: int) -> int:
    return now + int(number) if number.startswith("-") or len(number) < 4 else int(number)


def month_end(month: str) -> str:
    """The last day of an ISO month."""
    year, days = int(month[:4]), [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][int(month[5:7]) - 1]
    leap = days == 28 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{month}-{days + leap}"


def later(day: str, months: int) -> str:
    """The same day some months later, as an ISO string to compare with (it may name the 31st of any month)."""
    count = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    return f"{count // 12}-{count % 12 + 1:02}{day[7:]}"


def day_range(text: str, source: str) -> DateRange | None:
    """The days that YYYY, YYYY-MM or YYYY-MM-DD names; None for anything else."""
    m = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", text.strip())
    if not m or not 1 <= int(m[2] or 1) <= 12 or not 1 <= int(m[3] or 1) <= 31:
        return None
    if not m[2]:
        return DateRange(f"{m[1]}-01-01", f"{m[1]}-12-31", source)
    month = f"{m[1]}-{int(m[2]):02}"
    if not m[3]:
        return DateRange(f"{month}-01", month_end(month), source)
    return DateRange(f"{month}-{int(m[3]):02}", f"{month}-{int(m[3]):02}", source)


def year_of(date: DateRange) -> int:
    """The one year that stands for the date: where most of its days lie, or the first days of an open range."""
    first, last = date.first, date.last
    if last[:4] > f"{int(first[:4]) + 1}":
        return int(first[:4]) + (first[5:] >= "12")
    return int(last[:4] if last[5:] > "05" else first[:4])
