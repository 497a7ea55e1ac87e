"""Lines never pass the width, nothing is lost, and no line begins with a mark that belongs to the one above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.text import width
from zflint.wrap import wrapped


@given(st.text("中文字，。“”《》 abc-/（）", max_size=60), st.integers(20, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, columns: int) -> None:
    lines = list(wrapped(text, columns))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(("text", "columns", "lines"), [
    pytest.param("全县上下", 4, ["全县", "上下"], id="between Chinese characters"),
    pytest.param("全县上，下", 6, ["全县", "上，下"], id="not before a mark"),
    pytest.param("全县“上下”", 6, ["全县", "“上下”"], id="not after an opening mark"),
    pytest.param("one two three", 8, ["one two", "three"], id="between words"),
    pytest.param("无需断行", 80, ["无需断行"], id="short"),
    pytest.param("", 80, [""], id="nothing"),
])
def test_breaks(text: str, columns: int, lines: list[str]) -> None:
    assert list(wrapped(text, columns)) == lines


def test_lines_fit() -> None:
    text = "各级党委（党组）要把《意见》的学习贯彻作为一项重要政治任务，see docs/rules for more。" * 5
    for columns in (30, 47, 80):
        assert max(map(width, wrapped(text, columns))) <= columns
