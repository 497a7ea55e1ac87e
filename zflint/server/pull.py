"""Diagnostics for clients that ask: of one document, and of every document of the folders, opened or never."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from lsprotocol import types as T
from pygls.uris import from_fs_path

from zflint.errors import InputError
from zflint.files import read
from zflint.folders import walk
from zflint.model import Finding
from zflint.parse import format_of, parse
from zflint.relint import Relint
from zflint.server.diagnostics import Support, encoded, result_id
from zflint.server.documents import NO_PROSE, Seen
from zflint.server.protocol import Raw
from zflint.server.settings import InForce
from zflint.server.slices import sliced
from zflint.text import Lines

if TYPE_CHECKING:
    from zflint.server.app import Server
    from zflint.server.session import Session

BATCH = 20
"""So many files are told of at once."""


async def document_report(session: Session, params: T.DocumentDiagnosticParams) -> Raw:
    """textDocument/diagnostic: what is found, or that it is what the client knows already."""
    items = await session.report(params.text_document.uri)
    return Raw(_report(items, params.previous_result_id))


def _report(items: str, known: str | None, more: str = "") -> str:
    name = result_id(items)
    if name == known:
        return f'{{"kind":"unchanged","resultId":"{name}"{more}}}'
    return f'{{"kind":"full","resultId":"{name}","items":{items}{more}}}'


class Files:
    """What was found in files that are not open, remembered as long as neither they nor the settings change."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._known: dict[str, tuple[tuple[int, int], InForce, Support, str, int]] = {}

    async def reports(self) -> AsyncIterator[tuple[str, int | None, str, int]]:
        """URI, version, diagnostics as JSON text, and number of findings of each document of the folders."""
        by_path = {one.path: one for one in self.session.documents.values() if one.path}
        for path in self.paths():
            await asyncio.sleep(0)
            if path in by_path:
                items = await self.session.report(by_path[path].uri)
                yield by_path[path].uri, by_path[path].version, items, len(by_path[path].shown)
            elif found := await self._file(path):
                yield from_fs_path(path) or "", None, *found

    def paths(self) -> list[str]:
        """The texts in the folders, but for those that .gitignore or the configuration leaves out."""
        found: dict[str, None] = {}
        for folder in self.session.configuration.folders:
            try:
                found.update((path, None) for path in walk([folder]) if not path.lower().endswith(NO_PROSE))
            except InputError:
                continue
        return list(found)

    async def _file(self, path: str) -> tuple[str, int] | None:
        force, told = self.session.force(path), self.session.peer.support
        if not force.client.enable or force.left_out or not self.session.configuration.may_read(path, force.client):
            return None
        try:
            stat = os.stat(path)
            stamp = stat.st_mtime_ns, stat.st_size
            known = self._known.get(path)
            if known and known[:3] == (stamp, force, told):
                return known[3:]
            text = read(path).text
        except (OSError, InputError):
            return None
        document = parse(text, format_of(path))
        findings: tuple[Finding, ...] = await sliced(
            Relint(force.rules, force.options).steps(document), lambda: False)
        findings = force.new(text, findings)
        seen = Seen(from_fs_path(path) or "", path, document.format, 0, text, Lines(text), document, findings,
                    force.rules, force, self.session.peer.units)
        items = encoded(seen, told)
        self._known[path] = stamp, force, told, items, len(findings)
        return items, len(findings)


async def workspace_report(server: Server, files: Files, params: T.WorkspaceDiagnosticParams) -> Raw:
    """workspace/diagnostic: each document when it is ready, if the client takes partial results."""
    known = {one.uri: one.value for one in params.previous_result_ids}
    asked = [files.session.peer.settings, *files.session.peer.by_folder.values()]
    if not files.session.all_asked and not any(one.workspace_diagnostics for one in asked):
        return Raw('{"items":[]}')
    progress = Progress(server, params.work_done_token, len(files.paths()))
    ready: list[str] = []
    done = 0
    try:
        async for uri, version, items, _ in files.reports():
            done += 1
            more = f',"uri":{json.dumps(uri)},"version":{json.dumps(version)}'
            ready.append(_report(items, known.pop(uri, None), more))
            if params.partial_result_token is not None and len(ready) >= BATCH:
                _partial(server, params.partial_result_token, ready)
                ready = []
            progress.report(done)
    finally:
        progress.end()
    # Of files that are gone, or left out now, nothing is found any more.
    ready += [_report("[]", None, f',"uri":{json.dumps(uri)},"version":null') for uri in known]
    return Raw(f'{{"items":[{",".join(ready)}]}}')


def _partial(server: Server, token: int | str, ready: list[str]) -> None:
    server.protocol.send_raw(
        T.PROGRESS, f'{{"token":{json.dumps(token)},"value":{{"items":[{",".join(ready)}]}}}}')


class Progress:
    """A progress bar of the client, if it gave a token for one."""

    def __init__(self, server: Server, token: int | str | None, total: int) -> None:
        self._server, self._token, self._total, self._shown = server, token, max(total, 1), -1
        self._send({"kind": "begin", "title": "zflint", "percentage": 0})

    def report(self, done: int) -> None:
        percentage = min(done * 100 // self._total, 100)
        if percentage > self._shown:
            self._shown = percentage
            self._send({"kind": "report", "percentage": percentage, "message": f"{done}/{self._total}"})

    def end(self) -> None:
        self._send({"kind": "end"})

    def _send(self, value: dict[str, Any]) -> None:
        if self._token is not None:
            self._server.protocol.send_raw(T.PROGRESS, json.dumps({"token": self._token, "value": value}))


async def check_workspace(files: Files) -> dict[str, int]:
    """The command zflint.checkWorkspace: how many documents the folders hold, and how many findings those.

    From then on a client that asks for the diagnostics of all documents gets them.
    """
    files.session.all_asked = True
    counts = [count async for *_, count in files.reports()]
    return {"files": len(counts), "findings": sum(counts)}
