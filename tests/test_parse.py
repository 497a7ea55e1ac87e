"""Readers: what is a block, of which kind, and that offsets stay true whatever the input."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from zflint.model import BLOCK_KINDS, MASK, Directive, Document, Span
from zflint.parse import format_of, parse
from zflint.parse.directives import directives, iso_date
from zflint.text import Lines

SOUP = st.lists(st.sampled_from([
    *"甲乙，。：“”（）*_`~[]()!<>|#-+=&\\{}$:/ \t\n\r\u3000\u2028\x0b\x0c\x85\ufeff\x00\ufffc𠀀", "\n", "\n\n", "\r\n",
    "**", "***", "```", "~~~", "---", "- ", "1. ", "> ", "# ", "## ", "| ", "|---|", "](", "](u)", "![", "<b>", "</b>",
    "    ", "<div>", "<Note a={1}>", "<!-- ", " -->", "<pre>", "&nbsp;", "\\*", "\\|", "http://a.cn/b", "{/*a*/}",
    ":::tip ", "[^1]", "一、", "（一）", "1.", "第一章 ", "同志们：", "关于工作的通知", "zflint-disable ",
    "# zflint-disable-line a/b", "date: 2024", "<!-- zflint-disable-file -->", "---\n", "+++\n",
]), max_size=60).map("".join)
ANY = st.one_of(st.text(max_size=200), SOUP)


def seen(text: str, format: str = "markdown") -> list[tuple[str, int, str]]:
    """Kind, depth and text of the blocks, with · for MASK."""
    return [(b.kind, b.depth, b.text.replace(MASK, "·")) for b in parse(text, format).blocks]


def texts(text: str, format: str = "markdown") -> list[str]:
    return [block[2] for block in seen(text, format)]


def assert_true_offsets(text: str, document: Document) -> None:
    lines, last = Lines(text), 0
    assert document.text == text
    for block, place in zip(document.blocks, document.places, strict=True):
        source = text[place.span.start:place.span.end]
        assert len(source) == len(block.text)
        assert all(a in (b, MASK) for a, b in zip(block.text, source, strict=True))
        assert (block.kind, block.depth) == (place.kind, place.depth)
        assert block.kind in BLOCK_KINDS
        assert block.text.strip() if document.format == "plain" else block.text.replace(MASK, " ").strip()
        assert lines.row_column(place.span.start)[0] == place.line + 1
        assert place.span.start >= last, "blocks come in order and do not overlap"
        last = place.span.end
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in document.directives)


@pytest.mark.parametrize("format", ["plain", "markdown"])
@settings(max_examples=400, deadline=None)
@given(ANY)
@example("---\r")
@example("a\\")
@example("[a]: b\n")
@example("<!-- zflint-disable --> 甲 <!-- zflint-enable -->")
def test_parse_never_fails_and_offsets_are_true(format: str, text: str) -> None:
    assert_true_offsets(text, parse(text, format))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([
    *"甲乙ab*_`~[]()!\\ \n", "**", "***", "](u)", "](u \"t\")", "\n\n", "- ", "> ", "# ", "1. ", "\\*", "&amp;", "![",
    "| a | b |\n|---|---|\n| ",
]), max_size=40).map("".join))
def test_what_is_left_is_what_markdown_shows(text: str) -> None:
    """Markdown-it's own rendering, less images and what escapes stand for, is the text that is not masked."""
    assume("\\\\|" not in text)
    md = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    shown = "".join(
        child.content for token in md.parse(text) for child in token.children or () if child.type == "text")
    ours = "".join(block.text for block in parse(text, "markdown").blocks)
    assert re.sub(rf"[\s&#{MASK}]", "", ours) == re.sub(r"[\s&#]", "", shown)


@given(ANY)
def test_every_line_with_prose_is_a_plain_block(text: str) -> None:
    lines = [line for line in re.split(r"\r\n?|\n", text) if line.strip()]
    document = parse(text)
    if not document.directives and "zflint-" not in text:
        assert [block.text for block in document.blocks] == lines


