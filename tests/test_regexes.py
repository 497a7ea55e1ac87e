"""Patterns taken back from their codes are the patterns that re makes."""

import marshal
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint import regexes

PATTERNS = [r"(?P<a>甲乙)[一-龥x-z]{2,5}(?<!x)|(?i:abc)+", r"(甲)(?P<b>乙)?\1", r"(?m)^甲$", "[^，。]{0,9}丙"]


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexes, "_seeded", {})
    monkeypatch.setattr(regexes, "_fresh", set())
    regexes.compiled.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_nothing_new_to_learn_from_seeded_patterns() -> None:
    before = [regexes.compiled(one) for one in PATTERNS]
    codes = regexes.learned()
    if not codes:
        pytest.skip("this interpreter keeps its regex compiler elsewhere")
    regexes.compiled.cache_clear()
    regexes._fresh.clear()
    regexes.seed(codes)
    after = [regexes.compiled(one) for one in PATTERNS]
    assert [(p.pattern, p.flags, p.groupindex, p.groups) for p in before] == [
        (p.pattern, p.flags, p.groupindex, p.groups) for p in after]
    assert before == after
    assert regexes.learned() == {}


@pytest.mark.usefixtures("fresh")
def test_broken_codes_are_as_good_as_none() -> None:
    regexes.seed({"0 甲": marshal.dumps((32, b"\7\0\0\0" * 3, 0, {}, (None,)))})
    assert regexes.compiled("甲").search("乙甲")


@given(st.text("甲乙丙xyzabABC", max_size=12), st.sampled_from(PATTERNS))
def test_lazy_patterns_do_as_patterns_do(text: str, pattern: str) -> None:
    found, wanted = regexes.lazy(pattern).search(text), re.compile(pattern).search(text)
    assert (found and found.span()) == (wanted and wanted.span())
