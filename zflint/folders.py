"""Which files to check: the named ones, and the documents below the folders named. Reads only .gitignore files."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator, Sequence

from zflint.errors import InputError
from zflint.ignore import Patterns
from zflint.messages import hint, pick, reason

SUFFIXES = (".txt", ".md", ".markdown", ".docx")
SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
"""Folders that are never searched, beside those whose name begins with a dot."""

Layer = tuple[str, Patterns]
"""A folder's absolute path with / at its end, and the patterns that hold below it."""


def walk(
    paths: Sequence[str], exclude: Sequence[str] = (), force_exclude: bool = False, respect_gitignore: bool = True,
    root: str = ".",
) -> list[str]:
    """The files to check: those named, and the documents below the folders named, in order, each once.

    `exclude` are patterns as in .gitignore, relative to `root`; they and .gitignore hold for what is found in
    folders, `exclude` with `force_exclude` also for what is named. Links to folders are not followed. Whether a file
    is text shows only when it is read: leave out a BinaryError unless the path was named. What Word keeps beside a
    document while it is open (~$…docx) is none, and is left out even if named: *.docx names it too. Raises InputError.
    """
    base = _folder(os.path.abspath(root))
    excluding = (base, Patterns(exclude))
    found: dict[str, str] = {}
    for path in paths:
        absolute = _slashed(os.path.abspath(path))
        folder = os.path.isdir(path)
        if force_exclude and absolute.startswith(base) and excluding[1].leaves_out_file(absolute[len(base):], folder):
            continue
        if folder:
            layers = [excluding, *(_layers_above(absolute) if respect_gitignore else ())]
            for real, shown in _search(path, absolute, layers, respect_gitignore):
                found.setdefault(real, shown)
        elif not _lock(path):
            _exists(path)
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def among(
    names: Iterable[str], paths: Sequence[str], exclude: Sequence[str] = (), force_exclude: bool = False,
    root: str = ".",
) -> dict[str, str]:
    """Of files that need not be there (absolute, real paths), those that `walk` would find if they were.

    Gives the path as shown → the file, in order. Raises InputError for a path that names none of them and nothing else.
    """
    base = _folder(os.path.realpath(root))
    excluding = Patterns(exclude)
    given = [(path, _slashed(os.path.realpath(path))) for path in paths]
    found, met = {}, set()
    for name in sorted(names):
        file = _slashed(name)
        left_out = file.startswith(base) and excluding.leaves_out_file(file[len(base):])
        for path, real in given:
            named = file == real
            inside = file[len(_folder(real)):].split("/") if file.startswith(_folder(real)) else []
            if named or inside:
                met.add(path)
            if named and not (left_out and force_exclude) and not _lock(path):
                found[path] = name
            elif inside and all(map(_searched, inside[:-1])) and _wanted(inside[-1]) and not left_out:
                found[os.path.join("" if path == "." else path, *inside)] = name
    for path in paths:
        if path not in met:
            _exists(path)
    return found


def _search(path: str, absolute: str, layers: list[Layer], gitignore: bool) -> Iterator[tuple[str, str]]:
    """The real path and the path as shown of each document below a folder."""
    below = list(_below(path, absolute, layers, gitignore))
    if not below:
        wanted = " ".join(SUFFIXES)
        raise InputError(pick((f"{path}：文件夹里没有要检查的文件（{wanted}，且未被排除）",
                               f"{path}: the folder holds nothing to check ({wanted}, not excluded)")))
    real = _folder(os.path.realpath(path))
    for shown, inside in below:
        yield (os.path.realpath(shown) if inside is None else real + inside), shown


def _below(folder: str, absolute: str, layers: list[Layer], gitignore: bool) -> Iterator[tuple[str, str | None]]:
    """Documents below a folder: the path as shown, and the path below the folder (None for a link)."""
    start = "" if folder in (".", "./", "") else os.path.join(folder, "").removeprefix("./")
    pending = [("", layers)]
    listed: list[tuple[list[str], str | None]] = []
    while pending:
        inside, layers = pending.pop()
        here = _folder(absolute) + inside
        entries = _entries(os.path.join(folder, inside))
        if gitignore and any(one.name == ".gitignore" for one in entries):
            layers = [*layers, (here, _patterns(here + ".gitignore"))]
        for entry in entries:
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                if _searched(name) and not _left_out(here + name, True, layers):
                    pending.append((f"{inside}{name}/", layers))
            elif _wanted(name) and entry.is_file() and not _left_out(here + name, False, layers):
                listed.append(((inside + name).split("/"), None if entry.is_symlink() else inside + name))
    for parts, path in sorted(listed, key=lambda one: one[0]):
        yield start + "/".join(parts), path


def _searched(name: str) -> bool:
    return not name.startswith(".") and name not in SKIPPED


def _wanted(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".") and not _lock(name)


def _lock(path: str) -> bool:
    """Does Word keep there who has a document open? Its name is the document's with ~$ for the first two characters."""
    return os.path.basename(path).startswith("~$")


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder or ".") as entries:
            return list(entries)
    except OSError as error:
        raise unusable(folder, error) from None


def _left_out(absolute: str, folder: bool, layers: list[Layer]) -> bool:
    """The first layer leaves out for good; of the others the innermost that speaks of the path decides."""
    for number, (base, patterns) in [(0, layers[0]), *reversed(list(enumerate(layers[1:], 1)))]:
        if patterns and absolute.startswith(base):
            verdict = patterns.leaves_out(absolute[len(base):], folder)
            if verdict or (verdict is False and number):
                return verdict
    return False


def _layers_above(absolute: str) -> list[Layer]:
    """What .gitignore files above a folder say, outermost first, if the folder is in a repository."""
    above, folder = [], os.path.dirname(absolute)
    if os.path.exists(os.path.join(absolute, ".git")):
        return [(_folder(absolute), _patterns(os.path.join(absolute, ".git/info/exclude")))]
    while folder:
        above.append((_folder(folder), _patterns(os.path.join(folder, ".gitignore"))))
        if os.path.exists(os.path.join(folder, ".git")):
            above.append((_folder(folder), _patterns(os.path.join(folder, ".git/info/exclude"))))
            return above[::-1]
        if os.path.dirname(folder) == folder:
            break
        folder = os.path.dirname(folder)
    return []


def _patterns(path: str) -> Patterns:
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return Patterns(file)
    except OSError:
        return Patterns(())


def _folder(path: str) -> str:
    return _slashed(path).rstrip("/") + "/"


def _slashed(path: str) -> str:
    return path if os.sep == "/" else path.replace(os.sep, "/")


def _exists(path: str) -> None:
    try:
        os.stat(path)
    except (OSError, ValueError) as error:
        raise unusable(path, error) from None


def unusable(path: str, error: OSError | ValueError) -> InputError:
    """The error to show when the system refuses a path; for one that is missing, with the name that was meant."""
    missing = isinstance(error, ValueError) or error.errno == errno.ENOENT
    told = reason(FileNotFoundError(errno.ENOENT, "") if isinstance(error, ValueError) else error)
    if missing:
        with contextlib.suppress(OSError, ValueError):
            told += hint(os.path.basename(path), sorted(os.listdir(os.path.dirname(path) or ".")))
    return InputError(pick((f"{path}：{told}", f"{path}: {told}")))
