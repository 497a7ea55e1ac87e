"""Break text into lines by display width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zflint.text import width


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Lines of at most so many columns: broken at spaces, and between Chinese characters but not before their marks."""
    line, used = "", 0
    for piece in _pieces(text):
        size = width(piece.rstrip())
        if used + size > columns and line:
            yield line.rstrip()
            line, used = "", 0
        line, used = line + piece, used + width(piece)
    yield line.rstrip()


def _pieces(text: str) -> list[str]:
    """What may not be broken: a word with the space after it, or a wide character with the marks that belong to it."""
    opening, closing = "[“‘《〈（【〔]*", "[”’》〉）】〕，。、；：！？…]*"
    wide = "[\u2e80-\u9fff]"
    return re.findall(rf"{opening}(?:{wide}|(?:(?!{wide})[^\s“‘《（【〔])+){closing}\s*|\s+|\S", text)
