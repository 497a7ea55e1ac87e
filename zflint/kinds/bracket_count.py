from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zflint.facts.outline import number
from zflint.kinds.block import BlockKind
from zflint.kinds.count import NUMERALS
from zflint.model import Block, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.values import dataclass

UNIT = "(?:个|项|大|条|类)"
FIRST = (rf"(?P<first>[两二三四五六七八九十]){UNIT}", "(?P<first>[2-9])大")
WORDS = "[“”\u4e00-\u9fff]"
SECOND = rf"(?:(?P<second>[一两二三四五六七八九十2-9]){UNIT}{WORDS}{{0,8}})?"
VAGUE = lazy("等|如[：:]|包括|其中|含|即|和|及|与|或|除|另|[0-9。；:：]|见|详")
"""What makes a list in brackets one that need not be complete, or that cannot be counted by its marks."""
TITLES = lazy(r"(?:[《“][^《》“”]{2,40}[》”]、?)+")
LONGEST = 16
SAID = 10


@dataclass(frozen=True)
class BracketCount(BlockKind):
    """A number before brackets (五大行动（甲、乙、丙、丁、戊）) against what they list. Two numbers are added."""

    def probes(self) -> Sequence[Probe]:
        lists = r"[（(](?P<list>[^（）()]{5,120})[）)]"
        return [Probe(rf"{first}{WORDS}{{0,10}}?{SECOND}{lists}") for first in FIRST]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for hit in hits:
            m, text = hit.match, block.text
            listed = items(m["list"])
            if listed < 2 or text[hit.start - 1:hit.start] in NUMERALS:
                continue
            said = number(m["first"].replace("两", "二"))
            end = m.end("first")
            if m["second"]:
                said, end = said + number(m["second"].replace("两", "二")), m.end("second")
            if said != listed:
                yield Mark(hit.start, end, text[hit.start:end],
                           says=(("said", text[hit.start:m.start("list") - 1][:SAID]), ("count", str(listed))))


def items(text: str) -> int:
    """How many things a list names; 0 when that cannot be said."""
    if TITLES.fullmatch(text):
        return len(re.findall("[《“]", text))
    if VAGUE.search(text) or "、" not in text or re.search("[，,《》“”]", text):
        return 0
    parts = text.split("、")
    return len(parts) if len(parts) > 2 and all(2 < len(one) <= LONGEST for one in parts) else 0
