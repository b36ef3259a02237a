"""Setting a game up round one screen: which place, how much of it, and who plays which agency."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from game.briefing.counsel import person
from game.briefing.introduction import introduction
from game.core.place import Place
from game.desktop.map.thumbnail import PLACES
from game.desktop.screen import Screen
from game.desktop.screens import opening
from game.desktop.screens.frame import page, section
from game.desktop.screens.quarter_news import note
from game.desktop.ui.box import Column, Grid, Panel, Row, Sized
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.entry import Draft, Entry
from game.desktop.ui.widget import Icon, Press, Switch, Text, button
from game.play.counsel import LONGEST_NAME
from game.play.shelf import Shelf
from game.translation import later, say
from game.words.grammar import capital, count

if TYPE_CHECKING:
    from game.desktop.window import Window

NARROW: Final = 620  # points below which a name is typed under its agency


class SetUp(Screen):
    """Who plays which agency. The lead is always played; names may be left out.

    Arguments:
        window: where it is shown.
        shelf: where games come from.
    """

    title = later("Play round one screen")

    def __init__(self, window: Window, shelf: Shelf) -> None:
        super().__init__(window)
        self.shelf = shelf
        self._places = dict(shelf.places())
        self._place = next(iter(self._places), "")
        self._cut = ""
        self._taken: set[int] = set()
        self._names: dict[int, Draft] = {}
        self._n_seen = 0

    def opened(self) -> None:
        """Begins to read the places, unless the title has."""
        PLACES.load(self._places)

    def is_moving(self, now: float) -> bool:  # noqa: ARG002 - what every screen is asked
        """Whether a place has been read meanwhile."""
        return PLACES.n_known != self._n_seen

    def first(self) -> str:
        """The way back: nobody is seated yet."""
        return "back"

    @property
    def _found(self) -> Place | None:
        return PLACES.get(self._place)

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The place, where there are several, then the agencies."""
        self._n_seen = PLACES.n_known
        is_wide = size[0] / kit.scale >= NARROW
        place = self._found
        said = say(
            "Each of you plays an agency. The lead decides, as in a game alone. The others see their own side on pages that "
            "nobody else sees, and may say what they would do. A covering screen comes between two people."
        )
        rows = [] if place is None else [self._row(place, number, is_wide=is_wide) for number in self._order(place)]
        wait = Text(say("One moment: the place is being read."), "prose") if place is None else None
        return page(
            say(self.title),
            note("users", said),
            self._choice() if len(self._places) > 1 else None,
            self._lengths(place) if place is not None else None,
            wait or section(say("Who plays whom"), *rows, gap=6),
            back=self.close,
            key="setup",
            foot=self._foot(),
        )

    @staticmethod
    def _order(place: Place) -> list[int]:
        """The lead first, then the others as the place has them."""
        return sorted(range(len(place.agencies)), key=lambda number: number != place.lead)

    def _choice(self) -> Element:
        """The places, one of which is chosen."""
        cards = [
            self._card(f"place:{one}", title, "", partial(self._choose, one), is_chosen=one == self._place)
            for one, title in self._places.items()
        ]
        return section(say("Which place"), Grid(*cards, least=220, gap=8, most=3))

    def _lengths(self, place: Place) -> Element | None:
        """All of the place or one of its shorter versions, one of which is chosen; None where there is none."""
        cuts = introduction(place).cuts
        if not cuts:
            return None
        known = [("", say("All of it"), place.turns), *((cut.id, cut.title, cut.n_quarters) for cut in cuts)]
        cards = [
            self._card(
                f"cut:{cut}",
                title,
                capital(count(turns, "quarter")),
                partial(self._shorten, cut),
                is_chosen=cut == self._cut,
            )
            for cut, title, turns in known
        ]
        return section(say("How long"), Grid(*cards, least=220, gap=8, most=3))

    @staticmethod
    def _card(key: str, title: str, about: str, act: Callable[[], None], *, is_chosen: bool) -> Element:
        """One of several, of which one is chosen."""
        words = Column(Text(title, "strong"), Text(about, "small", "quiet") if about else None, gap=1, grow=1.0)
        return Press(
            Row(Icon("circle-dot" if is_chosen else "circle", 18, "accent"), words, gap=10),
            look="card",
            role="radio",
            pad=(12, 8),
            key=key,
            name=title,
            description=about,
            is_checked=is_chosen,
            act=act,
        )

    def _row(self, place: Place, number: int, *, is_wide: bool) -> Element:
        """An agency: whether somebody plays it, and their name."""
        facts, is_lead = place.agencies[number], number == place.lead
        is_taken = is_lead or number in self._taken
        plays = capital(person(place, number).plays)
        leader = (
            say("{leader}. Decides, and is always played.", leader=capital(facts.leader)) if is_lead else capital(facts.leader)
        )
        switch = Switch(
            say("{agency} is played", agency=plays),
            is_on=is_taken,
            key=f"seat:{number}",
            act=(lambda: self.window.say(say("Somebody has to lead."))) if is_lead else (lambda: self._turn(number)),
            is_disabled=is_lead,
            description=leader,
        )
        words = Column(Text(plays, "strong"), Text(leader, "small", "quiet") if leader else None, gap=1, grow=1.0)
        entry = Entry(
            say("Name of whoever plays {agency}", agency=person(place, number).plays),
            self._draft(number),
            key=f"name:{number}",
            act=self._go_on,
        )
        if not is_taken:
            return Panel(Row(switch, words, gap=14), pad=(14, 8), role="item", name=plays)
        if is_wide:
            return Panel(Row(switch, words, Sized(entry, width=260), gap=14), fill="tint", pad=(14, 8), role="item", name=plays)
        return Panel(Row(switch, words, gap=14), entry, fill="tint", pad=(14, 8), gap=6, role="item", name=plays)

    def _foot(self) -> Element:
        n = len(self._taken) + 1
        is_open = n > 1 and self._found is not None
        said = (
            say("{people} will play.", people=capital(count(n, "person", "people")))
            if n > 1
            else say("Choose at least one agency besides the lead.")
        )
        return Row(
            Text(said, "small", "quiet", grow=1.0, is_live=True),
            button(say("Begin"), self._begin, key="begin", after="arrow-right", look="primary", is_disabled=not is_open),
            gap=12,
        )

    # What it does.

    def _draft(self, number: int) -> Draft:
        return self._names.setdefault(number, Draft(most=LONGEST_NAME))

    def _choose(self, place: str) -> None:
        if place != self._place:
            self._place, self._cut = place, ""
            self._taken.clear()
            self._names.clear()
        self.window.change()

    def _shorten(self, cut: str) -> None:
        self._cut = cut
        self.window.change()

    def _turn(self, number: int) -> None:
        self._taken ^= {number}
        self.window.change()

    def _go_on(self) -> None:
        """A name is finished: the focus goes on."""
        self.window.stage.step(1)

    def _begin(self) -> None:
        place = self._found
        if place is None or not self._taken:
            self.window.say(say("Choose at least one agency besides the lead."))
            return
        numbers = [number for number in self._order(place) if number == place.lead or number in self._taken]
        seats = {place.agencies[number].id: self._draft(number).text.strip() for number in numbers}
        opening.begin(self.window, self.shelf, self._place, seats, cut=self._cut)

    def help(self) -> tuple[tuple[str, str], ...]:
        """How to sit down together."""
        seats = say(
            "Switch on each agency that somebody plays; a name helps to know whose turn it is. The model plays the agencies that "
            "nobody plays, as it does in a game alone. Two or three people besides the lead make a good round."
        )
        return ((say("Who plays whom"), seats),)
