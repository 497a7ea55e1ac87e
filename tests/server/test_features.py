"""Every feature through the protocol, with clients that push and pull and count in each encoding."""

import asyncio
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from conftest import WAYS, Editor, capabilities, hear, told
from lsprotocol import types as T
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient

from zflint.server.commands import recorded_here
from zflint.text import Lines

DRAFT = ("关于安全生产工作的报告\n一、总体情况\n\U00020000。截止目前，XX县委高度重视，XX县政府专题研究。\n"
         "二、下一步工作\n截止目前，好。\n")
URI = "file:///公文/draft.txt"
pytestmark = pytest.mark.asyncio


async def ready(client: LanguageClient, pull: bool = True, encoding: str = "utf-16", folders: Sequence[Path] = (),
                options: Any = None, edits: bool = True) -> Editor:
    """Shake hands as an editor that can do everything (`edits`: also changes of several documents, and on demand)."""
    editor, able = Editor(client, pull, encoding), capabilities(pull, encoding)
    able.text_document.code_action = T.CodeActionClientCapabilities(
        data_support=True, resolve_support=T.ClientCodeActionResolveOptions(["edit"])) if edits else None
    able.text_document.document_symbol = T.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True)
    able.workspace.apply_edit, able.workspace.configuration = True, False
    able.workspace.workspace_edit = T.WorkspaceEditClientCapabilities(
        document_changes=True, resource_operations=[T.ResourceOperationKind.Create]) if edits else None

    def apply(params: T.ApplyWorkspaceEditParams) -> T.ApplyWorkspaceEditResult:
        editor.hears(T.WORKSPACE_APPLY_EDIT, params.edit)
        return T.ApplyWorkspaceEditResult(applied=True)

    hear(client, T.WORKSPACE_APPLY_EDIT, apply)
    methods = T.CLIENT_REGISTER_CAPABILITY, T.WORKSPACE_DIAGNOSTIC_REFRESH, T.WINDOW_SHOW_MESSAGE, "zflint/status"
    for method in methods:
        hear(client, method, partial(editor.hears, method))
    await client.initialize_session(T.InitializeParams(
        capabilities=able, initialization_options=options,
        workspace_folders=[T.WorkspaceFolder(path.as_uri(), path.name) for path in folders]))
    return editor


@pytest_asyncio.fixture(params=WAYS, ids=told)
async def each(request: pytest.FixtureRequest, client: LanguageClient) -> Editor:
    return await ready(client, *request.param)


@pytest_asyncio.fixture(params=[(False, "utf-8"), (True, "utf-16"), (False, "utf-32")], ids=told)
async def some(request: pytest.FixtureRequest, client: LanguageClient) -> Editor:
    return await ready(client, *request.param)


@pytest_asyncio.fixture
async def editor(client: LanguageClient) -> Editor:
    return await ready(client)


def place(editor: Editor, uri: str, text: str, nth: int = 0) -> T.Range:
    """Where a string stands for the nth time."""
    whole, at = editor.texts[uri], -1
    for _ in range(nth + 1):
        at = whole.index(text, at + 1)
    lines = Lines(whole)
    ends = [T.Position(*lines.position(one, editor.encoding)) for one in (at, at + len(text))]  # type: ignore[arg-type]
    return T.Range(*ends)


def apply(editor: Editor, edit: T.WorkspaceEdit) -> None:
    """Do what the edit says with an open document, and tell the server."""
    (change,) = edit.document_changes
    uri = change.text_document.uri
    assert change.text_document.version == editor.versions[uri]
    lines, text = Lines(editor.texts[uri]), editor.texts[uri]
    for one in sorted(change.edits, key=lambda one: one.range.start, reverse=True):
        start, end = (lines.offset_at(at.line, at.character, editor.encoding)  # type: ignore[arg-type]
                      for at in (one.range.start, one.range.end))
        text = text[:start] + one.new_text + text[end:]
    editor.texts[uri] = text
    editor.change(uri, T.TextDocumentContentChangeWholeDocument(text))


async def actions(editor: Editor, uri: str, around: T.Range, only: Sequence[str] | None = None) -> list[Any]:
    return list(await editor.client.text_document_code_action_async(T.CodeActionParams(
        T.TextDocumentIdentifier(uri), around, T.CodeActionContext([], only))) or ())


