"""Marks that come in pairs: one lost mark is one finding, at the mark that is left; whole pairs stay silent."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.engine import lint, ruleset
from zflint.fix import fixed
from zflint.kinds.brackets import disorder, paired
from zflint.kinds.pairs import Pairs
from zflint.packs import read_packs
from zflint.parse import parse

RULES = ruleset(read_packs([str(Path(__file__).parent.parent / "rules" / "pairing.toml")], trusted=True))


def places(text: str, format: str = "plain") -> list[tuple[int, str]]:
    return [(f.span.start, text[f.span.start:f.span.end]) for f in lint(RULES, parse(text, format))]


def found(text: str, format: str = "plain") -> list[str]:
    return [what for _, what in places(text, format)]


@pytest.mark.parametrize(("text", "marks"), [
    pytest.param("背后关系网”“保护伞，除恶务尽。", ["”", "“"], id="the outer marks of two quotations are lost"),
    pytest.param("坚持“四个意识、坚定“四个自信”，做到“两个维护”。", ["“"], id="one mark in a row of quotations"),
    pytest.param("坚持四个意识”、坚定“四个自信”，做到“两个维护”。", ["”"], id="one opening mark in a row"),
    pytest.param("开展“平安村居“创建。\n各村要落实“网格化”管理。", ["“"], id="both halves open"),
    pytest.param("他说：“好。\n他又问：“行吗？”\n他没有回答。", ["“"], id="before another whole quotation"),
    pytest.param("强调，“要抓早抓小。\n“枫桥经验”是一面旗帜。", ["“"], id="a name after it closes nothing"),
    pytest.param("坚持“四个意识，做实事。\n做到两个维护”，见实效。", ["“", "”"], id="two names in two blocks"),
    pytest.param("（一）建机制。\n二）压责任。", ["）"], id="half a number among whole ones"),
    pytest.param("（一）建机制。\n（二压责任。\n三）强保障。", ["（", "）"], id="halves of two numbers"),
    pytest.param("“1”指平台；4”指板块。", ["”"], id="a digit before the mark is not always inches"),
    pytest.param("会议要求“抓早抓小》。", ["“", "》"], id="unlike marks"),
    pytest.param("A县（区)工作。\n(一）机制。", [")", "("], id="mixed width, either half"),
])
def test_fault_is_found_where_a_reader_sees_it(text: str, marks: list[str]) -> None:
    assert found(text) == marks


@pytest.mark.parametrize("text", [
    pytest.param("改为：“甲方应当公开：\n“（一）指南；\n“（二）标准。”\n二、改为：“乙方公开。”", id="reopened"),
    pytest.param("改为：“甲方应当公开下列事项。\n第二款不变。\n第三款删去。”\n二、删去第五条。", id="opened once"),
    pytest.param("改为：“应当公开：\n（一）指南；\n（二）标准。\n“每年更新。”", id="a list inside is not reopened"),
    pytest.param("法律规定“有下列情形的：\n（一）甲；\n（二）乙的”，应当补偿。", id="a quoted list"),
    pytest.param("他说：“甲。\n乙。”他又说：“丙。\n丁。”", id="two quotations over two blocks"),
    pytest.param("深入推进“平安\n建设”和《信访\n条例》以及（含街道\n办事处）的工作。", id="hard-wrapped lines"),
    pytest.param("（注：甲为快报数。\n乙为年报数。\n丙为估算数。）", id="bracketed paragraphs"),
    pytest.param("（\n三）推进改革。", id="a number broken after its bracket"),
    pytest.param("1）甲 2）乙 3.）丙\n一）丙\na）丁；b）戊\n（含：1）己；2）庚）", id="half-bracketed numbers"),
    pytest.param("don’t、l’amour、the ’90s、students’ 与“it’s”", id="apostrophes"),
    pytest.param("身高5'10\"，配27\"显示器、55”屏幕", id="feet and inches"),
    pytest.param("配6.7\"大屏。\n东经116°23'17\"，风景好。", id="inches with a fraction, seconds of arc"),
    pytest.param("区间[0,1)、(0,1]，好 :)，再见：）", id="intervals and smileys"),
    pytest.param("“（”表示开始，‘“’表示引用。", id="marks that are spoken of"),
    pytest.param("比较 a < b，引用 >> 输出；for (i = 0; i", id="code"),
    pytest.param("‘甲“乙”丙’与「丁『戊』己」", id="other ways to nest"),
    pytest.param("《关于修改〈条例〉的决定》和《关于印发《办法》的通知》", id="titles in titles"),
    pytest.param("品名　数量\n毛笔　”\n”", id="ditto marks"),
    pytest.param("工作要点如下：" + "狠抓平安建设各项任务，" * 6 + "会议强调，“要抓早抓小", id="cut off"),
    pytest.param("2016年3月16日某大会通过\n2023年12月29日某会议《关于修改的决定》修正）\n", id="a law's record"),
])
def test_whole_pairs_stay_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", [
    pytest.param("使用 `print(“甲` 输出，见[说明（草稿）](https://a.cn/x_(y)。", id="code and addresses"),
    pytest.param("**“平安”**建设，*（试点）*先行。", id="emphasis around marks"),
    pytest.param("| 甲（乙） | 丙 |\n|---|---|\n| “丁” | （戊） |", id="table"),
])
def test_markup_stays_silent(text: str) -> None:
    assert found(text, "markdown") == []


def test_habit_is_one_finding_with_a_fix_for_all() -> None:
    text = "弘扬”工匠”精神，培育”能手”队伍。\n开展”练兵”活动，评选”标兵”人物。"
    findings = lint(RULES, parse(text))
    assert len(findings) == 1 and "4" in findings[0].message
    assert fixed(text, findings) == "弘扬“工匠”精神，培育“能手”队伍。\n开展“练兵”活动，评选“标兵”人物。"


@pytest.mark.parametrize("pairs", [pytest.param(("<>",), id="unknown pair"), pytest.param(("“",), id="half a pair")])
def test_kind_refuses_pairs_it_does_not_know(pairs: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="pairs"):
        Pairs(pairs)


NAMES = st.sampled_from(["平安建设", "基层治理", "矛盾化解", "综治中心", "网格服务"])
WHOLE = st.builds("{1[0]}{0}{1[1]}".format, NAMES, st.sampled_from(["“”", "《》", "（）", "【】", "〔〕"]))
SENTENCES = st.lists(st.one_of(NAMES, WHOLE), min_size=3, max_size=9).map("，落实".join).map("{}。".format)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=4).map("\n".join)


@given(TEXTS)
def test_text_in_order_is_silent(text: str) -> None:
    assert places(text) == []


@given(TEXTS, st.randoms(use_true_random=False))
def test_one_lost_mark_is_one_finding_at_its_partner(text: str, rng: random.Random) -> None:
    couples = [(a.at, b.at) for a, b in paired(text).couples]
    if couples:
        lost, left = rng.choice([*couples, *((b, a) for a, b in couples)])
        assert [at for at, _ in places(text[:lost] + text[lost + 1:])] == [left - (left > lost)]


@given(st.text("“”‘’《》（）()[]\"甲乙a1，。：\n ", max_size=60))
def test_any_text_is_judged_and_mixed_width_is_fixed_once(text: str) -> None:
    findings = [f for f in lint(RULES, parse(text)) if f.rule == "pairing/mixed-width"]
    again = lint(RULES, parse(fixed(text, findings)))
    assert all(f.fix for f in findings)
    assert len([f for f in again if f.rule == "pairing/mixed-width"]) <= len(findings)


def test_order_is_decided_without_pairing() -> None:
    assert disorder("甲（乙）“丙”《丁〈戊〉》") is None
