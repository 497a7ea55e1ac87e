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
    "github": "zflint.report.github",
    "gitlab": "zflint.report.gitlab",
    "sarif": "zflint.report.sarif",
    "junit": "zflint.report.junit",
    "checkstyle": "zflint.report.checkstyle",
    "rdjson": "zflint.report.rdjson",
    "markdown": "zflint.report.markdown",
    "html": "zflint.report.html",
}
"""Output format → module with a function `report`."""
FOR_PEOPLE = ("full", "concise")
SUMMED = (*FOR_PEOPLE, "html")
"""Formats whose reader is told on stderr what the run came to."""
WHOLE = ("html",)
"""Formats that show the whole text of a file, not only the rows that are named."""

Entry = dict[str, Any]
"""A finding as the JSON report has it: filename, code, level, message, location, end_location, fix, related, url."""


class Checked(NamedTuple):
    """What came of one file. `lines`: the text of each row where a place begins or ends, or of all rows. `error`: why
    nothing came of it, with the traceback when that was our failure."""

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


def checked(path: str, text: str, findings: Iterable[Finding], encoding: str, whole: bool = False) -> Checked:
    """The findings of a text with rows and columns instead of offsets. `whole`: with every row, if there are any."""
    lines = Lines(text)
    entries = [entry(path, lines, one) for one in findings]
    rows = range(1, lines.count + 1) if whole and entries else sorted(_rows(entries))
    return Checked(path, entries, {row: lines.line_text(row) for row in rows}, encoding)


def _rows(entries: Iterable[Entry]) -> set[int]:
    """The rows where the places of some entries begin and end."""
    places = (place for one in entries for place in (one, *one["related"], *(one["fix"] or NO_FIX)["edits"]))
    return {place[end]["row"] for place in places for end in ("location", "end_location")}


NO_FIX: Mapping[str, Sequence[Entry]] = {"edits": ()}


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
