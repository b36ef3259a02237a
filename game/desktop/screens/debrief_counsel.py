"""The chapter of a game that several played: what was recommended to the lead, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.debrief.beliefs import NOBODY, OPEN_NOW, TOGETHER, own_first, titled
from game.desktop.screens.frame import bullet, section
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Heading, Icon, Text
from game.play.joined import OpenedGame
from game.translation import say

if TYPE_CHECKING:
    from game.debrief.analysis import Debrief
    from game.debrief.beliefs import SeatView
    from game.debrief.counsel import Counselled, Said, Wished


def counsel(table: Table, found: Debrief) -> Element:  # noqa: ARG001 - what every chapter takes
    """Dilemma by dilemma what was done and who had recommended what, then the wishes."""
    told = found.counsel
    if not told:
        return Text(say("Nobody recommended anything in this game."), "prose")
    wishes = section(say("Wishes for a token"), *(_line(one, role="item") for one in told.wishes), gap=8) if told.wishes else None
    return Column(Text(told.text, "prose"), *(_dilemma(one) for one in told.dilemmas), wishes, gap=16)


def seats(table: Table, found: Debrief) -> Element:
    """Of a round table, what all were after together, and what each seat that people played believed, and what was so."""
    shared = section(say(TOGETHER), *(bullet(one.told) for one in found.shared)) if found.shared else None
    own = table.session.joined.seat if isinstance(table.session, OpenedGame) else NOBODY
    views = [view for view in own_first(found.seats, own) if view.n_played]
    return Column(Text(say(OPEN_NOW), "prose"), shared, *(_view(view, own) for view in views), gap=16)


def _view(view: SeatView, seat: int) -> Element:
    title = titled(view, seat)
    return Panel(
        Heading(title, "heading", level=2),
        Text(" ".join(view.own), "body"),
        *(bullet(text) for text in view.told),
        pad=(18, 15),
        gap=8,
        role="item",
        name=title,
    )


def _dilemma(one: Counselled) -> Element:
    return Panel(
        Column(Text(one.when, "label", "quiet"), Heading(one.title, "heading", level=2), gap=0),
        Row(
            Icon("circle-check", 17, "accent"),
            Text(say("Done: {done}", done=one.done), "strong", grow=1.0),
            gap=10,
            align="start",
        ),
        *(_line(said) for said in one.said),
        pad=(18, 15),
        gap=8,
        role="item",
        name=one.title,
    )


def _line(one: Said | Wished, **meaning: Any) -> Element:
    done = Icon("check" if one.is_done else "circle", 17, "quiet")
    return Row(done, Text(one.text, "body", grow=1.0), gap=10, align="start", **meaning)
