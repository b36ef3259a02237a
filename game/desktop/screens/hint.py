"""What a first quarter teaches by playing: a hint above what is needed for the first time."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from game.desktop.ui.box import Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Icon, Text
from game.desktop.window import Window
from game.translation import later, say

HINTS: Final = later(
    {
        "news": "What has happened so far. On the map, press a partner to see its ties: looking costs nothing.",
        "decide": "Decent people would argue for each option, and each has a price. You can change your mind for now.",
        "attention": "These are your own weeks. Choose what one goes to, then with whom. Whoever gets none notices.",
        "said": "First what partners say. It costs them little, and it is where things begin.",
        "did": "Then what they do. The gap between the two is the oldest problem of partnerships.",
        "changed": "Last, what moved most, and why. Press a line to ask further: each cause can be asked about in turn.",
        "why": "A cause with an arrow leads further back. Where you cannot see, it says so; the debrief opens that too.",
    }
)
"""Each hint by where it is given."""
QUARTER: Final = tuple(what for what in HINTS if what != "why")
"""The hints of a first quarter, all of which have been given once it is over."""


def hint(window: Window, what: str, turn: int = 1) -> Element | None:
    """A hint, to stand above what it is about; None once it has been given, and after the first quarter.

    It is part of the page and scrolls away with it, so that it covers nothing, and nothing moves for it while one reads.
    """
    if what in window.settings.seen or turn > 1:
        return None
    words = say(HINTS[what])
    return Panel(
        Row(Icon("lightbulb", 20, "accent"), Text(words, "body", grow=1.0), gap=10, align="start"),
        fill="tint",
        edge="",
        pad=(12, 8),
    )


def given(window: Window, *hints: str) -> None:
    """Takes note that hints have been given: they do not come again."""
    if not window.settings.seen.issuperset(hints):
        window.set(replace(window.settings, seen=window.settings.seen.union(hints)))


def hints_back(window: Window) -> None:
    """Gives every hint again from now on."""
    window.set(replace(window.settings, seen=frozenset()))
