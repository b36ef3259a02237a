"""Policies: what they decide is allowed, hangs on nothing they cannot see, and is what their name says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.core.decision import TOKENS, Decisions, refusal
from game.core.decision_words import to_words
from game.core.observe import View, observe
from game.core.place import Place
from game.core.promise import OPEN
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import begin
from game.core.variables import VARIABLES
from game.play.attention import KIND
from game.play.batch import Played, play_batch
from game.play.policy import Memory, Policy, Replayed, Seen, policy_named, policy_names
from game.play.script import Scripted, ScriptedTurn, in_words
from tests.places.laboratory import laboratory
from tests.places.shipped import shipped
from tests.places.tiny import tiny


def barnet() -> Place:
    """The first shipped case."""
    return shipped("barnet")


def north_west_london() -> Place:
    """The one in which some agencies have no front line, members join, and the like."""
    return shipped("nw_london")


def few_front_lines() -> Place:
    """The laboratory, where nobody but the schools has a front line that could be backed."""
    place = laboratory()
    return replace(place, agencies=tuple(replace(one, front_line=one.id == "schools") for one in place.agencies))


def play(place: Place, policy: Policy, seeds: range, seen: Seen | None = None) -> tuple[Played, list[tuple[State, Decisions]]]:
    """A batch, with the state before each turn and what was decided in it."""
    course: list[tuple[State, Decisions]] = []
    memory = Memory(place.parameters, slice(0, len(seeds)), seen)

    def before(state: State, decisions: Decisions) -> None:
        course.append((state.writable(), decisions))

    return play_batch(place, policy, seeds.start, len(seeds), memory, is_overlaid=False, before=before), course


def first_view(place: Place, n: int, **changed: float) -> View:
    """What the lead sees before the first turn, some variables set to a value."""
    state = begin(place, seeds_of(1, n), trace=False).state.writable()
    for name, value in changed.items():
        state[name][...] = value
    return observe(place, state, place.lead)


@pytest.mark.parametrize("name", policy_names())
@pytest.mark.parametrize(("make", "n"), [(laboratory, 150), (few_front_lines, 40), (barnet, 40), (north_west_london, 20)])
def test_nothing_is_ever_refused(name: str, make: Callable[[], Place], n: int) -> None:
    """Whatever a policy decides, in any turn, the engine takes."""
    place = make()
    _, course = play(place, policy_named(name, place), range(n))
    for state, decisions in course:
        assert refusal(place, state, decisions) is None
    assert len(course) == place.turns + place.epilogue


@pytest.mark.parametrize("name", policy_names())
def test_nothing_is_refused_to_the_poor_and_weary(name: str) -> None:
    """With no money, no energy and every promise open, what is decided is still allowed."""
    place = laboratory()
    rng = np.random.default_rng(3)
    policy, memory = policy_named(name, place), Memory(place.parameters)
    for turn in range(1, place.turns + 1):
        state = begin(place, seeds_of(1, 60), trace=False).state.writable()
        state.turn = turn
        state["budget"][place.lead] = rng.integers(0, 60_000, 60)
        state["energy"][...] = rng.random(60) * 0.4
        state["promise_status"][...] = np.where(rng.random(state["promise_status"].shape) < 0.7, OPEN, 0)
        state["running"][...] = rng.random(60) < 0.9
        decisions = policy.decide(observe(place, state, place.lead), state.seeds, memory)
        assert refusal(place, state, decisions) is None
        assert (decisions.attention[:, 0, state["running"] == 0.0] == -1).all()


@pytest.mark.parametrize("name", policy_names())
def test_a_row_is_decided_as_it_would_be_alone(name: str) -> None:
    """Playthrough r of a batch is decided as that seed is alone."""
    place = laboratory()
    _, batch = play(place, policy_named(name, place), range(40, 70))
    for row in (0, 17, 29):
        _, alone = play(place, policy_named(name, place), range(40 + row, 41 + row))
        for (_, together), (_, single) in zip(batch, alone, strict=True):
            assert np.array_equal(together.choice[:, row], single.choice[:, 0])
            assert np.array_equal(together.attention[:, :, row], single.attention[:, :, 0])


@pytest.mark.parametrize("name", policy_names())
def test_what_is_hidden_changes_nothing(name: str) -> None:
    """A policy decides alike whatever the variables are that its seat does not see."""
    place = laboratory()
    policy, memory = policy_named(name, place), Memory(place.parameters)
    state = begin(place, seeds_of(1, 30), trace=False).state.writable()
    state.turn = 3
    before = policy.decide(observe(place, state, place.lead), state.seeds, memory)
    read_by_conditions = {"frontline", "buy_in", "strain", "trust", "opened"}
    for variable, facts in VARIABLES.items():
        if variable in state and facts.sight == "hidden" and variable not in read_by_conditions:
            state[variable][...] = np.random.default_rng(1).random(state[variable].shape)
    after = policy.decide(observe(place, state, place.lead), state.seeds, memory)
    assert np.array_equal(before.choice, after.choice)
    assert np.array_equal(before.attention, after.attention)


def test_history_takes_the_real_line() -> None:
    """The real options, and the tokens of the real line as far as they are allowed."""
    place = laboratory()
    _, course = play(place, policy_named("history", place), range(1, 3))
    choices, tokens = to_words(place, course[0][1])
    assert choices == {"pitch": "people"}
    assert tokens == [
        {"token": "time", "with": "police"},
        {"token": "broker", "with": "care", "and": "police"},
        {"token": "listen"},
    ]
    assert to_words(place, course[1][1])[0].keys() <= {"hands", "lists"}


def test_history_drops_what_would_be_refused() -> None:
    """A weary leader's third token is dropped, and so is a promise that is open already."""
    place = tiny(
        history={
            "attention": {"1": [{"token": "promise", "what": "visit", "with": "police"}, {"token": "rest"}, {"token": "listen"}]}
        }
    )
    policy, memory = policy_named("history", place), Memory(place.parameters)
    fresh = policy.decide(first_view(place, 1), seeds_of(1, 1), memory)
    assert [token["token"] for token in to_words(place, fresh)[1]] == ["promise", "rest", "listen"]
    weary = policy.decide(first_view(place, 1, energy=0.05), seeds_of(1, 1), memory)
    assert [token["token"] for token in to_words(place, weary)[1]] == ["promise", "rest"]
    promised = policy.decide(first_view(place, 1, promise_status=float(OPEN)), seeds_of(1, 1), memory)
    assert [token["token"] for token in to_words(place, promised)[1]] == ["rest", "listen"]


