"""Printers of findings. A new format is its file and one line in REPORTS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module

from zflint.model import Finding, Rule, Span
from zflint.text import Lines
from zflint.typed import Any
from zflint.values import NamedTuple

DOCS = "docs/rules/"
"""Where the pages on rules are; one page a group."""

REPORTS = {
    "full": "zflint.report.full",
    "concise": "zflint.report.concise",
    "json": "zflint.report.json",
    "json-lines": "zflint.report.json_lines",
}
"""Output format → module with a function `report`."""
FOR_PEOPLE = ("full", "concise")

Entry = dict[str, Any]
"""A finding as the JSON report has it: filename, code, level, message, location, end_location, fix, related, url."""


class Checked(NamedTuple):
    """What came of one file. `lines`: the text of each row that an entry names. `error`: why nothing came of it, with
    the traceback when that was our failure."""

    path: str
    entries: Sequence[Entry]
    lines: Mapping[int, str]
    encoding: str = ""
    error: str = ""
    trace: str = ""


class Look(NamedTuple):
    """How to print: columns of the terminal, colours or not, and the rules by id, for their reasons."""

    width: int
    color: bool
    rules: Mapping[str, Rule]


Report = Callable[[Iterable[Checked], Look], Iterator[str]]
"""Pieces of text, lines with their line ends."""


def report(format: str) -> Report:
    """The printer of an output format, a key of REPORTS."""
    return import_module(REPORTS[format]).report  # type: ignore[no-any-return]


def url(rule: str) -> str:
    group, _, name = rule.partition("/")
    return f"{DOCS}{group}.md#{name}"


def checked(path: str, text: str, findings: Iterable[Finding], encoding: str) -> Checked:
    """The findings of a text with rows and columns instead of offsets."""
    lines = Lines(text)
    entries = [entry(path, lines, one) for one in findings]
    rows = {place["location"]["row"] for one in entries for place in (one, *one["related"])}
    return Checked(path, entries, {row: lines.line_text(row) for row in sorted(rows)}, encoding)


def entry(path: str, lines: Lines, found: Finding) -> Entry:
    fix = found.fix and {
        "applicability": found.fix.applicability,
        "message": found.fix.message,
        "edits": [{"content": e.content, **_places(lines, Span(e.start, e.end))} for e in found.fix.edits],
    }
    return {
        "filename": path, "code": found.rule, "level": found.level, "message": found.message,
        **_places(lines, found.span), "fix": fix,
        "related": [{**_places(lines, span), "message": message} for span, message in found.related],
        "url": url(found.rule),
    }


def _places(lines: Lines, span: Span) -> dict[str, dict[str, int]]:
    (row, column), (end_row, end_column) = lines.row_column(span.start), lines.row_column(span.end)
    return {"location": {"row": row, "column": column}, "end_location": {"row": end_row, "column": end_column}}
