"""All engines give the same hits, and the same as every regex run over the whole text."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zflint.errors import SlowRuleError
from zflint.finders import engines, finder
from zflint.literals import needed
from zflint.matching import matcher, watch
from zflint.model import Hit, Probe

PATTERNS = [
    "截止(?=目前|今年)", "(?:迎接|喜迎)[^。]{0,6}党的十九大", "[“\"]?十五五[”\"]?规划", "(?<![A-Z])X{1,4}(?![A-Z])",
    r"20\d\d年", "[，。]{2,}", "甲乙|丙丁|[戊己]辛", "(?P<a>甲乙)(?P=a)", r"\d[甲乙丙]", "省(?!份)党委", "(?i)ab+c",
    "甲?乙丙", "(?:甲乙){1,2}丙", "(?<=甲)乙丙",
    "^甲乙", "甲乙$", "甲(?:乙(?:丙|丁)|戊)己", "×+", "(?:甲|乙)+丙丁", "a*甲乙",
    "(?<!丙)(甲)甲+", "甲(?=乙(?!丙))", "(?<=[甲丙])乙(?=丁)", "(?<=甲乙)丙+", "(甲|丙丁)+(?=乙)戊?",
    "“[^“]*甲", "年[^0-9]*月",
]
ALPHABET = "甲乙丙丁戊己辛截止目前今年迎接党的十九大五规划省份委喜“”\"X×aAbBcC，。2014年 "


@pytest.mark.parametrize(("pattern", "strings", "offset"), [
    pytest.param("截止(?=目前)", {"截止目前"}, 0, id="literal before a lookahead"),
    pytest.param("省(?!份)党委", {"省党委"}, 0, id="a negative lookahead does not cut a run"),
    pytest.param("[甲乙]{0,9}丙丁", {"丙丁"}, None, id="after something of variable width"),
    pytest.param("(?:甲乙|丙丁)[^。]*", {"甲乙", "丙丁"}, 0, id="alternatives"),
    pytest.param("X{1,9}县", {"X"}, 0, id="a rare character may stand alone"),
    pytest.param("[一-龥]×", {"×"}, 1, id="after one character of any kind"),
    pytest.param("(?<!丙)(甲)甲+", {"甲甲"}, 0, id="repetitions that must be there"),
    pytest.param("甲(?=乙(?!丙))", {"甲乙"}, 0, id="a lookahead follows the run"),
    pytest.param("(?<=[甲丙])乙", {"甲乙", "丙乙"}, -1, id="a lookbehind begins a run"),
])
def test_needed_literals(pattern: str, strings: set[str], offset: int | None) -> None:
    found = needed(pattern)
    assert found and (set(found.strings), found.offset) == (strings, offset)


@pytest.mark.parametrize("pattern", [
    pytest.param("年", id="a common character alone"), pytest.param(r"\d[一-龥]", id="only classes"),
    pytest.param("(?:甲乙)?丙?", id="all optional"),
])
def test_no_needed_literal(pattern: str) -> None:
    found = needed(pattern)
    assert found is None or not found.strings


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_every_match_holds_its_literal_in_its_place(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from([p for p in PATTERNS if needed(p)]))
    text = data.draw(st.text(ALPHABET, max_size=30))
    need = needed(pattern)
    assert need
    for m in re.finditer(pattern, text):
        if need.also:
            assert any(s in text for s in need.also)
        if need.offset is None:
            assert not need.strings or any(s in text[m.start():] for s in need.strings)
        else:
            assert any(text.startswith(s, m.start() + need.offset) for s in need.strings)


def naive(text: str) -> dict[int, list[tuple[int, int]]]:
    found = {i: [m.span() for m in re.finditer(p, text)] for i, p in enumerate(PATTERNS)}
    return {i: spans for i, spans in found.items() if spans}


@pytest.mark.parametrize("engine", engines())
@given(text=st.text(ALPHABET, max_size=60))
@settings(max_examples=200, deadline=None)
def test_hits_equal_each_regex_alone(engine: str, text: str) -> None:
    ready = matcher([[watch(0, Probe(p))] for p in PATTERNS], engine=engine)
    hits = {owner: [(h.start, h.end) for h in found] for owner, found in ready.hits(text).items()}
    assert hits == naive(text)


@given(words=st.sets(st.text("甲乙丙X", min_size=1, max_size=4), min_size=1, max_size=8),
       text=st.text("甲乙丙X丁", max_size=40))
@settings(deadline=None)
def test_engines_agree_on_words(words: set[str], text: str) -> None:
    strings = sorted(words)
    expected = sorted((i, i + len(w), n) for n, w in enumerate(strings)
                      for i in range(len(text)) if text.startswith(w, i))
    for engine in engines():
        assert sorted(finder(strings, engine)(text)) == expected, engine


def test_hits_of_one_owner_are_sorted() -> None:
    ready = matcher([[watch(0, Probe("乙", literal=True)), watch(1, Probe("甲乙", literal=True))]])
    assert ready.hits("甲乙乙") == {0: [Hit(0, 2, 1, None), Hit(1, 2, 0, None), Hit(2, 3, 0, None)]}


def test_a_catastrophic_pattern_of_a_user_is_stopped_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("regex")
    monkeypatch.setattr("zflint.matching.SECONDS", 0.05)
    ready = matcher([[watch(0, Probe("(?:a|a|aa)+$"), trusted=False)]], ["mine/slow"])
    with pytest.raises(SlowRuleError, match="mine/slow"):
        ready.hits("a" * 60 + "甲")


def test_an_alarm_stops_a_pattern_where_there_is_no_regex_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in WebAssembly; here a signal of the system is the alarm."""
    import signal

    def rings(*_: object) -> None:
        raise KeyboardInterrupt

    if not hasattr(signal, "setitimer"):
        pytest.skip("needs setitimer")
    before = signal.signal(signal.SIGALRM, rings)
    monkeypatch.setitem(sys.modules, "regex", None)
    monkeypatch.setattr("zflint.matching.SECONDS", 0.05)
    monkeypatch.setattr("zflint.matching.alarm", lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds))
    ready = matcher([[watch(0, Probe("(?:a|a|aa)+$"), trusted=False)]], ["mine/slow"])
    try:
        with pytest.raises(SlowRuleError, match="mine/slow"):
            ready.hits("a" * 60 + "甲")
        assert ready.hits("aaa")[0][0][:2] == (0, 3)
    finally:
        signal.signal(signal.SIGALRM, before)
