"""The keys of the settings: every action with its keys, others by pressing them, and the way back to those it came with.

Some keys keep what they do, so that there is always a way on, a way round and a way out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

import pygame

from game.desktop.controls import DEFAULT_KEYS, FIXED, PAD_BUTTONS, WORDS, Action, is_key, spelt
from game.desktop.screen import Screen
from game.desktop.screens.question import Question, dialog
from game.desktop.ui import paint
from game.desktop.ui.box import Column, Grid, Row
from game.desktop.ui.element import Element, Kit, Role
from game.desktop.ui.widget import Heading, Icon, Press, Text, button
from game.translation import later, say
from game.words.grammar import listed

if TYPE_CHECKING:
    from game.desktop.window import Window

MOST: Final = 6  # keys an action can have, as settings hold them
PAD_NAMES: Final = later(
    {
        0: "A",
        1: "B",
        2: "X",
        3: "Y",
        4: "Back",
        6: "Start",
        7: "Left stick, pressed",
        9: "Left shoulder",
        10: "Right shoulder",
        11: "Cross up",
        12: "Cross down",
        13: "Cross left",
        14: "Cross right",
    }
)


def keys_page(window: Window, *, is_wide: bool) -> Element:
    """Every action with its keys, and what a controller does."""
    settings = window.settings

    def reset() -> None:
        window.set(replace(window.settings, keys={}))
        window.say(say("Every key does again what it did at first."))

    def ask() -> None:
        window.push(
            Question(
                window,
                say("Back to the first keys?"),
                say("Every key does again what it did when the game was new."),
                [(say("Back to the first keys"), reset)],
            )
        )

    rows = [_row(window, action, is_wide=is_wide) for action in WORDS]
    pad = [
        Row(Text(say(PAD_NAMES[number]), "strong", grow=1.0), Text(say(WORDS[action]), "body", grow=2.0), gap=10, align="start")
        for number, action in PAD_BUTTONS.items()
        if number in PAD_NAMES
    ]
    fixed = listed([spelt(name) for name in ("escape", "return", "tab")])
    return Column(
        Text(
            say(
                "Press an action to give it other keys. {keys} and the arrows keep what they do, so that you can always get "
                "about.",
                keys=fixed,
            ),
            "body",
            "quiet",
        ),
        Row(button(say("Back to the first keys"), ask, key="keys:reset", icon="rotate-ccw", is_disabled=not settings.keys)),
        Column(*rows, gap=5, role="list", name=say("Actions")),
        Heading(say("Game controller")),
        Text(say("Plug one in whenever you like. The left stick does what the cross does."), "body", "quiet"),
        Grid(*pad, least=320, gap=8, most=2),
        gap=14,
    )


def _row(window: Window, action: Action, *, is_wide: bool) -> Element:
    names = window.settings.keys_of(action)
    words = [spelt(name) for name in names]
    caps = Row(*(KeyCap(word) for word in words) if words else (Text(say("no key"), "body", "quiet"),), gap=6, wraps=True)
    label = Text(say(WORDS[action]), "body", grow=1.0)
    caps.grow = 1.0
    return Press(
        Row(label, caps, gap=14) if is_wide else Column(label, caps, gap=4),
        look="card",
        pad=(12, 5),
        key=f"action:{action}",
        name=say(WORDS[action]),
        value=listed(words) if words else say("no key"),
        act=lambda: window.push(KeysDialog(window, action)),
    )


class KeyCap(Element):
    """A key as it lies on a keyboard."""

    role: Role = "text"

    def __init__(self, text: str) -> None:
        super().__init__(name=text)

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """Its name with room around it."""
        high = kit.type.leading("label") + kit.px(6)
        return min(width, max(high, kit.type.width(self.name, "label") + 2 * kit.px(8))), high

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The cap, thicker at its foot, with its name."""
        paint.box(surface, self.rect, kit.palette.panel, radius=kit.px(5), border=1, edge=kit.palette.line)
        foot = pygame.Rect(self.rect.left + kit.px(4), self.rect.bottom - kit.px(2), self.rect.width - 2 * kit.px(4), kit.px(2))
        surface.fill(kit.palette.line, foot)
        drawn = kit.type.line(self.name, "label", kit.palette.ink)
        surface.blit(drawn, drawn.get_rect(center=self.rect.center))


