"""Commands and their flags, in one table: what argparse, the environment variables and the help are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from zflint.messages import LANGUAGES, hint, say
from zflint.typed import Any
from zflint.values import NamedTuple

Read = Callable[[str], Any]
"""Text of the command line or environment → value. Raises ValueError that says what was expected."""


class Flag(NamedTuple):
    """An option. Without `metavar` it is a switch. `many`: it may be repeated, and `read` gives a list. `negatable`:
    there is a --no-… too, which gives False."""

    name: str
    metavar: str = ""
    read: Read = str
    default: Any = None
    short: str = ""
    many: bool = False
    negatable: bool = False
    lenient: bool = False
    """Its variable serves other commands too: a value that this one cannot read counts as not given."""

    @property
    def dest(self) -> str:
        return self.name.replace("-", "_")

    @property
    def variable(self) -> str:
        return "ZFLINT_" + self.dest.upper()


class Command(NamedTuple):
    """A command; its code is zflint.commands.<name>.run. `arguments` is the metavar, `nargs` as argparse has it."""

    arguments: str
    nargs: str
    flags: Mapping[str, tuple[Flag, ...]]
    """Group of the help → its flags."""

    def all_flags(self) -> Iterable[Flag]:
        return (flag for group in self.flags.values() for flag in group)


def words(text: str) -> list[str]:
    return [word for word in (part.strip() for part in text.split(",")) if word]


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def one_of(known: Iterable[str]) -> Read:
    choices = tuple(known)

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(say("one-of", known=" ".join(choices), hint=hint(text, choices)))
        return text

    return read


def date(text: str) -> str:
    from zflint.keys import is_date

    if not is_date(text):
        raise ValueError(say("wants-date"))
    return text


def unit(text: str) -> str:
    from zflint.keys import is_unit

    if not is_unit(text):
        raise ValueError(say("wants-unit"))
    return text


def jobs(text: str) -> int:
    if not text.isdecimal() or not text.isascii():
        raise ValueError(say("wants-jobs"))
    return int(text)


def said(text: str) -> str:
    """Words that can stand in a comment."""
    if not text.strip() or "-->" in text or len(text.splitlines()) > 1:
        raise ValueError(say("wants-reason"))
    return text.strip()


def address(text: str) -> tuple[str, int]:
    """HOST:PORT, or a port of this machine."""
    host, _, port = text.rpartition(":")
    if not port.isdecimal() or not port.isascii() or int(port) > 65535:
        raise ValueError(say("wants-address"))
    return host.strip("[]") or "127.0.0.1", int(port)


def output_format(text: str) -> str:
    from zflint.report import REPORTS

    return str(one_of(REPORTS)(text))


LANG = Flag("lang", "zh|en", one_of(LANGUAGES), "zh")
COLOR = Flag("color", "auto|always|never", one_of(("auto", "always", "never")), "auto")
QUIET, VERBOSE = Flag("quiet", short="q"), Flag("verbose", short="v")
SELECTION = (
    Flag("select", "RULES", words, many=True),
    Flag("ignore", "RULES", words, many=True),
    Flag("extend-select", "RULES", words, many=True),
)
CONFIG = (Flag("config", "FILE|KEY=VALUE", lines, many=True), Flag("isolated"))
BASELINE = Flag("baseline", "FILE", negatable=True)
FILES = (
    Flag("exclude", "GLOBS", words, many=True),
    Flag("force-exclude"),
    Flag("respect-gitignore", default=True, negatable=True),
    Flag("stdin-filename", "FILE"),
)
RUNNING = (Flag("jobs", "N", jobs, 0, short="j"), Flag("no-cache"))
CONTEXT = (Flag("as-of", "DATE", date), Flag("own-unit", "UNIT", unit))
SCHEMA = Flag("schema")
TEXT_OR_JSON = Flag("output-format", "text|json", one_of(("text", "json")), "text", lenient=True)

COMMANDS: dict[str, Command] = {
    "check": Command("PATH", "*", {
        "rules": (*SELECTION, *CONTEXT),
        "fixing": (Flag("fix"), Flag("unsafe-fixes"), Flag("diff"), Flag("add-disable", "REASON", said)),
        "old": (BASELINE, Flag("strict-baseline"), Flag("diff-from", "REF"), Flag("staged")),
        "output": (
            Flag("output-format", "FORMAT", output_format, "full"),
            Flag("output-file", "FILE", short="o"),
            Flag("statistics"),
            Flag("exit-zero"),
            COLOR, LANG, QUIET, VERBOSE,
        ),
        "files": FILES,
        "settings": (*CONFIG, *RUNNING, Flag("watch")),
    }),
    "baseline": Command("PATH", "*", {
        "old": (Flag("baseline", "FILE"), Flag("prune")),
        "rules": (*SELECTION, *CONTEXT),
        "output": (COLOR, LANG, QUIET, VERBOSE),
        "files": FILES,
        "settings": (*CONFIG, *RUNNING),
    }),
    "rule": Command("ID", "*", {
        "output": (Flag("all"), TEXT_OR_JSON, COLOR, LANG, VERBOSE),
        "settings": CONFIG,
    }),
    "test": Command("PACK", "*", {"output": (SCHEMA, COLOR, LANG, QUIET, VERBOSE)}),
    "config": Command("PATH", "?", {
        "rules": (*SELECTION, *CONTEXT),
        "output": (SCHEMA, TEXT_OR_JSON, COLOR, LANG, VERBOSE),
        "settings": CONFIG,
    }),
    "clean": Command("", "", {"output": (LANG, QUIET)}),
    "init": Command("FOLDER", "?", {"output": (LANG,)}),
    "server": Command("", "", {"connection": (
        Flag("tcp", "HOST:PORT", address),
        Flag("log-level", "LEVEL", one_of(("error", "warning", "info", "debug")), "warning"),
        LANG,
    )}),
    "version": Command("", "", {"output": (LANG, VERBOSE)}),
}
