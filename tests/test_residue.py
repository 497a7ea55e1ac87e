"""Leftovers of web pages, chats and PDFs: every row of the tables, what a deletion leaves, and what stays silent."""

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zflint.engine import lint, ruleset
from zflint.examples import run, unmarked
from zflint.fix import fixed
from zflint.kinds.deletion import whole_lines
from zflint.kinds.markup import Markup
from zflint.kinds.residue import TRIM, Residue
from zflint.model import Finding, Options, Rule
from zflint.packs import builtin_folder, read_pack
from zflint.parse import parse

FOLDER = Path(builtin_folder())
RULES = {rule.id: rule for rule in read_pack(str(FOLDER / "residue.toml"), trusted=True)}
READY = ruleset([*RULES.values()])
TABLES = {rule.id: rule.check for rule in RULES.values() if isinstance(rule.check, Residue)}
ROWS = [(name, row) for name, check in TABLES.items() for row in check.lines]
BODY = ("同志们：\n今天召开全镇春耕生产会，主要任务是总结去年的工作，分析当前的形势，"
        "安排部署今年春耕生产的各项任务，动员全镇上下抓好落实。")
MARKUP = [
    pytest.param(rule, i, id=f"{rule.id}-{i}")
    for rule in RULES.values() if isinstance(rule.check, Markup) for i in range(len(rule.check.pieces))
]


def findings(text: str, format: str = "plain", lang: str = "zh") -> tuple[Finding, ...]:
    return lint(READY, parse(text, format), Options(lang=lang))


def found(text: str, format: str = "plain") -> list[tuple[str, str]]:
    return [(f.rule, text[f.span.start:f.span.end]) for f in findings(text, format)]


def mended(text: str) -> str:
    return fixed(text, findings(text))


@pytest.mark.parametrize(("name", "row"), [
    pytest.param(name, row, id=f"{name}-{row['sample']}") for name, row in ROWS if row.get("line")
])
def test_each_regex_fits_its_sample(name: str, row: dict[str, str]) -> None:
    sample = row["sample"]
    assert any(needle in sample for needle in row["needle"].split("|"))
    assert any(re.fullmatch(row["line"], form) for form in (sample.strip(TRIM), sample.strip()))


@pytest.mark.parametrize("name", TABLES)
def test_words_stand_once_and_can_be_met(name: str) -> None:
    words = [w for row in TABLES[name].lines if not row.get("line") for w in row["needle"].split("|")]
    assert [w for w in sorted(set(words)) if words.count(w) > 1] == []
    assert [w for w in words if w != w.strip(TRIM)] == []


@pytest.mark.parametrize("name", TABLES)
def test_rows_say_what_messages_can_name(name: str) -> None:
    check = TABLES[name]
    assert {row["what"] for row in check.lines} <= {*check.names, ""}
    assert set(check.names) == set(check.names_en)
    ranks = {"strong", "head", "tail", "last", "alone", "opens", "weak", "faint", "menu"}
    assert {rank for row in check.lines for rank in row["rank"].split()} <= ranks


@pytest.mark.parametrize(("rule", "i"), MARKUP)
def test_each_piece_of_markup_is_held_by_an_example(rule: Rule, i: int) -> None:
    assert isinstance(rule.check, Markup)
    pieces = rule.check.pieces[:i] + rule.check.pieces[i + 1:]
    weaker = ruleset([dataclasses.replace(rule, check=dataclasses.replace(rule.check, pieces=pieces))])
    full = ruleset([rule])
    assert any(run(weaker, one, text) != run(full, one, text) for one in rule.bad for text in [unmarked(one.text)[0]])


