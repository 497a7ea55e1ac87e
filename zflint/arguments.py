"""Command line and ZFLINT_… variables → argparse.Namespace. The command line wins. Errors are ours, in our language."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from itertools import pairwise

from zflint.errors import ConfigError
from zflint.flags import LANG, Command, Flag
from zflint.messages import LANGUAGES, hint, say
from zflint.regexes import lazy
from zflint.typed import Any, NoReturn

# What argparse says is recognised below, so it has to say it in English; looking for translations costs 2 ms besides.
argparse._ = str  # type: ignore[attr-defined]
argparse.ngettext = lambda one, many, count: one if count == 1 else many  # type: ignore[attr-defined]

SAID = (
    (lazy(r"argument (?:.*/)?(?P<name>\S+): expected .*argument"), "no-value"),
    (lazy(r"argument (?:.*/)?(?P<name>\S+): ignored explicit argument (?P<value>.*)"), "no-value-wanted"),
    (lazy(r"the following arguments are required: (?P<name>.*)"), "missing-argument"),
)
"""What argparse says → our message."""


class Parser(argparse.ArgumentParser):
    """argparse that says what is wrong in one sentence of ours, and that leaves help to help.py."""

    def __init__(self, command: Command) -> None:
        # A width given here keeps argparse from importing shutil to ask the terminal.
        super().__init__(add_help=False, allow_abbrev=False, usage="",
                         formatter_class=lambda prog: argparse.HelpFormatter(prog, width=80))
        if command.arguments:
            self.add_argument("arguments", nargs=command.nargs, metavar=command.arguments)
        for flag in command.all_flags():
            self._add(flag)

    def _add(self, flag: Flag) -> None:
        names = [f"--{flag.name}", *([f"-{flag.short}"] if flag.short else [])]
        if flag.metavar:
            self.add_argument(*names, dest=flag.dest, action="append")
        else:
            self.add_argument(*names, dest=flag.dest, action="store_const", const=True)
        if flag.negatable:
            action = "append_const" if flag.metavar else "store_const"
            self.add_argument(f"--no-{flag.name}", dest=flag.dest, action=action, const=False)

    def error(self, message: str) -> NoReturn:
        for pattern, key in SAID:
            if m := pattern.match(message):
                raise ConfigError(say(key, **m.groupdict()))
        raise ConfigError(say("bad-usage", text=message))


def parse(name: str, command: Command, argv: Sequence[str], environ: Mapping[str, str]) -> argparse.Namespace:
    """The arguments of a command. Raises ConfigError."""
    parser = Parser(command)
    words, rest = _until_dashes(argv)
    args, extra = parser.parse_known_intermixed_args(words)
    for word in extra:
        known = [option for option in parser._option_string_actions if option.startswith("--")]
        if word.startswith("-") and word != "-":
            word = word.partition("=")[0]
            raise ConfigError(say("unknown-option", name=word, hint=hint(word, known), command=name))
        raise ConfigError(say("too-many", name=word))
    given = getattr(args, "arguments", None)
    args.arguments = [*(given if isinstance(given, list) else [given] if given else []), *rest]
    if command.nargs != "*" and len(args.arguments) > (command.nargs == "?"):
        raise ConfigError(say("too-many", name=args.arguments[-1]))
    args.origins = {}
    for flag in command.all_flags():
        given = getattr(args, flag.dest)
        args.origins[flag.dest] = flag.variable if given is None else f"--{flag.name}"
        setattr(args, flag.dest, _value(flag, given, environ))
    return args


def _until_dashes(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words before “--”, and those after it, which are never options. (Intermixed parsing loses it.)"""
    words = list(argv)
    at = words.index("--") if "--" in words else len(words)
    return words[:at], words[at + 1:]


def _value(flag: Flag, given: Any, environ: Mapping[str, str]) -> Any:
    """The value of a flag: from the command line, else from its variable, else the default."""
    if given is not None:
        return _read(flag, given, f"--{flag.name}") if flag.metavar and given[-1] is not False else _last(given)
    said = environ.get(flag.variable, "")
    if said and flag.metavar:
        try:
            return _read(flag, [said], flag.variable)
        except ConfigError:
            if flag.lenient:
                return flag.default
            raise
    return _yes(flag, said) if said else flag.default


def _last(given: Any) -> Any:
    """Of what was given several times, the last."""
    return given[-1] if isinstance(given, list) else given


def _read(flag: Flag, given: Sequence[Any], where: str) -> Any:
    values = []
    for text in given:
        if text is False:  # --no-…, and then it was given again
            continue
        try:
            values.append(flag.read(text))
        except ValueError as error:
            raise ConfigError(say("bad-value", name=where, value=text, text=error)) from None
    return [one for value in values for one in value] if flag.many else values[-1]


def _yes(flag: Flag, said: str) -> bool:
    answers = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if said.lower() not in answers:
        raise ConfigError(say("bad-value", name=flag.variable, value=said, text=say("wants-yes")))
    return answers[said.lower()]


def early_language(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language asked for, known before anything is parsed, because errors and help are told in it."""
    words = list(argv)
    asked = [value for option, value in pairwise(words) if option == "--lang"]
    asked += [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    asked.append(environ.get(LANG.variable, ""))
    return next((lang for lang in asked if lang in LANGUAGES), str(LANG.default))
