"""Decisions as data: what a seat decides in a turn, for a batch as arrays; `decision_words` has the same in words.

A decision that cannot be taken is refused; a refusal says what was found, what is allowed and what to try, and leaves the state
as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.core.arithmetic import Array, Mask, Numbers, select
from game.core.place import Place
from game.core.promise import BROKEN, BY_ATTENTION, OPEN
from game.core.seats import SeatDecisions
from game.core.state import State
from game.core.turn import Turn
from game.translation import say

TOKENS: Final = ("time", "broker", "front_line", "listen", "upwards", "promise", "own_up", "money", "confront", "rest", "strand")
PROMISES: Final = BY_ATTENTION
MOST_TOKENS: Final = 3
MOST_DILEMMAS: Final = 2
POT_NUMBER: Final = -1

BY_FORM: Final = tuple(kind for kind in TOKENS if kind not in ("promise", "own_up", "money"))
"""Tokens that can be placed whenever one is left and they are written as they should be."""

NAME_AN_AGENCY: Final = ("time", "front_line", "promise", "own_up", "money", "confront")
"""Kinds of token that name one agency."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of attention: what it is spent on, with whom (agency numbers; -1 is nobody, or the pot for money).

    Of a strand, `with_` is the outcome whose strand gets effort and `and_` the one whose strand gives it, -1 for all others.
    """

    kind: str
    with_: int = -1
    and_: int = -1
    what: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is decided in one turn, for a batch: by the leading seat, and by others where several are played by people.

    `choice` (D, N): the option for each dilemma, -1 where none is taken. `attention` (3, 4, N): for each token its kind (index
    into TOKENS, -1 for none), first agency, second agency, and what is promised (index into PROMISES); see `Token`.
    """

    choice: Numbers
    attention: Numbers
    seats: SeatDecisions | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a decision cannot be taken: what was found, what was expected, what to try."""

    code: str
    found: str
    expected: str
    help: str = ""

    def __post_init__(self) -> None:
        """An agency's name is written as within a sentence, and what was found may begin with one."""
        object.__setattr__(self, "found", self.found[:1].upper() + self.found[1:])

    def __str__(self) -> str:
        return " ".join(part for part in (self.found, self.expected, self.help) if part)


def none_of(place: Place, n_playthroughs: int) -> Decisions:
    """No decision at all: what is left of the course once the programme has ended."""
    return Decisions(
        np.full((len(place.dilemmas), n_playthroughs), -1, dtype=np.int64),
        np.full((MOST_TOKENS, 4, n_playthroughs), -1, dtype=np.int64),
    )


def table(place: Place, state: State, parameters: Mapping[str, Any] | None = None) -> tuple[Mask, dict[int, Mask]]:
    """Which dilemmas are on the table, shape (D, N), at most two a turn, by priority; and of each what is `offered`."""
    turn = reader(place, state, parameters)
    running, is_opened = state["running"] > 0.0, state["opened"] > 0.0
    result, can = np.zeros((len(place.dilemmas), state.n_playthroughs), dtype=bool), {}
    count = np.zeros(state.n_playthroughs)
    for number in place_order(place):
        dilemma, opened = place.dilemmas[number], is_opened[number]
        in_time = dilemma.first <= state.turn <= dilemma.last and not dilemma.needs_opening
        if not in_time and not np.count_nonzero(opened):
            continue
        timely = running if in_time else opened
        if in_time and dilemma.when is not None:
            timely = timely & dilemma.when.evaluate(turn) | opened
        free = dilemma.again | (state["decided"][number] == 0.0) | opened
        on_table = running & free & (state["opened"][number] >= 0.0) & timely & (count < MOST_DILEMMAS)
        if np.count_nonzero(on_table):
            can[number] = offered(place, state, number, parameters)
            on_table &= can[number].any(axis=0)
        result[number] = on_table
        count += on_table
    return result, {number: can[number] for number in sorted(can) if np.count_nonzero(result[number])}


def place_order(place: Place) -> list[int]:
    """The dilemmas' numbers in the order in which they claim the agenda, without those that a cut leaves out."""
    kept = (number for number, _ in place.dilemmas_in_play)
    return sorted(kept, key=lambda number: (-place.dilemmas[number].priority, number))


def offered(place: Place, state: State, dilemma: int, parameters: Mapping[str, Any] | None = None) -> Mask:
    """Which options of a dilemma can be taken now, shape (options, N): its condition holds and its money is there."""
    turn = reader(place, state, parameters)
    options = place.dilemmas[dilemma].options
    result = np.ones((len(options), state.n_playthroughs), dtype=bool)
    for number, option in enumerate(options):
        if option.when is not None:
            result[number] &= option.when.evaluate(turn)
        if option.money:
            result[number] &= state["budget"][place.lead] >= option.money
    return result


