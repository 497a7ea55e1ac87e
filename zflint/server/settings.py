"""What is in force for a document: the client's settings over the nearest zflint.toml."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from zflint.check import prepared
from zflint.config import Settings, extended, for_file, options, selection
from zflint.configfile import from_file, nearest_file
from zflint.engine import Ruleset
from zflint.errors import ZflintError
from zflint.model import Options

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ClientSettings:
    """The section `zflint` of the client's settings; the protocol's names are in camel case (extendSelect)."""

    enable: bool = True
    config: str = ""
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    as_of: str = ""
    own_unit: str = ""
    lang: str = "zh"
    run: str = "onType"
    placeholder_lens: bool = False
    workspace_diagnostics: bool = False
    trusted: bool = True
    log_level: str = "warning"


@dataclass(frozen=True)
class InForce:
    """What a document is linted with. file: the configuration file in force, or ""."""

    client: ClientSettings
    settings: Settings
    options: Options
    rules: Ruleset
    file: str = ""


def client_settings(data: Any, before: ClientSettings = ClientSettings()) -> ClientSettings:
    """What a client sent, laid over what it sent before. Unknown keys and values of a wrong type are logged."""
    return before


def in_force(path: str, client: ClientSettings) -> InForce:
    """What to lint the file at `path` ("": none) with."""
    settings = Settings()
    file = nearest_file(os.path.dirname(path)) if path else ""
    if file:
        settings = for_file(from_file(file), path)
    opts = options(settings)
    return InForce(client, settings, opts, prepared(selection(settings), names=opts.names), file)
