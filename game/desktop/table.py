"""One game at the window: its session, and what every screen of it needs, above all that a decision is safe before it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from game.briefing.sight import Asked, last_turn
from game.core.decision import Refusal
from game.core.observe import PUBLIC
from game.desktop.map.links import Lens
from game.desktop.map.thumbnail import keep
from game.play.drafts import read_drafts, write_drafts
from game.play.keeping import is_untouched, put_away
from game.play.record import SaveFault
from game.play.session import Session
from game.play.shelf import Opened, Shelf
from game.translation import say

if TYPE_CHECKING:
    from game.debrief.rewind import Tried
    from game.desktop.screens.debrief_work import Task, Work
    from game.desktop.window import Window


class Table:
    """A game being played.

    Arguments:
        window: where it is shown.
        shelf: where games come from.
        opened: the game.
    """

    def __init__(self, window: Window, shelf: Shelf, opened: Opened) -> None:
        self.window = window
        self.shelf = shelf
        self.session: Session = opened.session
        self.notes = opened.notes
        self.is_new = opened.is_new
        self.is_begun = opened.is_begun
        self.is_saving = opened.session.path is not None
        self.seat = self.session.seat
        self.chosen = self.session.place.lead if self.seat == PUBLIC else self.seat
        self.lens: Lens = "trust"  # what the map last showed, which the next quarter's shows too
        self.asks_all = False  # whether the debrief shows every question, and not only the few for which there is most reason
        self._work: Work | None = None
        self._drafts: dict[str, str] | None = None
        if self.is_shared and self.session.is_running:
            self.hand_over(PUBLIC)

    @property
    def is_shared(self) -> bool:
        """Whether several people play round this one screen, each an agency."""
        return bool(self.session.seats)

    @property
    def is_read_beside(self) -> bool:
        """Whether the books of a workshop's game are open, which are told to the lead, and somebody else reads them."""
        if not self.session.kept_by:
            return False
        from game.play.joined import OpenedGame

        session = self.session
        return isinstance(session, OpenedGame) and session.joined.seat != session.place.lead

    @property
    def is_private(self) -> bool:
        """Whether what is shown is one person's alone."""
        return self.is_shared and self.seat != PUBLIC and not self.session.is_over

    def hand_over(self, seat: int) -> None:
        """From now on what one seat sees is shown, with its own ties on the map: PUBLIC where several look.

        What was said to the person before is taken away, and not read out any more.
        """
        self.seat = seat
        self.chosen = self.session.place.lead if seat == PUBLIC else seat
        self.window.hush()

    def do(self, act: Callable[[], Refusal | None], then: Callable[[], None] | None = None) -> bool:
        """Does something that is written down first, and `then` what follows from it; whether it was done at once.

        Where it is refused, the window says why. Where it cannot be saved it has not been done, and the player is asked whether
        to go on without saving.
        """
        played = self.session.last_turn_played
        try:
            refused = act()
        except SaveFault as fault:
            self._ask_to_go_on(fault, act, then)
            return False
        if refused is not None:
            self.window.say(str(refused))
            return False
        self.window.change()
        if self.session.last_turn_played != played and self.is_saving:
            keep(self.session, self.window.kit)
        if then is not None:
            then()
        return True

    def _ask_to_go_on(self, fault: SaveFault, act: Callable[[], Refusal | None], then: Callable[[], None] | None) -> None:
        from game.desktop.screens.question import Question

        def go_on() -> None:
            self.session.stop_writing()
            self.is_saving = False
            self.do(act, then)

        self.window.push(
            Question(
                self.window,
                say("This could not be saved"),
                f"{say('So it has not been done.')}\n{fault.in_short}",
                [(say("Try again"), lambda: self.do(act, then) and None), (say("Go on without saving"), go_on)],
                small=fault.in_small,
            )
        )

    @property
    def work(self) -> Work:
        """The analysis of a game that is over, begun when it is first asked for and kept."""
        if self._work is None:
            from game.desktop.screens.debrief_work import Work

            self._work = Work(self.session)
        return self._work

    def other_way(self, turn: int, dilemma: str, option: str) -> Task[Tried | Refusal]:
        """The line with another option in one decision: played here, or by the workshop that keeps the game."""
        session = self.session
        if not session.kept_by:
            return self.work.what_if(turn, dilemma, option)
        from game.debrief.elsewhere import tried
        from game.desktop.screens.debrief_work import Task
        from game.play.joined import Joined

        if not isinstance(session, Joined):  # its books are open, and it is played on here
            return self.work.what_if(turn, dilemma, option)

        return Task(lambda between: tried(session, turn, dilemma, option, between))

    def forget_work(self) -> None:
        """The game has gone back: what was found in it is no longer so, and what is still reckoned is broken off."""
        if self._work is not None:
            self._work.stop()
        self._work = None

    def leave(self) -> None:
        """What nobody waits for any more is reckoned no further, since it slows the next game; a report is written to its end."""
        if self._work is not None and (self._work.report is None or self._work.report.is_done):
            self.forget_work()

    @property
    def is_untouched(self) -> bool:
        """Whether this game was begun just now and nothing has been decided in it, so that there is nothing to come back to."""
        return self.is_begun and self.is_saving and self.session.path is not None and is_untouched(self.session.path)

    def put_away(self) -> None:
        """Of a game that is untouched nothing stays when it is left, so that the title still offers the one played last."""
        if self.is_untouched and self.session.path is not None:
            put_away(self.session.path)

    @property
    def drafts(self) -> Mapping[str, str]:
        """What was typed at questions of the debrief and not kept yet, {key of the question, or its words: text}."""
        if self._drafts is None:
            self._drafts = read_drafts(self.session.path) if self.session.path is not None else {}
        return self._drafts

    def draft(self, question: str, key: str) -> str:
        """What was typed at a question and not kept yet: under its key, or its words as before questions had keys."""
        return self.drafts.get(key, "") or self.drafts.get(question, "")

    def keep_draft(self, question: str, text: str, key: str = "") -> None:
        """Holds what was typed at a question, beside the saved game where there is one; nothing takes it away."""
        drafts = {one: draft for one, draft in self.drafts.items() if one not in (question, key)}
        if text:
            drafts[key or question] = text
        if drafts == self.drafts:
            return
        self._drafts = drafts
        if self.session.path is not None and self.is_saving:
            try:
                write_drafts(self.session.path, drafts)
            except SaveFault as fault:
                said = say("Your draft waits here until the window is closed, and could not be written: {reason}", reason=fault)
                self.window.say(said)

    def why(self, asked: Asked, turn: int | None = None) -> None:
        """Opens the causes of a number: of the last turn that was played, unless told otherwise."""
        from game.desktop.screens.why import Why

        self.window.push(Why(self.window, self, asked, last_turn(self.session) if turn is None else turn))

    def asks(self, asked: Asked | None, turn: int | None = None) -> Callable[[], None] | None:
        """What asking why of a number does; None where there is nothing to ask."""
        return None if asked is None else lambda: self.why(asked, turn)


def table_of(window: Window) -> Table | None:
    """The game that is being played at a window; None where none is."""
    for screen in reversed(window.screens):
        for found in vars(screen).values():
            if isinstance(found, Table):
                return found
    return None
