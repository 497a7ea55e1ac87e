"""What earlier runs found, kept by content: a text is not checked again with the same rules and settings.

A result is found by the digest of the file's bytes, within a set of shards whose names hold the digest of everything
else that decides it: version, packs, settings, language. A shard that is damaged, or of another kind, counts as empty;
it is replaced whole, so runs at the same time see either the old or the new one.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Iterable
from functools import lru_cache

from zflint import __version__
from zflint.packs import builtin_folder
from zflint.report import Checked
from zflint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zflint.tasks import Task

HERE = os.path.dirname(os.path.abspath(__file__))
SHARDS, SHARD_SIZE, SETS = 16, 4_000_000, 16
"""Shards of a set; bytes of results that one may hold; how many sets are kept."""
DIGEST = 16
"""Bytes of a digest."""
CODE, DECIDING = ("", "facts", "kinds", "parse"), (".py", ".toml", ".tsv")
"""Where the code is that decides what is found, and the endings of its files and of packs."""


def digest(*parts: bytes) -> bytes:
    try:
        from _blake2 import blake2b  # hashlib is 3 ms of a start
    except ImportError:
        from hashlib import blake2b

    made = blake2b(digest_size=DIGEST)
    for part in parts:
        made.update(part)
    return made.digest()


def stamp(task: Task) -> str:
    """What decides a result beside the text: changes with the version, any pack, any setting and the language."""
    settings = repr((task.selection, task.options, task.whole)).encode("utf-8", "surrogatepass")
    return digest(settings, packs_digest(task.selection.packs)).hex()


@lru_cache(maxsize=None)
def packs_digest(packs: tuple[str, ...]) -> bytes:
    """Of the version, the built-in packs, users' packs and the tables beside them.

    Of users' packs the content counts. Those of an installation are what the version says, if their sizes are; no
    times, so that what one machine of a CI has found serves another. A checkout changes without its version: there the
    times of all its code and packs count.
    """
    builtin = builtin_folder()
    installed = os.path.dirname(builtin) == HERE
    parts = [__version__.encode(), sys.version.encode()]
    for folder in (builtin,) if installed else (builtin, *(os.path.join(HERE, name) for name in CODE)):
        with os.scandir(folder) as entries:
            stats = sorted((entry.name, entry.stat()) for entry in entries if entry.name.endswith(DECIDING))
        parts += [f"{name} {stat.st_size} {0 if installed else stat.st_mtime_ns}".encode() for name, stat in stats]
    for path in (*packs, *_tables(packs)):
        parts += [path.encode("utf-8", "surrogateescape"), _content(path)]
    return digest(*parts)


def _tables(packs: Iterable[str]) -> list[str]:
    """The tables beside packs."""
    found = []
    for folder in sorted({os.path.dirname(pack) for pack in packs}):
        with contextlib.suppress(OSError):
            found += [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".tsv")]
    return found


def _content(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:
            return digest(file.read())
    except OSError:
        return b""


class Results:
    """The results kept for one stamp in a folder. Keys are digests of files' bytes."""

    def __init__(self, folder: str, stamp: str) -> None:
        self.folder, self.stamp = folder, stamp
        self._shards: dict[int, dict[bytes, bytes]] = {}
        self._fresh: dict[int, dict[bytes, bytes]] = {}
        self._some: bool | None = None

    def path(self, shard: int) -> str:
        return os.path.join(self.folder, f"results-{self.stamp}-{shard:x}.bin")

    def any(self) -> bool:
        """Is there anything to look up?"""
        if self._some is None:
            self._some = any(os.path.exists(self.path(shard)) for shard in range(SHARDS))
        return self._some

    def get(self, key: bytes, shown: str) -> Checked | None:
        """The result under a key, for a file that reports call `shown`; None when there is none."""
        shard = key[0] % SHARDS
        if shard not in self._shards:
            self._shards[shard] = _read(self.path(shard))
        kept = self._shards[shard].get(key)
        if kept is None:
            return None
        try:
            encoding, entries, lines = marshal.loads(kept)
            return Checked(shown, [{**entry, "filename": shown} for entry in entries], lines, encoding)
        except (ValueError, TypeError, EOFError):
            return None

    def put(self, key: bytes, checked: Checked) -> None:
        """Keep a result. One with an error is not kept."""
        if checked.encoding and not checked.error:
            kept = marshal.dumps((checked.encoding, list(checked.entries), dict(checked.lines)))
            self._fresh.setdefault(key[0] % SHARDS, {})[key] = kept

    def save(self) -> None:
        """Write what is new beside what others wrote meanwhile; where that cannot be, do without."""
        for shard, fresh in self._fresh.items():
            merged = {**_read(self.path(shard)), **fresh}
            size = sum(map(len, merged.values()))
            while size > SHARD_SIZE:
                oldest = next(iter(merged))
                size -= len(merged.pop(oldest))
            _write(self.path(shard), merged)
        if self._fresh:
            _forget_others(self.folder)
        self._fresh = {}


def _read(path: str) -> dict[bytes, bytes]:
    try:
        with open(path, "rb", buffering=0) as file:
            data = file.read()
        # marshal takes anything for its own: only what bears its digest is given to it.
        shard = marshal.loads(data[DIGEST:]) if digest(data[DIGEST:]) == data[:DIGEST] else {}
        return shard if isinstance(shard, dict) else {}
    except (OSError, ValueError, TypeError, EOFError):
        return {}


def _write(path: str, shard: dict[bytes, bytes]) -> None:
    beside = f"{path}.{os.getpid()}"
    body = marshal.dumps(shard)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(beside, "wb") as file:
            file.write(digest(body) + body)
        os.replace(beside, path)
    except OSError:
        return


def _forget_others(folder: str) -> None:
    """Keep the sets that were written last: settings come and go."""
    try:
        names = [name for name in os.listdir(folder) if name.startswith("results-")]
        written: dict[str, float] = {}
        for name in names:
            one = name.split("-")[1]
            written[one] = max(written.get(one, 0), os.stat(os.path.join(folder, name)).st_mtime)
        old = set(sorted(written, key=lambda one: -written[one])[SETS:])
        for name in names:
            if name.split("-")[1] in old:
                os.remove(os.path.join(folder, name))
    except OSError:
        return
