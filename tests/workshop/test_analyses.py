"""Games that are over are analysed by a process of its own, which steps aside."""

from __future__ import annotations

import os
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from game.debrief.analysis import MOST_TRIED, Debrief, analyse
from game.play.session import Session
from game.translation import speak
from game.translation.catalogue import PSEUDO, VARIABLE, choose
from game.translation.pseudo import FIRST
from game.workshop import analyses
from game.workshop.analyses import Analyst, Elsewhere, Shared
from game.workshop.stream import Stream
from game.workshop.table import Table, close_quarter
from tests.places.tiny import tiny
from tests.workshop.devices import Device, Workshop, running, url_of
from tests.workshop.senders import PATIENCE, until
from tests.workshop.table import open_round, seated

pytestmark = pytest.mark.slow


COMING = "This comes here by itself in a few seconds."


def is_over_at(workshop: Workshop) -> Session:
    """The game of a table that has played its programme to the end."""
    workshop.seated("")
    return play_to_the_end(workshop.table(1))


def play_to_the_end(table: Table) -> Session:
    """Lets a table's programme end by default."""
    while not table.session.is_over:
        assert table.act(None, close_quarter) is None
    return table.session


def version_of(device: Device) -> str:
    """The version of the open page, by which it knows whether there is something new."""
    assert device.page is not None
    found = re.search(r'data-version="([^"]*)"', device.page.text)
    assert found is not None
    return found[1]


def test_a_table_that_asks_is_told_by_the_process_that_steps_aside(tmp_path: Path) -> None:
    """It tells the analysis of the table's game, to the last digit; its priority is the lowest, and it ends with the room."""
    with running(tiny(turns=2), url_of(tmp_path)) as workshop:
        session = is_over_at(workshop)
        facilitator, device = workshop.facilitator(), workshop.device()
        device.join(workshop.table(1).code)
        for step in range(1, len(workshop.room.steps) + 1):
            facilitator.act("reveal", step=str(step))
        device.open("/table/debrief")
        assert device.status == 200
        analyst = workshop.site.analyses._analyst
        assert isinstance(analyst, Analyst)
        process = analyst._process
        assert process is not None
        assert process.pid not in (None, os.getpid())
        if sys.platform != "win32":
            assert os.getpriority(os.PRIO_PROCESS, process.pid or 0) == 19
        assert repr(workshop.table(1).found) == repr(analyse(session, n_tried=MOST_TRIED))
    process.join(PATIENCE)
    assert process.exitcode is not None


@pytest.mark.parametrize("base", ["/table", "/seat"])
def test_who_asks_before_it_is_found_is_told_that_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    """Nobody waits as long as a device would: the page says so, others are answered, and it is told when it is there."""
    monkeypatch.setattr(analyses, "PATIENCE", 0.2)
    may_find, find = threading.Event(), Analyst.found
    monkeypatch.setattr(Analyst, "found", lambda *given: may_find.wait(PATIENCE) and find(*given))
    with running(tiny(turns=2), url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop) if base == "/seat" else workshop.facilitator()
        device = seated(workshop, 0)[0] if base == "/seat" else workshop.seated("")
        play_to_the_end(workshop.table(1))
        for step in range(1, len(workshop.room.steps) + 1):
            facilitator.act("reveal", step=str(step))
        assert COMING in device.open(f"{base}/debrief")
        device.open(f"{base}/history")
        assert device.status == 200
        before = version_of(device)
        may_find.set()
        assert until(lambda: COMING not in device.open(f"{base}/debrief"))
        assert device.status == 200
        assert version_of(device) != before
        assert repr(workshop.table(1).found) == repr(analyse(workshop.table(1).session, n_tried=MOST_TRIED))


def test_the_process_speaks_the_language_of_the_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it finds is told in the language that was chosen before it began."""
    monkeypatch.setenv(VARIABLE, "")
    place = tiny(turns=2)
    try:
        choose(PSEUDO)
        with running(place, url_of(tmp_path)) as workshop:
            session = is_over_at(workshop)
            records = Stream(workshop.room.database, workshop.table(1).log.name).read()[1]
            # Its own: the workshop's is one thread's at a time, and looks after a while for games that have ended.
            analyst = Analyst(place)
            try:
                found = analyst.found(session.seed, records, session.state.digest())
            finally:
                analyst.close()
            assert found is not None
            assert FIRST in found.gates.text
            assert found.gates.text == analyse(session, n_tried=MOST_TRIED).gates.text
    finally:
        speak(None)


def test_what_the_process_cannot_do_is_told(tmp_path: Path) -> None:
    """Another game than its log's, one that still runs and a process that was killed give nothing; the next one does."""
    place = tiny(turns=2)
    with running(place, url_of(tmp_path)) as workshop:
        session = is_over_at(workshop)
        records = Stream(workshop.room.database, workshop.table(1).log.name).read()[1]
        analyst = Analyst(place)
        try:
            assert analyst.found(session.seed, records, "another state") is None
            assert analyst.found(session.seed, records[:-1], session.state.digest()) is None
            assert analyst._process is not None
            analyst._process.kill()
            analyst._process.join()
            assert analyst.found(session.seed, records, session.state.digest()) is None
            found = analyst.found(session.seed, records, session.state.digest())
            assert found is not None
            assert found.own.headline == session.headline()
        finally:
            analyst.close()


def test_several_processes_have_a_game_analysed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each asks at a line of its own, and is told the same; a process that is gone keeps nobody, and stopping waits for none."""
    place, asked, find = tiny(turns=2), list[Analyst](), Analyst.found

    def counted(analyst: Analyst, *game: Any) -> Debrief | None:
        asked.append(analyst)
        return find(analyst, *game)

    monkeypatch.setattr(Analyst, "found", counted)
    with running(place, url_of(tmp_path)) as workshop:
        session = is_over_at(workshop)
        records = Stream(workshop.room.database, workshop.table(1).log.name).read()[1]
        game = session.seed, records, session.state.digest()
        shared = Shared(place)
        try:
            lines = [Elsewhere(shared.line()) for _ in range(2)]
            with ThreadPoolExecutor(2) as both:
                found = [one.result() for one in [both.submit(line.found, *game) for line in lines]]
            assert repr(found) == repr([analyse(session, n_tried=MOST_TRIED)] * 2)
            assert asked.count(shared._analyst) == 1
            lines[0]._line.close()
            assert repr(lines[1].found(*game)) == repr(found[0])
            assert lines[1].found(session.seed, records[:-1], game[-1]) is None
            # A server whose room is analysed elsewhere asks there, and is told as if it had done it itself.
            workshop.site.analyses.share(shared.line())
            portal = workshop.server.portal
            assert portal is not None
            workshop.table(1).found = None
            portal.call(workshop.site.analyses.ready, workshop.table(1))
            assert repr(workshop.table(1).found) == repr(found[0])
            assert asked.count(shared._analyst) == 2
            with shared._turns, ThreadPoolExecutor(1) as one:
                waiting = one.submit(lines[1].found, *game)
                lines[1].close()
                assert waiting.result(PATIENCE) is None
        finally:
            shared.close()
