"""The report of a run: what a player takes home, on six to ten pages, as one HTML file or one tagged PDF.

It renders the findings of `analysis` and adds none of its own: every number on the page is one that a finding holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from game.briefing import epilogue
from game.briefing.introduction import introduction, titled
from game.core.outcome import MEASURES
from game.core.place import Place
from game.debrief import paper
from game.debrief.analysis import Debrief
from game.debrief.charts import charts, trajectories
from game.debrief.conversation import PHASES, heading
from game.debrief.lines import Line, ended
from game.debrief.moments import Moment
from game.debrief.paper import Picture
from game.debrief.promises import Promise
from game.debrief.really import is_known
from game.debrief.rewind import Tried
from game.debrief.tokens import mattered
from game.play.expectation import expected, is_expectation
from game.play.reflection import told_by
from game.play.session import Session
from game.translation import say, say_many
from game.words import calendar, measure, promise, quarter
from game.words.grammar import agency, bare, called, capital, full_stop, quoted
from game.words.level import of_hundred
from game.words.marked import marked
from game.words.money import about
from game.words.variable import name

MOST_WAYS: Final = 2
"""Other ways told for each decisive moment, the weightiest first."""

MOST_TIES: Final = 5
"""Ties told in a list, the leader's own first."""

MOST_GAPS: Final = 2
"""Partners whose word and deeds are told in sentences; the chart has them all."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what stands over it, its columns, and rows whose first cell names them; `numeric` columns stand to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


def in_html(
    session: Session,
    found: Debrief,
    *,
    who: str = "",
    started: str = "",
    written: Mapping[str, str] | None = None,
    tried: Sequence[Tried] = (),
) -> bytes:
    """The report as one HTML file.

    Arguments:
        session: a game that is over.
        found: its debrief.
        who: whose report it is, if anybody said so.
        started: when the game was begun, in ISO 8601, if it is known.
        written: what was written at the questions, {question: text}, where it is not kept with the game.
        tried: other ways that were tried after the game, each with both its lines.
    """
    values = _values(session, found, written) | _asked_for(who, started, tried)
    return marked(paper.html("report.html", values), session.place).encode()


def in_pdf(session: Session, found: Debrief, *, who: str = "", started: str = "", tried: Sequence[Tried] = ()) -> bytes:
    """The report as a tagged PDF. Arguments as for `in_html`. Raises `paper.PaperFault` where it cannot be set."""
    values = _values(session, found, None) | _asked_for(who, started, tried)
    return paper.pdf(marked(paper.html("report.html", values, is_print=True), session.place), titled(session.place))


def _asked_for(who: str, started: str, tried: Sequence[Tried]) -> dict[str, Any]:
    """What stands in a report because somebody asked for it: a name, a day, and other ways."""
    return {
        "who": who,
        "day": _day(started),
        "tried": [_tried(*one) for one in enumerate(sorted(tried, key=lambda one: one.turn), 1)],
    }


def _tried(number: int, one: Tried) -> dict[str, Any]:
    """Another way with its table and its chart."""
    rows = tuple((each.name, each.own, each.other, full_stop(capital(each.means))) for each in one.measures)
    columns = (say("Measure"), say("You"), say("The other way"), say("What it tells"))
    drawn = trajectories(one.own, one.other, (say("you"), say("the other way")))
    return {
        "way": one,
        "table": Table(say("Where both lines end, with {label}", label=quoted(one.label)), columns, rows, frozenset({1, 2})),
        "chart": drawn.picture(f"chart-tried-{number}"),
        "partings": [
            say(
                "{title} {when}: you {own}, the other way {other}.",
                title=full_stop(parted.title),
                when=capital(parted.when),
                own=parted.own,
                other=parted.other,
            )
            for parted in one.partings
        ],
    }


def _values(session: Session, found: Debrief, written: Mapping[str, str] | None) -> dict[str, Any]:
    place = session.place
    reflections = told_by(session, asked=found.conversation.asked) if written is None else {**written}
    # What was expected of a quarter is told of the line that was played, and of one that was gone back on it is not.
    of_quarters = [asked for key, asked in session.reflections.keys_of.items() if is_expectation(key)]
    first = {one.text for one in found.conversation.first}
    told = {one.text for one in found.conversation.questions if one.text in first or one.text in reflections}
    questions = {phase: [one.text for one in found.conversation.of(phase) if one.text in told] for phase in PHASES}
    return {
        "title": titled(place),
        "introduction": introduction(place),
        "ending": epilogue.ending(session),
        "seed": session.seed,
        "found": found,
        "ended": ended(found.own, found.real if found.has_real else None),
        "is_known": is_known(place),
        "pictures": _pictures(session, found),
        "tables": dict(_tables(session, found)),
        "moments": [_moment(session, one) for one in found.moments.decisive],
        "phases": {phase: heading(phase) for phase in PHASES},
        "tokens": [one.text for one in mattered(found.tokens)],
        "gaps": [one.text for one in found.promises.gaps[:MOST_GAPS]],
        "questions": questions,
        "further": [one.text for one in found.conversation.further if one.text not in told],
        "reflections": reflections,
        "elsewhere": [(question, text) for question, text in reflections.items() if question not in {*told, *of_quarters}],
        "expectations": [(quarter.name(place, turn), text) for turn, text in _expectations(session)] if written is None else [],
        "sections": {one.dilemma: _sections(one.sections) for one in found.really.dilemmas},
        "whens": {one.dilemma: quarter.name(place, one.turn) for one in found.really.dilemmas},
    }


def _expectations(session: Session) -> Iterator[tuple[int, str]]:
    """What was expected of each quarter before it passed, where something was."""
    for turn in range(1, session.last_turn_played + 1):
        if text := expected(session, turn):
            yield turn, text


def _sections(sections: tuple[str, ...]) -> str:
    """Where in the source something stands, in a sentence; nothing where it stands nowhere."""
    if not sections:
        return ""
    told = ", ".join(sections)
    return say_many(len(sections), "In the source: section {sections}.", "In the source: sections {sections}.", sections=told)


def _day(started: str) -> str:
    """A day in words: `3 February 2031`; nothing where the text is no day."""
    try:
        day = date.fromisoformat(started[:10])
    except ValueError:
        return ""
    return calendar.day(day)


def _pictures(session: Session, found: Debrief) -> Mapping[str, Picture]:
    return {name: chart.picture(f"chart-{name}") for name, chart in charts(session.place, found).items()}


def _moment(session: Session, one: Moment) -> dict[str, Any]:
    """A decisive moment with its other ways, and of each the effects that can be told from nought."""
    ways = []
    for way in sorted(one.ways, key=lambda way: -way.weight)[:MOST_WAYS]:
        clear = sorted((effect for effect in way.effects if not effect.is_close), key=lambda effect: -abs(effect.share))
        ways.append(
            {
                "label": bare(way.label),
                "is_real": way.is_real,
                "effects": "; ".join(effect.text for effect in clear[:3]) or say("everything is too close to call"),
            }
        )
    when = quarter.name(session.place, one.turn)
    return {"title": one.title, "when": when, "taken": bare(one.label), "came": one.came, "ways": ways}


def _tables(session: Session, found: Debrief) -> Iterator[tuple[str, Table]]:
    has_real = found.has_real
    yield "measures", _measures(found, has_real=has_real)
    yield "left", _left(found)
    yield "lines", _lines(found.own, found.real if has_real else None)
    yield (
        "promises",
        Table(
            say("Every promise that was made"),
            (say("Promise"), say("What became of it")),
            tuple((_promised(session, one), _became(session, one)) for one in found.promises.promises),
        ),
    )
    yield "hanging", _hanging(session, found)
    yield "agencies", _agencies(session, found)
    yield "results", _results(found)


def _hanging(session: Session, found: Debrief) -> Table:
    """Ties that hang on one person, the leader's own first."""
    others = [tie for tie in found.network.personal if not tie.is_own]
    ties = [*found.network.own_personal, *others][:MOST_TIES]
    return Table(
        say("Ties that hang on one person, of 100"),
        (
            say("Whose trust in whom"),
            say("At the start"),
            say("When the programme ended"),
            say("Written down"),
            say("Would leave with a leader"),
        ),
        tuple(
            (
                capital(name(session.place, "trust", (tie.one, tie.other))),
                *(f"{100 * value:.0f}" for value in (tie.before, tie.after, tie.codified, tie.at_stake)),
            )
            for tie in ties
        ),
        frozenset(range(1, 5)),
    )


