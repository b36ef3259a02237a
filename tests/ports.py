"""Ports for servers that cannot be told to find one themselves."""

from __future__ import annotations

import socket
from random import SystemRandom
from typing import Final

_RANGE: Final = (20_000, 32_000)
"""Below those that systems give to connections, each of which would take a port between its being found and its being used."""


def a_port() -> int:
    """A port of this machine at which nobody listens."""
    while True:
        port = SystemRandom().randrange(*_RANGE)
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port
