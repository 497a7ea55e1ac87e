"""JSON Schemas of rule packs and of zflint.toml, read off the tables that the loaders use, for editors."""

from __future__ import annotations

import dataclasses
import re

from zflint.keys import KEYS, LEVELS, PER_FILE
from zflint.kinds import KINDS, kind_class
from zflint.model import BLOCK_KINDS
from zflint.rules import APPLICABILITIES, COMMON, EXAMPLE_KEYS, PACK_KEYS, REQUIRED
from zflint.rules import LEVELS as RULE_LEVELS
from zflint.typed import Any

DIALECT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
STRINGS: Schema = {"type": "array", "items": STRING}
TABLE: Schema = {"type": "object", "additionalProperties": STRING}
NAMES: Schema = {"type": "object", "additionalProperties": {"anyOf": [STRING, STRINGS]}}
SELECTOR: Schema = {"type": "string", "pattern": r"^(ALL|[a-z][a-z0-9-]*(/[a-z0-9-]+)?)$"}
DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
SELECTORS: Schema = {"type": "array", "items": SELECTOR}
LEVEL_TABLE: Schema = {
    "type": "object", "propertyNames": SELECTOR, "additionalProperties": {"enum": list(LEVELS)}}

CONFIG: dict[str, Schema] = {
    "extend": STRING, "select": SELECTORS, "ignore": SELECTORS, "extend-select": SELECTORS, "levels": LEVEL_TABLE,
    "exclude": STRINGS, "packs": STRINGS, "as-of": DATE, "own-unit": STRING, "names": NAMES, "baseline": STRING,
}
"""Key of zflint.toml → its schema, but for per-file, which is made of the others."""

TYPES: dict[str, Schema] = {
    "str": STRING,
    "str | None": STRING,
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "tuple[str, ...]": {"anyOf": [STRING, STRINGS]},
    "tuple[int, ...]": {"type": "array", "items": {"type": "integer"}},
    "Mapping[str, str]": TABLE,
    "tuple[Mapping[str, str], ...]": {"type": "array", "items": TABLE},
    "message": {"anyOf": [STRING, TABLE]},
    "examples": {"type": "array", "items": {"anyOf": [STRING, {"$ref": "#/definitions/example"}]}},
}
"""Type of a field, as rules.py reads it → its schema."""

PACK_ABOUT = {
    "group": "规则组的名字，也是规则编号的前半，如 typo。",
    "title": "规则组的中文名称。",
    "title-en": "规则组的英文名称。",
    "about": "规则组的中文说明。",
    "about-en": "规则组的英文说明。",
    "rule": "规则，每条写成一个 [[rule]] 表。",
}
ABOUT = {
    "id": "规则编号的后半，小写字母、数字和连字符；全名是 组/编号。",
    "kind": "算法；其余的键随它而定。",
    "level": "级别：error 确定的错误，warning 多半是错误，info 建议（不影响退出码）。",
    "message": "对读者说的话：哪里不对，应当怎样。可用 {found}、{fix}；也可以是情形到文字的表。",
    "message-en": "英文的 message。",
    "why": "为什么是错误，一两句话。",
    "why-en": "英文的 why。",
    "source": "依据：标准、词典、规定。",
    "fix": "修改是否可靠：safe 可自动执行，unsafe 需人工确认，none 不修改。",
    "default": "是否默认启用；false 表示建议性的规则，由使用者启用。",
    "scope": "只看哪些段落：title、heading、paragraph、item、cell、quote；不写则全看。",
    "yields": "在这些规则或组已报告的地方不再报告。",
    "related": "对其他位置的说明，可用 {found}。",
    "related-en": "英文的 related。",
    "bad": "错例。用 ⟦原文→改文⟧ 或 ⟦原文⟧ 标出应当被发现的地方。",
    "good": "正例：不应当有任何发现。",
    "todo": "已知还做不到的例文；一旦做到，测试会提醒移走。",
}


def config_schema() -> Schema:
    """The schema of zflint.toml."""
    keys = {key: _described(CONFIG[key], KEYS[key].about[0]) for key in CONFIG}
    overlay = {"type": "object", "properties": {key: keys[key] for key in PER_FILE}, "additionalProperties": False}
    per_file = {"type": "object", "additionalProperties": {"anyOf": [SELECTORS, overlay]}}
    keys["per-file"] = _described(per_file, KEYS["per-file"].about[0])
    return {"$schema": DIALECT, "title": "zflint.toml", "type": "object",
            "properties": {key: keys[key] for key in KEYS}, "additionalProperties": False}


def pack_schema() -> Schema:
    """The schema of a rule pack: a rule is one of its kinds."""
    pack: Schema = {key: _described(STRING, PACK_ABOUT[key]) for key in PACK_KEYS}
    pack["group"]["pattern"] = "^[a-z][a-z0-9-]*$"
    rules = {"type": "array", "items": {"oneOf": [{"$ref": f"#/definitions/{kind}"} for kind in KINDS]}}
    pack["rule"] = _described(rules, PACK_ABOUT["rule"])
    return {"$schema": DIALECT, "title": "zflint rule pack", "type": "object", "properties": pack,
            "required": ["group"], "additionalProperties": False,
            "definitions": {"example": _example(), **{kind: _rule(kind) for kind in KINDS}}}


def _example() -> Schema:
    values = {"text": STRING, "as-of": DATE, "own-unit": STRING, "names": NAMES,
              "format": {"enum": ["plain", "markdown"]}}
    return {"type": "object", "properties": {key: values[key] for key in EXAMPLE_KEYS}, "required": ["text"],
            "additionalProperties": False}


def _rule(kind: str) -> Schema:
    cls: Any = kind_class(kind)
    common = {key: _described(TYPES[want], ABOUT[key]) for key, want in COMMON.items()}
    common["kind"] = _described({"const": kind}, ABOUT["kind"])
    common["level"]["enum"] = list(RULE_LEVELS)
    common["fix"]["enum"] = list(APPLICABILITIES)
    common["scope"] = _described({"type": "array", "items": {"enum": list(BLOCK_KINDS)}}, ABOUT["scope"])
    required = list(REQUIRED)
    about = field_texts(cls)
    own: Schema = {}
    needed: list[Schema] = []
    for field in dataclasses.fields(cls):
        key = field.name.replace("_", "-")
        own[key] = _described(TYPES[str(field.type)], about.get(field.name, ""))
        own[f"{key}-file"] = _described({"type": "string", "pattern": r"\.tsv$"}, f"从规则包旁边的 .tsv 读取 {key}")
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            needed.append({"anyOf": [{"required": [key]}, {"required": [f"{key}-file"]}]})
    return {"title": kind, "description": _first(cls), "type": "object", "properties": {**common, **own},
            "required": required, "additionalProperties": False, **({"allOf": needed} if needed else {})}


def _described(schema: Schema, about: str) -> Schema:
    return {"description": about, **schema} if about else dict(schema)


def _first(cls: Any) -> str:
    return " ".join((cls.__doc__ or "").split("\n\n")[0].split())


def field_texts(cls: Any) -> dict[str, str]:
    """Field → what the docstring of a kind says of it: “name: text”, up to the next field."""
    names = [field.name for field in dataclasses.fields(cls)]
    text = " ".join((cls.__doc__ or "").split())
    parts = re.split(rf"\b({'|'.join(names)}): ", text) if names else [text]
    return dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))
