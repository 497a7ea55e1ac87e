from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zflint.kinds.block import BlockKind
from zflint.model import Block, DateRange, Document, Hit, Mark, Options


@dataclass(frozen=True)
class DateFact(BlockKind):
    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        return ()


def document_date(marks: Sequence[Mark], document: Document, options: Options) -> DateRange | None:
    return None
