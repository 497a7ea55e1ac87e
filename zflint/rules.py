"""TOML packs → rules, or a PackError that names pack, rule and key. Pure: texts in, values out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from zflint.errors import PackError, nearest
from zflint.kinds import KINDS, kind_class
from zflint.matching import Watch, watch
from zflint.model import BLOCK_KINDS, Example, Name, Options, Probe, Rule
from zflint.typed import Any
from zflint.values import replace

PACK_KEYS = ("group", "title", "title-en", "about", "about-en", "rule")
LEVELS = ("error", "warning", "info")
APPLICABILITIES = ("safe", "unsafe", "none")
COMMON: dict[str, str] = {
    "id": "str", "kind": "str", "level": "str", "message": "message", "message-en": "message", "why": "str",
    "why-en": "str", "source": "str", "fix": "str", "default": "bool", "scope": "tuple[str, ...]",
    "yields": "tuple[str, ...]", "related": "str", "related-en": "str", "bad": "examples", "good": "examples",
    "todo": "examples",
}
"""Key of every rule → type. The other keys are the fields of its kind."""
REQUIRED = ("id", "kind", "level", "message", "why", "source", "bad", "good")
EXAMPLE_KEYS = ("text", "as-of", "own-unit", "names", "format")
WANTED = {
    "str": "一个字符串", "str | None": "一个字符串", "bool": "true 或 false", "int": "一个整数",
    "tuple[str, ...]": "字符串的数组", "Mapping[str, str]": "字符串到字符串的表",
    "tuple[Mapping[str, str], ...]": "表的数组", "message": "一个字符串，或以情形为键的表",
    "examples": "例文的数组", "tuple[int, ...]": "整数的数组",
}
ReadTable = Callable[[str], str]
"""Name of a .tsv beside the pack → its text. Raises OSError."""


def load_pack(data: Mapping[str, Any], pack: str, table: ReadTable, trusted: bool = True) -> list[Rule]:
    """The rules of a parsed pack. `pack` is its name for messages. Raises PackError."""
    for key in data:
        if key not in PACK_KEYS:
            raise PackError(f"{pack}：未知的键“{key}”{nearest(key, PACK_KEYS)}")
    group = data.get("group")
    if not isinstance(group, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", group):
        raise PackError(f"{pack}：缺少 group，应为小写字母、数字和连字符组成的组名，如 group = \"typo\"")
    entries = data.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise PackError(f"{pack}：rule 应写成 [[rule]] 表的数组")
    rules = [_rule(entry, group, pack, table, trusted) for entry in entries]
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise PackError(f"{pack}：规则 {rule.id} 出现了两次，编号应当唯一")
        seen.add(rule.id)
    return rules


def probes_of(rule: Rule) -> tuple[Watch, ...]:
    """The analysed probes of a rule. Raises PackError for a bad regex."""
    ready = []
    for index, probe in enumerate(rule.check.probes()):
        ready.append(_watch(rule, index, probe))
    return tuple(ready)


def _watch(rule: Rule, index: int, probe: Probe) -> Watch:
    if not probe.pattern:
        raise PackError(f"{rule.pack}：规则 {rule.id} 有一个空的词或正则")
    try:
        return watch(index, probe, rule.trusted)
    except re.error as error:
        where = f"第 {error.pos + 1} 个字符处" if error.pos is not None else ""
        raise PackError(f"{rule.pack}：规则 {rule.id} 的正则 {probe.pattern!r} {where}有误：{error.msg}") from None


def _rule(entry: dict[str, Any], group: str, pack: str, table: ReadTable, trusted: bool) -> Rule:
    name = f"{group}/{entry.get('id', '?')}"
    at = f"{pack}：规则 {name}"
    for key in REQUIRED:
        if key not in entry:
            raise PackError(f"{at} 缺少 {key}")
    if not isinstance(entry["id"], str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry["id"]):
        raise PackError(f"{at} 的 id 应由小写字母、数字和连字符组成")
    # The fields of kinds are read only where packs are: a cached start has no need of this import.
    import dataclasses

    kind = _one_of(entry["kind"], KINDS, f"{at} 的 kind")
    cls = kind_class(kind)
    fields = {f.name.replace("_", "-"): f for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
    given = _with_tables(entry, fields, at, table)
    for key in given:
        if key not in COMMON and key not in fields:
            raise PackError(f"{at} 有未知的键“{key}”{nearest(key, [*COMMON, *fields])}")
    for key, f in fields.items():
        if key not in given and f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
            raise PackError(f"{at} 缺少 {key}（kind = \"{kind}\" 需要它，应为{WANTED.get(str(f.type), '')}）")
    common = {key: _typed(given[key], want, f"{at} 的 {key}") for key, want in COMMON.items() if key in given}
    params = {f.name: _typed(given[key], str(f.type), f"{at} 的 {key}") for key, f in fields.items() if key in given}
    return _build(common, cls, params, name, pack, trusted, at)


def _build(
    common: dict[str, Any], cls: Any, params: dict[str, Any], name: str, pack: str, trusted: bool, at: str
) -> Rule:
    try:
        check = cls(**params)
    except (ValueError, re.error) as error:
        raise PackError(f"{at}：{error}") from None
    for scope in common.get("scope", ()):
        _one_of(scope, BLOCK_KINDS, f"{at} 的 scope")
    for key in ("bad", "good"):
        if not common[key]:
            raise PackError(f"{at} 的 {key} 是空的：每条规则至少要有一个错例和一个正例")
    return Rule(
        id=name,
        kind=common["kind"],
        level=_one_of(common["level"], LEVELS, f"{at} 的 level"),  # type: ignore[arg-type]
        check=check,
        message=common["message"],
        message_en=common.get("message-en", {}),
        why=common["why"],
        why_en=common.get("why-en", ""),
        source=common["source"],
        fix=_one_of(common.get("fix", "none"), APPLICABILITIES, f"{at} 的 fix"),  # type: ignore[arg-type]
        default=common.get("default", True),
        scope=frozenset(common.get("scope", ())),
        yields=common.get("yields", ()),
        related=common.get("related", ""),
        related_en=common.get("related-en", ""),
        pack=pack,
        trusted=trusted,
        bad=common["bad"],
        good=common["good"],
        todo=common.get("todo", ()),
    )


def _one_of(value: Any, known: Iterable[str], what: str) -> str:
    choices = list(known)
    if not isinstance(value, str) or value not in choices:
        raise PackError(f"{what} 是 {value!r}，应为 {'、'.join(choices)} 之一{nearest(str(value), choices)}")
    return value


def _with_tables(entry: dict[str, Any], fields: Mapping[str, Any], at: str, table: ReadTable) -> dict[str, Any]:
    """The entry with each `x-file = "y.tsv"` replaced by x, the rows of that table."""
    given = dict(entry)
    for key in entry:
        target = key.removesuffix("-file")
        if target == key or target not in fields:
            continue
        name = given.pop(key)
        if not isinstance(name, str) or not re.fullmatch(r"[\w.-]+\.tsv", name):
            raise PackError(f"{at} 的 {key} 应为规则包旁边一个 .tsv 文件的名字")
        try:
            rows = read_rows(table(name), name, at)
        except OSError:
            raise PackError(f"{at} 的 {key}：找不到 {name}，它应与规则包放在一起") from None
        given[target] = rows if "Mapping" in str(fields[target].type) else [next(iter(r.values())) for r in rows]
    return given


def read_rows(text: str, name: str, at: str) -> list[dict[str, str]]:
    """Rows of a tab-separated table with a header line; lines that begin with # are comments. No quoting."""
    import csv

    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(reader, [])
    rows = []
    for number, cells in enumerate(reader, 2):
        if len(cells) > len(header):
            raise PackError(f"{at}：{name} 第 {number} 行有 {len(cells)} 列，表头只有 {len(header)} 列")
        rows.append(dict(zip(header, cells, strict=False)))
    return rows


