"""What is in force for a document: the client's settings over the nearest zflint.toml."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from zflint.baseline import Known, cover
from zflint.books import Book
from zflint.check import loaded, prepared
from zflint.config import Settings, check_selectors, extended, for_file, names, options, selection
from zflint.configfile import Allowed, from_file, nearest_file
from zflint.engine import Ruleset
from zflint.errors import ConfigError, ZflintError
from zflint.keys import KEYS, joined
from zflint.messages import say
from zflint.model import Finding, Options
from zflint.packs import pack_data
from zflint.report import checked

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ClientSettings:
    """The section `zflint` of the client's settings; the protocol's names are in camel case (extendSelect).

    run: onType or onSave. trusted: may files outside of the workspace be read? position_encoding: utf-8, utf-16 or
    utf-32, for clients that count in it without saying so (ALE counts bytes).
    """

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
    position_encoding: str = ""
    log_level: str = "warning"


OURS = {"".join(part.capitalize() if i else part for i, part in enumerate(one.name.split("_"))): one.name
        for one in fields(ClientSettings)}
"""Name in the protocol → field."""
UNITS = ("utf-8", "utf-16", "utf-32")
ONE_OF = {"lang": ("zh", "en"), "run": ("onType", "onSave"), "position_encoding": UNITS,
          "log_level": ("error", "warning", "info", "debug")}
LAID_OVER = ("select", "ignore", "extend_select", "as_of", "own_unit", "levels")
"""Fields that are keys of zflint.toml too."""


def client_settings(data: Any, before: ClientSettings = ClientSettings()) -> ClientSettings:
    """What a client sent, laid over `before`. What it does not know or cannot read is logged and left out."""
    if not isinstance(data, Mapping):
        return before
    values: dict[str, Any] = {}
    for key, value in data.items():
        name = OURS.get(key)
        read = None if name is None else _read(name, value)
        if name is None:
            logger.warning("zflint.%s: no such setting", key)
        elif read is None and value is not None:
            logger.warning("zflint.%s: %r is no value for it", key, value)
        elif read is not None:
            values[name] = read
    return replace(before, **values)


def _read(name: str, value: Any) -> Any:
    """The value of a field, or None when it is none."""
    if name in ("as_of", "own_unit") and value == "":
        return value
    if name in LAID_OVER:
        return KEYS[name.replace("_", "-")].read(value, "")
    if name in ONE_OF:
        return value if value in ONE_OF[name] else None
    return value if isinstance(value, type(getattr(ClientSettings, name))) else None


@dataclass(frozen=True)
class InForce:
    """What a document is linted with. file: the path of the configuration file, or "". left_out: by its exclude.

    baseline: what is known of the document and not reported again.
    """

    client: ClientSettings
    settings: Settings
    options: Options
    rules: Ruleset
    file: str = ""
    left_out: bool = False
    baseline: tuple[Known, ...] = ()

    def new(self, text: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings that the baseline does not know."""
        if not self.baseline or not findings:
            return findings
        raw = checked("", text, findings, "")
        fresh = set(map(id, cover(raw, self.baseline)[0]))
        return tuple(one for one, entry in zip(findings, raw.entries, strict=True) if id(entry) in fresh)


@dataclass(frozen=True)
class Problem:
    """A configuration file or pack that cannot be used: the path, and one sentence."""

    path: str
    message: str


