"""The debrief of a workshop as far as its facilitator has opened it, step by step, with a field at each of its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.desktop.screens.frame import bullet, section
from game.desktop.screens.reflection import writing
from game.desktop.ui.box import Column, Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Heading, Text, button
from game.play.joined import Joined
from game.translation import say

if TYPE_CHECKING:
    from game.desktop.table import Table
    from game.play.message import PiecePart, StepPart


def steps_of(table: Table) -> list[StepPart]:
    """The steps that are open; none in a game that no workshop keeps."""
    return table.session.steps if isinstance(table.session, Joined) else []


def step(table: Table, told: StepPart) -> Element:
    """One step with all its pieces."""
    return section(told.title, *(_piece(table, one) for one in told.pieces), gap=8)


def _piece(table: Table, one: PiecePart) -> Element:
    match one.kind:
        case "heading":
            return Heading(one.text, "strong")
        case "point":
            return bullet(one.text)
        case "note":
            return Text(one.text, "small", "quiet")
        case "question":
            return _question(table, one)
        case "ways":
            return _ways(table, one)
        case _:
            return Text(one.text, "prose")


def _ways(table: Table, one: PiecePart) -> Element:
    def open_them() -> None:
        from game.desktop.screens.ways import Ways

        if isinstance(table.session, Joined):
            table.window.push(Ways(table.window, table, table.session))

    return Column(Text(one.text, "prose"), Row(button(say("Take another way"), open_them, key="ways", icon="git-branch")), gap=8)


def _question(table: Table, one: PiecePart) -> Element:
    words = say("Change what you wrote") if one.written else say("Write something down")
    writes = writing(table, one.text, one.key, words)
    whose = say("The table sees this.") if one.is_shared else ""
    kept = Panel(Text(one.written, "body"), Text(whose, "small", "quiet") if whose else None, fill="tint", pad=(12, 8))
    return Column(bullet(one.text, "prose"), kept if one.written else None, writes, gap=6)
