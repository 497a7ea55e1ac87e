from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.facts.times import AIM, DONE, NOW, PAST, YEAR_NOW, later, number, touches, year_of
from zflint.kinds.block import BlockKind
from zflint.kinds.hindsight import Parts, bygone, sentence, spoken, titled
from zflint.kinds.pattern import culprit
from zflint.model import Block, Context, DateRange, Hit, Mark, Probe
from zflint.regexes import compiled
from zflint.typed import Any
from zflint.values import NamedTuple, dataclass

MOST = 2
"""More terms than this that come too early: the date is wrong rather than all of them."""
FAR = 5
"""So many years too early: the date is wrong rather than the term."""
AROUND = 80
"""How many characters away the others of a series stand at most."""
SURE = ("as-of", "declared")


class Row(NamedTuple):
    """A term and when it was right: ISO days, empty where there is no limit.

    `base`: the event whose anniversaries the term counts; the validity is then the anniversary's year.
    """

    valid_from: str
    valid_until: str
    flag: str
    unless: tuple[str, ...]
    base: int
    fix: str | None
    reason: str
    suggest: str
    source: str


@dataclass(frozen=True)
class Dated(BlockKind):
    """Terms that were right for a time, judged against the document's date; without a date the rule is silent.

    rows: a table with the columns term; regex (stands instead of the term; its group `at` marks the culprit, `until` a
    year that ends the validity, `n` the number of an anniversary); from and until; flag (late, early or both); unless
    (words that excuse the sentence, separated by |); base (the year that anniversaries count from); fix; reason,
    suggest and source. A sentence that looks back on a time within the validity is excused.
    titles: terms stand in 《》 as well. unless: words that excuse the sentence for every row.
    grace: for so many months after the end only sentences that speak of the present or the future are late.
    series: a regex; where it finds three different things close together, and nothing says that they are to be done,
    the sentence tells how one came after the other.
    """

    needs = ("date",)

    rows: tuple[Mapping[str, str], ...]
    titles: bool = False
    unless: tuple[str, ...] = ()
    grace: int = 6
    series: str = ""

    @cached_property
    def _series(self) -> Any:
        return compiled(self.series)

    @cached_property
    def _rows(self) -> list[Row]:
        return [_row(cells) for cells in self.rows]

    def probes(self) -> Sequence[Probe]:
        return [Probe(row.get("regex") or row["term"], literal=not row.get("regex")) for row in self.rows]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        text = block.text
        for hit in hits:
            row = self._rows[hit.probe]
            start, end = culprit(hit) if hit.match else (hit.start, hit.end)
            head, tail = sentence(text, start, end)
            rest = text[head:start] + "\ufffc" * (end - start) + text[end:tail]
            excused = any(word in rest for word in (*row.unless, *self.unless))
            if excused or bygone(text, start, end) or (not self.titles and titled(text, start)):
                continue
            since, until, reason = _validity(row, hit)
            here, before = spoken(text, head, start, end, tail)
            if self.series and {NOW, YEAR_NOW, AIM}.isdisjoint(here) and self._one_of_many(text, start, end):
                here.append(PAST)
            yield Mark(start, end, text[start:end], row.fix, says=(
                ("row", str(hit.probe)), ("from", since), ("until", until), ("reason", reason),
                ("times", " ".join(here)), ("before", before)))

    def _one_of_many(self, text: str, start: int, end: int) -> bool:
        found = {m[0] for m in self._series.finditer(text, max(0, start - AROUND), end + AROUND)}
        return len(found) > 2

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        date = context.date
        if date is None:
            return
        said = {mark.at: mark for mark in context.facts.get("date", ()) if mark.case == "part"}
        parts = Parts(said, context.places)
        told = [(mark, self._verdict(mark, date, parts)) for mark in marks]
        stale = sorted(((m, v) for m, v in told if v), key=lambda one: (one[0].start, -one[0].end))
        premature = {dict(mark.says)["row"] for mark, verdict in stale if verdict == "early"}
        doubtful = len(premature) > MOST and date.source not in SURE
        end = -1
        for mark, verdict in stale:
            if mark.start >= end and not (doubtful and verdict == "early"):
                end = mark.end
                yield self._said(mark, verdict, date)

    def _verdict(self, mark: Mark, date: DateRange, parts: Parts) -> str:
        """late, early, or nothing."""
        said = dict(mark.says)
        row, since, until = self._rows[int(said["row"])], said["from"], said["until"]
        late = row.flag != "early" and bool(until) and date.first > until
        early = row.flag != "late" and bool(since) and date.last < since
        early = early and (date.source in SURE or int(since[:4]) - int(date.last[:4]) <= FAR)
        if not late and not early:
            return ""
        now, years = year_of(date), (int(since[:4] or 0), int(until[:4] or 9999))
        here = said["times"].split()
        close = (late and DONE in here) or touches(here, now, *years)
        if close is None and late:
            ahead = AIM in parts.times(mark.at)
            close = self._looks_back(said, date, ahead=ahead) or (
                not {NOW, YEAR_NOW} & {*here} and parts.around(mark.at, said["before"], now, years))
        return "" if close else "late" if late else "early"

    def _looks_back(self, said: Mapping[str, str], date: DateRange, *, ahead: bool) -> bool:
        """Is the sentence, which names no time, about the past, or written when the end was still fresh? `ahead`: it
        stands among tasks."""
        here = set(said["times"].split())
        if said["until"][:4] == date.first[:4]:
            here.discard(YEAR_NOW)  # some of that year was before the end
        fresh = date.first <= later(said["until"], self.grace)
        return PAST in here or (not ahead and not here & {NOW, YEAR_NOW, AIM} and fresh)

    def _said(self, mark: Mark, verdict: str, date: DateRange) -> Mark:
        said = dict(mark.says)
        row = self._rows[int(said["row"])]
        case = "early" if verdict == "early" else "" if row.suggest else "bare"
        when = date.first if date.first == date.last else f"{date.first} to {date.last}"
        return mark._replace(case=case, says=(
            ("reason", said["reason"]), ("suggest", row.suggest), ("source", row.source), ("date", _day(date)),
            ("since", _month(said["from"])), ("until", _month(said["until"])), ("begins", said["from"]),
            ("ends", said["until"]), ("when", when)))


