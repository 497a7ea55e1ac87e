"""Punctuation: one finding for a habit, certain faults alone, and silence on house styles, numbers, code and names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.engine import lint, ruleset
from zflint.fix import fixed
from zflint.kinds.spaces import Spaces
from zflint.packs import read_packs
from zflint.parse import parse

ALL = read_packs([str(Path(__file__).parent.parent / "rules" / "punctuation.toml")], trusted=True)
RULES = ruleset([rule for rule in ALL if rule.default or rule.id == "punctuation/stray-half-width"])
BODY = "各乡镇、街道党委要进一步提高政治站位，切实把矛盾化解在基层，确保一方平安，"


def found(text: str, format: str = "plain") -> list[tuple[str, str]]:
    return [(f.rule.partition("/")[2], text[f.span.start:f.span.end]) for f in lint(RULES, parse(text, format))]


@pytest.mark.parametrize(("text", "faults"), [
    pytest.param("近年来,全县平安。", [("stray-half-width", ",")], id="one half-width comma"),
    pytest.param("增长5%,占比高,效果好", [("stray-half-width", ",")] * 2, id="half-width comma after a percentage"),
    pytest.param("甲乙,丙丁,戊己,庚辛,壬癸,子丑", [("half-width", ",")], id="half-width commas throughout"),
    pytest.param("“护网” “净网”行动。", [("stray-space", " ")], id="space between quotations"),
    pytest.param("树牢“四个意识”、 坚定信念。", [("stray-space", " ")], id="space after a mark"),
    pytest.param("提高满意度。\u00a0四要抓培训。", [("stray-space", "\u00a0")], id="no-break space after a mark"),
    pytest.param(BODY + "推动经济 发展。", [("stray-space", " ")], id="space inside a word"),
    pytest.param(BODY + "给予党纪处分 XX人。", [("stray-space", " ")], id="space before a mask"),
    pytest.param("矛盾，，纠纷。。", [("doubled-mark", "，，"), ("doubled-mark", "。。")], id="doubled marks"),
    pytest.param("抓早抓小，。压实责任", [("clashing-marks", "，")], id="comma before a full stop"),
    pytest.param("思想、能力、和作风", [("comma-before-and", "、")], id="、 before 和"),
    pytest.param("2020——2022年方案", [("year-range", "2020——2022年")], id="range with a dash"),
    pytest.param("--在全县大会上的讲话", [("dash", "--")], id="subtitle after two hyphens"),
    pytest.param("破获案件。。。", [("ellipsis", "。。。")], id="ellipsis of full stops"),
    pytest.param('树牢"四个意识"。', [("straight-quotes", '"四个意识"')], id="straight quotation marks"),
    pytest.param("抓好落实.各乡镇", [("dot-between-characters", ".")], id="Latin full stop"),
    pytest.param("上午9：30开会", [("full-width-in-time", "：")], id="full-width colon in a time"),
    pytest.param("投入12，345元", [("full-width-in-number", "，")], id="Chinese comma in a number"),
    pytest.param("他说：“好。”。", [("clashing-marks", "。")], id="full stop inside and outside"),
    pytest.param("他说：“开展“百日攻坚”行动。”", [("quote-nesting", "“百日攻坚”")], id="double quotes in double ones"),
    pytest.param("转发《关于印发《信访办法》的通知》。", [("title-mark-nesting", "《信访办法》")], id="《》 in 《》"),
    pytest.param("建设平安县法治县示范点", [("missing-enumeration-comma", "平安县法治县")], id="two names without 、"),
    pytest.param("同志们:", [("salutation", ":")], id="salutation with a half-width colon"),
])
def test_fault_is_found(text: str, faults: list[tuple[str, str]]) -> None:
    assert found(text) == faults


@pytest.mark.parametrize("text", [
    pytest.param("共投资3,000元，12:30开会，比例1:500，网址http://a.cn/?a=1,2;3。", id="numbers and addresses"),
    pytest.param("Yes, we can! Who? a,b;c", id="English"),
    pytest.param("总 则\n王 伟　李 明\n第三条 本办法适用于全县。\n2023年3月1日 《条例》公布", id="spaces of layout"),
    pytest.param("　年　月　日\n单位： 县委政法委\n序号 1. 内容", id="blank forms"),
    pytest.param("使用 React 编写 5 个组件，详见 Vue 文档。", id="spaces around Latin letters"),
    pytest.param(BODY + "会议由县委书记 王大伟主持，法院院长 李明出席。", id="a name set off by a space"),
    pytest.param(BODY + "打响“雄奇山水 平安某县”品牌。", id="a slogan in two halves"),
    pytest.param("富强、民主、和谐、及时、与会、和田、和解", id="words that begin like conjunctions"),
    pytest.param("“开展‘百日攻坚’行动”，《关于印发〈信访办法〉的通知》", id="marks nested as they should be"),
    pytest.param("“四个意识”“四个自信”“两个维护”，《宪法》《民法典》", id="quotations and titles in a row"),
    pytest.param("平安县法治乡村，法治社会法治国家，文明村文明户", id="names of unlike units"),
    pytest.param("真的吗？！好！！他笑了……。他说：“好。”，又走了。", id="strong feeling"),
    pytest.param("一、总体要求\n（一）目标\n1、措施", id="numbers of headings"),
    pytest.param("五、六十年代，第二、三十条，一、二十五人", id="numbers that are no estimate"),
    pytest.param("中国—东盟、2020—2022年、成文日期2024-02-20", id="dashes that join"),
])
def test_style_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", [
    pytest.param("调用`a`,`b`,然后,`c`;见[甲](b),再看**丙**!", id="marks beside markup"),
    pytest.param("在 React 里使用 “受控组件” 概念，好处是清楚， 而且容易测试，还能复用代码。", id="spaced quotations"),
    pytest.param("# 总则\n\n第一条 为了规范管理，制定本办法。", id="article of a law"),
])
def test_markdown_is_left_alone(text: str) -> None:
    assert [f for f in found(text, "markdown") if f[0] != "stray-half-width"] == []


def test_habit_has_one_fix_for_all() -> None:
    text = "一年来,各乡镇(街道)抓早抓小,压实责任;投资3,000元,办结X件,XX人:\n效果好不好?群众说了算!"
    findings = lint(RULES, parse(text))
    assert len(findings) == 1
    assert fixed(text, findings) == (
        "一年来，各乡镇（街道）抓早抓小，压实责任；投资3,000元，办结X件，XX人：\n效果好不好？群众说了算！")


def test_kind_refuses_parts_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="parts"):
        Spaces(("everywhere",))


@given(st.text("甲乙和第一二年X1a,;:?!()，。、；：！？…—-.“”《》 \u00a0", max_size=60))
def test_fixing_what_is_safe_settles(text: str) -> None:
    for _ in range(4):
        safe = [f for f in lint(RULES, parse(text)) if f.fix and f.fix.applicability == "safe"]
        if not safe:
            return
        text = fixed(text, safe)
    raise AssertionError(text)
