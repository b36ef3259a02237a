"""Devices of a workshop, without a network: what each sees, and what it can send from what it sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

from httpx2 import Response
from starlette.testclient import TestClient

from game.core.place import Place
from game.workshop.app import application
from game.workshop.database import Database
from game.workshop.room import Room
from game.workshop.site import Site
from game.workshop.table import Table

HERE = "http://192.168.1.5:8000"


class Device:
    """A phone or laptop: it keeps its cookie, and sends the forms of the page that it has open."""

    def __init__(self, server: TestClient, address: str) -> None:
        self.client = TestClient(server.app, base_url=HERE, client=(address, 50_000))
        self.client.portal = server.portal  # one loop for all, as in a server
        self.client.headers["origin"] = HERE
        self.page: Response | None = None

    def open(self, path: str) -> str:
        """Opens a page, and gives what stands on it."""
        self.page = self.client.get(path)
        return self.page.text

    @property
    def status(self) -> int:
        """How the last request was answered."""
        assert self.page is not None
        return self.page.status_code

    @property
    def path(self) -> str:
        """Where the device is now."""
        assert self.page is not None
        return self.page.url.path

    @property
    def text(self) -> str:
        """The words of the open page, without its marks; apostrophes as they are written, not as they are set."""
        assert self.page is not None
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page.text)).replace("\u2019", "'").split())

    def fields(self, action: str) -> dict[str, str]:
        """The hidden fields of a form on the open page."""
        assert self.page is not None
        form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', self.page.text, re.DOTALL)
        assert form is not None, f"no form for {action} on {self.path}"
        return {
            name: unescape(value) for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])
        }

    def fields_at(self, path: str) -> dict[str, str]:
        """The hidden fields of the only form on a page."""
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.open(path)))

    def send(self, action: str, fields: dict[str, str] | None = None, /, **typed: str) -> str:
        """Sends a form of the open page, or one that was open before, with what was typed into it."""
        self.page = self.client.post(action, data={**(self.fields(action) if fields is None else fields), **typed})
        return self.page.text

    # What people do.

    def join(self, code: str, name: str = "") -> None:
        """Comes in by a code, and sits down."""
        self.open(f"/join/{code}")
        self.send("/sit", name=name)

    def dilemmas(self) -> list[str]:
        """The dilemmas on the table."""
        return re.findall(r'href="/table/decide/(\w+)"', self.open("/table"))

    def options(self, dilemma: str) -> list[str]:
        """The options that can be taken."""
        found = re.findall(r'<input type="radio"[^>]*value="(\w+)"([^>]*)>', self.open(f"/table/decide/{dilemma}"))
        return [option for option, rest in found if "disabled" not in rest]

    def decide(self, which: int = 0) -> None:
        """Decides every dilemma on the table."""
        for dilemma in self.dilemmas():
            options = self.options(dilemma)
            self.send("/table/do/choose", option=options[which % len(options)])

    def attend(self, token: str, **whom: str) -> None:
        """Places a token."""
        self.open("/table/attention")
        form = self.fields("/table/do/attend")
        self.send("/table/do/attend", {**form, "token": token}, **whom)

    def end(self) -> None:
        """Ends the quarter."""
        self.open("/table/end")
        self.send("/table/do/end")

    def act(self, act: str, at: str = "/console", /, **typed: str) -> None:
        """Does something as the facilitator."""
        self.open(at)
        self.send(f"/console/do/{act}", {"form_token": self.fields(f"/console/do/{act}")["form_token"]}, **typed)


class Workshop:
    """A workshop that runs, and its devices."""

    def __init__(self, server: TestClient, site: Site) -> None:
        self.server = server
        self.site = site
        self.room: Room = site.room

    def device(self, address: str = "192.168.1.9") -> Device:
        """A device that has not come in yet, and has an address, which several may share."""
        return Device(self.server, address)

    def seated(self, name: str = "") -> Device:
        """A device at a table of its own."""
        device = self.device()
        device.join(self.room.code, name)
        assert device.path == "/table"
        return device

    def facilitator(self) -> Device:
        """The facilitator's laptop, at the console."""
        device = self.device()
        device.open("/console")
        device.send("/console/enter", key=self.room.facilitator_key)
        assert device.status == 200
        return device

    def table(self, number: int = 1) -> Table:
        """A table by its number."""
        return self.room.tables[f"table-{number}"]


def url_of(folder: Path) -> str:
    """The address of a database in a folder."""
    return f"sqlite:///{folder / 'workshop.db'}"


@contextmanager
def running(place: Place, url: str, seed: int = 5, *, is_shared: bool | None = None, file: str = "") -> Iterator[Workshop]:
    """A workshop, begun or gone on with."""
    database = Database(url, is_shared=is_shared)
    try:
        room = Room.opened(database, place, seed, file=file)
        app, site = application(room, [HERE])
        with TestClient(app) as server:
            yield Workshop(server, site)
    finally:
        database.close()
