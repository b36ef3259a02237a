"""The player's own way of leading, as choices show it: control kept or ceded, conflict faced or avoided, time, and promises.

No type and no score: only what was done, counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from game.core.decision import TOKENS
from game.debrief.finding import Evidence, evidence, level, opened, programme
from game.debrief.promises import FAILED, SayDo, say_do
from game.play.profile import moves_of
from game.play.session import Session
from game.translation import say
from game.words import quarter, token
from game.words.grammar import agency, capital, count, full_stop, how_many, listed, of_people, quoted
from game.words.level import of_hundred

MOST_NAMED: Final = 3
"""How many partners that had equally much of the attention are named; a longer list tells nothing of any of them."""


@dataclass(frozen=True, slots=True)
class Avoided:
    """A quarter in which a quarrel could have been put on the table by an option and another was taken."""

    turn: int
    dilemma: str
    title: str
    option: str
    label: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a game was led.

    Arguments:
        control: how much of the work the lead kept, at the start and after each turn, 0 to 1.
        moved_control: what the leader's own decisions did to it, in the ledger.
        faced: every time a quarrel was put on the table, in the ledger.
        avoided: options that would have done so and were not taken.
        attention: tokens by kind; `by_partner` by the number of the partner they concerned.
        allowed, placed: tokens there were, and tokens that were placed.
        unseen: partners who got no token at all, by number.
        made, kept, failed: promises the leader made, and what became of them.
        texts: a sentence on each.
    """

    control: tuple[float, ...]
    moved_control: tuple[Evidence, ...]
    faced: tuple[Evidence, ...]
    avoided: tuple[Avoided, ...]
    attention: Mapping[str, int]
    by_partner: Mapping[int, int]
    allowed: int
    placed: int
    unseen: tuple[int, ...]
    made: int
    kept: int
    failed: int
    texts: tuple[str, ...]


def style(session: Session, promised: SayDo | None = None) -> Style:
    """How a game that is over was led. Raises `StillRunning` for one that is not.

    Arguments:
        session: the game.
        promised: its say-do ledger, where it is there already.
    """
    opened(session)
    place = session.place
    own = (promised or say_do(session)).own
    turns = programme(session)
    decisions = list(evidence(session, turns, lambda cause: cause.kind in ("option", "later", "attention")))
    moved = tuple(one for one in decisions if one.variable == "control")
    faced = tuple(one for one in decisions if one.variable == "confronted")
    tokens = [written for _, placed in session.decided for written in placed]
    attention = Counter(written["token"] for written in tokens)
    named = (written.get(key, "pot") for written in tokens for key in ("with", "and") if key in written)
    by_partner = Counter(place.agency(name) for name in named if name in place.agency_ids)
    partners = [number for number in range(len(place.agencies)) if number != place.lead]
    control = (level(session.states[0], "control"), *(level(session.states[turn], "control") for turn in turns))
    allowed = sum(int(session.view(turn).tokens_allowed[0]) for turn in turns)
    found = Style(
        control,
        moved,
        faced,
        tuple(_avoided(session)),
        {kind: attention[kind] for kind in TOKENS if attention[kind]},
        dict(sorted(by_partner.items(), key=lambda one: -one[1])),
        allowed,
        len(tokens),
        tuple(number for number in partners if not by_partner[number]),
        sum(own.values()),
        own.get("kept", 0) + own.get("kept late", 0),
        sum(own.get(word, 0) for word in FAILED),
        (),
    )
    return _with_texts(session, found, own.get("owned up to", 0))


def _with_texts(session: Session, found: Style, n_owned: int) -> Style:
    texts = (_control(session, found), _conflict(session, found), _attention(session, found), _promises(found, n_owned))
    values = {name: getattr(found, name) for name in Style.__slots__ if name != "texts"}
    return Style(**values, texts=texts)


def _avoided(session: Session) -> list[Avoided]:
    place, found = session.place, []
    for turn, (choices, _) in enumerate(session.decided, 1):
        for dilemma_id, option_id in choices.items():
            number = place.dilemma(dilemma_id)
            dilemma, can = place.dilemmas[number], session.view(turn).offered[number][:, 0]
            facing = [
                position
                for position, option in enumerate(dilemma.options)
                if can[position] and moves_of(place, option).get("confront", 0.0) > 0.0
            ]
            if facing and option_id not in [dilemma.options[position].id for position in facing]:
                option = dilemma.options[facing[0]]
                found.append(Avoided(turn, dilemma_id, dilemma.title, option.id, option.label))
    return found


