"""zflint test: run the examples that rules carry, and name the rules that none of them fires."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from zflint import console
from zflint.examples import Failure, failures, unfired
from zflint.messages import say
from zflint.model import Rule
from zflint.packs import builtin_paths, read_packs
from zflint.report import Look
from zflint.report.ink import BOLD, CODE, LEVELS, ink, plain
from zflint.rules import probes_of


def run(args: Namespace) -> int:
    if args.schema:
        console.for_programs()
        from zflint.schema import pack_schema

        print(json.dumps(pack_schema(), ensure_ascii=False, indent=2))
        return 0
    look = Look(console.columns(), console.colored(args.color), {})
    builtin = dict.fromkeys(builtin_paths())
    count = rules = examples = 0
    for path in args.arguments or builtin:
        pack = read_packs([path], trusted=path in builtin)
        for rule in pack:
            probes_of(rule)
            rules, examples = rules + 1, examples + len(rule.bad) + len(rule.good) + len(rule.todo)
        for line in _pack(path, pack, look):
            count += 1
            sys.stdout.write(line)
    if not args.quiet:
        console.tell(say("examples-fail" if count else "examples-hold", rules=rules, examples=examples, count=count))
    return int(count > 0)


def _pack(path: str, rules: Sequence[Rule], look: Look) -> Iterator[str]:
    with open(path, encoding="utf-8") as file:
        source = file.read()
    idle = set(unfired(rules))
    for rule in rules:
        for one in failures(rule):
            yield f"{_place(path, source, rule, one.text, look)} {_verdict(one, look)}\n"
        if rule.id in idle:
            yield f"{_place(path, source, rule, '', look)} {say('unfired')}\n"


def _place(path: str, source: str, rule: Rule, example: str, look: Look) -> str:
    """path:row:column of an example in its pack, or of its rule when it is written in another way there."""
    at = max(source.find(f'id = "{rule.id.partition("/")[2]}"'), 0)
    if example:
        escaped = json.dumps(example, ensure_ascii=False)[1:-1]
        at = next((i for text in (example, escaped) if (i := source.find(text, at)) >= 0), at)
    row, column = source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)
    return f"{ink(f'{plain(path)}:{row}:{column}', BOLD, look)} {ink(rule.id, CODE, look)}"


def _verdict(one: Failure, look: Look) -> str:
    return f"{ink(say(f'verdict-{one.verdict}'), LEVELS['error'], look)} {plain(one.text)}\n    {plain(one.detail)}"
