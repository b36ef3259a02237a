"""A simulation's report in plain text, as one JSON document, and as rows of a table."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from typing import Any

import numpy as np

from game import __version__
from game.bench.compare import Difference, differences
from game.bench.finding import Finding
from game.bench.games import BY_CHANCE
from game.bench.impact import widest_shifts
from game.bench.laws import Verdict
from game.bench.simulate import Report, quantiles, wilson
from game.briefing.introduction import titled
from game.core.decision import TOKENS
from game.core.outcome import MEASURES
from game.core.place import Place
from game.core.promise import STATUS_NAMES
from game.play.ensemble import Ensemble
from game.play.tally import Tally, shares
from game.translation import say, say_many
from game.words import measure as measures

FORMAT = 1
"""The number of the JSON document's form."""

MOST_SHIFTS = 10
MOST_SWINGS = 15
"""Options and assumptions that the text tells of; the JSON document and the page have all."""


def document(report: Report) -> dict[str, Any]:
    """The report as plain data; every key is described in the reference pages."""
    return {
        "format": FORMAT,
        "kind": "simulation",
        "version": __version__,
        "scenario": {"id": report.place.id, "title": report.place.title, "digest": report.place.digest, "cut": report.place.cut},
        "seed": report.first,
        "runs": report.runs,
        "is_complete": report.is_complete,
        "parameters": dict(report.parameters),
        "policies": {name: _policy(ensemble) for name, ensemble in report.ensembles.items()},
        "differences": [
            {
                "policy": one.policy,
                "other": one.other,
                "measure": one.measure,
                "mean": one.mean,
                "error": one.error if one.n > 1 else None,
                "runs": one.n,
            }
            for one in (differences(report.ensembles) if report.is_comparison else ())
        ],
        "impact": {
            name: {
                "spread": impact.spread,
                "options": report.shares[name].options if report.shares else None,
                "tokens": report.shares[name].tokens if report.shares else None,
                "chance": report.shares[name].chance if report.shares else None,
                "fitted": {"options": impact.options, "tokens": impact.tokens, "options_and_tokens": impact.together},
                "dilemmas": dict(impact.dilemmas),
                "shifts": {dilemma: dict(shifts) for dilemma, shifts in impact.shifts.items()},
                "errors": {dilemma: dict(errors) for dilemma, errors in impact.errors.items()},
            }
            for name, impact in report.impact.items()
        },
        "laws": [
            {
                "law": verdict.law,
                "title": verdict.title,
                "holds": verdict.holds,
                "clauses": [
                    {"says": one.says, "found": one.found, "expected": one.expected, "holds": one.holds}
                    for one in verdict.clauses
                ],
            }
            for verdict in report.verdicts
        ],
        "findings": [finding.to_json() for finding in report.findings],
        "effects": {
            "games": report.n_gauged,
            "came": {path: {"came": came, "lost": lost} for path, (came, lost) in report.came.items()},
        },
        "sensitivity": [
            {
                "parameter": one.parameter,
                "measure": one.measure,
                "values": [one.low, one.high],
                "changes": [one.down, one.up],
                "error": one.error,
            }
            for one in report.sensitivity
        ],
    }


def _policy(ensemble: Ensemble) -> dict[str, Any]:
    place, tally = ensemble.place, ensemble.tally
    return {
        "runs": ensemble.n,
        "measures": {name: _measure(ensemble, name) for name in MEASURES},
        "endings": [
            {"id": ending.id, "title": ending.title, "count": count, "share": count / tally.n, "low": low, "high": high}
            for ending, count, (low, high) in _endings(place, tally)
        ],
        "quarters": {str(quarter): int(count) for quarter, count in enumerate(tally.lasted) if count},
        "dilemmas": {dilemma.id: _dilemma(place, tally, number) for number, dilemma in place.dilemmas_in_play},
        "events": {event.id: int(tally.events[number]) for number, event in enumerate(place.events)},
        "promises": {
            terms.id: {name: int(count) for name, count in zip(STATUS_NAMES, tally.promises[number], strict=True)}
            for number, terms in enumerate(place.promises)
        },
        "tokens": {
            kind: {
                "placed": int(tally.tokens[number].sum()),
                "with": {
                    agency.id: int(tally.tokens[number, i]) for i, agency in enumerate(place.agencies) if tally.tokens[number, i]
                },
            }
            for number, kind in enumerate(TOKENS)
        },
    }


