from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zflint.kinds.block import BlockKind
from zflint.model import Block, Hit, Mark, Probe


@dataclass(frozen=True)
class Pattern(BlockKind):
    """One regex or several (Python `re` syntax). A group named `at` marks the culprit inside the match.

    unless: a regex; a match whose sentence it matches is dropped. replace: the fix, with \\1 or \\g<name> for groups.
    """

    pattern: tuple[str, ...]
    unless: str = ""
    replace: str | None = None

    def probes(self) -> Sequence[Probe]:
        return [Probe(one) for one in self.pattern]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for hit in hits:
            start, end = hit.match.span("at") if "at" in hit.match.re.groupindex else (hit.start, hit.end)
            if start < 0:
                start, end = hit.start, hit.end
            if self._unless and self._unless.search(sentence(block.text, start, end)):
                continue
            fix = hit.match.expand(self.replace) if self.replace is not None else None
            yield Mark(start, end, block.text[start:end], fix)

    @cached_property
    def _unless(self) -> Any:
        return re.compile(self.unless) if self.unless else None


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a range: from the last 。！？； or line end before it to the next one after it."""
    head = max(text.rfind(mark, 0, start) for mark in "。！？；\n") + 1
    tails = [i for i in (text.find(mark, end) for mark in "。！？；\n") if i >= 0]
    return text[head:min(tails, default=len(text))]
