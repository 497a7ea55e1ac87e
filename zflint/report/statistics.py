"""Instead of findings, how many there are of each rule: most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from zflint.messages import say
from zflint.report import Checked, Look
from zflint.report.ink import CODE, LEVELS, ink
from zflint.typed import Any


def report(files: Iterable[Checked], look: Look) -> Iterator[str]:
    rows = counted(files)
    widest = max((len(str(row["count"])) for row in rows), default=0)
    longest = max((len(row["code"]) for row in rows), default=0)
    for row in rows:
        level = ink(say(f"level-{row['level']}"), LEVELS[row["level"]], look)
        code = ink(f"{row['code']:<{longest}}", CODE, look)
        fix = say("fixable-of", count=row["fixable"]) if row["fixable"] else ""
        yield f"{row['count']:>{widest}}  {level}  {code}  {fix}".rstrip() + "\n"


def report_json(files: Iterable[Checked], look: Look) -> Iterator[str]:
    import json

    yield json.dumps(counted(files), ensure_ascii=False, indent=2) + "\n"


def counted(files: Iterable[Checked]) -> list[dict[str, Any]]:
    """Rows of code, level, count and fixable (how many have a safe fix)."""
    counts: Counter[tuple[str, str]] = Counter()
    fixable: Counter[tuple[str, str]] = Counter()
    for file in files:
        for one in file.entries:
            rule = one["code"], one["level"]
            counts[rule] += 1
            fixable[rule] += bool(one["fix"] and one["fix"]["applicability"] == "safe")
    ordered = sorted(counts, key=lambda rule: (-counts[rule], rule))
    return [{"code": rule[0], "level": rule[1], "count": counts[rule], "fixable": fixable[rule]} for rule in ordered]
