"""What the client tells of itself beside documents: settings, folders, files that changed, its end, and its log."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from lsprotocol import types as T
from pygls.uris import to_fs_path

from zflint.ready import remember
from zflint.server.settings import ClientSettings, client_settings

if TYPE_CHECKING:
    from zflint.server.app import Server

logger = logging.getLogger(__name__)
SECTION = "zflint"
WATCHED = ("**/zflint.toml", "**/pyproject.toml", "**/*.toml", "**/*.tsv")
ALIVE = 3.0
"""Seconds between two looks at whether the editor is still there."""
LONGEST = 2000
"""Characters of a line in the client's log."""
LEVELS = {logging.ERROR: T.MessageType.Error, logging.WARNING: T.MessageType.Warning, logging.INFO: T.MessageType.Info}


def register(server: Server) -> None:
    """Handlers of everything that is not about one document."""
    logging.getLogger("zflint").addHandler(ToClient(server))

    @server.feature(T.INITIALIZED)
    async def initialized(params: T.InitializedParams) -> None:
        watch_parent(server)
        _obey(server)
        await _watch_files(server)
        await ask_settings(server)

    @server.feature(T.SHUTDOWN)
    def shutdown(*_: object) -> None:
        # What was compiled is kept for the next start.
        remember()

    @server.feature(T.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configuration(params: T.DidChangeConfigurationParams) -> None:
        sent = params.settings
        if isinstance(sent, dict) and isinstance(sent.get(SECTION, sent), dict) and not _can_ask(server):
            server.session.peer.settings = _told(sent.get(SECTION, sent), server.session.peer.initial)
            _obey(server)
            server.session.look_again()
        await ask_settings(server)

    @server.feature(T.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def folders(params: T.DidChangeWorkspaceFoldersParams) -> None:
        server.session.folders_changed()
        server.session.reload()
        await ask_settings(server)

    @server.feature(T.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files(params: T.DidChangeWatchedFilesParams) -> None:
        paths = [to_fs_path(change.uri) or "" for change in params.changes]
        if any(map(server.session.configuration.reads, paths)):
            server.session.reload()


def _can_ask(server: Server) -> bool:
    workspace = server.client_capabilities.workspace
    return bool(workspace and workspace.configuration)


async def ask_settings(server: Server) -> None:
    """Ask for the settings of each folder and of what is in none."""
    if not _can_ask(server):
        return
    session = server.session
    uris = [uri for uri in server.workspace.folders if to_fs_path(uri)]
    items = [T.ConfigurationItem(section=SECTION), *(T.ConfigurationItem(uri, SECTION) for uri in uris)]
    try:
        answers = await server.workspace_configuration_async(T.ConfigurationParams(items))
    except Exception as error:
        logger.info("the client does not tell its settings: %s", error)
        return
    common, *each = answers
    client = _told(common, session.peer.initial)
    by_folder = {to_fs_path(uri) or "": _told(one, client) for uri, one in zip(uris, each, strict=False)}
    if (client, by_folder) != (session.peer.settings, session.peer.by_folder):
        session.peer.settings, session.peer.by_folder = client, by_folder
        _obey(server)
        session.look_again()


def _told(data: object, before: ClientSettings) -> ClientSettings:
    """Settings that a workspace may hold. Whether it is trusted is not for the workspace to say."""
    return replace(
        client_settings(data, before), trusted=before.trusted, position_encoding=before.position_encoding)


def _obey(server: Server) -> None:
    """Settings that concern the process: what is logged."""
    asked, ours = logging.getLevelName(server.session.peer.settings.log_level.upper()), logging.getLogger("zflint")
    ours.setLevel(min(asked, logging.getLogger().level))
    for handler in ours.handlers:
        if isinstance(handler, ToClient) and handler.server is server:
            handler.setLevel(asked)


async def _watch_files(server: Server) -> None:
    """Ask to be told of configuration files that change, where a client can do that."""
    workspace = server.client_capabilities.workspace
    watched = workspace and workspace.did_change_watched_files
    if not (watched and watched.dynamic_registration):
        return
    options = T.DidChangeWatchedFilesRegistrationOptions([T.FileSystemWatcher(glob) for glob in WATCHED])
    registration = T.Registration("zflint-files", T.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    try:
        await server.client_register_capability_async(T.RegistrationParams([registration]))
    except Exception as error:
        logger.info("the client does not watch files: %s", error)


class ToClient(logging.Handler):
    """Puts the log into the client's output channel, never into its face."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server = server
        self._busy = False

    def emit(self, record: logging.LogRecord) -> None:
        protocol = self.server.protocol
        if self._busy or protocol.writer is None or protocol._workspace is None:
            return
        self._busy = True
        try:
            kind = LEVELS.get(record.levelno, T.MessageType.Log)
            protocol.notify(T.WINDOW_LOG_MESSAGE, T.LogMessageParams(kind, record.getMessage()[:LONGEST]))
        except Exception:
            self.handleError(record)
        finally:
            self._busy = False


def watch_parent(server: Server) -> None:
    """End when the editor does, even if it leaves our input open."""
    pid = server.process_id
    if pid and sys.platform not in ("emscripten", "wasi", "win32"):
        asyncio.get_running_loop().call_later(ALIVE, _look_at_parent, pid)


def _look_at_parent(pid: int) -> None:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        logger.error("the editor is gone")
        # The thread that waits for input would keep an ordinary end from coming.
        os._exit(1)
    except OSError:
        pass
    asyncio.get_running_loop().call_later(ALIVE, _look_at_parent, pid)

