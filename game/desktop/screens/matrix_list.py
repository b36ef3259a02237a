"""One agency's ties as a list, where a window is too small, or its type too large, for a table."""

from __future__ import annotations

from collections.abc import Callable

from game.briefing.sight import is_met
from game.briefing.ties import Tie
from game.desktop.map.links import Lens
from game.desktop.screens.matrix_table import Form
from game.desktop.screens.matrix_words import described
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row, Scroll, Sized
from game.desktop.ui.element import Element
from game.desktop.ui.facing import Facing
from game.desktop.ui.theme import EASY
from game.desktop.ui.widget import Heading, Icon, Press, Text, button
from game.translation import say
from game.words.grammar import agency, called, capital, possessive

SIGNS = {"signed": "signature", "being drafted": "pencil", "none yet": "lock"}
"""The pictogram of a protocol, by how far it has come; another where none is needed."""


def tie_list(
    table: Table, ties: tuple[tuple[Tie | None, ...], ...], one: int, lens: Lens, turn_to: Callable[[int], None]
) -> Element:
    """The ties of one agency, with the way to the agency before and after.

    Arguments:
        table: the game.
        ties: every tie, row by row.
        one: whose are shown.
        lens: which kind of tie.
        turn_to: shows another agency's.
    """
    place, n = table.session.place, len(ties)
    whose = capital(possessive(agency(place, one)))
    asked = say("{whose} trust in", whose=whose) if lens == "trust" else say("{whose} sharing with", whose=whose)
    steps = Row(
        _step(
            "before", "chevron-left", say("Before: {agency}", agency=called(place, (one - 1) % n)), lambda: turn_to((one - 1) % n)
        ),
        Heading(asked, grow=1.0),
        _step(
            "after", "chevron-right", say("After: {agency}", agency=called(place, (one + 1) % n)), lambda: turn_to((one + 1) % n)
        ),
        gap=8,
    )
    met = is_met(table.session.view())
    rows = [_row(table, tie, ties[tie.other][tie.one], lens, is_seen=met) for tie in ties[one] if tie is not None]
    body = Column(steps, Panel(*rows, pad=(6, 6), gap=0, role="list", name=whose), gap=10, pad=(16, 12))
    return Scroll(Sized(body, most=760, align="centre"), key=f"ties:{one}:{lens}")


def _step(key: str, icon: str, name: str, act: Callable[[], None]) -> Element:
    return button("", act, key=f"row:{key}", icon=icon, look="quiet", name=name)


def _row(table: Table, tie: Tie, back: Tie | None, lens: Lens, *, is_seen: bool) -> Element:
    place = table.session.place
    told = described(place, tie, back, lens, is_met=is_seen)
    ask = table.asks(tie.trust_asked if lens == "trust" else tie.sharing_asked)
    sign = SIGNS.get(tie.protocol) if lens == "sharing" else None
    return Press(
        Row(
            Form(tie, lens, most=22),
            Column(
                Facing(
                    Text(called(place, tie.other), "strong"),
                    Row(Icon(sign, 16, "quiet") if sign else None, Text(told.value, "body"), gap=8, align="start"),
                ),
                Text(told.note, "small", "quiet"),
                grow=1.0,
            ),
            gap=EASY,
        ),
        look="quiet",
        pad=(10, 6),
        key=f"tie:{tie.one}:{tie.other}",
        name=told.name,
        value=told.value,
        description=told.note,
        act=ask,
        explain=ask,
    )
