"""The round table as a seat is told of it: who sits where, what it can decide for its own agency, and what all decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.briefing.attention import attention
from game.briefing.scene import Choice, Scene, scenes
from game.briefing.sight import seen
from game.core.observe import PUBLIC, View
from game.core.place import Place
from game.play.ballot import Round, VoteTally, weights
from game.play.plan import Plan
from game.play.round_table import RoundTable
from game.play.seat_promise import SeatPromise, told
from game.play.session import Session
from game.translation import later, say
from game.words import level, quarter
from game.words.grammar import agency, called, capital, full_stop, listed, named, quoted
from game.words.money import pounds

PLEDGES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
"""The shares that can be pledged, from nothing to all that an agency could move.

Quarters are an assumption: people at a table settle on such sums, and a finer scale would ask more than anybody there knows.
"""

_WAYS: Final = later(
    {
        "opens": ("Open up", "share all that law and protocol allow; your own masters ask what you give away"),
        "habit": ("As it goes", "share by habit"),
        "holds back": ("Hold back", "share less; they will notice"),
    }
)


def ways() -> dict[str, tuple[str, str]]:
    """The ways to share, each with its name and what it means, as they are told to whoever chooses."""
    return {way: (say(label), say(text)) for way, (label, text) in _WAYS.items()}


@dataclass(frozen=True, slots=True)
class Chair:
    """One seat as everybody sees it.

    Arguments:
        agency: the agency's number.
        id: its id.
        name: its short name.
        title: its whole name.
        leader: the role of its leader; or nothing.
        is_person: whether people play it.
        is_ready: whether they have said that they have decided.
        is_lead: whether it is the lead's.
        votes: its share of the votes, in words.
        share: the same as a figure.
    """

    agency: int
    id: str
    name: str
    title: str
    leader: str
    is_person: bool
    is_ready: bool
    is_lead: bool
    votes: str
    share: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """A dilemma to vote on: the scene, the option that the seat votes for so far, and whether the option would be taken by price.

    `voted` is None while the seat abstains.
    """

    scene: Scene
    voted: Choice | None


@dataclass(frozen=True, slots=True)
class Sum:
    """A share that can be pledged: how it is written, in words, and whether it is what the seat has pledged so far."""

    value: str
    words: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Purse:
    """What a seat can pledge, in words: the choices, what is given as it goes, what is decided so far, and the most there is."""

    sums: tuple[Sum, ...]
    by_itself: str
    decided: str
    most: str


@dataclass(frozen=True, slots=True)
class Line:
    """How a seat's agency shares with one other: now, in words; what law and protocol allow; and the way that is decided."""

    agency: int
    id: str
    name: str
    now: str
    allowed: str
    how: str


@dataclass(frozen=True, slots=True)
class Given:
    """A promise that a seat gave or was given, as a sentence; `is_to_judge` where it is for the seat to say what became of it."""

    number: int
    text: str
    status: str
    is_open: bool
    is_due: bool
    is_own: bool
    is_to_judge: bool
    said: str


@dataclass(frozen=True, slots=True)
class Told:
    """One seat's quarter, as it is revealed to all: who decided, and what, in sentences.

    `is_as_ever` where a stand-in played it, and all went on by itself.
    """

    agency: int
    name: str
    by: str
    pledge: str
    sharing: tuple[str, ...]
    is_as_ever: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How the votes on one dilemma fell: each option with its share and who voted for it; what was taken, and why."""

    title: str
    votes: tuple[tuple[str, str, str], ...]
    taken: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """A quarter as it is revealed to all seats together."""

    turn: int
    counts: tuple[Count, ...]
    seats: tuple[Told, ...]


def chairs(session: Session, seat: int | None = None) -> tuple[Chair, ...]:
    """Every seat as all see it, the lead's first; `seat` is who is told, and its own is `You`."""
    place, table, weigh = session.place, at(session), weights(session)
    order = sorted(range(len(place.agencies)), key=lambda number: number != place.lead)
    told_as = PUBLIC if seat is None else seat
    return tuple(
        Chair(
            number,
            place.agencies[number].id,
            called(place, number, told_as),
            capital(place.agencies[number].name.partition(" (")[0] if number == place.lead else place.agencies[number].name),
            named(place.agencies[number].leader),
            table.is_seated(place.agencies[number].id),
            table.is_seated(place.agencies[number].id) and table.plan(place.agencies[number].id).is_ready,
            number == place.lead,
            say("{weigh:.0%} of the votes", weigh=weigh[place.agencies[number].id]),
            f"{weigh[place.agencies[number].id]:.0%}",
        )
        for number in order
    )


def doing(session: Session, chair: Chair) -> str:
    """What somebody in a seat does now: has decided, decides, or waits while nothing can be decided."""
    return say("has decided") if chair.is_ready else say("decides") if at(session).is_open else say("waits")


