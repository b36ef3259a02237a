"""Games that were played and saved, for tests of what is made of them."""

from __future__ import annotations

from pathlib import Path

from game.core.decision_words import to_words
from game.core.place import Place
from game.play.log import Log
from game.play.policy import Memory, policy_named
from game.play.record import Header
from game.play.session import Session

STARTED = "2031-02-03T09:30:00+00:00"


def header(place: Place, seed: int, *, file: str = "") -> Header:
    """The header of a saved game, with the file of its place where it does not come with the game."""
    more = {"file": file} if file else {}
    return Header(place.id, place.digest, seed, "0.1.0", STARTED, place.title, more=more)


def save(path: Path, place: Place, policy: str = "adaptive", seed: int = 5, *, file: str = "", turns: int = 99) -> Path:
    """The game that a policy plays, saved as a person's would be.

    Arguments:
        path: the saved game.
        place: where it is played.
        policy: who decides.
        seed: its luck.
        file: the file of the place.
        turns: how many turns are played at most.
    """
    with Log.create(path, header(place, seed, file=file)) as log:
        session = Session(place, seed, log=log)
        who, memory = policy_named(policy, place), Memory(place.parameters)
        while session.is_running and not session.is_over and session.turn <= turns:
            choices, tokens = to_words(place, who.decide(session.view(), session.state.seeds, memory))
            refused = [session.choose(dilemma, option) for dilemma, option in choices.items()]
            refused += [session.attend(token) for token in tokens]
            refused.append(session.end_turn())
            assert not any(refused)
    return path
