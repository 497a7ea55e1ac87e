"""What most kinds share: they scan only blocks in which a probe was hit, and every mark is a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zflint.model import Context, Mark, Probe
from zflint.typed import ClassVar


class BlockKind:
    """A paragraph rule is a document rule whose judge accepts every mark."""

    always: ClassVar[bool] = False
    needs: ClassVar[tuple[str, ...]] = ()

    def probes(self) -> Sequence[Probe]:
        return ()

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        return marks