@pytest.mark.parametrize(("text", "left"), [
    pytest.param(f"{BODY}\n\n查看更多>>\n\n二维码\n", f"{BODY}\n", id="at the end"),
    pytest.param(f"{BODY}\n查看更多>>", BODY, id="at the end without a line end"),
    pytest.param(f"返回首页\n打印本页\n\n{BODY}\n", f"{BODY}\n", id="at the beginning"),
    pytest.param(f"{BODY}\n查看更多>>\n\n会议结束。", f"{BODY}\n\n会议结束。", id="the wider gap below stays"),
    pytest.param(f"{BODY}\n\n查看更多>>\n会议结束。", f"{BODY}\n\n会议结束。", id="the wider gap above stays"),
    pytest.param(f"{BODY}\n\n查看更多>>\n\n会议结束。", f"{BODY}\n\n会议结束。", id="one of two equal gaps stays"),
    pytest.param(f"{BODY}\r\n\r\n— 3 —\r\n\r\n会议结束。\r\n", f"{BODY}\r\n\r\n会议结束。\r\n", id="carriage returns"),
    pytest.param("查看更多>>", "", id="nothing else"),
    pytest.param(f"{BODY}\n# zflint-disable-line residue/emoji\n查看更多>>\n会议结束。",
                 f"{BODY}\n# zflint-disable-line residue/emoji\n会议结束。", id="a suppression comment above stays"),
    pytest.param("<p>同志们，<b>大家</b>好！</p>", "同志们，大家好！", id="several tags in one paragraph"),
])
def test_what_a_deletion_leaves(text: str, left: str) -> None:
    assert mended(text) == left


def test_comments_between_leftovers_are_spared() -> None:
    text = f"{BODY}\n查看更多>>\n# zflint-disable-next-line residue/emoji\n二维码\n"
    places = parse(text).places
    edits = whole_lines(places, len(places) - 2, len(places) - 1)
    for edit in sorted(edits, reverse=True):
        text = text[:edit.start] + edit.content + text[edit.end:]
    assert text == f"{BODY}\n# zflint-disable-next-line residue/emoji\n\n"


PAGE = (
    f"在全镇春耕生产会上的讲话 (本页约1200+字)\n2024-03-02 07:10:05 36\n\n{BODY}\n\n"
    "喜欢作者\n请选择打赏类型\n¥8.88\n\n分享:\n\n关于本文\n\n链接地址:https://www.example.com/75.html\n\n"
    "相关内容\n    热门推荐\n    • 本周热门\n    二维码\n\n    联系客服"
)


def test_a_page_is_a_note_a_line_and_a_block() -> None:
    notes, stamp, block = findings(PAGE)
    assert (notes.rule, PAGE[notes.span.start:notes.span.end]) == ("residue/site-note", " (本页约1200+字)")
    assert PAGE[stamp.span.start:stamp.span.end] == "2024-03-02 07:10:05 36"
    assert PAGE[block.span.start:block.span.end].startswith("喜欢作者") and block.span.end == len(PAGE)
    assert "打赏" in block.message and "共11行" in block.message
    assert mended(PAGE) == f"在全镇春耕生产会上的讲话\n\n{BODY}"


def test_messages_in_english() -> None:
    assert [f.message for f in findings(f"{BODY}\n查看更多>>\n分享", lang="en")] == [
        "left over from a web page (navigation, sharing): 2 lines from “查看更多>>” on should go"]


@pytest.mark.parametrize(("text", "block"), [
    pytest.param(f"{BODY}\n热门推荐\n防汛讲话\n述职报告\n", "热门推荐\n防汛讲话\n述职报告", id="titles to the end"),
    pytest.param(f"{BODY}\n热门推荐\n述职报告\n{BODY}", "热门推荐", id="text follows: the line alone"),
    pytest.param(f"{BODY}\n推荐阅读\n述职报告\n", "推荐阅读\n述职报告", id="a heading that opens a list of titles"),
    pytest.param(f"{BODY}\n（责任编辑：王某某）", "（责任编辑：王某某）", id="an editor at the very end"),
    pytest.param(f"{BODY}\n阅读 12\n分享到：微信 微博", "阅读 12\n分享到：微信 微博", id="weak beside strong"),
    pytest.param(f"{BODY}\n收藏\n12\n复制链接", "收藏\n12\n复制链接", id="a number between"),
    pytest.param(f"{BODY}\n来源：某某\n阅读 12\n收藏", "来源：某某\n阅读 12\n收藏", id="three weak ones at the end"),
    pytest.param(f"在全镇春耕生产会上的讲话\n2024-01-04 35\n{BODY}", "2024-01-04 35", id="a date and hits"),
    pytest.param(f"{BODY}\n仅展示602字，全文共2973字", "仅展示602字，全文共2973字", id="how much is shown"),
    pytest.param(f"您是新来的客人【点此注册】查看文章\n{BODY}", "您是新来的客人【点此注册】查看文章", id="a guest"),
    pytest.param(f"时间：2023-05-07 17:15:05 公文范文 来源：网友投稿\n{BODY}",
                 "时间：2023-05-07 17:15:05 公文范文 来源：网友投稿", id="a time, a column and a source"),
])
def test_blocks_found(text: str, block: str) -> None:
    assert found(text) == [("residue/web-page", block)]


