"""Every seat is told what is its own, and nothing that is another's; what all are told together is nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from game.briefing import counsel, quarter, result, round_table, scene
from game.briefing.agency import partnership, sheet
from game.briefing.attention import KINDS
from game.briefing.money import books
from game.briefing.promises import promises
from game.briefing.why import ENDS, why
from game.core.observe import PUBLIC, exact, may_ask
from game.core.promise import CONCEALED, EMPTY, LATE, OPEN
from game.core.state import State
from game.play.round_table import RoundTable
from game.play.session import Session
from game.words import beside, cause_words, token, variable
from tests.briefing.script import askable, during, everything, words
from tests.briefing.test_leak import otherwise, with_status
from tests.places.hidden import HIDDEN, OWN, in_public, moved
from tests.places.lines import end_quarter
from tests.places.shipped import shipped
from tests.places.tiny import tiny

SEATS = (1, 2, 3)


@cache
def game() -> Session:
    """A game in its fourth quarter, in a place where all that is offered hangs on what everybody sees."""
    return during(in_public(), 3)


@cache
def told(seat: int) -> str:
    """All that a seat is told of it, to the byte."""
    return repr(everything(game(), seat))


@pytest.mark.parametrize("seat", SEATS)
def test_what_is_hidden_from_a_seat_changes_no_byte(seat: int) -> None:
    """Whatever happens to what is hidden, and to all others' own books and backing, a seat is told the same."""
    others = [number for number in range(len(game().place.agencies)) if number != seat]
    assert repr(everything(otherwise(game(), lambda state: disturbed(state, others)), seat)) == told(seat)


def disturbed(state: State, agencies: Iterable[int]) -> State:
    """A state in which everything hidden, and everything that is these agencies' own, is something else."""
    for name in HIDDEN:
        state = moved(state, name)
    for name in OWN:
        for number in agencies:
            state = moved(state, name, (number,))
    return state


@pytest.mark.parametrize("name", OWN)
def test_a_seats_own_shows_to_it_alone(name: str) -> None:
    """Its own books and backing do change what a seat is told, so the test above compares something; the lead hears nothing."""
    other = otherwise(game(), lambda state: moved(state, name, (1,)))
    assert repr(everything(other, 1)) != told(1)
    assert repr(everything(other)) == repr(everything(game()))
    assert _in_public(other) == _in_public(game())


def _in_public(session: Session) -> str:
    """All that is told to everybody together."""
    played = range(1, session.last_turn_played + 1)
    pieces: list[Any] = [result.result(session, turn, PUBLIC) for turn in played]
    pieces += [why(session, asked, turn, PUBLIC) for asked in askable(session.place, 1) for turn in (0, *played)]
    return repr((pieces, partnership(session, None, PUBLIC)))


def test_what_all_are_told_is_nobodys() -> None:
    """Nothing hidden, and nothing of anybody's own, changes what is told to all of them together."""
    everybody = range(len(game().place.agencies))
    assert _in_public(otherwise(game(), lambda state: disturbed(state, everybody))) == _in_public(game())


def test_a_promise_among_others_changes_no_byte() -> None:
    """A promise that is none of a seat's is not told to it, and not to all; one that failed in hiding looks late."""
    place = game().place
    slot = next(number for number, terms in enumerate(place.promises) if terms.giver == place.lead and terms.receiver != 1)
    receiver = place.promises[slot].receiver

    games = {status: otherwise(game(), with_status(slot, status)) for status in (EMPTY, OPEN, LATE, CONCEALED)}
    bystander = next(number for number in range(1, len(place.agencies)) if number != receiver)
    assert len({repr(everything(one, bystander)) for one in games.values()}) == 1
    assert len({_in_public(one) for one in games.values()}) == 1
    assert repr(everything(games[LATE], receiver)) == repr(everything(games[CONCEALED], receiver))
    assert repr(everything(games[OPEN], receiver)) != repr(everything(games[EMPTY], receiver))


def test_only_the_two_know_of_a_promise() -> None:
    """Whom the lead gave its word, and what came of it for trust, only the two of them hear: not even as a cause."""
    session = Session(shipped("barnet"), 3)
    police, schools = session.place.agency("met"), session.place.agency("schools")
    promise = {"token": "promise", "what": "visit", "with": "met"}
    for tokens in ([promise], [{"token": "time", "with": "met"}], [], []):
        end_quarter(session, *tokens)
    for turn in range(1, session.turn):
        for seat in (schools, PUBLIC):
            for asked in (("trust", (police, 0)), ("trust", (0, police)), ("energy", ()), ("credibility", ())):
                for reason in why(session, asked, turn, seat).reasons:
                    assert reason.kind != "promise", reason
            assert not [one for one in result.result(session, turn, seat).happened if one.kind == "promise"]
    kept = [reason for turn in (1, 2, 3) for reason in why(session, ("trust", (police, 0)), turn, police).reasons]
    assert any(reason.kind == "promise" for reason in kept)
    assert [one.said for one in promises(session, police)] == ["The lead promised you a visit by 2010 Q4"]
    assert promises(session, schools) == ()
    assert "gave its word" not in repr(everything(session, schools))
    assert "a promise to" not in repr(everything(session, schools))
    assert "a promise to you" in repr(everything(session, police))