@pytest.mark.parametrize("line, kind, depth", [
    pytest.param("一、总体要求", "heading", 1, id="first-level"),
    pytest.param("　　（二）主要目标", "heading", 2, id="second-level-indented"),
    pytest.param("3.加强领导", "heading", 3, id="third-level"),
    pytest.param("(4) 强化保障", "heading", 4, id="fourth-level-half-width"),
    pytest.param("⑤压实责任", "heading", 5, id="circled"),
    pytest.param("第十二章 附则", "heading", 1, id="chapter"),
    pytest.param("第二节　职责", "heading", 2, id="section"),
    pytest.param("（一）推进项目建设。全年开工项目30个。", "item", 2, id="number-before-sentences"),
    pytest.param("1.各乡镇按时报送；", "item", 3, id="list-item"),
    pytest.param("——经济平稳运行。", "item", 1, id="dash"),
    pytest.param("• 台账", "item", 1, id="bullet"),
    pytest.param("第三条 本办法自印发之日起施行。", "paragraph", 0, id="article"),
    pytest.param("1.5万人次受益", "paragraph", 0, id="decimal"),
    pytest.param("2024年是关键之年。", "paragraph", 0, id="year"),
    pytest.param("一年来，各项工作稳步推进。", "paragraph", 0, id="numeral-in-prose"),
    pytest.param("第三章节约用电", "paragraph", 0, id="chapter-word-in-prose"),
    pytest.param("●●县政府", "paragraph", 0, id="bullets-that-mask-a-name"),
    pytest.param("-5摄氏度", "paragraph", 0, id="minus"),
])
def test_kinds_of_plain_lines(line: str, kind: str, depth: int) -> None:
    assert seen(f"同志们：\n{line}\n", "plain")[1][:2] == (kind, depth)


@pytest.mark.parametrize("text, titles", [
    pytest.param("关于做好春耕工作的通知\n各乡镇：\n", ["关于做好春耕工作的通知"], id="first-line"),
    pytest.param("在全县工作会议上的讲话\n（2024年3月1日）\n\n在全县工作会议上的讲话\n同志们：",
                 ["在全县工作会议上的讲话"] * 2, id="date-between"),
    pytest.param("某县人民政府文件\n某政发〔2024〕5号\n关于印发方案的通知\n各乡镇：",
                 ["某县人民政府文件", "关于印发方案的通知"], id="document-number-between"),
    pytest.param("政府工作报告\n——在县人代会上\n各位代表：", ["政府工作报告", "——在县人代会上"], id="subtitle"),
    pytest.param("同志们：\n关于工作的通知\n", [], id="after-salutation"),
    pytest.param("一、总体要求\n关于工作的通知\n好", [], id="heading-first"),
    pytest.param("关于工作的通知", [], id="nothing-follows"),
    pytest.param("今天召开会议。\n关于工作的通知\n好", [], id="sentence-first"),
    pytest.param("2024-02-20 05:03\n正文开始了。", [], id="date-alone"),
    pytest.param("12345\n正文", [], id="digits-alone"),
])
def test_titles(text: str, titles: list[str]) -> None:
    assert [block[2] for block in seen(text, "plain") if block[0] == "title"] == titles


def test_only_line_ends_end_plain_lines() -> None:
    odd = "甲\u2028乙\x0c丙\x0b丁\x85戊"
    assert texts(f"{odd}\r己\r\n庚\n\ufeff", "plain") == [odd, "己", "庚", "\ufeff"]
    assert [place.line for place in parse("\r\n甲\r\r乙\n").places] == [1, 3]


@pytest.mark.parametrize("text, wanted", [
    pytest.param("# 标题 #\n\n正文", [("title", 0, "标题"), ("paragraph", 0, "正文")], id="title"),
    pytest.param("正文\n\n# 标题", [("paragraph", 0, "正文"), ("heading", 1, "标题")], id="later-first-level"),
    pytest.param("甲\n\n标题\n---\n", [("paragraph", 0, "甲"), ("heading", 2, "标题")], id="underlined-heading"),
    pytest.param("- # -", [("heading", 1, "-")], id="heading-of-a-dash"),
    pytest.param("# # 井", [("title", 0, "# 井")], id="heading-of-a-hash"),
    pytest.param("- 甲\n  乙\n  1. 丙", [("item", 1, "甲\n··乙"), ("item", 2, "丙")], id="items"),
    pytest.param("> 甲\n> 乙\n丙", [("quote", 0, "甲\n··乙\n丙")], id="quotation-with-lazy-line"),
    pytest.param("> - 甲\n>   - > 乙", [("item", 1, "甲"), ("quote", 0, "乙")], id="innermost-wins"),
    pytest.param("| 甲 | 乙 |\n|--|--|\n| `x` | 丙\\|丁 | 多 |\n| | 戊",
                 [("cell", 0, "甲"), ("cell", 0, "乙"), ("cell", 0, "丙·|丁"), ("cell", 0, "戊")], id="table"),
    pytest.param("> 甲 | 乙\n> -- | --\n> 丙 | 丙", [("cell", 0, c) for c in "甲乙丙丙"], id="no-outer-pipes"),
    pytest.param("一、总体要求\n\n（一）坚持原则。要落实。",
                 [("heading", 1, "一、总体要求"), ("item", 2, "（一）坚持原则。要落实。")], id="numbered-lines"),
    pytest.param("```\nXX\n```\n\n    XX\n\n甲", [("paragraph", 0, "甲")], id="code"),
    pytest.param("---\ntitle: XX\n---\n甲", [("paragraph", 0, "甲")], id="front-matter"),
    pytest.param("---\n\n甲，好。\n\n---\n\n乙",
                 [("paragraph", 0, "甲，好。"), ("paragraph", 0, "乙")], id="rule-is-no-front-matter"),
    pytest.param("[甲]: http://a.cn\n\n乙[甲]丙", [("paragraph", 0, "乙·甲·丙")], id="reference-definition"),
    pytest.param("甲\r\n乙\r丙", [("paragraph", 0, "甲\r\n乙\r丙")], id="line-ends"),
])
def test_markdown_blocks(text: str, wanted: list[tuple[str, int, str]]) -> None:
    assert seen(text) == wanted


