"""The sidebar: counts by level, group and file as small charts, which are the filters too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from zflint.messages import pick
from zflint.report import Checked
from zflint.report.groups import title
from zflint.report.marked import shown
from zflint.report.page_texts import LEVELS, TEXTS, text

Named = tuple[Checked, str]
"""A file and the prefix of its ids."""


def sidebar(files: Sequence[Named]) -> Iterator[str]:
    if not files:
        return
    groups: dict[str, Counter[str]] = {}
    for file, _ in files:
        for one in file.entries:
            groups.setdefault(one["code"].partition("/")[0], Counter())[one["level"]] += 1
    levels: Counter[str] = sum(groups.values(), Counter())
    yield f'<aside aria-label="{text("filters")}">\n'
    yield f'<p class="shown" role="status" data-text="{pick(TEXTS["shown"])}"></p>\n'
    yield from _levels(levels)
    yield f'<details class="filters" open><summary>{text("filters")}</summary><div>'
    yield from _groups(groups)
    yield f'<div class="options"><label><input type="checkbox" data-do="only">{text("only-rows")}</label>'
    yield f'<button type="button" data-do="reset">{text("reset")}</button></div>\n'
    if len(files) > 1:
        yield from _files(files)
    yield f'<p class="keys">{text("keys")}</p></div></details>\n</aside>\n'


def _levels(counts: Mapping[str, int]) -> Iterator[str]:
    yield f'<section class="levels"><h3>{text("level")}</h3>{_bar(counts, sum(counts.values()))}<div class="choices">'
    for level, texts in LEVELS.items():
        if counts[level]:
            yield _choice("level", level, f'<i class="dot {level}"></i>{pick(texts)}', counts[level])
    yield "</div></section>\n"


def _groups(groups: Mapping[str, Counter[str]]) -> Iterator[str]:
    most = max(counts.total() for counts in groups.values())
    yield f'<section class="groups"><h3>{text("group")}</h3><div class="choices">'
    for group in sorted(groups, key=lambda name: (-groups[name].total(), name)):
        yield _choice("group", group, shown(title(group)), groups[group].total(), _bar(groups[group], most))
    yield "</div></section>\n"


def _choice(kind: str, value: str, label: str, count: int, chart: str = "") -> str:
    return (f'<button type="button" data-{kind}="{shown(value)}" aria-pressed="false"><span>{label}</span>'
            f"<b>{count}</b>{chart}</button>")


def _bar(counts: Mapping[str, int], whole: int) -> str:
    """A bar of up to 100 units, one piece a level."""
    pieces, at = "", 0.0
    for level in LEVELS:
        size = 100 * counts[level] / whole
        if size:
            pieces += f'<rect class="{level}" x="{at:.2f}" width="{size:.2f}" height="6"/>'
        at += size
    return f'<svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">{pieces}</svg>'


def _files(files: Sequence[Named]) -> Iterator[str]:
    yield f'<nav class="files"><h3>{text("files")}</h3><ol>'
    for file, prefix in files:
        yield f'<li><a href="#{prefix}0"><span>{shown(file.path)}</span><b>{len(file.entries)}</b></a></li>'
    yield "</ol></nav>\n"