def _measure(ensemble: Ensemble, name: str) -> dict[str, float]:
    values = ensemble.measures[name]
    low, middle, high = quantiles(ensemble, name)
    return {"mean": float(values.mean()), "sd": float(values.std()), "p05": low, "median": middle, "p95": high}


def _endings(place: Place, tally: Tally) -> Iterator[tuple[Any, int, tuple[float, float]]]:
    for number, ending in enumerate(place.endings):
        count = int(tally.endings[number])
        yield ending, count, wilson(count, tally.n)


def _dilemma(place: Place, tally: Tally, number: int) -> dict[str, Any]:
    return {
        "met": int(tally.met[number]),
        "asked": int(tally.asked[number]),
        "options": {
            option.id: {
                "offered": int(tally.offered[number, position]),
                "gated": int(tally.gated[number, position]),
                "picked": int(tally.picked[number, position]),
            }
            for position, option in enumerate(place.dilemmas[number].options)
        },
    }


def rows(report: Report) -> Iterator[tuple[str, ...]]:
    """The headline measures of every playthrough, a row each, after a row of names."""
    yield ("policy", "seed", *MEASURES)
    for name, ensemble in report.ensembles.items():
        for row in range(ensemble.n):
            yield (name, str(ensemble.first + row), *(repr(float(ensemble.measures[one][row])) for one in MEASURES))


def text(report: Report) -> str:
    """The report for people, at most 80 columns wide where names allow."""
    last = report.first + report.runs - 1
    lines = [say("{place}: seeds {first} to {last}", place=titled(report.place), first=report.first, last=last)]
    if report.parameters:
        changed = ", ".join(f"{name} {value:g}" for name, value in report.parameters.items())
        lines.append(say("With changed parameters: {parameters}", parameters=changed))
    if not report.is_complete:
        lines.append(say("Stopped before the end; this is what was played until then."))
    parts = list(_play_text(report))
    if report.impact:
        parts += [_impact_text(report), _choices_text(report)]
    parts += [_verdict_text(verdict) for verdict in report.verdicts]
    if report.came:
        parts.append(_effects_text(report))
    if report.sensitivity:
        parts.append(_sensitivity_text(report))
    for part in parts:
        lines += ["", *part]
    if report.findings:
        lines += ["", say("To look at")]
        for finding in report.findings:
            lines += _finding_text(finding)
    if report.n_gauged and report.place.cut:
        lines += ["", *textwrap.wrap(of_the_whole(), 78, break_on_hyphens=False)]
    return "\n".join(lines)


def of_the_whole() -> str:
    """What the report of a cut says of what only the whole place can be asked."""
    return say(
        "Whether events, traces and endings that do not name the cut can come is asked of the whole: simulate it without --cut."
    )


def _play_text(report: Report) -> Iterator[Iterator[str]]:
    """How games went: the measures, how ways of playing differ, the endings, and what was reached."""
    yield _policies_text(report)
    first = report.ensembles.get(BY_CHANCE) or next(iter(report.ensembles.values()), None)
    if report.is_comparison:
        yield _differences_text(report)
        told = list(report.ensembles.values())
        yield from (_endings_text(one) for one in (told if first is None or first.place.endings else told[:1]))
    elif first is not None:
        yield _endings_text(first)
    if first is not None:
        yield _reach_text(first)
        yield _rest_text(first)


def _verdict_text(verdict: Verdict) -> Iterator[str]:
    yield verdict.told()
    for one in verdict.clauses:
        if not one.holds:
            yield from _wrapped(
                say("not met: {clause}: {found}, expected {expected}", clause=one.says, found=one.found, expected=one.expected)
            )


