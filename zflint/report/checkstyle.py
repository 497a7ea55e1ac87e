"""Checkstyle's XML, which Jenkins, reviewdog, SonarQube and many others read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zflint.report import Checked, Look
from zflint.report.places import slashed
from zflint.report.xml import HEAD, tag


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    yield HEAD + '<checkstyle version="4.3">\n'
    for file in files:
        if file.encoding or file.error:
            yield f"  <{tag('file', name=slashed(file.path))}>\n"
            yield from (f"    <{line}/>\n" for line in _errors(file))
            yield "  </file>\n"
    yield "</checkstyle>\n"


def _errors(file: Checked) -> Iterator[str]:
    if file.error:
        yield tag("error", line=1, severity="error", message=file.error, source="zflint")
    for one in file.entries:
        at = one["location"]
        yield tag("error", line=at["row"], column=at["column"], severity=one["level"], message=one["message"],
                  source=f"zflint.{one['code']}")
