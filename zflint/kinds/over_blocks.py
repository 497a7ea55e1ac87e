"""Which halves of pairs stay alone in the whole document: quotations and brackets may run over several blocks.

Marks of `Pairs` say where they stand by letters in their `flags`:
s: at the start of the block; q: where a quotation would open (after a colon, a comma, a full stop, 说);
f: where a quotation would close (after a full stop, at the end of the block);
e: at the end of the block; o: in a block that ends without a full stop, as wrapped lines do;
l: in a block that ends with a colon, before a list; w: may stand alone (inches, a ditto mark, the end of a record);
n: of a number like 二） at the start of a block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.kinds.brackets import PAIR_OF
from zflint.model import Edit, Mark, Place, Related
from zflint.values import NamedTuple

QUOTES = ("“”", "‘’", "「」", "『』", '""')


LOST = 5
"""So many quotations that nothing closes: closing marks were lost all over, and two opening ones are no pair."""


class Opened(NamedTuple):
    """A mark that opens and waits for its partner; `last` is the block in which the quotation was last taken up."""

    mark: Mark
    last: int


def alone(marks: Sequence[Mark], places: Sequence[Place]) -> Iterator[Mark]:
    """The findings among the halves, reopened quotations, numbers and misfits of one document."""
    halves: dict[str, list[Mark]] = {}
    numbered = half_numbered = 0
    for mark in marks:
        if mark.case in ("misfit", "crossed"):
            yield mark
        elif mark.case == "numbered":
            numbered += 1
        else:
            half_numbered += "n" in _flags(mark)
            halves.setdefault(PAIR_OF[mark.key], []).append(mark)
    odd_numbers = numbered >= 2 * half_numbered - 1
    for pair, mine in halves.items():
        told = [mark for mark in sorted(_left(mine, pair)) if _certain(mark, odd_numbers, places)]
        if pair == '""':
            yield from (mark._replace(case="straight") for mark in told)
        else:
            yield from _habit(list(_joined(told, pair)))


def _flags(mark: Mark) -> str:
    return dict(mark.says).get("flags", "")


def _left(marks: Sequence[Mark], pair: str) -> Iterator[Mark]:
    """Halves whose partner is in no other block either."""
    quotes = pair in QUOTES
    waiting: list[Opened] = []
    for mark in marks:
        near = bool(waiting) and 0 < mark.at - waiting[-1].last <= (12 if "l" in _flags(waiting[-1].mark) else 2)
        if mark.case == "reopened":
            if near:
                waiting.pop()
        elif mark.case == "unclosed":
            if quotes and near and "s" in _flags(mark):
                waiting[-1] = Opened(mark, mark.at)
            elif quotes and waiting and _turned(waiting[-1], mark):
                yield _backwards(mark, waiting.pop().mark, pair)
            else:
                waiting.append(Opened(mark, mark.at))
        else:
            recent = range(len(waiting) - 1, max(-1, len(waiting) - 50), -1)
            met = next((i for i in recent if _meets(waiting[i], mark, quotes)), None)
            if met is None:
                yield mark
            else:
                del waiting[met]
    yield from (one.mark for one in waiting)


def _meets(opened: Opened, mark: Mark, quotes: bool) -> bool:
    """May a closing mark belong to what an earlier block opened?"""
    gap = mark.at - opened.last
    before, here = _flags(opened.mark), _flags(mark)
    if gap <= 0 or ("n" in here and (gap > 1 or "e" not in before)):
        return False
    if ("o" in before and gap <= 6) or ("l" in before and gap <= 40):
        return True
    if quotes:
        begins = "q" in before or "s" in before
        return (begins and "f" in here) or (gap <= 3 and (begins or "f" in here))
    return ("s" in before and gap <= 40) or ("f" in here and gap <= 10)


def _turned(opened: Opened, mark: Mark) -> bool:
    """Does a mark that opens stand where the quotation that an earlier one opened must close?"""
    before, here = _flags(opened.mark), _flags(mark)
    return ("q" in before or "s" in before) and "f" in here and "s" not in here and mark.at - opened.last <= 3


def _certain(mark: Mark, odd_numbers: bool, places: Sequence[Place]) -> bool:
    """odd_numbers: do numbers like 二） stand among more that are written （二）?"""
    flags = _flags(mark)
    if "n" in flags:
        return odd_numbers
    span = places[mark.at].span
    cut = "o" in flags and mark.at == len(places) - 1 and span.end - span.start >= 60
    return "w" not in flags and not (mark.case == "unclosed" and cut)


def _joined(marks: Sequence[Mark], pair: str) -> Iterator[Mark]:
    """Two halves that are one fault become one finding: a pair the wrong way round, or a half turned into the other."""
    spent, lost = -1, _lost(marks, pair)
    for i, mark in enumerate(marks):
        turn = "" if lost and mark.case == "unclosed" else dict(mark.says).get("turn", "")
        other = marks[i + 1] if turn and i + 1 < len(marks) and marks[i + 1].at == mark.at else None
        if i == spent:
            continue
        if other is None:
            yield mark
            continue
        spent = i + 1
        if turn == "reversed":
            both = (Edit(mark.start, mark.end, pair[0]), Edit(other.start, other.end, pair[1]))
            yield mark._replace(end=other.end, case=turn, edits=both, related=())
        else:
            yield _backwards(mark, other, pair) if mark.case == "unopened" else _backwards(other, mark, pair)


def _lost(marks: Sequence[Mark], pair: str) -> bool:
    """Do many quotations want their closing mark, most of them without another mark that could be meant for it?"""
    opened = [mark for mark in marks if mark.case == "unclosed"]
    turned = sum(dict(mark.says).get("turn") == "backwards" for mark in opened)
    return pair in QUOTES and len(opened) >= LOST and 4 * turned < len(opened)


def _backwards(wrong: Mark, right: Mark, pair: str) -> Mark:
    """The finding that one mark should be the other half of its pair."""
    fix = pair[0] if wrong.case == "unopened" else pair[1]
    related = (Related(right.start, right.end, right.key),)
    return wrong._replace(case="backwards", fix=fix, edits=(Edit(wrong.start, wrong.end, fix),), related=related)


def _habit(marks: Sequence[Mark]) -> Iterator[Mark]:
    """A text that writes one half for both has one finding, with a fix for all."""
    turned = [mark for mark in marks if mark.case == "backwards"]
    if len(turned) < 4:
        yield from marks
        return
    yield from (mark for mark in marks if mark.case != "backwards")
    edits = tuple(edit for mark in turned for edit in mark.edits)
    related = tuple(Related(mark.start, mark.end, mark.key) for mark in turned[1:])
    says = (*turned[0].says, ("count", str(len(turned))))
    yield turned[0]._replace(case="habit", edits=edits, related=related, says=says)
