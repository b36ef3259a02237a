"""Help on its way to an outcome: none of it is lost or made, and it comes the later the longer the delay."""

from __future__ import annotations

import numpy as np

from game.core.arithmetic import Array
from game.core.dynamics import joint

DELAYS = np.array([1.0, 3.0, 5.0, 8.0, 12.0])
STAGES = (joint.lasting, joint.ripening, joint.settling_in, joint.beginning_to_work)
QUARTERS = 200


def course_of(efforts: list[float], rate: float = 4.0) -> Array:
    """What is attributable after each quarter, for each of DELAYS: the rules in the order of the phase."""
    state = {name: np.zeros(len(DELAYS)) for name in ("attributable", "stage_one", "stage_two", "stage_three")}
    reached = []
    for effort in efforts:
        constants = {"rate": rate, "delay": DELAYS, "effort": effort}
        for rule in STAGES:
            terms = rule.compute(*(constants.get(name, state.get(name)) for name in rule.reads))
            state[rule.changes] = state[rule.changes] + sum(terms)
        reached.append(state["attributable"])
    return np.array(reached)


def test_no_help_is_lost_or_made() -> None:
    """In the end all help has become change, a quarter of a year's rate for each family and quarter, whatever the delay."""
    efforts = [3.0, 0.0, 7.0, 1.0]
    end = course_of([*efforts, *[0.0] * QUARTERS])
    assert np.allclose(end[-1], 4.0 * 0.25 * sum(efforts))
    assert np.all(np.diff(end, axis=0) >= 0.0)


def test_the_longer_the_delay_the_later_it_comes() -> None:
    """Nothing comes in the first three quarters; then never more of it where the delay is longer, and half at about the delay."""
    end = course_of([10.0, *[0.0] * QUARTERS])
    assert not end[:3].any()
    assert np.all(end[:, :-1] >= end[:, 1:] - 1e-9)
    assert np.all((end[:, 1:-1] > end[:, 2:]).any(axis=0))
    half = (end < 0.5 * end[-1]).sum(axis=0)
    assert np.all(np.abs(half[1:] - DELAYS[1:]) <= 1.0)
