"""Small charts as SVG within a page: drawn from numbers that stand in a table beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from game.briefing import history
from game.play.session import Session
from game.translation import say
from game.words import measure, quarter
from game.words.grammar import capital

_WIDTH: Final = 320
_HEIGHT: Final = 120
_EDGE: Final = 8


@dataclass(frozen=True, slots=True)
class Chart:
    """One line over the quarters: what it is, its picture, how it stands in words, and the numbers it was drawn from."""

    label: str
    picture: Markup
    words: str
    rows: tuple[tuple[str, str], ...]


def of_one(session: Session, seat: int | None = None) -> tuple[Chart, ...]:
    """How what a seat sees went over the quarters; the lead, unless told otherwise."""
    charts = []
    for number, one in enumerate(history.series(session, seat)):
        names = [quarter.name(session.place, turn) for turn in range(1, len(one.values) + 1)]
        told = [f"{100 * value:.0f}" if one.is_level else f"{value:,.0f}" for value in one.values]
        said = say(
            "{measure}, {first} to {last}: from {before} to {now}.",
            measure=one.label,
            first=names[0],
            last=names[-1],
            before=told[0],
            now=told[-1],
        )
        top = 1.0 if one.is_level else max(1.0, *one.values)
        charts.append(
            Chart(
                one.label,
                line(one.values, top, f"chart-{number}", one.label, said),
                one.words,
                tuple(zip(names, told, strict=True)),
            )
        )
    return tuple(charts)


def line(values: Sequence[float], top: float, key: str, name: str, text: str) -> Markup:
    """A line over the quarters, with a dot at its end.

    Arguments:
        values: the first first.
        top: the value at the upper edge; nought is at the lower.
        key: a word that no other chart of the page has.
        name: what the chart is called.
        text: what it shows, for whoever cannot see it.
    """
    points = _points(values, top)
    drawn = Markup('<polyline class="line" points="{}"/><circle class="dot" cx="{:.1f}" cy="{:.1f}" r="5"/></svg>')
    return _framed(key, name, text) + drawn.format(_path(points), *points[-1])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines of one headline measure: what it is, their picture, how they ended in words, and the numbers behind them."""

    label: str
    picture: Markup
    rows: tuple[tuple[str, str, str], ...]


def of_two(key: str, dates: Sequence[str], own: Sequence[float], other: Sequence[float]) -> Pair:
    """Two lines over the quarters: one's own, whole, with a dot at its end; the other broken, with a ring.

    Arguments:
        key: the headline measure.
        dates: a name for each point; the first is the start.
        own: the values of one's own line, as many as there are dates.
        other: those of the other line.
    """
    facts = measure.MEASURES[key]
    top = 1.0 if facts.unit == "level" else max(1.0, *own, *other)
    rows = tuple(
        (capital(when), measure.value(key, one), measure.value(key, two))
        for when, one, two in zip(dates, own, other, strict=True)
    )
    said = say(
        "Your line goes from {own_first} to {own_last}, the other from {other_first} to {other_last}.",
        own_first=rows[0][1],
        own_last=rows[-1][1],
        other_first=rows[0][2],
        other_last=rows[-1][2],
    )
    first, second = _points(own, top), _points(other, top)
    picture = _framed(f"lines-{key}", facts.name, said) + Markup(
        '<polyline class="line" points="{}"/><polyline class="line other" points="{}"/>'
        '<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="5"/><circle class="ring" cx="{:.1f}" cy="{:.1f}" r="6"/></svg>'
    ).format(_path(first), _path(second), *first[-1], *second[-1])
    return Pair(facts.name, picture, rows)


def _framed(key: str, name: str, text: str) -> Markup:
    """The beginning of a chart: its name, its words, and its lower and upper edge."""
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{key}-name {key}-text">'
        '<title id="{key}-name">{name}</title><desc id="{key}-text">{text}</desc>'
        '<line class="axis" x1="0" x2="{w}" y1="{low}" y2="{low}"/>'
        '<line class="axis-top" x1="0" x2="{w}" y1="{edge}" y2="{edge}"/>'
    ).format(w=_WIDTH, h=_HEIGHT, key=key, name=name, text=text, low=_HEIGHT - _EDGE, edge=_EDGE)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _points(values: Sequence[float], top: float) -> list[tuple[float, float]]:
    last = max(1, len(values) - 1)
    inner = _HEIGHT - 2 * _EDGE
    return [
        (_EDGE + (_WIDTH - 2 * _EDGE) * number / last, _HEIGHT - _EDGE - inner * max(0.0, min(1.0, value / top)))
        for number, value in enumerate(values)
    ]
