"""Regexes compiled when first used, and their compiled code remembered from one run to the next.

Compiling is most of a cold start: about 0.3 ms a pattern. A code is what `re` makes of a pattern, as plain data, and
`_sre.compile` takes it back in microseconds. That function is private to CPython: where it is not as expected, patterns
are compiled as usual. Seeding and keeping codes is the business of `packs`; this module does no I/O.
"""

from __future__ import annotations

import marshal
import re
from array import array
from collections.abc import Mapping
from functools import lru_cache

from zflint.typed import Any, cast

Codes = Mapping[str, bytes]
"""“flags pattern” → the marshalled arguments of _sre.compile after the pattern: flags, code (uint32, as bytes), number
of groups, groups by name, names by group. Each is unpacked when its pattern is first used."""

_seeded: dict[str, bytes] = {}
_fresh: set[tuple[str, int]] = set()


@lru_cache(maxsize=None)
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern in `re` syntax, compiled once a process. Raises re.error."""
    code = _seeded.get(f"{int(flags)} {pattern}")
    if code is not None:
        try:
            import _sre  # type: ignore[import-not-found]

            flags_, numbers, *groups = marshal.loads(code)
            return cast("re.Pattern[str]", _sre.compile(pattern, flags_, array("I", numbers).tolist(), *groups))
        except (ImportError, TypeError, ValueError, EOFError, RuntimeError):
            _seeded.clear()
    _fresh.add((pattern, flags))
    return re.compile(pattern, flags)


class _Lazy:
    """Stands for a pattern; becomes as fast as one with the first use of each of its methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.__dict__["_source"] = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(compiled(*self.__dict__["_source"]), name)
        self.__dict__[name] = value
        return value

    def __reduce__(self) -> Any:
        return lazy, self.__dict__["_source"]


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Like re.compile, but nothing is compiled before a method of the result is used."""
    return cast("re.Pattern[str]", _Lazy(pattern, int(flags)))


def seed(codes: Codes) -> None:
    """Take codes that `learned` gave in an earlier run of the same interpreter."""
    _seeded.update(codes)


def learned() -> Codes:
    """The codes of all patterns seeded or compiled, or nothing when no new one was compiled."""
    if not _fresh:
        return {}
    try:
        from re import _compiler  # type: ignore[attr-defined]
    except ImportError:
        return {}
    codes = dict(_seeded)
    for pattern, flags in _fresh:
        codes[f"{int(flags)} {pattern}"] = marshal.dumps(_code(_compiler, pattern, flags))
    return codes


def _code(compiler: Any, pattern: str, flags: int) -> tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]:
    """What re._compiler.compile hands to _sre.compile."""
    parsed = compiler._parser.parse(pattern, flags)
    code = array("I", compiler._code(parsed, flags)).tobytes()
    state = parsed.state
    by_group: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        by_group[group] = name
    return int(flags | state.flags), code, state.groups - 1, dict(state.groupdict), tuple(by_group)
