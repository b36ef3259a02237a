"""Tokens of attention in words: what the leader's time goes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from game.core.place import Place
from game.translation import later, say
from game.words.beside import told_to
from game.words.grammar import agency, of_people, possessive

_TOKENS: Final = later(
    {
        "time": "time with {one}",
        "broker": "bringing {one} and {other} together",
        "front_line": "backing {owner} front line",
        "listen": "hearing families",
        "upwards": "briefing your own masters",
        "promise": "a promise to {one}: {what}",
        "own_up": "owning up to {one} that you will be late",
        "money": "your own money for {share}",
        "confront": "putting the unspoken on the table with {one}",
        "rest": "rest",
        "strand": "more of the joint effort for {strand}",
    }
)
PROMISED: Final = later({"visit": "a visit", "money": "money towards their share", "protocol": "every missing sharing protocol"})
"""What can be promised with a token, in words."""

KINDS: Final = later(
    {
        "time": "time face to face",
        "broker": "bringing partners together",
        "front_line": "backing front lines",
        "listen": "hearing families",
        "upwards": "briefing your own masters",
        "promise": "giving your word",
        "own_up": "owning up",
        "money": "your own money",
        "confront": "putting the unspoken on the table",
        "rest": "rest",
        "strand": "moving effort between strands",
    }
)
"""Each kind of token as something that attention went to."""

DEEDS: Final = later(
    {
        "time": "you spent time with {one}",
        "broker": "you brought {one} and {other} together",
        "front_line": "you backed {owner} front line",
        "listen": "you heard families",
        "upwards": "you briefed your own masters",
        "promise": "you gave your word to {one}",
        "own_up": "you owned up to {one}",
        "money": "you put in your own money",
        "confront": "you put the unspoken on the table with {one}",
        "rest": "you rested",
        "strand": "you moved effort between strands",
    }
)
"""What was done with a token, as a cause; `{one}` falls away to `a partner` where the ledger does not say which."""


def in_words(place: Place, written: Mapping[str, str], seat: int | None = None) -> str:
    """A token as written in a save, in words: `time with the police`; `seat` is who is told, the lead where None."""
    kind = written["token"]
    one, other = (_name(place, written.get(key, ""), seat) for key in ("with", "and"))
    whose = _owner(place, written.get("with", ""), seat)
    share = say("the pot") if written.get("with", "pot") == "pot" else say("{owner} share of the pot", owner=whose)
    what = say(PROMISED[written["what"]]) if written.get("what") in PROMISED else ""
    if written.get("what") == "money" and seat is not None and written.get("with") == place.agencies[seat].id:
        what = say("money towards your share")
    strand = _strand(place, written.get("to", ""))
    words = told_to(place, seat, _TOKENS[kind], one=one, other=other, owner=whose, share=share, what=what, strand=strand)
    if written.get("from"):
        words = say("{effort}, taken from {strand}", effort=words, strand=_strand(place, written["from"]))
    return of_people(place, words)


def deed(place: Place, kind: str, agencies: tuple[int, ...], seat: int | None = None) -> str:
    """A token as a cause: `you spent time with the police`.

    Arguments:
        place: whose agencies are meant.
        kind: one of the kinds of token.
        agencies: the partners it touched, as far as the ledger says.
        seat: who is told; the lead where None.
    """
    named = [agency(place, number, seat) for number in agencies if number != place.lead]
    one = named[0] if named else say("a partner")
    other = named[1] if len(named) > 1 else say("another")
    words = told_to(place, seat, DEEDS.get(kind, kind.replace("_", " ")), one=one, other=other, owner=possessive(one))
    return of_people(place, words)


def _strand(place: Place, outcome_id: str) -> str:
    return place.outcomes[place.outcome(outcome_id)].strand if outcome_id in place.outcome_ids else say("nothing")


def _name(place: Place, agency_id: str, seat: int | None) -> str:
    return agency(place, place.agency(agency_id), seat) if agency_id in place.agency_ids else say("nobody")


def _owner(place: Place, agency_id: str, seat: int | None) -> str:
    return possessive(_name(place, agency_id, seat))
