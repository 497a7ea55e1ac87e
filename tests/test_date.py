"""Dates that cannot be, weekdays, ranges, deadlines, jubilees and sums: found where wrong, silent where right."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.engine import lint, ruleset
from zflint.fix import fixed
from zflint.kinds.calendar import DAYS
from zflint.kinds.figures import SCALE, exact, written
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
    pytest.param("小学5所、中学3所，共计9所。", "", ["total"], id="a total after its parts"),
    pytest.param("新建学校9所（小学5所、中学3所）。", "", ["total"], id="a total before its parts"),
    pytest.param("新建学校9所（其中小学5所、中学3所）。", "", [], id="some of the parts"),
    pytest.param("新建学校9所（含小学5所、中学3所）。", "", [], id="parts that are included"),
    pytest.param("面积2.5亩、1.5亩，共计4亩。", "", [], id="decimals that add up"),
    pytest.param("三次产业结构为5.3:41.2:53.6。", "", [], id="shares that were rounded"),
    pytest.param("三次产业结构为5.3:41.2:63.5。", "", ["shares"], id="shares that were not"),
    pytest.param("发案由12起上升到9起。", "", ["direction"], id="a rise to less"),
    pytest.param("排名由12位上升到9位。", "", [], id="a rise in rank"),
    pytest.param("发案同比上升3起，下降5%。", "", ["two-directions"], id="up and down"),
    pytest.param("定于3月12日上午15:00召开。", "", ["time-of-day"], id="afternoon in the morning"),
    pytest.param("去年（2021年）新建学校2所。", "2024", ["this-year"], id="last year of an old text"),
    pytest.param("去年（2023年）新建学校2所。", "2024", [], id="last year"),
    pytest.param("通知\n\n各乡镇：\n会议定于3月1日召开。\n县委办\n2024年3月5日", "", ["past-appointment"],
                 id="a meeting before it is announced"),
    pytest.param("通知\n\n各乡镇：\n会议定于1月8日召开。\n县委办\n2023年12月25日", "", [], id="a meeting of next year"),
    pytest.param("“十四五”时期（2020—2025年）投资增长。", "", ["plan-years"], id="a plan that begins too early"),
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


@given(st.lists(st.integers(1, 99), min_size=2, max_size=6), st.integers(0, 3))
def test_a_total_is_the_sum_of_its_parts(parts: list[int], off: int) -> None:
    listed = "、".join(f"甲类学校{part}所" for part in parts)
    for text in (f"{listed}，共计{sum(parts) + off}所。", f"新建{sum(parts) + off}所（{listed}）。"):
        assert rules(text) == (["total"] if off else [])


@given(st.decimals(0, 10 ** 6, places=2))
def test_numbers_are_read_exactly(value: Decimal) -> None:
    assert exact(str(value)) == value * SCALE
    assert Decimal(written(exact(str(value)))) == value
