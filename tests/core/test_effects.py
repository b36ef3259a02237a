"""Effects: each does what its page says where it holds, and nothing anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from game.core.condition import Compare, Constant, Read
from game.core.effects import EFFECTS, Effect
from game.core.effects.after import After
from game.core.effects.agenda import Close, Open
from game.core.effects.chance import Chance
from game.core.effects.change import Change
from game.core.effects.clear import Clear
from game.core.effects.confront import Confront
from game.core.effects.contact import Contact
from game.core.effects.count import Count
from game.core.effects.cut import Cut
from game.core.effects.deep_dive import DeepDive
from game.core.effects.departure import Departure
from game.core.effects.end import End
from game.core.effects.flag import Flag
from game.core.effects.incident import Incident
from game.core.effects.money import Grant, Move, Spend
from game.core.effects.news import News
from game.core.effects.promise import Promise
from game.core.effects.protocol import Protocol
from game.core.effects.running import Running
from game.core.effects.set import Set
from game.core.effects.story import Story
from game.core.effects.strand import Strand
from game.core.effects.votes import Votes
from game.core.promise import OPEN
from game.core.rng import uniform
from game.core.state import State
from game.core.turn import Turn
from tests.core.folding import folds
from tests.core.trial import CARE, JOBS, ORIGIN, POLICE, ROWS, SCHOOLS, WHERE, run, start
from tests.places.laboratory import laboratory

Check = Callable[[State, State], None]


def only(before: State, after: State, *variables: str) -> None:
    """Nothing but these variables changed."""
    changed = {name for name in before if not np.array_equal(before[name], after[name])}
    assert changed == set(variables)


def moved(variable: str, index: tuple[int, ...], by: float) -> Check:
    """One element of a variable moved by a size in the first row, and nothing else did."""

    def check(before: State, after: State) -> None:
        only(before, after, variable)
        difference = (after[variable] - before[variable])[..., 0]
        assert difference[index] == pytest.approx(by)
        difference = np.array(difference)
        difference[index] = 0.0
        assert not difference.any()

    return check


def check_change_of_ties(before: State, after: State) -> None:
    """Care's and the schools' belief about the police rose, and no other; a pair with itself is passed over."""
    only(before, after, "purpose")
    difference = (after["purpose"] - before["purpose"])[..., 0]
    assert sorted(zip(*np.nonzero(difference), strict=True)) == [(CARE, POLICE), (SCHOOLS, POLICE)]


def check_change_both_ways(before: State, after: State) -> None:
    """The tie between two moved both ways."""
    difference = (after["confidence"] - before["confidence"])[..., 0]
    assert sorted(zip(*np.nonzero(difference), strict=True)) == [(CARE, POLICE), (POLICE, CARE)]


def check_bounded(before: State, after: State) -> None:
    """A change stops at the bound."""
    only(before, after, "control")
    assert after["control"][0] == 1.0


def check_set(before: State, after: State) -> None:
    """Two agencies' gateway is what it was set to."""
    only(before, after, "legal")
    assert after["legal"][[POLICE, JOBS], 0].tolist() == [0.8, 0.8]


def check_grant(before: State, after: State) -> None:
    """The pot is richer by what the world outside is poorer."""
    only(before, after, "pot", "treasury")
    assert after["pot"][0] - before["pot"][0] == before["treasury"][0] - after["treasury"][0] == 5000.0


def check_spend(before: State, after: State) -> None:
    """An agency bore what was spent on the work."""
    only(before, after, "budget", "work", "cost", "bearing")
    assert before["budget"][CARE, 0] - after["budget"][CARE, 0] == 5000.0
    assert after["cost"][CARE, 0] - before["cost"][CARE, 0] == 5000.0
    assert after["bearing"][CARE, 0] - before["bearing"][CARE, 0] == 5000.0


def check_spend_beyond(before: State, after: State) -> None:
    """Of a pot with too little in it, all there is is spent."""
    only(before, after, "pot", "work")
    assert after["pot"][0] == 0.0
    assert after["work"][0] - before["work"][0] == before["pot"][0] > 0.0