@pytest.mark.parametrize("text, wanted", [
    pytest.param("甲*乙*丙**丁**戊***己***庚", "甲·乙·丙·丁·戊·己·庚", id="emphasis"),
    pytest.param("**一、要求。**", "一、要求。", id="emphasis-around"),
    pytest.param("他说**“好。”**的", "他说·“好。”·的", id="emphasis-beside-chinese-marks"),
    pytest.param("在***、***的关心下", "在***、***的关心下", id="stars-that-mask-names"),
    pytest.param("甲**乙", "甲**乙", id="emphasis-not-closed"),
    pytest.param("a_甲_b", "a_甲_b", id="underscores-in-words"),
    pytest.param("甲~~乙~~丙3~5", "甲·乙·丙3~5", id="struck"),
    pytest.param("甲`a\\`乙``b`c``丙", "甲·乙·丙", id="code-spans"),
    pytest.param("甲`乙", "甲`乙", id="lone-backtick"),
    pytest.param("见[甲](http://a.cn/（b） \"题\")乙", "见·甲·乙", id="link"),
    pytest.param("见[b](cb)b。", "见·b·b。", id="link-text-repeated-in-address"),
    pytest.param("见[甲*乙*](<a b>)。", "见·甲·乙·。", id="emphasis-in-link"),
    pytest.param("见[甲]乙[丙](", "见[甲]乙[丙](", id="no-link"),
    pytest.param("甲![图XX](a.png)乙", "甲·乙", id="image"),
    pytest.param("甲<http://a.cn>乙http://b.cn/c，丙", "甲·乙·，丙", id="addresses"),
    pytest.param("见https://a.cn/b.", "见·.", id="full-stop-after-address"),
    pytest.param("甲<b class=\"XX\">乙</b><br/>丙", "甲·乙·丙", id="tags"),
    pytest.param("甲<Note style={{ a: 1 }}>乙</Note>丙", "甲·乙·丙", id="component"),
    pytest.param("若a<b且c>d，甲", "若a<b且c>d，甲", id="less-than"),
    pytest.param("甲<!-- XX -->乙", "甲·乙", id="comment"),
    pytest.param("甲&nbsp;乙&XX;丙", "甲·乙&XX;丙", id="entities"),
    pytest.param("甲\\*乙\\XX", "甲·*乙\\XX", id="escapes"),
    pytest.param("甲  \n乙\\\n丙", "甲  \n乙·\n丙", id="hard-breaks"),
    pytest.param("甲 {/*id-x*/} 乙", "甲 · 乙", id="component-comment"),
    pytest.param("甲[^1]和{{ a.b }}与$x^2$", "甲·和·与·", id="footnote-template-formula"),
    pytest.param("甲{单位名称}乙$中$", "甲{单位名称}乙$中$", id="placeholders-in-braces"),
    pytest.param("::: tip 提示\n甲\n:::", "提示\n甲", id="container"),
    pytest.param("- [ ] 甲", "甲", id="task"),
    pytest.param("<div>\n甲<b>乙</b>", "甲·乙", id="prose-in-html"),
    pytest.param("<p\n class='XX'>甲</p>", "甲", id="tag-over-two-lines"),
])
def test_masks(text: str, wanted: str) -> None:
    """A run of masked characters is shown as one ·."""
    assert [re.sub("·+", "·", shown) for shown in texts(text)] == [wanted]


