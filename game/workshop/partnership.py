"""The partnership as a picture: who is where, how far each trusts the leader, and who shares with whom."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

from markupsafe import Markup

from game.briefing import agency, ties
from game.briefing.position import positions
from game.briefing.sight import is_short
from game.core.observe import PUBLIC
from game.play.session import Session
from game.translation import say
from game.words.grammar import called, capital, count

_WIDTH: Final = 640
_HEIGHT: Final = 660
_EDGE: Final = 82
_LEAST_SHARED: Final = 0.1
_LETTERS: Final = 13  # of a name on one line, where it has several words
_LEADING: Final = 20


def picture(session: Session, seat: int | None = None) -> Markup:
    """The map, as a seat sees it now, the lead unless told otherwise; the same stands in the table below it."""
    place, view = session.place, session.view(seat=seat)
    centre = place.lead if view.seat == PUBLIC else view.seat
    at = _spots(session)
    known = agency.partnership(session, None, seat)
    contacts = {one.agency: one for one in (*known.inside, *known.outside)}
    parts: list[Markup] = []
    n_sharing = 0
    needed = {frozenset(pair) for pair in place.ties}
    for one, row in enumerate(ties.matrix(session, None, seat)):
        for other, tie in enumerate(row):
            if tie is not None and one < other and frozenset((one, other)) in needed and tie.sharing >= _LEAST_SHARED:
                n_sharing += 1
                parts.append(_line("sharing", at[one], at[other], 1.0 + 5.0 * tie.sharing))
    for number, contact in contacts.items():
        parts.append(_line("trust", at[centre], at[number], 1.0 + 8.0 * contact.trust_in_you.value))
    short_of = {number for number in contacts if is_short(view, number)}
    for number, (x, y) in enumerate(at):
        name = called(place, number, view.seat)
        kind = "lead" if number == centre else "short" if number in short_of else "kept"
        parts.append(_node(kind, x, y, name))
    partners = count(len(contacts), "partner")
    trusts = (
        say(
            "The lead stands in the middle of {partners}. The thicker the line to a partner, the more it trusts the lead, "
            "as far as anybody can tell.",
            partners=partners,
        )
        if view.seat == PUBLIC
        else say(
            "You stand in the middle of {partners}. The thicker the line to a partner, the more it trusts you, as far as you "
            "can tell.",
            partners=partners,
        )
    )
    shares = say("Dotted lines join those who share: {ties}.", ties=count(n_sharing, "tie"))
    short = say(
        "{partners} did clearly less than they said, and have a square.", partners=capital(count(len(short_of), "partner"))
    )
    return Markup(
        '<svg class="map" viewBox="0 0 {w} {h}" role="img" aria-labelledby="map-name map-text">'
        '<title id="map-name">{name}</title><desc id="map-text">{text}</desc>{parts}</svg>'
    ).format(w=_WIDTH, h=_HEIGHT, name=say("The partnership"), text=f"{trusts} {shares} {short}", parts=Markup("").join(parts))


def _spots(session: Session) -> list[tuple[float, float]]:
    """Where each agency stands in the picture, of which they fill all."""
    across, down = zip(*positions(session.place), strict=True)
    return list(zip(_spread(across, _EDGE, _WIDTH - _EDGE), _spread(down, 24, _HEIGHT - 84), strict=True))


def _spread(values: Sequence[float], low: float, high: float) -> list[float]:
    """Numbers moved so that the least is at `low` and the largest at `high`."""
    least, most = min(values), max(values)
    return [low + (high - low) * (value - least) / ((most - least) or 1.0) for value in values]


def _line(kind: str, one: tuple[float, float], other: tuple[float, float], width: float) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}" stroke-width="{}"/>').format(
        kind, *(f"{value:.0f}" for value in (*one, *other)), f"{width:.1f}"
    )


def _node(kind: str, x: float, y: float, name: str) -> Markup:
    shape = (
        Markup('<rect class="node short" x="{}" y="{}" width="28" height="28"/>').format(f"{x - 14:.0f}", f"{y - 14:.0f}")
        if kind == "short"
        else Markup('<circle class="node {}" cx="{}" cy="{}" r="{}"/>').format(
            kind, f"{x:.0f}", f"{y:.0f}", 20 if kind == "lead" else 15
        )
    )
    lines = wrap(name, _LETTERS, break_long_words=False) or [name]
    told = Markup("").join(
        Markup('<tspan x="{}" dy="{}">{}</tspan>').format(f"{x:.0f}", 0 if number == 0 else _LEADING, line)
        for number, line in enumerate(lines)
    )
    return shape + Markup('<text class="label" x="{}" y="{}">{}</text>').format(f"{x:.0f}", f"{y + 38:.0f}", told)
