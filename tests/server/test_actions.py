"""Code actions: what is offered, what it makes of the text, and that the findings go."""

from types import SimpleNamespace
from typing import Any

import pytest
from looking import applied, seen, told

from zflint.examples import unmarked
from zflint.model import Name, Span
from zflint.packs import builtin_paths, read_packs
from zflint.server import actions
from zflint.server.actions import Abilities
from zflint.server.documents import Seen
from zflint.server.positions import to_position

SPEECH = """在全县政法工作会议上的讲话
同志们：
去年，全县政法机关忠诚履职，我县群众安全感位居全市第三。我代表县委、县政府，向全县政法干警表示慰问！
要认真落实省委、市委要求，在全区推开网格化管理，确保我区社会大局稳定。
"""
NAMES = """在全县政法工作会议上的讲话
全县政法机关深入开展“百日攻坚”行动，我县“百日攻坚”行动成效明显。
下一步，全县要持续抓好“百日功坚”行动，推进雪亮工程。
"""
PAGE = "让我们携手并肩，为建设美好家园而努力奋斗！\n\n上一篇：在全县教育大会上的讲话\n下一篇：没有了\n"
REPEATED = "各级各部门要提高政治站位，压紧压实责任，确保各项工作任务按期完成并取得实效。\n"


def offered(one: Seen, only: list[str] | None = None, able: Abilities = Abilities(),
            span: Span | None = None) -> list[dict[str, Any]]:
    start, end = span or Span(0, len(one.text))
    place = SimpleNamespace(start=SimpleNamespace(**to_position(one.lines, start, one.encoding)),
                            end=SimpleNamespace(**to_position(one.lines, end, one.encoding)))
    params = SimpleNamespace(range=place, context=SimpleNamespace(only=only))
    return actions.code_actions(one, params, able)


def done(one: Seen, title: str, only: list[str] | None = None) -> str:
    """The text after the first action with the title."""
    chosen = next(action for action in offered(one, only) if action["title"] == title)
    resolved = actions.resolve(one, chosen)
    assert resolved
    return applied(one, resolved["edit"])


def titles(one: Seen, only: list[str] | None = None) -> list[str]:
    return [action["title"] for action in offered(one, only)]


