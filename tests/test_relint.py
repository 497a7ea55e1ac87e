"""Relint: whatever was edited before, the findings are those of a fresh lint; and it does not do everything again."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zflint.check import prepared
from zflint.config import Selection
from zflint.engine import Ruleset, lint
from zflint.model import Document, Options
from zflint.parse import parse
from zflint.relint import Relint, changed

SENTENCES = (
    "关于全县安全生产工作情况的报告", "一、工作回顾", "（一）强化领导", "1.健全制度。", "二、存在的问题",
    "四、下一步打算", "2023年，全县完成投资12亿元，我县共排查隐患12处。", "全区上下要高度重视，我市要抓好落实。",
    "截止目前，各乡镇已完成任务。",
    "县委、县政府高度重视“三农“工作，重点抓好以下三个方面工作：", "一是加强领导。二是明确责任。四是严肃纪律。",
    "XX县XX局要按照要求抓好落实，联系人：张某某。", "会议传达学习了党的二十大精神，部署安全生产工作。", "2024年2月30日",
    "要坚持问题导向,切实抓好整改;确保按期完成.", "（此件公开发布）", "青石县人民政府", "点击查看更多内容", "上一篇：无",
    "为深入贯彻落实上级决策部署，进一步加强全县安全生产工作，结合我县实际，制定本方案。", "《关于加强管理的通知",
    "# zflint-disable-next-line typo", "<!-- zflint-disable-file placeholder -->", "# zflint-as-of 2019-05-01", "",
)
MARKS = ("\n", "\n\n", "\r\n", "\r", "，", "“", "县", "二〇二三年", "\u2028", "\x85", "\x0b", "\U00020000", "😀")
PIECES = (*SENTENCES, *MARKS)
ALL = Selection(select=("ALL",))


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    return prepared(ALL)


def draft(rng: random.Random, lines: int) -> str:
    return "\n".join(rng.choice(SENTENCES) for _ in range(lines))


def edited(text: str, at: int, length: int, piece: str) -> str:
    at = at % (len(text) + 1)
    return text[:at] + piece + text[at + length:]


EDITS = st.lists(
    st.tuples(st.integers(0, 4000), st.sampled_from([0, 0, 1, 2, 9, 60]), st.sampled_from(PIECES)), max_size=12)


@given(EDITS, st.integers(0, 50), st.sampled_from(["plain", "markdown"]))
@settings(max_examples=60, deadline=None)
def test_same_as_a_fresh_lint(rules: Ruleset, edits: list[tuple[int, int, str]], seed: int, format: str) -> None:
    text = draft(random.Random(seed), 25)
    known = Relint(rules)
    history = [text]
    for at, length, piece in edits:
        text = history[at % len(history)] if at % 5 == 4 else edited(text, at, length, piece)
        history.append(text)
        document = parse(text, format)
        assert known.lint(document) == lint(rules, document)


def test_options_count(rules: Ruleset) -> None:
    options = Options(as_of="2019-01-01", own_unit="市", lang="en")
    document = parse(draft(random.Random(3), 40))
    assert Relint(rules, options).lint(document) == lint(rules, document, options)


def test_an_edit_scans_one_block(rules: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    import zflint.relint

    text = "\n".join(f"第{n}次会议研究了工作，形成了{n}条意见。" for n in range(300))
    known, scanned, scan = Relint(rules), [], zflint.relint.scan_block
    known.lint(parse(text))
    monkeypatch.setattr(zflint.relint, "scan_block", lambda all, block: scanned.append(block) or scan(all, block))
    known.lint(parse(text.replace("第150次", "第一百五十次")))
    assert len(scanned) == 1


def test_work_that_is_left_is_not_lost(rules: Ruleset) -> None:
    rng = random.Random(5)
    known, text = Relint(rules), draft(rng, 60)
    for _ in range(40):
        text = edited(text, rng.randrange(4000), rng.choice([0, 1, 30]), rng.choice(PIECES))
        steps: Iterator[None] = known.steps(parse(text))
        for _ in zip(range(rng.randrange(80)), steps, strict=False):
            pass
    assert known.lint(parse(text)) == lint(rules, parse(text))


@pytest.mark.parametrize(("old", "new", "expected"), [
    pytest.param("甲。\n乙。\n丙。", "甲。\n乙乙。\n丙。", (1, 2, 2, 1), id="one block changed"),
    pytest.param("甲。\n乙。", "甲。\n乙。", (2, 2, 2, 0), id="nothing changed"),
    pytest.param("甲。\n乙。", "甲。\n丁。\n乙。", (1, 1, 2, 3), id="a block more"),
    pytest.param("甲。\n丁。\n乙。", "甲。\n乙。", (1, 2, 1, -3), id="a block less"),
    pytest.param("甲。\n乙。\n丙。", "甲。\n\n乙。\n丙。", (1, 1, 1, 1), id="a blank line more"),
    pytest.param("", "甲。", (0, 0, 1, 0), id="from nothing"),
])
def test_changed(old: str, new: str, expected: tuple[int, ...]) -> None:
    def bare(text: str) -> Document:
        return parse(text)

    assert changed(bare(old), bare(new)) == expected
