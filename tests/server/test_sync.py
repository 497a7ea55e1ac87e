"""The server's text is the client's text, whatever is edited, in every encoding and with every line end."""

import asyncio
import random
import re

import pytest
from conftest import Wire
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types as T

from zflint.check import prepared
from zflint.config import Selection
from zflint.engine import lint
from zflint.model import Options, Span
from zflint.parse import parse
from zflint.server.documents import Open, edited
from zflint.server.positions import to_range
from zflint.text import Lines, Units, line_starts

PIECES = ["甲", "截止目前", "全县", "XX", "\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c",
          "\U00020000", "😀", "a", "é", "。", "一、", "“", "", "\n\n"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
EDITS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), TEXTS), max_size=8)
UNITS: tuple[Units, ...] = ("utf-8", "utf-16", "utf-32")


def place(text: str, offset: int, units: Units) -> T.Position:
    """Where a client says an offset is: written apart from the server's own arithmetic."""
    before = re.split(r"\r\n|\r|\n", text[:offset])
    # Between \r and \n there is no place: the line ends before both.
    line = before[-1]
    size = {"utf-8": len(line.encode()), "utf-16": len(line.encode("utf-16-le")) // 2, "utf-32": len(line)}[units]
    return T.Position(len(before) - 1, size)


def between(text: str, offset: int) -> bool:
    return text[offset - 1:offset + 1] == "\r\n"


@given(TEXTS, EDITS, st.sampled_from(UNITS))
@settings(max_examples=400, deadline=None)
def test_text_after_edits(text: str, edits: list[tuple[int, int, str]], units: Units) -> None:
    document = Open("untitled:a", "", "plaintext", 1, text, units)
    for number, (at, length, piece) in enumerate(edits):
        start = at % (len(text) + 1)
        end = min(start + length, len(text))
        start, end = start - between(text, start), end + between(text, end)
        change = T.TextDocumentContentChangePartial(
            T.Range(place(text, start, units), place(text, end, units)), piece)
        text = text[:start] + piece + text[end:]
        document.apply([change], number + 2)
        assert document.text == document.lines.text == text
        assert document.lines.starts == line_starts(text)


@given(TEXTS, st.integers(0, 30), st.integers(0, 9), TEXTS)
@settings(max_examples=400, deadline=None)
def test_lines_after_an_edit(text: str, at: int, length: int, piece: str) -> None:
    start = at % (len(text) + 1)
    end = min(start + length, len(text))
    found = edited(Lines(text), Span(start, end), piece)
    assert (found.text, found.starts) == ((new := text[:start] + piece + text[end:]), line_starts(new))


def test_several_changes_in_one_notification() -> None:
    document = Open("untitled:a", "", "plaintext", 1, "甲乙\n丙", "utf-16")
    first = T.TextDocumentContentChangePartial(T.Range(T.Position(0, 0), T.Position(0, 1)), "子\n丑")
    second = T.TextDocumentContentChangePartial(T.Range(T.Position(1, 1), T.Position(2, 0)), "")
    document.apply([first, second], 2)
    assert (document.text, document.version) == ("子\n丑丙", 2)


@pytest.mark.parametrize("range_", [
    pytest.param(((5, 0), (9, 9)), id="behind the text"),
    pytest.param(((0, 99), (0, 99)), id="behind the line"),
    pytest.param(((1, 0), (0, 0)), id="end before start"),
])
def test_odd_ranges_lose_nothing(range_: tuple[tuple[int, int], tuple[int, int]]) -> None:
    document = Open("untitled:a", "", "plaintext", 1, "甲\n乙", "utf-16")
    places = T.Range(T.Position(*range_[0]), T.Position(*range_[1]))
    document.apply([T.TextDocumentContentChangePartial(places, "丙")], 2)
    assert sorted(document.text.replace("丙", "")) == ["\n", "乙", "甲"]


@pytest.mark.slow
def test_ten_thousand_edits_with_undo() -> None:
    """Over the wire: server text == client text always, and findings == a fresh lint at every 100th."""
    asyncio.run(ten_thousand_edits(Wire(), 10_000))


async def ten_thousand_edits(wire: Wire, count: int, first: bool = True) -> None:
    rng, uri, rules = random.Random(11), "untitled:draft", prepared(Selection())
    if first:
        await wire.begin()
    sentences = ("关于全县安全生产工作的报告", "一、工作回顾", "截止目前，全县共排查隐患12处。", "三、下一步打算",
                 "XX县要抓好落实。", "我区召开会议，传达学习“三农“工作精神。", "2023年，完成投资12亿元。", "")
    text = "\n".join(rng.choices(sentences, k=40))
    wire.open(uri, text)
    undone: list[tuple[int, int, str]] = []
    for version in range(2, count + 2):
        start, end, piece = _edit(rng, text, undone, sentences)
        places = to_range(Lines(text), Span(start, end), "utf-16")
        undone.append((start, start + len(piece), text[start:end]))
        text = text[:start] + piece + text[end:]
        wire.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version}, "contentChanges": [{"range": places, "text": piece}]})
        document = wire.server.session.documents[uri]
        assert document.text == text
        if version % 3 == 0:
            await asyncio.sleep(0)
        if version % 100 == 0:
            seen = await wire.server.session.seen(uri)
            assert seen is not None and seen.findings == lint(rules, parse(text), Options())
            await wire.publishes(uri, version)
            wire.sent.clear()


def _edit(rng: random.Random, text: str, undone: list[tuple[int, int, str]], sentences: tuple[str, ...]) -> tuple[
        int, int, str]:
    """Something that is undone, typed, pasted or deleted; the text stays about as long as it was."""
    if undone and rng.random() < 0.3:
        start, end, piece = undone.pop()
        if end <= len(text) and not any(map(between, (text, text), (start, end))):
            undone.clear() if rng.random() < 0.05 else None
            return start, end, piece
    start = rng.randrange(len(text) + 1)
    end = min(len(text), start + (rng.choice([0, 0, 1, 3]) if len(text) < 1500 else rng.choice([0, 1, 9, 40])))
    piece = rng.choice([*PIECES, rng.choice(sentences), f"\n{rng.choice(sentences)}\n"])
    return start - between(text, start), end + between(text, end), piece
