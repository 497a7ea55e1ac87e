"""lint() for a text that is being edited: the same findings, for the price of what changed.

A `Relint` remembers the document it saw last. Of the next one it scans only blocks that are new, moves the marks of
blocks behind them, and asks a judge again only when its marks, or what it read of the context, are no longer the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from zflint.engine import Ruleset, Scanned, finding, reported, scan_block, shifted
from zflint.model import Block, Context, Document, Finding, Mark, Options, Place
from zflint.settle import settle

KEPT = 512
"""So many blocks that are no longer in the document are remembered: undoing and moving need them."""
Steps = Generator[None, None, tuple[Finding, ...]]
"""Work in slices: it may be left between any two, and nothing is lost or half done. Its value are the findings."""


class Change(NamedTuple):
    """How two documents differ: blocks first..old_end have become first..new_end; behind them, places moved."""

    first: int
    old_end: int
    new_end: int
    by: int
    """By how many characters the places behind moved."""

    @property
    def blocks(self) -> int:
        return self.new_end - self.old_end

    @property
    def moves(self) -> bool:
        return bool(self.by or self.blocks)


class Verdict(NamedTuple):
    """What a judge said: each mark that it accepted, and its finding; and the names of what it read of the context."""

    said: dict[Mark, Finding]
    read: frozenset[str]


class State(NamedTuple):
    """Everything that is remembered of a document. Owners are those of the rule set."""

    document: Document
    scanned: list[Scanned]
    marks: dict[int, list[Mark]]
    context: Context
    verdicts: dict[int, Verdict]


class Relint:
    """lint() with a memory. One for each document that is being edited."""

    def __init__(self, rules: Ruleset, options: Options = Options()) -> None:
        self.rules = rules
        self.options = options
        self._memo: dict[Block, Scanned] = {}
        self._state = _nothing(Document("", (), ()), options)

    def lint(self, document: Document) -> tuple[Finding, ...]:
        """The same as lint(rules, document, options)."""
        steps = self.steps(document)
        while True:
            try:
                next(steps)
            except StopIteration as done:
                return cast("tuple[Finding, ...]", done.value)

    def steps(self, document: Document) -> Steps:
        """The same in slices of about a millisecond."""
        before = self._state
        if before.document.format != document.format:
            before = _nothing(Document("", (), (), format=document.format), self.options)
        change = changed(before.document, document)
        fresh: list[Scanned] = []
        for block in document.blocks[change.first:change.new_end]:
            fresh.append(self._scanned(block))
            yield
        marks, dirty = self._marks(before, document.places, change, fresh)
        count = len(self.rules.rules)
        facts = {name: marks.get(count + i, []) for i, name in enumerate(self.rules.facts)}
        context = settle(facts, document, self.options)
        news = self._news(before, context, dirty)
        verdicts: dict[int, Verdict] = {}
        for owner in sorted({*marks, *self.rules.unscanned}):
            if owner < count:
                verdicts[owner] = self._verdict(owner, before, marks, context, dirty, news)
                yield
        scanned = [*before.scanned[:change.first], *fresh, *before.scanned[change.old_end:]]
        self._state = State(document, scanned, marks, context, verdicts)
        self._forget()
        found = [one for verdict in verdicts.values() for one in _once(verdict.said.values())]
        return reported(self.rules, document, found, self.options)

    def _scanned(self, block: Block) -> Scanned:
        seen = self._memo.pop(block, None)
        if seen is None:
            seen = scan_block(self.rules, block)
        self._memo[block] = seen
        return seen

    def _forget(self) -> None:
        """Blocks of the document are in the state: only some of those that left it need the memo."""
        while len(self._memo) > KEPT:
            del self._memo[next(iter(self._memo))]

    def _marks(
        self, before: State, places: Sequence[Place], change: Change, fresh: Sequence[Scanned]
    ) -> tuple[dict[int, list[Mark]], set[int]]:
        """The marks of each owner where they now stand, and the owners to whom something happened."""
        new: dict[int, list[Mark]] = {}
        for at, scanned in enumerate(fresh, change.first):
            start = places[at].span.start
            for owner, mark in scanned:
                new.setdefault(owner, []).append(shifted(mark, start, at))
        marks, dirty = {}, set(new)
        for owner, old in before.marks.items():
            begin = bisect_left(old, change.first, key=_at)
            end = bisect_left(old, change.old_end, key=_at)
            if begin < end or owner in new or (change.moves and end < len(old)):
                dirty.add(owner)
                behind = old[end:]
                if change.moves:
                    behind = [shifted(mark, change.by, mark.at + change.blocks) for mark in behind]
                old = [*old[:begin], *new.pop(owner, ()), *behind]
            if old:
                marks[owner] = old
        return {**marks, **new}, dirty

    def _news(self, before: State, context: Context, dirty: set[int]) -> set[str]:
        """What is no longer the same in the context."""
        read = ("places", "date", "own_unit")
        news = {name for name in read if getattr(before.context, name) != getattr(context, name)}
        count = len(self.rules.rules)
        return news | {f"facts {name}" for i, name in enumerate(self.rules.facts) if count + i in dirty}

    def _verdict(
        self, owner: int, before: State, marks: Mapping[int, list[Mark]], context: Context, dirty: set[int],
        news: set[str],
    ) -> Verdict:
        known, rule = before.verdicts.get(owner), self.rules.rules[owner]
        if known and owner not in dirty and news.isdisjoint(known.read):
            return known
        said, noting, lang = known.said if known else {}, Noting(context), self.options.lang
        accepted = rule.check.judge(marks.get(owner, []), cast("Context", noting))
        return Verdict({mark: said.get(mark) or finding(rule, mark, lang) for mark in accepted}, frozenset(noting.read))


class Noting:
    """A context that notes what is read of it: a fact by its name, else the field."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._context, name)
        if name == "facts":
            return NotingFacts(value, self.read)
        self.read.add(name)
        return value


class NotingFacts(Mapping[str, Sequence[Mark]]):
    def __init__(self, facts: Mapping[str, Sequence[Mark]], read: set[str]) -> None:
        self._facts, self._read = facts, read

    def __getitem__(self, name: str) -> Sequence[Mark]:
        self._read.add(f"facts {name}")
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _nothing(document: Document, options: Options) -> State:
    return State(document, [], {}, Context((), options, format=document.format), {})


def _once(findings: Collection[Finding]) -> Iterable[Finding]:
    """Without repetitions. Equal findings have equal spans, which are cheaper to look through."""
    return findings if len({one.span for one in findings}) == len(findings) else dict.fromkeys(findings)


def _at(mark: Mark) -> int:
    return mark[8]


def changed(old: Document, new: Document) -> Change:
    """The first and the last blocks that two documents do not share, or that moved unlike those behind them."""
    before, after, old_places, new_places = old.blocks, new.blocks, old.places, new.places
    most = min(len(before), len(after))
    first = 0
    while first < most and old_places[first] == new_places[first] and before[first] == after[first]:
        first += 1
    old_end, new_end = len(before), len(after)
    by = new_places[-1].span.start - old_places[-1].span.start if most else 0
    while min(old_end, new_end) > first and before[old_end - 1] == after[new_end - 1] and \
            new_places[new_end - 1].span.start - old_places[old_end - 1].span.start == by:
        old_end -= 1
        new_end -= 1
    return Change(first, old_end, new_end, by)
