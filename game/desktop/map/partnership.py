"""The map as an element: ground, agencies, and the ties of the one that is chosen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Any, Final, Literal, get_args

import pygame

from game.briefing.agency import Contact, partnership
from game.briefing.position import positions
from game.briefing.sight import seen
from game.briefing.ties import links
from game.core.observe import PUBLIC
from game.core.place import Place
from game.desktop.map import ground
from game.desktop.map import links as drawing
from game.desktop.map.chip import DISC, MOST_MARKS, Chip
from game.desktop.map.links import Lens
from game.desktop.map.routes import Route, routes
from game.desktop.ui.element import Element, Kit, Role, sides
from game.play.session import Session
from game.translation import later, say
from game.words.grammar import called, short

_KEPT: Final = 2  # grounds kept painted
_GROUNDS: OrderedDict[tuple[str, tuple[int, int], int, int], pygame.Surface] = OrderedDict()
Box = tuple[float, float, float, float]
Told = Literal["said", "did", "ties"]
TOLD: Final[tuple[Told, ...]] = get_args(Told)
"""What a quarter moves on the map, in the order in which it is told."""
_ROUNDS: Final = 150  # of pushing agencies apart
_CROWDED: Final = 0.4  # the share of the map that agencies may cover with the numbers of their ties, and still have room
_ROOMY: Final = 0.33  # and with their names in full, without moving far from where they belong
_LEAST_HIGH: Final = 240  # points
_LEAST_WIDE: Final = 120  # points below which it grows no higher, for where it has no width it would have no end
_HIGHER: Final = (1.0, 1.15, 1.3, 1.5, 1.8)  # heights that are tried until agencies lie apart
_NUDGES: Final = ((0, 0), (0, 22), (0, -22), (44, 0), (-44, 0), (44, 22), (-44, 22), (0, 44), (0, -44), (88, 0), (-88, 0))
"""How far a name on the ground may stand from its place where that is taken, across and down, in points; the nearest first."""


class Map(Element):
    """The partnership on its ground.

    Arguments:
        session: the game, of which only one seat's view is shown.
        chosen: the number of the agency whose ties are shown.
        choose: what pressing an agency does.
        lens: which kind of tie is shown.
        tokens: how many tokens lie on each agency.
        marks: which agencies have just moved, and which ways: +1 up and -1 down.
        open_to: agencies that can be pressed now; all where None.
        turn: the turn at whose start it is shown; now where None.
        told: a turn that was played, and what of it has been told already: that is as the turn left it, and all else as it found
            it. A number that it moved has an arrow then.
        seat: whose view; the lead's where None.
    """

    role: Role = "image"

    def __init__(
        self,
        session: Session,
        *,
        chosen: int,
        choose: Callable[[int], None] | None,
        lens: Lens = "trust",
        tokens: Mapping[int, int] | None = None,
        marks: Mapping[int, tuple[int, ...]] | None = None,
        open_to: frozenset[int] | None = None,
        turn: int | None = None,
        told: tuple[int, frozenset[Told]] | None = None,
        seat: int | None = None,
        **meaning: Any,
    ) -> None:
        self.place_of = session.place
        self.chosen = chosen
        self.lens = lens
        found, left, done = (turn, turn, frozenset(TOLD)) if told is None else (told[0], told[0] + 1, told[1])
        of = {what: left if what in done else found for what in TOLD}
        self._before = links(session, chosen, found, seat) if told is not None else None
        self._after = links(session, chosen, left, seat)
        self.ties = self._after if self._before is None or "ties" in done else self._before
        self.contacts = known = _contacts(session, of, seat)
        spots = positions(session.place)
        view = session.view(of["did"], seat)
        words = session.view(of["said"], seat)
        self.own = session.place.lead if view.seat == PUBLIC else view.seat
        self._spots = spots
        self._routes: dict[int, Route] = {}
        self._taken: list[list[pygame.Rect]] = []  # where no number stands: with room for all marks, for fewer, for none
        self._written: list[tuple[str, pygame.Rect]] = []
        self.numbers: dict[int, pygame.Rect] = {}  # where each tie's number stands, once it has been painted
        chips = []
        for number, facts in enumerate(session.place.agencies):
            mark = (marks or {}).get(number, ())
            is_own = number == self.own
            contact = known.get(number)
            did = contact.did.value if contact is not None and contact.did is not None else None
            if is_own and view.turn > 1:
                did = seen(view, "delivered", number)
            chips.append(
                Chip(
                    *_names(session.place, number, view.seat),
                    facts.icon or ("landmark" if number in session.place.inside else "building-2"),
                    contact.said.value if contact is not None else seen(words, "stated", number),
                    did,
                    is_lead=is_own,
                    is_inside=number in session.place.inside,
                    is_chosen=number == chosen,
                    n_tokens=(tokens or {}).get(number, 0),
                    mark=mark,
                    key=f"agency:{number}" if choose is not None else "",
                    act=(lambda number=number: choose(number)) if choose is not None else None,
                    is_checked=number == chosen,
                    is_disabled=open_to is not None and number not in open_to,
                    description=_described(contact, mark, is_public=view.seat == PUBLIC),
                )
            )
        super().__init__(*chips, name=say("Map of {title}", title=session.place.title), **meaning)

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """All the width there is, and at least the height at which agencies and numbers lie apart, with room for ties between."""
        sizes = [child.least(kit) for child in self.children if isinstance(child, Chip)]
        high = max(kit.px(_LEAST_HIGH), round(self._covered(kit, sizes) / _CROWDED / max(width, kit.px(_LEAST_WIDE))))
        above = self._number(kit)[1] + kit.px(2)
        tried = (round(high * factor) for factor in _HIGHER)
        return width, next((one for one in tried if self._apart(kit, pygame.Rect(0, 0, width, one), sizes, above)[1]), high)

    def _covered(self, kit: Kit, sizes: Sequence[tuple[int, int]]) -> int:
        """How many pixels agencies of these sizes cover, with a number at each."""
        number = self._number(kit)
        return sum(wide * high for wide, high in sizes) + len(sizes) * number[0] * number[1]

    @staticmethod
    def _number(kit: Kit) -> tuple[int, int]:
        """How large the number of a tie is, where both ways are told."""
        return drawing.pill(kit, "00", "00", kit.palette.trust).get_size()

    def _apart(self, kit: Kit, rect: pygame.Rect, sizes: Sequence[tuple[int, int]], above: int) -> tuple[tuple[Box, ...], bool]:
        """The boxes of agencies of these sizes, each with so many pixels of room above it, and whether they lie apart."""
        margin, number, boxes = self._margin(kit), self._number(kit)[0], list[Box]()
        for (wide, high), (across, down) in zip(sizes, self._spots, strict=True):
            broad = max(wide, number) if above else wide
            x = rect.left + margin + across * (rect.width - 2 * margin)
            y = rect.top + margin + down * (rect.height - 2 * margin)
            boxes.append((x - broad / 2, y - kit.px(DISC) / 2 - above, float(broad), float(high + above)))
        room = rect.inflate(-2 * kit.px(4), -2 * kit.px(4))
        return _spread(tuple(boxes), (room.left, room.top, room.right, room.bottom), kit.px(5))

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Gives each agency its spot, and pushes apart those that would lie on one another."""
        self.rect = rect
        chips = [child for child in self.children if isinstance(child, Chip)]
        above = self._number(kit)[1] + kit.px(2)
        sizes = [chip.size(kit, rect.width) for chip in chips]
        found, is_clear = self._apart(kit, rect, sizes, above)
        if not is_clear or self._covered(kit, sizes) > _ROOMY * rect.width * rect.height:
            # Names have no room here: the short ones stand on the map, the whole ones below it and everywhere else.
            for chip in chips:
                chip.shorten()
            sizes = [chip.size(kit, rect.width) for chip in chips]
            found, is_clear = self._apart(kit, rect, sizes, above)
        if not is_clear:
            above = 0
            found, _ = self._apart(kit, rect, sizes, above)
        for chip, (left, top, wide, high) in zip(chips, found, strict=True):
            own = chip.size(kit, rect.width)[0]
            chip.place(kit, pygame.Rect(round(left + (wide - own) / 2), round(top + above), own, round(high - above)))
        parts = tuple(tuple((part.left, part.top, part.width, part.height) for part in chip.parts(kit)) for chip in chips)
        taken = [pygame.Rect(part) for both in parts for part in both]
        self._written = self._named(kit, [*taken, *(drawing.above(self._number(kit), chip.disc) for chip in chips)])
        still = [*taken, *(spot for _, spot in self._written)]
        marks = [[chip.mark_ground(kit, n) for chip in chips] for n in range(1, MOST_MARKS + 1)]
        self._taken = [[*still, *(spot for one in marks[:n] for spot in one)] for n in range(MOST_MARKS, -1, -1)]
        spots = tuple((float(chip.centre[0]), float(chip.centre[1])) for chip in chips)
        self._routes = routes(
            self.ties.agency,
            spots,
            parts,
            kit.px(DISC) // 2 + kit.px(3),
            sides(rect.inflate(-2 * kit.px(4), -2 * kit.px(4))),
        )

    def crosses(self, rect: pygame.Rect) -> bool:
        """Whether a tie that is drawn runs through a rectangle."""
        return any(rect.clipline(start, end) for route in self._routes.values() for start, end in pairwise(route))

    def _margin(self, kit: Kit) -> int:
        return kit.px(34)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The ground, which is kept, with its names and the lines of the ties, which are soon drawn."""
        clip = surface.get_clip()
        surface.set_clip(clip.clip(self.rect))
        surface.blit(_ground(self.place_of, kit, self.rect.size, self._margin(kit)), self.rect)
        step = max(1, kit.px(1.5))
        for name, spot in self._written:
            glow = kit.type.line(name, "emphasis", kit.palette.land)
            for right, below in ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)):
                surface.blit(glow, spot.move(right * step, below * step))
            surface.blit(kit.type.line(name, "emphasis", kit.palette.quiet), spot)
        drawing.draw(surface, kit, self.ties, self._routes, self.lens)
        surface.set_clip(clip)

    def paint_children(self, kit: Kit, surface: pygame.Surface) -> None:
        """The agencies, and over them the numbers of the ties, so that none is hidden."""
        super().paint_children(kit, surface)
        is_two_way = self.chosen != self.own
        moved = drawing.numbers(self._after, self.lens, is_two_way=is_two_way, before=self._before)
        told = moved if self.ties is self._after else drawing.numbers(self.ties, self.lens, is_two_way=is_two_way)
        clip = surface.get_clip()
        surface.set_clip(clip.clip(self.rect))
        discs = {number: chip.disc for number, chip in enumerate(self.children) if isinstance(chip, Chip)}
        is_two_way &= self.lens == "trust"
        size, bare = (drawing.widest(kit, self.lens, is_two_way=is_two_way, has_arrow=has) for has in (True, False))
        kept = [*((size, taken) for taken in self._taken), (bare, self._taken[-1])]
        self.numbers = drawing.put(surface, kit, told, self._routes, discs, self.lens, self.rect, kept)
        surface.set_clip(clip)

    def _named(self, kit: Kit, taken: list[pygame.Rect]) -> list[tuple[str, pygame.Rect]]:
        """The names on the ground that find room between the agencies, each with where it stands."""
        found, margin, free = [], self._margin(kit), self.rect.inflate(-2 * kit.px(6), -2 * kit.px(6))
        for name, (across, down) in ground.names(self.place_of):
            spot = pygame.Rect(0, 0, kit.type.width(name, "emphasis"), kit.type.leading("emphasis"))
            x = self.rect.left + margin + across * (self.rect.width - 2 * margin)
            y = self.rect.top + margin + down * (self.rect.height - 2 * margin)
            for right, below in _NUDGES:
                spot.center = round(x + kit.px(right)), round(y + kit.px(below))
                if free.contains(spot) and spot.inflate(kit.px(8), kit.px(2)).collidelist(taken) < 0:
                    found.append((name, spot))
                    break
        return found


def _names(place: Place, number: int, seat: int) -> tuple[str, str]:
    """What an agency is called on the map, and the same in short; a seat's own by its name, so that it is known whose it is."""
    told = None if number == seat else seat
    return called(place, number, told), short(place, number, told)


