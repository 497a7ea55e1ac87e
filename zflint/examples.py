"""Run the examples that rules carry. A bad example says text, place and fix in one string: “⟦截止目前→截至目前⟧，…”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zflint.engine import Ruleset, lint, ruleset
from zflint.fix import fixed
from zflint.model import Example, Finding, Options, Rule
from zflint.parse import parse
from zflint.regexes import lazy
from zflint.rules import configured
from zflint.values import NamedTuple

MARKED = lazy(r"⟦([^⟦⟧→]*)(?:→([^⟦⟧]*))?⟧")


class Failure(NamedTuple):
    """An example that did not do what it says: noisy, missing, wrong, unfixed, or passing (a todo that passes)."""

    rule: str
    verdict: str
    text: str
    detail: str


class Expected(NamedTuple):
    """What a bad example promises: code points of the unmarked text, and the fix (None: not stated)."""

    start: int
    end: int
    fix: str | None


def unmarked(text: str) -> tuple[str, list[Expected]]:
    """The text without its ⟦⟧ marks, and what they promise."""
    out, expected, last, size = [], [], 0, 0
    for m in MARKED.finditer(text):
        before = text[last:m.start()]
        out += [before, m[1]]
        size += len(before)
        expected.append(Expected(size, size + len(m[1]), m[2]))
        size += len(m[1])
        last = m.end()
    return "".join(out) + text[last:], expected


def failures(rule: Rule) -> list[Failure]:
    """Every example of the rule that fails when the rule runs alone."""
    rules = ruleset([rule])
    found = [f for one in rule.good if (f := _good(rules, rule, one))]
    found += [f for one in rule.bad if (f := _bad(rules, rule, one))]
    passing = [one for one in rule.todo if not _todo(rules, rule, one)]
    return found + [Failure(rule.id, "passing", one.text, "todo 例文已经通过，请移到 bad 或 good") for one in passing]


def _todo(rules: Ruleset, rule: Rule, example: Example) -> Failure | None:
    return _bad(rules, rule, example) if MARKED.search(example.text) else _good(rules, rule, example)


def run(rules: Ruleset, example: Example, text: str) -> tuple[Finding, ...]:
    options = Options(as_of=example.as_of, own_unit=example.own_unit, names=example.names)
    if options.names:
        rules = ruleset(configured(rules.rules, options))
    return lint(rules, parse(text, example.format), options)


def _good(rules: Ruleset, rule: Rule, example: Example) -> Failure | None:
    found = run(rules, example, example.text)
    return Failure(rule.id, "noisy", example.text, _told(found, example.text)) if found else None


def _bad(rules: Ruleset, rule: Rule, example: Example) -> Failure | None:
    text, expected = unmarked(example.text)
    if not expected:
        return Failure(rule.id, "wrong", example.text, "错例里没有 ⟦…⟧ 标记")
    found = run(rules, example, text)
    places = [(f.span.start, f.span.end) for f in found]
    wanted = [(e.start, e.end) for e in expected]
    if [p for p in wanted if p not in places]:
        return Failure(rule.id, "missing", example.text, _told(found, text))
    if sorted(places) != sorted(wanted):
        return Failure(rule.id, "noisy", example.text, _told(found, text))
    for one in expected:
        fix = next(f.fix for f in found if (f.span.start, f.span.end) == (one.start, one.end))
        said = fix.edits[0].content if fix and len(fix.edits) == 1 else None
        if one.fix is not None and said != one.fix:
            return Failure(rule.id, "wrong", example.text, f"应改为“{one.fix}”，规则给出的是 {said!r}")
    if all(f.fix for f in found) and run(rules, example, fixed(text, found)):
        return Failure(rule.id, "unfixed", example.text, f"修改后仍有问题：{fixed(text, found)}")
    return None


def _told(found: Iterable[Finding], text: str) -> str:
    told = "、".join(f"“{text[f.span.start:f.span.end]}”@{f.span.start}" for f in found)
    return f"规则找到：{told or '（没有）'}"


def unfired(rules: Sequence[Rule]) -> list[str]:
    """Ids of rules that no bad example fires: they load, run and find nothing."""
    idle = []
    for rule in rules:
        ready = ruleset([rule])
        if not any(run(ready, one, unmarked(one.text)[0]) for one in rule.bad):
            idle.append(rule.id)
    return idle
