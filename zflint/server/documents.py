"""The open documents: their text, kept as the client has it, and what was seen in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from zflint.engine import Ruleset, Scan, lint, remembering
from zflint.model import Document, Finding, Options
from zflint.parse import format_of, parse
from zflint.server.positions import to_span
from zflint.server.settings import ClientSettings, InForce
from zflint.text import Lines, Units

LANGUAGES = {"markdown": "markdown", "plaintext": "plain"}
"""Language ids that say the format; any other leaves it to the file name."""


@dataclass(frozen=True)
class Seen:
    """A document at one version and everything that was seen in it. Features are pure functions of it.

    path: of the file, or "" (untitled:, other schemes, cells of notebooks). language: as the client calls it.
    settings: what is in force for the document (configuration and client). encoding: what the client counts in.
    """

    uri: str
    path: str
    language: str
    version: int
    text: str
    lines: Lines
    document: Document
    findings: tuple[Finding, ...]
    rules: Ruleset
    settings: InForce
    encoding: Units

    @property
    def client(self) -> ClientSettings:
        """What the client set for the document's folder."""
        return self.settings.client


@dataclass
class Open:
    """An open document. `text` is what the client has; `seen` what was seen at some version, maybe an older one."""

    uri: str
    path: str
    language: str
    version: int
    text: str
    units: Units
    lines: Lines = field(init=False)
    seen: Seen | None = None

    def __post_init__(self) -> None:
        self.lines = Lines(self.text)

    def apply(self, changes: list[Any], version: int) -> None:
        """Changes of the client in order, each relative to the text that the ones before it left."""
        for change in changes:
            if getattr(change, "range", None) is None:
                self.text = change.text
            else:
                start, end = to_span(self.lines, change.range, self.units)
                self.text = self.text[:start] + change.text + self.text[max(start, end):]
            self.lines = Lines(self.text)
        self.version = version

    @property
    def format(self) -> str:
        return LANGUAGES.get(self.language) or format_of(self.path or self.uri)


def look(document: Open, force: InForce, scan: Scan | None = None) -> Seen:
    """Lint an open document as it stands."""
    parsed = parse(document.text, document.format)
    return Seen(
        document.uri, document.path, document.language, document.version, document.text, document.lines, parsed,
        lint(force.rules, parsed, force.options, scan), force.rules, force, document.units)
