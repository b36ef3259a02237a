"""How many of an agency's members have joined, its votes, its losses and its successors, in words."""

from __future__ import annotations

from game.core.place import Place
from game.words.money import about


def joined(place: Place, agency: int, share: float) -> str:
    """How many members of an agency have joined: `62 of 104 practices`; nothing where it is one body."""
    members = dict(place.members).get(agency, 0)
    return f"{round(share * members)} of {members} {place.agencies[agency].member}" if members else ""


def votes(share: float) -> str:
    """A share of the board's votes: `51 of 100 votes`."""
    return f"{round(100 * share)} of 100 votes"


def lost(pounds: float) -> str:
    """Income that joint work has taken from an agency: `has lost about £12,000 of income`; nothing where there is none."""
    return f"has lost {about(pounds)} of income" if pounds >= 1.0 else ""


def succeeds(place: Place, agency: int, turn: int) -> str:
    """Whose place an agency's successors have taken by a turn: `the Primary Care Trust`; nothing where there are none yet."""
    was = place.agencies[agency]
    due = [one for one in place.successors if one.agency == agency and one.at <= turn]
    return was.name if due else ""
