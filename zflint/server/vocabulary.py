"""What may be written where, in zflint.toml, in packs and in suppression comments: words, each with what it means."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from zflint.keys import KEYS, LEVELS, PER_FILE
from zflint.kinds import KINDS, kind_class
from zflint.model import BLOCK_KINDS, Rule
from zflint.rules import APPLICABILITIES, COMMON, EXAMPLE_KEYS, PACK_KEYS, REQUIRED
from zflint.rules import LEVELS as RULE_LEVELS
from zflint.schema import ABOUT, PACK_ABOUT, field_texts
from zflint.server.tomlplaces import Cursor, Path

ACTIONS = {
    "disable": ("从这里起不检查这些规则", "from here on"),
    "enable": ("从这里起恢复检查", "check them again from here on"),
    "disable-line": ("这一行不检查这些规则", "on this line"),
    "disable-next-line": ("下一行不检查这些规则", "on the next line"),
    "disable-file": ("全文不检查这些规则", "in the whole file"),
    "as-of": ("文稿的日期，如 2024-03-01", "the date of the document, such as 2024-03-01"),
}
SORTS = {"key": 10, "value": 12, "rule": 20, "group": 9, "action": 14}
"""Sort of a word → CompletionItemKind of the protocol: property, value, enum member, module, keyword."""


class Word(NamedTuple):
    """Something that may be written. sort: a key of SORTS. told: what it means, in one line."""

    text: str
    sort: str
    told: str = ""


def selectors(rules: Iterable[Rule], english: bool = False) -> Iterator[Word]:
    """ALL, every group, every rule."""
    known = list(rules)
    yield Word("ALL", "group", "every rule" if english else "全部规则")
    yield from (Word(group, "group", f"{sum(one.group == group for one in known)} rules" if english else
                     f"{sum(one.group == group for one in known)} 条规则")
                for group in dict.fromkeys(one.group for one in known))
    yield from (Word(one.id, "rule", told(one, english)) for one in known)


def told(rule: Rule, english: bool = False) -> str:
    """What a rule says, without the places to fill in."""
    messages = rule.message_en if english and rule.message_en else rule.message
    text = messages.get("") or next(iter(messages.values()))
    for field in ("found", "fix"):
        text = text.replace("{" + field + "}", "…")
    return text


def config_words(at: Cursor, rules: Iterable[Rule], english: bool = False) -> Iterator[Word]:
    """What may be written in zflint.toml at a place; paths start from the table of settings."""
    path = at.path
    if at.role in ("key", "table"):
        yield from _config_keys(path, at.role, rules, english)
    elif path[0] in ("select", "ignore", "extend-select") or (path[0] == "per-file" and _selects(path)):
        yield from selectors(rules, english) if at.element or path[0] == "per-file" else ()
    elif path[0] == "levels" or (path[0] == "per-file" and "levels" in path[2:]):
        yield from (Word(one, "value") for one in LEVELS)


def _config_keys(path: Path, role: str, rules: Iterable[Rule], english: bool) -> Iterator[Word]:
    if not path:
        keys = [key for key in KEYS if role == "key" or key in ("levels", "names", "per-file")]
        yield from (Word(key, "key", KEYS[key].about[english]) for key in keys)
    elif path[-1] == "levels":
        yield from selectors(rules, english)
    elif path[0] == "per-file" and len(path) == 2:
        yield from (Word(key, "key", KEYS[key].about[english]) for key in PER_FILE)


def _selects(path: Path) -> bool:
    """Is it an element of `"*.md" = [ … ]` or of `"*.md" = { ignore = [ … ] }`?"""
    return (len(path) == 3 and isinstance(path[2], int)) or (len(path) == 4 and path[2] in ("ignore", "extend-select"))


def pack_words(at: Cursor, kind: str, rules: Iterable[Rule], english: bool = False) -> Iterator[Word]:
    """What may be written in a pack at a place. kind: that of the rule in which it is, or ""."""
    path = at.path
    if at.role == "table" or not path:
        yield from (Word(key, "key", PACK_ABOUT[key]) for key in PACK_KEYS if at.role == "key" or key == "rule")
    elif path[0] != "rule" or len(path) < 2:
        return
    elif at.role == "key":
        yield from _rule_keys(path, kind)
    elif len(path) == 3:
        yield from (Word(one, "value", about) for one, about in _rule_values(str(path[2])))
    elif path[2] == "scope":
        yield from (Word(one, "value") for one in BLOCK_KINDS)
    elif path[2] == "yields":
        yield from selectors(rules, english)


def _rule_keys(path: Path, kind: str) -> Iterator[Word]:
    if len(path) == 2:
        yield from (Word(key, "key", ("必填。" if key in REQUIRED else "") + ABOUT[key]) for key in COMMON)
        yield from (Word(key, "key", about) for key, about in kind_keys(kind))
    elif len(path) == 4 and path[2] in ("bad", "good", "todo"):
        yield from (Word(key, "key") for key in EXAMPLE_KEYS)


def _rule_values(key: str) -> Iterator[tuple[str, str]]:
    if key == "kind":
        yield from ((name, about_kind(name)) for name in KINDS)
    words = {"level": RULE_LEVELS, "fix": APPLICABILITIES, "default": ("true", "false")}.get(key, ())
    yield from ((one, "") for one in words)


@lru_cache(maxsize=None)
def about_kind(name: str) -> str:
    """The first sentence of what a kind's docstring says; kinds are documented in English."""
    text = " ".join((kind_class(name).__doc__ or "").split("\n\n")[0].split())
    return text.partition(". ")[0]


@lru_cache(maxsize=None)
def kind_keys(name: str) -> tuple[tuple[str, str], ...]:
    """The keys that a kind takes, with what its docstring says of them; none for a kind there is none of."""
    if name not in KINDS:
        return ()
    cls: Any = kind_class(name)
    about = field_texts(cls)
    return tuple((field.name.replace("_", "-"), about.get(field.name, "")) for field in dataclasses.fields(cls))
