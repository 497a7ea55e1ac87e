from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.facts.times import month_end, number
from zflint.kinds.block import BlockKind
from zflint.kinds.hindsight import sentence
from zflint.model import Block, Context, Hit, Mark, Probe
from zflint.regexes import compiled, lazy
from zflint.typed import Any, ClassVar
from zflint.values import dataclass

YEAR = r"(?:19|20)[0-9]{2}"
TO = "[—–－~～至到-]"
BEGINS = (
    lazy(rf"(?<![0-9.])(?P<from>{YEAR})年?—?$"), lazy("(?<![0-9])[0-9]{1,2}月(?P<from>[0-9]{1,2})日—?$"),
    lazy(rf"(?<![0-9.])(?P<from>{YEAR})年(?P<month>1[0-2]|0?[1-9])月—?$"),
    lazy("(?<![0-9])(?P<month>1[0-2]|0?[1-9])月(?P<from>[0-9]{1,2})日—?$"))
PLAIN = 2
"""The first of the ranges whose ends name their month."""
OTHER = lazy("[0-9]{4}年|明年|去年|前年|上年")


@dataclass(frozen=True)
class Backwards(BlockKind):
    """Ranges that end before they begin: 2020—2018年, 2023年5月至2022年3月, 9月5日至3日, 9月5日至9月3日."""

    def probes(self) -> Sequence[Probe]:
        day = "(?P<to>[0-9]{1,2})日"
        month = "(?P<month>1[0-2]|0?[1-9])月"
        return [
            Probe(rf"{TO}(?P<to>{YEAR})年(?!度?第)"), Probe(rf"(?<=[日—]){TO}{day}"),
            Probe(rf"(?<=[月—]){TO}(?P<to>{YEAR})年{month}"), Probe(rf"(?<=[日—]){TO}{month}{day}")]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for hit in hits:
            before = BEGINS[hit.probe].search(block.text, max(0, hit.start - 10), hit.start)
            if before and _after(before, hit):
                yield Mark(before.start(), hit.end, block.text[before.start():hit.end])


def _after(before: Any, hit: Hit) -> bool:
    """Does the first time of a range lie after the last? Of days with months, only those of one month can tell."""
    began, ends = int(before["from"]), int(hit.match["to"])
    if hit.probe < PLAIN:
        return began > ends
    months = int(before["month"]), int(hit.match["month"])
    if hit.probe == PLAIN:
        return (began, months[0]) > (ends, months[1])
    return months[0] == months[1] and began > ends


@dataclass(frozen=True)
class Deadline(BlockKind):
    """Tasks whose time had passed when the document was written: 务必于2023年3月底前完成 in February 2024.

    before: what is to be done by then, as a regex after 前. told: a regex; sentences that it finds tell of the past or
    of other documents.
    """

    needs: ClassVar[tuple[str, ...]] = ("date",)

    before: str
    told: str

    @cached_property
    def _due(self) -> Any:
        by = rf"(?P<y>{YEAR})年(?:(?P<m>0?[1-9]|1[0-2])月)?(?:(?P<d>[0-9]{{1,2}})日|[底末])?[之以]?"
        return compiled(rf"{by}前[^。；，,0-9]{{0,10}}?(?:{self.before})(?![了的过])")

    @cached_property
    def _told(self) -> Any:
        return compiled(self.told)

    def probes(self) -> Sequence[Probe]:
        return [Probe(f"{one}前", literal=True) for one in "年月日底末之以"]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        text = block.text
        for hit in hits:
            m = self._due.search(text, max(0, hit.start - 12), hit.end + 24)
            if m is None or not m.start() < hit.start < m.end() or self._told.search(text, *sentence(text, *m.span())):
                continue
            month = f"{m['y']}-{int(m['m'] or 12):02}"
            last = f"{month}-{int(m['d']):02}" if m["d"] else month_end(month)
            yield Mark(m.start(), m.end(), m[0], says=(("last", last),))

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        """Believe only dates that leave a month between the two: a text may be put in force late."""
        for mark in marks:
            if context.date and mark.says[0][1][:7] < context.date.first[:7]:
                yield mark._replace(says=(*mark.says, ("now", context.date.first[:7])))


@dataclass(frozen=True)
class YearOf(BlockKind):
    """What only one year can be: 2024年是“十四五”开局之年, 今年是新中国成立七十周年.

    stages: what a year of a five-year plan is called (a regex) → which of the five it is. founded: an event → its
    year, for anniversaries. once: what a year was called → the year.
    """

    needs: ClassVar[tuple[str, ...]] = ("date",)

    stages: Mapping[str, str]
    founded: Mapping[str, str]
    once: Mapping[str, str]

    def probes(self) -> Sequence[Probe]:
        said = rf"(?:今年|(?P<y>{YEAR})年)[，,]?(?:又|也|既|正|将|恰)?(?:是|值|逢|迎来)(?:[^。；！？年]|之年){{0,60}}?"
        plan = r"[“\"]?(?P<plan>十[一二三四五])五[”\"]?(?:规划|时期)?的?(?:实施的?)?"
        round_ = "(?P<n>[0-9]{2,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|一百)周年"
        return [
            *(Probe(f"{said}{plan}{one}") for one in self.stages),
            *(Probe(f"{said}{one}{round_}") for one in self.founded),
            *(Probe(f"{said}{one}") for one in self.once),
        ]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        values = [*self.stages.values(), *self.founded.values(), *self.once.values()]
        for hit in hits:
            text, m = block.text[hit.start:hit.end], hit.match
            if OTHER.search(text[5:]):
                continue
            told = m.groupdict()
            right = int(values[hit.probe])
            if told.get("plan"):
                right += 1950 + 5 * number(told["plan"])
            elif told.get("n"):
                right += number(told["n"].removeprefix("一") if "百" in told["n"] else told["n"])
            if m["y"] is None or int(m["y"]) != right:
                yield Mark(hit.start, hit.end, text, case="" if m["y"] else "now", says=(("year", str(right)),))

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        for mark in marks:
            if mark.case != "now":
                yield mark
            elif context.date and not context.date.first[:4] <= mark.says[0][1] <= context.date.last[:4]:
                yield mark._replace(says=(*mark.says, ("now", context.date.first[:4])))
