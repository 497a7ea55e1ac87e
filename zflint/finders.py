"""Every occurrence of many strings in a text; the only module that knows which multi-pattern library does it.

All libraries give the same hits; `engines()` lists those installed, fastest first. The last one needs no package.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from zlib import crc32

from zflint.typed import Any

Found = Sequence[tuple[int, int, int]]
"""(start, end, index of the string), every occurrence, overlapping ones too, in any order."""
Finder = Callable[[str], Found]


def _daachorse(strings: Sequence[str]) -> Finder:
    from daachorse import CharwiseDoubleArrayAhoCorasick

    made: Finder = CharwiseDoubleArrayAhoCorasick(list(strings)).find_overlapping
    return made


def _ahocorasick_rs(strings: Sequence[str]) -> Finder:
    from ahocorasick_rs import AhoCorasick

    find = AhoCorasick(strings).find_matches_as_indexes
    return lambda text: [(start, end, which) for which, start, end in find(text, overlapping=True)]


def _plain(strings: Sequence[str]) -> Finder:
    """A dictionary of two-character heads, and one of single characters: no compiled package needed."""
    heads: dict[str, list[tuple[str, int, int]]] = {}
    singles: dict[str, int] = {}
    for which, string in enumerate(strings):
        if len(string) == 1:
            singles[string] = which
        else:
            heads.setdefault(string[:2], []).append((string, len(string), which))
    single = re.compile(f"[{''.join(map(re.escape, singles))}]") if singles else None

    def find(text: str) -> Found:
        found = [(m.start(), m.end(), singles[m[0]]) for m in single.finditer(text)] if single else []
        get = heads.get
        for start, head in enumerate(map("".join, pairwise(text))):
            for string, length, which in get(head, ()):
                if text.startswith(string, start):
                    found.append((start, start + length, which))
        return found

    return find


ENGINES: dict[str, Callable[[Sequence[str]], Finder]] = {
    "daachorse": _daachorse, "ahocorasick_rs": _ahocorasick_rs, "plain": _plain,
}


def engines() -> list[str]:
    """The installed ways to find literals, fastest first."""
    found = []
    for name, make in ENGINES.items():
        try:
            make(["甲乙"])
        except ImportError:
            continue
        found.append(name)
    return found


def finder(strings: Sequence[str], engine: str | None = None) -> Finder:
    """A function that finds every occurrence of the strings (none of them empty, no two equal)."""
    if not strings:
        return lambda text: ()
    for name in [engine] if engine else ENGINES:
        try:
            return ENGINES[name](strings)
        except ImportError:
            continue
    return _plain(strings)


def library() -> str:
    """The file of the library whose finders can be kept, or an empty string: they fit no other version of it."""
    try:
        import daachorse
    except ImportError:
        return ""
    return str(daachorse.__file__)


def frozen(find: Finder) -> tuple[bytes, int]:
    """A finder as bytes, with their checksum, to be taken back by the same `library`; no bytes when it cannot be.

    Making an automaton of 10,000 strings takes 15 ms, taking one back less than one.
    """
    automaton: Any = getattr(find, "__self__", None)
    content = bytes(automaton.serialize()) if hasattr(automaton, "serialize") else b""
    return content, crc32(content)


def thawed(content: bytes, check: int) -> Finder | None:
    """The finder that `frozen` made into bytes, or None when they are not what they were."""
    if not content or crc32(content) != check:
        return None
    from daachorse import CharwiseDoubleArrayAhoCorasick

    kept: Finder = CharwiseDoubleArrayAhoCorasick.deserialize(content).find_overlapping
    return kept
