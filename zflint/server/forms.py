"""One form of a name throughout: for findings that say a document writes a name in two ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.engine import ruleset, scan_block
from zflint.model import Edit, Finding, Mark, Rule, Span
from zflint.server import rename
from zflint.server.documents import Seen

KINDS = ("variants", "near-names", "own-unit")
"""Kinds of rules whose findings are of that sort."""
LONGEST = 12


def pair(text: str, found: Finding) -> tuple[str, str]:
    """The form that stands there and the one that the fix would write."""
    return text[found.span.start:found.span.end], found.fix.edits[0].content if found.fix else ""


def usual(seen: Seen, found: Finding | None) -> Sequence[Edit]:
    """Apply the fix everywhere that the rule offers the same one; all its fixes when they are words of one level."""
    if found is None or found.fix is None:
        return ()
    _, wanted = pair(seen.text, found)
    level = _kind(seen, found) == "own-unit"
    return [edit for one in seen.findings if one.rule == found.rule and one.fix
            for edit in one.fix.edits if level or edit.content == wanted]


def everywhere(seen: Seen, found: Finding | None) -> Sequence[Edit]:
    """The other way round: what the document writes elsewhere becomes what stands at the finding."""
    rule = _rule(seen, found) if found else None
    if found is None or rule is None:
        return ()
    here, wanted = pair(seen.text, found)
    if rule.kind == "own-unit":
        return _own_level(seen, here, wanted)
    others = {seen.text[span.start:span.end] for span, _ in found.related} | {
        seen.text[one.span.start:one.span.end] for one in seen.findings
        if one.rule == found.rule and pair(seen.text, one)[1] == wanted}
    return [Edit(one.start, one.end, here) for one in _marks(seen, rule) if one.key in others - {here}]


def name_at(text: str, span: Span) -> str:
    """The name that a finding is about: the quotation around it if that is short, else its own text."""
    start, end = text.rfind("“", 0, span.start) + 1, text.find("”", span.end)
    if start and 0 < end - start <= LONGEST and "”" not in text[start:end] and "\n" not in text[start:end]:
        return text[start:end]
    return text[span.start:span.end]


def _rule(seen: Seen, found: Finding) -> Rule | None:
    return next((one for one in seen.rules.rules if one.id == found.rule), None)


def _kind(seen: Seen, found: Finding) -> str:
    rule = _rule(seen, found)
    return rule.kind if rule else ""


def _own_level(seen: Seen, here: str, wanted: str) -> Sequence[Edit]:
    """Every own-level word of the document in the level of the stray one: the document is 区's, not 县's."""
    word = next((one for one in rename.own_words(seen)[1] if seen.text[one.start:one.end] == wanted), None)
    found = rename.target(seen, word.start) if word else None
    return rename.renamed(seen.text, found, here) if found else ()


def _marks(seen: Seen, rule: Rule) -> Iterator[Mark]:
    """All that a rule sees in the document, finding or not."""
    alone = ruleset([rule])
    for block, place in zip(seen.document.blocks, seen.document.places, strict=True):
        for owner, mark in scan_block(alone, block):
            if owner == 0:
                yield mark._replace(start=mark.start + place.span.start, end=mark.end + place.span.start)
