"""A window that has joined a workshop: what other devices and the facilitator do there is shown here when it happens."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

import pygame

from game.desktop.screens import opening
from game.desktop.screens.quarter_news import DOWN
from game.desktop.screens.resolution import Resolution
from game.desktop.screens.round_revealed import Revealed
from game.desktop.table import Table, table_of
from game.play.joined import Joined
from game.translation import later, say

if TYPE_CHECKING:
    from game.desktop.window import Window

UP: Final = later("The workshop is there again.")


class Guest:
    """What keeps a window in step with its table.

    Arguments:
        window: where it is shown.
        table: the game there, which a workshop keeps.
    """

    def __init__(self, window: Window, table: Table) -> None:
        if not isinstance(table.session, Joined):
            raise TypeError("A game that nobody else keeps needs no guest.")
        self._window, self._table, self._session = window, table, table.session
        self._turn, self._is_down = table.session.turn, False
        self._status = ""
        self._n_messages = len(table.session.now.messages)
        self._wake = pygame.event.custom_type()
        window.takers.append(self._take)
        window.guest = self
        self._session.follow(self._woken)
        self._tell()

    def _woken(self) -> None:
        """Something is to be taken in; called in the thread that fetched it."""
        with contextlib.suppress(pygame.error):  # the window has been closed meanwhile
            pygame.event.post(pygame.event.Event(self._wake))

    def _take(self, event: pygame.event.Event) -> None:
        if event.type != self._wake or not self._window.screens:
            return
        if table_of(self._window) is None or self._table.session is not self._session:
            return  # the game was left, or has become one of its own
        self._catch_up()

    @property
    def name(self) -> str:
        """What the table, or the seat, is called there."""
        return self._session.now.name

    @property
    def is_there(self) -> bool:
        """Whether there is a table to come back to: this device has not been given away."""
        return not self._session.lost

    def come_back(self) -> None:
        """Shows the table again after it was left, as it stands by now."""
        self._window.reset(opening.first(self._window, self._table))
        if self._table.session is self._session:
            self._catch_up()

    def _catch_up(self) -> None:
        """Takes in what was fetched, and shows what has come of it."""
        self._session.catch_up()
        self._tell()
        opened = self._session.opened()
        if opened is not None:
            self._session.leave()
            self._table.session = opened
            if self._session.is_watching:
                self._table.hand_over(opened.seat)  # all of it is open: it is read as the lead would read it
            self._window.reset(opening.end(self._window, self._table))
            self._window.say(say("The books are open."))
        elif self._session.turn != self._turn:
            self._move()
        self._window.change()

    def _tell(self) -> None:
        """Says what is new: of the line, of the room, and from the facilitator."""
        window, now = self._window, self._session.now
        if self._session.lost:
            opening.notice(window, say("This device has no seat any more"), self._session.lost)
            self._session.leave()
            return
        if self._session.is_down != self._is_down:
            self._is_down = self._session.is_down
            window.say(say(DOWN if self._is_down else UP))
        said = f"{now.status.title}. {now.status.text}"
        if said != self._status and self._session.is_running:
            self._status = said
            window.say(said)
        new = len(now.messages) - self._n_messages
        self._n_messages = len(now.messages)
        for at, text in reversed(now.messages[: max(0, new)]):
            opening.notice(window, say("From your facilitator, {at}", at=at), text)

    def _move(self) -> None:
        """Goes where the table has gone: on, as a device ended the quarter, or back, as the facilitator took it back."""
        window, table, session = self._window, self._table, self._session
        was, self._turn = self._turn, session.turn
        played = session.last_turn_played
        if session.turn < was:
            window.reset(opening.first(window, table))
            window.say(say("Your facilitator has taken the quarter back."))
        elif session.ended < played and session.round_table is not None:
            window.reset(Revealed(window, table, played))
            window.say(say("The quarter is closed, and what all decided is open."))
        elif session.ended < played:
            window.reset(Resolution(window, table, played))
            window.say(self._how_it_ended(played))

    def _how_it_ended(self, turn: int) -> str:
        """How a quarter came to be over that this device did not end, or ended without being shown what came of it."""
        status = self._session.now.status
        if self._session.awaited == turn:
            return say("Your facilitator shows what came of the quarter.")
        if status.kind == "closed":
            return f"{status.title}. {status.text}"
        if status.kind == "waiting":
            return say("Another device at your table has ended the quarter.")
        return say("The quarter has ended: another device at your table ended it, or your facilitator closed it.")
