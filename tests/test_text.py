"""Positions: rows and columns, what the language server counts in, how wide a line looks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.text import Lines, Units, excerpt, length, width

TEXTS = st.lists(st.sampled_from([*"甲a𠀀é\n\r\u2028\x85\x0b\x0c\u0301", "\r\n"]), max_size=30).map("".join)

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def test_a_line_ends_at_newline_and_return_only() -> None:
    odd = "甲\u2028乙\x0c丙\x0b丁\x85\x1c戊"
    lines = Lines(f"{odd}\n己\r庚\r\n辛")
    assert [lines.line_text(row) for row in range(1, lines.count + 1)] == [odd, "己", "庚", "辛"]


@pytest.mark.parametrize("text, count", [("", 1), ("甲", 1), ("甲\n", 2), ("\n\r", 3), ("\r\n\r\n", 3)], ids=repr)
def test_there_is_one_line_more_than_line_ends(text: str, count: int) -> None:
    assert Lines(text).count == count


@given(TEXTS)
def test_offsets_and_positions_agree(text: str) -> None:
    lines = Lines(text)
    pieces = re.split(r"\r\n?|\n", text)
    assert [lines.line_text(row) for row in range(1, lines.count + 1)] == pieces
    for offset in range(len(text) + 1):
        row, column = lines.row_column(offset)
        assert lines.offset(row, column) == offset
        assert lines.starts[row - 1] + column - 1 == offset


@given(TEXTS, st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_protocol_positions_count_what_the_encoding_counts(text: str, units: Units) -> None:
    lines = Lines(text)
    for offset in range(len(text) + 1):
        line, character = lines.position(offset, units)
        before = text[lines.starts[line]:offset]
        assert character == len(before.encode(CODECS[units][0])) // CODECS[units][1]
        if offset - lines.starts[line] <= len(lines.line_text(line + 1)):
            assert lines.offset_at(line, character, units) == offset


@pytest.mark.parametrize("row, column, offset", [
    (0, 1, 0), (1, 0, 0), (1, 99, 2), (2, 99, 4), (99, 1, 3), (99, 99, 4),
])
def test_out_of_range_is_clamped(row: int, column: int, offset: int) -> None:
    assert Lines("甲\r\n乙").offset(row, column) == offset


def test_offsets_out_of_range_are_clamped() -> None:
    assert (Lines("甲\n乙").row_column(-5), Lines("甲\n乙").row_column(99)) == ((1, 1), (2, 2))


@pytest.mark.parametrize("line, character, units, offset", [
    pytest.param(0, 1, "utf-16", 0, id="inside-a-surrogate-pair"),
    pytest.param(0, 2, "utf-16", 1, id="after-it"),
    pytest.param(0, 3, "utf-8", 0, id="inside-four-bytes"),
    pytest.param(0, 99, "utf-16", 2, id="past-the-line"),
    pytest.param(1, 0, "utf-16", 4, id="next-line"),
    pytest.param(9, 0, "utf-16", 5, id="past-the-text"),
    pytest.param(0, 99, "utf-32", 2, id="code-points-past-the-line"),
])
def test_odd_protocol_positions(line: int, character: int, units: Units, offset: int) -> None:
    assert Lines("𠀀甲\r\n乙").offset_at(line, character, units) == offset


@pytest.mark.parametrize("text, units, size", [
    ("a𠀀甲", "utf-16", 4), ("a𠀀甲", "utf-8", 8), ("a𠀀甲", "utf-32", 3), ("abc", "utf-16", 3), ("\ud800", "utf-8", 3),
])
def test_lengths(text: str, units: Units, size: int) -> None:
    assert length(text, units) == size


@pytest.mark.parametrize("text, columns", [
    pytest.param("abc", 3, id="latin"),
    pytest.param("汉字，。", 8, id="wide"),
    pytest.param("“…—×”", 5, id="ambiguous-are-narrow-in-terminals"),
    pytest.param("e\u0301\u200b\ufeff", 1, id="combining-and-invisible"),
    pytest.param("ｱｶ", 2, id="half-width-kana"),
    pytest.param("𠀀", 2, id="rare-ideograph"),
    pytest.param("\u00ad", 1, id="soft-hyphen"),
])
def test_widths(text: str, columns: int) -> None:
    assert width(text) == columns


def test_ambiguous_width_is_a_choice() -> None:
    assert width("“汉”", ambiguous=2) == 6


LONG = "甲" * 60 + "错误" + "乙" * 60


@pytest.mark.parametrize("line, start, end, columns, text, before, under", [
    pytest.param("全县截止目前", 2, 4, 80, "全县截止目前", 4, 4, id="fits"),
    pytest.param(LONG, 60, 62, 14, "…甲甲错误乙乙…", 5, 4, id="cut-on-both-sides"),
    pytest.param(LONG, 0, 2, 14, "甲甲甲甲甲甲…", 0, 4, id="cut-on-the-right"),
    pytest.param(LONG, 120, 122, 14, "…乙乙乙乙乙乙", 9, 4, id="cut-on-the-left"),
    pytest.param(LONG, 0, 122, 14, "甲甲甲甲甲甲…", 0, 12, id="span-longer-than-the-line-shown"),
    pytest.param("a\tb\x1b[31m\u202e汉", 2, 3, 80, "a b\ufffd[31m\ufffd汉", 2, 1, id="controls-are-shown"),
    pytest.param("汉", 1, 1, 80, "汉", 2, 1, id="nothing-at-the-end"),
    pytest.param("", 0, 5, 80, "", 0, 1, id="empty"),
    pytest.param("　　甲", 2, 3, 80, "　　甲", 4, 2, id="wide-spaces-stay"),
])
def test_excerpts(line: str, start: int, end: int, columns: int, text: str, before: int, under: int) -> None:
    assert excerpt(line, start, end, columns) == (text, before, under)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(10, 40))
def test_excerpts_fit(line: str, start: int, size: int, columns: int) -> None:
    cut = excerpt(line, start, start + size, columns)
    assert width(cut.text) <= columns
    assert 0 <= cut.before <= width(cut.text) and cut.under >= 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", cut.text)
