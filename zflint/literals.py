"""Which literal strings a regex cannot match without, read off its parse tree.

The idea is that of code search engines (Russ Cox, "Regular Expression Matching with a Trigram Index", 2012), kept
small: a run of characters that every match contains at one place becomes a set of strings, and the best run is taken.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from itertools import product
from math import inf, log2

from zflint.typed import Any
from zflint.values import NamedTuple

if sys.version_info >= (3, 11):
    import re._constants as sre  # type: ignore[import-not-found]
    import re._parser as sre_parser  # type: ignore[import-not-found]
else:
    import sre_constants as sre
    import sre_parse as sre_parser

MOST = 120
"""More strings than this are worse than one."""


class Needed(NamedTuple):
    """Every match holds one of `strings`; it starts `offset` characters after the match (None: anywhere in it).

    strings: empty where none is worth looking for. also: where the offset is unknown, further strings of which the
    text must hold one (empty: nothing more is known).
    """

    strings: tuple[str, ...]
    offset: int | None
    also: tuple[str, ...] = ()


Run = list[tuple[set[str], "int | None"]]
"""Neighbouring nodes: the strings each can match, and where it begins after the match does (None: unknown)."""


def needed(pattern: str) -> Needed | None:
    """The best literals of `pattern`, or None when nothing is known. Raises re.error."""
    parsed = sre_parser.parse(pattern)
    candidates = _candidates(parsed, bool(parsed.state.flags & re.IGNORECASE))
    best = max(candidates, key=_worth, default=None)
    if best is None or _worth(best) == -inf:
        also = _other((), candidates)
        return Needed((), None, also) if also else None
    return best if best.offset is not None else best._replace(also=_other(best.strings, candidates))


def _other(best: Sequence[str], candidates: list[Needed]) -> tuple[str, ...]:
    """The strings that say most about a text that is known to hold one of the best."""
    others = [one.strings for one in candidates if len(one.strings) <= 24 and "" not in one.strings
              and not (best and all(any(s in known for s in one.strings) for known in best))]
    return max(others, key=lambda strings: (min(map(len, strings)) > 1, -len(strings)), default=())


def rare(char: str) -> bool:
    """Is a single character seldom enough in Chinese prose to look for it alone?"""
    return not ("\u4e00" <= char <= "\u9fff" or char in "，。、：；“”（）《》　0123456789 \n" or char.isspace())


def _worth(found: Needed) -> float:
    """How seldom one of the strings is met, in powers of two; a fixed place saves a search over the whole text."""
    if not all(len(string) > 1 or rare(string) for string in found.strings) or "" in found.strings:
        return -inf
    return (1.5 if found.offset is not None else 0.0) - log2(sum(map(_chance, found.strings)))


def _chance(string: str) -> float:
    """Roughly how often the string is met in official prose: characters of one class follow one another."""
    chance, before = 1.0, ""
    for char in string:
        kind = _class(char)
        chance *= FOLLOWS[kind] if kind == before else ALONE[kind]
        before = kind
    return chance


ALONE = {"han": 0.001, "number": 0.01, "digit": 0.01, "latin": 0.001, "mark": 0.02, "rare": 0.0005}
"""The share of a character of each class in prose, where another class stands before it."""
FOLLOWS = {"han": 0.02, "number": 0.05, "digit": 0.1, "latin": 0.05, "mark": 0.01, "rare": 0.05}
"""The same where a character of that class stands before it."""


def _class(char: str) -> str:
    if "\u4e00" <= char <= "\u9fff":
        return "number" if char in "一二三四五六七八九十" else "han"
    if char.isascii() and char.isalnum():
        return "digit" if char.isdigit() else "latin"
    return "rare" if rare(char) else "mark"


def _single(op: Any, value: Any, ignore_case: bool) -> set[str] | None:
    """The characters a one-character node can match, if few."""
    if op is sre.LITERAL:
        char = chr(value)
        return {char.lower(), char.upper()} if ignore_case else {char}
    if op is not sre.IN:
        return None
    chars: set[str] = set()
    for kind, item in value:
        if kind is sre.LITERAL:
            chars |= _single(kind, item, ignore_case) or set()
        elif kind is sre.RANGE and item[1] - item[0] < 10:
            for code in range(item[0], item[1] + 1):
                chars |= _single(sre.LITERAL, code, ignore_case) or set()
        else:
            return None
    return chars if len(chars) <= 24 else None


def _exact(op: Any, value: Any, ignore_case: bool) -> set[str] | None:
    """All strings a node can match, when they are few; None otherwise."""
    single = _single(op, value, ignore_case)
    if single is not None:
        return single
    if op is sre.SUBPATTERN:
        return _exact_sequence(value[-1], ignore_case or bool(value[1] & re.IGNORECASE))
    if op is sre.BRANCH:
        parts = [_exact_sequence(branch, ignore_case) for branch in value[1]]
        whole = set().union(*(part for part in parts if part is not None))
        return whole if None not in parts and len(whole) <= MOST else None
    if op is sre.MAX_REPEAT or op is sre.MIN_REPEAT:
        low, high, inner = value
        one = _exact_sequence(inner, ignore_case)
        if one is None or high is sre.MAXREPEAT or high > 3 or len(one) ** int(high) > 60:
            return None
        return {"".join(p) for n in range(low, high + 1) for p in product(sorted(one), repeat=n)}
    return {""} if _zero_width(op) else None


def _zero_width(op: Any) -> bool:
    return op is sre.AT or op is sre.ASSERT or op is sre.ASSERT_NOT


def _exact_sequence(nodes: Any, ignore_case: bool) -> set[str] | None:
    whole = {""}
    for op, value in nodes:
        part = _exact(op, value, ignore_case)
        if part is None or len(whole) * len(part) > MOST:
            return None
        whole = {a + b for a in whole for b in part}
    return whole


def _candidates(nodes: Any, ignore_case: bool) -> list[Needed]:
    """Every stretch of the sequence whose strings are known, and what its inexact nodes need inside."""
    found: list[Needed] = []
    run: Run = []
    width: int | None = 0
    for op, value in _flat(nodes):
        part = _exact(op, value, ignore_case)
        if op is sre.ASSERT:
            found += _ahead(run, value, width, ignore_case)
            run = run or _behind(value, width, ignore_case)
        elif part is None:
            found += _stretches([*run, *_first_of_many(op, value, width, ignore_case)])
            found += [Needed(n.strings, _sum(width, n.offset)) for n in _inside(op, value, ignore_case)]
            run = []
        elif len(part) == 1 and run and len(run[-1][0]) == 1:
            run[-1] = ({run[-1][0].pop() + part.pop()}, run[-1][1])
        else:
            run.append((part, width))
        width = _wider(width, op, value)
    return found + _stretches(run)


def _flat(nodes: Any) -> Iterable[Any]:
    """The nodes with groups replaced by what is in them: a run of strings goes on over the border of a group."""
    for op, value in nodes:
        if op is sre.SUBPATTERN and not value[1] and not value[2]:
            yield from _flat(value[-1])
        else:
            yield op, value


def _ahead(run: Run, value: Any, width: int | None, ignore_case: bool) -> list[Needed]:
    """A lookahead's strings stand where the next node begins, right behind the run."""
    direction, inner = value
    strings = _exact_sequence(inner, ignore_case) if direction == 1 else None
    return _stretches([*run, (strings, width)]) if strings else []


