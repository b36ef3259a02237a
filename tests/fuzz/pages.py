"""A workshop's forms and addresses, asked as a browser would, without a network between."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message

from game.workshop.app import application
from game.workshop.console import Console
from game.workshop.database import Database
from game.workshop.deed import DEEDS
from game.workshop.front import Whereabouts
from game.workshop.keys import COOKIE, Allowance, for_console, new_key
from game.workshop.room import FACILITATOR, Room
from game.workshop.seat_deed import DEEDS as SEAT_DEEDS
from game.workshop.site import Site
from tests.fuzz.target import expect
from tests.places.laboratory import laboratory

HERE = "127.0.0.1:8000"
MOST_RECORDS = 60
"""Records of a table after which the workshop is begun anew, so that an input depends on little that came before."""


@dataclass
class Asked:
    """A workshop with a table and a facilitator, asked on a loop of its own."""

    app: ASGIApp
    site: Site
    loop: asyncio.AbstractEventLoop
    seat: str
    key: str
    folder: tempfile.TemporaryDirectory[str]
    at: str = ""

    @classmethod
    def begun(cls, loop: asyncio.AbstractEventLoop, *, is_round: bool) -> Asked:
        """A workshop whose first quarter is open: a team at its table, or a seat of a round table."""
        folder = tempfile.TemporaryDirectory(prefix="wholeplace-fuzz-")
        room = Room.opened(Database(f"sqlite:///{Path(folder.name) / 'workshop.db'}"), laboratory(), 7)
        app, site = application(room, [f"http://{HERE}"])
        endless = Allowance(10**9, 1e9, n_kept=10)
        site.posts = site.guesses = site.strangers = site.crowd = site.begun = site.begun_there = site.begun_by_all = endless
        asked = cls(app, site, loop, new_key(), new_key(), folder)
        room.hand(for_console(asked.key), FACILITATOR)
        if is_round:
            asked.send("/console/do/kind", asked.key, kind="round")
            asked.send("/sit", asked.seat, code=room.code)
            asked.send("/chairs/take", asked.seat, seat="1")
        else:
            room.hand(asked.seat, room.seat("Fuzz").id)
        room.do("open", round=1, until=None)
        return asked

    @property
    def is_as_begun(self) -> bool:
        """Whether the device still has its seat, and little has been decided."""
        tables = list(self.site.room.tables.values())
        at = self.site.room.holder(self.seat)
        return at == self.at and bool(tables) and tables[0].log.last < MOST_RECORDS

    def send(self, path: str, key: str, **fields: str) -> None:
        """Sends a form that has to be done."""
        token = self.site.room.keyring.form_token(key)
        status, _, body = self.ask("POST", path, b"", key, urlencode({**fields, "form_token": token}).encode())
        assert status == 303, body

    def ask(self, method: str, path: str, query: bytes, key: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        """The answer to a request: its status, headers and body. Raises what the application lets escape."""
        return self.loop.run_until_complete(self._asked(method, path, query, key, body))

    async def _asked(self, method: str, path: str, query: bytes, key: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        headers = {"host": HERE, "cookie": f"{COOKIE}={self.site.room.keyring.seal(key)}", "origin": f"http://{HERE}"}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.1"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(errors="replace"),
            "query_string": query,
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000),
        }
        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
        said: list[Message] = []

        async def receive() -> Message:
            return waiting.pop(0) if waiting else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            said.append(message)

        await self.app(scope, receive, send)
        start = next(one for one in said if one["type"] == "http.response.start")
        whole = b"".join(one.get("body", b"") for one in said if one["type"] == "http.response.body")
        return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, whole

    def end(self) -> None:
        """Lets the workshop go."""
        self.site.workers.shutdown()
        self.site.drawers.shutdown()
        self.site.room.database.close()
        self.folder.cleanup()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


_NOW: dict[bool, Asked] = {}


def _workshop(path: str) -> Asked:
    """The workshop that an address is of: one of round tables for those of seats."""
    is_round = path.startswith(("/seat", "/chairs"))
    now = _NOW.get(is_round)
    if now is not None and now.is_as_begun:
        return now
    if now is not None:
        now.end()
    now = _NOW[is_round] = Asked.begun(_loop(), is_round=is_round)
    now.at = now.site.room.holder(now.seat)
    return now


def let_go() -> None:
    """Ends the workshops that are being asked."""
    while _NOW:
        _NOW.popitem()[1].end()


def _holds(path: str, status: int, headers: dict[str, str], body: bytes) -> None:
    expect(status < 500, f"{path} answered {status}")
    expect("default-src 'none'" in headers.get("content-security-policy", ""), f"{path} has no policy")
    expect(b"Traceback" not in body, f"{path} shows a traceback")
    expect(status < 400 or len(body) > 20, f"{path} answered {status} without words")


def form(data: bytes) -> None:
    """A form with anything in it is answered in words: done, or refused, never a fault of ours."""
    head, _, body = data.partition(b"\n")
    path = "/" + head.decode(errors="replace").lstrip("/")
    asked = _workshop(path)
    key = asked.key if path.startswith("/console") else asked.seat
    token = urlencode({"form_token": asked.site.room.keyring.form_token(key)}).encode()
    status, headers, found = asked.ask("POST", path, b"", key, body + b"&" + token)
    _holds(path, status, headers, found)


def form_seeds() -> Iterable[bytes]:
    """A form of each kind, with the fields that a page would send."""
    yield b"/join\ncode=123456"
    yield b"/sit\ncode=123456&name=Ann&again=new"
    yield b"/console/enter\nkey=abc"
    at = b"turn=1&n=0&was=&decided=%3B&at=1&"
    for deed in DEEDS:
        yield f"/table/do/{deed}\n".encode() + at + b"dilemma=pitch&option=families&token=see&with=police&and=health&slot=0"
    for deed in SEAT_DEEDS:
        yield (
            f"/seat/do/{deed}\n".encode()
            + b"turn=1&dilemma=pitch&option=families&to=police&what=words&share=0.5&text=Hello&due=2"
        )
    for chair in ("take", "watch", "over", "hand-back", "leave"):
        yield f"/chairs/{chair}\nseat=2".encode()
    yield b"/table/reflect\nquestion=1&text=Hello"
    for act in _acts():
        yield (
            f"/console/do/{act}\n".encode()
            + b"table=table-1&minutes=5&text=Hello&title=News&inject=&step=1&is=yes&name=A&shown=1"
        )


def _acts() -> tuple[str, ...]:
    return tuple(Console(_workshop("/console").site)._acts)


def address(data: bytes) -> None:
    """Any address is answered: with a page, or with a sentence that nothing is here."""
    head, _, query = data.partition(b"?")
    path = "/" + head.decode(errors="replace").lstrip("/")
    asked = _workshop(path)
    key = asked.key if path.startswith("/console") else asked.seat
    status, headers, found = asked.ask("GET", path, query, key)
    if status != 204:
        _holds(path, status, headers, found)


def address_seeds() -> Iterable[bytes]:
    """An address of each kind."""
    for path in ("", "join/123456", "clock", "console", "console/live?known=0", "console/table/table-1", "console/compare"):
        yield f"/{path}".encode()
    for path in (
        "story",
        "decide/pitch",
        "attention",
        "end",
        "result/1",
        "partners",
        "partners/1",
        "promises",
        "money",
        "history",
    ):
        yield f"/table/{path}".encode()
    for path in ("", "/debrief", "/devices", "/compare", "/why/trust/1?of=1.2", "/why/energy/0", "/live?known=3"):
        yield f"/table{path}".encode()
    for path in (
        "",
        "/chairs",
        "/brief",
        "/pledge",
        "/sharing",
        "/ready",
        "/promises",
        "/vote/pitch",
        "/why/trust/1?of=1",
        "/devices",
    ):
        yield f"/seat{path}".encode()
    yield from (b"/console/projector", b"/static/workshop.css", b"/static/../app.py", b"/table/partners/" + b"9" * 30)
    yield from (b"/table/result/" + b"9" * 5_000, b"/table/why/energy/" + b"9" * 5_000)


def words() -> Iterable[str]:
    """The words of addresses and forms."""
    yield from (
        f"{name}="
        for name in [
            "table",
            "turn",
            "n",
            "option",
            "dilemma",
            "token",
            "with",
            "and",
            "slot",
            "at",
            "was",
            "decided",
            "name",
            "step",
            "minutes",
            "text",
        ]
    )
    yield from [
        "%00",
        "%ff",
        "%0a",
        "%e2%80%ae",
        "+",
        "&",
        "=",
        "/table/",
        "/console/do/",
        "..",
        "9999999999999999999",
        "-1",
        "table-1",
        "see",
        "rest",
        "broker",
        "promise",
    ]


@cache
def _whereabouts() -> Whereabouts:
    folder = tempfile.mkdtemp(prefix="wholeplace-fuzz-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = Database(f"sqlite:///{Path(folder) / 'workshop.db'}")
    room = Room.opened(database, laboratory(), 7)
    found = Whereabouts(database, room.keyring, 3)
    atexit.register(found.close)
    return found


def head(data: bytes) -> None:
    """The first bytes of a connection lead to one of the processes, or to whichever is free."""
    number = _whereabouts()(data)
    expect(number is None or 0 <= number < 3, "there is no such process")


def head_seeds() -> Iterable[bytes]:
    """Requests as browsers send them, and what is none."""
    yield b"GET /table HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nCookie: wholeplace=abc.def\r\n\r\n"
    yield b"POST /table/do/end HTTP/1.1\r\ncookie: a=b; wholeplace=abc; c=d\r\nContent-Length: 2\r\n\r\na="
    yield from (b"", b"\r\nCookie: " * 90, b"\x16\x03\x01\x02\x00", b"\r\nCookie:" + b"wholeplace=" * 90)


def head_words() -> Iterable[str]:
    """What such a head is made of."""
    yield from ("\r\nCookie: ", "\r\ncookie:", "wholeplace=", "; ", ".", "\r\n\r\n", "GET / HTTP/1.1", "%00", "=")
