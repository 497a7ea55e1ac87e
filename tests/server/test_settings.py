"""Settings: of the client, of each folder, of the nearest zflint.toml; reloaded when they change, kept when broken."""

import os
from pathlib import Path
from typing import Any

import pytest
from conftest import Wire

from zflint.server.settings import ClientSettings, Configuration, client_settings

DRAFT = "截止目前，已完成任务。\nXX县要抓好落实。\n"
CODES = ["typo/cutoff", "placeholder/unfilled-mask"]
BROKEN = "select = [\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def write(path: Path, text: str) -> None:
    """Write, and let the clock of the file system go on: stamps are compared."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 10_000_000))


@pytest.mark.parametrize(("sent", "expected"), [
    pytest.param({"select": ["typo"], "asOf": "2024-03"},
                 {"select": ("typo",), "as_of": "2024-03"}, id="what it knows"),
    pytest.param({"extendSelect": ["date/weekday"], "levels": {"typo": "info"}},
                 {"extend_select": ("date/weekday",), "levels": (("typo", "info"),)}, id="camel case"),
    pytest.param({"colour": 3, "lang": "en"}, {"lang": "en"}, id="a key that is none"),
    pytest.param({"run": "never", "enable": "yes", "asOf": "soon", "select": "typo"}, {}, id="values that are none"),
    pytest.param({"select": None}, {}, id="null"),
    pytest.param(None, {}, id="nothing"),
    pytest.param([1], {}, id="no table"),
])
def test_client_settings(sent: Any, expected: dict[str, Any]) -> None:
    assert client_settings(sent) == ClientSettings(**expected)


async def opened(wire: Wire, path: Path, **begin: Any) -> list[str]:
    await wire.begin(folders=[path.parent.as_uri()], **begin)
    wire.open(path.as_uri(), path.read_text("utf-8"))
    return await wire.next(path.as_uri(), 0)


@pytest.mark.asyncio
@pytest.mark.parametrize(("config", "client", "codes"), [
    pytest.param("", {}, CODES, id="neither"),
    pytest.param('ignore = ["typo"]', {}, CODES[1:], id="the file"),
    pytest.param("", {"ignore": ["placeholder"]}, CODES[:1], id="the client"),
    pytest.param('ignore = ["typo"]', {"ignore": ["placeholder"]}, [], id="both"),
    pytest.param('ignore = ["typo"]', {"select": ["typo"]}, CODES[:1], id="a select of the client starts anew"),
    pytest.param('exclude = ["*.txt"]', {}, [], id="excluded"),
    pytest.param('[per-file]\n"a.txt" = ["typo"]', {}, CODES[1:], id="per file"),
    pytest.param("", {"enable": False}, [], id="switched off"),
    pytest.param("", {"select": ["typo/nothing-like-it"]}, CODES, id="a rule that is none is left out"),
])
async def test_what_is_in_force(folder: Path, wire: Wire, config: str, client: Any, codes: list[str]) -> None:
    if config:
        (folder / "zflint.toml").write_text(config, encoding="utf-8")
    assert await opened(wire, folder / "a.txt", options=client) == codes


@pytest.mark.asyncio
async def test_levels_and_language(folder: Path, wire: Wire) -> None:
    await opened(wire, folder / "a.txt", options={"lang": "en", "levels": {"typo": "info"}})
    one = wire.pushed((folder / "a.txt").as_uri())[-1]["diagnostics"][0]
    assert one["severity"] == 3 and one["message"].isascii() is False and "should be" in one["message"]


@pytest.mark.asyncio
async def test_each_folder_has_its_own(tmp_path: Path, wire: Wire) -> None:
    """The client is asked for the settings of each folder, and again when it says that they changed."""
    paths = [tmp_path / name / "a.txt" for name in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(DRAFT, encoding="utf-8")
    folders = [path.parent.as_uri() for path in paths]
    await wire.begin(folders=folders, workspace={"configuration": True})

    async def answer(*settings: Any, number: int = 0) -> None:
        def requests() -> list[Any]:
            return [one for one in wire.sent if one.get("method") == "workspace/configuration"]

        await wire.until(lambda: len(requests()) > number)
        asked = requests()[number]
        assert [one.get("scopeUri") for one in asked["params"]["items"]] == [None, *folders]
        wire.say(id=asked["id"], result=list(settings))

    await answer({}, {"select": ["typo"]}, {"select": ["placeholder"]})
    for path in paths:
        wire.open(path.as_uri(), DRAFT)
    await wire.comes(paths[0].as_uri(), CODES[:1])
    await wire.comes(paths[1].as_uri(), CODES[1:])
    wire.notify("workspace/didChangeConfiguration", {"settings": None})
    await answer({}, {"select": ["typo"]}, {}, number=1)
    await wire.comes(paths[1].as_uri(), CODES)


@pytest.mark.asyncio
async def test_settings_in_the_notification(folder: Path, wire: Wire) -> None:
    """From clients that cannot be asked."""
    uri = (folder / "a.txt").as_uri()
    await opened(wire, folder / "a.txt")
    wire.notify("workspace/didChangeConfiguration", {"settings": {"zflint": {"select": ["typo"]}, "other": {}}})
    assert await wire.next(uri, 1) == CODES[:1]


@pytest.mark.asyncio
async def test_a_file_that_changes_is_read_again(folder: Path, wire: Wire) -> None:
    config, uri = folder / "zflint.toml", (folder / "a.txt").as_uri()
    await opened(wire, folder / "a.txt", workspace={"didChangeWatchedFiles": {"dynamicRegistration": True}})
    globs = [one["globPattern"] for one in next(
        one for one in wire.sent if one.get("method") == "client/registerCapability"
    )["params"]["registrations"][0]["registerOptions"]["watchers"]]
    assert {"**/zflint.toml", "**/pyproject.toml", "**/*.toml", "**/*.tsv"} == set(globs)
    write(config, 'ignore = ["typo"]')
    wire.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 1}]})
    assert await wire.next(uri, 1) == CODES[1:]
    config.unlink()
    wire.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 3}]})
    assert await wire.next(uri, 2) == CODES


@pytest.mark.asyncio
async def test_a_client_that_watches_nothing(folder: Path, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zflint.server.session.AGAIN", 0.0)
    uri = (folder / "a.txt").as_uri()
    await opened(wire, folder / "a.txt")
    write(folder / "zflint.toml", 'ignore = ["typo"]')
    wire.replace(uri, 2, DRAFT + "\n")
    await wire.comes(uri, CODES[1:])


@pytest.mark.asyncio
async def test_a_broken_file_is_one_diagnostic_and_the_last_good_stays(folder: Path, wire: Wire) -> None:
    config, uri = folder / "zflint.toml", (folder / "a.txt").as_uri()
    write(config, 'ignore = ["typo"]')
    assert await opened(wire, folder / "a.txt") == CODES[1:]
    write(config, BROKEN)
    wire.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 2}]})
    assert await wire.next(uri, 1) == CODES[1:]
    assert await wire.next(config.as_uri(), 0) == ["config"]
    status = [one["params"] for one in wire.sent if one.get("method") == "zflint/status"][-1]
    assert status["state"] == "error" and "zflint.toml" in status["message"]
    write(config, "")
    wire.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 2}]})
    assert await wire.next(uri, 2) == CODES
    assert await wire.next(config.as_uri(), 1) == []


PACK = """group = "office"
[[rule]]
id = "word"
kind = "words"
level = "info"
message = "“{found}”"
why = "w"
source = "s"
words = ["落实"]
bad = ["抓好⟦落实⟧。"]
good = ["好。"]
"""


@pytest.mark.asyncio
async def test_a_pack_is_watched_and_a_broken_one_changes_nothing(folder: Path, wire: Wire) -> None:
    pack, uri = folder / "office.toml", (folder / "a.txt").as_uri()
    write(pack, PACK)
    write(folder / "zflint.toml", 'packs = ["office.toml"]\nselect = ["office"]')
    assert await opened(wire, folder / "a.txt") == ["office/word"]
    more = PACK.replace('"落实"]', '"抓好", "任务"]')
    for number, (text, count) in enumerate([(more, 2), (BROKEN, 2), (PACK, 1)], 1):
        write(pack, text)
        wire.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": pack.as_uri(), "type": 2}]})
        assert await wire.next(uri, number) == ["office/word"] * count


@pytest.mark.asyncio
async def test_on_save(folder: Path, wire: Wire) -> None:
    uri = (folder / "a.txt").as_uri()
    await opened(wire, folder / "a.txt", options={"run": "onSave"})
    wire.replace(uri, 2, "截至目前，已完成任务。\n")
    assert (await wire.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}}))["result"]["items"]
    assert len(wire.pushed(uri)) == 1
    wire.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert await wire.next(uri, 1) == []


def test_an_untrusted_workspace_reads_nothing_outside(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside.toml"
    inside.mkdir()
    outside.write_text('ignore = ["typo"]', encoding="utf-8")
    configuration = Configuration()
    configuration.folders = [str(inside)]
    path, strict = str(inside / "a.txt"), ClientSettings(trusted=False)
    (tmp_path / "zflint.toml").write_text('ignore = ["typo"]', encoding="utf-8")
    assert configuration.of(path, strict).file == ""
    assert configuration.of(path, ClientSettings()).file == str(tmp_path / "zflint.toml")
    config = inside / "zflint.toml"
    for text in (f'extend = "{outside}"', 'packs = ["../outside.toml"]'):
        config.write_text(text, encoding="utf-8")
        configuration.forget()
        assert configuration.of(path, strict).settings.ignore == ()
        assert "outside.toml" in configuration.problems[str(config)].message
    pack = PACK.replace('words = ["落实"]', 'rows-file = "../outside.tsv"')
    (inside / "pack.toml").write_text(pack, encoding="utf-8")
    config.write_text('packs = ["pack.toml"]', encoding="utf-8")
    configuration.forget()
    assert not any(rule.group == "office" for rule in configuration.of(path, strict).rules.rules)
    assert "outside.tsv" in configuration.problems[str(config)].message
    assert configuration.may_read(path, strict) and not configuration.may_read(str(outside), strict)
    config.unlink()
    config.symlink_to(outside)
    configuration.forget()
    assert configuration.of(path, strict).file == ""


@pytest.mark.asyncio
async def test_untitled_follows_the_first_folder(folder: Path, wire: Wire) -> None:
    write(folder / "zflint.toml", 'ignore = ["typo"]')
    await wire.begin(folders=[folder.as_uri()])
    wire.open("untitled:Untitled-1", DRAFT)
    assert await wire.next("untitled:Untitled-1", 0) == CODES[1:]


@pytest.mark.asyncio
async def test_a_workspace_cannot_call_itself_trusted(folder: Path, wire: Wire) -> None:
    await opened(wire, folder / "a.txt", options={"trusted": False})
    wire.notify("workspace/didChangeConfiguration", {"settings": {"zflint": {"trusted": True, "select": ["typo"]}}})
    await wire.comes((folder / "a.txt").as_uri(), CODES[:1])
    assert wire.server.session.peer.settings.trusted is False


@pytest.mark.asyncio
async def test_the_baseline_counts(folder: Path, wire: Wire) -> None:
    (folder / "zflint.toml").write_text('baseline = "known.json"', encoding="utf-8")
    known = '{"rule": "typo/cutoff", "text": "截止", "count": 1, "lines": []}'
    (folder / "known.json").write_text(f'{{"version": 1, "files": {{"a.txt": [{known}]}}}}', encoding="utf-8")
    assert await opened(wire, folder / "a.txt") == CODES[1:]
    wire.replace((folder / "a.txt").as_uri(), 2, DRAFT + "截止目前，没有遗留问题。\n")
    await wire.comes((folder / "a.txt").as_uri(), [*CODES[1:], CODES[0]])
