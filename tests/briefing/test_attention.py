"""What attention can go to."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from game.briefing.attention import KINDS, attention, by_when, kinds_of, written
from game.briefing.offers import offer, offers
from game.briefing.purse import unspent
from game.briefing.sight import seen
from game.core.decision import PROMISES, TOKENS, Refusal
from game.core.decision_words import form_refusal, token_from_words
from game.core.place import Place
from game.play.session import Session
from game.terminal.token import understood
from tests.briefing.script import during
from tests.places.laboratory import laboratory
from tests.places.shipped import shipped
from tests.places.tiny import tiny


def partners(place: Place) -> list[int]:
    """Every agency but the lead."""
    return [number for number in range(len(place.agencies)) if number != place.lead]


def every_token(place: Place) -> list[dict[str, str]]:
    """Every token that could be meant in a place."""
    found = []
    for kind in kinds_of(place):
        match kind.takes:
            case "nobody":
                found.append(written(place, kind.token))
            case "two partners":
                found += [written(place, kind.token, *pair) for pair in itertools.permutations(partners(place), 2)]
            case "partner and promise":
                found += [written(place, kind.token, one, promised=what) for one in partners(place) for what in PROMISES]
            case _:
                found += [written(place, kind.token, one) for one in partners(place)]
                found += [written(place, kind.token)] if kind.takes == "partner or pot" else []
    return found


def test_every_kind_is_told() -> None:
    """The kinds told are the engine's, all of them and no other."""
    assert sorted(kind.token for kind in KINDS) == sorted(TOKENS)
    assert all(kind.name and kind.text for kind in KINDS)


@pytest.mark.parametrize("quarters", [0, 2, 5])
@pytest.mark.parametrize("free", [0, 1, 3])
def test_an_offer_says_what_the_engine_would(quarters: int, free: int) -> None:
    """A target is open if and only if its token can be placed, and otherwise the reason is the engine's; of every token."""
    session = during(laboratory(), quarters, seed=4)
    session.pending.tokens = session.pending.tokens[: 3 - free]
    told: dict[tuple[str, int | None, int | str], Refusal | None] = {}
    for one in offers(session):
        for target in one.targets:
            if one.kind.takes == "two partners":
                told.update({(one.kind.token, target.agency, other): target.refusal for other in partners(session.place)})
            else:
                told[one.kind.token, target.agency, target.promised] = target.refusal
    for token in every_token(session.place):
        first = session.place.agency(token["with"]) if token.get("with", "pot") != "pot" else None
        last = session.place.agency(token["and"]) if "and" in token else token.get("what", "")
        refused = session.attend(token)
        assert told[token["token"], first, last] == refused, token
        if refused is None:
            assert session.take_back(len(session.pending.tokens) - 1) is None
    assert any(told.values())
    assert free == 0 or not all(told.values())


def test_a_target_is_a_token() -> None:
    """Of kinds that take one thing at most, what a target holds can be placed as it is."""
    session = Session(shipped("barnet"), 1)
    for one in offers(session):
        for target in one.targets:
            assert not isinstance(token_from_words(session.place, target.token), Refusal)
            if target.is_open and one.kind.takes != "two partners":
                assert session.attend(target.token) is None
                assert session.take_back(0) is None


def test_an_empty_purse_is_told() -> None:
    """Without the money, a token of money is refused to all, and the reason says so."""
    session = Session(shipped("barnet"), 1, parameters={"attention_money": 1e9})
    refused = {target.refusal for target in offer(session, "money").targets}
    assert {one.code for one in refused if one is not None} == {"no_money"}
    assert not offer(session, "money").is_open


def test_a_closed_kind_says_why_for_all() -> None:
    """Why a kind is closed names no partner where the reason differs by partner, and is the engine's own where it does not."""
    session = Session(shipped("barnet"), 1)
    assert offer(session, "own_up").why_not == "You have no open promise to own up to."
    assert offer(session, "time").why_not == ""
    poor = Session(shipped("barnet"), 1, parameters={"attention_money": 1e9})
    assert offer(poor, "money").why_not == str(offer(poor, "money").targets[0].refusal)


