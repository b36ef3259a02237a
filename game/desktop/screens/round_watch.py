"""A round table watched at a window: the map, the news, who sits where and has decided, and every quarter that was revealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from game.briefing import round_table
from game.briefing.quarter import heading, news
from game.core.observe import PUBLIC
from game.desktop.controls import Action
from game.desktop.map.links import Lens
from game.desktop.map.partnership import Map
from game.desktop.screen import Screen
from game.desktop.screens.frame import section
from game.desktop.screens.map_foot import map_foot, page_width
from game.desktop.screens.navigation import ask_to_leave, open_by
from game.desktop.screens.quarter import TALL, WIDE
from game.desktop.screens.quarter_head import Ticks
from game.desktop.screens.quarter_news import note, room_note
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row, Rule, Scroll, Sized, Upright
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Heading, Text, button, tabs
from game.play.joined import Joined
from game.translation import say
from game.words import quarter
from game.words.grammar import listed

if TYPE_CHECKING:
    from game.desktop.window import Window

Page = Literal["table", "map"]
_DOORS: Final[tuple[Action, ...]] = ("settings", "help")


class WatchScreen(Screen):
    """What everybody sees of a quarter. Nothing is decided here."""

    def __init__(self, window: Window, table: Table) -> None:
        super().__init__(window)
        self.table = table
        self.lens: Lens = table.lens
        self.page: Page = "table"
        self._is_wide = True
        self.title = heading(table.session)

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The map beside the table, or one at a time."""
        self.title = heading(self.table.session)
        wide, high = size[0] / kit.scale, size[1] / kit.scale
        self._is_wide = wide >= WIDE and high >= TALL
        if self._is_wide:
            page = Sized(Panel(self._table(), edge="", radius=0), width=page_width(kit, size))
            return Column(self._head(None), Rule(), Row(self._map(), Upright(), page, align="stretch", grow=1.0))
        choices = [("table", say("The table"), "users"), ("map", say("Map"), "network")]
        pages = tabs(choices, self.page, self._open, key="page")
        shown = Scroll(self._map(), key="watch:map", is_snug=True) if self.page == "map" else self._table()
        return Column(self._head(pages), Rule(), Panel(shown, edge="", radius=0, grow=1.0))

    def _head(self, pages: Element | None) -> Element:
        session = self.table.session
        what = Column(
            Text(say("{place}, watching", place=session.place.title), "small", "quiet"),
            Heading(self.title, "heading", level=1),
            Ticks(session.turn, session.place.turns),
            gap=1,
            align="start",
            grow=1.0,
        )
        doors = Row(
            button(say("Settings"), lambda: self._go("settings"), key="settings", icon="settings", look="quiet"),
            button(say("Help"), lambda: self._go("help"), key="help", icon="circle-help", look="quiet"),
            button(say("Leave"), lambda: ask_to_leave(self.table), key="leave", icon="door-open", look="quiet"),
            gap=4,
            wraps=True,
        )
        return Panel(
            Row(what, doors, gap=14, breaks=True),
            pages,
            edge="",
            radius=0,
            pad=(20, 8),
            gap=4,
        )

    def _map(self) -> Element:
        shown = Map(self.table.session, chosen=self.table.chosen, choose=self._choose, lens=self.lens, seat=PUBLIC, grow=1.0)
        return Column(shown, map_foot(self.table, self.lens, self._look, shown.contacts), grow=1.0)

    def _table(self) -> Element:
        """Where the table stands, the news, who sits where, and what was revealed."""
        session = self.table.session
        status = f"{session.now.status.title}. {session.now.status.text}" if isinstance(session, Joined) else ""
        told = [
            Column(Text(one.title, "strong") if one.title else None, Text(one.text, "prose"), gap=2, role="item")
            for one in news(session, PUBLIC)
        ]
        inner = Column(
            room_note(self.table) or (note("eye", status) if status else None),
            section(say("News"), *told, gap=12) if told else None,
            self._who(),
            self._revealed(),
            gap=20,
            pad=(20, 16),
        )
        return Scroll(Sized(inner, most=760, align="centre"), key=f"watch:{session.turn}")

    def _who(self) -> Element:
        chairs = round_table.chairs(self.table.session)
        people = [
            Row(
                Text(one.name, "strong", grow=0.6),
                Text(round_table.doing(self.table.session, one), "body", grow=0.4),
                Text(one.votes, "body", "quiet"),
                gap=8,
                role="item",
                name=f"{one.name}: {round_table.doing(self.table.session, one)}, {one.votes}",
            )
            for one in chairs
            if one.is_person
        ]
        others = [one.name for one in chairs if not one.is_person]
        stand_ins = Text(say("Played by a stand-in: {agencies}.", agencies=listed(others)), "small", "quiet") if others else None
        return section(say("Who sits where"), *people, stand_ins, gap=6)

    def _revealed(self) -> Element | None:
        """A way to each quarter that was revealed, the last first."""
        session = self.table.session
        turns = range(session.last_turn_played, 0, -1)
        if not turns:
            return None
        doors = (
            button(
                quarter.name(session.place, turn),
                lambda turn=turn: self._read(turn),
                key=f"revealed:{turn}",
                icon="eye",
                look="quiet",
                name=say("What all decided in {quarter}", quarter=quarter.name(session.place, turn)),
            )
            for turn in turns
        )
        return section(say("What has been revealed"), Row(*doors, gap=6, wraps=True))

    # What it does.

    def _open(self, page: Page) -> None:
        self.page = page
        self.window.change()

    def _look(self, lens: Lens) -> None:
        self.lens = self.table.lens = lens
        self.window.change()

    def _choose(self, agency: int) -> None:
        self.table.chosen = agency
        self.window.change()

    def _read(self, turn: int) -> None:
        from game.desktop.screens.round_revealed import Revealed

        self.window.push(Revealed(self.window, self.table, turn, is_past=True))

    def _go(self, action: Action) -> None:
        open_by(self.table, action)

    def handle(self, action: Action) -> bool:
        """The pages, settings and help, and the way out."""
        if action == "back":
            ask_to_leave(self.table)
        elif action in ("next_tab", "previous_tab") and not self._is_wide:
            self._open("map" if self.page == "table" else "table")
        elif action in _DOORS:
            self._go(action)
        else:
            return False
        return True

    def help(self) -> tuple[tuple[str, str], ...]:
        """What watching is."""
        text = say("You see what everybody sees; what they decide is revealed together.")
        return ((say("Watching"), text),)
