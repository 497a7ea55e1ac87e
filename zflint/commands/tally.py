"""What a run came to, counted while its results pass by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from zflint.messages import say
from zflint.report import Checked


class Tally:
    """Findings by level, how many can be fixed, files read, and what went wrong."""

    def __init__(self) -> None:
        self.levels: Counter[str] = Counter()
        self.fixable = 0
        self.files = 0
        self.errors: list[str] = []
        self.traces: list[str] = []

    def counting(self, results: Iterable[Checked]) -> Iterator[Checked]:
        for one in results:
            if one.error:
                self.errors.append(one.error)
                self.traces += [one.trace] if one.trace else []
            self.files += bool(one.encoding)
            for entry in one.entries:
                self.levels[entry["level"]] += 1
                self.fixable += bool(entry["fix"] and entry["fix"]["applicability"] == "safe")
            yield one

    @property
    def serious(self) -> bool:
        return bool(self.levels["error"] or self.levels["warning"])

    def summary(self, seconds: float) -> str:
        values = {"files": self.files, "seconds": f"{seconds:.2f}"}
        if not self.levels.total():
            return say("clean", **values)
        levels = say("listed").join(
            say(f"count-{level}", count=self.levels[level])
            for level in ("error", "warning", "info") if self.levels[level])
        fixable = say("fixable", count=self.fixable) if self.fixable else ""
        return say("found", count=self.levels.total(), levels=levels, fixable=fixable, **values)
