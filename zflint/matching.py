"""Many literals and regexes over one text in one pass.

One Aho-Corasick pass finds all literal probes and a required literal of each regex; a regex then runs only where its
literal stands: by `match` when the literal has a fixed place in it, else over the whole text. A regex without such a
literal runs over every text. What does the pass is the business of `finders`.
"""

from __future__ import annotations

import marshal
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from zflint.errors import SlowRuleError
from zflint.finders import Finder, finder
from zflint.model import Hit, Probe
from zflint.regexes import compiled
from zflint.typed import Any
from zflint.values import NamedTuple, maker

SECONDS = 2.0
"""How long one untrusted pattern may take on one block."""

alarm: Callable[[float], object] | None = None
"""What stops `re` where the `regex` package is not, as in WebAssembly: raises KeyboardInterrupt after so many seconds;
0 calls it off. Set by whoever runs there."""


class Watch(NamedTuple):
    """One probe, analysed. `probe` is its index among its owner's; a literal probe needs itself.

    Plain data, so that it can be cached: the matcher takes bare tuples of the same shape too.
    """

    probe: int
    pattern: str
    literal: bool
    needs: tuple[tuple[str, ...], int | None, tuple[str, ...]] | None
    trusted: bool = True
    excuse: bool = False


def watch(index: int, probe: Probe, trusted: bool = True) -> Watch:
    """Analyse a probe. Raises re.error when it is not a regex."""
    from zflint.literals import needed  # the analysis is kept: an ordinary start does without

    need = None if probe.literal else needed(probe.pattern)
    needs = (need.strings, need.offset, need.also) if need else None
    return Watch(index, probe.pattern, probe.literal, needs, trusted, probe.excuse)


class _Alarmed:
    """A pattern of `re`, interrupted when the alarm rings; where there is no alarm, nothing interrupts it."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern, self.pattern = pattern, pattern.pattern

    def match(self, text: str, pos: int) -> re.Match[str] | None:
        return self._run(self._pattern.match, text, pos)

    def search(self, text: str, pos: int) -> re.Match[str] | None:
        return self._run(self._pattern.search, text, pos)

    def _run(self, method: Callable[[str, int], re.Match[str] | None], text: str, pos: int) -> re.Match[str] | None:
        if alarm is None:
            return method(text, pos)
        alarm(SECONDS)
        try:
            return method(text, pos)
        except KeyboardInterrupt:
            raise TimeoutError from None
        finally:
            alarm(0)


class _Limited:
    """A pattern of a user's pack: the `regex` package runs it under a time limit; without it, `re` and an alarm do."""

    def __init__(self, pattern: str, name: str) -> None:
        self.name = name
        self.limit: dict[str, float] = {"timeout": SECONDS}
        try:
            import regex

            self.pattern: Any = regex.compile(pattern)
        except ImportError:
            self.pattern, self.limit = _Alarmed(re.compile(pattern)), {}

    def _run(self, method: str, text: str, pos: int) -> Any:
        try:
            return getattr(self.pattern, method)(text, pos, **self.limit)
        except TimeoutError:
            seconds = f"{SECONDS:g}"
            raise SlowRuleError(f"{self.name}：正则 {self.pattern.pattern!r} 运行超过 {seconds} 秒，"
                                "请去掉嵌套的重复，如 (a+)+", self.name) from None

    def match(self, text: str, pos: int) -> Any:
        return self._run("match", text, pos)

    def finditer(self, text: str) -> Iterable[Any]:
        pos = 0
        while pos <= len(text) and (m := self._run("search", text, pos)):
            yield m
            pos = m.end() if m.end() > m.start() else m.end() + 1


def matcher(owned: Sequence[Sequence[Watch]], names: Sequence[str] = (), engine: str | None = None) -> Matcher:
    """A matcher of the probes of each owner, on the fastest engine there is or the one asked for."""
    known = tables(owned)
    return Matcher(known, finder(marshal.loads(known.strings), engine), names)


_hit = maker(Hit)

Runner = Callable[[str, "list[int]"], "list[Hit]"]
"""A text, and where the literals of one probe begin in it → the probe's hits."""


class Tables(NamedTuple):
    """All probes of a set of rules, numbered through, as plain data that can be kept and taken back in no time.

    strings: the literals to look for, marshalled. targets: int32 for each string, the number of the probe that it
    belongs to, or -1 - k for those of shared[k]. owners, probes, lengths: uint32 for each number: whose probe it is,
    its index there, the length of a literal (0: a regex). everywhere: the regexes without a literal. excuses: the
    probes that run only where another one of their owner was found. begins: where the entry of each number begins in
    `details` (uint32, one more than there are), which for a regex is the marshalled (pattern, offset, also, trusted).
    """

    strings: bytes
    targets: bytes
    shared: tuple[tuple[int, ...], ...]
    owners: bytes
    probes: bytes
    lengths: bytes
    everywhere: tuple[int, ...]
    excuses: tuple[int, ...]
    begins: bytes
    details: bytes


