"""What an agency is made of and what it has at stake, where the place tells of it: members, votes, unity, income lost."""

from __future__ import annotations

from game.briefing.figure import Figure, figure
from game.briefing.sight import seen
from game.core.observe import View
from game.translation import say
from game.words import members


def joined(view: View, number: int) -> Figure | None:
    """How many of an agency's members have joined; None where it is one body."""
    words = members.joined(view.place, number, seen(view, "joined", number)) if view.place.members else ""
    return figure(view, say("Have joined"), ("joined", (number,)), words=words) if words else None


def stakes(view: View, number: int) -> tuple[Figure, ...]:
    """Members that have joined, votes, unity of successors and income lost: of each what there is to tell."""
    found = [joined(view, number)]
    if "vote" in view.values:
        share = seen(view, "vote", number)
        if seen(view, "seats") > 0.0 and share > 0.0:
            found.append(figure(view, say("At the board"), ("vote", (number,)), words=members.votes(share)))
    if members.succeeds(view.place, number, view.turn):
        found.append(figure(view, say("Acting as one"), ("united", (number,))))
    if "lost" in view.values and seen(view, "lost", number) >= 1.0:
        found.append(figure(view, say("Income lost so far"), ("lost", (number,))))
    return tuple(one for one in found if one is not None)
