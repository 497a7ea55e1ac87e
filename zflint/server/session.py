"""One client: its documents, its settings, and when to look at a document again."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from lsprotocol import types as T
from pygls.uris import to_fs_path

from zflint.server.diagnostics import diagnostics
from zflint.server.documents import Open, Seen, look
from zflint.server.settings import ClientSettings, in_force
from zflint.text import Units

if TYPE_CHECKING:
    from zflint.server.app import Server

logger = logging.getLogger(__name__)


class Session:
    """State of the connection. Handlers run on the event loop, one at a time: nothing here needs a lock."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.documents: dict[str, Open] = {}
        self.client = ClientSettings()
        self._timers: dict[str, asyncio.TimerHandle] = {}

    @property
    def units(self) -> Units:
        """What the client counts in."""
        return self.server.server_capabilities.position_encoding.value  # type: ignore

    @property
    def pulls(self) -> bool:
        """Does the client ask for diagnostics itself?"""
        text = self.server.client_capabilities.text_document
        return bool(text and text.diagnostic)

    def opened(self, item: T.TextDocumentItem) -> None:
        path = to_fs_path(item.uri) or ""
        self.documents[item.uri] = Open(item.uri, path, item.language_id, item.version, item.text, self.units)
        self._schedule(item.uri, 0)

    def changed(self, params: T.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        self.documents[uri].apply(params.content_changes, params.text_document.version)
        self._schedule(uri, 0.05)

    def closed(self, uri: str) -> None:
        self.documents.pop(uri, None)
        if not self.pulls:
            self.server.protocol.send_json(
                T.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, {"uri": uri, "diagnostics": []})

    async def seen(self, uri: str) -> Seen | None:
        """What there is to see in a document as it stands now; None when it is not open or not ours."""
        document = self.documents.get(uri)
        if document is None:
            return None
        if document.seen is None or document.seen.version != document.version:
            document.seen = look(document, in_force(document.path, self.client))
        return document.seen

    def _schedule(self, uri: str, delay: float) -> None:
        if old := self._timers.pop(uri, None):
            old.cancel()
        if not self.pulls:
            self._timers[uri] = asyncio.get_running_loop().call_later(delay, self._due, uri)

    def _due(self, uri: str) -> None:
        self._timers.pop(uri, None)
        asyncio.ensure_future(self._publish(uri))

    async def _publish(self, uri: str) -> None:
        seen = await self.seen(uri)
        if seen:
            self.server.protocol.send_json(T.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, {
                "uri": uri, "version": seen.version, "diagnostics": diagnostics(seen)})