def check_move(before: State, after: State) -> None:
    """What one agency has less another has more."""
    only(before, after, "budget", "cost", "bearing")
    difference = (after["budget"] - before["budget"])[:, 0]
    assert (difference[CARE], difference[POLICE]) == (-7000.0, 7000.0)
    assert after["cost"][CARE, 0] == 7000.0


def check_cut(before: State, after: State) -> None:
    """What two agencies receive each quarter falls by a tenth, in whole pounds; what they hold stays."""
    only(before, after, "allowance")
    assert after["allowance"][[CARE, POLICE], 0].tolist() == [99_000.0, 72_000.0]


def check_promise(before: State, after: State) -> None:
    """A promise is open, and falls due when it should."""
    only(before, after, "promise_status", "promise_made", "promise_due", "promise_size")
    assert [after[name][0, 0] for name in ("promise_status", "promise_made", "promise_due", "promise_size")] == [
        OPEN,
        1.0,
        4.0,
        0.8,
    ]


def check_protocol(before: State, after: State) -> None:
    """Drafting began between two, both ways."""
    only(before, after, "drafting")
    assert sorted(zip(*np.nonzero(after["drafting"][..., 0]), strict=True)) == [(CARE, POLICE), (POLICE, CARE)]


def check_story(before: State, after: State) -> None:
    """Hearers' outlook, purpose and strain rise, and they remember having heard; nobody else changes."""
    only(before, after, "outlook", "purpose", "strain", "heard")
    for name in ("outlook", "strain", "heard"):
        difference = (after[name] - before[name])[:, 0]
        assert np.flatnonzero(difference).tolist() == [POLICE, JOBS]
        assert np.all(difference >= 0.0)
    pairs = sorted(zip(*np.nonzero((after["purpose"] - before["purpose"])[..., 0]), strict=True))
    assert pairs == [(POLICE, 0), (POLICE, JOBS), (JOBS, 0), (JOBS, POLICE)]


def check_contact(before: State, after: State) -> None:
    """Two see more of each other's purpose and work."""
    only(before, after, "purpose", "confidence")
    for name in ("purpose", "confidence"):
        difference = (after[name] - before[name])[..., 0]
        assert sorted(zip(*np.nonzero(difference), strict=True)) == [(CARE, POLICE), (POLICE, CARE)]
        assert difference.sum() > 0.0


def check_incident(before: State, after: State) -> None:
    """The tie is marked both ways for the share phase."""
    only(before, after, "astray")
    assert after["astray"][CARE, POLICE, 0] == after["astray"][POLICE, CARE, 0] == 1.5


def check_chance(before: State, after: State) -> None:
    """Where luck had it one list came about, and where it had not the other, by the draw of that number."""
    only(before, after, "tailoring", "governance")
    came = uniform(before.seeds, before.turn, "effect", 3) < 0.5
    assert set(came[WHERE]) == {True, False}
    assert np.array_equal(after["tailoring"] > before["tailoring"], came & WHERE)
    assert np.array_equal(after["governance"] > before["governance"], ~came & WHERE)


def check_after(before: State, after: State) -> None:
    """The turn is noted in which it falls due."""
    only(before, after, "due")
    assert after["due"][1, 0] == 3.0


def check_strand(before: State, after: State) -> None:
    """One strand gains what the others lose, each as far as it has some."""
    only(before, after, "strand")
    gained = (after["strand"] - before["strand"])[:, WHERE]
    assert np.allclose(gained[0], 0.1)
    assert np.all(gained[1:] < 0.0)
    assert np.allclose(after["strand"].sum(axis=0), 1.0)


def check_votes(before: State, after: State) -> None:
    """Every agency has the share that is said, whatever it had before."""
    only(before, after, "vote")
    assert after["vote"][:, WHERE].sum(axis=0).tolist() == pytest.approx([1.0] * int(WHERE.sum()))
    assert np.all(after["vote"][CARE, WHERE] == 0.6)


def check_end(before: State, after: State) -> None:
    """The programme no longer runs, and nobody directs any more."""
    only(before, after, "running", "mandate")
    assert after["running"][0] == after["mandate"][0] == 0.0


def nothing(before: State, after: State) -> None:
    """No variable changes at all."""
    only(before, after)