async def command(editor: Editor, what: str, /, **about: Any) -> Any:
    return await editor.client.workspace_execute_command_async(T.ExecuteCommandParams(f"zflint.{what}", [about]))


async def test_quick_fix_then_all_fixes(each: Editor) -> None:
    each.open(URI, DRAFT)
    assert [one.code for one in await each.found(URI)].count("typo/cutoff") == 2
    first = (await actions(each, URI, place(each, URI, "截止"), ["quickfix"]))[0]
    assert (first.title, first.is_preferred, first.edit) == ("改为“截至”", True, None)
    apply(each, (await each.client.code_action_resolve_async(first)).edit)
    assert each.texts[URI] == DRAFT.replace("截止", "截至", 1)
    assert [one.code for one in await each.found(URI)].count("typo/cutoff") == 1
    fix_all, = await actions(each, URI, place(each, URI, "关于"), ["source.fixAll"])
    assert fix_all.kind == "source.fixAll.zflint"
    apply(each, (await each.client.code_action_resolve_async(fix_all)).edit)
    assert each.texts[URI] == DRAFT.replace("截止", "截至")
    assert {one.code for one in await each.found(URI)} == {"placeholder/unfilled-mask"}


async def test_placeholders_are_found_and_filled_in(some: Editor) -> None:
    some.open(URI, DRAFT)
    await some.found(URI)
    first, second = place(some, URI, "XX"), place(some, URI, "XX", 1)
    at = place(some, URI, "关于").start
    for name, start, wanted in (("nextPlaceholder", at, first), ("nextPlaceholder", first.start, second),
                                ("nextPlaceholder", second.start, first), ("previousPlaceholder", at, second)):
        found = await command(some, name, uri=URI, position={"line": start.line, "character": start.character})
        assert found["start"] == {"line": wanted.start.line, "character": wanted.start.character}
    assert [one["text"] for one in await command(some, "placeholders", uri=URI)] == ["XX", "XX"]

    document = T.TextDocumentIdentifier(URI)
    told = await some.client.text_document_prepare_rename_async(T.PrepareRenameParams(document, first.start))
    assert (told.placeholder, told.range) == ("XX县", place(some, URI, "XX县"))
    apply(some, await some.client.text_document_rename_async(T.RenameParams(document, first.start, "平安")))
    assert some.texts[URI] == DRAFT.replace("XX", "平安")
    assert {one.code for one in await some.found(URI)} == {"typo/cutoff"}


async def test_a_name_that_cannot_be_is_an_error_for_the_user(editor: Editor) -> None:
    editor.open(URI, DRAFT)
    document, at = T.TextDocumentIdentifier(URI), place(editor, URI, "XX").start
    with pytest.raises(JsonRpcException) as caught:
        await editor.client.text_document_rename_async(T.RenameParams(document, at, " "))
    assert (caught.value.code, "一行" in caught.value.message) == (-32803, True)
    nowhere = place(editor, URI, "关于").start
    assert await editor.client.text_document_prepare_rename_async(T.PrepareRenameParams(document, nowhere)) is None
    assert await editor.client.text_document_rename_async(T.RenameParams(document, nowhere, "甲")) is None


async def test_an_action_of_an_older_version_is_refused(editor: Editor) -> None:
    editor.open(URI, DRAFT)
    first = (await actions(editor, URI, place(editor, URI, "截止")))[0]
    editor.change(URI, T.TextDocumentContentChangeWholeDocument("\n" + DRAFT))
    with pytest.raises(JsonRpcException) as caught:
        await editor.client.code_action_resolve_async(first)
    assert caught.value.code == -32801


async def test_clients_that_ask_only_once_get_the_edit_at_once(client: LanguageClient) -> None:
    editor = await ready(client, pull=False, edits=False)
    editor.open(URI, DRAFT)
    first = (await actions(editor, URI, place(editor, URI, "截止")))[0]
    assert first.edit.changes[URI] == (T.TextEdit(place(editor, URI, "截止"), "截至"),)


