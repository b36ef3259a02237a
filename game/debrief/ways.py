"""Ways to go on from each quarter of a game: what was decided, and what else could have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from game.core.decision import Decisions
from game.core.observe import View
from game.play.future import Branch, futures_of
from game.play.line import Adaptive
from game.play.policy import Memory, Policy, Replayed
from game.play.session import Session


def as_played(session: Session) -> Replayed:
    """The player's own decisions once more, and the adaptive line where they are not on offer."""
    return Replayed(session.place, session.taken(), Adaptive(session.place))


def branches_of(
    session: Session, ways: Mapping[tuple[int, str], Sequence[int]]
) -> tuple[list[Branch], dict[tuple[int, str, int], int]]:
    """The ways to go on from each quarter, and which branch stands for which turn, dilemma and option.

    What was really decided in a quarter is one branch, whichever of its dilemmas one asks about.
    """
    place, taken = session.place, session.taken()
    branches: list[Branch] = []
    number_of: dict[tuple[int, str, int], int] = {}
    as_it_was: dict[int, int] = {}
    rest = Adaptive(place)
    for (turn, dilemma_id), options in ways.items():
        number = place.dilemma(dilemma_id)
        state, view, really = session.states[turn - 1], session.view(turn), taken[turn - 1]
        for option in options:
            if option == really.choice[number, 0]:
                if turn not in as_it_was:
                    as_it_was[turn] = len(branches)
                    branches.append(Branch(state, really))
                number_of[turn, dilemma_id, option] = as_it_was[turn]
                continue
            decisions = with_option(session, view, taken, number, option, rest)
            if decisions is not None:
                number_of[turn, dilemma_id, option] = len(branches)
                branches.append(Branch(state, decisions))
    return branches, number_of


def with_option(
    session: Session, view: View, taken: Sequence[Decisions], dilemma: int, option: int, rest: Policy
) -> Decisions | None:
    """A quarter's decisions with another option in one dilemma; None where it cannot be had beside the rest.

    What can no longer be paid for beside it falls away, as `Replayed` has it; `rest` decides what is no longer on offer.
    """
    really = taken[view.turn - 1]
    if really.choice[dilemma, 0] == option:
        return really
    choice = really.choice.copy()
    choice[dilemma] = option
    changed = [*taken]
    changed[view.turn - 1] = Decisions(choice, really.attention, really.seats)
    memory = Memory({**session.place.parameters, **session.parameters})
    decisions = Replayed(session.place, changed, rest).decide(view, futures_of(session.seed, 1), memory)
    return decisions if decisions.choice[dilemma, 0] == option else None


def on_offer(session: Session, turn: int, dilemma_id: str) -> list[int]:
    """The numbers of the options of a dilemma that could be taken in a turn that was played."""
    number = session.place.dilemma(dilemma_id)
    return [int(option) for option in np.flatnonzero(session.view(turn).offered[number][:, 0])]
