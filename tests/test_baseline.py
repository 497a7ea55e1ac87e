"""The baseline: old findings stay silent wherever their lines go, new ones do not."""

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.baseline import cover, dumped, line_digest, loads, recorded, renamed
from zflint.check import check_source
from zflint.cli import main
from zflint.config import Selection
from zflint.encoding import Source
from zflint.model import Options
from zflint.report import Checked
from zflint.tasks import Task

FAULTS = ("截止目前，全县排查隐患12处。", "破获案件XX起，挽回损失X万元。", "各乡镇截止目前已报XX件，截止目前办结。",
          "王某13947126658反映邻里纠纷一事。", "一是要按步就班抓好落实。")
CLEAN = ("各乡镇要抓好落实。", "会议听取了汇报。", "", "下一步要强化督查。")
LINES = st.lists(st.sampled_from(FAULTS + CLEAN), max_size=9)


@lru_cache(maxsize=None)
def found(text: str) -> Checked:
    chosen = Selection(select=("placeholder", "typo", "privacy"))
    return check_source(Source("a.txt", text), Task("a.txt", "a.txt", chosen, Options()))


def joined(lines: list[str]) -> str:
    return "会议讲话\n" + "".join(f"{line}\n" for line in lines)


def per_line(line: str) -> int:
    return len(found(joined([line])).entries)


def test_the_lines_of_these_tests_have_faults() -> None:
    assert [per_line(line) for line in FAULTS] == [1, 2, 3, 1, 1]
    assert not any(map(per_line, CLEAN))


@given(LINES, st.lists(st.sampled_from(CLEAN), max_size=4), st.data())
def test_inserted_and_moved_lines_bring_nothing_back(lines: list[str], more: list[str], data: st.DataObject) -> None:
    known = recorded(found(joined(lines)))
    after = found(joined(data.draw(st.permutations([*lines, *more]))))
    entries, covered, gone = cover(after, known)
    assert entries == [] and gone == () and sum(one.times for one in covered) == len(after.entries)


@given(LINES, st.sampled_from(FAULTS), st.data())
def test_a_new_copy_of_an_old_fault_is_new(lines: list[str], fault: str, data: st.DataObject) -> None:
    known = recorded(found(joined(lines)))
    after = data.draw(st.permutations([*lines, fault]))
    entries, _, gone = cover(found(joined(after)), known)
    assert len(entries) == per_line(fault) and gone == ()


@given(LINES, st.sampled_from(FAULTS), st.data())
def test_of_more_faults_than_are_known_those_on_a_new_line_are_told(
    lines: list[str], fault: str, data: st.DataObject
) -> None:
    known = recorded(found(joined(lines)))
    new = "又讯，" + fault
    after = data.draw(st.permutations([*lines, new]))
    entries, _, _ = cover(found(joined(after)), known)
    assert [entry["location"]["row"] for entry in entries] == [after.index(new) + 2] * per_line(new)


@given(LINES, LINES)
def test_what_is_fixed_is_gone(lines: list[str], others: list[str]) -> None:
    before, after = recorded(found(joined(lines))), found(joined(others))
    entries, covered, gone = cover(after, before)
    counts = [Counter({one[:2]: one.times for one in some}) for some in (before, recorded(after), covered, gone)]
    assert counts[2] == counts[0] & counts[1] and counts[3] == counts[0] - counts[1]
    assert len(entries) == (counts[1] - counts[0]).total()


@given(LINES, LINES, st.lists(st.sampled_from(CLEAN), max_size=3))
def test_a_renamed_file_is_told_by_its_lines(lines: list[str], others: list[str], more: list[str]) -> None:
    lost = {"b.txt": recorded(found(joined(lines))), "c.txt": recorded(found(joined(["无关的一行截止目前。"])))}
    there = [line_digest(line) for line in joined([*more, *lines]).splitlines()]
    assert renamed(there, lost) == ("b.txt" if lost["b.txt"] else "")


@given(st.dictionaries(st.sampled_from(["a.txt", '目录/"b".md']), LINES))
def test_the_file_says_what_was_recorded(files: dict[str, list[str]]) -> None:
    table = {path: recorded(found(joined(lines))) for path, lines in files.items()}
    text = dumped(table)
    assert loads(text, "b.json") == {path: known for path, known in table.items() if known}
    assert dumped(loads(text, "b.json")) == text


def test_nothing_private_is_in_the_file() -> None:
    text = dumped({"a.txt": recorded(found(joined(list(FAULTS))))})
    assert "privacy/" in text and "139" not in text and "XX" in text


@pytest.fixture
def old(office: Path) -> Path:
    """A file with two old faults in a folder with a baseline of it."""
    path = office / "a.txt"
    path.write_text("截止目前，甲。\n全面加强乙。\n", encoding="utf-8")
    assert main(["baseline", "-q"]) == 0
    with (office / "zflint.toml").open("a", encoding="utf-8") as file:
        file.write('baseline = "zflint-baseline.json"\n')
    return path