def test_what_is_left_of_the_purse_falls_with_what_is_decided() -> None:
    """Every option and token takes its price off what is left, and gives it back when it is taken back."""
    session = Session(shipped("barnet"), 1)
    whole = unspent(session)
    assert whole == seen(session.view(), "budget", session.place.lead)
    assert session.attend({"token": "money", "with": "pot"}) is None
    assert unspent(session) == whole - session.place.parameters["attention_money"]
    assert session.take_back(0) is None
    assert unspent(session) == whole
    priced = Session(shipped("nw_london"), 1)
    before = unspent(priced)
    dilemma = priced.place.dilemmas[priced.open_dilemmas()[0]]
    option = next(one for one in dilemma.options if one.money)
    assert priced.choose(dilemma.id, option.id) is None
    assert unspent(priced) == before - option.money


@pytest.mark.parametrize("is_decided", [False, True])
@pytest.mark.parametrize("n_placed", [0, 1])
def test_an_offer_goes_with_the_purse_to_the_pound(n_placed: int, is_decided: bool) -> None:
    """Whatever a token of money costs beside what is decided and placed, an offer says of each what the engine says."""
    place, n_refused = shipped("nw_london"), 0
    dilemma = place.dilemmas[Session(place, 1).open_dilemmas()[0]]
    option = next(one for one in dilemma.options if one.money)
    left = unspent(Session(place, 1)) - is_decided * option.money
    for cost in (0.5 * left, left, left + 1.0, left + option.money):
        session = Session(place, 1, parameters={"attention_money": cost / (n_placed + 1)})
        for _ in range(n_placed):
            assert session.attend({"token": "money", "with": "pot"}) is None
        if is_decided:
            assert session.choose(dilemma.id, option.id) is None
        for target in (*offer(session, "money").targets, *offer(session, "time").targets):
            assert target.refusal == session.refused(target.token), (cost, target.token)
            n_refused += target.refusal is not None
    assert n_refused


def test_one_partner_cannot_be_brought_together() -> None:
    """Where there is one partner only, the kind that takes two is closed."""
    agencies = {"council": {"name": "The council", "budget": 100_000}, "police": {"name": "The police", "budget": 80_000}}
    place = tiny(agencies=agencies, outcomes={"families": {"name": "Families helped", "needs": ["council", "police"]}})
    session = Session(place, 1)
    assert not offer(session, "broker").is_open
    assert offer(session, "time").is_open


def test_what_is_placed_is_told_in_words() -> None:
    """Each token with whom it goes to, a promise with when it falls due; and what is left."""
    session = Session(shipped("barnet"), 1)
    assert [answer.label for answer in attention(session).answers] == [""]
    promise = {"token": "promise", "what": "visit", "with": "met"}
    for token in (promise, {"token": "broker", "with": "met", "and": "jcp"}):
        assert session.attend(token) is None
    told = attention(session)
    met, jcp = (session.place.agency(name) for name in ("met", "jcp"))
    assert [one.agencies for one in told.placed] == [(met,), (met, jcp)]
    assert told.placed[0].words == "a promise to the police: a visit"
    assert told.placed[0].due == by_when(session, promise) == "2010 Q4"
    assert told.placed[1].due == ""
    assert (told.n_left, told.left) == (1, "One token left.")


def test_a_front_line_is_backed_only_where_there_is_one() -> None:
    """An agency without staff of its own is no target, whoever asks; where none has any, nobody offers to back them."""
    place = shipped("nw_london")
    without = {number for number, one in enumerate(place.agencies) if not one.front_line}
    assert {place.agencies[number].id for number in without} == {"nhsl", "chair"}
    for seat in (None, place.agency("gps")):
        targets = {target.agency for target in offer(Session(place, 1), "front_line", seat).targets}
        assert without.isdisjoint(targets)
        assert len(targets) == len(place.agencies) - 1 - len(without)
        assert without < {target.agency for target in offer(Session(place, 1), "time", seat).targets}
    written = understood(place, "front chair")
    assert isinstance(written, dict)
    assert str(form_refusal(place, written)).startswith("The independent chair has no front line that you could back.")
    nobody = replace(place, agencies=tuple(replace(one, front_line=False) for one in place.agencies))
    assert {kind.token for kind in kinds_of(place)} - {kind.token for kind in kinds_of(nobody)} == {"front_line"}
