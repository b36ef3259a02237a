"""Nothing hidden, and nothing of another's own, shows in any response to a team or a seat, whatever it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from game.core.state import State
from game.debrief.analysis import analyse
from game.play.session import Session
from game.workshop.table import close_quarter
from tests.briefing.test_seats import disturbed
from tests.places.hidden import in_public, moved
from tests.places.tiny import tiny
from tests.workshop.devices import Device, Workshop, running, url_of
from tests.workshop.table import open_round, ready, seated, vote

PAGES = (
    "", "/partners", "/partners/0", "/partners/1", "/partners/2", "/promises", "/money", "/history", "/devices", "/debrief",
    "/result/1", "/result/2", "/why/energy/2", "/why/trust/2?of=1.0", "/why/trust/2?of=2.1", "/why/cover/2?of=1",
    "/why/budget/2?of=2", "/why/stated/2?of=3", "/why/practice/2?of=1.2", "/attention", "/story", "/end", "/brief", "/pledge",
    "/sharing", "/ready", "/chairs", "/seen", "/asked/cover/2?of=1", "/asked/trust/3?of=2.1", "/asked/budget/2?of=2", "/ways",
)  # fmt: skip


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Workshop]:
    """A workshop of a place where all that is offered hangs on what everybody sees."""
    with running(in_public(), url_of(tmp_path)) as found:
        yield found


def bytes_of(device: Device, base: str) -> list[tuple[int, dict[str, str], bytes]]:
    """Every page that there is, and some that there are not, as a device gets them, to the byte."""
    answers = [device.client.get(f"{base}{path}") for path in PAGES]
    return [(answer.status_code, dict(answer.headers), answer.content) for answer in answers]


def disturb(session: Session, seat: int) -> None:
    """Makes everything else that a seat cannot see: all that is hidden, and all others' own, in every state and ledger."""
    others = [number for number in range(len(session.place.agencies)) if number != seat]
    changed: dict[int, State] = {}

    def other(state: State) -> State:
        return changed.setdefault(id(state), disturbed(state, others))

    session._views.clear()
    session.states = [other(state) for state in session.states]
    session.ledgers = [replace(one, before=other(one.before), after=other(one.after)) for one in session.ledgers]


def test_nothing_that_a_team_cannot_see_changes_a_byte(public: Workshop) -> None:
    """Every hidden variable and every partner's own may be anything: a team is answered the same."""
    facilitator, mine = public.facilitator(), public.seated("Mine")
    facilitator.act("open", all="yes")
    for _ in range(2):
        mine.decide()
        mine.end()
    table = public.table()
    table.pages.clear()
    before = bytes_of(mine, "/table")
    assert sum(status == 200 for status, _, _ in before) > 15
    disturb(table.session, table.session.place.lead)
    table.pages.clear()
    assert bytes_of(mine, "/table") == before
    table.session.states = [moved(state, "energy") for state in table.session.states]
    table.session._views.clear()
    table.pages.clear()
    assert bytes_of(mine, "/table") != before


@pytest.mark.parametrize("role", ["decides", *(pytest.param(role, marks=pytest.mark.slow) for role in ("mirrors", "watches"))])
def test_nothing_that_a_seat_cannot_see_changes_a_byte(public: Workshop, role: str) -> None:
    """The same for whoever decides for a seat, mirrors it or watches, with what other seats have decided and promised besides."""
    facilitator = open_round(public)
    lead, mine, other = seated(public, 0, 1, 2)
    facilitator.act("open", all="yes")
    for _ in range(2):
        for device in (lead, mine, other):
            vote(device)
            ready(device)
    table, seen = public.table(), mine
    if role == "mirrors":
        code = re.search(r'class="code">(\d+ \d+)', mine.open("/seat/devices"))
        assert code is not None
        seen = public.device()
        seen.open(f"/join/{code[1].replace(' ', '')}")
        seen.send("/sit")
    elif role == "watches":
        seen = public.device()
        seen.open(f"/join/{public.room.code}")
        seen.send("/sit")
        seen.send("/chairs/watch")
    table.pages.clear()
    before = bytes_of(seen, "/seat")
    assert sum(status == 200 for status, _, _ in before) > 12
    vote(other, 1)
    other.open("/seat/pledge")
    other.send("/seat/do/pledge", share="1")
    other.open("/seat/promises")
    other.send("/seat/do/give-word", to=table.session.place.agency_ids[0], what="words", text="Between us two", due="4")
    assert other.status == 200
    assert "Between us two" in lead.open("/seat/promises")
    disturb(table.session, -1 if role == "watches" else 1)
    table.pages.clear()
    assert bytes_of(seen, "/seat") == before
    if role != "watches":
        table.session.states = [moved(state, "budget", (1,)) for state in table.session.states]
        table.session._views.clear()
        table.pages.clear()
        assert bytes_of(seen, "/seat") != before


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["team", "seat"])
def test_the_end_shows_nothing_hidden_until_the_books_are_open(kind: str, tmp_path: Path) -> None:
    """When the programme is over its pages are as it ended; all that was hidden shows when all of the debrief is open."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop) if kind == "seat" else workshop.facilitator()
        seat, base = (1, "/seat") if kind == "seat" else (tiny().lead, "/table")
        mine = seated(workshop, seat)[0] if kind == "seat" else workshop.seated("Mine")
        facilitator.act("open", all="yes")
        table = workshop.table()
        while not table.session.is_over:
            assert table.act(None, close_quarter) is None
        session, table.found = table.session, analyse(table.session, n_futures=2)
        table.pages.clear()
        before = bytes_of(mine, base)
        assert sum(status == 200 for status, _, _ in before) > 12
        assert "The leader's commitment" not in mine.open(f"{base}/partners/2")
        disturb(session, seat)
        table.pages.clear()
        assert bytes_of(mine, base) == before
        for step in range(1, len(workshop.room.steps) + 1):
            facilitator.act("reveal", step=str(step))
        assert "The leader's commitment" in mine.text + mine.open(f"{base}/partners/2").replace("\u2019", "'")
