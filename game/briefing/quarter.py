"""A quarter as it begins: the news, where the seat stands, and what partners said and did in the last one."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

from game.briefing.figure import Figure, figure
from game.briefing.sight import done, is_met, is_short, partners, said, seen
from game.core.ledger import Happening
from game.core.observe import View
from game.core.place import Place
from game.play.session import Session
from game.translation import later, say, say_many, spoken
from game.words import level, quarter
from game.words.beside import told_to
from game.words.grammar import bare, called, capital, count, full_stop, listed, of_people
from game.words.money import about, pounds

NEWS: Final = ("event", "inject", "news", "later", "ended")
"""The kinds of happening that are news."""


@dataclass(frozen=True, slots=True)
class News:
    """A piece of news; one that came from an event has its title, which says what it is about."""

    title: str
    text: str

    @property
    def sentence(self) -> str:
        """The news with its title before it, where that says more than the text."""
        return f"{full_stop(self.title)} {self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the seat stands: its own strength, its money, and the work."""

    energy: Figure
    credibility: Figure
    cover: Figure
    budget: Figure
    pot: Figure
    work: Figure

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All of them, in the order in which they are told."""
        return self.energy, self.credibility, self.cover, self.budget, self.pot, self.work


@dataclass(frozen=True, slots=True)
class Partner:
    """What one partner said and did; `did` is empty before the first quarter has been played.

    Arguments:
        agency: its number.
        name: its short name.
        said: the word for the commitment it voices.
        did: the word for what it delivered last quarter.
        gap: how far its deeds fell short of its word, from 0 to 1.
        is_short: whether it clearly did less than it said.
    """

    agency: int
    name: str
    said: str
    did: str
    gap: float
    is_short: bool


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter as it begins; those of its partners that fell short come first, by how far, the others by what they did.

    `where` is what its standing goes under: past the end of a programme it says how long after that is.
    """

    turn: int
    heading: str
    news: tuple[News, ...]
    standing: Standing
    partners: tuple[Partner, ...]
    is_first: bool
    where: str


def begun(session: Session, seat: int | None = None) -> Quarter:
    """The quarter that is being played, as it began for a seat; for the lead, unless told otherwise."""
    view = session.view(seat=seat)
    return Quarter(
        session.turn,
        heading(session),
        news(session, seat),
        session.once(("standing", seat, spoken()), lambda: standing(session, seat), seat),
        session.once(("partners as it began", seat, spoken()), lambda: _partners(view), seat),
        not is_met(view),
        _where(session),
    )


def _where(session: Session) -> str:
    past = 0 if session.is_running else len(session.states) - 1 - session.last_turn_played
    return say("Where you stand, {span} on", span=quarter.span(past)) if past else say("Where you stand")


def heading(session: Session) -> str:
    """The quarter that is being played, for a heading."""
    return capital(quarter.counted(session.place, session.turn))


def news(session: Session, seat: int | None = None) -> tuple[News, ...]:
    """The news of the quarter, as a seat hears them; the lead unless told otherwise, with PUBLIC everybody."""
    told = (happening for happening in session.told(seat=seat) if happening.kind in NEWS and happening.text)
    return tuple(_news(session.place, happening) for happening in told)


def _news(place: Place, happening: Happening) -> News:
    title = next((event.title for event in place.events if happening.kind == "event" and event.id == happening.name), "")
    if happening.kind == "inject":
        title = next((title for inject, title, *_ in place.injects if inject == happening.name), happening.name)
    return News(title if bare(title) != bare(happening.text) else "", happening.text)


def standing(session: Session, seat: int | None = None) -> Standing:
    """Where a seat stands now, the lead unless told otherwise; of the lead's energy and standing every seat is told."""
    view, place = session.view(seat=seat), session.place
    parameters = {**session.place.parameters, **session.parameters}
    tokens = count(view.tokens_allowed[0], "token")
    weary = told_to(
        place, seat, later("You have {tokens} this quarter, and what costs energy costs you more of it."), tokens=tokens
    )
    is_weary = seen(view, "energy") < parameters["weary_at"]
    pot = seen(view, "pot")
    found = Standing(
        figure(view, told_to(place, seat, later("Your energy")), ("energy", ()), warning=weary if is_weary else ""),
        figure(view, told_to(place, seat, later("Your standing")), ("credibility", ())),
        figure(
            view,
            say("Backing of your own masters"),
            ("cover", (view.seat,)),
            warning=_patience(view, parameters["cover_least"]),
        ),
        figure(view, say("Your own money"), ("budget", (view.seat,)), warning=_full(session, view)),
        figure(view, say("The pot"), ("pot", ()), words=pounds(pot), **_ebbing(session, view)),
        figure(view, say("The work"), ("families", ()), words="; ".join(filter(None, (_work(view), _effort(view))))),
    )
    if session.is_running:
        return found
    # What may come if nothing is done is nothing to be told of when nothing can be done any more.
    return replace(found, **{one.name: replace(getattr(found, one.name), warning="") for one in fields(found)})


