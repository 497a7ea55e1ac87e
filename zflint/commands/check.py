"""zflint check: lint files, print what was found, say whether anything was."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence

from zflint import console
from zflint.check import Task, check_files, check_source, prepared
from zflint.commands.tally import Tally
from zflint.config import Settings, names, options, selection
from zflint.effective import effective
from zflint.errors import InputError
from zflint.files import decode, walk
from zflint.messages import reason, say
from zflint.model import Rule
from zflint.ready import remember
from zflint.report import FOR_PEOPLE, SUMMED, WHOLE, Checked, Look, Report, report

STDIN = "-"


def run(args: Namespace) -> int:
    started = time.perf_counter()
    people = args.output_format in FOR_PEOPLE
    if not people:
        console.for_programs()
    tally = Tally()
    tasks = _tasks(args, effective(args), tally)
    results = _results(tasks, args)
    if not args.quiet:
        results = console.progress(results, len(tasks), prints=lambda one: one.entries and not args.statistics)
    results = tally.counting(results)
    look = Look(console.columns(), not args.output_file and console.colored(args.color), _rules(tasks))
    _write(_printer(args)(results, look), args.output_file)
    if not args.no_cache:
        remember()
    for error in tally.errors:
        console.complain(error)
    if tally.traces and console.debugging(args.verbose):
        console.tell("".join(tally.traces).rstrip())
    if args.output_format in SUMMED and not args.quiet and tasks:
        console.tell(tally.summary(time.perf_counter() - started))
    return 2 if tally.errors else int(tally.serious and not args.exit_zero)


def _tasks(args: Namespace, settings: Callable[[str], Settings], tally: Tally) -> list[Task]:
    """What to lint. Paths that cannot be are counted as errors; the others are linted all the same."""
    given = [path.removeprefix("./") or path for one in args.arguments or ["."] for path in _expanded(one)]
    folders = any(map(os.path.isdir, given))
    tasks, by_name = [], set(given)
    for path in _walked(given, args, tally):
        shown = args.stdin_filename or STDIN if path == STDIN else path
        found = settings(shown)
        named = path in by_name
        if (not named or args.force_exclude) and names(found.exclude, os.path.abspath(shown)):
            continue
        if args.verbose:
            console.tell(say("config-used", file=shown, origin=found.file or say("no-config")))
        whole = args.output_format in WHOLE
        tasks.append(Task(path, shown, selection(found), options(found), not args.no_cache, named, whole))
    if not tasks and not tally.errors:
        if folders:
            raise InputError(say("all-excluded"))
        console.complain(say("all-excluded"), "warning")
    return tasks


def _expanded(path: str) -> list[str]:
    """The files that a pattern names: not every shell expands *.txt."""
    if path == STDIN or not any(char in path for char in "*?[") or os.path.lexists(path):
        return [path]
    import glob

    return sorted(glob.glob(path, recursive=True)) or [path]


def _walked(paths: Sequence[str], args: Namespace, tally: Tally) -> Iterable[str]:
    def found(some: Sequence[str]) -> list[str]:
        return walk(some, args.exclude or (), args.force_exclude, args.respect_gitignore)

    stdin = [STDIN] if STDIN in paths else []
    paths = [path for path in paths if path != STDIN]
    try:
        return stdin + found(paths)
    except InputError:
        files: dict[str, None] = {}
    for path in paths:
        try:
            files.update(dict.fromkeys(found([path])))
        except InputError as error:
            tally.errors.append(str(error))
    return [*stdin, *files]


def _results(tasks: Sequence[Task], args: Namespace) -> Iterator[Checked]:
    if tasks and tasks[0].path == STDIN:
        yield _stdin(tasks[0])
        tasks = tasks[1:]
    yield from check_files(tasks, args.jobs)


def _stdin(task: Task) -> Checked:
    try:
        return check_source(decode(sys.stdin.buffer.read(), task.shown), task)
    except InputError as error:
        return Checked(task.shown, (), {}, error=str(error))


def _rules(tasks: Iterable[Task]) -> dict[str, Rule]:
    """Every rule that the report may name, by id."""
    settings = dict.fromkeys((task.selection, task.cache, task.options.names) for task in tasks)
    return {rule.id: rule for chosen in settings for rule in prepared(*chosen).rules}


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
    text = "".join(pieces)
    try:
        with open(file, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            out.write(text)
    except OSError as error:
        raise InputError(say("not-written", file=file, text=reason(error))) from None
