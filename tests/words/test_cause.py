"""Every variable, cause, rule and term can be put into words, without a name that only a program knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import get_args

import numpy as np
import pytest

from game.briefing.agency import sheet
from game.briefing.introduction import introduction
from game.briefing.result import largest
from game.core.ledger import Cause, CauseKind
from game.core.place import Place
from game.core.promise import CONCEALED, KEPT, LATE, STATUS_NAMES
from game.core.variables import VARIABLES
from game.debrief.cards import roles
from game.play.policy import policy_named
from game.play.session import Session
from game.words import cause, promise, token, variable
from tests.places.laboratory import laboratory
from tests.places.shipped import barnet, shipped
from tests.places.tiny import tiny, tiny_data

PLACES: list[Callable[[], Place]] = [laboratory, barnet]
PROGRAM = re.compile(r"_|[{}]|\s\s|^\s|\(\)")


def is_plain(said: str) -> bool:
    """Whether a text has nothing in it that only a program would say."""
    return bool(said) and not PROGRAM.search(said)


def indices(place: Place, name: str) -> Iterator[tuple[int, ...]]:
    """Every element of a variable, and the variable by itself; nothing where the place does without it."""
    if name not in place.starting:
        return
    yield ()
    yield from np.ndindex(place.starting[name].shape)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", VARIABLES)
def test_every_element_of_every_variable_has_a_name(place: object, name: str) -> None:
    """Each can be named within a sentence."""
    assert callable(place)
    for index in indices(place(), name):
        said = variable.name(place(), name, index)
        assert is_plain(said), (name, index, said)


def test_names_are_what_people_say() -> None:
    """The police have a commitment, and trust goes one way."""
    place = barnet()
    police, lead = place.agency("met"), place.lead
    assert variable.name(place, "buy_in", (police,)) == "the police's commitment"
    assert variable.name(place, "trust", (police, lead)) == "the police's trust in you"
    assert variable.name(place, "trust", (lead, police)) == "your trust in the police"
    assert variable.name(place, "cover", (lead,)) == "the backing of your own masters"
    assert variable.name(place, "reported", (0,)).startswith("the reported number of “")
    assert variable.name(place, "energy") == "your energy"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", cause.rules())
def test_every_term_of_every_rule(place: object, name: str) -> None:
    """Each rule's sentence ends with what the rule says of the world, and says first which term of it."""
    assert callable(place)
    rule = cause.rules()[name]
    terms = rule.terms or rule.reads
    for term in (*terms, "starting value"):
        one = Cause("rule", name, term)
        for index in indices(place(), rule.changes):
            source = cause.linked(place(), one, index) if index else None
            for found in {source, None}:
                said = cause.sentence(place(), one, index, found)
                assert is_plain(said), (name, term, index, said)
                assert said.endswith(cause.lesson(place(), one))
                assert said[0].isupper()


@pytest.mark.parametrize("kind", get_args(CauseKind))
def test_every_kind_of_cause(kind: CauseKind) -> None:
    """Each kind can be told even when its name says nothing."""
    one = Cause(kind, "something_unheard_of", "a_term")
    assert is_plain(cause.sentence(barnet(), one, ()))


@cache
def games() -> list[Session]:
    """A few whole games, with all that can stand in a ledger."""
    found = [Session.played(place(), seed, policy_named("random", place())) for place in PLACES for seed in (3, 4)]
    return [*found, Session.played(barnet(), 1, policy_named("history", barnet()))]


@pytest.mark.slow
def test_every_cause_that_was_met() -> None:
    """Every entry of every ledger of some whole games can be put into words, exact or as a leader may know it."""
    met = set()
    for game in games():
        dues = {terms.id: 3.0 for terms in game.place.promises}
        for ledger in game.ledgers:
            for position, block in enumerate(ledger.blocks):
                key = (game.place.id, block.variable, block.cause)
                if key in met or not block.size.any():
                    continue
                met.add(key)
                index = next(one for one in np.ndindex(game.state[block.variable].shape[:-1]) if block.at(one, 0))
                (entry,) = (one for one in ledger.entries(block.variable, index) if one.position == position)
                said = cause.sentence(game.place, entry.cause, entry.index, entry.source, dues)
                assert is_plain(said), (entry, said)
    assert len({one[2].kind for one in met}) >= 8


@pytest.mark.slow
def test_causes_in_play_name_what_a_leader_knows() -> None:
    """Every cause that `why` gives can be put into words, for every element that may be asked about."""
    game = games()[-1]
    asked = 0
    for turn in range(1, len(game.states) + 1, 4):
        for name in VARIABLES:
            for index in indices(game.place, name):
                if not index and game.place.starting[name].shape:
                    continue
                found = game.why(name, index, turn)
                for known in found.causes if found is not None else ():
                    assert is_plain(cause.sentence(game.place, known.cause, known.index, known.source)), known
                    asked += 1
    assert asked > 1000


def test_what_an_author_gave_as_the_cause_comes_first() -> None:
    """An option's effect says its author's words, and which choice brought them."""
    place = barnet()
    dilemma = place.dilemmas[0]
    option = dilemma.options[0]
    name = f"{dilemma.id}.{option.id}"
    label = option.label.removesuffix(".")
    assert (
        cause.brief(place, Cause("option", name, "change", "You began with the bill."))
        == f"You began with the bill (you chose “{label}”)"
    )
    assert cause.brief(place, Cause("option", name, "price", option.label)) == f"the price of “{label}”"
    assert cause.brief(place, Cause("option", name, "change", option.label)) == f"you chose “{label}”"
    assert cause.brief(place, Cause("later", name, "change")) == f"it followed from “{label}”"
    event = place.events[0]
    said = cause.brief(place, Cause("event", event.id, "change", "Somebody wrote."))
    assert said == f"Somebody wrote (the news “{event.title}”)"


