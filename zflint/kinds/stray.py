"""What is said of a word that cannot belong to the document's own unit: claim, fix, and the places beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from zflint.facts.unit import level
from zflint.facts.unit_words import OWN
from zflint.model import Mark, Related

Words = Sequence[Mark]

UNITS = {
    "省": "province", "自治区": "autonomous region", "市": "city", "州": "prefecture", "盟": "league", "县": "county",
    "区": "district", "旗": "banner", "镇": "town", "乡": "township", "街道": "subdistrict",
}
SHOWN = 3
"""How many other places a finding points to."""


class Nearest:
    """Words of a document, to be found by their distance."""

    def __init__(self, words: Words) -> None:
        self._places = {word.start: word for word in sorted(words, key=lambda one: one.start)}
        self._starts = list(self._places)

    def __call__(self, stray: Mark) -> tuple[Related, ...]:
        """The places nearest to a stray word, each once, in their order."""
        at = bisect_left(self._starts, stray.start)
        around = [start for start in self._starts[max(0, at - SHOWN):at + SHOWN + 1] if start != stray.start]
        nearest = sorted(sorted(around, key=lambda start: (abs(start - stray.start), start))[:SHOWN])
        return tuple(Related(start, self._places[start].end, self._places[start].key) for start in nearest)


class Claim:
    """That a document, or the unit above it, is of a level: what speaks for it, and what is said of other words."""

    def __init__(self, mine: str, words: Words, given: bool, own: str) -> None:
        self._mine, self._given, self._own = mine, given, own
        same = [word for word in words if word.case in OWN and level(word) == mine]
        spoken = [word.key for word in same if word.case != "party"] or [word.key for word in same]
        self._named = "".join(f"“{word}”" for word, _ in Counter(spoken).most_common(2))
        upper = [word for word in words if word.case == "province" or (word.case in OWN and level(word) == "省")]
        self._upper = upper[0].key if upper else ""
        self._count = str(len(same))
        self._autonomous = any(word.case == "autonomous-place" for word in words)
        self._same, self._above = Nearest(same), Nearest(upper)

    def against(self, stray: Mark) -> Mark:
        mine, own = self._mine, self._own
        doubtful = level(stray) == "区" and self._autonomous
        case = "represents" if stray.case == "represents" else "given" if self._given else ""
        whole = stray.case in ("scope", "self") or len(mine) == 1
        return Mark(
            stray.start, stray.end, stray.key, at=stray.at, case="province" if doubtful else case,
            fix=stray.key.replace(level(stray), mine) if whole and not doubtful else None,
            says=(("claim", f"本文是{own}级文稿" if own == mine else f"本文的上级是{mine}"),
                  ("claim-en", f"{'this document is of' if own == mine else 'above it is'} a {UNITS[mine]}"),
                  ("words", self._named), ("count", self._count), ("upper", self._upper)),
            related=(self._above if doubtful else self._same)(stray),
        )


def outside_region(strays: Words, words: Words) -> Iterator[Mark]:
    regions = [word for word in words if word.case == "autonomous"]
    nearest = Nearest(regions)
    for stray in strays:
        yield Mark(stray.start, stray.end, stray.key, at=stray.at, case="region",
                   says=(("upper", regions[0].key), ("count", str(len(regions)))), related=nearest(stray))