@pytest.mark.parametrize(("text", "language", "title", "wanted"), [
    pytest.param("截止目前，好。\n截止目前，好。\n", "plaintext", "改为“截至”", "截至目前，好。\n截止目前，好。\n",
                 id="quick fix"),
    pytest.param("截止目前，好。\n截止目前，好。\n", "plaintext", "修改本文全部 2 处 typo/cutoff",
                 "截至目前，好。\n截至目前，好。\n",
                 id="all of this rule"),
    pytest.param("截止目前，好。\n截止目前，好。\n", "plaintext", "zflint：修改全部可自动修改的问题",
                 "截至目前，好。\n截至目前，好。\n",
                 id="all of the document"),
    pytest.param("甲。\r\n截止目前，好。\r\n", "plaintext", "这一行不检查 typo/cutoff",
                 "甲。\r\n# zflint-disable-next-line typo/cutoff\r\n截止目前，好。\r\n", id="this line, plain text"),
    pytest.param("- 截止目前，好。\n", "markdown", "这一行不检查 typo/cutoff",
                 "- 截止目前，好。 <!-- zflint-disable-line typo/cutoff -->\n", id="this line, Markdown"),
    pytest.param("\ufeff截止目前，好。\n", "plaintext", "这一行不检查 typo/cutoff",
                 "\ufeff# zflint-disable-next-line typo/cutoff\n截止目前，好。\n", id="this line, behind a BOM"),
    pytest.param("# zflint-disable-next-line privacy\n截止目前，好。\n", "plaintext", "这一行不检查 typo/cutoff",
                 "# zflint-disable-next-line privacy, typo/cutoff\n截止目前，好。\n",
                 id="this line, in the comment above it"),
    pytest.param("截止目前，好。 <!-- zflint-disable-line privacy -- 已核对 -->\n", "markdown",
                 "这一行不检查 typo/cutoff",
                 "截止目前，好。 <!-- zflint-disable-line privacy, typo/cutoff -- 已核对 -->\n",
                 id="this line, in its comment"),
    pytest.param("截止目前，好。\n", "plaintext", "本文不检查 typo/cutoff",
                 "# zflint-disable-file typo/cutoff\n截止目前，好。\n", id="this file, plain text"),
    pytest.param("---\ntitle: 报告\n---\n# 报告\n\n截止目前，好。\n", "markdown", "本文不检查 typo/cutoff",
                 "---\ntitle: 报告\n---\n<!-- zflint-disable-file typo/cutoff -->\n\n# 报告\n\n截止目前，好。\n",
                 id="this file, below front matter"),
    pytest.param("# zflint-disable-file privacy\n截止目前，好。\n", "plaintext", "本文不检查 typo/cutoff",
                 "# zflint-disable-file privacy, typo/cutoff\n截止目前，好。\n",
                 id="this file, in the comment there is"),
    pytest.param("甲。<!-- zflint-disable-line typo/cutoff -->\n", "plaintext", "删去这条没有作用的屏蔽", "甲。\n",
                 id="a comment behind text"),
    pytest.param("# zflint-disable-file typo/cutoff\n甲。\n", "plaintext", "删去这条没有作用的屏蔽", "甲。\n",
                 id="a comment alone"),
    pytest.param("# zflint-disable-next-line typo/cutoff, privacy\n截止目前，好。\n", "plaintext",
                 "删去这条没有作用的屏蔽",
                 "# zflint-disable-next-line typo/cutoff\n截止目前，好。\n", id="one rule of a comment"),
    pytest.param(PAGE, "plaintext", "删除这一段残留", PAGE[:22], id="a block of residue"),
    pytest.param(PAGE.replace("话\n", "话\n\n"), "markdown", "删除这一段残留", PAGE[:23],
                 id="a block of residue, Markdown"),
    pytest.param(f"{REPEATED}会议研究了其他事项。\n{REPEATED}", "plaintext", "删除这里重复的文字",
                 f"{REPEATED}会议研究了其他事项。\n",
                 id="a repeated paragraph"),
    pytest.param(NAMES, "plaintext", "全文统一为“百日功坚”", NAMES.replace("百日攻坚", "百日功坚"),
                 id="this form everywhere"),
    pytest.param(SPEECH, "plaintext", "全文都按“全县”这一级称呼",
                 SPEECH.replace("全区", "全县").replace("我区", "我县"),
                 id="the document's level everywhere"),
    pytest.param(SPEECH, "plaintext", "全文都按“全区”这一级称呼", SPEECH.replace("县", "区"),
                 id="the other level everywhere"),
])
def test_what_it_makes_of_the_text(text: str, language: str, title: str, wanted: str) -> None:
    assert done(seen(text, language), title) == wanted


def test_forms_of_variants() -> None:
    text = "建立七项工作机制，完善七项制度，落实7项措施，做好7项准备，总结七项经验。第7项略。"
    one = seen(text, extend=["consistency/mixed-numerals"])
    assert done(one, "全文统一为“七项”") == text.replace("落实7项措施，做好7项", "落实七项措施，做好七项")
    assert done(one, "全文统一为“7项”") == text.replace("七项", "7项")


EVERY = {rule.id: rule for rule in read_packs(builtin_paths(), trusted=True) if rule.kind != "suppression"}


@pytest.mark.parametrize("where", ["本文", "这一行"])
@pytest.mark.parametrize("rule", [*EVERY][::7])
def test_a_disabled_rule_is_silent_and_nothing_new_is_said(rule: str, where: str) -> None:
    example = EVERY[rule].bad[0]
    given: dict[str, Any] = {
        "language": "markdown" if example.format == "markdown" else "plaintext", "select": [rule, "suppression"],
        "as_of": example.as_of, "own_unit": example.own_unit, "names": example.names}
    one = seen(unmarked(example.text)[0], **given)
    after = told(seen(done(one, f"{where}不检查 {rule}"), **given))
    assert len(after) < len(told(one)) and {found for found, _ in after} <= {rule}


def test_the_safe_fix_is_preferred_and_comes_first() -> None:
    first, *others = offered(seen("截止目前，好。\n"))
    assert (first["title"], first.get("isPreferred"), first["kind"]) == ("改为“截至”", True, "quickfix")
    assert not any(one.get("isPreferred") for one in others)
    assert first["diagnostics"][0]["code"] == "typo/cutoff"


def test_an_unsafe_fix_says_so() -> None:
    assert "改为“百日攻坚”（请人工确认）" in titles(seen(NAMES))
    assert "zflint：修改全部可自动修改的问题" not in titles(seen(NAMES))


