from __future__ import annotations

from collections.abc import Iterable, Sequence

from zflint.kinds.block import BlockKind
from zflint.model import Block, Hit, Mark
from zflint.values import dataclass


@dataclass(frozen=True)
class Suppression(BlockKind):
    """Suppression comments that suppress nothing or name no rule. The engine finds them; this names the rule."""

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        return ()
