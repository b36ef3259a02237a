"""A game at a console that a workshop keeps: what happens elsewhere is told at the next prompt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.core.decision import Refusal
from game.core.observe import PUBLIC
from game.play.joined import Joined, OpenedGame
from game.play.message import StepPart
from game.play.shelf import Opened
from game.terminal import help as helping
from game.terminal.app import Game
from game.terminal.asking import Again
from game.terminal.console import Console
from game.terminal.match import example
from game.terminal.opening import Leave
from game.terminal.page import Page
from game.terminal.prompt import Prompt, onwards
from game.translation import later, say

ALONE: Final = ("back", "save", "expect")
"""Commands of a game that one keeps oneself."""

_FOR_ALL: Final = "for all:"
"""With what a note begins that a seat of a round table shows to the others."""


def step(told: StepPart) -> Page:
    """One step of the debrief, as far as the facilitator has opened it."""
    page, n_asked = Page(told.title), 0
    for one in told.pieces:
        match one.kind:
            case "heading":
                page.heading(one.text)
            case "point":
                page.item(one.text)
            case "question":
                n_asked += 1
                page.gap().item(one.text, label=f"{n_asked}.")
                if one.written:
                    page.under(
                        say("You wrote, for all to see: {words}", words=one.written)
                        if one.is_shared
                        else say("You wrote: {words}", words=one.written)
                    )
            case "ways":
                from game.terminal import what_if  # what only the end needs

                page.text(one.text).line(say(what_if.USAGE))
            case _:
                page.text(one.text)
    if n_asked:
        page.text(say("`note 1` and your words keeps what you think at question 1. Nobody has to."))
        page.line(say("At a round table it is yours alone; `note 1 for all:` and your words shows it to the table."))
    return page


def every(told: Sequence[StepPart]) -> Page:
    """All steps that are open."""
    page = Page()
    for one in told:
        page.add(step(one))
    return page


class JoinedGame(Game):
    """One table's game, played with its other devices."""

    moved = later("Your table is in another quarter by now.")

    def __init__(self, console: Console, opened: Opened, joined: Joined) -> None:
        super().__init__(console, opened)
        self._joined = joined
        self._turn, self._status, self._is_down = joined.turn, "", False
        self._n_messages = len(joined.now.messages)
        self._read: set[str] = set()  # the steps of the debrief that were shown, by their titles
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
            where = "" if self._status else f"{now.name}. "
            self._status = now.status.title
            self.console.say(f"{where}{now.status.title}. {now.status.text}")
        if joined.turn != self._turn:
            self._turn = joined.turn
            self.console.say(say(self.moved))
            raise Again

    def _run(self, name: str, rest: str, prompt: Prompt) -> None:
        """What can be typed is said of this game, as long as the workshop keeps it."""
        if name == "help" and not rest and self.session is self._joined:
            self.console.show(self._help(prompt.now))
        else:
            super()._run(name, rest, prompt)

    def _help(self, now: str) -> Page:
        return helping.page(now, self._kinds(), example(self.session.place, self.seat), ALONE)

    def _end(self) -> bool:
        is_done = super()._end()
        self._turn = self._joined.turn
        return is_done

    def _quarter(self) -> None:
        """A quarter; or when there are no more, the wait for the facilitator."""
        if self.session.is_running:
            super()._quarter()
        else:
            self._wait()

    def _wait(self) -> None:
        """Reads what the facilitator has opened of the debrief, waits for more, and takes the books when they are open."""
        steps = self._joined.steps
        self._read &= {one.title for one in steps}
        for one in steps:
            if one.is_ready and one.title not in self._read:
                self._onwards(lambda one=one: step(one), say("Enter to go on"))  # type: ignore[misc]
                self._read.add(one.title)
        questions = [(one.text, one.key) for part in steps for one in part.pieces if one.kind == "question"]
        self._questions = tuple(questions)
        text = say("Your facilitator opens the next step of the debrief. Press Enter to look again.")
        if not all(one.is_ready for one in steps):
            self.console.say(say("The books are being opened. More comes in a few seconds: press Enter to look again."))
        self._ask(Prompt(say("Enter to look again"), text, lambda: every(steps), onwards))
        opened = self._joined.opened()
        if opened is not None:
            self._joined.leave()
            self.session = opened
            self.seat = None if self.seat == PUBLIC else self.seat  # whoever watched reads all of it, as the lead would

    def _reflect(self, question: str, text: str, key: str) -> Refusal | None:
        """Writes down what somebody thinks, in the workshop: at a round table for the seat alone, or for all to see."""
        session = self.session
        if not isinstance(session, Joined | OpenedGame):
            return super()._reflect(question, text, key)
        is_shared = self._joined.round_table is not None and text.lower().startswith(_FOR_ALL)
        if is_shared:  # without words of its own, what stands there is shown
            text = text[len(_FOR_ALL) :].strip() or session.reflections.at(question, key)
        return session.reflect(question, text, key=key, is_shared=is_shared)

    def _what_if(self, typed: str) -> Page:
        """Another way: played by the workshop, until the books are open here."""
        if self.session is not self._joined:
            return super()._what_if(typed)
        from game.terminal import what_if  # what only the end needs

        return what_if.page_of_joined(self._joined, typed, lambda: self.console.say(say("The workshop plays it: one moment.")))

    def _leave(self) -> None:
        if self.session is self._joined:
            self.console.say(
                say("What your table decided is kept by the workshop. Join again at any time, with the same words. Goodbye.")
            )
        else:
            super()._leave()
