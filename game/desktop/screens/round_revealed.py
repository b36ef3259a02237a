"""What all seats of a round table decided in a quarter, shown to all of them together when it has closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.briefing import round_table
from game.briefing.round_table import Count, Told
from game.desktop.controls import Action
from game.desktop.screen import Screen
from game.desktop.screens.frame import page, section
from game.desktop.screens.navigation import ask_to_leave, keys_of
from game.desktop.ui.box import Column, Panel, Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.gauge import Bar
from game.desktop.ui.widget import Text, button
from game.translation import say
from game.words import quarter
from game.words.grammar import listed

if TYPE_CHECKING:
    from game.desktop.table import Table
    from game.desktop.window import Window


class Revealed(Screen):
    """The votes with who cast them, what was given and how agencies shared; then what came of it.

    Arguments:
        window: where it is shown.
        table: the game.
        turn: the quarter that has closed.
        is_past: whether one only looks back at it.
    """

    def __init__(self, window: Window, table: Table, turn: int, *, is_past: bool = False) -> None:
        super().__init__(window)
        self.table = table
        self._turn = turn
        self._is_past = is_past
        self._told = round_table.revealed(table.session, turn, table.seat)
        self.title = say("What all decided in {quarter}", quarter=quarter.name(table.session.place, turn))

    def first(self) -> str:
        """The way on."""
        return "finish"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """The votes, then money and sharing."""
        told = self._told
        counts = [_count(one) for one in told.counts] if told is not None else []
        seats = [_seat(one) for one in told.seats if not one.is_as_ever] if told is not None else []
        ever = [one.name for one in told.seats if one.is_as_ever] if told is not None else []
        rest = Text(say("As it goes, by stand-ins: {agencies}.", agencies=listed(ever)), "small", "quiet") if ever else None
        return page(
            self.title,
            *counts,
            section(say("Money and sharing"), *seats, rest, gap=8),
            back=self.close if self._is_past else None,
            key="revealed",
            foot=Row(
                Text("", grow=1.0),
                button(
                    say("What came of it"),
                    self.finish,
                    key="finish",
                    after="arrow-right",
                    look="primary",
                    hint=keys_of(self.window, "finish"),
                ),
                gap=12,
            ),
        )

    def finish(self) -> None:
        """On to what came of the quarter."""
        from game.desktop.screens.resolution import Resolution

        self.window.replace(Resolution(self.window, self.table, self._turn, is_past=self._is_past))

    def handle(self, action: Action) -> bool:
        """On, and the way out."""
        if action == "finish":
            self.finish()
        elif action == "back":
            self.close() if self._is_past else ask_to_leave(self.table)
        else:
            return False
        return True

    def help(self) -> tuple[tuple[str, str], ...]:
        """What is shown."""
        return (
            (
                say("What all decided"),
                say("Every seat's votes, pledge and sharing of the quarter that has just closed, by name."),
            ),
        )


def _count(told: Count) -> Element:
    votes = [
        Column(
            Row(Text(label, "body", grow=1.0), Text(share, "label"), gap=8, align="start"),
            Bar(float(share.rstrip("%")) / 100.0, name=label, value=share),
            Text(who, "small", "quiet"),
            gap=3,
            role="item",
            name=f"{label}: {share}, {who}",
        )
        for label, share, who in told.votes
    ]
    return Panel(Text(told.title, "strong"), Text(told.taken, "prose"), *votes, pad=(16, 12), gap=8)


def _seat(told: Told) -> Element:
    name = f"{told.name} ({told.by})" if told.by else told.name
    pledge = told.pledge or say("by options and attention")
    sharing = "; ".join(told.sharing) or say("shared as it goes")
    return Row(
        Text(name, "strong", grow=0.35),
        Text(f"{pledge}; {sharing}", "body", grow=0.65),
        gap=10,
        align="start",
        role="item",
        name=f"{name}: {pledge}; {sharing}",
    )
