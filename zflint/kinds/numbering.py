from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from zflint.facts.outline import written
from zflint.kinds.block import BlockKind
from zflint.kinds.ladders import CLOSING, Fault, Ladder, Rung, bearing, faults, ladders
from zflint.model import Context, Mark, Related
from zflint.typed import ClassVar
from zflint.values import dataclass

MOST = 2
"""A list with more faults is an excerpt, or no list."""
WIDEST = 3
"""More numbers than this are not left out by mistake."""


@dataclass(frozen=True)
class Numbering(BlockKind):
    """Lists whose numbers repeat, leave some out or stand in the wrong order, over the whole document.

    styles: which lists, by the names that the outline gives them. at_least: how many right numbers a list must have
    besides a wrong one.
    """

    styles: tuple[str, ...]
    at_least: int = 1
    needs: ClassVar[tuple[str, ...]] = ("outline",)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        for ladder in ladders(bearing(context.facts["outline"], self.styles)):
            if ladder.style in self.styles and ladder.rungs[0].value == 1:
                found = [one for one in faults(ladder.rungs) if _certain(one, ladder)]
                if 0 < len(found) <= MOST and len(ladder.rungs) - len(found) >= self.at_least:
                    yield from (self._finding(one, context) for one in found)

    def _finding(self, fault: Fault, context: Context) -> Mark:
        mark, before = fault.rung.mark, fault.before.mark
        return mark._replace(
            case=fault.case,
            fix=_renumbered(mark, fault.expected) if fault.sure else None,
            says=(("expected", _renumbered(mark, fault.expected)), ("before", dict(before.says)["line"]),
                  ("line", str(context.places[before.at].line + 1))),
            related=(Related(before.start, before.end, before.key),),
        )


def _renumbered(mark: Mark, value: int) -> str:
    digits = dict(mark.says)["number"]
    return mark.key.replace(digits, written(value, digits), 1)


def _certain(fault: Fault, ladder: Ladder) -> bool:
    """Is there no better explanation than a wrong number?"""
    one, before = fault.rung, fault.before
    if fault.case == "back":
        return ladder.style in CLOSING
    if _marks(one.mark) != _marks(before.mark) or (fault.case == "gap" and one.value - fault.expected > WIDEST):
        return False
    missing = range(fault.expected, one.value)
    first = bisect_right(ladder.others, before.mark.start, key=_start)
    last = bisect_left(ladder.others, one.mark.start, key=_start)
    return not any(other.value in missing for other in ladder.others[first:last])


def _marks(mark: Mark) -> str:
    """What stands around the digits: 、 or ．"""
    digits = dict(mark.says)["number"]
    return mark.key.replace(digits, "", 1).translate({ord("("): "（", ord(")"): "）", ord("．"): "."})


def _start(one: Rung) -> int:
    return one.mark.start
