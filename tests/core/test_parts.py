"""Parts of the model that only some places have: strands, deep dives, ground rules, aligned purses, and what lasts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.decision import TOKENS, Decisions, Refusal, none_of, refusal, tokens_allowed
from game.core.decision_words import from_words
from game.core.effects import Effect
from game.core.effects.deep_dive import DeepDive
from game.core.effects.end import End
from game.core.effects.running import Running
from game.core.effects.story import Story
from game.core.effects.strand import Strand
from game.core.outcome import ending, endings, lasting
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import begin, step_in_place
from game.core.turn import Origin, Turn
from game.core.variables import VARIABLES
from tests.core.trial import started
from tests.places.laboratory import laboratory
from tests.places.small import scenario_of

ROWS = 12
THREE = {
    name: {"name": name, "needs": needs, "delay": 1, "strand": {"name": name}}
    for name, needs in (("care", ["b", "c"]), ("prison", ["b"]), ("ward", ["c"]))
}


_THREE_BODIES = {name: {"name": name, "budget": 1} for name in ("a", "b", "c")}
_SUCCESSORS = {"at": 3, "name": "two", "bodies": {"x": {"name": "x"}, "y": {"name": "y"}}}


def played(place: Place, state: State, quarters: int, *effects: Effect, decisions: Decisions | None = None) -> State:
    """The batch some quarters on, after some effects."""
    turn = Turn(place, state, place.parameters, trace=False, in_place=True)
    for effect in effects:
        effect.run(turn, np.ones(ROWS, dtype=bool), Origin("option", "test"))
    for quarter in range(quarters):
        now = decisions if decisions is not None and quarter == 0 else none_of(place, ROWS)
        step_in_place(place, state, now)
    return state


def with_levels(**levels: float) -> Place:
    """A plain place with some starting levels, whose agencies can lend and give."""
    agencies: dict[str, Any] = {
        name: {"name": name, "budget": 90000, "leaving": 0, "giving": 0.5, "discretion": 1.0} for name in ("a", "b", "c")
    }
    return scenario_of(agencies=agencies, levels=levels)


def test_who_has_no_part_carries_nothing_of_it() -> None:
    """A place that uses none of the parts has none of their variables, in its start, its states or its rules."""
    place = laboratory()
    of_parts = {name for name, variable in VARIABLES.items() if variable.part}
    assert place.parts == frozenset()
    assert not of_parts & set(place.starting)
    assert not of_parts & set(started(place, ROWS))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(-1, 2), st.floats(-1.0, 1.0)), max_size=8))
def test_effort_is_moved_and_never_made(moves: list[tuple[int, int, float]]) -> None:
    """However effort is moved between strands, the shares add up to one, and none falls below the least."""
    place = scenario_of(outcomes=THREE)
    state = started(place, ROWS)
    for to, from_, size in moves:
        if to != from_:
            played(place, state, 0, Strand(strand=to, from_=from_, by=size))
            assert np.allclose(state["strand"].sum(axis=0), 1.0, atol=1e-6)
            assert np.all(state["strand"] >= place.parameters["strand_least"] - 1e-6)


def test_a_strand_that_gets_more_helps_more_and_the_others_less() -> None:
    """With the same workers, the strand that gets effort is helped more than before, and the others less."""
    place = scenario_of(outcomes=THREE)
    even, moved = (started(place, ROWS, families=6, target=6, user_trust=0.8) for _ in range(2))
    for state in (even, moved):
        state["budget"][...] = state["allowance"][...] = 1e6
        state["pot"][...] = 1e6
    played(place, even, 1)
    played(place, moved, 1, Strand(strand=0, by=0.4))
    assert np.all(moved["effort"][0] > even["effort"][0])
    assert np.all(moved["effort"][1:] < even["effort"][1:])
    assert np.all(moved["waiting"][2] > 0.0)
    assert np.all(moved["strain"][2] > even["strain"][2])


def test_a_token_moves_effort() -> None:
    """A token of effort does what the effect does, by name, from one strand or from all; elsewhere it is refused."""
    place = scenario_of(outcomes=THREE)
    written = {"token": "strand", "to": "prison", "from": "ward"}
    decisions = from_words(place, {}, [written])
    assert not isinstance(decisions, Refusal)
    spread = Decisions(np.tile(decisions.choice, (1, ROWS)), np.tile(decisions.attention, (1, 1, ROWS)))
    state = played(place, started(place, ROWS), 1, decisions=spread)
    step = place.parameters["strand_token"]
    assert np.allclose(state["strand"][:, 0], [1 / 3, 1 / 3 + step, 1 / 3 - step])
    plain = scenario_of()
    nowhere = none_of(plain, 1)
    nowhere.attention[0, :2, 0] = (TOKENS.index("strand"), 0)
    refused = refusal(plain, begin(plain, seeds_of(1, 1)).state, nowhere)
    assert refused is not None
    assert refused.code == "no_strands"
    unknown = from_words(place, {}, [{"token": "strand", "to": "prisons"}])
    assert isinstance(unknown, Refusal)
    assert "prison" in unknown.help


def test_a_deep_dive_costs_now_and_changes_how_leaders_see_later() -> None:
    """In its quarter less is delivered and its leader is missed; two quarters on outlook is wider than without it."""
    dive = DeepDive(deep_dive=1.0, of=(1,))
    never = {"two": {"label": "two"}, "one": {"label": "one", "effects": [{"deep_dive": "clear", "of": "all"}]}}
    place = scenario_of(dilemmas={"never": {"title": "d", "text": "d", "at": 8, "options": never}})
    without, with_ = started(place, ROWS), started(place, ROWS)
    played(place, without, 1)
    played(place, with_, 1, dive)
    assert np.all(with_["delivered"] < without["delivered"])
    assert np.all(with_["cover"][1] < without["cover"][1])
    assert np.allclose(with_["outlook"][1], without["outlook"][1], atol=0.005)
    played(place, without, 2)
    played(place, with_, 2)
    assert np.all(with_["outlook"][1] > without["outlook"][1] + 0.05)


def test_blame_comes_before_insight_and_rules_turn_the_one_into_the_other() -> None:
    """Without ground rules a story costs confidence in its quarter and brings no insight; with them it is the other way round."""
    story = Story(story=1.0, to=(1, 2))
    found = {}
    for rules in (0.0, 0.9):
        place = with_levels(ground_rules=rules, control=0.5)
        silent, heard = started(place, ROWS), started(place, ROWS)
        played(place, silent, 1)
        played(place, heard, 1, story)
        blame = silent["confidence"][1, 2] - heard["confidence"][1, 2]
        played(place, silent, 1)
        played(place, heard, 1)
        found[rules] = (float(blame[0]), float((heard["purpose"][1, 2] - silent["purpose"][1, 2])[0]))
    assert found[0.0][0] > 5 * found[0.9][0] > 0.0
    assert found[0.9][1] > found[0.0][1] + 0.03


def test_aligned_purses_pay_for_work_and_fill_no_pot() -> None:
    """Where purses are aligned, agencies' own money pays for workers though nothing is pooled; every pound is accounted for."""
    quiet = {"pooling": 0.0, "underwriting": 0.0, "target": 60}
    found = {}
    for aligned in (0.0, 0.8):
        place = scenario_of(
            agencies={
                name: {"name": name, "budget": 90000, "leaving": 0, "giving": 0.5, "discretion": 1.0} for name in ("a", "b", "c")
            },
            levels={**quiet, "aligned": aligned},
            parameters={"pooling_floor": 0, "lead_share": 0},
        )
        state = played(place, started(place, ROWS), 3)
        assert not state["pot"].any()
        held = state["budget"].sum(axis=0) + state["pot"] + state["work"] + state["lapsed"] + state["treasury"]
        assert np.allclose(held, 0.0)
        found[aligned] = state["workers"].copy()
    assert not found[0.0].any()
    assert np.all(found[0.8] > 1.0)