def test_history_takes_the_first_that_is_offered_where_the_real_one_is_not() -> None:
    """An option that is not open is not taken, real or not."""
    options = {"one": {"label": "One."}, "other": {"label": "The other.", "when": "energy > 0.95"}, "third": {"label": "Third."}}
    dilemma = {"title": "A", "text": "B", "at": 1, "options": options, "real": "other"}
    place = tiny(dilemmas={"first": dilemma})
    decisions = policy_named("history", place).decide(first_view(place, 2), seeds_of(1, 2), Memory(place.parameters))
    assert decisions.choice.tolist() == [[0, 0]]


def test_random_is_unbiased_among_what_is_offered() -> None:
    """Each option that is open is taken about as often, and one that is not open never."""
    options = {name: {"label": f"{name}."} for name in ("a", "b", "c", "d")}
    options["b"]["when"] = "energy > 0.95"
    place = tiny(dilemmas={"first": {"title": "A", "text": "B", "at": 1, "options": options}})
    decisions = policy_named("random", place).decide(first_view(place, 6000), seeds_of(0, 6000), Memory(place.parameters))
    counts = np.bincount(decisions.choice[0], minlength=4)
    assert counts[1] == 0
    # Each of three has 2,000 expected, with a standard deviation of 37.
    assert np.abs(counts[[0, 2, 3]] - 2000).max() < 150


def test_random_favours_no_kind_of_token_and_no_partner() -> None:
    """Over playthroughs, each kind of token that can be placed is placed about as often, and so is each partner seen."""
    place = laboratory()
    view = first_view(place, 8000)
    decisions = policy_named("random", place).decide(view, seeds_of(0, 8000), Memory(place.parameters))
    kinds = np.bincount(decisions.attention[0, 0], minlength=len(TOKENS))
    assert kinds[KIND["own_up"]] == 0
    assert kinds[KIND["strand"]] == 0
    can = np.delete(kinds, [KIND["own_up"], KIND["strand"]])
    assert can.min() > 0.8 * 8000 / 9
    assert can.max() < 1.2 * 8000 / 9
    partners = np.bincount(decisions.attention[0, 1][decisions.attention[0, 0] == KIND["time"]], minlength=len(place.agencies))
    assert partners[place.lead] == 0
    assert np.delete(partners, place.lead).min() > 0.6 * partners.sum() / (len(place.agencies) - 1)


def test_two_dilemmas_together_stay_within_the_budget() -> None:
    """Of two dilemmas on the table at once, neither is decided so that the other cannot be paid for."""
    dear = {"dear": {"label": "Dear.", "money": 70_000}, "free": {"label": "Free."}}
    paid = {"dear": {"label": "Dear.", "money": 90_000}, "less": {"label": "Less.", "money": 40_000}}
    place = tiny(
        dilemmas={
            "first": {"title": "A", "text": "B", "at": 1, "priority": 9, "options": dear},
            "second": {"title": "C", "text": "D", "at": 1, "options": paid},
        }
    )
    for name in policy_names():
        _, course = play(place, policy_named(name, place), range(200))
        state, decisions = course[0]
        assert refusal(place, state, decisions) is None
        assert (decisions.choice[0] == 1).all(), "the first leaves the money that the second cannot do without"


