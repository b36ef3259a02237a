"""What a seat of a round table decides for its own agency: what it gives to the pot, and with whom it shares."""

from __future__ import annotations

from collections.abc import Callable

from game.briefing import round_table
from game.briefing.round_table import Line, Purse, ways
from game.core.decision import Refusal
from game.desktop.screens.frame import section
from game.desktop.table import Table
from game.desktop.ui.box import Column, Grid, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Icon, Press, Text
from game.play.joined_table import JoinedTable
from game.translation import say


def own_page(table: Table, at: JoinedTable) -> Element:
    """Pledge and sharing; the lead's money goes by options and attention, so its seat only shares."""
    session, seat = table.session, table.seat
    purse, lines = round_table.purse(session, seat), round_table.lines(session, seat)
    return Column(_purse(table, at, purse) if purse is not None else None, _sharing(table, at, lines) if lines else None, gap=24)


def _purse(table: Table, at: JoinedTable, purse: Purse) -> Element:
    pledged = at.plan(at.seat).pledge

    def pledge(share: float | None) -> Callable[[], None]:
        return _does(table, lambda: at.pledge(at.seat, share))

    choices = [choice(purse.by_itself, "pledge:goes", pledge(None), is_taken=pledged is None)]
    choices += [choice(one.words, f"pledge:{one.value}", pledge(float(one.value)), is_taken=one.is_taken) for one in purse.sums]
    said = say("The pot pays the people who do the joint work. What you give is gone from your own quarter.")
    return section(say("Pledge to the pot"), Text(f"{said} {purse.most}", "body"), *choices, gap=6)


def _sharing(table: Table, at: JoinedTable, lines: tuple[Line, ...]) -> Element:
    said = say("With whom does your agency share what it knows? Law and protocol are gates: nobody shares past them.")
    told = [Text(f"{label}: {text}.", "small", "quiet") for label, text in ways().values()]
    return section(say("Share what you know"), Text(said, "body"), *told, *(_line(table, at, one) for one in lines), gap=8)


def _line(table: Table, at: JoinedTable, line: Line) -> Element:
    def share(way: str) -> Callable[[], None]:
        return _does(table, lambda: at.share(at.seat, {line.id: way}))

    choices = [
        choice(label, f"share:{line.id}:{way}", share(way), is_taken=line.how == way, name=f"{line.name}: {label}")
        for way, (label, _) in ways().items()
    ]
    return Column(
        Text(line.name, "strong"),
        Text(
            say("You share with them: {now}. Law and protocol allow: {allowed}.", now=line.now, allowed=line.allowed),
            "small",
            "quiet",
        ),
        Grid(*choices, least=120, gap=6, most=3),
        gap=4,
        role="group",
        name=line.name,
    )


def _does(table: Table, act: Callable[[], Refusal | None]) -> Callable[[], None]:
    """What pressing a choice does: it is taken, with its sound."""

    def done() -> None:
        table.do(act, lambda: table.window.chime("choose"))

    return done


def choice(words: str, key: str, act: Callable[[], None], *, is_taken: bool, name: str = "") -> Press:
    """One of several choices, of which one is taken."""
    sign = "circle-dot" if is_taken else "circle"
    return Press(
        Row(Icon(sign, 18, "accent" if is_taken else "quiet"), Text(words, "body", grow=1.0), gap=8, align="start"),
        look="card",
        role="radio",
        pad=(10, 7),
        key=key,
        name=name or words,
        act=act,
        is_checked=is_taken,
    )
