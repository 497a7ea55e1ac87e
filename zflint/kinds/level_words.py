from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe, Related
from zflint.values import NamedTuple, dataclass


class Damaged(NamedTuple):
    """A word in which `level` was replaced by `instead`; after and before: neighbours that make it something else."""

    wrong: str
    right: str
    level: str
    instead: str
    after: str
    before: str
    weak: bool


@dataclass(frozen=True)
class LevelWords(BlockKind):
    """Common words damaged by replacing a level word all through a document: 扛旗人物 → 扛县人物.

    rows: with the columns right, level (the part of it that was replaced), instead (by what; several, separated
    by spaces), after and before (characters next to it that make it another word), weak (not empty: believed only
    where the same replacement has damaged another word of the document).
    """

    rows: tuple[Mapping[str, str], ...]

    @cached_property
    def _damaged(self) -> list[Damaged]:
        return [
            Damaged(
                row["right"].replace(row["level"], instead), row["right"], row["level"], instead,
                row.get("after", ""), row.get("before", ""), bool(row.get("weak")))
            for row in self.rows for instead in row["instead"].split()
        ]

    def probes(self) -> Sequence[Probe]:
        return [Probe(one.wrong, literal=True) for one in self._damaged]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        damaged, text = self._damaged, block.text
        taken: list[Hit] = []
        for hit in sorted(hits, key=lambda hit: (damaged[hit.probe].weak, hit.start, -hit.end)):
            one = damaged[hit.probe]
            if any(hit.start < other.end and other.start < hit.end for other in taken):
                continue
            if _beside(text, hit.start - 1, one.after) or _beside(text, hit.end, one.before):
                continue
            if not one.weak:
                taken.append(hit)
            says = (("level", one.level), ("instead", one.instead))
            yield Mark(hit.start, hit.end, one.wrong, one.right, "weak" if one.weak else "", says)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        """Every certain mark; the first weak one at a place that a certain one of the same replacement supports."""
        sure: dict[tuple[tuple[str, str], ...], Mark] = {}
        for mark in marks:
            if not mark.case:
                sure.setdefault(mark.says, mark)
        last = -1
        for mark in marks:
            if not mark.case:
                yield mark
            elif mark.says in sure and mark.start >= last:
                last, first = mark.end, sure[mark.says]
                yield mark._replace(related=(Related(first.start, first.end, first.key),))


def _beside(text: str, at: int, chars: str) -> bool:
    return 0 <= at < len(text) and text[at] in chars
