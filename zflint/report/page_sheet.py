"""The sheet that is printed: a table of findings with room for the verdict, the reasons, and lines to sign."""

from __future__ import annotations

from collections.abc import Iterator

from zflint.messages import pick
from zflint.report import Checked, Entry, Look
from zflint.report.marked import shown
from zflint.report.page_notes import change, place
from zflint.report.page_texts import LEVEL, text
from zflint.report.places import found
from zflint.report.rule_texts import why

AROUND, LONG = 8, 24
"""Characters of the text shown on either side of what was found, and at most of it."""


def sheet(file: Checked, prefix: str, look: Look) -> Iterator[str]:
    yield '<section class="sheet">\n<table>\n<thead><tr>'
    yield from (f"<th>{text(key)}</th>" for key in ("number", "place", "found", "problem", "proposal", "verdict"))
    yield "</tr></thead>\n<tbody>\n"
    for number, one in enumerate(file.entries, 1):
        yield _line(one, file, number, prefix)
    yield "</tbody>\n</table>\n"
    yield from _reasons(file, look)
    yield f"{signatures()}<h3>{text('original')}</h3>\n</section>\n"


def signatures() -> str:
    """Lines for those who proofread and review."""
    blanks = "".join(f"<span>{text(key)}<i></i></span>" for key in ("proofreader", "reviewer", "date"))
    return f'<p class="sign">{blanks}</p>\n'


def _line(one: Entry, file: Checked, number: int, prefix: str) -> str:
    proposal = change(one, file) if one["fix"] else "—"
    verdict = f'<span class="asked">{text("accept")}</span><span class="settled">☑ {text("done")}</span>'
    cells = (number, place(one, file), _context(one, file),
             f"<b>{pick(LEVEL[one['level']])}</b>{text('colon')}{shown(one['message'])}", proposal, verdict)
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="{one["level"]}" data-for="{prefix}{number}">{row}</tr>\n'


def _context(one: Entry, file: Checked) -> str:
    start, end = one["location"], one["end_location"]
    first, last = file.lines[start["row"]], file.lines[end["row"]]
    said = found(one, file.lines).replace("\n", " ")
    said = said if len(said) <= LONG else said[:LONG - 1] + "…"
    before, after = first[:start["column"] - 1], last[end["column"] - 1:]
    head = "…" * (len(before) > AROUND) + before[-AROUND:].lstrip()
    tail = after[:AROUND].rstrip() + "…" * (len(after) > AROUND)
    return f"{shown(head)}<u>{shown(said)}</u>{shown(tail)}"


def _reasons(file: Checked, look: Look) -> Iterator[str]:
    """Each rule's reason once, with the numbers of the findings that it explains."""
    numbers: dict[str, list[str]] = {}
    for number, one in enumerate(file.entries, 1):
        numbers.setdefault(one["code"], []).append(str(number))
    told = [(some, look.rules[code]) for code, some in numbers.items() if code in look.rules and why(look.rules[code])]
    if told:
        yield f"<h3>{text('reasons')}</h3>\n<ul>\n"
        for some, rule in told:
            source = f" {shown(text('source', text=rule.source))}" if rule.source else ""
            yield f"<li><b>{text('comma').join(some)}</b> {shown(why(rule))}{source}</li>\n"
        yield "</ul>\n"
