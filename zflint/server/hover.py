"""Hover: the rule behind a finding or an id in a suppression comment; keys and ids of zflint.toml and packs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zflint.keys import KEYS
from zflint.model import Finding, Rule, Span
from zflint.schema import ABOUT, PACK_ABOUT
from zflint.server.disable import directive_at
from zflint.server.documents import Seen
from zflint.server.ours import sort_of
from zflint.server.positions import to_offset, to_range
from zflint.server.rulepage import escaped, page, plain
from zflint.server.tomlplaces import Slot, slots
from zflint.server.vocabulary import about_kind, kind_keys
from zflint.suppress import names

Find = Callable[[str], Rule | None]
"""Id of a rule → the rule with its examples, or None."""
MOST = 3
"""So many findings at one place are shown."""


def hover(seen: Seen, params: Any, find: Find, markdown: bool = True) -> dict[str, Any] | None:
    """textDocument/hover as JSON, or None where there is nothing to say."""
    offset = to_offset(seen.lines, params.position, seen.encoding)
    sort = sort_of(seen.uri, seen.text, seen.settings.settings.packs, seen.path)
    told = _in_toml(seen, offset, sort, find) if sort else _in_text(seen, offset, find)
    if told is None:
        return None
    text, span = told
    contents = {"kind": "markdown", "value": text} if markdown else {"kind": "plaintext", "value": plain(text)}
    return {"contents": contents, "range": to_range(seen.lines, span, seen.encoding)}


def _english(seen: Seen) -> bool:
    return seen.settings.options.lang == "en"


def _in_text(seen: Seen, offset: int, find: Find) -> tuple[str, Span] | None:
    named = directive_at(seen.document.directives, seen.text, offset)
    if named and (told := _selector(seen, named[0], find)):
        return told, named[1]
    here = [one for one in seen.findings if one.span.start <= offset <= one.span.end]
    here.sort(key=lambda one: one.span.end - one.span.start)
    if not here:
        return None
    return "\n\n---\n\n".join(_finding(seen, one, find) for one in here[:MOST]), here[0].span


def _finding(seen: Seen, found: Finding, find: Find) -> str:
    rule = find(found.rule)
    fix = f"\n\n→ {escaped(found.fix.message)}" if found.fix else ""
    return escaped(found.message) + fix + ("\n\n" + page(rule, _english(seen), told=True) if rule else "")


def _selector(seen: Seen, name: str, find: Find) -> str:
    """What a rule, a group or ALL is, or nothing when there is none."""
    if rule := find(name):
        return page(rule, _english(seen))
    ids = sorted(one for one in seen.rules.known if names(name, one))
    count = f"{len(ids)} rules" if _english(seen) else f"{len(ids)} 条规则"
    return f"**{name}** · {count}\n\n" + "\n".join(f"- {one}" for one in ids if name != "ALL") if ids else ""


def _in_toml(seen: Seen, offset: int, sort: str, find: Find) -> tuple[str, Span] | None:
    found = slots(seen.text)
    slot = next((one for one in found if one.span.start <= offset <= one.span.end), None)
    if slot is None:
        return None
    told = _pack_key(found, slot, seen.text) if sort == "pack" else _config_key(seen, slot, sort)
    word = seen.text[slot.span.start:slot.span.end].strip("\"'")
    text = told or _selector(seen, word, find)
    return (text, slot.span) if text else None


def _config_key(seen: Seen, slot: Slot, sort: str) -> str:
    path = slot.path[2:] if sort == "pyproject" and slot.path[:2] == ("tool", "zflint") else slot.path
    if slot.role == "value" or (sort == "pyproject" and path == slot.path) or not path or len(path) not in (1, 3):
        return ""
    key = KEYS.get(str(path[-1]))
    return f"**{path[-1]}** · {key.wanted[_english(seen)]}\n\n{key.about[_english(seen)]}" if key else ""


def _pack_key(found: list[Slot], slot: Slot, text: str) -> str:
    if slot.role == "value":
        return about_kind(text[slot.span.start:slot.span.end].strip("\"'")) if slot.path[2:] == ("kind",) else ""
    key = str(slot.path[-1])
    if slot.path[:1] != ("rule",) or len(slot.path) < 3:
        return PACK_ABOUT.get(str(slot.path[0]), "")
    kind = next((text[one.span.start:one.span.end].strip("\"'") for one in found
                 if one.role == "value" and one.path == (*slot.path[:2], "kind")), "")
    return ABOUT.get(key) or dict(kind_keys(kind)).get(key, "")
