from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from zflint.facts.unit import TITLES, level, level_of, remarks
from zflint.facts.unit_words import BUREAU, NAMED, OWN, TIERS
from zflint.kinds.block import BlockKind
from zflint.kinds.stray import Claim, outside_region
from zflint.model import Block, Context, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

Words = Sequence[Mark]

PEERS = {
    "县": "区旗", "区": "县旗", "旗": "县", "镇": ("乡", "街道"), "乡": ("镇", "街道"), "街道": "镇乡",
    "市": "州盟", "州": "盟", "盟": "州",
}
"""Level → the levels that a document of that level cannot be, though they are as high."""
UNDER = {"省": "市县旗", "市": "县区旗", "州": "县区旗", "盟": "县区旗", "县": "镇乡", "区": "镇乡", "旗": "镇乡"}
"""Level → lower levels that such a document may report on (全县), but never calls its own (我县)."""
REGIONS = lazy("内蒙古|广西|西藏|宁夏|新疆|自治区")
BODIES = ("委", "政府", "人大", "政协", "纪委", "直")
LEAST, LEAST_OVER = 4, 5
"""How often a document must name its own level before one stray word is a leftover; the second number is for one of
a level below."""
SHARE, ANCHORED_SHARE, TITLED_SHARE = 3, 2, 4 / 3
"""One stray word to so many own ones at most; the second holds where the document says 我县 and never 我区 or 区委, and
for the level above a town; the third where the title speaks of the own level."""
SECTION = 6
"""So many stray words in a row are a section on another place, not leftovers."""


@dataclass(frozen=True)
class OwnUnit(BlockKind):
    """Own-level words (全县 我区 县委 …) that contradict the document's own unit, inferred or configured.

    Higher and lower levels are legitimate, and so is 全区 where it means an autonomous region.
    """

    needs: ClassVar[tuple[str, ...]] = ("unit",)

    def probes(self) -> Sequence[Probe]:
        words = [f"{head}{one}" for one in (*"县区旗镇乡州盟", "街道") for head in "全我"]
        words += [f"{one}{body}" for one in "县区旗" for body in (*BODIES, "公安", "财政")]
        words += ["我省", "全省", "省委", "省政府"]
        return [Probe(word, literal=True) for word in (*words, "我市", "代表市委", "代表省委", "们县", "们区")]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        yield Mark(hits[0].start, hits[0].end, block.text[hits[0].start:hits[0].end])

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        own, words = level_of(context.own_unit), context.facts["unit"]
        tier = TIERS.get(own, 9)
        if tier > 4 or (tier > 2 and any(word.case == "merged" for word in words)):
            return
        given = bool(context.options.own_unit)
        found: dict[int, Mark] = {}
        for mine, peers in _claims(own, words):
            claim = Claim(mine, words, given, own)
            for peer in peers:
                if peer == "区" and REGIONS.search(context.options.own_unit):
                    continue
                for stray in _strays(mine, peer, words, given, above=mine != own):
                    found[stray.start] = claim.against(stray)
        for mark in outside_region([*_provincial(own, words)], words):
            found[mark.start] = mark
        others = [one for one in (*_lower(own, words), *_spoken_for(own, words)) if one.start not in found]
        if others:
            claim = Claim(own, words, given, own)
            for stray in others:
                found.setdefault(stray.start, claim.against(stray))
        yield from (found[start] for start in sorted(found))


def _claims(own: str, words: Words) -> Iterable[tuple[str, Iterable[str]]]:
    """Levels that are settled for the document (its own; for a town also its county's) with those they exclude."""
    if own in PEERS:
        yield own, PEERS[own]
    if TIERS[own] == 4:
        counts = Counter(level(word) for word in words if word.case in OWN and TIERS.get(level(word)) == 3)
        for above, _ in counts.most_common(1):
            yield above, PEERS[above]


def _strays(mine: str, peer: str, words: Words, given: bool, *, above: bool) -> Iterable[Mark]:
    """Words of level `peer` that a document whose level is `mine`, or whose superior's is, has by mistake."""
    theirs = [word for word in words if level(word) == peer and word.case in (*OWN, BUREAU)
              and not {"other", "crossed"} & {*remarks(word).split()}]
    if not theirs:
        return
    own = [word for word in words if word.case in (*OWN, BUREAU, NAMED) and level(word) == mine]
    if not given and (len(own) < LEAST or len(theirs) * _share(own, theirs, above) > len(own)):
        return
    sections = set() if given else _sections(mine, peer, words)
    certain = _Certain(mine, words)
    yield from (word for word in theirs if word.start not in sections and certain(word))