def _results(found: Debrief) -> Table:
    """Every outcome as it was reported, of what that was made, what was due to the work, and both for the real line."""
    columns = [
        say("Outcome"),
        say("Reported"),
        say("Help given"),
        say("Would have mended"),
        say("From counting"),
        say("Due to the work"),
    ]
    rows = []
    is_weighed = any(one.weight != 1.0 for one in found.results.outcomes)
    for one, real in zip(found.results.outcomes, found.real_results.outcomes, strict=True):
        values = (one.reported, one.helped, one.mended, one.counted, one.lasting)
        other = (f"{real.reported:,.0f} / {real.lasting:,.0f}",) if found.has_real else ()
        counts = (f"{one.weight:g}",) if is_weighed else ()
        rows.append((one.name, *(f"{value:,.0f}" for value in values), *other, *counts))
    if found.has_real:
        columns.append(say("The real line: reported / due"))
    if is_weighed:
        columns.append(say("Counts in the totals as"))
    caption = say("Reported by the end, and due to the work")
    return Table(caption, tuple(columns), tuple(rows), frozenset(range(1, len(columns))))


def _agencies(session: Session, found: Debrief) -> Table:
    """What the charts of word and deed, of money and of trust are drawn from, agency by agency."""
    gaps = {one.agency: one for one in found.promises.gaps}
    backing = {one.agency: one for one in (found.backings.own, *found.backings.partners)}
    rows = []
    for one in found.pockets.pockets:
        number, gap, cover = one.agency, gaps.get(one.agency), backing[one.agency]
        rows.append(
            (
                capital(called(session.place, number)),
                *((f"{100 * gap.mean_said:.0f}", f"{100 * gap.mean_did:.0f}") if gap else ("", "")),
                about(one.cost),
                about(one.avoided),
                about(one.cashable),
                _from_to(found.network.trusted_before[number], found.network.trusted_after[number]),
                _from_to(cover.by_turn[0], cover.by_turn[-1]),
            )
        )
    return Table(
        say("Agency by agency. Word, deed, trust and backing are of 100: means, or from the start to the end"),
        (
            say("Agency"),
            say("Said"),
            say("Did"),
            say("Bore"),
            say("Was spared"),
            say("Could be cash"),
            say("Others' trust in it"),
            say("Backing of its masters"),
        ),
        tuple(rows),
        frozenset(range(1, 8)),
    )


