"""The keys of zflint.toml in one table: how each is read, what it should be, and what it does. Pure."""

from __future__ import annotations

import os.path
import re
from collections.abc import Callable, Iterable, Mapping

from zflint.config import Globs, PerFile
from zflint.errors import ConfigError
from zflint.messages import hint, pick, say
from zflint.model import Name
from zflint.regexes import lazy
from zflint.typed import Any
from zflint.values import NamedTuple

LEVELS = ("error", "warning", "info", "off")
SELECTOR = lazy(r"ALL|[a-z][a-z0-9-]*(?:/[a-z0-9-]+)?")
DATE = lazy(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Key(NamedTuple):
    """One key. `read` turns a TOML value into a setting (None: of the wrong type), given the folder that relative
    paths start from; `wanted` and `about` are in Chinese and English."""

    read: Callable[[Any, str], Any]
    wanted: tuple[str, str]
    about: tuple[str, str]


def layer(data: Mapping[str, Any], where: str, root: str, known: Iterable[str] | None = None) -> dict[str, Any]:
    """Field → setting for a table of TOML. `where` names it in messages. Raises ConfigError."""
    known = KEYS if known is None else known
    values = {}
    for key, value in data.items():
        if key not in known:
            raise ConfigError(say("unknown-key", where=where, key=key, hint=hint(key, known), known=" ".join(known)))
        try:
            read = KEYS[key].read(value, root)
        except ConfigError as error:
            raise ConfigError(say("at", where=where, text=error)) from None
        if read is None:
            wanted = pick(KEYS[key].wanted)
            raise ConfigError(say("wrong-type", where=where, key=key, wanted=wanted, value=_shown(value)))
        values[key.replace("-", "_")] = read
    return values


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _strings(value: Any, root: str) -> tuple[str, ...] | None:
    return tuple(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else None


def _selectors(value: Any, root: str) -> tuple[str, ...] | None:
    words = _strings(value, root)
    return words if words is not None and all(map(SELECTOR.fullmatch, words)) else None


def _path(value: Any, root: str) -> str | None:
    return joined(root, value) if isinstance(value, str) and value else None


def _paths(value: Any, root: str) -> tuple[str, ...] | None:
    words = _strings(value, root)
    return None if words is None else tuple(joined(root, word) for word in words)


def _globs(value: Any, root: str) -> Globs | None:
    words = _strings(value, root)
    return None if words is None else Globs(root, words)


def joined(root: str, path: str) -> str:
    """The absolute path that a configuration file in `root` means."""
    return os.path.normpath(os.path.join(root, os.path.expanduser(path)))


def _levels(value: Any, root: str) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, dict) or not all(map(SELECTOR.fullmatch, value)):
        return None
    return tuple(value.items()) if all(level in LEVELS for level in value.values()) else None


def _date(value: Any, root: str) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = value.isoformat()[:10] if hasattr(value, "isoformat") else value
    return text if isinstance(text, str) and is_date(text) else None


def is_date(text: str) -> bool:
    """Is it a day, month or year of the calendar in ISO form?"""
    m = DATE.fullmatch(text)
    if not m:
        return False
    import datetime

    try:
        datetime.date(int(m[1]), int(m[2] or 1), int(m[3] or 1))
    except ValueError:
        return False
    return True


def _unit(value: Any, root: str) -> str | None:
    return value if isinstance(value, str) and is_unit(value) else None


def is_unit(text: str) -> bool:
    """Is it a level of administration, or the name of a unit that ends in one?"""
    from zflint.facts.unit import level_of

    return level_of(text) != ""


def _names(value: Any, root: str) -> tuple[Name, ...] | None:
    if not isinstance(value, dict):
        return None
    rows = {right: [wrong] if isinstance(wrong, str) else wrong for right, wrong in value.items()}
    if not all(right and _strings(wrong, root) is not None and all(wrong) for right, wrong in rows.items()):
        return None
    return tuple(Name(right, tuple(wrong)) for right, wrong in rows.items())


def _per_file(value: Any, root: str) -> tuple[PerFile, ...] | None:
    if not isinstance(value, dict):
        return None
    rows = {glob: {"ignore": one} if isinstance(one, list) else one for glob, one in value.items()}
    if not all(isinstance(one, dict) for one in rows.values()):
        return None
    return tuple(PerFile(Globs(root, (glob,)), tuple(layer(one, f'per-file."{glob}"', root, PER_FILE).items()))
                 for glob, one in rows.items())


SELECTORS = ('规则或组的数组，如 ["typo", "pairing/quotes"]', 'an array of rules or groups such as ["typo"]')
KEYS: dict[str, Key] = {
    "extend": Key(_path, ("一个配置文件的路径", "the path of a configuration file"), (
        "先读取这个配置文件，再以本文件逐键覆盖。路径相对于本文件。",
        "Read this file first, then override it key by key. Relative to the file that says so.")),
    "select": Key(_selectors, SELECTORS, (
        "启用哪些规则：组（typo）、规则（typo/cutoff-date）或 ALL。不写则启用默认规则。",
        "Rules to use: groups (typo), rules (typo/cutoff-date) or ALL. Without it, the default rules.")),
    "ignore": Key(_selectors, SELECTORS, (
        "停用哪些规则或组。与 select 冲突时，写得更具体的一方优先。",
        "Rules or groups to leave out. Where select disagrees, the more precise of the two wins.")),
    "extend-select": Key(_selectors, SELECTORS, (
        "在 select（或默认规则）之外再启用的规则或组。", "Rules or groups to use besides those of select.")),
    "levels": Key(_levels, (
        "规则或组到 error、warning、info、off 之一的表",
        "a table from rules or groups to error, warning, info or off"), (
        "改变规则或组的级别：error、warning、info；off 等于停用。",
        "Changes the level of rules or groups: error, warning, info; off leaves them out.")),
    "exclude": Key(_globs, ('文件名模式的数组，如 ["归档/**"]', 'an array of file patterns such as ["old/**"]'), (
        "不检查的文件，写法同 .gitignore，相对于本文件所在的文件夹。",
        "Files to leave out, written as in .gitignore, relative to the folder of this file.")),
    "packs": Key(_paths, ('规则包路径的数组，如 ["office.toml"]', 'an array of rule packs such as ["office.toml"]'), (
        "自己的规则包，路径相对于本文件；zflint test 运行其中的例文。",
        "Rule packs of your own, relative to this file; zflint test runs their examples.")),
    "per-file": Key(_per_file, (
        '文件名模式到设置的表，如 { "讲话/*.txt" = ["structure"] }',
        'a table from file patterns to settings such as { "speeches/*.txt" = ["structure"] }'), (
        "只用于某些文件的设置：停用的规则的数组，或含 ignore、extend-select、levels、as-of、own-unit 的表。",
        "Settings for some files: an array of rules to ignore, or a table of ignore, extend-select, levels, as-of and "
        "own-unit.")),
    "as-of": Key(_date, ("日期，如 2024-03-01、2024-03 或 2024", "a date such as 2024-03-01, 2024-03 or 2024"), (
        "文件的成文日期，时效类规则以它为准。不写则从正文判断。",
        "The date of the documents, by which stale phrases are judged. Without it the text is asked.")),
    "own-unit": Key(_unit, (
        '发文单位或其级别，如 "青石县" 或 "县"', 'the issuing unit or its level, such as "青石县" or "县"'), (
        "发文单位或其级别：省、自治区、市、州、盟、县、区、旗、镇、乡、街道、村、社区。不写则从正文判断。",
        "The issuing unit or its level: 省 自治区 市 州 盟 县 区 旗 镇 乡 街道 村 社区; else the text is asked.")),
    "names": Key(_names, (
        '正确名称到错误写法的表，如 { "青石镇" = ["清石镇"] }', "a table from right names to their wrong forms"), (
        "本单位的人名、地名、机构名：正确写法 = 错误写法（一个或几个；[] 表示只声明它是正确的）。",
        "Names of your own: the right form = its wrong form, or several; [] says that the name is right, no more.")),
    "baseline": Key(_path, ("一个文件的路径", "the path of a file"), (
        "基线文件：记录在其中的旧问题不再报告。", "The baseline: findings recorded in it are not reported again.")),
}
PER_FILE = ("ignore", "extend-select", "levels", "as-of", "own-unit")
"""Keys that may stand in a table of per-file."""