@pytest.mark.parametrize("text", [
    pytest.param(f"{BODY}\n推荐阅读\n{BODY}", id="text follows a heading"),
    pytest.param("推荐阅读\n《三农手册》\n《农技问答》", id="no text before a list of titles"),
    pytest.param(f"{BODY}\n（责任编辑：王某某）\n共印30份", id="an editor before the imprint"),
    pytest.param(f"{BODY}\n来源：统计局\n阅读 12\n收藏\n{BODY}", id="three weak ones in the middle"),
    pytest.param(f"{BODY}\n来源：统计局\n出处：年鉴\n来源：公报", id="three of a kind at the end"),
    pytest.param(f"{BODY}\n二维码", id="a weak one alone"),
    pytest.param(f"逐日雨量\n2024-01-04 35\n2024-01-05 12\n2024-01-06 20\n{BODY}", id="a table of dates and figures"),
    pytest.param(f"{BODY}\n某某集团官网www.example.com", id="the address of an office's own site"),
    pytest.param(f"春耕讲话全文共2973字，请各村认真学习。\n{BODY}", id="the length of a text, said in it"),
    pytest.param(f"{BODY}\n{'查看更多' * 80}", id="a line too long to be a leftover"),
    pytest.param(f"{BODY}\n{BODY}\n2024-03-02 07:10:05 36\n{BODY}\n{BODY}", id="a time stamp in the middle"),
])
def test_stays_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("text", "block"), [
    pytest.param(f"{BODY}\n\n查看更多>>", [], id="one line is the author's own"),
    pytest.param("# 讲话\n\n## 相关阅读\n\n- 甲\n- 乙\n", [], id="a list of titles is the author's own"),
    pytest.param("**重点**：<br>&nbsp;✅[1]\n", [], id="markup is at home"),
    pytest.param(f"{BODY}\n\n上一页 1 2 下一页\n打印本页\n", ["上一页 1 2 下一页\n打印本页"], id="two lines together"),
])
def test_markdown(text: str, block: list[str]) -> None:
    assert [words for _, words in found(text, "markdown")] == block
    assert all(f.fix is None for f in findings(text, "markdown"))


def test_markup_everywhere_is_one_finding() -> None:
    text = "\n".join(f"<p>第{i}段。</p>" for i in range(1, 31))
    one, = findings(text)
    assert one.fix and len(one.fix.edits) == 60 and len(one.related) == 29 and "30处" in one.message
    assert mended(text) == "\n".join(f"第{i}段。" for i in range(1, 31))


LINE = st.sampled_from([
    "会议结束。", "要抓好落实。", "", "\u00a0", "一、总体情况", "来源：统计局", "二维码", "分享", "¥8.88",
    "查看更多>>", "下一篇：没有了", "— 3 —", "热门推荐", "推荐阅读", "22", "（责任编辑：王某某）",
    "希望以上内容对您有帮助！", "# zflint-disable-line residue", BODY,
])
TEXT = frozenset(["会议结束。", "要抓好落实。", *BODY.split("\n"), "# zflint-disable-line residue"])


@settings(deadline=None)
@given(st.lists(LINE, max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_fixing_ends_and_spares_the_text(lines: list[str], end: str) -> None:
    text = end.join(lines).replace("\r\n", "\n").replace("\n", end)
    before = [line for line in text.split(end) if line in TEXT]
    for _ in range(5):
        if (after := mended(text)) == text:
            break
        text = after
    assert [f for f in findings(text) if f.fix] == []
    opened = any(line in ("热门推荐", "推荐阅读", "下一篇：没有了") for line in lines)
    assert opened or [line for line in text.split(end) if line in TEXT] == before
