"""What is to be done with each file, and what came of it. What earlier runs found is looked up here, so that a run over
unchanged files loads no rules; the rest is done by `check`, here or in a pool of processes. Always in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from zflint.config import Selection
from zflint.errors import InputError
from zflint.files import contents
from zflint.model import Options
from zflint.parse import format_of
from zflint.report import Checked
from zflint.results import Results, digest, stamp
from zflint.typed import TYPE_CHECKING
from zflint.values import NamedTuple

if TYPE_CHECKING:
    from zflint.baseline import Known
    from zflint.fix import Rewrite


class Task(NamedTuple):
    """A file to lint, and what its configuration says. `shown`: its name in reports. `named`: the user named it, so
    it has to be a text. `data`: its content, if that is not what stands at `path`. `rows`: report these lines alone
    (from 1; None: all). `known`: what its baseline covers (None: there is no baseline). `whole`: the report shows the
    whole text."""

    path: str
    shown: str
    selection: Selection
    options: Options
    cache: bool = True
    named: bool = False
    data: bytes | None = None
    rows: frozenset[int] | None = None
    known: tuple[Known, ...] | None = None
    rewrite: Rewrite | None = None
    whole: bool = False


class Outcome(NamedTuple):
    """What came of a task. `checked` is to be reported: `covered` is what was left out because the baseline knows it,
    `gone` what the baseline knows and was not found. `fixed`, `disabled`: how many findings. `output`: a text or a
    patch. `raw` is all that was found in the content whose digest is `key`, to be kept for the next run."""

    checked: Checked
    covered: tuple[Known, ...] = ()
    gone: tuple[Known, ...] = ()
    fixed: int = 0
    disabled: int = 0
    output: bytes = b""
    raw: Checked | None = None
    key: bytes = b""


def outcomes(
    tasks: Sequence[Task], folder: str, jobs: int = 0, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """What comes of each task, in order, whatever the number of processes (0: as many as pay); until `stopped`.

    `folder` is where results are kept. A task whose file cannot be read comes to an error of that file alone.
    """
    kept = Kept(folder)
    try:
        hits = _looked_up(tasks, kept, stopped)
        fresh = _worked([task for at, task in enumerate(tasks) if at not in hits], jobs)
        for at, task in enumerate(tasks):
            if stopped():
                return
            one = hits.pop(at, None) or next(fresh)
            if one.raw and task.cache:
                kept.of(task).put(one.key, one.raw)
            yield one
    finally:
        kept.save()


class Kept:
    """The results of earlier runs, for all settings that a run has."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._by_stamp: dict[str, Results] = {}
        self._by_settings: dict[tuple[int, int], Results] = {}

    def of(self, task: Task) -> Results:
        """Those that hold for a task. (Comparing the settings of each is slower than reading it.)"""
        settings = id(task.selection), id(task.options)
        if settings not in self._by_settings:
            name = stamp(task)
            self._by_settings[settings] = self._by_stamp.setdefault(name, Results(self.folder, name))
        return self._by_settings[settings]

    def save(self) -> None:
        for results in self._by_stamp.values():
            results.save()


def _looked_up(tasks: Sequence[Task], kept: Kept, stopped: Callable[[], bool]) -> dict[int, Outcome]:
    """The outcomes, by the place of their tasks, that need no work: there is a result, and nothing to rewrite."""
    hits = {}
    for at, task in enumerate(tasks):
        if not task.cache or not kept.of(task).any():
            continue
        if stopped():
            break
        try:
            data = contents(task.path) if task.data is None else task.data
        except InputError:
            continue
        checked = kept.of(task).get(key(data, task), task.shown)
        if checked and (one := settled(checked, task)):
            hits[at] = one
    return hits


def key(data: bytes, task: Task) -> bytes:
    """What a result is kept under: the content, and how it is read."""
    return digest(data, format_of(task.shown).encode())


def settled(raw: Checked, task: Task) -> Outcome | None:
    """The outcome of a task whose findings are known, or None when its file is to be rewritten."""
    one = narrowed(raw, task)
    rewrite = task.rewrite
    if rewrite and (rewrite.to == "text" or (rewrite.reason and one.checked.entries) or fixable(one.checked, rewrite)):
        return None
    return one


def fixable(checked: Checked, rewrite: Rewrite) -> bool:
    return any(takes(rewrite, entry["fix"] and entry["fix"]["applicability"]) for entry in checked.entries)


def takes(rewrite: Rewrite, applicability: str | None) -> bool:
    """Is a fix of this applicability (None: no fix) to be applied?"""
    return (applicability == "safe" and rewrite.fix != "none") or applicability == "unsafe" == rewrite.fix


def narrowed(raw: Checked, task: Task) -> Outcome:
    """What is to be reported of all that was found: not what the baseline knows, not what is on other lines."""
    one = Outcome(raw)
    if task.known is not None:
        from zflint.baseline import cover

        entries, covered, gone = cover(raw, task.known)
        one = Outcome(raw._replace(entries=entries), covered, gone)
    if task.rows is not None:
        from zflint.rows import touches

        entries = [entry for entry in one.checked.entries if touches(entry, task.rows)]
        one = one._replace(checked=one.checked._replace(entries=entries))
    return one


def _worked(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    if not tasks:
        return
    from zflint.check import check_files

    yield from check_files(tasks, jobs)
