"""Promises between the seats of a round table: those that were given, and giving one's word in a few steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from game.briefing import round_table
from game.briefing.round_table import Given
from game.desktop.screen import Screen
from game.desktop.screens.frame import section
from game.desktop.screens.question import dialog
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.entry import Draft
from game.desktop.ui.passage import Passage
from game.desktop.ui.widget import Text, button
from game.play.joined_table import JoinedTable, seat_table
from game.play.seat_promise import LONGEST
from game.translation import later, say
from game.words.grammar import quoted

_PLEDGES: Final = later(
    {
        0.25: "To pledge a quarter of what you could move",
        0.5: "To pledge half of what you could move",
        0.75: "To pledge three quarters of what you could move",
        1.0: "To pledge all of what you could move",
    }
)
_BECAME: Final[Mapping[str, str]] = later({"open": "Open", "kept": "Kept", "broken": "Broken", "left open": "Left open"})
"""What became of a promise."""


def promises_page(table: Table, at: JoinedTable) -> Element:
    """The promises that the seat gave or was given, and the way to give one."""
    found = round_table.given(table.session, table.seat)
    said = say(
        "What you tell each other in the room is worth what it is worth. What is written here falls due, and is kept or "
        "broken by what you then decide. Only the two of you see it until the debrief."
    )
    give = button(say("Give your word"), lambda: table.window.push(PromiseScreen(table)), key="give", icon="handshake")
    cards = [_card(table, at, one) for one in found]
    return Column(Text(said, "body"), give, section(say("Between you and other seats"), *cards, gap=8) if cards else None, gap=14)


def _card(table: Table, at: JoinedTable, one: Given) -> Element:
    def judge(*, is_kept: bool) -> Callable[[], None]:
        def done() -> None:
            table.do(lambda: at.judge(at.seat, one.number, is_kept=is_kept))

        return done

    judged = None
    if one.is_to_judge:
        judged = Row(
            button(
                say("It is kept"),
                judge(is_kept=True),
                key=f"kept:{one.number}",
                name=say("It is kept: {promise}", promise=one.text),
            ),
            button(
                say("It is not kept"),
                judge(is_kept=False),
                key=f"broken:{one.number}",
                name=say("It is not kept: {promise}", promise=one.text),
            ),
            gap=8,
            wraps=True,
        )
    status = say("Due now") if one.is_due else say(_BECAME[one.status])
    return Panel(
        Row(Text(one.text, "prose", grow=1.0), Text(status, "label"), gap=10, align="start"),
        Text(one.said, "small", "quiet") if one.said else None,
        judged,
        pad=(14, 10),
        gap=6,
        edge="accent" if one.is_due else "hair",
    )


class PromiseScreen(Screen):
    """Giving one's word: to whom, what, and by when, one after another."""

    title = later("Give your word")
    is_over = True

    def __init__(self, table: Table) -> None:
        super().__init__(table.window)
        self._table = table
        self._to = ""
        self._what: tuple[str, Any] | None = None
        self._draft = Draft("", 0, LONGEST)

    @property
    def _at(self) -> JoinedTable:
        return seat_table(self._table.session)

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """The step at which it is."""
        if not self._to:
            asked, choices = say("To whom?"), list(self._whom())
        elif self._what is None:
            asked, choices = say("What do you promise {agency}?", agency=self._name(self._to)), list(self._kinds())
        elif self._what == ("words", ""):
            asked, choices = say("Your own words. Name nobody: they stay in the record of the game."), [self._field()]
        else:
            asked, choices = say("By the end of which quarter?"), list(self._dues())
        is_written = self._what == ("words", "")
        onward = button(say("Go on"), self._take_words, key="go-on", look="primary") if is_written else None
        back = button(say("Back"), self._back, key="back", icon="arrow-left", look="quiet") if self._to else None
        foot = Row(onward, back, button(say("Leave it"), self.close, key="leave", look="quiet"), gap=8, wraps=True)
        return dialog(say(self.title), Text(asked, "strong"), *choices, foot=foot, key="promise", most=700)

    def first(self) -> str:
        """The field, where words are asked for; else the first choice."""
        return "text" if self._what == ("words", "") else "choice:0"

    def _name(self, seat: str) -> str:
        return next(one.name for one in round_table.chairs(self._table.session, self._table.seat) if one.id == seat)

    def _whom(self) -> Iterator[Element]:
        chairs = [one for one in round_table.chairs(self._table.session, self._table.seat) if one.id != self._at.seat]
        for number, one in enumerate(chairs):
            words = one.name if one.is_person else say("{agency} (a stand-in)", agency=one.name)
            yield self._choice(number, words, lambda one=one: self._take_to(one.id))  # type: ignore[misc]

    def _kinds(self) -> Iterator[Element]:
        session, seat = self._table.session, self._table.seat
        every: list[tuple[str, str, Any]] = []
        if round_table.purse(session, seat) is not None:
            every += [(say(words), "pledge", share) for share, words in _PLEDGES.items()]
        if self._to in {one.id for one in round_table.lines(session, seat)}:
            every.append((say("To open up to them"), "sharing", None))
        for ballot in round_table.ballots(session, seat):
            every += [
                (say("To vote for {option}, this quarter", option=quoted(one.label)), "vote", [ballot.scene.id, one.id])
                for one in ballot.scene.options
            ]
        every.append((say("Something in your own words"), "words", ""))
        for number, (words, kind, what) in enumerate(every):
            yield self._choice(number, words, lambda kind=kind, what=what: self._take_what(kind, what))  # type: ignore[misc]

    def _field(self) -> Element:
        return Passage(say("Your promise"), self._draft, hint=say("Type here. Enter goes on."), key="text", act=self._take_words)

    def _dues(self) -> Iterator[Element]:
        for number, (turn, words) in enumerate(round_table.dues(self._table.session)):
            said = say("{quarter}, this quarter", quarter=words) if number == 0 else words
            yield self._choice(number, said, lambda turn=turn: self._give(turn))  # type: ignore[misc]

    def _choice(self, number: int, words: str, act: Callable[[], None]) -> Element:
        return button(words, act, key=f"choice:{number}")

    # What it does.

    def _take_to(self, seat: str) -> None:
        self._to = seat
        self._changed()

    def _take_what(self, kind: str, what: Any) -> None:
        self._what = kind, what
        if kind == "vote":
            self._give(self._table.session.turn)
        else:
            self._changed()

    def _take_words(self) -> None:
        said = " ".join(self._draft.text.split())
        if said:
            self._what = "words", said
            self._changed()
        else:
            self.window.say(say("Write what you promise."))

    def _give(self, due: int) -> None:
        kind, what = self._what or ("words", "")
        at = self._at
        self._table.do(lambda: at.give_word(at.seat, self._to, kind, what, due), lambda: self.window.pop(self))

    def _back(self) -> None:
        if self._what is not None:
            self._what = None
        else:
            self._to = ""
        self._changed()

    def _changed(self) -> None:
        self.window.kit.focus = self.first()
        self.window.forget()

    def close(self) -> None:
        """Goes back, with nothing promised."""
        self.window.pop(self)

    def help(self) -> tuple[tuple[str, str], ...]:
        """What a promise between seats is."""
        said = say(
            "What you then decide keeps a pledge, opening up and a vote. Of your own words, whoever you gave them to says so."
        )
        return ((say("Your word"), said),)
