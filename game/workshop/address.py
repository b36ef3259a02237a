"""The addresses at which the devices of a room find the laptop, and the picture of one that a phone's camera reads."""

from __future__ import annotations

import contextlib
import io
import socket
from functools import lru_cache
from ipaddress import ip_address
from typing import Final

import ifaddr
import segno
from markupsafe import Markup

from game.translation import say

_SOMEWHERE: Final = "192.0.2.1"
"""An address elsewhere that is nobody's (RFC 5737)."""


def addresses(port: int) -> list[str]:
    """The addresses of this machine on its networks, the likeliest first; of this machine alone where it is on none."""
    found, usual = [], _usual()
    for adapter in ifaddr.get_adapters():
        for ip in adapter.ips:
            if not isinstance(ip.ip, str):
                continue  # no phone's keyboard has a comfortable way to an IPv6 address
            address = ip_address(ip.ip)
            if not (address.is_loopback or address.is_link_local or address.is_multicast):
                is_bridge = adapter.name.startswith(("docker", "br-", "veth", "virbr", "vmnet", "utun", "tun", "tap"))
                found.append((str(address) != usual, is_bridge, not address.is_private, f"http://{address}:{port}"))
    return [address for *_, address in sorted(found)] or [f"http://127.0.0.1:{port}"]


def _usual() -> str:
    """The address from which this machine would speak to others: that of the network it is on, and not of a bridge within it.

    Nothing is sent: a datagram's socket that is connected only asks the system for the way. Empty where there is none.
    """
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect((_SOMEWHERE, 9))
        return str(asking.getsockname()[0])
    return ""


@lru_cache(maxsize=512)
def qr(address: str) -> Markup:
    """An address as a QR code in SVG, dark on white whatever the page's colours."""
    written = io.BytesIO()
    code = segno.make(address, micro=False, error="m")
    code.save(
        written,
        kind="svg",
        xmldecl=False,
        svgns=False,
        scale=4,
        border=4,
        light="#fff",
        dark="#000",
        omitsize=True,
        svgclass="qr",
        lineclass=None,
    )
    picture = Markup(written.getvalue().decode())  # noqa: S704 - drawn from numbers a line above
    head = Markup('<svg role="img" aria-label="{}" ').format(say("QR code of the address beside it"))
    return picture.replace(Markup("<svg "), head, 1)


def qr_text(address: str) -> str:
    """An address as a QR code of block letters, for a terminal."""
    written = io.StringIO()
    segno.make(address, micro=False, error="l").terminal(out=written, border=2, compact=True)
    return written.getvalue()
