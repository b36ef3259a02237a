"""The resolution of a quarter: what was said at once, what partners said, what they did, what changed, one beat at a time.

The beats fill one screen from the top, with the map beside them, on which those who moved are marked. Where something has come
in, the one before stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from game.briefing.result import result
from game.desktop.controls import Action
from game.desktop.map.links import Lens
from game.desktop.map.partnership import Map
from game.desktop.screen import Screen
from game.desktop.screens.navigation import ask_to_leave, open_by
from game.desktop.screens.resolution_beats import BEATS, Beat, beat_page, marks_of
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Panel, Row, Rule, Sized
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.motion import FADE, Fade, Following
from game.desktop.ui.theme import TARGET
from game.desktop.ui.widget import Heading, Icon, Press, Text, Tone, button, tabs

if TYPE_CHECKING:
    from game.desktop.window import Window

WIDE: Final = 1000  # points from which the map stands beside the beats
PANEL: Final = 500
NAMED: Final = 900  # points from which the steps in the head have their names


class Resolution(Screen):
    """What came of a quarter.

    Arguments:
        window: where it is shown.
        table: the game.
        turn: the quarter, which has been played.
        is_past: whether one only looks back at it, so that everything is there at once and the way on leads back.
    """

    def __init__(self, window: Window, table: Table, turn: int, *, is_past: bool = False) -> None:
        super().__init__(window)
        self.table = table
        self.turn = turn
        self.is_past = is_past
        self.told = result(table.session, turn)
        self.title = self.told.title
        self.beats: tuple[Beat, ...] = tuple(beat for beat in BEATS if beat != "at once" or self.told.replies)
        self.n_shown = len(self.beats) if is_past else 1
        self.at: Beat = self.beats[0]
        self.page: Literal["beats", "map"] = "beats"
        self._since = window.clock()
        self._is_still = is_past or not window.settings.has_motion
        self._to = ""

    def first(self) -> str:
        """The way on, so that Enter alone reads through."""
        return "finish"

    @property
    def is_whole(self) -> bool:
        """Whether every beat is there."""
        return self.n_shown == len(self.beats)

    def is_moving(self, now: float) -> bool:  # noqa: ARG002 - it moves until it has been built at rest
        """Whether the newest beat still comes in."""
        return not self._is_still

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The head, the map beside the beats or one at a time, and the way on."""
        broad = size[0] / kit.scale
        is_wide = broad >= WIDE
        if is_wide:
            self.page = "beats"
        share = (kit.now - self._since) / FADE if kit.has_motion and not self._is_still else 1.0
        self._is_still = share >= 1.0
        body: Element
        if is_wide:
            body = Row(self._map(), Sized(self._beats(share), width=PANEL), align="stretch", grow=1.0)
        else:
            body = Column(self._map() if self.page == "map" else self._beats(share), grow=1.0)
        return Column(self._head(broad, is_wide=is_wide), Rule(), body)

    def _head(self, broad: float, *, is_wide: bool) -> Element:
        steps = Row(
            *(self._step(number, beat, has_name=broad >= NAMED) for number, beat in enumerate(self.beats)),
            gap=2,
            role="tabs",
            name="Steps",
        )
        choices = [("beats", "What came of it", "list-checks"), ("map", "Map", "map")]
        return Panel(
            Row(
                button("Back", self.close, key="back", icon="arrow-left", look="quiet") if self.is_past else None,
                Column(
                    Text(self.table.session.place.title, "small", "quiet"),
                    Heading(self.title, "heading", level=1),
                    gap=1,
                ),
                Gap(grow=1.0),
                steps,
                gap=14,
            )
            if broad >= NAMED
            else Row(
                button("Back", self.close, key="back", icon="arrow-left", look="quiet") if self.is_past else None,
                Heading(self.title, "heading", level=1),
                steps,
                gap=8,
                wraps=True,
            ),
            None if is_wide else tabs(choices, self.page, self._show_page, key="page"),
            edge="",
            radius=0,
            pad=(20 if is_wide else 14, 8),
            gap=4,
        )

    def _step(self, number: int, beat: Beat, *, has_name: bool) -> Element:
        """One of the steps at the head: what was, what is, and what is still to come."""
        is_now, is_there = beat == self.at, number < self.n_shown
        tone: Tone = "accent" if is_now else "ink" if is_there else "quiet"
        sign = "circle-dot" if is_now else "circle-check" if is_there else "circle"
        name = BEATS[beat]
        return Press(
            Row(
                Icon(sign, 18, tone),
                Text(name, "label" if is_now else "small", tone) if has_name else None,
                gap=6,
            ),
            look="quiet",
            role="tab",
            pad=(7, 4),
            key=f"step:{number}",
            name=name,
            value=f"step {number + 1} of {len(self.beats)}",
            is_checked=is_now,
            act=lambda: self._go(number),
        )

    def _map(self) -> Element:
        session = self.table.session
        lens: Lens = "trust"
        shown = Map(
            session,
            chosen=self.table.chosen,
            choose=self._choose,
            lens=lens,
            marks=marks_of(self.told, self.at, session.place.lead),
            turn=self.turn + 1,
            grow=1.0,
        )
        return Column(shown, Rule(), self._map_foot(), grow=1.0)

    def _map_foot(self) -> Element:
        """What the marks on the map mean now."""
        texts: dict[Beat, str] = {
            "at once": "Your decisions have been heard. Nobody has moved yet.",
            "said": "An arrow marks each partner that says more, or less, than before.",
            "did": "An arrow marks each partner that does more, or less, than before.",
            "changed": "An arrow marks whom the largest changes are about.",
        }
        return Panel(
            Sized(Row(Icon("map", 16, "quiet"), Text(texts[self.at], "small", "quiet", grow=1.0), gap=8), height=TARGET),
            edge="",
            radius=0,
            pad=(20, 10),
        )

    def _beats(self, share: float) -> Element:
        pages: list[Element] = []
        for number, beat in enumerate(self.beats[: self.n_shown]):
            page = beat_page(self.table, self.told, beat, number + 1, self._choose)
            is_newest = number == self.n_shown - 1
            pages.append(Fade(page, share) if is_newest and share < 1.0 else page)
        inner = Sized(Column(*pages, gap=26, pad=(20, 18)), most=760, align="centre")
        return Panel(
            Following(inner, key=f"beats:{self.turn}", to=self._to, arrived=self._arrived),
            Rule(),
            Panel(self._next(), edge="", radius=0, pad=(20, 10)),
            edge="",
            radius=0,
            grow=1.0,
        )

    def _next(self) -> Element:
        """The one thing to do next, and the way to see all at once."""
        whole = None if self.is_whole else button("Show all", self._show_all, key="all", icon="skip-forward", look="quiet")
        leads_back = self.is_whole and self.is_past
        if not self.is_whole:
            words = BEATS[self.beats[self.n_shown]]
        elif leads_back:
            words = "Back"
        else:
            words = "Next quarter" if self.table.session.is_running else "How it ended"
        return Row(
            whole,
            Gap(grow=1.0),
            button(
                words,
                self._finish,
                key="finish",
                icon="arrow-left" if leads_back else "",
                after="" if leads_back else "arrow-right",
                look="primary",
                hint="N",
            ),
            gap=12,
        )

    # What it does.

    def _arrived(self) -> None:
        self._to = ""

    def _show_page(self, page: Literal["beats", "map"]) -> None:
        self.page = page
        self.window.change()

    def _choose(self, agency: int) -> None:
        """An agency is chosen on the map; pressed again it opens its sheet."""
        if self.table.chosen == agency:
            from game.desktop.screens.agency import AgencyScreen

            self.window.push(AgencyScreen(self.window, self.table, agency))
        self.table.chosen = agency
        self.window.change()

    def _go(self, number: int) -> None:
        """Goes to a beat, and shows all that come before it."""
        if number >= self.n_shown:
            self.n_shown = number + 1
            self._since = self.window.clock()
            self._is_still = not self.window.settings.has_motion
        self.at = self.beats[number]
        self._to = f"beat:{self.at}"
        self.page = "beats"
        self.window.change()

    def _show_all(self) -> None:
        self.n_shown = len(self.beats)
        self.at = self.beats[-1]
        self._is_still = True
        self.window.stage.kit.focus = "finish"
        self.window.change()

    def _finish(self) -> None:
        if not self.is_whole:
            self._go(self.n_shown)
        elif self.is_past:
            self.close()
        elif self.table.session.is_running:
            from game.desktop.screens.quarter import QuarterScreen

            self.window.replace(QuarterScreen(self.window, self.table))
        else:
            from game.desktop.screens.epilogue import Epilogue

            self.window.replace(Epilogue(self.window, self.table))

    def handle(self, action: Action) -> bool:
        """The next beat, any beat, and the screens that can be opened."""
        match action:
            case "finish":
                self._finish()
            case "next_tab" | "previous_tab":
                at = self.beats.index(self.at) + (1 if action == "next_tab" else -1)
                if 0 <= at < len(self.beats):
                    self._go(at)
            case "back":
                if self.is_past:
                    self.close()
                else:
                    ask_to_leave(self.table)
            case _:
                return open_by(self.table, action)
        return True

    def help(self) -> tuple[tuple[str, str], ...]:
        """What a resolution is."""
        order = (
            "First what was said to you at once, then what partners say, then what they do, then what changed most. Enter or N "
            "goes on, and “Show all” puts everything on the screen."
        )
        asked = "Press a change, or go to it and press W, to ask why. Press a partner's name to see its ties on the map."
        return ("What came of the quarter", order), ("Why", asked)
