"""Help pages, laid out by display width from the table of flags and the texts in help_texts.py."""

from __future__ import annotations

from collections.abc import Iterator

from zflint.flags import COMMANDS, Flag
from zflint.help_texts import ABOUT, EXAMPLES, EXIT, FLAGS, GROUPS, MORE, OPTIONS, VARIABLES
from zflint.messages import pick
from zflint.text import width
from zflint.wrap import wrapped

SIDE = 30
"""Columns of an option and the space after it; after a longer one the text begins on the next line."""


def page(name: str, columns: int) -> str:
    """The help of a command, or of zflint for "", at most so many columns wide."""
    return "\n".join(_lines(name, columns)) + "\n"


def _lines(name: str, columns: int) -> Iterator[str]:
    yield from wrapped(pick(ABOUT[name]), columns)
    yield from ("", f"{_titled('usage')}{_usage(name)}")
    if not name:
        yield from _table("commands", [(command, pick(ABOUT[command])) for command in COMMANDS], columns, 12)
    for group, flags in COMMANDS[name].flags.items() if name else ():
        yield from _table(group, [(_option(flag), _about(name, flag)) for flag in flags], columns, SIDE)
    examples = [(command, pick(texts)) for command, texts in EXAMPLES.get(name, ())]
    if examples:
        yield from _table("examples", examples, columns, 4 + max(width(command) for command, _ in examples))
    yield from ("", *wrapped(pick(VARIABLES), columns))
    if name in ("", "check"):
        yield from ("", *wrapped(f"{_titled('exit')}{pick(EXIT)}", columns))
    if not name:
        yield from ("", *wrapped(pick(MORE), columns))


def _titled(group: str) -> str:
    return pick(GROUPS[group]) + pick(("：", ": "))


def _usage(name: str) -> str:
    if not name:
        return f"zflint {pick(GROUPS['commands'])} …"
    command = COMMANDS[name]
    arguments = {"*": f" [{command.arguments} …]", "?": f" [{command.arguments}]", "": ""}[command.nargs]
    return f"zflint {name} [{pick(OPTIONS)}]{arguments}"


def _option(flag: Flag) -> str:
    short = f"-{flag.short}, " if flag.short else ""
    return f"{short}--{flag.name}{' ' + flag.metavar if flag.metavar else ''}"


def _about(command: str, flag: Flag) -> str:
    from zflint.report import REPORTS

    formats = REPORTS if command == "check" else ("text", "json")
    return pick(FLAGS[flag.name]).format(formats=pick(("、", ", ")).join(formats), default=flag.default)


def _table(group: str, rows: list[tuple[str, str]], columns: int, side: int) -> Iterator[str]:
    yield from ("", _titled(group).rstrip())
    for left, right in rows:
        head = f"  {left}"
        lines = list(wrapped(right, columns - side))
        if width(head) + 1 < side:
            yield head + " " * (side - width(head)) + lines.pop(0)
        else:
            yield head
        yield from (" " * side + line for line in lines)
