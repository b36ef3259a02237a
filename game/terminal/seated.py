"""One seat of a round table played at a console: it decides unseen, says that it has decided, and waits for the others."""

from __future__ import annotations

from game.briefing import round_table
from game.play.joined import Joined
from game.play.joined_table import JoinedTable, seat_table
from game.play.shelf import Opened
from game.terminal import help as helping
from game.terminal import place, quarter, seat, seat_words, token
from game.terminal.console import Console
from game.terminal.joined import ALONE, JoinedGame
from game.terminal.match import example, normal
from game.terminal.page import Page
from game.terminal.prompt import Prompt, mistaken
from game.translation import later, say
from game.words import token as tokens

_HERE = ("ready", "unready", "brief", "seats")


class SeatGame(JoinedGame):
    """One seat's game, played with the other seats of its table."""

    moved = later("The quarter is closed, and what all decided is open.")

    def __init__(self, console: Console, opened: Opened, joined: Joined) -> None:
        super().__init__(console, opened, joined)
        self.seat = joined.seat
        self._told = joined.last_turn_played  # the last quarter of which it was told what all decided

    @property
    def _table(self) -> JoinedTable:
        return seat_table(self._joined)

    @property
    def _own(self) -> int:
        return self._joined.seat

    def _briefing(self) -> None:
        self._onwards(lambda: seat.brief(self.session, self._own), say("Enter to go on"))
        if self._is_lead():
            self._onwards(lambda: place.prologue(self.session), say("Enter to begin"))

    def _quarter(self) -> None:
        """A quarter: what came of the last, what is to be decided, and the wait for the others."""
        self._tell_last()
        if not self.session.is_running:
            super()._quarter()
            return
        self.console.show(self._page())
        self.console.show(seat.ways(self.session, self._own))
        while True:
            prompt = self._prompt()
            self._answer(self._ask(prompt), prompt)

    def _answer(self, typed: str, prompt: Prompt) -> None:
        """Does what was typed, or says why not."""
        word = normal(typed).partition(" ")[0]
        if word in seat_words.WORDS:
            self._decide(typed)
        elif token.begins(typed) and self._is_lead():
            self._place(typed)
        else:
            match word:
                case "undo":
                    self._take_back()
                case "ready" | "end":
                    self._say_decided()
                case "unready":
                    self._do(lambda: self._table.ready(self._table.seat, is_ready=False))
                case "brief":
                    self.console.show(seat.brief(self.session, self._own))
                case "seats":
                    self.console.show(seat.seats(self.session, self._own))
                case "":
                    self.console.show(seat.so_far(self.session, self._own))
                case _:
                    self.console.say(mistaken(typed, prompt))

    def _say_decided(self) -> None:
        """Says that the seat has decided; asks first, where it has left something open."""
        is_open = self._joined.now.status.kind == "open"
        lapse = round_table.lapses(self.session, self._own) if is_open else ""
        if not lapse or self._confirm(say("{lapse} Say that you have decided all the same?", lapse=lapse)):
            self._do(self._joined.end_turn)

    def _help(self, now: str) -> Page:
        """What can be typed here: how a seat decides, and of attention only to the lead."""
        place = self.session.place
        kinds, alone = (self._kinds(), ALONE) if self._is_lead() else ([], (*ALONE, "undo", "end"))
        page = helping.page(now, kinds, example(place, self.seat), alone)
        return page.add(seat.ways(self.session, self._own)) if self.session.is_running else page

    def _page(self) -> Page:
        """All there is to read in a quarter."""
        session, own = self.session, self._own
        page = quarter.page(session, own)
        for number, one in enumerate(round_table.ballots(session, own), 1):
            page.add(seat.ballot(one, number))
        if not self._is_lead():
            page.text(say("Scenes are told to the lead: “you” in them is the lead."))
        return page.add(seat.seats(session, own)).add(seat.so_far(session, own))

    def _prompt(self) -> Prompt:
        if self._table.plan(self._table.seat).is_ready:
            n_left = len(self._table.waiting)
            text = say("Waiting for {n_left} of {most}: Enter looks again", n_left=n_left, most=len(self._table.seated))
            now = say("You have decided. Press Enter to look again, or type `unready` to change something.")
        elif self._joined.now.status.kind != "open":
            status = self._joined.now.status
            text, now = say("Not open: Enter looks again"), f"{status.title}. {status.text}"
        else:
            text, now = say("Your seat"), say("Type what you decide, such as `vote 1 2`; `ready` when you have decided all.")
        words = (*seat_words.WORDS, *_HERE)
        return Prompt(text, now, self._page, self._takes, words)

    def _takes(self, typed: str) -> bool:
        word = normal(typed).partition(" ")[0]
        return word in (*seat_words.WORDS, *_HERE) or (self._is_lead() and token.begins(typed) and normal(typed) != "money")

    def _is_lead(self) -> bool:
        return self._own == self.session.place.lead

    def _decide(self, typed: str) -> None:
        found = seat_words.understood(self.session, self._table, self._own, typed)
        if isinstance(found, str):
            self.console.say(found)
        elif self._do(found):
            is_word = normal(typed).startswith(("promise", "kept", "broken"))
            self.console.say(
                say("Noted. Only the two of you see it, until the debrief.")
                if is_word
                else say("Noted. Nobody else sees it before the quarter closes.")
            )

    def _take_back(self) -> None:
        placed = self.session.pending.tokens
        if not (self._is_lead() and placed):
            self.console.say(say("Say it anew instead: the last vote, pledge or way to share counts."))
        elif self._do(lambda: self.session.take_back(len(placed) - 1)):
            self.console.say(say("Taken back: {token}.", token=tokens.in_words(self.session.place, placed[-1])))

    def _tell_last(self) -> None:
        """What all decided in the quarter that closed meanwhile, and what came of it."""
        last = self.session.last_turn_played
        if last <= self._told:
            self._told = min(self._told, last)  # the facilitator has taken a quarter back
            return
        self._told = last
        told = round_table.revealed(self.session, last, self._own)
        if told is not None:
            self.console.show(seat.revealed(told))
        self._came_of(last, say("Enter to go on"))
