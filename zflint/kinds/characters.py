from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.kinds.block import BlockKind
from zflint.kinds.deletion import COMMENT
from zflint.kinds.pattern import culprit
from zflint.model import MASK, Block, Context, Edit, Hit, Mark, Probe, Related
from zflint.regexes import lazy
from zflint.typed import Any, ClassVar
from zflint.values import dataclass, field

SHOWN = 10
"""How many other places the one finding about many lists."""

NEAR = 60
"""How far `parting` looks back."""


@dataclass(frozen=True)
class Characters(BlockKind):
    """Characters that do not belong in a text, named by their code point ({code} and {name} in messages).

    chars: the characters, all in one string. names: more of them, with what to call them. swap or the rows of a .tsv
    (wrong, right): more of them, with what to write instead. replace: what to write instead of any other. parting: a
    regex over the text before; where it matches, the character parts two things, and an ordinary space is written
    instead (case parting). pattern:
    regexes, for what is more than one character. where: a regex that must match from the character on; lookarounds
    say what stands beside it, and the match is what the finding covers. most: more than so many in a document are
    one finding (case many, with {count}).
    """

    chars: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    swap: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, str], ...] = ()
    pattern: tuple[str, ...] = ()
    where: str = ""
    replace: str | None = None
    parting: str = ""
    most: int = 5

    @cached_property
    def _right(self) -> dict[str, str]:
        return {**{row["wrong"]: row["right"] for row in self.rows}, **self.swap}

    @cached_property
    def _singles(self) -> list[str]:
        return list(dict.fromkeys([*self.chars, *self.names, *self._right]))

    @cached_property
    def _where(self) -> Any:
        return lazy(self.where) if self.where else None

    @cached_property
    def _parting(self) -> Any:
        return lazy(f"(?:{self.parting})$") if self.parting else None

    def probes(self) -> Sequence[Probe]:
        return [*(Probe(one) for one in self.pattern), *(Probe(one, literal=True) for one in self._singles)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        if not block.text.strip("".join(self.names) + " \t\u3000\u00a0"):
            return
        last = 0
        for hit in hits:
            start, end = culprit(hit) if hit.match else (hit.start, hit.end)
            if self._where:
                found = self._where.match(block.text, start)
                start, end = found.span() if found else (0, 0)
            if start < end and start >= last:
                last = end
                mark = self._mark(block.text[start:end], start, end)
                parts = self._parting and self._parting.search(block.text, max(0, start - NEAR), start)
                yield mark._replace(fix=" ", case="parting") if parts else mark

    def _mark(self, seen: str, start: int, end: int) -> Mark:
        says = (("code", f"U+{ord(seen[0]):04X}"), ("name", self.names.get(seen[0]) or _name(seen[0])))
        return Mark(start, end, seen, self._right.get(seen, self.replace), says=says)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        """Readers put MASK where markup was, so that character counts in plain text only, and not as many of them as a
        suppression comment has characters."""
        most = COMMENT if context.format == "plain" else 1
        marks = [mark for mark in marks if mark.key[:1] != MASK or len(mark.key) < most]
        if len(marks) <= self.most:
            return marks
        edits = tuple(Edit(mark.start, mark.end, mark.fix) for mark in marks if mark.fix is not None)
        related = tuple(Related(mark.start, mark.end, mark.key) for mark in marks[1:SHOWN + 1])
        says = (*marks[0].says, ("count", str(len(marks))))
        return [marks[0]._replace(case="many", says=says, edits=edits, related=related)]


@dataclass(frozen=True)
class Unprintable(Characters):
    """Characters of whole ranges, all of them unprintable (private use, not assigned, control, format).

    ranges: each the first and the last character of one, such as "\\uE000-\\uF8FE". The other keys are those of
    `characters`. A block in which everything can be printed costs next to nothing. Spaces are not what it looks for.
    """

    ranges: tuple[str, ...] = ()
    always: ClassVar[bool] = True

    def __post_init__(self) -> None:
        for one in self.ranges:
            if len(one) != 3 or one[1] != "-" or one[0] > one[2]:
                raise ValueError(f"ranges 里的 {one!r} 应写成“首字符-末字符”")

    @cached_property
    def _class(self) -> re.Pattern[str]:
        return lazy("[" + "".join(self.ranges) + "]+")

    def probes(self) -> Sequence[Probe]:
        return ()

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        if block.text.isprintable() or block.text.replace("\u3000", "").isprintable():
            return ()
        return super().scan(block, [Hit(m.start(), m.end(), 0, None) for m in self._class.finditer(block.text)])


def _name(char: str) -> str:
    import unicodedata

    category = unicodedata.category(char)
    if category == "Cc":
        return "控制字符"
    return "私用区字符" if category == "Co" else unicodedata.name(char, "未定义字符")
