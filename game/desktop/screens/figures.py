"""Numbers as rows: what each is called, its value in words, a bar, where it stood a quarter ago, and the way to ask why."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from game.briefing.figure import Figure
from game.briefing.sight import Asked, last_turn
from game.core.state import State
from game.desktop.table import Table
from game.desktop.ui.bars import Bar
from game.desktop.ui.box import Column, Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.facing import Facing
from game.desktop.ui.theme import EASY, ROOMY, SNUG, TIGHT
from game.desktop.ui.widget import Heading, Icon, Meter, Press, Text, Tone
from game.play.session import Session
from game.translation import say

_BEFORE: WeakKeyDictionary[Session, tuple[State, dict[tuple[int, Asked], float | None]]] = WeakKeyDictionary()


def before(table: Table, asked: Asked | None) -> float | None:
    """What a number was a quarter ago; None where there was no quarter before, or nothing to ask. Found once for a turn."""
    session = table.session
    if asked is None or last_turn(session) == 0 or session.is_over:
        return None
    state, known = _BEFORE.get(session, (None, {}))
    if state is not session.state:
        _BEFORE[session] = session.state, known
        known.clear()
    key = table.seat, asked
    if key not in known:
        found = session.why(*asked, seat=table.seat)
        known[key] = found.before if found is not None else None
    return known[key]


def figure_row(
    table: Table,
    figure: Figure,
    *,
    key: str,
    tone: Tone = "ink",
    thick: float = 6,
    label: str = "",
    turn: int | None = None,
) -> Element:
    """One number. A level has a bar with a notch where it stood a quarter ago.

    Arguments:
        table: the game.
        figure: the number.
        key: what the row is known by.
        tone: the colour of its bar.
        thick: the height of its bar, in points.
        label: what it is called here, where that is not the figure's own label.
        turn: of which turn the causes are asked; the last played where None.
    """
    asks = table.asks(figure.asked, turn)
    warning = figure.warning
    named: Element = Text(label or figure.label, "body", "quiet")
    if warning:
        named = Row(Icon("triangle-alert", 16, "warning"), named, gap=SNUG, align="start")
    head = Facing(named, Text(figure.words, "strong"))
    bar = None
    if figure.is_level:
        was = before(table, figure.asked)
        bar = Meter(figure.value, name="", value="", tone="warning" if warning else tone, height=thick, was=was)
    return Press(
        Column(head, bar, Text(warning, "small", "quiet") if warning else None, gap=TIGHT),
        look="quiet",
        pad=(SNUG, 5),
        key=key,
        name=label or figure.label,
        value=figure.words,
        description=f"{warning} {say('Ask why.')}".strip() if asks is not None else warning,
        act=asks,
        explain=asks,
    )


def sum_row(table: Table, label: str, words: str, share: float, *, asked: Asked, key: str, is_hatched: bool = False) -> Element:
    """A sum of money with a bar: `share` is its length as a share of the longest beside it."""
    asks = table.asks(asked)
    return Press(
        Column(
            Facing(Text(label, "body", "quiet"), Text(words, "strong")),
            Bar(share, is_hatched=is_hatched, height=9),
            gap=TIGHT,
        ),
        look="quiet",
        pad=(SNUG, 5),
        key=key,
        name=label,
        value=words,
        description=say("Ask why."),
        act=asks,
        explain=asks,
    )


def card(title: str, *body: Element | None, icon: str = "", note: str = "") -> Element:
    """A panel with a heading, what belongs to it, and perhaps a remark."""
    head = Row(Icon(icon, 18, "quiet") if icon else None, Heading(title, grow=1.0), gap=SNUG)
    return Panel(
        inset(head),
        *body,
        inset(Text(note, "small", "quiet")) if note else None,
        pad=(ROOMY - SNUG, EASY),
        gap=TIGHT,
        role="group",
        name=title,
    )


def inset(child: Element) -> Element:
    """Something set in by as much as the words in a row that can be pressed."""
    return Column(child, pad=(SNUG, 0))
