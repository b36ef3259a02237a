"""Several processes that answer at one address, and the one that starts them, and starts one again that has died."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final

from game.workshop import front
from game.workshop.analyses import Shared
from game.workshop.patience import make_room
from game.workshop.room import Room

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from game.workshop.server import Workshop

PATIENCE: Final = 10.0
"""Seconds in which they have to stop when they are told to."""

LONGEST_REST: Final = 15.0
"""Seconds from one begin of a process to its next at most, where it dies each time, as without its database."""

_LIVED: Final = 30.0
"""Seconds after which whoever dies is not held to have died of its beginning."""

LONGEST_BEGIN: Final = 60.0
"""Seconds after which a workshop is told of also where one of its processes does not answer yet: others may, and be enough."""

_OFTEN: Final = 0.05
"""Seconds between two looks at whether all answer."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one of several processes answers: the connections that come through `channel`, or, without one, any at `listening`.

    Its number is `number` of `n`, from 0. At the line `analyst` it asks for the analysis of games that are over. At `answers` it
    says when it does.
    """

    number: int
    n: int
    listening: socket.socket
    analyst: Connection
    answers: Connection
    channel: socket.socket | None = None


def run(workshop: Workshop, room: Room, listening: socket.socket, where: list[str], n: int, begun: Callable[[], None]) -> None:
    """Has a number of processes answer at a socket until this one is told to stop, and ends as one that answers itself does.

    Arguments:
        workshop: what they serve.
        room: the same, as it is open here.
        listening: the socket, bound and listening.
        where: the addresses to tell.
        n: how many.
        begun: called once, when all of them answer.
    """
    told, by = threading.Event(), list[int]()

    def stop(number: int, _: object) -> None:
        by.append(number)
        told.set()

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    crew = _Crew(workshop, listening, where, n)
    try:
        _begin(crew, told, begun)
        if front.IS_POSSIBLE:
            _at_the_door(crew, room, told)
        while not told.is_set():
            told.wait(0.5)
            crew.mend()
    finally:
        crew.end()
        room.database.close()
        for one, handler in before.items():
            signal.signal(one, handler)
    for number in by[:1]:
        signal.raise_signal(number)  # of which whoever started it reads that it was stopped, and how


def _begin(crew: _Crew, told: threading.Event, begun: Callable[[], None]) -> None:
    """Waits until all answer: whoever opens an address that is told is not to wait for what makes pages to be read in."""
    end = time.monotonic() + LONGEST_BEGIN
    while not (crew.has_begun or told.wait(_OFTEN) or time.monotonic() > end):
        crew.mend()
    if not told.is_set():
        begun()


def _at_the_door(crew: _Crew, room: Room, told: threading.Event) -> None:
    make_room(front.MOST_WAITING)
    which = front.Whereabouts(room.database, room.keyring, len(crew.processes))
    door = front.Front(crew.listening, which)
    try:
        while not told.is_set():
            door.turn(crew.channels, 0.5)
            crew.mend()
    finally:
        door.close()
        which.close()


class _Crew:
    """The processes that answer."""

    def __init__(self, workshop: Workshop, listening: socket.socket, where: list[str], n: int) -> None:
        self.listening = listening
        self._workshop, self._where, self._n = workshop, where, n
        # Begun anew, not forked: a fork would share connections to the database.
        self._context = multiprocessing.get_context("spawn")
        self.processes: list[BaseProcess] = []
        self.channels: list[socket.socket] = []
        self._answers: list[Connection] = []
        self._begun_at = [0.0] * n
        self._rests = [0.0] * n
        self._analyst = Shared(workshop.place)
        for number in range(n):
            self._begin(number)

    def _begin(self, number: int) -> None:
        ours: socket.socket | None = None
        theirs: socket.socket | None = None
        if front.IS_POSSIBLE:
            ours, theirs = socket.socketpair()
            ours.settimeout(0)
        analyst, (heard, answers) = self._analyst.line(), self._context.Pipe(duplex=False)
        share = Share(number, self._n, self.listening, analyst, answers, theirs)
        process = self._context.Process(target=_answer, args=(self._workshop, share, self._where), name=f"workshop-{number}")
        process.start()
        analyst.close()  # ours of it: when the process ends, the line does
        answers.close()
        for before in self._answers[number : number + 1]:
            before.close()
        self._answers[number : number + 1] = [heard]
        self._begun_at[number] = time.monotonic()
        self.processes[number : number + 1] = [process]
        if ours is not None and theirs is not None:
            theirs.close()
            self.channels[number : number + 1] = [ours]

    @property
    def has_begun(self) -> bool:
        """Whether every process is alive and has said that it answers. Of one that has died the line can be read as well."""
        return all(process.is_alive() and line.poll() for process, line in zip(self.processes, self._answers, strict=True))

    def mend(self) -> None:
        """Starts each process again that has died: at once, and after ever longer waits if it keeps dying soon."""
        for number, process in enumerate(self.processes):
            since = time.monotonic() - self._begun_at[number]
            if process.is_alive() or since < self._rests[number]:
                continue
            self._rests[number] = 1.0 if since > _LIVED else min(2.0 * self._rests[number] or 1.0, LONGEST_REST)
            for channel in self.channels[number : number + 1]:
                channel.close()
            self._begin(number)

    def end(self) -> None:
        """Ends them."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.join(PATIENCE)
            process.kill()
        for channel in self.channels:
            channel.close()
        for line in self._answers:
            line.close()
        self._analyst.close()


def _answer(workshop: Workshop, share: Share, where: list[str]) -> None:
    from game.translation.catalogue import speak_as_told
    from game.workshop.answering import answer

    # Ctrl-C reaches every process of a terminal; this one stops when it is told to by the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    speak_as_told()
    answer(workshop.opened(), share.listening, where, share)


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone: it would hold the address, and nobody could stop it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
