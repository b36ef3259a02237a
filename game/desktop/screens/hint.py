"""What a first quarter teaches by playing: a hint where something is needed for the first time, until it is put away."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from game.desktop.ui.box import Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Icon, Text, button
from game.desktop.window import Window

HINTS: Final = {
    "news": (
        "Each quarter begins with what has happened since the last. The map shows everybody at the table: the outer ring is what "
        "they say, the inner ring what they do, and red between them the gap. Press an agency to see its ties. Nothing you look "
        "at costs anything."
    ),
    "decide": (
        "Somebody wants a decision. Each option is what a decent colleague would argue for, and each has a price. You can change "
        "your mind until you end the quarter."
    ),
    "attention": (
        "These are your own weeks, in tokens: three, or fewer when you are worn out. Choose what one goes to, then with whom. "
        "You may give two to the same thing. Whoever gets none notices that, too."
    ),
    "said": "First what partners say. It costs them little, and it is where things begin.",
    "did": "Then what they do. The gap between the two is the oldest problem of partnerships.",
    "changed": (
        "Last, what moved most, with its biggest causes. Press a line to ask why: each cause can be asked about in turn, as far "
        "as you could know."
    ),
    "why": "A cause with an arrow leads further back. Where you cannot see, it says so; the debrief opens that too.",
}
"""Each hint by where it is given."""


def hint(window: Window, what: str) -> Element | None:
    """A hint with a button that puts it away for good; None once it has been."""
    if what in window.settings.seen:
        return None

    def put_away() -> None:
        window.set(replace(window.settings, seen=window.settings.seen | {what}))

    return Panel(
        Row(Icon("lightbulb", 20, "accent"), Text(HINTS[what], "body", grow=1.0), gap=10, align="start"),
        Row(button("Understood", put_away, key=f"hint:{what}", icon="check", look="quiet")),
        fill="tint",
        edge="accent",
        pad=(14, 10),
        gap=4,
        role="status",
        name=HINTS[what],
    )


def hints_back(window: Window) -> None:
    """Gives every hint again from now on."""
    window.set(replace(window.settings, seen=frozenset()))