def _contacts(session: Session, of: Mapping[Told, int | None], seat: int | None) -> dict[int, Contact]:
    """Every partner in short, by its number, with what it says, does and is tied by each as at the start of its turn."""
    known = {}
    for turn in set(of.values()):
        found = partnership(session, turn, seat)
        known[turn] = {contact.agency: contact for contact in (*found.inside, *found.outside)}
    said, did, ties = (known[of[what]] for what in TOLD)
    return {
        number: replace(one, did=did[number].did, trust_in_you=ties[number].trust_in_you, sharing=ties[number].sharing)
        for number, one in said.items()
    }


_MOVED: Final[dict[tuple[int, ...], str]] = later(
    {(1,): "has just moved up", (-1,): "has just moved down", (1, -1): "has just moved up in one thing and down in another"}
)


def _described(contact: Contact | None, mark: tuple[int, ...], *, is_public: bool) -> str:
    """What is told of an agency on the map besides its name, and which way it has just moved; one's own has no contact."""
    if contact is not None:
        told = described(contact, is_public=is_public)
    else:
        told = say("The lead") if is_public else say("Your own agency")
    return f"{told}; {say(_MOVED[mark])}" if mark else told


def described(contact: Contact, *, is_public: bool = False) -> str:
    """An agency in a sentence: what it says, does, and how far it trusts; `is_public` where several look."""
    parts = [say("says {commitment}", commitment=contact.said.words)]
    if contact.did is not None:
        parts.append(say("does {deeds}", deeds=contact.did.words))
    trust = contact.trust_in_you.words
    if is_public:
        parts.append(say("trust in the lead {trust}, as it is seen", trust=trust))
    else:
        parts.append(say("trust in you {trust}, as you see it", trust=trust))
    if contact.sharing is not None:
        parts.append(say("shares {sharing}", sharing=contact.sharing.words))
    return "; ".join(parts)


