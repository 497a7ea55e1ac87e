from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from zflint.facts.outline import POINTS, number
from zflint.kinds.block import BlockKind
from zflint.kinds.ladders import Ladder, Rung, ladders, weak
from zflint.kinds.pattern import culprit
from zflint.model import Block, Context, Hit, Mark, Place, Probe, Related
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿几数多0123456789.第")
"""What makes the number after it a part of a longer one, an ordinal or a guess."""
TEENS = ("十", "1")
"""What makes twelve of a two: patterns need not find it."""
NEAR = 24
"""How far the first point of a list may stand behind the number in the same block."""
SAID = 14
BOTH = lazy(r"从[^。；！？]{2,40}[和与、及][^。；！？]{2,40}$")
"""What a two says the two of, where it does not announce any: 从扩大供给和抑制需求两方面."""
MORE = lazy(r"(?:还有|另有|另外|其余|其他)的?[一两二三四五六七八九十](?:类|种|个|项|点|条)")
"""Points that follow in the same sentence without a number."""
REST = 1500
"""So far they may stand from the announcement."""
HIGHEST = 10
"""Points are not followed further: 十一是 is hardly written."""


@dataclass(frozen=True)
class Count(BlockKind):
    """A number that announces a list (讲三点意见, 以下七个方面) against the list that follows at once.

    pattern: regexes; the group `at` is the number, and a match ends with its block or just before the first point.
    """

    pattern: tuple[str, ...]
    needs: ClassVar[tuple[str, ...]] = ("outline",)

    def probes(self) -> Sequence[Probe]:
        return [Probe(one) for one in self.pattern]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        text, seen = block.text, set()
        if block.kind in ("cell", "quote"):
            return
        for hit in hits:
            start, end = culprit(hit)
            if text[start - 1:start] in TEENS and start > 1 and text[start:end] not in "两十":
                start -= 1
            both = text[start:end] in ("两", "二", "2") and BOTH.search(text, max(0, start - 84), start)
            if both or MORE.search(text, hit.end, hit.end + REST):
                continue
            if start not in seen and text[start - 1:start] not in NUMERALS:
                seen.add(start)
                inside = "inside" if text[hit.end:].strip() else ""
                said = text[start:start + SAID].partition("：")[0].partition("。")[0].partition("，")[0]
                said = said if "“" in said else said.rstrip("”")
                yield Mark(start, end, text[start:end], says=(("said", said), ("inside", inside)))

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        outline = sorted(mark for mark in context.facts["outline"] if not _aside(mark))
        lists = {one.rungs[0].mark.start: one for one in ladders(context.facts["outline"])}
        for mark in marks:
            at = bisect_right(outline, mark.end, key=lambda one: one.start)
            ladder = lists.get(outline[at].start) if at < len(outline) and _follows(mark, outline[at]) else None
            if ladder and _differs(_value(mark.key), ladder):
                yield _finding(mark, ladder, context.places)


def _aside(mark: Mark) -> bool:
    return mark.case == "reset" or weak(mark)


def _follows(mark: Mark, first: Mark) -> bool:
    """Does the list that begins with `first` belong to the announcement?"""
    if dict(mark.says)["inside"]:
        return first.at == mark.at and first.start - mark.end <= NEAR
    return first.at == mark.at + 1


def _value(said: str) -> int:
    return number(said.replace("两", "二"))


def _differs(value: int, ladder: Ladder) -> bool:
    last, first = ladder.rungs[-1], _end(ladder.rungs)
    if ladder.style in POINTS and last.value == HIGHEST < value:
        return False
    reached = last.value
    for other in ladder.others:
        if other.mark.start > last.mark.start and other.value == reached + 1:
            reached += 1
    told = (last.value, last.to, len(ladder.rungs), first.value, first.to, reached)
    return ladder.rungs[0].value == 1 and last.value > 1 and value not in told


def _end(rungs: Sequence[Rung]) -> Rung:
    """The last number before one that goes back: another list begins there whose first number was not seen."""
    return next((one for one, after in pairwise(rungs) if after.value <= one.value), rungs[-1])


def _finding(mark: Mark, ladder: Ladder, places: Sequence[Place]) -> Mark:
    last = ladder.rungs[-1].mark
    more = ladder.rungs[-1].value > _value(mark.key)
    return mark._replace(
        case="more" if more else "fewer",
        says=(("said", dict(mark.says)["said"]), ("count", str(ladder.rungs[-1].value)),
              ("last", dict(last.says)["line"]), ("line", str(places[last.at].line + 1))),
        related=(Related(last.start, last.end, last.key),))
