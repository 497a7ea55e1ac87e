"""Change a file as a task says: fixes to a fixed point, then suppressions for what is left; then look at it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zflint.check import check_source
from zflint.errors import InputError
from zflint.files import Source, contents, encode, replace
from zflint.fix import Rewrite, edited
from zflint.fix import settled as fixed_point
from zflint.messages import say
from zflint.model import Edit
from zflint.parse import format_of
from zflint.report import Checked, Entry
from zflint.rows import moved
from zflint.tasks import Outcome, Task, key, narrowed, takes
from zflint.text import Lines
from zflint.values import replace as changed


def rewritten(source: Source, data: bytes, raw: Checked, task: Task) -> Outcome:
    """The outcome of a task whose file is to change; `raw` is what was found in `data`. An encoding that cannot hold
    the new text is an error beside the findings, and the file stays as it was."""
    rewrite = task.rewrite or Rewrite()
    work = _Work(source, raw, task)
    text = fixed_point(source.text, work.fixes, work.taken) if rewrite.fix != "none" else source.text
    if rewrite.reason:
        text = work.disabled_in(text, rewrite.reason)
    try:
        new = encode(source, text) if text != source.text else data
        output = _delivered(task, rewrite.to, data, new)
    except InputError as error:
        one = narrowed(raw, task)
        return one._replace(checked=one.checked._replace(error=str(error)), raw=raw, key=key(data, task))
    last = work.look(text)
    one = narrowed(last, task._replace(rows=work.rows))
    content, kept = (new, last) if rewrite.to == "file" else (data, raw)
    return one._replace(fixed=work.fixed, disabled=work.disabled, output=output, raw=kept, key=key(content, task))


def _delivered(task: Task, to: str, old: bytes, new: bytes) -> bytes:
    if to == "text":
        return new
    if to == "patch":
        from zflint.patch import patch

        return patch(task.shown, old, new)
    if new != old:
        if contents(task.path) != old:  # somebody saved it meanwhile
            raise InputError(say("changed-meanwhile", file=task.shown))
        replace(task.path, new)
    return b""


class _Work:
    """One file on its way: what was found in each of its states, which rows are in question, what was counted."""

    def __init__(self, source: Source, raw: Checked, task: Task) -> None:
        self.source, self.task = source, task
        self.rows = task.rows
        self.fixed = self.disabled = 0
        self._seen = {source.text: raw}

    def look(self, text: str) -> Checked:
        if text not in self._seen:
            self._seen = {text: check_source(changed(self.source, text=text), self.task)}
        return self._seen[text]

    def wanted(self, text: str) -> Sequence[Entry]:
        return narrowed(self.look(text), self.task._replace(rows=self.rows)).checked.entries

    def fixes(self, text: str) -> Iterable[Sequence[Edit]]:
        lines, rewrite = Lines(text), self.task.rewrite or Rewrite()
        return [edits_of(entry, lines) for entry in self.wanted(text)
                if entry["fix"] and takes(rewrite, entry["fix"]["applicability"])]

    def taken(self, text: str, fixes: Sequence[Sequence[Edit]]) -> None:
        self.fixed += len(fixes)
        self._move(text, fixes)

    def disabled_in(self, text: str, reason: str) -> str:
        from zflint.disable import disabling

        wanted: dict[int, list[str]] = {}
        for entry in self.wanted(text):
            if not entry["code"].startswith("suppression/"):
                wanted.setdefault(entry["location"]["row"], []).append(entry["code"])
        edits = disabling(Lines(text), format_of(self.task.shown), wanted, reason)
        self.disabled = sum(map(len, wanted.values()))
        self._move(text, [edits])
        return edited(text, edits)

    def _move(self, text: str, fixes: Sequence[Sequence[Edit]]) -> None:
        if self.rows is not None:
            self.rows = moved(self.rows, Lines(text), [edit for edits in fixes for edit in edits])


def edits_of(entry: Mapping[str, object], lines: Lines) -> list[Edit]:
    """The edits of an entry's fix, in offsets."""
    fix = entry["fix"]
    assert isinstance(fix, dict)
    return [Edit(_offset(lines, edit["location"]), _offset(lines, edit["end_location"]), edit["content"])
            for edit in fix["edits"]]


def _offset(lines: Lines, place: Mapping[str, int]) -> int:
    return lines.offset(place["row"], place["column"])
