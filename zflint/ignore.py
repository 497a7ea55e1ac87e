"""Patterns as in .gitignore: which paths a list of them leaves out. Pure; reading the lists is somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from zflint.regexes import lazy
from zflint.values import NamedTuple

PIECE = lazy(r"/\*\*/|^\*\*/|/\*\*$|\\.|\[[!^]?\]?[^\]]*\]|\*+|\?|[^*?\[\\/]+|.", re.S)
PLAIN = {"/**/": "/(?:.*/)?", "**/": "(?:.*/)?", "/**": "/.*", "?": "[^/]"}


class Line(NamedTuple):
    """One pattern: a regex for whole relative paths. keeps: it began with “!”. folders: it ended in “/”."""

    regex: str
    keeps: bool
    folders: bool


class Patterns:
    """An ordered list of patterns relative to one folder; the last one that matches a path decides."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = [parsed for line in lines if (parsed := _parsed(line))]

    def __bool__(self) -> bool:
        return bool(self._lines)

    def leaves_out(self, path: str, folder: bool) -> bool | None:
        """Is the path (relative, with /) left out, kept (False), or not spoken of (None)?"""
        if not self._lines or not self._any(path):
            return None
        for line in reversed(self._lines):
            if (folder or not line.folders) and _compiled(line.regex).fullmatch(path):
                return not line.keeps
        return None

    def _any(self, path: str) -> bool:
        return _compiled("|".join(line.regex for line in self._lines)).fullmatch(path) is not None

    def leaves_out_file(self, path: str, folder: bool = False) -> bool:
        """Is the file (or folder) left out, itself or by one of the folders above it?"""
        parts = path.split("/")
        above = ("/".join(parts[:i]) for i in range(1, len(parts)))
        return any(self.leaves_out(one, True) for one in above) or bool(self.leaves_out(path, folder))


@lru_cache(maxsize=1024)
def _compiled(regex: str) -> re.Pattern[str]:
    return lazy(regex, re.S)


def _parsed(line: str) -> Line | None:
    line = re.sub(r"(?<!\\) +$", "", line.rstrip("\r\n"))
    keeps = line.startswith("!")
    line = line[1:] if keeps else line
    folders = line.endswith("/")
    line = line.rstrip("/") if folders else line
    if not line or (line.startswith("#") and not keeps):
        return None
    anchored = "/" in line
    regex = "".join(map(_translated, PIECE.findall(line.removeprefix("/"))))
    try:
        lazy(regex)
    except re.error:
        return None
    return Line(f"(?:{regex})" if anchored else f"(?:.*/)?(?:{regex})", keeps, folders)


def _translated(piece: str) -> str:
    if piece in PLAIN:
        return PLAIN[piece]
    if piece.startswith("*"):
        return "[^/]*"
    if piece.startswith("[") and len(piece) > 2:
        inner = piece[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"(?!/)[{'^' + inner[1:] if inner[0] in '!^' else inner}]"
    return re.escape(piece[1:] if piece.startswith("\\") and len(piece) > 1 else piece)
