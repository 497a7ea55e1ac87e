"""Hover tells the rule behind a finding, an id in a comment, a key of zflint.toml or of a pack."""

from typing import Any

import pytest
from looking import asked, at_cursor, seen, span

from zflint.server import hover, library, rulepage
from zflint.server.documents import Seen

PACK = 'group = "office"\n[[rule]]\nid = "a"\nkind = "swap"\nlevel = "error"\nswap = { "甲" = "乙" }\n'


def over(text: str, language: str = "plaintext", uri: str = "file:///draft.txt", **more: Any) -> tuple[Seen, Any]:
    text, at = at_cursor(text)
    one = seen(text, language, uri=uri, **more)
    return one, hover.hover(one, asked(one, at), library.find)


@pytest.mark.parametrize(("text", "covered", "says"), [
    pytest.param("截‸止目前，好。", "截止",
                 ["“截止”应为“截至”", "→ 改为“截至”", "**typo/cutoff**", "原因：", "依据：", "错例",
                   "~~截止~~ **截至**"],
                 id="a finding"),
    pytest.param("甲\u2028𠀀，截止‸目前，好。", "截止", ["**typo/cutoff**"], id="behind odd characters"),
    pytest.param("# zflint-disable-next-line typo/cut‸off\n截止目前，好。", "typo/cutoff", ["**typo/cutoff** · 错误"],
                 id="a rule in a comment"),
    pytest.param("# zflint-disable-next-line ty‸po, privacy\n截止目前，好。", "typo", ["**typo** · ", "- typo/cutoff"],
                 id="a group in a comment"),
])
def test_in_a_text(text: str, covered: str, says: list[str]) -> None:
    one, told = over(text)
    assert one.text[slice(*span(one, told["range"]))] == covered
    assert told["contents"]["kind"] == "markdown"
    assert [part for part in says if part not in told["contents"]["value"]] == []


@pytest.mark.parametrize(("uri", "text", "says"), [
    pytest.param("file:///zflint.toml", "own-u‸nit = \"县\"", "发文单位或其级别", id="a key"),
    pytest.param("file:///zflint.toml", "select = [\"typo/cut‸off\"]", "**typo/cutoff**", id="a rule"),
    pytest.param("file:///zflint.toml", "[levels]\n\"ty‸po\" = \"info\"", "条规则", id="a group"),
    pytest.param("file:///zflint.toml", "[per-file]\n\"*.md\" = { ig‸nore = [] }", "停用哪些规则",
                 id="a key for some files"),
    pytest.param("file:///pyproject.toml", "[tool.zflint]\nas-‸of = \"2024\"", "成文日期",
                 id="a key in pyproject.toml"),
    pytest.param("file:///office.toml", PACK.replace("level", "le‸vel"), "级别", id="a key of rules"),
    pytest.param("file:///office.toml", PACK.replace("swap =", "sw‸ap ="), "", id="a key of a kind"),
    pytest.param("file:///office.toml", PACK.replace('"swap"', '"sw‸ap"'), "Wrong forms", id="a kind"),
    pytest.param("file:///office.toml", PACK.replace("group", "gr‸oup"), "规则组的名字", id="a key of packs"),
])
def test_in_files_of_ours(uri: str, text: str, says: str) -> None:
    _, told = over(text, "toml", uri)
    assert (told is not None and says in told["contents"]["value"]) or not says


@pytest.mark.parametrize(("text", "language", "uri"), [
    pytest.param("各单位要高‸度重视。", "plaintext", "file:///a.txt", id="a clean text"),
    pytest.param("‸", "plaintext", "file:///a.txt", id="nothing"),
    pytest.param("select = ‸[]", "toml", "file:///zflint.toml", id="no word"),
    pytest.param("[project]\nname‸ = \"x\"", "toml", "file:///pyproject.toml", id="another's table"),
    pytest.param("name‸ = \"x\"", "toml", "file:///Cargo.toml", id="another's file"),
])
def test_nothing_to_say(text: str, language: str, uri: str) -> None:
    assert over(text, language, uri)[1] is None


def test_in_english_and_without_markdown() -> None:
    text, at = at_cursor("截‸止目前，好。")
    one = seen(text, lang="en")
    told = hover.hover(one, asked(one, at), library.find, markdown=False)
    assert told and told["contents"]["kind"] == "plaintext"
    value = told["contents"]["value"]
    assert "Why: " in value and "fixable" in value and not {"**", "~~", "`"} & {*value.split()} and "**" not in value


def test_every_rule_has_a_page() -> None:
    for rule in library.every(()):
        full = library.find(rule.id)
        assert full and full.id == rule.id
        for english in (False, True):
            page = rulepage.page(full, english)
            assert rule.id in page and "{" not in page.replace("\\{", "")
    assert library.find("typo/no-such-rule") is None and library.find("no/such") is None


def test_text_is_shown_as_it_is() -> None:
    assert rulepage.escaped("a*b_[c]\u200b") == "a\\*b\\_\\[c\\]U+200B"
