"""Completion: rule ids in suppression comments; keys, groups, rule ids and values in zflint.toml and packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from zflint.engine import lint
from zflint.model import Rule, Span
from zflint.regexes import lazy
from zflint.server.documents import Seen
from zflint.server.ours import sort_of
from zflint.server.positions import to_offset, to_range
from zflint.server.tomlplaces import Cursor, Path, cursor, slots
from zflint.server.vocabulary import ACTIONS, SORTS, Word, config_words, pack_words, selectors
from zflint.values import replace

TRIGGERS = ["-", "/", '"', "["]
COMMENT = lazy(r"(?:<!--[ \t]*|^[ \t\ufeff]*[#%]+[ \t]*)zflint-(?P<action>[A-Za-z-]*)(?P<rest>[ \t][^>\r\n]*)?$")
NAMED = lazy(r"[^,，、\s]+")
BARE = lazy(r"[A-Za-z0-9_-]+")
LARGE = 200_000
"""Characters of a text that is not linted once more for a better order."""
OF_TABLE: Path = ("tool", "zflint")


def complete(seen: Seen, params: Any, rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """textDocument/completion: CompletionItem[] as JSON. rules: all there are, selected or not."""
    offset = to_offset(seen.lines, params.position, seen.encoding)
    english = seen.settings.options.lang == "en"
    sort = sort_of(seen.uri, seen.text, seen.settings.settings.packs, seen.path)
    if sort:
        return [*_in_toml(seen, offset, sort, [*rules], english)]
    return [*_in_comment(seen, offset, rules, english)]


def _in_comment(seen: Seen, offset: int, rules: Iterable[Rule], english: bool) -> Iterator[dict[str, Any]]:
    row, column = seen.lines.row_column(offset)
    line = seen.lines.line_text(row)[:column - 1]
    m = COMMENT.search(line)
    if m is None:
        return
    if m["rest"] is None:
        span = Span(offset - len(m["action"]), offset)
        yield from (_item(seen, span, Word(one, "action", about[english])) for one, about in ACTIONS.items())
    elif m["action"] in ACTIONS and m["action"] != "as-of" and not _reasoned(m["rest"]):
        named = NAMED.findall(m["rest"])
        begun = "" if m["rest"][-1] in ",，、 \t" else named.pop()
        found = _found(seen)
        for word in selectors(rules, english):
            if word.text not in named:
                yield _item(seen, Span(offset - len(begun), offset), word, first=word.text in found)


def _found(seen: Seen) -> set[str]:
    """The rules that speak in the document, also those that the comment being written silences already."""
    if len(seen.text) > LARGE:
        return {one.rule for one in seen.findings}
    bare = replace(seen.document, directives=())
    return {one.rule for one in lint(seen.rules, bare, seen.settings.options)}


def _reasoned(rest: str) -> bool:
    """Has the reason begun, which names no rules?"""
    return " -- " in rest or ":" in rest or "：" in rest


def _in_toml(seen: Seen, offset: int, sort: str, rules: list[Rule], english: bool) -> Iterator[dict[str, Any]]:
    at = cursor(seen.text, offset)
    if at is None:
        return
    if sort == "pyproject":
        if at.path[:2] != OF_TABLE:
            return
        at = at._replace(path=at.path[2:])
    words = pack_words(at, _kind(seen.text, at.path), rules, english) if sort == "pack" else (
        config_words(at, rules, english))
    start, rest = at.start + at.quoted, seen.text[offset:].partition("\n")[0]
    for word in words:
        yield _item(seen, Span(start, offset), word, new=_quoted(word, at, rest))


def _quoted(word: Word, at: Cursor, rest: str) -> str:
    """What is written for a word: strings in quotes unless they are there, keys with what follows them."""
    if at.quoted:
        return word.text
    if at.role == "value":
        return word.text if word.text in ("true", "false") else f'"{word.text}"'
    key = word.text if BARE.fullmatch(word.text) else f'"{word.text}"'
    return f"{key} = " if at.role == "key" and not rest.strip() else key


def _kind(text: str, path: Path) -> str:
    """The kind of the rule that a path of a pack lies in."""
    spot = next((one.span for one in slots(text) if one.role == "value" and one.path == (*path[:2], "kind")), None)
    return text[spot.start:spot.end].strip("\"'") if spot and len(path) > 1 else ""


def _item(seen: Seen, span: Span, word: Word, new: str = "", first: bool = False) -> dict[str, Any]:
    """A CompletionItem; words that the document needs come first, then groups, then rules."""
    order = "0" if first else "1" if word.sort == "group" else "2"
    return {
        "label": word.text, "kind": SORTS[word.sort], "detail": word.told, "sortText": order + word.text,
        "textEdit": {"range": to_range(seen.lines, span, seen.encoding), "newText": new or word.text},
        **({"data": {"rule": word.text}} if word.sort == "rule" else {}),
    }
