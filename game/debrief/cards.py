"""Cards for a workshop: one for each agency, with what its leader would know on the first morning, and one for each inject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from game.briefing.goals import goals, shared_goals
from game.briefing.introduction import paragraphs
from game.core.effects.change import elements
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import begin
from game.core.variables import VARIABLES
from game.translation import say, say_many
from game.words import level
from game.words.grammar import agency, capital, full_stop, listed, named, of_people, possessive, quoted
from game.words.money import pounds
from game.words.variable import name, noun

_MUCH: Final = 0.6
_LITTLE: Final = 0.2
_ROOM: Final = 0.12  # by how much trust in one partner must differ from that in another to be worth a word


@dataclass(frozen=True, slots=True)
class Role:
    """One agency's card: what its leader knows before the first quarter, and nothing that is still to come.

    Arguments:
        agency: its number.
        name, leader: who it is, and the role of its leader, which may be empty.
        is_lead: whether it is the seat the game is played from.
        about: what it is, in paragraphs; and what only whoever plays it is told.
        belongs: to which body, in a sentence.
        cares: what it cares about, in sentences.
        together: what the whole table is after at a round table, told to every seat.
        asks: what its own masters will ask of it, in sentences: at a round table, its private goals.
        binds: what binds it, in sentences.
        books: a label and a sum, or a number, each.
        needed: what it is needed for, and with whom.
        paper: with whom it needs a sharing protocol, in a sentence; or nothing.
        knows: whom it trusts, in sentences.
        powers, limits: of the lead alone.
    """

    agency: int
    name: str
    leader: str
    is_lead: bool
    about: tuple[str, ...]
    belongs: str
    cares: tuple[str, ...]
    together: tuple[str, ...]
    asks: tuple[str, ...]
    binds: tuple[str, ...]
    books: tuple[tuple[str, str], ...]
    needed: tuple[str, ...]
    paper: str
    knows: tuple[str, ...]
    powers: tuple[str, ...]
    limits: tuple[str, ...]

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What is told in points, under its headings."""
        lists = (
            (say("What you care about"), self.cares),
            (say("What all of you are after, together"), self.together),
            (say("What your own masters will ask of you"), self.asks),
            (say("What binds you"), self.binds),
            (say("Your books, at the start"), tuple(f"{label}: {held}." for label, held in self.books)),
            (say("What you are needed for"), self.needed),
            (say("Whom you know"), self.knows),
            (say("What you can do"), self.powers),
            (say("What you cannot"), self.limits),
        )
        return tuple((title, points) for title, points in lists if points)


@dataclass(frozen=True, slots=True)
class Inject:
    """Something a facilitator can throw in: what is read out, and what it does, for the facilitator alone."""

    id: str
    title: str
    text: str
    does: tuple[str, ...]


def roles(place: Place) -> tuple[Role, ...]:
    """The card of each agency, in the place's order."""
    state = begin(place, seeds_of(1, 1)).state
    return tuple(_role(place, state, number) for number in range(len(place.agencies)))


def _role(place: Place, state: State, number: int) -> Role:
    facts, is_lead = place.agencies[number], number == place.lead
    return Role(
        number,
        capital(facts.name),
        named(facts.leader),
        is_lead,
        (*paragraphs(facts.about), *paragraphs(facts.brief)),
        _belongs(place, number),
        tuple(_cares(place, number)),
        tuple(goal.text for goal in shared_goals(place)),
        tuple(goal.text for goal in goals(place, number)),
        tuple(_binds(place, state, number)),
        tuple(_books(place, state, number)),
        tuple(_needed(place, number)),
        _paper(place, number),
        tuple(_knows(place, state, number)),
        tuple(place.texts.get("powers", ())) if is_lead else (),
        tuple(place.texts.get("limits", ())) if is_lead else (),
    )


def _named(place: Place, numbers: Sequence[int]) -> str:
    """Agencies by their names, the lead too: on a card, `you` is whoever holds it."""
    return listed([_by_name(place, number) for number in numbers])


def _by_name(place: Place, number: int) -> str:
    return named(place.agencies[number].name.split(" (")[0]) if number == place.lead else agency(place, number)


def _belongs(place: Place, number: int) -> str:
    body = place.agencies[number].body
    others = [other for other, one in enumerate(place.agencies) if one.body == body and other != number]
    if not others:
        return say("You answer to your own masters, and to nobody else at this table.")
    return say("You belong to one body with {agencies}.", agencies=_named(place, others))


def _cares(place: Place, number: int) -> Iterator[str]:
    worth = {title: float(place.constants["priorities"][frame, number, 0]) for frame, (_, title) in enumerate(place.frames)}
    most = sorted((title for title, value in worth.items() if value >= _MUCH), key=lambda title: -worth[title])
    least = [title for title, value in worth.items() if value <= _LITTLE]
    if len(worth) < 2:
        return
    if most:
        yield say("What reaches you: {stories}.", stories=listed([quoted(one) for one in most]))
    if least:
        yield say("What leaves you cold: {stories}.", stories=listed([quoted(one) for one in least]))


