"""One array of all findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from zflint.report import Checked, Look


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    before = "[\n  "
    for file in files:
        for one in file.entries:
            yield before + json.dumps(one, ensure_ascii=False)
            before = ",\n  "
    yield "[]\n" if before[0] == "[" else "\n]\n"
