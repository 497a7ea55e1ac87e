"""Wrong words are found and put right wherever they stand, and nowhere else."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from zflint.engine import lint, ruleset
from zflint.examples import run
from zflint.fix import fixed
from zflint.kinds.spelling import Spelling
from zflint.model import Example, Name, Options, Rule
from zflint.packs import read_packs
from zflint.parse import parse
from zflint.rules import configured, read_rows

FOLDER = Path(__file__).parent.parent / "rules"
RULES = read_packs([str(FOLDER / "typo.toml")], trusted=True)
READY = ruleset([rule for rule in RULES if rule.default])
LISTED = read_rows((FOLDER / "typo.tsv").read_text(encoding="utf-8"), "typo.tsv", "")
INPUT = read_rows((FOLDER / "typo-input.tsv").read_text(encoding="utf-8"), "typo-input.tsv", "")
PAIRS = read_rows((FOLDER / "typo-pairs.tsv").read_text(encoding="utf-8"), "typo-pairs.tsv", "")
SPELLING = [rule for rule in RULES if isinstance(rule.check, Spelling)]


def text_of(row: dict[str, str]) -> str:
    return row.get("example") or f"（{row.get('before', '')[:1]}{row['wrong']}{row.get('after', '')[:1]}）"


def corrected(text: str) -> str:
    return fixed(text, lint(READY, parse(text)))


def test_the_list_is_long_and_says_nothing_twice() -> None:
    words = [row["wrong"] for row in [*LISTED, *INPUT]]
    assert len(words) == len(set(words))
    assert len(words) >= 1800


def test_every_row_belongs_to_a_rule() -> None:
    kept = sum(len(rule.check.rows) for rule in SPELLING if rule.check.sort)  # type: ignore[attr-defined]
    assert kept == len(LISTED) + len(PAIRS)


@pytest.mark.parametrize("rule", SPELLING, ids=lambda rule: rule.id)
def test_every_row_is_found_once_and_its_right_form_never(rule: Rule) -> None:
    check, ready = rule.check, ruleset([rule])
    assert isinstance(check, Spelling)
    rows = [*check.rows, *({"wrong": wrong, "right": right} for wrong, right in check.swap.items())]
    wrong_ones = []
    for row in rows:
        text = text_of(dict(row))
        found = run(ready, Example(text), text)
        if not found or run(ready, Example(text), fixed(text, found)):
            wrong_ones.append(text)
    assert wrong_ones == []


def test_no_two_rules_say_the_same_of_a_row() -> None:
    told = [(text_of(row), [f.rule for f in lint(READY, parse(text_of(row)))]) for row in [*LISTED, *PAIRS]]
    doubled = [(text, rules) for text, rules in told
               if len({f.span for f in lint(READY, parse(text))}) < len(rules) or not rules]
    assert doubled == []


def test_each_listed_word_becomes_its_right_form() -> None:
    missed = [(text_of(row), corrected(text_of(row))) for row in LISTED
              if corrected(text_of(row)) != text_of(row).replace(row["wrong"], row["right"], 1)]
    assert missed == []


def test_guards_name_their_own_word() -> None:
    for row in [*LISTED, *INPUT, *PAIRS]:
        if row.get("guard"):
            found = re.search(row["guard"], text_of(row))
            assert found, row
            assert (found["at"] if "at" in found.re.groupindex else found[0]) or row["sort"] == "listed-order", row


@pytest.mark.parametrize(("text", "right"), [
    pytest.param("做为一名干部，截止目前已办结。", "作为一名干部，截至目前已办结。", id="two faults in a sentence"),
    pytest.param("坚持以人名为中心的发展思想。", "坚持以人民为中心的发展思想。", id="the longest form counts"),
    pytest.param("有的来自已完成的项目，自已的事要做好。", "有的来自已完成的项目，自己的事要做好。",
                 id="only where the context is certain"),
    pytest.param("“全面依法治国”不是“以法治国”，要坚持以法治国。",
                 "“全面依法治国”不是“以法治国”，要坚持依法治国。", id="a phrase that is discussed"),
    pytest.param("深刻领悟“两个确定”的决定性意义，拥护“两个确定”。",
                 "深刻领悟“两个确立”的决定性意义，拥护“两个确立”。", id="a set phrase in quotes, twice"),
    pytest.param("增强政治意识、核心意识、大局意识、看齐意识。",
                 "增强政治意识、大局意识、核心意识、看齐意识。", id="order of a list"),
])
def test_faults_are_put_right(text: str, right: str) -> None:
    assert corrected(text) == right


@pytest.mark.parametrize("text", [
    pytest.param("印发《关于布署春耕工作的通知》。", id="title of a document"),
    pytest.param("“布署通”上线一年，“布署通”用户过万。", id="quoted name that recurs"),
    pytest.param("来自已建成的项目，差异已经缩小。", id="across words: 自已, 异已"),
    pytest.param("统筹化解风险，颠覆行业认知，杜绝心存侥幸。", id="across words: 筹化, 覆行, 绝心"),
    pytest.param("习惯穿着朴素，习惯通过协商解决。", id="across words: 惯穿, 惯通"),
    pytest.param("敏感概念要讲清，东莞而今更繁荣。", id="across words: 感概, 莞而"),
    pytest.param("巴基斯坦护照，两尊守护神，三尺照壁。", id="across words: 坦护, 尊守"),
    pytest.param("三轮赢得比赛，丰盈得像画。", id="across words: 轮赢, 盈得"),
    pytest.param("我国藉此机会扩大开放，客户藉由平台下单。", id="across words: 国藉, 户藉"),
    pytest.param("幼儿园满意度调查，职能部分划转到局里。", id="across words: 园满, 职能部分"),
    pytest.param("安全生产产业园，推进高质量发展展览。", id="across words: doubled characters"),
    pytest.param("立刻服从安排，时刻服务群众。", id="across words: 刻服"),
    pytest.param("草原着火，一名着黑衣的男子。", id="across words: 原着, 名着"),
    pytest.param("练钢琴，奶粉未受影响，恋爱带来变化。", id="across words: 练钢, 粉未, 爱带"),
    pytest.param("报名截止2024年3月1日，数据截至时间为年底。", id="closing day"),
    pytest.param("制订方案，做出成绩，其它物品120平米。", id="advice is opt-in"),
    pytest.param("群众反应强烈，应急反应情况良好。", id="reaction"),
    pytest.param("法制审核、法制宣传、法制日报。", id="system of laws"),
    pytest.param("边防检查机关和体检查体人员。", id="inspection"),
    pytest.param("货物造成积压，拖拉机轻松驰骋，雨水浸透光面。", id="two words meet: 成积, 松驰"),
    pytest.param("民兵击退疫魔，稳稳托起幸福，一批露营地开放。", id="across words: 退疫, 稳托, 批露"),
    pytest.param("优化基层党组织设置，统筹发展和全面安排。", id="a set phrase that goes on"),
])
def test_right_words_are_left_alone(text: str) -> None:
    assert [f.message for f in lint(READY, parse(text))] == []


def test_where_two_words_meet_is_decided_by_both_sides() -> None:
    joints = ({"char": "成", "before": "造"}, {"char": "积", "before": "", "after": "水"})
    check = Spelling(swap={"成积": "成绩"}, joints=joints)
    rule = dataclasses.replace(SPELLING[0], check=check, yields=())
    told = {text: len(lint(ruleset([rule]), parse(text))) for text in
            ("造成积水", "造成积极", "取成积水", "造成积", "成积水", "成积")}
    assert told == {"造成积水": 0, "造成积极": 1, "取成积水": 1, "造成积": 1, "成积水": 1, "成积": 1}


@pytest.mark.parametrize(("text", "as_of", "times"), [
    pytest.param("纳入法制轨道。", "", 1, id="no date"),
    pytest.param("纳入法制轨道。", "2024-01-01", 1, id="after the change"),
    pytest.param("纳入法制轨道。", "1989-01-01", 0, id="before the change"),
    pytest.param("到1990年，各项工作都要纳入法制轨道。", "", 0, id="no date, but old years"),
    pytest.param("1990年以来有成绩，到2024年，都要纳入法制轨道。", "", 1, id="no date, old years and new ones"),
])
def test_forms_that_were_right_once(text: str, as_of: str, times: int) -> None:
    assert len(lint(READY, parse(text), Options(as_of=as_of))) == times


def test_declared_names_keep_their_spelling() -> None:
    options = Options(names=(Name("布署通", ("部署通",)),))
    rules = ruleset(configured(READY.rules, options))
    text = "用布署通布署工作。"
    assert [text[f.span.start:f.span.end] for f in lint(rules, parse(text), options)] == ["布署"]
    assert [f.span.start for f in lint(rules, parse(text), options)] == [4]


def test_a_name_in_quotes_that_stands_once_is_checked() -> None:
    assert corrected("“布署通”上线一年。") == "“部署通”上线一年。"


def test_a_spelling_check_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="没有一个词"):
        dataclasses.replace(Spelling(swap={"甲": "乙"}), swap={}, sort="none")
