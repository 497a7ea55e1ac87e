"""Documents on disk: reading them in whatever encoding they have, writing them back whole.

Everything here raises InputError with one sentence that names the file.
"""

from __future__ import annotations

import contextlib
import errno
import os

from zflint.encoding import BinaryError, Source, decode, encode
from zflint.folders import SUFFIXES, unusable, walk

__all__ = ["SUFFIXES", "BinaryError", "Source", "decode", "encode", "read", "replace", "walk"]


def read(path: str) -> Source:
    """The document at a path. Raises InputError (BinaryError when it is no text)."""
    try:
        with open(path, "rb", buffering=0) as file:
            data = file.read()
    except (OSError, ValueError) as error:
        raise unusable(path, error) from None
    return decode(data or b"", path)


def replace(path: str, data: bytes) -> None:
    """Put new content in place of a file at once: either the old or the new stands there. Keeps mode and owner.

    A link stays a link: what it points to is replaced. Raises InputError.
    """
    real = os.path.realpath(path)
    beside = os.path.join(os.path.dirname(real), f".{os.path.basename(real)}.{os.getpid()}.tmp")
    try:
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, "")
        try:
            _write(beside, data, os.stat(real))
            os.replace(beside, real)
        except BaseException:
            if os.path.exists(beside):
                os.unlink(beside)
            raise
    except OSError as error:
        raise unusable(path, error) from None


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
