"""Many literals and regexes over one text in one pass; the only module that knows which library does it.

One Aho-Corasick pass finds all literal probes and a required literal of each regex; a regex then runs only where its
literal stands: by `match` when the literal has a fixed place in it, else over the whole text. A regex without such a
literal runs over every text. All libraries give the same hits; `engines()` lists those installed, fastest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from zlib import crc32

from zflint.errors import SlowRuleError
from zflint.literals import needed
from zflint.model import Hit, Probe
from zflint.regexes import compiled

Found = Sequence[tuple[int, int, int]]
"""(start, end, index of the string), every occurrence, overlapping ones too, in any order."""
Finder = Callable[[str], Found]

SECONDS = 2.0
"""How long one untrusted pattern may take on one block."""


def _daachorse(strings: Sequence[str]) -> Finder:
    from daachorse import CharwiseDoubleArrayAhoCorasick

    # Making an automaton of 10,000 strings takes 15 ms, taking one back from bytes less than one.
    wanted = crc32("\0".join(strings).encode())
    for key, content, check in _automata:
        if key == wanted and crc32(content) == check:
            kept: Finder = CharwiseDoubleArrayAhoCorasick.deserialize(content).find_overlapping
            return kept
    automaton = CharwiseDoubleArrayAhoCorasick(list(strings))
    content = bytes(automaton.serialize())
    _automata.insert(0, (wanted, content, crc32(content)))
    del _automata[KEPT:]
    _fresh.append(wanted)
    made: Finder = automaton.find_overlapping
    return made


def _ahocorasick_rs(strings: Sequence[str]) -> Finder:
    from ahocorasick_rs import AhoCorasick

    find = AhoCorasick(strings).find_matches_as_indexes
    return lambda text: [(start, end, which) for which, start, end in find(text, overlapping=True)]


def _plain(strings: Sequence[str]) -> Finder:
    """A dictionary of two-character heads, and one of single characters: no compiled package needed."""
    heads: dict[str, list[tuple[str, int, int]]] = {}
    singles: dict[str, int] = {}
    for which, string in enumerate(strings):
        if len(string) == 1:
            singles[string] = which
        else:
            heads.setdefault(string[:2], []).append((string, len(string), which))
    single = re.compile(f"[{''.join(map(re.escape, singles))}]") if singles else None

    def find(text: str) -> Found:
        found = [(m.start(), m.end(), singles[m[0]]) for m in single.finditer(text)] if single else []
        get = heads.get
        for start, head in enumerate(map("".join, pairwise(text))):
            for string, length, which in get(head, ()):
                if text.startswith(string, start):
                    found.append((start, start + length, which))
        return found

    return find


KEPT = 1
"""So many automata are remembered: that of the selection last used. Each is a megabyte to read."""
_automata: list[tuple[int, bytes, int]] = []
_fresh: list[int] = []


def library() -> str:
    """The file of the library whose automata can be kept, or an empty string: they fit no other version of it."""
    try:
        import daachorse
    except ImportError:
        return ""
    return str(daachorse.__file__)


def seed(automata: Sequence[tuple[int, bytes, int]]) -> None:
    """Take what `learned` gave in an earlier run with the same library."""
    _automata[:] = automata


def learned() -> list[tuple[int, bytes, int]]:
    """The automata last used, newest first, or nothing when no new one was made: key, bytes, checksum of the bytes."""
    return list(_automata) if _fresh else []


ENGINES: dict[str, Callable[[Sequence[str]], Finder]] = {
    "daachorse": _daachorse, "ahocorasick_rs": _ahocorasick_rs, "plain": _plain,
}


def engines() -> list[str]:
    """The installed ways to find literals, fastest first."""
    found = []
    for name, make in ENGINES.items():
        try:
            make(["甲乙"])
        except ImportError:
            continue
        found.append(name)
    return found


def finder(strings: Sequence[str], engine: str | None = None) -> Finder:
    """A function that finds every occurrence of the strings (none of them empty, no two equal)."""
    if not strings:
        return lambda text: ()
    for name in [engine] if engine else ENGINES:
        try:
            return ENGINES[name](strings)
        except ImportError:
            continue
    return _plain(strings)


class Watch(NamedTuple):
    """One probe, analysed. `probe` is its index among its owner's; a literal probe needs itself.

    Plain data, so that it can be cached: the matcher takes bare tuples of the same shape too.
    """

    probe: int
    pattern: str
    literal: bool
    needs: tuple[tuple[str, ...], int | None, tuple[str, ...]] | None
    trusted: bool = True


def watch(index: int, probe: Probe, trusted: bool = True) -> Watch:
    """Analyse a probe. Raises re.error when it is not a regex."""
    need = None if probe.literal else needed(probe.pattern)
    return Watch(index, probe.pattern, probe.literal, (need.strings, need.offset, need.also) if need else None, trusted)


class _Limited:
    """A pattern of a user's pack: the `regex` package runs it under a time limit; without it, `re` runs it."""

    def __init__(self, pattern: str, name: str) -> None:
        self.name = name
        self.limit: dict[str, float] = {"timeout": SECONDS}
        try:
            import regex

            self.pattern: Any = regex.compile(pattern)
        except ImportError:
            self.pattern, self.limit = re.compile(pattern), {}

    def _run(self, method: str, text: str, pos: int) -> Any:
        try:
            return getattr(self.pattern, method)(text, pos, **self.limit)
        except TimeoutError:
            seconds = f"{SECONDS:g}"
            raise SlowRuleError(f"{self.name}：正则 {self.pattern.pattern!r} 运行超过 {seconds} 秒，"
                                "请去掉嵌套的重复，如 (a+)+") from None

    def match(self, text: str, pos: int) -> Any:
        return self._run("match", text, pos)

    def finditer(self, text: str) -> Iterable[Any]:
        pos = 0
        while pos <= len(text) and (m := self._run("search", text, pos)):
            yield m
            pos = m.end() if m.end() > m.start() else m.end() + 1


