"""Tables' devices that decide as fast as they are acknowledged, and what a workshop's database then holds of it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any, Final

import httpx2

from game.workshop.database import Database
from game.workshop.stream import Stream
from tests.workshop.process import Server

PATIENCE: Final = 120.0
"""Seconds that are waited for what must come: a machine that much else keeps busy is slow, and no fault of the workshop's."""

_DONE = (200, 303)
_NOT_WRITTEN = 503
_NOT_YET = (409, 429, _NOT_WRITTEN)
"""Answers that acknowledge nothing: another came first, it came too fast, or it could not be written down."""


class Sender(threading.Thread):
    """A table's device that decides as fast as it is acknowledged, and notes what was; where that fails, it sends again."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.acknowledged: list[str] = []
        self.refused: list[str] = []
        """What it was told where something could not be written down."""
        self.is_done = False
        self.client = httpx2.Client(base_url=server.address, headers={"origin": server.address}, timeout=PATIENCE)
        page = self.client.get(f"/join/{server.code.replace(' ', '')}")
        page = self.client.post("/sit", data={**fields(page.text, "/sit"), "name": ""}, follow_redirects=True)
        self.sit_down(page)

    def sit_down(self, page: httpx2.Response) -> None:
        """Is at a table of its own by now."""
        assert page.url.path == "/table"

    def run(self) -> None:
        """Places a token and takes it back, over and over."""
        while not self.is_done:
            page = self._asked("GET", "/table/attention", None)
            for act in ("take-back", "attend"):
                form = fields(page, f"/table/do/{act}")
                if form:
                    self._asked("POST", f"/table/do/{act}", {**form, "token": "listen"} if act == "attend" else form)
                    self.acknowledged.append({"take-back": "take_back"}.get(act, act))
                    break

    def _asked(self, method: str, path: str, data: dict[str, str] | None) -> str:
        """Asks until it is done: the same request again where the line breaks or nothing could be written down."""
        while True:
            try:
                answer = self.client.request(method, path, data=data)
            except httpx2.TransportError:
                time.sleep(0.05)
                continue
            if answer.status_code in _DONE:
                return answer.text
            assert answer.status_code in _NOT_YET, answer.text
            if answer.status_code == _NOT_WRITTEN:
                self.refused.append(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))
            time.sleep(0.1)

    def end(self) -> None:
        """Lets it finish what it is at."""
        self.is_done = True
        self.join(PATIENCE)
        assert not self.is_alive()
        self.client.close()


class SeatSender(Sender):
    """The same in a seat of a round table: it pledges this and that."""

    def __init__(self, server: Server, seat: int) -> None:
        self.seat = seat
        super().__init__(server)

    def sit_down(self, page: httpx2.Response) -> None:
        """Chooses its seat."""
        assert page.url.path == "/seat/chairs"
        form = {**fields(page.text, "/chairs/take"), "seat": str(self.seat)}
        assert self.client.post("/chairs/take", data=form, follow_redirects=True).url.path == "/seat"

    def run(self) -> None:
        """Pledges a half, a quarter, a half, and so on."""
        while not self.is_done:
            share = "0.5" if len(self.acknowledged) % 2 else "0.25"
            form = fields(self._asked("GET", "/seat/pledge", None), "/seat/do/pledge")
            self._asked("POST", "/seat/do/pledge", {**form, "share": share})
            self.acknowledged.append(share)


def fields(page: str, action: str) -> dict[str, str]:
    """The hidden fields of a form on a page; none where there is no such form."""
    form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]) if form else []
    return {name: unescape(value) for name, value in found}


def opened(server: Server) -> None:
    """Has the facilitator open the first quarter."""
    with httpx2.Client(base_url=server.address, headers={"origin": server.address}, timeout=PATIENCE) as console:
        page = console.get("/console").text
        console.post("/console/enter", data={**fields(page, "/console/enter"), "key": server.key})
        page = console.get("/console").text
        done = console.post("/console/do/open", data={**fields(page, "/console/do/open"), "minutes": ""})
        assert done.status_code in _DONE


def seated(server: Server, n_tables: int) -> list[Sender]:
    """Devices of so many tables, at work."""
    found = [Sender(server) for _ in range(n_tables)]
    for sender in found:
        sender.start()
    return found


def until(holds: Callable[[], bool]) -> bool:
    """Waits until something is so; whether it became so in time."""
    deadline = time.monotonic() + PATIENCE
    while not (is_so := holds()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return is_so


def go_on(senders: Sequence[Sender]) -> bool:
    """Waits until each is acknowledged something that it has sent since; whether each was in time."""
    before = [len(sender.acknowledged) for sender in senders]
    return until(lambda: all(len(sender.acknowledged) > n + 1 for sender, n in zip(senders, before, strict=True)))


def kept(url: str, n_tables: int) -> list[list[dict[str, Any]]]:
    """The records of each table's log in a database that nobody runs; every log must be whole."""
    database = Database(url)
    try:
        found = []
        for number in range(1, n_tables + 1):
            _, records, damage = Stream(database, f"table-{number}").read()
            assert damage == ""
            found.append(records)
        return found
    finally:
        database.close()
