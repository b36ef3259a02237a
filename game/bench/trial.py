"""A case being played: what was found beside what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.bench.cases import Case, Expectation, Refused
from game.core.arithmetic import Array
from game.core.decision import Decisions, Refusal, reader, refusal
from game.core.outcome import endings
from game.core.place import Place
from game.core.state import State
from game.play.ensemble import CHUNK, play_batch
from game.play.policy import Memory, Policy, policy_named
from game.play.script import Scripted
from game.scenario.cut import shortened


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: in words, what was found, what was expected, and whether it is so."""

    says: str
    found: str
    expected: str
    holds: bool
    because: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of one case."""

    case: Case
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether all is as expected."""
        return all(finding.holds for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """The outcome as plain data."""
        return {
            "file": str(self.case.file),
            "title": self.case.title,
            "seed": self.case.first,
            "runs": self.case.runs,
            "holds": self.holds,
            "findings": [
                {"says": one.says, "found": one.found, "expected": one.expected, "holds": one.holds, "because": one.because}
                for one in self.findings
            ],
        }

    def format_text(self) -> str:
        """The outcome in plain text: a line for the case, and one or two for each thing that was looked at."""
        first, last = self.case.first, self.case.first + self.case.runs - 1
        seeds = f"seed {first}" if first == last else f"seeds {first} to {last}"
        lines = [f"{'as expected' if self.holds else 'NOT AS EXPECTED'}: {self.case.title} ({self.case.file}, {seeds})"]
        for one in self.findings:
            lines.append(f"  {'yes' if one.holds else 'NO '}  {one.says}: found {one.found}, expected {one.expected}")
            if not one.holds and one.because:
                lines.append(f"       {one.because}")
        return "\n".join(lines)


def try_case(case: Case, place: Place) -> Outcome:
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
        says, expected = f"decisions of quarter {problem.turn}", "decisions that can be taken"
        return Outcome(case, (Finding(says, f"refused: {problem.refusal}", expected, holds=False),))
    compared: list[Array | None] = [None] * len(case.expectations)
    if any(one.is_random_outside for one in case.expectations):
        compared = list(_play(case, place, policy_named(case.compare, place), (), is_checked=False)[0])
    findings: list[Finding] = []
    for expectation, value, other in zip(case.expectations, values, compared, strict=True):
        findings += _findings(expectation, value, other, case.compare, place)
    return Outcome(case, (*findings, *refused))


class _DecisionRefused(Exception):  # noqa: N818 - said of a decision
    def __init__(self, turn: int, why: Refusal) -> None:
        super().__init__(str(why))
        self.turn = turn
        self.refusal = why


def _play(
    case: Case, place: Place, policy: Policy, refusals: tuple[Refused, ...], *, is_checked: bool
) -> tuple[list[Array], list[Finding]]:
    """The value of each expectation for each seed, and what became of the refusals."""
    parts: list[list[Array]] = [[] for _ in case.expectations]
    refused: list[Finding] = []
    for start in range(0, case.runs, CHUNK):
        count = min(CHUNK, case.runs - start)
        looked: list[dict[int, Array]] = [{} for _ in case.expectations]

        def before(state: State, decisions: Decisions, start: int = start, looked: list[dict[int, Array]] = looked) -> None:
            why = refusal(place, state, decisions) if is_checked else None
            if why is not None:
                raise _DecisionRefused(state.turn, why)
            _look(place, state, case.expectations, looked)
            if start == 0:
                refused.extend(_refusal_found(one, place, state, decisions) for one in refusals if one.turn == state.turn)

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


def _refusal_found(one: Refused, place: Place, state: State, decisions: Decisions) -> Finding:
    """Whether decisions that must be refused are, under the first seed."""
    alone = state.rows(slice(0, 1))
    taken = one.written.decisions(place)
    says = f"what is tried in quarter {one.turn}"
    expected = f"refused ({one.code})" if one.code else "refused"
    if not isinstance(taken, Refusal):
        choice = np.where(taken.choice >= 0, taken.choice, decisions.choice[:, :1])
        attention = taken.attention if one.written.tokens is not None else decisions.attention[:, :, :1]
        why = refusal(place, alone, Decisions(choice, np.ascontiguousarray(attention)))
    else:
        why = taken
    if why is None:
        return Finding(says, "taken", expected, holds=False)
    return Finding(says, f"refused ({why.code}): {why}", expected, holds=not one.code or why.code == one.code)


def _findings(one: Expectation, values: Array, other: Array | None, compare: str, place: Place) -> Iterator[Finding]:
    says = one.text + _when(one, place)
    if one.is_truth:
        share = float((values != 0.0).mean())
        yield Finding(says, f"so for {share:.1%} of seeds", f"for at least {one.share:.0%}", share >= one.share, one.because)
        return
    if one.median is not None:
        reach = one.within * (abs(one.median) or 1.0)
        low, high = one.median - reach, one.median + reach
        middle = float(np.median(values))
        expected = f"{_told(one.median)}, from {_told(low)} to {_told(high)}"
        yield Finding(f"median of {says}", _told(middle), expected, low <= middle <= high, one.because)
        if one.is_random_outside and other is not None:
            middle = float(np.median(other))
            found = f"median of {says} by {compare}"
            yield Finding(found, _told(middle), f"outside {_told(low)} to {_told(high)}", not low <= middle <= high, one.because)
    asked = [(one.equals, "", np.equal), (one.low, "at least ", np.greater_equal), (one.high, "at most ", np.less_equal)]
    bounds = [(bound, word, is_met) for bound, word, is_met in asked if bound is not None]
    if bounds:
        holds = np.ones(len(values), dtype=bool)
        for bound, _, is_met in bounds:
            holds &= is_met(values, bound)
        expected = " and ".join(word + _told(bound) for bound, word, _ in bounds)
        found = _told(values[0])
        if len(values) > 1:
            expected += " for all seeds" if one.share == 1.0 else f" for {one.share:.0%} of seeds"
            found = f"so for {holds.mean():.1%}, {_told(values.min())} to {_told(values.max())}"
        yield Finding(says, found, expected, float(holds.mean()) >= one.share, one.because)


def _when(one: Expectation, place: Place) -> str:
    if one.headline or one.ending >= 0:
        return ""
    if one.since:
        return f" from quarter {one.since} to {one.at}"
    if one.at == place.turns:
        return " at the end"
    if one.at == place.turns + place.epilogue:
        return " after the epilogue"
    return f" after quarter {one.at}" if one.at else " at the start"


def _told(number: Any) -> str:
    """A number in a few digits."""
    value = float(number)
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.4g}"
