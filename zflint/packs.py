"""Read rule packs from disk, and cache what was made of them: parsing TOML and regexes is most of a cold start."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from zflint.errors import PackError
from zflint.model import Rule
from zflint.rules import load_pack

HERE = os.path.dirname(os.path.abspath(__file__))


def builtin_folder() -> str:
    """The folder of the shipped packs: inside the wheel, or the checkout's rules/."""
    inside = os.path.join(HERE, "packs")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(HERE), "rules")


def builtin_paths() -> list[str]:
    folder = builtin_folder()
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".toml")]


def read_pack(path: str, trusted: bool) -> list[Rule]:
    """The rules of one pack file. Raises PackError."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        with open(path, "rb") as file:
            data = tomllib.load(file)
    except OSError as error:
        raise PackError(f"{path}：读不了规则包：{error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path}：不是有效的 TOML：{error}") from None

    def table(name: str) -> str:
        with open(os.path.join(os.path.dirname(path), name), encoding="utf-8") as file:
            return file.read()

    return load_pack(data, os.path.basename(path) if trusted else path, table, trusted)


def read_packs(paths: Sequence[str], trusted: bool) -> list[Rule]:
    return [rule for path in paths for rule in read_pack(path, trusted)]
