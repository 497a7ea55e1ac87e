"""Mistakes in zflint.toml and in packs are found where they are; what is right is silent."""

import pytest

from zflint.packs import builtin_paths, pack_data, read_packs
from zflint.server.configedit import accepted, difference, disabled
from zflint.server.ours import sort_of
from zflint.server.selfcheck import config_problems, pack_problems

KNOWN = [rule.id for rule in read_packs(builtin_paths(), trusted=True)]
PACK = '''group = "office"
[[rule]]
id = "doubled"
kind = "swap"
level = "error"
message = "“{found}”应为“{fix}”"
why = "重复"
source = "校对记录"
fix = "safe"
swap = { "安排表表" = "安排表" }
bad = ["请填写⟦安排表表→安排表⟧。"]
good = ["请填写安排表。"]
'''


def config(text: str, sort: str = "config") -> list[tuple[str, str]]:
    return [(text[slice(*one.span)], one.message)
            for one in config_problems(text, sort, KNOWN, "/公文", lambda path: path.endswith("there.toml"))]  # type: ignore[arg-type]


def pack(text: str) -> list[tuple[str, str]]:
    found = pack_problems(text, "office.toml", lambda name: "wrong\tright\n甲乙\t乙甲\n", KNOWN)
    return [(text[slice(*one.span)], one.message) for one in found]


@pytest.mark.parametrize(("text", "where", "says"), [
    pytest.param('selct = ["typo"]\n', "selct", "是否想写“select”", id="a key there is none of"),
    pytest.param('own-unit = "县"\nselect = "typo"\n', "select", "应为规则或组的数组", id="a value of the wrong type"),
    pytest.param('select = ["typo", "typo/cutof"]\n', '"typo/cutof"', "是否想写“typo/cutoff”",
                 id="a rule there is none of"),
    pytest.param('[levels]\ntypo = "fatal"\n', "typo", "error、warning、info、off", id="a level there is none of"),
    pytest.param('[levels]\ntpyo = "info"\n', "tpyo", "没有“tpyo”这条规则或规则组",
                 id="a group there is none of, as key"),
    pytest.param('[per-file]\n"*.md" = { selct = [] }\n', "selct", "未知的键", id="a key for some files"),
    pytest.param('[per-file]\n"*.md" = ["typoo"]\n', '"typoo"', "是否想写“typo”", id="a group for some files"),
    pytest.param('as-of = "去年"\n', "as-of", "应为日期", id="a date that is none"),
    pytest.param('packs = ["there.toml", "gone.toml"]\n', '"gone.toml"', "没有这个文件", id="a pack that is not there"),
    pytest.param('extend = "gone.toml"\n', "extend", "没有这个文件", id="a configuration that is not there"),
    pytest.param('x = 1\ny = \n', "\n", "不是有效的 TOML", id="no TOML"),
    pytest.param('select = [', "[", "不是有效的 TOML", id="no TOML at the end"),
    pytest.param('ignore = ["typo"]\r\nselect = 1\r\n', "select", "应为规则或组的数组", id="CRLF"),
])
def test_wrong_configuration(text: str, where: str, says: str) -> None:
    (found, message), = config(text)
    assert found == where and says in message


@pytest.mark.parametrize("text", [
    pytest.param("", id="nothing"),
    pytest.param('select = ["ALL"]\nextend = "there.toml"\n[levels]\n"typo/cutoff" = "off"\n', id="selectors"),
    pytest.param('as-of = 2024-03-01\nown-unit = "青石县"\n[names]\n"青石镇" = "清石镇"\n', id="values"),
    pytest.param('per-file = { "a/" = ["typo"], "b" = { own-unit = "县", levels = { typo = "info" } } }\n',
                 id="per-file"),
])
def test_right_configuration(text: str) -> None:
    assert config(text) == []


def test_several_mistakes_at_once() -> None:
    found = config('selct = []\nas-of = "x"\nignore = ["typoo"]\n')
    assert [where for where, _ in found] == ["selct", "as-of", '"typoo"']


def test_pyproject() -> None:
    assert config('[project]\nselct = 1\n[tool.zflint]\nslect = []\n', "pyproject")[0][0] == "slect"
    assert config('[project]\nname = "x"\n', "pyproject") == []


@pytest.mark.parametrize(("change", "where", "says"), [
    pytest.param(('"error"', '"fatal"'), "level", "应为 error、warning、info 之一", id="a level"),
    pytest.param(("swap =", "swp ="), "swp", "是否想写“swap”", id="a key"),
    pytest.param(('"swap"', '"swp"'), "kind", "是否想写“swap”", id="a kind"),
    pytest.param(("group", "grp"), "grp", "未知的键", id="a key of packs"),
    pytest.param(('why = "重复"\n', ""), "rule", "缺少 why", id="a key that is missing"),
    pytest.param(('["请填写安排表。"]', '["请填写安排表。", "填写安排表表。"]'), '"填写安排表表。"', "误报",
                 id="a good example with a finding"),
    pytest.param(("⟦安排表表→安排表⟧", "⟦安排表→表⟧"), '"请填写⟦安排表→表⟧。"', "漏报", id="a bad example without one"),
    pytest.param(('kind = "swap"', 'kind = "pattern"\npattern = ["甲(", "乙"]'), "swap", "未知的键“swap”",
                 id="a key of another kind"),
    pytest.param(('"doubled"', '"Doubled"'), "id", "小写字母", id="an id"),
    pytest.param(('[[rule]]', '[rule]'), "rule", "[[rule]]", id="a table that should be an array"),
])
def test_wrong_pack(change: tuple[str, str], where: str, says: str) -> None:
    (found, message), = pack(PACK.replace(*change))
    assert found == where and says in message


