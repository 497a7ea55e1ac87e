"""make_server(): everything registered. Runs on stdio, TCP and inside Pyodide: an event loop is all it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lsprotocol import types as T
from pygls.lsp.server import LanguageServer

from zflint import __version__
from zflint.server.diagnostics import diagnostics
from zflint.server.documents import Seen
from zflint.server.protocol import Protocol
from zflint.server.session import Session


class Server(LanguageServer):
    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("zflint", __version__, T.TextDocumentSyncKind.Incremental, protocol_cls=Protocol)
        self.session = self.protocol.session = Session(self)


def make_server() -> Server:
    """A server with every feature, not yet running: start_io(), start_tcp(host, port), or protocol.handle_message."""
    server = Server()
    _diagnostics(server)
    _features(server)
    return server


def of_document(server: Server, method: str, answer: Callable[[Seen, Any], Any], options: Any = None) -> None:
    """Register a request that is a pure function of one document and the parameters (`params.text_document.uri`).

    A document that is not open is answered with null. The answer may be lsprotocol values or plain JSON.
    """

    async def handle(params: Any) -> Any:
        seen = await server.session.seen(params.text_document.uri)
        return answer(seen, params) if seen else None

    server.feature(method, options)(handle)


def _diagnostics(server: Server) -> None:
    """Pull: the client asks."""

    async def pull(params: T.DocumentDiagnosticParams) -> Any:
        seen = await server.session.seen(params.text_document.uri)
        return {"kind": "full", "items": diagnostics(seen) if seen else []}

    server.feature(T.TEXT_DOCUMENT_DIAGNOSTIC, T.DiagnosticOptions(
        inter_file_dependencies=False, workspace_diagnostics=False, identifier="zflint"))(pull)


def _features(server: Server) -> None:
    """Actions, placeholders, hover, outline, completion, lens: one line each, as in

        of_document(server, T.TEXT_DOCUMENT_HOVER, hover.hover)
    """
