"""New texts of a configuration file: a rule turned off, a name accepted, a baseline named. Comments stay. Pure."""

from __future__ import annotations

import os.path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from zflint.errors import ConfigError
from zflint.model import Edit


def disabled(text: str, rule: str, file: str = "zflint.toml") -> str:
    """The file with a rule or group added to `ignore`. Raises ConfigError for a text that is no such TOML."""
    document, table = _table(text, file)
    ignored = table.get("ignore")
    if ignored is None:
        table["ignore"] = [rule]
    elif not isinstance(ignored, Array):
        raise ConfigError(f"{file}：ignore 应为规则或组的数组，请先改正")
    elif rule not in ignored:
        ignored.append(rule)
    return _written(document, text)


def accepted(text: str, name: str, file: str = "zflint.toml") -> str:
    """The file with a name added to `names`, as right and without wrong forms. Raises ConfigError."""
    document, table = _table(text, file)
    names = table.get("names")
    if names is None:
        names = table["names"] = tomlkit.inline_table()
    if not hasattr(names, "items"):
        raise ConfigError(f"{file}：names 应为正确名称到错误写法的表，请先改正")
    if name not in names:
        names[name] = []
    return _written(document, text)


def with_baseline(text: str, name: str, file: str = "zflint.toml") -> str:
    """The file with `baseline`, unless it has one. Raises ConfigError."""
    document, table = _table(text, file)
    table.setdefault("baseline", name)
    return _written(document, text)


def difference(before: str, after: str) -> Edit:
    """The one edit that makes one text of the other, as small as may be."""
    start = _alike(before, after)
    same = _alike(before[start:][::-1], after[start:][::-1])
    return Edit(start, len(before) - same, after[start:len(after) - same])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _written(document: Any, before: str) -> str:
    return ("\ufeff" if before.startswith("\ufeff") else "") + tomlkit.dumps(document)


def _table(text: str, file: str) -> tuple[Any, Any]:
    """The parsed file and its table of settings; in a pyproject.toml that is [tool.zflint]."""
    try:
        document = tomlkit.parse(text.removeprefix("\ufeff"))
    except TOMLKitError as error:
        raise ConfigError(f"{file}：不是有效的 TOML，请先改正：{error}") from None
    if os.path.basename(file) != "pyproject.toml":
        return document, document
    return document, document.setdefault("tool", tomlkit.table(True)).setdefault("zflint", tomlkit.table())
