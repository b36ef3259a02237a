"""What a condition that no game met fell short of: which of its parts held how often, and how near the others came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeGuard

import numpy as np

from game.core import condition as tree
from game.core.arithmetic import Mask
from game.core.condition import Condition
from game.core.decision import reader
from game.core.outcome import ending_reader
from game.core.place import Place
from game.play.batch import play_batch
from game.play.policy import Memory, policy_named
from game.scenario.spelled import spelled
from game.translation import say

_GAMES: Final = 256
_YES_OR_NO: Final = ("flag", "happened", "lasting", "chosen", "promise_status")
_UP: Final = (">", ">=")
_DOWN: Final = ("<", "<=")


@dataclass
class Part:
    """One part of a condition whose parts must all hold.

    Arguments:
        condition: the part.
        asked: how often it was asked.
        held: how often it held.
        nearest: the value of its left side that came nearest to what it is compared with; None where it compares no such thing.
    """

    condition: Condition
    asked: int = 0
    held: int = 0
    nearest: float | None = None

    def look(self, read: Any, mask: Mask) -> None:
        """Asks the part where `mask` holds."""
        self.asked += int(np.count_nonzero(mask))
        self.held += int(np.count_nonzero(mask & np.broadcast_to(self.condition.evaluate(read), mask.shape)))
        compared = self.condition
        if _is_of_numbers(compared) and mask.any():
            values = np.broadcast_to(compared.left.evaluate(read), mask.shape)[mask]
            if compared.operator in _UP:
                self.nearest = max(float(values.max()), -np.inf if self.nearest is None else self.nearest)
            elif compared.operator in _DOWN:
                self.nearest = min(float(values.min()), np.inf if self.nearest is None else self.nearest)

    def told(self, place: Place) -> str:
        """The part, how often it held, and how near it came where it never did."""
        part = f"`{spelled(self.condition, place)}`"
        if self.held:
            return say("{part} held in {share:.0%}", part=part, share=self.held / self.asked)
        if self.nearest is None:
            return say("{part} never held", part=part)
        value = f"{self.nearest:.3g}" if abs(self.nearest) < 1000 else f"{self.nearest:,.0f}"
        if isinstance(self.condition, tree.Compare) and self.condition.operator in _UP:
            return say("{part} never held: {value} at most", part=part, value=value)
        return say("{part} never held: {value} at least", part=part, value=value)


class Shortfall:
    """The parts of one condition, and what became of each."""

    def __init__(self, condition: Condition) -> None:
        self.parts = [Part(one) for one in _parts(condition)]

    def look(self, read: Any, mask: Mask) -> None:
        """Asks every part where `mask` holds."""
        for part in self.parts:
            part.look(read, mask)

    def told(self, place: Place) -> str:
        """What is in the way, to follow a sentence; empty where nothing was asked, or only the condition itself could be told."""
        only = self.parts[0] if len(self.parts) == 1 else None
        if not self.parts[0].asked or (only is not None and only.nearest is None and not _is_lasting(only.condition)):
            return ""
        return "".join(f"; {part.told(place)}" for part in self.parts)


def _is_lasting(condition: Condition) -> bool:
    return isinstance(condition, tree.Compare) and isinstance(condition.left, tree.Read) and condition.left.variable == "lasting"


def of_ending(place: Place, number: int) -> str:
    """What became of the parts of an ending's condition, over a few games that seek what is new; empty where it has none."""
    when = place.endings[number].when
    if when is None:
        return ""
    played = play_batch(place, policy_named("explore", place), 1, _GAMES, Memory(place.parameters), is_overlaid=False)
    everyone = np.ones(_GAMES, dtype=bool)
    shortfall = Shortfall(when)
    shortfall.look(ending_reader(place, played.at_end, played.final), everyone)
    told = shortfall.told(place)
    for part in shortfall.parts:
        match part.condition:
            case tree.Compare(tree.Read("lasting", (number,))) if not part.held:
                # What is to last hangs on the trace's own condition, at the end of the epilogue.
                of_trace = Shortfall(place.traces[number].when)
                of_trace.look(reader(place, played.final), everyone)
                told += of_trace.told(place)
    return told


def _is_of_numbers(condition: Condition) -> TypeGuard[tree.Compare]:
    """Whether this compares a number that can come near with one that an author wrote; a flag or a choice is or is not."""
    return (
        isinstance(condition, tree.Compare)
        and isinstance(condition.right, tree.Constant)
        and not (isinstance(condition.left, tree.Read) and condition.left.variable in _YES_OR_NO)
    )


def _parts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, tree.Both):
        for part in condition.parts:
            yield from _parts(part)
    else:
        yield condition
