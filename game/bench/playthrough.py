"""One playthrough without a person, as a document: every variable by name at every turn, and on request every cause.

This is the designer's view, in which the books are open; what a player sees passes through `observe`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from game import __version__
from game.core.decision import Refusal
from game.core.ledger import Block, Ledger
from game.core.outcome import headline
from game.core.place import Place
from game.core.state import State
from game.core.variables import VARIABLES, Over
from game.play.playing import take
from game.play.policy import Memory, Policy
from game.play.script import in_words
from game.play.session import Session
from game.words.cause import rules

FORMAT = 1
"""The number of the JSON document's form."""


def play_once(place: Place, seed: int, policy: Policy) -> tuple[Session, Refusal | None]:
    """The game that a policy plays, as far as it goes: with the refusal of what it decided where that cannot be taken."""
    session = Session(place, seed)
    memory = Memory(place.parameters)
    while session.is_running:
        if (refused := take(session, policy.decide(session.view(), session.state.seeds, memory))) is not None:
            return session, refused
    return session, None


def document(
    session: Session, refused: Refusal | None, policy: str, parameters: Mapping[str, float], *, has_trace: bool
) -> dict[str, Any]:
    """A playthrough as plain data; every key is described in the reference pages.

    Arguments:
        session: the game.
        refused: why it went no further, if it was refused.
        policy: the name of who decided.
        parameters: what was laid over the place's own.
        has_trace: whether to tell the causes of every change.
    """
    place = session.place
    ending = session.ending() if session.is_over else None
    return {
        "format": FORMAT,
        "kind": "run",
        "version": __version__,
        "scenario": {"id": place.id, "title": place.title, "digest": place.digest, "cut": place.cut},
        "seed": session.seed,
        "policy": policy,
        "parameters": dict(parameters),
        "decisions": in_words(dict(enumerate(session.decided, 1))),
        "turns": [
            _turn(place, state, ledger, has_trace=has_trace)
            for state, ledger in zip(session.states, session.ledgers, strict=True)
        ],
        "measures": session.headline() if session.is_over else None,
        "ending": {"id": ending.id, "title": ending.title} if ending else None,
        "rules": {name: {"says": rule.text, "source": rule.source} for name, rule in rules().items()} if has_trace else {},
        "refused": None if refused is None else refusal_document(session.turn, refused),
    }


def refusal_document(turn: int, refused: Refusal) -> dict[str, Any]:
    """A refusal as plain data."""
    return {
        "turn": turn,
        "code": refused.code,
        "found": refused.found,
        "expected": refused.expected,
        "suggestion": refused.help,  # the key that stands in `run-json.md`: within one `format` none is renamed
    }


def _turn(place: Place, state: State, ledger: Ledger, *, has_trace: bool) -> dict[str, Any]:
    result: dict[str, Any] = {
        "turn": state.turn,
        "digest": state.digest(),
        "state": state_document(place, state),
        "measures": {name: float(stood[0]) for name, stood in headline(place, state, state).items()},
    }
    if has_trace:
        result["told"] = [
            {"kind": one.kind, "name": one.name, "text": one.text, "agencies": [place.agencies[i].id for i in one.agencies]}
            for one in ledger.told()
        ]
        result["ledger"] = list(ledger_document(place, ledger))
    return result


def state_document(place: Place, state: State) -> dict[str, Any]:
    """Every variable of a playthrough by name; what is indexed is a map from id, and ties a map of maps."""
    return {name: _named(state[name][..., 0].tolist(), VARIABLES[name].over, place) for name in state}


def _named(value: Any, over: Over, place: Place) -> Any:
    if over == "pair":
        ids = place.ids("agency")
        return {ids[i]: dict(zip(ids, row, strict=True)) for i, row in enumerate(value)}
    return value if over == "place" else dict(zip(place.ids(over), value, strict=True))


def ledger_document(place: Place, ledger: Ledger) -> Iterator[dict[str, Any]]:
    """What changed in one turn of a playthrough: each element with its entries in the order in which they fold."""
    entries: dict[tuple[str, int], list[dict[str, Any]]] = {}
    numbers = {name: np.arange(ledger.after[name][..., 0].size).reshape(ledger.after[name].shape[:-1]) for name in ledger.after}
    for block in ledger.blocks:
        for number, size in _sizes(block, numbers[block.variable]):
            index = np.unravel_index(number, numbers[block.variable].shape) if numbers[block.variable].ndim else ()
            told = _entry(place, ledger, block, tuple(int(i) for i in index), size)
            entries.setdefault((block.variable, number), []).append(told)
    for variable, number in sorted(entries):
        before, after = (state[variable][..., 0].reshape(-1)[number] for state in (ledger.before, ledger.after))
        index = np.unravel_index(number, numbers[variable].shape) if numbers[variable].ndim else ()
        ids = place.ids(VARIABLES[variable].over)
        yield {
            "variable": variable,
            "element": [ids[int(i)] for i in index],
            "before": float(before),
            "after": float(after),
            "entries": entries[variable, number],
        }


def _sizes(block: Block, numbers: Any) -> Iterator[tuple[int, float]]:
    """The elements that a block touches, by their number in the variable, with what it adds to each."""
    if block.scatter is not None:
        part, sizes = np.array([numbers[tuple(axis[0] for axis in block.scatter)]]), np.array([block.size[0]])
    else:
        part, sizes = np.atleast_1d(numbers[block.index]), np.atleast_1d(block.size[..., 0])
    for number, size in zip(part.reshape(-1).tolist(), sizes.reshape(-1).tolist(), strict=True):
        if size:
            yield number, size


def _entry(place: Place, ledger: Ledger, block: Block, index: tuple[int, ...], size: float) -> dict[str, Any]:
    cause = block.cause
    source = block.link.source(block.variable, index, ledger.lead) if block.link else None
    rule = rules().get(cause.name) if cause.kind == "rule" else None
    return {
        "cause": cause.kind,
        "name": cause.name,
        "term": cause.term,
        "because": cause.because,
        "size": size,
        "rule": rule.name if rule else None,
        "source": [source[0], *(place.ids(VARIABLES[source[0]].over)[i] for i in source[1])] if source else None,
        "evidence": list(cause.evidence),
    }
