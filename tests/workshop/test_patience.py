"""Connections that never ask for anything, or never finish asking, take nobody's place for long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from game.workshop import patience
from game.workshop.patience import Patient, make_room

MUCH = 20_000_000
"""Bytes that no system keeps for whoever does not take them."""


async def _slowly(_: Request) -> PlainTextResponse:
    await asyncio.sleep(0.3)
    return PlainTextResponse("slowly")


async def _much(_: Request) -> Response:
    return Response(b"a" * MUCH)


@asynccontextmanager
async def served() -> AsyncIterator[int]:
    """The port of a server."""
    app = Starlette(routes=[Route("/", _slowly), Route("/much", _much)])
    limits: dict[str, Any] = {"timeout_keep_alive": 1, "timeout_graceful_shutdown": 1}
    config = uvicorn.Config(app, http=Patient, port=0, log_level="critical", lifespan="off", **limits)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await serving


async def asked(sent: bytes, then: Callable[[asyncio.StreamWriter], None] = lambda _: None) -> bytes:
    """What a server answers to these bytes, up to where it closes the connection."""
    async with served() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        await writer.drain()
        then(writer)
        found = b""
        with suppress(ConnectionError):  # that it is broken off is one way of being let go
            async with asyncio.timeout(30):
                while piece := await reader.read(2**16):
                    found += piece
        writer.close()
        return found


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nAccept: ", b"G"])
def test_who_does_not_ask_is_let_go(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that is silent, or stops within the head of a request, is closed when its time is up."""
    monkeypatch.setattr(patience, "LONGEST_SILENCE", 0.15)
    assert asyncio.run(asked(sent)) == b""


def test_who_asks_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a request is whole, its answer may take longer than that."""
    monkeypatch.setattr(patience, "LONGEST_SILENCE", 0.15)
    found = asyncio.run(asked(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
    assert found.startswith(b"HTTP/1.1 200")
    assert found.endswith(b"slowly")


@pytest.mark.slow
def test_who_stops_within_a_second_request_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """So is one that was answered before."""
    monkeypatch.setattr(patience, "LONGEST_SILENCE", 0.15)
    found = asyncio.run(asked(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HT"))
    assert found.count(b"HTTP/1.1 200") == 1


def test_there_is_room_for_as_many_files_as_connections() -> None:
    """The bound on open files is at least what is served at once, where the system permits it."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        make_room(300)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(556, hard if hard > 0 else 556)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_head_without_an_end_is_cut_off() -> None:
    """Whoever sends headers and never a request is told that it is too much, and costs no more memory."""
    found = asyncio.run(asked(b"GET / HTTP/1.1\r\nX: " + b"a" * 2 * patience.MOST_HEAD))
    assert found.startswith(b"HTTP/1.1 431")


def test_a_head_that_comes_in_one_piece_has_the_same_bounds() -> None:
    """So is one that is whole before anybody could look at it."""
    found = asyncio.run(asked(b"GET / HTTP/1.1\r\nX: " + b"a" * 2 * patience.MOST_HEAD + b"\r\n\r\n"))
    assert found.startswith(b"HTTP/1.1 431")


def test_who_asks_without_end_for_more_is_let_go() -> None:
    """Requests by the hundred in one piece are not all remembered."""
    found = asyncio.run(asked(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 1_000))
    assert found.count(b"HTTP/1.1 200") <= 1


def _dripping(drop: bytes) -> Callable[[asyncio.StreamWriter], None]:
    """What goes on sending a little, ever again."""

    def drip(writer: asyncio.StreamWriter) -> None:
        if not writer.is_closing():
            writer.write(drop)
            asyncio.get_running_loop().call_later(0.05, drip, writer)

    return drip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"Content-Length: 100000\r\n\r\n", b"x"),
        (b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"a: b\r\n"),
        (b"\r\n", b"\r\n"),
    ],
)
def test_who_was_answered_and_goes_on_sending_is_let_go(head: bytes, drop: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that nobody reads, whatever follows one, and empty lines without end keep no connection open."""
    monkeypatch.setattr(patience, "LONGEST_SILENCE", 0.4)
    found = asyncio.run(asked(b"GET / HTTP/1.1\r\nHost: a\r\n" + head, _dripping(drop)))
    assert found.count(b"HTTP/1.1 200") == 1


@pytest.mark.slow
@pytest.mark.parametrize(("rest", "is_all"), [(3.0, False), (0.02, True)])
def test_who_does_not_take_what_was_asked_for_is_let_go(rest: float, is_all: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that nobody takes is thrown away with its connection; one that is taken slowly arrives."""
    monkeypatch.setattr(patience, "LONGEST_TAKING", 1.0)

    async def n_taken() -> int:
        async with served() as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /much HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            n = 0
            with suppress(ConnectionError):
                while piece := await asyncio.wait_for(reader.read(2**19), 60):
                    n += len(piece)
                    await asyncio.sleep(rest if n == len(piece) else 0.02)
            writer.close()
            return n

    assert (asyncio.run(n_taken()) > MUCH) == is_all
