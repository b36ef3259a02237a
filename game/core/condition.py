"""Conditions as small trees that test a whole batch of playthroughs at once.

A place is full of questions: does this option stand open, has that event become possible, was the promise kept? The
scenario compiler turns each into one of these trees; the engine asks the tree, handing it the state. A tree holds no
text and no names of agencies, only variables and positions, so that it can be stored, compared, printed and digested,
and so that the core needs neither a parser nor `eval`.

Every operation is elementwise and exact under IEEE 754 (no power, no exponential, no sum over playthroughs): the same
question gives the same bits for one playthrough and for row r of a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = Any
"""Numbers or truth values: an array of shape (N,), or a scalar where every playthrough has the same."""

SummaryKind: TypeAlias = Literal["lowest", "highest", "mean"]

ALL = -1
"""Every agency, in the place of one at either end of a summary's ties."""


class Readable(Protocol):
    """What a condition asks its questions of: a state, or a seat's view of one."""

    def read(self, variable: str, index: tuple[int, ...]) -> NDArray[Any]:
        """Gives one variable's values, shape (N,), for the agency, pair, outcome or slot at `index`."""
        ...

    def summarise(self, kind: SummaryKind, variable: str, index: tuple[int, ...] = ()) -> NDArray[Any]:
        """Gives the lowest, highest or mean value of a variable over its agencies or ties, shape (N,); see `Summary`."""
        ...


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, or a truth value, that an author wrote down."""

    value: float

    def evaluate(self, read: Readable) -> Values:  # noqa: ARG002 - the shape every condition has
        """Gives the number itself."""
        return self.value


@dataclass(frozen=True, slots=True)
class Read:
    """The value of one variable at one place in the state.

    `index` is empty for a place-wide variable, (agency,) or (outcome,) for a row of a list, (from, to) for a tie. The
    same shape holds what is not a level: 'flag' by flag, 'chosen' by dilemma (option, or -1), 'happened' by event (the
    turn it last happened, or 0), 'promise_status' by promise (see `game.core.promise`).
    """

    variable: str
    index: tuple[int, ...] = ()

    def evaluate(self, read: Readable) -> Values:
        """Gives the variable's values, shape (N,)."""
        return read.read(self.variable, self.index)


@dataclass(frozen=True, slots=True)
class Summary:
    """The lowest, highest or mean value of a variable over its agencies, or over the ties that matter.

    `index` is empty for all of them; (agency, ALL) or (ALL, agency) asks of every tie that begins or ends there.
    """

    kind: SummaryKind
    variable: str
    index: tuple[int, ...] = ()

    def evaluate(self, read: Readable) -> Values:
        """Gives the summary's values, shape (N,)."""
        return read.summarise(self.kind, self.variable, self.index)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A sum, difference, product or quotient of two numbers; a quotient by zero is zero."""

    operator: Literal["+", "-", "*", "/"]
    left: Condition
    right: Condition

    def evaluate(self, read: Readable) -> Values:
        """Gives the result, shape (N,) or scalar; too large a number becomes infinite without a warning."""
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            return _ARITHMETIC[self.operator](self.left.evaluate(read), self.right.evaluate(read))


@dataclass(frozen=True, slots=True)
class Compare:
    """Whether one number stands in a relation to another."""

    left: Condition
    operator: Literal["<", "<=", ">", ">=", "==", "!="]
    right: Condition

    def evaluate(self, read: Readable) -> Values:
        """Gives truth values, shape (N,) or scalar."""
        result: Values = _COMPARE[self.operator](self.left.evaluate(read), self.right.evaluate(read))
        return result


@dataclass(frozen=True, slots=True)
class Both:
    """Whether every one of its parts holds."""

    parts: tuple[Condition, ...]

    def evaluate(self, read: Readable) -> Values:
        """Gives truth values, shape (N,) or scalar."""
        result = self.parts[0].evaluate(read)
        for part in self.parts[1:]:
            result = np.logical_and(result, part.evaluate(read))
        return result


@dataclass(frozen=True, slots=True)
class Either:
    """Whether at least one of its parts holds."""

    parts: tuple[Condition, ...]

    def evaluate(self, read: Readable) -> Values:
        """Gives truth values, shape (N,) or scalar."""
        result = self.parts[0].evaluate(read)
        for part in self.parts[1:]:
            result = np.logical_or(result, part.evaluate(read))
        return result


@dataclass(frozen=True, slots=True)
class Not:
    """Whether its part does not hold."""

    part: Condition

    def evaluate(self, read: Readable) -> Values:
        """Gives truth values, shape (N,) or scalar."""
        result: Values = np.logical_not(self.part.evaluate(read))
        return result


@dataclass(frozen=True, slots=True)
class Call:
    """The smaller or greater of two numbers, or the size of one without its sign."""

    function: Literal["min", "max", "abs"]
    arguments: tuple[Condition, ...]

    def evaluate(self, read: Readable) -> Values:
        """Gives the result, shape (N,) or scalar."""
        result: Values = _CALL[self.function](*(argument.evaluate(read) for argument in self.arguments))
        return result


Condition: TypeAlias = Constant | Read | Summary | Arithmetic | Compare | Both | Either | Not | Call


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Gives the conditions directly inside a condition, left to right."""
    match condition:
        case Arithmetic(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Both(parts=parts) | Either(parts=parts) | Call(arguments=parts):
            return parts
        case Not(part=part):
            return (part,)
        case _:
            return ()


def walk(condition: Condition) -> Iterator[Condition]:
    """Yields a condition and every condition inside it, outermost first, left to right."""
    yield condition
    for part in parts_of(condition):
        yield from walk(part)


def reads_of(condition: Condition) -> tuple[Read | Summary, ...]:
    """Gives what a condition looks at, each once, in the order of its text."""
    return tuple(dict.fromkeys(part for part in walk(condition) if isinstance(part, Read | Summary)))


def ties_of(index: tuple[int, ...], n_agencies: int) -> tuple[tuple[int, int], ...]:
    """Gives the ties that a summary of one agency's is over, in order; none for a summary of all that matter."""
    if not index:
        return ()
    return tuple((other, index[1]) if index[0] == ALL else (index[0], other) for other in range(n_agencies) if other not in index)


def variables_of(condition: Condition) -> tuple[str, ...]:
    """Gives the names of the variables a condition looks at, each once: the arrows into it in the web of causes."""
    return tuple(dict.fromkeys(read.variable for read in reads_of(condition)))


def holds(condition: Condition | None, read: Readable, size: int) -> NDArray[np.bool_]:
    """Tells for which of `size` playthroughs a condition holds; no condition holds always.

    Returns:
        A fresh array of truth values, shape (size,), even where the answer is the same for all.
    """
    if condition is None:
        return np.ones(size, dtype=np.bool_)
    return np.array(np.broadcast_to(condition.evaluate(read), (size,)), dtype=np.bool_)


def _quotient(left: Values, right: Values) -> Values:
    """Divides, giving 0 where the divisor is 0: "saved for each family helped" is nothing while no family is."""
    is_zero = np.equal(right, 0.0)
    result: Values = np.where(is_zero, 0.0, np.divide(left, np.where(is_zero, 1.0, right)))
    return result


_ARITHMETIC: dict[str, Callable[[Any, Any], Values]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": _quotient,
}
_COMPARE: dict[str, Callable[[Any, Any], Values]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}
_CALL: dict[str, Callable[..., Values]] = {"min": np.minimum, "max": np.maximum, "abs": np.absolute}
