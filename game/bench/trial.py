"""A case being played: what was found beside what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from game.bench.cases import Case, Expectation, Refused
from game.core.arithmetic import Array
from game.core.decision import Decisions, Refusal, reader, refusal
from game.core.outcome import endings
from game.core.place import Place
from game.core.state import State
from game.play.batch import play_batch
from game.play.crew import CHUNK
from game.play.policy import Memory, Policy, policy_named
from game.play.script import Scripted
from game.scenario.cut import shortened
from game.translation import say
from game.words.grammar import listed


@dataclass(frozen=True)
class Compared:
    """One expectation of a case: what is measured, what was found and expected, whether it holds, and its line in the file."""

    says: str
    found: str
    expected: str
    holds: bool
    because: str = ""
    line: int = 0


@dataclass(frozen=True)
class Trial:
    """What came of one case that was tried."""

    case: Case
    compared: tuple[Compared, ...]

    @property
    def holds(self) -> bool:
        """Whether all is as expected."""
        return all(one.holds for one in self.compared)

    def to_json(self) -> dict[str, Any]:
        """The trial as plain data."""
        return {
            "file": str(self.case.file),
            "title": self.case.title,
            "seed": self.case.first,
            "runs": self.case.runs,
            "holds": self.holds,
            "findings": [
                {
                    "says": one.says,
                    "found": one.found,
                    "expected": one.expected,
                    "holds": one.holds,
                    "because": one.because,
                    "line": one.line or None,
                }
                for one in self.compared
            ],
        }

    def format_text(self) -> str:
        """The trial in plain text: a line for the case, and one or two for each thing that was looked at."""
        first, last = self.case.first, self.case.first + self.case.runs - 1
        seeds = say("seed {seed}", seed=first) if first == last else say("seeds {first} to {last}", first=first, last=last)
        case, file = self.case.title, self.case.file
        if self.holds:
            lines = [say("as expected: {case} ({file}, {seeds})", case=case, file=file, seeds=seeds)]
        else:
            lines = [say("NOT AS EXPECTED: {case} ({file}, {seeds})", case=case, file=file, seeds=seeds)]
        for one in self.compared:
            told = say("{what}: found {found}, expected {expected}", what=one.says, found=one.found, expected=one.expected)
            lines.append(f"  {say('yes') if one.holds else say('NO'):<3}  {told}")
            if not one.holds:
                lines += [f"       {told}" for told in (one.because, f"{file}:{one.line}" if one.line else "") if told]
        return "\n".join(lines)


def try_case(case: Case, place: Place) -> Trial:
    """Plays a case and compares what was found with what it expects.

    Arguments:
        case: what is expected.
        place: the whole place, also where the case is of a shorter version.
    """
    place = shortened(place, case.cut) if case.cut else place
    rest = policy_named(case.policy, place) if case.policy else None
    policy: Policy = Scripted(place, case.script, rest) if case.script or rest is None else rest
    try:
        values, refused = _play(case, place, policy, case.refusals, is_checked=bool(case.script) or rest is None)
    except _DecisionRefused as problem:
        says, expected = say("decisions of quarter {turn}", turn=problem.turn), say("decisions that can be taken")
        if problem.refusal.code == "undecided" and rest is None:
            expected = say("decisions that can be taken; with a `policy:` too, it decides what these leave open")
        return Trial(case, (Compared(says, say("refused: {why}", why=problem.refusal), expected, holds=False),))
    others: list[Array | None] = [None] * len(case.expectations)
    if any(one.is_random_outside for one in case.expectations):
        others = list(_play(case, place, policy_named(case.compare, place), (), is_checked=False)[0])
    found: list[Compared] = []
    for expectation, value, other in zip(case.expectations, values, others, strict=True):
        looked = _compared(expectation, value, other, case.compare, place)
        found += [replace(one, line=expectation.line) for one in looked]
    return Trial(case, (*found, *refused))


class _DecisionRefused(Exception):  # noqa: N818 - said of a decision
    def __init__(self, turn: int, why: Refusal) -> None:
        super().__init__(str(why))
        self.turn = turn
        self.refusal = why


def _play(
    case: Case, place: Place, policy: Policy, refusals: tuple[Refused, ...], *, is_checked: bool
) -> tuple[list[Array], list[Compared]]:
    """The value of each expectation for each seed, and what became of the refusals."""
    parts: list[list[Array]] = [[] for _ in case.expectations]
    refused: list[Compared] = []
    for start in range(0, case.runs, CHUNK):
        count = min(CHUNK, case.runs - start)
        looked: list[dict[int, Array]] = [{} for _ in case.expectations]

        def before(state: State, decisions: Decisions, start: int = start, looked: list[dict[int, Array]] = looked) -> None:
            why = refusal(place, state, decisions) if is_checked else None
            if why is not None:
                raise _DecisionRefused(state.turn, why)
            _look(place, state, case.expectations, looked)
            if start == 0:
                now = [one for one in refusals if one.turn == state.turn]
                refused.extend(replace(_refusal_found(one, place, state, decisions), line=one.line) for one in now)

        memory = Memory(place.parameters, slice(start, start + count))
        played = play_batch(place, policy, case.first + start, count, memory, is_overlaid=False, before=before)
        _look(place, played.final, case.expectations, looked)
        ended = endings(place, played.at_end, played.final)
        for one, part, found in zip(case.expectations, parts, looked, strict=True):
            if one.ending >= 0:
                part.append((ended == one.ending).astype(np.float64))
            elif one.headline:
                part.append(played.measures[one.headline])
            else:
                part.append(found[one.at] - found[one.since - 1] if one.since else found[one.at])
    return [np.concatenate(part) for part in parts], refused


def _look(place: Place, state: State, expectations: tuple[Expectation, ...], looked: list[dict[int, Array]]) -> None:
    """Notes the value of each expression that is asked for at this point: after how many quarters have been played."""
    quarter = state.turn - 1
    for one, found in zip(expectations, looked, strict=True):
        if one.expression is not None and quarter in (one.at, one.since - 1):
            value = one.expression.evaluate(reader(place, state))
            found[quarter] = np.array(np.broadcast_to(value, (state.n_playthroughs,)), dtype=np.float64)


def _refusal_found(one: Refused, place: Place, state: State, decisions: Decisions) -> Compared:
    """Whether decisions that must be refused are, under the first seed."""
    alone = state.rows(slice(0, 1))
    taken = one.written.decisions(place)
    says = say("what is tried in quarter {turn}", turn=one.turn)
    expected = say("refused ({code})", code=one.code) if one.code else say("refused")
    if not isinstance(taken, Refusal):
        choice = np.where(taken.choice >= 0, taken.choice, decisions.choice[:, :1])
        attention = taken.attention if one.written.tokens is not None else decisions.attention[:, :, :1]
        why = refusal(place, alone, Decisions(choice, np.ascontiguousarray(attention)))
    else:
        why = taken
    if why is None:
        return Compared(says, say("taken"), expected, holds=False)
    found = say("refused ({code}): {why}", code=why.code, why=why)
    return Compared(says, found, expected, holds=not one.code or why.code == one.code)


def _compared(one: Expectation, values: Array, other: Array | None, compare: str, place: Place) -> Iterator[Compared]:
    says = _says(one, place)
    if one.is_truth:
        share = float((values != 0.0).mean())
        found, expected = say("so for {share:.1%} of seeds", share=share), say("for at least {share:.0%}", share=one.share)
        yield Compared(says, found, expected, share >= one.share, one.because)
        return
    if one.median is not None:
        reach = one.within * (abs(one.median) or 1.0)
        low, high = one.median - reach, one.median + reach
        middle = float(np.median(values))
        expected = say("{median}, from {low} to {high}", median=_told(one.median), low=_told(low), high=_told(high))
        median = say("median of {measure}", measure=says)
        yield Compared(median, _told(middle), expected, low <= middle <= high, one.because)
        if one.is_random_outside and other is not None:
            middle = float(np.median(other))
            median = say("median of {measure} by {policy}", measure=says, policy=compare)
            outside = say("outside {low} to {high}", low=_told(low), high=_told(high))
            yield Compared(median, _told(middle), outside, not low <= middle <= high, one.because)
    yield from _within_bounds(one, values, says)


def _within_bounds(one: Expectation, values: Array, says: str) -> Iterator[Compared]:
    holds, bounds = np.ones(len(values), dtype=bool), []
    if one.equals is not None:
        holds &= np.equal(values, one.equals)
        bounds.append(_told(one.equals))
    if one.low is not None:
        holds &= np.greater_equal(values, one.low)
        bounds.append(say("at least {number}", number=_told(one.low)))
    if one.high is not None:
        holds &= np.less_equal(values, one.high)
        bounds.append(say("at most {number}", number=_told(one.high)))
    if not bounds:
        return
    found, expected = _told(values[0]), listed(bounds)
    if len(values) > 1:
        if one.share == 1.0:
            expected = say("{bounds} for all seeds", bounds=expected)
        else:
            expected = say("{bounds} for {share:.0%} of seeds", bounds=expected, share=one.share)
        least, most = _told(values.min()), _told(values.max())
        found = say("so for {share:.1%}, {least} to {most}", share=holds.mean(), least=least, most=most)
    yield Compared(says, found, expected, float(holds.mean()) >= one.share, one.because)


def _says(one: Expectation, place: Place) -> str:
    """What is looked at, and when."""
    if one.headline or one.ending >= 0:
        return one.text
    if one.since:
        return say("{measure} from quarter {first} to {last}", measure=one.text, first=one.since, last=one.at)
    if one.at == place.turns:
        return say("{measure} at the end", measure=one.text)
    if one.at == place.turns + place.epilogue:
        return say("{measure} after the epilogue", measure=one.text)
    if one.at:
        return say("{measure} after quarter {turn}", measure=one.text, turn=one.at)
    return say("{measure} at the start", measure=one.text)


def _told(number: Any) -> str:
    """A number in a few digits."""
    value = float(number)
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.4g}"
