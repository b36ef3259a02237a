"""The matrix as a table: a window on its cells with headers that stay, and the sentence on the cell that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pygame

from game.briefing.ties import Tie
from game.desktop.map.links import Lens
from game.desktop.ui import paint
from game.desktop.ui.element import Element, Kit, Role
from game.desktop.ui.widget import Text
from game.look.palette import Colour
from game.translation import say

_SIGNS: Final = {"signed": "signature", "being drafted": "pencil"}
LEAST: Final = (56, 28)  # points of the smallest cell
MOST: Final = (92, 46)


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of a matrix is shown, and how large its cells are in pixels.

    Arguments:
        rows: the first row shown, and how many there is room for.
        columns: the same of columns.
        cell: width and height of a cell.
        head: the width of the rows' headers, and the height of the columns'.
    """

    rows: tuple[int, int]
    columns: tuple[int, int]
    cell: tuple[int, int]
    head: tuple[int, int]

    def shown(self) -> tuple[range, range]:
        """The numbers of the rows and of the columns that are shown."""
        return range(self.rows[0], sum(self.rows)), range(self.columns[0], sum(self.columns))


@dataclass(frozen=True, slots=True)
class Names:
    """What the agencies are called in a matrix, in their order: over the rows in full, over the columns in short."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]


def fitted(kit: Kit, names: Names, room: tuple[int, int], first: tuple[int, int]) -> Frame:
    """The frame that a room in pixels holds, beginning at a row and a column, or earlier where there are no more.

    Column headers are wrapped between words, never within one.
    """
    n = len(names.rows)
    side = max(kit.type.width(name, "label") for name in names.rows) + kit.px(24)
    word = max(kit.type.width(word, "label") for name in names.columns for word in name.split()) + kit.px(10)
    wide = max(kit.px(LEAST[0]), word)
    n_columns = min(n, max(0, (room[0] - side) // wide))
    if n_columns:
        wide = min(max(wide, kit.px(MOST[0])), (room[0] - side) // n_columns)
    lines = max(len(kit.type.wrap(name, "label", wide - kit.px(6))) for name in names.columns)
    top = lines * kit.type.leading("label") + kit.px(10)
    high = kit.px(LEAST[1])
    n_rows = min(n, max(0, (room[1] - top) // high))
    if n_rows:
        high = min(kit.px(MOST[1]), (room[1] - top) // n_rows)
    return Frame((min(first[0], n - n_rows), n_rows), (min(first[1], n - n_columns), n_columns), (wide, high), (side, top))


class Cell(Element):
    """One tie: a disc for trust or a square for sharing, larger the more it is, with its number and the sign of a protocol.

    The disc is open where the tie is between others, of whom the leader only gathers how they stand.
    """

    role: Role = "cell"

    def __init__(self, tie: Tie, lens: Lens, *, name: str, value: str, note: str, ask: Callable[[], None] | None) -> None:
        super().__init__(name=name, value=value, description=note, key=f"tie:{tie.one}:{tie.other}", act=ask, explain=ask)
        self.tie = tie
        self.lens = lens

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """The smallest there is; the table gives it more."""
        return min(width, kit.px(LEAST[0])), kit.px(LEAST[1])

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The pattern of what is missing, the form, the number, the sign."""
        palette, tie, rect = kit.palette, self.tie, self.rect
        is_sharing, gap = self.lens == "sharing", kit.px(4)
        is_missing = is_sharing and tie.protocol == "none yet"
        if is_missing:
            surface.blit(_hatch(rect.size, palette.line, kit.px(7)), rect.topleft)
        level = tie.sharing if is_sharing else tie.trust
        is_lesser = is_sharing and not tie.is_needed
        written = f"{level * 100:.0f}"
        number = kit.type.line(written, "small", palette.quiet) if is_lesser else kit.type.line(written, "label", palette.ink)
        most = min(rect.height - 2 * gap, kit.px(22))
        wide = most + gap + kit.type.width("100", "label") + (4 * gap if is_sharing else 0)
        left = rect.left + max(gap, (rect.width - wide) // 2)
        spot = left + most + gap, rect.centery - number.get_height() // 2
        form(surface, kit, (left + most // 2, rect.centery), most, level, self.lens, is_open=not is_sharing and not tie.is_own)
        if is_missing:
            paint.box(surface, number.get_rect(topleft=spot).inflate(gap, -gap // 2), palette.panel, radius=gap)
        surface.blit(number, spot)
        sign = _SIGNS.get(tie.protocol) if is_sharing else None
        if sign:
            drawn = paint.icon(sign, kit.px(13), palette.ink)
            surface.blit(drawn, drawn.get_rect(midright=(rect.right - gap, rect.centery)))


def form(
    surface: pygame.Surface, kit: Kit, middle: tuple[int, int], most: int, level: float, lens: Lens, *, is_open: bool = False
) -> None:
    """The form of a level: its area is the level's share of the largest."""
    colour = kit.palette.trust if lens == "trust" else kit.palette.sharing
    reach = round(most / 2 * max(0.0, level) ** 0.5)
    if reach < 1:
        return
    if lens == "sharing":
        surface.fill(colour, (middle[0] - reach, middle[1] - reach, 2 * reach, 2 * reach))
    elif is_open:
        paint.disc(surface, middle, reach, kit.palette.panel, min(reach, kit.px(2)), colour)
    else:
        paint.disc(surface, middle, reach, colour)


@lru_cache(maxsize=32)
def _hatch(size: tuple[int, int], colour: Colour, gap: int) -> pygame.Surface:
    """Thin slanting lines: something is needed here, and is not there."""
    surface = pygame.Surface(size, pygame.SRCALPHA)
    wide, high = size
    for start in range(-high, wide, gap):
        pygame.draw.aaline(surface, (*colour, 150), (start, high), (start + high, 0))
    return surface


class Form(Element):
    """A form, or the sign of a protocol, by itself: in a key, or before a line of a list."""

    role: Role = "image"

    def __init__(self, tie: Tie | None, lens: Lens, *, sign: str = "", is_open: bool = False, most: float = 14) -> None:
        super().__init__()
        self._level = 1.0 if tie is None else tie.trust if lens == "trust" else tie.sharing
        self._lens = lens
        self._sign = sign
        self._is_open = is_open or (tie is not None and lens == "trust" and not tie.is_own)
        self._most = most

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """A square."""
        side = min(width, kit.px(self._most))
        return side, side

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The form, the sign, or the pattern of what is missing."""
        if self._sign == "none yet":
            surface.blit(_hatch(self.rect.size, kit.palette.line, kit.px(5)), self.rect.topleft)
            pygame.draw.rect(surface, kit.palette.line, self.rect, 1)
        elif self._sign:
            drawn = paint.icon(_SIGNS[self._sign], kit.px(self._most), kit.palette.ink)
            surface.blit(drawn, drawn.get_rect(center=self.rect.center))
        else:
            form(surface, kit, self.rect.center, self.rect.width, self._level, self._lens, is_open=self._is_open)


class Heads(Element):
    """The name of a row or a column."""

    role: Role = "cell"

    def __init__(self, name: str, number: int, *, is_column: bool) -> None:
        super().__init__(name=name)
        self.number = number
        self.is_column = is_column

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As its words need."""
        return width, kit.type.leading("label")


class Matrix(Element):
    """The cells of a frame, row by row, between their headers.

    Arguments:
        names: what every agency is called.
        cells: the cell of each pair that is shown.
        frame: what is shown.
        name: what it shows.
    """

    role: Role = "table"

    def __init__(self, names: Names, cells: Mapping[tuple[int, int], Cell], frame: Frame, *, name: str, description: str) -> None:
        self._frame = frame
        self._cells = dict(cells)
        rows, columns = frame.shown()
        self._columns = [Heads(names.columns[number], number, is_column=True) for number in columns]
        self._rows = [Heads(names.rows[number], number, is_column=False) for number in rows]
        children: list[Element] = [Element(*self._columns, role="row", name=say("In whom"))]
        for head in self._rows:
            line = [self._cells[head.number, column] for column in columns if (head.number, column) in self._cells]
            children.append(Element(head, *line, role="row", name=head.name))
        super().__init__(*children, name=name, description=description, grow=1.0)

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:  # noqa: ARG002 - the frame has been fitted already
        """As large as its frame."""
        frame = self._frame
        return width, frame.head[1] + frame.rows[1] * frame.cell[1]

    def place(self, kit: Kit, rect: pygame.Rect) -> None:  # noqa: ARG002 - what every element takes
        """In the middle, each cell in its row and column."""
        self.rect = rect
        frame = self._frame
        (wide, high), (side, top) = frame.cell, frame.head
        whole = side + frame.columns[1] * wide
        left = rect.left + max(0, (rect.width - whole) // 2)
        self.children[0].rect = pygame.Rect(left, rect.top, whole, top)
        for position, column in enumerate(self._columns):
            column.rect = pygame.Rect(left + side + position * wide, rect.top, wide, top)
        for position, (line, head) in enumerate(zip(self.children[1:], self._rows, strict=True)):
            down = rect.top + top + position * high
            line.rect = pygame.Rect(left, down, whole, high)
            head.rect = pygame.Rect(left, down, side, high)
            for cell in line.children[1:]:
                if isinstance(cell, Cell):
                    across = left + side + (cell.tie.other - frame.columns[0]) * wide
                    cell.rect = pygame.Rect(across, down, wide, high)

    def _looked_at(self, kit: Kit) -> tuple[int, int] | None:
        """The cell under the pointer, or else the one in focus."""
        known = {cell.key: pair for pair, cell in self._cells.items()}
        return known.get(kit.hover) or known.get(kit.focus)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """Ground, the row and column of the cell that is looked at, lines, headers."""
        palette, looked = kit.palette, self._looked_at(kit)
        table = self.children[0].rect.unionall([line.rect for line in self.children[1:]])
        top, side = self._frame.head[1], self._frame.head[0]
        inner = pygame.Rect(table.left + side, table.top + top, table.width - side, table.height - top)
        surface.fill(palette.panel, inner)
        for head in (*self._rows, *self._columns):
            is_on = looked is not None and head.number == looked[1 if head.is_column else 0]
            if is_on:
                band = head.rect.union(pygame.Rect(head.rect.left, inner.top, head.rect.width, inner.height))
                band = band if head.is_column else head.rect.union(pygame.Rect(inner.left, head.rect.top, inner.width, 1))
                surface.fill(palette.tint, band)
        self._paint_lines(kit, surface, inner)
        for head in (*self._rows, *self._columns):
            is_on = looked is not None and head.number == looked[1 if head.is_column else 0]
            self._paint_head(kit, surface, head, palette.accent if is_on else palette.ink)

    def _paint_lines(self, kit: Kit, surface: pygame.Surface, inner: pygame.Rect) -> None:
        """Hair lines between the cells, and the diagonal, where nobody is."""
        wide, high = self._frame.cell
        rows, columns = self._frame.shown()
        for number in set(rows) & set(columns):
            left, top = inner.left + (number - columns[0]) * wide, inner.top + (number - rows[0]) * high
            surface.fill(kit.palette.ground, (left, top, wide, high))
        thin = kit.px(1)
        for position in range(len(rows) + 1):
            surface.fill(kit.palette.hair, (inner.left, inner.top + position * high, inner.width, thin))
        for position in range(len(columns) + 1):
            surface.fill(kit.palette.hair, (inner.left + position * wide, inner.top, thin, inner.height))

    def _paint_head(self, kit: Kit, surface: pygame.Surface, head: Heads, colour: Colour) -> None:
        leading = kit.type.leading("label")
        if head.is_column:
            lines = kit.type.wrap(head.name, "label", head.rect.width - kit.px(6))
            down = head.rect.bottom - kit.px(5) - len(lines) * leading
            for line in lines:
                drawn = kit.type.line(line, "label", colour)
                surface.blit(drawn, drawn.get_rect(midtop=(head.rect.centerx, down)))
                down += leading
        else:
            drawn = kit.type.line(head.name, "label", colour)
            surface.blit(drawn, drawn.get_rect(midright=(head.rect.right - kit.px(8), head.rect.centery)))


class Sentence(Text):
    """A sentence that stands on one line wherever it has room: nobody's eye has to come back from it to a next one."""

    def lines(self, kit: Kit, width: int) -> tuple[str, ...]:
        """One line, where the room is wide enough."""
        return (self.name,) if kit.type.width(self.name, self.style) <= width else super().lines(kit, width)


class Told(Element):
    """A sentence or two on the cell under the pointer, or in focus; room for it is kept, so that nothing jumps.

    Arguments:
        texts: what is told of each cell, by its key: first what it is, then what goes with it.
        usual: the key of the cell that is told of where none is looked at.
        lines: how many lines there is room for, of either part.
    """

    role: Role = "status"

    def __init__(self, texts: Mapping[str, tuple[str, str]], usual: str, lines: int) -> None:
        self._texts = dict(texts)
        self._usual = usual
        self._lines = lines
        super().__init__(name=" ".join(self._texts.get(usual, ("", ""))))

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """The room that is kept."""
        return width, self._lines * (kit.type.leading("strong") + kit.type.leading("small"))

    def parts(self, key: str) -> tuple[Sentence, Sentence]:
        """What is told of one cell."""
        first, second = self._texts[key]
        return Sentence(first, "strong"), Sentence(second, "small", "quiet")

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """Both parts, one below the other."""
        key = next((one for one in (kit.hover, kit.focus, self._usual) if one in self._texts), "")
        if not key:
            return
        top = self.rect.top
        for part in self.parts(key):
            high = part.size(kit, self.rect.width)[1]
            part.place(kit, pygame.Rect(self.rect.left, top, self.rect.width, high))
            part.paint(kit, surface)
            top += high
