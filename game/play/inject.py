"""What a facilitator can throw in: the place's own injects, and news in other words."""

from __future__ import annotations

from typing import Any

from game.core.decision import Refusal
from game.core.place import Place
from game.translation import say


def thrown(place: Place, name: str, text: str, *, is_running: bool) -> tuple[str, tuple[Any, ...]] | Refusal:
    """What is read out and what it does; or why it cannot be thrown in.

    Arguments:
        place: where it happens.
        name: the id of one of its injects; or, with a text, what happened in a few words.
        text: what is read out where it is none of the place's: news that moves no number.
        is_running: whether the programme still runs.
    """
    if not is_running:
        return Refusal("over", say("The programme has ended."), say("Nothing more can happen to it."))
    if text:
        return text, ()
    for inject, title, said, effects in place.injects:
        if inject == name:
            return said or title, effects
    known = ", ".join(inject for inject, *_ in place.injects)
    return Refusal(
        "unknown_inject", say("There is no inject called “{name}”.", name=name), "", say("Known are: {known}.", known=known)
    )
