"""Characters that do not belong: named by code point, silent where scripts need them, one finding for many."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.engine import lint, ruleset
from zflint.fix import fixed
from zflint.kinds.characters import Unprintable
from zflint.model import Finding
from zflint.packs import read_packs
from zflint.parse import parse

FOLDER = Path(__file__).parent.parent / "rules"
RULES = ruleset(read_packs([str(FOLDER / "encoding.toml")], trusted=True))
SENTENCE = "综治中心建设稳步推进，矛盾纠纷及时化解，群众安全感明显增强。"


def findings(text: str, format: str = "plain") -> tuple[Finding, ...]:
    return lint(RULES, parse(text, format))


def rules(text: str, format: str = "plain") -> list[str]:
    return [f.rule.removeprefix("encoding/") for f in findings(text, format)]


@pytest.mark.parametrize(("written", "read"), [
    pytest.param("utf-8", "gbk", id="UTF-8 read as GBK"),
    pytest.param("gbk", "utf-8", id="GBK read as UTF-8"),
    pytest.param("gbk", "latin-1", id="GBK read as Latin-1"),
    pytest.param("utf-8", "latin-1", id="UTF-8 read as Latin-1"),
    pytest.param("utf-8", "cp1252", id="UTF-8 read as Windows-1252"),
])
def test_text_read_in_the_wrong_encoding_is_found(written: str, read: str) -> None:
    assert "mojibake" in rules(f"一是{SENTENCE}".encode(written).decode(read, errors="replace"))


@pytest.mark.parametrize(("text", "rule", "said"), [
    pytest.param("平安\u200b建设", "invisible", "U+200B（零宽空格）", id="zero-width space"),
    pytest.param("账号\u202e4321", "bidi", "U+202E（从右至左强制）", id="right-to-left override"),
    pytest.param("平安\x07建设", "control", "U+0007（Word", id="cell mark"),
    pytest.param("平安\x1f建设", "control", "U+001F（控制字符）", id="control character without a name"),
    pytest.param("一是\u2028二是", "line-separator", "U+2028（行分隔符）", id="line separator"),
    pytest.param("联系人：王\ue123", "private-use", "U+E123", id="home-made character"),
    pytest.param("\u2f2f作", "compatibility", "应为“工”", id="radical for a character"),
    pytest.param("\u0410PP", "lookalike-letter", "U+0410", id="Cyrillic letter in a Latin word"),
    pytest.param("各单位要加\u5f37督导。", "traditional", "“\u5f37”，应为“强”", id="traditional character"),
    pytest.param("认真guanche会议精神。", "pinyin", "“guanche”", id="pinyin"),
    pytest.param("压实责任。\u00a0二要督导，确保落实。", "no-break-space", "U+00A0", id="no-break space"),
    pytest.param("见下图：\ufffc", "lost-object", "U+FFFC", id="lost picture"),
])
def test_message_names_the_culprit(text: str, rule: str, said: str) -> None:
    (found,) = findings(text)
    assert found.rule == f"encoding/{rule}" and said in found.message


@pytest.mark.parametrize(("text", "format"), [
    pytest.param("家庭👨\u200d👩\u200d👧与❤\ufe0f\u200d🔥", "plain", id="joined emoji"),
    pytest.param("می\u200cخواهم 与 \u202bئۇيغۇر\u202c", "plain", id="Persian and Uyghur"),
    pytest.param("བོད་ཡིག 与 हिन्दी\u200dक", "plain", id="Tibetan and Hindi"),
    pytest.param("第一段\n\u200b\n\u00a0\n第二段", "plain", id="lines with nothing to see"),
    pytest.param("\u3000\u3000各乡镇\n第一条\u3000总则\n姓名\t单位", "plain", id="full-width spaces and tabs"),
    pytest.param("姓名\u00a0单位\u00a0电话", "plain", id="columns"),
    pytest.param("Здравствуйте，Ελλάδα，kΩ，ΔT，café", "plain", id="words in other alphabets"),
    pytest.param("网页上出现“锟斤拷”和“\ufffd”是编码问题。", "plain", id="mojibake that is spoken of"),
    pytest.param("王\U00030000、李㛃、〇、〔2023〕、①、㎡、℃", "plain", id="rare characters and signs"),
    pytest.param("各縣區要認真落實。\n第一章 總則\n各單位要加強督導。", "plain", id="a text in traditional script"),
    pytest.param("他题写了对联。\n雲開萬里見青山\n干部群众深受鼓舞。", "plain", id="a line in traditional script"),
    pytest.param("研读《論語》和“無爲而治”。", "plain", id="traditional titles and quotations"),
    pytest.param("乾县、著名、徵候、後某", "plain", id="characters that simplified script has too"),
    pytest.param("用ping测试，下载app，在weibo、taobao发布，建mesh网。", "plain", id="words that are no pinyin"),
    pytest.param("西安（xī’ān）、陕西（shǎnxī）、Xi'an市", "plain", id="pinyin in brackets, and names"),
    pytest.param("见`代码`和[链接](https://a.cn)。", "markdown", id="masked markup"),
])
def test_characters_in_their_place_stay_silent(text: str, format: str) -> None:
    assert rules(text, format) == []


@pytest.mark.parametrize(("piece", "rule", "clean"), [
    pytest.param("安\u200b", "invisible", "安", id="invisible"),
    pytest.param("\u2f2f", "compatibility", "工", id="compatibility"),
    pytest.param("\ue004一", "private-use", "\ue004一", id="private use has no fix"),
])
def test_many_are_one_finding_with_a_fix_for_all(piece: str, rule: str, clean: str) -> None:
    text = "\n".join([piece + SENTENCE] * 12)
    (found,) = findings(text)
    assert found.rule == f"encoding/{rule}" and "12" in found.message and len(found.related) == 10
    assert fixed(text, [found]) == "\n".join([clean + SENTENCE] * 12)


def test_table_of_compatibility_agrees_with_unicode() -> None:
    rows = [line.split("\t") for line in (FOLDER / "encoding-compatibility.tsv").read_text("utf-8").splitlines()]
    rows = [row for row in rows if len(row) == 2 and row[0] != "wrong"]
    for wrong, right in rows:
        assert unicodedata.normalize("NFKC", right) == right
        assert "\u2e80" <= wrong <= "\u2eff" or unicodedata.normalize("NFKC", wrong) == right
    assert len({wrong for wrong, _ in rows}) == len(rows) > 400


@pytest.mark.parametrize("ranges", [pytest.param(("\ue000",), id="no dash"), pytest.param(("b-a",), id="turned")])
def test_ranges_are_checked(ranges: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="ranges"):
        Unprintable(ranges=ranges)


@given(st.text("平安。a \u200b\u200d\ufeff\u00a0\u202e\ue000\u2f2f\u0430\x07\u2028\n", max_size=40))
def test_safe_fixes_leave_nothing_to_fix(text: str) -> None:
    for _ in range(2):
        text = fixed(text, [f for f in findings(text) if f.fix and f.fix.applicability == "safe"])
    assert not [f for f in findings(text) if f.fix and f.fix.applicability == "safe"]
