"""Edits that write a suppression comment, or take one away."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zflint.model import Directive, Document, Edit, Finding, Span
from zflint.regexes import lazy
from zflint.suppress import names

FRONT_MATTER = lazy(r"\ufeff?---[ \t]*(?:\r\n|\r|\n).*?(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.DOTALL)
BREAK = lazy(r"\r\n|\r|\n")
BLANK = lazy(r"[ \t]*(?:\r\n|\r|\n)?")


def on_line(document: Document, at: int, rule: str) -> Edit:
    """Suppress a rule on the line of an offset: above it in plain text, at its end in Markdown, whose tables and lists
    a line between would part; or in the comment that does it for another rule already."""
    start, end = _line(document.text, at)
    for one in document.directives:
        if one.ids and _covers(document.text, one, start):
            return _added(document.text, one, rule)
    if document.format == "markdown":
        return Edit(end, end, f" <!-- zflint-disable-line {rule} -->")
    start += document.text.startswith("\ufeff", start)
    return Edit(start, start, f"# zflint-disable-next-line {rule}{_break(document.text)}")


def in_file(document: Document, rule: str) -> Edit:
    """Suppress a rule in the whole document: at its top (below front matter), or in the comment that is there."""
    for one in document.directives:
        if one.action == "disable-file" and one.ids:
            return _added(document.text, one, rule)
    front = FRONT_MATTER.match(document.text) if document.format == "markdown" else None
    at = front.end() if front else int(document.text.startswith("\ufeff"))
    line = _break(document.text)
    if document.format == "markdown":
        return Edit(at, at, f"<!-- zflint-disable-file {rule} -->{line}{line}")
    return Edit(at, at, f"# zflint-disable-file {rule}{line}")


def without(document: Document, found: Finding) -> Edit | None:
    """Take away what an unused suppression names: one rule of several, else the comment, with a line that held nothing
    else. None when the finding is of no comment."""
    one = next((one for one in document.directives if one.span == found.span), None)
    if one is None:
        return None
    said = [rule for rule in one.ids if f"“{rule}”" in found.message]
    if len(one.ids) > 1 and said:
        return _removed(document.text, one, said[0])
    start, end = _line(document.text, one.span.start)
    alone = not (document.text[start:one.span.start] + document.text[one.span.end:end]).strip("\ufeff \t")
    if not alone:
        before = document.text[start:one.span.start]
        return Edit(start + len(before.rstrip()), one.span.end, "")
    after = BLANK.match(document.text, one.span.end)
    return Edit(one.span.start, after.end() if after else one.span.end, "")


def directive_at(directives: Iterable[Directive], text: str, offset: int) -> tuple[str, Span] | None:
    """The rule, group or ALL that a suppression comment names at the offset, and where it stands."""
    for one in directives:
        for rule in one.ids if one.span.start <= offset <= one.span.end and one.action != "unknown" else ():
            span = _id_span(text, one, rule)
            if span.start <= offset <= span.end:
                return rule, span
    return None


def _covers(text: str, one: Directive, start: int) -> bool:
    """Does the comment suppress rules on the line that begins there, and on no other?"""
    if one.action == "disable-line":
        return _line(text, one.span.start)[0] == start
    if one.action != "disable-next-line":
        return False
    between = text[_line(text, one.span.end)[1]:start]
    return one.span.end <= start and not between.strip()


def _added(text: str, one: Directive, rule: str) -> Edit:
    at = _id_span(text, one, one.ids[-1]).end
    return Edit(at, at, "" if any(names(told, rule) for told in one.ids) else f", {rule}")


def _removed(text: str, one: Directive, rule: str) -> Edit:
    at, span = one.ids.index(rule), _id_span(text, one, rule)
    if at + 1 < len(one.ids):
        return Edit(span.start, _id_span(text, one, one.ids[at + 1]).start, "")
    return Edit(_id_span(text, one, one.ids[at - 1]).end, span.end, "")


def _id_span(text: str, one: Directive, rule: str) -> Span:
    """Where a rule is named in a comment: after its action, as a word of its own."""
    m = re.search(rf"(?<![\w/-]){re.escape(rule)}(?![\w/-])", text[one.span.start:one.span.end])
    start = one.span.start + (m.start() if m else 0)
    return Span(start, start + len(rule))


def _line(text: str, at: int) -> tuple[int, int]:
    """Where the line of an offset begins and where it ends, without its line end."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    m = BREAK.search(text, at)
    return start, m.start() if m else len(text)


def _break(text: str) -> str:
    """The line end that the text uses."""
    m = BREAK.search(text)
    return m[0] if m else "\n"
