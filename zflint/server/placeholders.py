"""Placeholders as a workflow: which are open, and from one to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from zflint.model import Finding, Span
from zflint.server.documents import Seen
from zflint.server.positions import Range, to_offset, to_range

GROUP = "placeholder"


def open_ones(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that are placeholders, in order, one for each place."""
    by_place = {one.span: one for one in findings if one.rule.partition("/")[0] == GROUP}
    return [by_place[span] for span in sorted(by_place)]


def after(spans: Sequence[Span], offset: int) -> Span | None:
    """The first of the sorted spans that begins after the offset; after the last one the first again."""
    return spans[bisect_right([one.start for one in spans], offset) % len(spans)] if spans else None


def before(spans: Sequence[Span], offset: int) -> Span | None:
    """The last of the sorted spans that begins before the offset; before the first one the last."""
    return spans[bisect_left([one.start for one in spans], offset) - 1] if spans else None


def next_one(seen: Seen, position: Any) -> Range | None:
    """The range of the placeholder after a position of the protocol; it wraps round."""
    return _range(seen, after(spans(seen), to_offset(seen.lines, position, seen.encoding)))


def previous_one(seen: Seen, position: Any) -> Range | None:
    """The range of the placeholder before a position of the protocol; it wraps round."""
    return _range(seen, before(spans(seen), to_offset(seen.lines, position, seen.encoding)))


def listed(seen: Seen) -> list[dict[str, Any]]:
    """All placeholders: range, text, message."""
    return [{"range": to_range(seen.lines, one.span, seen.encoding), "message": one.message,
             "text": seen.text[one.span.start:one.span.end]} for one in open_ones(seen.findings)]


def spans(seen: Seen) -> list[Span]:
    """Where the placeholders are."""
    return [one.span for one in open_ones(seen.findings)]


def _range(seen: Seen, span: Span | None) -> Range | None:
    return to_range(seen.lines, span, seen.encoding) if span else None
