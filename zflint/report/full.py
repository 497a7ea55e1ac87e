"""Message, line with carets, other places, fix; the reason once a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zflint.messages import language, say
from zflint.report import Checked, Entry, Look
from zflint.report.ink import BOLD, CODE, DIM, GOOD, LEVELS, ink, plain
from zflint.text import excerpt
from zflint.wrap import wrapped

RELATED = 3
"""So many other places are shown with their text; the rest only by row and column."""


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    told: set[str] = set()
    for file in files:
        for one in file.entries:
            yield from _finding(one, file, look)
            if one["code"] not in told:
                told.add(one["code"])
                yield from _why(one["code"], look)
            yield "\n"


def _finding(one: Entry, file: Checked, look: Look) -> Iterator[str]:
    at, color = one["location"], LEVELS[one["level"]]
    level = ink(say(f"level-{one['level']}"), color, look)
    place = ink(f"{plain(one['filename'])}:{at['row']}:{at['column']}", BOLD, look)
    yield f"{place} {level} {ink(one['code'], CODE, look)}\n"
    yield from _said(plain(one["message"]), look)
    yield from _line(one, file, look, "^", color)
    for other in one["related"][:RELATED]:
        where = f"{other['location']['row']}:{other['location']['column']}"
        yield f"{_bar(look)}{plain(other['message'])} {ink(where, DIM, look)}\n"
        if other["location"]["row"] != at["row"]:
            yield from _line(other, file, look, "-", DIM)
    rest = one["related"][RELATED:]
    if rest:
        places = say("and").join(f"{o['location']['row']}:{o['location']['column']}" for o in rest[:10])
        yield _bar(look) + say("more-related", count=len(rest), places=places + ("…" if len(rest) > 10 else "")) + "\n"
    if one["fix"]:
        key = "fix" if one["fix"]["applicability"] == "safe" else "fix-unsafe"
        yield from _said(say(key, text=plain(one["fix"]["message"])), look, GOOD)


def _said(text: str, look: Look, color: str = "") -> Iterator[str]:
    for line in wrapped(text, look.width - GUTTER):
        yield _bar(look) + (ink(line, color, look) if color else line) + "\n"


def _line(place: Entry, file: Checked, look: Look, mark: str, color: str) -> Iterator[str]:
    """The line of a place with marks under the place; of several lines, the first."""
    start, end = place["location"], place["end_location"]
    text = file.lines[start["row"]]
    last = end["column"] - 1 if end["row"] == start["row"] else len(text)
    part = excerpt(text, start["column"] - 1, last, look.width - GUTTER)
    number = f"{start['row']:>{GUTTER - 3}} |"
    yield f"{ink(number, DIM, look)} {part.text}\n"
    yield f"{_bar(look)}{' ' * part.before}{ink(mark * part.under, color, look)}\n"


def _why(code: str, look: Look) -> Iterator[str]:
    rule = look.rules.get(code)
    why = rule and (rule.why_en if language() == "en" and rule.why_en else rule.why)
    if why:
        yield from _said(say("why", text=why), look, DIM)


GUTTER = 9


def _bar(look: Look) -> str:
    return ink(" " * (GUTTER - 2) + "|", DIM, look) + " "