def _behind(value: Any, width: int | None, ignore_case: bool) -> Run:
    """A lookbehind's strings stand right before the next node: they begin a run."""
    direction, inner = value
    strings = _exact_sequence(inner, ignore_case) if direction == -1 else None
    if not strings or strings == {""} or len(set(map(len, strings))) > 1:
        return []
    return [(strings, None if width is None else width - len(next(iter(strings))))]


def _first_of_many(op: Any, value: Any, width: int | None, ignore_case: bool) -> Run:
    """The repetitions that must be there, of a node that may be repeated more often."""
    if op is not sre.MAX_REPEAT and op is not sre.MIN_REPEAT:
        return []
    one = _exact_sequence(value[2], ignore_case)
    if not value[0] or one is None or len(one) ** int(value[0]) > 60:
        return []
    return [({"".join(p) for p in product(sorted(one), repeat=value[0])}, width)]


def _stretches(run: Run) -> list[Needed]:
    """Each part of a run that begins and ends somewhere in it: all its strings, and where it begins."""
    found = []
    for first, (_, offset) in enumerate(run):
        strings = {""}
        for part, _ in run[first:]:
            if len(strings) * len(part) > MOST:
                break
            strings = {a + b for a in strings for b in part}
            found.append(Needed(tuple(sorted(strings)), offset))
    return found


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


def _wider(width: int | None, op: Any, value: Any) -> int | None:
    """The width so far plus the node's, when it is fixed."""
    if width is None or _zero_width(op):
        return width
    if "GROUPREF" in str(op):
        return None
    low, high = sre_parser.SubPattern(sre_parser.State(), [(op, value)]).getwidth()
    return width + low if low == high else None


def _inside(op: Any, value: Any, ignore_case: bool) -> list[Needed]:
    if op is sre.SUBPATTERN:
        return _candidates(value[-1], ignore_case or bool(value[1] & re.IGNORECASE))
    if (op is sre.MAX_REPEAT or op is sre.MIN_REPEAT) and value[0] >= 1:
        return _candidates(value[2], ignore_case)
    if op is sre.BRANCH:
        best = [max(_candidates(branch, ignore_case), key=_worth, default=None) for branch in value[1]]
        strings = {s for one in best if one for s in one.strings}
        if None not in best and len(strings) <= MOST:
            return [Needed(tuple(sorted(strings)), None)]
    return []
