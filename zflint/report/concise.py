"""path:row:column: level code message, one line a finding: for editors and grep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zflint.report import Checked, Look
from zflint.report.ink import CODE, LEVELS, ink, plain


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    for file in files:
        for one in file.entries:
            at = one["location"]
            level, code = ink(one["level"], LEVELS[one["level"]], look), ink(one["code"], CODE, look)
            yield f"{plain(one['filename'])}:{at['row']}:{at['column']}: {level} {code} {plain(one['message'])}\n"
