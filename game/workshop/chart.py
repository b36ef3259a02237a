"""Small charts as SVG within a page: drawn from numbers that stand in a table beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from game.briefing import history
from game.play.session import Session
from game.words import quarter

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
        said = f"{one.label}, {names[0]} to {names[-1]}: from {told[0]} to {told[-1]}."
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
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    last_x, last_y = points[-1]
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{key}-name {key}-text">'
        '<title id="{key}-name">{name}</title><desc id="{key}-text">{text}</desc>'
        '<line class="axis" x1="0" x2="{w}" y1="{low}" y2="{low}"/>'
        '<line class="axis-top" x1="0" x2="{w}" y1="{edge}" y2="{edge}"/>'
        '<polyline class="line" points="{path}"/><circle class="dot" cx="{x}" cy="{y}" r="5"/></svg>'
    ).format(
        w=_WIDTH,
        h=_HEIGHT,
        key=key,
        name=name,
        text=text,
        low=_HEIGHT - _EDGE,
        edge=_EDGE,
        path=path,
        x=f"{last_x:.1f}",
        y=f"{last_y:.1f}",
    )


def _points(values: Sequence[float], top: float) -> list[tuple[float, float]]:
    last = max(1, len(values) - 1)
    inner = _HEIGHT - 2 * _EDGE
    return [
        (_EDGE + (_WIDTH - 2 * _EDGE) * number / last, _HEIGHT - _EDGE - inner * max(0.0, min(1.0, value / top)))
        for number, value in enumerate(values)
    ]
