from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe


@dataclass(frozen=True)
class Committee(BlockKind):
    """The 党委 of a province. A province has a 省委, an autonomous region a 自治区党委: which one is meant depends on
    whether the document speaks of one of the five regions.

    pattern: regexes; a group `at` marks the culprit. province, region: the right forms. regions: names of the five.
    """

    pattern: tuple[str, ...]
    province: str
    region: str
    regions: tuple[str, ...]

    def probes(self) -> Sequence[Probe]:
        return [*map(Probe, self.pattern), *(Probe(name, literal=True) for name in self.regions)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for hit in hits:
            if hit.match is None:
                yield Mark(hit.start, hit.end, block.text[hit.start:hit.end], None, "region")
                continue
            start, end = hit.match.span("at")
            named = start > 0 and "\u4e00" <= block.text[start - 1] <= "\u9fff" and hit.probe > 0
            yield Mark(start, end, block.text[start:end], self.province, "named" if named else "")

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        spoken = Counter(mark.key for mark in marks if mark.case == "region").most_common(1)
        for mark in marks:
            if mark.case == "region":
                continue
            if spoken and mark.case != "named":
                yield mark._replace(case="in-region", fix=self.region, says=(("region", spoken[0][0]),))
            else:
                yield mark