async def test_hover_outline_folds_completion(some: Editor) -> None:
    some.open(URI, DRAFT)
    document = T.TextDocumentIdentifier(URI)
    told = await some.client.text_document_hover_async(T.HoverParams(document, place(some, URI, "截止").start))
    assert told.range == place(some, URI, "截止") and "**typo/cutoff**" in told.contents.value
    assert await some.client.text_document_hover_async(T.HoverParams(document, T.Position(0, 0))) is None
    title, = await some.client.text_document_document_symbol_async(T.DocumentSymbolParams(document))
    assert [one.name for one in title.children] == ["一、总体情况", "二、下一步工作"]
    assert title.children[0].selection_range == place(some, URI, "一、总体情况")
    folds = await some.client.text_document_folding_range_async(T.FoldingRangeParams(document))
    assert [(one.start_line, one.end_line) for one in folds] == [(0, 4), (1, 2), (3, 4)]

    some.texts[URI] = "\U00020000<!-- zflint-disable-line ty -->截止目前，好。\n"
    some.change(URI, T.TextDocumentContentChangeWholeDocument(some.texts[URI]))
    items = await some.client.text_document_completion_async(T.CompletionParams(document, place(some, URI, "ty").end))
    cutoff = next(one for one in items if one.label == "typo/cutoff")
    assert cutoff.text_edit == T.TextEdit(place(some, URI, "ty"), "typo/cutoff") and cutoff.documentation is None
    resolved = await some.client.completion_item_resolve_async(cutoff)
    assert "**typo/cutoff**" in resolved.documentation.value


async def test_lens_only_when_asked(client: LanguageClient) -> None:
    editor = await ready(client, options={"placeholderLens": True})
    editor.open(URI, DRAFT)
    one, = await editor.client.text_document_code_lens_async(T.CodeLensParams(T.TextDocumentIdentifier(URI)))
    assert (one.command.title, one.command.command) == ("还有 2 处没有填写", "zflint.nextPlaceholder")


async def test_no_lens_by_default(editor: Editor) -> None:
    editor.open(URI, DRAFT)
    assert not await editor.client.text_document_code_lens_async(T.CodeLensParams(T.TextDocumentIdentifier(URI)))


@pytest.mark.parametrize("pull", [False, True], ids=["push", "pull"])
async def test_mistakes_in_our_own_files(client: LanguageClient, tmp_path: Path, pull: bool) -> None:
    editor = await ready(client, pull, folders=[tmp_path])
    config, pack = (tmp_path / "zflint.toml").as_uri(), (tmp_path / "office.toml").as_uri()
    editor.open(config, 'ignore = ["typo/cutof"]\n', "toml")
    one, = await editor.found(config)
    assert one.range == place(editor, config, '"typo/cutof"') and "是否想写“typo/cutoff”" in one.message
    editor.texts[config] = 'ignore = ["typo/cutoff"]\n'
    editor.change(config, T.TextDocumentContentChangeWholeDocument(editor.texts[config]))
    assert await editor.found(config) == []
    editor.open(pack, 'group = "office"\n[[rule]]\nid = "a"\nkind = "swap"\nlevel = "error"\nmessage = "m"\nwhy = "w"\n'
                      'source = "s"\nswap = { "甲乙" = "乙甲" }\nbad = ["⟦甲乙⟧"]\ngood = ["甲乙"]\n', "toml")
    one, = await editor.found(pack)
    assert one.range == place(editor, pack, '"甲乙"', 1) and one.code == "example"


async def test_nothing_is_said_of_other_toml(editor: Editor) -> None:
    editor.open("file:///a/Cargo.toml", '[package]\ndescription = "截止目前"\n', "toml")
    assert await editor.found("file:///a/Cargo.toml") == []


def written(editor: Editor, number: int = 0) -> tuple[list[str], dict[Path, str]]:
    """What an applyEdit did: kinds of changes, and the new text of each file, which is saved."""
    edit = editor.heard(T.WORKSPACE_APPLY_EDIT)[number]
    kinds, texts = [], {}
    for change in edit.document_changes:
        kinds.append(getattr(change, "kind", "edit"))
        if kinds[-1] == "edit":
            path = Path(change.text_document.uri.removeprefix("file://"))
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            lines = Lines(text)
            for one in change.edits:
                start, end = (lines.offset_at(at.line, at.character) for at in (one.range.start, one.range.end))
                text = text[:start] + one.new_text + text[end:]
            path.write_text(text, encoding="utf-8")
            texts[path] = text
    return kinds, texts


