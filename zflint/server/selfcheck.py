"""The mistakes in zflint's own files: in zflint.toml and [tool.zflint], and in packs, whose examples run as well.

Pure but for what the caller passes: whether a file is there, what a table holds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from zflint.configfile import toml_error
from zflint.errors import ConfigError, PackError, SlowRuleError
from zflint.examples import Failure, failures
from zflint.keys import KEYS, PER_FILE, layer
from zflint.messages import hint, say
from zflint.model import Rule, Span
from zflint.rules import ReadTable, load_pack, probes_of
from zflint.server.ours import Sort
from zflint.server.tomlplaces import Path, Slot, slots, whole
from zflint.text import Lines

SELECTING = ("select", "ignore", "extend-select")
FILES = ("extend", "packs")
"""Keys that name files which must be there."""
MOST = 2000
"""So many rules are remembered with what came of their examples."""
_remembered: dict[str, Sequence[Failure]] = {}


class Problem(NamedTuple):
    """A mistake and where it is. level: error or warning. code: config, pack or example."""

    span: Span
    message: str
    level: str
    code: str


def config_problems(
    text: str, sort: Sort, known: Iterable[str], root: str = "", is_file: Callable[[str], bool] | None = None
) -> list[Problem]:
    """What is wrong with a configuration. known: ids of all rules; root: the folder that relative paths start from;
    is_file: whether a path (absolute) is a file, None where that cannot be asked."""
    table = _table(text)
    if isinstance(table, Problem):
        return [table]
    base: Path = ("tool", "zflint") if sort == "pyproject" else ()
    for key in base:
        table = table.get(str(key), {})
    found = slots(text)
    fine = {"ALL", *known}
    fine |= {one.partition("/")[0] for one in fine}
    problems = [*_keys(table, root), *_selectors(table, fine), *_files(table, root, is_file)]
    return [Problem(_span(text, found, (*base, *path)), message, "error", "config")
            for path, message in dict.fromkeys(problems)]


def _keys(table: Mapping[str, Any], root: str, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Keys that there are none of, and values of a wrong type: per-file and levels entry by entry."""
    for key, value in table.items():
        if key == "per-file" and not path and isinstance(value, dict):
            for glob, one in value.items():
                if isinstance(one, dict):
                    yield from _keys(one, root, ("per-file", glob))
                else:
                    yield from _one({key: {glob: one}}, root, (key, glob))
        elif key == "levels" and isinstance(value, dict):
            for rule, level in value.items():
                yield from _one({key: {rule: level}}, root, (*path, key, rule), bool(path))
        else:
            yield from _one({key: value}, root, (*path, key), bool(path))


def _one(table: Mapping[str, Any], root: str, path: Path, inside: bool = False) -> Iterator[tuple[Path, str]]:
    try:
        layer(table, "", root, PER_FILE if inside else KEYS)
    except ConfigError as error:
        yield path, str(error).lstrip("：: ")


def _selectors(table: Mapping[str, Any], fine: set[str]) -> Iterator[tuple[Path, str]]:
    """Names of rules and groups that there are none of."""
    for path, name in _named(table):
        if isinstance(name, str) and name not in fine:
            yield path, say("no-such-rule", name=name, hint=hint(name, sorted(fine)))


