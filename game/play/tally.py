"""What a set of playthroughs came to, as counts and exact sums that can be added up in any order.

Counts are whole numbers, and sums are kept in whole numbers too (fixed point), so that the tally of a hundred thousand
playthroughs is the same to the last bit however they were cut into batches and spread over processes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array
from game.core.decision import TOKENS, Decisions
from game.core.observe import View
from game.core.outcome import MEASURES, endings
from game.core.place import Place
from game.core.promise import STATUS_NAMES
from game.core.state import State
from game.core.variables import VARIABLES
from game.play.policy import Seen

Counts = npt.NDArray[np.int64]

MEASURE_GRAIN: Final = {"people": 2.0**12, "results": 2.0**12, "money": 1.0}
"""How finely a headline measure is summed: parts of a unit; levels have 2**30."""
_LEVEL_GRAIN: Final = 2.0**30
_WATCH_GRAIN: Final = {"level": 2.0**40, "pounds": 1.0}
_OTHER_GRAIN: Final = 2.0**20
_EXACT: Final = 2.0**53
_ALONE: Final = 2**17
"""Products that OpenBLAS does on the core that asks for them (it shares them out from four times as many on)."""


def grain_of(measure: str) -> float:
    """Parts of a unit in which a headline measure is summed."""
    return MEASURE_GRAIN.get(measure, _LEVEL_GRAIN)


@dataclass(frozen=True)
class Columns:
    """What a playthrough decided, as a row of whole numbers: 1, each option taken or not, each kind of token how often.

    Arguments:
        starts: the column of each dilemma's first option, shape (D,).
        tokens: the column of the first kind of token.
        n: how many columns there are.
    """

    starts: tuple[int, ...]
    tokens: int
    n: int

    @classmethod
    def of(cls, place: Place) -> Columns:
        """The columns of a place."""
        starts, column = [], 1
        for dilemma in place.dilemmas:
            starts.append(column)
            column += len(dilemma.options)
        return cls(tuple(starts), column, column + len(TOKENS))


@dataclass
class Tally:
    """Counts over playthroughs. An *occasion* is one turn of one playthrough in which a dilemma is on the table.

    Arguments:
        n: how many playthroughs.
        endings: by ending, the last place for none, shape (E + 1,).
        lasted: by how many quarters the programme ran, shape (turns + 1,).
        met: playthroughs in which each dilemma came, shape (D,).
        asked: occasions of each dilemma, shape (D,).
        offered, gated, picked: occasions in which an option could be taken, could not, was taken, shape (D, most options).
        tokens: tokens placed by kind and partner (the last place for nobody), shape (kinds, A + 1); see `TOKENS`.
        events: playthroughs in which each event came, shape (events,).
        promises: by slot and what became of it, shape (P, 7).
        gram: products of what was decided, summed; see `Columns`; shape (n columns, n columns).
        cross: products with each headline measure, in its grain, shape (7, n columns).
        watched: sums by variable, each of shape (turns + epilogue + 1, the variable's own).
    """

    n: int
    endings: Counts
    lasted: Counts
    met: Counts
    asked: Counts
    offered: Counts
    gated: Counts
    picked: Counts
    tokens: Counts
    events: Counts
    promises: Counts
    gram: Counts
    cross: Counts
    watched: dict[str, Counts] = field(default_factory=dict)

    @classmethod
    def nothing(cls, place: Place, watch: tuple[str, ...] = ()) -> Tally:
        """Before the first playthrough."""
        n_dilemmas = len(place.dilemmas)
        most = max((len(dilemma.options) for dilemma in place.dilemmas), default=0)
        n_columns = Columns.of(place).n

        def zeros(*shape: int) -> Counts:
            return np.zeros(shape, dtype=np.int64)

        quarters = place.turns + place.epilogue + 1
        return cls(
            n=0,
            endings=zeros(len(place.endings) + 1),
            lasted=zeros(place.turns + 1),
            met=zeros(n_dilemmas),
            asked=zeros(n_dilemmas),
            offered=zeros(n_dilemmas, most),
            gated=zeros(n_dilemmas, most),
            picked=zeros(n_dilemmas, most),
            tokens=zeros(len(TOKENS), len(place.agencies) + 1),
            events=zeros(len(place.events)),
            promises=zeros(len(place.promises), len(STATUS_NAMES)),
            gram=zeros(n_columns, n_columns),
            cross=zeros(len(MEASURES), n_columns),
            watched={name: zeros(quarters, *place.starting[name].shape) for name in watch},
        )

    def add(self, other: Tally) -> None:
        """Adds another tally of the same place to this one."""
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            if one.name == "n":
                self.n += theirs
            elif one.name == "watched":
                for name, sums in theirs.items():
                    mine[name] += sums
            else:
                mine += theirs

    def seen(self) -> Seen:
        """What these playthroughs met, for a policy that seeks what is new."""
        return Seen(self.picked.copy(), self.asked.copy(), self.tokens.sum(axis=1))

    def mean(self, variable: str) -> Array:
        """The mean of a watched variable at the start of each turn, the last after the epilogue.

        Its shape is (turns + epilogue + 1, the variable's own). Raises `KeyError` for a variable that was not watched.
        """
        result: Array = self.watched[variable] / (_watch_grain(variable) * max(self.n, 1))
        return result


def _watch_grain(variable: str) -> float:
    return _WATCH_GRAIN.get(VARIABLES[variable].unit, _OTHER_GRAIN)


class Recorder:
    """Keeps the tally of one batch while it is played."""

    def __init__(self, place: Place, n_playthroughs: int, watch: tuple[str, ...] = ()) -> None:
        self.tally = Tally.nothing(place, watch)
        self.tally.n = n_playthroughs
        self._place = place
        self._columns = Columns.of(place)
        self._decided = np.zeros((self._columns.n, n_playthroughs))
        self._decided[0] = 1.0
        self._ran = np.zeros(n_playthroughs, dtype=np.int64)

    def watch(self, state: State) -> None:
        """Notes the watched variables at the start of a turn."""
        for name, sums in self.tally.watched.items():
            sums[state.turn - 1] += np.rint(state[name] * _watch_grain(name)).astype(np.int64).sum(axis=-1)

    def decide(self, view: View, decisions: Decisions) -> None:
        """Notes what was on the table and what was decided."""
        tally, place = self.tally, self._place
        self._ran += view["running"] > 0.0
        for number, can in view.offered.items():
            table, n_options = view.agenda[number], len(can)
            n_asked, n_offered = np.count_nonzero(table), np.count_nonzero(can & table, axis=1)
            tally.asked[number] += n_asked
            tally.offered[number, :n_options] += n_offered
            tally.gated[number, :n_options] += n_asked - n_offered
            taken = decisions.choice[number] == np.arange(n_options)[:, None]
            tally.picked[number, :n_options] += np.count_nonzero(taken, axis=1)
            start = self._columns.starts[number]
            # A dilemma that comes again counts as it was decided last.
            np.copyto(self._decided[start : start + n_options], taken, where=table)
        n_places = len(place.agencies) + 1
        kind, partner = decisions.attention[:, 0], decisions.attention[:, 1]
        placed = kind >= 0
        # Effort goes to a strand, which is no agency.
        is_nobody = (partner < 0) | (kind == TOKENS.index("strand"))
        flat = kind[placed] * n_places + np.where(is_nobody[placed], n_places - 1, partner[placed])
        tally.tokens += np.bincount(flat, minlength=len(TOKENS) * n_places).reshape(len(TOKENS), n_places)
        rows = np.arange(kind.shape[-1])
        for one in kind:
            some = one >= 0
            self._decided[self._columns.tokens + one[some], rows[some]] += 1.0

    def finish(self, at_end: State, final: State, measures: Mapping[str, Array]) -> Tally:
        """The tally, once the batch has been played; `at_end` holds each playthrough as it was when its programme ended."""
        tally, place = self.tally, self._place
        # Endings look at the last quarter played, in which `running` is 0 only if the programme was stopped before its time.
        at_end["running"] = np.where(self._ran >= place.turns, 1.0, 0.0)
        numbers = endings(place, at_end, final)
        tally.endings += np.bincount(np.where(numbers < 0, len(place.endings), numbers), minlength=len(place.endings) + 1)
        tally.lasted += np.bincount(self._ran, minlength=place.turns + 1)
        tally.met += np.count_nonzero(final["decided"] > 0.0, axis=-1)
        tally.events += np.count_nonzero(final["happened"] > 0.0, axis=-1)
        n, n_statuses = len(place.promises), len(STATUS_NAMES)
        statuses = final["promise_status"].astype(np.intp) + np.arange(n)[:, None] * n_statuses
        tally.promises += np.bincount(statuses.reshape(-1), minlength=n * n_statuses).reshape(n, n_statuses)
        # Products of small whole numbers are exact in floating point, in whatever order they are added.
        tally.gram += _products(self._decided, self._decided)
        grains = np.stack([np.rint(measures[name] * grain_of(name)) for name in MEASURES]).astype(np.int64)
        most = float(np.abs(grains).max(initial=0)) * float(self._decided.max(initial=0.0)) * grains.shape[-1]
        if most < _EXACT:  # floating point is quicker, and as exact while nothing is larger
            tally.cross += _products(grains.astype(np.float64), self._decided)
        else:
            tally.cross += grains @ self._decided.T.astype(np.int64)
        return tally


def _products(one: Array, other: Array) -> Counts:
    """The sums of products of two sets of columns, shape (M, K), of whole numbers.

    The library behind numpy multiplies large matrices with a thread on every core, which wait for one another by spinning: with
    a process on every core that takes more time than all rules together. A few playthroughs at once are too little for it.
    """
    result = np.zeros((len(one), len(other)))
    step = max(1, _ALONE // (len(one) * len(other)))
    for start in range(0, one.shape[-1], step):
        result += one[:, start : start + step] @ other[:, start : start + step].T
    return result.astype(np.int64)


def shares(counts: Counts | int, of: Counts | int) -> Any:
    """Counts as shares of other counts; nothing of nothing is nothing."""
    whole = np.asarray(of, dtype=np.float64)
    return np.divide(counts, whole, out=np.zeros(np.broadcast(counts, whole).shape), where=whole > 0)