def tables(owned: Sequence[Sequence[Watch]]) -> Tables:
    """The tables of the probes of each owner."""
    strings: dict[str, list[int]] = {}
    owners, probes, lengths, begins = array("I"), array("I"), array("I"), array("I", [0])
    everywhere, excuses, details = [], [], bytearray()
    for owner, watches in enumerate(owned):
        for probe, pattern, literal, needs, trusted, excuse in watches:
            number = len(owners)
            owners.append(owner)
            probes.append(probe)
            lengths.append(len(pattern) if literal else 0)
            if excuse:
                excuses.append(number)
            if not literal:
                details += marshal.dumps((pattern, *(needs[1:] if needs else (None, ())), trusted))
                if not (needs and needs[0]):
                    everywhere.append(number)
            begins.append(len(details))
            for string in (pattern,) if literal else needs[0] if needs else ():
                strings.setdefault(string, []).append(number)
    shared = [tuple(numbers) for numbers in strings.values() if len(numbers) > 1]
    nth = iter(range(len(shared)))
    targets = array("i", [numbers[0] if len(numbers) == 1 else -1 - next(nth) for numbers in strings.values()])
    return Tables(marshal.dumps(list(strings)), targets.tobytes(), tuple(shared), owners.tobytes(), probes.tobytes(),
                  lengths.tobytes(), tuple(everywhere), tuple(excuses), begins.tobytes(), bytes(details))


class Matcher:
    """Finds the hits of many probes. Built once for a set of rules, never changed, safe to share."""

    def __init__(self, known: Tables, find: Finder, names: Sequence[str] = ()) -> None:
        """`find` is a finder of the tables' strings; `names` are those of owners whose patterns may prove too slow."""
        self.tables, self.find, self.names = known, find, names
        self._targets = array("i", known.targets)
        self._owners = array("I", known.owners)
        self._excuses = frozenset(known.excuses)
        self._runners: dict[int, Runner] = {}

    def owning(self) -> frozenset[int]:
        """The owners that have probes."""
        return frozenset(self._owners)

    def hits(self, text: str) -> dict[int, list[Hit]]:
        """Hits by owner; each list is sorted by start, end and probe. Positions are code points into `text`."""
        by_owner: dict[int, list[Hit]] = {}
        runners, owners, excuses = self._runners, self._owners, self._excuses
        begun = self._begun(text)
        for number, starts in begun.items():
            if number in excuses:
                continue
            found = (runners.get(number) or self._runner(number))(text, starts)
            if found:
                owner = owners[number]
                if owner in by_owner:
                    by_owner[owner] += found
                else:
                    by_owner[owner] = found
        for number in begun.keys() & excuses if by_owner else ():
            if owners[number] in by_owner:
                by_owner[owners[number]] += (runners.get(number) or self._runner(number))(text, begun[number])
        for found in by_owner.values():
            if len(found) > 1:
                found.sort(key=_place)
        return by_owner

    def _begun(self, text: str) -> dict[int, list[int]]:
        """The probes that may be found in the text, and where the literals of each of them begin."""
        begun: dict[int, list[int]] = {number: [] for number in self.tables.everywhere}
        targets, shared = self._targets, self.tables.shared
        for start, _, which in self.find(text):
            target = targets[which]
            if target < 0:
                for number in shared[-1 - target]:
                    begun.setdefault(number, []).append(start)
            elif target in begun:
                begun[target].append(start)
            else:
                begun[target] = [start]
        return begun

    def warm(self) -> Iterator[None]:
        """Compile every regex, one after each step: for servers, whose users are not to wait for it while they type."""
        for number in range(len(self.tables.lengths) // 4):
            if number not in self._runners and not _at(self.tables.lengths, number):
                self._runner(number)
                yield

    def _runner(self, number: int) -> Runner:
        """How to find one probe, given where its literals stand; made when it is first needed."""
        known = self.tables
        probe, length = _at(known.probes, number), _at(known.lengths, number)
        if length:
            made = _literal(probe, length)
        else:
            begin, end = memoryview(known.begins).cast("I")[number:number + 2]
            pattern, offset, also, trusted = marshal.loads(known.details[begin:end])
            ready = compiled(pattern) if trusted else _Limited(pattern, self._name(number))
            made = _searched(probe, ready, also) if offset is None else _matched(probe, ready, offset)
        self._runners[number] = made
        return made

    def _name(self, number: int) -> str:
        owner = self._owners[number]
        return self.names[owner] if owner < len(self.names) else ""


def _at(numbers: bytes, index: int) -> int:
    return memoryview(numbers).cast("I")[index]


def _literal(probe: int, size: int) -> Runner:
    return lambda text, starts: [_hit((start, start + size, probe, None)) for start in starts]


def _searched(probe: int, pattern: Any, also: Sequence[str]) -> Runner:
    """Over the whole text, when it holds one of `also`."""
    finditer = pattern.finditer

    def run(text: str, starts: list[int]) -> list[Hit]:
        if also and not any(map(text.__contains__, also)):
            return []
        return [_hit((m.start(), m.end(), probe, m)) for m in finditer(text)]

    return run


def _matched(probe: int, pattern: Any, offset: int) -> Runner:
    """At each place where a match would have its literal, from left to right, without overlaps."""
    match = pattern.match

    def run(text: str, starts: list[int]) -> list[Hit]:
        if len(starts) == 1:
            start = starts[0] - offset
            return [_hit((start, m.end(), probe, m))] if start >= 0 and (m := match(text, start)) else []
        found: list[Hit] = []
        last = 0
        for start in sorted({s - offset for s in starts}):
            if start >= last and (m := match(text, start)):
                end = m.end()
                found.append(_hit((start, end, probe, m)))
                last = max(end, start + 1)
        return found

    return run


def _place(hit: Hit) -> tuple[int, int, int]:
    return hit[0], hit[1], hit[2]
