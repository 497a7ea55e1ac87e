"""What the reports print for given findings."""

import json
import re
from itertools import pairwise

import pytest

from zflint.messages import use
from zflint.model import Edit, Finding, Fix, Rule, Span
from zflint.parse import parse
from zflint.report import REPORTS, Checked, Look, checked, report, url
from zflint.text import width

LINE = "很长的一段话，" * 30 + "这里错了" + "，后面还有很多字" * 30
TEXT = f"标题\n　　𠮷安县“全区”上下，𠮷安县全区。\r\n{LINE}\n"


def spans(*words: str) -> list[Span]:
    return [Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]


SHORT, LONG = spans("全区", "这里错了")
FINDINGS = [
    Finding(SHORT, "t/unit", "error", "“全区”应为“全县”",
            Fix((Edit(*SHORT, "全县"),), "unsafe", "改为“全县”"), ((LONG, "另一处"), (Span(0, 2), "标题\u200b里"))),
    Finding(LONG, "t/long", "info", "一\n行\x1b[31m"),
    Finding(LONG, "t/long", "info", "又一个"),
]
FILE = checked("a\x07.txt", TEXT, FINDINGS, "utf-8")
NONE = Checked("b.txt", (), {}, error="b.txt：读不了")


def printed(format: str, color: bool = False, columns: int = 80) -> str:
    return "".join(report(format)([FILE, NONE], Look(columns, color, RULES)))


def rule(name: str) -> Rule:
    return Rule(name, "words", "error", None, {}, {}, why="原因在此。", why_en="Because.")  # type: ignore[arg-type]


RULES = {name: rule(name) for name in ("t/unit", "t/long")}


def test_concise_is_one_safe_line_a_finding() -> None:
    assert printed("concise").splitlines() == [
        "a<U+0007>.txt:2:7: error t/unit “全区”应为“全县”",
        "a<U+0007>.txt:3:211: info t/long 一 行<U+001B>[31m",
        "a<U+0007>.txt:3:211: info t/long 又一个",
    ]


def test_full() -> None:
    assert printed("full").split("\n\n")[0].splitlines() == [
        "a<U+0007>.txt:2:7 错误 t/unit",
        "       | “全区”应为“全县”",
        "     2 | 　　𠮷安县“全区”上下，𠮷安县全区。",
        "       |            ^^^^",
        "       | 另一处 3:211",
        "     3 | …，很长的一段话，很长的一段话，这里错了，后面还有很多字，后面还有很多…",
        "       |                                --------",
        "       | 标题<U+200B>里 1:1",
        "     1 | 标题",
        "       | ----",
        "       | 修改（需人工确认）：改为“全县”",
        "       | 原因：原因在此。",
    ]


def test_full_says_the_reason_once_a_rule() -> None:
    assert printed("full").count("原因：") == 2


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_full_fits_the_terminal_and_marks_the_place(columns: int) -> None:
    lines = printed("full", columns=columns).splitlines()
    for above, below in pairwise(lines):
        if re.fullmatch(r" +\| +[-^]+", below) and re.match(r" *\d+ \|", above):
            assert max(width(above), width(below)) <= columns
            start, size = below.index("|") + 2, len(below)
            marked = [c for c, at in columns_of(above) if len(below.rstrip("-^")) <= at < size and at >= start]
            assert "".join(marked) in ("全区", "这里错了", "标题")


def columns_of(line: str) -> list[tuple[str, int]]:
    """Each character with the column where it begins."""
    return [(char, width(line[:i])) for i, char in enumerate(line)]


def test_colours_change_nothing_but_colours() -> None:
    for format in ("concise", "full"):
        assert re.sub(r"\x1b\[[\d;]*m", "", printed(format, color=True)) == printed(format)


def test_a_span_of_several_lines_shows_the_first() -> None:
    file = checked("a.txt", "甲乙\n丙丁", [Finding(Span(1, 4), "t/x", "error", "m")], "utf-8")
    lines = "".join(report("full")([file], Look(80, False, {}))).splitlines()
    assert lines[2:4] == ["     1 | 甲乙", "       |   ^^"]


def test_many_other_places_are_counted() -> None:
    others = tuple((Span(i, i + 1), "另见") for i in range(6))
    file = checked("a.txt", "甲乙丙丁戊己\n庚", [Finding(Span(7, 8), "t/x", "error", "m", None, others)], "utf-8")
    text = "".join(report("full")([file], Look(80, False, {})))
    assert text.count("另见") == 3 and "还有 3 处：1:4、1:5、1:6" in text


def test_json_and_json_lines_hold_the_same() -> None:
    whole = json.loads(printed("json"))
    assert whole == [json.loads(line) for line in printed("json-lines").splitlines()]
    assert [one["code"] for one in whole] == ["t/unit", "t/long", "t/long"]
    assert whole[0]["location"] == {"row": 2, "column": 7} and whole[0]["url"] == url("t/unit")
    assert whole[0]["related"][0]["location"] == {"row": 3, "column": 211}


def test_nothing_found_is_an_empty_array() -> None:
    assert "".join(report("json")([NONE], Look(80, False, {}))) == "[]\n"


def test_english(monkeypatch: pytest.MonkeyPatch) -> None:
    use("en")
    try:
        assert "why: Because." in printed("full") and "fix (needs a look)" in printed("full")
    finally:
        use("zh")


@pytest.mark.parametrize("format", REPORTS)
def test_every_report_survives_odd_texts(format: str) -> None:
    text = "\ufeff\t\x00甲\u2028乙\u202e\u0301丙\n\r\r\n"
    found = [Finding(Span(a, b), "t/x", "error", text) for a in range(len(text) + 1) for b in range(a, len(text) + 1)]
    for columns in (40, 80):
        assert "".join(report(format)([checked("a", text, found, "utf-8")], Look(columns, False, {})))
    assert parse(text)
