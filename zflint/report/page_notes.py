"""One finding as a note beside the text."""

from __future__ import annotations

from collections.abc import Iterator

from zflint.messages import pick
from zflint.report import Checked, Entry, Look
from zflint.report.groups import title
from zflint.report.marked import shown
from zflint.report.page_texts import LEVEL, text
from zflint.report.places import found
from zflint.report.rule_texts import why

RELATED = 4
"""So many other places are named in a note."""
LONG = 24
"""A replaced text of more characters is not repeated in the note."""


def note(one: Entry, file: Checked, number: int, prefix: str, key: str, look: Look) -> str:
    """A list item. `key` recognises the finding in a later report of the same text."""
    group, name = one["code"].partition("/")[0], f"{prefix}{number}"
    return (f'<li class="note {one["level"]}" id="{name}" data-level="{one["level"]}" data-group="{shown(group)}"'
            f' data-key="{key}">{"".join(_inside(one, file, name, number, prefix, look))}</li>')


def _inside(one: Entry, file: Checked, name: str, number: int, prefix: str, look: Look) -> Iterator[str]:
    group = title(one["code"].partition("/")[0])
    yield f'<p class="top"><a class="n" href="#m{name}">{number}</a><b>{pick(LEVEL[one["level"]])}</b>'
    yield f'<span>{shown(group)}</span><span>{place(one, file)}</span></p>'
    yield f'<label class="done"><input type="checkbox" aria-label="{text("done")}" title="{text("done")}"></label>'
    yield f'<p class="message">{shown(one["message"])}</p>'
    yield from _fix(one, file)
    yield from _related(one, file, prefix)
    yield f"<details><summary>{text('why')}</summary>{_reason(one['code'], look)}</details>"


def place(one: Entry, file: Checked) -> str:
    """Where it is, as readers count: paragraphs of a Word document, lines of a text."""
    return text("paragraph" if file.path.lower().endswith(".docx") else "row", row=one["location"]["row"])


def _fix(one: Entry, file: Checked) -> Iterator[str]:
    if one["fix"]:
        yield f'<p class="fix">{change(one, file)}<small>{text(one["fix"]["applicability"])}</small></p>'


def change(one: Entry, file: Checked) -> str:
    """The fix as HTML: the old struck out and the new, when both are short; else in words."""
    edits = one["fix"]["edits"]
    old = found(edits[0], file.lines)
    if len(edits) > 1 or max(len(old), len(edits[0]["content"])) > LONG or "\n" in old + edits[0]["content"]:
        return shown(one["fix"]["message"])
    new = f"<ins>{shown(edits[0]['content'])}</ins>" if edits[0]["content"] else f"<i>{text('delete')}</i>"
    return (f"<del>{shown(old)}</del> → " if old else "") + new


def _related(one: Entry, file: Checked, prefix: str) -> Iterator[str]:
    others = one["related"]
    if others:
        links = (f'<a href="#{prefix}r{other["location"]["row"]}">{place(other, file)}“{_short(other, file)}”</a>'
                 for other in others[:RELATED])
        more = text("more", count=len(others)) if len(others) > RELATED else ""
        yield f'<p class="also">{text("related")} {text("comma").join(links)}{more}</p>'


def _short(other: Entry, file: Checked) -> str:
    said = found(other, file.lines)
    return shown(said if len(said) <= 12 else said[:11] + "…")


def _reason(code: str, look: Look) -> str:
    rule = look.rules.get(code)
    said = f"<p>{shown(why(rule))}</p>" if rule and why(rule) else ""
    source = f'<p class="source">{shown(text("source", text=rule.source))}</p>' if rule and rule.source else ""
    return f"{said}{source}<p><code>{shown(code)}</code></p>"
