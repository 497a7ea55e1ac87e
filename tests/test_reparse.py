"""Reparse: whatever was edited before, the document is that of a fresh parse; and little of it is read again."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zflint.parse import parse
from zflint.parse.again import Reparse

PARTS = (
    "# 关于工作的报告", "## 一、总体要求", "各单位要抓好落实。\n按时完成。", "- 甲\n- 乙\n\n  丙", "1. 甲\n2. 乙",
    "> 引文\n> 第二行\n懒行", "```\n代码 XX\n```", "    缩进代码", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |",
    "<div>\n内容\n</div>", "标题\n====", "甲\n---", "***", "<!-- zflint-disable-next-line typo -->",
    "见[链接](http://a.b)和`代码`。", "<!--\n注释\n-->", "- 甲\n  - 乙\n    - 丙",
)
PIECES = (
    *PARTS, "\n", "\n\n", "\r\n", "\r", "`", "```", "~~~\n", "> ", "- ", "    ", "|", "---", "===", "<", "<!--", "-->",
    "#", "[甲]: /a\n", "[甲]", "\u2028", "甲", "\0", "---\n", "1. ",
)
EDITS = st.lists(
    st.tuples(st.integers(0, 2000), st.sampled_from([0, 0, 1, 2, 5, 40]), st.sampled_from(PIECES)), max_size=10)


def draft(seed: int, parts: int) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(PARTS) + rng.choice(["\n\n", "\n\n", "\n"]) for _ in range(parts))


@given(EDITS, st.integers(0, 200), st.sampled_from(["", "---\ndate: 2024-03-01\n---\n", "---\n甲\n"]))
@settings(max_examples=100, deadline=None)
def test_same_as_a_fresh_parse(edits: list[tuple[int, int, str]], seed: int, front: str) -> None:
    known, text = Reparse(), front + draft(seed, 30)
    assert known.parse(text, "markdown") == parse(text, "markdown")
    for at, length, piece in edits:
        at %= len(text) + 1
        text = text[:at] + piece + text[at + length:]
        assert known.parse(text, "markdown") == parse(text, "markdown")


@pytest.mark.slow
def test_many_more_edits() -> None:
    rng = random.Random(2)
    for seed in range(25):
        known, text = Reparse(), draft(seed, 40)
        for _ in range(60):
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice(PIECES) + text[at + rng.choice([0, 0, 1, 2, 9, 60]):]
            assert known.parse(text, "markdown") == parse(text, "markdown")


def test_an_edit_reads_little(monkeypatch: pytest.MonkeyPatch) -> None:
    from zflint.parse.markdown import Reader

    read: list[int] = []
    init = Reader.__init__

    def noted(self: Reader, *args: object, **named: object) -> None:
        init(self, *args, **named)  # type: ignore[arg-type]
        read.append(self.end - self.start)

    monkeypatch.setattr(Reader, "__init__", noted)
    text = "".join(f"第{n}段，各单位要抓好落实。\n\n" for n in range(500))
    known = Reparse()
    known.parse(text, "markdown")
    known.parse(text.replace("第250段", "第二百五十段"), "markdown")
    assert read[0] == len(text) and sum(read[1:]) < len(text) / 20


def test_another_format() -> None:
    known = Reparse()
    for format in ("markdown", "plain", "markdown"):
        assert known.parse("# 甲\n\n乙\n", format) == parse("# 甲\n\n乙\n", format)
