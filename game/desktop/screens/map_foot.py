"""The foot of the map: the agency whose ties are shown, which kind of tie, and what the lines mean, in room that is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from game.briefing.agency import Contact
from game.core.observe import PUBLIC
from game.desktop.map.legend import RingSample, Sample, TieSample
from game.desktop.map.links import Lens
from game.desktop.map.partnership import described
from game.desktop.screens.navigation import SCREENS, keys_of, open_by
from game.desktop.table import Table
from game.desktop.ui.box import SCROLL_BAR, Column, Panel, Row, Sized, Steady
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Text, button, tabs
from game.translation import later, say
from game.words.beside import told_to
from game.words.grammar import capital, title

PANEL: Final = 452  # points across a page beside the map, at least where a window has its usual width
PAGE_PAD: Final = 20  # points at either side of what stands on such a page
_MAP: Final = 744  # points across the map in a window of the usual width: what is beyond that goes to the page first
_RAIL: Final = 84  # points across the way to the other screens, at least
_WIDEST_RAIL: Final = 128
_OUT: Final = 8  # points that the ground of a name to be pressed reaches out
_TWO_LINES: Final = 36  # points: what an agency is told in once there are deeds, as wide as a window usually is
_OWN: Final = later("Your own agency. Press another to see its ties.")
_LEAD: Final = later("The lead. Press another to see its ties.")
_SIGNS: Final[dict[str, tuple[Sample, ...]]] = {
    "own": ("trust",),
    "lead": ("trust",),
    "trust": ("trust", "back"),
    "sharing": ("beads", "signed", "drafting", "needed"),
}
_MEANT: Final[dict[str, tuple[str, ...]]] = later(
    {
        "own": ("trust in you, out of 100",),
        "lead": ("trust in the lead, out of 100",),
        "trust": ("trust in the one chosen", "its trust in others"),
        "sharing": ("shared, out of 100", "protocol signed", "in draft", "missing"),
    }
)
"""What each sign means, in the order of the signs."""
_RINGS: Final = later("outer ring: says; inner: does; thick: the gap")


def map_foot(
    table: Table,
    lens: Lens,
    look: Callable[[Lens], None],
    contacts: Mapping[int, Contact],
    said: str = "",
    others: Sequence[str] = (),
    *,
    is_beside: bool = True,
) -> Element:
    """What the map shows.

    Arguments:
        table: the game, with the agency that is chosen.
        lens: which kind of tie is shown.
        look: what choosing the other kind does.
        contacts: every partner as the map shows it, which may be as it once was.
        said: what is told; of the agency that is chosen where empty.
        others: what else may be told here, for which room is kept.
        is_beside: whether the map stands beside a page, where what is told takes two lines once there are deeds.
    """
    place, seat = table.session.place, table.seat
    told = {number: f"{capital(described(one, is_public=seat == PUBLIC))}." for number, one in contacts.items()}
    own = say(_LEAD if seat == PUBLIC else _OWN)
    mine = place.lead if seat == PUBLIC else seat
    names = [title(place, number, seat) for number in range(len(place.agencies))]
    kind = "sharing" if lens == "sharing" else "trust" if table.chosen != mine else "lead" if seat == PUBLIC else "own"
    texts = [Text(text, "small", "quiet") for text in (*told.values(), own, *(say(other) for other in others))]
    known = own if table.chosen == mine else told.get(table.chosen, own)
    shown = Text(told_to(place, seat, said) if said else known, "small", "quiet", is_live=bool(said))
    named = [_named(table, name) for name in names]
    head = Steady(named[table.chosen], named, align="centre", grow=1.0)
    kinds = tabs([("trust", say("Trust"), "link"), ("sharing", say("Sharing"), "share-2")], lens, look, key="lens")
    return Panel(
        Row(head, kinds, gap=12),
        Column(
            Sized(Steady(shown, texts), height=_TWO_LINES if is_beside else 0),
            Steady(_signs(kind), [_signs(one) for one in _SIGNS]),
            pad=(_OUT, 0),
            gap=2,
        ),
        edge="",
        radius=0,
        pad=(20 - _OUT, 6),
        gap=2,
    )


def _named(table: Table, name: str) -> Element:
    """The agency that is chosen, to be pressed for its sheet by whoever may read that; the words are in line with the rest."""
    if table.seat == PUBLIC:
        return Column(Text(name, "strong"), pad=(_OUT, 0))
    return Row(
        button(
            name,
            lambda: open_by(table, "agencies"),
            key="sheet",
            after="chevron-right",
            look="quiet",
            pad=(_OUT, 2),
            least=28,
            description=say("Opens its sheet."),
            hint=keys_of(table.window, "agencies"),
        )
    )


def has_room(kit: Kit, size: tuple[int, int], head: Element, column: Element) -> bool:
    """Whether a column with a map has the height at which that can be read, once a head has its own.

    In a language of long words both take more. They are measured at the very widths that they are given in the end, which they
    know by then.
    """
    left = size[1] - head.size(kit, size[0] - kit.px(rail_width(kit)) - kit.px(1))[1]
    return left >= column.size(kit, column_width(kit, size))[1]


def rail_width(kit: Kit) -> float:
    """How wide the way to the other screens is, in points: no word on it is broken where the language has longer ones."""
    words = [word for _, name, _ in SCREENS for word in say(name).split()]
    longest = max(kit.type.width(word, "small") for word in words) / kit.scale
    return min(_WIDEST_RAIL, max(_RAIL, longest + SCROLL_BAR + 14))


def column_width(kit: Kit, size: tuple[int, int]) -> int:
    """How wide the map is beside a page, in pixels, with a line on either side of it."""
    return size[0] - kit.px(rail_width(kit)) - kit.px(page_width(kit, size)) - 2 * kit.px(1)


def page_width(kit: Kit, size: tuple[int, int]) -> float:
    """How wide the page beside a map is, in points: in a wide window, until its lines have the length that is read with ease."""
    wide = size[0] / kit.scale
    read = kit.type.measure("prose") / kit.scale + 2 * PAGE_PAD + SCROLL_BAR
    return max(min(PANEL, 0.42 * wide), min(read, wide - rail_width(kit) - _MAP))


def _signs(kind: str) -> Element:
    """What the lines and the rings on the map mean, each beside a piece of one."""
    meant = zip(_SIGNS[kind], _MEANT[kind], strict=True)
    lines = [_sign(TieSample(sample, is_small=True), say(words)) for sample, words in meant]
    # The rings first, since they are there with every kind of tie: what is read once stays where it was.
    rings = _sign(RingSample(), say(_RINGS))
    return Row(rings, *lines, gap=14, wraps=True, between=1, role="list", name=say("What the signs mean"))


def _sign(sample: Element, words: str) -> Element:
    return Row(sample, Text(words, "small", "quiet"), gap=6, role="item")
