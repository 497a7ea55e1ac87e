"""JUnit's XML: a suite a file, a test case a finding. Notes pass, with their text as output; a clean file is a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zflint.report import Checked, Entry, Look
from zflint.report.places import slashed
from zflint.report.xml import HEAD, escaped, tag


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    suites = [file for file in files if file.encoding or file.error]
    tests, failures, errors = (sum(column) for column in zip((0, 0, 0), *map(_counts, suites), strict=True))
    yield HEAD + f"<{tag('testsuites', name='zflint', tests=tests, failures=failures, errors=errors)}>\n"
    for file in suites:
        yield from _suite(file)
    yield "</testsuites>\n"


def _counts(file: Checked) -> tuple[int, int, int]:
    """Cases, failures and errors."""
    failures = sum(one["level"] != "info" for one in file.entries)
    return max(len(file.entries), 1), failures, int(bool(file.error))


def _suite(file: Checked) -> Iterator[str]:
    tests, failures, errors = _counts(file)
    name = slashed(file.path)
    yield f"  <{tag('testsuite', name=name, tests=tests, failures=failures, errors=errors)}>\n"
    if file.error:
        yield f"    <{tag('testcase', name='zflint', classname=name)}>\n"
        yield f"      <{tag('error', message=file.error)}/>\n    </testcase>\n"
    elif not file.entries:
        yield f"    <{tag('testcase', name='zflint', classname=name)}/>\n"
    for one in file.entries:
        yield f"    <{tag('testcase', name=one['code'], classname=name)}>\n{_outcome(one, name)}    </testcase>\n"
    yield "  </testsuite>\n"


def _outcome(one: Entry, name: str) -> str:
    at = one["location"]
    text = escaped(f"{name}:{at['row']}:{at['column']}: {one['message']}")
    if one["level"] == "info":
        return f"      <system-out>{text}</system-out>\n"
    return f"      <{tag('failure', message=one['message'], type=one['level'])}>{text}</failure>\n"
