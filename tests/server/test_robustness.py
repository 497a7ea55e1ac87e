"""Nothing that a client sends ends the server, shows a traceback to whoever writes, or goes unanswered."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, Wire

DRAFT = "截止目前，已完成任务。\n"
URI = "untitled:draft"
HELLO = {"processId": None, "rootUri": None, "capabilities": {}}


def shown(wire: Wire) -> list[dict[str, Any]]:
    """What pops up in front of whoever writes."""
    return [one for one in wire.sent if one.get("method") in ("window/showMessage", "window/showMessageRequest")]


@pytest.mark.asyncio
@pytest.mark.parametrize(("method", "params", "code"), [
    pytest.param("textDocument/diagnostic", {"nope": 1}, -32602, id="invalid parameters"),
    pytest.param("textDocument/diagnostic", [], -32602, id="parameters of a wrong type"),
    pytest.param("zflint/unheardOf", {}, -32601, id="no such method"),
    pytest.param("workspace/executeCommand", {"command": "zflint.unheardOf"}, -32602, id="no such command"),
])
async def test_a_bad_request_gets_an_error(wire: Wire, method: str, params: Any, code: int) -> None:
    await wire.begin()
    assert (await wire.ask(method, params))["error"]["code"] == code
    wire.open(URI, DRAFT)
    assert await wire.next(URI, 0) == ["typo/cutoff"]
    assert not shown(wire)


@pytest.mark.asyncio
@pytest.mark.parametrize(("method", "params"), [
    pytest.param("textDocument/didOpen", {"textDocument": {"uri": 3}}, id="invalid parameters"),
    pytest.param("textDocument/didChange", {"textDocument": {"uri": "untitled:none", "version": 2},
                                            "contentChanges": [{"text": ""}]}, id="a document that is not open"),
    pytest.param("textDocument/didClose", {"textDocument": {"uri": "untitled:none"}}, id="closing what is not open"),
    pytest.param("$/cancelRequest", {"id": 99}, id="cancelling nothing"),
    pytest.param("zflint/unheardOf", {}, id="no such method"),
    pytest.param("workspace/didChangeConfiguration", {"settings": {"zflint": 5}}, id="settings of a wrong type"),
    pytest.param("$/setTrace", {"value": "verbose"}, id="tracing"),
])
async def test_a_bad_notification_is_only_logged(wire: Wire, method: str, params: Any) -> None:
    await wire.begin()
    wire.notify(method, params)
    wire.open(URI, DRAFT)
    assert await wire.next(URI, 0) == ["typo/cutoff"]
    assert not shown(wire)


@pytest.mark.asyncio
async def test_before_the_first_request(wire: Wire) -> None:
    wire.notify("initialized", {})
    assert (await wire.ask("textDocument/diagnostic", {"textDocument": {"uri": URI}}))["error"]["code"] == -32002
    await wire.begin()
    wire.open(URI, DRAFT)
    assert await wire.next(URI, 0) == ["typo/cutoff"]


@pytest.mark.asyncio
async def test_it_needs_no_thread(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in WebAssembly, where there are none."""
    def refused(*_: Any) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", refused)
    await wire.begin()
    wire.open(URI, DRAFT)
    assert await wire.next(URI, 0) == ["typo/cutoff"]
    wire.replace(URI, 2, DRAFT + "截止目前，还有两项没有办结。\n")
    assert await wire.next(URI, 1) == ["typo/cutoff"] * 2
    assert (await wire.ask("textDocument/diagnostic", {"textDocument": {"uri": URI}}))["result"]["kind"] == "full"


@pytest.mark.asyncio
async def test_the_log_goes_to_the_client_as_it_asked(wire: Wire) -> None:
    await wire.begin(options={"logLevel": "error"})
    wire.notify("workspace/didChangeConfiguration", {"settings": {"zflint": {"nonsense": 1}}})
    await asyncio.sleep(0.05)
    wire.notify("textDocument/didChange", {
        "textDocument": {"uri": "untitled:none", "version": 2}, "contentChanges": []})
    logged = [one["params"]["message"] for one in wire.sent if one.get("method") == "window/logMessage"]
    assert logged == ["untitled:none has changed but is not open"]


