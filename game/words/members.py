"""How many of an agency's members have joined, its votes and its successors, in words."""

from __future__ import annotations

from game.core.place import Place
from game.translation import say


def joined(place: Place, agency: int, share: float) -> str:
    """How many members of an agency have joined: `62 of 104 practices`; nothing where it is one body."""
    return _of_all(place, agency, share, 0)


def part_of(place: Place, agency: int, share: float) -> str:
    """What a cause did to that, to a tenth: `3.1 of 104 practices`; nothing where it is one body."""
    return _of_all(place, agency, share, 1)


def _of_all(place: Place, agency: int, share: float, digits: int) -> str:
    members = dict(place.members).get(agency, 0)
    joined = f"{share * members:.{digits}f}"
    return (
        say("{joined} of {all} {members}", joined=joined, all=members, members=place.agencies[agency].member) if members else ""
    )


def votes(share: float) -> str:
    """A share of the board's votes: `51 of 100 votes`."""
    return say("{votes} of 100 votes", votes=round(100 * share))


def succeeds(place: Place, agency: int, turn: int) -> bool:
    """Whether others stand in an agency's place by a turn."""
    return any(one.agency == agency and one.at <= turn for one in place.successors)
