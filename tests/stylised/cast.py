"""The places on which the model's law is tried, and who plays which part in a fact on each.

A fact speaks of the police, or of housing, because they stand for something: a purse that others hold, or one of its own. On
another place another agency may stand for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from game.core.place import Place
from tests.places.laboratory import laboratory
from tests.places.shipped import shipped


@dataclass(frozen=True)
class Cast:
    """Which agency of a place plays which part.

    Arguments:
        police: its budget is set elsewhere, and it can promise the lead something.
        police_promise: the id of what it can promise, a promise of delivery.
        housing: controls its budget, and some of what joint work saves falls to it.
        care: an outcome hangs on it, together with schools, and with the two goes a protocol.
        schools: a partner like others, with a mind of its own.
        shut: the law lets it share little.
        open: an outcome needs it together with `shut`, and the law lets it share much.
        reluctant: they listen to central government, and have not much time for the case.
        savings: the id of the frame that speaks of money alone.
    """

    police: str
    police_promise: str
    housing: str
    care: str
    schools: str
    shut: str
    open: str
    reluctant: tuple[str, ...]
    savings: str = "savings"


CASTS = {
    "laboratory": Cast(
        police="police",
        police_promise="police_list",
        housing="housing",
        care="care",
        schools="schools",
        shut="jobs",
        open="housing",
        reluctant=("police", "jobs", "health"),
    ),
    "barnet": Cast(
        police="met",
        police_promise="police_chair",
        housing="hous",
        care="csc",
        schools="schools",
        shut="jcp",
        open="vcs",
        reluctant=("met", "jcp", "hcom"),
    ),
    "nw_london": Cast(
        police="clch",
        police_promise="nurses_come",
        housing="gps",
        care="asc3",
        schools="cnwl",
        shut="vol",
        open="clch",
        reluctant=("cw", "clch", "cnwl"),
    ),
    "bradford": Cast(
        police="prison",
        police_promise="prison_rings",
        housing="hous",
        care="chs",
        schools="hous",
        shut="jcp",
        open="hous",
        reluctant=("prison", "jcp", "hosp"),
    ),
}

CASES = tuple(name for name in CASTS if name != "laboratory")
"""The places that come with the game; the laboratory has too few dilemmas for what F17, F18 and the playability laws ask."""


@cache
def place_named(name: str) -> Place:
    """A place with a cast."""
    return laboratory() if name == "laboratory" else shipped(name)
