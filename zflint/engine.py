"""lint(): scan every block alone, settle what is known of the document, judge each rule over its marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate

from zflint.facts import FACTS, fact_kind
from zflint.matching import Matcher, Watch, matcher, watch
from zflint.model import (
    Block,
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Kind,
    Mark,
    Options,
    Related,
    Rule,
    Span,
)
from zflint.settle import settle
from zflint.suppress import apply_directives, names
from zflint.values import dataclass, maker

Scanned = tuple[tuple[int, Mark], ...]
Scan = Callable[[Block], Scanned]
_mark = maker(Mark)


@dataclass(frozen=True, slots=True, eq=False)
class Ruleset:
    """Rules made ready to scan: owners are the rules in order, then the facts that some rule needs."""

    rules: tuple[Rule, ...]
    facts: tuple[str, ...]
    kinds: tuple[Kind, ...]
    scopes: tuple[frozenset[str], ...]
    always: tuple[int, ...]
    unscanned: tuple[int, ...]
    """Rules that see nothing themselves and judge by facts alone."""
    matcher: Matcher
    known: frozenset[str]
    """Ids of every rule there is, selected or not: what a suppression may name."""


def ruleset(
    rules: Sequence[Rule],
    watches: Sequence[Sequence[Watch]] | None = None,
    known: Iterable[str] = (),
    engine: str | None = None,
    facts_seen: Mapping[str, Sequence[Watch]] | None = None,
    kept: Matcher | None = None,
) -> Ruleset:
    """Make rules ready. `watches` and `facts_seen`: the analysed probes of rules and facts, if known already.

    kept: the matcher of an earlier call with the same rules, so that no probe has to be looked at.
    """
    needed = {name for rule in rules for name in rule.check.needs}
    facts = tuple(name for name in FACTS if name in needed)
    kinds = (*(rule.check for rule in rules), *map(fact_kind, facts))
    if not kept:
        ready = [*(watches or (analysed(rule.check, rule.trusted) for rule in rules)),
                 *((facts_seen or {}).get(name) or analysed(fact_kind(name)) for name in facts)]
        kept = matcher(ready, [rule.id for rule in rules], engine)
    probing = kept.owning()
    return Ruleset(
        rules=tuple(rules),
        facts=facts,
        kinds=kinds,
        scopes=(*(rule.scope for rule in rules), *(frozenset() for _ in facts)),
        always=tuple(i for i, kind in enumerate(kinds) if kind.always),
        unscanned=tuple(i for i, rule in enumerate(rules)
                        if rule.check.needs and not rule.check.always and i not in probing),
        matcher=kept,
        known=frozenset(known) or frozenset(rule.id for rule in rules),
    )


def analysed(kind: Kind, trusted: bool = True) -> tuple[Watch, ...]:
    """The probes of a kind, ready for the matcher. Raises re.error for a bad regex."""
    return tuple(watch(i, probe, trusted) for i, probe in enumerate(kind.probes()))


def warm(rules: Ruleset) -> Generator[None, None, None]:
    """Make ready what otherwise is made when a text first calls for it, in steps of about a millisecond."""
    for kind in rules.kinds:
        getattr(kind, "scan", None)
        yield
    yield from rules.matcher.warm()


def scan_block(rules: Ruleset, block: Block) -> Scanned:
    """What every rule and fact sees in one block; depends on nothing but the two arguments."""
    hits = rules.matcher.hits(block.text)
    owners = sorted({*hits, *rules.always}) if rules.always else sorted(hits)
    kinds, scopes, hit = rules.kinds, rules.scopes, hits.get
    seen: list[tuple[int, Mark]] = []
    for owner in owners:
        scope = scopes[owner]
        if not scope or block.kind in scope:
            for mark in kinds[owner].scan(block, hit(owner, ())):
                seen.append((owner, mark))
    return tuple(seen)


def remembering(rules: Ruleset, size: int = 4096) -> Scan:
    """A scan that remembers blocks: what makes the editor fast, because equal blocks are equal values."""
    return lru_cache(maxsize=size)(partial(scan_block, rules))


def lint(
    rules: Ruleset, document: Document, options: Options = Options(), scan: Scan | None = None
) -> tuple[Finding, ...]:
    """All findings of a document, sorted by place and rule, without suppressed ones, with unused suppressions."""
    scan = scan or partial(scan_block, rules)
    marks: dict[int, list[Mark]] = {}
    for at, (block, place) in enumerate(zip(document.blocks, document.places, strict=True)):
        for owner, mark in scan(block):
            marks.setdefault(owner, []).append(shifted(mark, place.span.start, at))
    facts = {name: marks.get(len(rules.rules) + i, []) for i, name in enumerate(rules.facts)}
    context = settle(facts, document, options)
    findings = {
        found
        for owner in sorted({*marks, *rules.unscanned}) if owner < len(rules.rules)
        for found in judged(rules.rules[owner], marks.get(owner, ()), context)
    }
    return reported(rules, document, findings, options)


def reported(
    rules: Ruleset, document: Document, findings: Collection[Finding], options: Options
) -> tuple[Finding, ...]:
    """What is said of all that was judged (no two equal): without findings that yield or are suppressed, in order."""
    return apply_directives(rules, document, sorted(_settled_yields(rules, findings), key=_order), options.lang)


def _order(found: Finding) -> tuple[object, ...]:
    """The fields: tuples compare many times as fast as dataclasses."""
    fix = found.fix
    return (found.span, found.rule, found.level, found.message,
            (fix.edits, fix.applicability, fix.message) if fix else (), found.related)


def judged(rule: Rule, marks: Sequence[Mark], context: Context) -> Iterable[Finding]:
    lang = context.options.lang
    return [finding(rule, mark, lang) for mark in rule.check.judge(marks, context)]


def shifted(mark: Mark, by: int, at: int) -> Mark:
    """The mark `by` characters further on, in the block number `at`."""
    start, end, key, fix, case, says, edits, related, _ = mark
    if edits:
        edits = tuple(Edit(e.start + by, e.end + by, e.content) for e in edits)
    if related:
        related = tuple(Related(r.start + by, r.end + by, r.key) for r in related)
    return _mark((start + by, end + by, key, fix, case, says, edits, related, at))


def finding(rule: Rule, mark: Mark, lang: str = "zh") -> Finding:
    """The finding that a mark of a rule is, in the language asked for."""
    english = lang == "en" and rule.message_en
    messages = rule.message_en if english else rule.message
    says = {"found": mark.key, "fix": mark.fix or "", **dict(mark.says)}
    template = messages.get(mark.case) or messages.get("") or next(iter(messages.values()))
    other = (rule.related_en if english else rule.related) or ("also here: {found}" if english else "另一处：“{found}”")
    return Finding(
        span=Span(mark.start, mark.end),
        rule=rule.id,
        level=rule.level,
        message=_filled(template, says),
        fix=_fix(rule, mark, english=bool(english)),
        related=tuple((Span(r.start, r.end), _filled(other, {**says, "found": r.key})) for r in mark.related),
    )


def _filled(template: str, says: dict[str, str]) -> str:
    for name, value in says.items() if "{" in template else ():
        template = template.replace("{" + name + "}", value)
    return template


def _fix(rule: Rule, mark: Mark, *, english: bool) -> Fix | None:
    if rule.fix == "none" or (mark.fix is None and not mark.edits):
        return None
    edits = mark.edits or (Edit(mark.start, mark.end, mark.fix or ""),)
    text = edits[0].content
    if len(edits) > 1:
        says = f"apply {len(edits)} changes" if english else f"一并修改 {len(edits)} 处"
    elif english:
        says = f"replace with “{text}”" if text else "delete"
    else:
        says = f"改为“{text}”" if text else "删除"
    return Fix(tuple(sorted(edits)), rule.fix, says)


def _settled_yields(rules: Ruleset, findings: Collection[Finding]) -> Iterable[Finding]:
    """Leave out findings of rules that stay silent where another rule has spoken."""
    by_rule: dict[str, list[Finding]] = {}
    for found in findings:
        by_rule.setdefault(found.rule, []).append(found)
    silent: set[int] = set()
    for rule in rules.rules if by_rule else ():
        if rule.yields and (mine := by_rule.get(rule.id)):
            heard = [g for other, some in by_rule.items() if any(names(to, other) for to in rule.yields) for g in some]
            silent.update(map(id, _overlapping(mine, heard)))
    return [f for f in findings if id(f) not in silent] if silent else findings


def _overlapping(mine: Iterable[Finding], others: Iterable[Finding]) -> Iterable[Finding]:
    """Those of mine that share a character with another of the others."""
    ordered = sorted(others, key=lambda one: one.span)
    reach = list(accumulate((one.span.end for one in ordered), max))
    for one in mine:
        start, end = one.span
        last = bisect_left(ordered, end, key=lambda other: other.span.start) - 1
        while last >= 0 and reach[last] > start:
            if ordered[last].span.end > start and ordered[last] is not one:
                yield one
                break
            last -= 1
