"""A question to talk over, and the findings of a run that it is chosen from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from game.debrief.backing import Backings
from game.debrief.beliefs import SeatView
from game.debrief.gates import Gates
from game.debrief.moments import Moments
from game.debrief.network import Network
from game.debrief.pockets import Pockets
from game.debrief.promises import SayDo
from game.debrief.really import Really
from game.debrief.remains import Remains
from game.debrief.results import Results
from game.debrief.style import Style
from game.play.session import Session

Phase = Literal["describe", "analyse", "apply"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to talk over.

    Arguments:
        phase: when it is asked.
        text: its words, in the language of the game.
        because: the finding it comes from, in a sentence; empty for the scenario's own.
        turn: the quarter it is about, counted from 1; 0 where it is about none.
        key: what it is found by in any language, given to it where the questions are chosen.
        reason: how much reason the run gives to ask it, 0 to 1: how large the finding is on its own scale, a share as it is and a
            difference between levels as a part of half a scale; 0 for the scenario's own. Comparing scales so is an assumption.
    """

    phase: Phase
    text: str
    because: str
    turn: int = 0
    key: str = ""
    reason: float = 0.0


@dataclass(frozen=True, slots=True)
class Findings:
    """What the questions are chosen from: a game that is over, and everything that was found in it."""

    session: Session
    moments: Moments
    promises: SayDo
    pockets: Pockets
    results: Results
    network: Network
    gates: Gates
    backings: Backings
    remains: Remains
    style: Style
    really: Really
    seats: tuple[SeatView, ...]


Asks = Callable[[Findings], Question | None]