def _finding_text(finding: Finding) -> Iterator[str]:
    yield f"  {finding.where or finding.about}  {finding.kind}"  # in one piece, so that terminals and editors can open it
    yield from _wrapped(f"{finding.about}: {finding.what}.", "    ")
    if finding.replay is not None:
        yield from _wrapped(say("Shown by {game}.", game=finding.replay.told()), "    ")


def _effects_text(report: Report) -> Iterator[str]:
    never = [path for path, (came, _) in report.came.items() if not came]
    came = len(report.came) - len(never)
    yield say(
        "Effects: {came} of {every} came in {games:,} games with gauges on",
        came=came,
        every=len(report.came),
        games=report.n_gauged,
    )
    for path in never:
        yield f"  {say('never')}  {path}"


def _sensitivity_text(report: Report) -> Iterator[str]:
    yield say("Which assumption it hangs on: each a quarter down and up, the widest")
    yield f"  {say('assumption'):<25} {say('measure'):<8} {say('values'):>16} {say('changes'):>14}  {say('interval')}"
    for one in report.sensitivity[:MOST_SWINGS]:
        values, moved = f"{one.low:g} {one.high:g}", f"{one.down:+.0%} {one.up:+.0%}"
        error = f"±{one.error:.0%}"
        within = error if one.is_clear else say("{interval}, may be chance", interval=error)
        yield f"  {_cell(one.parameter, 25)} {one.measure:<9}{values:>17}{moved:>15}  {within}"


def _policies_text(report: Report) -> Iterator[str]:
    yield say("Headline measures, means by policy; trust, sharing, legacy and self of 100")
    yield f"  {say('policy'):<13}{say('runs'):>7}" + "".join(f"{name:>8}" for name in MEASURES)
    for name, ensemble in report.ensembles.items():
        means = "".join(f"{_short(one, float(ensemble.measures[one].mean())):>8}" for one in MEASURES)
        yield f"  {name:<13}{ensemble.n:>7}{means}"


def _differences_text(report: Report) -> Iterator[str]:
    """How each policy differs from the first: a line a measure."""
    before = ""
    for one in differences(report.ensembles):
        if one.policy != before:
            if before:
                yield ""
            before = one.policy
            yield say(
                "How far {policy} ends from {other}, game by game under the same luck: {n:,}",
                policy=one.policy,
                other=one.other,
                n=one.n,
            )
        yield f"  {one.measure:<9}{difference(one)}"


def difference(one: Difference) -> str:
    """A difference of two policies with its interval: `+1.4 ±0.2`."""
    sign = "-" if one.mean < 0 else "+"
    told = f"{sign}{_short(one.measure, abs(one.mean))}"
    if math.isinf(one.error):
        return told
    told += f" ±{_short(one.measure, one.error)}"
    return told if one.is_clear else say("{interval}, may be chance", interval=told)


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    """A text in lines; a name with a hyphen stays whole."""
    return textwrap.wrap(text, 78, initial_indent=indent, subsequent_indent="    ", break_on_hyphens=False)


def _cell(text: str, width: int) -> str:
    """A text in a column of a table, shortened where it is too long."""
    return text.ljust(width) if len(text) <= width else f"{text[: width - 1]}…"


def _short(measure: str, number: float) -> str:
    """A value of a headline measure in eight characters: a level of 100, pounds and counts as large as they are."""
    unit = measures.MEASURES[measure].unit
    if unit == "level":
        return f"{100 * number:.1f}"
    sign = "£" if unit == "pounds" else ""
    if number >= 1e6:
        return f"{sign}{number / 1e6:.2f}m"
    if number >= 1e4:
        return f"{sign}{number / 1e3:.0f}k"
    return f"{sign}{number:,.0f}" if number >= 1000 or sign else f"{number:.1f}"


