from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from zflint.facts.times import month_end
from zflint.kinds.block import BlockKind
from zflint.model import Block, Hit, Mark, Probe
from zflint.regexes import compiled, lazy
from zflint.typed import Any
from zflint.values import NamedTuple, dataclass

PROVINCE = lazy("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
"""The first two digits of identity numbers: GB/T 2260."""
ALONE, ENDS = r"(?<![0-9A-Za-z._/=-])", r"(?![0-9A-Za-z_]|[.-][0-9])"
NEAR = 40


def identity(digits: str) -> bool:
    """Is it a citizen's number by GB 11643: a province, a birthday, the check character of ISO 7064 MOD 11-2?"""
    total = sum(int(c) * (2 ** (17 - i) % 11) for i, c in enumerate(digits[:17]))
    if not PROVINCE.match(digits) or "10X98765432"[total % 11] != digits[17].upper():
        return False
    month = int(digits[10:12])
    return 1 <= month <= 12 and 1 <= int(digits[12:14]) <= int(month_end(f"{digits[6:10]}-{digits[10:12]}")[8:])


def mobile(digits: str) -> bool:
    """Is it a number somebody may have, not a round sum or a sample such as 13812345678?"""
    return digits[3:] not in ("12345678", "00138000") and len(set(digits[3:])) > 2 and not digits.endswith("00000")


def card(digits: str) -> bool:
    """Is it the number of a bank card: issued in China (62) or by an international scheme, with a Luhn check digit?"""
    doubled = (int(c) * (1 + i % 2) for i, c in enumerate(reversed(digits)))
    return digits[0] in "3456" and len(set(digits)) > 3 and sum(n // 10 + n % 10 for n in doubled) % 10 == 0


class Form(NamedTuple):
    """What a number looks like, whether it is one, and how many digits at its ends a message may show."""

    pattern: str
    valid: Callable[[str], bool]
    shown: tuple[int, int]


FORMS = {
    "identity": Form(rf"{ALONE}[1-8][0-9]{{5}}(?:19|20)[0-9]{{9}}[0-9Xx]{ENDS}", identity, (3, 2)),
    "mobile": Form(rf"{ALONE}1[3-9][0-9](?P<sep>[ -]?)[0-9]{{4}}(?P=sep)[0-9]{{4}}{ENDS}", mobile, (3, 4)),
    "card": Form(rf"{ALONE}[3-6][0-9]{{3}}(?:[ -]?[0-9]{{4}}){{3}}(?:[ -]?[0-9]{{1,3}})?{ENDS}", card, (0, 4)),
}


@dataclass(frozen=True)
class Identity(BlockKind):
    """Numbers that belong to a person. The message shows them masked; they stand in no fix.

    form: identity, mobile or card. beside: words one of which stands before the number, within 40 characters, or else
    it is none (none given: no need). unless: a regex that, found there, says that the number is meant to be read.
    """

    form: str
    beside: tuple[str, ...] = ()
    unless: str = ""

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise ValueError(f"form 应为 {'、'.join(FORMS)} 之一")

    @cached_property
    def _number(self) -> Any:
        return compiled(FORMS[self.form].pattern)

    @cached_property
    def _unless(self) -> Any:
        return compiled(self.unless or "(?!)")

    def probes(self) -> Sequence[Probe]:
        words = [Probe(word, literal=True) for word in self.beside]
        return words or [Probe(FORMS[self.form].pattern)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        text, form = block.text, FORMS[self.form]
        for m in self._number.finditer(text):
            before = text[max(0, m.start() - NEAR):m.start()]
            if self.beside and not any(word in before for word in self.beside):
                continue
            if form.valid(re.sub("[ -]", "", m[0])) and not self._unless.search(before):
                yield Mark(m.start(), m.end(), _masked(m[0], *form.shown))


def _masked(number: str, first: int, last: int) -> str:
    return number[:first] + "*" * (len(number) - first - last) + number[-last:]
