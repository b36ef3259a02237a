"""A place: a compiled scenario, as arrays and small records. It never changes while it is played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from game.core.arithmetic import Array
from game.core.condition import Condition
from game.core.promise import PromiseTerms, Slots
from game.core.variables import Over


@dataclass(frozen=True, slots=True)
class Option:
    """One way to decide a dilemma; `when` None means always offered."""

    id: str
    label: str
    text: str
    when: Condition | None
    unless_text: str
    energy: float
    money: int
    effects: tuple[Any, ...]
    then: str


@dataclass(frozen=True, slots=True)
class Dilemma:
    """A decision the seat is asked for, open from turn `first` to turn `last` while `when` holds.

    `real` is the number of the real leaders' option, -1 where none stands for them; `is_inferred`: no source says so.
    """

    id: str
    title: str
    text: str
    first: int
    last: int
    when: Condition | None
    priority: float
    again: bool
    concept: str
    evidence: tuple[str, ...]
    options: tuple[Option, ...]
    real: int
    followed: str
    needs_opening: bool = False
    assumption: str = ""
    is_inferred: bool = False

    @property
    def is_left_out(self) -> bool:
        """Whether it never comes, because what is played is a cut of the place that does without it."""
        return self.last < self.first


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to the partnership: on each of its dates (`at`), or by a chance a quarter from `first` to `last`."""

    id: str
    title: str
    text: str
    at: tuple[int, ...]
    chance: float
    first: int
    last: int
    when: Condition | None
    once: bool
    effects: tuple[Any, ...]
    evidence: tuple[str, ...]

    @property
    def is_left_out(self) -> bool:
        """Whether it never comes, because what is played is a cut of the place that ends before it."""
        return not self.at and self.last < self.first