@pytest.mark.parametrize("text", [
    "", "\n \t\n", "<!-- XX -->", "<!-- XX\n\nXX", "<pre>\nXX\n</pre>", "<script>\nlet XX\n</script>", "![XX](a)",
    "***", "[a]: b", "<Intro>", "`XX`",
], ids=repr)
def test_nothing_but_markup(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize("text, format, wanted", [
    pytest.param("<!-- zflint-disable -->", "plain", ("disable", ()), id="everything"),
    pytest.param("甲<!--zflint-disable-line a/b,c -->", "plain", ("disable-line", ("a/b", "c")), id="rules"),
    pytest.param("<!-- zflint-disable-next-line a/b， c -- 原文如此: 好 -->", "markdown",
                 ("disable-next-line", ("a/b", "c")), id="reason"),
    pytest.param("<!-- zflint-disable a/b：引用 -->", "plain", ("disable", ("a/b",)), id="reason-after-colon"),
    pytest.param("# zflint-disable-file a/b", "plain", ("disable-file", ("a/b",)), id="hash-line"),
    pytest.param("甲\r\n  % zflint-enable\r\n", "plain", ("enable", ()), id="percent-line"),
    pytest.param("<!-- zflint-disabel a/b -->", "plain", ("unknown", ("zflint-disabel a/b",)), id="misspelt"),
    pytest.param("<!-- zflint-as-of 2024-13 -->", "plain", ("unknown", ("zflint-as-of 2024-13",)), id="no-date"),
    pytest.param("甲 # zflint-disable", "plain", None, id="hash-in-a-line"),
    pytest.param("# zflint-disable", "markdown", None, id="hash-is-a-heading-in-markdown"),
    pytest.param("```\n<!-- zflint-disable -->\n```", "markdown", None, id="in-code"),
    pytest.param("    <!-- zflint-disable -->", "markdown", None, id="in-indented-code"),
    pytest.param("用 `<!-- zflint-disable -->` 屏蔽", "markdown", None, id="in-code-span"),
    pytest.param("<!-- zflint-disable", "plain", None, id="not-closed"),
    pytest.param("zflint-disable", "plain", None, id="in-prose"),
])
def test_directives(text: str, format: str, wanted: tuple[str, tuple[str, ...]] | None) -> None:
    assert [(d.action, d.ids) for d in parse(text, format).directives] == ([wanted] if wanted else [])


def test_directive_spans() -> None:
    found = directives("甲\n# zflint-disable a/b -- 好\n<!-- zflint-enable -->", "plain")
    assert found.directives == (Directive(Span(2, 27), "disable", ("a/b",)), Directive(Span(28, 50), "enable", ()))
    assert texts("甲\n# zflint-disable a/b\n乙<!-- zflint-enable -->丙", "plain") == ["甲", "乙" + "·" * 22 + "丙"]


@pytest.mark.parametrize("text, format, date", [
    pytest.param("<!-- zflint-as-of 2024-03-01 -->", "plain", "2024-03-01", id="comment"),
    pytest.param("# zflint-as-of 2024年3月", "plain", "2024-03", id="line"),
    pytest.param("---\ndate: '2024/3/1 10:00'\n---\n", "markdown", "2024-03-01", id="front-matter"),
    pytest.param("+++\ndate = 2024-03-01T10:00:00Z\n+++\n", "markdown", "2024-03-01", id="toml-front-matter"),
    pytest.param("---\r\ntitle: a\r\ndate: 2024\r\n---\r\n", "markdown", "2024", id="windows-line-ends"),
    pytest.param("---\ndate: 2023\n---\n<!-- zflint-as-of 2024 -->", "markdown", "2024", id="comment-wins"),
    pytest.param("---\ndate: 明天\n---\n", "markdown", "", id="no-date"),
    pytest.param("---\nupdate: 2024\n---\n", "markdown", "", id="another-key"),
    pytest.param("---\ndate: 2024\n", "markdown", "", id="not-closed"),
])
def test_declared_dates(text: str, format: str, date: str) -> None:
    assert parse(text, format).declared_date == date


@pytest.mark.parametrize("text, date", [
    ("2024.3.1", "2024-03-01"), ("2024-00-01", ""), ("2024-12-32", ""), ("0099", ""), ("20240301", ""), ("3月1日", ""),
    ("", ""),
])
def test_dates(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize("name, format", [
    ("a.md", "markdown"), ("A.MARKDOWN", "markdown"), ("a.txt", "plain"), ("md", "plain"), ("-", "plain"),
])
def test_formats(name: str, format: str) -> None:
    assert format_of(name) == format
