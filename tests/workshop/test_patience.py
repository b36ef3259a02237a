"""Connections that never ask for anything, or never finish asking, take nobody's place for long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from game.workshop import patience
from game.workshop.patience import Patient, make_room


async def _slowly(_: Request) -> PlainTextResponse:
    await asyncio.sleep(0.3)
    return PlainTextResponse("slowly")


async def asked(sent: bytes, then: Callable[[asyncio.StreamWriter], None] = lambda _: None) -> bytes:
    """What a server answers to these bytes, up to where it closes the connection, or two seconds."""
    config = uvicorn.Config(
        Starlette(routes=[Route("/", _slowly)]), http=Patient, port=0, log_level="critical", lifespan="off", timeout_keep_alive=1
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    await writer.drain()
    then(writer)
    found = await asyncio.wait_for(reader.read(), 4)
    writer.close()
    server.should_exit = True
    await serving
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
