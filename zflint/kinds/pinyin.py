from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from zflint.kinds.block import BlockKind
from zflint.model import Block, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.values import dataclass

LETTERS = (
    "ai", "an", "ao", "ei", "en", "ia", "ie", "in", "iu", "ng", "ou", "ua",
    "ue", "ui", "un", "uo", "zh", "ch", "sh")
"""Nearly every word in pinyin has one of these pairs of letters."""
BETWEEN = lazy("(?<=[\u3400-\u9fff，。；、])[a-z][a-z']{2,}(?=[\u3400-\u9fff，。；、])")


@dataclass(frozen=True)
class Pinyin(BlockKind):
    """Lower-case letters between Chinese characters that spell two syllables of pinyin or more.

    finals: each initial, and the finals that it takes, parted by blanks. not_in: what is a word of another language, a
    name or a term though it looks like pinyin.
    """

    finals: Mapping[str, str]
    not_in: tuple[str, ...] = ()

    def probes(self) -> Sequence[Probe]:
        return [Probe(pair, literal=True) for pair in LETTERS]

    @cached_property
    def _syllables(self) -> frozenset[str]:
        return frozenset(initial + final for initial, finals in self.finals.items() for final in finals.split())

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        for found in BETWEEN.finditer(block.text):
            word = found[0]
            if word not in self.not_in and all(map(self._spelt, word.split("'"))) and (
                    "'" in word or word not in self._syllables):
                yield Mark(*found.span(), word)

    def _spelt(self, letters: str) -> bool:
        """Whether the letters are syllables, one after another."""
        ends = {0}
        for end in range(1, len(letters) + 1):
            if any(end - size in ends and letters[end - size:end] in self._syllables for size in range(1, 7)):
                ends.add(end)
        return len(letters) in ends
