"""Several processes that answer at one address, and the one that starts them, and starts one again that has died."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from game.workshop.server import Workshop

MOST: Final = 16
"""Processes of one workshop."""

PATIENCE: Final = 10.0
"""Seconds in which they have to stop when they are told to."""


def run(workshop: Workshop, listening: socket.socket, where: list[str], n: int) -> None:
    """Has a number of processes answer at a socket until this one is told to stop.

    Arguments:
        workshop: what they serve.
        listening: the socket, bound and listening.
        where: the addresses to tell.
        n: how many.
    """
    # Begun anew, not forked: a fork would share connections to the database.
    context = multiprocessing.get_context("spawn")
    told = threading.Event()

    def begun() -> BaseProcess:
        process = context.Process(target=_answer, args=(workshop, listening, where), name="workshop")
        process.start()
        return process

    before = {one: signal.signal(one, lambda *_: told.set()) for one in (signal.SIGINT, signal.SIGTERM)}
    processes = [begun() for _ in range(n)]
    try:
        while not told.is_set():
            gone = wait([process.sentinel for process in processes], timeout=0.5)
            processes = [begun() if process.sentinel in gone and not told.is_set() else process for process in processes]
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(PATIENCE)
            process.kill()
        for one, handler in before.items():
            signal.signal(one, handler)


def _answer(workshop: Workshop, listening: socket.socket, where: list[str]) -> None:
    from game.translation.catalogue import speak_as_told
    from game.workshop.answering import answer

    # Ctrl-C reaches every process of a terminal; this one stops when it is told to by the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    speak_as_told()
    answer(workshop.opened(), listening, where)


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone: it would hold the address, and nobody could stop it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
