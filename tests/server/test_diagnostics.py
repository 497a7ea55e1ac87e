"""Diagnostics by push and by pull, as a client gets them."""

import sys

import pytest
import pytest_lsp
from lsprotocol import types as T
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

COMMAND = [sys.executable, "-m", "zflint", "server"]


def capabilities(pull: bool) -> T.ClientCapabilities:
    found = client_capabilities("visual-studio-code")
    found.text_document.diagnostic = T.DiagnosticClientCapabilities() if pull else None
    return found


@pytest_lsp.fixture(params=["push", "pull"], config=ClientServerConfig(server_command=COMMAND))
async def client(request: pytest.FixtureRequest, lsp_client: LanguageClient):
    await lsp_client.initialize_session(T.InitializeParams(capabilities=capabilities(request.param == "pull")))
    lsp_client.pull = request.param == "pull"
    yield
    await lsp_client.shutdown_session()


async def found(client: LanguageClient, uri: str) -> list[T.Diagnostic]:
    if client.pull:
        report = await client.text_document_diagnostic_async(
            T.DocumentDiagnosticParams(T.TextDocumentIdentifier(uri)))
        return list(report.items)
    await client.wait_for_notification(T.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics[uri])


@pytest.mark.asyncio
async def test_a_faulty_draft(client: LanguageClient) -> None:
    uri = "untitled:draft.txt"
    client.text_document_did_open(T.DidOpenTextDocumentParams(
        T.TextDocumentItem(uri, "plaintext", 1, "截止目前，全县共排查隐患12处。")))
    one, = await found(client, uri)
    assert (one.code, one.source, one.range.end.character) == ("typo/cutoff", "zflint", 2)