def _endings_text(ensemble: Ensemble) -> Iterator[str]:
    if not ensemble.place.endings:
        yield say("This place has no endings in words.")
        return
    yield say_many(
        ensemble.n,
        "Endings of {n:,} playthrough ({policy}), with 95% intervals",
        "Endings of {n:,} playthroughs ({policy}), with 95% intervals",
        n=ensemble.n,
        policy=ensemble.policy,
    )
    for ending, count, (low, high) in _endings(ensemble.place, ensemble.tally):
        yield f"  {count / ensemble.n:>6.1%}  {say('{low:>6.1%} to {high:<6.1%}', low=low, high=high)}  {ending.title}"
    turns = np.arange(len(ensemble.tally.lasted))
    early = ensemble.n - int(ensemble.tally.lasted[-1])
    if early:
        mean = float((turns * ensemble.tally.lasted).sum()) / ensemble.n
        told = say(
            "{share:.1%} ended before their time; the mean was {mean:.1f} quarters of {turns}.",
            share=early / ensemble.n,
            mean=mean,
            turns=turns[-1],
        )
        yield f"  {told}"


def _reach_text(ensemble: Ensemble) -> Iterator[str]:
    place, tally = ensemble.place, ensemble.tally
    yield say("Reach: how often each option could be taken, could not, and was")
    yield f"  {'':<38} {say('met by'):>7} {say('offered'):>9} {say('gated'):>8} {say('picked'):>9}"
    for number, dilemma in place.dilemmas_in_play:
        yield f"  {_cell(dilemma.id, 38)}{tally.met[number] / tally.n:>8.0%}"
        for position, option in enumerate(dilemma.options):
            counts = (int(table[number, position]) for table in (tally.offered, tally.gated, tally.picked))
            offered, gated, picked = counts
            yield f"    {_cell(option.id, 44)}{offered:>10,}{gated:>9,}{picked:>10,}"


def _rest_text(ensemble: Ensemble) -> Iterator[str]:
    place, tally = ensemble.place, ensemble.tally
    if place.events:
        yield say("Events, by share of playthroughs in which they came")
        for number, event in place.events_in_play:
            yield f"  {tally.events[number] / tally.n:>6.1%}  {event.id}"
        yield ""
    by_kind = tally.tokens.sum(axis=1)
    parts = shares(by_kind, int(by_kind.sum()))
    # A kind that the place does not have is no kind that nobody uses.
    kinds = [(kind, share) for kind, share in zip(TOKENS, parts, strict=True) if kind != "strand" or "strands" in place.parts]
    placed = ", ".join(f"{kind} {share:.0%}" for kind, share in kinds)
    yield from textwrap.wrap(say("Attention: {tokens}", tokens=placed), 78, subsequent_indent="  ")
    made = tally.promises.sum(axis=0)
    settled = ", ".join(f"{say(name)} {count:,}" for name, count in zip(STATUS_NAMES[1:], made[1:], strict=True))
    yield from textwrap.wrap(say("Promises: {promises}", promises=settled), 78, subsequent_indent="  ")


def _impact_text(report: Report) -> Iterator[str]:
    yield say("What explains the outcome: shares of variance over play by chance")
    yield f"  {'':<20}" + "".join(f"{name:>8}" for name in MEASURES)
    impacts = [report.impact[name] for name in MEASURES]
    if report.shares:
        found = [report.shares[name] for name in MEASURES]
        yield f"  {say('options'):<20}" + "".join(f"{one.options:>8.0%}" for one in found)
        yield f"  {say('tokens'):<20}" + "".join(f"{one.tokens:>8.0%}" for one in found)
        yield f"  {say('chance'):<20}" + "".join(f"{one.chance:>8.0%}" for one in found)
        yield "  " + say("of which one dilemma's options")
    for _, dilemma in report.place.dilemmas_in_play:
        yield f"  {_cell(dilemma.id, 20)}" + "".join(f"{one.dilemmas[dilemma.id]:>8.1%}" for one in impacts)


def _choices_text(report: Report) -> Iterator[str]:
    yield say("Options that move a measure most, as a share of its range, with 95% intervals")
    found = widest_shifts(report.impact)
    for one in found[:MOST_SHIFTS]:
        yield f"  {one.by:>+6.0%} {f'±{one.error:.0%}':<5} {one.measure:<9} {one.option}"
    if not found:
        yield f"  {say('none: in so few games all of it may be chance')}"
