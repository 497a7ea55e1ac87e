"""The command line from outside: what is printed where, exit codes, and every faulty input told in one sentence."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zflint.cli import main
from zflint.flags import COMMANDS

PACK = """
group = "t"

[[rule]]
id = "cutoff"
kind = "swap"
level = "error"
message = "“{found}”应为“{fix}”"
message-en = "“{found}” should be “{fix}”"
why = "截止表示到期停止。"
why-en = "It means to stop."
source = "词典"
fix = "safe"
swap = { "截止目前" = "截至目前" }
bad = ["⟦截止目前→截至目前⟧，全县共排查隐患12处。"]
good = ["截至目前，全县共排查隐患12处。"]

[[rule]]
id = "whole"
kind = "words"
level = "info"
message = "“{found}”可再斟酌"
why = "示例。"
source = "示例"
words = ["全面加强"]
bad = ["⟦全面加强⟧党的建设。"]
good = ["加强党的建设。"]
"""
DRAFT = "同志们：\n截止目前，全县共排查隐患12处。\n全面加强党的建设。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a pack, a draft that has one error and one note, and a clean text."""
    for name in [name for name in os.environ if name.startswith("ZFLINT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ZFLINT_CACHE_DIR", str(tmp_path / "cache"))
    work = tmp_path / "work"
    work.mkdir()
    (work / "t.toml").write_text(PACK, encoding="utf-8")
    (work / "zflint.toml").write_text('packs = ["t.toml"]\nselect = ["t"]\n', encoding="utf-8")
    (work / "draft.txt").write_text(DRAFT, encoding="utf-8")
    (work / "clean.txt").write_text("截至目前，全县共排查隐患12处。\n", encoding="utf-8")
    monkeypatch.chdir(work)
    return work


def zflint(*arguments: str, data: bytes | None = None, **environ: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "zflint", *arguments], input=data, capture_output=True, check=False,
                          env={**os.environ, "PYTHONUTF8": "1", **environ})


def codes(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """Rules of the findings of a run over the draft, in order."""
    main(["check", "draft.txt", "--output-format", "json", *arguments])
    return [one["code"] for one in json.loads(capsys.readouterr().out)]


@pytest.mark.parametrize(("arguments", "code"), [
    pytest.param(["clean.txt"], 0, id="clean"),
    pytest.param(["draft.txt"], 1, id="an error"),
    pytest.param(["draft.txt", "--select", "t/whole"], 0, id="a note alone"),
    pytest.param(["draft.txt", "--config", "levels.t=warning", "--select", "t/whole"], 1, id="raised to a warning"),
    pytest.param(["draft.txt", "--exit-zero"], 0, id="told to exit with 0"),
    pytest.param(["clean.txt", "missing.txt"], 2, id="one of two files missing"),
    pytest.param(["draft.txt", "missing.txt", "--exit-zero"], 2, id="a missing file is not softened"),
    pytest.param(["--force-exclude", "--exclude", "draft.txt", "draft.txt"], 0, id="all named files excluded"),
])
def test_exit_code(arguments: list[str], code: int) -> None:
    assert main(["check", *arguments]) == code


def test_others_are_linted_when_one_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "missing.txt", "draft.txt", "--output-format", "concise"]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("draft.txt:2:1: error t/cutoff ") and "missing.txt" in err


def test_json_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "draft.txt", "--output-format", "json", "--select", "t/cutoff"]) == 1
    out, err = capsys.readouterr()
    place = {"location": {"row": 2, "column": 1}, "end_location": {"row": 2, "column": 5}}
    assert json.loads(out) == [{
        "filename": "draft.txt", "code": "t/cutoff", "level": "error", "message": "“截止目前”应为“截至目前”", **place,
        "fix": {"applicability": "safe", "message": "改为“截至目前”", "edits": [{"content": "截至目前", **place}]},
        "related": [], "url": "docs/rules/t.md#cutoff",
    }]
    assert err == ""


