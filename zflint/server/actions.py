"""Code actions: what can be done about the findings in a range. Edits are made when one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from zflint.engine import lint
from zflint.fix import chosen, settled
from zflint.model import Edit, Finding, Span
from zflint.parse import parse
from zflint.server import disable, forms, removal
from zflint.server.configedit import difference
from zflint.server.diagnostics import diagnostic
from zflint.server.documents import Seen
from zflint.server.edits import workspace_edit
from zflint.server.positions import to_span

QUICK, FIX_ALL = "quickfix", "source.fixAll.zflint"
KINDS = [QUICK, FIX_ALL]
MOST = 50
"""Of so many findings in a range each has its own actions: nobody reads a longer menu."""
NAMES = ("spelling", "near-names")
"""Kinds of rules that leave a declared name alone."""


class Abilities(NamedTuple):
    """What the client can do: read documentChanges, ask for the edit of an action later."""

    documents: bool = True
    resolves: bool = True


class Action(NamedTuple):
    """Something to offer. what: a key of EDITS, or `command` is set. finding: what it is about; None: the document."""

    title: str
    what: str
    finding: Finding | None = None
    kind: str = QUICK
    preferred: bool = False
    command: str = ""
    name: str = ""


def abilities(capabilities: Any) -> Abilities:
    """Read off the client's capabilities (lsprotocol ClientCapabilities)."""
    workspace, text = capabilities.workspace, capabilities.text_document
    edit = workspace and workspace.workspace_edit
    action = text and text.code_action
    resolve = action and action.data_support and action.resolve_support
    return Abilities(bool(edit and edit.document_changes), bool(resolve and "edit" in resolve.properties))


def code_actions(seen: Seen, params: Any, able: Abilities = Abilities()) -> list[dict[str, Any]]:
    """textDocument/codeAction: CodeAction[] as JSON; the edits are left out when the client can ask for them."""
    span, only = to_span(seen.lines, params.range, seen.encoding), params.context.only
    actions = [*offered(seen, span)] if _wanted(QUICK, only) else [*for_all(seen)]
    numbers = {id(one): number for number, one in enumerate(seen.findings)}
    return [_written(seen, one, numbers, able) for one in actions if _wanted(one.kind, only)]


def resolve(seen: Seen, action: dict[str, Any], able: Abilities = Abilities()) -> dict[str, Any] | None:
    """codeAction/resolve: the action with its edit, or None when the document is no longer what it was made for."""
    data = action["data"]
    if data["version"] != seen.version:
        return None
    found = seen.findings[data["finding"]] if "finding" in data else None
    edits = EDITS[data["what"]](seen, found)
    return {**action, "edit": workspace_edit(seen, edits, able.documents)}


def offered(seen: Seen, span: Span) -> Iterator[Action]:
    """All actions for a range: about each finding that touches it, then about the document."""
    here = [one for one in seen.findings if one.span.start <= span.end and span.start <= one.span.end][:MOST]
    for one in here:
        yield from _changes(seen, one)
    for rule in dict.fromkeys(one.rule for one in here):
        alike = [one for one in _safe(seen.findings) if one.rule == rule]
        if len(alike) > 1:
            yield Action(_say(seen, "rule", rule=rule, count=len(alike)), "rule", alike[0])
    for one in {one.rule: one for one in here if not _is_comment(seen, one)}.values():
        yield from _disabling(seen, one)
    yield from for_all(seen)


def for_all(seen: Seen) -> Iterator[Action]:
    """What can be done about the document as a whole."""
    if _safe(seen.findings):
        yield Action(_say(seen, "all"), "all", kind=FIX_ALL)


def _changes(seen: Seen, found: Finding) -> Iterator[Action]:
    """What changes the text to be rid of one finding."""
    fix, kind = found.fix, _kind(seen, found)
    if kind in removal.KINDS:
        yield Action(_say(seen, kind), "remove", found, preferred=bool(fix and fix.applicability == "safe"))
    elif fix:
        safe = fix.applicability == "safe"
        title = fix.message.replace("\n", "⏎") + ("" if safe else _say(seen, "unsafe"))
        yield Action(title, "fix", found, preferred=safe)
    if _is_comment(seen, found) and disable.without(seen.document, found):
        yield Action(_say(seen, "comment"), "comment", found, preferred=True)
    if kind in forms.KINDS and fix:
        here, usual = forms.pair(seen.text, found)
        one_form = "level" if kind == "own-unit" else "form"
        if len(forms.usual(seen, found)) > 1:
            yield Action(_say(seen, one_form, text=usual), "usual", found)
        yield Action(_say(seen, one_form, text=here), "form", found)
    if kind in NAMES:
        name = forms.name_at(seen.text, found.span)
        yield Action(_say(seen, "accept", text=name), "", found, command="zflint.acceptName", name=name)


