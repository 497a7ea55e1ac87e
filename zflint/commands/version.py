"""zflint version: what is installed; with -v, what it runs on."""

from __future__ import annotations

import sys
from argparse import Namespace

from zflint import __version__


def run(args: Namespace) -> int:
    print(f"zflint {__version__}")
    if args.verbose:
        from zflint.finders import engines
        from zflint.packs import builtin_folder, cache_folder

        print(f"Python {sys.version.split()[0]} ({sys.platform})")
        print(f"engines: {', '.join(engines())}")
        print(f"packs: {builtin_folder()}")
        print(f"cache: {cache_folder()}")
    return 0
