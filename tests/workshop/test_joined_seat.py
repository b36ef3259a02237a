"""A seat of a round table, played in the game's own window or terminal: what it may know, what it decides, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from game.briefing.agency import partnership, sheet
from game.briefing.history import played, series
from game.briefing.money import books
from game.briefing.promises import promises
from game.briefing.quarter import begun, news
from game.briefing.result import result
from game.briefing.round_table import ballots, chairs, default, doing, given, lines, purse, revealed
from game.briefing.scene import scenes
from game.briefing.ties import matrix
from game.core.observe import PUBLIC
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.joined import Joined
from game.play.joined_table import JoinedTable
from game.play.plan import Plan
from game.play.remote import NotSeated
from game.play.seating import ChooseSeat
from game.play.session import Session
from tests.places.tiny import tiny
from tests.workshop.devices import running, url_of
from tests.workshop.joined import joined, look
from tests.workshop.table import LEAD, POLICE, SCHOOLS, came_in, open_round, ready, seated, take, vote


def table_of(session: Joined) -> JoinedTable:
    """The round table as a device knows it."""
    assert isinstance(session.round_table, JoinedTable)
    return session.round_table


def pieces(seat: int, place: Place, turn: int) -> list[Callable[[Session], Any]]:
    """All that a seat is told in a quarter."""
    own: tuple[Callable[..., Any], ...] = (
        begun, scenes, partnership_of, promises, books, played, series, chairs, ballots, purse, lines, given, default,
    )  # fmt: skip
    found: list[Callable[[Session], Any]] = [partial(one, seat=seat) for one in own]
    found += [partial(matrix_of, seat=seat)]
    found += [partial(sheet, number=number, seat=seat) for number in range(len(place.agencies))]
    found += [partial(result, turn=number, seat=seat) for number in range(1, turn)]
    found += [partial(revealed, turn=number, seat=seat) for number in range(1, turn)]
    return found


def partnership_of(session: Session, seat: int) -> Any:
    """Every partner in short."""
    return partnership(session, None, seat)


def matrix_of(session: Session, seat: int) -> Any:
    """Every tie."""
    return matrix(session, None, seat)


@pytest.mark.slow
@pytest.mark.parametrize("seat", [LEAD, POLICE])
def test_a_joined_seat_is_told_what_its_pages_are_told(place: Place, tmp_path: Path, seat: int) -> None:
    """Every piece of its briefing is the same from what was sent as from the game; nothing hidden and no other's books came."""
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        facilitator.act("open", all="yes")
        mine = joined(workshop, place.agency_ids[seat])
        others = seated(workshop, *[one for one in (LEAD, POLICE, SCHOOLS) if one != seat])
        for turn in (1, 2):
            for device in others:
                vote(device, turn)
            others[-1].open("/seat/promises")
            others[-1].send("/seat/do/give-word", to=place.agency_ids[seat], what="sharing", due="3")
            if turn == 1:
                ready(others[0])
                ready(others[1])
                look(mine)
                assert mine.end_turn() is None
        look(mine)
        whole = workshop.table().session
        assert mine.turn == whole.turn == 2
        for piece in pieces(seat, place, 2):
            assert piece(mine) == piece(whole), piece
        assert not set(mine.state) & {name for name, facts in VARIABLES.items() if facts.sight == "hidden"}
        assert [plan for one, plan in table_of(mine).plans.items() if one != place.agency_ids[seat] and not plan.is_empty] == []


