"""workspace/executeCommand: what clients and code actions ask for by name. Each takes one object."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lsprotocol import types as T
from pygls.protocol import default_converter
from pygls.uris import from_fs_path, to_fs_path

from zflint.baseline import NAME
from zflint.cli import main
from zflint.commands.init import template
from zflint.configfile import from_file, nearest_file
from zflint.errors import ConfigError
from zflint.model import Span
from zflint.report import Look, checked
from zflint.report import report as printer
from zflint.server import configedit, library, placeholders
from zflint.server.actions import abilities
from zflint.server.positions import to_range
from zflint.server.rulepage import page
from zflint.text import Lines

if TYPE_CHECKING:
    from zflint.server.app import Server

logger = logging.getLogger(__name__)
Handler = Callable[["Server", dict[str, Any]], Awaitable[Any]]


async def next_placeholder(server: Server, about: dict[str, Any]) -> Any:
    """{uri, position} → Range | null: the placeholder after the position; it wraps round."""
    seen = await server.session.seen(about["uri"])
    return placeholders.next_one(seen, T.Position(**about["position"])) if seen else None


async def previous_placeholder(server: Server, about: dict[str, Any]) -> Any:
    """{uri, position} → Range | null: the placeholder before the position; it wraps round."""
    seen = await server.session.seen(about["uri"])
    return placeholders.previous_one(seen, T.Position(**about["position"])) if seen else None


async def all_placeholders(server: Server, about: dict[str, Any]) -> Any:
    """{uri} → [{range, text, message}]."""
    seen = await server.session.seen(about["uri"])
    return placeholders.listed(seen) if seen else []


async def rule(server: Server, about: dict[str, Any]) -> Any:
    """{id, uri?} → Markdown, or null when there is no such rule."""
    seen = await server.session.seen(about.get("uri", ""))
    found = library.find(about["id"], seen.settings.settings.packs if seen else ())
    return page(found, server.session.peer.settings.lang == "en") if found else None


async def init_config(server: Server, about: dict[str, Any]) -> Any:
    """{folder} → the uri of its zflint.toml, which is created by an edit of the client when it is not there."""
    path = os.path.join(to_fs_path(about["folder"]) or "", "zflint.toml")
    uri = from_fs_path(path) or ""
    if uri not in server.session.documents and not os.path.exists(path):
        await _apply(server, _created(server, uri, template()))
    return uri


async def disable_rule(server: Server, about: dict[str, Any]) -> Any:
    """{uri, rule}: adds the rule to `ignore` of the configuration that counts for the document."""
    return await _configure(server, about["uri"], lambda text, file: configedit.disabled(text, about["rule"], file))


async def accept_name(server: Server, about: dict[str, Any]) -> Any:
    """{uri, name}: adds the name to `names` of the configuration that counts for the document."""
    return await _configure(server, about["uri"], lambda text, file: configedit.accepted(text, about["name"], file))


async def _configure(server: Server, uri: str, change: Callable[[str, str], str]) -> str | None:
    """Change the configuration by an edit of the client; the uri of its file. The user is told what cannot be done."""
    seen = await server.session.seen(uri)
    path = (seen.settings.file if seen else "") or _new_file(server, uri)
    if not path:
        _tell(server, "先打开一个文件夹，zflint.toml 才有地方放")
        return None
    file = os.path.abspath(path)
    config = from_fs_path(file) or ""
    try:
        edit = _changed(server, config, file, change)
    except (ConfigError, OSError) as error:
        _tell(server, str(error))
        return None
    await _apply(server, edit)
    return config


def _new_file(server: Server, uri: str) -> str:
    """Where a new zflint.toml belongs: the workspace folder that holds the document, else the document's own."""
    path = to_fs_path(uri) if uri.startswith("file:") else ""
    folders = [to_fs_path(one) or "" for one in server.workspace.folders]
    if server.workspace.root_path and not folders:
        folders = [server.workspace.root_path]
    holding = [one for one in folders if path and os.path.abspath(path).startswith(os.path.join(one, ""))]
    folder = max(holding, key=len, default="") or (os.path.dirname(path) if path else next(iter(folders), ""))
    return os.path.join(folder, "zflint.toml") if folder else ""


