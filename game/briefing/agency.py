"""One agency closely: what it says and does, its ties, its money, and what was promised; and every partner in short."""

from __future__ import annotations

from dataclasses import dataclass

from game.briefing.figure import Figure, figure
from game.briefing.membership import joined, stakes
from game.briefing.promises import Promise, between
from game.briefing.sight import inside, is_met, outside, seen
from game.briefing.ties import Protocols, Stage, protocols, stage
from game.core.observe import PUBLIC, View
from game.play.session import Session
from game.translation import say
from game.words import level
from game.words.grammar import agency, called, named, title
from game.words.money import about


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Agencies of whom the same is to be said: `some`, or `being drafted`."""

    word: str
    agencies: tuple[int, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """What a seat sees of a partner: its word and deeds, trust either way, and its sharing; deeds after a first quarter.

    Arguments:
        said: what it says.
        did: what it did last quarter; None in the first.
        gap: the gap between the two, a sentence; empty where there is none.
        trust_in_you: the estimate there is of its trust in the seat.
        your_trust: the seat's own in it.
        sharing: what it shares in all; None in the first quarter, and where it matters to nobody.
        shares: with whom it shares how much, of those it ought to share with, the most first.
        protocols: with whom it needs a protocol, and how far that has come.
    """

    said: Figure
    did: Figure | None
    gap: str
    trust_in_you: Figure
    your_trust: Figure
    sharing: Figure | None
    shares: tuple[Neighbours, ...]
    protocols: tuple[Neighbours, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """What an agency has borne, and what of avoided cost falls to it."""

    borne: float
    avoided: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a seat sees of one agency; after the end, what it could not see as well.

    Arguments:
        agency: its number.
        name: its name.
        short: its short name; `You` for the seat's own.
        about: what it is, in paragraphs; or nothing.
        leader: the role of its leader; or nothing.
        is_own: whether it is the seat's own.
        is_inside: whether it belongs to the seat's own body.
        bond: what binds it to the seat; None for the seat's own.
        legal: the room the law leaves it to share.
        money: what it has borne and gained.
        stakes: members that have joined, votes, unity, income lost, where there is any to tell.
        cover: the backing of the seat's own masters; None for a partner.
        opened: what lay in its head at the end of the programme; nothing while the game runs.
        promises: every promise between it and the seat.
    """

    agency: int
    name: str
    short: str
    about: str
    leader: str
    is_own: bool
    is_inside: bool
    bond: Bond | None
    legal: Figure
    money: Money
    stakes: tuple[Figure, ...]
    cover: Figure | None
    opened: tuple[Figure, ...]
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """A partner in short, for a map or a list; deeds and sharing after a first quarter."""

    agency: int
    name: str
    position: tuple[float, float] | None
    said: Figure
    did: Figure | None
    trust_in_you: Figure
    your_trust: Figure
    sharing: Figure | None
    joined: Figure | None = None


@dataclass(frozen=True, slots=True)
class Partnership:
    """Every partner in short, those of the seat's own body apart, and how far the protocols have come."""

    inside: tuple[Contact, ...]
    outside: tuple[Contact, ...]
    protocols: Protocols


def partnership(session: Session, turn: int | None = None, seat: int | None = None) -> Partnership:
    """Every partner in short, as a seat sees them at the start of a turn; now, and the lead, unless told otherwise."""
    view = session.view(turn, seat)
    here, there = (tuple(_contact(view, number) for number in numbers) for numbers in (inside(view), outside(view)))
    return Partnership(here, there, protocols(view))


def sheet(session: Session, number: int, seat: int | None = None) -> Sheet:
    """What a seat sees of one agency, the lead unless told otherwise; after the end, what it could not see as well."""
    view = session.view(seat=seat)
    place = view.place
    facts, is_own = place.agencies[number], number == view.seat
    borne, avoided = seen(view, "cost", number), seen(view, "avoided", number)
    return Sheet(
        number,
        title(place, number, seat),
        called(place, number, seat),
        facts.about,
        named(facts.leader),
        is_own,
        number in inside(view) or (is_own and number in place.inside),
        None if is_own else _bond(view, number),
        figure(view, say("Room in law to share"), ("legal", (number,))),
        Money(
            borne,
            avoided,
            say("has borne {borne} so far; {avoided} of avoided cost falls to them.", borne=about(borne), avoided=about(avoided)),
        ),
        stakes(view, number),
        figure(view, say("Backing of your own masters"), ("cover", (number,))) if is_own else None,
        tuple(_opened(session, number, view.seat)) if session.is_over else (),
        between(session, number, seat),
    )


def _contact(view: View, number: int) -> Contact:
    seat = view.place.lead if view.seat == PUBLIC else view.seat
    facts = view.place.agencies[number]
    return Contact(
        number,
        called(view.place, number, view.seat),
        facts.position,
        figure(view, say("Says"), ("stated", (number,))),
        figure(view, say("Does"), ("delivered", (number,))) if is_met(view) else None,
        figure(view, say("Trust in the lead") if view.seat == PUBLIC else say("Trust in you"), ("trust", (number, seat))),
        figure(
            view, say("The lead's trust in them") if view.seat == PUBLIC else say("Your trust in them"), ("trust", (seat, number))
        ),
        figure(view, say("Shares"), ("sharing", (number,))) if is_met(view) else None,
        joined(view, number),
    )


def _bond(view: View, number: int) -> Bond:
    place, short_of = view.place, _contact(view, number)
    gap = level.in_words("gap", seen(view, "gap", number)) if is_met(view) else say("none")
    matter = [other for one, other in place.ties if one == number]
    shared: dict[str, list[int]] = {}
    for other in sorted(matter, key=lambda other: -seen(view, "practice", number, other)):
        shared.setdefault(level.in_words("practice", seen(view, "practice", number, other)), []).append(other)
    stages: dict[Stage, list[int]] = {}
    for one, other in place.protocols_of(number):
        partner = other if one == number else one
        stages.setdefault(stage(view, number, partner), []).append(partner)
    return Bond(
        short_of.said,
        short_of.did,
        say("Beyond politeness, the gap between word and deed is {gap}.", gap=gap) if gap != say("none") else "",
        short_of.trust_in_you,
        short_of.your_trust,
        short_of.sharing if matter else None,
        tuple(_neighbours(view, word, numbers) for word, numbers in shared.items()),
        tuple(_neighbours(view, word, numbers) for word, numbers in stages.items()),
    )


def _neighbours(view: View, word: str, numbers: list[int]) -> Neighbours:
    return Neighbours(word, tuple(numbers), tuple(agency(view.place, number, view.seat) for number in numbers))


def _opened(session: Session, number: int, seat: int) -> list[Figure]:
    """What lay in the agency's own head, now that everything is open."""
    state = session.states[session.last_turn_played]
    named = [
        (say("The leader's commitment"), ("buy_in", (number,))),
        (say("The front line's commitment"), ("frontline", (number,))),
        (say("Unspoken strain"), ("strain", (number,))),
        (say("How far they saw"), ("outlook", (number,))),
    ]
    opened: list[tuple[str, tuple[str, tuple[int, ...]]]] = list(named)
    if seat not in (number, PUBLIC):
        opened.append((say("Their trust in you, in truth"), ("trust", (number, seat))))
    values = [float(state[name][(*index, 0)]) for _, (name, index) in opened]
    return [
        Figure(label, level.in_both(asked[0], value), value, asked) for (label, asked), value in zip(opened, values, strict=True)
    ]
