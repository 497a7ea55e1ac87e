from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zflint.kinds.block import BlockKind
from zflint.model import Block, Document, Hit, Mark


@dataclass(frozen=True)
class UnitFact(BlockKind):
    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        return ()


def own_unit(marks: Sequence[Mark], document: Document) -> str:
    return ""
