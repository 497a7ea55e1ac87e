"""Findings → diagnostics of the protocol, as JSON has them."""

from __future__ import annotations

from typing import Any

from zflint.model import Finding
from zflint.server.documents import Seen
from zflint.server.positions import to_range

SEVERITY = {"error": 1, "warning": 2, "info": 3}
SOURCE = "zflint"


def diagnostics(seen: Seen) -> list[dict[str, Any]]:
    """All findings of a document."""
    return [diagnostic(seen, found) for found in seen.findings]


def diagnostic(seen: Seen, found: Finding) -> dict[str, Any]:
    return {
        "range": to_range(seen.lines, found.span, seen.encoding),
        "severity": SEVERITY[found.level],
        "code": found.rule,
        "source": SOURCE,
        "message": found.message,
    }