@pytest.mark.parametrize(
    ("line", "effects", "wins"),
    [
        ("keep-control", [{"change": "control", "by": "clear"}], True),
        ("cede", [{"change": "control", "by": "clear"}], False),
        ("savings-only", [{"change": "emphasis", "of": "savings", "by": "clear"}], True),
        ("savings-only", [{"change": "support", "by": "clear"}], False),
        ("nice-to-all", [{"change": "strain", "of": "all", "by": "-clear"}], True),
        ("nice-to-all", [{"confront": "police"}], False),
        ("adaptive", [{"end": "programme"}], False),
        ("keep-control", [{"chance": 0.5, "then": [{"change": "control", "by": "clear"}]}], True),
        ("cede", [{"after": 2, "then": [{"change": "governance", "by": "clear"}]}], True),
        ("cede", [{"set": "control", "value": 0.2}], True),
    ],
)
def test_a_line_weighs_what_options_are_meant_to_move(line: str, effects: list[dict[str, Any]], *, wins: bool) -> None:
    """An option with these effects is taken, or shunned, against one that does nothing; nested effects count too."""
    options = {"nothing": {"label": "Nothing."}, "something": {"label": "Something.", "effects": effects}}
    place = tiny(
        frames={"savings": {"name": "Savings"}, "lives": {"name": "Lives"}},
        dilemmas={"first": {"title": "A", "text": "B", "at": 1, "options": options}},
    )
    decisions = policy_named(line, place).decide(first_view(place, 3), seeds_of(0, 3), Memory(place.parameters))
    assert decisions.choice.tolist() == ([[1, 1, 1]] if wins else [[0, 0, 0]])


def test_a_line_takes_the_first_of_equals() -> None:
    """Ties are broken by the order of the file."""
    place = tiny()
    for line in ("keep-control", "cede", "savings-only", "nice-to-all", "adaptive"):
        decisions = policy_named(line, place).decide(first_view(place, 2), seeds_of(0, 2), Memory(place.parameters))
        assert decisions.choice.tolist() == [[0, 0]]


def test_the_adaptive_line_rests_when_tired_and_goes_where_trust_is_thin() -> None:
    """With little energy it rests; rested, it sees the partner whose trust it thinks thinnest."""
    place = tiny()
    policy, memory = policy_named("adaptive", place), Memory(place.parameters)
    tired = policy.decide(first_view(place, 1, energy=0.1), seeds_of(1, 1), memory)
    assert tired.attention[0, 0, 0] == KIND["rest"]
    state = begin(place, seeds_of(1, 1), trace=False).state.writable()
    state["estimate"][...] = 0.9
    state["estimate"][place.agency("health"), place.lead] = 0.05
    rested = policy.decide(observe(place, state, place.lead), state.seeds, memory)
    assert {"token": "time", "with": "health"} in to_words(place, rested)[1]


def test_the_adaptive_line_keeps_its_promises() -> None:
    """It visits whom it promised a visit, in the quarter in which the promise falls due."""
    place = tiny()
    slot = place.promise_slot("visit", place.agency("health"))
    state = begin(place, seeds_of(1, 1), trace=False).state.writable()
    state["promise_status"][slot], state["promise_due"][slot] = float(OPEN), float(state.turn)
    decisions = policy_named("adaptive", place).decide(observe(place, state, place.lead), state.seeds, Memory(place.parameters))
    assert to_words(place, decisions)[1][0] == {"token": "time", "with": "health"}


def test_explore_takes_what_was_seen_least() -> None:
    """An option that was hardly ever taken is taken by nearly all, and a kind of token never placed is placed first."""
    place = tiny()
    seen = Seen(np.array([[500, 2]]), np.array([502]), np.where(np.arange(len(TOKENS)) == KIND["upwards"], 0, 300))
    memory = Memory(place.parameters, seen=seen)
    decisions = policy_named("explore", place).decide(first_view(place, 400), seeds_of(0, 400), memory)
    assert (decisions.choice[0] == 1).mean() > 0.95
    assert (decisions.attention[0, 0] == KIND["upwards"]).all()


def test_explore_opens_the_way_to_what_was_never_seen() -> None:
    """Of two options taken equally often, it prefers the one on which a dilemma hangs that never came."""
    second = {
        "title": "C",
        "text": "D",
        "from": 2,
        "to": 4,
        "when": "chose(first, other)",
        "options": {"a": {"label": "A."}, "b": {"label": "B."}},
    }
    place = tiny(dilemmas={"first": tiny_first(), "second": second})
    seen = Seen(np.array([[300, 300], [0, 0]]), np.array([600, 0]), np.full(len(TOKENS), 300))
    decisions = policy_named("explore", place).decide(
        first_view(place, 400), seeds_of(0, 400), Memory(place.parameters, seen=seen)
    )
    assert (decisions.choice[0] == 1).mean() > 0.9


