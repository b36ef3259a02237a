"""The resolution of a quarter: what was said at once, what partners said, what they did, what changed, one beat at a time.

The beats fill one screen from the top, with the map beside them, on which those who moved are marked. Where something has come
in, the one before stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from game.briefing.result import result
from game.core.observe import PUBLIC
from game.desktop.map.links import Lens
from game.desktop.map.partnership import TOLD, Map
from game.desktop.screens import opening, quarter_head
from game.desktop.screens.hint import HINTS, QUARTER, given, hint
from game.desktop.screens.map_foot import PAGE_PAD, has_room, map_foot, page_width, rail_width
from game.desktop.screens.navigation import ask_to_leave, keys_of
from game.desktop.screens.quarter import FOOT, TALL, WIDE
from game.desktop.screens.quarter_head import Ticks
from game.desktop.screens.resolution_beats import BEATS, Beat, beat_page, marks_of
from game.desktop.screens.steps import Steps
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Panel, Row, Rule, Scroll, Sized, Upright
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.motion import FADE, Fade, Following
from game.desktop.ui.widget import Heading, Icon, Press, Text, Tone, button, tabs
from game.translation import later, say

if TYPE_CHECKING:
    from game.desktop.window import Window

NAMED: Final = 820  # points from which the steps in the head have their names
SPELT: Final = 460  # points from which in a low window the step one is at, and the way to the map, have theirs
_MARKS: Final[dict[Beat, str]] = later(
    {
        "at once": "Your decisions have been heard. The map is still as the quarter began.",
        "said": "An arrow marks each partner that says more, or less, than before.",
        "did": "An arrow marks each partner that does more, or less, than before.",
        "changed": "An arrow marks whose changes are largest, and which filled numbers rose or fell.",
    }
)
"""What the marks on the map mean at each beat."""


class Resolution(Steps):
    """What came of a quarter.

    Arguments:
        window: where it is shown.
        table: the game.
        turn: the quarter, which has been played.
        is_past: whether one only looks back at it, so that everything is there at once and the way on leads back.
    """

    def __init__(self, window: Window, table: Table, turn: int, *, is_past: bool = False) -> None:
        super().__init__(window, table)
        self.turn = turn
        self.is_past = is_past
        self.told = result(table.session, turn, table.seat)
        self.title = self.told.title
        self.beats: tuple[Beat, ...] = tuple(beat for beat in BEATS if beat != "at once" or self.told.replies)
        self.n_shown = len(self.beats) if is_past else 1
        self.at: Beat = self.beats[0]
        self.page: Literal["beats", "map"] = "beats"
        self.lens: Lens = "trust"
        self._since = window.clock()
        self._is_still = is_past or not window.settings.has_motion
        self._to = ""
        self._is_wide = True
        self._is_spelt = True

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
        wide, high = size[0] / kit.scale, size[1] / kit.scale
        is_tall, self._is_spelt = high >= TALL, wide >= SPELT
        head = self._head(wide, has_pages=wide < WIDE)
        shown = self._map(is_beside=True) if wide >= WIDE and is_tall else None
        is_wide = shown is not None and has_room(kit, size, head, shown)
        self._is_wide = is_wide
        if is_wide:
            self.page = "beats"
        share = (kit.now - self._since) / FADE if kit.has_motion and not self._is_still else 1.0
        self._is_still = share >= 1.0
        if is_wide:
            # The same places for everything as in the quarter, so that nothing jumps between the two.
            beats = Sized(self._beats(share, is_tall=True), width=page_width(kit, size))
            whole = Column(head, Rule(), Row(shown, Upright(), beats, align="stretch", grow=1.0), grow=1.0)
            return Row(Sized(quarter_head.rail(self.table), width=rail_width(kit)), Upright(), whole, align="stretch")
        body = self._map_page(is_tall=is_tall) if self.page == "map" else self._beats(share, is_tall=is_tall)
        return Column(self._head(wide, has_pages=True) if is_tall else self._short_head(), Rule(), body)

    def _head(self, wide: float, *, has_pages: bool) -> Element:
        """The strip along the top: what this is, and its steps; where the map is a page of its own, the way there."""
        place = self.table.session.place
        # Round one screen the last page was one person's alone.
        is_for_all = self.table.is_shared and not self.is_past
        whose = say("{place}: for all of you to see", place=place.title) if is_for_all else place.title
        what = Column(
            Text(whose, "small", "quiet"), Heading(self.title, "heading", level=1), Ticks(self.turn, place.turns), gap=1
        )
        choices = [("beats", say("What came of it"), "list-checks"), ("map", say("Map"), "network")]
        return Panel(
            Row(
                self._way_back(),
                what,
                Gap(grow=1.0) if wide >= NAMED else None,
                self._steps(self.beats if wide >= NAMED else ()),
                gap=14,
                wraps=wide < NAMED,
            ),
            tabs(choices, self.page, self._show_page, key="page") if has_pages else None,
            edge="",
            radius=0,
            pad=(20, 8),
            gap=4,
        )

    def _short_head(self) -> Element:
        """The strip where there is little height."""
        title = Heading(self.title, "strong", level=1)
        return Panel(
            Row(self._way_back(), title, self._steps((self.at,) if self._is_spelt else ()), gap=8, wraps=True),
            edge="",
            radius=0,
            pad=(14, 4),
        )

    def _way_back(self) -> Element | None:
        return button(say("Back"), self.close, key="back", icon="arrow-left", look="quiet") if self.is_past else None

    def _steps(self, named: Sequence[Beat]) -> Element:
        """The steps at the head, some of which have their names."""
        steps = (self._step(number, beat, has_name=beat in named) for number, beat in enumerate(self.beats))
        return Row(*steps, gap=2, role="tabs", name=say("Steps"))

    def _step(self, number: int, beat: Beat, *, has_name: bool) -> Element:
        """One of the steps at the head: what was, what is, and what is still to come."""
        is_now, is_there = beat == self.at, number < self.n_shown
        tone: Tone = "accent" if is_now else "ink" if is_there else "quiet"
        sign = "circle-dot" if is_now else "circle-check" if is_there else "circle"
        name = say(BEATS[beat])
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
            value=say("step {step} of {steps}", step=number + 1, steps=len(self.beats)),
            is_checked=is_now,
            act=lambda: self.go(number),
        )

    def _map(self, *, is_beside: bool) -> Element:
        session = self.table.session
        marks = marks_of(self.told, self.at, session.place.lead)
        said = _MARKS[self.at] if marks or self.at == "at once" else ""  # no arrow is explained where there is none
        shown = Map(
            session,
            chosen=self.table.chosen,
            choose=self._choose,
            lens=self.lens,
            marks=marks,
            told=(self.turn, frozenset(TOLD[: list(BEATS).index(self.at)])),
            seat=self.table.seat,
            grow=1.0,
        )
        foot = map_foot(self.table, self.lens, self._look, shown.contacts, said, tuple(_MARKS.values()), is_beside=is_beside)
        return Column(shown, foot, grow=1.0)

    def _map_page(self, *, is_tall: bool) -> Element:
        """The map as a page of its own."""
        shown = Scroll(self._map(is_beside=False), key=f"map:{self.turn}", is_snug=True)
        return Column(shown, Rule(), self._foot(is_tall=is_tall), grow=1.0)

    def _beats(self, share: float, *, is_tall: bool) -> Element:
        pages: list[Element] = []
        for number, beat in enumerate(self.beats[: self.n_shown]):
            advice = hint(self.window, beat, self.turn) if beat in HINTS and not self.is_past else None
            page = beat_page(self.table, self.told, beat, number + 1, self._choose_named, advice)
            is_newest = number == self.n_shown - 1
            pages.append(Fade(page, share) if is_newest and share < 1.0 else page)
        inner = Sized(Column(*pages, gap=26, pad=(PAGE_PAD, 18)), most=760, align="centre")
        return Panel(
            Following(inner, key=f"beats:{self.turn}", to=self._to, arrived=self._arrived),
            Rule(),
            self._foot(is_tall=is_tall),
            edge="",
            radius=0,
            grow=1.0,
        )

    def _foot(self, *, is_tall: bool) -> Element:
        """The one thing to do next, the way to see all at once, and in a low window the way to the map."""
        words = say("Show all") if is_tall else ""
        whole = button(words, self._show_all, key="all", icon="skip-forward", look="quiet", name=say("Show all"))
        other: Literal["beats", "map"] = "map" if self.page == "beats" else "beats"
        sign, name = ("network", say("Map")) if other == "map" else ("list-checks", say("What came of it"))
        turn = button(
            name if self._is_spelt else "", lambda: self._show_page(other), key="page:other", icon=sign, look="quiet", name=name
        )
        row = Row(None if self.is_whole else whole, None if is_tall else turn, Gap(grow=1.0), self._next(), gap=8)
        # As high as in the quarter, so that the way on stays where it was.
        return Panel(Sized(row, height=FOOT if is_tall else 0), edge="", radius=0, pad=(20, 10) if is_tall else (14, 5))

    def _next(self) -> Element:
        leads_back = self.is_whole and self.is_past
        if not self.is_whole:
            words = say(BEATS[self.beats[self.n_shown]])
        elif leads_back:
            words = say("Back")
        else:
            words = say("Next quarter") if self.table.session.is_running else say("How it ended")
        return button(
            words,
            self.finish,
            key="finish",
            icon="arrow-left" if leads_back else "",
            after="" if leads_back else "arrow-right",
            look="primary",
            hint=keys_of(self.window, "finish"),
        )

    # What it does.

    def _arrived(self) -> None:
        self._to = ""

    def _look(self, lens: Lens) -> None:
        self.lens = lens
        self.window.change()

    def _show_page(self, page: Literal["beats", "map"]) -> None:
        self.page = page
        self.window.change()

    def _choose_named(self, agency: int) -> None:
        """An agency is chosen by its name on the page; where the map is another page, it comes."""
        if self._is_wide:
            self._choose(agency)
            return
        self.table.chosen = agency
        self._show_page("map")
        self.window.kit.focus = f"agency:{agency}"

    def _choose(self, agency: int) -> None:
        """An agency is chosen on the map; pressed again it opens its sheet."""
        if self.table.chosen == agency and self.table.seat != PUBLIC:
            from game.desktop.screens.agency import AgencyScreen

            self.window.push(AgencyScreen(self.window, self.table, agency))
        self.table.chosen = agency
        self.window.change()

    @property
    def step(self) -> tuple[int, int]:
        """The beat."""
        return self.beats.index(self.at), len(self.beats)

    def go(self, at: int) -> None:
        """Goes to a beat, and shows all that come before it."""
        if at >= self.n_shown:
            self.n_shown = at + 1
            self._since = self.window.clock()
            self._is_still = not self.window.settings.has_motion
        self.at = self.beats[at]
        self._to = f"beat:{self.at}"
        self.page = "beats"
        self.window.change()

    def _show_all(self) -> None:
        self.n_shown = len(self.beats)
        self.at = self.beats[-1]
        self._is_still = True
        self.window.stage.kit.focus = "finish"
        self.window.change()

    def leave(self) -> None:
        """Back where one looks back at it; else out, since a beat that has come stays."""
        if self.is_past:
            self.close()
        else:
            ask_to_leave(self.table)

    def finish(self) -> None:
        """The next beat, and after the last the next quarter, or how it ended."""
        if not self.is_whole:
            self.go(self.n_shown)
        elif self.is_past:
            self.close()
        elif self.table.session.is_running:
            given(self.window, *QUARTER)
            self.window.replace(opening.quarter(self.window, self.table))
        else:
            self.table.hand_over(self.table.session.seat)
            self.window.replace(opening.end(self.window, self.table))

    def help(self) -> tuple[tuple[str, str], ...]:
        """What a resolution is."""
        order = say(
            "First what was said to you at once, then what partners say, then what they do, then what changed most. Enter or "
            "N goes on, and “Show all” puts everything on the screen."
        )
        asked = say(
            "Press a change, or go to it and press {keys}, to ask why. Press a partner's name to see its ties on the map.",
            keys=keys_of(self.window, "why"),
        )
        return (say("What came of the quarter"), order), (say("Why"), asked)
