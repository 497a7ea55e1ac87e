"""Apply fixes to a text: pure, conflict-free, to a fixed point."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence

from zflint.model import Edit, Finding
from zflint.values import NamedTuple

ROUNDS = 20
"""How often a text is looked at again: a fix may free another that overlapped it."""


class Rewrite(NamedTuple):
    """How to change a file. `fix`: safe, unsafe (both kinds) or none. `reason`: of suppressions for what is left, if
    any. `to`: put the new text in place of the file, or give it, or give a patch."""

    fix: str = "none"
    reason: str = ""
    to: str = "file"


def fixed(text: str, findings: Iterable[Finding]) -> str:
    """The text with every fix applied that does not overlap one applied before it (in the order given)."""
    fixes = chosen(found.fix.edits for found in findings if found.fix)
    return edited(text, (edit for edits in fixes for edit in edits))


def chosen(fixes: Iterable[Sequence[Edit]]) -> list[Sequence[Edit]]:
    """The fixes, each taken whole, of which no edit clashes with one of a fix taken before it."""
    taken: list[Edit] = []
    kept = []
    for edits in fixes:
        if edits and not any(_clashes(edit, taken) for edit in edits):
            kept.append(edits)
            for edit in edits:
                insort(taken, edit)
    return kept


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits applied that do not overlap."""
    out, last = [], 0
    for start, end, content in sorted(edits):
        out += [text[last:start], content]
        last = end
    return "".join(out) + text[last:]


def settled(
    text: str, fixes: Callable[[str], Iterable[Sequence[Edit]]],
    taken: Callable[[str, Sequence[Sequence[Edit]]], object] = lambda text, fixes: None,
) -> str:
    """The text fixed until there is nothing left to fix, or until fixes undo one another.

    `fixes` gives those of a text; `taken` is told of each step: the text before it and the fixes it applies.
    """
    seen = {text}
    for _ in range(ROUNDS):
        now = chosen(fixes(text))
        after = edited(text, (edit for edits in now for edit in edits))
        if after in seen:
            break
        taken(text, now)
        seen.add(after)
        text = after
    return text


def _clashes(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Does it overlap one of the edits (sorted, none overlapping another), or stand at the same place?"""
    at = bisect_left(taken, edit)
    return any(_clash(edit, other) for other in taken[max(at - 1, 0):at + 1])


def _clash(a: Edit, b: Edit) -> bool:
    return (a.start < b.end and b.start < a.end) or (a.start == b.start and a.end == b.end)
