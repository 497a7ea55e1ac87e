"""pygls with our own text sync, an answer to every request, and errors in the log instead of in the user's face."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types as T
from pygls.protocol import LanguageServerProtocol, lsp_method

if TYPE_CHECKING:
    from zflint.server.session import Session

logger = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """The built-in handlers of pygls that keep texts are replaced: its own split lines at U+2028 and lose edits."""

    session: Session

    @lsp_method(T.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: T.DidOpenTextDocumentParams) -> None:  # type: ignore[override]
        self.session.opened(params.text_document)

    @lsp_method(T.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: T.DidChangeTextDocumentParams) -> None:  # type: ignore[override]
        self.session.changed(params)

    @lsp_method(T.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: T.DidCloseTextDocumentParams) -> None:  # type: ignore[override]
        self.session.closed(params.text_document.uri)

    def send_json(self, method: str, params: Any) -> None:
        """A notification whose parameters are plain JSON already."""
        self._send_data({"jsonrpc": self.VERSION, "method": method, "params": params})
