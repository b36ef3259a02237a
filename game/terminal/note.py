"""`note`: what somebody thinks at a question of the debrief, written down and kept with the game; `expect`: of a quarter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from game.play.expectation import expected, may_expect
from game.play.expectation import key as expectation_key
from game.play.expectation import question as asked
from game.play.reflection import tidied
from game.play.session import Session
from game.terminal.page import Page
from game.translation import say
from game.words.typed import whole

NOTHING: Final = "-"
"""What is typed in place of words to take away what stands there."""


def answers(
    session: Session, questions: Sequence[tuple[str, str]], typed: str, reflect: Callable[[str, str, str], bool]
) -> Iterator[Page]:
    """What is answered to `note`. Without words it shows what stands there: only words, or the sign for none, change it.

    Arguments:
        session: the game.
        questions: those of the debrief, in their order, each with its key; none while it is not open.
        typed: what followed `note`.
        reflect: writes words down at a question of a key; says why not, where they were not, and returns whether they were.
    """
    first, _, words = typed.partition(" ")
    number, words = whole(first.rstrip(".:"), 1, len(questions)), tidied(words)
    if not questions:
        yield Page().line(say("Notes are written at the questions of the debrief, when the programme has ended."))
    elif number is None:
        asked = say("At which question? `note`, a number from 1 to {questions}, and your words.", questions=len(questions))
        yield Page().line(asked)
    elif not words:
        question, key = questions[number - 1]
        yield _standing(number, question, session.reflections.at(question, key))
    elif words == NOTHING:
        if reflect(questions[number - 1][0], "", questions[number - 1][1]):
            yield Page().line(say("Nothing is written at question {number} now.", number=number))
    elif reflect(questions[number - 1][0], words, questions[number - 1][1]):
        yield Page().line(say("Kept with the game, at question {number}.", number=number))


def expecting(session: Session, typed: str, reflect: Callable[[str, str, str], bool]) -> Page:
    """What is answered to `expect`: without words what stands there, and with them what is kept; arguments as for `answers`."""
    words, page = tidied(typed), Page()
    if not may_expect(session):
        return page.line(say("What one expects is written down by whoever plays alone, before a quarter ends."))
    question, key = asked(session, session.turn), expectation_key(session, session.turn)
    if words and not reflect(question, "" if words == NOTHING else words, key):
        return page
    kept = expected(session, session.turn)
    if words:
        return page.line(
            say("Kept. You will see it beside what comes of the quarter.") if kept else say("Nothing is expected now.")
        )
    page.text(question)
    if not kept:
        return page.text(say("Nothing is written here yet. `expect` and your words writes it down; nobody has to."))
    return page.under(say("You wrote: {note}", note=kept)).text(
        say("`expect` and other words writes those instead, and `expect -` takes it away.")
    )


def _standing(number: int, question: str, words: str) -> Page:
    """A question, what stands at it, and what can be done about that."""
    page = Page().item(question, label=f"{number}.")
    if not words:
        return page.text(say("Nothing is written here yet. `note {number}` and your words writes it down.", number=number))
    page.under(say("You wrote: {note}", note=words))
    return page.text(
        say("`note {number}` and other words writes those instead, and `note {number} -` takes it away.", number=number)
    )