def own_doing(session: Session, chair: Chair) -> str:
    """The same of the seat that is told, in a sentence with its share of the votes."""
    if not session.is_running:
        return say("You played; {votes}.", votes=chair.votes)
    if chair.is_ready:
        return say("You have decided; {votes}.", votes=chair.votes)
    return say("You decide; {votes}.", votes=chair.votes) if at(session).is_open else say("You wait; {votes}.", votes=chair.votes)


def at(session: Session) -> RoundTable:
    """The round table of a game. Raises `ValueError` where it is none."""
    if session.round_table is None:
        raise ValueError("This is no game of a round table.")
    return session.round_table


def plan(session: Session, seat: int) -> Plan:
    """What a seat has decided so far: for that seat alone."""
    return at(session).plan(session.place.agencies[seat].id)


def ballots(session: Session, seat: int) -> tuple[Ballot, ...]:
    """Every dilemma on the table, with what the seat votes for. To others than the lead's seat every option is open."""
    votes = plan(session, seat).votes
    return tuple(
        Ballot(one, next((option for option in one.options if option.id == votes.get(one.id)), None))
        for one in scenes(session, seat)
    )


def could_move(session: Session, seat: int) -> float:
    """What a seat's agency could give this quarter, in pounds, as far as it can tell: to the pot, or beside others' purses."""
    view, place = session.view(seat=seat), session.place
    floor = {**place.parameters, **session.parameters}["pooling_floor"]
    limit = floor + (1.0 - floor) * seen(view, "pooling")
    joined = seen(view, "joined", seat) if "members" in place.parts else 1.0
    beside = seen(view, "aligned") if "aligned" in place.parts else 0.0
    return float(place.constants["discretion"][seat, 0]) * seen(view, "allowance", seat) * (limit * joined + beside)


def purse(session: Session, seat: int) -> Purse | None:
    """What a seat can pledge; None where that is nothing, and for the lead's, whose money goes by options and attention."""
    most, taken = could_move(session, seat), plan(session, seat).pledge
    kept = {taken, *_owed(session, seat)}
    shares = [share for share in PLEDGES if not share or round(share * most) or share in kept]
    if seat == session.place.lead or len(shares) == 1:
        return None
    sums = tuple(
        Sum(
            f"{share:g}",
            say(_SHARES[share]) + (f": {pounds(round(share * most))}" if round(share * most) else ""),
            share == taken,
        )
        for share in shares
    )
    gives = seen(session.view(seat=seat), "giving", seat)
    by_itself = (
        say(
            "As it goes: your agency gives what it gives by itself, about {pounds} if it is as it was",
            pounds=pounds(round(gives * most)),
        )
        if round(most)
        else say("As it goes")
    )
    decided = (
        by_itself
        if taken is None
        else next((one.words for one in sums if one.is_taken), say("{taken:.0%} of what it could move", taken=taken))
    )
    told_most = (
        say(
            "This quarter your agency can move nothing: whatever you choose comes to nothing, and only keeps or breaks your word."
        )
        if not round(most)
        else say(
            "This quarter that could be {pounds}: what it can move itself, as far as cash may be pooled, or spent on the joint "
            "work from its own purse.",
            pounds=pounds(round(most)),
        )
        if "aligned" in session.place.parts
        else say(
            "This quarter that could be {pounds}: what it can move itself, as far as cash may be pooled at all.",
            pounds=pounds(round(most)),
        )
    )
    return Purse(sums, by_itself, decided, told_most)


def _owed(session: Session, seat: int) -> set[float]:
    """The shares that a seat has promised to pledge: it can, also where they come to nothing, to keep its word."""
    own = session.place.agency_ids[seat]
    return {
        float(promise.what)
        for promise in at(session).promises
        if promise.is_open and promise.giver == own and promise.kind == "pledge"
    }


_SHARES: Final = later({0.0: "Nothing", 0.25: "A quarter", 0.5: "Half", 0.75: "Three quarters", 1.0: "All it could move"})


def lines(session: Session, seat: int) -> tuple[Line, ...]:
    """How a seat's agency shares with each of those with whom it matters."""
    view, decided = session.view(seat=seat), plan(session, seat).sharing
    return tuple(_line(view, seat, other, decided) for one, other in session.place.ties if one == seat)


def _line(view: View, seat: int, other: int, decided: dict[str, str]) -> Line:
    facts = view.place.agencies[other]
    gate = min(seen(view, "permission", seat, other), seen(view, "legal", seat), seen(view, "legal", other))
    return Line(
        other,
        facts.id,
        called(view.place, other, seat),
        level.in_words("practice", seen(view, "practice", seat, other)),
        level.in_words("practice", gate),
        decided.get(facts.id, "habit"),
    )


def given(session: Session, seat: int) -> tuple[Given, ...]:
    """The promises that a seat gave or was given at the table, the open ones first."""
    place = session.place
    own = place.agencies[seat].id
    found = [_given(session, promise, seat) for promise in at(session).promises_of(own)]
    return tuple(sorted(found, key=lambda one: (not one.is_open, -one.number)))


