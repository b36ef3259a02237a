"""The round table: seats decide at once, all is revealed together, and the log alone tells the same game again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.place import Place
from game.play.ballot import weights
from game.play.pending import ReplayDiffers
from game.play.plan import HOW, plan_of
from game.play.round_table import RoundTable
from game.play.seat_promise import told
from game.play.session import Session
from game.play.stand_in import stand_in
from tests.briefing.test_leak import otherwise
from tests.places.hidden import HIDDEN, in_public, moved
from tests.places.shipped import shipped
from tests.play.saved import Kept

BARNET = shipped("barnet")
SEATED = ("core", "met", "schools", "hous")


def convened(place: Place = BARNET, seed: int = 5, seated: tuple[str, ...] = SEATED) -> tuple[Session, Kept]:
    """A round table before its first quarter, with people in some seats."""
    log = Kept()
    session = Session(place, seed, log=log)
    assert RoundTable.convene(session, {seat: f"{number}" for number, seat in enumerate(place.agency_ids)}) is None
    assert session.round_table is not None
    for seat in seated:
        assert session.round_table.sit(seat, is_person=True) is None
    return session, log


def table(session: Session) -> Any:
    """The round table of a session."""
    assert session.round_table is not None
    return session.round_table


def first(session: Session) -> tuple[str, list[str]]:
    """The first dilemma on the table, and its options."""
    facts = session.place.dilemmas[session.open_dilemmas()[0]]
    return facts.id, [option.id for option in facts.options]


def do(session: Session, act: str, who: int, what: int) -> None:
    """Does one thing at a table, allowed or not."""
    seat, other, round_table = SEATED[who], session.place.agency_ids[what], table(session)
    dilemma, options = first(session) if session.open_dilemmas() else ("none", ["none"])
    kind, said = [("pledge", 0.5), ("sharing", None), ("words", "I will ring you")][what % 3]
    acts: dict[str, Callable[[], Any]] = {
        "vote": lambda: round_table.vote(seat, dilemma, options[what % len(options)]),
        "pledge": lambda: round_table.pledge(seat, what / 5),
        "share": lambda: round_table.share(seat, {other: list(HOW)[what % 3]}),
        "word": lambda: round_table.give_word(seat, other, kind, said, session.turn + what % 2),
        "judge": lambda: round_table.judge(seat, what, is_kept=who % 2 == 0),
        "sit": lambda: round_table.sit(seat, is_person=what % 2 == 0),
        "ready": lambda: round_table.ready(seat, is_ready=what % 2 == 0),
        "close": session.end_turn,
        "undo": round_table.undo,
        "token": lambda: session.attend({"token": "listen"}),
    }
    acts[act]()


ACTS = st.sampled_from(["vote", "pledge", "share", "word", "judge", "sit", "ready", "close", "undo", "token"])


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(ACTS, st.integers(0, 3), st.integers(0, 5)), min_size=5, max_size=40))
def test_the_log_alone_tells_the_same_table(acts: list[tuple[str, int, int]]) -> None:
    """Whatever seats do, and whatever is refused, the records replay to the same states, plans, promises and seats."""
    session, log = convened()
    place = session.place
    for act, who, what in acts:
        if session.is_running:
            do(session, act, who, what)
    again = Session.resumed(place, 5, log)
    assert again.state.digest() == session.state.digest()
    for name in ("seated", "promises", "rounds", "codes"):
        assert getattr(table(again), name) == getattr(table(session), name), name
    assert {seat: plan for seat, plan in table(again).plans.items() if not plan.is_empty} == {
        seat: plan for seat, plan in table(session).plans.items() if not plan.is_empty
    }
    assert [one.seats for one in again.taken()] == [one.seats for one in session.taken()]


def test_a_record_of_another_end_is_found_out() -> None:
    """A close whose digest was changed does not play, and the turn is named."""
    session, log = convened()
    assert session.end_turn() is None
    log[-1] = {**log[-1], "digest": "0" * 32}
    with pytest.raises(ReplayDiffers, match="Turn 1"):
        Session.resumed(BARNET, 5, log)


def test_the_option_with_most_votes_is_taken_by_the_weights_of_the_place() -> None:
    """Votes weigh as the board's shares where the place has them, evenly where not; the lead's breaks a tie."""
    session, _ = convened(seated=BARNET.agency_ids)
    dilemma, options = first(session)
    assert set(weights(session).values()) == {1 / len(BARNET.agencies)}
    for number, seat in enumerate(BARNET.agency_ids[1:]):
        table(session).vote(seat, dilemma, options[number % 2])
    table(session).vote(BARNET.agency_ids[0], dilemma, options[2])
    assert session.end_turn() is None
    (tally, *_) = table(session).rounds[-1].tallies
    assert (tally.taken, tally.why) == (options[0], "most")
    assert session.decided[-1][0][dilemma] == options[0]

    session, _ = convened()
    table(session).vote("core", dilemma, options[1])
    table(session).vote("met", dilemma, options[0])
    for seat in set(BARNET.agency_ids) - set(SEATED):
        table(session).sit(seat, is_person=True)
    assert session.end_turn() is None
    (tally, *_) = table(session).rounds[-1].tallies
    assert (tally.taken, tally.why) == (options[1], "lead")


@pytest.mark.slow
def test_a_board_gives_its_weights() -> None:
    """Where an option gave agencies their votes, each weighs as much as it has."""
    place = shipped("nw_london")
    session, _ = convened(place, seated=(place.agencies[place.lead].id,))
    while session.is_running and not any(choices.get("votes") for choices, _ in session.decided):
        assert session.end_turn() is None
    found = weights(session)
    votes = session.view()["vote"][:, 0]
    assert abs(sum(found.values()) - 1.0) < 1e-9
    assert [found[seat] for seat in place.agency_ids] == (votes.tolist() if votes.sum() else [1 / len(votes)] * len(votes))
    assert votes.sum() > 0


def test_an_option_that_cannot_be_had_is_passed_over_and_told() -> None:
    """Seats may vote for what the lead cannot pay for; the next that can be taken is, and the tally says so."""
    number = convened()[0].open_dilemmas()[0]
    facts = BARNET.dilemmas[number]
    dear = replace(facts, options=(replace(facts.options[0], money=10**9), *facts.options[1:]))
    place = replace(BARNET, dilemmas=(*BARNET.dilemmas[:number], dear, *BARNET.dilemmas[number + 1 :]))
    session, _ = convened(place, seated=place.agency_ids)
    for seat in place.agency_ids:
        assert table(session).vote(seat, facts.id, facts.options[0 if seat != "met" else 2].id) is None
    assert session.end_turn() is None
    (tally, *_) = table(session).rounds[-1].tallies
    assert tally.lost == (facts.options[0].id,)
    assert tally.taken == facts.options[2].id


def test_money_that_the_vote_has_spent_takes_back_its_token_and_no_other() -> None:
    """Where what was voted for leaves too little for a token of money, that token goes and those placed after it stay."""
    facts = BARNET.dilemmas[convened()[0].open_dilemmas()[0]]
    dear = replace(
        facts, options=(*facts.options[:-1], replace(facts.options[-1], money=int(BARNET.starting["allowance"][BARNET.lead])))
    )
    place = replace(BARNET, dilemmas=tuple(dear if one is facts else one for one in BARNET.dilemmas))
    session, _ = convened(place, seated=place.agency_ids)
    for seat in place.agency_ids:
        assert table(session).vote(seat, facts.id, facts.options[-1].id) is None
    for token in ({"token": "money", "with": "pot"}, {"token": "listen"}):
        assert session.attend(token) is None
    assert session.end_turn() is None
    _, kept = session.decided[-1]
    assert list(kept) == [{"token": "listen"}]


def test_who_has_not_decided_goes_on_by_itself() -> None:
    """A deadline takes what seats have decided; one that has not abstains, and gives and shares as the model has it."""
    session, _ = convened()
    table(session).pledge("met", 1.0)
    assert session.end_turn() is None
    last = table(session).rounds[-1]
    assert last.plans["schools"].is_empty
    assert session.by_seats[-1] is not None
    assert session.by_seats[-1].pledges[BARNET.agency("schools")] == -1.0
    assert session.state["giving"][BARNET.agency("met"), 0] == 1.0


def test_a_stand_in_sees_what_its_seat_sees() -> None:
    """Whatever is hidden from a seat may be anything: its stand-in decides the same."""
    session, _ = convened(in_public(), 1, ())
    assert session.end_turn() is None

    def decide(game: Session) -> list[Any]:
        return [stand_in(game, seat, ()).written() for seat in game.place.agency_ids[1:4]]

    before = decide(session)
    for name in HIDDEN:
        assert decide(otherwise(session, lambda state: moved(state, name))) == before, name  # noqa: B023
    assert any(plan["votes"] for plan in before) or not session.open_dilemmas()


def test_what_a_stand_in_decided_is_in_the_log() -> None:
    """A replay takes what the log says that stand-ins decided, and asks none of them again."""
    session, log = convened()
    assert session.end_turn() is None
    stood = log[-1]["stand_ins"]
    assert set(stood) == set(BARNET.agency_ids) - set(SEATED)
    stood["csc"]["pledge"] = 1.0
    with pytest.raises(ReplayDiffers):
        Session.resumed(BARNET, 5, log)
    senseless: list[Any] = [
        {},
        {"votes": {}},
        {"votes": {}, "sharing": {"met": "both"}},
        {"votes": {}, "sharing": {}, "pledge": 2},
        7,
    ]
    assert [plan_of(one) for one in senseless] == [None] * 5


def test_promises_fall_due_and_are_settled_by_deeds() -> None:
    """A pledge, opening up and a vote are kept by what is decided, one in words as its receiver says; else it is left open."""
    session, _ = convened()
    dilemma, options = first(session)
    partner = next(BARNET.agency_ids[b] for a, b in BARNET.ties if a == BARNET.agency("met"))
    given: list[tuple[str, Any]] = [("pledge", 0.5), ("sharing", None), ("vote", [dilemma, options[0]]), ("words", "I will come")]
    for kind, what in given:
        assert table(session).give_word("met", partner, kind, what, session.turn) is None, kind
    assert table(session).give_word("schools", "met", "words", "A room for the team", session.turn) is None
    assert table(session).judge("met", 5, is_kept=True) is None
    table(session).pledge("met", 0.5)
    table(session).vote("met", dilemma, options[1])
    assert session.end_turn() is None
    assert [promise.status for promise in table(session).promises] == ["kept", "broken", "broken", "left open", "kept"]
    police = BARNET.agency("met")
    assert told(BARNET, table(session).promises[0], police).startswith("You promised")
    assert "(kept)" in told(BARNET, table(session).promises[0])
    ledger = session.ledgers[-1]
    assert {one.name for one in ledger.told() if one.name.startswith("word")} == {"word 1", "word 2", "word 3", "word 5"}


def test_only_the_two_hear_of_a_promise() -> None:
    """To a seat that neither gave nor was given a promise nothing is told of it, not even as a cause."""
    session, _ = convened()
    assert table(session).give_word("met", "schools", "words", "I will come", 1) is None
    assert table(session).judge("schools", 1, is_kept=False) is None
    assert session.end_turn() is None
    met, schools, housing = (BARNET.agency(seat) for seat in ("met", "schools", "hous"))
    why = {seat: session.why("trust", (schools, met), seat=seat) for seat in (met, schools, housing)}
    kinds = {seat: {known.cause.kind for known in found.causes} for seat, found in why.items() if found is not None}
    assert "promise" in kinds[met] & kinds[schools]
    assert "promise" not in kinds[housing]
    assert [promise.number for promise in table(session).promises_of("hous")] == []


def test_undo_puts_back_what_each_had_decided() -> None:
    """The last quarter taken back has every seat's plan and promises on the table again, and nobody is ready."""
    session, _ = convened()
    dilemma, options = first(session)
    table(session).vote("met", dilemma, options[1])
    table(session).pledge("schools", 0.25)
    table(session).give_word("met", "schools", "pledge", 0.5, 2)
    session.attend({"token": "listen"})
    for seat in SEATED:
        table(session).ready(seat, is_ready=True)
    state = session.state
    assert session.end_turn() is None
    assert table(session).undo() is None
    assert session.state == state
    assert table(session).plan("met").votes == {dilemma: options[1]}
    assert table(session).plan("schools").pledge == 0.25
    assert [promise.status for promise in table(session).promises] == ["open"]
    assert session.pending.tokens == [{"token": "listen"}]
    assert table(session).waiting == list(SEATED)


