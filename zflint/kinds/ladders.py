"""Numbers of a whole document → ladders: the numbers that count one list, whatever stands between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.facts.outline import POINTS
from zflint.model import Mark
from zflint.values import NamedTuple, dataclass, field

RANKS = ("book", "subbook", "part", "chapter", "section", "article", "dun", "par", "ar", "arpar", "arhalf", *POINTS)
RANK = {style: rank for rank, style in enumerate(RANKS)}
CLOSING = frozenset(("book", "subbook", "part", "chapter", "section", "dun"))
"""Styles that end every list below them, wherever it began."""
ENDING = CLOSING | {"par", "article"}
"""Styles that end runs of points (一是, 二要)."""
FAR = 12
"""Points further apart than so many blocks are no run."""


class Rung(NamedTuple):
    """One number. `to`: the highest number that its block holds, as in “1.甲；2.乙”."""

    value: int
    to: int
    mark: Mark

    def before(self, value: int) -> bool:
        """May a number follow this one?"""
        return self.value < value <= self.to + 1


@dataclass(slots=True)
class Ladder:
    """Numbers of one style that belong together."""

    style: str
    rungs: list[Rung]
    others: list[Rung] = field(default_factory=list)
    """Numbers met meanwhile, in their order, that may count it as well: points of other styles, numbers inside a
    paragraph, what may be no number."""


def rung(mark: Mark) -> Rung:
    _, (_, value), (_, to), *_ = mark.says
    return Rung(int(value), int(to), mark)


def weak(mark: Mark) -> bool:
    return bool(mark.says and mark.says[-1][1])


def bearing(marks: Sequence[Mark], styles: Sequence[str]) -> list[Mark]:
    """The marks on which the lists of some styles depend; none when there are no such lists."""
    wanted = {"reset", *styles}
    if not any(mark.case in wanted for mark in marks if mark.case != "reset"):
        return []
    if not CLOSING.issuperset(styles):
        wanted |= ENDING
    if not wanted.isdisjoint(POINTS):
        wanted |= POINTS.keys()
    return [mark for mark in marks if mark.case in wanted]


def ladders(marks: Sequence[Mark]) -> list[Ladder]:
    """All ladders of a document, in the order in which they begin. `marks`: those of OutlineFact."""
    count = Count()
    for mark in sorted(marks):
        if mark.case == "reset":
            count.forget()
        elif weak(mark) and mark.case not in POINTS:
            count.inside(rung(mark))
        elif mark.case in POINTS:
            count.point(rung(mark))
        else:
            count.heading(rung(mark))
    return count.done


class Count:
    """The ladders of one document while they are counted. `open`: those that may go on, outermost first."""

    def __init__(self) -> None:
        self.done: list[Ladder] = []
        self.open: list[Ladder] = []
        self.last: dict[str, Ladder] = {}

    def forget(self) -> None:
        self.open.clear()
        self.last.clear()

    def heading(self, one: Rung) -> None:
        style = one.mark.case
        if style in CLOSING:
            self._close(RANK[style])
        elif style in ENDING:
            self._close(RANK["arhalf"])
        self._count(style, one)

    def inside(self, one: Rung) -> None:
        for ladder in self.open:
            if ladder.style == one.mark.case:
                ladder.others.append(one)

    def point(self, one: Rung) -> None:
        style = one.mark.case
        near = [ladder for ladder in self.open if ladder.style in POINTS]
        for ladder in near:
            if one.mark.at - ladder.rungs[-1].mark.at > FAR:
                self.open.remove(ladder)
            elif ladder.style != style or weak(one.mark):
                ladder.others.append(one)
        if not weak(one.mark):
            self._count(style, one)

    def _close(self, rank: int) -> None:
        """End the ladders of a lower rank, except that of articles, which runs through all chapters."""
        self.open = [one for one in self.open if RANK[one.style] <= rank or one.style == "article"]

    def _count(self, style: str, one: Rung) -> None:
        same = [at for at, ladder in enumerate(self.open) if ladder.style == style]
        fits = next((at for at in reversed(same) if self.open[at].rungs[-1].before(one.value)), None)
        if fits is None and same and one.value != 1:
            fits = same[-1]
        if fits is not None:
            del self.open[fits + 1:]
            self.open[fits].rungs.append(one)
            self.last[style] = self.open[fits]
            return
        ladder = self._earlier(style, one)
        if ladder is None:
            ladder = Ladder(style, [])
            self.done.append(ladder)
        if len(same) > 1:
            del self.open[same[-1]]
        ladder.rungs.append(one)
        self.open.append(ladder)
        self.last[style] = ladder

    def _earlier(self, style: str, one: Rung) -> Ladder | None:
        """The list of an earlier part that a number takes up. Articles run through all chapters."""
        last = self.last.get(style)
        if last and (last.rungs[-1].before(one.value) or (style == "article" and one.value != 1)):
            return last
        return None


class Fault(NamedTuple):
    """What is wrong with one number. `expected`: the value it should have; `before`: the number before it; `sure`: the
    next number goes on as if this one had the expected value."""

    case: str
    rung: Rung
    expected: int
    before: Rung
    sure: bool


def faults(rungs: Sequence[Rung]) -> Iterator[Fault]:
    """Numbers that repeat, leave some out or stand in the wrong place; the first number is taken as right."""
    before, moved = rungs[0], -1
    for at, one in enumerate(rungs[1:], 1):
        expected = before.value + 1
        after = rungs[at + 1].value if at + 1 < len(rungs) else 0
        if at == moved or before.before(one.value):
            before = one if at != moved else before
        elif one.value == expected + 1 and after == expected:
            yield Fault("order", one, expected, before, False)
            before, moved = one, at + 1
        else:
            sure = after == expected + 1 and one.value != after
            yield Fault(_case(one.value, expected, sure), one, expected, before, sure)
            before = one._replace(value=expected, to=expected) if sure else one


def _case(value: int, expected: int, sure: bool) -> str:
    if value == expected - 1:
        return "twice"
    return "wrong" if sure else "gap" if value > expected else "back"
