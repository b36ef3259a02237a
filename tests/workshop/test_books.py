"""Games that are over are analysed by a process of its own, which steps aside."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from game.debrief.analysis import MOST_TRIED, analyse
from game.play.session import Session
from game.translation import speak
from game.translation.catalogue import PSEUDO, VARIABLE, choose
from game.translation.pseudo import FIRST
from game.workshop.books import Analyst
from game.workshop.stream import Stream
from game.workshop.table import close_quarter
from tests.places.tiny import tiny
from tests.workshop.devices import Workshop, running, url_of

pytestmark = pytest.mark.slow


def is_over_at(workshop: Workshop) -> Session:
    """The game of a table that has played its programme to the end."""
    workshop.seated("")
    table = workshop.table(1)
    while not table.session.is_over:
        assert table.act(None, close_quarter) is None
    return table.session


def test_a_table_that_asks_is_told_by_the_process_that_steps_aside(tmp_path: Path) -> None:
    """It tells the analysis of the table's game, to the last digit; its priority is the lowest, and it ends with the room."""
    with running(tiny(turns=2), url_of(tmp_path)) as workshop:
        session, books = is_over_at(workshop), workshop.site.books
        facilitator, device = workshop.facilitator(), workshop.device()
        device.join(workshop.table(1).code)
        for step in range(1, len(workshop.room.steps) + 1):
            facilitator.act("reveal", step=str(step))
        device.open("/table/debrief")
        assert device.status == 200
        process = books._analyst._process
        assert process is not None
        assert process.pid not in (None, os.getpid())
        if sys.platform != "win32":
            assert os.getpriority(os.PRIO_PROCESS, process.pid or 0) == 19
        assert repr(workshop.table(1).found) == repr(analyse(session, n_tried=MOST_TRIED))
    process.join(10)
    assert process.exitcode is not None


def test_the_process_speaks_the_language_of_the_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it finds is told in the language that was chosen before it began."""
    monkeypatch.setenv(VARIABLE, "")
    place = tiny(turns=2)
    try:
        choose(PSEUDO)
        with running(place, url_of(tmp_path)) as workshop:
            session = is_over_at(workshop)
            records = Stream(workshop.room.database, workshop.table(1).log.name).read()[1]
            found = workshop.site.books._analyst.found(session.seed, records, session.state.digest())
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
