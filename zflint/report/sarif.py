"""SARIF 2.1.0, which code scanning services and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

import zflint
from zflint.report import Checked, Entry, Look
from zflint.report.places import fingerprints, found, slashed
from zflint.report.rule_texts import help_markdown, help_text, summary, why
from zflint.typed import Any

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
ROOT = "SRCROOT"
"""Name of the folder that paths are relative to; whoever reads the log knows where it is."""

Json = dict[str, Any]


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    rules: dict[str, int] = {}
    results, artifacts, notes = [], [], []
    for file in files:
        if file.error:
            notes.append({"level": "error", "message": {"text": file.error},
                          "locations": [{"physicalLocation": {"artifactLocation": _artifact(file.path)}}]})
        if file.encoding:
            encoding = {} if file.encoding == "docx" else {"encoding": file.encoding.upper()}
            artifacts.append({"location": _artifact(file.path), **encoding})
        for one, mark in zip(file.entries, fingerprints(file), strict=True):
            results.append(_result(one, file, mark, rules.setdefault(one["code"], len(rules))))
    run = {
        "tool": {"driver": {"name": "zflint", "semanticVersion": zflint.__version__,
                            "rules": [_rule(code, look) for code in rules]}},
        "invocations": [{"executionSuccessful": not notes, "toolExecutionNotifications": notes}],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which zflint was run."}}},
        "columnKind": "unicodeCodePoints",
        "artifacts": artifacts,
        "results": results,
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _artifact(path: str) -> Json:
    path = slashed(path)
    if path.startswith("/") or path[1:2] == ":":
        return {"uri": "file:///" + quote(path.lstrip("/"), safe="/:")}
    return {"uri": quote(path), "uriBaseId": ROOT}


def _rule(code: str, look: Look) -> Json:
    rule = look.rules.get(code)
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in code.replace("/", "-").split("-")),
        "shortDescription": {"text": summary(rule) if rule else code},
        "fullDescription": {"text": (why(rule) if rule else "") or code},
        "help": {"text": help_text(rule), "markdown": help_markdown(rule)} if rule else {"text": code},
        "defaultConfiguration": {"level": LEVELS[rule.level] if rule else "warning"},
        "properties": {"tags": [code.partition("/")[0]]},
    }


def _result(one: Entry, file: Checked, fingerprint: str, index: int) -> Json:
    result: Json = {
        "ruleId": one["code"], "ruleIndex": index, "level": LEVELS[one["level"]], "message": {"text": one["message"]},
        "locations": [{"physicalLocation": _place(one, file)}],
        "partialFingerprints": {"findingHash/v1": fingerprint},
    }
    if one["related"]:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": other["message"]}, "physicalLocation": _place(other, file)}
            for number, other in enumerate(one["related"], 1)]
    if one["fix"]:
        result["fixes"] = [_fix(one["fix"], file)]
    return result


def _place(place: Entry, file: Checked) -> Json:
    region = _region(place)
    if place["location"]["row"] == place["end_location"]["row"]:
        region["snippet"] = {"text": found(place, file.lines)}
    return {"artifactLocation": _artifact(file.path), "region": region}


def _region(place: Mapping[str, Any]) -> Json:
    start, end = place["location"], place["end_location"]
    return {"startLine": start["row"], "startColumn": start["column"],
            "endLine": end["row"], "endColumn": end["column"]}


def _fix(fix: Json, file: Checked) -> Json:
    replacements = [{"deletedRegion": _region(edit), "insertedContent": {"text": edit["content"]}}
                    for edit in fix["edits"]]
    return {"description": {"text": fix["message"]}, "properties": {"applicability": fix["applicability"]},
            "artifactChanges": [{"artifactLocation": _artifact(file.path), "replacements": replacements}]}
