"""Read rule packs from disk, and cache what was made of them: parsing TOML and regexes is most of a cold start."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from zflint import __version__, matching, regexes
from zflint.errors import PackError
from zflint.facts import FACTS, fact_kind
from zflint.kinds import kind_class
from zflint.matching import Watch
from zflint.model import Kind, Rule

HERE = os.path.dirname(os.path.abspath(__file__))
PLAIN = tuple(name for name in Rule.__annotations__ if name not in ("check", "bad", "good", "todo"))


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
    """Rules, and for each of them its analysed probes; and those of every fact, by name."""

    rules: list[Rule]
    watches: list[tuple[Watch, ...]]
    facts: dict[str, tuple[Watch, ...]]

    def only(self, chosen: Iterable[Rule]) -> Loaded:
        """The same for some of the rules, in the same order."""
        ids = {rule.id for rule in chosen}
        kept = [pair for pair in zip(self.rules, self.watches, strict=True) if pair[0].id in ids]
        return Loaded([rule for rule, _ in kept], [watches for _, watches in kept], self.facts)


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


def load(paths: Sequence[str], trusted: bool, cache: bool = True) -> Loaded:
    """Rules ready to run, without their examples, from the cache when nothing changed. Raises PackError."""
    kept = os.path.join(cache_folder(), f"packs-{_key(paths, trusted)}.bin") if cache else ""
    if kept and (loaded := _cached(kept)):
        return loaded
    from zflint.engine import analysed
    from zflint.rules import probes_of

    rules = read_packs(paths, trusted)
    facts = {name: analysed(fact_kind(name)) for name in FACTS} if trusted else {}
    loaded = Loaded(rules, [probes_of(rule) for rule in rules], facts)
    if kept:
        _keep(kept, loaded)
    return loaded


def recall() -> None:
    """Seed the regexes and automata that earlier runs made."""
    regexes.seed(_read(_codes_file()) or {})
    matching.seed(_read(_automata_file()) or [])


def remember() -> None:
    """Keep the regexes and automata that this run made for the next one."""
    if codes := regexes.learned():
        _write(_codes_file(), codes)
    if automata := matching.learned():
        _write(_automata_file(), automata)


def _automata_file() -> str:
    library = matching.library()
    return os.path.join(cache_folder(), f"automata-{crc32(library.encode()):08x}-{_changed(library):x}.bin")


def _codes_file() -> str:
    version = "-".join(map(str, sys.version_info[:4]))
    return os.path.join(cache_folder(), f"codes-{__version__}-{sys.implementation.cache_tag}-{version}.bin")


def _key(paths: Sequence[str], trusted: bool) -> str:
    """Changes with any pack, any table beside a pack, the version, the interpreter and the code that reads packs."""
    sums = [crc32(f"{__version__} {sys.implementation.cache_tag} {trusted}".encode())]
    size = 0
    folders = sorted({os.path.dirname(path) for path in paths})
    tables = [os.path.join(folder, name) for folder in folders if os.path.isdir(folder)
              for name in sorted(os.listdir(folder)) if name.endswith(".tsv")]
    for path in (*paths, *tables):
        content = _bytes(path)
        size += len(content)
        sums.append(crc32(content, crc32(path.encode("utf-8", "surrogateescape"), sums[-1])))
    code = "".join(
        f"{entry.name}{entry.stat().st_mtime_ns}" for folder in ("", "kinds", "facts")
        for entry in sorted(os.scandir(os.path.join(HERE, folder)), key=_name) if entry.name.endswith(".py"))
    return f"{size:x}-{sums[-1]:08x}-{crc32(code.encode()):08x}"


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _cached(path: str) -> Loaded | None:
    """What was kept, or None when there is nothing or it cannot be read: a broken cache is as good as none."""
    kept = _read(path)
    try:
        entries, facts = kept
        return Loaded([_thawed(plain, unmade) for plain, unmade, _ in entries],
                      [watches for _, _, watches in entries], facts)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _read(path: str) -> Any:
    """Plain data that was kept, or None."""
    try:
        with open(path, "rb") as file:
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


def _thawed(plain: Mapping[str, Any], unmade: tuple[Any, ...]) -> Rule:
    check: Any = Unmade(*unmade)
    return Rule(**plain, check=check)


def _keep(path: str, loaded: Loaded) -> None:
    import dataclasses

    entries = []
    for rule, watches in zip(loaded.rules, loaded.watches, strict=True):
        check: Any = rule.check
        fields = {f.name: getattr(check, f.name) for f in dataclasses.fields(check) if f.init}
        plain = {name: getattr(rule, name) for name in PLAIN}
        unmade = (rule.kind, marshal.dumps(fields), check.always, check.needs)
        entries.append((plain, unmade, tuple(tuple(one) for one in watches)))
    _write(path, (entries, {name: tuple(map(tuple, watches)) for name, watches in loaded.facts.items()}))
    _forget_others(path)


def _forget_others(path: str) -> None:
    """Keep the few newest caches: one for each set of packs in use."""
    folder = os.path.dirname(path)
    try:
        old = sorted((name for name in os.listdir(folder) if name.startswith("packs-") and name.endswith(".bin")),
                     key=lambda name: _changed(os.path.join(folder, name)), reverse=True)[8:]
        for name in old:
            os.remove(os.path.join(folder, name))
    except OSError:
        return
