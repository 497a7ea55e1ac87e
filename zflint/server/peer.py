"""The other end of the connection: what the client can, and what it has told of its settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from lsprotocol import types as T

from zflint.server.diagnostics import Support, support
from zflint.server.settings import ClientSettings, client_settings
from zflint.text import Units

if TYPE_CHECKING:
    from zflint.server.app import Server


class Peer:
    def __init__(self, server: Server) -> None:
        self.server = server
        self.support = Support()
        self.initial = self.settings = ClientSettings()
        """What came with the first request, and what the client has told since; `by_folder` (paths) comes before."""
        self.by_folder: dict[str, ClientSettings] = {}

    def initialized_by(self, params: T.InitializeParams) -> None:
        self.support = support(params.capabilities)
        self.initial = self.settings = client_settings(params.initialization_options)

    @property
    def units(self) -> Units:
        """What the client counts in."""
        general = self.server.client_capabilities.general
        kind: Any = self.server.server_capabilities.position_encoding
        if self.settings.position_encoding and not (general and general.position_encodings):
            kind = self.settings.position_encoding
        units: Units = getattr(kind, "value", kind) or "utf-16"
        return units

    @property
    def pulls(self) -> bool:
        """Does the client ask for diagnostics itself?"""
        text = self.server.client_capabilities.text_document
        return bool(text and text.diagnostic)

    @property
    def refreshes(self) -> bool:
        """Can a client that pulls be asked to pull again?"""
        workspace = self.server.client_capabilities.workspace
        return bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)

    def settings_of(self, path: str) -> ClientSettings:
        """The client's settings for the innermost folder around a path."""
        around = [one for one in self.by_folder if path == one or path.startswith(os.path.join(one, ""))]
        return self.by_folder[max(around, key=len)] if around else self.settings
