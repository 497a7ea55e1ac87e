"""Edits of the core as edits of the protocol: always of the version they were made for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zflint.model import Edit, Span
from zflint.server.documents import Seen
from zflint.server.positions import to_range


def text_edits(seen: Seen, edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """TextEdit[] as JSON, sorted by place."""
    return [{"range": to_range(seen.lines, Span(one.start, one.end), seen.encoding), "newText": one.content}
            for one in sorted(set(edits))]


def workspace_edit(seen: Seen, edits: Iterable[Edit], documents: bool = True) -> dict[str, Any]:
    """A WorkspaceEdit as JSON that holds for the version seen; `documents`: does the client know documentChanges?"""
    changes = text_edits(seen, edits)
    if not documents:
        return {"changes": {seen.uri: changes}}
    return {"documentChanges": [{"textDocument": {"uri": seen.uri, "version": seen.version}, "edits": changes}]}
