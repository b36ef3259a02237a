"""`note`: what somebody thinks at a question of the debrief, written down and kept with the game."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.reflection import tidied
from game.translation import say
from game.words.typed import whole


def understood(questions: Sequence[object], typed: str) -> tuple[int, str] | str:
    """The number of a question, counted from 1, and what was written there; or what to say where it is not understood.

    Arguments:
        questions: those of the debrief, in their order; none while it is not open.
        typed: what followed `note`.
    """
    first, _, words = typed.partition(" ")
    if not questions:
        return say("Notes are written at the questions of the debrief, when the programme has ended.")
    if (number := whole(first.rstrip(".:"), 1, len(questions))) is None:
        return say("At which question? `note`, a number from 1 to {questions}, and your words.", questions=len(questions))
    return number, tidied(words)


def kept(number: int, words: str) -> str:
    """What is said once it is done."""
    return (
        say("Kept with the game, at question {number}.", number=number)
        if words
        else say("Nothing is written at question {number} now.", number=number)
    )
