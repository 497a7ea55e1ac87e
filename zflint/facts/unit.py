"""The document's own unit: the level that a speech or report speaks for (全县, 我县, 我代表县委)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from zflint.facts.unit_words import NAMED, OWN, TIERS, marks, probes
from zflint.kinds.block import BlockKind
from zflint.model import Block, Document, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.values import dataclass

WEIGHTS = {"scope": 2, "self": 5, "this": 2, "party": 1, "represents": 8}
NOT_SPOKEN = frozenset(("titled", "quoted", "other"))
"""Remarks on words that do not count."""
TITLE = 8
"""What a word in one of the first blocks weighs more."""
TITLES = 3
LEAST = 6
"""The score below which a document has no own unit."""
NAMES = lazy(
    r"[X×\u4e00-\u9fff](自治区|街道|社区|[省市州盟县区旗镇乡])(?:委|党委|党工委|人民政府|政府|20\d\d年|[X×]{2,4}年|关于)")
"""A title that names its unit: XX县2023年…, XX区人民政府工作报告."""
UNNAMED = lazy("[全我本各]$")


@dataclass(frozen=True)
class UnitFact(BlockKind):
    """Marks every own-level word. key: the word; case: its use; says: level and remarks on its surroundings."""

    def probes(self) -> Sequence[Probe]:
        return probes()

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        return marks(block, hits)


def level(mark: Mark) -> str:
    return mark.says[0][1]


def remarks(mark: Mark) -> str:
    return mark.says[1][1]


def level_of(unit: str) -> str:
    """The level word that a unit's name ends in: “县” or “平安县” → 县, “XX自治县” → 县; empty when there is none."""
    if unit.endswith("地区"):
        return "区"
    return next((one for one in sorted(TIERS, key=len, reverse=True) if unit.endswith(one)), "")


def own_unit(words: Sequence[Mark], document: Document) -> str:
    """The level word of the unit the document speaks for, or empty. `words`: the marks of UnitFact."""
    scores, speaks = _scores(words, document)
    best = max(scores.values(), default=0)
    if best < LEAST:
        return ""
    named = _titled(words, document)
    own = [one for one in scores if speaks[one] >= 2 and scores[one] >= max(LEAST, best * _share(one, named))]
    if not own:
        return ""
    lowest = max(own, key=lambda one: (TIERS[one], scores[one]))
    return "自治区" if lowest == "区" and _is_region(words) else lowest


def _titled(words: Sequence[Mark], document: Document) -> set[str]:
    """The levels that the title speaks of: 在全市…会议上的讲话."""
    return {level(word) for word in words if word.case in ("scope", NAMED) and _in_title(word, document)}


def _in_title(word: Mark, document: Document) -> bool:
    return word.at < TITLES and word.case != "party" and len(document.blocks[word.at].text) < 60


def _share(one: str, titled: set[str]) -> float:
    """How much of the best score makes a level the own one: more when the title speaks of higher ones only."""
    return 0.8 if titled and TIERS[one] > max(TIERS[other] for other in titled) else 0.35


def _scores(words: Sequence[Mark], document: Document) -> tuple[Counter[str], Counter[str]]:
    """Score of each level, and how often the document speaks as or for it."""
    scores: Counter[str] = Counter()
    speaks: Counter[str] = Counter()
    for word in words:
        if word.case not in WEIGHTS or not NOT_SPOKEN.isdisjoint(remarks(word).split()):
            continue
        title = _in_title(word, document)
        scores[level(word)] += WEIGHTS[word.case] + (TITLE if title else 0)
        speaks[level(word)] += 0 if word.case in ("party", "this") else 2 if title or word.case == "represents" else 1
    for block in document.blocks[:TITLES]:
        for m in NAMES.finditer(block.text) if len(block.text) < 60 else ():
            if not UNNAMED.search(block.text, 0, m.start() + 1) and m[1] in scores:
                scores[m[1]] += TITLE
    return scores, speaks


def _is_region(words: Sequence[Mark]) -> bool:
    """Is the 区 of a document that says 全区 an autonomous region (or a 地区), not a district of a city?"""
    uses = Counter((word.case, level(word)) for word in words)
    above = sum(uses[use, "市"] for use in OWN)
    own = sum(uses[use, "区"] for use in ("scope", "self"))
    bodies = uses["party", "区"] + uses["represents", "区"]
    return uses["autonomous", "自治区"] >= 2 and bodies == 0 and above * 4 <= own
