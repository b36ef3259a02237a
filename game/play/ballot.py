"""The ballot of a round table: what the seats voted for, by weight, and what was taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.play.plan import Plan

if TYPE_CHECKING:
    from game.play.session import Session


@dataclass(frozen=True, slots=True)
class VoteTally:
    """A dilemma as it was voted on.

    Arguments:
        dilemma: its id.
        weights: {option id: the share of all votes that it had}, the most first.
        taken: the option that was taken.
        why: `most`, `lead` where the lead's vote broke a tie, `open` where nobody voted for one that could be taken.
        lost: the options that had more votes and could not be taken.
    """

    dilemma: str
    weights: Mapping[str, float]
    taken: str
    why: str
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One quarter of a round table, as it was revealed: each seat's plan, whom people played, and how the votes fell."""

    plans: Mapping[str, Plan]
    seated: tuple[str, ...]
    tallies: tuple[VoteTally, ...]

    def is_person(self, seat: str) -> bool:
        """Whether people played an agency."""
        return seat in self.seated


def weights(session: Session) -> dict[str, float]:
    """Each agency's share of the votes: the board's, where the place has one that gives any; else an even one."""
    place, view = session.place, session.view()
    if "board" in place.parts and float(view["vote"].sum()) > 0.0:
        return {seat: float(view["vote"][number, 0]) for number, seat in enumerate(place.agency_ids)}
    return dict.fromkeys(place.agency_ids, 1.0 / len(place.agencies))


def resolve(session: Session, plans: Mapping[str, Plan], weigh: Mapping[str, float]) -> tuple[VoteTally, ...]:
    """Takes for each dilemma on the table the option with most votes that can be taken, and keeps the tokens that then fit.

    The lead's vote breaks a tie; after that the order in which the options stand. Where nobody voted for one that can be taken,
    it is the one that costs least.
    """
    place = session.place
    lead = plans.get(place.agencies[place.lead].id, Plan())
    session.pending.choices, tokens, session.pending.tokens = {}, session.pending.tokens, []
    found = []
    for number in session.open_dilemmas():
        facts = place.dilemmas[number]
        share = {option.id: 0.0 for option in facts.options}
        for seat in place.agency_ids:
            voted = plans[seat].votes.get(facts.id) if seat in plans else None
            if voted in share:
                share[voted] += weigh[seat]
        own = lead.votes.get(facts.id, "")
        prices = {option.id: (option.money, option.energy) for option in facts.options}
        order = sorted(share, key=lambda one: (-round(share[one], 9), one != own, prices[one] if share[one] == 0.0 else (0, 0.0)))
        lost: list[str] = []
        taken = ""
        for option in order:
            if session.can_choose(facts.id, option) is None:
                taken = option
                break
            lost.append(option)
        if not taken:
            continue
        session.pending.choices[facts.id] = taken
        alike = [one for one in share if round(share[one] - share[taken], 9) == 0.0]
        why = "open" if share[taken] == 0.0 else "lead" if len(alike) > 1 and taken == own else "most"
        told = {one: share[one] for one in order if share[one] > 0.0}
        found.append(VoteTally(facts.id, told, taken, why, tuple(one for one in lost if share[one] > 0.0)))
    # What was promised or paid for with a token may be more than what was voted for leaves; the others stay.
    for token in tokens:
        if session.refused(token) is None:
            session.pending.tokens.append(token)
    return tuple(found)
