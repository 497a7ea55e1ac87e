"""GitLab's code quality report: an array of Code Climate issues with severities.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from zflint.report import Checked, Entry, Look
from zflint.report.ink import plain
from zflint.report.places import fingerprints, slashed
from zflint.typed import Any

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    issues = [_issue(one, mark) for file in files for one, mark in zip(file.entries, fingerprints(file), strict=True)]
    yield json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(one: Entry, fingerprint: str) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": one["code"],
        "description": plain(one["message"]),
        "categories": ["Clarity"],
        "severity": SEVERITIES[one["level"]],
        "fingerprint": fingerprint,
        "location": {
            "path": slashed(one["filename"]),
            "positions": {"begin": _position(one["location"]), "end": _position(one["end_location"])},
        },
    }


def _position(place: dict[str, int]) -> dict[str, int]:
    return {"line": place["row"], "column": place["column"]}
