"""zflint config: the settings in effect for a file, and where each was set."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Callable, Mapping

from zflint import console
from zflint.check import prepared
from zflint.config import Settings, selection
from zflint.effective import effective
from zflint.keys import KEYS
from zflint.messages import say
from zflint.typed import Any


def run(args: Namespace) -> int:
    as_json = args.output_format == "json"
    if as_json or args.schema:
        console.for_programs()
    if args.schema:
        from zflint.schema import config_schema

        print(json.dumps(config_schema(), ensure_ascii=False, indent=2))
        return 0
    settings = effective(args)(args.arguments[0] if args.arguments else os.getcwd())
    rules = [rule.id for rule in prepared(selection(settings)).rules]
    values = told(settings)
    if as_json:
        print(json.dumps({"settings": values, "rules": rules}, ensure_ascii=False, indent=2))
        return 0
    for key, row in values.items():
        print(f"{key:<14} = {json.dumps(row['value'], ensure_ascii=False)}  # {row['origin']}")
    print(say("selected-rules", count=len(rules)))
    if args.verbose:
        print("\n".join(f"  {rule}" for rule in rules))
    return 0


def told(settings: Settings) -> Mapping[str, Mapping[str, Any]]:
    """Key → its value, as configuration would write it, and where it was set."""
    rows = {}
    for key in KEYS:
        field = key.replace("-", "_")
        if field == "extend":
            continue
        value = SHOWN.get(field, lambda value: value)(getattr(settings, field))
        rows[key] = {"value": value, "origin": settings.origins.get(field, say("default"))}
    return rows


SHOWN: dict[str, Callable[[Any], Any]] = {
    "levels": dict,
    "exclude": lambda globs: list(globs.patterns),
    "names": lambda names: {name.right: list(name.wrong) for name in names},
    "per_file": lambda entries: {
        entry.globs.patterns[0]: {name.replace("_", "-"): dict(value) if name == "levels" else value
                                  for name, value in entry.values} for entry in entries},
}
