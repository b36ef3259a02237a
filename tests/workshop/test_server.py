"""Where a workshop listens."""

from __future__ import annotations

import pytest

from game.workshop.server import PortTaken, _listening


def test_a_port_that_is_taken_is_told() -> None:
    """Whoever serves there already keeps the port, and the other is told to take another one."""
    with _listening("127.0.0.1", 0) as first, pytest.raises(PortTaken, match=r"Port \d+ on 127.0.0.1 .* Try another one"):
        _listening("127.0.0.1", first.getsockname()[1])


@pytest.mark.parametrize("host", ["192.0.2.1", "::1"])
def test_an_address_that_is_not_this_machines_is_told(host: str) -> None:
    """What is no address of this machine, or none of the kind that is served, is named, and no other port is asked for."""
    with pytest.raises(PortTaken, match=f"{host} cannot be listened at: .* an address of this machine"):
        _listening(host, 0)
