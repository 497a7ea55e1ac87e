"""Workflow commands: GitHub shows them as annotations at the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zflint.report import Checked, Entry, Look
from zflint.report.ink import plain
from zflint.report.places import slashed

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    for file in files:
        if file.error:
            yield _command("error", {"title": "zflint", "file": slashed(file.path)}, file.error)
        for one in file.entries:
            yield _command(COMMANDS[one["level"]], _properties(one), plain(one["message"]))


def _properties(one: Entry) -> dict[str, str]:
    start, end = one["location"], one["end_location"]
    properties = {"title": f"zflint ({one['code']})", "file": slashed(one["filename"]), "line": start["row"],
                  "endLine": end["row"]}
    if start["row"] == end["row"]:
        # Columns of an annotation of several lines are refused.
        properties |= {"col": start["column"], "endColumn": end["column"]}
    return {name: str(value) for name, value in properties.items()}


def _command(name: str, properties: dict[str, str], message: str) -> str:
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {said}::{_data(message)}\n"


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
