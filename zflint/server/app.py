"""make_server(): everything registered. Runs on stdio, TCP and inside Pyodide: an event loop is all it needs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from lsprotocol import types as T
from pygls.lsp.server import LanguageServer

from zflint import __version__
from zflint.server import clients, features, pull
from zflint.server.documents import Seen
from zflint.server.protocol import Protocol
from zflint.server.session import Session

logger = logging.getLogger(__name__)
NOTEBOOKS = T.NotebookDocumentSyncOptions(
    notebook_selector=[T.NotebookDocumentFilterWithCells(cells=[T.NotebookCellLanguage(language="markdown")])])


class Server(LanguageServer):
    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("zflint", __version__, T.TextDocumentSyncKind.Incremental, NOTEBOOKS, protocol_cls=Protocol)
        self.session = self.protocol.session = Session(self)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Errors go to the log: nobody who writes is to be shown a traceback."""
        logger.error("%s: %s", getattr(source, "__name__", source), error)


def make_server() -> Server:
    """A server with every feature, not yet running: start_io(), start_tcp(host, port), or protocol.handle_message."""
    server = Server()
    clients.register(server)
    _sync(server)
    _diagnostics(server)
    features.register(server)
    return server


def of_document(server: Server, method: str, answer: Callable[[Seen, Any], Any], options: Any = None) -> None:
    """Register a request that is a pure function of one document and the parameters (`params.text_document.uri`).

    A document that is not open is answered with null. The answer may be lsprotocol values or plain JSON.
    """

    async def handle(params: Any) -> Any:
        seen = await server.session.seen(params.text_document.uri)
        return answer(seen, params) if seen else None

    server.feature(method, options)(handle)


def _sync(server: Server) -> None:
    """Opening, changing and closing are handled by the protocol itself, before anything else."""

    @server.feature(T.TEXT_DOCUMENT_DID_SAVE, T.SaveOptions(include_text=False))
    def saved(params: T.DidSaveTextDocumentParams) -> None:
        server.session.saved(params.text_document.uri)


def _diagnostics(server: Server) -> None:
    files = pull.Files(server.session)

    @server.feature(T.TEXT_DOCUMENT_DIAGNOSTIC, T.DiagnosticOptions(
        inter_file_dependencies=False, workspace_diagnostics=True, identifier="zflint"))
    async def document(params: T.DocumentDiagnosticParams) -> Any:
        return await pull.document_report(server.session, params)

    @server.feature(T.WORKSPACE_DIAGNOSTIC)
    async def workspace(params: T.WorkspaceDiagnosticParams) -> Any:
        return await pull.workspace_report(server, files, params)

    @server.command("zflint.checkWorkspace")
    async def check_workspace(*_: Any) -> dict[str, int]:
        return await pull.check_workspace(files)