def _typed(value: Any, want: str, what: str) -> Any:
    """The value as the kind's field wants it. Raises PackError when it is of another type."""
    converted = _convert(value, want)
    if converted is None:
        raise PackError(f"{what} 应为{WANTED.get(want, want)}，现在是 {_shown(value)}")
    return converted


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _convert(value: Any, want: str) -> Any:
    match want:
        case "str" | "str | None":
            return value if isinstance(value, str) else None
        case "bool":
            return value if isinstance(value, bool) else None
        case "int":
            return value if isinstance(value, int) and not isinstance(value, bool) else None
        case "tuple[str, ...]":
            values = [value] if isinstance(value, str) else value
            return tuple(values) if _all(values, str) else None
        case "tuple[int, ...]":
            return tuple(value) if _all(value, int) else None
        case "Mapping[str, str]":
            return dict(value) if isinstance(value, dict) and _all(list(value.values()), str) else None
        case "tuple[Mapping[str, str], ...]":
            good = _all(value, dict) and all(_all(list(row.values()), str) for row in value)
            return tuple(value) if good else None
        case "message":
            return {"": value} if isinstance(value, str) else _convert(value, "Mapping[str, str]")
        case "examples":
            return tuple(map(_example, value)) if isinstance(value, list) and all(map(_is_example, value)) else None
    raise AssertionError(f"kinds may not have fields of type {want}")


def _all(values: Any, type_: type) -> bool:
    return isinstance(values, list | tuple) and all(isinstance(one, type_) for one in values)


def _is_example(value: Any) -> bool:
    if isinstance(value, str):
        return True
    return isinstance(value, dict) and "text" in value and all(key in EXAMPLE_KEYS for key in value)


def _example(value: Any) -> Example:
    if isinstance(value, str):
        return Example(value)
    return Example(
        value["text"], value.get("as-of", ""), value.get("own-unit", ""), declared_names(value.get("names", {})),
        value.get("format", "plain"))


def declared_names(table: Mapping[str, Any]) -> tuple[Name, ...]:
    """`names` of configuration or example: right form → wrong form or list of them."""
    return tuple(
        Name(right, tuple([wrong] if isinstance(wrong, str) else wrong)) for right, wrong in table.items())


def configured(rules: Sequence[Rule], options: Options) -> list[Rule]:
    """The rules with what the configuration adds to their checks. A rule that takes nothing stays the same value."""
    return [_configured(rule, options) for rule in rules] if options.names else [*rules]


def _configured(rule: Rule, options: Options) -> Rule:
    check = rule.check.configured(options) if hasattr(rule.check, "configured") else rule.check
    return rule if check is rule.check else replace(rule, check=check)


def select(rules: Sequence[Rule], chosen: Sequence[str], ignored: Sequence[str], extended: Sequence[str]) -> list[Rule]:
    """The rules that selectors (ALL, groups, ids) pick. An empty `chosen` is the default set; the most precise wins."""
    from zflint.suppress import names

    def precision(selectors: Sequence[str], rule_id: str) -> int:
        return max((1 if s == "ALL" else 2 + s.count("/") for s in selectors if names(s, rule_id)), default=0)

    picked = []
    for rule in rules:
        plus = max(precision(chosen, rule.id), precision(extended, rule.id))
        if not chosen and rule.default:
            plus = max(plus, 1)
        if plus > precision(ignored, rule.id) or (plus and not precision(ignored, rule.id)):
            picked.append(rule)
    return picked
