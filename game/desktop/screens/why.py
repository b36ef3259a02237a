"""Why: what moved a number, as far as its leader could know, walked back from cause to cause; after the end, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pygame

from game.briefing.sight import Asked, last_turn
from game.briefing.why import Answer, Reason, why
from game.core.observe import Rough
from game.core.variables import VARIABLES
from game.desktop.controls import Action, spelt
from game.desktop.screen import Screen
from game.desktop.screens.hint import given, hint
from game.desktop.screens.navigation import keys_of
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Panel, Row, Rule, Scroll, Sized
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.gauge import Bar, Strength
from game.desktop.ui.widget import Heading, Icon, Meter, Press, Text, button
from game.translation import later, say, say_many
from game.words import cause, level, quarter, variable
from game.words.grammar import capital, full_stop

if TYPE_CHECKING:
    from game.desktop.window import Window

BARS: Final[dict[Rough, int]] = {"slight": 1, "clear": 2, "strong": 3}
BROAD: Final = 560  # points from which a reason has its size beside it
_SIZES: Final = 148  # points of the column in which that stands
TALL: Final = 440  # points from which the head and the foot stay while the rest is scrolled


@dataclass
class Step:
    """One step of the walk: what was asked, of which turn, and where the focus was when it was left."""

    asked: Asked
    turn: int
    focus: str = ""


class Hung(Sized):
    """A dialog with a fixed top edge: its heading stays in place while its text grows and shrinks."""

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """In the middle across, a little below the top, no higher than the window."""
        self.rect = rect
        margin = kit.px(16)
        wide = min(kit.px(self.most), rect.width - 2 * margin)
        most = rect.height - 2 * margin
        high = min(self.children[0].size(kit, wide)[1], most)
        top = rect.top + margin + min(max(0, (most - high) // 2), most // 10)
        self.children[0].place(kit, pygame.Rect(rect.left + (rect.width - wide) // 2, top, wide, high))


class Why(Screen):
    """The causes of a number.

    Arguments:
        window: where they are shown.
        table: the game.
        asked: the variable and which element of it.
        turn: the turn in which it moved; 0 for how it stood before anything was played.
    """

    title = later("Why")
    is_over = True

    def __init__(self, window: Window, table: Table, asked: Asked, turn: int) -> None:
        super().__init__(window)
        self._table = table
        self.path = [Step(asked, turn)]
        self.has_sources = False
        self._is_low = False

    @property
    def now(self) -> Step:
        """What is being asked."""
        return self.path[-1]

    def close(self) -> None:
        """Goes back to the number; how one asks on has been told."""
        super().close()
        given(self.window, "why")

    def first(self) -> str:
        """The first reason that leads on, else the first; the way out where there is none, or where the dialog is low."""
        if self._is_low:
            return "shut"
        told = self._answer()
        shown = [number for _, numbers in _sides(told) for number in numbers]
        leading = next((number for number in shown if told.reasons[number].behind is not None), next(iter(shown), None))
        return "close" if leading is None else f"reason:{leading}"

    def _answer(self) -> Answer:
        return why(self._table.session, self.now.asked, self.now.turn, self._table.seat)

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The way one has come, what moved and how far, the quarter, and the reasons."""
        told = self._answer()
        is_broad = min(size[0] / kit.scale - 32, 700) >= BROAD
        head = Column(
            self._crumbs(),
            Row(
                Heading(self._named(self.now.asked), "title", level=1, grow=1.0),
                button("", self.close, key="shut", icon="x", look="quiet", name=say("Close"), hint=spelt("escape")),
                gap=8,
                align="start",
            ),
            self._quarters(),
            gap=6,
        )
        body = Column(
            hint(self.window, "why") if told.reasons else None,
            self._moved(told),
            *self._reasons(told, is_broad=is_broad),
            self._note(told),
            gap=12,
        )
        foot = Row(
            button(
                say("Back to what you asked before"),
                self._back,
                key="back",
                icon="arrow-left",
                look="quiet",
            )
            if len(self.path) > 1
            else None,
            Gap(grow=1.0) if is_broad else None,
            self._sources_button() if told.reasons else None,
            button(say("Close"), self.close, key="close"),
            gap=8,
            wraps=not is_broad,
        )
        parts: list[Element] = [
            Column(head, pad=(24, 16)),
            Rule(),
            Column(body, pad=(24, 14)),
            Rule(),
            Column(foot, pad=(24, 10)),
        ]
        key = f"why:{len(self.path)}:{self.now.asked}:{self.now.turn}"
        self._is_low = size[1] / kit.scale < TALL
        if self._is_low:
            # The head and the foot would leave no room for what is between them.
            parts = [Scroll(Column(*parts), key=key)]
        else:
            parts[2] = Scroll(parts[2], key=key)
        return Hung(
            Panel(
                *parts,
                role="dialog",
                name=self._named(self.now.asked),
                edge="line",
                radius=12,
            ),
            most=700,
        )

    def _named(self, asked: Asked) -> str:
        return capital(variable.name(self._table.session.place, *asked, self._table.seat))

    def _crumbs(self) -> Element | None:
        """The way one has come: each step leads back to itself."""
        if len(self.path) == 1:
            return None
        parts: list[Element] = []
        for number, step in enumerate(self.path[:-1]):
            words = self._named(step.asked)
            if step.turn != self.now.turn:
                words = f"{words}, {self._when(step.turn)}"
            parts += [
                Press(
                    Text(words, "small", "quiet"),
                    look="quiet",
                    pad=(4, 2),
                    least=24,
                    key=f"crumb:{number}",
                    name=say("Back to: {step}", step=words),
                    act=lambda number=number: self._cut(number + 1),
                ),
                Icon("chevron-right", 14, "quiet"),
            ]
        return Row(*parts, Text(say("this"), "small", "quiet"), gap=2, wraps=True, role="list", name=say("The way you have come"))

    def _when(self, turn: int) -> str:
        return quarter.name(self._table.session.place, turn) if turn else say("the start")

    def _quarters(self) -> Element:
        """The same number a quarter before and after."""
        session, turn = self._table.session, self.now.turn
        place = session.place
        earliest = 1 if session.is_over else 0
        said = capital(quarter.counted(place, turn)) if turn else say("At the start, before anything was played")
        return Row(
            button(
                "",
                lambda: self._turn(-1),
                key="earlier",
                icon="chevron-left",
                name=say("The quarter before"),
                is_disabled=turn <= earliest,
                hint=keys_of(self.window, "previous_tab"),
            ),
            button(
                "",
                lambda: self._turn(1),
                key="later",
                icon="chevron-right",
                name=say("The quarter after"),
                is_disabled=turn >= last_turn(session),
                hint=keys_of(self.window, "next_tab"),
            ),
            Text(said, "label", "quiet", is_live=True, grow=1.0),
            gap=6,
        )

    def _moved(self, told: Answer) -> Element:
        """What moved and how far, in a sentence, and for a level as a bar with a notch where it stood."""
        name, _ = told.asked
        heading = told.heading or say("{number}: there is nothing to be seen of it yet.", number=self._named(told.asked))
        bar: Element | None = None
        if told.after is not None and VARIABLES[name].unit == "level":
            value = level.of_hundred(told.after)
            if told.before is not None:
                value = say("{now}, {before} before", now=value, before=level.of_hundred(told.before))
            bar = Meter(told.after, name=self._named(told.asked), value=value, height=8, was=told.before)
        return Column(Text(heading, "strong"), bar, gap=10)

    def _reasons(self, told: Answer, *, is_broad: bool) -> list[Element]:
        if not told.reasons:
            return []
        most = max((abs(one.amount) for one in told.reasons if one.amount is not None), default=0.0)
        found: list[Element] = []
        sides = _sides(told)
        # Why a thread ends is said where the first one does for that reason, and not below each.
        firsts = {told.reasons[number].ends: number for _, numbers in reversed(sides) for number in reversed(numbers)}
        for direction, numbers in sides:
            words = say("What raised it") if direction > 0 else say("What lowered it")
            cards = [
                self._reason(number, one, most, is_broad=is_broad, has_end=firsts[one.ends] == number)
                for number, one in ((number, told.reasons[number]) for number in numbers)
            ]
            found.append(Column(Heading(words, "label", tone="quiet"), *cards, gap=8, role="list", name=words))
        return found

    def _reason(self, number: int, one: Reason, most: float, *, is_broad: bool, has_end: bool) -> Element:
        size = Row(
            Icon("arrow-up" if one.direction > 0 else "arrow-down", 18, "ink"),
            Strength(BARS[one.rough]) if one.rough is not None else None,
            Text(one.size, "label"),
            gap=6,
        )
        head: Element = size
        if one.amount is not None:
            share = abs(one.amount) / most if most else 0.0
            head = Column(size, Bar(share, name=say("Beside the largest"), value=f"{share:.0%}", height=6), gap=5)
        words = Column(
            Text(one.sentence, "body"),
            Text(one.lesson, "body", "quiet") if one.lesson else None,
            Text(self._origin(one), "small", "quiet") if self._origin(one) else None,
            self._sources(one) if self.has_sources else None,
            gap=4,
            grow=1.0,
        )
        inner: Element = Row(Sized(head, width=_SIZES), words, gap=14, align="start") if is_broad else Column(head, words, gap=6)
        further = self._further(one) if one.behind is not None or has_end else None
        if is_broad and further is not None:
            further = Row(Sized(Gap(1), width=_SIZES), Column(further, grow=1.0), gap=14, align="start")
        meaning: dict[str, Any] = {
            "key": f"reason:{number}",
            "name": f"{one.size}. {one.sentence}",
            "description": " ".join(part for part in (one.lesson, self._origin(one), *self._cited(one), one.ends) if part),
        }
        whole = Column(inner, further, gap=6)
        if one.behind is None:
            meaning["explain"] = lambda: self.window.say(one.ends)
            return Press(whole, look="quiet", pad=(12, 8), role="item", value=say("the thread ends here"), **meaning)
        asked, turn = one.behind
        leads = say("leads on to {number}", number=variable.name(self._table.session.place, *asked, self._table.seat))
        act = lambda: self._walk(asked, turn)  # noqa: E731 - it is one act, for two ways to ask for it
        return Press(whole, look="card", pad=(12, 10), value=leads, act=act, explain=act, **meaning)

    @staticmethod
    def _further(one: Reason) -> Element:
        if one.behind is not None:
            return Row(Icon("chevron-right", 16, "accent"), Text(say("What moved that"), "label", "accent", grow=1.0), gap=4)
        return Row(Icon("minus", 16, "quiet"), Text(one.ends, "small", "quiet", grow=1.0), gap=4, align="start")

    def _origin(self, one: Reason) -> str:
        """When it came about, where that was not in the quarter that is asked about; nothing where it was."""
        return "" if one.turn == self.now.turn else say("It came about in {quarter}.", quarter=self._when(one.turn))

    def _sources(self, one: Reason) -> Element:
        """The name of the rule in the model, and what in the sources it rests on, each with its id."""
        cited = self._cited(one)
        return Column(*(Text(line, "small", "quiet") for line in cited or (say(_UNSOURCED),)), gap=2)

    def _cited(self, one: Reason) -> tuple[str, ...]:
        """The rule by its name, and each piece of evidence by its id, with the section of the source and what it says."""
        known = self._table.session.place.texts.get("sources", {})
        lines = []
        if one.kind == "rule":
            named, grounds = say(one.rule.replace("_", " ")), cause.grounds(one.rule)
            lines.append(
                say("The model's rule “{rule}”, from: {grounds}.", rule=named, grounds=grounds)
                if grounds
                else say("The model's rule “{rule}”.", rule=named)
            )
        for evidence in one.evidence:
            section, says = (known.get(evidence, {}).get(key, "") for key in ("section", "says"))
            where = (
                say_many(
                    len(section.split(",")),
                    "{evidence}, section {sections} of the source paper",
                    "{evidence}, sections {sections} of the source paper",
                    evidence=evidence,
                    sections=section,
                )
                if section
                else evidence
            )
            lines.append(f"{where}: {says}" if says else full_stop(where))
        return tuple(lines)

    def _sources_button(self) -> Element:
        words = say("Hide rules and evidence") if self.has_sources else say("Rules and evidence")
        return button(words, self._turn_sources, key="sources", icon="book-open", look="quiet")

    def _turn_sources(self) -> None:
        self.has_sources = not self.has_sources
        self.window.change()

    def _note(self, told: Answer) -> Element | None:
        if not told.note:
            return None
        return Row(Icon("eye", 18, "quiet"), Text(told.note, "body", "quiet", grow=1.0), gap=8, align="start")

    # What it does.

    def _walk(self, asked: Asked, turn: int) -> None:
        self.now.focus = self.window.stage.kit.focus
        self.path.append(Step(asked, turn))
        self._refocus("")

    def _turn(self, by: int) -> None:
        session = self._table.session
        turn = self.now.turn + by
        if not (1 if session.is_over else 0) <= turn <= last_turn(session):
            self.window.say(
                say("There is no quarter further back to ask about.") if by < 0 else say("That is as far as it has gone.")
            )
            return
        self.now.turn = turn
        self.window.change()

    def _cut(self, length: int) -> None:
        del self.path[length:]
        self._refocus(self.now.focus)

    def _back(self) -> None:
        if len(self.path) > 1:
            self._cut(len(self.path) - 1)
        else:
            self.close()

    def _refocus(self, key: str) -> None:
        self.window.stage.kit.focus = key
        self.window.change()

    def handle(self, action: Action) -> bool:
        """Back goes one step back, then closes; the keys of pages go to the quarter before and after."""
        match action:
            case "back":
                self._back()
            case "next_tab" | "previous_tab":
                self._turn(1 if action == "next_tab" else -1)
            case _:
                return False
        return True

    def help(self) -> tuple[tuple[str, str], ...]:
        """How to read it."""
        read = say(
            "Each reason has an arrow for the way it pushed, and one to three bars for how hard. Rules "
            "and evidence adds the rule of the model by its name, and what in the sources it rests on."
        )
        back = say("A reason with an arrow leads on to what moved it in turn. Back goes one step back, then closes.")
        hidden = say("While the programme runs you are told what a leader in your seat could know. The debrief opens everything.")
        return (say("Why"), read), (say("Further back"), back), (say("What you cannot see"), hidden)


def _sides(told: Answer) -> list[tuple[int, list[int]]]:
    """The reasons by their numbers, on two sides: those that pushed the way it went, then those that pushed against it."""
    went = 1 if told.before is None or told.after is None or told.after >= told.before else -1
    sides = [(side, [number for number, one in enumerate(told.reasons) if one.direction == side]) for side in (went, -went)]
    return [(side, numbers) for side, numbers in sides if numbers]


_UNSOURCED: Final = later("No evidence is named for it: it is what the place's author assumed.")
