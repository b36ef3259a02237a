"""Each seat's private view of a round table, opened: beliefs are what the seat was shown, and beside them stands what was so."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from game.briefing.goals import goals, is_met
from game.debrief import report
from game.debrief.analysis import analyse
from game.debrief.beliefs import APART, SeatView, seat_views
from game.debrief.finding import StillRunning
from game.play.round_table import RoundTable
from game.play.session import Session
from game.words.grammar import count
from tests.places.shipped import shipped

PLACE = shipped("barnet")
SEATED = ("core", "met", "schools")


@cache
def played() -> Session:
    """A round table of three people, played to its end: one pledges, one promises and breaks its word."""
    session = Session(PLACE, 5)
    assert RoundTable.convene(session, {seat: str(number) for number, seat in enumerate(PLACE.agency_ids)}) is None
    table = session.round_table
    assert table is not None
    for seat in SEATED:
        table.sit(seat, is_person=True)
    while session.is_running:
        for number in session.open_dilemmas():
            facts = PLACE.dilemmas[number]
            for seat in SEATED:
                table.vote(seat, facts.id, facts.options[0].id)
        table.pledge("schools", 0.5)
        if session.turn == 2:
            table.give_word("met", "schools", "pledge", 1.0, 2)
        assert session.end_turn() is None
    return session


def view_of(seat: str) -> SeatView:
    """One seat's view."""
    return next(view for view in seat_views(played()) if view.agency == PLACE.agency(seat))


def test_every_belief_is_what_the_seat_was_shown_and_what_was_so() -> None:
    """The numbers are the seat's view's and the state's in that quarter, in which no other lies wider apart."""
    session, n = played(), 0
    names = {"word": ("stated", "buy_in"), "trust": ("estimate", "trust")}
    for view in seat_views(session):
        for one in (*view.beliefs, *view.mistaken):
            if one.kind not in names:
                continue
            seen, true = names[one.kind]
            index = (one.about,) if one.kind == "word" else (one.about, one.seat)
            shown = session.view(one.turn, one.seat)[seen][(*index, 0)]
            assert one.believed == shown
            assert one.so == session.states[one.turn - 1][true][(*index, 0)]
            assert one.gap >= APART
            gaps = [
                abs(state[seen][(*index, 0)] - state[true][(*index, 0)]) for state in session.states[: session.last_turn_played]
            ]
            assert one.gap == max(gaps)
            n += 1
    assert n > 20


def test_seats_that_people_played_come_first_with_their_words_and_votes() -> None:
    """Of each seat it is told what it promised and what became of it, what it pledged, and how often it won a vote."""
    views = seat_views(played())
    assert [view.agency for view in views[:3]] == sorted(PLACE.agency(seat) for seat in SEATED)
    assert view_of("met").promises == ("The police promised schools to pledge 100% of what it could move by 2010 Q3 (broken).",)
    said = f"pledged in {count(played().last_turn_played, 'quarter')}, 50%"
    assert any(said in text for text in view_of("schools").own)
    assert any("Of " in text and "won" in text for text in view_of("met").own)


def test_goals_are_told_at_the_start_and_judged_at_the_end() -> None:
    """Each agency has two or three goals of its own; the debrief says of each whether it was met, by the state at the end."""
    for number in range(len(PLACE.agencies)):
        found = goals(PLACE, number)
        assert 2 <= len(found) <= 3
        assert all(goal.agency == number for goal in found)
    judged = [aim.is_met for view in seat_views(played()) for aim in view.aims]
    assert True in judged
    assert False in judged
    goal, offending = goals(PLACE, PLACE.agency("met"))[0], PLACE.outcome_ids.index("offending")
    assert is_met(played(), goal) == (played().at_end["reported"][offending, 0] >= 140)


def test_goals_that_are_read_off_a_place_are_judged_by_books_backing_and_trust() -> None:
    """Where nobody wrote any, each kind is met or not by what the state at the start and at the end say."""
    plain = replace(PLACE, agencies=tuple(replace(facts, goals=()) for facts in PLACE.agencies))
    first, last = played().states[0], played().states[played().last_turn_played]
    kinds = set()
    for number in range(len(plain.agencies)):
        for goal in goals(plain, number):
            kinds.add(goal.kind)
            expected = {
                "backing": last["cover"][number, 0] >= first["cover"][number, 0] - 0.005,
                "books": last["avoided"][number, 0] >= last["cost"][number, 0],
                "burden": last["cost"][number, 0] <= last["cost"].sum() / len(plain.agencies),
                "trust": last["trust"][goal.about, number, 0] >= first["trust"][goal.about, number, 0] + 0.05,
            }
            assert is_met(played(), goal) == expected[goal.kind]
    assert kinds == {"backing", "books", "burden", "trust"}


@pytest.mark.slow
def test_nothing_is_opened_before_the_end_nor_where_one_seat_decided() -> None:
    """While the programme runs the views stay closed; a game of one deciding seat has none."""
    session = Session(PLACE, 5)
    with pytest.raises(StillRunning):
        seat_views(session)
    while session.is_running:
        for number in session.open_dilemmas():
            facts = PLACE.dilemmas[number]
            can = session.view().offered[number][:, 0]
            session.choose(facts.id, next(one.id for one, is_open in zip(facts.options, can, strict=True) if is_open))
        assert session.end_turn() is None
    assert seat_views(session) == ()


@pytest.mark.slow
def test_the_debrief_of_a_round_table_asks_about_what_was_believed() -> None:
    """A belief and a broken promise lead to questions, and the report tells each played seat's view."""
    found = analyse(played(), n_futures=4)
    asked = {phase: " ".join(one.text for one in found.conversation.of(phase)) for phase in ("describe", "analyse")}
    assert "What made it look otherwise" in asked["describe"]
    assert "What did whoever gave that word know" in asked["analyse"]
    assert b"What each seat saw, and what was so" in report.in_html(played(), found)
