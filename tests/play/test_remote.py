"""The line to a workshop, where what answers there does its worst."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

import pytest

from game.play import remote
from game.play.remote import LineDown, ServerLine

HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("said", "drop"),
    [
        (b"", b"H"),
        (HEAD, b"a: b\r\n"),
        (HEAD + b"Content-Length: 1000\r\n\r\n", b"{"),
        (HEAD + b"\r\n", b"{"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_who_says_a_little_again_and_again_keeps_nobody_waiting(
    said: bytes, drop: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer has to be there in time on the whole, also where a part of it comes ever again."""
    monkeypatch.setattr(remote, "LONGEST", 0.4)
    is_over = threading.Event()

    def drip(listening: socket.socket) -> None:
        one, _ = listening.accept()
        with one, suppress(OSError):
            one.sendall(said)
            while not is_over.wait(0.05):
                one.sendall(drop)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        dripping = threading.Thread(target=drip, args=(listening,))
        dripping.start()
        over = threading.Timer(5, is_over.set)
        over.start()
        line = ServerLine(f"http://127.0.0.1:{listening.getsockname()[1]}")
        try:
            with pytest.raises(LineDown, match="does not answer"):
                line.ask("/table/seen")
            assert not is_over.is_set()
        finally:
            over.cancel()
            is_over.set()
            dripping.join()
            line.close()
