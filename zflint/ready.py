"""Rules made ready to run, kept between runs: parsing TOML, analysing regexes and building automata is most of a start.

Four kinds of files lie in the cache folder, each named after all that it depends on: `rules-…` (what rules are),
`probes-…` (what each of them looks for, read only for a new selection), `matcher-…` (the tables and the automaton of
one selection) and `codes2-…` (the compiled regexes of all of them). A broken or foreign file is as good as none.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from zlib import crc32

from zflint import __version__, regexes
from zflint.facts import FACTS, fact_kind
from zflint.finders import frozen, library, thawed
from zflint.kinds import kind_class
from zflint.matching import Matcher, Tables, Watch
from zflint.model import Kind, Rule
from zflint.packs import HERE, cache_folder, read_packs
from zflint.typed import Any
from zflint.values import NamedTuple

EXAMPLES = ("bad", "good", "todo")
PLAIN = tuple(name for name in Rule.__annotations__ if name not in ("check", *EXAMPLES))
KEPT = 8
"""So many files of each kind stay in the cache: one for each set of packs, and each selection, in use."""


class Unmade:
    """A kind whose module is imported, and whose value is made, when a block first calls for it.

    Most rules have nothing to do in most documents, and importing all kinds would be half of a cold start.
    """

    def __init__(self, kind: str, fields: bytes, always: bool, needs: tuple[str, ...]) -> None:
        self.always, self.needs = always, needs
        self._recipe = (kind, fields)

    def made(self) -> Kind:
        kind, fields = self._recipe
        cls: Any = kind_class(kind)
        return cls(**marshal.loads(fields))  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        made = self.__dict__.get("_made") or self.made()
        value = getattr(made, name)
        self.__dict__.update({"_made": made, name: value})
        return value

    def __eq__(self, other: object) -> bool:
        return self.made() == (other.made() if isinstance(other, Unmade) else other)

    __hash__ = None  # type: ignore[assignment]


class Loaded(NamedTuple):
    """Rules without their examples. `probes` gives, for each of them, its analysed probes, and those of every fact by
    name; a cached start never asks for them. `key` changes with anything that the rules are made of."""

    rules: list[Rule]
    probes: Callable[[], tuple[list[tuple[Watch, ...]], dict[str, tuple[Watch, ...]]]]
    key: str


def load(paths: Sequence[str], trusted: bool, cache: bool = True) -> Loaded:
    """Rules ready to run, from the cache when nothing changed. Raises PackError."""
    key = _key(paths, trusted)
    rules_file, probes_file = _file("rules", key), _file("probes", key)

    @lru_cache(maxsize=None)
    def made() -> tuple[list[Rule], list[tuple[Watch, ...]], dict[str, tuple[Watch, ...]]]:
        from zflint.engine import analysed
        from zflint.rules import probes_of

        rules = read_packs(paths, trusted)
        watches = [probes_of(rule) for rule in rules]
        facts = {name: analysed(fact_kind(name)) for name in FACTS} if trusted else {}
        if cache:
            _keep(rules_file, [_plain(rule) for rule in rules])
            _keep(probes_file, ([tuple(map(tuple, some)) for some in watches],
                                {name: tuple(map(tuple, some)) for name, some in facts.items()}))
        return rules, watches, facts

    def probes() -> tuple[list[tuple[Watch, ...]], dict[str, tuple[Watch, ...]]]:
        kept = _read(probes_file) if cache and not made.cache_info().currsize else None
        match kept:
            case [list() as watches, dict() as facts]:
                return watches, facts
            case _:
                return made()[1:]

    rules = _thawed(_read(rules_file)) if cache else []
    return Loaded(rules or made()[0], probes, key)


def joined(first: Loaded, second: Loaded) -> Loaded:
    """The rules of both, those of the first with their facts."""
    def probes() -> tuple[list[tuple[Watch, ...]], dict[str, tuple[Watch, ...]]]:
        (watches, facts), (more, _) = first.probes(), second.probes()
        return [*watches, *more], facts

    return Loaded([*first.rules, *second.rules], probes, f"{first.key}-{second.key}")


def matcher_of(made_of: object, make: Callable[[], Matcher]) -> Matcher:
    """The matcher that an earlier run kept for the same `made_of` (its repr counts), or the one that `make` gives."""
    name = library()
    path = _file("matcher", f"{crc32(repr(made_of).encode('utf-8', 'surrogateescape')):08x}-{_changed(name):x}")
    try:
        tables, content, check, names = _read(path)
        if find := thawed(content, check):
            return Matcher(Tables(*tables), find, names)
    except (TypeError, ValueError):
        pass
    made = make()
    content, check = frozen(made.find)
    if content:
        _fresh[path] = (tuple(made.tables), content, check, tuple(made.names))
    return made


_fresh: dict[str, Any] = {}


def recall() -> None:
    """Seed the regexes that earlier runs compiled."""
    regexes.seed(_read(_codes_file()) or {})


def remember() -> None:
    """Keep the regexes and matchers that this run made for the next one."""
    if codes := regexes.learned():
        _write(_codes_file(), codes)
    while _fresh:
        _keep(*_fresh.popitem())


def _file(kind: str, key: str) -> str:
    return os.path.join(cache_folder(), f"{kind}-{key}.bin")


def _codes_file() -> str:
    version = "-".join(map(str, sys.version_info[:4]))
    return os.path.join(cache_folder(), f"codes2-{__version__}-{sys.implementation.cache_tag}-{version}.bin")


def _key(paths: Sequence[str], trusted: bool) -> str:
    """Changes with any pack, any table beside a pack, the version, the interpreter and the code that reads packs.

    Of our own files the time of change is enough, of users' packs the content counts.
    """
    folders = sorted({os.path.dirname(path) for path in paths})
    tables = [os.path.join(folder, name) for folder in folders if os.path.isdir(folder)
              for name in sorted(os.listdir(folder)) if name.endswith(".tsv")]
    check = crc32(f"{__version__} {sys.implementation.cache_tag} {trusted} {_modules()}".encode())
    for path in (*paths, *tables):
        seen = b"%x" % _changed(path) if trusted else _bytes(path)
        check = crc32(seen, crc32(path.encode("utf-8", "surrogateescape"), check))
    return f"{check:08x}"


def _modules() -> str:
    """The names of the modules that decide what rules are, and when each changed last."""
    return "".join(
        f"{entry.name}{entry.stat().st_mtime_ns}" for below in ("", "kinds", "facts")
        for entry in sorted(os.scandir(os.path.join(HERE, below)), key=_name) if entry.name.endswith(".py"))


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def _changed(path: str) -> int:
    """When the file changed last, in nanoseconds, and its size besides; 0 when there is none."""
    try:
        stat = os.stat(path)
    except OSError:
        return 0
    return stat.st_mtime_ns ^ stat.st_size << 64


def _read(path: str) -> Any:
    """Plain data that was kept, or None."""
    try:
        with open(path, "rb", buffering=0) as file:
            return marshal.loads(file.read())
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _write(path: str, data: Any) -> None:
    """Keep plain data, whole or not at all; where that cannot be, do without."""
    beside = f"{path}.{os.getpid()}"
    try:
        content = marshal.dumps(data)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(beside, "wb") as file:
            file.write(content)
        os.replace(beside, path)
    except (OSError, ValueError):
        return


def _plain(rule: Rule) -> tuple[dict[str, Any], tuple[str, bytes, bool, tuple[str, ...]]]:
    import dataclasses

    check: Any = rule.check
    fields = {f.name: getattr(check, f.name) for f in dataclasses.fields(check) if f.init}
    plain = {name: getattr(rule, name) for name in PLAIN} | dict.fromkeys(EXAMPLES, ())
    return plain, (rule.kind, marshal.dumps(fields), check.always, check.needs)


def _thawed(kept: Any) -> list[Rule]:
    """The rules that were kept; none when they are not what they were."""
    try:
        return [_rule(plain, Unmade(*unmade)) for plain, unmade in kept]
    except (ValueError, TypeError):
        return []


def _rule(plain: dict[str, Any], check: Unmade) -> Rule:
    # As pickle would: all fields are there, and checking them again is three milliseconds.
    rule = object.__new__(Rule)
    rule.__dict__.update(plain, check=check)
    return rule


def _keep(path: str, data: Any) -> None:
    """Write, and let only the newest files of a kind stay."""
    _write(path, data)
    folder, kind = os.path.dirname(path), os.path.basename(path).partition("-")[0]
    try:
        old = sorted((name for name in os.listdir(folder) if name.startswith(f"{kind}-") and name.endswith(".bin")),
                     key=lambda name: _changed(os.path.join(folder, name)), reverse=True)[KEPT:]
        for name in old:
            os.remove(os.path.join(folder, name))
    except OSError:
        return
