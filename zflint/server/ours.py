"""Which documents are zflint's own: its configuration, and packs of rules."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal
from urllib.parse import unquote

from zflint.regexes import lazy

Sort = Literal["config", "pyproject", "pack", ""]
GROUP = lazy(r"^[ \t]*group[ \t]*=", re.MULTILINE)
RULE = lazy(r"^[ \t]*\[\[[ \t]*rule[ \t]*\]\]", re.MULTILINE)


def sort_of(uri: str, text: str, packs: Collection[str] = (), path: str = "") -> Sort:
    """What sort of file of ours a document is, or "". packs: absolute paths of those that the configuration names."""
    name = unquote(uri).rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    if name == "zflint.toml":
        return "config"
    if name == "pyproject.toml":
        return "pyproject"
    if not name.endswith(".toml"):
        return ""
    return "pack" if (path and path in packs) or (GROUP.search(text) and RULE.search(text)) else ""
