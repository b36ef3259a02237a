"""Several processes as they begin: who is told of them when, and one that cannot begin is begun again, ever later."""

from __future__ import annotations

import multiprocessing
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
import pytest

from game.workshop import server
from game.workshop.room import Room
from game.workshop.several import _Crew
from tests.places.tiny import tiny
from tests.workshop.senders import until


class _Late(server.Workshop):
    """A workshop of which the last process to begin opens the room only when a file of that name is there."""

    def opened(self) -> Room:
        """The room."""
        me, go = multiprocessing.current_process().name, Path(self.url.removeprefix("sqlite:///")).with_name("go")
        while me == "workshop-1" and not go.exists():
            time.sleep(0.05)
        return super().opened()


@pytest.mark.slow
def test_nobody_is_told_of_an_address_before_every_process_answers(tmp_path: Path) -> None:
    """While one of them is not open yet, a facilitator reads what is played, and no address; once told, each answers at once."""
    url = f"sqlite:///{tmp_path / 'workshop.db'}"
    code = (
        "import tests.workshop.test_begun as here; from tests.places.tiny import tiny; from game.workshop import server;"
        f"server.serve(here._Late(tiny(), {url!r}, 5), 0, lambda line: print(line, flush=True), host='127.0.0.1', n_processes=2)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            told, end = os.read(process.stdout.fileno(), 10_000), time.monotonic() + 6.0
            while time.monotonic() < end:
                if select.select([process.stdout], [], [], 0.1)[0]:
                    told += os.read(process.stdout.fileno(), 10_000)
            assert b"a workshop for a room of teams" in told
            assert b"http" not in told
            (tmp_path / "go").touch()
            while b"Ctrl-C" not in told:
                told += os.read(process.stdout.fileno(), 10_000)
            address = re.findall(rb"http://127\.0\.0\.1:\d+", told)[0].decode()
            for _ in range(4):
                with httpx2.Client(base_url=address, timeout=2) as client:  # a connection of its own
                    assert client.get("/").status_code == 200
        finally:
            process.send_signal(signal.SIGTERM)


class _Away:
    """A workshop whose database is away."""

    place = tiny()

    def opened(self) -> Room:
        """Ends whoever wants to answer for it."""
        raise SystemExit(1)


@pytest.mark.slow
def test_who_dies_of_its_beginning_is_begun_ever_later() -> None:
    """While the database is away processes are begun again and again, and leave the machine to others in between."""
    away: Any = _Away()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        crew = _Crew(away, listening, [], 1)
        try:
            begun = [crew._begun_at[0]]

            def is_mended() -> bool:
                crew.mend()
                if crew._begun_at[0] != begun[-1]:
                    begun.append(crew._begun_at[0])
                return len(begun) == 4

            assert until(is_mended)
        finally:
            crew.end()
    _, second, third = (after - before for before, after in pairwise(begun))
    assert second >= 1.0
    assert third >= 2.0
    assert crew._rests == [4.0]  # also where one takes longer to die than it rests
