"""Comments that speak to zflint: suppressions and the date the document is to be judged by, in either format.

`<!-- zflint-disable-line typo/x -- reason -->` anywhere; in plain text also `# zflint-…` or `% zflint-…` on a line of
its own. Rules are separated by commas or spaces; what follows ` -- ` or a colon is the reason and is not read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from zflint.model import Directive, Span
from zflint.regexes import lazy
from zflint.values import NamedTuple

ACTIONS = frozenset({"disable", "enable", "disable-line", "disable-next-line", "disable-file"})
COMMENT = lazy(r"<!--[ \t]*zflint-([A-Za-z-]*[A-Za-z])([^\r\n]*?)-->")
LINE = lazy(r"(?:(?<=[\r\n])|\A)[ \t\ufeff]*([#%]+[ \t]*zflint-([A-Za-z-]*[A-Za-z])([^\r\n]*))")
REASON = lazy(r"(?:^|\s)--(?:\s|$)|[:：]")
DATE = lazy(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?(?![\d-])")


class Found(NamedTuple):
    """directives in order; comments: the spans of text that are directives and not prose; date: ISO, or ""."""

    directives: tuple[Directive, ...] = ()
    comments: tuple[Span, ...] = ()
    date: str = ""


def directives(text: str, format: str, code: Sequence[Span] = ()) -> Found:
    """What a text tells zflint, except inside `code` (sorted spans). An action there is none of is "unknown"."""
    if "zflint-" not in text:
        return Found()
    matches = [(Span(*m.span()), m[1], m[2]) for m in COMMENT.finditer(text) if not _within(m.start(), code)]
    if format == "plain":
        matches += [(Span(*m.span(1)), m[2], m[3]) for m in LINE.finditer(text)]
    found, date = [], ""
    for span, action, rest in sorted(matches):
        words = tuple(re.split(r"[,，、\s]+", REASON.split(rest, maxsplit=1)[0].strip(", ，、\t")))
        if action == "as-of" and (stated := iso_date(words[0])):
            date = stated
        elif action in ACTIONS:
            found.append(Directive(span, action, tuple(filter(None, words))))
        else:
            found.append(Directive(span, "unknown", (" ".join(filter(None, (f"zflint-{action}", *words))),)))
    return Found(tuple(found), tuple(span for span, *_ in sorted(matches)), date)


def _within(at: int, spans: Sequence[Span]) -> bool:
    index = bisect_right(spans, (at, 1 << 62)) - 1
    return index >= 0 and at < spans[index].end


def iso_date(text: str) -> str:
    """An ISO date, month or year (2024-03-01, 2024-03, 2024) from the way people write them, or "" if it is none."""
    m = DATE.match(text.strip(" \t\"'"))
    if not m or not 1900 <= int(m[1]) <= 2999:
        return ""
    month, day = int(m[2] or 1), int(m[3] or 1)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return ""
    return "-".join([m[1], *(f"{int(one):02}" for one in (m[2], m[3]) if one)])
