from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.kinds.block import BlockKind
from zflint.kinds.figures import exact
from zflint.model import Block, Hit, Mark, Probe
from zflint.values import dataclass


@dataclass(frozen=True)
class Direction(BlockKind):
    """Words of increase or decrease that the two numbers beside them contradict: 由150起下降到200起.

    pattern: regexes with the groups before and after (numbers) and up or down (the word).
    """

    pattern: tuple[str, ...]

    def probes(self) -> Sequence[Probe]:
        return [Probe(one) for one in self.pattern]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        for hit in hits:
            told = hit.match.groupdict()
            before, after = exact(told["before"]), exact(told["after"])
            word = told.get("up") or told["down"]
            if (after < before) if told.get("up") else (after > before):
                yield Mark(hit.start, hit.end, block.text[hit.start:hit.end], says=(("word", word),))
