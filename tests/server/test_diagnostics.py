"""Diagnostics as a client gets them: by push or by pull, never both; complete, and at the right places."""

import asyncio
from pathlib import Path

import pytest
from conftest import Editor, start
from lsprotocol import types as T

DRAFT = "关于安全生产工作的报告\n\n𠀀截止目前，全县共排查隐患12处。\n"
URI = "untitled:draft.txt"
pytestmark = pytest.mark.asyncio


def size(text: str, encoding: str) -> int:
    return {"utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2, "utf-32": len(text)}[encoding]


async def test_places_in_every_encoding(editor: Editor) -> None:
    editor.open(URI, DRAFT)
    one, = await editor.found(URI)
    start, end = size("𠀀", editor.encoding), size("𠀀截止", editor.encoding)
    assert one.range == T.Range(T.Position(2, start), T.Position(2, end))
    assert (one.code, one.source, one.severity) == ("typo/cutoff", "zflint", T.DiagnosticSeverity.Error)
    editor.change(URI, T.TextDocumentContentChangePartial(
        T.Range(T.Position(0, 0), T.Position(0, 0)), "\n甲\u2028乙\x85\x0b\r\n"))
    one, = await editor.found(URI)
    assert one.range.start == T.Position(4, start)
    editor.change(URI, T.TextDocumentContentChangePartial(one.range, "截至"))
    assert await editor.found(URI) == []


async def test_the_reason_the_fix_and_the_other_places(either: Editor) -> None:
    line = "各级各部门要提高政治站位，压紧压实责任，确保各项工作任务按期完成并取得实效。"
    either.open(URI, f"截止目前，会议研究了其他事项。\n{line}\n会议到此结束。\n{line}\n")
    found = {one.code: one for one in await either.found(URI)}
    cutoff, again = found["typo/cutoff"], found["repetition/passage"]
    assert cutoff.code_description.href.endswith("docs/rules/typo.md#cutoff")
    assert cutoff.data["edits"] == [{"range": {"start": {"line": 0, "character": 0},
                                               "end": {"line": 0, "character": 2}}, "newText": "截至"}]
    assert (cutoff.data["applicability"], cutoff.data["version"]) == ("safe", 1)
    there, = again.related_information
    assert (there.location.uri, there.location.range.start.line, again.range.start.line) == (URI, 1, 3)


async def test_who_pulls_gets_nothing_pushed_and_short_answers(client) -> None:
    editor = await start(client, pull=True)
    editor.open(URI, DRAFT)
    asked = T.DocumentDiagnosticParams(T.TextDocumentIdentifier(URI))
    first = await client.text_document_diagnostic_async(asked)
    again = T.DocumentDiagnosticParams(T.TextDocumentIdentifier(URI), previous_result_id=first.result_id)
    assert (await client.text_document_diagnostic_async(again)).kind == "unchanged"
    editor.change(URI, T.TextDocumentContentChangeWholeDocument("\n" + DRAFT))
    assert (await client.text_document_diagnostic_async(again)).kind == "full"
    await asyncio.sleep(0.3)
    assert URI not in client.diagnostics


async def test_closing_clears_what_was_pushed(client) -> None:
    editor = await start(client, pull=False)
    editor.open(URI, DRAFT)
    assert await editor.found(URI)
    editor.close(URI)
    assert not (await editor.published(URI, None)).diagnostics


async def test_the_word_being_typed_waits(either: Editor) -> None:
    either.open(URI, "会议要求，截，全县。\n")
    await either.found(URI)
    either.change(URI, T.TextDocumentContentChangePartial(T.Range(T.Position(0, 6), T.Position(0, 6)), "止目前"))
    either.change(URI, T.TextDocumentContentChangePartial(T.Range(T.Position(0, 7), T.Position(0, 9)), ""))
    either.change(URI, T.TextDocumentContentChangePartial(T.Range(T.Position(0, 7), T.Position(0, 7)), "目前"))
    await either.found(URI)
    either.change(URI, T.TextDocumentContentChangeWholeDocument("会议要求，截，目前全县。\n"))
    assert await either.found(URI) == []
    either.change(URI, T.TextDocumentContentChangePartial(T.Range(T.Position(0, 6), T.Position(0, 7)), ""))
    either.change(URI, T.TextDocumentContentChangePartial(T.Range(T.Position(0, 6), T.Position(0, 6)), "止"))
    assert await either.found(URI) == []
    if either.pull:
        await either.until(lambda: either.heard(T.WORKSPACE_DIAGNOSTIC_REFRESH))
        assert [one.code for one in await either.found(URI)] == ["typo/cutoff"]
    else:
        assert [one.code for one in (await either.published(URI)).diagnostics] == ["typo/cutoff"]


async def test_a_notebook_has_its_cells_checked(client) -> None:
    editor = await start(client, pull=False)
    cell = "vscode-notebook-cell:/work/notes.ipynb#W1"
    editor.versions[cell] = 1
    client.notebook_document_did_open(T.DidOpenNotebookDocumentParams(
        T.NotebookDocument("file:///work/notes.ipynb", "jupyter-notebook", 1,
                           [T.NotebookCell(T.NotebookCellKind.Markup, cell)]),
        [T.TextDocumentItem(cell, "markdown", 1, "# 报告\n\n截止目前，已完成任务。\n")]))
    assert [one.code for one in await editor.found(cell)] == ["typo/cutoff"]


@pytest.mark.parametrize("uri", ["file:///work/a.docx", "file:///work/office.toml"])
async def test_what_is_no_prose_is_left_alone(either: Editor, uri: str) -> None:
    either.open(uri, DRAFT)
    assert await either.found(uri) == []


async def test_the_whole_folder(client, tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "好.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(DRAFT, encoding="utf-8")
    (tmp_path / "clean.txt").write_text("各单位要抓好落实。\n", encoding="utf-8")
    (tmp_path / "word.docx").write_bytes(b"PK")  # an editor cannot open it
    (tmp_path / "gb.txt").write_bytes(DRAFT[1:].replace("𠀀", "").encode("gb18030"))
    editor = await start(client, pull=True, folders=[tmp_path.as_uri()], options={"workspaceDiagnostics": True},
                         settings={"workspaceDiagnostics": True})
    opened = (tmp_path / "b.txt").as_uri()
    editor.open(opened, "截止目前，截止目前。\n")
    report = await client.workspace_diagnostic_async(T.WorkspaceDiagnosticParams(
        previous_result_ids=[], partial_result_token="p", work_done_token="w"))
    parts = editor.heard(T.PROGRESS)
    found = {one.uri: len(one.items) for one in report.items}
    assert {uri.rsplit("/", 1)[-1]: count for uri, count in found.items()} == {
        "b.txt": 2, "c.md": 1, "%E5%A5%BD.txt": 1, "clean.txt": 0, "gb.txt": 1}
    assert [one.value["kind"] for one in parts if one.token == "w"][::len(parts) - 1] == ["begin", "end"]
    known = [T.PreviousResultId(one.uri, one.result_id) for one in report.items]
    again = await client.workspace_diagnostic_async(T.WorkspaceDiagnosticParams(previous_result_ids=known))
    assert {one.kind for one in again.items} == {"unchanged"}
    assert await client.workspace_execute_command_async(
        T.ExecuteCommandParams("zflint.checkWorkspace", [])) == {"files": 5, "findings": 5}


async def test_the_whole_folder_once_it_was_asked_for(client, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(DRAFT, encoding="utf-8")
    await start(client, pull=True, folders=[tmp_path.as_uri()], settings={})
    asked = T.WorkspaceDiagnosticParams(previous_result_ids=[])
    assert not (await client.workspace_diagnostic_async(asked)).items
    await client.workspace_execute_command_async(T.ExecuteCommandParams("zflint.checkWorkspace", []))
    assert [len(one.items) for one in (await client.workspace_diagnostic_async(asked)).items] == [1]


async def test_many_files_arrive_in_parts(client, tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.txt").write_text(DRAFT, encoding="utf-8")
    editor = await start(client, pull=True, folders=[tmp_path.as_uri()], options={"workspaceDiagnostics": True},
                         settings={"workspaceDiagnostics": True})
    report = await client.workspace_diagnostic_async(T.WorkspaceDiagnosticParams([], partial_result_token="p"))
    parts = editor.heard(T.PROGRESS)
    assert sum(len(one.value["items"]) for one in parts) + len(report.items) == 50
    assert len(parts) == 2
