"""Write suppression comments into a text. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zflint.model import Edit
from zflint.regexes import lazy
from zflint.text import Lines

TAIL = lazy(r"(?:[ \t]+#+)?[ \t]*(?:\||\\)?[ \t]*\Z")
"""What stays last in a line of Markdown: the end of a table row, a hard line break, the marks that close a heading."""


def disabling(lines: Lines, format: str, wanted: Mapping[int, Sequence[str]], reason: str) -> list[Edit]:
    """The edits that suppress rules on rows. In plain text a line of its own above the row; in Markdown, where such a
    line would split a paragraph, a comment at its end."""
    edit = _at_the_end if format == "markdown" else _above
    return [edit(lines, row, ", ".join(dict.fromkeys(rules)), reason) for row, rules in sorted(wanted.items())]


def _above(lines: Lines, row: int, rules: str, reason: str) -> Edit:
    start = lines.offset(row, 1)
    return Edit(start, start, f"# zflint-disable-next-line {rules} -- {reason}{_line_end(lines, row)}")


def _at_the_end(lines: Lines, row: int, rules: str, reason: str) -> Edit:
    line = lines.line_text(row)
    tail = TAIL.search(line)
    at = lines.offset(row, 1) + (tail.start() if tail else len(line))
    return Edit(at, at, f" <!-- zflint-disable-line {rules} -- {reason} -->")


def _line_end(lines: Lines, row: int) -> str:
    """The line end of a row, or of the one above when it has none."""
    for one in (row, row - 1):
        if 1 <= one < lines.count:
            return lines.text[lines.starts[one - 1] + len(lines.line_text(one)):lines.starts[one]]
    return "\n"
