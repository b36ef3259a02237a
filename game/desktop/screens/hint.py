"""What a first quarter teaches by playing: a hint where something is needed for the first time, until it is put away."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from game.desktop.ui.box import Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Icon, Text, button
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


def hint(window: Window, what: str, turn: int = 1) -> Element | None:
    """A hint with a button that puts it away for good; None once it has been, and after the first quarter.

    It stands at the foot of what it is about, so that nothing moves when it goes.
    """
    if what in window.settings.seen or turn > 1:
        return None

    words = say(HINTS[what])

    def put_away() -> None:
        window.set(replace(window.settings, seen=window.settings.seen | {what}))

    return Panel(
        Row(
            Icon("lightbulb", 20, "accent"),
            Text(words, "body", grow=1.0),
            button("", put_away, key=f"hint:{what}", icon="check", look="quiet", name=say("Understood: put this hint away")),
            gap=10,
            align="start",
        ),
        fill="tint",
        edge="",
        radius=0,
        pad=(20, 8),
        role="status",
        name=words,
    )


def hints_back(window: Window) -> None:
    """Gives every hint again from now on."""
    window.set(replace(window.settings, seen=frozenset()))
