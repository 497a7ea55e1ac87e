"""A page for reviewers: the text with highlights, findings beside it; printed, it is a 校对单 to sign.

One file without any address in it: style and script are written into it, fonts are named and not brought. The page
can be read without its script, which adds filters and puts each finding beside its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import zflint
from zflint.messages import language, pick
from zflint.report import Checked, Look
from zflint.report.marked import marked, shown, stretches
from zflint.report.page_charts import sidebar
from zflint.report.page_notes import note
from zflint.report.page_sheet import sheet, signatures
from zflint.report.page_texts import LEVELS, text
from zflint.report.places import fingerprints
from zflint.values import NamedTuple


class Part(NamedTuple):
    """A file of the report. `prefix` begins the ids of its findings."""

    file: Checked
    prefix: str


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    seen = [file for file in files if file.encoding or file.error]
    parts = [Part(file, f"f{number}-") for number, file in enumerate((f for f in seen if f.entries), 1)]
    yield from _head(seen)
    yield from _bar(seen)
    yield '<div class="page">\n'
    yield from sidebar([(part.file, part.prefix) for part in parts])
    yield "<main>\n"
    yield from _failed([file for file in seen if file.error])
    for part in parts:
        yield from _article(part, look)
    yield from _clean([file for file in seen if not file.entries and not file.error], alone=not parts)
    yield f"</main>\n</div>\n<script>{_asset('page.js')}</script>\n</body>\n</html>\n"


def _asset(name: str) -> str:
    import os

    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()


def _head(files: Sequence[Checked]) -> Iterator[str]:
    from base64 import b64encode
    from hashlib import sha256

    script = b64encode(sha256(_asset("page.js").encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{script}'"
    yield f'<!doctype html>\n<html lang="{"en" if language() == "en" else "zh-CN"}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f'<meta name="color-scheme" content="light dark">\n<title>{shown(_title(files))}</title>\n'
    single = ' class="single"' if len(files) == 1 else ""
    yield f"<style>{_asset('page.css')}</style>\n</head>\n<body{single}>\n"


def _title(files: Sequence[Checked]) -> str:
    if len(files) == 1:
        return text("one-file", title=text("title"), file=files[0].path)
    return text("many-files", title=text("title"), count=len(files))


def _name(files: Sequence[Checked]) -> str:
    return files[0].path if len(files) == 1 else text("file-count", count=len(files))


def _bar(files: Sequence[Checked]) -> Iterator[str]:
    count = sum(len(file.entries) for file in files)
    said = text("count", count=count) if count else text("clean")
    yield f'<header class="bar"><h1>{text("title")}</h1><p class="of">{shown(_name(files))}</p>'
    yield f'<p class="told">{said}</p>\n<div class="tools">'
    for action, label in (("previous", "↑"), ("next", "↓"), ("theme", "◐"), ("print", text("print"))):
        name = text(action)
        yield f'<button type="button" data-do="{action}" title="{name}" aria-label="{name}">{label}</button>'
    yield "</div></header>\n"


def _failed(files: Sequence[Checked]) -> Iterator[str]:
    if files:
        yield f'<section class="failed"><h2>{text("failed")}</h2><ul>'
        yield from (f"<li>{shown(file.error)}</li>" for file in files)
        yield "</ul></section>\n"


def _clean(files: Sequence[Checked], alone: bool) -> Iterator[str]:
    if not files:
        return
    if alone:
        name = shown(_name(files))
        yield f'<section class="clean alone" data-title="{text("title")}"><h2>{name}</h2>'
        yield f'<p class="fine">{text("clean")}</p>{signatures()}'
    else:
        yield '<section class="clean">'
    yield f"<details><summary>{text('clean-files', count=len(files))}</summary><ul>"
    yield from (f"<li>{shown(file.path)}</li>" for file in files)
    yield "</ul></details></section>\n"


def _article(part: Part, look: Look) -> Iterator[str]:
    file = part.file
    yield f'<article id="{part.prefix}0" data-title="{text("title")}">\n'
    levels = Counter(one["level"] for one in file.entries)
    told = text("comma").join(f"{pick(LEVELS[level])} {levels[level]}" for level in LEVELS if levels[level])
    yield f'<h2><span class="name">{shown(file.path)}</span>'
    yield f"<small>{text('count', count=len(file.entries))}{text('colon')}{told}</small></h2>\n"
    yield from sheet(file, part.prefix, look)
    yield '<div class="text">\n'
    yield from _rows(part, look)
    yield "</div>\n"
    yield f'<p class="made">{text("made", version=zflint.__version__)}</p>\n</article>\n'


def _rows(part: Part, look: Look) -> Iterator[str]:
    file = part.file
    over = stretches(file.entries, file.lines)
    notes: dict[int, list[str]] = {}
    for number, (one, key) in enumerate(zip(file.entries, fingerprints(file), strict=True), 1):
        notes.setdefault(one["location"]["row"], []).append(note(one, file, number, part.prefix, key, look))
    before = 0
    for row, line in file.lines.items():
        if row > before + 1:
            yield '<p class="gap">⋯</p>\n'
        before = row
        yield _row(row, line, marked(line, over.get(row, ()), part.prefix), "".join(notes.get(row, ())), part.prefix)


def _row(row: int, line: str, inside: str, notes: str, prefix: str) -> str:
    kind = "row" + (" blank" if not line.strip() else "") + (" has" if notes else "")
    aside = f'<ol class="notes">{notes}</ol>' if notes else ""
    return f'<div class="{kind}" id="{prefix}r{row}"><span class="no">{row}</span><p>{inside}</p>{aside}</div>\n'


