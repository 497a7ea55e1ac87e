"""When the document was written: what each block tells of it, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zflint.facts.times import AIM, day_range, times, year
from zflint.facts.wording import (
    COINED,
    LATEST,
    Told,
    bare,
    begun,
    headed,
    held,
    number_year,
    prose,
    spelled,
    spoken,
    stamp,
    title,
    whole_date,
)
from zflint.kinds.block import BlockKind
from zflint.model import Block, DateRange, Document, Hit, Mark, Options, Probe
from zflint.regexes import lazy
from zflint.values import dataclass

YEARS = (
    r"(?:19[5-9]|20[0-4])[0-9][ 　]?[年.．/\-—〕）\])”]",
    r"二[〇○零Ｏ][〇○零Ｏ一二三四五六七八九]{2}[ 　]?年",
    r"２０[０-９]{2}",
)
MEETINGS = ("十八大精神", "十九大精神", "二十大精神", "中全会精神", *COINED)
PARTS = tuple(f"{n}、" for n in "一二三四五六七八九十")
REVIEWS = ("工作回顾", "工作总结", "工作的回顾", "工作情况", "工作成效", "工作成绩", "五年来", "一年来")
ARTICLES = ("第一条", "第二条")
JUDGED = ("基本案情", "裁判要旨", "裁判理由", "裁判结果", "判决如下", "裁定如下", "本院认为", "经审理查明")
REVIEW = lazy(r"^[\s　#]*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、])?(?P<what>[^。；：\s　]{2,40})")
SPELLED = ("五”", "五\"", "五〞", "五’", "五规划", "五计划", "五时期", "五期间", "周年", "党的十", "党的二十")
JUDGES = len(YEARS) + len(MEETINGS) + len(PARTS) + len(REVIEWS) + len(ARTICLES)
PLANS = lazy(r"打算|工作(?:安排|计划|思路|要求|任务)|下一?步|今后|(?:重点|目标|主要)任务|总体要求|有关要求|要点|谋划")
LOOKS_BACK = lazy(r"回顾|总结|成就|成效|成绩|完成情况|工作情况|历程|来路|以来|年来")
WIDE = 2
"""The probe that finds full-width years."""
NARROW = {ord(wide): str(i) for i, wide in enumerate("０１２３４５６７８９")}
TOP, HEAD = 8, 14
"""How many blocks at the top may be a title, and how many the head of a web page."""


@dataclass(frozen=True)
class DateFact(BlockKind):
    """Marks by case, one table for all:

    day, stamp, number, title, part-year, prose, held, begun: the key is “first last”, two ISO days.
    named: a year that the block names, first in the key: the latest written out, and all of plans and congresses.
    part: a part of the text begins; the key is the times that it looks back on, if it does, or AIM for one of tasks.
    article: an article of a statute begins. judged: the text reports a case.
    """

    def probes(self) -> Sequence[Probe]:
        literals = (*MEETINGS, *PARTS, *REVIEWS, *ARTICLES, *JUDGED, *SPELLED)
        return [*map(Probe, YEARS), *(Probe(one, literal=True) for one in literals)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        text, size = block.text, len(block.text)
        if any(hit.probe == WIDE for hit in hits):
            text = text.translate(NARROW)
        years = [hit for hit in hits if hit.probe < len(YEARS)]
        if years:
            for case, told in _dates(text, years) if block.kind != "cell" else ():
                yield Mark(0, size, f"{told.first} {told.last}", case=case, says=(("words", told.words),))
        if any(hit.probe in range(len(YEARS), len(YEARS) + len(MEETINGS)) for hit in hits):
            for told in held(text):
                yield Mark(0, size, f"{told.first} {told.last}", case="held", says=(("words", told.words),))
        if any(JUDGES <= hit.probe < JUDGES + len(JUDGED) for hit in hits):
            yield Mark(0, size, case="judged")
        if any(hit.probe >= JUDGES + len(JUDGED) for hit in hits):
            for one in sorted({*spelled(text)}):
                yield Mark(0, size, f"{one} {LATEST}", case="named", says=(("words", ""),))
        yield from _parts(block)


def _dates(text: str, years: Sequence[Hit]) -> Iterator[tuple[str, Told]]:
    if alone := whole_date(text):
        yield "day", alone
        return
    if head := stamp(text):
        yield "stamp", head
    else:
        yield "named", max(Told(str(year(text[hit.start:hit.start + 4])), LATEST, "") for hit in years)
    if number := number_year(text):
        yield "number", number
    if speech := spoken(text):
        yield "title", speech
    yield from (("title", told) for told in title(text))
    yield from (("part-year", told) for told in headed(text))
    for hit in years:
        yield from (("prose", told) for told in prose(text, hit.start, hit.end))
        yield from (("begun", told) for told in begun(text, hit.start, hit.end))


def _parts(block: Block) -> Iterator[Mark]:
    text = block.text
    if text.lstrip().startswith(ARTICLES):
        yield Mark(0, len(text), text.lstrip()[:3], case="article")
    elif (m := REVIEW.match(text)) and (block.kind in ("title", "heading") or text.lstrip().startswith(PARTS)):
        yield Mark(0, len(text), " ".join(_part_times(block.kind, m["what"])), case="part")


def _part_times(kind: str, what: str) -> list[str]:
    """The times that a part looks back on, by its heading, or AIM; a title that plans as well says nothing."""
    if LOOKS_BACK.search(what) and not (kind == "title" and PLANS.search(what)):
        return times(what + "年") or (["-1..0"] if "回顾" in what else [])
    return [AIM] if kind != "title" and PLANS.search(what) else []


def document_date(marks: Sequence[Mark], document: Document, options: Options) -> DateRange | None:
    """The document's date: declared, signed, titled, told by its wording; None when nothing says it.

    A statute is amended piece by piece and keeps old names: only a signature dates it. A case report speaks of the law
    and the offices of its time: only a declaration dates it.
    """
    for text, source in ((options.as_of, "as-of"), (document.declared_date, "declared")):
        if text and (declared := day_range(text, source)):
            return declared
    cases: dict[str, list[Mark]] = {}
    for mark in marks:
        cases.setdefault(mark.case, []).append(mark)
    if "judged" in cases:
        return None
    signed = _signed(cases, len(document.blocks))
    if signed or {mark.key for mark in cases.get("article", ())} == set(ARTICLES):
        return signed
    date = _titled(cases) or _worded(cases)
    return _on_page(date, cases) or _begun(cases)


def _told(marks: Iterable[Mark]) -> list[Told]:
    found = []
    for mark in marks:
        first, last = mark.key.split()
        found.append(Told(first, last, mark.says[0][1]))
    return found


def _signed(cases: dict[str, list[Mark]], size: int) -> DateRange | None:
    """The date under the text, or alone on a line above it, or the only one; else the document number's year."""
    days = cases.get("day", [])
    ends = [mark for mark in days if mark.at >= max(size / 2, 2)]
    tops = [mark for mark in days if mark.at < TOP and not _from_page(mark)]
    chosen = _told(ends or tops or (days if len(days) == 1 and not _from_page(days[0]) else []))
    if chosen:
        return DateRange(min(t.first for t in chosen), max(t.last for t in chosen), chosen[-1].words)
    return _meeting(_told(mark for mark in cases.get("number", ()) if mark.at < HEAD))


