"""Long work in slices between messages, and work for which nobody waits."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import Callable, Generator
from typing import Any, TypeVar

from zflint.engine import Ruleset, warm

logger = logging.getLogger(__name__)
Value = TypeVar("Value")
SLICE = 0.008
"""Seconds after which long work lets other messages through."""
IDLE = 0.03
"""Seconds between two slices of work for which nobody waits."""


class Changed(Exception):
    """The document has changed while it was looked at."""


async def sliced(steps: Generator[None, None, Value], outdated: Callable[[], bool]) -> Value:
    """Do work in slices and let other messages through between them. Raises Changed when it is outdated."""
    until = time.perf_counter() + SLICE
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        if time.perf_counter() > until:
            await asyncio.sleep(0)
            if outdated():
                raise Changed
            until = time.perf_counter() + SLICE


class Background:
    """Work for which nobody waits, on the loop that answers."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._warmed: set[int] = set()

    def run(self, work: Any) -> None:
        """Run a coroutine to its end; what goes wrong in it is logged."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def warm(self, rules: Ruleset) -> None:
        """Make ready what a text has not called for yet."""
        if id(rules) not in self._warmed:
            self._warmed.add(id(rules))
            asyncio.get_running_loop().call_later(IDLE, self._more, warm(rules))

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("looking at a document failed", exc_info=error)

    def _more(self, steps: Generator[None, None, None]) -> None:
        until = time.perf_counter() + SLICE / 2
        for _ in steps:
            if time.perf_counter() > until:
                asyncio.get_running_loop().call_later(IDLE, self._more, steps)
                return
        # Rules are there for good: collections need not look through them again.
        gc.freeze()
