"""Findings → diagnostics of the protocol, as JSON text: what does not change is encoded once, places each time."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from zflint.model import Finding, Fix, Span
from zflint.packs import HERE
from zflint.server.documents import Seen
from zflint.server.positions import placer
from zflint.server.settings import Problem

SEVERITY = {"error": 1, "warning": 2, "info": 3}
SOURCE = "zflint"
UNNECESSARY, DEPRECATED = 1, 2
TAGS = {"residue": UNNECESSARY, "outdated": DEPRECATED}
"""Groups whose findings editors fade or strike through."""
MOST_EDITS = 20
"""A diagnostic carries its edits when there are no more than this; code actions know them all."""


class Support(NamedTuple):
    """Which parts of a diagnostic the client understands."""

    related: bool = True
    tags: bool = True
    href: bool = True
    data: bool = True


def support(capabilities: Any) -> Support:
    """`capabilities` are the client's (lsprotocol)."""
    text = capabilities.text_document
    told = [one for one in (text and text.diagnostic, text and text.publish_diagnostics) if one]
    return Support(
        related=any(getattr(one, "related_information", False) for one in told),
        tags=any(getattr(one, "tag_support", None) for one in told),
        href=any(getattr(one, "code_description_support", False) for one in told),
        data=any(getattr(one, "data_support", False) for one in told))


def encoded(seen: Seen, told: Support = Support(), held: Collection[Finding] = ()) -> str:
    """All findings of a document but those that are held back, as the JSON text of an array of diagnostics."""
    encoder = Encoder(seen, told)
    return f"[{','.join(encoder.finding(one) for one in seen.findings if not held or one not in held)}]"


def diagnostics(seen: Seen, told: Support = Support()) -> list[dict[str, Any]]:
    """The same as values."""
    found: list[dict[str, Any]] = json.loads(encoded(seen, told))
    return found


def diagnostic(seen: Seen, found: Finding) -> dict[str, Any]:
    """One finding as a value, for code actions to name."""
    one: dict[str, Any] = json.loads(Encoder(seen, Support()).finding(found))
    return one


def result_id(items: str) -> str:
    """Names a report: equal reports have equal names."""
    return blake2b(items.encode(), digest_size=9).hexdigest()


def problem(found: Problem) -> dict[str, Any]:
    """The diagnostic of a configuration file that cannot be used. Its message names the line where that is known."""
    start = {"line": 0, "character": 0}
    return {"range": {"start": start, "end": {"line": 0, "character": 1}}, "severity": 1, "source": SOURCE,
            "code": "config", "message": found.message}


def page(rule: str) -> str:
    """The URI of the page that explains a rule, or "" where the pages are not installed."""
    group, _, name = rule.partition("/")
    folder = _pages()
    return f"{folder}/{group}.md#{name}" if folder else ""


@lru_cache(maxsize=1)
def _pages() -> str:
    for folder in (os.path.join(HERE, "docs"), os.path.join(os.path.dirname(HERE), "docs", "rules")):
        if os.path.isdir(folder):
            return Path(folder).as_uri()
    return ""


class Encoder:
    """Writes the findings of one document as JSON text; numbers and ids need no escaping."""

    def __init__(self, seen: Seen, told: Support) -> None:
        self.seen, self.told = seen, told
        self._place = placer(seen.lines, seen.encoding)
        self._uri = json.dumps(seen.uri)

    def finding(self, found: Finding) -> str:
        told, place = self.told, self._range(*found.span)
        text = f'{{"range":{place},{_constant(found.rule, found.level, found.message, told)}'
        if told.related and found.related:
            text += f',"relatedInformation":[{",".join(self._related(*one) for one in found.related)}]'
        if told.data and found.fix and len(found.fix.edits) <= MOST_EDITS:
            text += f',"data":{self._data(found, found.fix, place)}'
        return text + "}"

    def _range(self, start: int, end: int) -> str:
        (line, character), (last, to) = self._place(start), self._place(end)
        return f'{{"start":{{"line":{line},"character":{character}}},"end":{{"line":{last},"character":{to}}}}}'

    def _related(self, span: Span, message: str) -> str:
        return f'{{"location":{{"uri":{self._uri},"range":{self._range(*span)}}},"message":{quoted(message)}}}'

    def _data(self, found: Finding, fix: Fix, place: str) -> str:
        """The fix: title, applicability, the version it fits, and its edits. `place`: the range of the finding."""
        edits = ",".join(
            f'{{"range":{place if one[:2] == found.span else self._range(one.start, one.end)},'
            f'"newText":{quoted(one.content)}}}' for one in fix.edits)
        return (f'{{"title":{quoted(fix.message)},"applicability":"{fix.applicability}",'
                f'"version":{self.seen.version},"edits":[{edits}]}}')


@lru_cache(maxsize=4096)
def _constant(rule: str, level: str, message: str, told: Support) -> str:
    """What does not depend on the place, without the braces."""
    values: dict[str, Any] = {"severity": SEVERITY[level], "code": rule, "source": SOURCE, "message": message}
    if told.href and (uri := page(rule)):
        values["codeDescription"] = {"href": uri}
    if told.tags and (tag := TAGS.get(rule.partition("/")[0])):
        values["tags"] = [tag]
    return json.dumps(values)[1:-1]


quoted = lru_cache(maxsize=4096)(json.dumps)
