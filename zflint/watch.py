"""--watch: check again whenever a document, a configuration or a pack changes."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable

from zflint import check, console, results
from zflint.errors import ConfigError, ZflintError
from zflint.files import SUFFIXES
from zflint.gather import STDIN
from zflint.messages import say

OTHERS = (".toml", ".tsv")
"""Endings of configurations and packs."""


def watching(args: Namespace, once: Callable[[Namespace], int]) -> int:
    """Run `once`, and again after each change, until Ctrl-C; the exit code of the last run."""
    if STDIN in args.arguments:
        raise ConfigError(say("stdin-and-watch"))
    try:
        from watchfiles import watch
    except ImportError:
        raise ConfigError(say("no-watchfiles")) from None
    paths = args.arguments or ["."]
    code = _told(args, once)
    for changes in watch(*_folders(paths), watch_filter=lambda _, path: _counts(path), raise_interrupt=False):
        if any(path.endswith(OTHERS) for _, path in changes):
            for made in (check.loaded, check.prepared, results.packs_digest):
                made.cache_clear()
        if sys.stdout.isatty():
            print("\x1b[2J\x1b[H", end="", flush=True)
        code = _told(args, once)
    return code


def _told(args: Namespace, once: Callable[[Namespace], int]) -> int:
    """One run, whose errors end only itself."""
    try:
        code = once(args)
    except ZflintError as error:
        console.complain(str(error))
        code = 2
    if not args.quiet:
        console.tell(say("watching"))
    return code


def _folders(paths: Iterable[str]) -> list[str]:
    """What to watch: of a file its folder, because editors put a new file in place of the old."""
    return sorted({path if os.path.isdir(path) else os.path.dirname(os.path.abspath(path)) for path in paths})


def _counts(path: str) -> bool:
    return path.lower().endswith((*SUFFIXES, *OTHERS)) and not os.path.basename(path).startswith((".", "~$"))
