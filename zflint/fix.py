"""Apply fixes to a text: pure, conflict-free, to a fixed point."""

from __future__ import annotations

from collections.abc import Iterable

from zflint.model import Edit, Finding


def fixed(text: str, findings: Iterable[Finding]) -> str:
    """The text with every fix applied that does not overlap one applied before it (in the order given)."""
    taken: list[Edit] = []
    for found in findings:
        edits = found.fix.edits if found.fix else ()
        if edits and not any(_clash(a, b) for a in edits for b in taken):
            taken += edits
    for edit in sorted(taken, reverse=True):
        text = text[:edit.start] + edit.content + text[edit.end:]
    return text


def _clash(a: Edit, b: Edit) -> bool:
    return a == b or (a.start < b.end and b.start < a.end) or (a.start == b.start and a.end == b.end)