def test_edits_come_when_they_are_asked_for() -> None:
    one = seen("截止目前，好。\n")
    lazy, at_once = offered(one)[0], offered(one, able=Abilities(resolves=False))[0]
    assert "edit" not in lazy and lazy["data"]["version"] == 1
    assert actions.resolve(one, lazy)["edit"] == at_once["edit"]  # type: ignore[index]
    assert offered(one, able=Abilities(documents=False, resolves=False))[0]["edit"] == {
        "changes": {one.uri: [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 2}},
                               "newText": "截至"}]}}


def test_no_edit_for_another_version() -> None:
    action = offered(seen("截止目前，好。\n"))[0]
    assert actions.resolve(seen("\n截止目前，好。\n", version=2), action) is None


@pytest.mark.parametrize(("only", "kinds"), [
    pytest.param(["quickfix"], {"quickfix"}, id="quick fixes"),
    pytest.param(["source.fixAll.zflint"], {"source.fixAll.zflint"}, id="ours"),
    pytest.param(["source.fixAll"], {"source.fixAll.zflint"}, id="anybody's fixAll"),
    pytest.param(["source"], {"source.fixAll.zflint"}, id="any source action"),
    pytest.param(["refactor"], set(), id="refactorings"),
    pytest.param(["source.fixAll.other"], set(), id="another's fixAll"),
    pytest.param(None, {"quickfix", "source.fixAll.zflint"}, id="all"),
])
def test_only_what_is_asked_for(only: list[str] | None, kinds: set[str]) -> None:
    assert {action["kind"] for action in offered(seen("截止目前，好。\n"), only)} == kinds


@pytest.mark.parametrize(("text", "language"), [
    pytest.param("各单位要高度重视。\n", "plaintext", id="a clean text"),
    pytest.param("", "plaintext", id="no text"),
])
def test_nothing_to_offer(text: str, language: str) -> None:
    assert offered(seen(text, language)) == []


def test_only_about_the_range() -> None:
    one = seen("截止目前，好。\n各单位要高度重视。\n")
    assert [action["kind"] for action in offered(one, span=Span(10, 12))] == ["source.fixAll.zflint"]


def test_fixing_all_leaves_nothing_to_fix() -> None:
    text = "截止目前，，好。。\n全县上下要提高政治站位，，压紧压实责任。\n<b>截止目前</b>，好。\n"
    after = seen(done(seen(text), "zflint：修改全部可自动修改的问题", ["source.fixAll"]))
    assert not [found for found in after.findings if found.fix and found.fix.applicability == "safe"]


def test_a_name_to_accept() -> None:
    action = next(one for one in offered(seen(NAMES)) if "command" in one and "名称" in one["title"])
    assert action["command"]["command"] == "zflint.acceptName"
    assert action["command"]["arguments"] == [
        {"uri": "file:///公文/draft.txt", "rule": "consistency/name-slip", "name": "百日功坚"}]
    assert told(seen(NAMES, names=(Name("百日功坚", ()),))) == []


def test_a_name_in_quotes_is_accepted_whole() -> None:
    text = "“截止目前”工程进展顺利。\n"
    assert told(seen(text)) == [("typo/cutoff", "截止")]
    action = next(one for one in offered(seen(text)) if "command" in one and "名称" in one["title"])
    assert action["command"]["arguments"][0]["name"] == "截止目前"
    assert told(seen(text, names=(Name("截止目前", ()),))) == []


def test_a_rule_to_turn_off() -> None:
    wanted = "在 zflint.toml 中停用 typo/cutoff"
    action = next(one for one in offered(seen("截止目前，好。\n")) if one["title"] == wanted)
    assert action["command"]["arguments"] == [{"uri": "file:///公文/draft.txt", "rule": "typo/cutoff"}]


def test_titles_in_english() -> None:
    assert titles(seen("截止目前，好。\n", lang="en")) == [
        "replace with “截至”", "accept the name “截止” (in zflint.toml)", "disable typo/cutoff on this line",
        "disable typo/cutoff in this file", "disable typo/cutoff in zflint.toml", "zflint: apply all safe fixes"]


def test_titles_are_one_line() -> None:
    assert all("\n" not in title for title in titles(seen("甲\u2028乙，截止目前，好。\n")))