def _named(table: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    for key, value in table.items():
        if key in SELECTING and isinstance(value, list):
            yield from (((*path, key, i), name) for i, name in enumerate(value))
        elif key == "levels" and isinstance(value, dict):
            yield from (((*path, key, name), name) for name in value)
        elif key == "per-file" and not path and isinstance(value, dict):
            for glob, one in value.items():
                if isinstance(one, dict):
                    yield from _named(one, ("per-file", glob))
                elif isinstance(one, list):
                    yield from (((key, glob, i), name) for i, name in enumerate(one))


def _files(
    table: Mapping[str, Any], root: str, is_file: Callable[[str], bool] | None
) -> Iterator[tuple[Path, str]]:
    """Files that are named but not there."""
    for key in FILES if is_file else ():
        value = table.get(key)
        for number, name in enumerate(value if isinstance(value, list) else [value]):
            path = KEYS["extend"].read(name, root)
            if path and is_file and not is_file(path):
                yield (key, number) if isinstance(value, list) else (key,), f"{name}：{say('ENOENT')}"


def pack_problems(text: str, name: str, table: ReadTable, taken: Iterable[str] = ()) -> list[Problem]:
    """What is wrong with a pack: its TOML, its rules, and the examples that do not do what they say. name: of the file,
    for messages. taken: ids of rules elsewhere. Runs what the pack's patterns say, under the time limit."""
    data = _table(text)
    if isinstance(data, Problem):
        return [data]
    found = slots(text)
    entries = data.get("rule", [])
    head = {key: value for key, value in data.items() if key != "rule"}
    try:
        load_pack({**head, "rule": [] if isinstance(entries, list) else entries}, name, table, trusted=False)
    except PackError as error:
        return [Problem(_span(text, found, _told(data, str(error), ())), _bare(str(error), name), "error", "pack")]
    problems, seen = [], {*taken}
    for number, entry in enumerate(entries):
        rule = f"{data['group']}/{entry.get('id')}" if isinstance(entry, dict) else ""
        if rule in seen:
            path: Path = ("rule", number, "id")
            message = say("duplicate-rule", pack=name, rule=rule)
            problems.append(Problem(_span(text, found, path), _bare(message, name), "error", "pack"))
        seen.add(rule)
        problems += [Problem(_span(text, found, path), _bare(message, name), level, code)
                     for path, message, level, code in _rule(head, entry, number, name, table)]
    return problems


def _rule(
    head: Mapping[str, Any], entry: Any, number: int, name: str, table: ReadTable
) -> Iterator[tuple[Path, str, str, str]]:
    """Path, message, level and code of the mistakes in one rule."""
    path: Path = ("rule", number)
    try:
        rule, = load_pack({**head, "rule": [entry]}, name, table, trusted=False)
        probes_of(rule)
    except PackError as error:
        yield _told(entry, str(error), path), str(error), "error", "pack"
        return
    try:
        tables = [table(file) for key, file in entry.items() if key.endswith("-file")]
        failed = _failed(repr((head, entry, tables)), rule)
    except SlowRuleError as error:
        yield (*path, "id"), str(error), "error", "pack"
        return
    for one in failed:
        place = next((p for sort in ("bad", "good", "todo") for p in _example(entry, sort, one.text)), ("bad",))
        yield (*path, *place), f"{say(f'verdict-{one.verdict}')}：{one.detail}", "warning", "example"


def _failed(content: str, rule: Rule) -> Sequence[Failure]:
    """The examples that fail, run again only when the rule or a table of it has changed."""
    if content not in _remembered:
        if len(_remembered) > MOST:
            _remembered.clear()
        _remembered[content] = failures(rule)
    return _remembered[content]


def _example(entry: Mapping[str, Any], sort: str, text: str) -> Iterator[Path]:
    for number, one in enumerate(entry.get(sort, ())):
        if one == text or (isinstance(one, dict) and one.get("text") == text):
            yield sort, number


def _told(table: Any, message: str, path: Path) -> Path:
    """The key of the table that the message speaks of."""
    entry = table if isinstance(table, dict) else {}
    keys = [key for key in entry if any(said.format(key) in message for said in (" {} ", "：{} ", "“{}”"))
            or _quotes(message, entry[key])]
    return (*path, keys[0]) if keys else path


def _quotes(message: str, value: Any) -> bool:
    """Does the message quote the value, or one in it, as it does with a regex?"""
    values = value if isinstance(value, list) else [value]
    return any(isinstance(one, str) and f"正则 {one!r}" in message for one in values)


def _bare(message: str, name: str) -> str:
    return message.removeprefix(f"{name}：")


def _table(text: str) -> dict[str, Any] | Problem:
    """The parsed text, or what is wrong with it."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        told, row, column = toml_error(error)
        at = Lines(text).offset(row, column) if row else len(text)
        span = Span(at, at + 1) if at < len(text) else Span(max(0, at - 1), at)
        return Problem(span, say("bad-toml", where="", text=told).lstrip("：: "), "error", "config")


def _span(text: str, found: Iterable[Slot], path: Path) -> Span:
    """Where a path stands: its value for elements of arrays, else its key, else what holds it, else the first line."""
    known = [*found]
    if path and isinstance(path[-1], int):
        for one in known:
            if one.path == path:
                return one.span
    first = text.partition("\n")[0].rstrip("\r")
    return whole(known, path) or Span(0, len(first))
