"""What is over: what an ended programme no longer does, how long a gain or a cost is felt, and where each saving falls."""

from __future__ import annotations

import numpy as np
import pytest

from tests.core.test_directions import anywhere, given, known, terms
from tests.core.test_rules import rules

ENDED = {
    "covering": ("winning", "fairness", "control"),
    "tiring": ("work", "control", "winning"),
    "standing": ("winning",),
    "sharing_purpose": ("governance", "ceding", "control", "codifying", "counting"),
    "writing_down": ("codifying",),
    "comparing_notes": ("openness",),
    "reporting": ("helped_once", "families", "counting"),
    "beginning_again": ("left_out",),
    "minding_the_wait": ("waiting",),
    "steering": ("inclusion",),
}


@pytest.mark.parametrize("name", ENDED)
def test_what_a_programme_does_ends_with_it(name: str) -> None:
    """Once nothing of it runs, these causes move nothing; what half of it does is half of what all of it does."""
    rule, turn = rules()[name], anywhere()
    found = {}
    for running in (0.0, 0.5, 1.0):
        values = [running if one == "running" else value for one, value in zip(rule.reads, rule.values(turn), strict=True)]
        found[running] = dict(zip(rule.terms, terms(rule, values), strict=True))
    for term in ENDED[name]:
        assert not np.any(found[0.0][term]), term
        assert np.any(found[1.0][term]), term
        assert np.allclose(found[0.5][term], 0.5 * found[1.0][term]), term


@pytest.mark.parametrize(("name", "felt"), [("feeling_a_gain", "saving"), ("forgetting_a_cost", "bearing")])
def test_what_is_felt_fades_to_the_same_part_each_quarter(name: str, felt: str) -> None:
    """Of a gain or a cost that is felt the same share is still felt a quarter later."""
    before = anywhere().state[felt]
    assert np.allclose(before + given(name, falling=0.0), known("memory") * before)


def test_families_are_worked_with_as_long_as_is_said() -> None:
    """Each quarter as many leave as would empty the work in the quarters that a family stays."""
    families = anywhere().state["families"]
    assert np.allclose(given("working_with_families", joining=0.0), -families / known("stay"))


def test_each_saving_falls_where_its_own_outcome_says() -> None:
    """Help towards one outcome alone saves each agency its benefit of that outcome, in whole pounds, and of no other."""
    rule, turn = rules()["falling_where_it_may"], anywhere()
    benefit = turn.place.constants["benefit"]
    for outcome in range(len(benefit)):
        helped = np.zeros_like(turn.state["helped_twice"])
        helped[outcome] = 3.0
        assert np.array_equal(rule.compute(helped, benefit), np.floor(3.0 * benefit[outcome] + np.zeros(helped.shape[1:])))
    assert len({tuple(one.ravel()) for one in benefit}) > 1


def test_a_lead_that_keeps_all_drives_as_hard_as_it_can() -> None:
    """Full control gives all the early effort that there is, and each quarter less of it."""
    quarter = 4.0
    driven = given("pushing", control=1.0, running=1.0, quarter=quarter)
    assert np.allclose(driven, known("push_size") / (1.0 + known("push_fade") * quarter))