def test_promises_say_who_promised_whom_what_by_when() -> None:
    """As in: you kept a promise to the police: a visit, due by 2011 Q1."""
    place = barnet()
    number = place.promise_slot("visit", place.agency("met"))
    terms = place.promises[number]
    assert promise.sentence(place, number, 4) == "you promised the police a visit by 2011 Q1"
    assert promise.settled(place, number, "kept", 4) == "You kept a promise to the police: a visit, due by 2011 Q1."
    assert promise.settled(place, number, "broken", 4) == "You broke a promise to the police: a visit, due by 2011 Q1."
    assert promise.settled(place, number, "made") == "You promised the police a visit (made)."
    said = cause.sentence(place, Cause("promise", terms.id, "kept", terms.text), (), None, {terms.id: 4.0})
    assert said == "You kept a promise to the police: a visit, due by 2011 Q1."


@pytest.mark.parametrize("status", range(len(STATUS_NAMES)))
def test_a_promise_is_told_as_it_is_but_for_what_a_partner_hides(status: int) -> None:
    """A seat knows what became of its own word; of another it is told so too, but a hidden failure sounds like one kept late."""
    place = barnet()
    given = next(terms for terms in place.promises if terms.giver != place.lead)
    told, as_it_is = promise.status_as_told(place, given, status), promise.status(status)
    assert promise.status_as_told(place, given, status, given.giver) == as_it_is
    said = {KEPT: "kept, they say", LATE: "kept late, they say", CONCEALED: "kept late, they say"}
    assert told == said.get(status, as_it_is)


def test_two_who_were_brought_together_are_both_named() -> None:
    """What bringing two partners together did to the tie between them is told of both."""
    place = barnet()
    pair = place.agency("met"), place.agency("schools")
    assert cause.brief(place, Cause("attention", "broker", "token"), pair) == "you brought the police and schools together"
    assert cause.brief(place, Cause("attention", "time", "token"), pair[:1]) == "you spent time with the police"


def test_tokens_are_told_as_deeds_and_plans() -> None:
    """A token reads the same whether it is planned or remembered."""
    place = barnet()
    assert (
        token.in_words(place, {"token": "broker", "with": "met", "and": "schools"}) == "bringing the police and schools together"
    )
    assert token.in_words(place, {"token": "money", "with": "pot"}) == "your own money for the pot"
    assert (
        token.deed(place, "broker", (place.agency("met"), place.agency("schools")))
        == "you brought the police and schools together"
    )
    assert token.deed(place, "time", ()) == "you spent time with a partner"


def test_a_level_that_is_a_cause_reads_as_a_level() -> None:
    """What feeds a flow is told with how high it stood, what a reading follows as a change, a term with its own words plainly."""
    place = barnet()
    police, lead = place.agency("met"), place.lead
    trust = ("trust", (police, lead))
    fed, drift = Cause("rule", "committing", "trust_lead"), Cause("rule", "committing", "settling")
    assert cause.brief(place, fed, (police,), trust, stood=0.34) == "the police's trust in you, at 34 of 100 (fair)"
    assert cause.brief(place, fed, (police,), trust, stood=0.341, is_mean=True).endswith(", at 34 of 100 (fair) on average")
    assert cause.brief(place, fed, (police,), trust) == "the police's trust in you"
    assert (
        cause.brief(place, drift, (police,), ("buy_in", (police,)), stood=0.9)
        == "left to itself, commitment drifts to the middle"
    )
    moved, commitment = Cause("rule", "stating", "buy_in"), ("buy_in", (police,))
    assert cause.brief(place, moved, (police,), commitment) == "a change in the police's commitment"
    assert cause.brief(place, moved, (police,), commitment, moved=1) == "a rise in the police's commitment"
    assert cause.still(cause.brief(place, moved, (police,), commitment, moved=-1)) == "the police's commitment"
    tired = cause.brief(place, Cause("rule", "delivering", "energy"), (police,), ("energy", ()), moved=-1)
    assert tired == "you were too tired to carry the work"


def test_a_leader_is_named_where_it_is_known_who_leads() -> None:
    """Of an agency in whose place others come it is not known who leads it when; of every other one its author says."""
    place = shipped("nw_london")
    succeeded = {one.agency for one in place.successors}
    assert succeeded
    for number, facts in enumerate(place.agencies):
        assert variable.leader_of(place, number) == ("" if number in succeeded else facts.leader)
    assert any(facts.leader for number, facts in enumerate(place.agencies) if number not in succeeded)


def test_a_leader_is_written_small_within_a_sentence() -> None:
    """A role that its author wrote with a capital article stands within sentences as one with a small article does."""
    agencies = tiny_data()["agencies"]
    place = tiny(agencies={name: {**one, "leader": "The head of it"} for name, one in agencies.items()})
    police = place.agency("police")
    assert introduction(place).seat == "the head of it"
    assert variable.leader_of(place, police) == "the head of it"
    assert {role.leader for role in roles(place)} == {"the head of it"}
    assert sheet(Session(place, 1), police).leader == "the head of it"


def test_no_cause_that_a_leader_is_told_is_a_bare_noun() -> None:
    """Whatever moved something a seat asks about is told in three words at least, and most in more."""
    short = set()
    for session in games():
        for turn in range(1, len(session.ledgers)):
            found = [session.why(*asked, turn + 1) for asked in largest(session, turn)]
            for known in (known for one in found if one is not None for known in one.causes):
                said = cause.brief(session.place, known.cause, known.index, known.source, stood=known.stood, moved=known.moved)
                if len(said.split()) < 3 and known.cause.kind == "rule" and said != "you rested":
                    short.add((known.cause.name, said))
    assert not short
