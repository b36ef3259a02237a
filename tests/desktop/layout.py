"""What must hold of every layout: nothing is cut off, nothing lies over its neighbour, and no word is broken."""

from __future__ import annotations

from itertools import pairwise

from game.desktop.ui.box import Scroll
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Text
from game.desktop.window import Window


def faults(window: Window) -> list[str]:
    """What is wrong with the layout of what a window shows, a sentence each."""
    kit, found = window.kit, []
    for element in window.stage.root.walk():
        if isinstance(element, Text) and element.name:
            wide = element.rect.width
            lines = kit.type.wrap(element.name, element.style, max(1, wide))
            if len(lines) * kit.type.leading(element.style) > element.rect.height + 1:
                found.append(f"“{element.name}” is higher than its room {element.rect}.")
            if any(kit.type.width(word, element.style) > wide for word in element.name.split()):
                found.append(f"A word of “{element.name}” is broken in {element.rect}.")
        shown = [child for child in element.children if child.rect.width and child.rect.height]
        if not isinstance(element, Scroll) and element.rect.width:
            found += [
                f"{_named(child)} reaches out of {_named(element)}."
                for child in shown
                if not element.rect.inflate(2, 2).contains(child.rect)
            ]
        if element is not window.stage.root:  # a message may lie over the foot of a screen
            found += [
                f"{_named(one)} and {_named(other)} lie over one another."
                for one, other in pairwise(shown)
                if one.rect.inflate(-2, -2).colliderect(other.rect.inflate(-2, -2))
            ]
    return found


def _named(element: Element) -> str:
    return f"{type(element).__name__} “{element.key or element.name}” {tuple(element.rect)}"
