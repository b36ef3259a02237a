"""A chart of how something went over the turns: lines told apart by dash, by marker and by the label at their end.

Nothing is told by colour alone. One turn is marked by a cursor, whose values stand over the chart and are what is spoken; left
and right move it, and so does pressing on the chart. The picture of the lines is kept, since only the cursor moves.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import pygame

from game.desktop.ui import paint
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.paint import Point
from game.desktop.ui.theme import EASY, TIGHT
from game.desktop.ui.widget import Tone
from game.look.palette import Colour
from game.translation import say

_DASHES: Final[tuple[tuple[float, ...], ...]] = ((), (7, 5), (2, 4), (9, 4, 2, 4))
"""For the first line, the second and so on: how long in points it is drawn and left out in turn; the first is whole."""
_TONES: Final[tuple[Tone, ...]] = ("ink", "trust", "sharing", "quiet")
_LINES: Final = 4  # gridlines above the lowest
_PAD: Final = 6  # points between its edge, round which the focus goes, and what it shows
_KEPT: Final = 60
_PLOTS: OrderedDict[tuple[Any, ...], pygame.Surface] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a chart.

    Arguments:
        label: what it shows.
        values: one for each turn, the first first; it may end before the chart does.
        words: each value in words, for the cursor; the numbers themselves where there are none.
        tone: its colour; by its place among the lines where it is empty.
    """

    label: str
    values: tuple[float, ...]
    words: tuple[str, ...] = ()
    tone: Tone | None = None


def of_hundred(value: float) -> str:
    """A level as it stands at a line: `52`."""
    return f"{value * 100:.0f}"


def number(value: float) -> str:
    """Any other number as it stands at a line: `1,204`."""
    return f"{value:,.0f}"