def codes(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    capsys.readouterr()
    main(["check", ".", "--output-format", "json", *arguments])
    return [one["code"] for one in json.loads(capsys.readouterr().out)]


def test_old_findings_are_silent_and_new_ones_are_not(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert codes(capsys) == []
    assert codes(capsys, "--no-baseline") == ["t/cutoff", "t/whole"]
    old.write_text("前言。\n全面加强乙。\n截止目前，甲。\n截止目前，丙。\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["check", ".", "--output-format", "concise"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("a.txt:4:1: error t/cutoff") and out.count("\n") == 1
    assert "基线中的 2 个旧问题没有列出" in err


def test_a_renamed_file_stays_covered_and_only_once(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old.rename(old.with_name("b.txt"))
    assert codes(capsys, "--strict-baseline") == []
    (old.parent / "c.txt").write_bytes((old.parent / "b.txt").read_bytes())
    assert codes(capsys) == ["t/cutoff", "t/whole"]


def test_fixing_leaves_old_text_alone(old: Path) -> None:
    old.write_text("截止目前，甲。\n全面加强乙。\n截止目前，丙。\n", encoding="utf-8")
    assert main(["check", ".", "--fix", "-q"]) == 0
    assert old.read_text(encoding="utf-8") == "截止目前，甲。\n全面加强乙。\n截至目前，丙。\n"


@pytest.mark.parametrize(("text", "stale"), [
    pytest.param("截止目前，甲。\n全面加强乙。\n", 0, id="nothing has changed"),
    pytest.param("截至目前，甲。\n全面加强乙。\n", 1, id="a fault is fixed"),
    pytest.param("好。\n", 2, id="all are fixed"),
    pytest.param(None, 2, id="the file is gone"),
])
def test_what_is_gone_is_told_and_in_ci_fails(
    text: str | None, stale: int, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (old.parent / "b.txt").write_text("好。\n", encoding="utf-8")
    old.write_text(text, encoding="utf-8") if text else old.unlink()
    for flags, code, said in (([], 0, stale > 0), (["--strict-baseline"], int(stale > 0), stale > 0)):
        capsys.readouterr()
        assert main(["check", ".", *flags]) == code
        err = capsys.readouterr().err
        assert (f"基线中有 {stale} 个旧问题已经改好" in err) == said
        assert err.count("错误：a.txt：基线中的") == (stale if flags else 0)
    assert main(["baseline", "--prune", "-q"]) == 0
    assert main(["check", ".", "--strict-baseline"]) == 0
    known = loads(Path("zflint-baseline.json").read_text(encoding="utf-8"), "")
    assert sum(one.times for some in known.values() for one in some) == 2 - stale


def test_rules_that_do_not_run_are_not_gone(old: Path) -> None:
    assert main(["check", ".", "--strict-baseline", "--select", "t/whole"]) == 0
    assert main(["baseline", "--select", "t/whole", "-q"]) == 0
    assert main(["check", "."]) == 0


def test_pruning_records_nothing_new_and_updating_does(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old.write_text("截止目前，甲。\n截止目前，丙。\n", encoding="utf-8")
    assert main(["baseline", "--prune"]) == 0
    assert "已把 1 个问题（1 个文件）记入" in capsys.readouterr().err
    assert codes(capsys) == ["t/cutoff"]
    assert main(["baseline"]) == 0
    assert "新增 1 个，去掉 0 个" in capsys.readouterr().err
    assert codes(capsys) == []


def test_a_part_updates_only_its_entries(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("sub").mkdir()
    Path("sub/b.txt").write_text("截止目前，乙。\n", encoding="utf-8")
    assert main(["baseline", "sub", "-q"]) == 0
    assert codes(capsys) == []
    assert list(json.loads(Path("zflint-baseline.json").read_text(encoding="utf-8"))["files"]) == ["a.txt", "sub/b.txt"]


def test_a_file_that_cannot_be_read_keeps_its_entries(old: Path) -> None:
    before, text = Path("zflint-baseline.json").read_bytes(), old.read_bytes()
    old.write_bytes(b"\xff\xfe\x00")
    assert main(["baseline", "a.txt", "-q"]) == 2
    assert Path("zflint-baseline.json").read_bytes() == before
    old.write_bytes(text)


@pytest.mark.parametrize(("data", "parts"), [
    pytest.param(None, ["没有", "zflint baseline"], id="missing"),
    pytest.param(b"{\n<<<<<<< HEAD\n", ["第 2 行", "JSON"], id="a merge conflict"),
    pytest.param(b'{"version": 9}', ["version", "9"], id="of another version"),
    pytest.param(b'{"version": 1, "files": {"a.txt": [{"rule": "t/whole"}]}}', ["“a.txt”"], id="half an entry"),
    pytest.param(b"[]", ["version"], id="something else"),
    pytest.param(b"\xff\xfe", ["UTF-8"], id="no UTF-8"),
])
def test_a_faulty_baseline_is_one_sentence(
    data: bytes | None, parts: list[str], old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path("zflint-baseline.json")
    path.write_bytes(data) if data is not None else path.unlink()
    assert main(["check", "."]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and all(part in err for part in ["zflint-baseline.json", *parts])


def test_the_first_time_says_how_to_use_it(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "a.txt").write_text("截止目前。\n", encoding="utf-8")
    assert main(["baseline"]) == 0
    err = capsys.readouterr().err
    assert "已把 1 个问题（1 个文件）记入 zflint-baseline.json：新增 1 个" in err
    assert 'baseline = "zflint-baseline.json"' in err
