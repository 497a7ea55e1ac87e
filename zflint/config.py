"""Settings: what configuration and command line say, laid over one another. Pure; configfile.py reads the files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from zflint.errors import ConfigError
from zflint.ignore import Patterns
from zflint.messages import hint, language, say
from zflint.model import Name, Options, Rule
from zflint.typed import Any
from zflint.values import NamedTuple, replace

TABLES = ("levels", "names", "per_file")
"""Fields that merge entry by entry."""
SELECTING = ("select", "ignore", "extend_select", "levels")
"""Fields that name rules."""
ADDED = ("ignore", "extend_select")
"""Fields that the command line and per-file entries add to."""


class Globs(NamedTuple):
    """Patterns of file names as in .gitignore, relative to the folder of the file that wrote them."""

    root: str
    patterns: tuple[str, ...]


class PerFile(NamedTuple):
    """Settings for the files that a pattern names: fields and values of some of the keys."""

    globs: Globs
    values: tuple[tuple[str, Any], ...]


class Settings(NamedTuple):
    """All that configuration can say; fields are the keys of zflint.toml. Paths are absolute."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    exclude: Globs = Globs("", ())
    packs: tuple[str, ...] = ()
    per_file: tuple[PerFile, ...] = ()
    as_of: str = ""
    own_unit: str = ""
    names: tuple[Name, ...] = ()
    baseline: str = ""
    file: str = ""
    """The nearest configuration file, as a reader knows it."""
    origins: Mapping[str, str] = MappingProxyType({})
    """Field → where it was set, for those that were."""


class Selection(NamedTuple):
    """All that decides which rules run and how serious they are; equal selections share their rules."""

    packs: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()


def merged(settings: Settings, over: Mapping[str, Any], origin: str) -> Settings:
    """The settings with a layer laid over them: tables entry by entry, everything else key by key."""
    values, origins = {}, dict(settings.origins)
    for name, value in over.items():
        before = getattr(settings, name)
        if name in TABLES and before:
            new = {entry[0] for entry in value}
            value = (*(entry for entry in before if entry[0] not in new), *value)
            origins[name] = _both(origins.get(name, ""), origin)
        else:
            origins[name] = origin
        values[name] = value
    return settings._replace(**values, origins=origins)


def extended(settings: Settings, over: Mapping[str, Any], origin: str) -> Settings:
    """The same, but what is ignored or selected besides is added: for per-file entries and flags.

    A `select` starts anew: what configuration selects and ignores no longer counts.
    """
    if "select" in over:
        kept = tuple(entry for entry in settings.levels if entry[1] != "off")
        settings = settings._replace(ignore=(), extend_select=(), levels=kept)
    added = {name: (*getattr(settings, name), *over[name]) for name in ADDED if name in over}
    origins = {name: _both(settings.origins.get(name, "") if getattr(settings, name) else "", origin)
               for name in added}
    settings = merged(settings, {**over, **added}, origin)
    return settings._replace(origins={**settings.origins, **origins})


def _both(first: str, second: str) -> str:
    return first if second in first else f"{first}{say('and')}{second}" if first else second


def for_file(settings: Settings, path: str) -> Settings:
    """The settings with those per-file entries laid over them that name the file (an absolute path)."""
    for globs, values in settings.per_file:
        if names(globs, path):
            settings = extended(settings, dict(values), f'per-file."{globs.patterns[0]}"')
    return settings


def names(globs: Globs, path: str) -> bool:
    """Do the patterns name the file (an absolute path) or a folder above it?"""
    if not globs.patterns:
        return False
    try:
        relative = os.path.relpath(path, globs.root).replace(os.sep, "/")
    except ValueError:  # another drive
        return False
    return not relative.startswith("../") and _patterns(globs.patterns).leaves_out_file(relative)


@lru_cache(maxsize=None)
def _patterns(lines: tuple[str, ...]) -> Patterns:
    return Patterns(lines)


def selection(settings: Settings) -> Selection:
    off = tuple(name for name, level in settings.levels if level == "off")
    levels = tuple(entry for entry in settings.levels if entry[1] != "off")
    return Selection(settings.packs, settings.select, (*settings.ignore, *off), settings.extend_select, levels)


def options(settings: Settings) -> Options:
    return Options(settings.as_of, settings.own_unit, settings.names, language())


def check_selectors(settings: Settings, known: Callable[[], Iterable[str]]) -> None:
    """Raises ConfigError when a selector names none of the rules; `known` gives their ids when they are needed."""
    layers = [(name, getattr(settings, name), settings.origins.get(name, "")) for name in SELECTING]
    layers += [(name, value, settings.origins["per_file"])
               for _, values in settings.per_file for name, value in values if name in SELECTING]
    if not any(value for _, value, _ in layers):
        return
    ids = list(known())
    fine = {"ALL", *ids, *(one.partition("/")[0] for one in ids)}
    for name, value, origin in layers:
        for selector in value if name != "levels" else dict(value):
            if selector not in fine:
                raise ConfigError(say("unknown-rule", key=name.replace("_", "-"), origin=origin, name=selector,
                                      hint=hint(selector, sorted(fine))))


def releveled(rules: Sequence[Rule], levels: Sequence[tuple[str, str]]) -> list[Rule]:
    """The rules with the level that the most precise selector gives each."""
    by_name = dict(levels)
    if not by_name:
        return list(rules)
    found = [(rule, by_name.get(rule.id) or by_name.get(rule.group) or by_name.get("ALL")) for rule in rules]
    return [replace(rule, level=level) if level else rule for rule, level in found]  # type: ignore[arg-type]
