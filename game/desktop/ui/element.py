"""Elements: what a screen is made of.

Each has a role, a name, a value, and what can be done with it, and knows how to lay itself out and paint itself; the same tree
serves the eye, the keyboard, speech, screen readers and tests.

A screen builds its tree anew whenever something has changed, so an element holds no state of its own: what must last (focus,
scrolling) is kept by its key on the stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pygame

from game.desktop.ui.text import Typesetter
from game.look.palette import Palette
from game.translation import later, say

Role = Literal[
    "group", "text", "heading", "button", "radio", "checkbox", "slider", "link", "list", "item", "image", "table", "row", "cell",
    "dialog", "status", "tab", "tabs", "meter", "scroll", "entry",
]  # fmt: skip
Act = Callable[[], None]


@dataclass
class Kit:
    """What elements are laid out and painted with: palette, type, scale, and what the stage knows of focus and scrolling.

    `scale` turns points into pixels. `now` is in seconds. `offsets` holds how far each scrolling area has been scrolled.
    """

    palette: Palette
    type: Typesetter
    scale: float
    now: float = 0.0
    focus: str = ""
    hover: str = ""
    pressed: str = ""
    is_by_key: bool = False
    has_motion: bool = True
    offsets: dict[str, int] = field(default_factory=dict)
    extents: dict[str, int] = field(default_factory=dict)

    def px(self, points: float) -> int:
        """Points as pixels, at least 1 for anything above nought."""
        return max(1, round(points * self.scale)) if points > 0 else 0


class Element:
    """One thing on the screen. Subclasses say how large they are, where their children go, and how they look.

    Arguments:
        role: what it is, in the words of accessibility.
        name: what it is called; spoken, and shown where the element shows its name.
        key: what it is known by from one build of the tree to the next; whatever can have the focus needs one.
        value: what it holds now, in words.
        description: what more can be said of it.
        act: what activating it does.
        adjust: what a step to the left (-1) or right (+1) does.
        explain: what asking why does.
        is_checked: of a choice, whether it is chosen; None where that is no question.
        is_disabled: it cannot be used now, though it can have the focus, so that one can ask why not.
        is_live: its text is spoken when it changes.
        grow: its share of room that is left over.
    """

    role: Role = "group"
    is_clipping = False

    def __init__(
        self,
        *children: Element,
        role: Role | None = None,
        name: str = "",
        key: str = "",
        value: str = "",
        description: str = "",
        act: Act | None = None,
        adjust: Callable[[int], None] | None = None,
        explain: Act | None = None,
        is_checked: bool | None = None,
        is_disabled: bool = False,
        is_live: bool = False,
        level: int = 0,
        grow: float = 0.0,
    ) -> None:
        self.children: tuple[Element, ...] = children
        if role is not None:
            self.role = role
        self.name = name
        self.key = key
        self.value = value
        self.description = description
        self.act = act
        self.adjust = adjust
        self.explain = explain
        self.is_checked = is_checked
        self.is_disabled = is_disabled
        self.is_live = is_live
        self.level = level
        self.grow = grow
        self.rect = pygame.Rect(0, 0, 0, 0)
        self._sizes: dict[int, tuple[int, int]] = {}

    @property
    def can_focus(self) -> bool:
        """Whether it can have the keyboard's focus."""
        return bool(self.key) and (self.act is not None or self.adjust is not None or self.explain is not None)

    @property
    def typing(self) -> tuple[str, int] | None:
        """The text typed into it, and the number of the character before which the caret stands; None if it takes no text."""
        return None

    def size(self, kit: Kit, width: int) -> tuple[int, int]:
        """The width and height it wants, in pixels, in at most `width`; reckoned once, since a tree never changes."""
        found = self._sizes.get(width)
        if found is None:
            found = self._sizes[width] = self.measure(kit, width)
        return found

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """Reckons `size`: what a subclass says of itself."""
        raise NotImplementedError

    def narrowest(self, kit: Kit) -> int:
        """The pixels across without which a word of it would be torn, as far as it knows that."""
        return max((child.narrowest(kit) for child in self.children), default=0)

    def first_line(self, kit: Kit) -> int:  # noqa: ARG002 - what the subclasses answer
        """The height of the line of text that it begins with, in pixels; nothing where it does not begin with one."""
        return 0

    def place(self, kit: Kit, rect: pygame.Rect) -> None:  # noqa: ARG002 - those with children need it
        """Takes its place, and gives its children theirs."""
        self.rect = rect

    def paint(self, kit: Kit, surface: pygame.Surface) -> None:
        """Paints itself, then its children."""
        self.paint_self(kit, surface)
        self.paint_children(kit, surface)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """Paints what lies under its children."""

    def paint_children(self, kit: Kit, surface: pygame.Surface) -> None:
        """Paints the children that can be seen."""
        clip = surface.get_clip()
        for child in self.children:
            if child.rect.colliderect(clip):
                child.paint(kit, surface)

    def press_at(self, at: tuple[int, int]) -> bool:  # noqa: ARG002 - what the subclasses answer
        """Takes a press at a point, for an element that cares where it is pressed; whether it does."""
        return False

    def crosses(self, rect: pygame.Rect) -> bool:  # noqa: ARG002 - what the subclasses answer
        """Whether it draws something into a rectangle that is to be read there, besides its children."""
        return False

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, key: str) -> Element | None:
        """The element of that key, if it is here."""
        return next((element for element in self.walk() if element.key == key), None)


