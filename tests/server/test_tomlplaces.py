"""Where keys and values stand, also in a text that is half written."""

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.server.tomlplaces import Cursor, cursor, slots, whole

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TEXT = '''# 说明
group = "office"
[[rule]]
id = "a"
bad = [
  "甲，\\"乙", # 逗号
  { text = """
多行""", own-unit = '县' },
]
[rule.message]
"" = "m"
[[rule]]
id = "b"
'''


def test_paths() -> None:
    assert [(one.path, one.role, TEXT[slice(*one.span)]) for one in slots(TEXT)] == [
        (("group",), "key", "group"), (("group",), "value", '"office"'),
        (("rule", 0), "table", "rule"), (("rule", 0, "id"), "key", "id"), (("rule", 0, "id"), "value", '"a"'),
        (("rule", 0, "bad"), "key", "bad"), (("rule", 0, "bad", 0), "value", '"甲，\\"乙"'),
        (("rule", 0, "bad", 1, "text"), "key", "text"), (("rule", 0, "bad", 1, "text"), "value", '"""\n多行"""'),
        (("rule", 0, "bad", 1, "own-unit"), "key", "own-unit"), (("rule", 0, "bad", 1, "own-unit"), "value", "'县'"),
        (("rule",), "table", "rule"),
        (("rule", 0, "message"), "table", "message"), (("rule", 0, "message", ""), "key", '""'),
        (("rule", 0, "message", ""), "value", '"m"'),
        (("rule", 1), "table", "rule"), (("rule", 1, "id"), "key", "id"), (("rule", 1, "id"), "value", '"b"')]


@pytest.mark.parametrize(("text", "wanted"), [
    pytest.param("", Cursor((), "key", 0, False, False), id="nothing"),
    pytest.param("sel", Cursor((), "key", 0, False, False), id="a key"),
    pytest.param('select = ["ty', Cursor(("select", 0), "value", 10, True, True), id="a string that is open"),
    pytest.param('select = ["a", ', Cursor(("select", 1), "value", 15, False, True), id="the next element"),
    pytest.param('select = ["a"]\n', Cursor((), "key", 15, False, False), id="the next line"),
    pytest.param('ignore = ["a",\nselect = ["', Cursor(("select", 0), "value", 25, True, True),
                 id="behind an open array"),
    pytest.param('a = { "x" = { ig', Cursor(("a", "x"), "key", 14, False, False), id="inline tables"),
    pytest.param("[[rule]]\nki", Cursor(("rule", 0), "key", 9, False, False), id="an array of tables"),
    pytest.param("[lev", Cursor((), "table", 1, False, False), id="the name of a table"),
    pytest.param("# x", None, id="a comment"),
    pytest.param('x = """a\nb', None, id="a string of several lines"),
])
def test_cursor(text: str, wanted: Cursor | None) -> None:
    assert cursor(text + "\nnext = 1", len(text)) == wanted


def test_whole_falls_back_to_what_holds_it() -> None:
    found = slots(TEXT)
    at = whole(found, ("rule", 0, "bad", 7))
    assert at and TEXT[slice(*at)] == "bad"
    assert whole(found, ("nothing",)) is None


def flat(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths of all scalar values of parsed TOML."""
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in flat(inner, (*path, key))]
    if isinstance(value, list):
        return [one for at, inner in enumerate(value) for one in flat(inner, (*path, at))]
    return [path]


KEY = st.sampled_from(["a", "b-c", "'x y'", '"甲"'])
VALUE = st.recursive(
    st.sampled_from(['"t"', "'t'", "1", "true", '"""a\nb"""', '"\\""']),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda many: "[" + ", ".join(many) + "]"),
        st.dictionaries(KEY, inner, max_size=2).map(
            lambda many: "{ " + ", ".join(f"{key} = {one}" for key, one in many.items()) + " }")),
    max_leaves=6)


@given(st.dictionaries(KEY, VALUE, max_size=4), st.sampled_from(["\n", "\r\n", " # 说明\n"]))
def test_it_sees_what_the_parser_sees(table: dict[str, str], end: str) -> None:
    text = "".join(f"{key} = {value}{end}" for key, value in table.items())
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert [one.path for one in slots(text) if one.role == "value"] == flat(parsed)


@given(st.text(alphabet="ab=[]{}\"'#.,\n\\ 甲"))
def test_it_never_fails(text: str) -> None:
    for one in slots(text):
        assert 0 <= one.span.start < one.span.end <= len(text)
    for at in range(len(text) + 1):
        cursor(text, at)
