"""Dates that cannot be, weekdays, ranges, deadlines, jubilees and sums: found where wrong, silent where right."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.engine import lint, ruleset
from zflint.fix import fixed
from zflint.kinds.calendar import DAYS
from zflint.model import Finding, Options
from zflint.packs import read_packs
from zflint.parse import parse

FOLDER = Path(__file__).parent.parent / "rules"
RULES = ruleset([rule for rule in read_packs([str(FOLDER / "date.toml")], trusted=True) if rule.default])


def findings(text: str, as_of: str = "") -> tuple[Finding, ...]:
    return lint(RULES, parse(text, "plain"), Options(as_of=as_of))


def rules(text: str, as_of: str = "") -> list[str]:
    return [f.rule.removeprefix("date/") for f in findings(text, as_of)]


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_days_that_exist_are_silent(day: date) -> None:
    weekday = DAYS[day.isoweekday()]
    said = f"{day.month}月{day.day}日"
    assert rules(f"会议于{day.year}年{said}（星期{weekday}）召开，{said}散会。") == []
    assert rules(f"报到时间：{day.isoformat()}。") == []


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.integers(1, 6))
def test_every_other_weekday_is_found_and_mended(day: date, off: int) -> None:
    wrong, right = DAYS[(day + timedelta(off)).isoweekday()], DAYS[day.isoweekday()]
    text = "会议于{}年{}月{}日（星期{}）召开。"
    said = text.format(day.year, day.month, day.day, wrong)
    assert rules(said) == ["weekday"]
    assert fixed(said, findings(said)) == text.format(day.year, day.month, day.day, right)


@given(st.integers(1, 12), st.integers(1, 40), st.sampled_from([2023, 2024]))
def test_days_that_no_year_has_are_found(month: int, day: int, year: int) -> None:
    try:
        date(year, month, day)
        expected = []
    except ValueError:
        expected = ["impossible"]
    assert rules(f"会议于{year}年{month}月{day}日召开。") == expected


@pytest.mark.parametrize(("text", "as_of", "expected"), [
    pytest.param("2月29日前报送。", "", [], id="29 February of an unknown year"),
    pytest.param("1900年2月29日出生。", "", ["impossible"], id="29 February of a century"),
    pytest.param("定于3月12日（星期一）召开。", "2024-03", ["weekday"], id="weekday in a document of that month"),
    pytest.param("定于3月12日（星期一）召开。", "2024", [], id="weekday in a document of some month"),
    pytest.param("定于3月12日（星期一）召开。", "", [], id="weekday in no known year"),
    pytest.param("2018年2020年均获表彰。", "", [], id="years side by side"),
    pytest.param("2020-2018年，案件下降。", "", ["backwards"], id="years with a hyphen"),
    pytest.param("9月25日至10月3日值班。", "", [], id="range over the end of a month"),
    pytest.param("务必于2023年3月底前完成。", "2024-02", ["deadline"], id="deadline of last year"),
    pytest.param("务必于2024年2月10日前完成。", "2024-02-20", [], id="deadline of this month"),
    pytest.param("已于2023年3月底前完成。", "2024-02", [], id="what was done by then"),
    pytest.param("到2020年底前全部实现的目标已提前实现。", "2024-02", [], id="a goal of the past"),
    pytest.param("今年是“十四五”开局之年。", "2024", ["year-of"], id="stage of a plan"),
    pytest.param("今年是“十四五”开局之年。", "2021", [], id="stage of the plan that runs"),
    pytest.param("2020年是“十三五”收官之年，2021年是“十四五”开局之年。", "", [], id="two years, two stages"),
    pytest.param("奖金伍仟元整（￥5000.00）。", "", [], id="equal sums"),
    pytest.param("奖金伍仟元整（￥50000）。", "", ["amount"], id="sums that differ"),
    pytest.param("奖金伍仟元整（税后）。", "", [], id="a sum in words alone"),
    pytest.param("办结率100%，占比100%。", "", [], id="the whole"),
    pytest.param("办结率109%。", "", ["over-whole"], id="more than the whole"),
])
def test_dates_and_figures(text: str, as_of: str, expected: list[str]) -> None:
    assert rules(text, as_of) == expected


@pytest.mark.parametrize(("words", "figures"), [
    pytest.param("壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分", "1234567.89", id="all units"),
    pytest.param("壹亿零贰拾万元整", "100200000", id="with zero"),
    pytest.param("拾伍万元整", "15万", id="ten thousands"),
    pytest.param("叁仟万元整", "0.3亿", id="parts of a hundred million"),
])
def test_equal_sums_are_silent(words: str, figures: str) -> None:
    assert rules(f"合计人民币{words}（￥{figures}元）整。") == []
    assert rules(f"合计{figures}元（大写：{words}）。") == []
