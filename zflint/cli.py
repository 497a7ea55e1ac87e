"""The entry point: which command, in which language, and what a failure looks like from outside."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from zflint import console
from zflint.arguments import early_language, parse
from zflint.errors import ZflintError
from zflint.flags import COMMANDS
from zflint.messages import hint, say, use

HELP = ("-h", "--help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code: 0 clean, 1 findings, 2 could not run, 130 interrupted, 141 nobody reads on."""
    words = list(sys.argv[1:] if argv is None else argv)
    # Rules are a hundred thousand small values without cycles: looking through them again and again finds nothing.
    gc.set_threshold(100_000, 20, 20)
    # Nor does it at the end, when everything goes anyway.
    atexit.register(gc.freeze)
    use(early_language(words, os.environ))
    console.ready()
    try:
        return _run(words)
    except ZflintError as error:
        console.complain(str(error))
        return 2
    except KeyboardInterrupt:
        console.tell("\n" + say("interrupted"))
        return 130
    except BrokenPipeError:
        # Nobody reads our output any more: keep the interpreter from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if console.debugging("-v" in words or "--verbose" in words):
            raise
        console.complain(say("crash", where="", error=f"{type(error).__name__}: {error}".splitlines()[0]))
        return 2


def _run(words: list[str]) -> int:
    if words and words[0].startswith("--lang"):
        words = words[1:] if "=" in words[0] else words[2:]
    name = words[0] if words else HELP[0]
    if name in HELP:
        return _help("")
    if name in ("-V", "--version"):
        words, name = ["version"], "version"
    if name not in COMMANDS:
        key = "path-as-command" if os.path.exists(name) else "unknown-command"
        raise ZflintError(say(key, name=name, hint=hint(name, COMMANDS), known=" ".join(COMMANDS)))
    if any(word in HELP for word in words[1:]):
        return _help(name)
    args = parse(name, COMMANDS[name], words[1:], os.environ)
    return int(import_module(f"zflint.commands.{name}").run(args))


def _help(name: str) -> int:
    from zflint.help import page

    sys.stdout.write(page(name, console.columns()))
    return 0
