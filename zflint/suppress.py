"""Suppression comments: which findings they cover, and which of them cover nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zflint.model import Directive, Document, Finding, Mark, Span
from zflint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zflint.engine import Ruleset


def apply_directives(
    rules: Ruleset, document: Document, findings: Sequence[Finding], lang: str
) -> tuple[Finding, ...]:
    """The findings that no directive covers, and one finding for each directive that covers nothing."""
    if not document.directives:
        return tuple(findings)
    ranges = [(d, rule, span) for d, span in _ranges(document) for rule in (d.ids or ("ALL",))]
    used: set[tuple[Directive, str]] = set()
    kept = []
    for found in findings:
        covering = [(d, rule) for d, rule, span in ranges
                    if span.start <= found.span.start < span.end and names(rule, found.rule)]
        used.update(covering)
        if not covering:
            kept.append(found)
    return tuple(sorted([*kept, *_idle(rules, document.directives, used, lang)]))


def names(selector: str, rule_id: str) -> bool:
    """Does a selector (ALL, a group or a rule id) name the rule?"""
    return selector == "ALL" or rule_id == selector or rule_id.startswith(selector + "/")


def _ranges(document: Document) -> Iterable[tuple[Directive, Span]]:
    text, end = document.text, len(document.text) + 1
    for number, directive in enumerate(document.directives):
        line_end = _line_end(text, directive.span.end)
        match directive.action:
            case "disable-file":
                yield directive, Span(0, end)
            case "disable-line":
                yield directive, Span(_line_start(text, directive.span.start), line_end)
            case "disable-next-line":
                yield directive, Span(line_end, _line_end(text, _next_text(document, line_end)))
            case "disable":
                yield directive, Span(directive.span.end, _enabled_again(document, number, end))


def _enabled_again(document: Document, number: int, end: int) -> int:
    """Where a `disable` stops: at the next `enable` that names the same rules, or any `enable` without names."""
    mine = set(document.directives[number].ids)
    for later in document.directives[number + 1:]:
        if later.action == "enable" and (not later.ids or not mine or mine & set(later.ids)):
            return later.span.start
    return end


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    ends = [i for i in (text.find("\n", at), text.find("\r", at)) if i >= 0]
    return min(ends, default=len(text))


def _next_text(document: Document, at: int) -> int:
    """The next character of prose: neither blank lines nor other comments of ours count as the next line."""
    text, ends = document.text, {one.span.start: one.span.end for one in document.directives}
    while at < len(text) and (text[at].isspace() or at in ends):
        at = ends.get(at, at + 1)
    return at


def _idle(
    rules: Ruleset, directives: Iterable[Directive], used: set[tuple[Directive, str]], lang: str
) -> Iterable[Finding]:
    from zflint.engine import finding

    rule = next((r for r in rules.rules if r.kind == "suppression"), None)
    if rule is None:
        return
    selected = [r.id for r in rules.rules]
    for directive in directives:
        if directive.action == "enable":
            continue
        if directive.action == "unknown":
            yield finding(rule, Mark(*directive.span, key=directive.ids[0], case="malformed"), lang)
            continue
        for name in directive.ids or ("ALL",):
            known = name == "ALL" or any(names(name, one) for one in rules.known)
            runs = any(names(name, one) for one in selected)
            if not known or (runs and (directive, name) not in used):
                case = "unused" if known else "unknown"
                yield finding(rule, Mark(*directive.span, key=name, case=case), lang)
