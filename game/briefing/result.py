"""What came of a quarter: what partners said, what they did, and what changed with its biggest causes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from game.briefing.promises import due_turns
from game.briefing.sight import Asked, by_word, is_met, partners, seen
from game.core.ledger import Happening
from game.core.observe import PUBLIC, Known, Rough, View, Why
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.expectation import expected
from game.play.session import Session
from game.translation import later, say, say_many
from game.words import cause, level, promise, quarter, variable
from game.words.beside import the_lead, told_to
from game.words.grammar import agency, called, capital, count, full_stop, is_you, listed, named, of_people, quoted
from game.words.money import about

FIRST_SEEN: Final = ("delivered", "sharing", "gap", "push")
"""What a first quarter shows for the first time, so that nothing can have moved it."""

MOST_CHANGES: Final = 5
MOST_ALIKE: Final = 2  # changes of one variable
MOST_COUNTS: Final = 1  # changes of things that are counted, which move every quarter
MOST_CAUSES: Final = 3

LEAST_PAID: Final = 0.25  # of a worker; where it is no more than that twice running it is not told
WHOLE: Final = 0.9  # of a worker; less is part of one's time

_NOT_BEGUN: Final = later("You heard families. None is being worked with yet, so there was nothing to learn of the help itself.")
_NOT_HELPED: Final = later(
    "You heard families, and learned that of {n_all} being worked with only {n_helped} had the help promised."
)
_HELPED: Final = later("You heard families. The help they were promised comes: of that you learned nothing new.")


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said at once to a decision, with the dilemma's title."""

    dilemma: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Group:
    """Partners of whom the same is to be said: `Clearly more committed`, or in a first quarter `Did a good deal`.

    Arguments:
        words: what is said, without a colon.
        direction: 1 up, -1 down, 0 where there is nothing to compare with.
        size: how far they moved; None where there is nothing to compare with.
        agencies: who, by number.
        names: their short names.
    """

    words: str
    direction: int
    size: Rough | None
    agencies: tuple[int, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """Who moved, the most first; `unmoved` is what to say where nobody did."""

    groups: tuple[Group, ...]
    unmoved: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or was learned, besides: its kind, a sentence, the agencies it concerns, and what can be asked."""

    kind: str
    sentence: str
    agencies: tuple[int, ...]
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Pull:
    """One known cause of a change: 1 up or -1 down, and what it was; 0 for a sentence on what is not known."""

    direction: int
    sentence: str

    @property
    def line(self) -> str:
        """The cause with its direction, `Up: You spent time with Schools`, with a full stop."""
        if not self.direction:
            return self.sentence
        cause = capital(self.sentence)  # some are an author's own sentences, which begin so
        return say("Up: {cause}", cause=cause) if self.direction > 0 else say("Down: {cause}", cause=cause)


@dataclass(frozen=True, slots=True)
class Change:
    """One of the largest changes.

    Arguments:
        asked: what changed, to ask why.
        sentence: what changed and how far.
        before: its value before, in its own unit.
        after: its value afterwards.
        pulls: its biggest known causes, those that moved it the way it went first.
        has_hidden: whether something was at work that the leader cannot see.
    """

    asked: Asked
    sentence: str
    before: float
    after: float
    pulls: tuple[Pull, ...]
    has_hidden: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a quarter, in the order in which it is told; `expected` is what its player wrote of it beforehand."""

    turn: int
    title: str
    replies: tuple[Reply, ...]
    said: Moves
    did: Moves
    happened: tuple[Event, ...]
    changes: tuple[Change, ...]
    expected: str = ""


def result(session: Session, turn: int, seat: int | None = None) -> Result:
    """What came of a turn that has been played, as a seat is told it: the lead unless told otherwise, with PUBLIC everybody."""
    # Agencies are called what they were called then, also where the result is read again after one was succeeded.
    place, told = session.place.as_of(turn + 1), session.told(turn + 1, seat)
    before, after = session.view(turn, seat), session.view(turn + 1, seat)
    changes = tuple(_changes(session, turn, seat))
    return Result(
        turn,
        say("What came of {quarter}", quarter=quarter.name(place, turn)),
        tuple(_replies(session, turn, told)),
        Moves(_moves("stated", say("more committed"), say("less committed"), before, after), say("What they said before.")),
        _did(before, after),
        (
            *_paid(session, before, after),
            *_learned(after),
            *happened(session, told, after),
            *_succeeded(place, after),
            *_news(session, turn, told, changes),
        ),
        changes,
        expected(session, turn, seat),
    )


def _replies(session: Session, turn: int, told: list[Happening]) -> Iterator[Reply]:
    """What was said to each decision, in the order in which they were made."""
    texts = {happening.name.partition(".")[0]: happening.text for happening in told if happening.kind == "said"}
    if texts:
        choices, _ = session.decided[turn - 1]
        place = session.place
        for dilemma in sorted(texts, key=list(choices).index):
            yield Reply(dilemma, place.dilemmas[place.dilemma(dilemma)].title, texts[dilemma])


def _moves(name: str, more: str, less: str, before: View, after: View) -> tuple[Group, ...]:
    """Who moved up and who down, those that moved alike in one group, the most first."""
    groups: dict[tuple[int, Rough], list[int]] = {}
    for number in partners(after):
        was, now = seen(before, name, number), seen(after, name, number)
        size = level.rough(name, was, now)
        if size is not None:
            groups.setdefault((1 if now > was else -1, size), []).append(number)
    return tuple(
        _group(after, say("{how_far} {moved}", how_far=capital(say(word)), moved=words), direction, size, groups[direction, size])
        for direction, words in ((1, more), (-1, less))
        for size, word in reversed(level.ROUGH.items())
        if (direction, size) in groups
    )


def _group(view: View, words: str, direction: int, size: Rough | None, numbers: list[int]) -> Group:
    return Group(words, direction, size, tuple(numbers), tuple(called(view.place, number, view.seat) for number in numbers))


def _did(before: View, after: View) -> Moves:
    """What partners did against the quarter before; in the first, how much."""
    if not is_met(before):
        words = by_word(after, "delivered", partners(after))
        return Moves(tuple(_group(after, say("Did {word}", word=word), 0, None, numbers) for word, numbers in words), "")
    return Moves(
        _moves("delivered", say("more than before"), say("less than before"), before, after), say("About what they did before.")
    )


def _paid(session: Session, before: View, after: View) -> Iterator[Event]:
    """What the pot became: the workers it paid for, and how many families all who do the joint work have room for."""
    was, paid, n_workers = seen(before, "paid_workers"), seen(after, "paid_workers"), seen(after, "workers")
    if max(was, paid) < LEAST_PAID or not seen(after, "running"):
        return
    place, parameters = session.place, {**session.place.parameters, **session.parameters}
    room = n_workers * seen(after, "cases") * (1.0 - parameters["support_time"] * seen(after, "support"))
    sum_paid = about(paid * parameters["wage"])
    if not round(paid * parameters["wage"]):
        first = say("The pot paid for no workers this quarter.")
    elif paid < WHOLE:
        first = say("The pot paid {sum} for part of one worker's time.", sum=sum_paid)
    else:
        first = say_many(
            round(paid), "The pot paid {sum} for one worker.", "The pot paid {sum} for {n} workers.", sum=sum_paid, n=round(paid)
        )
    empty = say("It is empty now.") if round(seen(after, "pot")) <= 0 else ""
    then = say_many(
        max(1, round(n_workers)),
        "With those lent there is one, with room for {families}.",
        "With those lent there are {n}, with room for {families}.",
        n=round(n_workers),
        families=count(round(room), *place.people),
    )
    n_all, spare = round(seen(after, "families")), ""
    if paid < LEAST_PAID and not empty and 0 < n_all < round(room):  # why a pot that is not empty pays hardly anybody
        spare = say(
            "That is more room than is needed for the {families} being worked with.", families=count(n_all, *place.people)
        )
    yield Event("paid", " ".join(one for one in (first, empty, then, spare) if one), (), ("paid_workers", ()))


def _learned(view: View) -> Iterator[Event]:
    """What the lead learned where it gave its attention to hearing those the work is for: whether the help comes through."""
    if not seen(view, "listening"):
        return
    n_all, n_helped = round(seen(view, "families")), round(seen(view, "served"))
    known = _NOT_BEGUN if not n_all else _NOT_HELPED if n_helped < n_all else _HELPED
    learned = told_to(view.place, view.seat, known, n_all=n_all, n_helped=n_helped)
    then = say("They trust the work more for being heard, and leaders see further; both show later.")
    yield Event("learned", of_people(view.place, f"{learned} {then}"), ())


def happened(session: Session, told: list[Happening], view: View) -> Iterator[Event]:
    """What happened besides: promises made and settled, protocols signed, leaders gone, papers lost, the end."""
    # An agency that has been succeeded since was still itself then, with its own leader.
    place = session.place.as_of(max(1, view.turn - 1))
    for happening in told:
        sentence = _left_again(session, place, happening, view) or _happened(place, happening, view)
        if sentence:
            yield Event(happening.kind, sentence, happening.agencies)


def _news(session: Session, turn: int, told: list[Happening], changes: tuple[Change, ...]) -> Iterator[Event]:
    """What news a change is put down to that nobody has read yet: it came as the quarter ended, and opens the next."""
    names = {happening.name for happening in told if happening.kind == "event"}
    titles = [quoted(event.title) for event in session.place.events if event.id in names]
    cited = [title for title in titles if any(title in pull.sentence for one in changes for pull in one.pulls)]
    if cited:
        is_last = session.is_over and turn == session.last_turn_played
        came = (
            say("News just in: {titles}.", titles=listed(cited))
            if is_last
            else say("News just in, and told next: {titles}.", titles=listed(cited))
        )
        yield Event("news", came, ())


def _succeeded(place: Place, view: View) -> Iterator[Event]:
    """Who stands in another's place from the next quarter on, and so in this result already."""
    for one in place.successors:
        if one.at == view.turn:
            gone, now = (agency(then, one.agency, view.seat) for then in (place.as_of(one.at - 1), place.as_of(one.at)))
            text = say("{gone} is no more. Where it stood, there is now: {now}.", gone=capital(gone), now=now)
            yield Event("succession", text, (one.agency,))


def _happened(place: Place, happening: Happening, view: View) -> str:
    seat = view.seat
    match happening.kind:
        case "promise":
            number = promise.number_of(place, happening.name)
            if number is None:
                return ""
            due = seen(view, "promise_due", number)
            if happening.text == "made" or not happening.text:
                return full_stop(capital(promise.sentence(place, number, due, seat)))
            return promise.settled(place, number, happening.text, due, seat)
        case "protocol":
            one, other = (agency(place, number, seat) for number in happening.agencies)
            if seat in happening.agencies:
                with_you = other if is_you(place, happening.agencies[0], seat) else one
                return say("You and {other} have signed a protocol: what you share is covered now.", other=with_you)
            return say("{one} and {other} have signed a protocol: what they share is covered now.", one=capital(one), other=other)
        case "departure":
            (gone,) = happening.agencies
            leader = named(place.agencies[gone].leader) or say("the leader")
            return say(
                "{leader} has left ({gone}). What was personal has gone too.",
                leader=capital(leader),
                gone=_gone(place, gone, seat),
            )
        case "incident":
            one, other = (agency(place, number, seat) for number in happening.agencies)
            return say("Information went astray between {one} and {other}.", one=one, other=other)
        case "ended":
            return _ended(place, happening, view)
        case _:
            return ""


def _left_again(session: Session, place: Place, happening: Happening, view: View) -> str:
    """A leader who has left where another had gone before: the chair is called alike, and it is not the same person twice."""
    if happening.kind != "departure":
        return ""
    (gone,) = happening.agencies
    leader = place.agencies[gone].leader
    for turn in range(2, view.turn):
        before = {one.agencies for one in session.told(turn, view.seat) if one.kind == "departure"}
        if (gone,) in before and session.place.as_of(turn - 1).agencies[gone].leader == leader:
            return say(
                "{leader} has left ({gone}), as the one before had. What was personal has gone too.",
                leader=capital(leader or say("the leader")),
                gone=_gone(place, gone, view.seat),
            )
    return ""


def _gone(place: Place, gone: int, seat: int) -> str:
    """An agency whose leader has left: by its own name, also to itself."""
    return capital(the_lead()) if gone == place.lead != seat else called(place, gone)


def _ended(place: Place, happening: Happening, view: View) -> str:
    """How the programme came to its end, in a sentence."""
    if view.turn > place.turns:
        ended = say("The programme has run its course.")
        if happening.name == "cover":
            ended = f"{ended} {told_to(place, view.seat, later('Your own masters had no more patience with it.'))}"
        return ended
    if happening.name == "cover":
        return told_to(place, view.seat, later("Your own masters have lost patience. The programme is stopped."))
    return full_stop(
        say("The programme is stopped: {text}", text=happening.text) if happening.text else say("The programme is stopped")
    )


def _changes(session: Session, turn: int, seat: int | None) -> Iterator[Change]:
    place, is_known = session.place.as_of(turn + 1), False
    for asked in largest(session, turn, seat):
        found = session.why(*asked, turn + 1, seat)
        if found is not None:
            said = full_stop(capital(change(place, found, seat)))
            causes = pulls(session, place, found, seat, is_known=is_known)
            is_known = is_known or (found.has_hidden and len(causes) > 1)
            yield Change(asked, said, found.before, found.after, causes, found.has_hidden)


def largest(session: Session, turn: int, seat: int | None = None) -> list[Asked]:
    """What moved most in a turn among the things a seat sees, the largest first; what is counted comes last."""
    place, before, after = session.place, session.view(turn, seat), session.view(turn + 1, seat)
    own = place.lead if after.seat == PUBLIC else after.seat
    asked: list[Asked] = [(name, ()) for name in ("energy", "credibility", "families")]
    asked += [("pot", ())] if after.seat == PUBLIC else [("cover", (own,)), ("pot", ())]
    asked += [("reported", (number,)) for number in range(len(place.outcomes))]
    for number in partners(after):
        asked += [("stated", (number,)), *([("trust", (number, own))] if number != own else [])]
        if turn > 1:
            asked += [("delivered", (number,)), ("sharing", (number,))]
    sizes = {}
    for name, index in asked:
        shown = "estimate" if name == "trust" else name
        was, now = seen(before, shown, *index), seen(after, shown, *index)
        if size := level.share(name, was, now):
            sizes[name, index] = size
    chosen: list[Asked] = []
    for one in sorted(sizes, key=lambda one: (_is_count(one), -sizes[one])):
        alike = sum(other[0] == one[0] for other in chosen)
        if alike < MOST_ALIKE and len(chosen) < MOST_CHANGES - (0 if _is_count(one) else MOST_COUNTS):
            chosen.append(one)
    return chosen


def _is_count(asked: Asked) -> bool:
    return VARIABLES[asked[0]].unit != "level"


def change(place: Place, found: Why, seat: int | None = None) -> str:
    """What changed and how far, within a sentence: `your energy fell a little, from 64 to 61 of 100 (good)`."""
    named = variable.name(place, found.variable, found.index, seat)
    return f"{named} {variable.moved(place, found.variable, found.index, found.before, found.after)}"


def pulls(session: Session, place: Place, found: Why, seat: int | None = None, *, is_known: bool = False) -> tuple[Pull, ...]:
    """The biggest known causes of a change: those that moved it the way it went first.

    Arguments:
        session: the game.
        place: the place as it is called.
        found: the change with its causes.
        seat: to whom it is told; the lead if left out.
        is_known: whether it has been said already, of another change beside it, that not everything can be seen.
    """
    dues = session.once(("due turns",), lambda: due_turns(session, seat), seat)
    said: dict[str, tuple[int, Known]] = {}
    for known in found.causes:
        words = cause.brief(place, known.cause, known.index, known.source, dues, seat)
        # What pulled by being so high and, the same way, by having risen is told by the larger of the two.
        pull = known.source, known.cause.term, known.sign
        is_told = known.source is not None and pull in {(one.source, one.cause.term, sign) for sign, one in said.values()}
        if cause.still(words) not in said and not is_told:
            said.setdefault(words, (known.sign, known))
        if len(said) == MOST_CAUSES:
            break
    went = 1 if found.after > found.before else -1
    told = []
    for sign, known in sorted(said.values(), key=lambda one: one[0] != went):
        words = cause.brief(place, known.cause, known.index, known.source, dues, seat, stood=known.stood, moved=known.moved)
        told.append(Pull(sign, full_stop(words)))
    if found.has_hidden:
        too = say("And something unseen.") if is_known else say("Something else moved it too, which you cannot see.")
        told.append(Pull(0, too if told else say("You cannot see what moved it.")))
    return tuple(told) or (Pull(0, say("Nothing you know of moved it.")),)