async def reread(editor: Editor, *paths: Path) -> None:
    """Tell the server that files have changed."""
    editor.client.workspace_did_change_watched_files(T.DidChangeWatchedFilesParams(
        [T.FileEvent(path.as_uri(), T.FileChangeType.Changed) for path in paths]))


@pytest.mark.parametrize("pull", [False, True], ids=["push", "pull"])
async def test_a_rule_is_turned_off_and_a_name_accepted(client: LanguageClient, tmp_path: Path, pull: bool) -> None:
    editor = await ready(client, pull, folders=[tmp_path])
    draft, config = tmp_path / "草稿" / "draft.txt", tmp_path / "zflint.toml"
    draft.parent.mkdir()
    draft.write_text("“截止目前”工程，，进展顺利。\n", encoding="utf-8")
    editor.open(draft.as_uri(), draft.read_text(encoding="utf-8"))
    before = {one.code for one in await editor.found(draft.as_uri())}
    assert "typo/cutoff" in before and len(before) == 2
    other, = before - {"typo/cutoff"}

    assert await command(editor, "acceptName", uri=draft.as_uri(), name="截止目前") == config.as_uri()
    assert written(editor) == (["create", "edit"], {config: 'names = {"截止目前" = []}\n'})
    await reread(editor, config)
    assert {one.code for one in await editor.found(draft.as_uri())} == {other}

    assert await command(editor, "disableRule", uri=draft.as_uri(), rule=other) == config.as_uri()
    kinds, texts = written(editor, 1)
    assert kinds == ["edit"] and texts[config] == f'names = {{"截止目前" = []}}\nignore = ["{other}"]\n'
    await reread(editor, config)
    assert await editor.found(draft.as_uri()) == []


async def test_the_open_text_of_a_configuration_is_what_is_changed(client: LanguageClient, tmp_path: Path) -> None:
    editor = await ready(client, folders=[tmp_path])
    config = tmp_path / "zflint.toml"
    config.write_text("", encoding="utf-8")
    editor.open(config.as_uri(), "# 还没有保存\n", "toml")
    editor.open((tmp_path / "a.txt").as_uri(), "截止目前，好。\n")
    await command(editor, "disableRule", uri=(tmp_path / "a.txt").as_uri(), rule="typo/cutoff")
    edit = editor.heard(T.WORKSPACE_APPLY_EDIT)[0]
    apply(editor, edit)
    assert editor.texts[config.as_uri()] == '# 还没有保存\nignore = ["typo/cutoff"]\n'


async def test_a_broken_configuration_is_not_touched(client: LanguageClient, tmp_path: Path) -> None:
    editor = await ready(client, folders=[tmp_path])
    (tmp_path / "zflint.toml").write_text("ignore = [\n", encoding="utf-8")
    editor.open((tmp_path / "a.txt").as_uri(), "截止目前，好。\n")
    assert await command(editor, "disableRule", uri=(tmp_path / "a.txt").as_uri(), rule="typo/cutoff") is None
    assert editor.heard(T.WORKSPACE_APPLY_EDIT) == []
    message, = editor.heard(T.WINDOW_SHOW_MESSAGE)
    assert "请先改正" in message.message


async def test_no_folder_to_write_to(editor: Editor) -> None:
    editor.open("untitled:Untitled-1", "截止目前，好。\n")
    assert await command(editor, "disableRule", uri="untitled:Untitled-1", rule="typo/cutoff") is None
    assert "文件夹" in editor.heard(T.WINDOW_SHOW_MESSAGE)[0].message


async def test_a_new_configuration(client: LanguageClient, tmp_path: Path) -> None:
    editor = await ready(client, folders=[tmp_path])
    config = tmp_path / "zflint.toml"
    assert await command(editor, "initConfig", folder=tmp_path.as_uri()) == config.as_uri()
    kinds, texts = written(editor)
    assert kinds == ["create", "edit"] and "# own-unit" in texts[config]
    assert await command(editor, "initConfig", folder=tmp_path.as_uri()) == config.as_uri()
    assert len(editor.heard(T.WORKSPACE_APPLY_EDIT)) == 1