@pytest.mark.parametrize(("arguments", "expected"), [
    pytest.param([], ["t/cutoff", "t/whole"], id="as configured"),
    pytest.param(["--select", "t/cutoff"], ["t/cutoff"], id="one rule"),
    pytest.param(["--select", "t", "--ignore", "t/cutoff"], ["t/whole"], id="all but one"),
    pytest.param(["--ignore", "t/cutoff,t/whole"], [], id="comma list"),
    pytest.param(["--ignore", "t/cutoff", "--ignore", "t/whole"], [], id="flag repeated"),
    pytest.param(["--select", "suppression", "--extend-select", "t/whole"], ["t/whole"], id="besides"),
    pytest.param(["--config", 'ignore = ["t/whole"]'], ["t/cutoff"], id="a setting on the command line"),
    pytest.param(["--config", 'levels."t/whole"=off'], ["t/cutoff"], id="a bare word as a setting"),
    pytest.param(["--isolated", "--config", 'packs = ["t.toml"]', "--select", "t"], ["t/cutoff", "t/whole"],
                 id="isolated, with a pack"),
])
def test_selecting(arguments: list[str], expected: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert codes(capsys, *arguments) == expected


def test_variables_stand_for_flags_and_flags_win(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZFLINT_SELECT", "t/whole")
    assert codes(capsys) == ["t/whole"]
    assert codes(capsys, "--select", "t/cutoff") == ["t/cutoff"]
    monkeypatch.setenv("ZFLINT_EXIT_ZERO", "1")
    assert main(["check", "draft.txt", "--select", "t/cutoff", "--output-format", "concise"]) == 0


def test_every_flag_has_a_variable_of_its_name() -> None:
    for command in COMMANDS.values():
        for flag in command.all_flags():
            assert flag.variable == "ZFLINT_" + flag.name.upper().replace("-", "_")


def test_standard_input_has_a_name_and_the_configuration_above_it() -> None:
    done = zflint("check", "-", "--stdin-filename", "sub/a.txt", "--output-format", "concise", data=DRAFT.encode())
    assert done.stdout.decode().startswith("sub/a.txt:2:1: error t/cutoff")
    assert done.returncode == 1


@pytest.mark.parametrize(("data", "encoding"), [
    pytest.param(DRAFT.encode("gb18030"), "GB18030", id="GB18030"),
    pytest.param(DRAFT.encode("utf-8-sig"), "UTF-8 with BOM", id="UTF-8 with BOM"),
    pytest.param(DRAFT.replace("\n", "\r\n").encode("utf-16"), "UTF-16", id="UTF-16 with CRLF"),
])
def test_columns_are_the_same_in_any_encoding(data: bytes, encoding: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("draft.txt").write_bytes(data)
    main(["check", "draft.txt", "--output-format", "concise", "-q"])
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["draft.txt:2:1:", "draft.txt:3:1:"]


def test_options_may_stand_between_paths(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "clean.txt", "--output-format", "concise", "draft.txt", "-q"])
    assert "draft.txt:2:1" in capsys.readouterr().out


def test_after_two_dashes_everything_is_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy("draft.txt", "--select")
    main(["check", "--output-format", "concise", "-q", "--", "--select"])
    assert capsys.readouterr().out.startswith("--select:2:1")


def test_patterns_are_expanded_where_the_shell_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "d*.txt", "--output-format", "concise", "-q"])
    assert "draft.txt:2:1" in capsys.readouterr().out


def test_what_is_no_text_is_left_out_unless_it_was_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("clean.txt").write_bytes(bytes(range(256)) * 20)
    assert main(["check", ".", "--exit-zero", "--output-format", "concise"]) == 0
    assert "检查了 1 个文件" in capsys.readouterr().err
    assert main(["check", "clean.txt"]) == 2


