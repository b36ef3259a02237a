"""Reflections: what somebody wrote at a question of the debrief. A game keeps them in its log, and the model never reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from game.core.decision import Refusal
from game.core.observe import PUBLIC
from game.translation import say
from game.words.grammar import called

if TYPE_CHECKING:
    from game.play.session import Session

LONGEST: Final = 1_500
"""Characters of one reflection."""

LONGEST_QUESTION: Final = 1_000
LONGEST_KEY: Final = 200
MOST: Final = 100
"""Questions at which something is written in one game."""


class Reflections(dict[str, str]):
    """What was written, {question: text}, each question in the words in which it was asked when somebody first wrote at it.

    A question is found by its key, which no language changes; where nothing is written under that, by its words, as in games that
    were saved before questions had keys. Two keys may have the same words, as where another line of play leads to the same
    quarter: the words of the later have a number then. `keys_of` are those of the questions at which something is written,
    {key: question}.
    """

    def __init__(self) -> None:
        super().__init__()
        self.keys_of: dict[str, str] = {}

    def asked(self, question: str, key: str) -> str:
        """A question in the words under which something is written there, or would be."""
        if not key or key in self.keys_of:
            return self.keys_of.get(key, question)
        others = set(self.keys_of.values())
        numbered = (f"{question} ({number})" for number in count(2))
        return next(one for one in chain((question,), numbered) if one not in others)

    def at(self, question: str, key: str) -> str:
        """What is written at a question; nothing where nothing is."""
        return self.get(self.asked(question, key), "")

    def keep(self, question: str, text: str, key: str = "") -> None:
        """Takes what was written at a question in place of what was before; nothing takes it back."""
        question = self.asked(question, key)
        self.pop(question, None)
        if text:
            self[question] = text
            if key:
                self.keys_of[key] = question
        else:
            self.keys_of = {one: asked for one, asked in self.keys_of.items() if asked != question}

    def as_said(self, seat: str = "") -> list[Said]:
        """The reflections one by one, each with the seat that wrote it; `seat` is empty for a team."""
        keys = {question: key for key, question in self.keys_of.items()}
        return [Said(seat, question, text, keys.get(question, "")) for question, text in self.items()]

    def again(self) -> Self:
        """The same once more, to be written on by itself."""
        found = type(self)()
        found.update(self)
        found.keys_of = dict(self.keys_of)
        return found


class Said(NamedTuple):
    """What was written at one question: by which seat, or nothing for whoever plays alone, and how the question was asked."""

    seat: str
    question: str
    text: str
    key: str = ""

    def is_at(self, question: str, key: str) -> bool:
        """Whether it was written at that question."""
        return self.key == key if self.key and key else self.question == question


def reflection_refusal(written: Reflections, question: str, text: str, *, key: str = "", is_over: bool) -> Refusal | None:
    """Why a reflection cannot be kept, or None.

    Arguments:
        written: what is kept already.
        question: at which question it is written, in its own words.
        key: what that question is found by in any language, if it has such a key.
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
    if not question.strip() or len(question) > LONGEST_QUESTION or len(key) > LONGEST_KEY or not key.isprintable():
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
    if text and written.asked(question, key) not in written and len(written) >= MOST:
        return Refusal("full", say("{most} reflections are kept with this game already.", most=MOST), say("It takes no more."))
    return None


def tidied(text: str) -> str:
    """What somebody typed, without blanks and empty lines around it, and with one sign for the end of a line."""
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n"))
    return "\n".join(lines).strip()


def told_by(session: Session, written: Iterable[Said] | None = None, *, asked: Mapping[str, str] | None = None) -> dict[str, str]:
    """What was written at each question, {question: text}; what a seat of a round table wrote stands under its agency's name.

    Arguments:
        session: the game.
        written: what was, where it is not kept with the game.
        asked: the questions as they are asked now, {key: text}; any other is told as it was asked.
    """
    found: dict[str, str] = {}
    for seat, was_asked, text, key in kept_with(session) if written is None else written:
        place, question = session.place, (asked or {}).get(key, was_asked)
        said = f"{called(place, place.agency(seat), PUBLIC)}: {text}" if seat else text
        found[question] = f"{found[question]}\n{said}" if question in found else said
    return found


def kept_with(session: Session) -> list[Said]:
    """What is kept with a game, that of seats after that of whoever plays alone."""
    by_seat = session.round_table.reflections if session.round_table is not None else {}
    return [*session.reflections.as_said(), *(one for seat, ones in by_seat.items() for one in ones.as_said(seat))]
