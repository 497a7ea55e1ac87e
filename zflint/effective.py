"""The settings that count for a file: configuration, then --config, then its per-file entries, then the flags."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterable
from functools import lru_cache

from zflint.config import Settings, check_selectors, extended, for_file, merged
from zflint.configfile import finder, from_file, pair
from zflint.errors import ConfigError
from zflint.messages import say
from zflint.typed import Any

FLAGS = ("select", "ignore", "extend_select", "as_of", "own_unit")


def effective(args: Namespace) -> Callable[[str], Settings]:
    """A function from a path to its settings. It raises ConfigError, also for a selector that names no rule."""
    files, pairs = _config_arguments(args.config) if args.config else ([], [])
    if args.isolated and files:
        raise ConfigError(say("isolated-config", file=files[0]))
    if len(files) > 1:
        raise ConfigError(say("two-configs", first=files[0], second=files[1]))
    find = finder(from_file(files[0]) if files else Settings(), fixed=bool(files) or args.isolated)

    @lru_cache(maxsize=None)
    def of_folder(folder: str) -> Settings:
        settings = find(folder)
        for over in pairs:
            settings = merged(settings, over, "--config")
        check_selectors(_with_flags(settings, args), lambda: _known(settings.packs))
        return settings

    @lru_cache(maxsize=None)
    def plain(folder: str) -> Settings:
        return _with_flags(of_folder(folder), args)

    def of(path: str) -> Settings:
        path = os.path.abspath(path)
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        settings = of_folder(folder)
        return _with_flags(for_file(settings, path), args) if settings.per_file else plain(folder)

    return of


def _known(packs: tuple[str, ...]) -> Iterable[str]:
    """The ids of all rules. Rules are loaded only when a selector is to be looked up among them."""
    from zflint.check import loaded

    return (rule.id for rule in loaded(packs).rules)


def _config_arguments(given: Iterable[str]) -> tuple[list[str], list[dict[str, Any]]]:
    """The files among the values of --config, and the settings that the others are."""
    from zflint.keys import layer

    files, pairs = [], []
    for text in given:
        table = pair(text)
        if table is None:
            files.append(text)
        else:
            pairs.append(layer(table, f"--config {text}", os.getcwd()))
    return files, pairs


def _with_flags(settings: Settings, args: Namespace) -> Settings:
    for name in FLAGS:
        value = getattr(args, name, None)
        if value is not None:
            value = tuple(value) if isinstance(value, list) else value
            settings = extended(settings, {name: value}, args.origins[name])
    return settings