def test_the_same_output_with_any_number_of_processes() -> None:
    for number in range(9):
        shutil.copy("draft.txt", f"copy{number}.txt")
    Path("binary.txt").write_bytes(bytes(range(256)) * 20)
    alone, pooled = (zflint("check", ".", "--jobs", jobs, "--output-format", "json") for jobs in ("1", "3"))
    assert len(json.loads(alone.stdout)) == 20
    assert (alone.stdout, alone.returncode, alone.stderr) == (pooled.stdout, pooled.returncode, pooled.stderr)


def test_summary_and_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", ".", "--output-format", "concise"])
    assert "发现 2 个问题（1 错误，1 提示），1 个可自动修改；检查了 2 个文件" in capsys.readouterr().err
    main(["check", ".", "--output-format", "concise", "-q"])
    assert capsys.readouterr().err == ""
    main(["--lang", "en", "check", "clean.txt"])
    assert "nothing found; 1 checked" in capsys.readouterr().err


def test_statistics(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", ".", "--statistics"]) == 1
    assert capsys.readouterr().out == "1  错误  t/cutoff  1 个可自动修改\n1  提示  t/whole\n"
    main(["check", ".", "--statistics", "--output-format", "json"])
    assert json.loads(capsys.readouterr().out)[0] == {"code": "t/cutoff", "level": "error", "count": 1, "fixable": 1}


def test_output_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "draft.txt", "--output-format", "json", "-o", "out.json"]) == 1
    assert capsys.readouterr().out == ""
    assert len(json.loads(Path("out.json").read_text(encoding="utf-8"))) == 2


def test_colour_only_where_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    for choice, colored in (("auto", False), ("always", True), ("never", False)):
        main(["check", "draft.txt", "--color", choice])
        assert ("\x1b[" in capsys.readouterr().out) == colored


