"""The window: its loop, its stack of screens, and the way from a key, a pointer or a controller to what an element does.

The loop sleeps when nothing happens: it looks for events twenty times a second while idle, thirty while someone is at it, and
paints only what has changed. A fault of the window's own is the front door's business; a fault of disk, sound or voice is a
message here, and play goes on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

import pygame

from game.desktop import settings as setting
from game.desktop.company import Chimes, Guests, Hears, Voice
from game.desktop.controls import Action, spelt
from game.desktop.hands import Hands
from game.desktop.screen import Memory, Screen
from game.desktop.settings import TEXT_SIZES, Settings
from game.desktop.ui import paint
from game.desktop.ui.element import Kit
from game.desktop.ui.layers import Layers
from game.desktop.ui.stage import Stage
from game.desktop.ui.text import Typesetter
from game.desktop.unseen import painted, veiled
from game.look.palette import PALETTES
from game.play.record import SaveFault
from game.translation import say
from game.translation.catalogue import choose
from game.words.grammar import either

USUAL: Final = (1280, 720)
_SHARE: Final = 0.75  # of a large desktop that a window takes
TOAST_SECONDS: Final = 6.0
_BUSY, _IDLE, _MOVING = 30, 20, 60  # looks for events a second
_SETTLED: Final = 0.2  # seconds without an event after which somebody reads
_RESTLESS: Final = 3.0  # seconds after the last event in which the loop stays awake


def _usual() -> tuple[int, int]:
    """The usual size, on a large desktop a share of that in the same shape, since type goes with it; on a small one all of it.

    What lies beyond the edges of a desktop nobody can read or press.
    """
    if pygame.display.get_driver() == "dummy":  # a desktop that nobody has
        return USUAL
    wide, high = pygame.display.get_desktop_sizes()[0]
    larger = max(1.0, _SHARE * min(wide / USUAL[0], high / USUAL[1]))
    return min(round(USUAL[0] * larger), wide), min(round(USUAL[1] * larger), high)


class Window:
    """The window and what is in it.

    Arguments:
        settings: how the person likes it.
        file: where settings are kept; None where they are not.
        size: of the window in pixels; the usual one unless told otherwise, or as much of it as the desktop has room for.
        clock: gives seconds.
        is_hidden: whether it stays out of sight until `show`.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        file: Path | None = None,
        size: tuple[int, int] | None = None,
        clock: Callable[[], float] = time.monotonic,
        is_hidden: bool = False,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.screens: list[Screen] = []
        self.voice: Voice | None = None
        self.ears: list[Hears] = []
        self.chimes: Chimes | None = None
        self.takers: list[Callable[[pygame.event.Event], None]] = []
        self.guest: Guests | None = None
        self.is_running = True
        self._file = file
        self._is_hidden = is_hidden
        self._surface = self._open(size or _usual())
        self._fitted = self.size  # what type and elements were last made for
        self._kit = self._new_kit()
        self._stage = Stage(self._kit)
        self._behind: pygame.Surface | None = None
        self._is_ready_for: tuple[Screen, Kit] | None = None
        self._is_dirty = True
        self._must_paint = True
        self._toast: tuple[str, float, Screen | None] | None = None
        self._spoken = ""
        self._last_event = clock()
        self._missing: set[Path] = set()
        self._hands = Hands(self)

    # What there is.

    @property
    def size(self) -> tuple[int, int]:
        """The size of the window in pixels."""
        return self._surface.get_size()

    @property
    def surface(self) -> pygame.Surface:
        """What has been painted."""
        return self._surface

    @property
    def kit(self) -> Kit:
        """What elements are laid out and painted with."""
        return self._kit

    @property
    def stage(self) -> Stage:
        """The tree that is on the screen, with its focus."""
        return self._stage

    @property
    def top(self) -> Screen:
        """The screen on top."""
        return self.screens[-1]

    def _open(self, size: tuple[int, int]) -> pygame.Surface:
        is_full = self.settings.is_full_screen and not self._is_hidden
        flags = pygame.RESIZABLE | (pygame.FULLSCREEN if is_full else 0) | (pygame.HIDDEN if self._is_hidden else 0)
        surface = pygame.display.set_mode((0, 0) if is_full else size, flags)
        pygame.display.set_caption(say("Whole Place"))
        return surface

    def show(self) -> None:
        """Brings a window into sight that was opened hidden."""
        self._is_hidden = False
        self._surface = self._open(_usual())
        self._renew()
        self.change()

    def _new_kit(self) -> Kit:
        wide, high = self._fitted = self.size
        room = max(1.0, min(wide / USUAL[0], high / USUAL[1])) ** 0.8
        scale = self.settings.text / 100 * room
        return Kit(
            PALETTES[self.settings.theme],
            Typesetter(self.settings.font, scale),
            scale,
            has_motion=self.settings.has_motion,
        )

    def _renew(self) -> None:
        """Size, theme or type has changed: everything is laid out and set anew, the focus stays."""
        old, self._kit = self._kit, self._new_kit()
        self._kit.focus, self._kit.offsets, self._kit.is_by_key = old.focus, old.offsets, old.is_by_key
        self._stage = Stage(self._kit)
        self._behind = None

    # The stack of screens.

    def push(self, screen: Screen) -> None:
        """Opens a screen over what is there."""
        if self.screens:
            self._remember()
        self.screens.append(screen)
        self._recall()
        screen.opened()

    def replace(self, screen: Screen) -> None:
        """Puts a screen in the place of the one on top."""
        if self.screens:
            self.screens.pop()
        self.screens.append(screen)
        self._recall()
        screen.opened()

    def pop(self, screen: Screen | None = None) -> None:
        """Closes the screen on top, or a given one with all above it; the last one closes the window."""
        at = self.screens.index(screen) if screen is not None and screen in self.screens else len(self.screens) - 1
        del self.screens[at:]
        if self.screens:
            self._recall()
            self.top.opened()
        else:
            self.is_running = False

    def quit(self) -> None:
        """Closes the window."""
        self.is_running = False

    def reset(self, screen: Screen) -> None:
        """Closes every screen and opens one."""
        self.screens.clear()
        self.push(screen)

    def _remember(self) -> None:
        self.top.memory = Memory(self._kit.focus, dict(self._kit.offsets))

    def _recall(self) -> None:
        self._kit.focus = self._stage.settled = self.top.memory.focus  # what was scrolled away stays so
        self._kit.offsets = dict(self.top.memory.offsets)
        self._kit.hover = self._kit.pressed = ""
        self._behind = None
        self._spoken = ""
        self.change()

    # What can be done to the window.

    def change(self) -> None:
        """Something is not as it was: the screen is built anew before the next frame."""
        self._is_dirty = True

    def say(self, text: str) -> None:
        """Shows a message for a while on the screen that is on top, or is about to be the first, and says it aloud."""
        self._toast = (text, self.clock() + TOAST_SECONDS, self.top if self.screens else None)
        self.tell(text)

    def tell(self, text: str) -> None:
        """Says aloud, and to whoever listens, what the screen itself shows; a message that was there has had its time."""
        if self._toast is not None and self._toast[0] != text:
            self._toast = None
        for ear in self.ears:
            if ear.is_listening:
                ear.said(text)
        if self.voice is not None and self.settings.has_speech:
            self.voice.say(text)
        self.change()

    def forget(self) -> None:
        """Takes the message away: what it was about is past."""
        self._toast = None

    def hush(self) -> None:
        """Takes the message away and falls silent: somebody else is about to look."""
        self._toast, self._spoken, self._behind = None, "", None
        if self.voice is not None:
            self.voice.stop()
        self.change()

    def retitle(self) -> None:
        """The screen on top is about something else now: its title is read again before what has the focus."""
        self._spoken = ""
        self.change()

    def chime(self, sound: str) -> None:
        """Plays a sound, if sounds are on."""
        if self.chimes is not None and self.settings.has_sound:
            self.chimes.play(sound)

    def set(self, settings: Settings) -> None:
        """Takes other settings, and keeps them."""
        before, self.settings = self.settings, settings
        if before.is_full_screen != settings.is_full_screen:
            self._surface = self._open(_usual())
        if settings.language and before.language != settings.language:
            choose(settings.language)
        if before.has_speech and not settings.has_speech and self.voice is not None:
            self.voice.stop()
        self._renew()
        paint.forget()
        if self._file is not None:
            try:
                setting.save(settings, self._file)
            except SaveFault as fault:
                self.say(f"{say('The settings hold for this game, but could not be kept.')} {fault}")
        self.change()

    # The loop.

    def run(self) -> None:
        """Runs until the window is closed."""
        clock = pygame.time.Clock()
        while self.is_running:
            has_painted = self.turn(pygame.event.get())
            since = self.clock() - self._last_event
            if not has_painted and since > _SETTLED:
                self.get_ready()
            awake = since < _RESTLESS
            is_moving = bool(self.screens) and self.settings.has_motion and self.top.is_moving(self.clock())
            clock.tick(_MOVING if is_moving else _BUSY if awake else _IDLE)

    def turn(self, events: Iterable[pygame.event.Event]) -> bool:
        """Takes events, then paints if anything has changed; whether it painted."""
        for event in events:
            self._last_event = self.clock()
            self._hands.take(event)
            for take in self.takers:
                take(event)
            if not self.is_running:
                return False
            if self._is_dirty:
                self._build()
        if self.voice is not None:
            self.voice.look()
        now = self.clock()
        if self._toast is not None and now > self._toast[1]:
            self._toast = None
            self.change()
        if self.screens and self.top.is_moving(now):
            self.change()
        if self._is_dirty:
            self._build()
        if not self._must_paint:
            return False
        self._paint()
        pygame.display.flip()
        return True

    def get_ready(self) -> None:
        """Sets what is most probably shown next out of sight, once, while this screen is read: its text and its map are kept."""
        if not self.screens or self._is_ready_for == (self.top, self._kit):
            return
        self._is_ready_for = self.top, self._kit
        if (ahead := self.top.ahead()) is not None:
            painted(ahead, self._kit, self.size)

    def _build(self) -> None:
        self._is_dirty = False
        self._must_paint = True
        self._kit.now = self.clock()
        if self._toast is not None and self._toast[2] not in (self.top, None):
            self._toast = None
        tree = self.top.build(self._kit, self.size)
        self._stage.show(Layers(tree, self._toast[0] if self._toast is not None else ""), self.size, self.top.first())
        self._tell()
        self._tell_of_type()

    def _paint(self) -> None:
        self._must_paint = False
        if self.top.is_over:
            self._surface.blit(self._background(), (0, 0))
        else:
            self._surface.fill(self._kit.palette.ground)
        self._stage.paint(self._surface)

    def _background(self) -> pygame.Surface:
        """The screen below a dialog, under a veil; painted once."""
        if self._behind is None or self._behind.get_size() != self.size:
            below = next(screen for screen in reversed(self.screens[:-1]) if not screen.is_over)
            self._behind = veiled(below, self._kit, self.size)
        return self._behind

    def _tell_of_type(self) -> None:
        """Says once of each font that it could not be opened, as soon as one is needed."""
        for fault in self._kit.type.faults:
            if fault.path not in self._missing:
                self._missing.add(fault.path)
                self.say(str(fault))

    def _tell(self) -> None:
        """Tells whoever listens what is on the screen, and reads aloud what has the focus now."""
        ears = [ear for ear in self.ears if ear.is_listening]
        is_speaking = self.voice is not None and self.settings.has_speech
        if not ears and not is_speaking:
            return
        root = self._stage.nodes()
        for ear in ears:
            ear.shown(self.top.called, root)
        if self.voice is not None and is_speaking:
            focused = next((node for node in root.walk() if node.is_focused), None)
            words = focused.words() if focused is not None else ""
            if words and words != self._spoken:
                lead = "" if self._spoken else f"{self.top.called}. "
                self.voice.say(f"{lead}{words}")
                self._spoken = words

    # What is asked of it.

    def resized(self) -> None:
        """The system has given the window another size, or has uncovered it."""
        surface = pygame.display.get_surface()
        if surface is None:
            return
        self._surface = surface  # often the one it was, grown or shrunk in place
        if self.size != self._fitted:
            self._renew()
        self.change()

    def repaint(self) -> None:
        """Something looks different, though it is what it was."""
        self._must_paint = True

    def do(self, action: Action) -> None:
        """Does what an action asks for: the screen first, then what has the focus, then what holds everywhere."""
        self._kit.is_by_key = True
        self.change()
        if self.top.handle(action):
            return
        stage = self._stage
        match action:
            case "next" | "previous":
                stage.step(1 if action == "next" else -1)
            case "left" | "right" | "up" | "down":
                stage.move(action)
            case "activate":
                stage.activate()
            case "why":
                if not stage.explain():
                    self.say(say("There is no why to ask here. Go to a number first."))
            case "back":
                self.top.close()
            case "page_up" | "page_down":
                stage.scroll(-1 if action == "page_up" else 1, pages=True)
            case "top" | "bottom":
                stage.scroll(-1000 if action == "top" else 1000, pages=True)
            case _:
                self._everywhere(action)

    def _everywhere(self, action: Action) -> None:
        match action:
            case "larger" | "smaller":
                at = TEXT_SIZES.index(self.settings.text) + (1 if action == "larger" else -1)
                size = TEXT_SIZES[min(max(at, 0), len(TEXT_SIZES) - 1)]
                self.set(replace(self.settings, text=size))
                self.say(say("Text at {size} per cent.", size=size))
            case "full_screen":
                self.set(replace(self.settings, is_full_screen=not self.settings.is_full_screen))
            case "speak":
                from game.desktop.speech import switched

                self.set(replace(self.settings, has_speech=not self.settings.has_speech))
                self.say(switched(is_on=self.settings.has_speech))
            case "repeat" if self.voice is not None and self.settings.has_speech:
                self.voice.say(f"{self.top.called}. {self._stage.reading()}")
            case "repeat":
                keys = either([spelt(name) for name in self.settings.keys_of("speak")]) or say("The settings")
                self.say(say("Reading aloud is off. {keys} switches it on.", keys=keys))
            case "help" | "settings":
                self._open_over(action)
            case _:
                pass

    def _open_over(self, action: Literal["help", "settings"]) -> None:
        """Opens what every screen has over it: help on it, and the settings; each only once."""
        from game.desktop.screens.help import HelpScreen
        from game.desktop.screens.preferences import PreferencesScreen

        kind = HelpScreen if action == "help" else PreferencesScreen
        if any(isinstance(screen, kind) for screen in self.screens):
            return
        self.push(HelpScreen(self, self.top) if action == "help" else PreferencesScreen(self))


def prepare() -> None:
    """Starts what a window needs of pygame: the display and type, nothing else. Call before the first `Window`."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    pygame.display.init()
    pygame.font.init()
