"""zflint clean: empty the cache, and touch nothing else that is in its folder."""

from __future__ import annotations

import os
import re
from argparse import Namespace

from zflint import console
from zflint.errors import InputError
from zflint.messages import reason, say
from zflint.packs import cache_folder

OURS = re.compile(r"[a-z]+\d*-[\w.-]+\.bin(?:\.\d+)?")


def run(args: Namespace) -> int:
    folder = cache_folder()
    count = size = 0
    try:
        with os.scandir(folder) as entries:
            ours = [entry for entry in entries if OURS.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)]
        for entry in ours:
            size += entry.stat().st_size
            os.unlink(entry.path)
            count += 1
    except FileNotFoundError:
        pass
    except OSError as error:
        raise InputError(say("not-written", file=folder, text=reason(error))) from None
    if not args.quiet:
        console.tell(say("emptied", folder=folder, count=count, size=size // 1024))
    return 0
