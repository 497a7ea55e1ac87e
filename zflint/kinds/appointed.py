from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from zflint.kinds.block import BlockKind
from zflint.kinds.hindsight import sentence
from zflint.model import Block, Context, Hit, Mark, Probe
from zflint.regexes import compiled
from zflint.typed import Any, ClassVar
from zflint.values import dataclass

FULL = r"(?:(?P<y>20[0-4][0-9])年)?(?P<m>1[0-2]|0?[1-9])月(?P<d>[12][0-9]|3[01]|0?[1-9])日"
FAR = 60
"""A day without its year lies not further back than this: 1月10日 in a text of December is next year's."""


@dataclass(frozen=True)
class Appointed(BlockKind):
    """Days to come that were past when the document was signed: 会议定于2月1日召开, signed on 5 February.

    words: what announces such a day, just before it. told: a regex; sentences that it finds tell of other times. Only a
    document that states its own day, on a line of its own, is judged.
    """

    words: tuple[str, ...]
    told: str
    needs: ClassVar[tuple[str, ...]] = ("date",)

    @cached_property
    def _day(self) -> Any:
        return compiled(FULL)

    @cached_property
    def _told(self) -> Any:
        return compiled(self.told)

    def probes(self) -> Sequence[Probe]:
        return [Probe(one, literal=True) for one in self.words]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        for hit in hits:
            m = self._day.match(block.text, hit.end)
            if m and not self._told.search(block.text, *sentence(block.text, hit.start, m.end())):
                day = f"{m['y'] or ''}-{int(m['m']):02}-{int(m['d']):02}"
                yield Mark(m.start(), m.end(), m[0], says=(("day", day),))

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        now = context.date
        signed = {mark.key for mark in context.facts["date"] if mark.case == "day"}
        if now is None or f"{now.first} {now.last}" not in signed or now.first != now.last:
            return
        from datetime import date  # two milliseconds of a start

        for mark in marks:
            year, _, rest = mark.says[0][1].partition("-")
            try:
                day = date.fromisoformat(f"{year or now.first[:4]}-{rest}")
            except ValueError:
                continue
            late = (date.fromisoformat(now.first) - day).days
            if late > 0 and (year or late <= FAR):
                yield mark._replace(says=(("now", _said(now.first)),))


def _said(day: str) -> str:
    year, month, number = day.split("-")
    return f"{year}年{int(month)}月{int(number)}日"
