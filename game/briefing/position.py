"""Where each agency stands on a map, for every face that draws one: where its author put it, or on a ring round the leader."""

from __future__ import annotations

import math

from game.core.place import Place


def positions(place: Place) -> list[tuple[float, float]]:
    """Where each agency stands, across and down from 0 to 1: as written, or on rings round the leader's body."""
    n = len(place.agencies)
    inside = [number for number in place.inside if number != place.lead]
    outside = [number for number in range(n) if number not in place.inside and number != place.lead]
    found = [(0.5, 0.5)] * n
    for numbers, reach, turn in ((inside, 0.22, 0.3), (outside, 0.42, 0.0)):
        for position, number in enumerate(numbers):
            angle = 2 * math.pi * (position + turn) / max(1, len(numbers)) - math.pi / 2
            found[number] = (0.5 + reach * math.cos(angle), 0.5 + reach * math.sin(angle))
    return [facts.position or found[number] for number, facts in enumerate(place.agencies)]
