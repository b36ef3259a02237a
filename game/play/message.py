"""The message that a workshop sends to a device that has joined, and its parts, each bounded: what its seat sees, nothing else.

They are checked in their form here; whether they fit the place is for whoever makes a game of them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from game.core.ledger import CauseKind
from game.core.observe import PUBLIC

Name = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=20_000)]
Choices = Annotated[dict[Name, Name], Field(max_length=40)]
Ids = Annotated[list[Name], Field(max_length=60)]
Share = Annotated[float, Field(ge=0, le=1)]
Index = Annotated[list[Annotated[int, Field(ge=0, le=10_000)]], Field(max_length=2)]
Token = Annotated[dict[Name, Name], Field(max_length=4)]
Tokens = Annotated[list[Token], Field(max_length=3)]


class Part(BaseModel):
    """A part of a message: nothing more than it says, and of the very kinds it says."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class PlanPart(Part):
    """What one seat decided for a quarter: see `Plan`."""

    votes: Choices
    pledge: Share | None
    sharing: Annotated[dict[Name, Literal["opens", "holds back"]], Field(max_length=60)]


class TallyPart(Part):
    """How the votes on one dilemma fell: see `VoteTally`."""

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
    """A promise that the seat gave or was given: see `game.play.seat_promise.SeatPromise`."""

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


class ToldPart(Part):
    """Something the seat was told."""

    kind: Literal["event", "said", "news", "departure", "incident", "promise", "protocol", "ended", "later", "inject"]
    name: Text
    text: Text
    agencies: Annotated[list[Annotated[int, Field(ge=0, le=1_000)]], Field(max_length=60)]


class CausePart(Part):
    """A cause that the seat may know of."""

    kind: CauseKind
    name: Text
    term: Name
    because: Text
    evidence: Annotated[list[Name], Field(max_length=40)]


class KnownPart(Part):
    """A known cause with its direction, rough size and whence it came."""

    cause: CausePart
    sign: Literal[-1, 1]
    rough: Literal["slight", "clear", "strong"]
    turn: Annotated[int, Field(ge=0, le=1_000)]
    source: tuple[Name, Index] | None
    variable: Name
    index: Index
    stood: Annotated[float, Field(ge=-1, le=2)] | None = None  # a level, which a quarter's bounds may not have met yet
    moved: Literal[-1, 0, 1] = 0
    pounds: Annotated[float, Field(ge=0, le=1e12)] | None = None


class WhyPart(Part):
    """Why something changed, as far as the seat could know."""

    variable: Name
    index: Index
    turn: Annotated[int, Field(ge=0, le=1_000)]
    before: float
    after: float
    causes: Annotated[list[KnownPart], Field(max_length=500)]
    has_hidden: bool


class TurnPart(Part):
    """A turn as the seat sees it: every variable in its sight, the agenda, what is open, and what it was told.

    At a round table `revealed` is what all seats had decided in the quarter before.
    """

    turn: Annotated[int, Field(ge=1, le=1_000)]
    values: Annotated[dict[Name, Any], Field(max_length=400)]
    agenda: Annotated[list[bool], Field(max_length=400)]
    offered: Annotated[dict[Name, Annotated[list[bool], Field(max_length=20)]], Field(max_length=40)]
    tokens_allowed: Annotated[float, Field(ge=0, le=3)]
    signed: Any
    told: Annotated[list[ToldPart], Field(max_length=500)]
    whys: Annotated[list[WhyPart], Field(max_length=100)]
    revealed: RoundPart | None = None


class StatusPart(Part):
    """Where the table stands, in words; `until` is when its quarter closes, in ISO 8601, or nothing."""

    kind: Name
    title: Text
    text: Text
    until: Name


class OpenedPart(Part):
    """What opens the books when the facilitator has opened the whole debrief: the luck, and the table's own log."""

    seed: Annotated[int, Field(ge=0, lt=2**64)]
    records: Annotated[list[dict[str, Any]], Field(max_length=6_000)]


class Message(Part):
    """One message: the table as it stands. Of turns, only those that the device does not have already.

    `seat` is PUBLIC for whoever watches a round table. At a round table `table` is what the seat knows of it. `steps` is what the
    facilitator has opened of the debrief.
    """

    format: Literal[1]
    scenario: Name
    cut: Name
    scenario_digest: Name
    title: Name
    seat: Annotated[int, Field(ge=PUBLIC, le=100)]
    name: Name
    form_token: Name
    version: Name
    at: Annotated[int, Field(ge=0)]
    status: StatusPart
    messages: Annotated[list[tuple[Name, Text]], Field(max_length=200)]
    choices: Choices
    tokens: Tokens
    shown: Text
    decided: Annotated[list[tuple[Choices, Tokens]], Field(max_length=1_000)]
    marks: Annotated[list[Name], Field(max_length=1_000, min_length=1)]
    turns: Annotated[list[TurnPart], Field(max_length=1_000)]
    opened: OpenedPart | None
    table: SeatPart | None = None
    steps: Annotated[tuple[StepPart, ...], Field(max_length=20)] = ()
