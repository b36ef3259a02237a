"""What a screen is: it builds a tree of elements from the game as it stands, and answers what keys ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from game.desktop.controls import Action
from game.desktop.ui.element import Element, Kit
from game.translation import say

if TYPE_CHECKING:
    from game.desktop.window import Window


@dataclass
class Memory:
    """What is remembered of a screen while another lies over it: where the focus was, and how far it was scrolled."""

    focus: str = ""
    offsets: dict[str, int] = field(default_factory=dict)


class Screen:
    """One screen of the window. `title` is what it is called, in speech and in the transcript.

    It is marked where it is its class's, and said already where it is its own; `called` is said in either case.
    `is_over` says that it lies over the screen below, which stays in sight behind it.
    """

    title = ""
    is_over = False

    def __init__(self, window: Window) -> None:
        self.window = window
        self.memory = Memory()

    @property
    def called(self) -> str:
        """What it is called, in the language of the game: its class's title said, or its own, which is said already."""
        return self.title if "title" in vars(self) else say(self.title)

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The tree of elements for a window of a size in pixels."""
        raise NotImplementedError

    def first(self) -> str:
        """The key of what has the focus when the screen is opened; nothing for whatever comes first."""
        return ""

    def handle(self, action: Action) -> bool:  # noqa: ARG002 - what the subclasses answer
        """Answers an action that no element took; whether it was this screen's business."""
        return False

    def opened(self) -> None:
        """The screen is on top now, for the first time or again."""

    def is_moving(self, now: float) -> bool:  # noqa: ARG002 - what the subclasses answer
        """Whether something on it still moves, so that it must be built anew for the next frame."""
        return False

    def ahead(self) -> Screen | None:
        """The screen that most probably comes next, if it can be told; it is only looked at, and may never be opened."""
        return None

    def help(self) -> tuple[tuple[str, str], ...]:
        """What this screen is for, as (heading, text) pairs for the help that lies over it."""
        return ()

    def leaving(self) -> None:
        """The window is about to be closed: what is half typed here is kept."""

    def close(self) -> None:
        """Goes back to the screen below."""
        self.window.pop(self)
