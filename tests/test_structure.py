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
