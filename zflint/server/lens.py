"""Code lens: how many placeholders are open, at the top of the document. Only where the settings ask for it."""

from __future__ import annotations

from typing import Any

from zflint.server.documents import Seen
from zflint.server.placeholders import open_ones

TEXT = ("还有 {count} 处没有填写", "{count} left to fill in")


def lenses(seen: Seen) -> list[dict[str, Any]]:
    """textDocument/codeLens: one lens, whose command goes to the next placeholder, or none."""
    found = open_ones(seen.findings) if seen.client.placeholder_lens else []
    if not found:
        return []
    title = TEXT[seen.settings.options.lang == "en"].format(count=len(found))
    top = {"line": 0, "character": 0}
    about = {"uri": seen.uri, "position": top}
    return [{"range": {"start": top, "end": top},
             "command": {"title": title, "command": "zflint.nextPlaceholder", "arguments": [about]}}]
