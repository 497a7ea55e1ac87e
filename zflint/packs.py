"""Read rule packs from disk. What was made of them is kept by `ready`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from zflint.errors import PackError
from zflint.model import Rule
from zflint.typed import Any

HERE = os.path.dirname(os.path.abspath(__file__))


def builtin_folder() -> str:
    """The folder of the shipped packs: inside the wheel, or the checkout's rules/."""
    inside = os.path.join(HERE, "packs")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(HERE), "rules")


def builtin_paths() -> list[str]:
    folder = builtin_folder()
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".toml")]


def cache_folder() -> str:
    """Where caches live: ZFLINT_CACHE_DIR, or the user's cache folder."""
    given = os.environ.get("ZFLINT_CACHE_DIR")
    if given:
        return given
    base = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    return os.path.join(base or os.path.join(os.path.expanduser("~"), ".cache"), "zflint")


def pack_data(path: str, name: str = "") -> dict[str, Any]:
    """A pack file as TOML has it; `name` is what messages call it. Raises PackError."""
    # Imported here: a cached start parses no TOML.
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    name = name or path
    try:
        with open(path, "rb") as file:
            data: dict[str, Any] = tomllib.load(file)
    except OSError as error:
        raise PackError(f"{name}：读不了规则包：{error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{name}：不是有效的 TOML：{error}") from None
    return data


def read_pack(path: str, trusted: bool) -> list[Rule]:
    """The rules of one pack file, with their examples. Raises PackError."""
    from zflint.rules import load_pack

    name = os.path.basename(path) if trusted else path
    data = pack_data(path, name)

    def table(file_name: str) -> str:
        with open(os.path.join(os.path.dirname(path), file_name), encoding="utf-8") as file:
            return file.read()

    return load_pack(data, name, table, trusted)


def read_packs(paths: Sequence[str], trusted: bool) -> list[Rule]:
    """The rules of several packs, with their examples. Raises PackError, also when two packs share a rule id."""
    rules = [rule for path in paths for rule in read_pack(path, trusted)]
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.id in seen:
            raise PackError(f"{rule.pack}：规则 {rule.id} 已在 {seen[rule.id]} 中定义，编号应当唯一")
        seen[rule.id] = rule.pack
    return rules
