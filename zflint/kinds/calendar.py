from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from zflint.facts.times import month_end
from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

DAYS = ("", "一", "二", "三", "四", "五", "六", "日")
"""Days of the week by their ISO number."""
SHORT = {4: "四", 6: "六", 9: "九", 11: "十一"}
"""Months of 30 days."""


@dataclass(frozen=True)
class Impossible(BlockKind):
    """Months and days that no year has: 2月30日, 6月31日, 13月5日, 2024-02-30, 六月三十一日, and 29 February.

    Lunar dates (二月三十) are left alone: Chinese numerals count only for a 31st.
    """

    def probes(self) -> Sequence[Probe]:
        days = [f"{month}月31日" for month in SHORT] + ["2月30日", "2月31日", "2月29日"]
        months = ["年0月", "00月", *(f"{month}月" for month in range(13, 32))]
        late = [f"月{day}日" for day in (0, *range(32, 50))]
        named = [f"{month}月三十一日" for month in (*SHORT.values(), "二")]
        iso = [f"{sep}{month}{sep}{day}" for sep in "-./" for month in ("02", "2") for day in (30, 31)]
        iso += [f"{sep}{month:02}{sep}31" for sep in "-./" for month in SHORT]
        return [Probe(one, literal=True) for one in (*days, *months, *late, *named, *iso)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        last = 0
        for hit in hits:
            found = WHOLE.match(block.text, _begin(block.text, hit.start))
            if found and found.start() >= last and _impossible(found):
                last = found.end()
                yield Mark(found.start(), found.end(), found[0])


WHOLE = lazy(
    r"(?:(?P<y>[0-9]{4})[ 　]?(?P<sep>[-./]))?(?:(?P<y2>[0-9]{4})年)?"
    r"(?P<m>[0-9]{1,2}|十?[一二三四五六七八九]|十)(?:月|(?P=sep))(?P<d>[0-9]{1,2}|三十一)(?![0-9.])日?")
_DIGITS = frozenset("0123456789")


def _begin(text: str, at: int) -> int:
    """Where the date around a place begins: its digits, 年 and separators, at most ten characters back."""
    start = at
    while start > 0 and at - start < 10 and (text[start - 1] in _DIGITS or text[start - 1] in "年月-./十"):
        start -= 1
    return start


def _impossible(m: re.Match[str]) -> bool:
    if not (m["y"] or m[0].endswith("日")) or (m["y"] and not "1900" <= m["y"] <= "2099"):
        return False
    if not m["m"].isdecimal():
        return m["d"] == "三十一" and m["m"] in (*SHORT.values(), "二")
    if not m["d"].isdecimal():
        return False
    month, day = int(m["m"]), int(m["d"])
    return not 1 <= month <= 12 or not 1 <= day <= _days(m["y"] or m["y2"] or "2024", month)


def _days(named: str, month: int) -> int:
    return int(month_end(f"{named}-{month:02}")[8:])


@dataclass(frozen=True)
class Weekday(BlockKind):
    """A day of the week that the date does not have. Without a year, the years around the document's date count.
    """

    needs: ClassVar[tuple[str, ...]] = ("date",)

    def probes(self) -> Sequence[Probe]:
        day = r"[0-9]{1,2}月[0-9]{1,2}日[（(，, ]{0,2}(?:星期|礼拜)[一二三四五六日天]"
        short = r"[0-9]{1,2}月[0-9]{1,2}(?:日（周|日\(周|日周)[一二三四五六日天]"
        return [Probe(day), Probe(short)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for hit in hits:
            text = block.text[max(0, hit.start - 6):hit.end]
            m = re.search(r"(?:(?P<y>(?:19|20)[0-9]{2})年)?(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日.*$", text)
            lunar = re.search("农历|阴历|腊月|正月", block.text[max(0, hit.start - 10):hit.start])
            if m is None or lunar or not 1 <= int(m["m"]) <= 12 or not 1 <= int(m["d"]) <= _days("2024", int(m["m"])):
                continue
            said = DAYS.index(text[-1].replace("天", "日"))
            told = f"{m['y'] or 0}-{m['m']}-{m['d']}-{said}"
            yield Mark(hit.end - 1, hit.end, text[-1], case="around" if m["y"] is None else "", says=(("told", told),))

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        for mark in marks:
            given, month, day, said = map(int, mark.says[0][1].split("-"))
            years = [given] if given else _years(context)
            real = {DAYS[d.isoweekday()] for y in years for d in _day(y, month, day) if given or _near(d, context)}
            if real and DAYS[said] not in real:
                yield mark._replace(fix=real.pop() if given else None)


def _day(y: int, month: int, day: int) -> Iterable[date]:
    if day <= _days(str(y), month):
        yield date(y, month, day)


def _years(context: Context) -> Iterable[int]:
    """The years that a date without one may mean; none when the document's own is not known to the month."""
    if context.date and context.date.first[:7] == context.date.last[:7]:
        return range(int(context.date.first[:4]) - 1, int(context.date.last[:4]) + 2)
    return ()


def _near(day: date, context: Context) -> bool:
    """Half a year before the document at most, and three quarters after it."""
    if context.date is None:
        return False
    first, last = date.fromisoformat(context.date.first), date.fromisoformat(context.date.last)
    return first - timedelta(days=183) <= day <= last + timedelta(days=275)
