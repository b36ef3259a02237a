"""What may keep a window company: a voice, ears such as a transcript or a screen reader's tree, sounds, a workshop's table."""

from __future__ import annotations

from typing import Protocol

from game.desktop.ui.element import Node


class Voice(Protocol):
    """What reads aloud. It never raises: a voice that fails says so once and falls silent."""

    def say(self, text: str, *, interrupt: bool = True) -> None:
        """Says a text, instead of what is being said or after it."""

    def stop(self) -> None:
        """Falls silent."""

    def look(self) -> None:
        """Sees how far it has come; called at each turn of the loop."""


class Hears(Protocol):
    """What is told what is on the screen: a transcript, a screen reader's tree."""

    @property
    def is_listening(self) -> bool:
        """Whether it wants to be told at all."""

    def shown(self, title: str, root: Node) -> None:
        """A screen was shown, or changed."""

    def said(self, text: str) -> None:
        """A message was shown."""


class Guests(Protocol):
    """What keeps a window in step with the table of a workshop, and knows the way back there."""

    @property
    def name(self) -> str:
        """What the table, or the seat, is called there."""

    @property
    def is_there(self) -> bool:
        """Whether there is a table to come back to."""

    def come_back(self) -> None:
        """Shows the table again after it was left."""


class Chimes(Protocol):
    """What plays the few sounds there are. It never raises."""

    def play(self, sound: str) -> None:
        """Plays a sound by name, if sounds are on."""
