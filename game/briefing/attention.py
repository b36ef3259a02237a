"""The leader's attention: the kinds of token, and where those that are placed this quarter went; `offers` says what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from game.core.place import Place
from game.play.session import Session
from game.translation import later, say
from game.words import quarter, token
from game.words.beside import told_to
from game.words.grammar import capital, count, of_people
from game.words.lasting import lasting
from game.words.money import pounds

Written = dict[str, str]
"""A token as a save writes it: `{"token": "time", "with": "met"}`."""

Takes = Literal["nobody", "partner", "two partners", "partner or pot", "partner and promise", "strand"]
"""What a kind of token can go to."""

POT: Final = "pot"
FRONT_LINE: Final = "front_line"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of token: the engine's word for it, its name for people, what it does, and whom it takes."""

    token: str
    name: str
    text: str
    takes: Takes


KINDS: Final = (
    Kind("time", later("Time"), later("see a partner; the others notice that you did not see them"), "partner"),
    Kind(
        "broker",
        later("Bring together"),
        later("bring two partners together, and their protocol a step on"),
        "two partners",
    ),
    Kind(FRONT_LINE, later("Front line"), later("back the people who do the work in a partner agency"), "partner"),
    Kind("listen", later("Listen"), later("hear families: they trust the work more, and leaders see further"), "nobody"),
    Kind("upwards", later("Upwards"), later("brief your own masters, so that they stand behind you"), "nobody"),
    Kind("promise", later("Promise"), later("give your word: a visit, money or a protocol"), "partner and promise"),
    Kind("own_up", later("Own up"), later("say that a promise still open, late or not, will not be kept"), "partner"),
    Kind(
        "money",
        later("Money"),
        later("put your own money into the pot, for all or to pay a partner's share"),
        "partner or pot",
    ),
    Kind(
        "confront",
        later("Confront"),
        later("put on the table what nobody says; it eases strain where trust can carry it"),
        "partner",
    ),
    Kind("rest", later("Rest"), later("keep an evening, and get some energy back"), "nobody"),
    Kind("strand", later("Effort"), later("give one strand of the work more of the effort; the others get less"), "strand"),
)
"""Every kind of token, in the order in which they are told."""


@lasting
def kinds_of(place: Place, seat: int | None = None) -> tuple[Kind, ...]:
    """The kinds of token that make sense in a place, with what it calls those the work is for, and how much money goes in."""
    there = (kind for kind in KINDS if _is_there(place, kind))
    return tuple(replace(kind, name=say(kind.name), text=_text(place, kind, seat)) for kind in there)


def _is_there(place: Place, kind: Kind) -> bool:
    if kind.token == FRONT_LINE:
        return any(one.front_line for number, one in enumerate(place.agencies) if number != place.lead)
    return kind.takes != "strand" or "strands" in place.parts


def _text(place: Place, kind: Kind, seat: int | None) -> str:
    text = of_people(place, told_to(place, seat, kind.text))
    return (
        say("{what}: {sum} for each token", what=text, sum=pounds(place.parameters["attention_money"]))
        if kind.takes == "partner or pot"
        else text
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """A token that is placed: its slot from 0, its kind, whom it goes to, what it is in words, and when a promise falls due."""

    slot: int
    token: str
    agencies: tuple[int, ...]
    words: str
    due: str


@dataclass(frozen=True, slots=True)
class DilemmaSoFar:
    """What is decided on one dilemma so far; `label` is empty while it is open."""

    dilemma: str
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class Attention:
    """What has been decided this quarter, and what attention is left.

    Arguments:
        answers: the dilemmas on the table with what is decided.
        placed: the tokens placed, in their order.
        n_left: how many can still be placed.
        left: the same in words: `Two tokens left.`
    """

    answers: tuple[DilemmaSoFar, ...]
    placed: tuple[Placed, ...]
    n_left: int
    left: str


def attention(session: Session) -> Attention:
    """What has been decided this quarter, and what attention is left."""
    place, answers = session.place, []
    for number in session.open_dilemmas():
        facts = place.dilemmas[number]
        taken = session.pending.choices.get(facts.id)
        label = next((option.label for option in facts.options if option.id == taken), "")
        answers.append(DilemmaSoFar(facts.id, facts.title, label))
    placed = tuple(placed_token(session, slot, written) for slot, written in enumerate(session.pending.tokens))
    left = session.tokens_left()
    return Attention(tuple(answers), placed, left, say("{count} left.", count=capital(count(left, "token"))))


def placed_token(session: Session, slot: int, written: Mapping[str, str]) -> Placed:
    """A token in words, a promise with the quarter in which it falls due."""
    place = session.place
    agencies = tuple(place.agency(written[key]) for key in ("with", "and") if written.get(key) in place.agency_ids)
    return Placed(slot, written["token"], agencies, _in_words(place, tuple(written.items())), by_when(session, written))


@lasting
def _in_words(place: Place, written: tuple[tuple[str, str], ...]) -> str:
    return token.in_words(place, dict(written))


def by_when(session: Session, written: Mapping[str, str]) -> str:
    """When a promise that is made with a token now will fall due: `2011 Q1`; nothing for another token.

    Of one that falls due when the programme is over it is said, because then the lead can do nothing for it any more.
    """
    place = session.place
    for terms in place.promises if "what" in written else ():
        is_meant = terms.from_attention and terms.kind == written.get("what")
        if is_meant and place.agencies[terms.receiver].id == written.get("with"):
            due = session.turn + terms.quarters
            when = quarter.name(place, due)
            return when if due <= place.turns else say("{quarter}, after the programme has ended", quarter=when)
    return ""


def written(place: Place, kind: str, one: int | None = None, other: int | None = None, *, promised: str = "") -> Written:
    """A token as it is placed and saved.

    Arguments:
        place: whose agencies are meant.
        kind: the engine's word for it.
        one: the partner it goes to; None where it goes to nobody, or for money to the pot.
        other: the second partner of one that takes two.
        promised: what is promised, for a promise.
    """
    found = {"token": kind}
    if promised:
        found["what"] = promised
    if one is not None:
        found["with"] = place.agencies[one].id
    elif kind == "money":
        found["with"] = POT
    if other is not None:
        found["and"] = place.agencies[other].id
    return found
