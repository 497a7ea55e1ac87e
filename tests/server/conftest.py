"""An editor that opens, types and reads diagnostics, by push or by pull, in any position encoding."""

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
import pytest_lsp
from lsprotocol import types as T
from pytest_lsp import ClientServerConfig, LanguageClient

COMMAND = [sys.executable, "-m", "zflint", "server"]
SERVER = ClientServerConfig(server_command=COMMAND)


def capabilities(
    pull: bool, encoding: str = "utf-16", refresh: bool = True, settings: bool = True
) -> T.ClientCapabilities:
    """What an editor of today says of itself."""
    diagnostics = {"related_information": True, "code_description_support": True, "data_support": True,
                   "tag_support": T.ClientDiagnosticsTagOptions([*T.DiagnosticTag])}
    return T.ClientCapabilities(
        general=T.GeneralClientCapabilities(position_encodings=[encoding]),
        text_document=T.TextDocumentClientCapabilities(
            publish_diagnostics=T.PublishDiagnosticsClientCapabilities(version_support=True, **diagnostics),
            diagnostic=T.DiagnosticClientCapabilities() if pull else None),
        workspace=T.WorkspaceClientCapabilities(
            configuration=bool(settings), workspace_folders=True,
            did_change_watched_files=T.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
            diagnostics=T.DiagnosticWorkspaceClientCapabilities(refresh_support=True) if refresh else None))


