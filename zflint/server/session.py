"""One client: its documents and its settings; when a document is looked at, and when what was found is told."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from lsprotocol import types as T
from pygls.uris import from_fs_path, to_fs_path

from zflint import __version__
from zflint.check import rule_at_work
from zflint.model import Document, Finding
from zflint.relint import Relint
from zflint.server.diagnostics import encoded, problem
from zflint.server.documents import Open, Seen, typing
from zflint.server.owndiagnostics import own_diagnostics, saved
from zflint.server.peer import Peer
from zflint.server.settings import Configuration, InForce
from zflint.server.slices import Background, Changed, sliced

if TYPE_CHECKING:
    from zflint.server.app import Server

logger = logging.getLogger(__name__)
QUICK = 0.06
"""A document that takes no longer than this is looked at with every keystroke, others when typing pauses."""
WAIT = 0.6
"""Seconds that a finding in the word being typed waits."""
AGAIN = 2.0
"""Seconds between two looks at the files of the configuration, for clients that do not watch them."""


class Session:
    """State of the connection. Everything runs on one event loop: nothing here needs a lock."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.peer = Peer(server)
        self.documents: dict[str, Open] = {}
        self.running: dict[Any, tuple[str, float]] = {}
        """Requests being answered: id → method and when it came."""
        self.configuration = Configuration()
        self.all_asked = False
        """Did the user ask for the findings of all documents of the folders?"""
        self._status: dict[str, Any] = {}
        self._problems: set[str] = set()
        self._looked = 0.0
        self.background = Background()

    def initialized_by(self, params: T.InitializeParams) -> None:
        """The first request: folders, options, what the client understands."""
        self.peer.initialized_by(params)
        self.folders_changed()

    def folders_changed(self) -> None:
        workspace = self.server.workspace
        uris = list(workspace.folders) or [workspace.root_uri or ""]
        self.configuration.folders = [path for uri in uris if (path := to_fs_path(uri) or "")]

    # Documents.

    def opened(self, item: T.TextDocumentItem, notebook: str = "") -> None:
        path, near = ("", to_fs_path(notebook) or "") if notebook else (to_fs_path(item.uri) or "", "")
        self.closed(item.uri)
        self.documents[item.uri] = Open(
            item.uri, path, item.language_id, item.version, item.text, self.peer.units, near)
        self._due(self.documents[item.uri], 0)

    def changed(self, uri: str, version: int, changes: Iterable[Any]) -> None:
        document = self.documents.get(uri)
        if document is None:
            logger.error("%s has changed but is not open", uri)
            return
        document.apply(changes, version)
        document.due = self.peer.settings_of(document.near).run == "onType"
        if document.due:
            self._due(document, 0 if document.cost < QUICK else min(0.5, document.cost))

    def saved(self, uri: str) -> None:
        document = self.documents.get(uri)
        if document and self.configuration.reads(document.path):
            self.reload()
        elif document and not document.due:
            document.due = True
            self._tell(document)

    def closed(self, uri: str) -> None:
        document = self.documents.pop(uri, None)
        if document is None:
            return
        if document.timer:
            document.timer.cancel()
        document.turn += 1
        if not self.peer.pulls:
            self._publish(uri, None, "[]")

    def reload(self) -> None:
        """Configuration, packs or settings have changed: everything that is shown is looked at again."""
        self.configuration.forget()
        self.look_again()

    def look_again(self) -> None:
        for document in self.documents.values():
            document.turn += 1
            document.caret = -1
            if not self.peer.pulls:
                self._due(document, 0)
        if self.peer.pulls:
            self.refresh()

    # Looking.

    async def seen(self, uri: str) -> Seen | None:
        """What there is to see in a document as it stands now; None when it is not open."""
        while (document := self.documents.get(uri)) and (document.seen is None or document.seen_turn != document.turn):
            if document.work is None or document.work.done():
                document.work = asyncio.ensure_future(self._look(document))
            await asyncio.shield(document.work)
        return document.seen if document else None

    def force(self, path: str) -> InForce:
        """What is in force for a path ("": none). Files of the configuration are looked after now and then."""
        now = time.monotonic()
        if now - self._looked > AGAIN:
            self._looked = now
            if self.configuration.stale():
                asyncio.get_running_loop().call_soon(self.reload)
                self.configuration.forget()
        found = self.configuration.of(path, self.peer.settings_of(path))
        self._show_problems()
        return found

    async def _look(self, document: Open) -> None:
        """Look at a document as it stands; a newer change ends it without a result."""
        turn, began = document.turn, time.process_time()
        while document.turn == turn:
            force = self.force(document.near)
            try:
                parsed, findings = await self._lint(document, force)
            except Changed:
                return
            except Exception as error:
                rule = getattr(error, "rule", "") or rule_at_work(error)
                if not rule or rule in self.configuration.broken_rules:
                    raise
                logger.exception("rule %s failed in %s and is left out from now on", rule, document.uri)
                self.configuration.leave_out(rule)
                continue
            document.seen = Seen(
                document.uri, document.path, document.language, document.version, document.text, document.lines,
                parsed, findings, force.rules, force, document.units)
            document.seen_turn, document.cost = turn, time.process_time() - began
            self._tell_status(document.seen)
            self.background.warm(force.rules)
            return

    async def _lint(self, document: Open, force: InForce) -> tuple[Document, tuple[Finding, ...]]:
        if not document.prose:
            return Document(document.text, (), ()), ()
        parsed = document.reparse.parse(document.text, document.format)
        if not force.client.enable or force.left_out:
            return parsed, ()
        known = document.relint
        if known is None or known.rules is not force.rules or known.options != force.options:
            known = document.relint = Relint(force.rules, force.options)
        turn = document.turn
        findings = await sliced(known.steps(parsed), lambda: document.turn != turn)
        return parsed, force.new(document.text, findings)

    # Telling.

    async def report(self, uri: str) -> str:
        """The diagnostics of an open document, as the JSON text of an array."""
        document = self.documents.get(uri)
        if document is None:
            return "[]"
        if not document.due and document.report:
            return document.report
        seen = await self.seen(uri)
        if seen is None:
            return "[]"
        hold = not self.peer.pulls or self.peer.refreshes
        held = typing(seen, document.caret, document.shown) if hold else frozenset()
        document.report = self._with_problem(seen, encoded(seen, self.peer.support, held))
        document.shown = frozenset((one.rule, one.span.start) for one in seen.findings if one not in held)
        if held:
            self._later(document, WAIT, self._typed)
        return document.report

    def _with_problem(self, seen: Seen, items: str) -> str:
        """A configuration file or pack that is open tells what is wrong with it itself."""
        told = own_diagnostics(seen)
        found = self.configuration.problems.get(seen.path)
        if found and not told and saved(seen):
            told = [problem(found)]
        return f"[{','.join(filter(None, (items[1:-1], json.dumps(told)[1:-1])))}]" if told else items

    def _due(self, document: Open, delay: float) -> None:
        """Tell what is found in a document in a moment, if the client does not ask itself."""
        if document.timer:
            document.timer.cancel()
            document.timer = None
        if not self.peer.pulls:
            self._later(document, delay, self._tell)

    def _later(self, document: Open, delay: float, call: Callable[[Open], None]) -> None:
        if document.timer:
            document.timer.cancel()
        document.timer = asyncio.get_running_loop().call_later(delay, call, document)

    def _typed(self, document: Open) -> None:
        """Typing has paused: what was held back may be told."""
        document.caret = -1
        self._tell(document)

    def _tell(self, document: Open) -> None:
        document.timer = None
        if self.peer.pulls:
            self.refresh()
        else:
            self.background.run(self._push(document))

    async def _push(self, document: Open) -> None:
        items = await self.report(document.uri)
        if self.documents.get(document.uri) is document and document.seen:
            self._publish(document.uri, document.seen.version, items)

    def _publish(self, uri: str, version: int | None, items: str) -> None:
        told = "" if version is None else f'"version":{version},'
        self.server.protocol.send_raw(
            T.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, f'{{"uri":{json.dumps(uri)},{told}"diagnostics":{items}}}')

    def refresh(self) -> None:
        """Ask a client that pulls to pull again."""
        if self.peer.refreshes:
            self.server.workspace_diagnostic_refresh(None)

    def _show_problems(self) -> None:
        """Diagnostics on configuration files that are broken, and none on those that no longer are."""
        now = {path for path in self.configuration.problems if path}
        for path in now ^ self._problems:
            uri = from_fs_path(path) or ""
            if uri not in self.documents:
                found = self.configuration.problems.get(path)
                self._publish(uri, None, json.dumps([problem(found)] if found else []))
            elif not self.peer.pulls:
                self._due(self.documents[uri], 0)
        self._problems = now

    def _tell_status(self, seen: Seen) -> None:
        """The notification zflint/status, when there is something new to tell."""
        wrong = self.configuration.problems.get(seen.settings.file)
        broken = sorted(self.configuration.broken_rules)
        groups = Counter(one.rule.partition("/")[0] for one in seen.findings)
        status = {
            "state": "error" if wrong or broken else "ready",
            "message": wrong.message if wrong else ", ".join(broken),
            "version": __version__, "uri": seen.uri, "config": seen.settings.file or None,
            "findings": dict(sorted(groups.items())), "placeholders": groups["placeholder"],
        }
        if status != self._status:
            self._status = status
            self.server.protocol.send_raw("zflint/status", json.dumps(status))
