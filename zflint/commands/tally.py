"""What a run came to, counted while its outcomes pass by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from zflint.messages import say
from zflint.parse import format_of
from zflint.report import Checked
from zflint.tasks import Outcome, Task
from zflint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zflint.baseline import Known


class Tally:
    """Findings by level, how many can be fixed or were, files read, what the baseline covered, and what went wrong.

    `word`: Word documents with findings. None of those can be fixed here.
    """

    def __init__(self, errors: list[str]) -> None:
        self.levels: Counter[str] = Counter()
        self.fixable = self.fixed = self.disabled = self.covered = self.word = 0
        self.files = self.done = 0
        self.errors = errors
        self.traces: list[str] = []
        self.gone: list[tuple[Task, Known]] = []
        self.outputs: list[bytes] = []

    def counting(self, tasks: Iterable[Task], outcomes: Iterable[Outcome]) -> Iterator[Checked]:
        """What is to be reported of each outcome."""
        for task, one in zip(tasks, outcomes, strict=False):
            checked = one.checked
            if checked.error:
                self.errors.append(checked.error)
                self.traces += [checked.trace] if checked.trace else []
            self.done += 1
            self.files += bool(checked.encoding)
            self.fixed, self.disabled = self.fixed + one.fixed, self.disabled + one.disabled
            self.covered += sum(known.times for known in one.covered)
            self.gone += [(task, known) for known in one.gone] if checked.encoding else []
            self.outputs += [one.output] if one.output else []
            word = format_of(task.shown) == "docx"
            self.word += word and bool(checked.entries)
            for entry in checked.entries:
                self.levels[entry["level"]] += 1
                self.fixable += bool(entry["fix"] and entry["fix"]["applicability"] == "safe" and not word)
            yield checked

    @property
    def serious(self) -> bool:
        return bool(self.levels["error"] or self.levels["warning"])

    def summary(self, seconds: float, diff: bool = False) -> str:
        """One line: what was done, what was found, in how many files."""
        before = say("would-fix" if diff else "fixed", count=self.fixed) if self.fixed else ""
        before += say("disabled", count=self.disabled) if self.disabled else ""
        after = say("covered", count=self.covered) if self.covered else ""
        values = {"files": self.files, "seconds": f"{seconds:.2f}"}
        if not self.levels.total():
            return before + say("clean", **values) + after
        levels = say("listed").join(
            say(f"count-{level}", count=self.levels[level])
            for level in ("error", "warning", "info") if self.levels[level])
        fixable = say("fixable", count=self.fixable) if self.fixable else ""
        return before + say("found", count=self.levels.total(), levels=levels, fixable=fixable, **values) + after
