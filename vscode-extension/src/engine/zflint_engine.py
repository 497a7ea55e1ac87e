"""The language server inside WebAssembly: messages come and go as JSON texts, on the one event loop there is."""

from __future__ import annotations

import json
from collections.abc import Callable

from zflint import matching
from zflint.server.app import make_server


class Port:
    """What pygls writes to."""

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send

    def write(self, data: bytes) -> None:
        self._send(bytes(data).decode())

    def close(self) -> None:
        """The process or worker ends with its last message."""


server = make_server()


def start(send: Callable[[str], None]) -> Callable[[str], None]:
    """Begin: `send` takes what the server says; the result takes what it is told."""
    from zflint_clock import alarm  # given by the host when it starts, so not part of a snapshot

    matching.alarm = alarm
    protocol = server.protocol
    protocol.set_writer(Port(send), include_headers=False)

    def handle(text: str) -> None:
        protocol.handle_message(json.loads(text, object_hook=protocol.structure_message))

    return handle
