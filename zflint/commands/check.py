"""zflint check: lint files, fix them if asked to, print what was found, say whether anything was."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence

from zflint import console
from zflint.commands.tally import Tally
from zflint.effective import effective
from zflint.errors import ConfigError, InputError
from zflint.files import replace
from zflint.gather import STDIN, Gathering
from zflint.messages import reason, say
from zflint.packs import cache_folder
from zflint.parse import format_of
from zflint.report import FOR_PEOPLE, SUMMED, Checked, Look, Report, report
from zflint.tasks import Task, outcomes
from zflint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zflint.fix import Rewrite
    from zflint.model import Rule

INTERRUPTED = 130


def run(args: Namespace) -> int:
    if args.staged and (args.fix or args.add_disable) and not args.diff:
        raise ConfigError(say("fix-staged"))
    if not args.watch:
        return once(args)
    from zflint.watch import watching

    return watching(args, once)


def once(args: Namespace) -> int:
    """One run from beginning to end; the exit code."""
    started = time.perf_counter()
    gathering = Gathering(args, effective(args))
    tasks = [task._replace(rewrite=_rewrite(args, task)) for task in gathering.tasks()]
    people = args.output_format in FOR_PEOPLE
    if not people or args.diff:
        console.for_programs()
    tally = Tally(gathering.errors)
    with console.interruptible(len(tasks) > 1) as stopped:
        results = tally.counting(tasks, outcomes(tasks, cache_folder(), args.jobs, stopped))
        if not args.quiet:
            results = console.progress(results, len(tasks), lambda one: one.entries and not args.statistics,
                                       lambda one: len(one.entries))
        _deliver(args, tasks, results, tally)
        interrupted = stopped()
    _remember(args)
    return _conclude(args, gathering, tally, time.perf_counter() - started if args.output_format in SUMMED else None,
                     len(tasks) if interrupted else 0)


def _rewrite(args: Namespace, task: Task) -> Rewrite | None:
    """How a file is to be changed; None when it is not. Word documents never are."""
    if not _rewrites(args):
        return None
    if format_of(task.shown) == "docx":
        if task.path == STDIN and not args.diff:
            raise ConfigError(say("word-from-stdin", file=task.shown))
        return None
    from zflint.fix import Rewrite

    fixes = args.fix or (args.diff and not args.add_disable)
    fix = ("unsafe" if args.unsafe_fixes else "safe") if fixes else "none"
    return Rewrite(fix, args.add_disable or "", "patch" if args.diff else "text" if task.path == STDIN else "file")


def _rewrites(args: Namespace) -> bool:
    return bool(args.fix or args.diff or args.add_disable)


def _deliver(args: Namespace, tasks: Sequence[Task], results: Iterable[Checked], tally: Tally) -> None:
    """Write the report; or the patch; or the text of standard input, and then the report to stderr."""
    if args.diff:
        for _ in results:
            pass
        _write_bytes(b"".join(tally.outputs), args.output_file)
        return
    look = Look(console.columns(), not args.output_file and console.colored(args.color), _Rules(tasks))
    if any(task.rewrite and task.rewrite.to == "text" for task in tasks):
        pieces = list(_printer(args)(results, look))
        sys.stdout.buffer.write(b"".join(tally.outputs))
        console.tell("".join(pieces).rstrip("\n")) if pieces else None
        return
    _write(_printer(args)(results, look), args.output_file)


def _conclude(args: Namespace, gathering: Gathering, tally: Tally, seconds: float | None, stopped_of: int) -> int:
    """Say what went wrong and what it came to; the exit code. `stopped_of`: so many tasks there were when it was
    interrupted. `seconds`: None when nobody reads a summary."""
    for error in tally.errors:
        console.complain(error)
    if tally.traces and console.debugging(args.verbose):
        console.tell("".join(tally.traces).rstrip())
    if tally.word and _rewrites(args):
        console.complain(say("word-unchanged", count=tally.word), "warning")
    stale = bool(gathering.books) and not stopped_of and _stale(args, gathering, tally)
    if seconds is not None and not args.quiet and tally.done:
        console.tell(tally.summary(seconds, args.diff))
    if stopped_of:
        console.tell(say("stopped", done=tally.done, all=stopped_of))
        return INTERRUPTED
    if tally.errors:
        return 2
    found = bool(tally.outputs) if args.diff else tally.serious
    return int((found and not args.exit_zero) or stale)


def _stale(args: Namespace, gathering: Gathering, tally: Tally) -> bool:
    """Tell of what the baseline knows and is gone; does that fail the run?"""
    from zflint.commands.baseline import gone

    rows = gone(gathering, tally)
    if not rows:
        return False
    if args.strict_baseline:
        for path, one in rows:
            console.complain(say("baseline-stale", path=path, rule=one.rule, text=one.text, count=one.times))
    if not args.quiet:
        console.complain(say("baseline-gone", count=sum(one.times for _, one in rows)), "warning")
    return bool(args.strict_baseline)


class _Rules(Mapping[str, "Rule"]):
    """Every rule that the report may name, by id; loaded when the report asks."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._tasks = tasks
        self._made: dict[str, Rule] | None = None

    def _rules(self) -> dict[str, Rule]:
        if self._made is None:
            from zflint.check import prepared

            settings = dict.fromkeys((task.selection, task.cache, task.options.names) for task in self._tasks)
            self._made = {rule.id: rule for chosen in settings for rule in prepared(*chosen).rules}
        return self._made

    def __getitem__(self, name: str) -> Rule:
        return self._rules()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules())

    def __len__(self) -> int:
        return len(self._rules())


def _remember(args: Namespace) -> None:
    """Keep what this run compiled, if it loaded rules at all."""
    if not args.no_cache and "zflint.check" in sys.modules:
        from zflint.ready import remember

        remember()


def _printer(args: Namespace) -> Report:
    if not args.statistics:
        return report(args.output_format)
    from zflint.report import statistics

    return statistics.report if args.output_format in FOR_PEOPLE else statistics.report_json


def _write(pieces: Iterable[str], file: str | None) -> None:
    if not file:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
        return
    _write_bytes("".join(pieces).encode("utf-8", "backslashreplace"), file)


def _write_bytes(data: bytes, file: str | None) -> None:
    if not file:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    if os.path.isfile(file):
        replace(file, data)  # whoever reads an earlier report never sees half of this one
        return
    try:
        with open(file, "wb") as out:
            out.write(data)
    except OSError as error:
        raise InputError(say("not-written", file=file, text=reason(error))) from None
