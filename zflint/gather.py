"""Which files a run is about, with which settings: paths, exclusions, what git and the baseline say of them."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence

from zflint import console
from zflint.config import Selection, Settings, names, options, selection
from zflint.errors import ConfigError, InputError
from zflint.files import contents, decode, walk
from zflint.messages import say
from zflint.model import Options
from zflint.report import WHOLE
from zflint.tasks import Task
from zflint.typed import TYPE_CHECKING
from zflint.values import NamedTuple

if TYPE_CHECKING:
    from zflint.books import Book
    from zflint.git import Change, Repository

STDIN = "-"


class Found(NamedTuple):
    """A file that is to be checked if its settings do not exclude it. `base` names what it was before (None, "": report
    all of it)."""

    path: str
    shown: str
    named: bool
    data: bytes | None = None
    base: str | None = None


class Gathering:
    """The tasks of a run, with the baselines they are held against. Paths that cannot be are `errors`."""

    def __init__(self, args: Namespace, settings: Callable[[str], Settings]) -> None:
        self.args, self.settings = args, settings
        self.errors: list[str] = []
        self.books: dict[str, Book] = {}
        self.given = [path.removeprefix("./") or path for one in args.arguments or ["."] for path in _expanded(one)]
        self.git: Repository | None = None
        self._chosen: dict[int, tuple[Settings, Selection, Options]] = {}

    def tasks(self) -> list[Task]:
        """What to lint, in order. Raises InputError when folders hold nothing that is not excluded."""
        narrowing = bool(getattr(self.args, "staged", False) or getattr(self.args, "diff_from", None))
        found = list(self._changed() if narrowing else self._walked())
        kept = [(one, settings) for one in found if not self._excluded(one, settings := self.settings(one.shown))]
        if not kept and not self.errors:
            self._nothing(narrowing)
        return [self._task(one, settings, rows) for (one, settings), rows in zip(kept, self._rows(kept), strict=True)]

    def _nothing(self, narrowing: bool) -> None:
        if narrowing:
            console.tell(say("nothing-changed"))
        elif any(map(os.path.isdir, self.given)):
            raise InputError(say("all-excluded"))
        else:
            console.complain(say("all-excluded"), "warning")

    def _excluded(self, one: Found, settings: Settings) -> bool:
        asked = not one.named or self.args.force_exclude
        return asked and names(settings.exclude, os.path.abspath(one.shown))

    def _task(self, one: Found, settings: Settings, rows: frozenset[int] | None) -> Task:
        if self.args.verbose:
            console.tell(say("config-used", file=one.shown, origin=settings.file or say("no-config")))
        book = self.book(settings)
        known = book.known(one.shown, one.data) if book else None
        if id(settings) not in self._chosen:
            self._chosen[id(settings)] = settings, selection(settings), options(settings)
        _, chosen, given = self._chosen[id(settings)]
        return Task(one.path, one.shown, chosen, given, not self.args.no_cache, one.named, one.data, rows, known,
                    whole=getattr(self.args, "output_format", "") in WHOLE)

    def book(self, settings: Settings) -> Book | None:
        """The baseline that counts for these settings."""
        file = settings.baseline if self.args.baseline is None else self.args.baseline
        if not file:
            return None
        if file not in self.books:
            from zflint.books import Book

            self.books[file] = Book(file, may_be_missing=hasattr(self.args, "prune"))
        return self.books[file]

    def folders(self) -> list[str]:
        """The folders that were searched, absolute; none when only what has changed was looked at."""
        if self.git:
            return []
        return [os.path.abspath(path) for path in self.given if os.path.isdir(path)]

    def _walked(self) -> Iterator[Found]:
        by_name = set(self.given)
        for path in self._paths():
            if path == STDIN:
                yield Found(path, self.args.stdin_filename or STDIN, True, sys.stdin.buffer.read())
            else:
                yield Found(path, path, path in by_name)

    def _paths(self) -> Iterable[str]:
        args, paths = self.args, [path for path in self.given if path != STDIN]

        def found(some: Sequence[str]) -> list[str]:
            return walk(some, args.exclude or (), args.force_exclude, args.respect_gitignore)

        stdin = [STDIN] if STDIN in self.given else []
        try:
            return stdin + found(paths)
        except InputError:
            files: dict[str, None] = {}
        for path in paths:
            try:
                files.update(dict.fromkeys(found([path])))
            except InputError as error:
                self.errors.append(str(error))
        return [*stdin, *files]

    def _changed(self) -> Iterator[Found]:
        """The files among those asked for that git says have changed, with what they were."""
        args = self.args
        if STDIN in self.given:
            raise ConfigError(say("stdin-and-git"))
        self.git = git = _repository(self.given)
        changes = {one.path: one for one in git.changes(args.diff_from or "", args.staged)}
        if args.staged:
            yield from self._staged(git, changes)
            return
        tracked = git.tracked()
        for one in self._walked():
            real = os.path.join(os.path.realpath(os.path.dirname(one.path)), os.path.basename(one.path))
            if real in changes:
                yield one._replace(base=changes[real].old)
            elif real not in tracked:
                yield one._replace(base="")

    def _staged(self, git: Repository, changes: dict[str, Change]) -> Iterator[Found]:
        from zflint.folders import among

        found = among(changes, self.given, self.args.exclude or (), self.args.force_exclude)
        news = git.contents([changes[real].new for real in found.values()])
        for (path, real), data in zip(found.items(), news, strict=True):
            yield Found(path, path, path in self.given, data, changes[real].old)

    def _rows(self, kept: Sequence[tuple[Found, Settings]]) -> list[frozenset[int] | None]:
        """The rows of each file that are new; None for all."""
        if not self.git:
            return [None for _ in kept]
        olds = map(_text, self.git.contents([one.base for one, _ in kept if one.base]))
        lost = list(map(_text, self.git.contents(self.git.lost))) if any(one.base == "" for one, _ in kept) else []
        return [_new_rows(one, next(olds) if one.base else None, lost) for one, _ in kept]


def _text(data: bytes) -> str:
    """The text of what git keeps, whatever its name; empty when it is none."""
    try:
        return decode(data, ".docx" if data.startswith(b"PK") else "").text
    except InputError:
        return ""


def _new_rows(one: Found, old: str | None, lost: list[str]) -> frozenset[int] | None:
    """The rows that are new against an older text, or against the lost text that a new file was before."""
    from zflint.rows import likeliest, new_rows

    try:
        new = decode(contents(one.path) if one.data is None else one.data, one.shown).text
    except InputError:
        return None
    if old is None and (at := likeliest(new, lost)) >= 0:
        old = lost.pop(at)
    return None if old is None else new_rows(old, new)


def _repository(paths: Sequence[str]) -> Repository:
    """That of the working folder, else that of the first path."""
    from zflint.git import Repository

    try:
        return Repository(os.getcwd())
    except ConfigError:
        folder = paths[0] if os.path.isdir(paths[0]) else os.path.dirname(os.path.abspath(paths[0]))
        if not os.path.isdir(folder):
            raise
        return Repository(folder)


def _expanded(path: str) -> list[str]:
    """The files that a pattern names: not every shell expands *.txt."""
    if path == STDIN or not any(char in path for char in "*?[") or os.path.lexists(path):
        return [path]
    import glob

    return sorted(glob.glob(path, recursive=True)) or [path]
