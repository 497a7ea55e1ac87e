from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.kinds.block import BlockKind
from zflint.kinds.pattern import culprit
from zflint.model import Block, Hit, Mark, Probe
from zflint.values import dataclass, field


@dataclass(frozen=True)
class Words(BlockKind):
    """A list of words, each a finding. `not_in`: longer words in which they are legitimate (安全区域 for 全区)."""

    words: tuple[str, ...]
    not_in: tuple[str, ...] = ()

    def probes(self) -> Sequence[Probe]:
        return [Probe(word, literal=True) for word in (*self.words, *self.not_in)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        safe = [(h.start, h.end) for h in hits if h.probe >= len(self.words)]
        for hit in hits:
            if hit.probe < len(self.words) and not any(s <= hit.start and hit.end <= e for s, e in safe):
                yield Mark(hit.start, hit.end, self.words[hit.probe])


@dataclass(frozen=True)
class Swap(BlockKind):
    """Wrong forms and their right ones, inline or as rows of a .tsv with the columns wrong, right and guard.

    guard: a regex (with a group `at` for the culprit, if it is longer) that stands instead of the literal wrong form.
    Rows may also have the columns before and after: characters of which one must stand right there; and since: the
    year from which on the form is wrong.
    not_in: longer words in which a wrong form is legitimate.
    """

    swap: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, str], ...] = ()
    not_in: tuple[str, ...] = ()

    @cached_property
    def _rows(self) -> Sequence[Mapping[str, str]]:
        return (*({"wrong": wrong, "right": right} for wrong, right in self.swap.items()), *self.rows)

    def probes(self) -> Sequence[Probe]:
        wrong = [Probe(row["guard"]) if row.get("guard") else Probe(row["wrong"], literal=True) for row in self._rows]
        return [*wrong, *(Probe(word, literal=True) for word in self.not_in)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        size = len(self._rows)
        safe = [(h.start, h.end) for h in hits if h.probe >= size]
        for hit in hits:
            if hit.probe >= size or any(s <= hit.start and hit.end <= e for s, e in safe):
                continue
            row = self._rows[hit.probe]
            if _stands_beside(block.text, hit, row.get("before", ""), row.get("after", "")):
                start, end = culprit(hit) if hit.match else (hit.start, hit.end)
                says = (("since", row["since"]),) if row.get("since") else ()
                yield Mark(start, end, block.text[start:end], row["right"], says=says)


def _stands_beside(text: str, hit: Hit, before: str, after: str) -> bool:
    head, tail = text[max(0, hit.start - 1):hit.start], text[hit.end:hit.end + 1]
    return (not before or (bool(head) and head in before)) and (not after or (bool(tail) and tail in after))
