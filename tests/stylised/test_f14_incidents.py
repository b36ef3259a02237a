"""F14: sharing without a protocol raises incidents; one met openly ends with better sharing than one met with blame (§2.5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.core.effects.change import Change
from game.core.effects.contact import Contact
from game.core.effects.incident import Incident
from game.core.effects.protocol import Protocol
from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place

LATER = 8


@on_each_place
@fact
def test_sharing_without_a_protocol_raises_incidents(place: str, n: int | Design) -> Iterator[Verdict]:
    """With the same sharing to begin with, more information is expected to go astray where no protocol covers it."""
    covered, bare = range(2)
    pairs = Pairs(place, n)
    for i, j in pairs.place.ties:
        pairs.put("practice", pairs.uniform(0.2, 0.6), (i, j))
        pairs.put("permission", pairs.uniform(0.75, 0.9), (i, j), arms=(covered,))
        pairs.put("permission", pairs.uniform(0.1, 0.3), (i, j), arms=(bare,))
    expected = np.zeros(pairs.rows)
    for _ in range(LATER):
        pairs.play(1)
        hazard = pairs.parameters["incident_base"] + pairs.parameters["incident_exposure"] * pairs["exposure"]
        expected += hazard + pairs.parameters["incident_counting"] * pairs["counting"]
    yield compare("F14 sharing without a protocol raises incidents", pairs.arm(expected, bare), pairs.arm(expected, covered))


@on_each_place
@fact
def test_an_incident_met_openly_ends_with_better_sharing(place: str, n: int | Design) -> Iterator[Verdict]:
    """Two years after an incident more is shared where it was met with candour and a protocol than with blame."""
    openly, blamed = range(2)
    pairs = Pairs(place, n)
    one, other = pairs.playing("care"), pairs.playing("schools")
    both = (one, other)
    incident = Incident(incident=1.0, between=both)
    pairs.apply(incident, Contact(contact=both, size=1.0), Protocol(protocol=(both,)), arms=(openly,))
    pairs.apply(
        incident,
        Change(change="scar", by=0.07, between=both),
        Change(change="frontline", by=-0.05, of=both),
        arms=(blamed,),
    )
    pairs.play(LATER)
    practice = 0.5 * (pairs["practice"][one, other] + pairs["practice"][other, one])
    yield compare("F14 met openly ends with better sharing", pairs.arm(practice, openly), pairs.arm(practice, blamed))
