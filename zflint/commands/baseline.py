"""zflint baseline: record what is found now, so that checks report only what is new."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence

from zflint import console
from zflint.baseline import Known, Table, recorded
from zflint.books import Book, default_file
from zflint.check import prepared
from zflint.commands.tally import Tally
from zflint.effective import effective
from zflint.gather import Gathering
from zflint.messages import say
from zflint.packs import cache_folder
from zflint.ready import remember
from zflint.tasks import Task, outcomes


def run(args: Namespace) -> int:
    settings = effective(args)
    here = settings(os.getcwd())
    nobody_says = not args.baseline and not here.baseline
    if nobody_says:
        args.baseline = default_file(here.file)
    gathering = Gathering(args, settings)
    tasks, tally = gathering.tasks(), Tally(gathering.errors)
    with console.interruptible(len(tasks) > 1) as stopped:
        # Everything is to be found: what is known already is known again.
        results = outcomes([task._replace(known=None) for task in tasks], cache_folder(), args.jobs, stopped)
        checked = console.progress(tally.counting(tasks, results), len(tasks), lambda one: False,
                                   lambda one: len(one.entries))
        new = {one.path: recorded(one) for one in checked if one.encoding}
        if stopped():
            raise KeyboardInterrupt
    if not args.no_cache:
        remember()
    for error in tally.errors:
        console.complain(error)
    for task in tasks:
        gathering.book(settings(task.shown))
    for book in gathering.books.values():
        mine = [task for task in tasks if gathering.book(settings(task.shown)) is book and task.shown in new]
        _record(book, mine, new, args, gathering.folders())
    if nobody_says and not args.quiet:
        console.tell(say("baseline-hint", file=os.path.basename(args.baseline)))
    return 2 if tally.errors else 0


def _record(
    book: Book, tasks: Sequence[Task], found: dict[str, tuple[Known, ...]], args: Namespace, folders: Sequence[str]
) -> None:
    """Bring one baseline up to date with what was found in some files; entries of other files and rules stay."""
    table: Table = dict(book.table)
    for path in book.left_behind(folders):
        del table[path]
    for task in tasks:
        before = table.pop(book.former(task.shown, task.data), ())
        now = _pruned(found[task.shown], before) if args.prune else found[task.shown]
        kept = [one for one in before if not _ran(one.rule, task)]
        if rows := tuple(sorted([*now, *kept])):
            table[book.path(task.shown)] = rows
    old, new = _counts(book.table), _counts(table)
    if table != book.table or not os.path.exists(book.file):
        book.write(table)
    if not args.quiet:
        added = sum(max(0, new[what] - old.get(what, 0)) for what in new)
        gone = sum(max(0, old[what] - new.get(what, 0)) for what in old)
        console.tell(say("baseline-written", count=sum(new.values()), files=len(table), file=book.file, added=added,
                         gone=gone))


def _pruned(now: Sequence[Known], before: Sequence[Known]) -> list[Known]:
    """Of what was found, no more than was known before."""
    counts = {(one.rule, one.text): one.times for one in before}
    return [one._replace(times=min(one.times, counts[one[:2]])) for one in now if one[:2] in counts]


def _counts(table: Table) -> dict[tuple[str, str], int]:
    """Rule and text → how many in all files: a renamed file changes nothing."""
    counts: dict[tuple[str, str], int] = {}
    for known in table.values():
        for one in known:
            counts[one.rule, one.text] = counts.get((one.rule, one.text), 0) + one.times
    return counts


def gone(gathering: Gathering, tally: Tally) -> list[tuple[str, Known]]:
    """Path and entry of what baselines know and a run did not find: where the rule ran, or is no more; and all of files
    that are no more."""
    rows = [(task.shown, one) for task, one in tally.gone if _ran(one.rule, task)]
    for book in gathering.books.values():
        rows += [(path, one) for path, known in book.left_behind(gathering.folders()).items() for one in known]
    return rows


def _ran(rule: str, task: Task) -> bool:
    """Did the rule run, or would it if it still existed?"""
    rules = prepared(task.selection, task.cache, task.options.names)
    return rule not in rules.known or any(one.id == rule for one in rules.rules)