@dataclass(frozen=True, slots=True)
class Node:
    """One element as assistive technology and tests see it: a snapshot, with its clipped rectangle."""

    key: str
    role: Role
    name: str
    value: str
    description: str
    rect: tuple[int, int, int, int]
    seen: tuple[int, int, int, int]
    is_focused: bool
    is_checked: bool | None
    is_disabled: bool
    is_live: bool
    level: int
    actions: tuple[str, ...]
    children: tuple[Node, ...]
    typing: tuple[str, int] | None = None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def reading(self) -> Iterator[str]:
        """All that is to be read here, in order: texts as they are, and what can be pressed in its own words."""
        if self.actions:
            yield self.words()
            return
        if self.role in ("text", "heading") and any(sign.isalnum() for sign in self.name):
            yield self.name if self.name.endswith((".", "?", "!", ":")) else f"{self.name}."
        for child in self.children:
            yield from child.reading()

    def words(self) -> str:
        """The node in words, as a voice would say it: name, role, value, state, description."""
        state = ""
        if self.is_checked is not None and self.role in ("radio", "checkbox", "tab"):
            state = say("chosen") if self.is_checked else say("not chosen")
        role = say(_SPOKEN.get(self.role, ""))
        parts = [self.name, role, self.value, state, say("not open to you now") if self.is_disabled else "", self.description]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


_SPOKEN: dict[Role, str] = later(
    {
        "button": "button",
        "radio": "option",
        "checkbox": "switch",
        "slider": "slider",
        "link": "link",
        "tab": "tab",
        "heading": "heading",
        "meter": "",
        "cell": "",
        "entry": "text field",
    }
)


def snapshot(element: Element, focus: str, clip: pygame.Rect | None = None) -> Node:
    """A tree of elements as nodes."""
    seen = element.rect if clip is None else element.rect.clip(clip)
    inner = seen if element.is_clipping else clip
    actions = tuple(
        word
        for word, can in (("activate", element.act), ("adjust", element.adjust), ("explain", element.explain))
        if can is not None
    )
    return Node(
        element.key,
        element.role,
        element.name,
        element.value,
        element.description,
        sides(element.rect),
        sides(seen),
        bool(element.key) and element.key == focus,
        element.is_checked,
        element.is_disabled,
        element.is_live,
        element.level,
        actions,
        tuple(snapshot(child, focus, inner) for child in element.children),
        element.typing,
    )


def sides(rect: pygame.Rect) -> tuple[int, int, int, int]:
    """A rectangle as left, top, width and height in pixels: numbers that never change, fit to be compared and to be a key."""
    return rect.left, rect.top, rect.width, rect.height


def shown(elements: Sequence[Element | None]) -> tuple[Element, ...]:
    """The elements without the Nones: a screen writes what it shows only sometimes as `element if condition else None`."""
    return tuple(element for element in elements if element is not None)
