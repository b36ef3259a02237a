"""What no seat sees: which variables are hidden, and a state in which one of them is another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.core.condition import Condition, variables_of
from game.core.place import Place
from game.core.state import State
from game.core.variables import VARIABLES
from tests.places.laboratory import laboratory

# What effects opened or closed is what stands on the table: that is how it shows.
COMMON = {name: variable for name, variable in VARIABLES.items() if not variable.part}
HIDDEN = [name for name, variable in COMMON.items() if variable.sight == "hidden" and name != "opened"]
OWN = [name for name, variable in COMMON.items() if variable.sight == "own"]
PUBLIC = [name for name, variable in COMMON.items() if variable.sight == "public"]


def is_public(condition: Condition | None) -> bool:
    """Whether a condition asks only about what everybody sees."""
    names = variables_of(condition) if condition is not None else ()
    return all(name not in VARIABLES or VARIABLES[name].sight == "public" for name in names)


def in_public() -> Place:
    """The laboratory with only those dilemmas and options that hang on what everybody sees.

    A condition on something hidden shows it by its consequence, as its author means it to.
    """
    place = laboratory()
    kept = [number for number, one in enumerate(place.dilemmas) if is_public(one.when)]
    dilemmas = tuple(
        replace(
            place.dilemmas[number], options=tuple(option for option in place.dilemmas[number].options if is_public(option.when))
        )
        for number in kept
    )
    starting = {**place.starting, **{name: place.starting[name][kept] for name in ("chosen", "decided", "opened")}}
    return replace(place, dilemmas=dilemmas, events=(), laters=(), starting=starting)


def moved(state: State, variable: str, index: tuple[int, ...] = ()) -> State:
    """The same state with (one element of) a variable changed."""
    other = state.writable()
    view = other[variable][index] if index else other[variable]
    view += 0.37 * (1.0 + np.abs(view))
    return other.freeze()