def _changed(server: Server, uri: str, path: str, change: Callable[[str, str], str]) -> dict[str, Any]:
    """The edit of a configuration file, open or not, or of one that is not there yet."""
    document = server.session.documents.get(uri)
    if document is None and not os.path.exists(path):
        return _created(server, uri, change("", path))
    if document:
        text = document.text
    else:
        with open(path, encoding="utf-8-sig", newline="") as file:
            text = file.read()
    edit = configedit.difference(text, change(text, path))
    range_ = to_range(Lines(text), Span(edit.start, edit.end), server.session.peer.units)
    edits = [{"range": range_, "newText": edit.content}]
    if not abilities(server.client_capabilities).documents:
        return {"changes": {uri: edits}}
    version = document.version if document else None
    return {"documentChanges": [{"textDocument": {"uri": uri, "version": version}, "edits": edits}]}


def _created(server: Server, uri: str, text: str) -> dict[str, Any]:
    """The edit that makes a file; clients that cannot get the text alone, for a new buffer."""
    start = {"line": 0, "character": 0}
    edits = [{"range": {"start": start, "end": start}, "newText": text}]
    workspace = server.client_capabilities.workspace
    edit = workspace.workspace_edit if workspace else None
    operations = (edit.resource_operations if edit else None) or ()
    if not edit or not edit.document_changes or T.ResourceOperationKind.Create not in operations:
        return {"changes": {uri: edits}}
    return {"documentChanges": [
        {"kind": "create", "uri": uri, "options": {"ignoreIfExists": True}},
        {"textDocument": {"uri": uri, "version": None}, "edits": edits}]}


async def _apply(server: Server, edit: dict[str, Any]) -> None:
    workspace = server.client_capabilities.workspace
    if not (workspace and workspace.apply_edit):
        _tell(server, "这个编辑器不能由语言服务修改文件，请手工编辑 zflint.toml")
        return
    typed = default_converter().structure(edit, T.WorkspaceEdit)  # type: ignore[no-untyped-call]
    answer = await server.workspace_apply_edit_async(T.ApplyWorkspaceEditParams(typed))
    if not answer.applied:
        logger.warning("the client did not apply an edit: %s", answer.failure_reason)


def _tell(server: Server, text: str) -> None:
    """The user asked for something that cannot be: the one case in which a message pops up."""
    server.window_show_message(T.ShowMessageParams(T.MessageType.Warning, text))


async def baseline(server: Server, about: dict[str, Any]) -> bool:
    """{folder}: writes or updates the baseline of a folder, as `zflint baseline` does, and names it in the
    configuration by an edit of the client; was it done?"""
    folder = to_fs_path(about["folder"]) or ""
    told = recorded_here(folder) if sys.platform == "emscripten" else await _recorded(folder)
    if told:
        _tell(server, told)
        return False
    found = nearest_file(folder)
    path = found or os.path.join(folder, "zflint.toml")
    try:
        named = found and from_file(found).baseline
        edit = {} if named else _changed(
            server, from_fs_path(path) or "", path, lambda text, file: configedit.with_baseline(text, NAME, file))
    except (ConfigError, OSError) as error:
        _tell(server, str(error))
        return False
    if edit:
        await _apply(server, edit)
    server.session.reload()
    return True


async def _recorded(folder: str) -> str:
    """Run `zflint baseline` in a folder; what it says when it fails, else nothing."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "zflint", "baseline", cwd=folder, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE)
    _, said = await process.communicate()
    return said.decode("utf-8", "replace").strip() if process.returncode else ""


def recorded_here(folder: str) -> str:
    """The same in this process, where no other can be started."""
    before, said = os.getcwd(), StringIO()
    os.chdir(folder)
    try:
        with redirect_stderr(said), redirect_stdout(StringIO()):
            failed = main(["baseline", "--jobs", "1", "--no-cache"])
    finally:
        os.chdir(before)
    return said.getvalue().strip() if failed else ""


async def report(server: Server, about: dict[str, Any]) -> Any:
    """{uri} → the HTML report of the document as it stands, or null when it is not open."""
    seen = await server.session.seen(about["uri"])
    if seen is None:
        return None
    name = os.path.basename(seen.path) or unquote(seen.uri).rsplit("/", 1)[-1]
    rules = {one.id: one for one in seen.rules.rules}
    found = checked(name, seen.text, seen.findings, "utf-8", whole=True)
    return "".join(printer("html")([found], Look(80, False, rules)))


COMMANDS: dict[str, Handler] = {
    "zflint.nextPlaceholder": next_placeholder,
    "zflint.previousPlaceholder": previous_placeholder,
    "zflint.placeholders": all_placeholders,
    "zflint.report": report,
    "zflint.rule": rule,
    "zflint.initConfig": init_config,
    "zflint.baseline": baseline,
    "zflint.disableRule": disable_rule,
    "zflint.acceptName": accept_name,
}
