"""Two chapters of the debrief: the decisions on which most hung, and every decision, to be tried another way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from game.debrief.fragility import firmness
from game.debrief.moments import DECISIVE
from game.debrief.tokens import mattered
from game.desktop.screens.figures import inset
from game.desktop.screens.frame import DIGIT
from game.desktop.table import Table
from game.desktop.ui.box import Column, Grid, Panel, Row, Rule, Sized
from game.desktop.ui.element import Element
from game.desktop.ui.gauge import Interval
from game.desktop.ui.theme import SNUG
from game.desktop.ui.widget import Heading, Icon, Press, Text
from game.translation import later, say
from game.words import difference, measure, quarter
from game.words.grammar import bare, quoted

if TYPE_CHECKING:
    from game.debrief.analysis import Debrief
    from game.debrief.fragility import TriedFinding
    from game.debrief.moments import Effect, Moment, WeighedWay

MOST_SHOWN: Final = 4
"""Measures of one way that are shown with their intervals; the others are named."""

_NOTHING: Final = later(
    "On no decision hung anything that can be felt: whatever you had chosen, things would have gone much alike."
)


def moments(table: Table, found: Debrief) -> Element:
    """The few decisions on which most hung, each beside the way that would have changed most."""
    told = found.moments.decisive
    done = table.work.trying().value or ()
    tried = {(one.turn, one.dilemma): one for one in done}
    firm = tuple(one for one in done if not one.is_fragile)  # what is fragile says so at its own decision
    return Column(
        Text(
            say(
                "What would have come of the other ways, with everything else as you did it? These are the decisions where it "
                "would have made most difference. The middle of each line is your own way; the bar is how sure the difference "
                "is."
            ),
            "prose",
        )
        if told
        else Text(say(_NOTHING), "prose"),
        *(_moment(table, found, number, one, tried.get((one.turn, one.dilemma))) for number, one in enumerate(told, 1)),
        *_tokens(found),
        *_luck(found),
        Heading(say("How this was found")),
        *(Text(text, "body", "quiet") for text in (found.moments.text, *found.moments.further)),
        *(Text(text, "body", "quiet") for text in firmness(firm)),
        gap=18,
    )


def _tokens(found: Debrief) -> list[Element]:
    """The tokens of attention on which most hung; nothing where nothing did."""
    told = mattered(found.tokens)
    if not told:
        return []
    rows = (
        Row(Icon("hand-helping", 16, "quiet"), Text(one.text, "body", grow=1.0), gap=10, align="start", role="item")
        for one in told
    )
    return [Heading(say("The tokens of attention on which most hung")), Column(*rows, gap=8)]


def _luck(found: Debrief) -> list[Element]:
    """How much was luck: the game's own decisions under other luck, and play by chance."""
    luck = found.moments.luck
    if not luck.spreads:
        return []
    rows = (Text(one.text, "body", role="item") for one in luck.spreads)
    return [
        Heading(say("How much was luck")),
        Text(luck.text, "body"),
        Column(*rows, gap=6),
        Text(luck.method, "body", "quiet"),
    ]


def _moment(table: Table, found: Debrief, number: int, one: Moment, tried: TriedFinding | None) -> Element:
    way, *others = one.ways
    shown = sorted((effect for effect in way.effects if not effect.is_close), key=lambda effect: -abs(effect.share))[:MOST_SHOWN]
    widest = max((abs(effect.share) for effect in shown), default=1.0) * 1.15
    close = [effect.measure for effect in way.effects if effect.is_close]
    return Panel(
        Row(
            Sized(Text(str(number), "figure", "quiet"), width=DIGIT),
            Column(
                Text(quarter.name(table.session.place, one.turn), "label", "quiet"),
                Heading(one.title, "heading", level=2),
                gap=0,
                grow=1.0,
            ),
            gap=8,
            align="start",
        ),
        Text(
            say(
                "You chose {option}. Had you chosen {other} instead, as the real leaders did:"
                if way.is_real
                else "You chose {option}. Had you chosen {other} instead:",
                option=quoted(one.label),
                other=quoted(way.label),
            ),
            "body",
        ),
        Column(*(_effect(effect, found.moments.ranges[effect.measure], widest) for effect in shown), gap=6),
        Text(one.came, "small", "quiet") if one.came else None,
        Text(f"{difference.names(close)}: {say(difference.TOO_CLOSE)}.", "small", "quiet") if close else None,
        _holds(tried),
        Rule(),
        _ways(table, one, (way, *others)),
        pad=(18, 15),
        gap=10,
        role="item",
        name=one.title,
        description=one.text,
    )


