"""Where agencies stand on a map."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

from game.briefing.position import positions
from tests.places.laboratory import laboratory
from tests.places.shipped import barnet


def test_where_its_author_put_it() -> None:
    """An agency stands where it was written, whatever others do."""
    place = barnet()
    assert positions(place) == [one.position for one in place.agencies]
    bare = replace(place, agencies=(*place.agencies[:-1], replace(place.agencies[-1], position=None)))
    assert positions(bare)[:-1] == positions(place)[:-1]


def test_without_a_place_of_its_own_it_has_room_of_its_own() -> None:
    """Where nothing is written the lead is in the middle, its own body nearer than the others, and nobody on another."""
    place = laboratory()
    found = positions(replace(place, agencies=tuple(replace(one, position=None) for one in place.agencies)))
    far = [math.dist(one, (0.5, 0.5)) for one in found]
    assert far[place.lead] == 0.0
    assert all(far[one] < far[other] for one in place.inside for other in range(len(far)) if other not in place.inside)
    assert min(math.dist(one, other) for one, other in combinations(found, 2)) > 0.1
    assert all(0.0 < across < 1.0 and 0.0 < down < 1.0 for across, down in found)