@dataclass
class Editor:
    """A client with the texts it holds. `log`: what the server sent beside answers, as (method, params)."""

    client: LanguageClient
    pull: bool
    encoding: str
    texts: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    log: list[tuple[str, Any]] = field(default_factory=list)
    settings: Any = None

    def open(self, uri: str, text: str, language: str = "plaintext") -> None:
        self.texts[uri], self.versions[uri] = text, 1
        self.client.text_document_did_open(T.DidOpenTextDocumentParams(T.TextDocumentItem(uri, language, 1, text)))

    def change(self, uri: str, *changes: T.TextDocumentContentChangeEvent) -> None:
        self.versions[uri] += 1
        self.client.text_document_did_change(T.DidChangeTextDocumentParams(
            T.VersionedTextDocumentIdentifier(self.versions[uri], uri), list(changes)))

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(T.DidCloseTextDocumentParams(T.TextDocumentIdentifier(uri)))

    def hears(self, method: str, params: Any) -> None:
        self.log.append((method, params))

    def heard(self, method: str) -> list[Any]:
        return [params for name, params in self.log if name == method]

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for something to come true."""
        for _ in range(400):
            if holds():
                return
            await asyncio.sleep(0.025)
        raise AssertionError("it never came true")

    async def found(self, uri: str) -> list[T.Diagnostic]:
        """The diagnostics of the text as it stands. Ask right after the change."""
        if self.pull:
            report = await self.client.text_document_diagnostic_async(
                T.DocumentDiagnosticParams(T.TextDocumentIdentifier(uri)))
            return list(report.items)
        return list((await self.published(uri)).diagnostics)

    async def published(self, uri: str, version: int | None = 0) -> T.PublishDiagnosticsParams:
        """The next diagnostics that are pushed for a version (0: the one at hand)."""
        version = self.versions.get(uri) if version == 0 else version
        while True:
            params = await asyncio.wait_for(
                self.client.wait_for_notification(T.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), 20)
            if params.uri == uri and params.version == version:
                return params  # type: ignore[no-any-return]


def hear(client: LanguageClient, method: str, call: Callable[[Any], Any]) -> None:
    """Handle what the server sends in place of whatever handled it before."""
    client.protocol.fm.features.pop(method, None)
    client.feature(method)(call)


async def start(client: LanguageClient, pull: bool, encoding: str = "utf-16", refresh: bool = True,
                folders: Sequence[str] = (), options: Any = None, settings: Any = None) -> Editor:
    """Shake hands with the server. `settings`: what the editor answers when it is asked for its settings."""
    editor = Editor(client, pull, encoding, settings=settings)

    def configuration(params: T.ConfigurationParams) -> list[Any]:
        told = editor.settings
        return [told(item.scope_uri) if callable(told) else told for item in params.items]

    hear(client, T.WORKSPACE_CONFIGURATION, configuration)
    for method in (T.CLIENT_REGISTER_CAPABILITY, T.WORKSPACE_DIAGNOSTIC_REFRESH, T.PROGRESS, "zflint/status"):
        hear(client, method, partial(editor.hears, method))

    await client.initialize_session(T.InitializeParams(
        capabilities=capabilities(pull, encoding, refresh, settings is not None), initialization_options=options,
        workspace_folders=[T.WorkspaceFolder(uri, uri.rsplit("/", 1)[-1]) for uri in folders]))
    return editor


WAYS = [(pull, encoding) for encoding in ("utf-8", "utf-16", "utf-32") for pull in (False, True)]


def told(way: tuple[bool, str]) -> str:
    return f"{'pull' if way[0] else 'push'} {way[1]}"


@pytest_lsp.fixture(config=SERVER)
async def client(lsp_client: LanguageClient):
    """A server that has just been started; `start` shakes hands with it."""
    yield
    await lsp_client.shutdown_session()


@pytest_asyncio.fixture(params=WAYS, ids=told)
async def editor(request, client: LanguageClient) -> Editor:
    """An editor for each way of getting diagnostics and each encoding."""
    return await start(client, *request.param, options={"select": ["typo"]})


@pytest_asyncio.fixture(params=[False, True], ids=["push", "pull"])
async def either(request, client: LanguageClient) -> Editor:
    """An editor for each way of getting diagnostics."""
    return await start(client, request.param)


class Wire:
    """A server in this process, spoken to in JSON. `sent` is all that it sent."""

    def __init__(self) -> None:
        from zflint.server.app import make_server

        self.server = make_server()
        self.sent: list[dict[str, Any]] = []
        self.server.protocol.set_writer(self, include_headers=False)
        self._id = 0

    def write(self, data: bytes) -> None:
        self.sent.append(json.loads(data))

    def close(self) -> None:
        pass

    def say(self, **message: Any) -> None:
        protocol = self.server.protocol
        text = json.dumps({"jsonrpc": "2.0", **message})
        protocol.handle_message(json.loads(text, object_hook=protocol.structure_message))

    def notify(self, method: str, params: Any) -> None:
        self.say(method=method, params=params)

    async def ask(self, method: str, params: Any) -> dict[str, Any]:
        """The response: with result, or with error."""
        self._id += 1
        self.say(id=self._id, method=method, params=params)
        await self.until(lambda: any(one.get("id") == self._id and "method" not in one for one in self.sent))
        return next(one for one in self.sent if one.get("id") == self._id and "method" not in one)

    async def until(self, holds: Callable[[], object], seconds: float = 20) -> None:
        for _ in range(int(seconds * 200)):
            if holds():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("it never came true")

    async def begin(self, pull: bool = False, folders: Sequence[str] = (), options: Any = None, **client: Any) -> None:
        asked = {"publishDiagnostics": {"dataSupport": True}, **({"diagnostic": {}} if pull else {})}
        await self.ask("initialize", {
            "processId": None, "rootUri": None, "initializationOptions": options,
            "workspaceFolders": [{"uri": uri, "name": "folder"} for uri in folders],
            "capabilities": {"textDocument": asked, **client}})
        self.notify("initialized", {})
        await asyncio.sleep(0.01)

    def open(self, uri: str, text: str, language: str = "plaintext") -> None:
        self.notify("textDocument/didOpen", {
            "textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}})

    def replace(self, uri: str, version: int, text: str) -> None:
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]})

    def pushed(self, uri: str) -> list[dict[str, Any]]:
        """Every publication for a document, oldest first."""
        return [one["params"] for one in self.sent
                if one.get("method") == "textDocument/publishDiagnostics" and one["params"]["uri"] == uri]

    async def publishes(self, uri: str, version: int) -> None:
        """Wait for what is found in a version."""
        await self.until(lambda: any(one.get("version") == version for one in self.pushed(uri)))

    async def comes(self, uri: str, codes: list[str]) -> None:
        """Wait until the last publication has these codes."""
        await self.until(lambda: [one["code"] for one in (self.pushed(uri) or [{"diagnostics": []}])[-1]["diagnostics"]]
                         == codes)

    async def next(self, uri: str, before: int) -> list[str]:
        """The codes of the publication that follows the first `before` ones."""
        await self.until(lambda: len(self.pushed(uri)) > before)
        return [one["code"] for one in self.pushed(uri)[-1]["diagnostics"]]


@pytest.fixture
def wire() -> Wire:
    return Wire()
