"""What one reads and presses: text, headings, buttons, choices, switches, sliders, meters, tabs."""

from __future__ import annotations

from typing import Any, Literal

import pygame

from game.desktop.ui import paint
from game.desktop.ui.element import Element, Kit, Role
from game.desktop.ui.text import READ
from game.desktop.ui.theme import TARGET, Style
from game.look.palette import Colour
from game.translation import say

Tone = Literal["ink", "quiet", "accent", "on_accent", "warning", "trust", "sharing"]


class Text(Element):
    """Words, wrapped to the room there is."""

    role: Role = "text"

    def __init__(
        self,
        text: str,
        style: Style = "body",
        tone: Tone = "ink",
        *,
        align: Literal["start", "centre", "end"] = "start",
        **meaning: Any,
    ) -> None:
        super().__init__(name=text, **meaning)
        self.style = style
        self.tone = tone
        self.align = align

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """The width of its longest line, and the height of its lines."""
        lines = self.lines(kit, width)
        widest = max((kit.type.width(line, self.style) for line in lines), default=0)
        return min(width, widest), len(lines) * kit.type.leading(self.style)

    def lines(self, kit: Kit, width: int) -> tuple[str, ...]:
        """Its lines in a room so many pixels wide: running text takes no more of it than can be read with ease."""
        return kit.type.wrap(self.name, self.style, min(width, kit.type.measure(self.style)) if self.style in READ else width)

    def narrowest(self, kit: Kit) -> int:
        """Its longest word."""
        return max((kit.type.width(word, self.style) for word in self.name.split()), default=0)

    def first_line(self, kit: Kit) -> int:
        """A line of its style."""
        return kit.type.leading(self.style)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The lines that can be seen."""
        colour = getattr(kit.palette, self.tone)
        leading, clip = kit.type.leading(self.style), surface.get_clip()
        top = self.rect.top
        for line in self.lines(kit, self.rect.width):
            if line and top < clip.bottom and top + leading > clip.top:
                drawn = kit.type.line(line, self.style, colour)
                spare = self.rect.width - drawn.get_width()
                start = {"centre": spare // 2, "end": spare}.get(self.align, 0)
                surface.blit(drawn, (self.rect.left + start, top + (leading - drawn.get_height()) // 2))
            top += leading


class Heading(Text):
    """A text that heads what follows it."""

    role: Role = "heading"

    def __init__(self, text: str, style: Style = "heading", *, level: int = 2, **meaning: Any) -> None:
        super().__init__(text, style, level=level, **meaning)


class Icon(Element):
    """A pictogram; without a name it only decorates."""

    role: Role = "image"

    def __init__(self, icon: str, size: float = 18, tone: Tone = "ink", **meaning: Any) -> None:
        super().__init__(**meaning)
        self.icon = icon
        self.points = size
        self.tone = tone

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """A square."""
        side = kit.px(self.points)
        return min(width, side), side

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The pictogram, in the middle of its room."""
        side = kit.px(self.points)
        drawn = paint.icon(self.icon, side, getattr(kit.palette, self.tone))
        surface.blit(drawn, (self.rect.left + (self.rect.width - side) // 2, self.rect.top + (self.rect.height - side) // 2))


class Press(Element):
    """Something to press, around what it shows: a ground that answers to pointer and focus.

    Arguments:
        look: `primary` the one thing to do next, `plain` an ordinary button, `quiet` one without a ground, `card` a large
            choice, `entry` one of a list, in which a bar stands beside the open one.
        pad: points around its children, (across, down).
        is_level: whether its child begins at the top, in line with that of others beside it, and not in its middle.
    """

    role: Role = "button"

    def __init__(
        self,
        child: Element,
        *,
        look: Literal["primary", "plain", "quiet", "card", "entry"] = "plain",
        pad: tuple[float, float] = (12, 5),
        least: float = TARGET,
        is_level: bool = False,
        **meaning: Any,
    ) -> None:
        super().__init__(child, **meaning)
        self.look = look
        self.pad = pad
        self.least = least
        self.is_level = is_level or look == "card"

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """Its child with room around it, and high enough to be hit."""
        across, down = kit.px(self.pad[0]), kit.px(self.pad[1])
        wide, high = self.children[0].size(kit, max(1, width - 2 * across))
        return min(width, max(wide + 2 * across, kit.px(self.least))), max(high + 2 * down, kit.px(self.least))

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Places the child in the middle of its height, or at the top of it."""
        self.rect = rect
        across, down = kit.px(self.pad[0]), kit.px(self.pad[1])
        inner = rect.inflate(-2 * across, -2 * down)
        high = min(inner.height, self.children[0].size(kit, inner.width)[1])
        top = inner.top if self.is_level else inner.top + (inner.height - high) // 2
        self.children[0].place(kit, pygame.Rect(inner.left, top, inner.width, high if self.look != "card" else inner.height))

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The ground, by look and state."""
        palette = kit.palette
        is_hot = self.key in (kit.hover, kit.pressed) and not self.is_disabled
        fill: Colour | None
        edge: Colour | None
        border = kit.px(1)
        match self.look:
            case "primary" if not self.is_disabled:
                fill, edge = palette.accent, palette.ink if is_hot else palette.accent
                border = kit.px(2) if is_hot else border
            case "card" if self.is_checked:
                fill, edge, border = palette.tint, palette.accent, kit.px(2)
            case "quiet" | "entry":
                fill, edge = (palette.raised if is_hot or self.is_checked else None), None
            case _:
                # Under the pointer it stands out by its edge: another ground would be that of the page, or of what is done with.
                fill, edge, border = palette.panel, palette.ink if is_hot else palette.line, kit.px(2) if is_hot else border
        if self.is_disabled:
            # What cannot be used is told by its edge, and not by a paler colour alone.
            paint.dashed_box(surface, self.rect, palette.line, radius=kit.px(7), border=kit.px(1))
            return
        paint.box(surface, self.rect, fill, radius=kit.px(7), border=border if edge else 0, edge=edge)
        if self.look == "entry" and self.is_checked:
            # The pointer gives any of them the same ground: what is open is told by this.
            bar = pygame.Rect(self.rect.left, self.rect.top + kit.px(5), kit.px(3), self.rect.height - 2 * kit.px(5))
            paint.box(surface, bar, palette.accent, radius=kit.px(1.5))


class Line(Element):
    """A pictogram and words on one line, in the tone that goes with the ground."""

    def __init__(self, text: str, icon: str = "", tone: Tone = "ink", style: Style = "strong", *, after: str = "") -> None:
        parts: list[Element] = [Icon(icon, 18, tone)] if icon else []
        if text:
            parts.append(Text(text, style, tone))
        if after:
            parts.append(Icon(after, 18, tone))
        super().__init__(*parts)

    def _widths(self, kit: Kit, width: int) -> list[int]:
        gap = kit.px(7) * (len(self.children) - 1)
        icons = sum(child.size(kit, width)[0] for child in self.children if isinstance(child, Icon))
        room = max(1, width - gap - icons)
        return [child.size(kit, width if isinstance(child, Icon) else room)[0] for child in self.children]

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """All parts side by side."""
        widths = self._widths(kit, width)
        heights = [child.size(kit, wide)[1] for child, wide in zip(self.children, widths, strict=True)]
        return min(width, sum(widths) + kit.px(7) * (len(widths) - 1)), max(heights, default=0)

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Places the parts side by side, the first line of the words level with the pictogram."""
        self.rect = rect
        left = rect.left
        for child, wide in zip(self.children, self._widths(kit, rect.width), strict=True):
            high = child.size(kit, wide)[1]
            child.place(kit, pygame.Rect(left, rect.top + max(0, rect.height - high) // 2, wide, high))
            left += wide + kit.px(7)


def button(
    text: str,
    act: Any,
    *,
    key: str,
    icon: str = "",
    after: str = "",
    look: Literal["primary", "plain", "quiet"] = "plain",
    name: str = "",
    hint: str = "",
    **meaning: Any,
) -> Press:
    """A button with words, a pictogram, or both; `hint` names the key that does the same."""
    is_open = not meaning.get("is_disabled")
    tone: Tone = "quiet" if not is_open else "on_accent" if look == "primary" else "ink"
    said = meaning.pop("description", "")
    description = f"{said} {say('Key {key}.', key=hint)}" if hint else said
    return Press(
        Line(text, icon, tone, "strong" if is_open else "body", after=after),
        look=look,
        key=key,
        act=act,
        name=name or text,
        description=description.strip(),
        **meaning,
    )


class Meter(Element):
    """A level as a bar that is told by length and number, with marks at its quarters."""

    role: Role = "meter"

    def __init__(
        self, level: float, *, name: str, value: str, tone: Tone = "accent", height: float = 6, was: float | None = None
    ) -> None:
        super().__init__(name=name, value=value)
        self.amount = min(1.0, max(0.0, level))
        self.tone = tone
        self.points = height
        self.was = was

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As wide as there is room."""
        return width, kit.px(self.points)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The bar on its track, and a notch where it stood before."""
        radius = max(1, self.rect.height // 2)
        paint.box(surface, self.rect, kit.palette.raised, radius=radius, border=1, edge=kit.palette.line)
        length = round(self.rect.width * self.amount)
        if length > 0:
            bar = pygame.Rect(self.rect.left, self.rect.top, max(length, 2 * radius), self.rect.height)
            paint.box(surface, bar, getattr(kit.palette, self.tone), radius=radius)
        if self.was is not None:
            at = self.rect.left + round(self.rect.width * min(1.0, max(0.0, self.was)))
            surface.fill(
                kit.palette.ink, (at - kit.px(1), self.rect.top - kit.px(3), kit.px(2), self.rect.height + 2 * kit.px(3))
            )


class Slider(Element):
    """A value set by steps, with the arrow keys or by pressing on its track."""

    role: Role = "slider"

    def __init__(self, name: str, share: float, value: str, **meaning: Any) -> None:
        super().__init__(name=name, value=value, **meaning)
        self.share = min(1.0, max(0.0, share))

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """A track of moderate length."""
        return min(width, kit.px(220)), kit.px(TARGET)

    def press_at(self, at: tuple[int, int]) -> bool:
        """A step towards where its track was pressed."""
        if self.adjust is None:
            return False
        self.adjust(1 if (at[0] - self.rect.left) / max(1, self.rect.width) > self.share else -1)
        return True

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The track, the part of it that is set, and the knob."""
        knob = kit.px(9)
        middle = self.rect.centery
        track = pygame.Rect(self.rect.left + knob, middle - kit.px(2), self.rect.width - 2 * knob, kit.px(4))
        surface.fill(kit.palette.line, track)
        at = track.left + round(track.width * self.share)
        surface.fill(kit.palette.accent, (track.left, track.top, at - track.left, track.height))
        paint.disc(surface, (at, middle), knob, kit.palette.panel, kit.px(2), kit.palette.accent)


class Switch(Element):
    """A yes or a no, told by the place of its knob and a sign in it."""

    role: Role = "checkbox"

    def __init__(self, name: str, *, is_on: bool, **meaning: Any) -> None:
        super().__init__(name=name, value=say("on") if is_on else say("off"), is_checked=is_on, **meaning)

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """A lozenge large enough to hit."""
        return min(width, kit.px(56)), kit.px(TARGET)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The lozenge, with the knob to the right when it is on."""
        high = kit.px(26)
        track = pygame.Rect(self.rect.left, self.rect.centery - high // 2, kit.px(50), high)
        palette = kit.palette
        paint.box(
            surface,
            track,
            palette.accent if self.is_checked else palette.panel,
            radius=high // 2,
            border=kit.px(2),
            edge=palette.accent if self.is_checked else palette.line,
        )
        centre = (track.right - high // 2 if self.is_checked else track.left + high // 2, track.centery)
        paint.disc(surface, centre, high // 2 - kit.px(4), palette.on_accent if self.is_checked else palette.line)
        side = kit.px(12)
        sign = paint.icon("check" if self.is_checked else "minus", side, palette.accent if self.is_checked else palette.panel)
        surface.blit(sign, (round(centre[0]) - side // 2, centre[1] - side // 2))


def tabs(choices: list[tuple[str, str, str]], chosen: str, choose: Any, *, key: str) -> Element:
    """A row of tabs: (id, words, pictogram) each; `choose(id)` opens one."""
    from game.desktop.ui.box import Row

    return Row(
        *(
            Tab(words, icon, key=f"{key}:{one}", act=lambda one=one: choose(one), is_checked=one == chosen)
            for one, words, icon in choices
        ),
        gap=2,
        wraps=True,
        role="tabs",
        align="end",
    )


class Tab(Press):
    """One of several pages of which one is open; the open one is underlined."""

    role: Role = "tab"

    def __init__(self, text: str, icon: str, *, is_checked: bool, **meaning: Any) -> None:
        tone: Tone = "accent" if is_checked else "ink"
        super().__init__(Line(text, icon, tone), look="quiet", name=text, is_checked=is_checked, pad=(10, 5), **meaning)

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """Wide enough for whatever it comes to count, so that no tab moves when the one before it counts on."""
        wide, high = super().measure(kit, width)
        counts = ("".join(digit if sign.isdigit() else sign for sign in self.name) for digit in "0123456789")
        widest = max(kit.type.width(words, "strong") for words in counts) if any(map(str.isdigit, self.name)) else 0
        return min(width, wide + max(0, widest - kit.type.width(self.name, "strong"))), high

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The ground under the pointer, and the line under the open one."""
        if self.key in (kit.hover, kit.pressed):
            paint.box(surface, self.rect, kit.palette.raised, radius=kit.px(6))
        if self.is_checked:
            bar = pygame.Rect(
                self.rect.left + kit.px(6), self.rect.bottom - kit.px(3), self.rect.width - 2 * kit.px(6), kit.px(3)
            )
            paint.box(surface, bar, kit.palette.accent, radius=kit.px(1.5))