def _given(session: Session, promise: SeatPromise, seat: int) -> Given:
    own = session.place.agencies[seat].id
    is_due = promise.is_open and promise.due == session.turn
    said = {None: "", True: say("You say that it is kept."), False: say("You say that it is not kept.")}[promise.said_kept]
    return Given(
        promise.number,
        told(session.place, promise, seat),
        promise.status,
        promise.is_open,
        is_due,
        promise.giver == own,
        promise.kind == "words" and promise.receiver == own and promise.is_open and promise.due <= session.turn,
        said if promise.receiver == own and promise.is_open else "",
    )


def lapses(session: Session, seat: int) -> str:
    """What comes to nothing where a seat says now that it has decided, in sentences; nothing where all is decided."""
    open_ = [quoted(one.scene.title) for one in ballots(session, seat) if one.voted is None]
    found = [say("You abstain on {dilemmas}.", dilemmas=listed(open_))] if open_ else []
    is_lead = seat == session.place.lead
    if is_lead and session.tokens_left():
        found += [attention(session).left, say("What is not placed lapses.")]
    if plan(session, seat).is_empty and not (is_lead and session.pending.tokens):
        found.insert(0, say("You have decided nothing this quarter."))
        gives, shares = purse(session, seat) is not None, bool(lines(session, seat))
        if gives and shares:
            found.append(say("Your agency gives what it would give by itself, and shares by habit."))
        elif gives or shares:
            gives_by_itself = say("Your agency gives what it would give by itself.")
            found.append(gives_by_itself if gives else say("Your agency shares by habit."))
    return " ".join(found)


def default(session: Session, seat: int) -> str:
    """What counts for a seat that has not decided when time runs out, in sentences: told on its page beforehand."""
    plan_now, open_ = plan(session, seat), [one for one in ballots(session, seat) if one.voted is None]
    parts = [say("on {dilemmas} you abstain", dilemmas=listed([quoted(one.scene.title) for one in open_]))] if open_ else []
    if plan_now.pledge is None and purse(session, seat) is not None:
        parts.append(say("your agency gives what it would give by itself"))
    if any(line.how == "habit" for line in lines(session, seat)):
        parts.append(say("where you have said nothing it shares by habit"))
    if seat == session.place.lead and session.tokens_left():
        parts.append(say("attention that you have not placed goes unused"))
    return (
        full_stop(say("If time runs out now, {parts}", parts=listed(parts)))
        if parts
        else say("All is decided: that is what counts if time runs out.")
    )


def revealed(session: Session, turn: int, seat: int | None = None) -> Revealed | None:
    """A quarter of the table as it is revealed to all; None for one that has not been closed."""
    table = at(session)
    if not 1 <= turn <= len(table.rounds):
        return None
    found, place = table.rounds[turn - 1], session.place
    told_as = PUBLIC if seat is None else seat
    counts = tuple(_count(place, found, tally, told_as) for tally in found.tallies)
    return Revealed(turn, counts, tuple(_told(place, found, one, plan, told_as) for one, plan in found.plans.items()))


def _count(place: Place, found: Round, tally: VoteTally, seat: int) -> Count:
    facts = place.dilemmas[place.dilemma(tally.dilemma)]
    labels = {option.id: quoted(option.label) for option in facts.options}
    votes = []
    for option, share in tally.weights.items():
        voters = [place.agency(one) for one, plan in found.plans.items() if plan.votes.get(tally.dilemma) == option]
        votes.append((labels[option], f"{share:.0%}", listed([called(place, one, seat) for one in voters])))
    why = {
        "most": say("It had most votes of those that could be taken.") if tally.lost else say("It had most votes."),
        "lead": say("It was a tie, and the lead voted for it."),
        "open": say("Nobody voted for one that could be taken; this one costs least."),
    }[tally.why]
    lost = (
        say("{options} could not be taken.", options=capital(listed([labels[one] for one in tally.lost]))) if tally.lost else ""
    )
    return Count(
        facts.title, tuple(votes), " ".join(filter(None, (say("Taken: {option}.", option=labels[tally.taken]), why, lost)))
    )


def _told(place: Place, found: Round, one: str, plan: Plan, seat: int) -> Told:
    number = place.agency(one)
    by = say("the stand-in") if not found.is_person(one) else say("by default") if plan.is_empty and number != place.lead else ""
    pledge = (
        ""
        if number == place.lead
        else say("as it goes")
        if plan.pledge is None
        else say("{pledge:.0%} of what it could move", pledge=plan.pledge)
    )
    sharing = tuple(
        say("opened up to {agency}", agency=agency(place, place.agency(other), seat))
        if how == "opens"
        else say("held back from {agency}", agency=agency(place, place.agency(other), seat))
        for other, how in plan.sharing.items()
        if how != "habit"
    )
    is_as_ever = not (found.is_person(one) or sharing) and number != place.lead and plan.pledge is None
    return Told(number, called(place, number, seat), by, pledge, sharing, is_as_ever)


def dues(session: Session) -> tuple[tuple[int, str], ...]:
    """The quarters in which a promise may fall due, each with its name: this one, and those to come."""
    return tuple((turn, quarter.name(session.place, turn)) for turn in range(session.turn, session.place.turns + 1))
