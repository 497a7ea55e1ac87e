"""Suppression comments and the date directive, found in the text of either format."""

from __future__ import annotations

import re
from typing import NamedTuple

from zflint.model import Directive, Span

IDS = r"([A-Za-z0-9/_, -]*?)"
ACTION = r"zflint-(disable-next-line|disable-line|disable-file|disable|enable|as-of)"
COMMENT = re.compile(rf"<!--[ \t]*{ACTION}(?:[ \t]+{IDS})?(?:[ \t]*[:：][^\n]*?)?[ \t]*-->")
LINE = re.compile(rf"^[ \t]*(?:[#%][ \t]*{ACTION}(?:[ \t]+{IDS})?(?:[ \t]*[:：].*)?|<!--[ \t]*zflint-.*-->)[ \t]*$", re.M)


class Found(NamedTuple):
    """directives, and the spans of text that are directives and not prose."""

    directives: tuple[Directive, ...]
    lines: tuple[Span, ...]


def directives(text: str, format: str) -> tuple[Found, str]:
    """Directives of a text in order, and the date that it declares ("" when it declares none)."""
    if "zflint-" not in text:
        return Found((), ()), ""
    matches = [*COMMENT.finditer(text)]
    if format == "plain":
        matches += [m for m in LINE.finditer(text) if m[1]]
    matches.sort(key=re.Match.start)
    found, date = [], ""
    for m in matches:
        words = [word for word in re.split(r"[,\s]+", m[2] or "") if word]
        if m[1] == "as-of":
            date = words[0] if words else ""
        else:
            found.append(Directive(Span(*m.span()), m[1], tuple(words)))
    return Found(tuple(found), tuple(Span(*m.span()) for m in matches)), date
