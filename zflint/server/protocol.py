"""pygls with our own text sync, an answer to every request, and errors in the log instead of in the user's face."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from lsprotocol import types as T
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.protocol import LanguageServerProtocol, lsp_method

if TYPE_CHECKING:
    from zflint.server.session import Session

logger = logging.getLogger(__name__)
NOT_INITIALIZED, PARSE_ERROR = -32002, -32700
SLOW = 1.0
"""Seconds from which an answer is worth a line in the log."""


class Raw(str):
    """JSON text that is sent as it is."""


class Refused:
    """Stands for a message that has been answered already because it could not be read."""


class Protocol(LanguageServerProtocol):
    """Handlers of pygls that keep texts are replaced: they split lines at U+2028, and edits behind it go astray."""

    session: Session

    @lsp_method(T.INITIALIZE)
    def lsp_initialize(self, params: T.InitializeParams) -> Any:
        result = yield from super().lsp_initialize(params)
        self.session.initialized_by(params)
        return result

    @lsp_method(T.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: T.DidOpenTextDocumentParams) -> None:
        self.session.opened(params.text_document)

    @lsp_method(T.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: T.DidChangeTextDocumentParams) -> None:
        self.session.changed(params.text_document.uri, params.text_document.version, params.content_changes)

    @lsp_method(T.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: T.DidCloseTextDocumentParams) -> None:
        self.session.closed(params.text_document.uri)

    @lsp_method(T.NOTEBOOK_DOCUMENT_DID_OPEN)
    def lsp_notebook_document__did_open(self, params: T.DidOpenNotebookDocumentParams) -> None:
        for cell in params.cell_text_documents:
            self.session.opened(cell, params.notebook_document.uri)

    @lsp_method(T.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def lsp_notebook_document__did_change(self, params: T.DidChangeNotebookDocumentParams) -> None:
        cells = params.change.cells
        for cell in (cells and cells.structure and cells.structure.did_open) or ():
            self.session.opened(cell, params.notebook_document.uri)
        for closed in (cells and cells.structure and cells.structure.did_close) or ():
            self.session.closed(closed.uri)
        for text in (cells and cells.text_content) or ():
            self.session.changed(text.document.uri, text.document.version, text.changes)

    @lsp_method(T.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def lsp_notebook_document__did_close(self, params: T.DidCloseNotebookDocumentParams) -> None:
        for cell in params.cell_text_documents:
            self.session.closed(cell.uri)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message from plain JSON. A request whose parameters are wrong gets an error instead of silence."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            method, cause = data.get("method"), error.__cause__
            logger.error("%s %s: invalid parameters: %s", method, data.get("id", ""), cause)
            if "id" in data and method:
                self._send_response(data["id"], error=JsonRpcInvalidParams(f"{method}: {cause}").to_response_error())
            return Refused()

    def handle_message(self, message: Any) -> None:
        """Every message comes through here: nothing that it does may end the server."""
        if isinstance(message, Refused):
            return
        method = getattr(message, "method", None)
        if method is None and not hasattr(message, "result") and not hasattr(message, "error"):
            logger.error("not a message of the protocol: %.200r", message)
        elif method and self._workspace is None and method not in (T.INITIALIZE, T.EXIT):
            if hasattr(message, "id"):
                self._send_response(message.id, error=T.ResponseError(NOT_INITIALIZED, "initialize first"))
        else:
            super().handle_message(message)

    def _handle_request(self, msg_id: Any, method_name: str, params: Any) -> None:
        self.session.running[msg_id] = method_name, time.perf_counter()
        super()._handle_request(msg_id, method_name, params)

    def _send_handler_result(self, future: Future[Any], *, msg_id: Any) -> None:
        method, began = self.session.running.pop(msg_id, ("", time.perf_counter()))
        took = time.perf_counter() - began
        if not future.cancelled() and (error := future.exception()):
            logger.error("%s %s failed", method, msg_id, exc_info=error)
        elif took > SLOW:
            logger.warning("%s %s took %.1f s", method, msg_id, took)
        if self.trace != T.TraceValue.Off:
            self.notify(T.LOG_TRACE, T.LogTraceParams(f"{method} {msg_id}: {took * 1000:.1f} ms"))
        super()._send_handler_result(future, msg_id=msg_id)

    def _send_response(self, msg_id: Any, result: Any = None, error: T.ResponseError | None = None) -> None:
        if error is not None:
            super()._send_response(msg_id, error=error)
            return
        self._result_types.pop(msg_id, None)
        body = result if isinstance(result, Raw) else json.dumps(result, default=self._serialize_message)
        self.send_text(f'{{"jsonrpc":"2.0","id":{json.dumps(msg_id)},"result":{body}}}')

    def send_raw(self, method: str, params: str) -> None:
        """A notification whose parameters are JSON text."""
        self.send_text(f'{{"jsonrpc":"2.0","method":"{method}","params":{params}}}')

    def send_text(self, body: str) -> None:
        """Send a message that is JSON text in ASCII."""
        if self.writer is None:
            logger.error("nothing to write to")
            return
        logger.debug("sending %s", body)
        head = f"Content-Length: {len(body)}\r\n\r\n" if self._include_headers else ""
        sent = self.writer.write((head + body).encode("ascii"))
        if inspect.isawaitable(sent):
            asyncio.ensure_future(sent)  # noqa: RUF006 the transport keeps it
