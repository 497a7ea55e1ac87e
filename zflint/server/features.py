"""All features of single documents, and the commands, registered on a server."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from lsprotocol import types as T
from pygls.exceptions import JsonRpcException
from pygls.protocol import default_converter

from zflint.errors import InputError
from zflint.model import Rule
from zflint.server import actions, completion, hover, lens, library, outline, rename
from zflint.server.commands import COMMANDS
from zflint.server.documents import Seen
from zflint.server.rulepage import page

if TYPE_CHECKING:
    from zflint.server.app import Server

logger = logging.getLogger(__name__)
FAILED, MODIFIED = -32803, -32801
"""RequestFailed and ContentModified of the protocol."""


def register(server: Server) -> None:
    """Everything but the sync of texts, settings and diagnostics."""
    _of_documents(server)
    _resolving(server)
    for name, handler in COMMANDS.items():
        _command(server, name, handler)


def _of_documents(server: Server) -> None:
    from zflint.server.app import of_document

    def able() -> actions.Abilities:
        return actions.abilities(server.client_capabilities)

    of_document(server, T.TEXT_DOCUMENT_CODE_ACTION,
                lambda seen, params: actions.code_actions(seen, params, able()),
                T.CodeActionOptions(code_action_kinds=actions.KINDS, resolve_provider=True))
    of_document(server, T.TEXT_DOCUMENT_PREPARE_RENAME, rename.prepare_rename)
    of_document(server, T.TEXT_DOCUMENT_RENAME, lambda seen, params: _rename(seen, params, able().documents),
                T.RenameOptions(prepare_provider=True))
    of_document(server, T.TEXT_DOCUMENT_HOVER,
                lambda seen, params: hover.hover(seen, params, _finder(seen), _shows_markdown(server)))
    of_document(server, T.TEXT_DOCUMENT_DOCUMENT_SYMBOL,
                lambda seen, params: outline.symbols(seen, _knows_trees(server)))
    of_document(server, T.TEXT_DOCUMENT_FOLDING_RANGE, lambda seen, params: outline.folds(seen))
    of_document(server, T.TEXT_DOCUMENT_COMPLETION,
                lambda seen, params: completion.complete(seen, params, library.every(seen.settings.settings.packs)),
                T.CompletionOptions(trigger_characters=completion.TRIGGERS, resolve_provider=True))
    of_document(server, T.TEXT_DOCUMENT_CODE_LENS, lambda seen, params: lens.lenses(seen), T.CodeLensOptions())


def _knows_trees(server: Server) -> bool:
    text = server.client_capabilities.text_document
    symbols = text.document_symbol if text else None
    return bool(symbols and symbols.hierarchical_document_symbol_support)


def _shows_markdown(server: Server) -> bool:
    text = server.client_capabilities.text_document
    formats = text.hover.content_format if text and text.hover else None
    return formats is None or T.MarkupKind.Markdown in formats


def _rename(seen: Seen, params: T.RenameParams, documents: bool) -> dict[str, Any] | None:
    try:
        return rename.rename(seen, params, documents)
    except InputError as error:
        raise JsonRpcException(str(error), FAILED) from None


def _finder(seen: Seen) -> Callable[[str], Rule | None]:
    packs: Sequence[str] = seen.settings.settings.packs
    return lambda rule: library.find(rule, packs)


def _resolving(server: Server) -> None:
    converter = default_converter()  # type: ignore[no-untyped-call]

    async def resolve_action(params: T.CodeAction) -> Any:
        action = converter.unstructure(params)
        data = action.get("data")
        if not data:
            return action
        seen = await server.session.seen(data["uri"])
        resolved = actions.resolve(seen, action, actions.abilities(server.client_capabilities)) if seen else None
        if resolved is None:
            raise JsonRpcException("the document has changed", MODIFIED)
        return resolved

    def resolve_item(params: T.CompletionItem) -> Any:
        item = converter.unstructure(params)
        found = library.find(item["data"]["rule"]) if item.get("data") else None
        if found:
            english = server.session.peer.settings.lang == "en"
            item["documentation"] = {"kind": "markdown", "value": page(found, english)}
        return item

    server.feature(T.CODE_ACTION_RESOLVE)(resolve_action)
    server.feature(T.COMPLETION_ITEM_RESOLVE)(resolve_item)


def _command(server: Server, name: str, handler: Callable[..., Any]) -> None:
    async def run(about: Any = None) -> Any:
        return await handler(server, _plain(about))

    server.command(name)(run)


def _plain(value: Any) -> Any:
    """An argument as plain JSON, however the protocol layer read it."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