class Catch(Element):
    """What waits for a key to be pressed, and takes whichever comes, but for those that keep what they do."""

    role: Role = "entry"

    def __init__(self, caught: Callable[[str], None], **meaning: Any) -> None:
        super().__init__(name=say("Press the key you want to add"), **meaning)
        self._caught = caught

    def typed(self, name: str, sign: str) -> bool:  # noqa: ARG002 - as hands call it
        """Takes a key by its name; whether it was taken."""
        if name in FIXED or not name or name.rpartition("+")[2] in _HELD:
            return False
        self._caught(name)
        return True

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """A broad field."""
        return width, kit.type.leading("body") + 2 * kit.px(14)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The field, which waits while it has the focus."""
        is_waiting = kit.focus == self.key
        edge = kit.palette.accent if is_waiting else kit.palette.line
        fill = kit.palette.tint if is_waiting else kit.palette.panel
        paint.box(surface, self.rect, fill, radius=kit.px(7), border=kit.px(2 if is_waiting else 1), edge=edge)
        words = f"{self.name} …" if is_waiting else say("Go here to add a key")
        drawn = kit.type.line(words, "strong", kit.palette.ink)
        surface.blit(drawn, drawn.get_rect(center=self.rect.center))


_HELD: Final = frozenset(f"{side} {key}" for side in ("left", "right") for key in ("shift", "ctrl", "alt", "meta", "gui"))


class KeysDialog(Screen):
    """The keys of one action: another is added by pressing it, each can be taken away."""

    is_over = True

    def __init__(self, window: Window, action: Action) -> None:
        super().__init__(window)
        self._action = action
        self.title = say(WORDS[action])
        self._note = ""

    def first(self) -> str:
        """What waits for a key."""
        return "catch"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """The keys it has, and what waits for another."""
        names = self.window.settings.keys_of(self._action)
        held = [self._held(name) for name in names] or [Text(say("It has no key now."), "body", "quiet")]
        is_first = names == DEFAULT_KEYS[self._action]
        foot = Row(
            button(say("Done"), self.close, key="done", look="primary", icon="check"),
            button(say("As it was at first"), self._reset, key="reset", look="quiet", icon="rotate-ccw", is_disabled=is_first),
            gap=8,
            wraps=True,
        )
        return dialog(
            self.title,
            Column(*held, gap=6, role="list", name=say("Its keys")),
            Catch(self._caught, key="catch", act=lambda: None) if len(names) < MOST else None,
            Row(Icon("info", 18, "accent"), Text(self._note, grow=1.0), gap=8, align="start", is_live=True)
            if self._note
            else None,
            foot=foot,
            key="keys",
        )

    def _held(self, name: str) -> Element:
        is_fixed = FIXED.get(name) == self._action
        return Row(
            KeyCap(spelt(name)),
            Text(say("keeps what it does"), "small", "quiet", grow=1.0)
            if is_fixed
            else button(
                say("Take away"),
                lambda: self._take(name),
                key=f"take:{name}",
                icon="x",
                look="quiet",
                name=say("Take away {key}", key=spelt(name)),
            ),
            gap=10,
        )

    def _caught(self, name: str) -> None:
        if not is_key(name):
            self._say(say("This key has no name to keep it by. Try another."))
            return
        settings = self.window.settings
        owner = next((one for one in DEFAULT_KEYS if name in settings.keys_of(one)), None)
        if owner == self._action:
            self._say(say("{key} does this already.", key=spelt(name)))
        elif owner is None:
            self._give(name)
        else:
            words = say(WORDS[cast("Action", owner)])
            left = [spelt(one) for one in settings.keys_of(owner) if one != name]
            rest = say("That would still have {keys}.", keys=listed(left)) if left else say("That would have no key then.")
            self.window.push(
                Question(
                    self.window,
                    say("{key} does something else", key=spelt(name)),
                    f"{say('It stands for “{action}”.', action=words)} {rest}",
                    [(say("Give {key} to “{action}”", key=spelt(name), action=self.title), lambda: self._give(name))],
                )
            )

    def _give(self, name: str) -> None:
        settings = self.window.settings
        self.window.set(settings.with_keys(self._action, (*settings.keys_of(self._action), name)))
        self._say(say("{key} does this now.", key=spelt(name)))

    def _take(self, name: str) -> None:
        settings = self.window.settings
        left = tuple(one for one in settings.keys_of(self._action) if one != name)
        self.window.set(settings.with_keys(self._action, left))
        self._say(say("{key} does nothing now.", key=spelt(name)))

    def _reset(self) -> None:
        """Gives the action its first keys again, but for those that another has been given meanwhile."""
        settings = self.window.settings
        others = {name: one for one in DEFAULT_KEYS if one != self._action for name in settings.keys_of(one)}
        first = DEFAULT_KEYS[self._action]
        free = tuple(name for name in first if name not in others)
        self.window.set(settings.with_keys(self._action, free))
        taken = [
            say("{key} stays with “{action}”", key=spelt(name), action=say(WORDS[cast("Action", others[name])]))
            for name in first
            if name in others
        ]
        self._say(f"{listed(taken)}." if taken else say("It has its first keys again."))

    def _say(self, words: str) -> None:
        self._note = words
        self.window.change()

    def help(self) -> tuple[tuple[str, str], ...]:
        """How keys are given."""
        return (
            (say("Giving a key"), say("Press the key, with Ctrl, Alt or Shift held if you like. A key does one thing only.")),
        )
