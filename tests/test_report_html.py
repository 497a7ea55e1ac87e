"""The page for reviewers: what is in it, and that it works in a browser, offline, opened as a file."""

import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from samples import FILES, FINDINGS, ODD, TEXT, printed

from zflint.messages import use
from zflint.model import Finding, Span
from zflint.packs import builtin_paths, pack_data
from zflint.report import Checked, Look, checked, report
from zflint.report.groups import TITLES
from zflint.report.marked import marked, stretches

CONSUMERS = Path(__file__).parent / "consumers"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
VOID = {"meta", "input", "rect"}


class Tree(HTMLParser):
    """Fails at a tag that closes what is not open; collects ids, addresses and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "data", "action")]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        assert tag in VOID or self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)


def test_page_is_whole_and_names_no_address() -> None:
    tree = Tree(printed("html"))
    assert len(tree.ids) == len(set(tree.ids))
    assert {link.partition("#")[0] for link in tree.links} == {""}
    assert {link.removeprefix("#") for link in tree.links} <= set(tree.ids)
    assert not re.search(r"https?:|@import|url\(", printed("html"))


def test_page_tells_every_finding_error_and_clean_file() -> None:
    words = "".join(Tree(printed("html")).words)
    for said in ('<b>HTML</b> & "残留"', "原因 <在此> & 彼。", "《依据》", "clean.md", FILES[2].error, ODD):
        assert said in words
    assert "U+200B" in words and "U+0007" in words and "\x07" not in words


@pytest.mark.parametrize("files", [
    pytest.param([], id="no file"),
    pytest.param([Checked("a.txt", (), {}, "utf-8")], id="a clean file"),
    pytest.param([Checked("a.txt", (), {}, error="读不了")], id="a file that cannot be read"),
    pytest.param([checked("a.txt", TEXT, FINDINGS, "utf-8")], id="only the rows that are named"),
    pytest.param([checked("a.txt", "", [Finding(Span(0, 0), "t/x", "info", "空")], "utf-8", True)], id="empty text"),
])
def test_page_stands_whatever_there_is(files: list[Checked]) -> None:
    Tree(printed("html", files))


def test_same_input_gives_the_same_page() -> None:
    assert printed("html") == printed("html")


def test_english_page() -> None:
    use("en")
    try:
        page = "".join(report("html")(FILES, Look(80, False, {})))
    finally:
        use("zh")
    assert '<html lang="en">' in page and "Proofreading sheet" in page and "校对单" not in page


def plain(text: str, *spans: tuple[int, int]) -> list[str]:
    """Each row of a text with its marks as [numbers:text]."""
    file = checked("a", text, [Finding(Span(*span), "t/x", "error", "m") for span in spans], "utf-8", whole=True)
    over = stretches(file.entries, file.lines)
    rows = [marked(line, over.get(row, ()), "f") for row, line in file.lines.items()]
    rows = [re.sub(r"<a [^>]*>\d+</a>|</?span[^>]*>", "", row) for row in rows]
    return [re.sub(r'<mark class="[^"]*" data-of="([^"]*)">(.*?)</mark>', r"[\1:\2]", row) for row in rows]


@pytest.mark.parametrize(("text", "spans", "expected"), [
    pytest.param("甲乙丙", [(1, 2)], ["甲[f1:乙]丙"], id="one"),
    pytest.param("甲乙丙", [(0, 2), (1, 3)], ["[f1:甲][f1 f2:乙][f2:丙]"], id="two that overlap"),
    pytest.param("甲乙丙", [(0, 3), (1, 2)], ["[f1:甲][f1 f2:乙][f1:丙]"], id="one inside another"),
    pytest.param("甲乙丙", [(1, 1)], ["甲[f1:]乙丙"], id="a place without text"),
    pytest.param("甲", [(1, 1)], ["甲[f1:]"], id="at the end"),
    pytest.param("", [(0, 0)], ["[f1:]"], id="in an empty text"),
    pytest.param("甲乙\n\n丙丁", [(1, 5)], ["甲[f1:乙]", "", "[f1:丙]丁"], id="over several rows"),
])
def test_marks(text: str, spans: list[tuple[int, int]], expected: list[str]) -> None:
    assert plain(text, *spans) == expected


def test_groups_are_called_as_in_the_packs() -> None:
    packs = [pack_data(path) for path in builtin_paths()]
    assert {data["group"]: (data["title"], data["title-en"]) for data in packs} == TITLES


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser saw of the page."""
    if not CHROMIUM or not (CONSUMERS / "node_modules" / "playwright-core").exists():
        pytest.skip("needs chromium (apt-get install chromium) and npm ci --prefix tests/consumers")
    page = tmp_path_factory.mktemp("page") / "校对单 1.html"
    files = [*FILES, checked("b.txt", TEXT, FINDINGS[:2], "utf-8", whole=True)]
    page.write_text(printed("html", files), encoding="utf-8", errors="backslashreplace", newline="")
    done = subprocess.run(["node", CONSUMERS / "page.mjs", CHROMIUM, page], capture_output=True, encoding="utf-8",
                          check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


ALL = len(FINDINGS) + 2


def test_browser_asks_nobody_and_complains_of_nothing(seen: dict[str, Any]) -> None:
    assert seen["requests"] == [] and seen["messages"] == []


def test_browser_shows_all_findings_and_the_text(seen: dict[str, Any]) -> None:
    assert (seen["all"], seen["told"]) == (ALL, f"显示 {ALL}／{ALL} 处")
    assert any("<script>" in text and "alert('&')" in text for text in seen["text"])


def test_page_fits_desk_and_phone(seen: dict[str, Any]) -> None:
    assert seen["widths"] == {"1280": 1280, "390": 390}


def test_notes_do_not_lie_on_each_other(seen: dict[str, Any]) -> None:
    assert seen["crossed"] == 0


@pytest.mark.parametrize("kind", ["group", "level"])
def test_filter_hides_and_shows(kind: str, seen: dict[str, Any]) -> None:
    some = seen[kind]
    count = int(re.findall(r"\d+", some["label"])[0])
    assert 0 < count < ALL and some["pressed"] == "true"
    assert some["visible"] == some["lit"] == some["lines"] == count
    assert some["told"] == f"显示 {count}／{ALL} 处" and seen["reset"] == ALL


def test_only_paragraphs_with_findings(seen: dict[str, Any]) -> None:
    assert 0 < seen["onlyRows"] < seen["rows"]


def test_keys_clicks_and_ticks(seen: dict[str, Any]) -> None:
    assert (seen["first"], seen["last"], seen["clicked"]) == ("1", "2", "1")
    assert seen["ticked"] == 2 and seen["stillTicked"] == 1


def test_dark_follows_the_system_and_the_button(seen: dict[str, Any]) -> None:
    assert seen["light"] != seen["dark"] == seen["turned"]


def test_print_is_a_sheet_to_sign(seen: dict[str, Any]) -> None:
    assert seen["print"] == {"sheet": ALL, "notes": 0, "aside": False, "sign": True, "ground": "rgb(255, 255, 255)"}


def test_page_can_be_read_without_its_script(seen: dict[str, Any]) -> None:
    assert seen["withoutScript"] == {"notes": ALL, "tools": False}