def test_what_the_lead_does_openly_anybody_may_hear_as_a_cause() -> None:
    """What the lead gives to the pot, or whom it has confronted, is a cause that seats are told which it does not concern."""
    session = Session(shipped("barnet"), 3)
    end_quarter(session, {"token": "money", "with": "pot"}, {"token": "confront", "with": "met"})
    for asked in (("pot", ()), ("energy", ())):
        reasons = why(session, asked, 1, session.place.agency("schools")).reasons
        assert [reason for reason in reasons if reason.kind == "attention"], asked


def test_you_is_the_seat_and_the_lead_is_another() -> None:
    """To a seat "your own" is its own, and the lead's energy and standing are the lead's."""
    session = during(shipped("barnet"), 3, policy="history")
    police = session.place.agency("met")
    standing = quarter.standing(session, police)
    assert [one.label for one in standing.figures[:4]] == [
        "The lead's energy",
        "The lead's standing",
        "Backing of your own masters",
        "Your own money",
    ]
    assert standing.budget.value == session.state["budget"][police, 0]
    assert books(session, police).accounts == () or books(session, police).own.value == standing.budget.value
    own, lead = sheet(session, police, police), sheet(session, session.place.lead, police)
    assert own.is_own
    assert own.cover is not None
    assert lead.bond is not None
    assert (lead.name, lead.short) == ("The lead", "The lead")
    assert lead.bond.trust_in_you.asked == ("trust", (0, police))
    assert {one.asks.split()[0] for told in scene.scenes(session, police) for one in told.options} == {"Asks"}
    assert "of you" not in " ".join(one.asks for told in scene.scenes(session, police) for one in told.options)


def test_every_sentence_to_the_lead_has_one_for_the_others() -> None:
    """What is said with "you" of the lead stands in the table, and what stands there is said of the lead without "you"."""
    of_the_lead = [*variable.NOUNS.values(), *token.DEEDS.values(), *token._TOKENS.values(), *cause_words.LESSONS.values()]
    of_the_lead += [*ENDS.values(), *cause_words.TERMS.values(), *cause_words.ACTS.values(), *(kind.text for kind in KINDS)]
    you = re.compile(r"\b[Yy]ou(r|rself)?\b")
    assert [text for text in of_the_lead if you.search(text) and text not in beside.BESIDE] == []
    assert [text for text in beside.BESIDE.values() if you.search(text)] == []
    assert [text for text in beside.BESIDE if not you.search(text)] == []
    fields = re.compile(r"{\w+}")
    for one, other in beside.BESIDE.items():
        assert fields.findall(one) == fields.findall(other)


def test_nothing_speaks_to_a_seat_as_if_it_led() -> None:
    """Of everything a seat is told in the game's own words, no "your energy", no deed of the lead's as its own."""
    session = during(shipped("barnet"), 4, policy="history")
    pieces = {name: piece for name, piece in everything(session, 3).items() if name not in {"introduction", "prologue", "scenes"}}
    found = "\n".join(words(pieces)).lower()
    for phrase in (
        "your energy",
        "your standing",
        "you spent time",
        "you chose",
        "your own decision",
        "time with you ",
        "you rested",
    ):
        assert phrase not in found, phrase
    assert "the lead's energy" in found
    assert "the lead chose" in found


def test_a_seat_may_ask_what_it_is_shown() -> None:
    """Of its own backing and books a seat may ask, of the lead's and of others' not."""
    session = during(shipped("barnet"), 3, policy="history")
    assert may_ask("budget", (5,), 5)
    assert why(session, ("cover", (5,)), 3, 5).kind == "moved"
    assert why(session, ("cover", (session.place.lead,)), 3, 5).kind == "unseen"
    assert why(session, ("cover", (5,)), 3, PUBLIC).kind == "unseen"
    assert why(session, ("cover", (5,)), 3).kind == "unseen"


