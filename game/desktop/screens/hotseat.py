"""Round one screen: between two people a screen that covers everything, so that each is alone with their own view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.briefing.counsel import Person, people
from game.core.observe import PUBLIC
from game.desktop.controls import Action
from game.desktop.screen import Screen
from game.desktop.screens.navigation import ask_to_leave, keys_of, open_by
from game.desktop.screens.question import Dialog
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Panel, Row, Scroll
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Heading, Icon, Text, button
from game.translation import say
from game.words import quarter

if TYPE_CHECKING:
    from game.desktop.window import Window

LOW: Final = 420  # points of height below which it is set smaller, so that all of it is in sight
STILL: Final = 0.6  # seconds in which a key pressed for the page before does not open the next


class Cover(Screen):
    """The covering screen before somebody's turn. It knows nobody's view, and neither does what lies below it.

    Arguments:
        window: where it is shown.
        table: the game, in which several play.
        at: whose turn comes, counted from 0 in the order of turns.
    """

    def __init__(self, window: Window, table: Table, at: int = 0) -> None:
        super().__init__(window)
        self.table = table
        self.at = at
        self.person: Person = people(table.session)[at]
        self.title = say("Pass to {person}", person=_whom(self.person))
        self._since = window.clock()
        table.hand_over(PUBLIC)

    def first(self) -> str:
        """The way on."""
        return "ready"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """To whom the screen goes, and nothing else."""
        session, n = self.table.session, len(self.table.session.seats)
        decides = say("You decide, and see what the others recommend.") if self.person.is_lead else ""
        is_low = size[1] / kit.scale < LOW
        body = Column(
            Text(
                say(
                    "{place}, {quarter}. Person {at} of {people}.",
                    place=session.place.title,
                    quarter=quarter.name(session.place, session.turn),
                    at=self.at + 1,
                    people=n,
                ),
                "small",
                "quiet",
            ),
            Row(
                Icon("users", 26 if is_low else 34, "accent"),
                Heading(self.title, "title" if is_low else "display", level=1, grow=1.0),
                gap=14,
                align="start",
            ),
            Text(f"{say('Press when you are alone with the screen.')} {decides}".strip(), "prose"),
            Gap(8),
            Row(
                button(
                    say("I am alone with it"),
                    self._open,
                    key="ready",
                    icon="eye",
                    look="primary",
                    hint=keys_of(self.window, "finish"),
                ),
                button(say("Leave the game"), self._leave, key="leave", icon="door-open", look="quiet"),
                gap=10,
                wraps=True,
            ),
            gap=12,
        )
        return Dialog(
            Panel(
                Scroll(body, key="cover"),
                pad=(24, 20) if is_low else (32, 28),
                radius=12,
                edge="line",
                role="dialog",
                name=self.title,
            ),
            most=640,
        )

    def _open(self) -> None:
        """Opens the person's own page, unless the key was still meant for the page before."""
        if self.window.clock() - self._since < STILL:
            return
        self.table.hand_over(self.person.agency)
        self.window.reset(self._page())

    def _page(self) -> Screen:
        if self.person.is_lead:
            from game.desktop.screens.quarter import QuarterScreen

            return QuarterScreen(self.window, self.table)
        from game.desktop.screens.hotseat_seat import SeatScreen

        return SeatScreen(self.window, self.table, self.at)

    def _leave(self) -> None:
        ask_to_leave(self.table)

    def handle(self, action: Action) -> bool:
        """The way on and the way out; nobody's pages can be opened from here."""
        if action == "finish":
            self._open()
        elif action == "back":
            self._leave()
        else:
            return open_by(self.table, action)
        return True

    def help(self) -> tuple[tuple[str, str], ...]:
        """What the screen is for."""
        text = say(
            "Each of you sees what their own agency sees, and nobody else's books, backing and promises. Whoever is named takes "
            "the screen; the others look away. When you have finished, pass it on. The lead comes last, decides, and then all of "
            "you look at what came of it."
        )
        return ((say("Round one screen"), text),)


def _whom(person: Person) -> str:
    """To whom the screen goes: `Asha, who plays the police`, or `the police`."""
    return say("{name}, who plays {agency}", name=person.name, agency=person.plays) if person.name else person.plays
