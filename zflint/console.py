"""The terminal: encoding, colour, width, a progress bar. The only module besides cli that knows sys.stderr."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator

from zflint.messages import say
from zflint.typed import Any, TypeVar

T = TypeVar("T")
PATIENCE, STEP = 0.5, 0.1
"""Seconds before a progress bar appears, and between two drawings of it."""


def complain(text: str, key: str = "error") -> None:
    """One line on stderr; `key` is error or warning."""
    tell(say(key, text=text))


def debugging(verbose: bool) -> bool:
    """Are tracebacks wanted?"""
    return verbose or bool(os.environ.get("ZFLINT_DEBUG"))


def tell(text: str) -> None:
    sys.stdout.flush()
    print(text, file=sys.stderr, flush=True)


def ready() -> None:
    """Let stdout and stderr take any character, whatever the encoding of the terminal."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def for_programs() -> None:
    """What programs read from stdout is UTF-8 with \\n everywhere."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def colored(choice: str) -> bool:
    """Are colours wanted on stdout? `choice` is auto, always or never."""
    if choice == "auto":
        wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    else:
        wanted = choice == "always"
    if wanted and os.name == "nt":
        os.system("")  # switches the Windows console to ANSI sequences
    return wanted


def columns() -> int:
    """How wide the terminal is, within reason; 80 when there is none."""
    try:
        wide = int(os.environ.get("COLUMNS", "")) if os.environ.get("COLUMNS") else os.get_terminal_size().columns
    except (ValueError, OSError):
        wide = 80
    return min(max(wide, 40), 120)


def progress(
    results: Iterable[T], total: int, prints: Callable[[T], object], found: Callable[[T], int] = lambda one: 0
) -> Iterator[T]:
    """The same results; when they take long, a bar on stderr, gone whenever a result that `prints` comes by.

    The bar tells how many are done, how many findings (`found` of each) there are, and how many a second.
    """
    if total < 2 or not sys.stderr.isatty():
        yield from results
        return
    begun = time.monotonic()
    drawn, count = begun + PATIENCE - STEP, 0
    visible = False
    try:
        for done, one in enumerate(results, 1):
            if visible and (prints(one) or done == total):
                _wipe()
                visible = False
            count += found(one)
            yield one
            now = time.monotonic()
            if now >= drawn + STEP and done < total:
                print("\r" + _bar(done, total, count, now - begun), end="\x1b[K", file=sys.stderr, flush=True)
                drawn, visible = now, True
    finally:
        if visible:
            _wipe()


def _wipe() -> None:
    print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _bar(done: int, total: int, found: int, seconds: float, size: int = 24) -> str:
    filled = done * size // total
    return say("progress", bar=f"[{'#' * filled}{'.' * (size - filled)}]", done=done, all=total, found=found,
               rate=int(done / max(seconds, 0.001)))


@contextlib.contextmanager
def interruptible(wanted: bool) -> Iterator[Callable[[], bool]]:
    """Within, the first Ctrl-C only makes the function given return True; the second one ends as usual."""
    asked = False

    def note(*_: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    before: Any = None
    if wanted:
        import signal  # 1 ms that a single file does not need

        with contextlib.suppress(ValueError):  # not in the main thread: leave the signal alone
            before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: asked
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