ONE = ["check", "draft.txt"]
FAULTY = [
    pytest.param([], ["check", "no.txt"], ["no.txt"], id="missing file"),
    pytest.param([("empty/x.pdf", b"")], ["check", "empty"], ["empty"], id="folder without documents"),
    pytest.param([("b.txt", bytes(range(256)) * 20)], ["check", "b.txt"], ["b.txt"], id="binary"),
    pytest.param([("u.txt", "\ufeff全县".encode("utf-16-le")[:-1])], ["check", "u.txt"], ["u.txt"], id="half UTF-16"),
    pytest.param([("zflint.toml", b"select = [\n")], ONE, ["zflint.toml", "TOML"], id="bad TOML"),
    pytest.param([("zflint.toml", b"\xff\xfea")], ONE, ["zflint.toml", "UTF-8"], id="configuration in UTF-16"),
    pytest.param([("zflint.toml", b"slect = []\n")], ONE, ["zflint.toml", "slect", "“select”"], id="unknown key"),
    pytest.param([("zflint.toml", b"select = 3\n")], ONE, ["zflint.toml", "select", "3"], id="wrong type"),
    pytest.param([("zflint.toml", b'as-of = "2024-13"\n')], ONE, ["as-of", "2024-03"], id="impossible date in config"),
    pytest.param([("zflint.toml", b'packs = ["t.toml"]\nignore = ["t/cutof"]\n')], ONE,
                 ["zflint.toml", "ignore", "“t/cutoff”"], id="unknown rule in configuration"),
    pytest.param([("zflint.toml", b'extend = "a.toml"\n'), ("a.toml", b'extend = "zflint.toml"\n')], ONE,
                 ["zflint.toml → a.toml → zflint.toml"], id="configuration loop"),
    pytest.param([("zflint.toml", b'extend = "a.toml"\n')], ONE, ["zflint.toml", "a.toml"], id="extends nothing"),
    pytest.param([("zflint.toml", b'packs = ["no.toml"]\n')], ONE, ["no.toml"], id="missing pack"),
    pytest.param([("t.toml", PACK.replace('words = ["全面加强"]', 'pattern = "全(面"').replace(
        'kind = "words"', 'kind = "pattern"').encode())], ONE, ["t.toml", "t/whole", "全(面"], id="bad regex"),
    pytest.param([("t.toml", PACK.replace('words = ["全面加强"]', 'pattern = "(?:a|a|aa)+$"').replace(
        'kind = "words"', 'kind = "pattern"').encode()), ("draft.txt", b"a" * 60 + b"!")], ONE, ["t/whole", "2 秒"],
        id="catastrophic regex"),
    pytest.param([("t.toml", PACK.replace('"t"', '"suppression"').replace("cutoff", "unused").encode())], ONE,
                 ["t.toml", "suppression/unused"], id="id of a built-in rule"),
    pytest.param([], [*ONE, "--as-of", "2024-02-30"], ["--as-of", "2024-02-30"], id="bad --as-of"),
    pytest.param([], [*ONE, "--own-unit", "county"], ["--own-unit", "county", "青石县"], id="bad --own-unit"),
    pytest.param([], [*ONE, "--output-format", "jsonl"], ["jsonl", "json-lines"], id="unknown format"),
    pytest.param([], [*ONE, "--select", "t/cutof"], ["--select", "t/cutof", "“t/cutoff”"], id="unknown rule"),
    pytest.param([], [*ONE, "--slect", "t"], ["--slect", "“--select”"], id="unknown option"),
    pytest.param([], [*ONE, "--select"], ["--select", "缺少"], id="option without value"),
    pytest.param([], [*ONE, "--statistics=1"], ["--statistics", "不带值"], id="switch with a value"),
    pytest.param([], [*ONE, "--jobs", "-1"], ["--jobs"], id="negative number of processes"),
    pytest.param([], [*ONE, "--jobs=x"], ["--jobs", "x"], id="processes that are no number"),
    pytest.param([], [*ONE, "--config", "no.toml"], ["no.toml"], id="missing configuration"),
    pytest.param([], [*ONE, "--config", "selct=[]"], ["selct", "“select”"], id="unknown key on the command line"),
    pytest.param([], [*ONE, "--isolated", "--config", "zflint.toml"], ["--isolated"], id="isolated with a file"),
    pytest.param([], [*ONE, "-o", "no/such/folder.txt"], ["no/such/folder.txt"], id="output that cannot be written"),
    pytest.param([], ["chekc"], ["chekc", "“check”"], id="unknown command"),
    pytest.param([], ["draft.txt"], ["zflint check draft.txt"], id="forgotten command"),
    pytest.param([], ["rule", "t/cutof"], ["t/cutof", "“t/cutoff”"], id="unknown rule to explain"),
    pytest.param([], ["test", "no.toml"], ["no.toml"], id="missing pack to test"),
    pytest.param([], ["version", "now"], ["now"], id="superfluous argument"),
    pytest.param([], ["init"], ["zflint.toml", "已存在"], id="would overwrite"),
]


