"""What values the things a condition reads can have, and whether a condition can then hold, or fail to.

The answer is on the safe side: "it cannot" is a proof, "it can" only means that no proof of the opposite was found. A condition
is put into alternatives of comparisons that must hold together; each alternative narrows what every reading can be, and where
nothing is left of one, the alternative is out.
"""

from __future__ import annotations

import operator as relation
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from game.core import condition as tree
from game.core.condition import Condition
from game.scenario.range import ANY, Range

Operator: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]

MOST_ALTERNATIVES: Final = 256
"""Alternatives beyond which nothing is claimed: a condition of 500 characters can have very many."""

_OPPOSITE: Final[dict[Operator, Operator]] = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
_RELATIONS: Final[dict[Operator, Callable[[float, float], bool]]] = {
    "<": relation.lt, "<=": relation.le, ">": relation.gt, ">=": relation.ge, "==": relation.eq, "!=": relation.ne,
}  # fmt: skip
_TURNED: Final[dict[Operator, Operator]] = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`; an end that is open does not belong to it."""

    low: float
    high: float
    is_low_open: bool = False
    is_high_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        return self.low > self.high or (self.low == self.high and (self.is_low_open or self.is_high_open))

    def where(self, operator: Operator, number: float) -> Interval:
        """The part of it that stands in a relation to a number."""
        match operator:
            case "<" | "<=":
                is_open = operator == "<"
                if number > self.high or (number == self.high and not (is_open and not self.is_high_open)):
                    return self
                return Interval(self.low, number, self.is_low_open, is_open)
            case ">" | ">=":
                is_open = operator == ">"
                if number < self.low or (number == self.low and not (is_open and not self.is_low_open)):
                    return self
                return Interval(number, self.high, is_open, self.is_high_open)
            case "==":
                inside = not (self.where("<=", number).is_empty or self.where(">=", number).is_empty)
                return Interval(number, number) if inside else _NOTHING
            case _:
                return _NOTHING if self.low == self.high == number else self


_NOTHING: Final = Interval(1.0, 0.0)

Domain: TypeAlias = Interval | frozenset[float]
"""What a reading can be: any number of an interval, or one of a few."""

DomainOf: TypeAlias = Callable[[tree.Read | tree.Summary], Domain]
"""Tells what a reading can be where and when a condition is asked."""

Atom: TypeAlias = tuple[Condition, Operator, Condition]


def can_hold(condition: Condition, domain_of: DomainOf) -> bool:
    """Whether a condition can hold, as far as can be told."""
    return _is_satisfiable(condition, domain_of, is_denied=False)


def can_fail(condition: Condition, domain_of: DomainOf) -> bool:
    """Whether a condition can fail to hold, as far as can be told."""
    return _is_satisfiable(condition, domain_of, is_denied=True)


def _is_satisfiable(condition: Condition, domain_of: DomainOf, *, is_denied: bool) -> bool:
    known: dict[tree.Read | tree.Summary, Domain] = {}
    try:
        return any(_is_possible(atoms, domain_of, known) for atoms in _alternatives(condition, is_denied=is_denied))
    except _TooManyError:
        return True


class _TooManyError(Exception):
    """More alternatives than are looked at."""


def _alternatives(condition: Condition, *, is_denied: bool) -> list[list[Atom]]:
    """The ways in which a condition can hold (or fail): each a list of comparisons that must hold together."""
    match condition:
        case tree.Not(part=part):
            return _alternatives(part, is_denied=not is_denied)
        case tree.Both(parts=parts) | tree.Either(parts=parts):
            inner = [_alternatives(part, is_denied=is_denied) for part in parts]
            if isinstance(condition, tree.Both) == is_denied:
                return [one for ways in inner for one in ways]
            return _together(inner)
        case tree.Compare(left=left, operator=operator, right=right):
            return [[(left, _OPPOSITE[operator] if is_denied else operator, right)]]
        case _:
            return [[(condition, "==" if is_denied else "!=", tree.Constant(0.0))]]


def _together(inner: Iterable[list[list[Atom]]]) -> list[list[Atom]]:
    ways: list[list[Atom]] = [[]]
    for part in inner:
        if len(ways) * len(part) > MOST_ALTERNATIVES:
            raise _TooManyError
        ways = [[*one, *other] for one in ways for other in part]
    return ways


def _is_possible(atoms: list[Atom], domain_of: DomainOf, known: dict[tree.Read | tree.Summary, Domain]) -> bool:
    """Whether comparisons can hold together."""
    box: dict[tree.Read | tree.Summary, Domain] = {}

    def of(reading: tree.Read | tree.Summary) -> Domain:
        if reading not in known:
            known[reading] = domain_of(reading)
        return box.get(reading, known[reading])

    for reading, operator, number in _narrowing(atoms):
        box[reading] = narrowed(of(reading), operator, number)
        if _is_nothing(box[reading]):
            return False
    return all(_range(left, of).settles(operator, _range(right, of)) is not False for left, operator, right in atoms)


def _narrowing(atoms: list[Atom]) -> Iterator[tuple[tree.Read | tree.Summary, Operator, float]]:
    """The comparisons of one reading with a number."""
    for left, operator, right in atoms:
        if isinstance(left, tree.Read | tree.Summary) and isinstance(right, tree.Constant):
            yield left, operator, right.value
        elif isinstance(right, tree.Read | tree.Summary) and isinstance(left, tree.Constant):
            yield right, _TURNED[operator], left.value


def narrowed(domain: Domain, operator: Operator, number: float) -> Domain:
    """The part of a domain that stands in a relation to a number."""
    if isinstance(domain, Interval):
        return domain.where(operator, number)
    is_kept = _RELATIONS[operator]
    return frozenset(value for value in domain if is_kept(value, number))


def _is_nothing(domain: Domain) -> bool:
    return domain.is_empty if isinstance(domain, Interval) else not domain


def _range(condition: Condition, of: DomainOf) -> Range:
    """Where the number that a part comes to can lie."""
    match condition:
        case tree.Constant(value=value):
            return Range(value, value)
        case tree.Read() | tree.Summary():
            domain = of(condition)
            return Range(domain.low, domain.high) if isinstance(domain, Interval) else Range(min(domain), max(domain))
        case tree.Arithmetic(operator=operator, left=left, right=right):
            one, other = _range(left, of), _range(right, of)
            return {"+": one.__add__, "-": one.__sub__, "*": one.__mul__, "/": one.__truediv__}[operator](other)
        case tree.Call(function="abs", arguments=arguments):
            return abs(_range(arguments[0], of))
        case tree.Call(function=function, arguments=arguments):
            one, other = (_range(argument, of) for argument in arguments)
            return one.min(other) if function == "min" else one.max(other)
        case _:
            return ANY
