from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.typed import Any, ClassVar
from zflint.values import dataclass


@dataclass(frozen=True)
class Bygone(BlockKind):
    """Names that were right until a year: an error only in a document that speaks of today.

    names: old form → today's. until: the last year of the old forms. today: words that only a text of later years has;
    a document dated later counts as well, one dated earlier never. past: a regex; a paragraph it matches tells of the
    past. after, before: characters that stand before and after the old form where it is something else.
    """

    needs: ClassVar[tuple[str, ...]] = ("date",)

    names: Mapping[str, str]
    until: int
    today: tuple[str, ...]
    past: str
    after: str = ""
    before: str = ""

    @cached_property
    def _past(self) -> Any:
        return lazy(self.past)

    def probes(self) -> Sequence[Probe]:
        return [Probe(word, literal=True) for word in (*self.names, *self.today)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        names = list(self.names.items())
        old = [hit for hit in hits if hit.probe < len(names)]
        if len(old) < len(hits):
            yield Mark(0, 0, "", None, "today")
        if not old or self._past.search(block.text):
            return
        for hit in old:
            beside = block.text[max(hit.start - 1, 0):hit.start], block.text[hit.end:hit.end + 1]
            if beside[0] not in tuple(self.after) and beside[1] not in tuple(self.before):
                yield Mark(hit.start, hit.end, names[hit.probe][0], names[hit.probe][1])

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        date = context.date
        if date is not None and int(date.last[:4]) <= self.until:
            return
        later = date is not None and int(date.first[:4]) > self.until
        if later or any(mark.case == "today" for mark in marks):
            yield from (mark for mark in marks if mark.case != "today")
