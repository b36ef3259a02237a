"""A quarter at a round table that a workshop keeps: one seat votes, pledges, shares and gives its word, unseen by the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.briefing import round_table
from game.briefing.scene import Choice, Scene
from game.desktop.screens.navigation import keys_of
from game.desktop.screens.quarter import Page, QuarterScreen
from game.desktop.screens.quarter_decide import dilemmas
from game.desktop.screens.quarter_news import news_page, note, room_note, room_time, room_waits
from game.desktop.screens.question import Question
from game.desktop.screens.round_brief import RoundBrief
from game.desktop.screens.round_own import own_page
from game.desktop.screens.round_promises import promises_page
from game.desktop.screens.round_revealed import Revealed
from game.desktop.table import Table
from game.desktop.ui.box import Column, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Text, button
from game.play.joined import Joined
from game.play.joined_table import JoinedTable, seat_table
from game.translation import later, say
from game.words.grammar import listed

if TYPE_CHECKING:
    from game.desktop.window import Window

_AFTER: dict[Page, Page] = {"map": "decide", "news": "decide", "decide": "attention", "attention": "promises"}
_WORDS: dict[Page, str] = later(
    {
        "map": "To the votes",
        "news": "To the votes",
        "decide": "To your agency",
        "attention": "To your promises",
        "promises": "We have decided",
    }
)


class RoundScreen(QuarterScreen):
    """One seat's quarter. Its table is a `JoinedTable`."""

    def __init__(self, window: Window, table: Table) -> None:
        self.id = table.session.place.agencies[table.seat].id
        super().__init__(window, table)

    @property
    def round(self) -> JoinedTable:
        """The round table, as this seat knows it now."""
        return seat_table(self.table.session)

    @property
    def is_lead(self) -> bool:
        """Whether the lead's seat is played here, which attention is given from."""
        return self.table.seat == self.table.session.place.lead

    @property
    def is_ready(self) -> bool:
        """Whether the seat has said that it has decided."""
        return self.round.plan(self.id).is_ready

    def begin_at(self) -> Page:
        """The news, in which a seat's brief stands as well."""
        return "news"

    def first(self) -> str:
        """The way on, or where that is below, the page."""
        return "finish" if self._is_tall and not self.is_ready else f"page:{self.page}"

    def tokens(self) -> dict[int, int]:
        """Where the lead's tokens lie, at the lead's seat alone."""
        return super().tokens() if self.is_lead else {}

    def hint(self) -> Element | None:
        """What the news are; what a seat decides is said where it decides."""
        return super().hint() if self.page in {"map", "news"} else None

    def undecided(self) -> list[int]:
        """The dilemmas on which the seat abstains so far."""
        session, votes = self.table.session, self.round.plan(self.id).votes
        return [number for number in session.open_dilemmas() if session.place.dilemmas[number].id not in votes]

    def names(self) -> list[tuple[str, str, str]]:
        """The pages: news, votes, what the agency gives and shares, and promises."""
        session = self.table.session
        n_open = len(session.open_dilemmas())
        return [
            ("news", say("News"), "newspaper"),
            ("decide", say("Vote {voted}/{all}", voted=n_open - len(self.undecided()), all=n_open), "scale"),
            ("attention", say("Agency"), "hand-coins"),
            ("promises", say("Promises"), "handshake"),
        ]

    # What stands on each page.

    def inner(self) -> Element:
        """The page, with where the seat stands above it."""
        match self.page:
            case "decide":
                page = self.decide()
            case "attention":
                attention = self.attention.build() if self.is_lead else None
                page = Column(attention, own_page(self.table, self.round), gap=24)
            case "promises":
                told = "" if self.is_ready else round_table.default(self.table.session, self.table.seat)
                page = Column(promises_page(self.table, self.round), note("clock", told) if told else None, gap=20)
            case _:
                page = Column(self._who(), news_page(self.table, self.show_ties), gap=20)
        return page

    def held(self) -> Element | None:
        """That the line is down, that another device decides for the seat, that it has decided, or why it cannot now."""
        session = self.table.session
        is_down = isinstance(session, Joined) and session.is_down
        if self.round.is_mirror and not is_down:
            over = button(say("Decide from this device"), self._take_over, key="over", icon="hand-helping", look="quiet")
            return Column(note("eye", say("Another device decides for your seat. This one sees what it sees.")), over, gap=6)
        if self.is_ready and isinstance(session, Joined) and not is_down:
            return note("circle-check", f"{session.now.status.title}. {session.now.status.text}")
        return room_note(self.table)

    def _who(self) -> Element:
        """The way to the brief, and who sits where."""
        chairs = round_table.chairs(self.table.session, self.table.seat)
        people = [
            f"{one.name} ({round_table.doing(self.table.session, one)})"
            for one in chairs
            if one.is_person and one.agency != self.table.seat
        ]
        beside = say("At the table with you: {people}.", people=listed(people)) if people else say("Nobody else plays a seat.")
        others = [one.name for one in chairs if not one.is_person]
        brief = button(say("Your private brief"), self._brief, key="brief", icon="lock", look="quiet")
        session = self.table.session
        status = session.now.status.text if isinstance(session, Joined) else ""
        return Column(
            Text(status, "body") if status else None,
            brief,
            Text(beside, "body"),
            Text(say("Played by a stand-in: {agencies}.", agencies=listed(others)), "small", "quiet") if others else None,
            gap=6,
        )

    def decide(self) -> Element:
        """The dilemmas, with what the seat votes for; pressed again, it abstains."""
        ballots = round_table.ballots(self.table.session, self.table.seat)
        if not ballots:
            return Text(say("Nothing is to be voted on this quarter."), "prose")
        found = []
        for one in ballots:
            options = tuple(
                replace(option, is_taken=one.voted is not None and option.id == one.voted.id) for option in one.scene.options
            )
            found.append(replace(one.scene, options=options))
        told = "" if self.is_lead else say("Scenes are told to the lead: “you” in them is the lead.")
        said = say("What does your agency vote for? Nobody sees it before the quarter closes. Press an option again to abstain.")
        return dilemmas(self.table, found, self._vote, note("scale", f"{said} {told}".rstrip()))

    def _vote(self, scene: Scene, one: Choice) -> None:
        option = None if one.is_taken else one.id
        self.table.do(lambda: self.round.vote(self.id, scene.id, option), lambda: self.noted(option))

    def next(self) -> Element:
        """The one thing to do next."""
        # The key that leads on must not take back what was decided when it is pressed once more.
        onward = (
            button(say("Take it back"), self._take_back, key="unready", icon="rotate-ccw")
            if self.is_ready
            else button(
                say(_WORDS[self.page]),
                self.finish,
                key="finish",
                after="arrow-right",
                look="primary",
                hint=keys_of(self.window, "finish"),
            )
        )
        return Row(Text(room_time(self.table), "small", "quiet", grow=1.0), onward, gap=12)

    # What it does.

    def finish(self) -> None:
        """Goes on to the next page; from the last, says that the seat has decided."""
        session = self.table.session
        if self.is_ready and isinstance(session, Joined):
            self.window.say(f"{session.now.status.title}. {session.now.status.text}")
        elif self.page in _AFTER:
            self.open(_AFTER[self.page])
        elif waits := room_waits(self.table):
            self.window.say(waits)
        elif lapse := round_table.lapses(session, self.table.seat):
            self._ask(lapse)
        else:
            self._say_decided()

    def _ask(self, lapse: str) -> None:
        """Asks whether the seat has decided, where it has left something open."""
        asked, answer = say("Say that you have decided?"), say("We have decided")
        self.window.push(Question(self.window, asked, lapse, [(answer, self._say_decided)], say("Not yet"), is_to_leave=True))

    def _say_decided(self) -> None:
        self.table.do(self.table.session.end_turn, self._decided)

    def _decided(self) -> None:
        """The seat has decided: if it was the last, all is revealed."""
        session = self.table.session
        if session.turn != self._turn:
            self.window.replace(Revealed(self.window, self.table, session.last_turn_played))
        self.window.chime("turn")

    def _take_back(self) -> None:
        """The seat has not decided after all."""
        self.table.do(lambda: self.round.ready(self.id, is_ready=False))

    def _take_over(self) -> None:
        session = self.table.session
        if isinstance(session, Joined):
            self.table.do(lambda: session.move("over"))

    def _brief(self) -> None:
        self.window.push(RoundBrief(self.window, self.table))

    def undo(self) -> None:
        """Takes the lead's last token back."""
        if self.is_lead:
            super().undo()
        else:
            self.window.say(say("Choose again instead: what is chosen last counts."))

    def help(self) -> tuple[tuple[str, str], ...]:
        """What a quarter of a round table is."""
        quarter = say(
            "You play one agency. Vote on what is on the table, say what your agency gives and with whom it shares, give "
            "your word, and say that you have decided. Talk happens in the room."
        )
        shown = say(
            "When every seat has decided, the quarter closes, and all see together what each did. Until then nobody sees yours."
        )
        return (say("A quarter"), quarter), (say("All at once"), shown)
