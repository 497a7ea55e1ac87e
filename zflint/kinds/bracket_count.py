from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zflint.facts.outline import number
from zflint.kinds.block import BlockKind
from zflint.model import Block, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.values import dataclass

NOUN = "(?:机制|制度|措施|任务|行动|工程|举措|指标|方案|意见|办法|平台|体系|重点|清单)"
ALONE = "(?<![〇零一二两三四五六七八九十百千万亿几数多0-9.第])"
FIRST = (
    rf"{ALONE}(?P<first>[两二三四五六七八九十])[个项大条类]",
    rf"{ALONE}(?P<first>[2-9])(?:大|[项个](?=[\u4e00-\u9fff]{{0,6}}{NOUN}))")
WORDS = "[“”\u4e00-\u9fff]"
SECOND = rf"(?:(?P<second>[一两二三四五六七八九十2-9])[个项大条类]{WORDS}{{0,8}})?"
BRACKETS = r"[（(](?P<list>[^（）()]{5,120})[）)]"
NAMED = (
    rf"(?:{NOUN}”?|[一二三四五六七八九十]”)(?:，即(?:是|为|指)?|——|：)"
    r"(?P<named>[^，。；：（）()]{8,120})(?=[。；])")
NAME_ENDS = lazy(f"{NOUN}$")
VAGUE = lazy("等|如[：:]|包括|其中|含|即|和|及|与|或|除|另|[0-9。；:：]|见|详")
"""What makes a list in brackets one that need not be complete, or that cannot be counted by its marks."""
TITLES = lazy(r"(?:[《“][^《》“”]{2,40}[》”]、?)+")
LONGEST = 16
SAID = 10


@dataclass(frozen=True)
class BracketCount(BlockKind):
    """A number before a list, in brackets (五大行动（甲、乙、丙、丁、戊）) or after 即, a dash or a colon.

    Two numbers before brackets are added (两个方案一个意见).
    """

    def probes(self) -> Sequence[Probe]:
        return [Probe(rf"{first}{WORDS}{{0,10}}?(?:{SECOND}{BRACKETS}|{NAMED})") for first in FIRST]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for hit in hits:
            m = hit.match
            name = "list" if m["list"] else "named"
            listed = items(m[name])
            if listed < 2 or (name == "named" and not alike(m[name])):
                continue
            said = _value(m["first"]) + (_value(m["second"]) if m["second"] else 0)
            if said != listed:
                before = block.text[hit.start:m.start(name)].rstrip("（(，即：—是为指")
                yield Mark(hit.start, m.end("second" if m["second"] else "first"), before,
                           says=(("said", before[:SAID]), ("count", str(listed))))


def _value(digit: str) -> int:
    return number(digit.replace("两", "二"))


def items(text: str) -> int:
    """How many things a list names; 0 when that cannot be said."""
    if TITLES.fullmatch(text):
        return len(re.findall("[《“]", text))
    if VAGUE.search(text) or "、" not in text or re.search("[，,《》“”]", text):
        return 0
    parts = text.split("、")
    return len(parts) if len(parts) > 2 and all(2 < len(one) <= LONGEST for one in parts) else 0


def alike(text: str) -> bool:
    """Are the members of a list of about one length, so that none of its marks stands inside a member?

    The last may end in a word that belongs to all: 会商研判、信息通报、联合执法机制.
    """
    sizes = [len(one) for one in NAME_ENDS.sub("", text).split("、")]
    return max(sizes) - min(sizes) <= 1