CASES: list[tuple[Effect, Check]] = [
    (Change(change="control", by=0.14), moved("control", (), 0.14)),
    (Change(change="emphasis", by=-0.2, of=(2,)), moved("emphasis", (2,), -0.2)),
    (Change(change="buy_in", by=0.11, of=(POLICE,)), moved("buy_in", (POLICE,), 0.11)),
    (Change(change="purpose", by=0.09, from_=(CARE, SCHOOLS, POLICE), to=(POLICE,)), check_change_of_ties),
    (Change(change="confidence", by=-0.04, between=(CARE, POLICE)), check_change_both_ways),
    (Change(change="control", by=5.0), check_bounded),
    (Set(set="target", value=100.0), moved("target", (), 40.0)),
    (Set(set="legal", value=0.8, of=(POLICE, JOBS)), check_set),
    (Flag(flag=0), moved("flag", (0,), -1.0)),
    (Clear(clear=1), moved("flag", (1,), -2.0)),
    (Count(count=1, by=3.0), moved("flag", (1,), 3.0)),
    (Grant(grant=5000, to=-1), check_grant),
    (Spend(spend=5000, from_=CARE), check_spend),
    (Spend(spend=10**9, from_=-1), check_spend_beyond),
    (Move(move=7000, from_=CARE, to=POLICE), check_move),
    (Cut(cut=0.1, of=(CARE, POLICE)), check_cut),
    (Promise(promise="words", id=0, by=0, to=CARE, due=3, size=0.8), check_promise),
    (Protocol(protocol=((CARE, POLICE),)), check_protocol),
    (Story(story=1.0, to=(POLICE, JOBS)), check_story),
    (Contact(contact=(CARE, POLICE), size=1.0), check_contact),
    (Confront(confront=(CARE,), size=1.5), moved("confronted", (CARE,), 1.5)),
    (Departure(departure=POLICE), moved("left", (POLICE,), 1.0)),
    (Incident(incident=1.5, between=(CARE, POLICE)), check_incident),
    (
        Chance(chance=0.5, number=3, then=(Change(change="tailoring", by=0.1),), else_=(Change(change="governance", by=0.1),)),
        check_chance,
    ),
    (After(after=2, number=1, then=()), check_after),
    (Open(open=3), moved("opened", (3,), 1.0)),
    (Close(close=3), moved("opened", (3,), -1.0)),
    (News(news="words"), nothing),
    (End(end="programme"), check_end),
    (Running(running=0.4), moved("running", (), -0.6)),
    (DeepDive(deep_dive=0.5, of=(CARE,)), moved("diving", (CARE,), 0.5)),
    (Strand(strand=0, by=0.1), check_strand),
    (Votes(votes=tuple(0.6 if i == CARE else 0.05 for i in range(len(laboratory().agencies)))), check_votes),
]


@pytest.mark.parametrize(("effect", "check"), CASES, ids=lambda one: type(one).__name__ if isinstance(one, Effect) else "")
def test_an_effect_does_what_its_page_says(effect: Effect, check: Check) -> None:
    """Where it holds the effect does what it should; every other playthrough is untouched; the ledger folds and names it."""
    before, after, ledger = run(effect)
    check(before, after)
    assert after.rows(~WHERE) == before.rows(~WHERE)
    assert folds(ledger, after)
    causes = {("option", "test.option"), ("limit", "bound"), ("rounding", "rounding")}
    assert {(block.cause.kind, block.cause.name) for block in ledger.blocks} <= causes
    nowhere = run(effect, np.zeros(ROWS, dtype=bool))
    assert nowhere[0] == nowhere[1]
    assert nowhere[2].blocks == []


def test_every_effect_is_tried() -> None:
    """No effect is without a case above, and each is found by the word that names it."""
    assert {type(effect) for effect, _ in CASES} == set(EFFECTS.values())
    assert all(EFFECTS[key].key == key and is_dataclass(EFFECTS[key]) for key in EFFECTS)
    assert all((effect.__doc__ or "").strip().endswith(".") for effect in EFFECTS.values())
    for effect in EFFECTS.values():
        described = [one.name for one in fields(effect) if one.metadata.get("text")]
        assert set(described) == {one.name for one in fields(effect)}


