"""The open documents: their text, kept as the client has it, and what was seen in it."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from zflint.engine import Ruleset
from zflint.model import Document, Finding, Span
from zflint.parse import format_of
from zflint.parse.again import Reparse
from zflint.relint import Relint
from zflint.server.positions import to_span
from zflint.server.settings import ClientSettings, InForce
from zflint.text import Lines, Units, line_starts

NO_PROSE = (".toml", ".tsv", ".docx", ".doc", ".wps", ".pdf", ".xlsx", ".pptx", ".json", ".py", ".yaml", ".yml")
"""Endings of files that are not checked, whatever a client sends."""
TYPED = 8
"""An edit of at most so many characters is typing."""


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
    """An open document. `text` is what the client has; `seen` what was seen in it, maybe at an older turn."""

    uri: str
    path: str
    language: str
    version: int
    text: str
    units: Units
    near: str = ""
    """The file whose configuration counts: the notebook of a cell, else the document's own."""
    lines: Lines = field(init=False)
    turn: int = 0
    """Counts changes, also of settings: the client's version may be the same twice."""
    caret: int = -1
    """Where somebody typed last, as an offset, or -1."""
    due: bool = True
    """Are its findings to be shown as it stands, or as they were when it was saved?"""
    seen: Seen | None = None
    seen_turn: int = -1
    reparse: Reparse = field(default_factory=Reparse)
    relint: Relint | None = None
    work: asyncio.Task[None] | None = None
    timer: asyncio.TimerHandle | None = None
    cost: float = 0.0
    """Seconds that looking at it took last."""
    shown: frozenset[tuple[str, int]] = frozenset()
    """Rule and place of the findings that were shown last."""
    report: str = ""
    """The diagnostics shown last, as JSON text."""

    def __post_init__(self) -> None:
        self.lines = Lines(self.text)
        self.near = self.near or self.path

    @property
    def format(self) -> str:
        return "markdown" if self.language == "markdown" else format_of(self.path or self.uri)

    @property
    def prose(self) -> bool:
        """Is it a text to be checked?"""
        return not (self.path or self.uri).lower().endswith(NO_PROSE) and self.language not in ("toml", "json")

    def apply(self, changes: Iterable[Any], version: int) -> None:
        """Changes of the client in order, each relative to the text that the ones before it left.

        Raises nothing for places outside of the text: they mean its nearest end.
        """
        self.caret = -1
        for number, change in enumerate(changes):
            self.caret = -1
            if getattr(change, "range", None) is None:
                self.lines = Lines(change.text)
            else:
                span = to_span(self.lines, change.range, self.units)
                self.lines = edited(self.lines, span, change.text)
                if number == 0 and len(change.text) <= TYPED and "\n" not in change.text:
                    self.caret = span.start + len(change.text)
            self.text = self.lines.text
        self.version = version
        self.turn += 1


def edited(lines: Lines, span: Span, content: str) -> Lines:
    """The lines of the text with something else in place of a span: only lines about it are looked for anew."""
    start, end = span.start, max(span)
    text, starts = lines.text, lines.starts
    # A \r before the span or a \n behind it may make or lose a pair: the lines of those characters are done anew too.
    first = bisect_right(starts, max(start - 1, 0)) - 1
    last = bisect_right(starts, min(end + 1, len(text)))
    begin, by = starts[first], len(content) - (end - start)
    stop = starts[last] if last < len(starts) else len(text)
    middle = f"{text[begin:start]}{content}{text[end:stop]}"
    new = [begin + one for one in line_starts(middle)]
    if last < len(starts):
        new.pop()
    behind = [one + by for one in starts[last:]] if by else starts[last:]
    return Lines(f"{text[:start]}{content}{text[end:]}", [*starts[:first], *new, *behind])


def typing(seen: Seen, caret: int, shown: Collection[tuple[str, int]]) -> frozenset[Finding]:
    """Findings that reach the place where somebody is typing, and that were not shown a moment before."""
    if caret < 0:
        return frozenset()
    return frozenset(one for one in seen.findings
                     if one.span.start < caret <= one.span.end and (one.rule, one.span.start) not in shown)
