"""Numbers of one sentence that should add up: to a total it states, or to the whole of a hundred per cent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zflint.kinds.block import BlockKind
from zflint.kinds.figures import SCALE, exact, written
from zflint.kinds.hindsight import sentence
from zflint.model import Block, Hit, Mark, Probe, Related
from zflint.regexes import lazy
from zflint.typed import Any, ClassVar
from zflint.values import dataclass

NUMBER = r"[0-9]+(?:\.[0-9]+)?"
PART = lazy(rf"[\u4e00-\u9fff“”]{{0,14}}?(?P<n>{NUMBER})(?P<unit>[\u4e00-\u9fff]{{1,3}})")
"""One part of a list: 道路隐患50处."""
TOTAL = lazy(rf"(?:合计|共计|总计)(?:为)?(?P<n>{NUMBER})(?P<unit>[\u4e00-\u9fff]{{1,3}})")
LAST = lazy(rf"(?<![0-9.,])(?P<n>{NUMBER})$")
COUNTED = "处件个起项家户人名所座条台辆宗场亩吨"
STOP = lazy("[，、；]")
BRACKET = lazy("[（(）)]")
DIGIT = lazy("[0-9一二三四五六七八九十]")
OTHER = lazy("其中|含|包括|累计|同比|去年|上年|增|减|升|降|占|等|约|近|余|多|以上|超|平均|人均|每")
"""Words with which numbers stand side by side that are no parts of one sum, or are no exact numbers."""


@dataclass(frozen=True)
class Total(BlockKind):
    """Parts that do not add up to their total: 道路隐患50处、水利隐患40处，共计100处, or 100处（道路50处、水利40处）.

    Before the total, only a list that begins the sentence, or follows a part without numbers, counts; and only of one
    unit.
    """

    def probes(self) -> Sequence[Probe]:
        words = [Probe(word, literal=True) for word in ("合计", "共计", "总计")]
        return [*words, *(Probe(f"{unit}{bracket}", literal=True) for unit in COUNTED for bracket in "（(")]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        for hit in hits:
            found = _named(block.text, hit) if block.text[hit.start] in "合共总" else _bracketed(block.text, hit)
            if found:
                (start, end), unit, parts = found
                added = sum(parts)
                if len(parts) > 1 and added != exact(block.text[start:end]):
                    told = (("sum", written(added) + unit),)
                    yield Mark(start, end + len(unit), block.text[start:end] + unit, says=told)


Found = tuple[tuple[int, int], str, "list[int]"]
"""Where the number of a total stands, its unit, and its parts."""


def _named(text: str, hit: Hit) -> Found | None:
    """A total after its parts."""
    m = TOTAL.match(text, hit.start)
    if m is None:
        return None
    head, _ = sentence(text, hit.start, hit.end)
    return m.span("n"), m["unit"], listed(text[head:hit.start], m["unit"])


def _bracketed(text: str, hit: Hit) -> Found | None:
    """A total before its parts in brackets."""
    unit, close = text[hit.start], text.find("）" if text[hit.end - 1] == "（" else ")", hit.end, hit.end + 100)
    m = LAST.search(text, max(0, hit.start - 12), hit.start)
    inside = text[hit.end:close]
    if m is None or close < 0 or "，" in inside or "；" in inside:
        return None
    parts = listed(inside, unit)
    return (m.span("n"), unit, parts) if len(parts) == inside.count("、") + 1 else None


def listed(text: str, unit: str) -> list[int]:
    """The numbers of the list that ends a text; none when it is not certain to be the whole list, of one unit."""
    found: list[int] = []
    if OTHER.search(text):
        return []
    for piece in reversed(STOP.split(text.removesuffix("，").removesuffix("、"))):
        m = PART.fullmatch(piece)
        if m is None or m["unit"] != unit:
            return [] if DIGIT.search(piece) else found
        found.append(exact(m["n"]))
    return found


@dataclass(frozen=True)
class Parts(BlockKind):
    """Numbers that a regex finds together and that should add up.

    pattern: regexes; the groups a, b, c, d are the parts, `total` what they come to (100 where there is none). most:
    the parts may come to less, because some may not be named. near: what comes to less than so much of the total, in
    per cent, was not meant as its parts (a ratio of 1∶4∶5 is no list of shares).
    """

    pattern: tuple[str, ...]
    most: bool = False
    near: int = 0
    always: ClassVar[bool] = False

    def probes(self) -> Sequence[Probe]:
        return [Probe(one) for one in self.pattern]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for hit in hits:
            told = {name: value for name, value in hit.match.groupdict().items() if value}
            total = exact(told.get("total", "100"))
            parts = [told[name] for name in "abcd" if name in told]
            added = sum(map(exact, parts))
            if added * 100 < self.near * total or (self.most and added < total):
                continue
            if abs(added - total) > _rounding(parts, hit.match):
                start, end = hit.match.span("total") if "total" in hit.match.re.groupindex else (hit.start, hit.end)
                whole = (Related(hit.start, hit.end, block.text[hit.start:hit.end]),) if end < hit.end else ()
                yield Mark(start, end, block.text[start:end], says=(("sum", written(added)),), related=whole)


def _rounding(parts: Sequence[str], m: Any) -> int:
    """How far rounded shares may miss the whole, in ten-thousandths; counts may not at all."""
    if "total" in m.re.groupindex:
        return 0
    decimals = min(len(one.partition(".")[2]) for one in parts)
    return len(parts) * SCALE * 51 // int(f"100{'0' * decimals}")


OF_WHICH = lazy(rf"(?<![加少长降])(?<![0-9.])(?P<n>{NUMBER})(?P<unit>[\u4e00-\u9fff]{{1,3}})[，,（(；]?$")


@dataclass(frozen=True)
class Portions(BlockKind):
    """Parts introduced by 其中 that come to more than the whole before it: 120处，其中甲70处、乙60处.

    overlapping: units of what may belong to several parts at once, such as people.
    """

    overlapping: tuple[str, ...]

    def probes(self) -> Sequence[Probe]:
        return [Probe("其中", literal=True)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        for hit in hits:
            head, tail = sentence(block.text, hit.start, hit.end)
            whole = OF_WHICH.search(block.text[head:hit.start])
            if whole is None or whole["unit"] in self.overlapping:
                continue
            parts = _leading(block.text[hit.end:tail].lstrip("：:，"), whole["unit"])
            if len(parts) > 1 and sum(parts) > exact(whole["n"]):
                start, end = head + whole.start("n"), head + whole.end("unit")
                yield Mark(start, end, block.text[start:end], says=(("sum", written(sum(parts)) + whole["unit"]),))


def _leading(text: str, unit: str) -> list[int]:
    """The numbers of the list of one unit that begins a text."""
    found: list[int] = []
    for piece in STOP.split(BRACKET.split(text)[0]):
        m = PART.fullmatch(piece)
        if m is None or m["unit"] != unit or OTHER.search(piece):
            break
        found.append(exact(m["n"]))
    return found