def tokens_allowed(place: Place, state: State, parameters: Mapping[str, Any] | None = None) -> Array:
    """How many attention tokens the leader has this turn, shape (N,): fewer when worn out."""
    values = laid_over(place, parameters)
    tired = state["energy"] < values["weary_at"]
    result: Array = select(tired, values["tokens_weary"], values["tokens"]) * (state["running"] > 0.0)
    return result


def laid_over(place: Place, parameters: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The place's parameters with some, or none, laid over them; those that are all there stay what they are."""
    if not parameters:
        return place.parameters
    return parameters if parameters.keys() >= place.parameters.keys() else {**place.parameters, **parameters}


def reader(place: Place, state: State, parameters: Mapping[str, Any] | None = None) -> Turn:
    """What conditions read from a state."""
    return Turn(place, state, laid_over(place, parameters), trace=False, in_place=True)


def refusal(
    place: Place,
    state: State,
    decisions: Decisions,
    parameters: Mapping[str, Any] | None = None,
    known: tuple[Mask, Mapping[int, Mask]] | None = None,
) -> Refusal | None:
    """Why these decisions cannot be taken, or None. For a batch, the first fault found; `known` is what `table` gives."""
    on_table, can = known or table(place, state, parameters)
    n = state.n_playthroughs
    if decisions.choice.shape != (len(place.dilemmas), n) or decisions.attention.shape != (MOST_TOKENS, 4, n):
        return Refusal(
            "shape",
            say("The decisions are for {shape} playthroughs.", shape=decisions.choice.shape[-1]),
            say("The state holds {n}.", n=n),
        )
    fault = decisions.seats.fault(place) if decisions.seats is not None else ""
    if fault:
        return Refusal("seats", say("What the seats decided cannot be taken."), fault)
    is_not_asked: Mask = np.any((decisions.choice >= 0) & ~on_table, axis=1)
    for number in np.flatnonzero(is_not_asked | on_table.any(axis=1)).tolist():
        dilemma, taken, asked = place.dilemmas[number], decisions.choice[number], on_table[number]
        if is_not_asked[number]:
            return Refusal(
                "not_on_table",
                say("“{title}” is not on the table this quarter.", title=dilemma.title),
                say("Decide only what is asked."),
            )
        if np.count_nonzero((taken < 0) & asked):
            return Refusal(
                "undecided",
                say("“{title}” is still open.", title=dilemma.title),
                say("Each dilemma on the table needs an answer before the quarter ends."),
            )
        if np.count_nonzero(taken >= len(dilemma.options)):
            return Refusal(
                "no_option",
                say("“{title}” has {options} options.", title=dilemma.title, options=len(dilemma.options)),
                say("Choose one of them."),
            )
        closed = taken[asked & ~np.take_along_axis(can[number], taken.clip(0)[None], axis=0)[0]]
        if closed.size:
            facts = dilemma.options[closed.min()]
            why = facts.unless_text or (
                say("There is not enough money for it.") if facts.money else say("It is not open to you now.")
            )
            return Refusal(
                "not_offered", say("“{label}” cannot be taken.", label=facts.label), why, say("Choose another option.")
            )
    return attention_refusal(place, state, decisions, parameters)


def attention_refusal(
    place: Place, state: State, decisions: Decisions, parameters: Mapping[str, Any] | None = None
) -> Refusal | None:
    """Why the tokens of these decisions cannot be placed, or None; the options are taken as they are. As `refusal` otherwise."""
    kinds = decisions.attention[:, 0]
    used = (kinds >= 0).sum(axis=0)
    allowed = tokens_allowed(place, state, parameters)
    if bool(np.any(used > allowed)):
        row = int(np.argmax(used > allowed))
        return Refusal(
            "too_many_tokens",
            say("{used} tokens are placed.", used=used[row]),
            say("You have {allowed} this quarter.", allowed=int(allowed[row])),
            say("Take one back."),
        )
    for slot in range(MOST_TOKENS):
        kind, first, second, what = decisions.attention[slot]
        if not (kind >= 0).any():
            continue
        n_of_kind = np.bincount(kind[kind >= 0], minlength=len(TOKENS))[: len(TOKENS)]
        for number in np.flatnonzero(n_of_kind):
            name, rows = TOKENS[number], kind == number
            if (refused := token_refusal(place, name, first[rows], second[rows], what[rows])) is not None:
                return refused
    return _promise_refusal(place, state, decisions) or _money_refusal(place, state, decisions, parameters)


def token_refusal(place: Place, name: str, first: Numbers, second: Numbers, what: Numbers) -> Refusal | None:
    """Why tokens of one kind name what they may not, or None.

    Arguments:
        place: whose agencies are named.
        name: the kind, one of TOKENS.
        first: the agency or strand that each names, shape (tokens,), and so are `second` and `what`; see `Decisions.attention`.
        second: the second agency or strand, -1 for none.
        what: what is promised, an index into PROMISES, -1 for nothing.
    """
    n_agencies = len(place.agencies)
    if name in NAME_AN_AGENCY or name == "broker":
        low = POT_NUMBER if name == "money" else 0
        if bool(np.any((first < low) | (first >= n_agencies) | (first == place.lead))):
            return Refusal(
                "token_with",
                say("A token of {token} needs a partner.", token=name.replace("_", " ")),
                say("Name an agency other than your own."),
            )
    if name == "front_line" and (without := [one for one in first.tolist() if not place.agencies[one].front_line]):
        found = say("{name} has no front line that you could back.", name=place.agencies[without[0]].name)
        return Refusal("no_front_line", found, say("Name another partner."))
    if name == "broker" and bool(np.any((second < 0) | (second >= n_agencies) | (second == first) | (second == place.lead))):
        return Refusal("token_and", say("Brokering needs two partners."), say("Name two agencies other than your own."))
    if name == "promise" and bool(np.any((what < 0) | (what >= len(PROMISES)))):
        return Refusal("token_what", say("A promise needs a content."), say("Promise a visit, money or a protocol."))
    return _strand_refusal(place, first, second) if name == "strand" else None


def _strand_refusal(place: Place, to: Numbers, from_: Numbers) -> Refusal | None:
    if "strands" not in place.parts:
        return Refusal("no_strands", say("The work here has no strands."), say("There is no effort to move between them."))
    n = len(place.outcomes)
    if bool(np.any((to < 0) | (to >= n) | (from_ < -1) | (from_ >= n) | (from_ == to))):
        return Refusal(
            "strand_of", say("A token of effort needs a strand."), say("Name the strand that gets it, or that and another.")
        )
    return None


def _promise_refusal(place: Place, state: State, decisions: Decisions) -> Refusal | None:
    kinds = decisions.attention[:, 0]
    promising = kinds == TOKENS.index("promise")
    for slot in np.flatnonzero(promising.any(axis=1)):
        _, first, _, what = decisions.attention[slot]
        for row in np.flatnonzero(promising[slot]):
            if (refused := cannot_promise(place, state, PROMISES[what[row]], int(first[row]), int(row))) is not None:
                return refused
            for other in range(slot):
                same = np.array_equal(decisions.attention[other, [0, 1, 3], row], decisions.attention[slot, [0, 1, 3], row])
                if same:
                    name = place.agencies[first[row]].name
                    return Refusal(
                        "promised_twice", say("Two tokens promise {name} the same thing.", name=name), say("One is enough.")
                    )
    for slot, row in zip(*np.nonzero(kinds == TOKENS.index("own_up")), strict=True):
        if (refused := cannot_own_up(place, state, int(decisions.attention[slot, 1, row]), int(row))) is not None:
            return refused
    return None


def cannot_own_up(place: Place, state: State, to: int, row: int) -> Refusal | None:
    """Why the leader has nothing to own up to one agency in one playthrough, or None."""
    lead, status = place.lead, state["promise_status"][:, row]
    own = [status[number] for number, one in enumerate(place.promises) if (one.giver, one.receiver) == (lead, to)]
    if OPEN in own:
        return None
    name = place.agencies[to].name
    if BROKEN in own:
        found = say("What you promised {name} is broken already.", name=name)
        return Refusal("broken_already", found, say("Own up while a promise is still open."))
    return Refusal(
        "nothing_promised", say("You have no open promise to {name}.", name=name), say("Own up only to what you promised.")
    )


def cannot_promise(place: Place, state: State, what: str, to: int, row: int) -> Refusal | None:
    """Why the leader cannot promise one thing to one agency in one playthrough, or None."""
    name = place.agencies[to].name
    try:
        number = place.promise_slot(what, to)
    except KeyError:
        return Refusal(
            "needs_no_protocol", say("{name} needs no sharing protocol.", name=name), say("Nothing there is to be promised.")
        )
    if what == "protocol" and all(state["permission"][pair][row] >= place.signed_at for pair in place.protocols_of(to)):
        return Refusal(
            "signed_already",
            say("Every protocol that {name} needs is signed.", name=name),
            say("Nothing there is to be promised."),
        )
    if state["promise_status"][number, row] == OPEN:
        return Refusal(
            "promised_already",
            say("You have promised {name} this already.", name=name),
            say("Keep it, or own up that it will be late."),
        )
    return None


def _money_refusal(place: Place, state: State, decisions: Decisions, parameters: Mapping[str, Any] | None) -> Refusal | None:
    values = laid_over(place, parameters)
    needed = (decisions.attention[:, 0] == TOKENS.index("money")).sum(axis=0) * values["attention_money"]
    for number in np.flatnonzero((decisions.choice >= 0).any(axis=1)):
        for option, facts in enumerate(place.dilemmas[number].options):
            if facts.money:
                needed = needed + np.where(decisions.choice[number] == option, facts.money, 0)
    held = state["budget"][place.lead]
    if bool(np.any(needed > held)):
        row = int(np.argmax(needed > held))
        return Refusal(
            "no_money",
            say("This would bring what you spend to £{needed:,}.", needed=int(needed[row])),
            say("You have £{held:,}.", held=int(held[row])),
            say("Do without, or take something back."),
        )
    return None
