"""Keys, pointer and controller: each event of theirs as what the window or its stage is asked to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.desktop.controls import STICK, Action, actions, key_name, pad_action

if TYPE_CHECKING:
    from game.desktop.window import Window


class Hands:
    """What a person's hands do, passed on to a window. A controller may come and go."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._pads: dict[int, pygame.joystick.JoystickType] = {}
        self._stick: Action | None = None

    def take(self, event: pygame.event.Event) -> None:
        """Takes one event. Where a key was held or the pointer is, the event itself says, so that posted events count too."""
        match event.type:
            case pygame.QUIT:
                if self._window.screens:
                    self._window.top.leaving()
                self._window.is_running = False
            case pygame.VIDEORESIZE | pygame.WINDOWSIZECHANGED | pygame.WINDOWRESTORED | pygame.WINDOWEXPOSED:
                self._window.resized()
            case pygame.KEYDOWN:
                self._key(event)
            case pygame.MOUSEMOTION | pygame.MOUSEBUTTONDOWN | pygame.MOUSEBUTTONUP | pygame.MOUSEWHEEL:
                self._pointer(event)
            case _:
                self._pad(event)

    def _pointer(self, event: pygame.event.Event) -> None:
        if event.type == pygame.MOUSEMOTION:
            if self._window.stage.hover(event.pos):
                self._window.repaint()
        elif event.type == pygame.MOUSEBUTTONDOWN:
            self._button_down(event)
        elif event.type == pygame.MOUSEWHEEL:
            self._wheel(event)
        elif event.button == 1:
            self._window.stage.release(event.pos)
            self._window.change()

    def _pad(self, event: pygame.event.Event) -> None:
        if event.type == pygame.JOYDEVICEADDED:
            self._add_pad(event.device_index)
        elif event.type == pygame.JOYDEVICEREMOVED:
            self._pads.pop(event.instance_id, None)
        elif event.type == pygame.JOYAXISMOTION:
            self._tilt(event)
        elif (action := pad_action(event)) is not None:
            self._window.do(action)

    def _key(self, event: pygame.event.Event) -> None:
        name = key_name(event)
        focused = self._window.stage.focused
        paste = getattr(focused, "paste", None)
        if paste is not None and event.key == pygame.K_v and event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META):
            paste(_copied())
            self._window.change()
            return
        typed = getattr(focused, "typed", None)
        if typed is not None and typed(name, getattr(event, "unicode", "")):
            self._window.change()
            return
        for action in actions():
            if name in self._window.settings.keys_of(action):
                self._window.do(action)
                return

    def _button_down(self, event: pygame.event.Event) -> None:
        self._window.repaint()
        if event.button == 1:
            self._window.stage.press(event.pos)
        elif event.button == 3:
            self._window.stage.ask(event.pos)
            self._window.change()

    def _wheel(self, event: pygame.event.Event) -> None:
        # The event itself does not say where the pointer is; a test that posts one may.
        at = getattr(event, "pos", None) or pygame.mouse.get_pos()
        if self._window.stage.scroll(-event.y, at):
            self._window.repaint()

    def _add_pad(self, number: int) -> None:
        try:
            pad = pygame.joystick.Joystick(number)
        except pygame.error:
            return
        self._pads[pad.get_instance_id()] = pad

    def _tilt(self, event: pygame.event.Event) -> None:
        """A stick counts as the cross: once each time it is moved far enough."""
        pairs: dict[int, tuple[Action, Action]] = {0: ("left", "right"), 1: ("up", "down")}
        if event.axis not in pairs:
            return
        action = pairs[event.axis][event.value > 0] if abs(event.value) > STICK else None
        if action != self._stick:
            self._stick = action
            if action is not None:
                self._window.do(action)


def _copied() -> str:
    """What was copied last, here or elsewhere; nothing where there is no text or no clipboard."""
    try:
        return pygame.scrap.get_text()
    except pygame.error:
        return ""
