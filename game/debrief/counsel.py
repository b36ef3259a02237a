"""What those who played beside the lead recommended and wished for, and what was done: told side by side, and not weighed."""

from __future__ import annotations

from dataclasses import dataclass

from game.briefing.counsel import Person, playing
from game.briefing.history import label
from game.core.place import Place
from game.debrief.finding import opened
from game.play.session import Session
from game.translation import say
from game.words import quarter, token
from game.words.grammar import capital, count, how_many


@dataclass(frozen=True, slots=True)
class Said:
    """What one person recommended: who, the option in words, and whether it is what was done."""

    person: Person
    label: str
    is_done: bool

    @property
    def text(self) -> str:
        """Who recommended what: `Ann (the police): the same`."""
        return f"{self.person.words}: {say('the same') if self.is_done else self.label}"


@dataclass(frozen=True, slots=True)
class Counselled:
    """A dilemma on which somebody recommended something: its turn, quarter and title, what was done, and who said what."""

    turn: int
    when: str
    dilemma: str
    title: str
    done: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish for a token: when it was made, by whom, what for, and whether the lead placed such a token in that quarter."""

    turn: int
    when: str
    person: Person
    words: str
    is_done: bool

    @property
    def text(self) -> str:
        """Who wished for what, when, and whether it was granted."""
        became = say("a token went there") if self.is_done else say("no token went there")
        return f"{self.when}. {self.person.words}: {self.words} ({became})."


@dataclass(frozen=True, slots=True)
class Counsel:
    """Everything that was recommended and wished for in a game, in order; `text` counts it in a sentence or two."""

    dilemmas: tuple[Counselled, ...]
    wishes: tuple[Wished, ...]
    text: str

    def __bool__(self) -> bool:
        return bool(self.dilemmas or self.wishes)


def counsel(session: Session) -> Counsel:
    """What was recommended and what was done, of a game that is over. Raises `StillRunning` for one that is not."""
    opened(session)
    dilemmas, wishes = tuple(_dilemmas(session)), tuple(_wishes(session))
    said = [one for dilemma in dilemmas for one in dilemma.said]
    parts = []
    if said:
        parts.append(_followed(count(len(said), "recommendation"), sum(one.is_done for one in said)))
    if wishes:
        parts.append(_granted(count(len(wishes), "wish", "wishes"), sum(one.is_done for one in wishes)))
    return Counsel(dilemmas, wishes, " ".join(parts))


def _followed(said: str, n_done: int) -> str:
    done = how_many(n_done)
    if n_done in {0, 1}:
        return say("Of {recommendations} {done} was what was done.", recommendations=said, done=done)
    return say("Of {recommendations} {done} were what was done.", recommendations=said, done=done)


def _granted(said: str, n_done: int) -> str:
    done = how_many(n_done)
    if n_done in {0, 1}:
        return say("Of {wishes} {done} was granted.", wishes=said, done=done)
    return say("Of {wishes} {done} were granted.", wishes=said, done=done)


def _dilemmas(session: Session) -> list[Counselled]:
    place, found = session.place, []
    for turn, (counsel, (choices, _)) in enumerate(zip(session.counsels, session.decided, strict=True), 1):
        for dilemma, taken in choices.items():
            said = tuple(
                Said(playing(session, seat), label(session, dilemma, options[dilemma]), options[dilemma] == taken)
                for seat, options in sorted(counsel.options.items(), key=lambda one: place.agency(one[0]))
                if dilemma in options
            )
            if said:
                title, done = place.dilemmas[place.dilemma(dilemma)].title, label(session, dilemma, taken)
                found.append(Counselled(turn, quarter.name(place, turn), dilemma, title, done, said))
    return found


def _wishes(session: Session) -> list[Wished]:
    place, found = session.place, []
    for turn, (counsel, (_, tokens)) in enumerate(zip(session.counsels, session.decided, strict=True), 1):
        placed = [_meant(place, one) for one in tokens]
        for seat, wished in sorted(counsel.wishes.items(), key=lambda one: place.agency(one[0])):
            words = capital(token.in_words(place, wished))
            found.append(Wished(turn, quarter.name(place, turn), playing(session, seat), words, _meant(place, wished) in placed))
    return found


def _meant(place: Place, written: dict[str, str]) -> tuple[str, str, frozenset[str]]:
    """A token by what it is for: two who are brought together are the same in either order, and money for nobody is the pot's."""
    to = frozenset(one for key in ("with", "and") if (one := written.get(key)) in place.agency_ids and one is not None)
    return written["token"], written.get("what", written.get("to", "")), to