def test_a_condition_narrows_where_an_effect_holds() -> None:
    """With `if`, an effect comes about only where both its condition and the mask hold."""
    before = start()
    before["energy"][...] = np.linspace(0.1, 0.8, ROWS)
    turn = Turn(laboratory(), before, laboratory().parameters, trace=False)
    strong = Compare(Read("energy"), ">", Constant(0.4))
    Change(change="control", by=0.1, if_=strong).run(turn, WHERE, ORIGIN)
    assert np.array_equal(turn.state["control"] > before["control"], WHERE & (before["energy"] > 0.4))


def test_a_cause_carries_the_authors_words_and_evidence() -> None:
    """An effect's own words stand in the ledger; without them, those of what it belongs to."""
    _, _, ledger = run(Change(change="control", by=0.1, because="A reason.", evidence=("LAB-01",)))
    assert [(block.cause.because, block.cause.evidence) for block in ledger.blocks] == [("A reason.", ("LAB-01",))]
    _, _, ledger = run(Change(change="control", by=0.1))
    assert [block.cause.because for block in ledger.blocks] == ["the option's label"]


def test_a_story_heard_again_does_half() -> None:
    """A second story moves a hearer half as far as the first."""
    state = start()
    turn = Turn(laboratory(), state, laboratory().parameters, trace=False)
    outlook = [turn.state["outlook"][POLICE, 0]]
    for _ in range(3):
        Story(story=0.5, to=(POLICE,)).run(turn, turn.everyone, ORIGIN)
        outlook.append(turn.state["outlook"][POLICE, 0])
    first, second, third = np.diff(outlook)
    assert second == pytest.approx(first / 2.0)
    assert third == pytest.approx(first / 4.0)


def test_where_a_scar_leaves_no_room_meeting_wins_no_confidence() -> None:
    """Face to face wins the less confidence the deeper a scar is, and none where that fills the rest."""
    won = []
    for scar in (0.0, 0.3, 0.6, 0.9):
        state = start()
        state["confidence"][...], state["scar"][...] = 0.4, scar
        turn = Turn(laboratory(), state, laboratory().parameters, trace=False)
        Contact(contact=(CARE, POLICE), size=1.0).run(turn, turn.everyone, ORIGIN)
        won.append(float(turn.state["confidence"][CARE, POLICE, 0]) - 0.4)
    assert won == pytest.approx([won[0], won[0] / 2.0, 0.0, 0.0])
    assert won[0] > 0.0


@pytest.mark.parametrize("hears", [(POLICE, JOBS), (0, POLICE, JOBS)])
def test_whoever_hears_a_story_sees_more_of_the_lead_once(hears: tuple[int, ...]) -> None:
    """A hearer's belief about each other hearer and about the lead rises alike, whether or not the lead was there to hear it."""
    state = start()
    state["purpose"][...], state["heard"][...] = 0.3, 0.0
    turn = Turn(laboratory(), state, laboratory().parameters, trace=False)
    Story(story=0.5, to=hears).run(turn, turn.everyone, ORIGIN)
    risen = turn.state["purpose"][..., 0] - 0.3
    size = 0.5 * laboratory().parameters["story_purpose"]
    for i in range(len(risen)):
        for j in range(len(risen)):
            is_moved = i != j and i in hears and (j in hears or j == 0)
            assert risen[i, j] == pytest.approx(size if is_moved else 0.0)


def test_a_signed_protocol_is_not_drafted_again() -> None:
    """Where a protocol is signed already, nothing begins."""
    state = start()
    state["permission"][CARE, POLICE] = state["permission"][POLICE, CARE] = 0.75
    turn = Turn(laboratory(), state, laboratory().parameters, trace=False)
    Protocol(protocol=((CARE, POLICE),)).run(turn, turn.everyone, ORIGIN)
    assert not turn.state["drafting"].any()


def test_news_is_told_where_it_comes() -> None:
    """A line of news is heard in those playthroughs alone in which it comes."""
    _, _, ledger = run(News(news="A line."))
    assert [one.text for one in ledger.told(0)] == ["A line."]
    assert ledger.told(1) == []
