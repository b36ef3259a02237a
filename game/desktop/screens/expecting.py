"""What whoever plays alone expects of a quarter: how to write it down before it has passed, and what it was beside what came."""

from __future__ import annotations

from game.briefing.result import Result
from game.desktop.screens.reflection import writing
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Text
from game.play.expectation import expected, key, may_expect, question
from game.translation import say
from game.words.grammar import quoted


def expecting(table: Table) -> Element | None:
    """What one expects of the quarter that is being played, with a button to write it; None where others are there to be told."""
    session = table.session
    if table.is_shared or not may_expect(session):
        return None
    asked, kept = question(session, session.turn), expected(session, session.turn)
    words = say("Change what you expect") if kept else say("Write down what you expect")
    said = (
        Text(say("You expect: {what}", what=quoted(kept)), "body")
        if kept
        else Text(say("Nobody has to. You will see it beside what came of the quarter."), "small", "quiet")
    )
    return Column(Row(writing(table, asked, key(session, session.turn), words)), said, gap=4)


def was_expected(told: Result) -> Element | None:
    """What was expected of a quarter, for laying beside what came of it; None where nothing was written."""
    if not told.expected:
        return None
    return Panel(
        Text(say("What you expected, before it passed"), "label", "quiet"),
        Text(quoted(told.expected), "prose"),
        Text(say("What of it do you see here, and what had you not thought of?"), "body"),
        fill="tint",
        pad=(12, 8),
        gap=4,
        role="item",
    )