Runner = Callable[[str, "list[int]"], "list[Hit]"]
"""A text, and where the literals of one probe begin in it → the probe's hits."""


class Matcher:
    """Finds the hits of many probes. Built once for a set of rules, never changed, safe to share."""

    def __init__(
        self, owned: Sequence[Sequence[Watch]], names: Sequence[str] = (), engine: str | None = None
    ) -> None:
        """`owned` are the probes of each owner; `names` those of owners whose patterns may prove too slow."""
        self._watches = [one for watches in owned for one in watches]
        self._owners = [owner for owner, watches in enumerate(owned) for _ in watches]
        self._names = names
        self._everywhere = []
        self._runners: dict[int, Runner] = {}
        strings: dict[str, list[int]] = {}
        for number, (_, pattern, literal, needs, _) in enumerate(self._watches):
            if not literal and needs is None:
                self._everywhere.append(number)
            for string in (pattern,) if literal else needs[0] if needs else ():
                if string in strings:
                    strings[string].append(number)
                else:
                    strings[string] = [number]
        self._targets = list(strings.values())
        self._find = finder(list(strings), engine)

    def hits(self, text: str) -> dict[int, list[Hit]]:
        """Hits by owner; each list is sorted by start, end and probe. Positions are code points into `text`."""
        by_owner: dict[int, list[Hit]] = {}
        runners, owners = self._runners, self._owners
        begun: dict[int, list[int]] = {number: [] for number in self._everywhere}
        targets = self._targets
        for start, _, which in self._find(text):
            for number in targets[which]:
                if number in begun:
                    begun[number].append(start)
                else:
                    begun[number] = [start]
        for number, starts in begun.items():
            found = (runners.get(number) or self._runner(number))(text, starts)
            if found:
                owner = owners[number]
                if owner in by_owner:
                    by_owner[owner] += found
                else:
                    by_owner[owner] = found
        for found in by_owner.values():
            if len(found) > 1:
                found.sort(key=_place)
        return by_owner

    def _runner(self, number: int) -> Runner:
        """How to find one probe, given where its literals stand; made when it is first needed."""
        one = Watch._make(self._watches[number])
        _, offset, also = one.needs or ((), None, ())
        if one.literal:
            made = _literal(one.probe, len(one.pattern))
        elif offset is None:
            made = _searched(one.probe, self._pattern(number), also)
        else:
            made = _matched(one.probe, self._pattern(number), offset)
        self._runners[number] = made
        return made

    def _pattern(self, number: int) -> Any:
        one = Watch._make(self._watches[number])
        if one.trusted:
            return compiled(one.pattern)
        owner = self._owners[number]
        return _Limited(one.pattern, self._names[owner] if owner < len(self._names) else "")


def _literal(probe: int, size: int) -> Runner:
    return lambda text, starts: [Hit(start, start + size, probe, None) for start in starts]


def _searched(probe: int, pattern: Any, also: Sequence[str]) -> Runner:
    """Over the whole text, when it holds one of `also`."""
    finditer = pattern.finditer

    def run(text: str, starts: list[int]) -> list[Hit]:
        if also and not any(map(text.__contains__, also)):
            return []
        return [Hit(m.start(), m.end(), probe, m) for m in finditer(text)]

    return run


def _matched(probe: int, pattern: Any, offset: int) -> Runner:
    """At each place where a match would have its literal, from left to right, without overlaps."""
    match = pattern.match

    def run(text: str, starts: list[int]) -> list[Hit]:
        found: list[Hit] = []
        last = 0
        for start in sorted({s - offset for s in starts}) if len(starts) > 1 else (starts[0] - offset,):
            if start >= last and (m := match(text, start)):
                end = m.end()
                found.append(Hit(start, end, probe, m))
                last = max(end, start + 1)
        return found

    return run


def _place(hit: Hit) -> tuple[int, int, int]:
    return hit[0], hit[1], hit[2]
