from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.values import dataclass


@dataclass(frozen=True)
class EmptyLabels(BlockKind):
    """Lines that hold nothing but a label (组长：), directly before the next such line: what it asks for is missing.

    labels: the words before the colon.
    """

    labels: tuple[str, ...]

    def probes(self) -> Sequence[Probe]:
        return [Probe(label + colon, literal=True) for label in self.labels for colon in "：:"]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        label = block.text.strip(" \t\u3000\u00a0：:")
        if label in self.labels and lazy(r"\s*[^：:]+[：:]\s*").fullmatch(block.text):
            start = block.text.index(label)
            yield Mark(start, start + len(label) + 1, label + "：")

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        for one, other in pairwise(sorted(marks, key=lambda mark: mark.at)):
            if other.at == one.at + 1:
                yield one
