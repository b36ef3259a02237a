"""Promises: the open ones first, by when they fall due, then what became of the others."""

from __future__ import annotations

from typing import Final

from game.briefing.promises import Promise, promises
from game.briefing.sight import after_the_end
from game.core.place import Place
from game.desktop.screens.beside import Beside
from game.desktop.screens.frame import READABLE, nothing, page, section
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.theme import EASY, SNUG, TIGHT
from game.desktop.ui.widget import Icon, Text, Tone
from game.translation import later, say
from game.words import quarter
from game.words.beside import told_to
from game.words.grammar import agency, capital, full_stop, how_many

_SIGNS: Final[dict[str, tuple[str, Tone]]] = {
    "open": ("clock", "quiet"),
    "kept": ("circle-check", "ink"),
    "kept, they say": ("ear", "quiet"),
    "kept late": ("history", "quiet"),
    "kept late, they say": ("messages-square", "quiet"),
    "owned up to": ("flag", "quiet"),
    "broken": ("circle-x", "warning"),
    "concealed": ("eye", "warning"),
}
"""The sign and tone of what became of a promise."""


def sign(promise: Promise) -> tuple[str, Tone, str]:
    """How a promise is told apart: its pictogram, its tone, and its word."""
    if promise.is_late:
        return "triangle-alert", "warning", say("Late")
    if promise.is_due:
        return "calendar", "ink", say("Due now")
    icon, tone = next((mark for word, mark in _SIGNS.items() if say(word) == promise.status), ("circle", "quiet"))
    return icon, tone, capital(promise.status)


def promise_row(table: Table, promise: Promise, *, has_word: bool = True) -> Element:
    """One promise: what became of it, from whom to whom, what, by when, and how much hangs on it."""
    place = table.session.place
    icon, tone, word = sign(promise)
    giver, receiver = (capital(agency(place, number, table.seat)) for number in (promise.giver, promise.receiver))
    how = full_stop(capital(promise.how)) if promise.is_open and not promise.is_late else ""
    note = " ".join(one for one in (capital(promise.when), how) if one)
    quiet = f"{_when(place, promise)} {full_stop(promise.hangs)}".strip()
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
                Text(word, "label", "warning" if tone == "warning" else "ink") if has_word else None,
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


def _when(place: Place, promise: Promise) -> str:
    """When it was made and by when it is due, as a sentence, as far as either is known."""
    made = quarter.name(place, promise.made) if promise.made else ""
    if made and promise.by:
        return say("Made in {quarter}, due by the end of {last}.", quarter=made, last=promise.by)
    if made:
        return say("Made in {quarter}.", quarter=made)
    return say("due by the end of {quarter}.", quarter=promise.by) if promise.by else ""


def promise_card(table: Table, promise: Promise) -> Element:
    """One promise on a ground of its own, with an edge where it presses; where it is only open, its heading says so."""
    edge = "warning" if promise.is_late else "accent" if promise.is_due else "hair"
    has_word = promise.is_late or promise.is_due or not promise.is_open
    return Panel(promise_row(table, promise, has_word=has_word), pad=(16, 12), edge=edge)


class PromisesScreen(Beside):
    """Every promise the leader knows of; after the end, everybody's."""

    title = later("Promises")
    action = "promises"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """The promises in two parts."""
        told = promises(self.table.session, self.table.seat)
        still = [one for one in told if one.is_open]
        settled = [one for one in told if not one.is_open]
        body: list[Element] = []
        if still or not settled:
            is_over = self.table.session.is_over
            cards = [promise_card(self.table, one) for one in still] or [_nothing(is_over=is_over)]
            body.append(section(say("Still open at the end") if is_over else say("Open"), *cards, gap=10))
        if settled:
            body.append(section(say("What became of the others"), *(promise_card(self.table, one) for one in settled), gap=10))
        return page(
            f"{say('Promises')}{after_the_end(self.table.session)}",
            Column(*body, gap=24),
            back=self.close,
            key="promises",
            most=READABLE,
            lead=_lead(still),
        )

    def help(self) -> tuple[tuple[str, str], ...]:
        """What the promises are."""
        known = say(
            "Every promise made by you or to you. The open ones come first, in the order in which they fall due. A promise "
            "that is late can still be kept in the quarter after; then it is broken."
        )
        own = told_to(self.table.session.place, self.table.seat, _OWN)
        told = say("Of a partner's promise you know what the partner tells you.")
        became = f"{told} {own}"
        return (say("Promises"), known), (say("What became of them"), became)


_OWN: Final = later(
    "While it is open, late or not, a promise that you cannot keep can be owned up to, which costs less trust than being "
    "found out."
)


def _lead(still: list[Promise]) -> str:
    """The promises that press, in a sentence; nothing where none does."""
    late, due = sum(one.is_late for one in still), sum(one.is_due for one in still)
    n_open, n_late, n_due = (how_many(number) for number in (len(still), late, due))
    if late and due:
        said = say("{open} open, {late} late and {due} due at the end of this quarter.", open=n_open, late=n_late, due=n_due)
    elif late:
        said = say("{open} open, {late} late.", open=n_open, late=n_late)
    else:
        said = say("{open} open, {due} due at the end of this quarter.", open=n_open, due=n_due) if due else ""
    return capital(said)


def _what(promise: Promise) -> str:
    """What was promised, as a sentence; a promise's own words end with their quotation mark."""
    what = capital(promise.what)
    return what if what.endswith("”") else full_stop(what)


def _nothing(*, is_over: bool) -> Element:
    """Where no promise is: how promises come about, unless it is too late for one."""
    if is_over:
        return nothing("handshake", say("No promise was made."))
    return nothing(
        "handshake",
        say("No promise is open."),
        say("You give your word with a token of attention, and with some decisions. Partners give theirs to you as well."),
        say("Each promise stands here with whoever gave it, what it is, when it falls due and how much hangs on it."),
    )