def _from_to(before: float, after: float) -> str:
    return say("{before:.0f} to {after:.0f}", before=100 * before, after=100 * after)


def _left(found: Debrief) -> Table:
    return Table(
        say("What was left, of 100"),
        (say("What"), say("When the programme stopped"), say("At the very end")),
        tuple((one.label, f"{100 * one.before:.0f}", f"{100 * one.after:.0f}") for one in found.remains.aftermath.left),
        frozenset({1, 2}),
    )


def _measures(found: Debrief, *, has_real: bool) -> Table:
    rows = []
    for one in found.measures:
        facts, other = measure.MEASURES[one.measure], measure.value(one.measure, one.other)
        own = measure.value(one.measure, one.own)
        rows.append((facts.name, own, *((other,) if has_real else ()), full_stop(capital(facts.text))))
    return Table(
        say("The seven measures. None of them is a score, and no line is best at all of them"),
        (say("Measure"), say("You"), *((say("The real line"),) if has_real else ()), say("What it tells")),
        tuple(rows),
        frozenset({1, 2} if has_real else {1}),
    )


def _lines(own: Line, other: Line | None) -> Table:
    """The lines at a few points of the course: the start, thirds of the programme, its end, and the end of the epilogue."""
    last = own.last
    points = sorted({0, last // 3, 2 * last // 3, last, len(own.dates) - 1})
    both = (own,) if other is None else (own, other)
    return Table(
        say("At some points")
        if other is None
        else say("The two lines at some points: yours first, the real one after the stroke"),
        (say("When"), *(measure.MEASURES[name].name for name in MEASURES)),
        tuple(
            (
                capital(own.dates[point]),
                *(" / ".join(_short(name, line.series[name][point]) for line in both) for name in MEASURES),
            )
            for point in points
        ),
        frozenset(range(1, 1 + len(MEASURES))),
    )


def _short(name: str, value: float) -> str:
    return f"{100 * value:.0f}" if measure.MEASURES[name].unit == "level" else measure.value(name, value)


def _promised(session: Session, one: Promise) -> str:
    return capital(promise.sentence(session.place, one.number, one.due))


def _became(session: Session, one: Promise) -> str:
    """What became of a promise, when, and what that did to trust."""
    place = session.place
    said = capital(say(one.became))
    if one.settled:
        said = f"{said}, {quarter.name(place, one.settled)}"
    if one.later:
        when = quarter.name(place, one.later_turn)
        said = say("Open when the programme ended; {became} afterwards, in {quarter}", became=say(one.later), quarter=when)
    if abs(one.trust) >= 0.005:
        said = f"{said}; {_trust(place, one)}"
    return full_stop(said)


def _trust(place: Place, one: Promise) -> str:
    """What settling a promise did to the receiver's trust in the giver."""
    parts = {"giver": agency(place, one.giver), "size": of_hundred(abs(one.trust))}
    if one.receiver == place.lead:
        return (
            say("your trust in {giver} up {size}", **parts)
            if one.trust > 0
            else say("your trust in {giver} down {size}", **parts)
        )
    return (
        say("their trust in {giver} up {size}", **parts) if one.trust > 0 else say("their trust in {giver} down {size}", **parts)
    )
