"""Find and read configuration: the nearest zflint.toml or [tool.zflint] above a file, and what it extends."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from functools import lru_cache

from zflint.config import Settings, merged
from zflint.errors import ConfigError
from zflint.messages import reason, say
from zflint.typed import Any

Allowed = Callable[[str], bool]
"""May the file at an absolute path be read?"""
NAMES = ("zflint.toml", "pyproject.toml")


def finder(base: Settings, fixed: bool = False) -> Callable[[str], Settings]:
    """A function from a folder to its settings, which reads each configuration file once. `fixed`: always `base`."""

    @lru_cache(maxsize=None)
    def read(path: str) -> Settings:
        return from_file(path)

    @lru_cache(maxsize=None)
    def find(folder: str) -> Settings:
        path = nearest_file(folder)
        return read(path) if path else base

    return (lambda folder: base) if fixed else find


def nearest_file(folder: str, allowed: Allowed = lambda path: True) -> str:
    """The configuration file that counts for a folder (an absolute path), or "" when there is none that is allowed."""
    while True:
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and allowed(path) and (name == NAMES[0] or _speaks_of_zflint(path)):
                return path
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above


def _speaks_of_zflint(path: str) -> bool:
    """Has a pyproject.toml our table? Only then it is parsed."""
    try:
        with open(path, "rb") as file:
            return re.search(rb"^\s*\[\s*tool\s*\.\s*zflint\b", file.read(), re.M) is not None
    except OSError:
        return False


def from_file(path: str, chain: tuple[str, ...] = (), allowed: Allowed = lambda path: True) -> Settings:
    """The settings of a configuration file and those it extends, if they are `allowed`. Raises ConfigError."""
    path = os.path.abspath(path)
    if not allowed(path):
        raise ConfigError(say("outside", where=shown(chain[-1] if chain else path), file=shown(path)))
    if path in chain:
        loop = [*chain[chain.index(path):], path]
        raise ConfigError(say("extend-loop", chain=" → ".join(map(shown, loop))))
    from zflint.keys import layer  # the table of keys is not needed where there is no configuration

    where = shown(path)
    values = layer(_table(path, chain), where, os.path.dirname(path))
    extend = values.pop("extend", "")
    settings = from_file(extend, (*chain, path), allowed) if extend else Settings()
    return merged(settings, {**values, "file": where}, where)


def shown(path: str) -> str:
    """The path as a reader knows it: relative when it lies in the working folder."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return path
    return path if relative.startswith(os.pardir) else relative


def _table(path: str, chain: tuple[str, ...]) -> dict[str, Any]:
    """The table of a file; of a pyproject.toml only [tool.zflint]."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        if chain:
            raise ConfigError(say("extend-missing", where=shown(chain[-1]), file=shown(path))) from None
        raise ConfigError(say("config-missing", file=shown(path))) from None
    except OSError as error:
        raise ConfigError(say("not-read", file=shown(path), text=reason(error))) from None
    table = parsed(data, shown(path))
    return table.get("tool", {}).get("zflint", {}) if os.path.basename(path) == NAMES[1] else table


def parsed(data: bytes | str, where: str) -> dict[str, Any]:
    """TOML, with or without BOM. Raises ConfigError that names the line."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(data if isinstance(data, str) else data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError(say("not-utf-8", where=where)) from None
    except tomllib.TOMLDecodeError as error:
        text, row, column = toml_error(error)
        if row:
            where = say("toml-line", file=where, row=row, column=column)
        raise ConfigError(say("bad-toml", where=where, text=text)) from None


def toml_error(error: ValueError) -> tuple[str, int, int]:
    """What a TOMLDecodeError says, and the row and column from 1 where it says it; 0, 0 for the end of the text."""
    at = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", str(error))
    return (str(error)[:at.start()], int(at[1] or 0), int(at[2] or 0)) if at else (str(error), 0, 0)


def pair(text: str) -> dict[str, Any] | None:
    """The table that KEY=VALUE means, or None when it is a file name. A value that is not TOML is a string."""
    from zflint.keys import KEYS

    key, equals, value = text.partition("=")
    if not equals or os.path.exists(text) or not re.match(r"\s*[\w-]+", key):
        return None
    name = re.split(r"[.\s]", key.strip(), maxsplit=1)[0]
    if name not in KEYS and name.endswith(".toml"):
        return None
    try:
        return parsed(text, "")
    except ConfigError:
        quoted = value.strip().replace("\\", "\\\\").replace('"', '\\"')
        return parsed(f'{key} = "{quoted}"', f"--config {text}")
