"""A place before the game begins: what it is and whom one leads, then how the story starts, then the first quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from game.briefing.introduction import introduction, prologue
from game.desktop.controls import Action
from game.desktop.map import thumbnail
from game.desktop.screen import Screen
from game.desktop.screens import opening
from game.desktop.screens.frame import bullet, page, paragraphs, section
from game.desktop.screens.navigation import ask_to_leave, keys_of, open_by
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Grid, Panel, Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.picture import Picture
from game.desktop.ui.widget import Heading, Icon, Text, button
from game.translation import later, say
from game.words.grammar import capital

if TYPE_CHECKING:
    from game.desktop.window import Window

MOST: Final = 960
ABOUT: Final = later(
    "What the place is about, whom you lead, what you can do there and what you cannot. The second page is how the story starts. "
    "Nothing is decided here; Enter goes on."
)
SIDE_BY_SIDE: Final = 720  # points from which the picture stands beside the summary


class IntroductionScreen(Screen):
    """What a place says of itself, in two pages."""

    def __init__(self, window: Window, table: Table) -> None:
        super().__init__(window)
        self.table = table
        self._is_story = False
        self._picture: tuple[int, pygame.Surface] | None = None
        self.title = introduction(table.session.place).title

    def first(self) -> str:
        """The way on, so that Enter alone reads through."""
        return "onwards"

    def ahead(self) -> Screen | None:
        """The first quarter, with its map; round a table there is something else first."""
        session = self.table.session
        if self.table.is_shared or session.kept_by or session.is_watching:
            return None
        return opening.quarter(self.window, self.table)

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The place, or its story."""
        return self._story(kit, size) if self._is_story else self._place(kit, size)

    def _place(self, kit: Kit, size: tuple[int, int]) -> Element:
        found, is_yours = introduction(self.table.session.place), not self.table.is_shared
        picture = self._sketch(kit, found.title)
        words = Column(
            Row(Icon("clock", 16, "quiet"), Text(found.length, "small", "quiet", grow=1.0), gap=7),
            *paragraphs(found.summary),
            Panel(
                Row(
                    Icon("crown", 20, "accent"),
                    Column(
                        Text(say("You are") if is_yours else say("The lead is"), "label", "quiet"),
                        Text(capital(found.seat), "strong"),
                        Gap(2),
                        Text(say("What stands behind you"), "label", "quiet") if is_yours and found.about else None,
                        *(Text(paragraph, "small", "quiet") for paragraph in found.about),
                        gap=2,
                        grow=1.0,
                    ),
                    gap=10,
                    align="start",
                ),
                pad=(14, 10),
            ),
            gap=10,
            grow=1.2,
        )
        is_broad = size[0] / kit.scale >= SIDE_BY_SIDE
        lists = [Column(Heading(heading), *(bullet(point) for point in points), gap=7) for heading, points in found.lists]
        return page(
            found.title,
            Row(picture, words, gap=24, align="start")
            if is_broad
            else Column(words, picture, gap=14),  # what can be read comes into sight first
            Gap(4),
            Grid(*lists, least=270, gap=24, most=3),
            section(say("What is not known of the real case"), *(Text(one, "body", "quiet") for one in found.caveat))
            if found.caveat
            else None,
            back=self._leave,
            key="introduction",
            foot=self._foot(say("The story")),
            most=MOST,
        )

    def _story(self, kit: Kit, size: tuple[int, int]) -> Element:
        found = prologue(self.table.session)
        note = Panel(
            Row(
                Icon("info", 18, "quiet"),
                Column(Text(found.illustrative, "small", "quiet"), Text(found.luck, "small", "quiet"), gap=6, grow=1.0),
                gap=10,
                align="start",
            ),
            fill="",
            pad=(14, 10),
        )
        words = Column(*paragraphs(found.paragraphs), Gap(4), note, gap=14, grow=1.2)
        is_broad = size[0] / kit.scale >= SIDE_BY_SIDE
        # The sketch stays where it is when the page is turned.
        picture = self._sketch(kit, introduction(self.table.session.place).title) if is_broad else None
        return page(
            found.title,
            Row(picture, words, gap=24, align="start"),
            back=self._back_to_place,
            key="prologue",
            foot=self._foot(say("Begin")),
            most=MOST,  # as the page before, so that the way on and the way back stay where they were
        )

    def _foot(self, words: str) -> Element:
        return Row(
            Text(say("Everything you decide is saved as you go.") if self.table.is_saving else "", "small", "quiet", grow=1.0),
            button(words, self._onwards, key="onwards", after="arrow-right", look="primary", hint=keys_of(self.window, "finish")),
            gap=12,
        )

    def _sketch(self, kit: Kit, place: str) -> Picture:
        """The map of the place as it begins, without names."""
        return Picture(self._painted(kit), shape=0.57, grow=1.0, name=say("A sketch of {place}", place=place))

    def _painted(self, kit: Kit) -> pygame.Surface:
        if self._picture is None or self._picture[0] != id(kit.palette):
            self._picture = id(kit.palette), thumbnail.of_place(self.table.session.place, kit)
        return self._picture[1]

    # What it does.

    def handle(self, action: Action) -> bool:
        """On, back, and what can be opened from anywhere in a game that does not need a quarter."""
        if action == "finish":
            self._onwards()
        elif action == "back":
            if self._is_story:
                self._back_to_place()
            else:
                self._leave()
        elif action in ("saves", "settings", "help"):
            return open_by(self.table, action)
        else:
            return False
        return True

    def _onwards(self) -> None:
        if self._is_story:
            self.window.replace(opening.quarter(self.window, self.table))
        else:
            self._turn_to(is_story=True)

    def _back_to_place(self) -> None:
        self._turn_to(is_story=False)

    def _turn_to(self, *, is_story: bool) -> None:
        self._is_story = is_story
        self.window.kit.offsets.clear()
        self.window.kit.focus = "onwards"
        self.window.change()

    def _leave(self) -> None:
        """Back to the title; those who sit down together, or have joined a workshop, are asked first."""
        if self.table.is_shared or self.table.session.kept_by:
            ask_to_leave(self.table)
        else:
            opening.put_back(self.window, self.table)

    def help(self) -> tuple[tuple[str, str], ...]:
        """What this is for."""
        return (
            (
                say("Before you begin"),
                say(ABOUT),
            ),
        )
