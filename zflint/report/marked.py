"""Text with its findings highlighted, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from zflint.report import Entry
from zflint.report.page_texts import LEVELS
from zflint.values import NamedTuple


class Stretch(NamedTuple):
    """The part of a row that belongs to a finding: columns from 0. `begins`: the finding begins here."""

    start: int
    end: int
    number: int
    level: str
    begins: bool


def stretches(entries: Sequence[Entry], lines: Mapping[int, str]) -> dict[int, list[Stretch]]:
    """For each row what findings it shares in. Findings are numbered from 1, in order."""
    rows: dict[int, list[Stretch]] = {}
    for number, one in enumerate(entries, 1):
        first, last = one["location"], one["end_location"]
        for row in range(first["row"], last["row"] + 1):
            start = first["column"] - 1 if row == first["row"] else 0
            end = last["column"] - 1 if row == last["row"] else len(lines.get(row, ""))
            if start < end or row == first["row"]:
                rows.setdefault(row, []).append(Stretch(start, end, number, one["level"], row == first["row"]))
    return rows


def marked(text: str, parts: Sequence[Stretch], prefix: str) -> str:
    """A row as HTML; `prefix` and a number make the id of a note and, after “m”, that of the mark that refers to it."""
    cuts = sorted({0, len(text), *(min(cut, len(text)) for part in parts for cut in part[:2])})
    return "".join(_pieces(text, cuts, parts, prefix))


def _pieces(text: str, cuts: Sequence[int], parts: Sequence[Stretch], prefix: str) -> Iterator[str]:
    for start, end in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        points = [part for part in parts if part.start == part.end and min(part.start, len(text)) == start]
        if points:
            yield _mark("", points, start, prefix)
        over = [part for part in parts if part.start <= start and end <= part.end and start < end]
        if over:
            yield _mark(text[start:end], over, start, prefix)
        elif start < end:
            yield shown(text[start:end])


def _mark(inside: str, parts: Sequence[Stretch], at: int, prefix: str) -> str:
    level = min((part.level for part in parts), key=tuple(LEVELS).index)
    numbers = " ".join(f"{prefix}{part.number}" for part in parts)
    badges = "".join(_badge(part, prefix) for part in parts if part.begins and part.start == at)
    if badges:
        # A line does not end between a number and what it is the number of.
        badges, inside = f'<span class="nb">{badges}{shown(inside[:1])}</span>', inside[1:]
    kind = " point" if all(part.start == part.end for part in parts) else ""
    return f'<mark class="{level}{kind}" data-of="{numbers}">{badges}{shown(inside)}</mark>'


def _badge(part: Stretch, prefix: str) -> str:
    name = f"{prefix}{part.number}"
    return f'<a class="n" id="m{name}" href="#{name}">{part.number}</a>'


def shown(text: str) -> str:
    """The text as HTML, with the numbers of characters that a page would not show or that would disturb it."""
    return escape(text) if text.isprintable() else "".join(map(_shown, text))


def _shown(one: str) -> str:
    if one.isprintable() or one in "\t\u3000\u00a0":
        return escape(one)
    return f'<span class="odd">U+{ord(one):04X}</span>'