def test_the_lead_sees_who_recommends_what() -> None:
    """A recommendation is marked to its own seat as chosen, told to the lead with its name, and to nobody else."""
    session = Session(shipped("barnet"), 3)
    assert session.sit({"core": "", "met": "Asha", "schools": ""}) is None
    dilemma = session.place.dilemmas[session.open_dilemmas()[0]]
    option = dilemma.options[1].id
    before = repr(everything(session, session.place.agency("schools")))
    assert session.recommend("met", dilemma.id, option) is None
    assert session.wish("met", {"token": "time", "with": "schools"}) is None
    police = session.place.agency("met")
    assert [one.is_taken for one in scene.scenes(session, police)[0].options] == [one.id == option for one in dilemma.options]
    assert [one.recommended_by for one in scene.scenes(session)[0].options if one.id == option] == [("Asha (Police)",)]
    assert scene.scenes(session)[0].taken is None
    assert [(one.person.words, one.words) for one in counsel.wishes(session)] == [("Asha (Police)", "time with schools")]
    assert counsel.own_wish(session, session.place.agency("met")) == "time with schools"
    assert repr(everything(session, session.place.agency("schools"))) == before
    assert [(one.words, one.is_lead) for one in counsel.people(session)] == [
        ("Schools", False),
        ("Asha (Police)", False),
        ("The lead", True),
    ]


@pytest.mark.parametrize("place", ["barnet", "nw_london", "bradford"])
def test_what_a_seat_is_told_that_it_could_pledge_is_what_all_of_it_would_take(place: str) -> None:
    """Where cash goes to a pot, and where each spends its own; no two sums come to the same."""
    session = Session(shipped(place), 5)
    assert RoundTable.convene(session, {one: one for one in session.place.agency_ids}) is None
    table, told = round_table.at(session), dict[int, float]()
    session.end_turn()  # in the first quarter an option may change what can be pooled
    for number, one in enumerate(session.place.agency_ids):
        purse = round_table.purse(session, number)
        if purse is not None:
            sums = [sum_.words.rpartition("£")[2] for sum_ in purse.sums]
            assert len(sums) == len(set(sums)), (one, sums)
            assert "gives what it would give" in round_table.default(session, number)
            told[number] = round_table.could_move(session, number)
            table.sit(one, is_person=True)
            assert table.pledge(one, 1.0) is None
    assert session.end_turn() is None
    for number, most in told.items():
        causes = exact(session.ledgers[-1], "budget", (number,))
        given = sum(one.size for one in causes if one.cause.name in ("giving", "aligned purses"))
        assert -given == pytest.approx(most, abs=1.0), session.place.agency_ids[number]


def test_a_seat_that_can_move_nothing_is_asked_for_no_pledge_but_what_it_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums that all come to nothing are no choice; a share that was promised can be pledged, to keep the promise."""
    session = Session(shipped("bradford"), 5)
    assert RoundTable.convene(session, {one: one for one in session.place.agency_ids}) is None
    monkeypatch.setattr(round_table, "could_move", lambda *_: 0.0)
    table, own, other = round_table.at(session), session.place.agency_ids[1], session.place.agency_ids[2]
    assert round_table.purse(session, 1) is None
    assert "gives what it would give" not in round_table.default(session, 1)
    assert table.give_word(own, other, "pledge", 0.5, 2) is None
    promised = round_table.purse(session, 1)
    assert promised is not None
    assert [(one.value, one.words) for one in promised.sums] == [("0", "Nothing"), ("0.5", "Half")]
    assert "can move nothing" in promised.most
    assert "£0" not in repr(promised)


def test_who_says_that_it_has_decided_is_told_all_that_lapses() -> None:
    """A seat that decided nothing is told so in every quarter, with what counts then, also where nothing is voted on."""
    session, quiet = Session(tiny(), 5), 0
    assert RoundTable.convene(session, {one: one for one in session.place.agency_ids}) is None
    table, (lead, partner) = round_table.at(session), (0, 1)
    while session.is_running:
        quiet += not round_table.ballots(session, partner)
        for seat in (lead, partner):
            told = round_table.lapses(session, seat)
            assert told.startswith("You have decided nothing this quarter.")
            assert ("shares by habit" in told) == bool(round_table.lines(session, seat))
            assert ("Your agency gives what it would give by itself" in told) == (round_table.purse(session, seat) is not None)
        assert table.share(session.place.agency_ids[1], {session.place.agency_ids[0]: "opens"}) is None
        assert ("You abstain" in round_table.lapses(session, partner)) == bool(round_table.ballots(session, partner))
        assert "decided nothing" not in round_table.lapses(session, partner)
        assert session.end_turn() is None
    assert quiet