def test_a_joined_seat_decides_as_a_page_does(place: Place, tmp_path: Path) -> None:
    """Votes, pledge, sharing, promises and their judgement go to the workshop; all is revealed when the last seat is ready."""
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        police, schools = joined(workshop, "met"), joined(workshop, "schools")
        assert table_of(police).vote("met", "pitch", None) is not None
        facilitator.act("open", all="yes")
        look(police)
        look(schools)
        first = police.place.dilemmas[police.open_dilemmas()[0]]
        mine, theirs = table_of, table_of(schools)
        assert mine(police).vote("met", first.id, first.options[1].id) is None
        assert mine(police).vote("schools", first.id, first.options[1].id) is not None
        assert mine(police).pledge("met", 0.5) is None
        assert mine(police).share("met", {"csc": "opens"}) is None
        assert mine(police).give_word("met", "schools", "pledge", 0.5, 1) is None
        assert mine(police).give_word("met", "schools", "words", "We ring before we call.", 1) is None
        assert mine(police).give_word("met", "schools", "vote", [first.id, first.options[1].id], 1) is None
        assert (refused := mine(police).give_word("met", "met", "sharing", None, 1)) is not None
        assert refused.code == "to_oneself"
        look(schools)
        assert [(promise.kind, promise.status) for promise in table_of(schools).promises] == [
            (one, "open") for one in ("pledge", "words", "vote")
        ]
        assert table_of(schools).judge("schools", 2, is_kept=True) is None
        assert police.end_turn() is None
        assert police.turn == 1
        assert table_of(police).plan("met").is_ready
        assert (refused := table_of(police).pledge("met", 1.0)) is not None
        assert refused.code == "ready"
        look(schools)
        assert table_of(schools).waiting == ["schools"]
        assert table_of(schools).plan("met").is_empty
        assert theirs.rounds == []
        assert schools.end_turn() is None
        look(police)
        assert police.turn == schools.turn == 2
        found = table_of(schools).rounds[0]
        assert found.plans["met"].votes == {first.id: first.options[1].id}
        assert (found.plans["met"].pledge, found.plans["met"].sharing) == (0.5, {"csc": "opens"})
        assert [promise.status for promise in table_of(police).promises] == ["kept"] * 3


@pytest.mark.slow
def test_a_page_tells_what_lapses_also_where_nothing_is_voted_on(tmp_path: Path) -> None:
    """Before its button, which is final, a page that needs no script says what counts for a seat that has decided nothing."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        partner = came_in(workshop)
        take(partner, 1)
        facilitator.act("open", all="yes")
        facilitator.act("close")
        told = " ".join(unescape(partner.open("/seat/ready")).split())
        assert "/seat/vote" not in told
        said = "You have decided nothing this quarter. Your agency gives what it would give by itself, and shares by habit."
        assert told.index(said) < told.index("We have decided")
        partner.open("/seat/pledge")
        partner.send("/seat/do/pledge", share="0.5")
        assert "decided nothing" not in partner.open("/seat/ready")


@pytest.mark.slow
def test_a_seat_waits_while_nothing_can_be_decided(tmp_path: Path) -> None:
    """Nobody is said to decide before the quarter is opened, while the room is paused, or when it waits for the next."""
    place = tiny()
    lead, partner = place.agency_ids[:2]
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        seats = [joined(workshop, lead), joined(workshop, partner), joined(workshop, watches=True)]

        def told() -> list[list[str]]:
            for one in seats:
                look(one)
            return [[doing(one, chair) for chair in chairs(one) if chair.is_person] for one in seats]

        def page() -> str:
            watcher.open("/seat")
            return watcher.text

        watcher = came_in(workshop)
        watcher.send("/chairs/watch")
        assert told() == [["waits", "waits"]] * 3
        facilitator.act("open")
        assert told() == [["decides", "decides"]] * 3
        assert table_of(seats[0]).ready(lead, is_ready=True) is None
        assert told() == [["has decided", "decides"]] * 3
        assert "decides" in page()
        facilitator.act("pause")
        assert told() == [["has decided", "waits"]] * 3
        assert "waits" in page()
        facilitator.act("resume")
        assert seats[1].end_turn() is None
        assert told() == [["waits", "waits"]] * 3
        assert "decides" not in page()


def test_what_is_held_back_shows_nothing_of_the_quarter(place: Place, tmp_path: Path) -> None:
    """Until the facilitator shows it, a joined seat has neither the reveal, the next turn nor what became of a promise."""
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        facilitator.act("open")
        facilitator.act("hold", **{"is": "yes"})
        police = joined(workshop, "met")
        assert table_of(police).give_word("met", "schools", "pledge", 1.0, 1) is None
        assert police.end_turn() is None
        assert workshop.table().session.turn == 2
        look(police)
        assert (police.turn, table_of(police).rounds) == (1, [])
        assert table_of(police).promises[0].status == "open"
        assert police.now.status.title == "The quarter is closed"
        facilitator.act("show")
        look(police)
        assert (police.turn, len(table_of(police).rounds)) == (2, 1)
        assert table_of(police).promises[0].status == "broken"


def test_seats_are_chosen_mirrored_and_handed_over(place: Place, tmp_path: Path) -> None:
    """The room's code asks which seat; a seat's own code mirrors it; who is handed over to a stand-in is told so."""
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        facilitator.act("open")
        with pytest.raises(ChooseSeat, match="say with --seat") as several:
            joined(workshop)
        assert dict(several.value.free)["met"] == place.agencies[POLICE].short
        first = workshop.device()
        police = joined(workshop, "met", device=first)
        with pytest.raises(ChooseSeat, match="no seat that is free"):
            joined(workshop, "met")
        assert joined(workshop, "met", device=first).seat == POLICE
        code = table_of(police).codes["met"]
        mirror = joined(workshop, code=code)
        assert (mirror.seat, table_of(mirror).is_mirror) == (POLICE, True)
        refused = table_of(mirror).pledge("met", 0.5)
        assert refused is not None
        assert refused.code == "mirror"
        facilitator.act("stand-in", "/console/table/table-1", table="table-1", seat="met")
        with pytest.raises(NotSeated, match="no seat there"):
            look(police)
        schools = joined(workshop, "schools")
        look(schools)
        assert not table_of(schools).is_seated("met")


def test_a_joined_watcher_is_told_what_everybody_is_told(place: Place, tmp_path: Path) -> None:
    """What all may see is the same from what was sent as from the game; nothing hidden, nobody's own, and no word between two."""
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        facilitator.act("open", all="yes")
        watching = joined(workshop, watches=True)
        police, schools = joined(workshop, "met"), joined(workshop, "schools")
        look(police)
        assert table_of(police).give_word("met", "schools", "words", "Between us two", 3) is None
        assert table_of(police).pledge("met", 0.5) is None
        assert police.end_turn() is None
        look(watching)
        told = watching.now.model_dump_json()
        assert "Between us two" not in told
        assert table_of(watching).plans == {"met": Plan(is_ready=True)}
        assert (table_of(watching).promises, table_of(watching).codes, watching.decided) == ([], {}, [])
        look(schools)
        assert schools.end_turn() is None
        look(watching)
        whole = workshop.table().session
        assert watching.turn == whole.turn == 2
        every: list[Callable[[Session], Any]] = [partial(one, seat=PUBLIC) for one in (news, partnership_of, matrix_of, chairs)]
        every += [partial(sheet, number=number, seat=PUBLIC) for number in range(len(place.agencies))]
        every += [partial(one, turn=1, seat=PUBLIC) for one in (result, revealed)]
        for piece in every:
            assert piece(watching) == piece(whole), piece
        assert not set(watching.state) & {name for name, facts in VARIABLES.items() if facts.sight in ("hidden", "own")}