class Chart(Element):
    """Lines over turns.

    Arguments:
        curves: the lines, of which the first is drawn last and whole.
        turns: the name of each turn.
        key: what it is known by.
        name: what it shows.
        is_level: whether the values lie between 0 and 1; its scale is then the whole of it, so that charts can be compared.
        at: the turn on which the cursor stands, counted from 0; the last where None.
        move: takes the turn to which the cursor is to go; without it there is none to move.
        short: a value as it stands at the axis and at the end of a line.
        top: the highest value of the scale, where it is not a level and not to be worked out.
        marks: words for turns at which something began or ended, counted from 0.
        unit: what the numbers at the axis are numbers of; said above it.
        height: of the part with the lines, in points.
    """

    def __init__(
        self,
        curves: Sequence[Curve],
        turns: Sequence[str],
        *,
        key: str,
        name: str,
        is_level: bool,
        at: int | None = None,
        move: Callable[[int], None] | None = None,
        short: Callable[[float], str] | None = None,
        top: float | None = None,
        marks: Mapping[int, str] | None = None,
        unit: str = "",
        height: float = 132,
        **meaning: Any,
    ) -> None:
        self.curves = tuple(curves)
        self.turns = tuple(turns)
        self.at = min(max(0, len(turns) - 1 if at is None else at), max(0, len(turns) - 1))
        self.short = short or (of_hundred if is_level else number)
        self.top = 1.0 if is_level else top or nice(max((max(one.values, default=0.0) for one in curves), default=0.0))
        self.marks = dict(marks or {})
        self.unit = unit
        self.points = height
        self._move = move
        self._plot = pygame.Rect(0, 0, 0, 0)
        super().__init__(
            key=key,
            name=name,
            role="slider" if move is not None else "image",
            value=self._read(),
            adjust=self._step if move is not None else None,
            **meaning,
        )

    # What it says.

    def _read(self) -> str:
        """The values at the cursor, in words."""
        said = [(one.label, self._said(one)) for one in self.curves if self.at < len(one.values)]
        when = self.turns[self.at] if self.turns else ""
        if len(self.curves) == 1:
            return f"{when}: {said[0][1] if said else say('nothing')}"
        return f"{when}: {'; '.join(f'{label} {words}' for label, words in said) or say('nothing')}"

    def _said(self, curve: Curve) -> str:
        return curve.words[self.at] if self.at < len(curve.words) else self.short(curve.values[self.at])

    def _step(self, by: int) -> None:
        """The cursor goes to the turn before or after."""
        if self._move is not None:
            self._move(min(max(0, self.at + by), len(self.turns) - 1))

    def press_at(self, at: tuple[int, int]) -> bool:
        """The cursor goes to the turn that was pressed."""
        if self._move is None or not self.turns:
            return False
        share = (at[0] - self._plot.left) / max(1, self._plot.width)
        self._move(min(max(0, round(share * (len(self.turns) - 1))), len(self.turns) - 1))
        return True

    # How it is laid out.

    @property
    def _is_many(self) -> bool:
        return len(self.curves) > 1

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """All the width there is; the reading above and the turns below go with the type."""
        inner = width - 2 * kit.px(_PAD)
        lines = len(kit.type.wrap(self.value, "small", inner))
        key = 0 if self._has_ends(kit, inner) else len(self._key(kit, inner))
        small = kit.type.leading("small")
        return width, (lines + 1 + key + bool(self.marks or self.unit)) * small + kit.px(self.points) + kit.px(EASY) + 2 * kit.px(
            TIGHT
        )

    def _key(self, kit: Kit, width: int) -> list[list[tuple[int, int]]]:
        """The key's entries as (number of the curve, where it begins), line by line."""
        rows: list[list[tuple[int, int]]] = [[]]
        left = 0
        for position, curve in enumerate(self.curves):
            wide = kit.px(34) + kit.type.width(self._end(curve), "small") + kit.px(14)
            if rows[-1] and left + wide > width:
                rows.append([])
                left = 0
            rows[-1].append((position, left))
            left += wide
        return rows

    def _has_ends(self, kit: Kit, width: int) -> bool:
        """Whether the labels fit at the ends of the lines; a key below stands in for them where they do not."""
        return not self._is_many or self._ends(kit) < width * 0.36

    def _ends(self, kit: Kit) -> int:
        texts = [self._end(curve) for curve in self.curves if curve.values]
        return max((kit.type.width(text, "label") for text in texts), default=0) + kit.px(12)

    def _end(self, curve: Curve) -> str:
        said = self.short(curve.values[-1]) if curve.values else ""
        return f"{said} {curve.label}".strip() if self._is_many else said

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Takes its place, and works out where the lines go."""
        self.rect = rect
        inner = rect.inflate(-2 * kit.px(_PAD), 0)
        small = kit.type.leading("small")
        left = max(kit.type.width(self.short(self.top * line / _LINES), "small") for line in self._grid()) + kit.px(8)
        has_ends = self._has_ends(kit, inner.width)
        right = max(self._ends(kit), kit.px(28)) if has_ends else kit.px(28)
        lines = len(kit.type.wrap(self.value, "small", inner.width)) + bool(self.marks or self.unit)
        above = kit.px(TIGHT) + lines * small + kit.px(EASY)
        below = small * (1 + (0 if has_ends else len(self._key(kit, inner.width)))) + kit.px(TIGHT)
        self._plot = pygame.Rect(
            inner.left + left, rect.top + above, max(1, inner.width - left - right), max(1, rect.height - above - below)
        )

    def _grid(self, every: int = 1) -> range:
        """The gridlines from the lowest up; nothing but that one where nothing is above nought."""
        return range(0, (_LINES if self.top else 0) + 1, every)

    def _spot(self, plot: pygame.Rect, turn: int, value: float) -> Point:
        across = turn / max(1, len(self.turns) - 1)
        up = min(1.0, max(0.0, value / (self.top or 1.0)))
        return plot.left + across * plot.width, plot.bottom - up * plot.height

    # How it is painted.

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The kept picture, and over it the cursor with what it reads."""
        key = (self.curves, self.turns, self.top, tuple(self.marks.items()), self.rect.size, self._plot.size, id(kit.palette),
               kit.type.family, kit.scale, self.short, self.unit)  # fmt: skip
        drawn = _PLOTS.get(key)
        if drawn is None:
            drawn = _PLOTS[key] = self._drawn(kit)
            while len(_PLOTS) > _KEPT:
                _PLOTS.popitem(last=False)
        _PLOTS.move_to_end(key)
        surface.blit(drawn, self.rect.topleft)
        if self.turns:
            self._paint_cursor(kit, surface)

    def _paint_cursor(self, kit: Kit, surface: pygame.Surface) -> None:
        palette, plot = kit.palette, self._plot
        left, top = self.rect.left + kit.px(_PAD), self.rect.top + kit.px(TIGHT)
        for line in kit.type.wrap(self.value, "small", self.rect.width - 2 * kit.px(_PAD)):
            surface.blit(kit.type.line(line, "small", palette.ink), (left, top))
            top += kit.type.leading("small")
        if self._move is None:
            return
        x = round(self._spot(plot, self.at, 0.0)[0])
        is_on = kit.focus == self.key and kit.is_by_key
        wide = kit.px(2) if is_on else kit.px(1)
        surface.fill(palette.accent, (x - wide // 2, plot.top - kit.px(4), wide, plot.height + kit.px(4)))
        for position, curve in reversed(list(enumerate(self.curves))):
            if self.at < len(curve.values):
                spot = self._spot(plot, self.at, curve.values[self.at])
                _marker(surface, position, spot, kit.px(5), palette.panel, palette.accent, kit.px(2))

    def _drawn(self, kit: Kit) -> pygame.Surface:
        """Grid, lines, labels."""
        surface = pygame.Surface(self.rect.size, pygame.SRCALPHA)
        surface.fill((*kit.palette.panel, 0))
        plot = self._plot.move(-self.rect.left, -self.rect.top)
        self._draw_grid(kit, surface, plot)
        for position, curve in reversed(list(enumerate(self.curves))):
            self._draw_curve(kit, surface, plot, position, curve)
        if self._has_ends(kit, self.rect.width - 2 * kit.px(_PAD)):
            self._draw_ends(kit, surface, plot)
        else:
            self._draw_key(kit, surface)
        return surface

    def _draw_grid(self, kit: Kit, surface: pygame.Surface, plot: pygame.Rect) -> None:
        palette, small = kit.palette, kit.type.leading("small")
        every = 1 if plot.height / _LINES >= small else 2 if plot.height / 2 >= small else _LINES
        for line in self._grid(every):
            y = plot.bottom - round(plot.height * line / _LINES)
            if line and palette.hair == palette.line:
                paint.dashes(surface, palette.line, (plot.left, y), (plot.right, y), kit.px(1), kit.px(1), kit.px(5))
            else:
                surface.fill(palette.hair if line else palette.line, (plot.left, y, plot.width, kit.px(1)))
            text = kit.type.line(self.short(self.top * line / _LINES), "small", palette.quiet)
            surface.blit(text, (plot.left - kit.px(8) - text.get_width(), y - text.get_height() // 2))
        unit = kit.type.line(self.unit, "small", palette.quiet)
        above = plot.top - kit.px(TIGHT) - small
        surface.blit(unit, (kit.px(_PAD), above))
        for turn, words in self.marks.items():
            x = round(self._spot(plot, turn, 0.0)[0])
            paint.dashes(surface, palette.line, (x, plot.top), (x, plot.bottom), kit.px(1), kit.px(3), kit.px(3))
            text = kit.type.line(words, "small", palette.quiet)
            clear = max(plot.left, kit.px(_PAD) + unit.get_width() + kit.px(EASY) if self.unit else 0)
            left = min(max(clear, x - text.get_width() // 2), surface.get_width() - text.get_width())
            surface.blit(text, (left, plot.top - kit.px(TIGHT) - text.get_height()))
        clear = plot.left
        widest = max((kit.type.width(one, "small") for one in self.turns), default=0) + kit.px(12)
        each = plot.width / max(1, len(self.turns) - 1)
        step = max(1, math.ceil(widest / max(1.0, each)))
        for turn in range(0, len(self.turns), step):
            x = round(self._spot(plot, turn, 0.0)[0])
            surface.fill(palette.line, (x, plot.bottom, kit.px(1), kit.px(3)))
            text = kit.type.line(self.turns[turn], "small", palette.quiet)
            left = min(max(clear if turn else 0, x - text.get_width() // 2), surface.get_width() - text.get_width())
            if turn == 0:
                left = min(max(0, x - text.get_width() // 2), plot.left)
            surface.blit(text, (left, plot.bottom + kit.px(TIGHT)))
            clear = left + text.get_width() + kit.px(6)

    def _draw_curve(self, kit: Kit, surface: pygame.Surface, plot: pygame.Rect, position: int, curve: Curve) -> None:
        spots = [self._spot(plot, turn, value) for turn, value in enumerate(curve.values)]
        colour = self._colour(kit, position)
        width = kit.px(2.5) if position == 0 else kit.px(2)
        dash = tuple(kit.px(part) for part in _DASHES[position % len(_DASHES)])
        stroke(surface, colour, spots, width, dash)
        # A marker at every turn only where they stand well apart.
        if len(spots) > 1 and plot.width / max(1, len(self.turns) - 1) < kit.px(14):
            spots = spots[-1:]
        for spot in spots:
            _marker(surface, position, spot, kit.px(3.5), colour, colour, 0)

    def _draw_ends(self, kit: Kit, surface: pygame.Surface, plot: pygame.Rect) -> None:
        """A label at the end of each line, moved up or down where two would lie on one another."""
        small = kit.type.leading("label")
        ends = []
        for position, curve in enumerate(self.curves):
            if curve.values:
                x, y = self._spot(plot, len(curve.values) - 1, curve.values[-1])
                ends.append([y, x, position])
        ends.sort()
        for before, after in pairwise(ends):
            after[0] = max(after[0], before[0] + small)
        if ends and (over := ends[-1][0] - (plot.bottom)) > 0:
            for limit, end in enumerate(reversed(ends)):
                end[0] = min(end[0], ends[-1][0] - over - limit * small)
        for y, _, at in ends:
            position = int(at)
            text = kit.type.line(self._end(self.curves[position]), "label", self._colour(kit, position))
            surface.blit(text, (plot.right + kit.px(10), round(y) - text.get_height() // 2))

    def _draw_key(self, kit: Kit, surface: pygame.Surface) -> None:
        small = kit.type.leading("small")
        rows = self._key(kit, self.rect.width - 2 * kit.px(_PAD))
        top = self.rect.height - len(rows) * small
        for row in rows:
            for position, start in row:
                left = start + kit.px(_PAD)
                middle = top + small // 2
                colour = self._colour(kit, position)
                dash = tuple(kit.px(part) for part in _DASHES[position % len(_DASHES)])
                stroke(surface, colour, [(left, middle), (left + kit.px(28), middle)], kit.px(2), dash)
                _marker(surface, position, (left + kit.px(14), middle), kit.px(3.5), colour, colour, 0)
                surface.blit(kit.type.line(self._end(self.curves[position]), "small", kit.palette.ink), (left + kit.px(34), top))
            top += small

    def _colour(self, kit: Kit, position: int) -> Colour:
        tone = self.curves[position].tone or _TONES[position % len(_TONES)]
        colour: Colour = getattr(kit.palette, tone)
        return colour


_NOTHING: Final = 1e-6  # pixels; a rest too small to be added to a position would never be used up


def stroke(surface: pygame.Surface, colour: Colour, points: Sequence[Point], width: int, dash: Sequence[int]) -> None:
    """A line through points, whole or in dashes that run on round its corners."""
    if not dash:
        paint.polyline(surface, colour, points, width)
        return
    part, left = 0, float(dash[0])
    for start, end in pairwise(points):
        length = math.dist(start, end)
        at = 0.0
        while at < length:
            stop = min(length, at + left)
            if part % 2 == 0:
                one, other = ((start[0] + (end[0] - start[0]) * far / length, start[1] + (end[1] - start[1]) * far / length)
                              for far in (at, stop))  # fmt: skip
                paint.line(surface, colour, one, other, width)
            left -= stop - at
            at = stop
            if left <= _NOTHING:
                part = (part + 1) % len(dash)
                left = float(dash[part])


def _marker(surface: pygame.Surface, position: int, spot: Point, radius: int, fill: Colour, edge: Colour, border: int) -> None:
    """The sign of a line: a disc, a square, a triangle, a diamond."""
    x, y = spot
    kind = position % len(_DASHES)
    if kind == 0:
        paint.disc(surface, spot, radius, fill, border, edge if border else None)
        return
    reach = radius * (0.9, 1.25, 1.3)[kind - 1]
    shape: list[Point] = [
        [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)],
        [(x, y - reach), (x + reach, y + reach * 0.8), (x - reach, y + reach * 0.8)],
        [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)],
    ][kind - 1]
    paint.smooth_polygon(surface, fill, shape)
    if border:
        paint.polyline(surface, edge, [*shape, shape[0]], border)


def nice(highest: float) -> float:
    """The end of a scale that holds a value and divides into four round parts; nought where nothing is above nought."""
    if highest <= 0:
        return 0.0
    part = highest / _LINES
    size = 10.0 ** math.floor(math.log10(part))
    # Parts of a thing are not counted: a step is a whole number, at least one.
    steps = (1, 2, 2.5, 3, 4, 5, 8, 10) if size >= 10 else (1, 2, 3, 4, 5, 8, 10)
    return float(max(1.0, next(step * size for step in steps if step * size >= part - 1e-9)) * _LINES)
