from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.gazetteer import Gazetteer
from zflint.kinds.block import BlockKind
from zflint.model import Block, Hit, Mark, Probe
from zflint.values import dataclass

LEVELS = "县区市"
PART = {"市": "场民容值域直政郊辖面属", "区": "域别分块间位划", "县": "级域城", "州": ""}
"""What makes the level character before it part of another word."""


@dataclass(frozen=True)
class UnitNames(BlockKind):
    """Names of autonomous units, banners and leagues whose level word was replaced: 达拉特县, 广西壮族自治县.

    divisions: rows of the gazetteer (province, prefecture, until, counties, former).
    """

    divisions: tuple[Mapping[str, str], ...]

    @cached_property
    def _wrong(self) -> dict[str, str]:
        """Wrong form → right one. What is itself a name, of today or of the past, is left out."""
        known = Gazetteer(self.divisions)
        names = {*known.homes, *known.provinces}
        right = [name for name in names if len(name) > 2 and ("自治" in name or name[-1] in "旗盟")]
        return {
            name[:-1] + level: name for name in sorted(right) for level in (LEVELS + "州" if "自治" in name else LEVELS)
            if name[:-1] + level not in names and (len(name) > 3 or level in "县区")
        }

    def probes(self) -> Sequence[Probe]:
        return [Probe(name, literal=True) for name in self._wrong]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        wrong = list(self._wrong.items())
        for hit in hits:
            name, right = wrong[hit.probe]
            after = block.text[hit.end:hit.end + 1]
            if not after or after not in PART[name[-1]]:
                yield Mark(hit.start, hit.end, name, right)
