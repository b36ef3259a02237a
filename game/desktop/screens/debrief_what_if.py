"""What if: one decision taken another way with the same luck, beside the line that was played; and playing on from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.core.decision import Refusal
from game.debrief.rewind import Tried
from game.desktop.screens.debrief import working
from game.desktop.screens.debrief_work import Waits
from game.desktop.screens.paired import Side, paired
from game.desktop.screens.question import Question, dialog
from game.desktop.screens.rewind import branch
from game.desktop.table import Table
from game.desktop.ui.box import Column, Row, Sized
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Heading, Text, button
from game.play.joined import Joined
from game.translation import say, say_of
from game.words import difference, measure, quarter
from game.words.grammar import bare

if TYPE_CHECKING:
    from game.debrief.rewind import Measure, Parted
    from game.desktop.window import Window

ROOM: Final = 430  # points kept for the other line while it is played


class OtherWay(Waits[Tried | Refusal]):
    """Another option in one decision.

    Arguments:
        window: where it is shown.
        table: the game, which is over.
        turn: the quarter of the decision.
        dilemma: its id.
        option: the id of the option that is tried.
    """

    is_over = True

    def __init__(self, window: Window, table: Table, turn: int, dilemma: str, option: str) -> None:
        super().__init__(window)
        self._table = table
        self._turn = turn
        self._facts = table.session.place.dilemmas[table.session.place.dilemma(dilemma)]
        self._label = next(one.label for one in self._facts.options if one.id == option)
        self._task = table.other_way(turn, dilemma, option)
        self.title = say("What if: {option}", option=bare(self._label))

    def first(self) -> str:
        """The way back."""
        return "close"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """Both lines measure by measure, where they part later, and what to do with it."""
        found = self.come()
        foot = Row(
            button(say("Play on from here"), self._ask, key="play", icon="rotate-ccw") if self._may_play_on() else None,
            button(say("Close"), self.close, key="close", look="quiet"),
            gap=8,
            wraps=True,
        )
        when = quarter.name(self._table.session.place, self._turn)
        lead = Text(f"{self._facts.title}, {when}", "label", "quiet")
        return dialog(bare(self._label), lead, *self._body(found), foot=foot, key="other", most=720)

    def _body(self, found: Tried | Refusal | None) -> list[Element]:
        if found is None:
            return [Sized(working(say("Playing the other line with the luck you had.")), height=ROOM)]
        if isinstance(found, Refusal):
            return [Text(str(found), "prose")]
        lines = found.own.headline, found.other.headline
        sides = [_measure(one, *(line[one.key] for line in lines)) for one in found.measures]
        partings = [_parting(one) for one in found.partings]
        return [
            Text(found.text, "body"),
            *([Text(found.ended, "body")] if found.ended else []),
            Text(say(difference.LUCK_APART), "small", "quiet"),
            Column(*sides, gap=12),
            *([Heading(say("Where the lines part again")), Column(*partings, gap=6)] if partings else []),
        ]

    # Playing on.

    def _may_play_on(self) -> bool:
        """Whether the game can be gone on with from there: not where a workshop keeps it, nor for a table of several seats."""
        session = self._table.session
        return not isinstance(session, Joined) and session.round_table is None

    def _ask(self) -> None:
        when = quarter.name(self._table.session.place, self._turn)
        kept = (
            say("This game stays as it is.")
            if self._can_save()
            else say("The workshop keeps your table's game. The new one is not saved: join again to come back to this debrief.")
            if self._table.session.kept_by
            else say("This game was not saved, and the new one is not saved either.")
        )
        self.window.push(
            Question(
                self.window,
                say("Go back to {quarter}?", quarter=when),
                f"{say('You play on from the start of that quarter, as a new game with the same past.')} {kept}",
                [(say("Go back and play on"), lambda: branch(self._table, self._turn))],
                say("Stay in the debrief"),
            )
        )

    def _can_save(self) -> bool:
        return self._table.session.path is not None and self._table.is_saving

    def help(self) -> tuple[tuple[str, str], ...]:
        """What it compares."""
        text = say(
            "The full bar is your line, the hollow one what would have come of the other option with the same luck. Later "
            "decisions are yours, where they are still on offer."
        )
        return ((say("What if"), text),)


def _parting(one: Parted) -> Element:
    return Column(
        Text(f"{one.title}, {one.when}", "strong"),
        Text(say("You: {own}. The other line: {other}.", own=one.own, other=one.other), "body"),
        gap=1,
        role="item",
    )


def _measure(told: Measure, own: float, other: float) -> Element:
    facts = measure.MEASURES[told.key]
    most = 1.0 if facts.unit == "level" else max(abs(own), abs(other)) or 1.0
    return paired(
        facts.name,
        (
            Side(say_of("a line of a chart", "you"), own / most, told.own),
            Side(say("the other line"), other / most, told.other, is_hollow=True, tone="ink"),
        ),
    )
