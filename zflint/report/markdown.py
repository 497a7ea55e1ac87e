"""Tables in Markdown, for the summary page of a CI job or a comment: counts by group, then findings, errors first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from zflint.messages import pick
from zflint.regexes import lazy
from zflint.report import Checked, Entry, Look
from zflint.report.groups import title
from zflint.report.ink import plain
from zflint.report.page_texts import LEVELS, text
from zflint.report.places import slashed

MOST = 200
"""So many findings are listed: a summary page holds one megabyte, and nobody reads further."""
ICONS = {"error": "❌", "warning": "⚠️", "info": "ℹ️"}
SPECIAL = lazy(r"[\\`*_{}\[\]<>&#|~]")


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    seen = [file for file in files if file.encoding or file.error]
    entries = [one for file in seen for one in file.entries]
    yield f"## {text('md-title')}\n\n"
    for file in seen:
        if file.error:
            yield f"> {ICONS['error']} {escaped(plain(file.error))}\n\n"
    count = len([file for file in seen if file.encoding])
    if not entries:
        yield f"✅ {text('md-clean', files=count)}\n"
        return
    yield text("md-found", count=len(entries), files=count, with_some=sum(bool(file.entries) for file in seen)) + "\n\n"
    yield from _groups(entries)
    ordered = sorted(entries, key=lambda one: tuple(LEVELS).index(one["level"]))
    yield from _findings(ordered[:MOST])
    if len(ordered) > MOST:
        yield f"\n{text('md-more', count=len(ordered) - MOST)}\n"


def _groups(entries: Sequence[Entry]) -> Iterator[str]:
    counts = Counter((one["code"].partition("/")[0], one["level"]) for one in entries)
    yield _row(text("group"), *(pick(LEVELS[level]) for level in LEVELS))
    yield _row("---", *("--:" for _ in LEVELS))
    groups = {group for group, _ in counts}
    for group in sorted(groups, key=lambda name: (-sum(counts[name, level] for level in LEVELS), name)):
        yield _row(escaped(title(group)), *(str(counts[group, level] or "") for level in LEVELS))
    yield "\n"


def _findings(entries: Iterable[Entry]) -> Iterator[str]:
    yield _row("", text("place"), text("problem"), text("rule"))
    yield _row("---", "---", "---", "---")
    for one in entries:
        at = one["location"]
        place = f"{slashed(one['filename'])}:{at['row']}:{at['column']}"
        yield _row(ICONS[one["level"]], escaped(plain(place)), escaped(plain(one["message"])), f"`{one['code']}`")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def escaped(said: str) -> str:
    """The text with nothing in it that Markdown would take for markup."""
    return SPECIAL.sub(lambda m: f"&#{ord(m[0])};", said)
