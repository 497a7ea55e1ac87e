"""A patch as `git apply` and `patch -p1` take it, of bytes: files keep their encodings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

CONTEXT = 3
ODD = {7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


def patch(path: str, old: bytes, new: bytes) -> bytes:
    """The changes of one file, or nothing when there are none. Lines end at \\n, as git has it."""
    if old == new:
        return b""
    before, after = _lines(old), _lines(new)
    name = path.replace(os.sep, "/").removeprefix("./")
    head = f"--- {_quoted(f'a/{name}')}\n+++ {_quoted(f'b/{name}')}\n".encode("utf-8", "surrogateescape")
    return head + b"".join(_hunks(before, after))


def _lines(data: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in data.split(b"\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _hunks(before: list[bytes], after: list[bytes]) -> Iterator[bytes]:
    for group in SequenceMatcher(None, before, after).get_grouped_opcodes(CONTEXT):
        (_, old, _, new, _), (_, _, old_end, _, new_end) = group[0], group[-1]
        yield f"@@ -{_range(old, old_end)} +{_range(new, new_end)} @@\n".encode()
        for kind, a, b, c, d in group:
            if kind == "equal":
                yield from _shown(b" ", before[a:b])
            else:
                yield from _shown(b"-", before[a:b])
                yield from _shown(b"+", after[c:d])


def _range(start: int, end: int) -> str:
    size = end - start
    return f"{start + (size > 0)},{size}"


def _shown(sign: bytes, lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield sign + line if line.endswith(b"\n") else sign + line + b"\n\\ No newline at end of file\n"


def _quoted(name: str) -> str:
    """A name as git writes it: quoted when it holds control characters, quotes or backslashes; a tab ends one with a
    space."""
    if any(ord(one) in ODD or ord(one) < 32 for one in name):
        return '"' + "".join(ODD.get(ord(one)) or (one if one >= " " else f"\\{ord(one):03o}") for one in name) + '"'
    return f"{name}\t" if " " in name else name
