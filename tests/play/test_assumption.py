"""How far each assumption of the model is moved, wherever it is asked what hangs on one."""

from __future__ import annotations

from dataclasses import replace

from game.core.parameters import ASSUMPTIONS, PARAMETERS
from game.play.assumption import moves, reaches
from tests.places.laboratory import laboratory


def test_moves_are_a_quarter_either_way_within_bounds() -> None:
    """Nearly every assumption moves both ways; none leaves its bounds, stays where it is, or becomes a part of a whole."""
    tried = moves(laboratory())
    assert len(tried) >= 1.9 * sum(not PARAMETERS[name].part for name in ASSUMPTIONS)
    for name, moved in tried:
        usual, known = laboratory().parameters[name], PARAMETERS[name]
        assert moved != usual
        assert known.low <= moved <= known.high
        assert abs(moved - usual) <= (1.0 if known.is_whole else 0.25 * abs(usual) + 1e-12)
        assert moved == round(moved) or not known.is_whole


def test_a_place_moves_what_it_has() -> None:
    """What is laid over a place is moved from there; parts it does without and what is nought there are not moved."""
    names = {one.name for one in reaches(laboratory())}
    assert not [name for name in names if PARAMETERS[name].part and PARAMETERS[name].part not in laboratory().parts]
    dearer = {one.name: one for one in reaches(laboratory(), {"confront_energy": 0.08})}
    assert (dearer["confront_energy"].usual, dearer["confront_energy"].moved) == (0.08, (0.06, 0.1))
    without = replace(laboratory(), parameters={**laboratory().parameters, "lead_share": 0.0})
    assert "lead_share" in names
    assert "lead_share" not in {one.name for one in reaches(without)}
