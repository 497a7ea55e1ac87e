"""Documents on disk: reading them in whatever encoding they have, writing them back whole.

Everything here raises InputError with one sentence that names the file.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from functools import lru_cache

from zflint.encoding import BinaryError, Source, decode, encode
from zflint.folders import SUFFIXES, unusable, walk

__all__ = ["SUFFIXES", "BinaryError", "Source", "contents", "decode", "encode", "read", "replace", "walk"]

BESIDE = ".zflint-"
"""How the name of a file begins that is about to replace another; no document's name does."""
STALE = 3600
"""Seconds after which such a file is nobody's any more."""


def read(path: str) -> Source:
    """The document at a path. Raises InputError (BinaryError when it is no text)."""
    return decode(contents(path), path)


def contents(path: str) -> bytes:
    """The bytes of a file. Raises InputError."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read() or b""
    except (OSError, ValueError) as error:
        raise unusable(path, error) from None


def replace(path: str, data: bytes) -> None:
    """Put new content in place of a file at once: either the old or the new stands there. Keeps mode and owner.

    A link stays a link: what it points to is replaced. Raises InputError.
    """
    real = os.path.realpath(path)
    folder = os.path.dirname(real)
    # Not the file's own name: with a few characters more, a long Chinese one would pass the limit of 255 bytes.
    beside = os.path.join(folder, f"{BESIDE}{os.getpid()}.tmp")
    try:
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, "")
        _clear(folder)
        try:
            _write(beside, data, os.stat(real))
            os.replace(beside, real)
        except BaseException:
            if os.path.exists(beside):
                os.unlink(beside)
            raise
    except OSError as error:
        raise unusable(path, error) from None


@lru_cache(maxsize=None)
def _clear(folder: str) -> None:
    """Remove what runs that were killed left beside."""
    for name in os.listdir(folder):
        if name.startswith(BESIDE) and name.endswith(".tmp"):
            path = os.path.join(folder, name)
            with contextlib.suppress(OSError):
                if _ended(name[len(BESIDE):-4]) or time.time() - os.stat(path).st_mtime > STALE:
                    os.unlink(path)


def _ended(process: str) -> bool:
    """Is it known that no process has this number?"""
    if os.name == "nt" or not process.isdecimal():  # on Windows, to ask for a process by os.kill ends it
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _write(path: str, data: bytes, like: os.stat_result) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with open(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(path, like.st_uid, like.st_gid)
    os.chmod(path, like.st_mode & 0o7777)