def tiny_first() -> dict[str, Any]:
    """A dilemma of two options that do nothing."""
    return {"title": "A", "text": "B", "at": 1, "options": {"one": {"label": "One."}, "other": {"label": "The other."}}}


def test_the_price_of_a_token_is_the_one_played_with() -> None:
    """A token of money is not placed where changed parameters make it dearer than the lead's budget."""
    place = tiny(history={"attention": {"1": [{"token": "money", "with": "pot"}, {"token": "rest"}]}})
    dear = {**place.parameters, "attention_money": np.array([20_000.0, 10e6])}
    view = first_view(place, 2)
    decisions = policy_named("history", place).decide(view, seeds_of(1, 2), Memory(dear))
    assert decisions.attention[0, 0].tolist() == [KIND["money"], KIND["rest"]]


class TestReplayed:
    """The same decisions once more."""

    def test_under_the_same_luck_it_is_the_same_game(self) -> None:
        """Decisions that are replayed under their own seeds lead to the same state."""
        place = laboratory()
        played, course = play(place, policy_named("random", place), range(1, 31))
        taken = [decisions for _, decisions in course[: place.turns]]
        again, _ = play(place, Replayed(place, taken), range(1, 31))
        assert again.final == played.final

    def test_under_other_luck_nothing_is_refused(self) -> None:
        """Where what was decided is not offered, something else is; options that are offered are taken as before."""
        place = laboratory()
        _, course = play(place, policy_named("random", place), range(1, 61))
        taken = [decisions for _, decisions in course[: place.turns]]
        _, again = play(place, Replayed(place, taken), range(1001, 1061))
        for state, decisions in again:
            assert refusal(place, state, decisions) is None
        assert np.array_equal(again[0][1].choice, taken[0].choice)
        assert np.array_equal(again[0][1].attention, taken[0].attention)

    def test_rows_of_a_batch_are_the_rows_of_the_whole(self) -> None:
        """A batch that holds playthroughs 20 to 29 of the ensemble replays their decisions, not the first ten."""
        place = laboratory()
        _, course = play(place, policy_named("random", place), range(1, 31))
        taken = [decisions for _, decisions in course[: place.turns]]
        memory = Memory(place.parameters, slice(20, 30))
        part = play_batch(place, Replayed(place, taken), 21, 10, memory, is_overlaid=False)
        whole, _ = play(place, Replayed(place, taken), range(1, 31))
        assert part.final == whole.final.rows(slice(20, 30))


class TestScripted:
    """Decisions that are written down."""

    def test_lays_what_is_written_over_another_policy(self) -> None:
        """What is written is taken; dilemmas and turns without a word are left to the other policy."""
        place = laboratory()
        script = {1: ScriptedTurn({"pitch": "each"}, ({"token": "rest"},)), 2: ScriptedTurn({"hands": "write"})}
        _, plain = play(place, policy_named("history", place), range(1, 2))
        _, course = play(place, Scripted(place, script, policy_named("history", place)), range(1, 2))
        assert to_words(place, course[0][1]) == ({"pitch": "each"}, [{"token": "rest"}])
        assert to_words(place, course[1][1])[0]["hands"] == "write"
        assert to_words(place, course[1][1])[1] == to_words(place, plain[1][1])[1], "nothing is said of the second turn's tokens"

    def test_leaves_open_what_nobody_decides(self) -> None:
        """Without another policy a dilemma that is not written of stays undecided, which the engine refuses."""
        place = laboratory()
        view = first_view(place, 1)
        decisions = Scripted(place, {}).decide(view, seeds_of(1, 1), Memory(place.parameters))
        refused = refusal(place, begin(place, seeds_of(1, 1), trace=False).state, decisions)
        assert refused is not None
        assert refused.code == "undecided"

    def test_says_which_turn_makes_no_sense(self) -> None:
        """An id that the place does not have is told with its turn."""
        with pytest.raises(ValueError, match=r"Turn 3: .*pich"):
            Scripted(laboratory(), {3: ScriptedTurn({"pich": "people"})})

    def test_decisions_in_words_are_a_script(self) -> None:
        """What `in_words` writes is what a script reads."""
        written = in_words({1: ({"pitch": "each"}, [{"token": "rest"}])})
        assert written == {"1": {"choices": {"pitch": "each"}, "tokens": [{"token": "rest"}]}}


def test_an_unknown_name_is_no_policy() -> None:
    """Asking for a policy that does not exist raises `KeyError`."""
    with pytest.raises(KeyError):
        policy_named("clever", tiny())
