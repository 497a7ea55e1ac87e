"""What is said of a word that cannot belong to the document's own unit: claim, fix, and the places beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

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


def stray_word(stray: Mark, mine: str, words: Words, given: bool, own: str) -> Mark:
    same = [word for word in words if word.case in OWN and level(word) == mine]
    spoken = [word.key for word in same if word.case != "party"] or [word.key for word in same]
    named = "".join(f"“{word}”" for word, _ in Counter(spoken).most_common(2))
    doubtful = level(stray) == "区" and any(word.case == "autonomous-place" for word in words)
    upper = [word for word in words if word.case == "province" or (word.case in OWN and level(word) == "省")]
    case = "province" if doubtful else "represents" if stray.case == "represents" else "given" if given else ""
    whole = stray.case in ("scope", "self") or len(mine) == 1
    return Mark(
        stray.start, stray.end, stray.key, at=stray.at, case=case,
        fix=stray.key.replace(level(stray), mine) if whole and not doubtful else None,
        says=(("claim", f"本文是{own}级文稿" if own == mine else f"本文的上级是{mine}"),
              ("claim-en", f"this document is of a {UNITS[own]}" if own == mine else f"above it is a {UNITS[mine]}"),
              ("words", named), ("count", str(len(same))), ("upper", upper[0].key if upper else "")),
        related=_nearest(stray, upper if doubtful else same),
    )


def outside_region(stray: Mark, words: Words) -> Mark:
    regions = [word for word in words if word.case == "autonomous"]
    return Mark(stray.start, stray.end, stray.key, at=stray.at, case="region",
                says=(("upper", regions[0].key), ("count", str(len(regions)))), related=_nearest(stray, regions))


def _nearest(stray: Mark, words: Words) -> tuple[Related, ...]:
    """The places nearest to the stray word, each once, in their order."""
    places = {word.start: Related(word.start, word.end, word.key) for word in words if word.start != stray.start}
    return tuple(sorted(sorted(places.values(), key=lambda one: (abs(one.start - stray.start), one.start))[:SHOWN]))
