"""Small pictures of places: for the cards of the title screen, and beside each saved game how things stood when it was played.

A place takes a moment to load, so that is done on a thread of its own; painting is not. A picture is never a reason to fail.
"""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pygame

from game.briefing.position import positions
from game.briefing.sight import partners, seen
from game.core.observe import PUBLIC
from game.core.place import Place
from game.desktop.map import ground
from game.desktop.ui import paint
from game.desktop.ui.element import Kit
from game.play.disk import REAL_DISK, Disk
from game.play.keeping import beside
from game.play.record import SaveFault
from game.play.session import Session
from game.play.writing import faults, publish
from game.translation import say

SIZE: Final = (560, 320)
LARGEST: Final = 2_000_000  # bytes of a picture that is read
WIDEST: Final = 2_000  # pixels
_LEAST: Final = 0.03  # trust of less is not drawn


class Places:
    """Places that are being loaded, one after the other, while the window goes on."""

    def __init__(self) -> None:
        self._known: dict[str, Place | None] = {}
        self._thread: threading.Thread | None = None

    def load(self, names: Iterable[str]) -> None:
        """Begins to load those that are not known yet."""
        wanted = [name for name in names if name not in self._known]
        if wanted and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._load, args=(wanted,), daemon=True, name="places")
            self._thread.start()

    def _load(self, names: list[str]) -> None:
        from game.scenario.compiler import ScenarioFault, load

        for name in names:
            try:
                self._known[name] = load(name)
            except (ScenarioFault, OSError):
                self._known[name] = None  # whoever begins it is told what ails it

    def get(self, name: str) -> Place | None:
        """A place, if it has been loaded."""
        return self._known.get(name)

    @property
    def n_known(self) -> int:
        """How many have been loaded, or cannot be."""
        return len(self._known)

    def wait(self) -> None:
        """Waits until all that was asked for has been loaded."""
        if self._thread is not None:
            self._thread.join()


PLACES: Final = Places()
"""The places of this run of the program: each is loaded once for its card."""


def of_place(place: Place, kit: Kit) -> pygame.Surface:
    """A place before anything has happened: its ground with everybody who is on it."""
    surface = ground.painted(place, kit, SIZE, _margin(SIZE))
    _agencies(surface, place, kit)
    return surface


def of_game(session: Session, kit: Kit) -> pygame.Surface:
    """A game as everybody sees it: who trusts the lead how far, and how much each does."""
    place, view = session.place, session.view(seat=PUBLIC)
    surface = ground.painted(place, kit, SIZE, _margin(SIZE))
    spots = _spots(place, SIZE)
    for number in partners(view):
        trust = seen(view, "estimate", number, place.lead)
        if trust >= _LEAST and number != place.lead:
            paint.line(surface, kit.palette.trust, spots[number], spots[place.lead], 1 + 4 * trust)
    deeds = (
        {number: seen(view, "delivered", number) for number in partners(view) if number != place.lead} if view.turn > 1 else {}
    )
    _agencies(surface, place, kit, deeds)
    return surface


def picture_path(save: Path) -> Path:
    """Where the picture of a saved game lies: beside it."""
    return beside(save, ".png")


def keep(session: Session, kit: Kit, *, disk: Disk = REAL_DISK) -> bool:
    """Keeps a picture of a game beside its saved file, written beside and then renamed; whether that could be done."""
    if session.path is None:
        return False
    with contextlib.suppress(SaveFault, pygame.error, OSError):
        written = io.BytesIO()
        pygame.image.save(of_game(session, kit), written, "picture.png")
        path = picture_path(session.path)
        with faults(path, say("The game itself is saved.")):
            publish(disk, path, written.getvalue(), over=True)
        return True
    return False


def kept(save: Path, *, disk: Disk = REAL_DISK) -> pygame.Surface | None:
    """The picture beside a saved game; None where there is none, or what is there is no picture of a modest size."""
    try:
        data = disk.read(picture_path(save), 0, LARGEST + 1)
        if len(data) > LARGEST or not _is_modest(data):
            return None
        return pygame.image.load(io.BytesIO(data), "picture.png")
    except (OSError, pygame.error):
        return None


def copy_kept(save: Path, other: Path) -> None:
    """Puts the picture of a saved game beside a copy of it, where that can be done."""
    with contextlib.suppress(SaveFault, OSError):
        data = REAL_DISK.read(picture_path(save), 0, LARGEST)
        with faults(picture_path(other), say("The copy of the game is saved.")):
            publish(REAL_DISK, picture_path(other), data, over=True)


def _is_modest(data: bytes) -> bool:
    """Whether the head of a PNG says that it unpacks to no more than a window's worth of pixels."""
    if len(data) < 24 or data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        return False
    wide, high = (int.from_bytes(data[start : start + 4], "big") for start in (16, 20))
    return 0 < wide <= WIDEST and 0 < high <= WIDEST


def _margin(size: tuple[int, int]) -> int:
    return round(min(size) * 0.1)


def _spots(place: Place, size: tuple[int, int]) -> list[tuple[float, float]]:
    margin = _margin(size)
    return [
        (margin + across * (size[0] - 2 * margin), margin + down * (size[1] - 2 * margin)) for across, down in positions(place)
    ]


def _agencies(surface: pygame.Surface, place: Place, kit: Kit, deeds: dict[int, float] | None = None) -> None:
    """Each agency as a disc with its pictogram, the leader's own filled; with deeds, a broader edge the more it does."""
    palette, unit = kit.palette, min(surface.get_size()) / SIZE[1]
    for number, spot in enumerate(_spots(place, surface.get_size())):
        is_lead, facts = number == place.lead, place.agencies[number]
        radius, edge = round((19 if is_lead else 16) * unit), (deeds or {}).get(number, 0.0)
        fill, line = (palette.accent, palette.panel) if is_lead else (palette.panel, palette.ink if edge else palette.line)
        paint.disc(surface, spot, radius, fill, max(1, round((1.5 + 4 * edge) * unit)), line)
        name = facts.icon or ("landmark" if number in place.inside else "building-2")
        drawn = paint.icon(name, round(radius * 1.1), palette.on_accent if is_lead else palette.ink)
        surface.blit(drawn, drawn.get_rect(center=(round(spot[0]), round(spot[1]))))
