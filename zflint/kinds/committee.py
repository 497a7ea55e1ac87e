from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe
from zflint.values import dataclass


@dataclass(frozen=True)
class Committee(BlockKind):
    """The 党委 of a province. A province has a 省委, an autonomous region a 自治区党委: which one is meant depends on
    whether the document speaks of one of the five regions.

    pattern: regexes; a group `at` marks the culprit, a group `name` the name of its province. spoken: regexes whose
    group `at` is the name of a region that the document is about. province, region: the right forms.
    """

    pattern: tuple[str, ...]
    province: str
    region: str
    spoken: tuple[str, ...]

    def probes(self) -> Sequence[Probe]:
        return [Probe(one) for one in (*self.pattern, *self.spoken)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for hit in hits:
            start, end = hit.match.span("at")
            if hit.probe >= len(self.pattern):
                yield Mark(start, end, block.text[start:end], None, "region")
            else:
                named = "named" if hit.match.groupdict().get("name") else ""
                yield Mark(start, end, block.text[start:end], self.province, named)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        spoken = Counter(mark.key for mark in marks if mark.case == "region").most_common(1)
        for mark in marks:
            if mark.case == "region":
                continue
            if spoken and mark.case != "named":
                yield mark._replace(case="in-region", fix=self.region, says=(("region", spoken[0][0]),))
            else:
                yield mark
