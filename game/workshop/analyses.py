"""The analysis of games that are over, by a process of its own that steps aside: a room goes on answering meanwhile.

Thirty tables that end together are some minutes of work. Done in threads of the server it would take turns with every answer. So
another process does it, one table after another and at the lowest priority, from the table's log; a table whose debrief is asked
for comes next. What that process cannot do (it was ended, or a game is no longer the one in its log) is done here, as before.
Where several processes answer at one address, they have one such process between them, and each game is analysed once.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from game.core.place import Place
from game.play.record import Record
from game.play.session import Session
from game.translation.catalogue import speak_as_told
from game.workshop.sitting import channels
from game.workshop.stream import Stream
from game.workshop.table import still

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from game.debrief.analysis import Debrief
    from game.workshop.site import Site
    from game.workshop.table import Table

BETWEEN: Final = 2.0
"""Seconds between two looks for a game that has ended."""

PATIENCE: Final = 8.0
"""Seconds that a page waits for what is found before it says that it will come by itself; devices give up after twenty."""

_LOOK: Final = 0.2
"""Seconds between two looks whether whoever waits for an answer has been told to stop."""

_MOST_KNOWN: Final = 64
"""Games of which it is kept what was found in them: processes that go through the same tables are at most one or two apart."""

_LEAST: Final = 19
"""How far the process steps aside, as `nice` counts."""

_WINDOWS_IDLE: Final = 0x40
"""The same for Windows: IDLE_PRIORITY_CLASS."""

_LOG: Final = logging.getLogger("wholeplace.workshop")


class Analyses:
    """The analyses of a workshop's finished games: they are made in the background, and kept at each table as `Table.found`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="workshop-analyst")
        self._analyst: Analyst | Elsewhere = Analyst(site.room.place)
        self._turns = asyncio.Lock()
        self._n_asked = 0
        self._waits = set[asyncio.Future[None]]()

    def share(self, line: Connection) -> None:
        """From now on asks an analyst that several processes share, at the other end of a line."""
        self._analyst = Elsewhere(line)

    async def run(self) -> None:
        """Analyses each game that is over, one after another, before anybody asks for it. Runs until it is cancelled."""
        while True:
            await asyncio.sleep(BETWEEN)
            for table in list(self._site.room.tables.values()):
                if self._n_asked:
                    break  # whoever asks comes first
                if table.session.is_over and table.found is None:
                    try:
                        await self._find(table)
                    except Exception:  # noqa: BLE001 - a fault of ours at one table must not keep the others from theirs
                        _LOG.exception("A fault of ours when a game was analysed")
                        await asyncio.sleep(5)

    async def when_opened(self, table: Table) -> None:
        """Waits until a table's game is analysed, if the facilitator has opened anything that needs it."""
        if "results" in self._site.room.opened_steps:
            await self.ready(table)

    async def soon(self, table: Table) -> bool:
        """Waits as `when_opened` does, but PATIENCE seconds at most; whether the analysis is there. If not, it goes on."""
        if "results" not in self._site.room.opened_steps or not table.session.is_over or table.found is not None:
            return True
        wait = asyncio.ensure_future(self.ready(table))
        self._waits.add(wait)
        wait.add_done_callback(self._waits.discard)
        await asyncio.wait({wait}, timeout=PATIENCE)
        if wait.done():
            wait.result()
        return table.found is not None

    async def ready(self, table: Table) -> None:
        """Waits until a table's game is analysed; returns at once while it still runs."""
        self._n_asked += 1
        try:
            if table.session.is_over and table.found is None:
                await self._find(table)
        finally:
            self._n_asked -= 1

    async def _find(self, table: Table) -> None:
        async with self._turns:
            session = still(table.session)
            if table.found is not None or not session.is_over:
                return
            records = await self._site.work(self._records, table.log.name)
            found = await asyncio.get_running_loop().run_in_executor(
                self._thread, self._analyst.found, session.seed, records, session.state.digest()
            )
            if found is None:
                from game.workshop.aftermath import found_in  # what only the end needs

                found = await self._site.draw(found_in, session)
            if table.session.state is session.state:  # it may have gone back meanwhile
                table.found = found
                table.n_written += 1
                self._site.live.tell(table.id, *channels(table))

    def _records(self, name: str) -> list[Record]:
        return Stream(self._site.room.database, name).read()[1]

    def close(self) -> None:
        """Ends the process, whatever it is at."""
        for wait in list(self._waits):
            wait.cancel()
        self._analyst.close()
        self._thread.shutdown(wait=True)


