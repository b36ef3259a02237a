"""Who trusts whom, and who shares with whom: every tie at once as a table, or one agency's as a list where there is no room."""

from __future__ import annotations

from typing import Final

from game.briefing.sight import after_the_end, is_met
from game.briefing.ties import Tie, matrix
from game.desktop.controls import Action
from game.desktop.map.links import Lens
from game.desktop.screens.beside import Beside
from game.desktop.screens.matrix_list import tie_list
from game.desktop.screens.matrix_table import Cell, Form, Frame, Matrix, Names, Told, fitted
from game.desktop.screens.matrix_words import described
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row, Rule
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Text, button, tabs
from game.desktop.window import Window
from game.translation import later, say
from game.words.beside import told_to
from game.words.grammar import called, short

_FEW: Final = 7  # fewer rows or columns than this at once are better read as a list
_NARROW: Final = 600  # points below which the tabs stand under the title
_BROAD: Final = 800  # points from which a sentence on a tie fits on one line
_ARROWS: Final[dict[str, tuple[int, int]]] = {"left": (0, -1), "right": (0, 1), "up": (-1, 0), "down": (1, 0)}


class MatrixScreen(Beside):
    """Every tie, cell by cell. Arrow keys go from cell to cell; Tab goes past them all."""

    title = later("Ties")
    action = "matrix"

    def __init__(self, window: Window, table: Table) -> None:
        super().__init__(window, table)
        self._lens: Lens = "trust"
        n, chosen = len(table.session.place.agencies), table.chosen
        self.at = (chosen, 0 if chosen else min(1, n - 1))
        self._frame = Frame((0, 0), (0, 0), (0, 0), (0, 0))
        self._is_list = False
        self._ties: tuple[tuple[Tie | None, ...], ...] = ()
        self._of: object = None
        self._cells: dict[tuple[int, int, Lens], tuple[Cell, tuple[str, str]]] = {}

    @property
    def lens(self) -> Lens:
        """Which kind of tie is shown."""
        return self._lens

    def first(self) -> str:
        """The cell that was looked at last."""
        return f"tie:{self.at[0]}:{self.at[1]}"

    def opened(self) -> None:
        """The ties are read once for a turn."""
        if self._of is not self.table.session.state:
            self._of, self._ties = self.table.session.state, matrix(self.table.session, None, self.table.seat)
            self._cells.clear()

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The table, or one row of it as a list."""
        self._follow(kit.focus)
        place, seat, n = self.table.session.place, self.table.seat, len(self._ties)
        names = Names(*(tuple(name(place, number, seat) for number in range(n)) for name in (called, short)))
        head = self._head(is_narrow=size[0] / kit.scale < _NARROW)
        foot = self._foot(kit, size, {})
        pad = kit.px(20)
        taken = head.size(kit, size[0])[1] + foot.size(kit, size[0])[1] + 2 * kit.px(1) + 2 * kit.px(8)
        frame = fitted(kit, names, (size[0] - 2 * pad, size[1] - taken), (self._frame.rows[0], self._frame.columns[0]))
        self._is_list = frame.rows[1] < min(n, _FEW) or frame.columns[1] < min(n, _FEW)
        if self._is_list:
            return Column(head, Rule(), tie_list(self.table, self._ties, self.at[0], self._lens, self._turn_to))
        self._frame = _around(frame, self.at)
        rows, columns = self._frame.shown()
        cells, texts = {}, {}
        for one in rows:
            for other in columns:
                tie = self._ties[one][other]
                if tie is not None:
                    cell, text = self._cell(tie)
                    cells[one, other], texts[cell.key] = cell, text
        shown = Matrix(names, cells, self._frame, name=self._title(), description=say(_WHAT[self._lens]))
        body = Column(shown, pad=(20, 8), grow=1.0)
        return Column(head, Rule(), body, Rule(), self._foot(kit, size, texts))

    def _title(self) -> str:
        title = say("Who trusts whom" if self._lens == "trust" else "Who shares with whom")
        return f"{title}{after_the_end(self.table.session)}"

    def _head(self, *, is_narrow: bool) -> Element:
        kinds = [("trust", say("Trust"), "link"), ("sharing", say("Sharing"), "share-2")]
        return self.strip(self._title(), tabs(kinds, self._lens, self._look, key="lens"), is_narrow=is_narrow)

    def _foot(self, kit: Kit, size: tuple[int, int], texts: dict[str, tuple[str, str]]) -> Element:
        across = size[0] / kit.scale
        told = Told(texts, self.first(), 1 if across >= _BROAD else 2)
        top = Row(Column(told, grow=1.0), *self._pages(), gap=12)
        return Panel(top, self._key(), edge="", radius=0, pad=(20, 6), gap=4)

    def _key(self) -> Element:
        """What the forms and signs mean."""
        if self._lens == "trust":
            samples = [
                (Form(None, "trust", is_open=is_open), told_to(self.table.session.place, self.table.seat, words))
                for is_open, words in ((False, later("your own ties")), (True, later("as you gather of others")))
            ]
        else:
            samples = [
                (Form(None, "sharing"), say("what is really shared")),
                (Form(None, "sharing", sign="signed"), say("protocol signed")),
                (Form(None, "sharing", sign="being drafted"), say("being drafted")),
                (Form(None, "sharing", sign="none yet"), say("needed, and none yet")),
            ]
        parts = [Row(shown, Text(words, "small", "quiet"), gap=5) for shown, words in samples]
        return Row(Text(say(_WHAT[self._lens]), "small", "quiet"), *parts, gap=16, wraps=True)

    def _pages(self) -> list[Element]:
        """Buttons to go on to rows and columns that have no room, where there are any."""
        frame, n = self._frame, len(self._ties)
        found: list[Element] = []
        if frame.columns[1] < n:
            found += [
                self._page("left", "chevron-left", say("Columns before")),
                self._page("right", "chevron-right", say("More columns")),
            ]
        if frame.rows[1] < n:
            found += [self._page("up", "chevron-up", say("Rows before")), self._page("down", "chevron-down", say("More rows"))]
        return found

    def _page(self, way: str, icon: str, name: str) -> Element:
        return button("", lambda: self._scroll(way), key=f"page:{way}", icon=icon, look="quiet", name=name)

    def _cell(self, tie: Tie) -> tuple[Cell, tuple[str, str]]:
        """The cell of a tie and what is told of it; made once for a turn, since nothing of it changes with the window."""
        key = tie.one, tie.other, self._lens
        if key not in self._cells:
            session, back = self.table.session, self._ties[tie.other][tie.one]
            told = described(session.place, tie, back, self._lens, is_met=is_met(session.view()), seat=self.table.seat)
            ask = self.table.asks(tie.trust_asked if self._lens == "trust" else tie.sharing_asked)
            cell = Cell(tie, self._lens, name=told.name, value=told.value, note=told.note, ask=ask)
            self._cells[key] = cell, (f"{told.name}: {told.value}.", told.note)
        return self._cells[key]

    # What it does.

    def _look(self, lens: Lens) -> None:
        self._lens = lens
        self.window.change()

    def _turn_to(self, agency: int) -> None:
        """Shows another agency's row in the list."""
        other = self.at[1] if self.at[1] != agency else self.at[0]
        self._go((agency, other))

    def _follow(self, focus: str) -> None:
        """Takes note of which cell has the focus."""
        kind, _, rest = focus.partition(":")
        if kind == "tie":
            one, other = (int(part) for part in rest.split(":"))
            self.at = one, other

    def _go(self, at: tuple[int, int]) -> None:
        """Puts the focus on a cell, which comes into view."""
        self.at = at
        self._frame = _around(self._frame, at)
        kit = self.window.kit
        # The pointer lies where it lay, but it is the keys that are being used now.
        kit.focus, kit.is_by_key, kit.hover = self.first(), True, ""
        self.window.change()

    def _step(self, way: str, times: int = 1) -> bool:
        """Goes from cell to cell, past the diagonal; whether there was one to go to."""
        down, across = _ARROWS[way]
        n = len(self._ties)
        one, other = self.at[0] + down * times, self.at[1] + across * times
        if times > 1:
            one, other = min(max(one, 0), n - 1), min(max(other, 0), n - 1)
        if one == other:
            one, other = one + down, other + across
            if times > 1 and not (0 <= one < n and 0 <= other < n):
                one, other = one - 2 * down, other - 2 * across
        if not (0 <= one < n and 0 <= other < n):
            return False
        self._go((one, other))
        return True

    def _scroll(self, way: str) -> None:
        """Goes on by as many rows or columns as are shown."""
        frame, (down, across) = self._frame, _ARROWS[way]
        n = len(self._ties)
        top = min(max(0, frame.rows[0] + down * max(1, frame.rows[1] - 1)), n - frame.rows[1])
        left = min(max(0, frame.columns[0] + across * max(1, frame.columns[1] - 1)), n - frame.columns[1])
        self._frame = Frame((top, frame.rows[1]), (left, frame.columns[1]), frame.cell, frame.head)
        rows, columns = self._frame.shown()
        one = min(max(self.at[0], rows[0]), rows[-1])
        other = min(max(self.at[1], columns[0]), columns[-1])
        if one == other:
            other = other + 1 if other < columns[-1] else other - 1
        self.at = one, other
        self.window.change()

    def _past(self, by: int) -> None:
        """Goes on to the next thing, all cells counting as one."""
        stage = self.window.stage
        keys = [one.key for one in stage.focusable() if not one.key.startswith("tie:") or one.key == self.first()]
        at = keys.index(self.window.kit.focus) if self.window.kit.focus in keys else -by
        stage.focus(keys[(at + by) % len(keys)])

    def handle(self, action: Action) -> bool:
        """Cell by cell with the arrow keys; the kinds of tie with the keys for pages."""
        is_on = self.window.kit.focus.startswith("tie:")
        if action in ("next_tab", "previous_tab"):
            self._look("sharing" if self._lens == "trust" else "trust")
        elif self._is_list:
            if action not in ("left", "right") or not is_on:
                return super().handle(action)
            self._turn_to((self.at[0] + (1 if action == "right" else -1)) % len(self._ties))
        elif action in ("next", "previous"):
            self._past(1 if action == "next" else -1)
        elif not is_on:
            return super().handle(action)
        elif action in _ARROWS:
            return self._step(action)
        elif action in ("page_up", "page_down"):
            self._step("up" if action == "page_up" else "down", max(2, self._frame.rows[1] - 1))
        elif action in ("top", "bottom"):
            self._step("up" if action == "top" else "down", len(self._ties))
        else:
            return super().handle(action)
        return True

    def help(self) -> tuple[tuple[str, str], ...]:
        """What the table is."""
        ties = say(
            "Each row is whose tie it is, each column to whom. Arrow keys go from cell to cell, Tab goes past them. The "
            "sentence below tells of the cell you are on; W opens what moved it."
        )
        forms = say(
            "A disc is trust, a square is what is really shared, the larger the more. A full disc is a tie of your own, an "
            "open one what you gather of others'. Hatching says that a protocol is needed and nobody has begun; a pencil "
            "that it is being drafted; a signature that it is signed."
        )
        return (say("Ties"), ties), (say("Forms and signs"), forms)


_WHAT: Final[dict[Lens, str]] = later(
    {
        "trust": "Each row is whose trust, each column in whom.",
        "sharing": "Each row is who shares, each column with whom; bold: a result depends on it.",
    }
)


def _around(frame: Frame, at: tuple[int, int]) -> Frame:
    """The frame moved as little as needed for a cell to be in it."""

    def moved(first: int, count: int, wanted: int) -> tuple[int, int]:
        return min(max(first, wanted - count + 1), wanted) if count else first, count

    return Frame(moved(*frame.rows, at[0]), moved(*frame.columns, at[1]), frame.cell, frame.head)
