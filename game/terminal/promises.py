"""Promises: who promised whom what, by when, and what became of it."""

from __future__ import annotations

from game.core.promise import EMPTY, OPEN, PromiseTerms
from game.play.session import Session
from game.terminal.page import Page
from game.terminal.sight import seen
from game.words import promise
from game.words.grammar import capital


def page(session: Session) -> Page:
    """The promises you know of, the open ones first."""
    page = Page("Promises")
    own = [number for number in _made(session) if _is_own(session, number)]
    open_ones = [number for number in own if _status(session, number) == OPEN]
    settled = [number for number in own if number not in open_ones]
    page.heading("Open")
    for number in sorted(open_ones, key=lambda number: _due(session, number)):
        page.item(_sentence(session, number))
    if not open_ones:
        page.line("None.")
    if settled:
        page.heading("Settled")
        for number in settled:
            page.item(_sentence(session, number))
    return page


def between(session: Session, agency: int) -> list[str]:
    """Every promise between the lead and one agency, a sentence each."""
    lead = session.place.lead
    return [
        _sentence(session, number)
        for number in _made(session)
        if {session.place.promises[number].giver, session.place.promises[number].receiver} == {lead, agency}
    ]


def _made(session: Session) -> list[int]:
    return [number for number in range(len(session.place.promises)) if _status(session, number) != EMPTY]


def _is_own(session: Session, number: int) -> bool:
    terms: PromiseTerms = session.place.promises[number]
    return session.is_over or session.place.lead in (terms.giver, terms.receiver)


def _status(session: Session, number: int) -> int:
    """What became of a promise, as far as it was told; after the end, as it really was."""
    if session.is_over:
        return round(float(session.states[session.last_turn_played]["promise_status"][number, 0]))
    return round(seen(session.view(), "promise_status", number))


def _due(session: Session, number: int) -> float:
    return seen(session.view(), "promise_due", number)


def _sentence(session: Session, number: int) -> str:
    place, status, due = session.place, _status(session, number), _due(session, number)
    terms = place.promises[number]
    word = promise.status(status) if session.is_over else promise.status_as_told(place, terms, status)
    said = capital(promise.sentence(place, number, due))
    if status != OPEN:
        return promise.settled(place, number, word, due)
    if due < session.turn:
        return f"{said}: it is late, and this quarter is the last in which it can still be kept."
    return f"{said}{_how(terms, place.lead)}{' It falls due at the end of this quarter.' if due == session.turn else ''}"


def _how(terms: PromiseTerms, lead: int) -> str:
    """What would keep an open promise of the lead's own."""
    if terms.giver != lead:
        return "."
    return {
        "visit": ": `time` with them keeps it.",
        "money": ": a token of `money` for their share keeps it.",
        "protocol": ": kept when all of them are signed; `broker` brings that nearer.",
    }.get(terms.kind, ".")
