"""What a playthrough came to: of what each headline measure is taken, and when, and which ending is met."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.core.condition import Compare, Condition, Constant, Read
from game.core.outcome import MEASURES, ending, endings, headline, looked_at
from game.core.place import Ending, Place
from game.core.state import State
from tests.core.trial import started
from tests.places.laboratory import whole_laboratory

ROWS = 5
MADE_OF = {
    "people": ("final", {"attributable"}),
    "results": ("at_end", {"reported"}),
    "trust": ("at_end", {"trust"}),
    "sharing": ("at_end", {"practice"}),
    "money": ("at_end", {"avoided"}),
    "legacy": ("final", {"effectiveness", "remains"}),
    "self": ("at_end", {"energy", "credibility"}),
}
"""Of which state each measure is taken, and of which variables of it."""


def anywhere(draw: int) -> State:
    """A state in which every variable has some value of its own."""
    state, rng = started(whole_laboratory(), ROWS), np.random.default_rng(draw)
    for name in state:
        state[name][...] = rng.uniform(0.1, 0.5, state[name].shape)
    return state


@pytest.mark.parametrize("name", sorted(whole_laboratory().starting))
def test_a_measure_is_of_what_it_is_said_to_be_of(name: str) -> None:
    """Each rises with its own variables, in the state it is of, and no measure changes with anything else."""
    place = whole_laboratory()
    states = {"at_end": anywhere(1), "final": anywhere(2)}
    before = headline(place, states["at_end"], states["final"])
    assert tuple(before) == MEASURES
    for which in states:
        more = {key: state.writable() for key, state in states.items()}
        more[which][name] += 0.1
        after = headline(place, more["at_end"], more["final"])
        rises = {measure for measure in MEASURES if np.all(after[measure] > before[measure])}
        changes = {measure for measure in MEASURES if np.any(after[measure] != before[measure])}
        assert rises == changes == {measure for measure, (of, names) in MADE_OF.items() if of == which and name in names}
        assert which == "final" or not changes or name in looked_at(place)


def test_levels_that_all_stand_alike_are_measured_as_they_stand() -> None:
    """Where each tie, or energy and standing, is at one height, trust, sharing and self are that height."""
    place = whole_laboratory()
    for level in (0.0, 0.3, 1.0):
        state = started(place, ROWS, trust=level, practice=level, energy=level, credibility=level)
        found = headline(place, state, state)
        for name in ("trust", "sharing", "self"):
            assert np.allclose(found[name], level), name


def test_trust_is_half_of_the_ties_that_matter_and_half_the_leads_own() -> None:
    """All trust in the ties that outcomes hang on, and none in the lead's own, counts one half, and the other way round."""
    place = whole_laboratory()
    for ties, others in ((place.ties, place.own_ties), (place.own_ties, place.ties)):
        state = started(place, ROWS, trust=0.0)
        for tie in set(ties) - set(others):
            state["trust"][tie] = 1.0
        only = len(set(ties) - set(others)) / len(ties)
        assert np.allclose(headline(place, state, state)["trust"], 0.5 * only)


def ended(*conditions: Condition | None) -> Place:
    """A place with these endings, in this order."""
    each = tuple(Ending(str(number), f"ending {number}", "", when) for number, when in enumerate(conditions))
    return replace(whole_laboratory(), endings=each)


def test_the_first_ending_that_holds_is_met() -> None:
    """Of several that hold, it is the first that is read; where none does, there is none."""
    high = Compare(Read("energy"), ">", Constant(0.5))
    higher = Compare(Read("energy"), ">", Constant(0.7))
    state = started(whole_laboratory(), ROWS)
    state["energy"][...] = [0.1, 0.5, 0.6, 0.8, 0.9]
    assert endings(ended(high, higher), state).tolist() == [-1, -1, 0, 0, 0]
    assert endings(ended(higher, high, None), state).tolist() == [2, 2, 1, 0, 0]
    assert ending(ended(high), state) is None


def test_endings_ask_of_the_last_quarter_that_was_played() -> None:
    """What happens in the epilogue makes no difference to an ending but by what lasts."""
    place = ended(Compare(Read("energy"), ">", Constant(0.5)))
    tired, fresh = started(place, ROWS, energy=0.2), started(place, ROWS, energy=0.9)
    assert endings(place, fresh, tired).tolist() == [0] * ROWS
    assert endings(place, tired, fresh).tolist() == [-1] * ROWS