def _control(session: Session, found: Style) -> str:
    first, last = found.control[0], found.control[-1]
    levels = {"first": of_hundred(first), "last": of_hundred(last)}
    if abs(first - last) < 0.03:
        said = say(
            "You kept about as much of the work to yourself as you began with: {first} at the start, {last} at the end.", **levels
        )
    elif last < first:
        said = say("You gave up control: {first} at the start, {last} at the end.", **levels)
    else:
        said = say("You took more of the work to yourself: {first} at the start, {last} at the end.", **levels)
    turns = [one for one in found.moved_control if one.cause.kind != "attention"]
    if turns:
        most = max(turns, key=lambda one: abs(one.size))
        step = {"quarter": quarter.name(session.place, most.turn), "cause": most.text}
        if most.size < 0:
            return f"{said} {say('The largest step down was in {quarter}: {cause}.', **step)}"
        return f"{said} {say('The largest step up was in {quarter}: {cause}.', **step)}"
    return said


def _conflict(session: Session, found: Style) -> str:
    place = session.place
    times = len({(one.turn, one.cause.name, one.index) for one in found.faced})
    who = dict.fromkeys(agency(place.as_of(one.turn), one.index[0]) for one in found.faced)
    if who:
        told = {"times": count(times, "time"), "partners": listed(list(who))}
        said = (
            say("You put a quarrel on the table once, with {partners}.", partners=told["partners"])
            if times == 1
            else say("You put a quarrel on the table {times}, with {partners}.", **told)
        )
    elif times:
        said = (
            say("You put a quarrel on the table once.")
            if times == 1
            else say("You put a quarrel on the table {times}.", times=count(times, "time"))
        )
    else:
        said = say("You put no quarrel on the table.")
    if found.avoided:
        titles = listed([quoted(one.title) for one in found.avoided])
        return f"{said} {say('On {dilemmas} you could have, and took another way.', dilemmas=titles)}"
    return said


def _attention(session: Session, found: Style) -> str:
    place = session.place
    if not found.placed:
        return say("You had {tokens} of attention and placed none.", tokens=count(found.allowed, "token"))
    most = sorted(found.attention.items(), key=lambda one: -one[1])[:3]
    each = listed(
        [say("{n} on {deed}", n=how_many(number), deed=of_people(place, say(token.KINDS[kind]))) for kind, number in most]
    )
    parts = {"tokens": count(found.allowed, "token"), "placed": how_many(found.placed), "each": each}
    rest = sum(found.attention.values()) - sum(number for _, number in most)
    is_all = found.placed == found.allowed > 1
    if is_all and len(found.attention) > len(most):
        said = [say("You placed all {tokens} of attention: {each}, and {rest} on other things.", **parts, rest=how_many(rest))]
    elif is_all:
        said = [say("You placed all {tokens} of attention: {each}.", **parts)]
    elif len(found.attention) > len(most):
        said = [
            say("Of {tokens} of attention you placed {placed}: {each}, and {rest} on other things.", **parts, rest=how_many(rest))
        ]
    else:
        said = [say("Of {tokens} of attention you placed {placed}: {each}.", **parts)]
    most_times = max(found.by_partner.values(), default=0)
    first = [agency(place, number) for number, times in found.by_partner.items() if times == most_times]
    told = {"partners": capital(listed(first)), "tokens": count(most_times, "token")}
    if most_times > 1 and len(first) == 1:
        said.append(say("{partners} had more of it than any other partner: {tokens}.", **told))
    elif most_times > 1 and len(first) == len(place.agencies) - 1:
        said.append(say("Each of your partners had {tokens}.", tokens=told["tokens"]))
    elif most_times > 1 and len(first) <= MOST_NAMED:
        said.append(say("{partners} had more of it than any other: {tokens} each.", **told))
    if len(found.unseen) == len(place.agencies) - 1 > 1:
        said.append(say("None of your partners had any of it."))
    elif found.unseen:
        unseen = capital(listed([agency(place, number) for number in found.unseen]))
        said.append(say("{Partners} had none of it.", Partners=unseen))
    return " ".join(said)


def _promises(found: Style, n_owned: int) -> str:
    if not found.made:
        return say("You promised nobody anything.")
    open_ = found.made - found.kept - found.failed
    if found.made == found.kept:
        return (
            say("You made one promise and kept it.")
            if found.made == 1
            else say("You made {promises} and kept them.", promises=count(found.made, "promise"))
        )
    became = (
        (found.kept, say("kept")),
        (n_owned, say("owned up to")),
        (found.failed - n_owned, say("not kept")),
        (open_, say("still open when the programme ended")),
    )
    parts = [f"{how_many(number)} {word}" for number, word in became if number]
    return full_stop(say("You made {promises}: {parts}", promises=count(found.made, "promise"), parts=listed(parts)))
