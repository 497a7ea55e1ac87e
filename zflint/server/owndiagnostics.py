"""The diagnostics of zflint's own files, as JSON has them."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from zflint.server.documents import Seen
from zflint.server.library import every
from zflint.server.ours import sort_of
from zflint.server.positions import to_range
from zflint.server.selfcheck import Problem, config_problems, pack_problems

SEVERITY = {"error": 1, "warning": 2}


def own_diagnostics(seen: Seen) -> list[dict[str, Any]]:
    """What is wrong with an open zflint.toml, pyproject.toml or pack; nothing for any other document."""
    settings = seen.settings.settings
    sort = sort_of(seen.uri, seen.text, settings.packs, seen.path)
    root = os.path.dirname(seen.path)
    problems: list[Problem] = []
    if sort == "pack":
        name = os.path.basename(seen.path) or seen.uri
        others = [rule.id for rule in every(settings.packs) if rule.pack not in (seen.path, name)]
        problems = pack_problems(seen.text, name, _beside(root), others)
    elif sort:
        known = (rule.id for rule in every(settings.packs))
        is_file = os.path.isfile if seen.path and seen.client.trusted else None
        problems = config_problems(seen.text, sort, known, root, is_file)
    return [_written(seen, one) for one in problems]


def saved(seen: Seen) -> bool:
    """Is the text as it is in the file? What is wrong with the file says nothing of a text that is not saved."""
    try:
        with open(seen.path, encoding="utf-8-sig", newline="") as file:
            return file.read() == seen.text.removeprefix("\ufeff")
    except (OSError, UnicodeError):
        return True


def _beside(folder: str) -> Callable[[str], str]:
    """Reads a table beside a pack."""

    def table(name: str) -> str:
        if not folder:
            raise FileNotFoundError(name)
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return file.read()

    return table


def _written(seen: Seen, one: Problem) -> dict[str, Any]:
    return {"range": to_range(seen.lines, one.span, seen.encoding), "severity": SEVERITY[one.level],
            "code": one.code, "source": "zflint", "message": one.message}