def _holds(tried: TriedFinding | None) -> Element:
    """Whether the finding holds with every assumption a quarter off; that it is being tried, until it is known."""
    sign = "clock" if tried is None else "triangle-alert" if tried.is_fragile else "circle-check"
    text = say("Being tried with every assumption of the model a quarter off.") if tried is None else tried.text
    return Row(Icon(sign, 16, "quiet"), Text(text, "small", "quiet", grow=1.0), gap=8, align="start", is_live=True)


def _effect(one: Effect, spread: float, widest: float) -> Element:
    """One measure: how far the other way lies higher or lower, and within which bounds."""
    scale = spread * widest
    low, mean, high = ((end / scale if scale else 0.0) for end in (one.low, one.mean, one.high))
    name = measure.MEASURES[one.measure].name
    words = one.text.removeprefix(f"{name} ")
    return Grid(
        Row(Text(name, "label", grow=0.38), Column(Interval(low, mean, high, name=name, value=words), grow=0.62), gap=10),
        Text(words, "small"),
        least=240,
        gap=8,
        most=2,
    )


def _ways(table: Table, moment: Moment, ways: tuple[WeighedWay, ...]) -> Element:
    """Buttons that try another way with the player's own luck."""
    return Column(
        Text(say("Try it with the one luck you had, which can differ from the average above"), "label", "quiet"),
        *(_try(table, moment, way) for way in ways),
        gap=4,
    )


def _weight(way: WeighedWay) -> str:
    """What hung most on a way, in words."""
    if way.weight < DECISIVE:
        return say("Little hung on it")
    told = max((effect for effect in way.effects if not effect.is_close), key=lambda effect: abs(effect.share))
    return say("Biggest difference: {difference}", difference=told.text)


def _try(table: Table, moment: Moment, way: WeighedWay) -> Element:
    from game.desktop.screens.debrief_what_if import OtherWay

    window = table.window
    weight = _weight(way)
    if way.is_real:
        weight = say("The real leaders' way. {weight}", weight=weight)
    return Press(
        Row(
            Icon("git-branch", 16, "accent"),
            Column(Text(bare(way.label), "body"), Text(weight, "small", "quiet"), grow=1.0, gap=0),
            Icon("chevron-right", 16, "quiet"),
            gap=10,
        ),
        look="quiet",
        pad=(8, 5),
        key=f"way:{moment.turn}:{moment.dilemma}:{way.option}",
        name=say("What if: {option}", option=bare(way.label)),
        description=f"{say('Instead of {option}.', option=bare(moment.label))} {weight}.",
        act=lambda: window.push(OtherWay(window, table, moment.turn, moment.dilemma, way.option)),
    )


def decisions(table: Table, found: Debrief) -> Element:
    """Every decision in the order in which it was met, with the other ways to try."""
    ordered = sorted(found.moments.moments, key=lambda one: one.turn)
    return Column(
        Text(
            say(
                "Choose another way at any decision and see what would have come of it with the same luck, your later "
                "decisions as you took them where they are still on offer. Or go back and play on from there: that makes a new "
                "game, and this one stays as it is."
            ),
            "prose",
        ),
        Text(
            say(
                "Under each way stands what it would have changed most, on average over many kinds of luck, and in brackets how "
                "sure that is."
            ),
            "small",
            "quiet",
        ),
        *(_decision(table, one) for one in ordered),
        gap=14,
    )


def _decision(table: Table, one: Moment) -> Element:
    when = quarter.name(table.session.place, one.turn)
    return decision_panel(when, one.title, one.label, [_try(table, one, way) for way in one.ways], is_only=not one.ways)


def decision_panel(when: str, title: str, taken: str, ways: Sequence[Element], *, is_only: bool) -> Element:
    """A decision that was taken, with what there is to say of each other way.

    Arguments:
        when: its quarter.
        title: its dilemma.
        taken: the option that was chosen.
        ways: the other ways.
        is_only: whether none of them was open.
    """
    chosen = Text(say("You chose {option}.", option=quoted(taken)), "body", grow=1.0)
    return Panel(
        inset(Column(Text(when, "label", "quiet"), Heading(title, "heading", level=2), gap=0)),
        inset(Row(Icon("check", 16, "quiet"), chosen, gap=10)),
        *ways,
        inset(Text(say("No other way was open to you."), "small", "quiet")) if is_only else None,
        pad=(18 - SNUG, 13),
        gap=6,
        role="item",
        name=title,
    )
