"""Deleting a block that does not belong to the text: leftovers of a web page, a passage that is there already."""

from __future__ import annotations

from collections.abc import Sequence

from zflint.kinds.deletion import whole_lines
from zflint.model import Edit, Finding
from zflint.server.documents import Seen

KINDS = ("residue", "repeated-passages", "repeated-title")
"""Kinds of rules whose findings are whole blocks, or sentences of one."""


def edits(seen: Seen, found: Finding | None) -> Sequence[Edit]:
    """The rule's own deletion, else that of the blocks that the finding covers, else of its text."""
    if found is None:
        return ()
    if found.fix:
        return found.fix.edits
    places = seen.document.places
    start, end = found.span
    covered = [at for at, one in enumerate(places) if start <= one.span.start and one.span.end <= end]
    if covered and seen.document.format == "plain":
        return whole_lines(places, covered[0], covered[-1])
    if covered:
        return [_lines(seen.text, found)]
    return [Edit(start, end + seen.text.startswith("。", end), "")]


def _lines(text: str, found: Finding) -> Edit:
    """The source lines of a finding, with the marks of Markdown around it and one line end."""
    start = max(text.rfind("\n", 0, found.span.start), text.rfind("\r", 0, found.span.start)) + 1
    ends = [at for one in "\r\n" if (at := text.find(one, found.span.end)) >= 0]
    end = min(ends, default=len(text))
    return Edit(start, end + (2 if text.startswith("\r\n", end) else end < len(text)), "")
