from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.kinds.block import BlockKind
from zflint.kinds.ladders import ladders, weak
from zflint.model import Context, Mark, Related
from zflint.typed import ClassVar
from zflint.values import dataclass

LEVEL = {"dun": 1, "par": 2, "ar": 3, "arpar": 4, "arhalf": 4}
"""The ladder of GB/T 9704—2012, 7.3.3: 一、（一）1.（1）."""
NEXT = {1: "（一）", 2: "1.", 3: "（1）"}


@dataclass(frozen=True)
class Levels(BlockKind):
    """Lists whose numbers skip a level of the ladder 一、（一）1.（1）: （1） right below （一）.

    With two levels, 1. may stand right below 一、. elsewhere: only where the level that is skipped stands below the
    same upper one in another place of the document. Statutes have ladders of their own.
    """

    elsewhere: bool = True
    needs: ClassVar[tuple[str, ...]] = ("outline",)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        outline = context.facts["outline"]
        cases = {mark.case for mark in outline if not weak(mark)}
        if "article" in cases or not cases & {"arpar", "arhalf"}:
            return
        pairs = list(_below(outline))
        used = {(LEVEL[parent.case], LEVEL[mark.case]) for mark, parent in pairs}
        for mark, parent in pairs:
            upper, level = LEVEL[parent.case], LEVEL[mark.case]
            between = range(upper + 1, level)
            kept = not self.elsewhere or any((upper, one) in used for one in between)
            if between and (upper, level) != (1, 3) and kept:
                yield mark._replace(case="", fix=None, related=(Related(parent.start, parent.end, parent.key),), says=(
                    ("parent", parent.key), ("expected", NEXT[upper])))


def _below(outline: Sequence[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """The first number of each list of two or more, and the number of the next higher level that it stands below."""
    first = {one.rungs[0].mark.start for one in ladders(outline) if len(one.rungs) > 1}
    above: list[Mark] = []
    for mark in sorted(outline):
        if mark.case not in LEVEL:
            if mark.case in ("reset", "part", "chapter"):
                above.clear()
        elif not weak(mark):
            above = [one for one in above if LEVEL[one.case] < LEVEL[mark.case]]
            if above and mark.start in first:
                yield mark, above[-1]
            above.append(mark)
