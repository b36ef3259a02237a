"""Promises in words: who promised whom what by when, and what became of it."""

from __future__ import annotations

from typing import Final

from game.core.place import Place
from game.core.promise import CONCEALED, KEPT, LATE, STATUS_NAMES, PromiseTerms
from game.translation import later, say
from game.words import quarter
from game.words.grammar import agency, capital, full_stop, is_you, quoted
from game.words.token import PROMISED

_DEEDS_FOR_YOU: Final = later({"money": "money towards your share"})


def what(place: Place, terms: PromiseTerms, seat: int | None = None) -> str:
    """What was promised: `a visit`, `money towards their share`, or the promise's own words in quotation marks."""
    if not terms.from_attention:
        return quoted(terms.text)
    if is_you(place, terms.receiver, seat) and terms.kind in _DEEDS_FOR_YOU:
        return say(_DEEDS_FOR_YOU[terms.kind])
    return say(PROMISED[terms.kind])


def sentence(place: Place, number: int, due: float = 0, seat: int | None = None) -> str:
    """A promise as a sentence without its full stop: `you promised the police a visit by 2011 Q1`.

    Arguments:
        place: whose promise it is.
        number: the promise's slot.
        due: the turn at whose end it falls due; left out where it is 0.
        seat: who is told; the lead where None.
    """
    terms = place.promises[number]
    giver, receiver = agency(place, terms.giver, seat), agency(place, terms.receiver, seat)
    promised = what(place, terms, seat)
    if due:
        when = quarter.name(place, round(due))
        return say("{giver} promised {receiver} {what} by {when}", giver=giver, receiver=receiver, what=promised, when=when)
    return say("{giver} promised {receiver} {what}", giver=giver, receiver=receiver, what=promised)


_SETTLED: Final = later(
    {
        "kept": "{giver} kept a promise to {receiver}: {what}, due by {when}",
        "kept late": "{giver} kept a promise to {receiver} late: {what}, due by {when}",
        "owned up to": "{giver} told {receiver} that a promise would not be kept in time: {what}, due by {when}",
        "broken": "{giver} broke a promise to {receiver}: {what}, due by {when}",
    }
)
"""What became of a promise that is no longer open, by the status in the ledger."""


def outcome(place: Place, number: int, word: str, due: float = 0, seat: int | None = None) -> str:
    """What became of a promise, within a sentence: `you kept a promise to the police: a visit, due by 2011 Q1`.

    Arguments:
        place: whose promise it is.
        number: the promise's slot.
        word: what became of it, a status or `made`, as the ledger says it.
        due: the turn at whose end it falls due; where it is 0, or for another status, the promise with the status after it.
        seat: who is told; the lead where None.
    """
    if word not in _SETTLED or not due:
        return f"{sentence(place, number, due, seat)} ({say(word)})"
    terms = place.promises[number]
    return say(
        _SETTLED[word],
        giver=agency(place, terms.giver, seat),
        receiver=agency(place, terms.receiver, seat),
        what=what(place, terms, seat),
        when=quarter.name(place, round(due)),
    )


def settled(place: Place, number: int, word: str, due: float = 0, seat: int | None = None) -> str:
    """What became of a promise, as a whole sentence with its full stop: `You kept a promise to the police: a visit, due ...`."""
    return full_stop(capital(outcome(place, number, word, due, seat)))


def status(number: float) -> str:
    """What became of a promise: `open`, `kept`, `broken`, ...; all as it really was."""
    return say(STATUS_NAMES[round(number)])


_AS_THEY_SAY: Final = later({KEPT: "kept, they say", LATE: "kept late, they say", CONCEALED: "kept late, they say"})


def status_as_told(place: Place, terms: PromiseTerms, number: float, seat: int | None = None) -> str:
    """What became of a promise as far as a seat was told: a partner that hides its failure says what the others say."""
    if is_you(place, terms.giver, seat):
        return status(number)
    return say(_AS_THEY_SAY.get(round(number), STATUS_NAMES[round(number)]))


def number_of(place: Place, promise_id: str) -> int | None:
    """The slot of a promise by its id; None where there is none."""
    return next((number for number, terms in enumerate(place.promises) if terms.id == promise_id), None)
