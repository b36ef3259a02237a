"""Boxes that lay out others: columns, rows that wrap, grids, panels, and areas that scroll."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

import pygame

from game.desktop.ui import paint
from game.desktop.ui.element import Element, Kit, shown

_ANY: Final = 100_000  # pixels: more than anything needs
SCROLL_BAR = 10  # points at the right of what scrolls
Align = Literal["start", "centre", "end", "stretch"]


class Column(Element):
    """Children one below the other, as wide as the column unless `align` says otherwise.

    Arguments:
        gap: points between children.
        pad: points around them, or (across, down).
    """

    def __init__(
        self,
        *children: Element | None,
        gap: float = 0,
        pad: float | tuple[float, float] = 0,
        align: Align = "stretch",
        **meaning: Any,
    ) -> None:
        super().__init__(*shown(children), **meaning)
        self.gap = gap
        self.pad = pad if isinstance(pad, tuple) else (pad, pad)
        self.align: Align = align

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As wide as its widest child, as high as all of them."""
        across, down = kit.px(self.pad[0]), kit.px(self.pad[1])
        sizes = [child.size(kit, width - 2 * across) for child in self.children]
        gaps = kit.px(self.gap) * max(0, len(sizes) - 1)
        return (
            min(width, max((size[0] for size in sizes), default=0) + 2 * across),
            sum(size[1] for size in sizes) + gaps + 2 * down,
        )

    def first_line(self, kit: Kit) -> int:
        """That of its first child, where nothing is over it."""
        return self.children[0].first_line(kit) if self.children and not self.pad[1] else 0

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Gives each child its height, and those that grow what is left over."""
        self.rect = rect
        across, down = kit.px(self.pad[0]), kit.px(self.pad[1])
        inner = rect.inflate(-2 * across, -2 * down)
        sizes = [child.size(kit, inner.width) for child in self.children]
        growing = sum(child.grow for child in self.children)
        fixed = sum(size[1] for size, child in zip(sizes, self.children, strict=True) if not child.grow)
        left = max(0, inner.height - fixed - kit.px(self.gap) * max(0, len(sizes) - 1))
        spare = left - sum(size[1] for size, child in zip(sizes, self.children, strict=True) if child.grow)
        top = inner.top
        for child, (wide, high) in zip(self.children, sizes, strict=True):
            height = high
            if child.grow:
                # Where there is room for all of it, none gets less than it needs; where there is not, they share what there is.
                share = child.grow / growing
                height = high + round(spare * share) if spare >= 0 else round(left * share)
            width = inner.width if self.align == "stretch" else min(wide, inner.width)
            start = {"centre": (inner.width - width) // 2, "end": inner.width - width}.get(self.align, 0)
            child.place(kit, pygame.Rect(inner.left + start, top, width, height))
            top += height + kit.px(self.gap)


class Row(Element):
    """Children side by side. Those that grow share the room left over; with `wraps`, those that do not fit go on below.

    Where they begin level at the top, a pictogram stands in the middle of the first line of the text beside it.

    With `breaks` they do so only where a word would be torn otherwise, and one that grows has a line to itself then.

    `between` is the points between one line and the next: the gap between children where it is left out.
    """

    def __init__(
        self,
        *children: Element | None,
        gap: float = 0,
        align: Align = "centre",
        wraps: bool = False,
        breaks: bool = False,
        between: float | None = None,
        **meaning: Any,
    ) -> None:
        super().__init__(*shown(children), **meaning)
        self.gap = gap
        self.between = gap if between is None else between
        self.align: Align = align
        self.wraps = wraps
        self.breaks = breaks

    def narrowest(self, kit: Kit) -> int:
        """All that has a width of its own, and the longest word of what grows; side by side, but where it goes on below."""
        parts = self._parts(kit)
        return max(parts, default=0) if self.wraps or self.breaks else sum(parts)

    def _parts(self, kit: Kit) -> list[int]:
        """The pixels across that each child needs, with the gap before it."""
        wides = [child.narrowest(kit) if child.grow else child.size(kit, _ANY)[0] for child in self.children]
        return [wide + kit.px(self.gap) * bool(number) for number, wide in enumerate(wides)]

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As wide as its children need, as high as its lines."""
        lines = self._lines(kit, width)
        gap = kit.px(self.gap)
        heights = [max((high for *_, high in line), default=0) for line in lines]
        widest = max((sum(wide for _, wide, _ in line) + gap * (len(line) - 1) for line in lines), default=0)
        if any(child.grow for child in self.children):
            widest = width
        return min(width, widest), sum(heights) + kit.px(self.between) * max(0, len(lines) - 1)

    def _lines(self, kit: Kit, width: int) -> list[list[tuple[Element, int, int]]]:
        """The children with their sizes, line by line."""
        gap = kit.px(self.gap)
        is_broken = self.breaks and sum(self._parts(kit)) > width
        if self.wraps or is_broken:
            lines: list[list[tuple[Element, int, int]]] = [[]]
            used = 0
            for child in self.children:
                wide, high = child.size(kit, width)
                wide = width if is_broken and child.grow and child.narrowest(kit) else wide
                if lines[-1] and used + gap + wide > width:
                    lines.append([])
                    used = 0
                used += wide + (gap if lines[-1] else 0)
                lines[-1].append((child, wide, high))
            return lines
        growing = sum(child.grow for child in self.children)
        room = width - gap * max(0, len(self.children) - 1)
        fixed = {id(child): child.size(kit, room)[0] for child in self.children if not child.grow}
        taken = sum(fixed.values())
        if taken > room and fixed:
            # What does not fit shrinks in proportion, so that nothing runs out of the row.
            fixed = {one: int(wide * room / taken) for one, wide in fixed.items()}
            taken = sum(fixed.values())
        line = []
        for child in self.children:
            wide = int((room - taken) * child.grow / growing) if child.grow else fixed[id(child)]
            line.append((child, wide, child.size(kit, wide)[1]))
        return [line]

    def first_line(self, kit: Kit) -> int:
        """The highest of its children's, where these begin level at the top."""
        return max((child.first_line(kit) for child in self.children), default=0) if self.align == "start" else 0

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Gives each child its place on its line."""
        self.rect = rect
        gap, top = kit.px(self.gap), rect.top
        lines = self._lines(kit, rect.width)
        for line in lines:
            height = max((high for *_, high in line), default=0)
            if len(lines) == 1:
                height = rect.height
            left = rect.left
            written = max((child.first_line(kit) for child, *_ in line), default=0) if self.align == "start" else 0
            for child, wide, high in line:
                tall = height if self.align == "stretch" else high
                sunk = max(0, written - high) // 2 if child.role == "image" else 0
                drop = {"start": sunk, "centre": (height - tall) // 2, "end": height - tall}.get(self.align, 0)
                child.place(kit, pygame.Rect(left, top + drop, wide, tall))
                left += wide + gap
            top += height + kit.px(self.between)


class Grid(Element):
    """Children in columns of one width, as many as have room for `least` points each, all cells of a line equally high.

    There are no more columns than its lines need: four where three have room are two and two. Where one is alone in its line in
    spite of that, with `fills` it takes all of it.
    """

    def __init__(
        self, *children: Element | None, least: float, gap: float = 0, most: int = 12, fills: bool = False, **meaning: Any
    ) -> None:
        super().__init__(*shown(children), **meaning)
        self.least = least
        self.gap = gap
        self.most = most
        self.fills = fills

    def _columns(self, kit: Kit, width: int) -> tuple[int, int]:
        gap = kit.px(self.gap)
        count = max(1, min(self.most, len(self.children), (width + gap) // (kit.px(self.least) + gap)))
        lines = max(1, -(-len(self.children) // count))
        count = max(1, -(-len(self.children) // lines))
        return count, (width - gap * (count - 1)) // count

    def _lines(self, kit: Kit, width: int) -> list[tuple[tuple[Element, ...], int, int]]:
        """The children line by line, with the width of each and the height of all."""
        count, wide = self._columns(kit, width)
        cut = [self.children[start : start + count] for start in range(0, len(self.children), count)]
        wides = [width if self.fills and len(line) == 1 else wide for line in cut]
        return [(line, wide, max(child.size(kit, wide)[1] for child in line)) for line, wide in zip(cut, wides, strict=True)]

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """All the width there is."""
        lines = self._lines(kit, width)
        return width, sum(high for *_, high in lines) + kit.px(self.gap) * max(0, len(lines) - 1)

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Gives each child its cell."""
        self.rect = rect
        gap, top = kit.px(self.gap), rect.top
        for line, wide, high in self._lines(kit, rect.width):
            for number, child in enumerate(line):
                child.place(kit, pygame.Rect(rect.left + number * (wide + gap), top, wide, high))
            top += high + gap


