from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import contains

from zflint.kinds.block import BlockKind
from zflint.model import Block, Hit, Mark, Probe, Related
from zflint.regexes import compiled, lazy
from zflint.typed import Any, ClassVar
from zflint.values import dataclass

HAN = "[\u4e00-\u9fff]"
MEMBER = lazy(f"(?:(?![和与及或的等]){HAN})+")


@dataclass(frozen=True)
class DoubledWords(BlockKind):
    """Words written twice in a row, or more often. doubles: those that never stand beside themselves (进一步进一步)."""

    doubles: tuple[str, ...]

    def probes(self) -> Sequence[Probe]:
        return [Probe(word * 2, literal=True) for word in self.doubles]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        last = 0
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            if hit.start < last:
                continue
            word, last = self.doubles[hit.probe], hit.end
            while block.text.startswith(word, last):
                last += len(word)
            yield Mark(hit.start, last, block.text[hit.start:last], word)


@dataclass(frozen=True)
class DoubledClauses(BlockKind):
    """Clauses between commas that are written twice in a row.

    least: of how many Chinese characters, and nothing else, they consist at least. only: a regex that must find
    something in them: stories and poems say things twice on purpose. unless: a regex; what it finds may be said twice.
    """

    always: ClassVar[bool] = True

    least: int
    only: str
    unless: str

    @cached_property
    def _twice(self) -> Any:
        return compiled(rf"(?<![^，。；：！？ 　])({HAN}{{{self.least},}})(?P<at>，\1)(?=[，。；：、]|$)")

    @cached_property
    def _only(self) -> Any:
        return compiled(self.only)

    @cached_property
    def _unless(self) -> Any:
        return compiled(self.unless)

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        parts = block.text.split("，")
        following = iter(parts)
        next(following)
        # The next clause begins with this one; whether it holds it is asked faster.
        return self._marks(block.text) if any(map(contains, following, parts)) else ()

    def _marks(self, text: str) -> Iterator[Mark]:
        for m in self._twice.finditer(text):
            if self._only.search(m[1]) and not self._unless.search(m[1]):
                before = Related(m.start(1), m.end(1), m[1])
                yield Mark(m.start("at"), m.end("at"), m[1], "", related=(before,))


@dataclass(frozen=True)
class DoubledMembers(BlockKind):
    """One member that a list has twice: 公安局、检察院、公安局. least: of how many Chinese characters it consists.

    What joins or closes lists (和, 及, 的 …) begins another one. Where several members come back, a way is described
    or two lists stand side by side.
    """

    always: ClassVar[bool] = True

    least: int

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        if block.text.count("、") < 3:
            return ()
        parts = block.text.split("、")
        if len(set(parts)) == len(parts):
            return ()
        found = list(self._twice(parts))
        return found if len(found) == 1 else ()

    def _twice(self, parts: Sequence[str]) -> Iterator[Mark]:
        """Only what stands between two marks is known to be a whole member."""
        seen: dict[str, int] = {}
        at = len(parts[0]) + 1
        for part in parts[1:-1]:
            if not MEMBER.fullmatch(part):
                seen = {}
            elif part in seen and len(part) >= self.least:
                before = Related(seen[part], seen[part] + len(part), part)
                yield Mark(at - 1, at + len(part), part, "", related=(before,))
            else:
                seen[part] = at
            at += len(part) + 1


JOINED = lazy(
    rf"、(?!第)(?P<one>{HAN}{{2,8}})(?P<at>(?:(?P<mark>、)|和|及)(?P=one))(?=[，。；）]|(?(mark)、|(?!))|等[，。；]|(?P<of>的))")
ORGAN = lazy("^[全各本县市省][县市省区乡镇国地级部]|[局委院厅办部省市县区乡镇]$")
"""Members that own what follows 的 together; of others, 的 may belong to the last one alone: 收入、支出和支出的结构."""

JOINS = lazy("[和与及]")
BEFORE = lazy(rf"{HAN}+$")
"""The member before: 上级和下级、部门和部门 are pairs."""


@dataclass(frozen=True)
class AdjacentMembers(BlockKind):
    """Members of a list that stand beside themselves: 全国、全市和全市, 公安局、公安局."""

    always: ClassVar[bool] = True

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        text = block.text
        for m in JOINED.finditer(text) if "、" in text else ():
            before = BEFORE.search(text, max(0, m.start() - 12), m.start())
            pairs = before and JOINS.search(before[0])
            if not pairs and (not m["of"] or ORGAN.search(m["one"])):
                yield Mark(m.start("at"), m.end("at"), m["one"], "", related=(Related(*m.span("one"), m["one"]),))
