"""zflint server: the language server, on stdio or TCP."""

from __future__ import annotations

import logging
import sys
from argparse import Namespace

from zflint.errors import InputError
from zflint.messages import reason, say


def run(args: Namespace) -> int:
    from zflint.server.app import make_server

    logging.basicConfig(stream=sys.stderr, level=args.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    server = make_server()
    if not args.tcp:
        server.start_io()
        return 0
    host, port = args.tcp
    try:
        server.start_tcp(host, port)
    except OSError as error:
        raise InputError(say("no-address", host=host, port=port, text=reason(error))) from None
    return 0
