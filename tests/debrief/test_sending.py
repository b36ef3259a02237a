"""Sending records to a store that does its worst."""

from __future__ import annotations

import base64
import gzip
import json
import socket
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from game.debrief import sending
from game.debrief.sending import SendFault, Store, send

STATEMENTS = [{"id": f"{number:08}-0000-5000-8000-000000000000"} for number in range(250)]


@dataclass
class Told:
    """What a store was asked, and what it answers: a status and a body; without a body, the ids it was sent."""

    status: int = 200
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str], list[dict[str, Any]]]] = field(default_factory=list)


@contextmanager
def store(told: Told) -> Iterator[str]:
    """A store on this machine that answers as told."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.requests.append((self.path, dict(self.headers), sent))
            body = json.dumps([one["id"] for one in sent]).encode() if told.body is None else told.body
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/xAPI"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_all_are_sent_in_batches() -> None:
    """Every statement arrives once and in order, with the version's header and the name and password asked for."""
    told = Told()
    with store(told) as url:
        assert send(Store(f"{url}/", "ann", "pa:ss"), STATEMENTS) == len(STATEMENTS)
    assert [one for _, _, sent in told.requests for one in sent] == STATEMENTS
    assert max(len(sent) for _, _, sent in told.requests) == sending.AT_ONCE
    path, headers, _ = told.requests[0]
    assert path == "/xAPI/statements"
    assert headers["X-Experience-API-Version"] == "1.0.3"
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"ann:pa:ss").decode()


def test_a_store_that_has_them_already() -> None:
    """No content is how some stores say that they had all of it."""
    with store(Told(204, b"")) as url:
        assert send(Store(url), STATEMENTS[:3]) == 3


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, b"<html>Welcome</html>", "not as a learning record store does"),
        (200, b'["another-id"]', "not as a learning record store does"),
        (301, b"", "elsewhere"),
        (400, b"no\x1b[2J verb\n\nat 0", "not valid"),
        (401, b"", "name and password"),
        (403, b"", "right to"),
        (404, b"", "/statements"),
        (409, b"differs", "holds another statement"),
        (418, b"", "HTTP 418"),
        (429, b"", "few minutes"),
        (503, b"", "HTTP 503"),
    ],
)
def test_refusals_are_plain(status: int, body: bytes, words: str) -> None:
    """Whatever a store answers, it is told in words, on one line that a terminal can show."""
    with store(Told(status, body, {"Location": "https://elsewhere.example"})) as url, pytest.raises(SendFault) as caught:
        send(Store(url, "ann", "secret"), STATEMENTS[:2])
    said = str(caught.value)
    assert words in said
    assert said.isprintable()
    assert "secret" not in said


def test_an_endless_answer_is_not_read() -> None:
    """An answer longer than any store's is cut off."""
    with store(Told(200, b"[" * (sending.MOST_ANSWER + 2))) as url, pytest.raises(SendFault, match="answered with more than"):
        send(Store(url), STATEMENTS[:1])


def test_an_answer_that_unpacks_without_end_is_not_unpacked() -> None:
    """What a store has packed, twice over, costs no more memory than what it sent."""
    endless = gzip.compress(gzip.compress(bytes(50_000_000)))
    told = Told(200, endless, {"Content-Encoding": "gzip, gzip"})
    tracemalloc.start()
    try:
        with store(told) as url, pytest.raises(SendFault, match="not as a learning record store"):
            send(Store(url), STATEMENTS[:1])
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert told.requests[0][1]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"])
def test_a_store_that_says_a_little_again_and_again(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting has an end also where no single step takes long: within the head of an answer, and within its body."""
    monkeypatch.setattr(sending, "LONGEST", 0.5)
    is_over = threading.Event()

    def drip(listening: socket.socket) -> None:
        one, _ = listening.accept()
        with one, suppress(OSError):
            one.sendall(said)
            while not is_over.wait(0.05):
                one.sendall(b"H")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        dripping = threading.Thread(target=drip, args=(listening,))
        dripping.start()
        try:
            with pytest.raises(SendFault, match="did not answer"):
                send(Store(f"http://127.0.0.1:{listening.getsockname()[1]}/xAPI"), STATEMENTS[:1])
        finally:
            is_over.set()
            dripping.join()


def test_a_redirect_carries_no_password() -> None:
    """A store that points elsewhere is not followed."""
    other = Told()
    with store(other) as elsewhere, store(Told(307, b"", {"Location": elsewhere})) as url, pytest.raises(SendFault):
        send(Store(url, "ann", "secret"), STATEMENTS[:1])
    assert other.requests == []


def test_an_address_where_nothing_listens_is_told_as_such() -> None:
    """An address at which nothing listens is told as such."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(SendFault, match="could not be reached"):
            send(Store(f"http://127.0.0.1:{port}/xAPI"), STATEMENTS[:1])


def test_a_store_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting has an end."""
    monkeypatch.setattr(sending, "SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(SendFault, match="did not answer"):
            send(Store(f"http://127.0.0.1:{silent.getsockname()[1]}/xAPI"), STATEMENTS[:1])


@pytest.mark.parametrize(
    "url",
    ["", "records.example/xAPI", "ftp://records.example", "file:///etc/passwd", "http://", "https://ann:secret@records.example",
     "https://records.example/xAPI?key=1", "http://[::bad", "http://records.example/xAPI"],
)  # fmt: skip
def test_addresses_that_are_refused(url: str) -> None:
    """What is no address, or would tell a password on the way, is refused before anything is sent."""
    with pytest.raises(SendFault) as caught:
        send(Store(url, "ann", "hidden"), STATEMENTS[:1])
    assert "hidden" not in str(caught.value)
    assert "Expected:" in str(caught.value)