async def test_the_page_of_a_rule(editor: Editor) -> None:
    assert "**typo/cutoff**" in await command(editor, "rule", id="typo/cutoff")
    assert await command(editor, "rule", id="typo/no-such-rule") is None


async def test_the_report(editor: Editor) -> None:
    editor.open(URI, DRAFT)
    page = await command(editor, "report", uri=URI)
    assert page.startswith("<!doctype html>") and "typo/cutoff" in page and "draft.txt" in page
    assert await command(editor, "report", uri="file:///nowhere.txt") is None


async def test_the_baseline(client: LanguageClient, tmp_path: Path) -> None:
    editor = await ready(client, folders=[tmp_path])
    (tmp_path / "zflint.toml").write_text('baseline = "known.json"\n', encoding="utf-8")
    draft = tmp_path / "draft.txt"
    draft.write_text("截止目前，好。\n", encoding="utf-8")
    editor.open(draft.as_uri(), draft.read_text(encoding="utf-8"))
    assert len(await editor.found(draft.as_uri())) == 1
    assert await command(editor, "baseline", folder=tmp_path.as_uri()) is True
    assert "typo/cutoff" in (tmp_path / "known.json").read_text(encoding="utf-8")
    assert await editor.found(draft.as_uri()) == []
    (tmp_path / "zflint.toml").write_text("baseline = 1\n", encoding="utf-8")
    assert await command(editor, "baseline", folder=tmp_path.as_uri()) is False
    assert "baseline" in editor.heard(T.WINDOW_SHOW_MESSAGE)[0].message


async def test_a_baseline_is_named_in_the_configuration(client: LanguageClient, tmp_path: Path) -> None:
    editor = await ready(client, folders=[tmp_path])
    draft, config = tmp_path / "draft.txt", tmp_path / "zflint.toml"
    draft.write_text("截止目前，好。\n", encoding="utf-8")
    config.write_text('# 本单位\nown-unit = "县"\n', encoding="utf-8")
    assert await command(editor, "baseline", folder=tmp_path.as_uri()) is True
    assert "typo/cutoff" in (tmp_path / "zflint-baseline.json").read_text(encoding="utf-8")
    _, texts = written(editor)
    assert "zflint-baseline.json" in texts[config]


async def test_a_baseline_where_no_process_can_be_started(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("截止目前，好。\n", encoding="utf-8")
    assert recorded_here(str(tmp_path)) == ""
    assert "typo/cutoff" in (tmp_path / "zflint-baseline.json").read_text(encoding="utf-8")
    (tmp_path / "zflint.toml").write_text("baseline = 1\n", encoding="utf-8")
    assert "baseline" in recorded_here(str(tmp_path))


async def test_features_of_a_document_that_is_not_open(editor: Editor) -> None:
    document, at = T.TextDocumentIdentifier("file:///nowhere.txt"), T.Position(0, 0)
    assert await editor.client.text_document_hover_async(T.HoverParams(document, at)) is None
    assert await actions(editor, "file:///nowhere.txt", T.Range(at, at)) == []
    top = {"line": 0, "character": 0}
    assert await command(editor, "nextPlaceholder", uri="file:///nowhere.txt", position=top) is None
    assert await command(editor, "placeholders", uri="file:///nowhere.txt") == []


@pytest.mark.parametrize("about", [None, {}, {"uri": 7}, {"uri": URI, "position": "x"}], ids=json.dumps)
async def test_commands_with_bad_arguments_are_answered(editor: Editor, about: Any) -> None:
    editor.open(URI, DRAFT)
    for name in ("nextPlaceholder", "placeholders", "rule", "initConfig", "disableRule", "acceptName"):
        asked = editor.client.workspace_execute_command_async(T.ExecuteCommandParams(
            f"zflint.{name}", None if about is None else [about]))
        try:
            await asyncio.wait_for(asked, 20)
        except JsonRpcException as error:
            assert error.code in (-32602, -32603)
    assert await editor.found(URI)
