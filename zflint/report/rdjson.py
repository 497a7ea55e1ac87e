"""The Reviewdog Diagnostic Format. Its columns count bytes of UTF-8 from 1.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from zflint.report import Checked, Entry, Look
from zflint.report.places import slashed
from zflint.text import length
from zflint.typed import Any


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    diagnostics = [one for file in files for one in _diagnostics(file)]
    yield json.dumps({"source": {"name": "zflint"}, "diagnostics": diagnostics}, ensure_ascii=False, indent=2) + "\n"


def _diagnostics(file: Checked) -> Iterator[dict[str, Any]]:
    if file.error:
        yield {"message": file.error, "location": {"path": slashed(file.path)}, "severity": "ERROR"}
    for one in file.entries:
        told = {
            "message": one["message"], "location": _location(one, file), "severity": one["level"].upper(),
            "code": {"value": one["code"]},
        }
        if one["fix"]:
            told["suggestions"] = list(_suggestions(one["fix"]["edits"], file.lines))
        if one["related"]:
            told["related_locations"] = [
                {"message": other["message"], "location": _location(other, file)} for other in one["related"]]
        yield told


def _location(place: Entry, file: Checked) -> dict[str, Any]:
    return {"path": slashed(file.path), "range": _range(place, file.lines)}


def _range(place: Entry, lines: Mapping[int, str]) -> dict[str, dict[str, int]]:
    return {name: {"line": at["row"], "column": length(lines[at["row"]][:at["column"] - 1], "utf-8") + 1}
            for name, at in (("start", place["location"]), ("end", place["end_location"]))}


def _suggestions(edits: Sequence[Entry], lines: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    """One for each row, since whoever takes a suggestion takes it alone: neighbours in a row are joined."""
    row: list[Entry] = []
    for edit in edits:
        if row and not row[-1]["end_location"]["row"] == edit["location"]["row"] == edit["end_location"]["row"]:
            yield _joined(row, lines)
            row = []
        row.append(edit)
    if row:
        yield _joined(row, lines)


def _joined(edits: Sequence[Entry], lines: Mapping[int, str]) -> dict[str, Any]:
    whole = {"location": edits[0]["location"], "end_location": edits[-1]["end_location"]}
    text = edits[0]["content"]
    for before, edit in pairwise(edits):
        start, end = before["end_location"], edit["location"]
        text += lines[end["row"]][start["column"] - 1:end["column"] - 1] + edit["content"]
    return {"range": _range(whole, lines), "text": text}
