from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe, Related
from zflint.regexes import lazy
from zflint.values import dataclass

OFFICE = lazy(
    "[级城域长委镇乡市区直处里内上局一二三四五六七八九十]|人[民大武社]|政[府协]|纪[委检]|监[委察]|公安|法院|检察|司法|财政|教育|道路|国道"
)
"""What a 县 that ends the word 中 and begins 县级, 县委, 县公安局 … goes on with."""


@dataclass(frozen=True)
class ShortCounty(BlockKind):
    """A county of one character that does not exist, such as 中县, left by replacing 旗 with 县 in 中旗.

    divisions: rows of the gazetteer, for the counties of one character. names: short names with a wrong level word,
    中县 for 中旗. before: words that a county's name follows (平安中县). after: words that follow one (中县品牌); they
    need a second mark in the document.
    """

    divisions: tuple[Mapping[str, str], ...]
    names: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @cached_property
    def _real(self) -> frozenset[str]:
        units = " ".join(f"{row['counties']} {row['former']}" for row in self.divisions)
        return frozenset(re.findall(r"(?<!\S)\D[县](?=\d|\s|$)", units))

    def probes(self) -> Sequence[Probe]:
        names = "|".join(name for name in self.names if name not in self._real)
        return [
            Probe(f"(?:{'|'.join(self.before)})(?P<at>{names})"),
            Probe(f"(?P<at>{names})(?:{'|'.join(self.after)})"),
        ]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        seen = set()
        for hit in hits:
            start, end = hit.match.span("at")
            sure = hit.probe == 0 and not OFFICE.match(block.text, end)
            if (sure or hit.probe == 1) and start not in seen:
                seen.add(start)
                key = block.text[start:end]
                yield Mark(start, end, key, None, "" if sure else "weak", (("was", key.replace("县", "旗")),))

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        places: dict[str, list[Mark]] = {}
        for mark in marks:
            places.setdefault(mark.key, []).append(mark)
        for same in places.values():
            if len(same) > 1 or not same[0].case:
                first = same[0]
                yield first
                yield from (one._replace(related=(Related(first.start, first.end, first.key),)) for one in same[1:])