class Panel(Column):
    """A column on a ground of its own, with or without an edge."""

    def __init__(
        self,
        *children: Element | None,
        fill: str = "panel",
        edge: str = "hair",
        border: float = 1,
        radius: float = 8,
        bar: str = "",
        **meaning: Any,
    ) -> None:
        super().__init__(*children, **meaning)
        self.fill = fill
        self.edge = edge
        self.border = border
        self.radius = radius
        self.bar = bar

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The ground and its edge; with `bar`, a broad stroke in that colour down the left side."""
        paint.box(
            surface,
            self.rect,
            getattr(kit.palette, self.fill) if self.fill else None,
            radius=kit.px(self.radius),
            border=kit.px(self.border) if self.edge else 0,
            edge=getattr(kit.palette, self.edge) if self.edge else None,
        )
        if self.bar:
            inner = self.rect.inflate(0, -2 * kit.px(self.radius))
            surface.fill(getattr(kit.palette, self.bar), (inner.left, inner.top, kit.px(4), inner.height))


class Scroll(Element):
    """An area through which its one child is scrolled, where it is higher than the area.

    With `is_snug` it keeps no room for a bar where it needs none.
    """

    role = "scroll"
    is_clipping = True

    def __init__(self, child: Element, *, key: str, is_snug: bool = False, grow: float = 1.0, **meaning: Any) -> None:
        super().__init__(child, key=key, grow=grow, **meaning)
        self.is_snug = is_snug

    def _bar(self, kit: Kit) -> int:
        return kit.px(SCROLL_BAR)

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """What its child would want."""
        wide, high = self.children[0].size(kit, max(1, width - self._bar(kit)))
        return min(width, wide + self._bar(kit)), high

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Places the child as far up as it has been scrolled."""
        self.rect = rect
        (child,) = self.children
        fits = self.is_snug and child.size(kit, rect.width)[1] <= rect.height
        width = rect.width if fits else max(1, rect.width - self._bar(kit))
        high = child.size(kit, width)[1]
        furthest = max(0, high - rect.height)
        offset = min(max(0, kit.offsets.get(self.key, 0)), furthest)
        kit.offsets[self.key] = offset
        kit.extents[self.key] = furthest
        child.place(kit, pygame.Rect(rect.left, rect.top - offset, width, max(high, rect.height)))

    def paint(self, kit: Kit, surface: pygame.Surface) -> None:
        """Paints the part of the child that is in the area, and the bar."""
        before = surface.get_clip()
        surface.set_clip(self.rect.clip(before))
        self.paint_children(kit, surface)
        furthest = kit.extents.get(self.key, 0)
        if furthest > 0:
            track = pygame.Rect(self.rect.right - kit.px(7), self.rect.top, kit.px(5), self.rect.height)
            long = max(kit.px(24), track.height * self.rect.height // (self.rect.height + furthest))
            top = track.top + (track.height - long) * kit.offsets[self.key] // furthest
            paint.box(surface, pygame.Rect(track.left, top, track.width, long), kit.palette.line, radius=kit.px(2.5))
        surface.set_clip(before)


class Gap(Element):
    """Empty room: of some points, or all that is left over."""

    def __init__(self, points: float = 0, *, grow: float = 0.0) -> None:
        super().__init__(grow=grow)
        self.points = points

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """Its points either way."""
        return min(width, kit.px(self.points)), kit.px(self.points)


class Rule(Element):
    """A thin line across, to divide."""

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As wide as there is room."""
        return width, kit.px(1)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The line."""
        surface.fill(kit.palette.hair, (self.rect.left, self.rect.top, self.rect.width, kit.px(1)))


class Upright(Element):
    """A thin line down, to divide."""

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As thin as can be."""
        return min(width, kit.px(1)), kit.px(1)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The line."""
        surface.fill(kit.palette.hair, self.rect)


class Steady(Element):
    """One child with the room that the tallest of several would need, so that nothing moves when another takes its place.

    With `align` as stretch it takes all of that room, and stands level with the others where each has a column of its own.
    """

    def __init__(
        self,
        child: Element,
        others: Sequence[Element],
        *,
        align: Literal["start", "centre", "stretch"] = "start",
        grow: float = 0.0,
    ) -> None:
        super().__init__(child, grow=grow)
        self._others = others
        self._align = align

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """The width of the child, and the height of the tallest."""
        wide, high = self.children[0].size(kit, width)
        return wide, max(high, *(other.size(kit, width)[1] for other in self._others), 0)

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """The child at the top of its room, in the middle of it, or in all of it."""
        self.rect = rect
        high = rect.height if self._align == "stretch" else self.children[0].size(kit, rect.width)[1]
        down = max(0, rect.height - high) // 2 if self._align == "centre" else 0
        self.children[0].place(kit, pygame.Rect(rect.left, rect.top + down, rect.width, high))


class Sized(Element):
    """One child given a size of its own: at most so wide, at least so high."""

    def __init__(
        self,
        child: Element,
        *,
        most: float = 0,
        width: float = 0,
        height: float = 0,
        align: Align = "start",
        grow: float = 0.0,
    ) -> None:
        super().__init__(child, grow=grow)
        self.most = most
        self.width = width
        self.height = height
        self.align: Align = align

    def _width(self, kit: Kit, width: int) -> int:
        if self.width:
            return min(width, kit.px(self.width))
        return min(width, kit.px(self.most)) if self.most else width

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """Its child's size within its own bounds."""
        wide, high = self.children[0].size(kit, self._width(kit, width))
        return (self._width(kit, width) if self.width else wide), max(high, kit.px(self.height))

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Places the child at the start, in the middle or at the end of the room."""
        self.rect = rect
        wide = self._width(kit, rect.width)
        start = {"centre": (rect.width - wide) // 2, "end": rect.width - wide}.get(self.align, 0)
        self.children[0].place(kit, pygame.Rect(rect.left + start, rect.top, wide, rect.height))
