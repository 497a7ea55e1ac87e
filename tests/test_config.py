"""Which settings count for a file, and what a wrong setting is told."""

from pathlib import Path
from typing import Any

import pytest

from zflint.config import Settings, extended, for_file, merged, names, releveled, selection
from zflint.configfile import finder, from_file, nearest_file, pair
from zflint.errors import ConfigError
from zflint.keys import KEYS, layer
from zflint.model import Name
from zflint.rules import load_pack, select

RULE = {"kind": "words", "level": "warning", "message": "m", "why": "w", "source": "s", "words": ["甲"],
        "bad": ["⟦甲⟧"], "good": ["乙"]}
RULES = [rule for group in ("a", "b")
         for rule in load_pack({"group": group, "rule": [{**RULE, "id": "x"}, {**RULE, "id": "y"}]}, "p", str)]


def settings(table: dict[str, Any], base: Settings = Settings(), root: str = "/work") -> Settings:
    return merged(base, layer(table, "zflint.toml", root), "zflint.toml")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("table", "field", "value"), [
    pytest.param({"select": ["ALL", "a", "a/x"]}, "select", ("ALL", "a", "a/x"), id="selectors"),
    pytest.param({"levels": {"a": "off"}}, "levels", (("a", "off"),), id="levels"),
    pytest.param({"packs": ["x/p.toml"]}, "packs", ("/work/x/p.toml",), id="paths start from the file"),
    pytest.param({"packs": ["../p.toml"]}, "packs", ("/p.toml",), id="paths above the file"),
    pytest.param({"as-of": "2024-03"}, "as_of", "2024-03", id="a month"),
    pytest.param({"as-of": 2024}, "as_of", "2024", id="a year as a number"),
    pytest.param({"names": {"甲": "乙"}}, "names", (Name("甲", ("乙",)),), id="one wrong form"),
    pytest.param({"names": {"甲": ["乙", "丙"]}}, "names", (Name("甲", ("乙", "丙")),), id="several wrong forms"),
])
def test_reading(table: dict[str, Any], field: str, value: object) -> None:
    assert getattr(settings(table), field) == value