def _share(own: Words, theirs: Words, above: bool) -> float:
    uses, others = {word.case for word in own}, {word.case for word in theirs}
    if not above and _titled(own) and min(word.at for word in theirs) >= TITLES:
        return TITLED_SHARE
    anchored = {"self", "represents"} & uses and not {"self", "party"} & others
    return ANCHORED_SHARE if anchored or above else SHARE


def _titled(own: Words) -> bool:
    return any(word.at < TITLES and word.case in ("scope", "named") and "line" in remarks(word).split() for word in own)


def _sections(mine: str, peer: str, words: Words) -> set[int]:
    """Starts of stray words that stand together over several blocks, without an own word among them."""
    both = [word for word in words if word.case in OWN and level(word) in (mine, peer)]
    starts: set[int] = set()
    for stray, run in groupby(both, key=lambda word: level(word) == peer):
        together = list(run)
        if stray and len(together) >= SECTION and together[0].at != together[-1].at:
            starts.update(word.start for word in together)
    return starts


class _Certain:
    """Can a word mean nothing but the unit of a document whose level is `mine`?"""

    def __init__(self, mine: str, words: Words) -> None:
        self._mine = mine
        self._uses = Counter(one.case if level(one) != "省" or one.case == "province" else "province" for one in words)
        self._banners = any(one.case in OWN and level(one) in ("盟", "旗") for one in words)

    def __call__(self, word: Mark) -> bool:
        said = {*remarks(word).split()}
        if said & {"titled", "other", "quoted"} or ("honour" in said and word.case != "scope"):
            return False
        if "bare" in said and word.at >= TITLES:
            return False
        if "office" in said and "led" not in said and (level(word) == "县" or word.key.endswith("长")):
            return False
        if level(word) == "区":
            return word.case == BUREAU or self._district(said)
        if level(word) == "州" and self._mine == "市":
            return word.case == "self"
        return word.case != "party" or TIERS[self._mine] == 3 or "led" in said

    def _district(self, said: set[str]) -> bool:
        """Is 全区 surely not a region's: the document has a province, or no autonomous region can be meant?"""
        uses = self._uses
        if uses["autonomous"] or self._banners:
            return False
        if uses["province"]:
            return uses["province"] >= 3 or not uses["autonomous-place"]
        return not uses["autonomous-place"] and not {"above", "honour"} & said


def _lower(own: str, words: Words) -> Iterable[Mark]:
    """我县, 全县上下, or being led by the 县委, in the text of a city or a province, which has many counties."""
    mine = sum(word.case in ("scope", "self") and level(word) == own for word in words)
    if mine < LEAST_OVER:
        return
    titled = _titled([word for word in words if level(word) == own])
    scopes = _lower_scopes(own, words)
    for under in UNDER.get(own, ""):
        theirs = [word for word in words if level(word) == under and (
            _own_voice(word) or (word.case == "scope" and under in scopes and mine >= 2 * LEAST))]
        if len(theirs) * (ANCHORED_SHARE if titled else SHARE) <= mine:
            yield from filter(_Certain(own, words), theirs)


def _own_voice(word: Mark) -> bool:
    """Does the word speak of the speaker's own unit, not of one told of?"""
    said = {*remarks(word).split()}
    if word.case == "scope":
        return "whole" in said and "among" not in said
    return (word.case == "self" and "among" not in said) or "led" in said


def _lower_scopes(own: str, words: Words) -> str:
    """Levels below a city whose 全县 it cannot say: such as it has none of, and 区 where 全区 is a whole region's."""
    uses = {word.case for word in words}
    none_below = own == "市" and "towns" in uses and "counties" not in uses
    return ("县旗" if none_below else "") + ("区" if "autonomous-place" in uses else "")


def _provincial(own: str, words: Words) -> Iterable[Mark]:
    """我省 and 省委 in a text whose region is autonomous: it names 自治区 often, or speaks for a banner or a league."""
    region = sum(word.case == "autonomous" for word in words)
    theirs = [word for word in words if level(word) == "省" and word.case in OWN
              and not {"quoted", "honour", "titled", "among"} & {*remarks(word).split()}]
    if own != "省" and theirs and (region >= 2 * len(theirs) or (own in ("旗", "盟") and region)):
        yield from theirs


def _spoken_for(own: str, words: Words) -> Iterable[Mark]:
    """我代表市委 in a text that says 我县 of itself."""
    if sum(word.case == "self" and level(word) == own for word in words) >= 2:
        yield from (word for word in words if word.case == "represents" and TIERS[level(word)] != TIERS[own])
