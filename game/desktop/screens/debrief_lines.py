"""The debrief's first chapter: the player's line and the real leaders', measure by measure, at the end and on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Grid, Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.sparkline import Legend, Sparklines, Trend
from game.desktop.ui.widget import Text
from game.words import measure
from game.words.grammar import quoted

if TYPE_CHECKING:
    from game.debrief.lines import Beside
    from game.desktop.screens.debrief_work import TwoLines

_INTRODUCTION: Final = (
    "Beside yours stands what the engine makes of the decisions that the real leaders took, with the same luck as yours. There "
    "is no mark: no line of play is best at everything, and the numbers are illustrative."
)


def lines(table: Table, found: TwoLines) -> Element:
    """Both lines: a card for each headline measure."""
    cards = [_card(found, one) for one in found.measures]
    ended = f"How yours ended: {quoted(found.own.ending)}. The real leaders' line, here: {quoted(found.real.ending)}."
    parted = table.session.place.epilogue > 0
    shaded = "What lies behind the dotted line came after the programme, without anybody to lead it." if parted else ""
    return Column(
        Text(_INTRODUCTION, "prose"),
        Text(ended, "body") if found.own.ending and found.real.ending else None,
        Grid(*cards, least=300, gap=14),
        Text(shaded, "small", "quiet") if shaded else None,
        gap=16,
    )


def _card(found: TwoLines, one: Beside) -> Element:
    facts = measure.MEASURES[one.measure]
    own = Trend("you", found.own.series[one.measure])
    real = Trend("the real line", found.real.series[one.measure], "ink", is_dashed=True)
    is_level = facts.unit == "level"
    values = (*own.values, *real.values)
    chart = Sparklines(
        (real, own),
        least=min(0.0, *values),
        most=1.0 if is_level else max(values) or 1.0,
        parted=found.own.last,
        height=88,
        name=f"{facts.name} over time",
        value=one.text,
    )
    return Panel(
        Column(Text(facts.name, "heading"), Text(facts.text, "small", "quiet"), gap=1),
        Gap(grow=1.0),
        Row(
            _value(own, measure.value(one.measure, one.own)),
            _value(real, measure.value(one.measure, one.other)),
            gap=18,
            wraps=True,
        ),
        chart,
        Row(Text(found.own.dates[1], "small", "quiet"), Gap(grow=1.0), Text(found.own.dates[-1], "small", "quiet")),
        pad=(16, 13),
        gap=7,
        role="item",
        name=facts.name,
        value=one.text,
    )


def _value(curve: Trend, words: str) -> Element:
    return Column(Row(Legend(curve), Text(curve.name, "small", "quiet"), gap=6), Text(words, "figure"), gap=0)
