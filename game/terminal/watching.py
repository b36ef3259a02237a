"""A round table watched at a console: what everybody sees, and what was revealed; nothing can be decided from here."""

from __future__ import annotations

from typing import Final

from game.briefing.quarter import heading, news
from game.core.observe import PUBLIC
from game.terminal import help as helping
from game.terminal import seat
from game.terminal.joined import ALONE
from game.terminal.match import example
from game.terminal.page import Page
from game.terminal.prompt import Prompt, mistaken
from game.terminal.seated import SeatGame
from game.translation import say

_OWN: Final = ("promises", "money")
"""Commands that open one seat's own pages; `history` by itself is another."""


class WatchGame(SeatGame):
    """A round table as whoever watches it sees it."""

    def _briefing(self) -> None:
        """Whoever watches has no agency to be told of."""

    def _quarter(self) -> None:
        """A quarter: what came of the last, what is new, and the wait for the seats."""
        self._tell_last()
        if not self.session.is_running:
            self._wait()
            return
        self.console.show(self._page())
        text = say("You see what everybody sees; what they decide is revealed together.")
        prompt = Prompt(say("Watching: Enter looks again"), text, self._page, lambda _: False)
        while True:
            typed = self._ask(prompt)
            self.console.show(self._page()) if not typed else self.console.say(mistaken(typed, prompt))

    def _page(self) -> Page:
        """The news, and who sits where."""
        page = Page(heading(self.session))
        told = news(self.session, PUBLIC)
        if told:
            page.heading(say("News"))
            for one in told:
                page.item(one.sentence)
        return page.add(seat.seats(self.session, PUBLIC))

    def _help(self, now: str) -> Page:
        return helping.page(now, (), example(self.session.place), (*ALONE, *_OWN, "undo", "end"))

    def _run(self, name: str, rest: str, prompt: Prompt) -> None:
        """What all may see can be asked for; what is one seat's own cannot."""
        is_own = name in _OWN or (name == "history" and not rest)
        if is_own and self.session is self._joined:
            own = say("That is each seat's own. `map`, `agency NAME`, `history NUMBER` and `why NAME` tell what all may see.")
            self.console.say(own)
        else:
            super()._run(name, rest, prompt)