def _binds(place: Place, state: State, number: int) -> Iterator[str]:
    if number == place.lead:
        yield say(
            "Your money goes by what is decided and where your attention goes. Some of what comes each quarter goes to the pot "
            "by itself, the more the firmer your own masters stand behind you."
        )
    else:
        share = float(place.constants["discretion"][number, 0])
        yield say("Of your money you can move {share:.0%} yourself. The rest is settled elsewhere.", share=share)
    legal = float(state["legal"][number, 0])
    yield say("The room the law leaves you to share what you know: {room}.", room=level.in_words("legal", legal))
    cover = float(state["cover"][number, 0])
    yield say("The backing of your own masters: {backing}.", backing=level.in_words("cover", cover))
    heeds = float(place.constants["receptive"][number, 0])
    if heeds >= _MUCH:
        yield say("When the centre of government gives a direction, you go.")
    elif heeds <= 0.35:
        yield say("A direction from the centre of government moves you little.")


def _books(place: Place, state: State, number: int) -> Iterator[tuple[str, str]]:
    budget = float(state["budget"][number, 0])
    yield say("Money a quarter that could go to joint work"), pounds(budget)
    if number != place.lead:
        yield say("Of that, yours to move"), pounds(budget * float(place.constants["discretion"][number, 0]))
    lends = float(place.constants["lends"][number, 0])
    if lends:
        yield say("People you could lend, if you went all the way"), f"{lends:g}"
    benefit = float(place.constants["benefit"][:, number, 0].sum())
    if benefit:
        yield of_people(place, say("Cost you would be spared a quarter, for each family that is well helped")), pounds(benefit)


def _needed(place: Place, number: int) -> Iterator[str]:
    need = place.constants["need"][:, :, 0]
    for outcome, facts in enumerate(place.outcomes):
        if need[outcome, number] > 0:
            others = [other for other in range(len(place.agencies)) if other != number and need[outcome, other] > 0]
            whom = say("Needed too: {agencies}.", agencies=_named(place, others)) if others else say("It needs nobody else.")
            yield f"{full_stop(capital(facts.name))} {whom}"


def _paper(place: Place, number: int) -> str:
    others = [one if other == number else other for one, other in place.protocols_of(number)]
    return (
        say("You may share names with {agencies} only under a protocol with each of them.", agencies=_named(place, others))
        if others
        else ""
    )


def _knows(place: Place, state: State, number: int) -> Iterator[str]:
    trust = {other: float(state["trust"][number, other, 0]) for other in range(len(place.agencies)) if other != number}
    if not trust or max(trust.values()) - min(trust.values()) < _ROOM:
        return
    order = sorted(trust, key=lambda other: -trust[other])
    for words, some in (
        (say("You know them and they have not let you down"), order[:2]),
        (say("You have little to go on"), order[-2:]),
    ):
        said = [
            say("{agency} (trust {trust})", agency=_by_name(place, other), trust=level.in_words("trust", trust[other]))
            for other in some
        ]
        yield f"{words}: {listed(said)}."


def injects(place: Place) -> tuple[Inject, ...]:
    """The card of each inject, in the place's order."""
    return tuple(
        Inject(inject, title, " ".join(text.split()), tuple(dict.fromkeys(_deeds(place, effects))))
        for inject, title, text, effects in place.injects
    )


def _deeds(place: Place, effects: Sequence[Any]) -> Iterator[str]:
    for effect in effects:
        match effect.key:
            case "change":
                said = f"{_whom(place, effect)}: {level.change(effect.change, 0.5, 0.5 + effect.by)}"
            case "departure":
                said = say(
                    "{owner} leader leaves; what is written down stays",
                    owner=possessive(_by_name(place, effect.departure)),
                )
            case "incident":
                said = say("information goes astray between {agencies}", agencies=_named(place, effect.between))
            case "spend":
                said = say("{sum} is used up, out of {account}", sum=pounds(effect.spend), account=_account(place, effect.from_))
            case "grant":
                said = say(
                    "{sum} comes from outside, into {account}", sum=pounds(effect.grant), account=_account(place, effect.to)
                )
            case _:
                said = say((type(effect).__doc__ or effect.key).strip().splitlines()[0])
        yield f"{full_stop(capital(said))} {full_stop(effect.because)}".strip()


def _account(place: Place, number: int) -> str:
    return say("the pot") if number < 0 else say("{owner} money", owner=possessive(_by_name(place, number)))


def _whom(place: Place, effect: Any) -> str:
    """What a change moves, and whose: by name where it is one element, else in the general."""
    found = elements(effect.change, effect.of, effect.from_, effect.to, effect.between)
    if len(found) == 1 and len(found[0]) < 2:
        return name(place, effect.change, found[0]).replace(say("your own side's"), say("the lead's own"))
    what = say(noun(effect.change))
    if not found or not found[0] or VARIABLES[effect.change].over == "frame":
        return what
    whose = [_by_name(place, number) for number in dict.fromkeys(index[0] for index in found)]
    whom = [_by_name(place, number) for number in dict.fromkeys(index[1] for index in found if len(index) > 1)]
    owners = listed(whose) if len(whose) <= 3 else say_many(len(whose), "{n} agency", "{n} agencies", n=len(whose))
    if 0 < len(whom) <= 3 and not effect.between:
        what = say("{what} in {whom}", what=what, whom=listed(whom))
    return f"{what} ({owners})"