@pytest.mark.asyncio
async def test_a_rule_that_fails_is_left_out(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    import zflint.relint

    scan = zflint.relint.scan_block

    def failing(rules: Any, block: Any) -> Any:
        owner = next((i for i, rule in enumerate(rules.rules) if rule.id == "typo/idiom"), None)
        if owner is not None:
            return scan_block(rules, owner)
        return scan(rules, block)

    def scan_block(rules: Any, owner: int) -> Any:
        raise ValueError("broken on purpose")

    monkeypatch.setattr(zflint.relint, "scan_block", failing)
    await wire.begin()
    wire.open(URI, DRAFT)
    assert await wire.next(URI, 0) == ["typo/cutoff"]
    assert wire.server.session.configuration.broken_rules == {"typo/idiom"}
    logged = [one["params"]["message"] for one in wire.sent if one.get("method") == "window/logMessage"]
    assert any("typo/idiom" in one for one in logged)
    assert not shown(wire)


@pytest.mark.asyncio
async def test_a_pattern_that_never_ends(tmp_path: Path, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("regex")
    monkeypatch.setattr("zflint.matching.SECONDS", 0.2)
    (tmp_path / "slow.toml").write_text(
        'group = "slow"\n[[rule]]\nid = "slow"\nkind = "pattern"\nlevel = "info"\nmessage = "m"\nwhy = "w"\n'
        'source = "s"\npattern = "(?:(?:a|aa)+)+b"\nbad = ["⟦ab⟧"]\ngood = ["c"]\n', encoding="utf-8")
    (tmp_path / "zflint.toml").write_text('packs = ["slow.toml"]', encoding="utf-8")
    uri = (tmp_path / "a.txt").as_uri()
    await wire.begin(folders=[tmp_path.as_uri()], options={"trusted": False})
    wire.open(uri, DRAFT + "a" * 60 + "\n")
    assert await wire.next(uri, 0) == ["typo/cutoff"]
    status = [one["params"] for one in wire.sent if one.get("method") == "zflint/status"][-1]
    assert (status["state"], status["message"]) == ("error", "slow/slow")


@pytest.mark.asyncio
async def test_a_newer_edit_ends_older_work(wire: Wire) -> None:
    """A large draft is looked at in slices; answers are for the newest text, and others come in between."""
    await wire.begin(pull=True)
    text = "".join(f"第{n}次会议研究了工作，形成了{n}条意见，截止目前已落实{n}条。\n" for n in range(6000))
    wire.open(URI, text)
    asked = asyncio.ensure_future(wire.ask("textDocument/diagnostic", {"textDocument": {"uri": URI}}))
    await asyncio.sleep(0.05)
    wire.replace(URI, 2, "截止目前。\n")
    started = time.perf_counter()
    assert len((await asked)["result"]["items"]) == 1
    assert time.perf_counter() - started < 5


@pytest.mark.asyncio
async def test_a_request_can_be_cancelled(wire: Wire) -> None:
    await wire.begin(pull=True)
    wire.open(URI, "".join(f"第{n}次会议研究了工作，形成了{n}条意见。\n" for n in range(5000)))
    asked = asyncio.ensure_future(wire.ask("textDocument/diagnostic", {"textDocument": {"uri": URI}}))
    await asyncio.sleep(0.02)
    wire.notify("$/cancelRequest", {"id": wire._id})
    assert (await asked)["error"]["code"] == -32800
    assert (await wire.ask("textDocument/diagnostic", {"textDocument": {"uri": URI}}))["result"]["kind"] == "full"


def framed(*messages: Any) -> bytes:
    bodies = [one if isinstance(one, bytes) else json.dumps({"jsonrpc": "2.0", **one}).encode() for one in messages]
    return b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)


def spoken(data: bytes) -> list[dict[str, Any]]:
    """The messages in what the server wrote; whatever is no message fails."""
    found = []
    while data:
        head, _, data = data.partition(b"\r\n\r\n")
        size = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
        found.append(json.loads(data[:size]))
        data = data[size:]
    return found


def test_broken_json_and_the_end_of_input() -> None:
    opened = {"method": "textDocument/didOpen", "params": {
        "textDocument": {"uri": URI, "languageId": "plaintext", "version": 1, "text": DRAFT}}}
    request = {"id": 2, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": URI}}}
    done = subprocess.run(COMMAND, input=framed(
        {"id": 1, "method": "initialize", "params": HELLO}, b"{no json}", {"no": "method"}, opened, request,
        {"id": 3, "method": "shutdown"}), capture_output=True, timeout=60, check=False)
    answers = {one.get("id"): one for one in spoken(done.stdout)}
    assert len(answers[2]["result"]["items"]) == 1 and answers[3]["result"] is None
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0


def test_prints_do_not_get_among_the_messages() -> None:
    code = ("import os, sys; from zflint.commands import server as s; o = s._only_for_messages();"
            "print('printed'); os.write(1, b'written\\n'); os.system('echo child'); o.write(b'message'); o.flush()")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"message"
    assert done.stderr.split() == [b"printed", b"written", b"child"]


def test_tcp() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen([*COMMAND, "--tcp", f"127.0.0.1:{port}"])
    try:
        client = _connected(port)
        with client, client.makefile("rwb") as file:
            file.write(framed({"id": 1, "method": "initialize", "params": HELLO}))
            file.flush()
            size = int(file.readline().split(b":")[1])
            while file.readline().strip():
                pass
            assert json.loads(file.read(size))["result"]["serverInfo"]["name"] == "zflint"
        assert server.wait(30) == 0
    finally:
        server.kill()


def _connected(port: int) -> socket.socket:
    for _ in range(400):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nobody listens")


def test_an_address_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = subprocess.run([*COMMAND, "--tcp", address], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and address in done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="looks after its parent by a signal")
def test_it_ends_when_its_editor_is_gone() -> None:
    """Even when somebody else holds the other end of its input."""
    editor = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    server = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert server.stdin and server.stdout
    server.stdin.write(framed({"id": 1, "method": "initialize", "params": {**HELLO, "processId": editor.pid}},
                              {"method": "initialized", "params": {}}))
    server.stdin.flush()
    server.stdout.readline()
    editor.kill()
    editor.wait()
    try:
        assert server.wait(30) == 1
    finally:
        server.kill()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads resident memory from /proc")
def test_memory_stays_flat_over_ten_thousand_edits() -> None:
    from test_sync import ten_thousand_edits

    def resident() -> int:
        return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) // 1024

    async def run() -> tuple[int, int]:
        wire = Wire()
        await ten_thousand_edits(wire, 2000)
        before = resident()
        await ten_thousand_edits(wire, 8000, first=False)
        return before, resident()

    before, after = asyncio.run(run())
    assert after - before < 10
