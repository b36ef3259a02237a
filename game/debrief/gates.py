"""Sharing by its four gates: law, protocol, tool and habit, and which of them binds each tie that matters.

What two agencies could share is worked out by the rule of the model itself (`practising`): the lower of law and protocol, times
tool, times habit. A gate is opened by putting its inputs at their highest in that rule; the one whose opening adds most is the
one that binds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from game.core.dynamics.share import practising
from game.core.state import State
from game.debrief.finding import Summed, at_end, level, opened, programme, summed
from game.play.session import Session
from game.translation import later, say, say_many
from game.words.grammar import capital, count, how_many, listed
from game.words.level import of_hundred
from game.words.variable import name

GATES: Final = ("law", "protocol", "tool", "habit")
"""The gates, in the order in which one meets them."""

_OPENED: Final[Mapping[str, Mapping[str, float]]] = {
    "law": {"legal_from": 1.0, "legal_to": 1.0},
    "protocol": {"permission": 1.0},
    "tool": {"usability": 1.0},
    "habit": {"trust": 1.0, "frontline_from": 1.0},
}

_IN_WORDS: Final = {
    "law": later("the law"),
    "protocol": later("the protocol"),
    "tool": later("the tool"),
    "habit": later("habit (trust and a willing front line)"),
}


@dataclass(frozen=True, slots=True)
class Gate:
    """What one tie that matters shares, what it could, and what stands in the way; all from 0 to 1.

    Arguments:
        one, other: who shares with whom, by number.
        before, after: what is shared, at the start and when the programme ended.
        reach: what sharing was moving towards then.
        openings: by gate, how much further it would move if that gate alone stood open.
        binds: the gate whose opening adds most; empty where all stand open.
        moved: what moved it over the programme, the largest cause first.
        text: all this in a sentence.
        again: the same, after another tie that the same gate binds.
    """

    one: int
    other: int
    before: float
    after: float
    reach: float
    openings: Mapping[str, float]
    binds: str
    moved: tuple[Summed, ...]
    text: str
    again: str


@dataclass(frozen=True, slots=True)
class Gates:
    """Every tie that matters, how many each gate binds, and all this in a sentence or two."""

    ties: tuple[Gate, ...]
    binding: Mapping[str, int]
    text: str

    @property
    def main(self) -> str:
        """The gate that binds most ties; empty where none binds any."""
        bound = [gate for gate in GATES if self.binding.get(gate)]
        return max(bound, key=lambda gate: self.binding[gate], default="")

    def widest(self, most: int) -> tuple[Gate, ...]:
        """The ties on which opening one gate would add most sharing; of the two directions of a tie only the one with more."""
        found: dict[frozenset[int], Gate] = {}
        for tie in sorted(self.ties, key=lambda one: -max(one.openings.values(), default=0.0)):
            found.setdefault(frozenset((tie.one, tie.other)), tie)
        return tuple(found.values())[:most]

    def told(self, most: int) -> tuple[str, ...]:
        """Those ties in sentences, of which only the first that a gate binds says what the gate is."""
        before, lines = set[str](), []
        for tie in self.widest(most):
            lines.append(tie.again if tie.binds in before else tie.text)
            before.add(tie.binds)
        return tuple(lines)


def gates(session: Session) -> Gates:
    """The four gates of sharing in a game that is over. Raises `StillRunning` for one that is not."""
    opened(session)
    place, state = session.place, at_end(session)
    reach = reach_of(session, state)
    opening = {gate: reach_of(session, state, **changed) - reach for gate, changed in _OPENED.items()}
    ties = tuple(_gate(session, pair, reach, opening) for pair in place.ties)
    binding = Counter(tie.binds for tie in ties)
    signed = sum(level(state, "permission", *pair) >= place.signed_at for pair in place.protocols)
    return Gates(ties, dict(binding), _told(ties, binding, signed, len(place.protocols)))


def reach_of(session: Session, state: State, **changed: float) -> Any:
    """The level that sharing moves towards on every tie, shape (A, A, 1), by the model's own rule with some inputs changed."""
    place = session.place
    constants = {**place.parameters, **session.parameters, "practice_up": 1.0, "practice_down": 1.0}
    inputs = {
        "practice": 0.0 * state["practice"],
        "permission": state["permission"],
        "legal_from": state["legal"][:, None],
        "legal_to": state["legal"][None],
        "trust": state["trust"],
        "frontline_from": state["frontline"][:, None],
        "usability": state["usability"],
        **changed,
    }
    return practising.compute(*(inputs[read] if read in inputs else constants[read] for read in practising.reads))[0]


def _gate(session: Session, pair: tuple[int, int], reach: Any, opening: Mapping[str, Any]) -> Gate:
    place, state = session.place, at_end(session)
    openings = {gate: float(opening[gate][(*pair, 0)]) for gate in GATES}
    binds = max(GATES, key=lambda gate: openings[gate]) if max(openings.values()) > 0.0 else ""
    before, after = level(session.states[0], "practice", *pair), level(state, "practice", *pair)
    values = {
        "what": capital(name(place, "practice", pair)),
        "first": of_hundred(before),
        "last": of_hundred(after),
        "could": of_hundred(float(reach[(*pair, 0)]) + openings.get(binds, 0.0)),
        "was": of_hundred(float(reach[(*pair, 0)])),
    }
    text = again = say("{what}: {first} at the start, {last} when the programme ended.", **values)
    if binds:
        bound = say(
            "What bound it most was {gate}: with that wide open it would have been on its way to {could}, not {was}.",
            gate=say(_IN_WORDS[binds]),
            **values,
        )
        text = f"{text} {bound}"
        again = say(
            "{what}: {first} at the start, {last} when the programme ended; with the same wide open, on its way to {could}, not "
            "{was}.",
            **values,
        )
    return Gate(
        *pair,
        before,
        after,
        float(reach[(*pair, 0)]),
        openings,
        binds,
        summed(session, programme(session), "practice", pair),
        text,
        again,
    )


def _told(ties: tuple[Gate, ...], binding: Mapping[str, int], signed: int, n_protocols: int) -> str:
    if not ties:
        return say("No two agencies were needed for the same outcome, so nothing had to be shared.")
    most = sorted((gate for gate in GATES if binding.get(gate)), key=lambda gate: -binding[gate])
    bound = listed([say("{gate} in {ties}", gate=say(_IN_WORDS[gate]), ties=how_many(binding[gate])) for gate in most])
    if not bound:
        said = say("Nothing stood in the way of sharing in any tie that matters.")
    elif len(ties) == 1:
        said = say("What bound sharing most, in the one tie that matters: {bound}.", bound=bound)
    else:
        said = say("What bound sharing most, of {ties} that matter: {bound}.", ties=count(len(ties), "tie"), bound=bound)
    if n_protocols == 1:
        return f"{said} {say('Its one protocol was signed.') if signed else say('Its one protocol was not signed.')}"
    if n_protocols:
        told = say_many(
            signed,
            "{signed} of {protocols} was signed.",
            "{signed} of {protocols} were signed.",
            signed=capital(how_many(signed)),
            protocols=count(n_protocols, "protocol"),
        )
        return f"{said} {told}"
    return said
