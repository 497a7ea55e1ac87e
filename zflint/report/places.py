"""What several formats say of a place: the text there, its file's name, and a fingerprint that outlives edits."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping

from zflint.report import Checked, Entry


def found(place: Entry, lines: Mapping[int, str]) -> str:
    """The text of a place. Of the rows between its first and last, those that `lines` has."""
    start, end = place["location"], place["end_location"]
    first = lines.get(start["row"], "")
    if start["row"] == end["row"]:
        return first[start["column"] - 1:end["column"] - 1]
    between = (lines[row] for row in range(start["row"] + 1, end["row"]) if row in lines)
    return "\n".join((first[start["column"] - 1:], *between, lines.get(end["row"], "")[:end["column"] - 1]))


def slashed(path: str) -> str:
    """The path as services want it: relative to the current folder when it is below, with / between its parts."""
    if os.path.isabs(path):
        below = os.path.relpath(path)
        path = path if below.startswith(os.pardir) else below
    return path.replace(os.sep, "/")


def fingerprints(file: Checked) -> Iterator[str]:
    """For each entry 32 hexadecimal digits, made of path, rule, the text found, and how often these came before.

    Lines that are inserted or moved elsewhere change none of them.
    """
    from hashlib import sha256

    seen: Counter[tuple[str, str]] = Counter()
    for one in file.entries:
        key = one["code"], found(one, file.lines)
        said = "\0".join((slashed(one["filename"]), *key, str(seen[key])))
        seen[key] += 1
        yield sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:32]
