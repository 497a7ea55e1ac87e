"""Numbers that belong to a person: found when they are real ones, shown masked, silent where meant to be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.engine import lint, ruleset
from zflint.kinds.identity import identity
from zflint.model import Finding
from zflint.packs import read_packs
from zflint.parse import parse

FOLDER = Path(__file__).parent.parent / "rules"
RULES = ruleset(read_packs([str(FOLDER / "privacy.toml")], trusted=True))


def findings(text: str) -> tuple[Finding, ...]:
    return lint(RULES, parse(text, "plain"))


@pytest.mark.parametrize(("text", "shown"), [
    pytest.param("王某，身份证号150102198503070017，现住某街道。", "150*************17", id="identity number"),
    pytest.param("王某（15010219850304381X）不服。", "150*************1X", id="identity number with X"),
    pytest.param("上访人王某，电话13947126658。", "139****6658", id="mobile number"),
    pytest.param("补贴发放至王某卡号6222020401001234566。", "***************4566", id="card number"),
])
def test_numbers_are_shown_masked(text: str, shown: str) -> None:
    (found,) = findings(text)
    number = text[found.span.start:found.span.end]
    assert shown in found.message and number not in found.message
    assert found.fix is None and found.related == () and re.fullmatch("[0-9X]+", number)


@pytest.mark.parametrize("text", [
    pytest.param("身份证号150102198503070018。", id="wrong check digit"),
    pytest.param("身份证号110105200102290029。", id="no such birthday"),
    pytest.param("身份证号150102********0017。", id="masked already"),
    pytest.param("联系人：王明，电话：13947126658。", id="contact line"),
    pytest.param("咨询电话：0471-6601234、13947126658。", id="office lines"),
    pytest.param("涉案金额13947100000元。", id="round sum"),
    pytest.param("订单20231394712665801，版本1.13947126658。", id="inside longer numbers"),
    pytest.param("示例号码13800138000、13812345678。", id="samples"),
    pytest.param("文号6222020401001234566。", id="no card is spoken of"),
    pytest.param("善款请汇入县慈善总会捐款账户6222020401001234566。", id="public account"),
])
def test_other_numbers_are_silent(text: str) -> None:
    assert findings(text) == ()


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: int, by: int) -> None:
    digits = "150102198503070017"
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1:]
    assert identity(digits) and not identity(wrong)
