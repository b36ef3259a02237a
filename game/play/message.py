"""Parts of what a workshop sends to a device that has joined: what a round table's seat may know of it, and the open debrief.

They are checked in their form here; whether they fit the place is for whoever makes a game of them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from game.play.ballot import Round
from game.play.word import Word as Promise

Name = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=20_000)]
Choices = Annotated[dict[Name, Name], Field(max_length=40)]
Ids = Annotated[list[Name], Field(max_length=60)]
Share = Annotated[float, Field(ge=0, le=1)]


class Part(BaseModel):
    """A part of a message: nothing more than it says, and of the very kinds it says."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class PlanPart(Part):
    """What one seat decided for a quarter: see `Plan`."""

    votes: Choices
    pledge: Share | None
    sharing: Annotated[dict[Name, Literal["opens", "holds back"]], Field(max_length=60)]


class TallyPart(Part):
    """How the votes on one dilemma fell: see `Tally`."""

    dilemma: Name
    weights: Annotated[dict[Name, Share], Field(max_length=20)]
    taken: Name
    why: Literal["most", "lead", "open"]
    lost: Annotated[list[Name], Field(max_length=20)]


class RoundPart(Part):
    """A quarter as it was revealed to all seats together."""

    plans: Annotated[dict[Name, PlanPart], Field(max_length=60)]
    seated: Ids
    tallies: Annotated[list[TallyPart], Field(max_length=40)]


class PromisePart(Part):
    """A promise that the seat gave or was given: see `game.play.word.Word`."""

    number: Annotated[int, Field(ge=1, le=100_000)]
    giver: Name
    receiver: Name
    kind: Literal["pledge", "sharing", "vote", "words"]
    what: Share | Annotated[list[Name], Field(min_length=2, max_length=2)] | Name | None
    made: Annotated[int, Field(ge=1, le=1_000)]
    due: Annotated[int, Field(ge=1, le=1_000)]
    status: Literal["open", "kept", "broken", "left open"]
    said_kept: bool | None


class SeatPart(Part):
    """What one seat of a round table, or whoever watches it, knows of the table now.

    Arguments:
        role: whether this device decides for the seat, another does and this one sees what it sees, or it watches what all may
            see; then what is a seat's own below is empty.
        code: with which another device joins the seat.
        seated: the agencies that people play.
        ready: those of them that say they have decided.
        plan: what the seat has decided so far.
        pledge, sharing: the same as a form carries it, by which the server sees whether something else was decided meanwhile.
        words: the promises between seats that it gave or was given.
    """

    role: Literal["decides", "mirrors", "watches"]
    code: Name
    seated: Ids
    ready: Ids
    plan: PlanPart
    pledge: Name
    sharing: Text
    words: Annotated[list[PromisePart], Field(max_length=5_000)]


class PiecePart(Part):
    """One piece of the debrief: a heading, a paragraph, a point of a list, or a question with what was written at it.

    Arguments:
        kind: which of them; `note` is a paragraph that says how something was found, and `ways` one that
            leads to the other ways that can be tried.
        text: its words.
        key: of a question, what a form names it by.
        written: of a question, what this seat or table has written at it; `was` is the same as a form carries it.
        is_shared: of a question, whether the other seats see that.
    """

    kind: Literal["heading", "text", "point", "note", "question", "ways"]
    text: Text
    key: Name = ""
    written: Text = ""
    was: Name = ""
    is_shared: bool = False


class StepPart(Part):
    """One step of the debrief that the facilitator has opened; not ready while what it tells is still being found out."""

    title: Name
    pieces: Annotated[list[PiecePart], Field(max_length=2_000)]
    is_ready: bool = True


# Sending.


def written_round(found: Round) -> dict[str, Any]:
    """A quarter that was revealed, as it travels."""
    return {
        "plans": {seat: plan.written() for seat, plan in found.plans.items()},
        "seated": list(found.seated),
        "tallies": [
            {
                "dilemma": one.dilemma,
                "weights": dict(one.weights),
                "taken": one.taken,
                "why": one.why,
                "lost": list(one.lost),
            }
            for one in found.tallies
        ],
    }


def written_promise(word: Promise) -> dict[str, Any]:
    """A promise between seats, as it travels."""
    return {
        "number": word.number,
        "giver": word.giver,
        "receiver": word.receiver,
        "kind": word.kind,
        "what": word.what,
        "made": word.made,
        "due": word.due,
        "status": word.status,
        "said_kept": word.said_kept,
    }
