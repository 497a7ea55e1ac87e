"""Baseline files on disk: reading them, telling renamed files by their lines, writing them back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from zflint.baseline import NAME, Known, Table, dumped, line_digest, loads, renamed
from zflint.errors import ConfigError, InputError
from zflint.files import contents, decode, replace
from zflint.messages import reason, say


class Book:
    """One baseline file. `lost`: paths that it knows and that are not there any more."""

    def __init__(self, file: str, may_be_missing: bool = False) -> None:
        self.file = file
        self.folder = os.path.dirname(os.path.abspath(file))
        self.table = _read(file, may_be_missing)
        self.lost = {path: known for path, known in self.table.items()
                     if not os.path.exists(os.path.join(self.folder, *path.split("/")))}
        self._adopted: dict[str, str] = {}

    def path(self, path: str) -> str:
        """A document's path as the baseline has it: relative to its folder, with /."""
        try:
            return os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")
        except ValueError:  # another drive
            return os.path.abspath(path).replace(os.sep, "/")

    def known(self, path: str, data: bytes | None = None) -> tuple[Known, ...]:
        """What is known of a document; of one that is new here, what is known of the lost one that it was."""
        name = self.former(path, data)
        return self.table.get(name, ())

    def former(self, path: str, data: bytes | None = None) -> str:
        """The path under which a document is known: its own, or the one it had before it was renamed."""
        name = self.path(path)
        if name in self.table or not self.lost:
            return self._adopted.get(name, name)
        if name not in self._adopted:
            before = renamed(_line_digests(path, data), self.lost)
            self._adopted[name] = before or name
            self.lost.pop(before, None)
        return self._adopted[name]

    def left_behind(self, folders: Iterable[str]) -> Table:
        """What is known of lost files below the folders (absolute), renamed ones apart."""
        below = [os.path.join(folder, "") for folder in folders]
        return {path: known for path, known in self.lost.items()
                if os.path.join(self.folder, *path.split("/")).startswith(tuple(below))}

    def write(self, table: Table) -> None:
        """Put a table in place of the file's. Raises InputError."""
        data = dumped(table).encode()
        if os.path.exists(self.file):
            replace(self.file, data)
            return
        try:
            with open(self.file, "xb") as file:
                file.write(data)
        except OSError as error:
            raise InputError(say("not-written", file=self.file, text=reason(error))) from None


def _read(file: str, may_be_missing: bool) -> Table:
    try:
        with open(file, encoding="utf-8-sig") as opened:
            return loads(opened.read(), file)
    except FileNotFoundError:
        if may_be_missing:
            return {}
        raise ConfigError(say("baseline-missing", file=file)) from None
    except UnicodeDecodeError:
        raise ConfigError(say("not-utf-8", where=file)) from None
    except OSError as error:
        raise ConfigError(say("not-read", file=file, text=reason(error))) from None


def _line_digests(path: str, data: bytes | None) -> Sequence[str]:
    try:
        return [line_digest(line) for line in decode(contents(path) if data is None else data, path).text.splitlines()]
    except InputError:
        return ()


def default_file(config: str) -> str:
    """Where a baseline is when nobody says: beside the configuration, or in the working folder."""
    return os.path.join(os.path.dirname(config), NAME)