def test_a_regex_that_is_none() -> None:
    text = PACK.replace('kind = "swap"', 'kind = "pattern"')
    text = text.replace('swap = { "安排表表" = "安排表" }', 'pattern = ["安排表(", "表"]')
    (found, message), = pack(text)
    assert found == "pattern" and "正则 '安排表('" in message


def test_two_rules_of_one_name() -> None:
    (found, message), = pack(PACK + PACK.partition("\n")[2])
    assert found == "id" and "office/doubled" in message
    (_, taken), = pack(PACK.replace('"office"', '"typo"').replace('"doubled"', '"cutoff"'))
    assert "typo/cutoff" in taken


def test_one_mistake_does_not_hide_the_next_rule() -> None:
    second = PACK.partition("\n")[2].replace("doubled", "again").replace('"safe"', '"sometimes"')
    assert [where for where, _ in pack(PACK.replace('"error"', '"fatal"') + second)] == ["level", "fix"]


def test_right_packs() -> None:
    assert pack(PACK) == []
    path = next(path for path in builtin_paths() if path.endswith("region.toml"))
    folder = path.rpartition("/")[0]

    def table(name: str) -> str:
        with open(f"{folder}/{name}", encoding="utf-8") as file:
            return file.read()

    with open(path, encoding="utf-8") as file:
        assert pack_problems(file.read(), "region.toml", table) == [] and pack_data(path)["group"] == "region"


@pytest.mark.parametrize(("uri", "text", "packs", "wanted"), [
    pytest.param("file:///a/zflint.toml", "", (), "config", id="configuration"),
    pytest.param("file:///a/pyproject.toml", "", (), "pyproject", id="pyproject"),
    pytest.param("file:///a/office.toml", PACK, (), "pack", id="a pack by its text"),
    pytest.param("file:///a/office.toml", "", ("/a/office.toml",), "pack", id="a pack by the configuration"),
    pytest.param("file:///a/Cargo.toml", "[package]\nname = 'x'\n", (), "", id="another's TOML"),
    pytest.param("file:///a/notes.md", PACK, (), "", id="a text about packs"),
    pytest.param("untitled:zflint.toml", "", (), "config", id="not saved yet"),
])
def test_which_files_are_ours(uri: str, text: str, packs: tuple[str, ...], wanted: str) -> None:
    assert sort_of(uri, text, packs, uri.removeprefix("file://")) == wanted


@pytest.mark.parametrize(("before", "after"), [
    pytest.param("", 'ignore = ["typo/x"]\n', id="nothing yet"),
    pytest.param('# 说明\nselect = ["typo"] # 这里\n\n[levels]\ntypo = "info"\n',
                 '# 说明\nselect = ["typo"] # 这里\nignore = ["typo/x"]\n\n[levels]\ntypo = "info"\n',
                 id="before tables"),
    pytest.param('ignore = [\n  "a", # 甲\n  "b",\n]\n', 'ignore = [\n  "a", # 甲\n  "b",\n  "typo/x",\n]\n',
                 id="lines"),
    pytest.param('ignore = ["typo/x"]\n', 'ignore = ["typo/x"]\n', id="it is off already"),
    pytest.param("\ufeffignore = []\n", '\ufeffignore = ["typo/x"]\n', id="with a BOM"),
])
def test_a_rule_is_turned_off(before: str, after: str) -> None:
    assert disabled(before, "typo/x") == after
    edit = difference(before, after)
    assert before[:edit.start] + edit.content + before[edit.end:] == after
    assert config(disabled(before, "typo")) == config(before)


@pytest.mark.parametrize(("before", "after"), [
    pytest.param("", 'names = {"青石镇" = []}\n', id="nothing yet"),
    pytest.param('[names]\n"甲" = "乙"\n', '[names]\n"甲" = "乙"\n"青石镇" = []\n', id="a table"),
    pytest.param('names = { "青石镇" = ["清石镇"] }\n', 'names = { "青石镇" = ["清石镇"] }\n',
                 id="it is declared already"),
])
def test_a_name_is_accepted(before: str, after: str) -> None:
    assert accepted(before, "青石镇") == after
    assert config(after) == []


def test_in_pyproject() -> None:
    assert disabled('[project]\nname = "x"\n', "typo", "/a/pyproject.toml") == (
        '[project]\nname = "x"\n\n[tool.zflint]\nignore = ["typo"]\n')
