"""Quotation marks, brackets and 书名号 of one block, paired type by type, so that one lost mark stays one fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from zflint.kinds.single import CHINESE, apostrophe, half_number, needs_no_partner, no_quotation, spoken_of
from zflint.regexes import lazy
from zflint.values import NamedTuple

PAIRS = ("“”", "‘’", "「」", "『』", "《》", "〈〉", "（）", "【】", "〔〕", "［］", "〖〗", '""')
FAMILIES = ("“”‘’「」『』\"", "《》〈〉", "（）【】〔〕［］〖〗()[]")
FULL = {"(": "（", ")": "）", "[": "［", "]": "］"}
STRAIGHT = '"'
FINAL = frozenset("。！？…—；!?")
"""What stands before the mark that closes a whole quotation."""

PAIR_OF = {char: pair for pair in PAIRS for char in pair}
PAIR_OF |= {half: PAIR_OF[full] for half, full in FULL.items()}
_FAMILY = {char: i for i, family in enumerate(FAMILIES) for char in family}
_PARTNER = {p[0]: p[1] for p in PAIRS if p[0] != p[1]} | {"(": ")", "[": "]"}
_MARKS = lazy("[" + re.escape("".join(PAIR_OF)) + "]")
HAN = lazy(r"[\u3400-\u9fff]")
_SLIP = lazy(r"[（(\[【〔][\w、]{1,12}[》〉]|[《〈][\w、]{1,16}[）)\]】〕]")
_COLON = lazy(r".?[：:]\s?$")


class Token(NamedTuple):
    """One mark. `at`: code point in the block; `pair`: its type, a member of PAIRS; `opens`: which half it is."""

    at: int
    char: str
    pair: str
    opens: bool

    @property
    def name(self) -> str:
        return ("引号", "书名号", "括号")[_FAMILY[self.char]]


Reading = tuple[list[tuple[Token, Token]], list[Token]]
"""The couples found, and the marks left alone."""


class Paired(NamedTuple):
    """couples sorted by their closing marks, lone marks and misfits (（ closed by 】) by their place."""

    couples: tuple[tuple[Token, Token], ...]
    lone: tuple[Token, ...]
    misfits: tuple[tuple[Token, Token], ...]


@lru_cache(maxsize=64)
def disorder(text: str) -> Paired | None:
    """The marks of a block, or None when all of them are paired and nested as they should be."""
    marks = _MARKS.findall(text)
    return None if not marks or _orderly("".join(marks)) else paired(text)


@lru_cache(maxsize=4096)
def _orderly(marks: str) -> bool:
    if marks.count(STRAIGHT) % 2:
        return False
    wanted: list[str] = []
    for char in marks:
        if char in _PARTNER:
            wanted.append(_PARTNER[char])
        elif char != STRAIGHT and (not wanted or wanted.pop() != char):
            return False
    return not wanted


def paired(text: str) -> Paired:
    types: dict[str, list[Token]] = {}
    for one in _tokens(text):
        types.setdefault(one.pair, []).append(one)
    couples: list[tuple[Token, Token]] = []
    lone: list[Token] = []
    for mine in types.values():
        found, left = _best(_readings(mine, text))
        couples += found
        lone += left
    couples, lone = _within_sentences(couples, lone, text)
    misfits = [(a, b) for a, b in _neighbours(sorted(lone)) if _misfit(a, b, text)]
    gone = {one.at for couple in misfits for one in couple}
    mixed = [(a, b) for a, b in misfits if STRAIGHT in (a.char, b.char)]
    return Paired(
        tuple(sorted([*couples, *mixed], key=lambda couple: couple[1])),
        tuple(sorted(one for one in lone if one.at not in gone)),
        tuple(couple for couple in misfits if couple not in mixed),
    )


def _within_sentences(couples: list[tuple[Token, Token]], lone: list[Token], text: str) -> Reading:
    """In （…。〔…） the closing mark belongs to 〔 in its own sentence, and （ is what stands alone."""
    moved = [
        (a, b) for a, b in couples if b.pair == "（）" and any(
            c.opens and a.at < c.at < b.at and c.pair in FAMILIES[2] and FINAL & set(text[a.at:c.at])
            and not FINAL & set(text[c.at:b.at]) for c in lone)]
    return [one for one in couples if one not in moved], [*lone, *(one for couple in moved for one in couple)]


def _tokens(text: str) -> Iterator[Token]:
    """Marks that can have a partner: not those that are spoken of (“（”), not apostrophes inside a word, not [0,1)."""
    idle = spoken_of(text)
    for m in _MARKS.finditer(text):
        at, char = m.start(), m[0]
        if at in idle:
            continue
        if char in "‘’" and apostrophe(text, at):
            continue
        yield Token(at, char, PAIR_OF[char], FULL.get(char, char) == PAIR_OF[char][0])


def _best(readings: Iterator[Reading]) -> Reading:
    """The one that leaves the fewest marks alone; the first among equals."""
    best = next(readings)
    while best[1] and (other := next(readings, None)):
        best = min(best, other, key=lambda reading: len(reading[1]))
    return best


def _readings(tokens: Sequence[Token], text: str) -> Iterator[Reading]:
    """Ways to pair marks of one type, the most likely first."""
    if tokens[0].char == STRAIGHT:
        yield _alternating(tokens, text)
        return
    yield _stacked(tokens, text, whole=True)
    yield _stacked(tokens, text, whole=False)
    if tokens[0].pair == "（）":
        yield _stacked([one for one in tokens if one.opens or not half_number(text, one.at)], text, whole=False)


def _stacked(tokens: Iterable[Token], text: str, *, whole: bool) -> Reading:
    """whole: let 。” close the quotation that a colon introduced, and leave alone what was opened inside it."""
    couples, lone, opened = [], [], []
    for one in tokens:
        if one.opens:
            opened.append(one)
        elif opened:
            partner = _introduced(opened, one, text) if whole else len(opened) - 1
            couples.append((opened[partner], one))
            lone += opened[partner + 1:]
            del opened[partner:]
        else:
            lone.append(one)
    return couples, [one for one in [*lone, *opened] if not needs_no_partner(text, one.at)]


def _introduced(opened: Sequence[Token], closing: Token, text: str) -> int:
    if text[closing.at - 1:closing.at] in FINAL:
        for which in range(len(opened) - 1, -1, -1):
            if _COLON.match(text[max(0, opened[which].at - 2):opened[which].at]):
                return which
    return len(opened) - 1


def _alternating(tokens: Sequence[Token], text: str) -> Reading:
    """Straight marks close what they opened; of an odd number, the one whose absence fits best was left alone."""
    if len(tokens) % 2:
        tokens = [one for one in tokens if not no_quotation(text, one.at)]
    if len(tokens) % 2 == 0:
        return [(a, b._replace(opens=False)) for a, b in zip(tokens[::2], tokens[1::2], strict=True)], []
    likely = [_likely_opens(text, one.at) for one in tokens]
    steps = [a - b for a, b in pairwise(likely)]
    gains = (left - right for left, right in zip(steps[::2], steps[1::2], strict=True))
    scores = list(accumulate(gains, initial=sum(steps[1::2])))
    alone = 2 * scores.index(max(scores))
    rest = [*tokens[:alone], *tokens[alone + 1:]]
    couples = [(a, b._replace(opens=False)) for a, b in zip(rest[::2], rest[1::2], strict=True)]
    one = tokens[alone]._replace(opens=likely[alone] >= 0)
    near = CHINESE.match(text[one.at - 1:one.at]) or CHINESE.match(text, one.at + 1)
    return couples, [one] if near else []


def _likely_opens(text: str, at: int) -> int:
    before, after = text[at - 1:at] if at else "", text[at + 1:at + 2]
    return (not before or before in "：:，,、（( \u3000") - (not after or after in "，。、；：！？）) \u3000")


def _neighbours(lone: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Neighbours that may have been meant as the halves of one pair."""
    taken = -1
    for i, (a, b) in enumerate(pairwise(lone)):
        if i > taken and ((a.opens and not b.opens) or STRAIGHT in (a.char, b.char)):
            taken = i + 1
            yield a._replace(opens=True), b._replace(opens=False)


def _misfit(a: Token, b: Token, text: str) -> bool:
    """Did one mark close what a mark of another type opened, as in （…】 or “…"?"""
    halves = (a.char == STRAIGHT or FULL.get(a.char, a.char) == a.pair[0]) and FULL.get(b.char, b.char) == b.pair[1]
    if not halves or a.pair == b.pair:
        return False
    if _FAMILY[a.char] != _FAMILY[b.char]:
        return bool(_SLIP.fullmatch(text, a.at, b.at + 1))
    return STRAIGHT in (a.char, b.char) or (b.at - a.at <= 60 and not FINAL & set(text[a.at + 1:b.at - 1]))
