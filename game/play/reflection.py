"""Reflections: what somebody wrote at a question of the debrief. A game keeps them in its log, and the model never reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from game.core.decision import Refusal
from game.core.observe import PUBLIC
from game.translation import say
from game.words.grammar import called

if TYPE_CHECKING:
    from game.play.session import Session

LONGEST: Final = 1_500
"""Characters of one reflection."""

LONGEST_QUESTION: Final = 1_000
MOST: Final = 100
"""Questions at which something is written in one game."""


def reflection_refusal(written: Mapping[str, str], question: str, text: str, *, is_over: bool) -> Refusal | None:
    """Why a reflection cannot be kept, or None.

    Arguments:
        written: what is kept already, {question: text}.
        question: at which question it is written, in its own words.
        text: what is written; nothing takes back what was.
        is_over: whether the game is.
    """
    if not is_over:
        return Refusal(
            "not_over",
            say("The programme still runs."),
            say("Questions are answered when it has ended."),
            say("Play on; nothing is lost."),
        )
    if not question.strip() or len(question) > LONGEST_QUESTION:
        return Refusal(
            "no_question", say("There is no such question."), say("A reflection belongs to a question of the debrief.")
        )
    if len(text) > LONGEST:
        return Refusal(
            "too_long",
            say("That is {text:,} characters.", text=len(text)),
            say("A reflection has {longest:,} at most.", longest=LONGEST),
            say("Shorten it, or write part of it at the next question."),
        )
    if not all(sign.isprintable() or sign == "\n" for sign in f"{question}{text}"):
        return Refusal("no_text", say("There are signs in it that cannot be shown."), say("Letters, digits and punctuation can."))
    if text and question not in written and len(written) >= MOST:
        return Refusal("full", say("{most} reflections are kept with this game already.", most=MOST), say("It takes no more."))
    return None


def keep(written: dict[str, str], question: str, text: str) -> None:
    """Takes what was written at a question in place of what was before; nothing takes it back."""
    written.pop(question, None)
    if text:
        written[question] = text


def tidied(text: str) -> str:
    """What somebody typed, without blanks and empty lines around it, and with one sign for the end of a line."""
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n"))
    return "\n".join(lines).strip()


def told_by(session: Session, written: Iterable[tuple[str, str, str]] | None = None) -> dict[str, str]:
    """What was written at each question, {question: text}; what a seat of a round table wrote stands under its agency's name.

    Arguments:
        session: the game.
        written: the id of the seat's agency or nothing, the question and the text, where it is not kept with the game.
    """
    found: dict[str, str] = {}
    for seat, question, text in _kept_with(session) if written is None else written:
        place = session.place
        said = f"{called(place, place.agency(seat), PUBLIC)}: {text}" if seat else text
        found[question] = f"{found[question]}\n{said}" if question in found else said
    return found


def _kept_with(session: Session) -> list[tuple[str, str, str]]:
    by_seat = session.round_table.reflections if session.round_table is not None else {}
    found = [("", question, text) for question, text in session.reflections.items()]
    return found + [(seat, question, text) for seat, ones in by_seat.items() for question, text in ones.items()]
