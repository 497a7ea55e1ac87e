from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from zflint.kinds.block import BlockKind
from zflint.model import Block, Hit, Mark, Probe, Related
from zflint.regexes import lazy
from zflint.values import dataclass

DIGITS = {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}
WHOLE = "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]"
DIGIT = "[零壹贰叁肆伍陆柒捌玖]"
BEGINS = rf"(?<![〇一二三四五六七八九十百千两])(?<!{WHOLE})(?![万亿])(?!(?<=[0-9])[拾佰仟])"
"""A sum in capitals is not the rest of one in other numerals: 五万元, 5仟元."""
WORDS = rf"(?P<words>{BEGINS}(?P<whole>{WHOLE}+)[元圆](?:零?(?P<jiao>{DIGIT})角)?(?:零?(?P<fen>{DIGIT})分)?)[整正]?"
FIGURES = r"(?P<figures>[0-9][0-9,，]*(?:\.[0-9]+)?)[ 　]?(?P<unit>[万亿]?)元?"
BOTH = (
    lazy(rf"{WORDS}[（(](?:小写)?[：:]?(?:人民币)?[￥¥]?[ 　]?{FIGURES}[）)]"),
    lazy(rf"{FIGURES}[（(](?:人民币)?(?:大写)?[：:]?(?:人民币)?{WORDS}[）)]"),
)


@dataclass(frozen=True)
class Amount(BlockKind):
    """Sums of money in capital numerals that differ from the figures beside them: 壹拾万元整（￥120000元）."""

    def probes(self) -> Sequence[Probe]:
        return [Probe(f"{yuan}{whole}", literal=True) for yuan in "元圆" for whole in ("整", "正", "（￥", "（¥")]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for one in BOTH:
            for m in one.finditer(block.text):
                if _value(m) != _figures(m):
                    words = Related(m.start("words"), m.end("words"), m["words"])
                    yield Mark(
                        m.start("figures"), m.end("unit"), m["figures"] + m["unit"], related=(words,),
                        says=(("words", m["words"]), ("sum", f"{_value(m):f}")))


def _value(m: re.Match[str]) -> Decimal:
    """The sum that capital numerals say, in yuan."""
    cents = 10 * DIGITS[m["jiao"] or "零"] + DIGITS[m["fen"] or "零"]
    return _whole(m["whole"]) + Decimal(cents) / 100


def _whole(text: str) -> Decimal:
    for name, size in (("亿", 10 ** 8), ("万", 10 ** 4)):
        head, big, tail = text.rpartition(name)
        if big:
            return _whole(head) * size + _whole(tail)
    total, digit = 0, ""
    for char in text:
        if char in UNITS:
            total += DIGITS[digit or "壹"] * UNITS[char]  # 拾万 is ten times 万, 零拾 is nothing
            digit = ""
        else:
            digit = char
    return Decimal(total + DIGITS[digit or "零"])


def _figures(m: re.Match[str]) -> Decimal:
    return Decimal(re.sub("[,，]", "", m["figures"])) * {"": 1, "万": 10 ** 4, "亿": 10 ** 8}[m["unit"]]
