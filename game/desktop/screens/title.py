"""The title: what the game is, the last saved game in one press, the places as cards, and the way to everything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pygame

from game.briefing.introduction import Cut, introduction
from game.briefing.saved import stands, version, when
from game.desktop.controls import Action
from game.desktop.map import thumbnail
from game.desktop.map.thumbnail import PLACES
from game.desktop.screen import Screen
from game.desktop.screens import opening
from game.desktop.screens.frame import bullet
from game.desktop.screens.navigation import keys_of
from game.desktop.ui.box import SCROLL_BAR, Column, Gap, Grid, Panel, Row, Rule, Scroll, Sized, Steady
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.picture import Picture
from game.desktop.ui.widget import Heading, Icon, Press, Text, Tone, button
from game.play.shelf import Shelf
from game.play.store import SavedGame
from game.translation import later, say
from game.words.grammar import capital, count

if TYPE_CHECKING:
    from game.desktop.window import Window

ABOUT: Final = later("You lead nobody, and must get a dozen agencies that do not answer to you to change lives together.")
MOST: Final = 1120  # points across
NARROW: Final = 620  # points below which the last game's picture stands over its words
TALL: Final = 480  # points from which the head stays in sight
CARD: Final = 300  # points across a place's card, at least
BESIDE: Final = 2 * CARD + 18 + 2 * 24 + SCROLL_BAR  # points from which cards stand side by side
SHAPE: Final = 0.57  # a picture's height for its width
BEGIN_HERE: Final = later("A good one to begin with")
LATER: Final = later("Once you know your way")
POINTS: Final = 3  # objectives on a card; the introduction has them all
_UNREAD: Final = 290  # points: what is told of a place that has not been read yet is about as high


class TitleScreen(Screen):
    """The first screen."""

    title = later("Whole Place")

    def __init__(self, window: Window, shelf: Shelf) -> None:
        super().__init__(window)
        self.shelf = shelf
        self._places: dict[str, str] = {}
        self._saved: list[SavedGame] = []
        self._last: pygame.Surface | None = None
        self._pictures: dict[tuple[str, int], pygame.Surface] = {}
        self._n_seen: int | None = None  # places known when it was last built; None before its first frame

    def opened(self) -> None:
        """Looks anew what there is: games may have been saved or moved meanwhile."""
        self._places = dict(self.shelf.places())
        self._saved = self.shelf.saved()
        last = self._playable()
        self._last = thumbnail.kept(last.path) if last is not None else None  # a game that no window has shown has none

    def _playable(self) -> SavedGame | None:
        return next((game for game in self._saved if game.is_playable), None)

    def is_moving(self, now: float) -> bool:  # noqa: ARG002 - what every screen is asked
        """A card is shown at once; what has to be read of its place follows, once the first frame is there."""
        if self._n_seen is None:
            return False
        PLACES.load(self._places)
        return PLACES.n_known != self._n_seen

    def first(self) -> str:
        """The workshop that this window has joined, the last game, or the first place."""
        if self._workshop() is not None:
            return "workshop"
        return "continue" if self._playable() is not None else f"place:{next(iter(self._places), '')}"

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The name over the last game and the cards."""
        self._n_seen = PLACES.n_known  # before any is looked at: one that comes meanwhile is shown with the next frame
        wide = size[0] / kit.scale
        last = self._playable()
        is_alone = len(self._places) == 1 and wide >= NARROW
        first = self._to_begin_with()
        places = sorted(self._places.items(), key=lambda one: one[0] != first)
        marks = {place: (BEGIN_HERE if place == first else LATER) if first else "" for place, _ in places}
        cards = [self._card(kit, place, title, is_alone=is_alone, mark=marks[place]) for place, title in places]
        # Where they stand side by side they are equally high, so that the shorter versions below them begin on one line.
        level = cards if wide >= BESIDE else []
        body = Column(
            self._workshop(),
            self._continue(kit, last, wide) if last is not None else None,
            Heading(say("Begin a place") if last is None else say("Or begin a place"), "title"),
            Grid(
                *(self._with_shorter(card, level, place, title) for card, (place, title) in zip(cards, places, strict=True)),
                least=CARD,
                gap=18,
                most=3,
                role="list",
                name=say("Places"),
            ),
            self._more(),
            gap=18,
        )
        # In line with what is scrolled, which has its bar at the right.
        name = Row(Sized(self._head(wide), most=MOST, align="centre", grow=1.0), Gap(SCROLL_BAR))
        head = Column(Panel(name, edge="", radius=0, pad=(24, 18)), Rule())
        page = Column(Gap(24), Sized(body, most=MOST, align="centre"), Gap(32), pad=(24, 0))
        if size[1] / kit.scale < TALL:
            return Scroll(Column(head, page), key="title:page")
        return Column(head, Scroll(page, key="title:page"))

    def _head(self, wide: float) -> Element:
        name = Column(Heading(say(self.title), "display", level=1), Text(say(ABOUT), "body", "quiet"), gap=2, grow=1.0)
        window = self.window
        doors = Row(
            button(
                say("Settings"), self._settings, key="settings", icon="settings", look="quiet", hint=keys_of(window, "settings")
            ),
            button(say("Help"), self._help, key="help", icon="circle-help", look="quiet", hint=keys_of(window, "help")),
            button(say("Leave"), self.close, key="leave", icon="power", look="quiet", hint=keys_of(window, "back")),
            gap=2,
            wraps=True,
        )
        return Row(name, doors, gap=24) if wide >= 900 else Column(name, doors, gap=6)

    def _workshop(self) -> Element | None:
        """The way back to the table of a workshop that was left, and goes on meanwhile."""
        guest = self.window.guest
        if guest is None or not guest.is_there:
            return None
        words = say("Back to your table")
        about = Column(
            Text(say("The workshop that you have joined"), "label", "quiet"),
            Heading(guest.name, "title"),
            Row(button(words, guest.come_back, key="workshop", icon="users", look="primary", name=f"{words}: {guest.name}")),
            gap=6,
        )
        return Panel(about, pad=(16, 16), radius=12, role="group", name=say("The workshop"))

    def _continue(self, kit: Kit, game: SavedGame, wide: float) -> Element:
        """The last game, one press away, and the way to the others."""
        is_over = game.is_over
        words = say("Its epilogue and debrief") if is_over else say("Go on playing")
        about = Column(
            Text(say("The last game you played") if is_over else say("Where you left off"), "label", "quiet"),
            Heading(game.title, "title"),
            Text(". ".join(capital(one) for one in (stands(game), version(game), when(game)) if one) + ".", "body", "quiet"),
            Gap(6),
            Row(
                button(
                    words,
                    lambda: opening.resume(self.window, self.shelf, game.path) and None,
                    key="continue",
                    icon="history" if is_over else "play",
                    look="primary",
                    name=f"{words}: {game.title}, {stands(game)}",
                ),
                button(
                    say("All saved games ({games})", games=len(self._saved)),
                    self._saves,
                    key="saves",
                    look="plain",
                    hint=keys_of(self.window, "saves"),
                ),
                gap=8,
                wraps=True,
            ),
            gap=4,
            grow=1.0,
        )
        shown = self._last or self._picture(kit, game.scenario)
        picture = Picture(shown, shape=SHAPE, name=say("The map of {place} as you left it", place=game.title))
        inner: Element = Row(Sized(picture, width=230), about, gap=22) if wide >= NARROW else Column(about, gap=12)
        return Panel(inner, pad=(16, 16), radius=12, role="group", name=say("The last game"))

    def _to_begin_with(self) -> str:
        """The place that asks least of somebody new: the fewest rules besides those that every place has, then the shortest.

        Nothing while they have not all been read, and where there is only one.
        """
        found = {place: PLACES.get(place) for place in self._places}
        read = {place: facts for place, facts in found.items() if facts is not None}
        if len(read) < max(2, len(found)):
            return ""
        return min(read, key=lambda place: (len(read[place].parts), read[place].turns))

    def _card(self, kit: Kit, place: str, title: str, *, is_alone: bool, mark: str) -> Element:
        found = PLACES.get(place)
        facts = introduction(found) if found is not None else None
        about: list[Element | None] = [Gap(_UNREAD)]  # about what it takes, so that little moves when it is read
        if facts is not None:
            about = [
                # How many quarters, and how many minutes, each on a line of its own.
                Column(*(Text(part, "small", "quiet") for part in facts.length.replace(". ", ".\n", 1).split("\n"))),
                *(Text(paragraph, "body") for paragraph in facts.summary[:1]),
                Gap(2) if facts.objectives else None,
                *(
                    element
                    for heading, points in facts.lists
                    if points == facts.objectives
                    for element in (Text(heading, "label", "quiet"), *(bullet(point, "small") for point in points[:POINTS]))
                ),
            ]
        said = f"{facts.length} {' '.join(facts.summary[:1])}" if facts is not None else ""
        tone: Tone = "accent" if mark == BEGIN_HERE else "quiet"
        sign = Icon("flag" if mark == BEGIN_HERE else "footprints", 15, tone)
        # Until every place has been read the line is kept free, so that nothing moves when it is said.
        line = Row(sign, Text(say(mark), "label", tone, grow=1.0), gap=6) if mark else Text("", "label")
        advice = line if len(self._places) > 1 else None
        picture = Picture(self._picture(kit, place), shape=SHAPE)
        words = Column(advice, Heading(title), *about, gap=5, pad=(14, 12), grow=1.0 if is_alone else 0.0)
        return Press(
            Row(Sized(picture, width=430), words, gap=4, align="start") if is_alone else Column(picture, words),
            look="card",
            pad=(2, 2),
            key=f"place:{place}",
            name=say("Begin {place}", place=title),
            description=f"{say(mark)}. {said}" if mark else said,
            act=lambda: opening.begin(self.window, self.shelf, place) and None,
        )

    def _with_shorter(self, card: Element, level: Sequence[Element], place: str, title: str) -> Element:
        """A card, as high as those it stands level with, and below it the ways to begin its shorter versions."""
        found = PLACES.get(place)
        shorter = [self._shorter(place, title, cut) for cut in introduction(found).cuts] if found is not None else []
        below = Column(Text(say("Shorter:"), "small", "quiet"), *shorter, gap=6) if shorter else None
        return Column(Steady(card, level, align="stretch"), below, gap=8)

    def _shorter(self, place: str, title: str, cut: Cut) -> Element:
        """The way to begin a shorter version of a place."""
        quarters = count(cut.n_quarters, "quarter")
        words = Column(Text(cut.title, "strong"), Text(capital(quarters), "small", "quiet"), gap=1, grow=1.0)
        return Press(
            words,
            look="card",
            pad=(14, 7),
            key=f"cut:{place}:{cut.id}",
            name=say("Begin a shorter version of {place}: {quarters}", place=title, quarters=quarters),
            description=f"{cut.title}. {cut.about}".strip(),
            act=lambda: opening.begin(self.window, self.shelf, place, cut=cut.id) and None,
        )

    def _picture(self, kit: Kit, place: str) -> pygame.Surface | None:
        found = PLACES.get(place)
        if found is None:
            return None
        key = place, id(kit.palette)
        if key not in self._pictures:
            self._pictures[key] = thumbnail.of_place(found, kit)
        return self._pictures[key]

    def _more(self) -> Element:
        """The way to play with others, and to saved games, where none of them can be gone on with in one press."""
        has_saves = bool(self._saved) and self._playable() is None
        saves = (
            button(say("Saved games ({games})", games=len(self._saved)), self._saves, key="saves", icon="save")
            if has_saves
            else None
        )
        return Row(button(say("Play round one screen"), self._together, key="together", icon="users"), saves, gap=10, wraps=True)

    # What it does.

    def handle(self, action: Action) -> bool:
        """Saved games by their key, from here too; the key that goes back asks before it closes the window."""
        if action == "saves":
            self._saves()
        elif action == "back":
            self._ask()
        else:
            return False
        return True

    def _ask(self) -> None:
        """Whoever has come back by pressing a key again and again has not asked for the end."""
        from game.desktop.screens.question import Question

        kept = say("Every game is saved by itself, at each decision.")
        answers = [(say("Close the window"), self.close)]
        self.window.push(Question(self.window, say("Leave Whole Place?"), kept, answers, say("Stay here"), is_to_leave=True))

    def _saves(self) -> None:
        from game.desktop.screens.saves import SavesScreen

        self.window.push(SavesScreen(self.window, self.shelf, None))

    def _together(self) -> None:
        from game.desktop.screens.hotseat_setup import SetUp

        self.window.push(SetUp(self.window, self.shelf))

    def _settings(self) -> None:
        from game.desktop.screens.preferences import PreferencesScreen

        self.window.push(PreferencesScreen(self.window))

    def _help(self) -> None:
        from game.desktop.screens.help import HelpScreen

        self.window.push(HelpScreen(self.window, self))

    def help(self) -> tuple[tuple[str, str], ...]:
        """What one can do here."""
        begins = say(
            "Choose a place and press Enter. You are told what it is about and whom you lead; then the first quarter begins and "
            "shows you how to play as you go."
        )
        kept = say("Every decision is saved as you make it. Close the window whenever you like, and go on from here another day.")
        several = say("Several people can play round one screen, each an agency: the lead decides, the others advise.")
        return (say("Begin"), begins), (say("Stop and go on"), kept), (say("Play with others"), several)
