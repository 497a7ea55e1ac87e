"""Lint files: which rules for which settings, one file after another or in a pool of processes, always in order.

Imported when there is something to lint: a run over files that earlier runs have seen does without.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache

from zflint.config import Selection, releveled
from zflint.engine import Ruleset, lint, ruleset
from zflint.errors import InputError, PackError, ZflintError
from zflint.files import BinaryError, Source, contents, decode
from zflint.messages import language, say, use
from zflint.model import Name, Options
from zflint.packs import builtin_paths
from zflint.parse import format_of, parse
from zflint.ready import Loaded, joined, load, matcher_of, recall
from zflint.report import Checked, checked
from zflint.rules import configured, probes_of, select
from zflint.tasks import Outcome, Task, key, settled

WORTH_A_POOL = 4_000_000
"""Bytes of text from which starting processes costs less than it saves."""


@lru_cache(maxsize=None)
def loaded(packs: tuple[str, ...], cache: bool = True) -> Loaded:
    """The built-in rules and those of users' packs. Raises PackError, also for an id that is taken."""
    if cache:
        recall()
    own = load(builtin_paths(), trusted=True, cache=cache)
    if not packs:
        return own
    theirs = load(packs, trusted=False, cache=cache)
    taken = {rule.id for rule in own.rules}
    for rule in theirs.rules:
        if rule.id in taken:
            raise PackError(say("duplicate-rule", pack=rule.pack, rule=rule.id))
    return joined(own, theirs)


@lru_cache(maxsize=None)
def prepared(chosen: Selection, cache: bool = True, names: tuple[Name, ...] = ()) -> Ruleset:
    """The selected rules, ready to run, with the names that the configuration declares."""
    every = loaded(chosen.packs, cache)
    some = select(every.rules, chosen.select, chosen.ignore, chosen.extend_select)
    rules = configured(some, Options(names=names))

    def fresh() -> Ruleset:
        watches, facts = every.probes()
        seen = {rule.id: watch for rule, watch in zip(every.rules, watches, strict=True)}
        mine = [seen[rule.id] if rule is before else probes_of(rule) for rule, before in zip(rules, some, strict=True)]
        return ruleset(rules, mine, facts_seen=facts)

    kept = matcher_of((every.key, chosen._replace(levels=()), names), lambda: fresh().matcher) if cache else None
    known = [rule.id for rule in every.rules]
    releveled_rules = releveled(rules, chosen.levels)
    return ruleset(releveled_rules, known=known, kept=kept or fresh().matcher)


def check_source(source: Source, task: Task) -> Checked:
    """The findings of a text that is already read."""
    document = source.document or parse(source.text, format_of(task.shown))
    findings = lint(prepared(task.selection, task.cache, task.options.names), document, task.options)
    return checked(task.shown, source.text, findings, source.encoding, task.whole)


def check_file(task: Task) -> Outcome:
    """What comes of a file; what cannot be read, or makes zflint fail, is an error of that file alone."""
    try:
        data = contents(task.path) if task.data is None else task.data
        source = decode(data, task.shown)
        raw = check_source(source, task)
        if one := settled(raw, task):
            return one._replace(raw=raw, key=key(data, task))
        from zflint.rewrite import rewritten

        return rewritten(source, data, raw, task)
    except BinaryError as error:
        return Outcome(Checked(task.shown, (), {}, error=str(error) if task.named else ""))
    except InputError as error:
        return Outcome(Checked(task.shown, (), {}, error=str(error)))
    except ZflintError:
        raise
    except Exception as error:
        return Outcome(crashed(task.shown, error))


def crashed(path: str, error: Exception) -> Checked:
    """What to say of a failure that is ours: the file, the rule when it is known, and the traceback apart."""
    import traceback

    rule = rule_at_work(error)
    where = say("crash-rule", file=path, rule=rule) if rule else say("crash-file", file=path)
    told = f"{type(error).__name__}: {error}".splitlines()[0]
    trace = "".join(traceback.format_exception(error))
    return Checked(path, (), {}, error=say("crash", where=where, error=told), trace=trace)


def rule_at_work(error: BaseException) -> str:
    """The rule whose scan or judge failed, read off the frames of the engine."""
    frame = error.__traceback__
    found = ""
    while frame:
        names = frame.tb_frame.f_locals
        if frame.tb_frame.f_code.co_name in ("judged", "_verdict"):
            found = names["rule"].id
        elif frame.tb_frame.f_code.co_name == "scan_block" and "owner" in names:
            ids = [rule.id for rule in names["rules"].rules]
            found = ids[names["owner"]] if names["owner"] < len(ids) else ""
        frame = frame.tb_next
    return found


def check_files(tasks: Sequence[Task], jobs: int = 0) -> Iterator[Outcome]:
    """What comes of each file, in the order given, whatever the number of processes (0: as many as pay)."""
    workers = min(jobs or _workers(tasks), len(tasks))
    return _pooled(tasks, workers) if workers > 1 else map(check_file, tasks)


def _workers(tasks: Sequence[Task]) -> int:
    if len(tasks) < 2 or sum(map(_size, tasks)) < WORTH_A_POOL:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(task: Task) -> int:
    if task.data is not None:
        return len(task.data)
    try:
        return os.stat(task.path).st_size
    except OSError:
        return 0


def _begin(lang: str) -> None:
    """In a new process: speak the same language, leave an interrupt to the parent, and end when it ends."""
    import multiprocessing
    import signal
    import threading

    parent = multiprocessing.parent_process()

    def end_with_parent() -> None:
        if parent:
            parent.join()
            os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()
    use(lang)


def _pooled(tasks: Sequence[Task], workers: int) -> Iterator[Outcome]:
    import multiprocessing
    import sys
    from concurrent.futures import ProcessPoolExecutor

    # Forked workers share the rules that are ready; elsewhere each makes its own from the cache.
    method = "fork" if sys.platform == "linux" else "spawn"
    for chosen, cache, names in dict.fromkeys((task.selection, task.cache, task.options.names) for task in tasks):
        prepared(chosen, cache, names)
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(language(),)) as pool:
        yield from pool.map(check_file, tasks, chunksize=max(1, min(32, len(tasks) // (workers * 4))))

