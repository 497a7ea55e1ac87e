"""What a server sees in a text, without a server: the argument of every feature."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from zflint.check import prepared
from zflint.config import Selection, Settings
from zflint.engine import lint
from zflint.fix import edited
from zflint.model import Edit, Name, Options, Span
from zflint.parse import parse
from zflint.server.documents import Seen
from zflint.server.positions import to_position
from zflint.server.settings import ClientSettings, InForce
from zflint.text import Lines

CURSOR = "‸"
"""Marks the place of the cursor in a text of the tests."""


def seen(
    text: str, language: str = "plaintext", *, uri: str = "file:///公文/draft.txt", path: str = "",
    select: Iterable[str] = (),
    extend: Iterable[str] = (), as_of: str = "", own_unit: str = "", names: tuple[Name, ...] = (), lang: str = "zh",
    placeholder_lens: bool = False, version: int = 1,
) -> Seen:
    """The text as an editor shows it. `select` and `extend`: as in the configuration."""
    options = Options(as_of=as_of, own_unit=own_unit, names=names, lang=lang)
    rules = prepared(Selection(select=tuple(select), extend_select=tuple(extend)), names=names)
    client = ClientSettings(lang=lang, placeholder_lens=placeholder_lens)
    document = parse(text, "markdown" if language == "markdown" else "plain")
    findings = lint(rules, document, options) if language != "toml" else ()
    force = InForce(client, Settings(own_unit=own_unit, names=names), options, rules, "")
    return Seen(uri, path, language, version, text, Lines(text), document, findings, rules, force, "utf-16")


def at_cursor(text: str) -> tuple[str, int]:
    """The text without its cursor, and where that was."""
    at = text.index(CURSOR)
    return text[:at] + text[at + 1:], at


def asked(one: Seen, at: int, **more: Any) -> Any:
    """Parameters of a request about a place."""
    place = to_position(one.lines, at, one.encoding)
    return SimpleNamespace(position=SimpleNamespace(**place), **more)


def applied(one: Seen, edit: dict[str, Any]) -> str:
    """The text after a WorkspaceEdit, which must be one for the version seen."""
    (changes,) = edit["documentChanges"]
    assert changes["textDocument"] == {"uri": one.uri, "version": one.version}
    return edited(one.text, [Edit(*span(one, change["range"]), change["newText"]) for change in changes["edits"]])


def span(one: Seen, place: dict[str, Any]) -> Span:
    """The span of a range as JSON has it."""
    start, end = place["start"], place["end"]
    return Span(one.lines.offset_at(start["line"], start["character"], one.encoding),
                one.lines.offset_at(end["line"], end["character"], one.encoding))


def told(one: Seen) -> list[tuple[str, str]]:
    """Rule and text of every finding."""
    return [(found.rule, one.text[found.span.start:found.span.end]) for found in one.findings]