def _row(cells: Mapping[str, str]) -> Row:
    flag = cells.get("flag") or "late"
    if flag not in ("late", "early", "both"):
        raise ValueError(f"{cells['term']}：flag 应为 late、early 或 both")
    unless = tuple(word for word in cells.get("unless", "").split("|") if word)
    return Row(
        cells.get("from", ""), cells.get("until", ""), flag, unless, int(cells.get("base") or 0),
        cells.get("fix") or None, cells.get("reason", ""), cells.get("suggest", ""), cells.get("source", ""))


def _validity(row: Row, hit: Hit) -> tuple[str, str, str]:
    """From, until and reason for one hit: rows that count years say which in the text."""
    groups = hit.match.groupdict() if hit.match else {}
    if row.base and groups.get("n"):
        year = row.base + number(groups["n"])
        return f"{year - 1}-10-01", f"{year}-12-31", row.reason.replace("{year}", str(year))
    if groups.get("until"):
        return row.valid_from, f"{groups['until']}-12-31", row.reason.replace("{year}", groups["until"])
    return row.valid_from, row.valid_until, row.reason


def _month(day: str) -> str:
    return f"{day[:4]}年{int(day[5:7])}月" if day else ""


def _day(date: DateRange) -> str:
    """How a secretary would say the date: 2024年2月, 2024年, 2023年底至2024年."""
    first, last = date.first, date.last
    if last[:4] > str(int(first[:4]) + 1):
        return f"{_month(first)}以后"
    if first[:7] == last[:7]:
        return _month(first)
    return f"{last[:4]}年" if first[:4] == last[:4] or first[5:] >= "12" else f"{first[:4]}年底至{last[:4]}年"