def _patience(view: View, least: float) -> str:
    """What a lead is warned of whose own masters may stop the programme; nothing where there is no need to.

    They go by how things stood at the end of a quarter, and news that came with the next one may have covered that up.
    """
    if view.seat != view.place.lead:
        return ""
    if seen(view, "low_cover") > 0.0:
        return say("At the end of last quarter it was too thin. If it is so again, they will stop the programme.")
    return say("If it stays so thin, they will stop the programme.") if seen(view, "cover") < least else ""


def _ebbing(session: Session, view: View) -> dict[str, str]:
    """What a pot means that is empty, or holds less than it paid for workers last quarter; nothing where there is no need to say.

    It is nothing to be warned of where each pays out of its own.
    """
    if not is_met(view):
        return {}
    pot = round(seen(view, "pot"))
    if "aligned" in session.place.parts:
        return {} if pot else {"note": say("What is done is paid for by each out of its own.")}
    if not pot:
        return {"warning": say("An empty pot pays no workers.")}
    paid = seen(view, "paid_workers") * {**session.place.parameters, **session.parameters}["wage"]
    if pot >= round(paid):
        return {}
    return {"warning": say("Workers took {sum} from the pot last quarter, more than it holds now.", sum=about(paid))}


def _full(session: Session, view: View) -> str:
    """That the lead can keep no more money than it has, and in the first such quarter what of it goes back; else nothing."""
    if not _is_full(view):
        return ""
    if view.turn > 1 and _is_full(session.view(view.turn - 1, view.seat)):
        return say(
            "You can keep no more than this: unless you use {pounds} of it, some goes back.",
            pounds=pounds(seen(view, "allowance", view.seat)),
        )
    return say(
        "You can keep no more than this: {pounds} comes each quarter, and unless you use as much it goes back.",
        pounds=pounds(seen(view, "allowance", view.seat)),
    )


def _is_full(view: View) -> bool:
    """Whether the lead has as much money of its own as it can keep."""
    budget, allowance = seen(view, "budget", view.seat), seen(view, "allowance", view.seat)
    return view.seat == view.place.lead and is_met(view) and allowance > 0 and budget >= 2 * allowance


def _effort(view: View) -> str:
    """How the joint effort is shared between the strands of work; nothing where there are none."""
    if "strands" not in view.place.parts:
        return ""
    shares = [seen(view, "strand", number) for number in range(len(view.place.outcomes))]
    if len({round(100 * share) for share in shares}) == 1:
        return say("the effort is shared equally between {strands}", strands=listed([one.strand for one in view.place.outcomes]))
    told = listed(
        [
            say("{share:.0%} to {strand}", share=share, strand=one.strand)
            for share, one in zip(shares, view.place.outcomes, strict=True)
        ]
    )
    return say("the effort goes {shares}", shares=told)


def _in_figures(place: Place, number: float) -> str:
    """So many of those the work is for, in figures, however few they are."""
    one, many = place.people
    whole = round(number)
    return f"{whole} {one if whole == 1 else many}" if spoken() is None else count(whole, one, many)


def _work(view: View) -> str:
    families, reached, target, workers = (seen(view, name) for name in ("families", "reached", "target", "workers"))
    if not is_met(view) and round(families) == 0 and round(reached) == 0:
        return say("partners are helping nobody together yet; the aim is {families}", families=_in_figures(view.place, target))
    aim = (
        say("{reached:.0f} reached so far, as many as were aimed for", reached=reached)
        if round(reached) == round(target)
        else say("{reached:.0f} reached so far; the aim is {target:.0f}", reached=reached, target=target)
    )
    if round(families) == 0:
        return of_people(view.place, say("no family is being worked with at present; {aim}", aim=aim))
    counted = _in_figures(view.place, families)
    if workers >= 0.05:
        return say("{families} being worked with by {workers}; {aim}", families=counted, workers=_workers(workers), aim=aim)
    return say("{families} being worked with, by nobody who is paid for it; {aim}", families=counted, aim=aim)


def _workers(workers: float) -> str:
    """How many do the work: lent hours make up whole people, more or less."""
    whole = max(1, round(workers))
    if abs(workers - whole) < 0.05:
        return say_many(whole, "{n} worker", "{n} workers", n=whole)
    return say_many(whole, "about {n} worker", "about {n} workers", n=whole)


def _partners(view: View) -> tuple[Partner, ...]:
    """Partners by what they voiced and did, those that fell short of their word first; in a first quarter, by their word."""
    if not is_met(view):
        order = sorted(partners(view), key=lambda number: -said(view, number))
        return tuple(_partner(view, number) for number in order)
    short_of = [number for number in partners(view) if is_short(view, number)]
    short_of.sort(key=lambda number: -seen(view, "gap", number))
    rest = [number for number in partners(view) if number not in short_of]
    rest.sort(key=lambda number: -done(view, number))
    return tuple(_partner(view, number) for number in [*short_of, *rest])


def _partner(view: View, number: int) -> Partner:
    word = level.in_words("stated", said(view, number))
    if not is_met(view):
        return Partner(number, called(view.place, number, view.seat), word, "", 0.0, is_short=False)
    gap = seen(view, "gap", number)
    did = level.in_words("delivered", done(view, number))
    return Partner(number, called(view.place, number, view.seat), word, did, gap, is_short=is_short(view, number))
