"""What is always in view in a quarter: energy, standing, backing, money, time, the way to other screens, the chosen agency."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import pygame

from game.briefing.counsel import people
from game.briefing.figure import Figure
from game.briefing.purse import unspent
from game.briefing.quarter import Quarter, begun
from game.desktop.screens.figures import before
from game.desktop.screens.navigation import SCREENS, Menu, ask_to_leave, keys_of, open_by
from game.desktop.table import Table
from game.desktop.ui import paint
from game.desktop.ui.box import SCROLL_BAR, Column, Gap, Grid, Panel, Row, Scroll
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Heading, Icon, Meter, Press, Text, Tone, button
from game.play.joined import Joined
from game.translation import later, say
from game.words.beside import is_beside
from game.words.money import in_short

TALL_FROM: Final = 620  # points of height from which the quarter's name is set large
SHORT_BELOW: Final = 480  # points of height below which the gauges are signs and numbers
WHOLE_FROM: Final = 900  # points of width from which the gauges stand beside the quarter's name and the menu
NARROW_BELOW: Final = 560  # points of width below which the gauges stand in fewer columns
RAIL_EDGE: Final = 8  # points at the left of the rail, so that its signs stand in its middle and the ring round one is whole
_GAUGE: Final = 112  # points across a gauge, at least


class Ticks(Element):
    """The quarters of the game in a row: those played, this one, those to come."""

    role = "image"

    def __init__(self, turn: int, turns: int) -> None:
        super().__init__(name=say("Quarter {turn} of {turns}", turn=turn, turns=turns))
        self._turn = turn
        self._turns = turns

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As long as there is room, up to a point."""
        return min(width, kit.px(14) * self._turns), kit.px(10)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """A full mark for what is past, a tall one for now, a hollow one for what is to come."""
        each = self.rect.width / self._turns
        for number in range(self._turns):
            wide = max(2, round(each) - kit.px(3))
            left = self.rect.left + round(number * each)
            is_now = number + 1 == self._turn
            high = kit.px(10) if is_now else kit.px(6)
            mark = pygame.Rect(left, self.rect.centery - high // 2, wide, high)
            if number + 1 <= self._turn:
                paint.box(surface, mark, kit.palette.accent if is_now else kit.palette.quiet, radius=kit.px(2))
            else:
                paint.box(surface, mark, None, radius=kit.px(2), border=1, edge=kit.palette.line)


def head(table: Table, kit: Kit, size: tuple[int, int], *, has_rail: bool) -> Element:
    """The strip along the top; without a rail, the way to the other screens is a button in it."""
    found, place = begun(table.session, table.seat), table.session.place
    standing = found.standing
    wide, high = size[0] / kit.scale, size[1] / kit.scale
    if high < SHORT_BELOW:
        return _short_head(table, found)
    when = Column(
        Text(_whose(table), "small", "quiet"),
        Heading(found.heading, "heading" if high >= TALL_FROM else "strong", level=1),
        Ticks(table.session.turn, place.turns),
        gap=1,
    )
    gauges = [
        _gauge(table, standing.energy, _named(table, "Energy"), "zap"),
        _gauge(table, standing.credibility, _named(table, "Standing"), "megaphone"),
        _gauge(table, standing.cover, later("Backing"), "umbrella"),
        _sum(table, standing.budget, later("Own money"), "pound-sterling", _unspent(table, standing.budget)),
        _sum(table, standing.pot, later("The pot"), "piggy-bank"),
    ]
    if has_rail or wide >= WHOLE_FROM:
        menu = None if has_rail else _menu_button(table)
        measures = Grid(*gauges, least=_gauge_width(kit), gap=10, grow=1.0)
        return Panel(Row(when, measures, menu, gap=32 if has_rail else 20), edge="", radius=0, pad=(20, 8))
    return Panel(
        Row(when, Gap(grow=1.0), _menu_button(table), gap=8),
        Grid(*gauges, least=120 if wide < NARROW_BELOW else 92, gap=6),
        edge="",
        radius=0,
        pad=(14, 6),
        gap=6,
    )


def _gauge_width(kit: Kit) -> float:
    """How wide a gauge is at least, in points: no word beside a sign and a number is broken in a language of longer ones."""
    words = [word for name in ("Energy", "Standing", "Backing") for word in say(name).split()]
    longest = max(kit.type.width(word, "small") for word in words) + kit.type.width("99", "strong")
    return max(_GAUGE, longest / kit.scale + 38)


def _whose(table: Table) -> str:
    """The place, or where several play, whose page it is; in a workshop, at which table it is."""
    if isinstance(table.session, Joined):
        return table.session.now.name
    person = next((one for one in people(table.session) if one.agency == table.seat), None)
    return table.session.place.title if person is None else say("{person}, yours alone", person=person.words)


_NAMES: Final = later({"Energy": ("Energy", "Lead's energy"), "Standing": ("Standing", "Lead's standing")})


def _named(table: Table, name: str) -> str:
    """What a gauge of the lead's is called, in English: to others, as the lead's."""
    own, leads = _NAMES[name]
    return leads if is_beside(table.session.place, table.seat) else own


def _short_head(table: Table, found: Quarter) -> Element:
    """The strip where there is little height: what is in view always, in signs and numbers."""
    standing = found.standing
    signs = (
        (standing.energy, _named(table, "Energy"), "zap", f"{standing.energy.value * 100:.0f}"),
        (standing.credibility, _named(table, "Standing"), "megaphone", f"{standing.credibility.value * 100:.0f}"),
        (standing.cover, "Backing", "umbrella", f"{standing.cover.value * 100:.0f}"),
        (standing.budget, "Own money", "pound-sterling", in_short(standing.budget.value)),
        (standing.pot, "The pot", "piggy-bank", in_short(standing.pot.value)),
    )
    gauges = [
        _asked(table, figure, name, Row(*_signs(figure, icon), Text(number, "label"), gap=4), (4, 2))
        for figure, name, icon, number in signs
    ]
    return Panel(
        Row(
            Heading(found.heading, "strong", level=1, grow=0.0 if table.is_private else 1.0),
            Text(_whose(table), "small", "quiet", grow=1.0) if table.is_private else None,
            _menu_button(table),
            gap=8,
        ),
        Row(*gauges, gap=4, wraps=True),
        edge="",
        radius=0,
        pad=(14, 2),
    )


def _gauge(table: Table, figure: Figure, name: str, icon: str) -> Element:
    """A level: its name, its number, a bar, and where it stood a quarter ago."""
    was = before(table, figure.asked)
    tone: Tone = "warning" if figure.warning else "accent"
    number = Text(f"{figure.value * 100:.0f}", "strong")
    shown = Column(
        Row(_sign(figure, icon), Text(say(name), "small", "quiet", grow=1.0), number, gap=5),
        Meter(figure.value, name=say(name), value=figure.words, tone=tone, was=was),
        gap=4,
    )
    return _asked(table, figure, name, shown, (6, 2))


def _sum(table: Table, figure: Figure, name: str, icon: str, left: str = "") -> Element:
    """A sum of money, and beside it what of it is left."""
    named = Row(_sign(figure, icon), Text(say(name), "small", "quiet"), gap=5)
    told = Text(left, "small", "quiet") if left else None
    sums = Row(Text(in_short(figure.value), "strong"), told, gap=6, wraps=True)
    return _asked(table, figure, name, Column(named, sums), (6, 4), left)


def _unspent(table: Table, own: Figure) -> str:
    """What is left of the lead's own money after what is decided, or that no more can be kept; nothing to another seat."""
    session = table.session
    if is_beside(session.place, table.seat) or session.is_over:
        return ""
    left = unspent(session)
    if left < own.value:
        return say("{sum} left", sum=in_short(left))
    return say("full") if own.warning else ""


def _sign(figure: Figure, icon: str) -> Icon:
    """The pictogram of a figure, or a warning in its place."""
    return Icon("triangle-alert", 15, "warning") if figure.warning else Icon(icon, 15, "quiet")


def _signs(figure: Figure, icon: str) -> tuple[Icon, ...]:
    """The pictogram of a figure that has no name beside it, and a warning where there is one."""
    warning = (Icon("triangle-alert", 15, "warning"),) if figure.warning else ()
    return (*warning, Icon(icon, 15, "quiet"))


def _asked(table: Table, figure: Figure, name: str, shown: Element, pad: tuple[float, float], left: str = "") -> Element:
    """A figure as it is shown, to be asked why it moved; `name` is English, so that its key is the same in every language."""
    value = f"{figure.words}, {left}" if left else figure.words
    return Press(
        shown,
        look="quiet",
        pad=pad,
        is_level=True,
        key=f"gauge:{name}",
        name=figure.label,
        value=value,
        description=" ".join(filter(None, (figure.warning, figure.note, say("Ask why it moved.")))),
        act=table.asks(figure.asked),
        explain=table.asks(figure.asked),
    )


def rail(table: Table) -> Element:
    """The way to the other screens, down the left side, and at its foot the way out."""
    window = table.window
    doors = [
        _door(say(name), icon, f"menu:{action}", keys_of(window, action), partial(open_by, table, action))
        for action, name, icon in SCREENS
    ]
    leave = _door(say("Leave"), "door-open", "menu:leave", keys_of(window, "back"), lambda: ask_to_leave(table))
    return Panel(
        Scroll(Column(*(Row(Gap(RAIL_EDGE), door) for door in doors), gap=2), key="rail"),
        Row(Gap(RAIL_EDGE), leave, Gap(SCROLL_BAR)),
        edge="",
        radius=0,
        pad=(0, 8),
        gap=2,
        role="group",
        name=say("Other screens"),
    )


def _door(name: str, icon: str, key: str, keys: str, act: Callable[[], object]) -> Element:
    return Press(
        Column(Icon(icon, 20), Text(name, "small", align="centre"), gap=2),
        look="quiet",
        pad=(0, 5),
        key=key,
        name=name,
        description=say("Key {keys}.", keys=keys),
        act=act,
        grow=1.0,
    )


def _menu_button(table: Table) -> Element:
    return button(say("Menu"), lambda: table.window.push(Menu(table.window, table)), key="menu", icon="ellipsis", look="quiet")