def _ground(place: Place, kit: Kit, size: tuple[int, int], margin: int) -> pygame.Surface:
    key = (place.digest, size, id(kit.palette), margin)
    if key not in _GROUNDS:
        _GROUNDS[key] = ground.painted(place, kit, size, margin)
        while len(_GROUNDS) > _KEPT:
            _GROUNDS.popitem(last=False)
    _GROUNDS.move_to_end(key)
    return _GROUNDS[key]


@lru_cache(maxsize=64)
def _spread(boxes: tuple[Box, ...], room: tuple[int, int, int, int], gap: float) -> tuple[tuple[Box, ...], bool]:
    """Boxes (left, top, width, height) moved apart, each no further than it must, within a room; whether they lie apart."""
    left, top, right, bottom = room
    moved = [list(box) for box in boxes]
    pairs = list(combinations(moved, 2))
    for _ in range(_ROUNDS):
        is_clear = True
        for one, other in pairs:
            if _lie_apart(one, other, gap):
                continue
            _push(one, other, gap)
            is_clear = False
        for box in moved:
            box[0] = min(max(box[0], left), right - box[2])
            box[1] = min(max(box[1], top), bottom - box[3])
        if is_clear:
            break
    else:
        is_clear = all(_lie_apart(one, other, 1.0) for one, other in pairs)
    return tuple((box[0], box[1], box[2], box[3]) for box in moved), is_clear


def _lie_apart(one: list[float], other: list[float], gap: float) -> bool:
    """Whether there is a gap between two boxes; asked thousands of times for a map, so in four comparisons."""
    x, y, wide, high = one
    u, v, broad, tall = other
    return x + wide + gap <= u or u + broad + gap <= x or y + high + gap <= v or v + tall + gap <= y


def _push(one: list[float], other: list[float], gap: float) -> None:
    """Moves two boxes apart the shorter way."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0]) + gap
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1]) + gap
    axis, amount = (0, across) if across < down else (1, down)
    sign = 1.0 if one[axis] + one[axis + 2] / 2 <= other[axis] + other[axis + 2] / 2 else -1.0
    one[axis] -= sign * amount / 2
    other[axis] += sign * amount / 2
