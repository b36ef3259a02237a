"""What a program is given of a debrief is what people read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from game.core.outcome import MEASURES
from game.debrief.document import document
from tests.debrief.runs import RUNS, debriefed, run

on_each_run = pytest.mark.parametrize(("name", "line", "seed"), RUNS)


def _read(name: str, line: str, seed: int) -> dict[str, Any]:
    """A document as a program would read it."""
    found: dict[str, Any] = json.loads(json.dumps(document(run(name, line, seed), debriefed(name, line, seed))))
    return found


@on_each_run
def test_a_program_reads_the_same_numbers(name: str, line: str, seed: int) -> None:
    """Measures, effects, books and results are those of the debrief, by the ids of the place."""
    found, session, told = debriefed(name, line, seed), run(name, line, seed), _read(name, line, seed)
    assert {one: facts["own"] for one, facts in told["measures"].items()} == session.headline()
    for one, facts in zip(found.moments.moments, told["moments"], strict=True):
        assert (facts["turn"], facts["dilemma"], facts["taken"]) == (one.turn, one.dilemma, one.taken)
        assert facts["taken"] == session.decided[one.turn - 1][0][one.dilemma]
        for way, effects in zip(one.ways, facts["ways"], strict=True):
            assert set(effects["effects"]) == set(MEASURES)
            assert {name: effect["mean"] for name, effect in effects["effects"].items()} == {
                effect.measure: effect.mean for effect in way.effects
            }
    assert sum(one["cost"] for one in told["pockets"]) == pytest.approx(found.pockets.cost)
    assert sum(one["weight"] * one["reported"] for one in told["results"]) == pytest.approx(told["measures"]["results"]["own"])
    assert sum(one["weight"] * one["lasting"] for one in told["results"]) == pytest.approx(told["measures"]["people"]["own"])


@on_each_run
def test_who_was_left_out_is_whom_no_token_names(name: str, line: str, seed: int) -> None:
    """The agencies that got no attention are those that stand in no token of the game."""
    session, told = run(name, line, seed), _read(name, line, seed)
    named = {value for _, tokens in session.decided for token in tokens for value in token.values()}
    others = [one for one in session.place.agency_ids if one != session.place.agency_ids[session.place.lead]]
    assert told["unseen"] == [one for one in others if one not in named]
    assert [one["turn"] for one in told["tokens"]] == [one.turn for one in debriefed(name, line, seed).tokens]
