"""The debrief's first chapter: the player's line and the real leaders', measure by measure, at the end and on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from game.debrief.lines import ended, introduced, read_at
from game.desktop.ui.box import Column, Gap, Grid, Panel, Row
from game.desktop.ui.chart import Chart, Curve
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Text, Tone
from game.translation import later, say, say_of
from game.words import measure
from game.words.money import in_short

if TYPE_CHECKING:
    from game.debrief.lines import Beside
    from game.desktop.screens.debrief_work import TwoLines

_UNITS: Final = later({"level": "out of 100", "pounds": "pounds"})
"""What stands above the axis of a measure, by its unit; other measures are counted."""


def lines(found: TwoLines, at: int, move: Callable[[int], None]) -> Element:
    """Both lines: a card for each headline measure, with one cursor for the charts of all of them.

    Arguments:
        found: both lines.
        at: the point at which the cursor stands, 0 for the start.
        move: takes the point to which it is to go.
    """
    cards = [_card(found, one, at, move) for one in found.measures]
    endings = ended(found.own, found.real if found.has_real else None)
    return Column(
        Text(introduced(has_real=found.has_real), "prose"),
        Text(endings, "body") if endings else None,
        Grid(*cards, least=300, gap=14, fills=True),
        gap=16,
    )


def _card(found: TwoLines, one: Beside, at: int, move: Callable[[int], None]) -> Element:
    facts = measure.MEASURES[one.measure]
    own, real = found.own.series[one.measure], found.real.series[one.measure]
    beside = (_curve(say_of("a line of a chart", "real"), one.measure, real, "ink"),) if found.has_real else ()
    chart = Chart(
        (_curve(say_of("a line of a chart", "you"), one.measure, own, "accent"), *beside),
        found.own.dates,
        key=f"measure:{one.measure}",
        name=say("{measure} over time", measure=facts.name),
        is_level=facts.unit == "level",
        at=at,
        move=move,
        short=in_short if facts.unit == "pounds" else None,
        marks={found.own.last: say("programme ends")} if found.own.last < len(own) - 1 else {},
        unit=say(_UNITS.get(facts.unit, later("number"))),
        height=104,
        description=one.text,
    )
    values = Row(
        _value(say_of("a line of a chart", "you"), measure.value(one.measure, one.own)),
        _value(say("the real line"), measure.value(one.measure, one.other)) if found.has_real else None,
        gap=26,
        wraps=True,
    )
    return Panel(
        Column(Text(facts.name, "heading"), Text(facts.text, "small", "quiet"), gap=1, pad=(6, 0)),
        Gap(grow=1.0),
        Column(Text(read_at(one.measure, found.own), "small", "quiet"), values, gap=2, pad=(6, 0)),
        chart,
        pad=(10, 13),
        gap=7,
        role="item",
        name=facts.name,
        value=one.text,
    )


def _curve(label: str, name: str, values: tuple[float, ...], tone: Tone) -> Curve:
    return Curve(label, values, tuple(measure.value(name, value) for value in values), tone)


def _value(whose: str, words: str) -> Element:
    return Column(Text(whose, "small", "quiet"), Text(words, "figure"), gap=0)
