"""The one family of errors a user may see. Each message is one sentence: place, what is wrong, what was expected."""

from __future__ import annotations

from collections.abc import Iterable


class ZflintError(Exception):
    """Something the user gave cannot be used: exit 2, the message alone is shown."""


class PackError(ZflintError):
    """A rule pack is wrong. The message names the pack, the rule and the key."""


class ConfigError(ZflintError):
    """A configuration file or command line setting is wrong."""


class InputError(ZflintError):
    """A document cannot be read."""


class SlowRuleError(ZflintError):
    """A user's pattern passed its time limit. The message names the rule, and so does `rule` (an id)."""

    def __init__(self, message: str, rule: str = "") -> None:
        super().__init__(message)
        self.rule = rule


def nearest(word: str, known: Iterable[str]) -> str:
    """'，是否想写“X”？' for the closest of `known`, or an empty string."""
    import difflib  # only when something is wrong

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"，是否想写“{close[0]}”？" if close else ""
