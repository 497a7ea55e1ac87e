"""The baseline: old findings that are not reported again. Kept by path, rule, text and count, never by line number.

Beside each text stand digests of the lines it was found on: when there are more of it than the baseline knows, they
tell the new from the old, and they recognise a file that was renamed. Texts that are private are kept as digests.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from zflint.errors import ConfigError
from zflint.messages import say
from zflint.report import Checked, Entry
from zflint.typed import Any
from zflint.values import NamedTuple

VERSION = 1
NAME = "zflint-baseline.json"
PRIVATE = "privacy/"
LONGEST = 60
ALIKE = 0.5
"""A file that holds this share of the lines of one that is gone is taken for the same, renamed."""

class Known(NamedTuple):
    """Findings of a file that its baseline covers: so many of a rule at such a text. `lines`: digests of the lines
    they stood on, which tell the old ones from a new one."""

    rule: str
    text: str
    times: int
    lines: tuple[str, ...] = ()


Table = dict[str, tuple[Known, ...]]
"""Path, relative to the baseline's folder with /, → what is known of that file."""


def cover(raw: Checked, known: Sequence[Known]) -> tuple[list[Entry], tuple[Known, ...], tuple[Known, ...]]:
    """The entries that are new, what was covered, and what is known and was not found."""
    left = {(one.rule, one.text): one for one in known}
    covered, gone = [], []
    old: set[int] = set()
    for what, places in _groups(raw).items():
        before = left.pop(what, None)
        if before is None:
            continue
        chosen = _oldest(places, [_line(raw.entries[at], raw) for at in places], before)
        old.update(chosen)
        covered.append(before._replace(times=len(chosen)))
        if len(chosen) < before.times:
            gone.append(before._replace(times=before.times - len(chosen)))
    return [one for at, one in enumerate(raw.entries) if at not in old], tuple(covered), (*gone, *left.values())


def _groups(raw: Checked) -> dict[tuple[str, str], list[int]]:
    """Rule and text → which entries they are of."""
    groups: dict[tuple[str, str], list[int]] = {}
    for at, entry in enumerate(raw.entries):
        groups.setdefault((entry["code"], text_of(entry, raw)), []).append(at)
    return groups


def _oldest(places: Sequence[int], lines: Sequence[str], before: Known) -> list[int]:
    """As many of the places as are known: first those on lines that are known, then from the top."""
    known = Counter(before.lines)
    on_known: list[int] = []
    others: list[int] = []
    for place, line in zip(places, lines, strict=True):
        (on_known if known[line] > 0 else others).append(place)
        known[line] -= 1
    return [*on_known, *others][:before.times]


def recorded(raw: Checked) -> tuple[Known, ...]:
    """What a baseline knows of a file when these are its findings."""
    return tuple(Known(rule, text, len(places), tuple(sorted(_line(raw.entries[at], raw) for at in places)))
                 for (rule, text), places in sorted(_groups(raw).items()))


def text_of(entry: Entry, raw: Checked) -> str:
    """What stands where a finding is, as the baseline keeps it: its first line, shortened; if private, a digest."""
    start, end = entry["location"], entry["end_location"]
    line = raw.lines[start["row"]]
    last = end["column"] - 1 if end["row"] == start["row"] else len(line)
    text = " ".join(line[start["column"] - 1:last].split())
    if entry["code"].startswith(PRIVATE):
        return f"#{_digest(text)[:4]}"  # few enough bits that a telephone number cannot be found again
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… #{_digest(text)}"


def _line(entry: Entry, raw: Checked) -> str:
    return line_digest(raw.lines[entry["location"]["row"]])


def line_digest(line: str) -> str:
    """Of a line's text but for blanks and figures, which may be private."""
    return _digest("".join(one for one in line if not one.isspace() and not one.isdecimal()))


def _digest(text: str) -> str:
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def renamed(lines: Iterable[str], lost: Mapping[str, Sequence[Known]]) -> str:
    """The path among those of lost files whose lines these digests are, or ""."""
    there = set(lines)
    shares = {path: _share(there, known) for path, known in lost.items()}
    best = max(shares, key=lambda path: shares[path], default="")
    return best if best and shares[best] >= ALIKE else ""


def _share(there: set[str], known: Sequence[Known]) -> float:
    lines = {line for one in known for line in one.lines}
    return len(lines & there) / len(lines) if lines else 0.0


def dumped(table: Mapping[str, Sequence[Known]]) -> str:
    """The file's text: sorted, a line for each entry, so that versions compare and merge well."""
    files = []
    for path, known in sorted(table.items()):
        rows = [json.dumps({"rule": one.rule, "text": one.text, "count": one.times, "lines": list(one.lines)},
                           ensure_ascii=False) for one in known]
        if rows:
            files.append(f"    {json.dumps(path, ensure_ascii=False)}: [\n      " + ",\n      ".join(rows) + "\n    ]")
    body = "{\n" + ",\n".join(files) + "\n  }" if files else "{}"
    return f'{{\n  "version": {VERSION},\n  "files": {body}\n}}\n'


def loads(text: str, where: str) -> Table:
    """What a baseline file says. Raises ConfigError naming the place."""
    try:
        data = json.loads(text)
    except ValueError as error:
        row = getattr(error, "lineno", 1)
        raise ConfigError(say("baseline-json", file=where, row=row)) from None
    version = data.get("version") if isinstance(data, dict) else None
    if version != VERSION:
        raise ConfigError(say("baseline-version", file=where, version=VERSION, found=repr(version)))
    files = data.get("files")
    if not isinstance(files, dict):
        raise ConfigError(say("baseline-shape", file=where, place="files"))
    table: Table = {}
    for path, rows in files.items():
        if not isinstance(rows, list):
            raise ConfigError(say("baseline-shape", file=where, place=path))
        table[path] = tuple(_known(row, where, path) for row in rows)
    return table


def _known(row: Any, where: str, path: str) -> Known:
    wanted = {"rule": str, "text": str, "count": int, "lines": list}
    fine = isinstance(row, dict) and all(isinstance(row.get(name), type_) for name, type_ in wanted.items())
    if not fine or row["count"] < 1 or not all(isinstance(line, str) for line in row["lines"]):
        raise ConfigError(say("baseline-shape", file=where, place=path))
    return Known(row["rule"], row["text"], row["count"], tuple(row["lines"]))
