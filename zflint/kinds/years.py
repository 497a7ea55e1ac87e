from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.facts.times import year_of
from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, DateRange, Hit, Mark, Probe, Related
from zflint.typed import ClassVar
from zflint.values import dataclass

AGO = {"今": 0, "本": 0, "去": 1, "上": 1, "前": 2, "明": -1}
"""How many years before the document's the year is that a word names: 去年（2023年）."""

TOP = 8
"""How many blocks at the top may hold the sentence with which a review begins."""


@dataclass(frozen=True)
class ThisYear(BlockKind):
    """Years that cannot be this year in this document: 2020年是…之年，做好今年的工作 in a speech of 2024.

    pattern: regexes; the group y is the year, word (今年, 去年 …) what the text calls it. plans: regexes of headings of
    plans with the group y; plans of a year that was over when the document was written are left over. reviews: regexes
    of how a review of a year begins; near the top of a text it is that of this year or the last.
    """

    pattern: tuple[str, ...]
    plans: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    needs: ClassVar[tuple[str, ...]] = ("date",)

    def probes(self) -> Sequence[Probe]:
        return [Probe(one) for one in (*self.pattern, *self.plans, *self.reviews)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        for hit in hits:
            start, end = hit.match.span("y")
            word = hit.match.groupdict().get("word") or "今年"
            case = self._case(hit.probe) or ("ago" if AGO[word[0]] else "")
            yield Mark(start, end, block.text[start:end], case=case, says=(("word", word),))

    def _case(self, probe: int) -> str:
        if probe < len(self.pattern):
            return ""
        return "plan" if probe < len(self.pattern) + len(self.plans) else "review"

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        for mark in marks if context.date else ():
            if context.date and _wrong(mark, context.date):
                yield mark._replace(says=(*mark.says, ("now", str(year_of(context.date)))))


def _wrong(mark: Mark, date: DateRange) -> bool:
    said = int(mark.key)
    if mark.case == "plan":
        return said < year_of(date)
    if mark.case == "review":
        return mark.at < TOP and said < year_of(date) - 1
    return not int(date.first[:4]) <= said + AGO[mark.says[0][1][0]] <= int(date.last[:4])


@dataclass(frozen=True)
class MixedYears(BlockKind):
    """Years written in both ways in one text: 二〇二五年 and 2025年. The rarer way is found, once."""

    def probes(self) -> Sequence[Probe]:
        return [Probe("(?:19|20)[0-9]{2}年"), Probe("(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}年")]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        for hit in hits:
            quoted = block.text.rfind("《", 0, hit.start) > block.text.rfind("》", 0, hit.start)
            if not quoted:
                yield Mark(hit.start, hit.end, block.text[hit.start:hit.end], case=("figures", "words")[hit.probe])

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        ways = [[mark for mark in marks if mark.case == case] for case in ("words", "figures")]
        rare, common = sorted(ways, key=len)
        if rare:
            there = Related(common[0].start, common[0].end, common[0].key)
            yield rare[0]._replace(related=(there,), says=(("other", common[0].key),))
