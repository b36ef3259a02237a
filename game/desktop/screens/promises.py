"""Promises: the open ones first, by when they fall due, then what became of the others."""

from __future__ import annotations

from typing import Final

from game.briefing.promises import Promise, promises
from game.briefing.sight import after_the_end
from game.desktop.screens.beside import Beside
from game.desktop.screens.frame import READABLE, page, section
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.theme import EASY, SNUG, TIGHT
from game.desktop.ui.widget import Icon, Text, Tone
from game.words import quarter
from game.words.beside import told_to
from game.words.grammar import agency, capital, full_stop, how_many

_SIGNS: Final[dict[str, tuple[str, Tone]]] = {
    "open": ("clock", "quiet"),
    "kept": ("circle-check", "ink"),
    "kept, they say": ("ear", "quiet"),
    "kept late": ("history", "quiet"),
    "owned up to": ("flag", "quiet"),
    "broken": ("circle-x", "warning"),
    "concealed": ("eye", "warning"),
}
"""The sign and tone of what became of a promise."""


def sign(promise: Promise) -> tuple[str, Tone, str]:
    """How a promise is told apart: its pictogram, its tone, and its word."""
    if promise.is_late:
        return "triangle-alert", "warning", "Late"
    if promise.is_due:
        return "calendar", "ink", "Due now"
    icon, tone = _SIGNS.get(promise.status, ("circle", "quiet"))
    return icon, tone, capital(promise.status)


def promise_row(table: Table, promise: Promise) -> Element:
    """One promise: what became of it, from whom to whom, what, by when, and how much hangs on it."""
    place = table.session.place
    icon, tone, word = sign(promise)
    giver, receiver = (capital(agency(place, number, table.seat)) for number in (promise.giver, promise.receiver))
    when = [f"Made in {quarter.name(place, promise.made)}"] if promise.made else []
    when += [f"due by the end of {promise.by}"] if promise.by else []
    how = full_stop(capital(promise.how)) if promise.is_open and not promise.is_late else ""
    note = " ".join(one for one in (capital(promise.when), how) if one)
    quiet = f"{full_stop(', '.join(when))} {full_stop(promise.hangs)}".strip()
    return Row(
        Icon(icon, 22, tone),
        Column(
            Row(
                Row(
                    Text(giver, "strong"),
                    Icon("arrow-right", 16, "quiet"),
                    Text(receiver, "strong"),
                    gap=SNUG,
                    wraps=True,
                    grow=1.0,
                ),
                Text(word, "label", "warning" if tone == "warning" else "ink"),
                gap=SNUG,
                align="start",
            ),
            Text(_what(promise), "prose"),
            Text(note, "body", "warning" if promise.is_late else "ink") if note else None,
            Text(quiet, "small", "quiet"),
            gap=TIGHT,
            grow=1.0,
        ),
        gap=EASY,
        align="start",
        role="item",
        name=f"{word}. {promise.said}",
        value=note,
        description=quiet,
    )


def promise_card(table: Table, promise: Promise) -> Element:
    """One promise on a ground of its own, with an edge where it presses."""
    edge = "warning" if promise.is_late else "accent" if promise.is_due else "hair"
    return Panel(promise_row(table, promise), pad=(16, 12), edge=edge)


class PromisesScreen(Beside):
    """Every promise the leader knows of; after the end, everybody's."""

    title = "Promises"
    action = "promises"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """The promises in two parts."""
        told = promises(self.table.session, self.table.seat)
        still = [one for one in told if one.is_open]
        settled = [one for one in told if not one.is_open]
        body: list[Element] = []
        if still or not settled:
            cards = [promise_card(self.table, one) for one in still]
            body.append(
                section("Still open at the end" if self.table.session.is_over else "Open", *(cards or [_nothing()]), gap=10)
            )
        if settled:
            body.append(section("What became of the others", *(promise_card(self.table, one) for one in settled), gap=10))
        return page(
            f"Promises{after_the_end(self.table.session)}",
            Column(*body, gap=24),
            back=self.close,
            key="promises",
            most=READABLE,
            lead=_lead(still),
        )

    def help(self) -> tuple[tuple[str, str], ...]:
        """What the promises are."""
        known = (
            "Every promise made by you or to you. The open ones come first, in the order in which they fall due. A promise that "
            "is late can still be kept in the quarter after; then it is broken."
        )
        own = told_to(self.table.session.place, self.table.seat, _OWN)
        became = f"Of a partner's promise you know what the partner tells you. {own}"
        return ("Promises", known), ("What became of them", became)


_OWN: Final = "A promise that you cannot keep can be owned up to, which costs less trust than being found out."


def _lead(still: list[Promise]) -> str:
    """The promises that press, in a sentence; nothing where none does."""
    late, due = sum(one.is_late for one in still), sum(one.is_due for one in still)
    parts = [f"{how_many(n)} {words}" for n, words in ((late, "late"), (due, "due at the end of this quarter")) if n]
    return capital(full_stop(f"{how_many(len(still))} open, {' and '.join(parts)}")) if parts else ""


def _what(promise: Promise) -> str:
    """What was promised, as a sentence; a promise's own words end with their quotation mark."""
    what = capital(promise.what)
    return what if what.endswith("”") else full_stop(what)


def _nothing() -> Element:
    return Panel(
        Row(
            Icon("handshake", 22, "quiet"),
            Text("No promise is open. A token of attention can make one.", "body", "quiet", grow=1.0),
            gap=EASY,
            align="start",
        ),
        fill="",
        edge="line",
        pad=(16, 14),
    )
