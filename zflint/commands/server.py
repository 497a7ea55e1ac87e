"""zflint server: the language server, on stdio or TCP."""

from __future__ import annotations

import logging
import os
import sys
from argparse import Namespace
from typing import BinaryIO

from zflint.errors import InputError
from zflint.messages import reason, say


def run(args: Namespace) -> int:
    from zflint.server.app import make_server

    logging.basicConfig(stream=sys.stderr, level=args.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    if args.log_level != "debug":
        # What goes wrong is logged with its request by our own protocol.
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
    server = make_server()
    if not args.tcp:
        server.start_io(stdout=_only_for_messages())
        return 0
    host, port = args.tcp
    try:
        server.start_tcp(host, port)
    except OSError as error:
        raise InputError(say("no-address", host=host, port=port, text=reason(error))) from None
    return 0


def _only_for_messages() -> BinaryIO:
    """Standard output for the protocol alone: whatever else is printed goes to standard error."""
    sys.stdout.flush()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return out
