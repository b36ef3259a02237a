"""Every decision of a game that a workshop keeps, with the other ways that can be tried: open once the facilitator opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.decision import Refusal
from game.debrief.rewind import Decision
from game.desktop.controls import Action
from game.desktop.screens.debrief import working
from game.desktop.screens.debrief_moments import decision_panel
from game.desktop.screens.debrief_what_if import OtherWay
from game.desktop.screens.debrief_work import Task, Waits
from game.desktop.screens.frame import page
from game.desktop.table import Table
from game.desktop.ui.box import Column, Row
from game.desktop.ui.widget import Icon, Press, Text
from game.play.joined import Joined
from game.translation import later, say
from game.words.grammar import bare, capital

if TYPE_CHECKING:
    from game.debrief.rewind import Way
    from game.desktop.ui.element import Element, Kit
    from game.desktop.window import Window


class Ways(Waits[tuple[Decision, ...] | Refusal]):
    """The decisions in the order they were taken; under each what was chosen, and what else there was.

    Arguments:
        window: where it is shown.
        table: the game there.
        joined: the same, which a workshop keeps.
    """

    title = later("Take another way")

    def __init__(self, window: Window, table: Table, joined: Joined) -> None:
        super().__init__(window)
        self._table = table
        self._task = Task(lambda _: _asked(joined))

    def first(self) -> str:
        """The way back."""
        return "back"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """A panel a decision."""
        found = self.come()
        if found is None:
            body: list[Element] = [working(say("Asking the workshop for your decisions."))]
        elif isinstance(found, Refusal):
            body = [Text(str(found), "prose")]
        else:
            body = [self._decision(one) for one in found] or [Text(say("Nothing was decided in your game."), "prose")]
        lead = say(
            "Go back to any decision, take another of its options, and see what would have come of it with the luck you had. "
            "Later decisions stay yours, wherever they are still on offer. Your own game stays as it is."
        )
        return page(say(self.title), *body, back=self.close, key="ways", lead=lead)

    def _decision(self, one: Decision) -> Element:
        ways = [self._way(one, way) for way in one.ways]
        return decision_panel(capital(one.when), one.title, one.taken, ways, is_only=not one.open)

    def _way(self, one: Decision, way: Way) -> Element:
        label = bare(way.label)
        if way.why_not:
            words = Column(Text(label, "body", "quiet"), Text(way.why_not, "small", "quiet"), grow=1.0, gap=0)
            return Row(
                Icon("lock", 16, "quiet"), words, gap=10, align="start", pad=(8, 5), role="item", name=f"{label}: {way.why_not}"
            )
        return Press(
            Row(Icon("git-branch", 16, "accent"), Text(label, "body", grow=1.0), Icon("chevron-right", 16, "quiet"), gap=10),
            look="quiet",
            pad=(8, 5),
            key=f"way:{one.turn}:{one.dilemma}:{way.option}",
            name=say("What if: {option}", option=label),
            description=say("Instead of {option}.", option=bare(one.taken)),
            act=lambda: self.window.push(OtherWay(self.window, self._table, one.turn, one.dilemma, way.option)),
        )

    def handle(self, action: Action) -> bool:
        """The way back."""
        if action == "back":
            self.close()
            return True
        return False

    def help(self) -> tuple[tuple[str, str], ...]:
        """What another way is."""
        return ((say(self.title), say("The workshop plays it with your luck, and shows both lines side by side.")),)


def _asked(joined: Joined) -> tuple[Decision, ...] | Refusal:
    from game.debrief.elsewhere import decisions

    return decisions(joined)
