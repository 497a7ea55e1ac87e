"""Symbols and folding follow the ladder of headings."""

from typing import Any

import pytest
from looking import seen

from zflint.server import outline

LADDER = """关于安全生产工作的报告
一、总体情况
去年全县排查隐患。
（一）加强领导。要压实责任。
1.抓落实
（1）要快。
（二）抓好落实
二、下一步工作
附件：名单
"""
CHAPTERS = "管理办法\n第一章 总则\n第一条 本办法自印发之日起施行。\n第二条 由办公室解释。\n第二章 附则\n第三条 略。\n"
MARKDOWN = "# 报告\n\n## 一、总体情况\n\n正文。\n\n（一）小节\n\n### 细节\n\n## 二、下一步\n\n正文。\n"


def tree(symbols: list[dict[str, Any]]) -> list[Any]:
    return [[one["name"], *tree(one["children"])] for one in symbols]


@pytest.mark.parametrize(("text", "language", "wanted"), [
    pytest.param(LADDER, "plaintext", [
        ["关于安全生产工作的报告",
         ["一、总体情况", ["（一）加强领导", ["1.抓落实", ["（1）要快"]]], ["（二）抓好落实"]],
         ["二、下一步工作"], ["附件"]]], id="the ladder of GB/T 9704"),
    pytest.param(CHAPTERS, "plaintext", [
        ["管理办法", ["第一章 总则", ["第一条 本办法自印发之日起施行"], ["第二条 由办公室解释"]],
         ["第二章 附则", ["第三条 略"]]]], id="chapters and articles"),
    pytest.param(MARKDOWN, "markdown", [
        ["报告", ["一、总体情况", ["（一）小节"], ["细节"]], ["二、下一步"]]], id="Markdown with numbers"),
    pytest.param("同志们：\n今天开会。\n", "plaintext", [], id="no heading, no symbol"),
    pytest.param("", "plaintext", [], id="nothing"),
    pytest.param("关于放假的通知\n各单位：\n现将有关事项通知如下。\n- 一是放假\n", "plaintext", [["关于放假的通知"]],
                 id="bullets are none"),
])
def test_symbols(text: str, language: str, wanted: list[Any]) -> None:
    assert tree(outline.symbols(seen(text, language))) == wanted


def test_a_symbol_holds_its_section() -> None:
    title, = outline.symbols(seen(LADDER))
    first = title["children"][0]
    assert (first["range"]["start"]["line"], first["range"]["end"]["line"]) == (1, 6)
    assert first["selectionRange"] == {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 6}}


def test_clients_without_trees_get_a_list() -> None:
    flat = outline.symbols(seen(LADDER), tree=False)
    assert [one["name"] for one in flat][:3] == ["关于安全生产工作的报告", "一、总体情况", "（一）加强领导"]
    assert flat[2]["containerName"] == "一、总体情况"
    assert all(set(one) == {"name", "kind", "location", "containerName"} for one in flat)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_folds(end: str) -> None:
    found = outline.folds(seen(LADDER.replace("\n", end)))
    assert [(one["startLine"], one["endLine"]) for one in found] == [(0, 8), (1, 6), (3, 5), (4, 5)]
