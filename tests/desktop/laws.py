"""Laws of layout: what must hold of every screen at every size of window and type. Each gives what breaks it, in words."""

from __future__ import annotations

import os
from itertools import combinations

import pygame

from game.desktop.ui.box import Scroll
from game.desktop.ui.element import Element, Kit, Node
from game.desktop.ui.stage import RING, Stage
from game.desktop.ui.widget import Text
from game.words.together import BLANK, apart, together

SLACK = 1  # pixels that rounding may cost
LETTERS = 80  # in a line at most


def broken(stage: Stage) -> list[str]:
    """All that breaks any of these laws on a stage."""
    root, kit = stage.root, stage.kit
    of_layout = [*clipped(root, kit), *torn(root, kit), *parted(root, kit), *overlong(root, kit), *overlapping(root)]
    return [*of_layout, *unnamed(root), *small(root, kit), *out_of_sight(stage), *cut_off(stage)]


def clipped(root: Element, kit: Kit) -> list[str]:
    """Text that has less room than it needs, and whatever sticks out of what holds it, but for what is scrolled downwards."""
    found = []
    for element in root.walk():
        if isinstance(element, Text) and element.name:
            lines = element.lines(kit, max(1, element.rect.width))
            widest = max(kit.type.width(line, element.style) for line in lines)
            high = len(lines) * kit.type.leading(element.style)
            if widest > element.rect.width + SLACK or high > element.rect.height + SLACK:
                found.append(f"“{element.name[:40]}” needs {widest}x{high} and has {element.rect.size}")
        for child in element.children:
            inner, outer = child.rect, element.rect
            if not inner.width or not inner.height:
                continue
            if inner.left < outer.left - SLACK or inner.right > outer.right + SLACK:
                found.append(f"{_named(child)} sticks out sideways: {inner} of {outer} ({_named(element)})")
            if not isinstance(element, Scroll) and (inner.top < outer.top - SLACK or inner.bottom > outer.bottom + SLACK):
                found.append(f"{_named(child)} sticks out: {inner} of {outer} ({_named(element)})")
    return found


def torn(root: Element, kit: Kit) -> list[str]:
    """Words that have no room on one line, and go on in the next; a path, which no width fits, may."""
    return [
        f"“{word}” has {element.rect.width} of {kit.type.width(word, element.style)} in {_named(element)}"
        for element in root.walk()
        if isinstance(element, Text) and element.rect.width
        for word in element.name.split()
        if os.sep not in word and kit.type.width(word, element.style) > element.rect.width + SLACK
    ]


def parted(root: Element, kit: Kit) -> list[str]:
    """Dates, figures with their units and short brackets that go on in the next line, though one line has room for them."""
    return [
        f"“{apart(one)}” is parted in {_named(element)}"
        for element in root.walk()
        if isinstance(element, Text) and element.rect.width
        for one in together(element.name).split(" ")
        if BLANK in one
        and kit.type.width(apart(one), element.style) <= element.rect.width
        and all(apart(one) not in line for line in element.lines(kit, element.rect.width))
    ]


def overlong(root: Element, kit: Kit) -> list[str]:
    """Lines of more letters than an eye goes back from without losing its way, in whatever type they are set (WCAG 1.4.8)."""
    return [
        f"“{line}” has {len(line)} letters, in {_named(element)}"
        for element in root.walk()
        if isinstance(element, Text) and element.rect.width
        for line in element.lines(kit, element.rect.width)
        if len(line) > LETTERS and os.sep not in line
    ]


def overlapping(root: Element) -> list[str]:
    """Pairs of things to read or press, neither part of the other, that lie on one another; a passing message may."""
    found = []
    passing = {id(one) for element in root.walk() if element.role == "status" and element.is_live for one in element.walk()}
    lasting = [element for element in root.walk() if id(element) not in passing and element.rect.width]
    pressable = [element for element in lasting if element.can_focus]
    texts = [element for element in lasting if isinstance(element, Text) and element.name]
    for several in (pressable, texts):
        for one, other in combinations(several, 2):
            common = one.rect.clip(other.rect)
            is_on = common.width > SLACK and common.height > SLACK and not _holds(one, other) and not _holds(other, one)
            if is_on and _seen(root, one).colliderect(_seen(root, other)):
                found.append(f"{_named(one)} and {_named(other)} lie on one another: {one.rect}, {other.rect}")
    return found


def covered(stage: Stage) -> list[str]:
    """What is read or pressed and lies under a passing message."""
    root = stage.root
    message = next((one for one in root.walk() if one.role == "status" and one.is_live and one in root.children), None)
    if message is None:
        return ["There is no message."]
    own = {id(one) for one in message.walk()}
    return [
        f"{_named(element)} lies under the message"
        for element in root.walk()
        if id(element) not in own
        and (element.can_focus or (isinstance(element, Text) and element.name))
        and _seen(root, element).colliderect(message.rect)
    ]


def out_of_sight(stage: Stage) -> list[str]:
    """What can have the focus and does not come into view when it has it; and its ring, if there is none."""
    found = []
    for element in stage.focusable():
        stage.focus(element.key)
        rect = _seen(stage.root, element)
        if rect.height < min(element.rect.height, stage.kit.px(20)) or rect.width < element.rect.width - SLACK:
            found.append(f"{_named(element)} has the focus and is out of sight: {element.rect}, seen {rect}")
    return found


def cut_off(stage: Stage) -> list[str]:
    """What stands so near the side of the window that the ring round it is cut off there."""
    off, right = stage.kit.px(RING), stage.root.rect.right
    return [
        f"{_named(element)} at {element.rect} has no room for its ring"
        for element in stage.focusable()
        if element.rect.left - off < -SLACK or element.rect.right + off > right + SLACK
    ]


def cramped(root: Node, size: tuple[int, int]) -> list[str]:
    """What is too wide for the window or too narrow for its text."""
    return [
        f"{node.role} {node.name[:40]!r} at {node.rect}"
        for node in root.walk()
        if node.name and (node.rect[0] < 0 or node.rect[0] + node.rect[2] > size[0] or (node.role == "text" and node.rect[2] < 1))
    ]


def unnamed(root: Element) -> list[str]:
    """What can have the focus and has no name, or shares its key with another."""
    found, keys = [], set()
    for element in root.walk():
        if element.can_focus:
            if not element.name:
                found.append(f"{element.key} has no name")
            if element.key in keys:
                found.append(f"{element.key} is there twice")
            keys.add(element.key)
    return found


def small(root: Element, kit: Kit) -> list[str]:
    """What is to be pressed and smaller than 24 points either way (WCAG 2.2, target size, minimum)."""
    least = kit.px(24) - SLACK
    return [
        f"{_named(element)} is {element.rect.size}"
        for element in root.walk()
        if element.can_focus and (element.rect.width < least or element.rect.height < least)
    ]


def _seen(root: Element, element: Element) -> pygame.Rect:
    """The part of an element that no scrolling area cuts off."""

    def search(node: Element, clip: pygame.Rect) -> pygame.Rect | None:
        if node is element:
            return node.rect.clip(clip)
        inner = clip.clip(node.rect) if node.is_clipping else clip
        return next((one for child in node.children if (one := search(child, inner)) is not None), None)

    return search(root, root.rect) or pygame.Rect(0, 0, 0, 0)


def _holds(one: Element, other: Element) -> bool:
    return any(element is other for element in one.walk())


def _named(element: Element) -> str:
    return f"{type(element).__name__} {element.key or element.name[:30]!r}"