def _from_page(mark: Mark) -> bool:
    """Is it the date of a web page, left above the text without a word? A signature may be written so as well."""
    return mark.at < HEAD and bare(mark.says[0][1])


def _titled(cases: dict[str, list[Mark]]) -> DateRange | None:
    titles = [mark for mark in cases.get("title", ()) if mark.at < HEAD]
    days = [one for one in _told(titles) if one.first == one.last]
    return _meeting(days[:1] or _told(mark for mark in titles if mark.at < TOP))


def _worded(cases: dict[str, list[Mark]]) -> DateRange | None:
    """What headings tell of plans and summaries, or else sentences: the latest year of them."""
    told = _told(cases.get("part-year", ()) or cases.get("prose", ()))
    latest = max((_aim(t) for t in told), default="")
    return _meeting([t for t in told if _aim(t) == latest])


def _aim(told: Told) -> str:
    """The year that a range is about: the one after its first days."""
    return str(int(told.first[:4]) + 1)


def _on_page(date: DateRange | None, cases: dict[str, list[Mark]]) -> DateRange | None:
    """The date of the web page where it agrees with the text's own, or where the text has none."""
    left = [mark for mark in cases.get("day", ()) if _from_page(mark)]
    pages = _told(mark for mark in (*cases.get("stamp", ()), *left) if mark.at < HEAD)
    if date is None:
        return DateRange(*pages[0]) if pages and _fresh(pages[0], cases) else None
    page = next((p for p in pages if date.first <= p.first <= date.last), None)
    if page is None:
        return date
    return DateRange(page.first if page.first[5:] <= "03-31" else date.first, page.last, page.words)


def _fresh(page: Told, cases: dict[str, list[Mark]]) -> bool:
    """Does the text speak of the page's year or the one before, or of no year? Old texts are put on the web late."""
    years = [int(t.first) for t in _told(cases.get("named", ())) if t.first.isdecimal() and t.first <= page.first[:4]]
    return not years or max(years) >= int(page.first[:4]) - 1


def _begun(cases: dict[str, list[Mark]]) -> DateRange | None:
    """Not before the latest thing that it speaks of as held or begun, for texts that name congresses as drafts do."""
    if "held" not in cases:
        return None
    latest = max(_told([*cases["held"], *cases.get("begun", ())]))
    return DateRange(*latest)


def _meeting(told: Sequence[Told]) -> DateRange | None:
    """The days that all ranges share; all their days when they share none."""
    if not told:
        return None
    first, last = max(t.first for t in told), min(t.last for t in told)
    if first > last:
        first, last = min(t.first for t in told), max(t.last for t in told)
    return DateRange(first, last, told[0].words)
