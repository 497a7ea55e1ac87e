"""zflint init: a commented zflint.toml, never over one that exists."""

from __future__ import annotations

import os
from argparse import Namespace

from zflint.errors import ConfigError
from zflint.keys import KEYS
from zflint.messages import pick, reason, say

EXAMPLES = {
    "extend": '"../zflint.toml"',
    "select": '["ALL"]',
    "ignore": '["structure"]',
    "extend-select": '["typo"]',
    "levels": '{ "punctuation" = "info" }',
    "exclude": '["归档/", "*.bak.txt"]',
    "packs": '["office.toml"]',
    "per-file": '{ "2019/" = { as-of = "2019" }, "*.md" = ["punctuation"] }',
    "as-of": '"2024-03-01"',
    "own-unit": '"县"',
    "names": '{ "青石镇" = ["清石镇", "青石鎮"] }',
    "baseline": '"zflint-baseline.json"',
}


def run(args: Namespace) -> int:
    path = os.path.join(args.arguments[0] if args.arguments else "", "zflint.toml")
    try:
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(template())
    except FileExistsError:
        raise ConfigError(say("exists", file=path)) from None
    except OSError as error:
        raise ConfigError(say("not-written", file=path, text=reason(error))) from None
    print(say("written", file=path))
    return 0


def template() -> str:
    """Every key with what it does, commented out."""
    head = pick(("# zflint 的设置。去掉行首的 # 使一项设置生效。\n",
                 "# Settings of zflint. Remove the # before a key to use it.\n"))
    return head + "".join(f"\n# {pick(key.about)}\n# {name} = {EXAMPLES[name]}\n" for name, key in KEYS.items())
