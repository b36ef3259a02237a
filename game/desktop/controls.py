"""What keys and a game controller do: actions by name, with the keys the game comes with; everything can be given other keys."""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

import pygame

from game.translation import later, say

Action = Literal[
    "next", "previous", "left", "right", "up", "down", "activate", "back", "page_up", "page_down", "top", "bottom",
    "why", "help", "agencies", "matrix", "promises", "timeline", "money", "saves", "settings", "next_tab", "previous_tab",
    "finish", "undo", "option 1", "option 2", "option 3", "option 4", "option 5",
    "speak", "repeat", "larger", "smaller", "full_screen",
]  # fmt: skip

WORDS: Final[dict[Action, str]] = later(
    {
        "next": "Go to the next thing",
        "previous": "Go to the thing before",
        "left": "Go left, or less",
        "right": "Go right, or more",
        "up": "Go up",
        "down": "Go down",
        "activate": "Do what is in focus",
        "back": "Go back, or close",
        "page_up": "Scroll up a page",
        "page_down": "Scroll down a page",
        "top": "Scroll to the top",
        "bottom": "Scroll to the bottom",
        "why": "Ask why of what is in focus",
        "help": "Help on this screen",
        "agencies": "The sheet of an agency",
        "matrix": "Who trusts whom, and who shares",
        "promises": "Promises",
        "timeline": "Timeline",
        "money": "The books",
        "saves": "Saved games",
        "settings": "Settings",
        "next_tab": "Next page of this screen",
        "previous_tab": "Page before",
        "finish": "Go on: the next step of the quarter",
        "option 1": "Take the first option",
        "option 2": "Take the second option",
        "option 3": "Take the third option",
        "option 4": "Take the fourth option",
        "option 5": "Take the fifth option",
        "undo": "Take the last token back",
        "speak": "Reading aloud on or off",
        "repeat": "Read the page aloud",
        "larger": "Larger text",
        "smaller": "Smaller text",
        "full_screen": "Full screen on or off",
    }
)
"""Each action in words, in the order in which the settings show them."""

DEFAULT_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "next": ("tab",),
    "previous": ("shift+tab",),
    "left": ("left",),
    "right": ("right",),
    "up": ("up",),
    "down": ("down",),
    "activate": ("return", "space", "enter"),
    "back": ("escape", "backspace"),
    "page_up": ("page up",),
    "page_down": ("page down",),
    "top": ("home",),
    "bottom": ("end",),
    "why": ("w", "?"),
    "help": ("f1", "h"),
    "agencies": ("a",),
    "matrix": ("m",),
    "promises": ("p",),
    "timeline": ("t",),
    "money": ("b",),
    "saves": ("s",),
    "settings": ("f10", "o"),
    "next_tab": ("]", "ctrl+tab"),
    "previous_tab": ("[", "ctrl+shift+tab"),
    "finish": ("n",),
    **{f"option {number}": (str(number),) for number in range(1, 6)},
    "undo": ("u", "ctrl+z"),
    "speak": ("v",),
    "repeat": ("r",),
    "larger": ("ctrl+=", "ctrl++"),
    "smaller": ("ctrl+-",),
    "full_screen": ("f11",),
}

_KEY: Final = re.compile(r"(?:ctrl\+)?(?:alt\+)?(?:shift\+)?(?:[!-~£]|[a-z0-9][a-z0-9 ]{0,24}[a-z0-9])")

FIXED: Final[dict[str, Action]] = {
    "escape": "back",
    "return": "activate",
    "tab": "next",
    "shift+tab": "previous",
    "left": "left",
    "right": "right",
    "up": "up",
    "down": "down",
}
"""Keys that cannot be given to anything else, nor taken from what they do."""

# A controller's buttons, as SDL numbers them on the pads it knows: A, B, X, Y, back, guide, start, sticks, shoulders, cross.
PAD_BUTTONS: Final[dict[int, Action]] = {
    0: "activate",
    1: "back",
    2: "why",
    3: "help",
    4: "saves",
    6: "settings",
    7: "finish",
    9: "previous_tab",
    10: "next_tab",
    11: "up",
    12: "down",
    13: "left",
    14: "right",
}
HATS: Final[dict[tuple[int, int], Action]] = {(0, 1): "up", (0, -1): "down", (-1, 0): "left", (1, 0): "right"}
_SPELT: Final = later(
    {
        "return": "Enter",
        "escape": "Esc",
        "enter": "Enter (numbers)",
        "page up": "Page Up",
        "page down": "Page Down",
        "tab": "Tab",
        "shift": "Shift",
        "ctrl": "Ctrl",
        "alt": "Alt",
        "space": "Space",
        "backspace": "Backspace",
        "left": "Left",
        "right": "Right",
        "up": "Up",
        "down": "Down",
        "home": "Home",
        "end": "End",
        "insert": "Insert",
        "delete": "Delete",
    }
)
"""Keys as they are called on a keyboard; any other is called by its sign or its number."""
STICK: Final = 0.6  # how far a stick must be moved to count


def actions() -> tuple[Action, ...]:
    """Every action."""
    return get_args(Action)


def is_key(name: str) -> bool:
    """Whether a text could be the name of a key, with or without ctrl, alt and shift before it; pygame need not be started."""
    return _KEY.fullmatch(name) is not None


def key_name(event: pygame.event.Event) -> str:
    """The name of the key that was pressed, as settings hold it: `shift+tab`, `ctrl+=`, `?`."""
    mod = event.mod
    name = pygame.key.name(event.key)
    sign = getattr(event, "unicode", "")
    held = [word for word, bit in (("ctrl", pygame.KMOD_CTRL), ("alt", pygame.KMOD_ALT)) if mod & bit]
    if not held and len(sign) == 1 and sign.isprintable() and not sign.isspace():
        return sign.lower()
    if mod & pygame.KMOD_SHIFT:
        held.append("shift")
    return "+".join([*held, name])


def spelt(name: str) -> str:
    """A key as a person knows it: `Enter`, `Ctrl+Tab`, `W`."""
    if name in _SPELT:
        return say(_SPELT[name])
    held, plus, last = name.rpartition("+") if not name.endswith("+") else (name[:-2], "+", "+")
    last = say(_SPELT[last]) if last in _SPELT else last.capitalize() if len(last) > 1 else last.upper()
    words = "+".join(say(_SPELT[part]) if part in _SPELT else part.capitalize() for part in held.split("+") if part)
    return f"{words}+{last}" if words and plus else last


def pad_action(event: pygame.event.Event) -> Action | None:
    """What a controller's event asks for, if anything."""
    if event.type == pygame.JOYBUTTONDOWN:
        return PAD_BUTTONS.get(event.button)
    if event.type == pygame.JOYHATMOTION:
        return HATS.get(tuple(event.value))
    return None