class Configuration:
    """Settings of files, remembered until `forget`. Where a file is broken, the last good one stays in force."""

    def __init__(self) -> None:
        self.folders: list[str] = []
        self.problems: dict[str, Problem] = {}
        """Path of a configuration file → what is wrong with it, or with its packs."""
        self.broken_rules: set[str] = set()
        """Rules that failed or were too slow: left out until the configuration changes."""
        self._good: dict[tuple[str, ClientSettings], InForce] = {}
        """What was in force last for a document or a configuration file, by path."""
        self._known: dict[tuple[str, ClientSettings], InForce] = {}
        self._stamps: dict[str, tuple[int, int]] = {}

    def forget(self) -> None:
        """Read everything anew: files have changed."""
        self._known.clear()
        self._stamps.clear()
        self.broken_rules.clear()
        loaded.cache_clear()
        prepared.cache_clear()

    def leave_out(self, rule: str) -> None:
        """A rule failed: do without it."""
        self.broken_rules.add(rule)
        self._known.clear()

    def stale(self) -> bool:
        """Has a file that was read changed, or come, or gone? For clients that do not watch files."""
        return any(_stamp(path) != before for path, before in self._stamps.items())

    def reads(self, path: str) -> bool:
        """Does what is in force depend on the file at a path?"""
        beside = {os.path.dirname(one) for one in self._stamps}
        return path in self._stamps or os.path.basename(path) in ("zflint.toml", "pyproject.toml") or (
            path.endswith(".tsv") and os.path.dirname(path) in beside)

    def of(self, path: str, client: ClientSettings) -> InForce:
        """What is in force for the file at an absolute path ("": for a document without a file)."""
        known = self._known.get((path, client))
        if known is None:
            known = self._known[path, client] = self._of(path, client)
        return known

    def _of(self, path: str, client: ClientSettings) -> InForce:
        allowed = self._allowed(client)
        file = self._file(path, client, allowed)
        try:
            force = self._read(path, file, client, allowed)
        except ZflintError as error:
            if file not in self.problems:
                logger.warning("%s", error)
            self.problems[file] = Problem(file, str(error))
            good = self._good.get((path, client)) or self._good.get((file, client))
            return good or self._read(path, "", client, allowed)
        self.problems.pop(file, None)
        self._good[path, client] = self._good[file, client] = force
        return force

    def _file(self, path: str, client: ClientSettings, allowed: Allowed) -> str:
        """The configuration file for a path; for an untitled document that of the first folder."""
        if client.config:
            return os.path.abspath(os.path.join(self.folders[0] if self.folders else ".", client.config))
        start = os.path.dirname(path) if path else self.folders[0] if self.folders else ""
        if not start:
            return ""
        file = nearest_file(start, allowed)
        self._look_at(file, *(os.path.join(folder, "zflint.toml") for folder in {start, *self.folders[:1]}))
        return file

    def _allowed(self, client: ClientSettings) -> Allowed:
        """In a workspace that is not trusted only what lies in its folders."""
        if client.trusted:
            return lambda path: True
        roots = [os.path.join(os.path.realpath(folder), "") for folder in self.folders]
        return lambda path: any(os.path.realpath(path).startswith(root) for root in roots)

    def _read(self, path: str, file: str, client: ClientSettings, allowed: Allowed) -> InForce:
        """Raises ZflintError for a file, or a pack it names, that cannot be used."""

        def noted(path: str) -> bool:
            self._look_at(path)
            return allowed(path)

        settings = from_file(file, allowed=noted) if file else Settings()
        named = [*settings.packs, *filter(None, [settings.baseline])]
        if not client.trusted:
            named += [table for pack in settings.packs if allowed(pack) for table in _tables(pack)]
        self._look_at(*named)
        for one in named:
            if not allowed(one):
                raise ConfigError(say("outside", where=settings.file, file=one))
        check_selectors(settings, lambda: (rule.id for rule in loaded(settings.packs).rules))
        if path:
            settings = for_file(settings, path)
        settings = self._with_client(settings, client)
        if self.broken_rules:
            settings = extended(settings, {"ignore": tuple(sorted(self.broken_rules))}, "zflint")
        opts = replace(options(settings), lang=client.lang)
        rules = prepared(selection(settings), names=opts.names)
        known = Book(settings.baseline).known(path) if settings.baseline and path else ()
        return InForce(client, settings, opts, rules, file, bool(path) and names(settings.exclude, path), known)

    def may_read(self, path: str, client: ClientSettings) -> bool:
        """May a document that is not open be read?"""
        return self._allowed(client)(path)

    def _with_client(self, settings: Settings, client: ClientSettings) -> Settings:
        """The client's settings laid over those of the file, but for selectors that name no rule."""
        packs = settings.packs
        for name in LAID_OVER:
            value = getattr(client, name)
            if not value:
                continue
            over = extended(settings, {name: value}, f"zflint.{name}")
            try:
                check_selectors(over, lambda: (rule.id for rule in loaded(packs).rules))
            except ConfigError as error:
                logger.warning("%s", error)
                continue
            settings = over
        return settings

    def _look_at(self, *paths: str) -> None:
        self._stamps.update({path: _stamp(path) for path in paths if path})


def _tables(pack: str) -> list[str]:
    """The files that the rules of a pack name."""
    rules = pack_data(pack).get("rule", [])
    named = [value for rule in rules if isinstance(rule, dict) for key, value in rule.items() if key.endswith("-file")]
    return [joined(os.path.dirname(pack), one) for one in named if isinstance(one, str)]


def _stamp(path: str) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