@pytest.mark.parametrize("table", [
    pytest.param({"select": "a"}, id="a string for an array"), pytest.param({"select": ["A B"]}, id="no selector"),
    pytest.param({"levels": {"a": "fatal"}}, id="no level"), pytest.param({"levels": ["a"]}, id="an array for a table"),
    pytest.param({"as-of": "2024-02-30"}, id="no day"), pytest.param({"as-of": True}, id="a truth for a date"),
    pytest.param({"as-of": "二〇二四"}, id="no digits"), pytest.param({"names": {"甲": [1]}}, id="no names"),
    pytest.param({"own-unit": 3}, id="a number for a string"),
    pytest.param({"own-unit": "county"}, id="no unit"), pytest.param({"per-file": ["a"]}, id="no table"),
    pytest.param({"per-file": {"*.txt": {"select": ["a"]}}}, id="a key that is not for files"),
    pytest.param({"per-file": {"*.txt": 1}}, id="a number for settings"), pytest.param({"extend": []}, id="no path"),
])
def test_wrong_values_are_told(table: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        settings(table)
    assert str(caught.value).startswith("zflint.toml：") and next(iter(table)) in str(caught.value)


def test_tables_merge_by_entry_and_the_rest_by_key() -> None:
    base = settings({"select": ["a"], "ignore": ["b"], "levels": {"a": "info", "b": "error"}, "names": {"甲": "乙"}})
    over = merged(base, layer({"select": ["b"], "levels": {"b": "off"}, "names": {"丙": "丁"}}, "", "/"), "over")
    assert (over.select, over.ignore) == (("b",), ("b",))
    assert dict(over.levels) == {"a": "info", "b": "off"}
    assert [name.right for name in over.names] == ["甲", "丙"]
    assert (over.origins["select"], over.origins["ignore"]) == ("over", "zflint.toml")
    assert over.origins["levels"] == "zflint.toml、over"


def test_flags_add_to_what_is_ignored_and_select_starts_anew() -> None:
    base = settings({"select": ["a"], "ignore": ["a/x"], "levels": {"b": "off", "a": "info"}})
    assert extended(base, {"ignore": ("a/y",)}, "--ignore").ignore == ("a/x", "a/y")
    anew = extended(base, {"select": ("a", "b")}, "--select")
    assert (anew.select, anew.ignore, anew.levels) == (("a", "b"), (), (("a", "info"),))


@pytest.mark.parametrize(("table", "expected"), [
    pytest.param({}, ["a/x", "a/y", "b/x", "b/y"], id="nothing said"),
    pytest.param({"select": ["a"], "ignore": ["a/x"]}, ["a/y"], id="the more precise wins"),
    pytest.param({"levels": {"a": "off"}}, ["b/x", "b/y"], id="off"),
    pytest.param({"select": ["b"], "extend-select": ["a/y"]}, ["a/y", "b/x", "b/y"], id="besides"),
])
def test_selection(table: dict[str, Any], expected: list[str]) -> None:
    chosen = selection(settings(table))
    assert [r.id for r in select(RULES, chosen.select, chosen.ignore, chosen.extend_select)] == expected


def test_the_most_precise_level_counts() -> None:
    levels = settings({"levels": {"ALL": "info", "a": "error", "a/y": "warning"}}).levels
    assert [rule.level for rule in releveled(RULES, levels)] == ["error", "warning", "info", "info"]


@pytest.mark.parametrize(("patterns", "path", "expected"), [
    pytest.param(["*.txt"], "/work/a/b.txt", True, id="a name at any depth"),
    pytest.param(["a/*.txt"], "/work/a/b.txt", True, id="a path"),
    pytest.param(["a/"], "/work/a/b.txt", True, id="a folder above"),
    pytest.param(["/b.txt"], "/work/a/b.txt", False, id="only at the top"),
    pytest.param(["*.txt", "!b.txt"], "/work/a/b.txt", False, id="but not this one"),
    pytest.param(["*.txt"], "/other/b.txt", False, id="outside the folder"),
    pytest.param([], "/work/b.txt", False, id="no patterns"),
])
def test_patterns_of_files(patterns: list[str], path: str, expected: bool) -> None:
    assert names(settings({"exclude": patterns}).exclude, path) == expected


def test_per_file_settings_lie_over_the_others() -> None:
    base = settings({"ignore": ["a/x"], "as-of": "2024", "per-file": {
        "old/*": {"as-of": "2019", "ignore": ["b"]}, "*.md": ["a"], "old/x.md": {"own-unit": "县"}}})
    found = for_file(base, "/work/old/x.md")
    assert (found.as_of, found.own_unit, found.ignore) == ("2019", "县", ("a/x", "b", "a"))
    assert found.origins["as_of"] == 'per-file."old/*"'
    assert for_file(base, "/work/new.txt") == base


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    write(tmp_path / "zflint.toml", 'own-unit = "市"')
    write(tmp_path / "a/pyproject.toml", '[tool.zflint]\nown-unit = "县"')
    write(tmp_path / "a/b/pyproject.toml", "[tool.other]\nx = 1  # not tool.zflint")
    write(tmp_path / "a/c/zflint.toml", 'own-unit = "镇"')
    write(tmp_path / "a/c/pyproject.toml", '[tool.zflint]\nown-unit = "乡"')
    find = finder(Settings())
    units = [find(str(tmp_path / folder)).own_unit for folder in ("", "a", "a/b", "a/c", "a/c/none/such")]
    assert units == ["市", "县", "县", "镇", "镇"]
    assert nearest_file(str(tmp_path / "a/b")) == str(tmp_path / "a/pyproject.toml")


def test_extending(tmp_path: Path) -> None:
    write(tmp_path / "base/all.toml", 'packs = ["p.toml"]\nselect = ["a"]\nown-unit = "市"\n[levels]\na = "info"')
    path = write(tmp_path / "sub/zflint.toml", 'extend = "../base/all.toml"\nown-unit = "县"\n[levels]\nb = "error"')
    found = from_file(str(path))
    assert found.packs == (str(tmp_path / "base/p.toml"),)
    assert (found.select, found.own_unit, dict(found.levels)) == (("a",), "县", {"a": "info", "b": "error"})
    assert "all.toml" in found.origins["select"] and "all.toml" not in found.origins["own_unit"]


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "zflint.toml"
    path.write_bytes('own-unit = "县"\r\n'.encode("utf-8-sig"))
    assert from_file(str(path)).own_unit == "县"


@pytest.mark.parametrize(("text", "table"), [
    pytest.param("as-of=2024-03", {"as-of": "2024-03"}, id="a bare word"),
    pytest.param('ignore = ["a"]', {"ignore": ["a"]}, id="TOML"),
    pytest.param("levels.a=off", {"levels": {"a": "off"}}, id="an entry of a table"),
    pytest.param('own-unit="县"', {"own-unit": "县"}, id="a quoted string"),
    pytest.param("sub/zflint.toml", None, id="a path"),
])
def test_settings_on_the_command_line(text: str, table: dict[str, Any] | None) -> None:
    assert pair(text) == table


def test_every_key_is_a_field_and_speaks_both_languages() -> None:
    assert {key.replace("-", "_") for key in KEYS} - {"extend"} == set(Settings._fields) - {"origins", "file"}
    assert all(text for key in KEYS.values() for text in (*key.wanted, *key.about))