def test_what_a_seat_cannot_do_is_refused_and_not_written() -> None:
    """Each refusal says what was found and what there is, and leaves log and table as they were."""
    session, log = convened()
    n = len(log)
    round_table = table(session)
    refusals = [
        round_table.sit("nobody", is_person=True),
        round_table.vote("met", "nothing", None),
        round_table.vote("met", first(session)[0], "nothing"),
        round_table.pledge("core", 0.5),
        round_table.pledge("met", 2.0),
        round_table.share("met", {"met": "opens"}),
        round_table.share("met", {"schools": "both"}),
        round_table.give_word("met", "met", "words", "x", 1),
        round_table.give_word("met", "schools", "oath", "x", 1),
        round_table.give_word("met", "schools", "words", "x" * 300, 1),
        round_table.give_word("met", "schools", "vote", [first(session)[0], "nothing"], 1),
        round_table.give_word("met", "schools", "pledge", 0.5, 0),
        round_table.judge("met", 9, is_kept=True),
        round_table.ready("csc", is_ready=True),
        round_table.undo(),
        RoundTable.convene(session, {}),
        session.choose(first(session)[0], first(session)[1][0]),
    ]
    nothing_to_share = round_table.give_word("met", "core", "sharing", None, 1)
    assert nothing_to_share is not None
    assert nothing_to_share.found == "There is nothing to open up between the two of you."
    assert None not in refusals
    assert all(one.found and one.expected for one in refusals if one is not None)
    assert len(log) == n
    with pytest.raises(ValueError, match="not something"):
        round_table.replay({"do": "dance", "seat": "met"})