@pytest.mark.parametrize(("files", "arguments", "parts"), FAULTY)
def test_faulty_input_is_one_sentence_and_exit_2(
    files: list[tuple[str, bytes]], arguments: list[str], parts: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for name, data in files:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(data)
    assert main(arguments) == 2
    err = capsys.readouterr().err
    lines = [line for line in err.splitlines() if line.startswith("错误：")]
    assert len(lines) == 1 and "Traceback" not in err, err
    for part in parts:
        assert part in lines[0]


def test_faulty_input_from_outside() -> None:
    done = zflint("check", "no.txt")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("错误：no.txt")


def test_unreadable_file(capsys: pytest.CaptureFixture[str]) -> None:
    os.chmod("draft.txt", 0)
    if os.access("draft.txt", os.R_OK):
        return
    assert main(["check", "draft.txt"]) == 2
    assert "draft.txt" in capsys.readouterr().err


@pytest.mark.parametrize("variable", ["ZFLINT_OUTPUT_FORMAT", "ZFLINT_STATISTICS", "ZFLINT_JOBS"])
def test_bad_variables_are_named(
    variable: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(variable, "nonsense")
    assert main(ONE) == 2
    assert variable in capsys.readouterr().err


def test_our_own_failure_names_the_file_and_rule(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr("zflint.kinds.words.Words.scan", broken)
    assert main(["check", ".", "--output-format", "concise"]) == 2
    err = capsys.readouterr().err
    assert "draft.txt" in err and "t/whole" in err and "RuntimeError: no such luck" in err
    assert "Traceback" not in err
    main(["check", "draft.txt", "-v"])
    assert "Traceback" in capsys.readouterr().err


def test_interrupt_and_closed_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zflint.commands.check.run", stopped)
    assert main(ONE) == 130
    assert "已中断" in capsys.readouterr().err


def test_a_bar_shows_long_runs_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from zflint import console

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(console, "PATIENCE", 0.0)
    monkeypatch.setattr(console, "STEP", 0.0)
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(console.progress(iter("abcd"), 4, lambda one: one == "c", ord)) == list("abcd")
        assert (f"3/4，发现 {ord('a') + ord('b') + ord('c')} 个，每秒" in stream.getvalue()) == stream.isatty()
        bars = re.findall(r"\[[#.]+\] ./4|\r\x1b\[K", stream.getvalue())
        expected = [f"[{'#' * 6 * n}{'.' * 6 * (4 - n)}] {n}/4" for n in (1, 2, 3)]
        wiped = "\r\x1b[K"
        assert bars == ([*expected[:2], wiped, expected[2], wiped] if stream.isatty() else [])


def test_a_format_that_only_check_has_does_not_disturb_other_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZFLINT_OUTPUT_FORMAT", "concise")
    assert main(["rule", "t/cutoff"]) == 0
    monkeypatch.setenv("ZFLINT_OUTPUT_FORMAT", "json")
    capsys.readouterr()
    assert main(["rule", "t/cutoff"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["code"] == "t/cutoff"


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_closed_pipe_is_silent() -> None:
    Path("draft.txt").write_text(DRAFT * 3000, encoding="utf-8")
    command = f"'{sys.executable}' -m zflint check draft.txt --output-format concise -q | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert done.stderr == b"" and done.stdout.count(b"\n") == 1


def test_help_is_chinese_by_default_and_english_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "用法：zflint" in capsys.readouterr().out
    for arguments in (["--lang", "en"], ["--lang=en", "--help"]):
        assert main(arguments) == 0
        assert "Usage: zflint" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_every_flag_and_fits_the_terminal(
    command: str, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from zflint.text import width

    monkeypatch.setenv("COLUMNS", "80")
    assert main([command, "--help", "--lang", lang]) == 0
    page = capsys.readouterr().out
    for flag in COMMANDS[command].all_flags():
        assert f"--{flag.name}" in page
    assert "ZFLINT_" in page
    assert max(map(width, page.splitlines())) <= 80


def test_rule_explains(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "t/cutoff"]) == 0
    page = capsys.readouterr().out
    for part in ("t/cutoff", "截止表示到期停止。", "词典", "[截止目前]", "→ 截至目前", 'ignore = ["t/cutoff"]'):
        assert part in page
    assert main(["rule", "t/cutoff", "--lang", "en"]) == 0
    assert "It means to stop." in capsys.readouterr().out
    assert main(["rule", "--output-format", "json", "t"]) == 0
    assert [one["code"] for one in json.loads(capsys.readouterr().out)] == ["t/cutoff", "t/whole"]
    many = PACK.replace('good = ["加强党', 'good = ["甲", "乙", "丙", "丁", "戊", "己", "加强党')
    Path("t.toml").write_text(many, encoding="utf-8")
    for arguments, shown in (([], False), (["-v"], True)):
        assert main(["rule", "t/whole", *arguments]) == 0
        out = capsys.readouterr().out
        assert ("- 己" in out, "另有 2 个" in out) == (shown, not shown)
    assert main(["rule"]) == 0
    assert "t/whole" in capsys.readouterr().out


def test_testing_a_pack(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", "t.toml"]) == 0
    assert "2 条规则、4 个例文全部通过" in capsys.readouterr().err


@pytest.mark.parametrize(("old", "new", "verdict"), [
    pytest.param('good = ["加强党', 'good = ["全面加强党', "误报", id="noisy"),
    pytest.param("⟦全面加强⟧党的建设", "⟦全面⟧加强党的建设", "漏报", id="missing"),
    pytest.param("⟦截止目前→截至目前⟧", "⟦截止目前→截至今日⟧", "不符", id="wrong"),
    pytest.param('"截止目前" = "截至目前"', '"截止目前" = "截止目前"', "不符", id="fixed to the same"),
    pytest.param("⟦全面加强⟧", "⟦全面⟧强", "没有一个错例触发这条规则", id="never fires"),
    pytest.param('good = ["加强', 'todo = ["加强党。"]\ngood = ["加强', "已通过", id="a known gap is closed"),
])
def test_testing_a_pack_that_fails(old: str, new: str, verdict: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert old in PACK
    Path("t.toml").write_text(PACK.replace(old, new), encoding="utf-8")
    assert main(["test", "t.toml"]) == 1
    out = capsys.readouterr().out
    assert verdict in out
    row = int(out.split(":")[1])
    assert "bad" in PACK.splitlines()[row - 1] or "good" in PACK.splitlines()[row - 1] or row in (4, 19)


def test_config_says_where_each_setting_is_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "draft.txt", "--ignore", "t/whole", "--output-format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rules"] == ["t/cutoff"]
    assert told["settings"]["select"] == {"value": ["t"], "origin": "zflint.toml"}
    assert told["settings"]["ignore"] == {"value": ["t/whole"], "origin": "--ignore"}
    assert told["settings"]["as-of"] == {"value": "", "origin": "默认"}
    assert main(["config", "-v"]) == 0
    out = capsys.readouterr().out
    assert 'select         = ["t"]  # zflint.toml' in out and "  t/whole\n" in out


def test_init_writes_what_can_be_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    from zflint.configfile import parsed
    from zflint.keys import KEYS, layer

    Path("new").mkdir()
    assert main(["init", "new"]) == 0
    text = Path("new/zflint.toml").read_text(encoding="utf-8")
    assert main(["check", "draft.txt", "--config", "new/zflint.toml", "--select", "placeholder"]) == 0
    keys = "\n".join(line[2:] for line in text.splitlines() if line[2:].partition(" = ")[0] in KEYS)
    assert list(layer(parsed(keys, ""), "", "/")) == [key.replace("-", "_") for key in KEYS]


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    from zflint import __version__

    assert main(["version"]) == main(["--version"]) == 0
    assert capsys.readouterr().out == f"zflint {__version__}\n" * 2


HEAVY = {"logging", "asyncio", "multiprocessing", "importlib.metadata", "pathlib", "inspect", "subprocess", "shutil",
         "tempfile", "concurrent", "socket", "tomllib", "tomli", "json", "difflib", "traceback", "datetime", "regex",
         "zflint.keys", "zflint.examples", "zflint.help", "zflint.schema", "markdown_it", "pygls"}


def test_a_check_imports_nothing_it_does_not_use() -> None:
    code = ("import sys\nfrom zflint.cli import main\n"
            "main(['check', 'draft.txt', '--isolated'])\nmain(['check', 'draft.txt', '--isolated'])\n"
            "print('\\n'.join(sys.modules))")
    zflint("check", "draft.txt", "--isolated")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    allowed = {"inspect"}  # dataclasses import it
    assert not HEAVY & set(done.stdout.split()) - allowed
