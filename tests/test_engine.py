"""lint(): remembering changes nothing, places are true, suppressions cover what they say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zflint.engine import lint, remembering, ruleset
from zflint.model import Options
from zflint.packs import builtin_paths, read_packs
from zflint.parse import parse
from zflint.rules import load_pack, select

PACK = {
    "group": "t",
    "rule": [
        {"id": "cutoff", "kind": "swap", "level": "error", "message": "“{found}”应为“{fix}”",
         "message-en": "“{found}” should be “{fix}”", "why": "w", "source": "s", "fix": "safe",
         "swap": {"截止目前": "截至目前"}, "bad": ["⟦截止目前→截至目前⟧"], "good": ["截至目前"]},
        {"id": "whole", "kind": "pattern", "level": "info", "message": "m", "why": "w", "source": "s",
         "pattern": "全[区县]", "unless": "自治区", "scope": ["heading"], "bad": ["x"], "good": ["x"]},
    ],
}
SUPPRESSION = [r for r in read_packs(builtin_paths(), trusted=True) if r.group == "suppression"]
RULES = ruleset([*load_pack(PACK, "t.toml", lambda name: ""), *SUPPRESSION])
PIECES = [
    "截止目前", "全县", "\n", "一、全县工作\n", "\r\n", "自治区", "。", "<!-- zflint-disable-line t -->", "\U00020000",
]


def told(text: str, options: Options = Options()) -> list[tuple[str, str]]:
    return [(f.rule, text[f.span.start:f.span.end]) for f in lint(RULES, parse(text), options)]


def test_findings_have_true_places_in_order() -> None:
    text = "截止目前，好。\r\n\U00020000截止目前\n一、全县工作"
    assert told(text) == [("t/cutoff", "截止目前"), ("t/cutoff", "截止目前"), ("t/whole", "全县")]


def test_scope_keeps_a_rule_out_of_other_blocks() -> None:
    assert told("全县上下要高度重视这项工作，抓好落实。") == []


def test_unless_looks_at_the_sentence() -> None:
    assert told("一、自治区和全区工作") == []


def test_messages_in_english_when_asked() -> None:
    found, = lint(RULES, parse("截止目前"), Options(lang="en"))
    assert found.message == "“截止目前” should be “截至目前”"


@pytest.mark.parametrize("text", [
    pytest.param("截止目前 <!-- zflint-disable-line t/cutoff -->", id="same line"),
    pytest.param("# zflint-disable-next-line t/cutoff\n\n截止目前", id="next line that is not blank"),
    pytest.param("# zflint-disable t\n截止目前\n\n截止目前", id="from here on, by group"),
    pytest.param("截止目前\n% zflint-disable-file\n", id="whole file, every rule"),
    pytest.param("# zflint-disable t\n截止目前\n# zflint-enable t\n截至目前", id="until enabled again"),
])
def test_suppressed(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("text", "rules"), [
    pytest.param("# zflint-disable t\n截止目前\n# zflint-enable t\n截止目前", ["t/cutoff"], id="enabled again"),
    pytest.param("# zflint-disable-next-line t\n甲\n截止目前", ["suppression/unused", "t/cutoff"], id="wrong line"),
    pytest.param("甲<!-- zflint-disable-line t/nothing -->", ["suppression/unused"], id="no such rule"),
    pytest.param("<!-- zflint-disable-line t/whole -->截止目前", ["suppression/unused", "t/cutoff"], id="other rule"),
])
def test_not_suppressed(text: str, rules: list[str]) -> None:
    assert [rule for rule, _ in told(text)] == rules


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.sampled_from(PIECES)), max_size=25))
@settings(max_examples=150, deadline=None)
def test_remembering_changes_nothing(edits: list[tuple[int, int, str]]) -> None:
    scan, text = remembering(RULES, size=4), "截止目前，全县\n一、全县工作\n"
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length:]
        document = parse(text)
        assert lint(RULES, document, scan=scan) == lint(RULES, document)


def test_selecting() -> None:
    rules = load_pack(PACK, "t.toml", lambda name: "")
    assert [r.id for r in select(rules, ["t"], ["t/whole"], [])] == ["t/cutoff"]
    assert [r.id for r in select(rules, ["t/whole"], ["t"], [])] == ["t/whole"]
    assert [r.id for r in select(rules, [], ["ALL"], ["t/cutoff"])] == ["t/cutoff"]
