"""Rules with their examples, which a ready ruleset does without; read from the packs when somebody asks."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import lru_cache

from zflint.check import loaded
from zflint.errors import PackError
from zflint.model import Rule
from zflint.packs import builtin_paths, read_pack

logger = logging.getLogger(__name__)


def every(packs: Sequence[str]) -> list[Rule]:
    """All rules there are, without examples: the built-in ones, and those of the packs that can be read."""
    try:
        return loaded(tuple(packs)).rules
    except PackError as error:
        logger.warning("%s", error)
        return loaded(()).rules


def find(rule: str, packs: Sequence[str] = ()) -> Rule | None:
    """A rule by its id, with its examples; None when there is none."""
    group = rule.partition("/")[0]
    own = [path for path in builtin_paths() if os.path.basename(path) == f"{group}.toml"]
    for path in (*own, *packs):
        for one in _pack(path, path in own, _stamp(path)):
            if one.id == rule:
                return one
    return None


def _stamp(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=64)
def _pack(path: str, trusted: bool, stamp: int) -> tuple[Rule, ...]:
    try:
        return tuple(read_pack(path, trusted))
    except PackError as error:
        logger.warning("%s", error)
        return ()
