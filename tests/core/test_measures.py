"""What the scales of the model mean: where a full measure gives a full measure, and how fast the way there is gone."""

from __future__ import annotations

import numpy as np
import pytest

from tests.core.test_directions import anywhere, given, known


@pytest.mark.parametrize("level", [0.0, 0.25, 0.7, 1.0])
def test_a_leader_and_a_front_line_of_one_mind_deliver_as_much(level: float) -> None:
    """Where both stand at one level and nothing is in the way, that is what is delivered."""
    free = {"strain": 0.0, "friction": 1.0, "push": 0.0, "energy": 1.0}
    assert np.allclose(given("delivering", buy_in=level, frontline=level, **free), level)
    assert np.all(given("delivering", buy_in=level, frontline=1.0, **free | {"push": 1.0}) <= 1.0)


def test_nobody_feels_more_than_it_can_move() -> None:
    """However great a gain or a loss, an agency feels it no more than it controls its money, and more of it the greater it is."""
    discretion = np.broadcast_to(anywhere().place.constants["discretion"], anywhere().state["net"].shape)
    for saving, bearing, way in ((1e12, 0.0, 1.0), (0.0, 1e12, -1.0)):
        net = given("gaining", saving=saving, bearing=bearing)
        assert np.allclose(net, way * discretion, atol=1e-3)
        assert np.all(np.abs(net) <= discretion)


def test_everybody_trusts_itself() -> None:
    """Whatever else, an agency's trust in itself is full."""
    trust, every = given("trusting", purpose=0.0, confidence=0.0), range(len(anywhere().place.agencies))
    assert np.all(trust[every, every] == 1.0)
    assert trust.sum() == np.prod(trust[every, every].shape)


def test_sharing_and_commitment_are_lost_faster_than_they_are_won() -> None:
    """Of the way to where law, trust or story would have them, each goes its own share a quarter, the greater one downwards."""
    practice = anywhere().state["practice"]
    assert np.allclose(given("practising", permission=0.0), -known("practice_down") * practice)
    allowed = {"permission": 1.0, "legal_from": 1.0, "legal_to": 1.0, "trust": 1.0, "frontline_from": 1.0, "usability": 1.0}
    assert np.allclose(given("practising", **allowed), known("practice_up") * (1.0 - practice))
    assert known("practice_up") < known("practice_down")
    # Where there is trust, leaders share something by themselves, and by telephone.
    assert np.all(given("practising", **allowed | {"practice": 0.0, "frontline_from": 0.0}) > 0.0)
    assert np.all(given("practising", **allowed | {"practice": 0.0, "usability": 0.0}) > 0.0)
    drawn = {"fit": 1.0, "trust_lead": 1.0, "cover": 1.0, "net": 1.0, "control": 0.0, "strain": 0.0}
    assert np.all(given("committing", buy_in=0.0, **drawn) <= known("buy_in_up"))
    put_off = {"fit": 0.0, "trust_lead": 0.0, "cover": 0.0, "net": -1.0, "mandate": 0.0, "control": 1.0, "strain": 1.0}
    lost = -given("committing", buy_in=1.0, **put_off)
    assert np.all((lost > 0.5 * known("buy_in_down")) & (lost <= known("buy_in_down")))
    assert known("buy_in_up") < known("buy_in_down")
