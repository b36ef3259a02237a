"""A game at a console that a workshop keeps: what happens elsewhere is told at the next prompt."""

from __future__ import annotations

from game.play.joined import Joined
from game.play.shelf import Opened
from game.terminal.app import Again, Game
from game.terminal.console import Console
from game.terminal.opening import Leave
from game.terminal.page import Page
from game.terminal.prompt import Prompt, onwards
from game.translation import say


class JoinedGame(Game):
    """One table's game, played with its other devices."""

    def __init__(self, console: Console, opened: Opened, joined: Joined) -> None:
        super().__init__(console, opened)
        self._joined = joined
        self._turn, self._status, self._is_down = joined.turn, "", False
        self._n_messages = len(joined.now.messages)
        joined.follow(lambda: None)

    def _ask(self, prompt: Prompt) -> str:
        """As in any game, up to date before it is asked and when it is answered."""
        self._look()
        typed = super()._ask(prompt)
        self._look()
        return typed

    def _look(self) -> None:
        """Takes in what is new, and says so. Raises `Again` where the table is in another quarter by now."""
        joined = self._joined
        if self.session is not joined:
            return
        joined.catch_up()
        if joined.lost:
            self.console.say(joined.lost)
            raise Leave
        now = joined.now
        if joined.is_down != self._is_down:
            self._is_down = joined.is_down
            self.console.say(
                say("The line to the workshop is down. It is tried again all the time.")
                if joined.is_down
                else say("It is there again.")
            )
        for at, text in reversed(now.messages[: max(0, len(now.messages) - self._n_messages)]):
            self.console.show(Page().line(say("From your facilitator, {at}:", at=at)).text(text))
        self._n_messages = len(now.messages)
        if now.status.title != self._status:
            self._status = now.status.title
            self.console.say(f"{now.status.title}. {now.status.text}")
        if joined.turn != self._turn:
            self._turn = joined.turn
            self.console.say("Your table is in another quarter by now.")
            raise Again

    def _end(self) -> bool:
        is_done = super()._end()
        self._turn = self._joined.turn
        return is_done

    def _quarter(self) -> None:
        """A quarter; or when there are no more, the wait for the facilitator."""
        if self.session.is_running:
            super()._quarter()
            return
        prompt = Prompt(
            say("Enter to look again"), say("Your facilitator opens the debrief. Press Enter to look again."), Page, onwards
        )
        self._ask(prompt)
        opened = self._joined.opened()
        if opened is not None:
            self._joined.leave()
            self.session = opened

    def _leave(self) -> None:
        if self.session is self._joined:
            self.console.say(
                "What your table decided is kept by the workshop. Join again at any time, with the same words. Goodbye."
            )
        else:
            super()._leave()
