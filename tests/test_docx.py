"""Word documents: what is read of them, that nothing makes the reader fail, what the command line does with them."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word import RELATIONS, STRICT, W, docx, level, listed, numbering, p, packed, part, r, style, styled

from zflint import parse
from zflint.cli import main
from zflint.encoding import BinaryError, decode, encode
from zflint.errors import InputError
from zflint.messages import use
from zflint.model import BLOCK_KINDS, MASK, Document
from zflint.parse import ooxml
from zflint.parse.docx import read_docx
from zflint.text import Lines


def read(data: bytes) -> Document:
    document = decode(data, "稿.docx").document
    assert document
    return document


def rows(data: bytes) -> list[str]:
    return read(data).text.split("\n")


def seen(data: bytes) -> list[tuple[str, int, str]]:
    """Kind, depth and text of the blocks, with · for MASK."""
    return [(one.kind, one.depth, one.text.replace(MASK, "·")) for one in read(data).blocks]


BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
DRAWN = ("<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>{}</wp:anchor></w:drawing></mc:Choice>"
         "<mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>")
CELLS = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
NOTE = '<w:footnote w:type="separator"><w:p><w:r><w:t>——</w:t></w:r></w:p></w:footnote><w:footnote>{}</w:footnote>'


@pytest.mark.parametrize("body, expected", [
    pytest.param(p("甲。") + p("") + p("乙。"), ["甲。", "", "乙。"], id="an empty paragraph is a row"),
    pytest.param(p(r("甲") + r("乙") + r("。")), ["甲乙。"], id="runs join"),
    pytest.param(p("甲") + CELLS.format(p("一") + p("二"), p("三")) + p("乙"), ["甲", "一", "二", "三", "乙"],
                 id="cells in reading order"),
    pytest.param(CELLS.format(CELLS.format(p("里"), p("内")) + p("外"), p("右")), ["里", "内", "外", "右"],
                 id="a table in a cell"),
    pytest.param(p(r("甲") + f"<w:ins>{r('新')}</w:ins><w:del>{r('旧')}<w:r><w:delText>旧</w:delText></w:r></w:del>"),
                 ["甲新"], id="insertions stay, deletions go"),
    pytest.param(p(f"<w:moveFrom>{r('甲')}</w:moveFrom>") + p(f"<w:moveTo>{r('甲')}</w:moveTo>"), ["", "甲"],
                 id="moved text is where it was moved to"),
    pytest.param(p(f"<w:del>{r('旧')}</w:del>", "<w:rPr><w:del/></w:rPr>") + p("乙"), ["乙"],
                 id="a deleted paragraph is no row"),
    pytest.param(p("甲", "<w:rPr><w:del/></w:rPr>") + p("乙"), ["甲乙"], id="a deleted paragraph end joins"),
    pytest.param(p("甲", "<w:rPr><w:del/></w:rPr>"), ["甲"], id="a deleted end with nothing after it"),
    pytest.param(p(r("甲") + "<w:r><w:tab/></w:r>" + r("乙")), ["甲\t乙"], id="a tab"),
    pytest.param(p(r("甲") + "<w:r><w:br/></w:r>" + r("乙")), ["甲 乙"], id="a line break"),
    pytest.param(p("甲", "<w:tabs><w:tab w:val='left'/></w:tabs>"), ["甲"], id="a tab stop is no tab"),
    pytest.param(p(r("甲") + "<w:r><w:noBreakHyphen/></w:r>" + r("乙")), ["甲-乙"], id="a hyphen that holds"),
    pytest.param(p(r("甲") + r("乙", "<w:vanish/>") + r("丙", '<w:vanish w:val="0"/>')), ["甲丙"], id="hidden text"),
    pytest.param(p('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText></w:r>' + r("2024年")),
                 ["2024年"], id="of a field the result"),
    pytest.param(p("<w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase>"
                   "</w:ruby></w:r>"), ["汉"], id="no readings above characters"),
    pytest.param(p("<w:r><w:t> 甲\n</w:t></w:r>" + r(" 乙\n丙")), ["甲 乙 丙"], id="blanks that count and others"),
    pytest.param(p("<w:hyperlink><w:smartTag>" + r("甲") + "</w:smartTag></w:hyperlink>"), ["甲"], id="links and tags"),
    pytest.param(p(r("甲") + DRAWN.format(BOX.format("框"), BOX.format("旧框"))) + p("乙"), ["甲", "乙", "框"],
                 id="a text box comes after, once"),
    pytest.param(p("<w:r><w:pict><v:textbox>" + BOX.format("框") + "</v:textbox></w:pict></w:r>"), ["", "框"],
                 id="a text box of older programs"),
    pytest.param(p(DRAWN.format(BOX.format("外</w:t></w:r>" + DRAWN.format(BOX.format("内"), "") + "<w:r><w:t>"), "")),
                 ["", "外", "内"], id="a text box in a text box"),
    pytest.param("", [""], id="nothing"),
])
def test_paragraphs_are_rows(body: str, expected: list[str]) -> None:
    assert rows(docx(body)) == expected


def test_footnotes_and_endnotes_come_last() -> None:
    notes = {"footnotes": NOTE.format(p("脚注")), "endnotes": f"<w:endnote>{p('尾注')}</w:endnote>"}
    data = docx(p(r("正文") + "<w:r><w:footnoteReference/></w:r>") + p(DRAWN.format(BOX.format("框"), "")), **notes)
    assert rows(data) == ["正文", "", "框", "脚注", "尾注"]
    assert [kind for kind, *_ in seen(data)] == ["paragraph", "cell", "cell", "cell"]


HEADINGS = (
    style("a", "Normal", default=True) + style("1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style("2", "Heading 2") + style("own", "本单位二级", '<w:basedOn w:val="2"/>') + style("t", "Title")
    + style("title", "公文标题", '<w:basedOn w:val="t"/>') + style("toc1", "toc 1", '<w:basedOn w:val="1"/>')
    + style("loop", "甲", '<w:basedOn w:val="pool"/>') + style("pool", "乙", '<w:basedOn w:val="loop"/>'))
LONG = "各单位要压实责任。" * 6


@pytest.mark.parametrize("body, expected", [
    pytest.param(styled("t", "关于防火的通知") + styled("1", "总体要求") + styled("own", "工作目标") + p("正文。"),
                 [("title", 0, "关于防火的通知"), ("heading", 1, "总体要求"), ("heading", 2, "工作目标"),
                  ("paragraph", 0, "正文。")], id="headings and title by style"),
    pytest.param(styled("title", "关于防火的通知"), [("title", 0, "关于防火的通知")], id="a style made from Title"),
    pytest.param(styled("1", "关于防火的通知") + styled("2", "一、总体要求") + p("正文。"),
                 [("title", 0, "关于防火的通知"), ("heading", 2, "一、总体要求"), ("paragraph", 0, "正文。")],
                 id="the first heading without a number is the title"),
    pytest.param(styled("1", "一、总体要求") + p("正文。"),
                 [("heading", 1, "一、总体要求"), ("paragraph", 0, "正文。")], id="one with a number is not"),
    pytest.param(p("关于防火的通知") + p("各乡镇：") + p("一、总体要求") + p("正文。"),
                 [("title", 0, "关于防火的通知"), ("paragraph", 0, "各乡镇："), ("heading", 1, "一、总体要求"),
                  ("paragraph", 0, "正文。")], id="without styles as in plain text"),
    pytest.param(styled("1", LONG) + p("正文。"), [("paragraph", 0, LONG), ("paragraph", 0, "正文。")],
                 id="a paragraph in the style of headings"),
    pytest.param(p("正文。") + p("标题", '<w:outlineLvl w:val="2"/>') + p("非标题", '<w:outlineLvl w:val="9"/>'),
                 [("paragraph", 0, "正文。"), ("heading", 3, "标题"), ("paragraph", 0, "非标题")],
                 id="an outline level of its own"),
    pytest.param(p("正文。") + CELLS.format(p("一、甲"), styled("1", "乙")),
                 [("paragraph", 0, "正文。"), ("cell", 0, "一、甲"), ("cell", 0, "乙")],
                 id="in tables everything is a cell"),
    pytest.param(styled("toc1", "一、总体要求1") + p("正文。"), [("paragraph", 0, "正文。")],
                 id="no table of contents"),
    pytest.param('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
                 f"<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>" + p("正文。"), [("paragraph", 0, "正文。")],
                 id="nor one in a control"),
    pytest.param(f"<w:sdt><w:sdtContent>{p('正文。')}</w:sdtContent></w:sdt>", [("paragraph", 0, "正文。")],
                 id="other controls are text"),
    pytest.param(p(r("一、甲") + "<w:r><w:br/></w:r>" + r("二、乙")),
                 [("heading", 1, "一、甲"), ("heading", 1, "二、乙")], id="a line break parts blocks"),
    pytest.param(p(r("面积") + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" + r("公顷。") + "<w:r><w:sym/></w:r>"),
                 [("paragraph", 0, "面积·公顷。·")], id="formulas and symbols are masked"),
    pytest.param(p("\uf0b7要点。"), [("paragraph", 0, "·要点。")], id="so are codes of symbol fonts"),
    pytest.param(p("<w:r><w:drawing><wp:inline/></w:drawing></w:r>") + p("正文。"), [("paragraph", 0, "正文。")],
                 id="a picture alone is no block"),
    pytest.param(styled("loop", "正文。") + styled("none", "其他。"),
                 [("paragraph", 0, "正文。"), ("paragraph", 0, "其他。")], id="styles in a circle, or missing"),
])
def test_blocks(body: str, expected: Sequence[tuple[str, int, str]]) -> None:
    assert seen(docx(body, styles=HEADINGS)) == expected


ELEVEN = [*("十" + one for one in "一二三四五六七八九"), "二十", "二十一"]
CHINESE = numbering(
    level(0, "chineseCounting", "%1、"), level(1, "chineseCountingThousand", "（%2）"), level(2, "decimal", "%3."))


@pytest.mark.parametrize("body, lists, expected", [
    pytest.param(listed("甲") + listed("乙") + p("文。") + listed("丙"), CHINESE,
                 ["一、甲", "二、乙", "文。", "三、丙"], id="numbers go on after text"),
    pytest.param(listed("甲") + listed("乙", level=1) + listed("丙", level=1) + listed("丁") + listed("戊", level=1),
                 CHINESE, ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊"], id="levels begin again below"),
    pytest.param(listed("2024年", level=2) + listed("甲", level=2), CHINESE, ["1. 2024年", "2.甲"],
                 id="a figure stands apart from the number"),
    pytest.param("".join(listed(str(at), 1) for at in range(1, 22)), CHINESE.replace("%1、", "第%1条"),
                 [f"第{one}条 {at}" for at, one in enumerate([*"一二三四五六七八九十", *ELEVEN], 1)],
                 id="articles"),
    pytest.param(listed("甲") + listed("乙", level=1), numbering(level(0, "chineseCounting", "%1、"),
                 level(1, "decimal", "%1.%2", "<w:isLgl/>")), ["一、甲", "1.1 乙"], id="legal numbers"),
    pytest.param(listed("甲") + listed("乙", 2) + listed("丙", 2) + listed("丁"), CHINESE.replace("</w:abstractNum>",
                 "</w:abstractNum><w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'>"
                 "<w:startOverride w:val='1'/></w:lvlOverride></w:num>"), ["一、甲", "一、乙", "二、丙", "三、丁"],
                 id="a list that begins anew"),
    pytest.param(listed("甲") + listed("乙", 2), CHINESE + "<w:num w:numId='2'><w:abstractNumId w:val='7'/></w:num>",
                 ["一、甲", "二、乙"], id="two lists of one definition"),
    pytest.param(listed("甲") + listed("乙", level=1) + listed("丙") + listed("丁", level=1), numbering(
                 level(0, "decimal", "%1."), level(1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>')),
                 ["1.甲", "（1）乙", "2.丙", "（2）丁"], id="a level that never begins again"),
    pytest.param(listed("甲"), numbering(level(0, "decimalEnclosedCircle", "%1", start=20)), ["⑳ 甲"], id="circles"),
    pytest.param(listed("甲") + listed("乙"), numbering(level(0, "ideographTraditional", "%1．", start=10)),
                 ["癸．甲", "11．乙"], id="past the last of its kind"),
    pytest.param(listed("甲"), numbering(level(0, "bullet", "\uf06c")), ["甲"], id="bullets are left out"),
    pytest.param(listed("甲"), numbering(level(0, "decimal", "%1" + "乙" * 50)), ["甲"], id="and what is no number"),
    pytest.param(listed("甲"), numbering(level(0, "thaiLetters", "%1、")), ["甲"], id="so are unknown writings"),
    pytest.param(p("甲", '<w:numPr><w:numId w:val="0"/></w:numPr>') + listed("乙", 5), CHINESE, ["甲", "乙"],
                 id="no list, an unknown list"),
    pytest.param(listed("<w:del/>").replace("<w:numPr>", "<w:rPr><w:del/></w:rPr><w:numPr>") + listed("甲"), CHINESE,
                 ["一、甲"], id="a deleted one does not count"),
    pytest.param(styled("1", "甲") + styled("2", "乙") + styled("2", "丙"), CHINESE, ["一、甲", "（一）乙", "（二）丙"],
                 id="numbers of heading styles"),
    pytest.param(styled("1", "甲") + p("乙", '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>'), CHINESE,
                 ["一、甲", "乙"], id="a heading without its number"),
])
def test_numbers_stand_in_the_text(body: str, lists: str, expected: list[str]) -> None:
    numbered = "<w:pPr><w:numPr>{}<w:numId w:val='1'/></w:numPr></w:pPr>"
    styles = style("1", "heading 1", numbered.format("")) + style("2", "heading 2", numbered.format(
        "<w:ilvl w:val='1'/>"))
    assert rows(docx(body, numbering=lists, styles=styles)) == expected


def test_levels_are_found_by_their_styles() -> None:
    lists = numbering(level(0, "decimal", "%1."), level(1, "decimal", "（%2）", '<w:pStyle w:val="b"/>'))
    styles = style("b", "条", "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>")
    assert rows(docx(styled("b", "甲"), numbering=lists, styles=styles)) == ["（1）甲"]


def test_the_list_of_a_style_is_defined_elsewhere() -> None:
    lists = (CHINESE + '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="s"/></w:abstractNum>'
             '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>')
    styles = ('<w:style w:type="numbering" w:styleId="s"><w:name w:val="单位列表"/><w:pPr><w:numPr><w:numId w:val="1"/>'
              "</w:numPr></w:pPr></w:style>")
    assert rows(docx(listed("甲", 2), numbering=lists, styles=styles)) == ["一、甲"]


def test_bullets_are_items() -> None:
    data = docx(p("正文。") + listed("压实各方责任"), numbering=numbering(level(0, "bullet", "●")))
    assert seen(data)[1] == ("item", 1, "压实各方责任")


def test_the_strict_form_and_other_names_of_parts() -> None:
    body = docx(styled("t", "通知") + p("正文。"), styles=HEADINGS)
    with ZipFile(BytesIO(body)) as file:
        inside = {name: file.read(name).replace(W.encode(), STRICT.encode()) for name in file.namelist()}
    relation = '<Relationships><Relationship Id="a" Type="{}/{}" Target="{}"/></Relationships>'
    data = packed({
        "_rels/.rels": relation.format(RELATIONS, "officeDocument", "/word/document2.xml"),
        "word\\_rels\\document2.xml.rels": relation.format(RELATIONS, "styles", "../Word/styles9.xml"),
        "word/document2.xml": inside["word/document.xml"], "word/styles9.xml": inside["word/styles.xml"]})
    assert seen(data) == [("title", 0, "通知"), ("paragraph", 0, "正文。")]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GOOD = docx(p("截止目前，全县共排查隐患12处。"))
DEEP = "<w:p>" * 5000 + "</w:p>" * 5000
IN_UTF_16 = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "甲">]><a>&b;</a>'.encode("utf-16")
ENTITY = part("document", p("&b;")).replace("<w:document", '<!DOCTYPE a [<!ENTITY b "甲">]><w:document')


@pytest.mark.parametrize("data, said", [
    pytest.param(b"", "不是 Word 文档", id="empty"),
    pytest.param("同志们：".encode(), "不是 Word 文档", id="a text"),
    pytest.param(OLE, "旧版 Word 文档（.doc）", id="an old document"),
    pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "设有打开密码", id="with a password"),
    pytest.param(GOOD[:-30], "已损坏或不完整", id="cut off"),
    pytest.param(packed({"a.txt": "甲"}), "没有 Word 正文", id="another archive"),
    pytest.param(packed({"word/document.xml": "<a/>"}), "没有 Word 正文", id="other content"),
    pytest.param(packed({"word/document.xml": part("document", "<w:body>")}), "word/document.xml 不是有效的 XML",
                 id="broken XML"),
    pytest.param(packed({"word/document.xml": "<?xml version='1.0' encoding='gbk'?><a/>".encode("gbk")}),
                 "不是有效的 XML", id="an encoding that XML readers do not know"),
    pytest.param(packed({"word/document.xml": ENTITY}), "不是有效的 XML", id="entities"),
    pytest.param(packed({"word/document.xml": IN_UTF_16}), "不是有效的 XML", id="entities in UTF-16"),
    pytest.param(docx("", styles="<w:style>"), "word/styles.xml 不是有效的 XML", id="broken styles"),
    pytest.param(docx(DEEP), "word/document.xml 不是有效的 XML", id="nested without end"),
    pytest.param(packed({"word/document.xml": part("document", "")}, ZIP_LZMA), "不是有效的 XML",
                 id="packed otherwise"),
])
def test_what_is_no_document_is_told_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "目录/稿.docx")
    told = str(caught.value)
    assert told.startswith("目录/稿.docx：") and said in told and "\n" not in told
    assert not isinstance(caught.value, BinaryError), "told even when nobody named the file"


def test_a_locked_part_is_told() -> None:
    locked = bytearray(GOOD)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    locked[6] |= 1
    with pytest.raises(InputError, match="设有打开密码"):
        decode(bytes(locked), "稿.docx")


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed({"word/document.xml": part("document", "<w:body>" + " " * ooxml.LIMIT)})
    assert len(bomb) < ooxml.LIMIT / 500
    with pytest.raises(InputError, match="展开后超过 20 MB"):
        decode(bomb, "稿.docx")
    monkeypatch.setattr(ooxml, "LIMIT", 1000)
    with pytest.raises(InputError, match="展开后超过"):
        decode(docx("", styles=" " * 600, numbering=" " * 600), "稿.docx")


def test_messages_speak_english_too() -> None:
    use("en")
    try:
        with pytest.raises(InputError, match=r"^a\.docx: a document of Word 97"):
            decode(OLE, "a.docx")
    finally:
        use("zh")


PIECES = [
    p("甲。"), p("一、总体要求"), styled("1", "甲"), styled("toc1", "甲"), listed("甲"), listed("甲", 1, 8),
    listed("甲", 9, 1), CELLS.format(p("甲"), p()), p(DRAWN.format(BOX.format("框"), "")),
    p("甲", "<w:rPr><w:del/></w:rPr>"), "<w:sdt/>", "甲", "<w:p/>", "<w:p><w:r><w:br/><w:t/></w:r></w:p>",
    "<w:tbl><w:tr/></w:tbl>", "<m:oMath/>", "<w:bookmarkStart/>", "<a/>", "<!-- a -->",
    p("# zflint-disable-next-line typo"), p("&lt;!-- zflint-as-of 2024 --&gt;甲"), p("\u2028 \u3000"),
    p("关于工作的通知"), '<w:p><w:pPr><w:outlineLvl w:val="-3"/><w:pStyle/><w:numPr/></w:pPr></w:p>',
]


def check(document: Document) -> None:
    lines, last = Lines(document.text), 0
    for block, place in zip(document.blocks, document.places, strict=True):
        source = document.text[place.span.start:place.span.end]
        assert len(source) == len(block.text) and all(a in (b, MASK) for a, b in zip(block.text, source, strict=True))
        assert (block.kind, block.depth) == (place.kind, place.depth) and block.kind in BLOCK_KINDS
        assert lines.row_column(place.span.start)[0] == place.line + 1 == lines.row_column(place.span.end)[0]
        assert block.text.replace(MASK, " ").strip() and last <= place.span.start
        last = place.span.end


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.booleans())
def test_any_content_gives_a_document(body: str, styles: bool) -> None:
    check(read(docx(body, **({"styles": HEADINGS, "numbering": CHINESE} if styles else {}))))


SOUP = [*"甲乙，。：、（）1. \t\u3000一二第章#—2年", "通知", "关于", "# zflint-disable ", "各单位："]
LINES = st.lists(st.lists(st.sampled_from(SOUP), max_size=9).map("".join))


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_a_document_without_styles_reads_as_plain_text(lines: list[str]) -> None:
    document, plain = read(docx("".join(map(p, lines)))), parse.parse("\n".join(lines))
    assert (document.text, document.blocks, document.places) == (plain.text, plain.blocks, plain.places)


WHOLE = docx(p("甲。") * 3 + listed("乙"), styles=HEADINGS, numbering=CHINESE)
PLAIN = packed({"word/document.xml": part("document", p("甲。") + listed("乙")), "word/numbering.xml": part(
    "numbering", CHINESE)}, 0)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([WHOLE, PLAIN]), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=6),
       st.integers(0, 60))
def test_damage_gives_a_document_or_a_sentence(data: bytes, hits: list[tuple[int, int]], cut: int) -> None:
    damaged = bytearray(data[:len(data) - cut] if cut < 30 else data)
    for at, byte in hits:
        damaged[at % len(damaged)] = byte
    try:
        check(read_docx(bytes(damaged), "稿.docx"))
    except InputError as error:
        assert str(error).startswith("稿.docx：")


QUIET = ("--output-format", "concise", "-q")
UNIT = "青石县农业农村和水利局"
TITLE = "关于做好秋季森林防火工作的通知"


@pytest.mark.parametrize("body", [
    pytest.param(CELLS.format(p(UNIT), p("12")) + CELLS.format(p(UNIT), p("9")), id="a table says the same twice"),
    pytest.param(p(TITLE) + p("青石县应急局") + p(TITLE) + p("各乡镇要抓好落实。"),
                 id="a title on the cover and above the text"),
    pytest.param(p(r("\uf0fe是") + "<w:r><w:sym/></w:r>" + r("否")) + p("请据实填写。"), id="boxes to tick"),
    pytest.param(p("一、压实责任") + p("各乡镇要抓好落实。") + listed("加强值守") + p("各乡镇要抓紧。")
                 + p("三、严肃纪律"),
                 id="numbers that Word writes among others"),
    pytest.param(styled("toc1", "一、压实责任1") + styled("toc1", "二、加强值守2") + p("一、压实责任")
                 + p("各乡镇要抓好落实。") + p("二、加强值守") + p("各乡镇要抓紧。"), id="a table of contents"),
    pytest.param(p("各乡镇要抓好落实") + p("<w:r><w:br/></w:r>"), id="nothing but a break"),
])
def test_stays_silent(office: Path, capsys: pytest.CaptureFixture[str], body: str) -> None:
    lists = numbering(level(0, "chineseCounting", "%1、", start=2))
    (office / "稿.docx").write_bytes(docx(body, styles=HEADINGS, numbering=lists))
    assert main(["check", "稿.docx", "--isolated", *QUIET]) == 0
    assert capsys.readouterr() == ("", "")


# The command line

FAULTY = docx(p("同志们：") + p("") + p("截止目前，全县共排查隐患12处。"))


@pytest.fixture
def draft(office: Path) -> Path:
    path = office / "讲话.docx"
    path.write_bytes(FAULTY)
    return path


def test_a_folder_of_documents_is_checked(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (draft.parent / "a.txt").write_text("截止目前。\n", encoding="utf-8")
    assert main(["check", ".", *QUIET]) == 1
    assert [line.partition(" ")[0] for line in capsys.readouterr().out.splitlines()] == ["a.txt:1:1:", "讲话.docx:3:1:"]
    assert main(["check", "讲话.docx", "--output-format", "json"]) == 1
    one, = json.loads(capsys.readouterr().out)
    assert one["location"] == {"row": 3, "column": 1} and one["end_location"] == {"row": 3, "column": 5}


def test_readers_are_told_of_paragraphs(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "讲话.docx", "--output-format", "html"])
    page = capsys.readouterr().out
    assert "第3段" in page and "第3行" not in page


def test_other_programs_are_told_of_no_encoding(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", ".", "--output-format", "sarif"])
    artifact, = json.loads(capsys.readouterr().out)["runs"][0]["artifacts"]
    assert artifact["location"]["uri"].endswith(".docx") and "encoding" not in artifact


@pytest.mark.parametrize("flags", [["--fix"], ["--fix", "--unsafe-fixes"], ["--add-disable", "旧稿"], ["--diff"]],
                         ids=lambda flags: flags[0])
def test_documents_are_never_written(draft: Path, capsys: pytest.CaptureFixture[str], flags: list[str]) -> None:
    text = draft.parent / "a.txt"
    text.write_text("截止目前。\n", encoding="utf-8")
    main(["check", ".", "--output-format", "concise", *flags])
    out, told = capsys.readouterr()
    assert draft.read_bytes() == FAULTY
    assert "1 个有问题的 Word 文档没有改写" in told and "1 个可自动修改" not in told
    changed = text.read_text(encoding="utf-8") != "截止目前。\n"
    assert ("a.txt" in out and "docx" not in out) if flags == ["--diff"] else changed


def test_clean_documents_are_not_spoken_of(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "好.docx").write_bytes(docx(p("截至目前，全县共排查隐患12处。")))
    assert main(["check", ".", "--fix"]) == 0
    assert "Word" not in capsys.readouterr().err


def test_standard_input_may_be_a_document(office: Path) -> None:
    def run(*flags: str) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "zflint", "check", "-", "--stdin-filename", "a.docx", *QUIET, *flags]
        return subprocess.run(command, input=FAULTY, capture_output=True, check=False)

    done = run()
    assert done.returncode == 1 and done.stdout.decode().startswith("a.docx:3:1:")
    done = run("--fix")
    assert done.returncode == 2 and not done.stdout and "不改写 Word 文档" in done.stderr.decode()


def test_damage_is_told_and_the_rest_is_checked(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (draft.parent / "坏.docx").write_bytes(FAULTY[:-30])
    assert main(["check", ".", *QUIET]) == 2
    out, told = capsys.readouterr()
    assert "讲话.docx:3:1:" in out and "坏.docx：文档已损坏或不完整" in told


def test_locks_are_left_out(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (draft.parent / "~$话.docx").write_bytes(b"\x06office" + bytes(50))
    for paths in (["."], ["讲话.docx", "~$话.docx"]):
        assert main(["check", *paths, *QUIET]) == 1
        out, told = capsys.readouterr()
        assert out.count("\n") == 1 and not told


def test_a_second_run_and_a_baseline_know_them(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outs = []
    for _ in range(2):
        main(["check", ".", *QUIET])
        outs.append(capsys.readouterr().out)
    assert outs[0] == outs[1] != ""
    assert main(["baseline", "."]) == 0
    draft.write_bytes(docx(p("新的一段。") + p("截止目前，全县共排查隐患12处。")))
    assert main(["check", ".", "--baseline", "zflint-baseline.json", *QUIET]) == 0


def test_only_new_paragraphs_are_reported(
    draft: Path, git: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    git("add", ".")
    git("commit", "-q", "-m", "a")
    draft.write_bytes(docx(p("截止目前，全县共排查隐患12处。") + p("截止目前，全县共整改隐患9处。")))
    assert main(["check", ".", "--diff-from", "HEAD", *QUIET]) == 1
    assert capsys.readouterr().out.count("讲话.docx:2:1:") == 1
    git("add", ".")
    assert main(["check", ".", "--staged", *QUIET]) == 1
    assert capsys.readouterr().out.startswith("讲话.docx:2:1:")
    draft.rename(draft.with_name("发言.docx"))
    capsys.readouterr()
    assert main(["check", ".", "--diff-from", "HEAD", *QUIET]) == 1
    assert capsys.readouterr().out.startswith("发言.docx:2:1:")


def test_the_encoder_refuses_documents() -> None:
    with pytest.raises(InputError, match="不改写 Word 文档"):
        encode(decode(FAULTY, "a.docx"), "甲")


def test_texts_do_not_pay_for_documents(office: Path) -> None:
    (office / "a.txt").write_text("截至目前。\n", encoding="utf-8")
    code = ("import sys; from zflint.cli import main; main(['check', 'a.txt', '-q']); "
            "print([name for name in ('zipfile', 'xml', 'zflint.parse.docx') if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_editor_passes_documents_over() -> None:
    pytest.importorskip("pygls")
    from zflint.server.documents import NO_PROSE

    assert ".docx" in NO_PROSE


def test_format_is_told_by_the_name() -> None:
    assert parse.format_of("A.DOCX") == "docx"
