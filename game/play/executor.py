"""Who runs the rules over a large batch: numpy, or what the extra `fast` compiles from the same rules. The answer is the same."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from game.core.place import Place
from game.core.rule import Rule
from game.play.ties import TiesThatCount, ties_that_count

if TYPE_CHECKING:
    from game.play.compiled import Compiled

VARIABLE: Final = "WHOLEPLACE_EXECUTOR"
"""The variable that says who runs the rules: `auto`, `numpy` or `numba`. Processes that are started inherit it."""

FEWEST: Final = 2_000
"""Playthroughs below which looking up what was compiled takes longer than it saves."""

ENOUGH: Final = 100_000
"""Playthroughs from which compiling pays on a machine that has nothing compiled yet."""


def executor_for(runs: int) -> Compiled | None:
    """Who runs the rules where `runs` playthroughs are asked for in all; None is numpy.

    Left to itself, what is compiled is taken where the extra `fast` is installed and there is enough to play: what was kept from
    before for some thousands, and for very many what has yet to be compiled, which takes half a minute.
    """
    wanted = os.environ.get(VARIABLE, "auto")
    if wanted == "numpy" or not is_installed() or (wanted != "numba" and runs < FEWEST):
        return None
    return compiled(only_kept=wanted != "numba" and runs < ENOUGH)


def executor_for_measures(place: Place, runs: int, *, is_blind: bool = False) -> TiesThatCount | CompiledForMeasures:
    """Who runs the rules of a place where only the headline measures are wanted, and what is decided on the way.

    Only the ties that count are followed, and the lead's picture of them only if not `is_blind`: if whoever decides looks at it.
    """
    whole, some = executor_for(runs), ties_that_count(place, is_blind=is_blind)
    return some if whole is None else CompiledForMeasures(whole, some)


class CompiledForMeasures:
    """Compiled rules, for the ties alone that count.

    Attributes:
        move: see `game.core.elements.move`.
        left_out: variables that are not followed at all.
    """

    def __init__(self, whole: Compiled, some: TiesThatCount) -> None:
        self._whole = whole
        self._some = some
        self.move = whole.move
        self.left_out = some.left_out

    def __call__(self, turn: Any, rules: Sequence[Rule]) -> None:
        """Runs rules, in order, on a turn that keeps no ledger."""
        self._whole.run_among(turn, self._some.needed(turn, rules), self._some)


def get_ready(runs: int) -> None:
    """Loads what would run the rules over so many playthroughs, while it is not yet known of which place."""
    if executor_for(runs) is not None:
        import numba

        numba.njit("void()")(lambda: None)  # a third of a second, most of it loading what every compiled function needs


def is_installed() -> bool:
    """Whether the extra `fast` is there."""
    return find_spec("numba") is not None


@cache
def compiled(*, only_kept: bool) -> Compiled:
    """The rules compiled, once a process; `only_kept`: as far as they are kept from before."""
    from game.play.compiled import Compiled

    return Compiled(only_kept=only_kept)
