"""Rules run by numpy for the ties alone that count: those on which what is measured hangs.

Half of the work of a quarter is on pairs of agencies, and most pairs have nothing to do with one another: their trust is
followed for whoever asks, and moves nothing else. Where many futures are played for their headline measures alone, nobody asks.
What is left out stays as it was; everything else is the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array, Indices, Mask
from game.core.condition import Read, Summary, ties_of
from game.core.place import Place
from game.core.rule import Rule
from game.core.variables import VARIABLES
from game.play.picked import Few, Part, Whole, number_of, through, value_of
from game.play.sums import WEIGHTS, gather, weight_of, weighty

PICTURE: Final = "estimate"
"""The lead's picture of ties, which moves nothing but the decisions of whoever looks at it."""

FOR_SHOW: Final = (PICTURE, "exposure")
"""What only moves decisions and luck, so that nothing hangs on it once no programme runs."""

_SHARING: Final = frozenset(("permission", "drafting", "practice"))
"""What is looked at between those alone that must share, and where a condition asks."""

_BLOCK: Final = 65_536
"""Numbers worked on at once, so that what is made on the way fits into the cache; found by measuring."""

_LITTLE: Final = 0.2
"""The part of all ties of a batch up to which picking them out costs less than working on them all."""


class TiesThatCount:
    """An executor for batches of which only the headline measures are wanted, and what is decided on the way.

    The ties that count stand in such an order that those which a rule needs follow one another: toward the lead, then among those
    that must share, then the lead's own.

    Attributes:
        ones, others: the two sides of the ties that count, as compiled loops go through them.
        left_out: variables that are not followed at all.
    """

    def __init__(self, place: Place, *, is_blind: bool = False) -> None:
        """`is_blind`: whoever decides looks at no picture of ties."""
        self._place = place
        one, other = np.nonzero(counting(place))
        is_shared, is_toward = sharing(place)[one, other], other == place.lead
        sort = np.where(is_toward, 0 + is_shared, 3 - is_shared)
        order = np.argsort(sort, kind="stable")
        self._ties = one[order], other[order]
        self.ones, self.others = (side.astype(np.uint64) for side in self._ties)
        self._ends = np.cumsum(np.bincount(sort, minlength=4)).tolist()
        self._parts: dict[int, list[Part]] = {}
        self._plans: dict[tuple[int, ...], list[_Planned]] = {}
        self._needed: dict[tuple[Any, ...], tuple[Rule, ...]] = {}
        self._summed: dict[tuple[str, str], tuple[Array, Indices | None]] = {}
        self._spans: dict[tuple[Any, ...], npt.NDArray[np.int64]] = {}
        self._asked = frozenset(part.variable for part in _questions(place))
        self._for_show = frozenset(FOR_SHOW) - self._asked
        self.left_out = self._for_show & {PICTURE} if is_blind else frozenset[str]()

    def __call__(self, turn: Any, rules: Sequence[Rule]) -> None:
        """Runs rules, in order, on a turn that keeps no ledger."""
        if turn.among is not None:
            self._run_among(turn, rules)
            return
        found: dict[tuple[str, ...], Few | None] = {}
        together: list[_Planned] = []
        rest: list[Rule] = []
        for one in self._plan(self.needed(turn, rules)):
            rule = one.rule
            if not (one.is_of_ties and turn.state[rule.changes].flags.c_contiguous):
                self._run_whole(turn, together)
                _forget(found, rule.changes)
                if (numbers := self._summed_by(turn, rule)) is None:
                    rest.append(rule)
                else:
                    self._run_rest(turn, rest)
                    gather(turn, rule, numbers)
                continue
            self._run_rest(turn, rest)
            if any(other.rule.changes in one.needs for other in together):
                self._run_whole(turn, together)
            few = self._few(turn, rule, found) if one.needs else None
            _forget(found, rule.changes)
            if few is not None or not all(_may_share(other, one) for other in together):
                self._run_whole(turn, together)
            if few is None:
                together.append(one)
            elif len(few):
                _apply(rule, few)
        self._run_rest(turn, rest)
        self._run_whole(turn, together)

    def needed(self, turn: Any, rules: Sequence[Rule]) -> Sequence[Rule]:
        """Rules without those that only move what nothing hangs on, now or once no programme runs."""
        without = self._for_show if turn.number > self._place.turns else self.left_out
        if not without:
            return rules
        key = (without, *map(id, rules))  # of rules that there are as long as there is a place
        if key not in self._needed:
            self._needed[key] = tuple(rule for rule in rules if rule.changes not in without)
        return self._needed[key]

    def spans(self, turn: Any, rules: Sequence[Rule]) -> npt.NDArray[np.int64]:
        """Where those of the ties begin and end that each rule over pairs needs now, shape (rules, 2)."""
        is_over = turn.number > self._place.turns
        key = (is_over, *map(id, rules))  # of rules that there are as long as there is a place
        if key not in self._spans:
            self._spans[key] = np.array([self._span(rule, is_over=is_over) for rule in rules], dtype=np.int64)
        return self._spans[key]

    def _span(self, rule: Rule, *, is_over: bool) -> tuple[int, int]:
        lead_alone, toward_lead, all_but_own, everything = self._ends
        # Policies look at what the lead makes of trust in it, and at no more of the picture.
        if (rule.is_for_now or rule.changes == PICTURE) and rule.changes not in self._asked:
            return 0, toward_lead
        if rule.changes in _SHARING:
            return lead_alone, all_but_own
        # What the lead thinks of others is measured as the programme ends, and moves nothing any more.
        return 0, all_but_own if is_over else everything

    def _run_among(self, turn: Any, rules: Sequence[Rule]) -> None:
        """Runs rules that change nothing but in a few playthroughs, there alone as far as they are over ties or sums."""
        rows = turn.among
        found: dict[tuple[int, int], Few] = {}
        for planned, (first, last) in zip(self._plan(rules), self.spans(turn, rules).tolist(), strict=True):
            rule = planned.rule
            if planned.is_of_ties and turn.state[rule.changes].flags.c_contiguous:
                if (first, last) not in found:
                    one, other = (side[first:last] for side in self._ties)
                    found[first, last] = Few(
                        turn, np.repeat(one, len(rows)), np.repeat(other, len(rows)), np.tile(rows, len(one))
                    )
                _apply(rule, found[first, last].where_it_moves(rule))
            elif rule.kind == "gathering" and all(name in turn.state and role in ("same", "place") for name, role in rule.places):
                read = (turn.state[name].take(rows, axis=-1) for name in rule.reads)
                turn.state[rule.changes][..., rows] = rule.compute(*read)
            else:
                turn.run_each((rule,))
            for few in found.values():
                few.forget(rule.changes)

    def _plan(self, rules: Sequence[Rule]) -> list[_Planned]:
        """What is known of rules before any turn, found out once."""
        key = tuple(map(id, rules))  # which the plan keeps
        if key not in self._plans:
            self._plans[key] = [_planned(rule) for rule in rules]
        return self._plans[key]

    @staticmethod
    def _run_rest(turn: Any, rules: list[Rule]) -> None:
        if rules:
            turn.run_each(tuple(rules))
            rules.clear()

    def _run_whole(self, turn: Any, together: list[_Planned]) -> None:
        """Runs rules that look, of what they change, at the same tie alone: all of them on a few ties, then on the next."""
        if not together:
            return
        n_each = min(len(self._ties[0]), max(1, _BLOCK // max(turn.state.n_playthroughs, 1)))
        if n_each not in self._parts:
            n, cuts = len(self._place.agencies), range(0, len(self._ties[0]), n_each)
            self._parts[n_each] = [Part(n, *(side[start : start + n_each] for side in self._ties)) for start in cuts]
        steady: dict[tuple[str, str], Any] = {}
        spans = self.spans(turn, [one.rule for one in together]).tolist()
        for start, part in zip(range(0, len(self._ties[0]), n_each), self._parts[n_each], strict=True):
            some = Whole(turn, part, steady)
            for one, (first, last) in zip(together, spans, strict=True):
                if first < start + n_each and start < last:
                    _apply(one.rule, some)
        together.clear()

    def _few(self, turn: Any, rule: Rule, found: dict[tuple[str, ...], Few | None]) -> Few | None:
        """Where what a rule is nought without is not, if that is little of it all; found once in a phase."""
        names = rule.nought_without
        if names not in found:
            found[names] = None
            somewhere = [self._somewhere(turn, *rule.places[rule.reads.index(name)]) for name in names]
            if sum(map(len, somewhere)) <= _LITTLE * len(self._ties[0]) * turn.state.n_playthroughs:
                tie, row = (np.concatenate(side) for side in zip(*_each_once(somewhere), strict=True))
                found[names] = Few(turn, self._ties[0][tie], self._ties[1][tie], row)
        return found[names]

    def _somewhere(self, turn: Any, variable: str, role: str) -> _Somewhere:
        """Where what a rule reads is not nought: by tie, by agency, or for all ties alike."""
        value, n = value_of(turn, variable), turn.state.n_playthroughs
        one, other = self._ties
        if not isinstance(value, np.ndarray) or value.ndim < 2:
            return _Somewhere(np.broadcast_to(value != 0.0, (1, n)), np.zeros(len(one), dtype=np.intp))
        if value.ndim == 2:
            return _Somewhere(value != 0.0, other if role == "to" else one)
        each, mask = through(value), np.empty((len(one), n), dtype=bool)
        for tie, number in enumerate(number_of(len(value), one, other, role).tolist()):
            np.not_equal(each[number], 0.0, out=mask[tie])
        return _Somewhere(mask, np.arange(len(one)))

    def _summed_by(self, turn: Any, rule: Rule) -> Indices | None:
        """The ties that a sum over ties goes through, counted through: shape (A, K) or (K, A) as it sums; None for all of them.

        The sum is taken in the order it would be, without those of weight nought; a tie of no weight fills up the fewer.
        """
        weight = weight_of(rule)
        if not weight:
            return None
        constant: Array = turn.constant(weight)
        kept, places = self._summed.get((weight, rule.over), (None, None))
        if kept is not constant:
            which, n = weighty(constant, rule), len(constant)
            row = np.arange(n)
            places = None if which is None else row[:, None] * n + which if rule.over == "agency" else which * n + row
            self._summed[weight, rule.over] = constant, places
        return places


class _Somewhere:
    """Where what a rule reads of some ties is not nought.

    Arguments:
        mask: where what it hangs on is not, shape (things, N).
        which: which of these each tie hangs on, shape (ties,).
    """

    def __init__(self, mask: Mask, which: Indices) -> None:
        self._mask = mask
        self._which = which
        self._rows = [row.nonzero()[0] for row in mask]

    def __len__(self) -> int:
        return sum(len(self._rows[thing]) for thing in self._which.tolist())

    def places(self) -> tuple[Indices, Indices]:
        """The ties and the playthroughs, shape (elements,) each."""
        rows = [self._rows[thing] for thing in self._which.tolist()]
        return np.repeat(np.arange(len(rows)), list(map(len, rows))), np.concatenate(rows)

    def has(self, tie: Indices, row: Indices) -> Mask:
        """Whether it is not in some ties and playthroughs."""
        found: Mask = self._mask.reshape(-1)[self._which[tie] * self._mask.shape[-1] + row]
        return found


def _each_once(somewhere: Sequence[_Somewhere]) -> Iterator[tuple[Indices, Indices]]:
    """Yields the ties and playthroughs of each, without those of the ones before it."""
    for number, one in enumerate(somewhere):
        tie, row = one.places()
        for former in somewhere[:number]:
            some = ~former.has(tie, row)
            tie, row = tie[some], row[some]
        yield tie, row


_ROLES: Final = ("same", "back", "from", "to", "place")


class _Planned(NamedTuple):
    """What is known of a rule before any turn.

    Arguments:
        rule: the rule.
        is_of_ties: whether each tie that it changes hangs on no other's value of the same variable, nor on what it is nought
            without.
        needs: the variables that it is nought without.
        elsewhere: the variables that it reads at another place than the one it changes.
    """

    rule: Rule
    is_of_ties: bool
    needs: frozenset[str]
    elsewhere: frozenset[str]


def _planned(rule: Rule) -> _Planned:
    is_of_ties = (
        rule.over == "pair"
        and rule.kind != "gathering"
        and not rule.has_crossing
        and all(role in _ROLES for _, role in rule.places)
        and rule.changes not in rule.nought_without
    )
    elsewhere = frozenset(name for name, role in rule.places if role != "same")
    return _Planned(rule, is_of_ties, frozenset(map(_bare, rule.nought_without)), elsewhere)


def _forget(found: dict[tuple[str, ...], Few | None], variable: str) -> None:
    """Lets go what was found out of a variable that is about to change, and what was read of it."""
    for names, few in list(found.items()):
        if variable in map(_bare, names):
            del found[names]
        elif few is not None:
            few.forget(variable)


def _bare(name: str) -> str:
    """The variable of an argument: `left` of `left_from`."""
    return name.removesuffix("_from").removesuffix("_to").removesuffix("_back")


def _may_share(one: _Planned, other: _Planned) -> bool:
    """Whether two rules look, of what either changes, at the same tie alone."""
    elsewhere = one.elsewhere | other.elsewhere
    return one.rule.changes not in elsewhere and other.rule.changes not in elsewhere


def _apply(rule: Rule, part: Whole | Few) -> None:
    """Applies a rule to some elements of what it changes."""
    read = [part.read(*place) for place in rule.places]
    if rule.kind == "reading":
        part.put(rule.changes, rule.compute(*read))
        return
    facts, former = VARIABLES[rule.changes], part.read(rule.changes, "same")
    value = former
    for size in rule.compute(*read):
        value = np.add(value, size, out=None if value is former else value)
    part.put(rule.changes, np.clip(value, facts.low, facts.high, out=value))


@lru_cache(maxsize=8)
def ties_that_count(place: Place, *, is_blind: bool = False) -> TiesThatCount:
    """The executor for a place, which is made once."""
    return TiesThatCount(place, is_blind=is_blind)


def counting(place: Place) -> npt.NDArray[np.bool_]:
    """Which ties count, shape (A, A): the lead's own, and those of `sharing`."""
    result = sharing(place)
    result[place.lead] = result[:, place.lead] = True
    return result


def sharing(place: Place) -> npt.NDArray[np.bool_]:
    """Which ties something is weighted by, need a protocol or are asked about by a condition, shape (A, A).

    Both ways of each, since one agency's trust may hang on the other's.
    """
    n = len(place.agencies)
    result = np.zeros((n, n), dtype=bool)
    for turn in range(1, place.turns + place.epilogue + 1):
        constants = place.constants_in(turn)
        for name in WEIGHTS:
            result |= constants[name].any(axis=-1) != 0.0
        if not place.successors:
            break
    asked = [
        pair for part in _questions(place) for pair in (ties_of(part.index, n) if isinstance(part, Summary) else (part.index,))
    ]
    for pair in (*place.ties, *place.protocols, *asked):
        if len(pair) == 2:
            result[pair] = True
    return result | result.T


def _questions(place: Place) -> Iterator[Read | Summary]:
    """Yields whatever a place's conditions look at, wherever in it they stand."""
    goals = (place.goals, tuple(agency.goals for agency in place.agencies))
    for part in (place.dilemmas, place.events, place.endings, place.promises, place.traces, place.laters, goals):
        yield from _within(part)


def _within(thing: Any) -> Iterator[Read | Summary]:
    if isinstance(thing, Read | Summary):
        yield thing
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from _within(one)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from _within(getattr(thing, one.name))
