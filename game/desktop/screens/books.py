"""The books: money one can move, money that has been used, and who gains from what others paid."""

from __future__ import annotations

from typing import Final, Literal

from game.briefing.figure import Figure
from game.briefing.money import Account, Books, books
from game.briefing.sight import Asked, after_the_end
from game.desktop.screens.beside import Beside
from game.desktop.screens.frame import page, section
from game.desktop.ui.bars import Bar
from game.desktop.ui.box import Column, Gap, Grid, Panel, Row, Sized
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.theme import EASY, SNUG
from game.desktop.ui.widget import Icon, Press, Text
from game.translation import later, say
from game.words.beside import told_to
from game.words.money import about

_BROAD: Final = 980
_NAMED: Final = 640  # points from which an agency's name stands between its bars
_NAME: Final = 196
_FROM: Final = later("Out of your own, into the pot or a partner's share.")


class BooksScreen(Beside):
    """The money as it stands; every sum can be asked why."""

    title = later("The books")
    action = "money"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """Sums in tiles, then the pairs of bars."""
        told = books(self.table.session, self.table.seat)
        return page(
            f"{say('The books')}{after_the_end(self.table.session)}",
            section(say("Money you can move"), Grid(*self._moves(told), least=200, most=4, gap=10), gap=10),
            section(say("Money that has been used"), Grid(*self._used(told), least=200, most=4, gap=10), gap=10),
            self._pockets(told, is_wide=size[0] / kit.scale >= _NAMED) if told.accounts else None,
            back=self.close,
            key="books",
            most=_BROAD,
        )

    def _moves(self, told: Books) -> list[Element]:
        return [
            self._tile(told.own, "pound-sterling", say("What you do not use is carried over, up to one quarter's money.")),
            self._tile(told.allowance, "calendar", ""),
            self._tile(told.pot, "piggy-bank", say("It pays workers, backing for the front line, and tools.")),
            _plain(
                say("A token of money moves"), told.token, "hand-coins", told_to(self.table.session.place, self.table.seat, _FROM)
            ),
        ]

    def _used(self, told: Books) -> list[Element | None]:
        workers = told.workers
        return [
            self._tile(told.spent, "hand-helping", say("By everybody, every quarter so far."), label=say("Spent on joint work")),
            self._tile(
                workers, "hard-hat", say("Out of the pot last quarter, at {wage} for each.", wage=told.wage), label=say("Workers")
            )
            if workers is not None
            else None,
            self._tile(
                told.lapsed, "undo-2", say("It went to agencies' own services, every quarter so far."), label=say("Not put in")
            ),
            Gap(),
        ]

    def _tile(self, figure: Figure, icon: str, note: str, *, label: str = "") -> Element:
        """A sum, large, called as the briefing calls it or shorter."""
        asks = self.table.asks(figure.asked)
        warning = figure.warning
        said = " ".join(part for part in (warning, figure.note, note) if part)
        return Press(
            _face(label or figure.label, figure.words, "triangle-alert" if warning else icon, said, is_warning=bool(warning)),
            look="card",
            pad=(14, 11),
            key=f"sum:{figure.label}",
            name=figure.label,
            value=figure.words,
            description=f"{said} {say('Ask why it moved.')}".strip(),
            act=asks,
            explain=asks,
        )

    def _pockets(self, told: Books, *, is_wide: bool) -> Element:
        """For each agency what it has borne to the left, and what of avoided cost falls to it to the right."""
        top = max(max(one.borne, one.avoided) for one in told.accounts) or 1.0
        room = max((about(sum_) for one in told.accounts for sum_ in (one.borne, one.avoided)), key=len)
        rows = [self._pocket(one, top, room, is_wide=is_wide) for one in told.accounts]
        align: Literal["start", "end"] = "end" if is_wide else "start"
        left = Text(say("Has borne so far"), "label", "quiet", align=align)
        right = Text(say("Avoided cost falls to them"), "label", "quiet")
        if is_wide:
            heads = Row(
                Column(left, pad=(SNUG, 0), grow=1.0), Sized(Text(""), width=_NAME), Column(right, pad=(SNUG, 0), grow=1.0)
            )
        else:
            heads = Row(left, Bar(0.0, height=1), right, gap=EASY, wraps=True)
        table = Panel(heads, *rows, pad=(12, 12), gap=2, role="list", name=say("Who has borne, and to whom avoided cost falls"))
        return section(say("Who has borne cost, and who gains"), Text(told.memo, "body", "quiet"), table, gap=10)

    def _pocket(self, one: Account, top: float, room: str, *, is_wide: bool) -> Element:
        borne = self._bar(one, "borne", one.borne / top, about(one.borne), room, ("cost", (one.agency,)))
        gained = self._bar(one, "gained", one.avoided / top, about(one.avoided), room, ("avoided", (one.agency,)))
        if is_wide:
            name = Text(one.name, "strong", align="centre")
            return Row(borne, Sized(name, width=_NAME), gained, role="item", name=one.name, value=one.words)
        pair = Row(borne, gained, gap=SNUG)
        return Column(Text(one.name, "strong"), pair, role="item", name=one.name, value=one.words, pad=(0, 4))

    def _bar(self, one: Account, kind: str, share: float, words: str, room: str, asked: Asked) -> Element:
        is_borne = kind == "borne"
        asks = self.table.asks(asked)
        return Press(
            Bar(share, words, room=room, is_hatched=not is_borne, is_left=is_borne),
            look="quiet",
            pad=(SNUG, 3),
            least=28,
            key=f"{kind}:{one.agency}",
            name=f"{one.name}: {say('has borne' if is_borne else 'avoided cost that falls to them')}",
            value=words,
            description=say("Ask why."),
            act=asks,
            explain=asks,
            grow=1.0,
        )

    def help(self) -> tuple[tuple[str, str], ...]:
        """What the books hold."""
        money = say(
            "What you can move yourself, what comes each quarter, and the pot that joint work is paid from. Money that a "
            "partner does not use in its quarter goes back to its own services."
        )
        pockets = say(
            "The full bar to the left is what an agency has paid for joint work. The hatched one to the right is cost that "
            "it does not have to bear because of it. Nobody can spend that, and it seldom falls to whoever paid."
        )
        return (say("The books"), money), (say("Who pays and who gains"), pockets)


def _face(label: str, words: str, icon: str, note: str, *, is_warning: bool = False) -> Element:
    return Column(
        Row(
            Icon(icon, 18, "warning" if is_warning else "quiet"), Text(label, "body", "quiet", grow=1.0), gap=SNUG, align="start"
        ),
        Text(words, "figure"),
        Text(note, "small", "warning" if is_warning else "quiet") if note else None,
        gap=3,
    )


def _plain(label: str, words: str, icon: str, note: str) -> Element:
    """A sum that never moves, of which there is nothing to ask."""
    return Panel(_face(label, words, icon, note), pad=(14, 11), role="item", name=label, value=words)
