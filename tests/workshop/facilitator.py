"""The facilitator of a server in a process of its own, without a browser."""

from __future__ import annotations

import re
from html import unescape

import httpx2

from tests.workshop.process import Server


def act(server: Server, what: str, **typed: str) -> None:
    """Does something that the console offers."""
    headers = {"origin": server.address}
    with httpx2.Client(base_url=server.address, headers=headers, timeout=20, follow_redirects=True) as client:
        for action, fields in (("/console/enter", {"key": server.key}), (f"/console/do/{what}", typed)):
            page = client.get("/console").text
            answer = client.post(action, data={**fields_of(page, action), **fields})
            assert answer.status_code == 200, answer.text


def fields_of(page: str, action: str) -> dict[str, str]:
    """The hidden fields of a form on a page."""
    form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]) if form else []
    return {name: unescape(value) for name, value in found}
