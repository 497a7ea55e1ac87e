"""Documents on disk: which files to lint, reading them in whatever encoding they have, and writing them back whole.

Everything here raises InputError with one sentence that names the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zflint.errors import InputError

SUFFIXES = (".txt", ".md", ".markdown")


class BinaryError(InputError):
    """The file is no text. Whoever walked into it may leave it out; a file that was named is an error."""


@dataclass(frozen=True)
class Source:
    """A document as read: `text` without BOM, line ends as they are; `encoding` is a Python codec name."""

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bool = False


def read(path: str) -> Source:
    """The document at a path. Raises InputError (BinaryError when it is no text)."""
    try:
        with open(path, "rb") as file:
            return decode(file.read(), path)
    except OSError as error:
        raise InputError(f"{path}：读不了：{error.strerror}") from None


def decode(data: bytes, name: str) -> Source:
    """Bytes → text. `name` is for messages."""
    bom = data.startswith(b"\xef\xbb\xbf")
    try:
        return Source(name, data.decode("utf-8-sig"), "utf-8", bom)
    except UnicodeDecodeError:
        raise InputError(f"{name}：认不出编码") from None


def walk(
    paths: Sequence[str], exclude: Sequence[str] = (), force_exclude: bool = False, respect_gitignore: bool = True
) -> list[str]:
    """The files to lint, in order, each once. Raises InputError when a path is missing or holds no document."""
    raise NotImplementedError


def replace(path: str, data: bytes) -> None:
    """Put new content in place of a file at once, keeping its mode. Raises InputError."""
    raise NotImplementedError