@pytest.mark.slow
def test_who_watches_decides_and_writes_nothing_and_comes_back(place: Place, tmp_path: Path) -> None:
    """Every deed is refused in words; the same device comes back to watching, and can take a seat instead."""
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        facilitator.act("open", all="yes")
        device = workshop.device()
        watching = joined(workshop, device=device, watches=True)
        table, first = table_of(watching), place.dilemmas[0]
        refused = [
            table.vote("met", first.id, first.options[0].id),
            table.vote("", first.id, first.options[0].id),
            table.pledge("", 0.5),
            table.give_word("", "met", "sharing", None, 2),
            watching.end_turn(),
            watching.attend({"token": "rest"}),
            watching.reflect("x", "y"),
        ]
        assert all(refused)
        assert {one.code for one in refused if one is not None} <= {"watches", "refused"}
        assert workshop.table().session.round_table.seated == []  # type: ignore[union-attr] # it is a round table
        assert joined(workshop, device=device).is_watching
        with pytest.raises(NotSeated, match="opens a seat"):
            joined(workshop, code=table_of(joined(workshop, "schools")).codes["schools"], watches=True)
        assert joined(workshop, "met", device=device).seat == POLICE


def test_a_room_of_teams_has_nobody_who_watches_and_no_seats(place: Place, tmp_path: Path) -> None:
    """It is said, and no table comes of it."""
    with running(place, url_of(tmp_path)) as workshop:
        with pytest.raises(NotSeated, match="no round table"):
            joined(workshop, watches=True)
        with pytest.raises(NotSeated, match="Join without --seat"):
            joined(workshop, "met")
        assert not workshop.room.tables


def test_a_room_of_several_round_tables_names_them_with_their_codes(tmp_path: Path) -> None:
    """The wall shows the room's code alone: whoever joins with that is told which table has which, and joins with one of them."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        for name in ("Willow", "Oak"):
            facilitator.act("add", name=name)
        with pytest.raises(NotSeated) as several:
            joined(workshop, tiny().agency_ids[1])
        told = re.findall(r"(Willow|Oak), (\d{3} \d{3})", str(several.value))
        assert [name for name, _ in told] == ["Willow", "Oak"]
        session = joined(workshop, tiny().agency_ids[1], code=told[1][1].replace(" ", ""))
        assert session.now.name.endswith(", Oak")