def _disabling(seen: Seen, found: Finding) -> Iterator[Action]:
    yield Action(_say(seen, "line", rule=found.rule), "line", found)
    yield Action(_say(seen, "file", rule=found.rule), "file", found)
    yield Action(_say(seen, "config", rule=found.rule), "", found, command="zflint.disableRule")


def _safe(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.fix and one.fix.applicability == "safe"]


def _kind(seen: Seen, found: Finding) -> str:
    return next((rule.kind for rule in seen.rules.rules if rule.id == found.rule), "")


def _is_comment(seen: Seen, found: Finding) -> bool:
    return _kind(seen, found) == "suppression"


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    return not only or any(kind == one or kind.startswith(one + ".") for one in only)


def _written(seen: Seen, action: Action, numbers: Mapping[int, int], able: Abilities) -> dict[str, Any]:
    """An action as JSON; `numbers` says which of the findings each one is."""
    found = action.finding
    written: dict[str, Any] = {"title": action.title, "kind": action.kind}
    if found:
        written["diagnostics"] = [diagnostic(seen, found)]
    if action.preferred:
        written["isPreferred"] = True
    if action.command and found:
        about = {"uri": seen.uri, "rule": found.rule, **({"name": action.name} if action.name else {})}
        return {**written, "command": {"title": action.title, "command": action.command, "arguments": [about]}}
    data = {"uri": seen.uri, "version": seen.version, "what": action.what}
    if found:
        data["finding"] = numbers[id(found)]  # no null where there is none: editors lose it on the way back
    if able.resolves:
        return {**written, "data": data}
    return resolve(seen, {**written, "data": data}, able) or written


def _fix(seen: Seen, found: Finding | None) -> Sequence[Edit]:
    return found.fix.edits if found and found.fix else ()


def _all_of_rule(seen: Seen, found: Finding | None) -> Sequence[Edit]:
    return _together(one for one in _safe(seen.findings) if found and one.rule == found.rule)


def all_safe(seen: Seen, found: Finding | None = None) -> Sequence[Edit]:
    """The edits that apply every safe fix, also those that only show after others."""
    steps: list[str] = []

    def fixes(text: str) -> Iterable[Sequence[Edit]]:
        findings = seen.findings if text == seen.text else lint(
            seen.rules, parse(text, seen.document.format), seen.settings.options)
        return [one.fix.edits for one in _safe(findings) if one.fix]

    text = settled(seen.text, fixes, lambda before, taken: steps.append(before))
    return [difference(seen.text, text)] if len(steps) > 1 else _together(_safe(seen.findings))


def _together(findings: Iterable[Finding]) -> Sequence[Edit]:
    """The edits of the fixes, but for those that clash with one before them."""
    return [edit for edits in chosen(one.fix.edits for one in findings if one.fix) for edit in edits]


def _line(seen: Seen, found: Finding | None) -> Sequence[Edit]:
    return [disable.on_line(seen.document, found.span.start, found.rule)] if found else ()


def _file(seen: Seen, found: Finding | None) -> Sequence[Edit]:
    return [disable.in_file(seen.document, found.rule)] if found else ()


def _comment(seen: Seen, found: Finding | None) -> Sequence[Edit]:
    edit = disable.without(seen.document, found) if found else None
    return [edit] if edit else ()


EDITS: dict[str, Callable[[Seen, Finding | None], Sequence[Edit]]] = {
    "fix": _fix, "rule": _all_of_rule, "all": all_safe, "line": _line, "file": _file, "comment": _comment,
    "form": forms.everywhere, "usual": forms.usual, "remove": removal.edits,
}
"""What an action does → its edits, given the finding it is about."""

TEXT = {
    "unsafe": ("（请人工确认）", " (needs a look)"),
    "rule": ("修改本文全部 {count} 处 {rule}", "fix all {count} of {rule} in this document"),
    "all": ("zflint：修改全部可自动修改的问题", "zflint: apply all safe fixes"),
    "residue": ("删除这一段残留", "delete this block of leftovers"),
    "repeated-passages": ("删除这里重复的文字", "delete the repetition"),
    "repeated-title": ("删除这里重复的标题", "delete the repeated title"),
    "comment": ("删去这条没有作用的屏蔽", "delete this suppression, which covers nothing"),
    "form": ("全文统一为“{text}”", "use “{text}” everywhere"),
    "level": ("全文都按“{text}”这一级称呼", "speak of the own unit as in “{text}” everywhere"),
    "accept": ("“{text}”是正确的名称（写入 zflint.toml）", "accept the name “{text}” (in zflint.toml)"),
    "line": ("这一行不检查 {rule}", "disable {rule} on this line"),
    "file": ("本文不检查 {rule}", "disable {rule} in this file"),
    "config": ("在 zflint.toml 中停用 {rule}", "disable {rule} in zflint.toml"),
}


def _say(seen: Seen, key: str, **says: object) -> str:
    return TEXT[key][seen.settings.options.lang == "en"].format(**says)
