"""Counsel: what those who sit in other seats than the lead's recommend for a quarter, and who sits where.

The lead decides. What others recommended is part of the game's record and changes nothing in the model, so a replay keeps it and
comes to the same states.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from game.core.decision import Refusal, Token
from game.core.decision_words import token_from_words
from game.core.place import Place
from game.translation import say

LONGEST_NAME: Final = 40
"""Characters in the name of somebody who plays."""


@dataclass
class Counsel:
    """What was recommended in one quarter: {agency id: {dilemma id: option id}}, and {agency id: a token as written}."""

    options: dict[str, dict[str, str]] = field(default_factory=dict)
    wishes: dict[str, dict[str, str]] = field(default_factory=dict)

    def copied(self) -> Counsel:
        """The same, to be returned to."""
        options = {seat: dict(one) for seat, one in self.options.items()}
        return Counsel(options, {seat: dict(one) for seat, one in self.wishes.items()})

    def recommend(self, seat: str, dilemma: str, option: str | None) -> None:
        """Takes what a seat recommends on a dilemma in the place of what it did before; None takes it back."""
        found = self.options.setdefault(seat, {})
        found.pop(dilemma, None)
        if option is not None:
            found[dilemma] = option
        if not found:
            del self.options[seat]

    def wish(self, seat: str, token: Mapping[str, str] | None) -> None:
        """Takes what a seat wishes a token for in the place of what it did before; None takes it back."""
        self.wishes.pop(seat, None)
        if token is not None:
            self.wishes[seat] = dict(token)


def seats_refusal(place: Place, seats: Mapping[str, Any]) -> Refusal | None:
    """Why people cannot sit like that, {agency id: name}, or None. The lead is always among them, and somebody else."""
    for agency, name in seats.items():
        if agency not in place.agency_ids:
            return _no_agency(place, agency)
        if not isinstance(name, str) or len(name) > LONGEST_NAME or any(unicodedata.category(sign)[0] == "C" for sign in name):
            return Refusal(
                "name",
                say("That cannot be a name here."),
                say("A name has at most {longest} letters and signs, on one line.", longest=LONGEST_NAME),
            )
    if place.agencies[place.lead].id not in seats or len(seats) < 2:
        return Refusal(
            "too_few",
            say("Several people play, and one of them is the lead."),
            say("There are too few."),
            say("Choose another agency."),
        )
    return None


def option_refusal(place: Place, on_table: Sequence[int], seat: str, dilemma: str, option: str | None) -> Refusal | None:
    """Why a seat cannot recommend an option, or None. What the lead can afford is the lead's to know, so any option can be.

    Arguments:
        place: whose dilemmas are meant.
        on_table: the numbers of the dilemmas that are on the table.
        seat: the id of the agency that recommends.
        dilemma: the id of the dilemma.
        option: the id of the option; None where a recommendation is taken back.
    """
    return _seat_refusal(place, seat) or not_on_offer(place, on_table, dilemma, option)


def not_on_offer(place: Place, on_table: Sequence[int], dilemma: str, option: str | None) -> Refusal | None:
    """Why no seat can have an option: its dilemma is not on the table, or has no such option; None where one can."""
    known = {place.dilemmas[number].id: place.dilemmas[number] for number in on_table}
    if dilemma not in known:
        return Refusal(
            "not_on_table",
            say("“{dilemma}” is not on the table.", dilemma=dilemma),
            say("On the table: {known}.", known=", ".join(known) or say("nothing")),
        )
    ids = [one.id for one in known[dilemma].options]
    if option is not None and option not in ids:
        return Refusal(
            "unknown_option",
            say("There is no option called “{option}”.", option=option),
            say("There are: {known}.", known=", ".join(ids)),
        )
    return None


def wish_refusal(place: Place, seat: str, token: Mapping[str, Any] | None) -> Refusal | None:
    """Why a seat cannot wish for a token, or None. Whether the lead has the money for it is not asked."""
    refused = _seat_refusal(place, seat)
    if refused is not None or token is None:
        return refused
    found = token_from_words(place, token) if all(isinstance(one, str) for one in token.values()) else None
    if isinstance(found, Refusal):
        return found
    if found is None or not _is_whole(place, found, token):
        return Refusal(
            "not_a_token", say("A wish names one token, and whom it should go to."), say("Something is missing, or too much.")
        )
    return None


def _is_whole(place: Place, token: Token, written: Mapping[str, Any]) -> bool:
    """Whether a token goes to as many as its kind takes, none of them the lead."""
    if token.kind == "strand":
        return "strands" in place.parts and token.with_ >= 0 and token.with_ != token.and_
    to = [number for number in (token.with_, token.and_) if number >= 0]
    takes = {"broker": (2,), "listen": (0,), "upwards": (0,), "rest": (0,), "money": (0, 1)}.get(token.kind, (1,))
    return len(to) in takes and len(set(to)) == len(to) and place.lead not in to and (token.and_ < 0 or "with" in written)


def _seat_refusal(place: Place, seat: str) -> Refusal | None:
    if seat not in place.agency_ids:
        return _no_agency(place, seat)
    if place.agency(seat) == place.lead:
        return Refusal("lead_decides", say("The lead decides."), say("It is the others who recommend."))
    return None


def _no_agency(place: Place, found: object) -> Refusal:
    return Refusal(
        "unknown_agency",
        say("There is no agency called “{found}”.", found=found),
        say("There are: {known}.", known=", ".join(place.agency_ids)),
    )
