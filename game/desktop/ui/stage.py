"""The stage: holds one tree of elements, and turns key presses, the pointer and a game controller into what elements can do.

Focus is by key, so that it survives a new build of the tree. Where a screen lies over another, only the upper one is on
the stage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

import pygame

from game.desktop.ui import paint
from game.desktop.ui.box import Scroll
from game.desktop.ui.element import Element, Kit, Node, snapshot
from game.desktop.ui.theme import TARGET

Direction = Literal["left", "right", "up", "down"]
RING: Final = 4  # points that the ring round what has the focus stands off
_STEP: Final = 60  # points a turn of the wheel scrolls
_STEP_OF: Final[dict[Direction, int]] = {"up": -1, "down": 1}


class Stage:
    """A tree of elements with a focus.

    Arguments:
        kit: what they are laid out with; the stage keeps focus, pointer and scrolling in it.
    """

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.root: Element = Element()
        self.settled = ""
        """The key of what had the focus when the tree was last shown."""
        self._first = ""
        self._pressed_in = pygame.Rect(0, 0, 0, 0)  # where what the pointer went down on was then

    # The tree.

    def show(self, root: Element, size: tuple[int, int], first: str = "") -> None:
        """Takes a tree, lays it out, and sees to it that the focus is on something that is there.

        Arguments:
            root: the tree.
            size: of the window, in pixels.
            first: the key of what has the focus where nothing had it.
        """
        was_seen = self._begins_in_sight(self.kit.focus)
        self.root = root
        self._first = first
        self.lay_out(size)
        known = {element.key for element in self.focusable()}
        if self.kit.focus not in known:
            self.kit.focus = first if first in known else next((element.key for element in self.focusable()), "")
            # What begins in sight stays where it is, so that a page is opened at its top.
            if not self._begins_in_sight(self.kit.focus):
                self.bring(self.kit.focus)
        elif self.kit.is_by_key and (was_seen or self.kit.focus != self.settled) and not self._begins_in_sight(self.kit.focus):
            # Whoever has no pointer finds the focus by its ring, also where what is above it has grown meanwhile.
            self.bring(self.kit.focus)
        self.settled = self.kit.focus
        if self.kit.hover not in known:
            self.kit.hover = ""

    def lay_out(self, size: tuple[int, int]) -> None:
        """Gives every element its place."""
        self.root.place(self.kit, pygame.Rect(0, 0, *size))

    def paint(self, surface: pygame.Surface) -> None:
        """Paints the tree, and the ring round what has the focus."""
        self.root.paint(self.kit, surface)
        focused = self.focused
        if focused is not None and self.kit.is_by_key:
            self._ring(surface, focused)

    def _ring(self, surface: pygame.Surface, focused: Element) -> None:
        """Two rings, one in the accent and one in the ground, so that one of them stands out from whatever is behind."""
        kit, clip = self.kit, surface.get_clip()
        surface.set_clip(self._room(focused).clip(clip))
        off = kit.px(10 if focused.role == "group" else RING)  # what is only read has no ground of its own round its words
        outer = focused.rect.inflate(2 * off, 2 * kit.px(8 if focused.role == "group" else RING))
        paint.box(surface, outer, None, radius=kit.px(10), border=kit.px(3), edge=kit.palette.accent)
        paint.box(
            surface,
            outer.inflate(-2 * kit.px(3), -2 * kit.px(3)),
            None,
            radius=kit.px(8),
            border=kit.px(1),
            edge=kit.palette.panel,
        )
        surface.set_clip(clip)

    def _room(self, focused: Element) -> pygame.Rect:
        """Where a ring may be painted: a little beyond what scrolls, but not on the side where the element itself goes on."""
        shown, rect, beyond = self._clip(focused), focused.rect, self.kit.px(5)
        left, top = (shown.left - beyond * (rect.left >= shown.left), shown.top - beyond * (rect.top >= shown.top))
        right, bottom = (
            shown.right + beyond * (rect.right <= shown.right),
            shown.bottom + beyond * (rect.bottom <= shown.bottom),
        )
        return pygame.Rect(left, top, right - left, bottom - top)

    def nodes(self) -> Node:
        """The tree as assistive technology sees it."""
        return snapshot(self.root, self.kit.focus)

    def reading(self) -> str:
        """What the page holds to be read: all that is in the largest area that scrolls, or on a page without one."""
        areas = [one for one in self.root.walk() if isinstance(one, Scroll)]
        area = max(areas, key=lambda one: one.rect.width * one.rect.height, default=self.root)
        return "\n".join(snapshot(area, self.kit.focus).reading())

    def focusable(self) -> list[Element]:
        """Everything that can have the focus, in reading order."""
        return [element for element in self.root.walk() if element.can_focus]

    @property
    def focused(self) -> Element | None:
        """What has the focus."""
        return self.root.find(self.kit.focus) if self.kit.focus else None

    # The keyboard and the controller.

    def step(self, by: int) -> None:
        """Moves the focus on in reading order, round at the ends."""
        known = [element.key for element in self.focusable()]
        if not known:
            return
        at = known.index(self.kit.focus) if self.kit.focus in known else -by
        self.focus(known[(at + by) % len(known)])

    def move(self, direction: Direction) -> bool:
        """Moves the focus to the nearest element in a direction, or adjusts or scrolls; whether anything came of it."""
        focused = self.focused
        if focused is not None and focused.adjust is not None and direction in ("left", "right"):
            focused.adjust(-1 if direction == "left" else 1)
            return True
        if self._through(direction):
            return True
        nearest = self._nearest(direction, self.focusable())
        if nearest is not None:
            self.focus(nearest.key)
            return True
        return direction in ("up", "down") and self.scroll(-1 if direction == "up" else 1)

    def _through(self, direction: Direction) -> bool:
        """Goes up or down within what scrolls, or into what lies that way, before the focus leaves it or passes it by.

        To the nearest element there, if that is near; else by scrolling, so that what is to be read in between is not jumped
        over. Whether anything came of it.
        """
        focused = self.focused
        if focused is None or direction not in ("up", "down"):
            return False
        for area in [*self._around(focused), *self._facing(focused, direction)]:
            nearest = self._nearest(direction, [one for one in area.walk() if one.can_focus])
            if nearest is not None and self._is_near(nearest, area):
                self.focus(nearest.key)
                return True
            if self._scroll(area, _STEP_OF[direction]):
                return True
            if nearest is not None:
                self.focus(nearest.key)
                return True
        return False

    @staticmethod
    def _is_near(element: Element, area: Scroll) -> bool:
        """Whether an element is in sight, or no more than half a page out of it."""
        return area.rect.inflate(0, area.rect.height).colliderect(element.rect)

    def _facing(self, focused: Element, direction: Direction) -> list[Scroll]:
        """What scrolls above or below the focus and beside nothing nearer that could have it."""
        around, here = self._around(focused), focused.rect
        areas = [one for one in self.root.walk() if isinstance(one, Scroll) and one not in around]
        held = {id(one) for area in areas for one in area.walk()}
        plain = self._nearest(direction, [one for one in self.focusable() if id(one) not in held])

        def off(there: pygame.Rect) -> int:
            return here.top - there.bottom if direction == "up" else there.top - here.bottom

        level = [one for one in areas if off(one.rect) >= 0 and one.rect.left < here.right and one.rect.right > here.left]
        nearer = [one for one in level if plain is None or off(one.rect) < off(plain.rect)]
        return sorted(nearer, key=lambda one: off(one.rect))[:1]

    def _nearest(self, direction: Direction, among: Sequence[Element]) -> Element | None:
        """The element of several that is nearest in a direction, sideways distance counting double."""
        focused = self.focused
        if focused is None:
            return next(iter(among), None)
        here, best, least = focused.rect, None, float("inf")
        across = direction in ("left", "right")
        sign = 1 if direction in ("right", "down") else -1
        for element in among:
            there = element.rect
            if element is focused or not there.width:
                continue
            if across:
                ahead = sign * ((there.left - here.right) if sign > 0 else (there.right - here.left))
                aside = max(0, there.top - here.bottom, here.top - there.bottom)
                turn = sign * (there.centerx - here.centerx)
            else:
                ahead = sign * ((there.top - here.bottom) if sign > 0 else (there.bottom - here.top))
                aside = max(0, there.left - here.right, here.left - there.right)
                turn = sign * (there.centery - here.centery)
            if turn <= 0 or ahead < -min(here.height, there.height) // 2:
                continue
            distance = (
                max(0, ahead) + 2.0 * aside + 0.01 * abs((there.left - here.left) if not across else (there.top - here.top))
            )
            if distance < least:
                best, least = element, distance
        return best

    def focus(self, key: str, *, is_by_key: bool = True) -> None:
        """Puts the focus on an element and brings it into view."""
        self.kit.focus = key
        self.kit.is_by_key = is_by_key
        self.bring(key)

    def bring(self, key: str, *, to_top: bool = False) -> None:
        """Brings an element into view, or to the top of what scrolls, if it is there; the focus stays where it is."""
        element = self.root.find(key) if key else None
        if element is not None:
            self._bring(element, to_top=to_top)

    def _begins_in_sight(self, key: str) -> bool:
        """Whether an element can be seen whole, or a large one as far as one may press."""
        element = self.root.find(key) if key else None
        if element is None:
            return False
        clip, rect = self._clip(element), element.rect
        high = rect.height if rect.height <= clip.height // 2 else self.kit.px(TARGET)
        return bool(clip.contains((*rect.topleft, rect.width, high)))

    def _bring(self, element: Element, *, to_top: bool = False) -> None:
        """Scrolls whatever lies round an element so that it can be seen whole, or its beginning where it is too large."""
        margin = self.kit.px(12)
        for area in self._around(element):
            if to_top or element.rect.height + 2 * margin > area.rect.height or element.rect.top - margin < area.rect.top:
                off = element.rect.top - margin - area.rect.top
            elif element.rect.bottom + margin > area.rect.bottom:
                off = element.rect.bottom + margin - area.rect.bottom
            else:
                continue
            if to_top or element.rect.top - margin < area.rect.top or element.rect.bottom + margin > area.rect.bottom:
                self.kit.offsets[area.key] = self.kit.offsets.get(area.key, 0) + off
                area.place(self.kit, area.rect)

    def _around(self, element: Element) -> list[Scroll]:
        """The scrolling areas round an element, the innermost first."""

        def path(node: Element) -> list[Element] | None:
            if node is element:
                return [node]
            for child in node.children:
                found = path(child)
                if found is not None:
                    return [node, *found]
            return None

        return [one for one in reversed(path(self.root) or []) if isinstance(one, Scroll)]

    def _clip(self, element: Element) -> pygame.Rect:
        rect = self.root.rect
        for area in self._around(element):
            rect = rect.clip(area.rect)
        return rect

    def activate(self) -> bool:
        """Does what the focused element does; whether there was anything to do."""
        return self._do(self.focused)

    def explain(self) -> bool:
        """Asks why of the focused element; whether it could be asked."""
        focused = self.focused
        if focused is not None and focused.explain is not None:
            focused.explain()
            return True
        return False

    @staticmethod
    def _do(element: Element | None) -> bool:
        if element is None or element.act is None:
            return False
        element.act()
        return True

    def scroll(self, by: float, at: tuple[int, int] | None = None, *, pages: bool = False) -> bool:
        """Scrolls the area at a point, or round the focus; whether it moved. `by` is in steps, or in pages."""
        return any(self._scroll(area, by, pages=pages) for area in self._scrollable(at))

    def _scroll(self, area: Scroll, by: float, *, pages: bool = False) -> bool:
        """Scrolls one area by steps or pages; whether it moved."""
        size = area.rect.height * 0.85 if pages else self.kit.px(_STEP)
        before = self.kit.offsets.get(area.key, 0)
        self.kit.offsets[area.key] = before + round(by * size)
        area.place(self.kit, area.rect)
        return self.kit.offsets[area.key] != before

    def _scrollable(self, at: tuple[int, int] | None) -> list[Scroll]:
        areas = [element for element in self.root.walk() if isinstance(element, Scroll)]
        if at is not None:
            return [area for area in reversed(areas) if area.rect.collidepoint(at)]
        focused = self.focused
        around = self._around(focused) if focused is not None else []
        return around + [area for area in areas if area not in around]

    # The pointer.

    def under(self, at: tuple[int, int]) -> Element | None:
        """The topmost element at a point that can be pressed or asked about."""
        found = None
        for element in self.root.walk():
            if element.can_focus and element.rect.collidepoint(at) and self._clip(element).collidepoint(at):
                found = element
        return found

    def hover(self, at: tuple[int, int]) -> bool:
        """Takes note of where the pointer is; whether anything looks different now."""
        element = self.under(at)
        key = element.key if element is not None else ""
        changed = key != self.kit.hover
        self.kit.hover = key
        return changed

    def press(self, at: tuple[int, int]) -> None:
        """The pointer goes down: nothing happens until it comes up on the same element."""
        element = self.under(at)
        self.kit.pressed = element.key if element is not None else ""
        self._pressed_in = element.rect.copy() if element is not None else pygame.Rect(0, 0, 0, 0)
        if element is not None:  # which stays under the pointer: nothing is scrolled for it
            self.kit.focus, self.kit.is_by_key = element.key, False

    def release(self, at: tuple[int, int]) -> bool:
        """The pointer comes up; whether something was done: what it went down on is meant, also if that has moved meanwhile."""
        element = self.under(at)
        pressed, self.kit.pressed = self.kit.pressed, ""
        if pressed and (element is None or element.key != pressed) and self._pressed_in.collidepoint(at):
            element = next((one for one in self.focusable() if one.key == pressed and one.rect != self._pressed_in), None)
            if element is not None:
                at = at[0] + element.rect.x - self._pressed_in.x, at[1] + element.rect.y - self._pressed_in.y
        if element is None or element.key != pressed:
            return False
        if element.press_at(at):
            return True
        return self._do(element) or (element.explain is not None and element.act is None and self._explained(element))

    def ask(self, at: tuple[int, int]) -> bool:
        """Asks why of what is at a point, as the other button of the pointer does."""
        element = self.under(at)
        return element is not None and element.explain is not None and self._explained(element)

    @staticmethod
    def _explained(element: Element) -> bool:
        act: Callable[[], None] | None = element.explain
        if act is not None:
            act()
        return act is not None
