"""What stands twice: found where it was pasted or typed twice, silent where the language doubles its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from zflint.engine import lint, ruleset
from zflint.fix import fixed
from zflint.model import Finding
from zflint.packs import read_packs
from zflint.parse import parse

FOLDER = Path(__file__).parent.parent / "rules"
RULES = ruleset(read_packs([str(FOLDER / "repetition.toml")], trusted=True))
FIRST = "各乡镇要逐村逐户开展走访，把邻里、婚姻、土地等方面的纠纷登记造册，做到底数清、情况明"
SECOND = "各村要发挥老党员、老干部和乡贤的作用，及时上门调解，努力把矛盾化解在萌芽状态"
ALTERED = "各村要充分发挥老党员、老干部和乡贤作用，及时上门做好调解，努力把矛盾化解在萌芽状态"
THIRD = "县委政法委将按月通报各地工作进展，对进度滞后的乡镇进行约谈，确保任务按期完成"

TITLE = "在全县政法工作会议上的讲话"


def findings(text: str, format: str = "plain") -> tuple[Finding, ...]:
    return lint(RULES, parse(text, format))


def test_every_listed_word_is_found_doubled_and_not_alone() -> None:
    words = (FOLDER / "repetition.tsv").read_text(encoding="utf-8").split()[1:]
    assert len(set(words)) == len(words)
    missed = [word for word in words if "repetition/word" not in {f.rule for f in findings(f"（{word}{word}）")}]
    noisy = [word for word in words if findings(f"（{word}）")]
    assert (missed, noisy) == ([], [])


def rules(text: str, format: str = "plain") -> list[str]:
    return [f.rule.removeprefix("repetition/") for f in findings(text, format)]


@pytest.mark.parametrize(("text", "right"), [
    pytest.param("要进一步进一步压实责任。", "要进一步压实责任。", id="word"),
    pytest.param("要进一步进一步进一步压实责任。", "要进一步压实责任。", id="word three times"),
    pytest.param("我县的的工作得到肯定。", "我县的工作得到肯定。", id="particle"),
    pytest.param("会议取得了了预期效果。", "会议取得了预期效果。", id="particle after a verb"),
    pytest.param("加强队伍建设建设，提升能力。", "加强队伍建设，提升能力。", id="noun"),
    pytest.param("要统一思想，凝聚共识，凝聚共识，狠抓落实。", "要统一思想，凝聚共识，狠抓落实。", id="clause"),
    pytest.param("法院、公安局、检察院、公安局、司法局。", "法院、公安局、检察院、司法局。", id="list member"),
])
def test_what_stands_twice_is_written_once(text: str, right: str) -> None:
    found = findings(text)
    assert len(found) == 1 and fixed(text, found) == right


@pytest.mark.parametrize("text", [
    pytest.param("人人参与、天天排查，渐渐形成了良好氛围。", id="doubled syllables"),
    pytest.param("一步一步推进，一个一个化解，点点滴滴见成效。", id="one by one"),
    pytest.param("大家商量商量，再研究研究。", id="verbs doubled in speech"),
    pytest.param("人民民主专政，发展展望，学生生活，议事会会议议程。", id="words that meet"),
    pytest.param("娜娜、媛媛和圆圆参加了活动，台下哈哈哈笑成一片。", id="names and laughter"),
    pytest.param("为了了解实情，他在在建项目里住了三天。", id="particle beside a word that begins with it"),
    pytest.param("合同目的的实现，标的的交付，都要有据可查。", id="particle beside a word that ends with it"),
    pytest.param("等等，诸如此类，等等。", id="etcetera"),
    pytest.param("关心群众的学习、工作和工作环境。", id="member that begins another word"),
    pytest.param("促进村和村、乡镇和乡镇，城市和城市的交流。", id="pairs"),
    pytest.param("途经火车站、解放大道、人民西路、建设南路、人民西路、解放大道、汽车站。", id="there and back"),
])
def test_what_the_language_doubles_is_silent(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param(f"{FIRST}。\n{SECOND}。\n{FIRST}。", ["passage"], id="paragraph"),
    pytest.param(f"{FIRST}。\n{SECOND}。\n{THIRD}。\n{FIRST}。\n{SECOND}。", ["passage"], id="run of paragraphs"),
    pytest.param(f"{FIRST}。{SECOND}。\n{THIRD}。{FIRST}。\n", ["passage"], id="sentence"),
    pytest.param(f"{FIRST}，{SECOND}。\n{THIRD}。\n{FIRST}，{ALTERED}。", ["passage"], id="paragraph with other words"),
    pytest.param("各乡镇要主动配合，逐项销号。\n" * 2, ["passage"], id="short paragraph right below itself"),
    pytest.param(f"{FIRST}。{SECOND}。\n{FIRST}。{SECOND}。{THIRD}。\n", ["passage"] * 2, id="paragraph with one more"),
])
def test_pasted_passages_are_found(text: str, expected: list[str]) -> None:
    assert rules(text) == expected


def test_a_run_of_paragraphs_is_one_finding_that_names_its_length() -> None:
    text = f"{FIRST}。\n{SECOND}。\n{THIRD}。\n{FIRST}。\n{SECOND}。"
    (found,) = findings(text)
    assert "连续2段" in found.message
    assert text[found.span.start:found.span.end] == f"{FIRST}。\n{SECOND}。"
    assert [text[span.start:span.end] for span, _ in found.related] == [f"{FIRST}。"]


@pytest.mark.parametrize("format", ["plain", "markdown"])
def test_manuals_may_repeat_a_sentence_but_not_a_paragraph(format: str) -> None:
    sentences = f"{FIRST}。{SECOND}。\n\n{THIRD}。{FIRST}。\n"
    assert rules(sentences, format) == (["passage"] if format == "plain" else [])
    assert rules(f"{FIRST}。{SECOND}。\n\n{THIRD}。\n\n{FIRST}。{SECOND}。\n", format) == ["passage"]


@pytest.mark.parametrize("text", [
    pytest.param("目标任务不变。\n目标任务不变。", id="short lines"),
    pytest.param("“你们都到齐了吗？到齐了。”\n" * 2, id="what is said twice"),
    pytest.param("各乡镇要主动配合，逐项销号。\n推进。\n各乡镇要主动配合，逐项销号。", id="short paragraphs apart"),
    pytest.param("\n".join(f"{FIRST}，{SECOND}，发案下降{n}个百分点。" for n in (3, 5, 8)), id="other figures"),
    pytest.param("\n".join(f"{FIRST}，{place}{SECOND}。" for place in (THIRD, SECOND)),
                 id="another matter in the same words"),
    pytest.param("牵头单位：县委政法委、县公安局、县司法局、县信访局、县民政局、各乡镇\n" * 2, id="who is responsible"),
    pytest.param("第一条　依法制定本办法。\n第二条　各单位应当遵守。\n" + f"{FIRST}。\n" * 2, id="statute"),
    pytest.param("本院认为，事实清楚。\n" + f"{FIRST}。{SECOND}。\n{THIRD}。{FIRST}。", id="report of a case"),
])
def test_what_may_stand_twice_is_silent(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param(f"{TITLE}\n\n{TITLE}\n同志们：\n", ["title"], id="below itself"),
    pytest.param(f"{TITLE}\n同志们：\n会议开始。\n{TITLE}\n", ["title"], id="at the end"),
    pytest.param(f"{TITLE}\n同志们：\n会议开始。\n", [], id="once"),
    pytest.param("工作总结\n各乡镇：\n工作总结\n", [], id="too short to tell"),
])
def test_titles_stand_once(text: str, expected: list[str]) -> None:
    assert rules(text) == expected
