"""zflint rule: what a rule finds and why, with its examples; or the list of all rules."""

from __future__ import annotations

import json
import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence

from zflint import console
from zflint.check import loaded
from zflint.effective import effective
from zflint.errors import ConfigError
from zflint.examples import unmarked
from zflint.messages import hint, language, say
from zflint.model import Example, Rule
from zflint.packs import builtin_paths, read_packs
from zflint.report import Look, url
from zflint.report.ink import BOLD, CODE, GOOD, LEVELS, ink
from zflint.suppress import names
from zflint.typed import Any
from zflint.wrap import wrapped

SHOWN = 5
"""So many bad and good examples of a rule are enough for a reader; -v shows all."""


def run(args: Namespace) -> int:
    as_json = args.output_format == "json"
    if as_json:
        console.for_programs()
    settings = effective(args)(os.getcwd())
    packs = loaded(settings.packs)
    if args.arguments or args.all:
        known = {rule.id for rule in packs.rules}
        rules = _chosen([*read_packs(builtin_paths(), True), *read_packs(settings.packs, False)], args.arguments, known)
    else:
        rules = packs.rules
    look = Look(console.columns(), console.colored(args.color), {})
    most = 1000 if args.verbose else SHOWN
    if as_json:
        pieces: Iterable[str] = [json.dumps([_told(rule) for rule in rules], ensure_ascii=False, indent=2), "\n"]
    elif args.arguments or args.all:
        pieces = (line + "\n" for rule in rules for line in _page(rule, look, most))
    else:
        pieces = (line + "\n" for line in _list(rules, look))
    sys.stdout.writelines(pieces)
    return 0


def _chosen(rules: Sequence[Rule], selectors: Sequence[str], known: Iterable[str]) -> list[Rule]:
    """The rules that are named: ids, groups or ids without their group."""
    chosen = []
    for selector in selectors or ["ALL"]:
        some = [rule for rule in rules if names(selector, rule.id) or rule.id.partition("/")[2] == selector]
        if not some:
            fine = sorted({*known, *(rule.group for rule in rules)})
            raise ConfigError(say("no-such-rule", name=selector, hint=hint(selector, fine)))
        chosen += [rule for rule in some if rule not in chosen]
    return chosen


def _english(rule: Rule) -> bool:
    return language() == "en" and bool(rule.message_en)


def _list(rules: Iterable[Rule], look: Look) -> Iterator[str]:
    longest = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        level = ink(say(f"level-{rule.level}"), LEVELS[rule.level], look)
        on = say("default-on" if rule.default else "default-off")
        yield f"{ink(f'{rule.id:<{longest}}', CODE, look)}  {level}  {on}  {say(f'can-{rule.fix}')}"


def _page(rule: Rule, look: Look, most: int) -> Iterator[str]:
    english = _english(rule)
    on = say("default-on" if rule.default else "default-off")
    yield say("listed").join((ink(rule.id, f"{BOLD};{CODE}", look),
                              ink(say(f"level-{rule.level}"), LEVELS[rule.level], look), on, say(f"can-{rule.fix}")))
    yield ""
    for message in dict.fromkeys((rule.message_en if english else rule.message).values()):
        yield from (f"  {line}" for line in wrapped(re.sub(r"\{\w+\}", "…", message), look.width - 2))
    yield ""
    yield from wrapped(say("why", text=rule.why_en if english else rule.why), look.width)
    yield from wrapped(say("source", text=rule.source), look.width)
    yield ""
    for title, examples, show in (("examples-bad", rule.bad, _bad), ("examples-good", rule.good, _good)):
        yield say(title)
        for example in examples[:most]:
            yield from (line.rstrip() for line in show(example, look))
        if len(examples) > most:
            yield "  " + say("more-examples", count=len(examples) - most)
    yield ""
    yield from _switch(rule)
    yield ""


def _bad(example: Example, look: Look) -> Iterator[str]:
    """The text with the found places in brackets, and the lines that a fix changes."""
    text, expected = unmarked(example.text)
    marked, fixed, last = "", "", 0
    for one in expected:
        marked += text[last:one.start] + ink(f"[{text[one.start:one.end]}]", LEVELS["error"], look)
        fixed += text[last:one.start]
        fixed += text[one.start:one.end] if one.fix is None else ink(one.fix, GOOD, look)
        last = one.end
    yield from _listed(marked + text[last:] + _given(example), "- ")
    if any(one.fix is not None for one in expected):
        after = (fixed + text[last:]).split("\n")
        kept = set(text.split("\n"))
        yield from _listed("\n".join(line for line in after if line not in kept), "→ ")


def _good(example: Example, look: Look) -> Iterator[str]:
    yield from _listed(example.text + _given(example), "- ")


def _listed(text: str, bullet: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        yield f"    {line}" if number else f"  {bullet}{line}"


def _given(example: Example) -> str:
    """What else the example says, beside its text."""
    said = [part for part in (example.as_of, example.own_unit) if part]
    return f" ({say('and').join(said)})" if said else ""


def _switch(rule: Rule) -> Iterator[str]:
    yield say("switch-off" if rule.default else "switch-on")
    key = "ignore" if rule.default else "extend-select"
    yield "  " + say("in-config", text=f'{key} = ["{rule.id}"]')
    if rule.default:
        yield "  " + say("in-text", text=f"<!-- zflint-disable-next-line {rule.id} -->")


def _told(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.id, "level": rule.level, "default": rule.default, "fix": rule.fix, "kind": rule.kind,
        "message": dict(rule.message), "message_en": dict(rule.message_en), "why": rule.why, "why_en": rule.why_en,
        "source": rule.source, "bad": [one.text for one in rule.bad], "good": [one.text for one in rule.good],
        "url": url(rule.id), "pack": rule.pack,
    }