def test_a_programme_that_is_half_carried_is_still_led() -> None:
    """With `running` below one the leader still decides, and what has ended stays ended."""
    place = scenario_of()
    state = played(place, started(place, ROWS), 1, Running(running=0.4))
    assert np.all(state["running"] == 0.4)
    assert np.all(tokens_allowed(place, state) > 0)
    ended = played(place, started(place, ROWS), 0, End(end="programme"), Running(running=0.4))
    assert not ended["running"].any()


def traced(**more: Any) -> Place:
    """A place with one trace, and two endings that ask for it and for the last quarter played."""
    traces = {"post": {"name": "the post", "when": "mean(buy_in) > 0.5", "text": "There.", "otherwise": "Gone."}}
    ends = {
        "kept": {"title": "Kept", "text": "k", "when": "lasting(post) and mean(outlook) < 0.5"},
        "lost": {"title": "Lost", "text": "l"},
    }
    return scenario_of(traces=traces, endings=ends, **more)


def test_a_trace_is_looked_for_at_the_end_of_the_epilogue() -> None:
    """An ending may ask what lasts, which is looked for at the very end, beside the last quarter that was played."""
    place = traced()
    at_end, final = started(place, ROWS, buy_in=0.2, outlook=0.2), started(place, ROWS, buy_in=0.2, outlook=0.8)
    final["buy_in"][:, : ROWS // 2] = 0.9
    assert lasting(place, final)[0].tolist() == [row < ROWS // 2 for row in range(ROWS)]
    assert endings(place, at_end, final).tolist() == [int(row >= ROWS // 2) for row in range(ROWS)]
    found = ending(place, at_end, final)
    assert found is not None
    assert found.title == "Kept"


@pytest.mark.parametrize("kind", sorted({one.part for one in VARIABLES.values() if one.part}))
def test_a_place_comes_to_its_parts_by_what_it_says(kind: str) -> None:
    """Strands, a dive or a starting level bring a part, and only that one."""
    never = {"two": {"label": "two"}, "one": {"label": "one", "effects": [{"deep_dive": "clear", "of": "all"}]}}
    ways: dict[str, dict[str, Any]] = {
        "strands": {"outcomes": THREE},
        "deep_dives": {"dilemmas": {"never": {"title": "d", "text": "d", "at": 8, "options": never}}},
        "ground_rules": {"levels": {"ground_rules": 0.2}},
        "aligned": {"levels": {"aligned": 0.2}},
        "members": {"agencies": {**_THREE_BODIES, "b": {"name": "b", "budget": 1, "members": 9}}},
        "succession": {"agencies": {**_THREE_BODIES, "b": {"name": "b", "budget": 1, "successors": _SUCCESSORS}}},
        "board": {"board": {}},
        "losses": {"outcomes": {"one": {"name": "one", "needs": ["b", "c"], "loses": {"a": 7}}}},
    }
    assert scenario_of(**ways[kind]).parts == {kind}


def test_more_strands_than_agencies_harm_no_other_token() -> None:
    """In one slot of a batch some may move effort to the last of many strands while others spend theirs with an agency."""
    many = {f"outcome_{number}": {"name": "x", "needs": ["b"], "strand": {"name": f"s{number}"}} for number in range(5)}
    place = scenario_of(outcomes=many)
    decisions = none_of(place, ROWS)
    decisions.attention[0, :2, : ROWS // 2] = np.array([[TOKENS.index("strand")], [4]])
    decisions.attention[0, :2, ROWS // 2 :] = np.array([[TOKENS.index("money")], [1]])
    state = played(place, started(place, ROWS, budget=1e6), 1, decisions=decisions)
    assert np.all(state["strand"][4, : ROWS // 2] > 0.2)
    assert np.allclose(state["strand"][4, ROWS // 2 :], 0.2)