class Analyst:
    """A process that analyses games of one place from their logs, begun when the first is asked for. For one thread at a time."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._is_closed = False

    def found(self, seed: int, records: Sequence[Record], digest: str) -> Debrief | None:
        """What is found in the game that a log tells; None where it cannot be had, or its last state has another digest."""
        try:
            line = self._begun()
            line.send((seed, list(records), digest))
            answer: Any = line.recv()
        except (EOFError, OSError):
            if not self._is_closed:
                _LOG.warning("The process that analyses games ended; this one does its work, and another is begun for the next.")
            self._end()
            return None
        found: Debrief | None = answer
        return found

    def _begun(self) -> Connection:
        if self._line is None:
            # Begun anew, not forked: a fork would share the server's sockets and its connections to the database.
            context = multiprocessing.get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_analyse, args=(theirs, self._place), name="workshop-analyst", daemon=True)
            self._process.start()
            theirs.close()
        if self._is_closed:  # while it was being begun
            raise EOFError
        return self._line

    def _end(self) -> None:
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        if process is not None:
            process.kill()
            process.join()

    def close(self) -> None:
        """Ends the process; whoever waits for it is told None."""
        self._is_closed = True
        process = self._process
        if process is not None and process.is_alive():
            process.kill()


class Elsewhere:
    """An analyst at the other end of a line, shared with other processes. For one thread at a time."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._is_closed = False

    def found(self, seed: int, records: Sequence[Record], digest: str) -> Debrief | None:
        """As `Analyst.found`; None also where nobody is at the other end any more."""
        try:
            self._line.send((seed, list(records), digest))
            while not self._line.poll(_LOOK):
                if self._is_closed:
                    return None
            found: Debrief | None = self._line.recv()
        except (EOFError, OSError):
            return None
        return found

    def close(self) -> None:
        """Lets go of the line; whoever waits for an answer is told None."""
        self._is_closed = True


class Shared:
    """One analyst for several processes, each of which asks at a line of its own: the same game is analysed once."""

    def __init__(self, place: Place) -> None:
        self._analyst = Analyst(place)
        self._turns = threading.Lock()
        self._known: dict[bytes, Debrief] = {}

    def line(self) -> Connection:
        """The other end of a new line, for one process; it is answered until that process is gone."""
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        threading.Thread(target=self._answer, args=(ours,), name="workshop-analyst", daemon=True).start()
        return theirs

    def close(self) -> None:
        """Ends the analyst, whatever it is at."""
        self._analyst.close()

    def _answer(self, line: Connection) -> None:
        with suppress(EOFError, OSError):
            while True:
                line.send(self._found(*line.recv()))

    def _found(self, seed: int, records: list[Record], digest: str) -> Debrief | None:
        game = blake2b(repr((seed, records, digest)).encode(), digest_size=16).digest()
        with self._turns:
            found = self._known.get(game) or self._analyst.found(seed, records, digest)
            if found is not None:
                self._known[game] = found
                if len(self._known) > _MOST_KNOWN:
                    del self._known[next(iter(self._known))]
            return found


def _analyse(line: Connection, place: Place) -> None:
    """What the process does: it answers until the one that began it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal
    step_aside()
    speak_as_told()
    from game.debrief.analysis import MOST_TRIED, analyse

    while True:
        try:
            seed, records, digest = line.recv()
        except (EOFError, OSError):
            return
        session = Session(place, seed)
        found: Debrief | None = None
        try:
            for record in records:
                session.replay(record)
            if session.is_over and session.state.digest() == digest:
                found = analyse(session, n_tried=MOST_TRIED)
        except Exception:  # noqa: BLE001 - the server analyses what this process cannot, and says what is at fault
            found = None
        with suppress(OSError):
            line.send(found)


def step_aside() -> None:
    """Gives this process the lowest priority: it runs where nobody else wants to."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _WINDOWS_IDLE)
    else:
        os.nice(_LEAST)