@dataclass(frozen=True, slots=True)
class Later:
    """A delayed list of effects, one slot of the variable `due`: `name` is the option or event that set it going."""

    effects: tuple[Any, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a playthrough may end, in words; the first whose condition holds is read.

    `cuts` are the ids of the shorter versions that alone may end so; every version may where there are none.
    """

    id: str
    title: str
    text: str
    when: Condition | None
    cuts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that may be left at the end of the epilogue: `text` says it is, where `when` holds, and else `otherwise`."""

    id: str
    name: str
    when: Condition
    text: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class AgencyGoal:
    """What an agency's own masters ask of it, or a round table is after; met if `when` holds in the last quarter."""

    text: str
    when: Condition


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What is fixed and told about an agency."""

    id: str
    name: str
    short: str
    body: str
    about: str
    leader: str
    position: tuple[float, float] | None
    evidence: tuple[str, ...]
    assumption: str
    members: int = 1
    member: str = ""
    icon: str = ""
    brief: str = ""
    goals: tuple[AgencyGoal, ...] = ()
    front_line: bool = True  # whether people of its own do the work, whom a lead can back


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """What is fixed and told about an outcome."""

    id: str
    name: str
    unit: str
    evidence: tuple[str, ...]
    assumption: str
    strand: str = ""  # the name of its strand of work, where the place has strands


@dataclass(frozen=True)
class Successors:
    """Those who stand in an agency's place from turn `at` on.

    `facts` tells of them together, `before` of the agency itself; `priorities` have shape (bodies, C), each one's care for each
    frame.
    """

    agency: int
    at: int
    before: AgencyFacts
    facts: AgencyFacts
    priorities: Array

    @property
    def spread(self) -> float:
        """How far apart they pull: the mean distance from what they care for on average, over bodies and frames."""
        return float(np.mean(np.abs(self.priorities - self.priorities.mean(axis=0))))

    def constants(self, usual: Mapping[str, Array]) -> dict[str, Array]:
        """The constants that change with them."""
        priorities, best = usual["priorities"].copy(), usual["best_priority"].copy()
        cares = self.priorities.mean(axis=0)
        priorities[:, self.agency] = cares.reshape(-1, *(1 for _ in priorities.shape[2:]))
        best[self.agency] = cares.max()
        return {"priorities": priorities, "best_priority": best}


@dataclass(frozen=True)
class Place:
    """A compiled scenario.

    `starting` holds the starting value of every state variable without the playthrough axis. `constants` hold what rules read
    by name, shaped so that they broadcast: agencies (A, 1), pairs (A, A, 1), outcomes (K, 1), benefit and need (K, A, 1),
    priorities (C, A, 1). `parameters` are the model's with this place's changes laid over.
    """

    id: str
    title: str
    digest: str
    turns: int
    epilogue: int
    lead: int
    begins: tuple[int, int] | None  # year, quarter of turn 1
    agencies: tuple[AgencyFacts, ...]
    outcomes: tuple[OutcomeFacts, ...]
    frames: tuple[tuple[str, str], ...]  # id, name
    flags: tuple[str, ...]
    dilemmas: tuple[Dilemma, ...]
    events: tuple[Event, ...]
    promises: tuple[PromiseTerms, ...]
    laters: tuple[Later, ...]
    endings: tuple[Ending, ...]
    injects: tuple[tuple[str, str, str, tuple[Any, ...]], ...]  # id, title, text, effects
    starting: Mapping[str, Array]
    constants: Mapping[str, Array]
    parameters: Mapping[str, float]
    ties: tuple[tuple[int, int], ...]  # ordered pairs whose sharing matters to a common outcome
    protocols: tuple[tuple[int, int], ...]  # unordered pairs that need a sharing protocol
    inside: tuple[int, ...]  # agencies of the lead's own body, the lead included
    parts: frozenset[str] = frozenset()  # the parts of the model that this place has besides those that all have
    traces: tuple[Trace, ...] = ()
    people: tuple[str, str] = ("family", "families")  # one of those the work is for, and several
    texts: Mapping[str, Any] = field(default_factory=dict)  # prologue, objectives, caveat, questions, history, sources ...
    members: tuple[tuple[int, int], ...] = ()  # agencies that are many bodies, and how many
    successors: tuple[Successors, ...] = ()
    goals: tuple[AgencyGoal, ...] = ()  # what a whole round table is after
    cut: str = ""  # the id of the shorter version that this is; empty for the whole place
    told_in: str = "en"  # the language of its words, as a page's `lang` names it
    every_ending: tuple[Ending, ...] = ()  # every ending in the order of the file, those of shorter versions among them

    def constants_in(self, turn: int) -> Mapping[str, Array]:
        """The constants as they are in one turn: what successors care about counts from their date on."""
        constants = self.constants
        for one in self.successors:
            if one.at <= turn:
                constants = {**constants, **one.constants(constants)}
        return constants

    def as_of(self, turn: int) -> Place:
        """This place with its agencies named as they are in one turn."""
        if not self.successors:
            return self
        wanted = self._stages[sum(one.at <= turn for one in self.successors)]
        return self if wanted.agencies == self.agencies else wanted

    @cached_property
    def _stages(self) -> tuple[Place, ...]:
        """This place before any of its successors came, after the first, after the second, and so on."""
        agencies = list(self.agencies)
        for one in self.successors:
            agencies[one.agency] = one.before
        stages = [replace(self, agencies=tuple(agencies))]
        for one in sorted(self.successors, key=lambda one: one.at):
            agencies[one.agency] = one.facts
            stages.append(replace(self, agencies=tuple(agencies)))
        return tuple(stages)

    @property
    def signed_at(self) -> float:
        """The protocol level at which a protocol is signed."""
        return float(self.parameters["permission_signed"])

    @property
    def own_ties(self) -> tuple[tuple[int, int], ...]:
        """The lead's own ties, both ways, with every other agency."""
        others = [i for i in range(len(self.agencies)) if i != self.lead]
        return tuple((self.lead, i) for i in others) + tuple((i, self.lead) for i in others)

    def protocols_of(self, agency: int) -> tuple[tuple[int, int], ...]:
        """The pairs that need a protocol and of which this agency is one."""
        return self._protocols_of[agency]

    @cached_property
    def _protocols_of(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        return tuple(tuple(pair for pair in self.protocols if one in pair) for one in range(len(self.agencies)))

    @cached_property
    def slots(self) -> Slots:
        """The terms of all promises as arrays."""
        return Slots.of(self.promises, self.lead, len(self.agencies), self.protocols)

    @cached_property
    def agency_ids(self) -> tuple[str, ...]:
        """The agencies' ids, in order."""
        return tuple(agency.id for agency in self.agencies)

    @cached_property
    def outcome_ids(self) -> tuple[str, ...]:
        """The outcomes' ids, in order."""
        return tuple(outcome.id for outcome in self.outcomes)

    @cached_property
    def dilemma_ids(self) -> tuple[str, ...]:
        """The dilemmas' ids, in order."""
        return tuple(dilemma.id for dilemma in self.dilemmas)

    @property
    def dilemmas_in_play(self) -> tuple[tuple[int, Dilemma], ...]:
        """The dilemmas that can come, each with its number: all but those that a cut leaves out."""
        return tuple((number, one) for number, one in enumerate(self.dilemmas) if not one.is_left_out)

    @property
    def events_in_play(self) -> tuple[tuple[int, Event], ...]:
        """The events that can come, each with its number: all but those that a cut leaves out."""
        return tuple((number, one) for number, one in enumerate(self.events) if not one.is_left_out)

    def ids(self, over: Over) -> tuple[str, ...]:
        """The ids of what a variable is indexed by, in order; of ties, those of either side; none for the whole place."""
        match over:
            case "place":
                return ()
            case "agency" | "pair":
                return self.agency_ids
            case "outcome":
                return self.outcome_ids
            case "frame":
                return tuple(frame for frame, _ in self.frames)
            case "flag":
                return self.flags
            case "dilemma":
                return self.dilemma_ids
            case "event":
                return tuple(event.id for event in self.events)
            case "promise":
                return tuple(terms.id for terms in self.promises)
            case "schedule":
                return tuple(f"{later.name}#{number}" for number, later in enumerate(self.laters))

    def agency(self, agency_id: str) -> int:
        """The number of an agency; KeyError when there is none of that id."""
        try:
            return self.agency_ids.index(agency_id)
        except ValueError:
            raise KeyError(agency_id) from None

    def dilemma(self, dilemma_id: str) -> int:
        """The number of a dilemma; KeyError when there is none of that id."""
        try:
            return self.dilemma_ids.index(dilemma_id)
        except ValueError:
            raise KeyError(dilemma_id) from None

    def outcome(self, outcome_id: str) -> int:
        """The number of an outcome; KeyError when there is none of that id."""
        try:
            return self.outcome_ids.index(outcome_id)
        except ValueError:
            raise KeyError(outcome_id) from None

    def promise_slot(self, kind: str, receiver: int) -> int:
        """The slot of the promise the leader can make by attention, of one kind to one agency; KeyError when there is none."""
        return self._slots[kind, receiver]

    @cached_property
    def _slots(self) -> dict[tuple[str, int], int]:
        slots = reversed(list(enumerate(self.promises)))
        return {(terms.kind, terms.receiver): number for number, terms in slots if terms.from_attention}

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, Place) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)
