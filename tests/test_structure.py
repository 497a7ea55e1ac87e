"""Structure: numbers of headings, articles and points, announced and listed counts, document numbers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.engine import lint, ruleset
from zflint.facts.outline import number, written
from zflint.fix import fixed
from zflint.kinds.bracket_count import items
from zflint.kinds.ladders import Rung, faults
from zflint.model import Finding, Mark, Options
from zflint.packs import builtin_folder, read_pack
from zflint.parse import parse

RULES = read_pack(str(Path(builtin_folder()) / "structure.toml"), trusted=True)
READY = ruleset([rule for rule in RULES if rule.default])


BODY = "各乡镇要加强组织领导，明确专人负责，逐项抓好落实。"


def findings(text: str, format: str = "plain", lang: str = "zh") -> tuple[Finding, ...]:
    return lint(READY, parse(text, format), Options(lang=lang))


def found(text: str, format: str = "plain") -> list[tuple[str, str]]:
    return [(f.rule.partition("/")[2], text[f.span.start:f.span.end]) for f in findings(text, format)]


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("一、目标\n三、措施", [("heading-number", "三、")], id="a heading left out"),
    pytest.param("（一）目标\n（二）任务\n（二）措施", [("heading-number", "（二）")], id="a heading number twice"),
    pytest.param("一、目标\n（一）甲\n（三）乙\n二、措施\n（一）丙", [("heading-number", "（三）")],
                 id="a gap below the first heading, none below the second"),
    pytest.param("第一章 总则\n第一条 目的\n第二条 范围\n第二章 管理\n第四条 职责", [("article-number", "第四条")],
                 id="articles run through chapters"),
    pytest.param("抓好工作。一是修路。二是架桥。四是通水。", [("point-number", "四是")], id="a point left out"),
    pytest.param("一要修路。\n加快进度。\n二要架桥。\n二要通水。", [("point-number", "二要")],
                 id="points over paragraphs"),
    pytest.param("下面，我讲三点意见。\n一、认识\n二、责任\n三、督查\n四、问责", [("announced-count", "三")],
                 id="one point more than announced"),
    pytest.param("下面，我讲三点意见。\n一、认识\n二、责任\n四、督查", [("heading-number", "四、")],
                 id="as many as announced, but a number left out"),
    pytest.param("抓好两件事：一是修路，二是架桥，三是通水。", [("announced-count", "两")],
                 id="announced in a sentence"),
    pytest.param("开展三大行动（道路提升、水质提升）。", [], id="two things may be a remark"),
    pytest.param("开展三大行动（道路提升、水质提升、绿化提升、亮化提升）。", [("listed-count", "三")],
                 id="four for three"),
    pytest.param("×政发[2025]05号", [("document-number-brackets", "[2025]")], id="square brackets"),
    pytest.param(f"一、目标\n{BODY}\n二、任务\n三、措施\n{BODY}", [("empty-section", "二、")],
                 id="nothing under a heading"),
    pytest.param(f"一、加强领导\n{BODY}\n二、加强领导\n{BODY}", [("repeated-heading", "二、")], id="a heading twice"),
    pytest.param("1．修路\n2．架桥\n3、通水", [("number-form", "3、")], id="another mark after the number"),
    pytest.param("一、甲\n（一）乙\n（二）丙\n二、丁\n（1）戊\n（2）己", [("level-skipped", "（1）")],
                 id="a level skipped"),
    pytest.param("首先，要修路。其次，要架桥。第四，要通水。", [("ordinal-word", "第四")], id="an ordinal left out"),
    pytest.param("请填表（见附件4）。\n附件：1.方案\n2.登记表\n3.汇总表", [("attachment", "附件4")],
                 id="an attachment that is not there"),
    pytest.param("面积见表2-3。\n表2-1 人口\n表2-2 户数", [("figure", "表2-3")], id="a table that is not there"),
    pytest.param("关于春耕的通知\n各乡镇、县直有关部门。\n为抓好春耕，现通知如下。", [("addressee-colon", "。")],
                 id="addressees with a full stop"),
    pytest.param("关于增加经费的请示报告\n县人民政府：\n请批示。", [("title-genre", "请示报告")],
                 id="two kinds in one"),
    pytest.param("×政发〔25〕5号", [("document-number-year", "〔25〕")], id="a year of two figures"),
    pytest.param("建立7项联动机制（会商研判、信息通报、联合执法）。", [("listed-count", "7")], id="three for seven"),
    pytest.param("要抓好十二项工作：\n1.甲\n2.乙", [("announced-count", "十二")], id="twelve announced"),
    pytest.param("## 一、目标\n\n甲。\n\n## 三、措施\n\n乙。", [("heading-number", "三、")], id="headings of Markdown"),
])
def test_finds(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "markdown" if text.startswith("#") else "plain") == expected


@pytest.mark.parametrize("text", [
    pytest.param("一、目标\n（一）甲\n（二）乙\n二、措施\n（一）丙\n（二）丁", id="children begin anew"),
    pytest.param("一、目标\n（一）甲\n二、措施\n（二）乙\n（三）丙", id="children run on"),
    pytest.param("一、甲\n二、乙\n附件1\n一、丙\n二、丁\n三、戊", id="an annex"),
    pytest.param("各位代表：\n一、甲\n二、乙\n同志们：\n一、丙", id="two speeches"),
    pytest.param("1.甲\n2.乙\n1.丙\n2.丁\n3.戊", id="two lists in a row"),
    pytest.param("1.甲\n2.乙\n1.丙\n2.丁\n3.戊\n3.己", id="a list inside a list"),
    pytest.param("修路分两步：一、选线。二、施工。\n三、验收。", id="numbers inside a paragraph"),
    pytest.param("四要加强培训。一是培训骨干。二是培训新人。五要加强督查。", id="points inside points"),
    pytest.param("一要修路。二要架桥。一是选址。二是设计。三要通水。", id="other words for inner points"),
    pytest.param("“四个意识”（政治意识、大局意识、核心意识、看齐意识）", id="as many as said"),
    pytest.param("第十条 适用本法。\n第一百二十条 适用本法。", id="articles quoted"),
    pytest.param("第一条 目的\n第一条之一 特例\n第二条 范围", id="an inserted article"),
    pytest.param("（2022）京01民初1号", id="a case number"),
    pytest.param("(2003)民一终字第5号", id="an old case number"),
    pytest.param("3.5万人\n5.2万人\n7.1万人", id="figures"),
    pytest.param("我讲几点意见。\n一、认识\n二、责任", id="some points"),
    pytest.param("统一是基础，唯一要求是落实。三是关键。", id="ordinary words"),
    pytest.param("", id="nothing"),
    pytest.param("一、签到\n二、领导讲话\n三、表决\n四、闭幕", id="an agenda has no text under its points"),
    pytest.param(f"一、时间：3月5日\n二、地点\n三、内容\n{BODY}", id="a heading that says all"),
    pytest.param(f"一、修路\n（一）工期\n{BODY}\n二、架桥\n（一）工期\n{BODY}", id="the same heading below two others"),
    pytest.param("1、甲\n1.乙\n2.丙\n2、丁\n3、戊", id="two lists, two marks"),
    pytest.param("一、甲\n（1）乙\n（2）丙\n二、丁\n（1）戊\n（2）己", id="a level skipped throughout"),
    pytest.param("首先，要修路。第二，要架桥。再次，要通水。第四，要通电。", id="two sorts of ordinals"),
    pytest.param("第一，抓基础。首先，要修路。第二，抓提升。", id="首先 inside another list"),
    pytest.param("请填表（见附件4）。", id="attachments that came in other files"),
    pytest.param("请按《通知》附件4填报。\n附件：1.方案\n2.登记表", id="an attachment of another document"),
    pytest.param("面积见表3。\n表1 人口", id="too few captions to tell"),
    pytest.param("关于春耕的通知\n各乡镇要抓好春耕，县直有关部门。\n现通知如下。", id="a sentence below the title"),
    pytest.param("各乡镇、县直有关部门\n为抓好春耕，现通知如下。", id="no title"),
])
def test_stays_silent(text: str) -> None:
    assert found(text) == []


def test_lists_of_markdown_have_no_numbers() -> None:
    assert found("1. 甲\n2. 乙\n5. 丙\n\n| 1、甲 |\n|---|\n| 3、乙 |\n", "markdown") == []


def test_message_names_the_number_before() -> None:
    text = "一、总体要求\n加强领导。\n三、主要任务"
    [one] = findings(text)
    assert one.message == "“三、”之前没有“二、”：上一个同级序号在第1行“一、总体要求”"
    assert [text[span.start:span.end] for span, _ in one.related] == ["一、"]
    [english] = findings(text, lang="en")
    assert english.message.startswith("there is no “二、” before “三、”")


def test_a_lone_wrong_number_is_mended() -> None:
    text = "一、甲\n二、乙\n二、丙\n四、丁"
    assert fixed(text, findings(text)) == "一、甲\n二、乙\n三、丙\n四、丁"


@given(st.integers(1, 999))
def test_numbers_are_read_as_written(value: int) -> None:
    assert number(written(value, "一")) == value == number(written(value, "1"))


@given(st.integers(1, 30))
def test_numbers_in_order_are_no_fault(size: int) -> None:
    assert list(faults([Rung(n, n, Mark(n, n)) for n in range(1, size + 1)])) == []


@pytest.mark.parametrize(("values", "cases"), [
    pytest.param([1, 3], ["gap"], id="gap"),
    pytest.param([1, 2, 2, 3], ["twice"], id="twice, then on"),
    pytest.param([1, 2, 2, 4], ["twice"], id="twice, the next as if it were right"),
    pytest.param([1, 2, 8, 4], ["wrong"], id="one wrong"),
    pytest.param([1, 3, 2, 4], ["order"], id="changed places"),
    pytest.param([1, 2, 3, 2], ["back"], id="back"),
])
def test_faults(values: list[int], cases: list[str]) -> None:
    assert [fault.case for fault in faults([Rung(n, n, Mark(n, n)) for n in values])] == cases


@pytest.mark.parametrize(("text", "count"), [
    pytest.param("《甲方案》《乙方案》", 2, id="titles"),
    pytest.param("“一张网”、“一支队”", 2, id="quoted names"),
    pytest.param("道路提升、水质提升、绿化提升", 3, id="names"),
    pytest.param("自治区、直辖市", 0, id="too few to be sure"),
    pytest.param("区、市、县", 0, id="words of levels"),
    pytest.param("道路提升、水质提升、绿化提升等", 0, id="not complete"),
    pytest.param("道路提升、水质提升和绿化提升", 0, id="joined by a word"),
])
def test_what_brackets_list(text: str, count: int) -> None:
    assert items(text) == count


@pytest.mark.parametrize(("text", "right"), [
    pytest.param("（一）甲\n(二)乙\n（三）丙", "（一）甲\n（二）乙\n（三）丙", id="brackets like the others"),
    pytest.param("关于春耕的通知\n各乡镇、县直部门\n现通知如下。", "关于春耕的通知\n各乡镇、县直部门：\n现通知如下。",
                 id="a colon after the addressees"),
])
def test_forms_are_mended(text: str, right: str) -> None:
    assert fixed(text, findings(text)) == right
    assert findings(right) == ()


@pytest.mark.parametrize(("date", "right"), [
    pytest.param("2024年02月05日", "2024年2月5日", id="leading zeros"),
    pytest.param("二〇二四年二月五日", "2024年2月5日", id="Chinese numerals"),
    pytest.param("2024-12-15", "2024年12月15日", id="hyphens"),
    pytest.param("2024.2.5", "2024年2月5日", id="full stops"),
])
def test_dates_of_signing(date: str, right: str) -> None:
    advice = ruleset([rule for rule in RULES if rule.id == "structure/date-of-signing"])
    text = f"特此通知。\n×县人民政府\n{date}"
    assert fixed(text, lint(advice, parse(text, "plain"))) == f"特此通知。\n×县人民政府\n{right}"
