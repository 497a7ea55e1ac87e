"""One JSON object a line, one line a finding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from zflint.report import Checked, Look


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    for file in files:
        for one in file.entries:
            yield json.dumps(one, ensure_ascii=False) + "\n"
