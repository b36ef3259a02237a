"""A compiled condition spelled out again, as its author could have written it."""

from __future__ import annotations

from typing import Final

from game.core import condition as tree
from game.core.condition import Condition
from game.core.place import Place
from game.core.variables import VARIABLES
from game.scenario.vocabulary import SETTLED_AS

_LOOSE, _OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _TIGHT = range(8)
"""How tightly the parts of a condition bind, as in the language itself."""

_SETTLED: Final = {frozenset(float(value) for value in values): name for name, values in SETTLED_AS.items()}


def spelled(condition: Condition, place: Place) -> str:
    """The condition in the scenario language.

    Arguments:
        condition: as it was compiled.
        place: whose agencies, dilemmas, flags and so on it speaks of.
    """
    return _Spelling(place).of(condition)


def summarised(summary: tree.Summary, place: Place) -> str:
    """What a summary is over, as an author writes it: `buy_in`, or `trust(all, council)` for one agency's ties."""
    ids = place.ids("agency")
    ends = ", ".join("all" if one == tree.ALL else ids[one] for one in summary.index)
    return f"{summary.variable}({ends})" if ends else summary.variable


class _Spelling:
    """The words of one place."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def of(self, condition: Condition, within: int = _LOOSE) -> str:
        """A part, in brackets where it would otherwise be taken for another's."""
        text, binds = self._told(condition)
        return f"({text})" if binds < within else text

    def _told(self, condition: Condition) -> tuple[str, int]:
        if special := self._question(condition):
            return special, _TIGHT
        if isinstance(condition, tree.Both | tree.Either):
            joiner, binds = ("and", _AND) if isinstance(condition, tree.Both) else ("or", _OR)
            return f" {joiner} ".join(self.of(part, binds + 1) for part in condition.parts), binds
        match condition:
            case tree.Constant(value=value):
                return str(value).removesuffix(".0"), _TIGHT
            case tree.Read():
                return self._read(condition), _TIGHT
            case tree.Summary(kind=kind):
                return f"{kind}({summarised(condition, self.place)})", _TIGHT
            case tree.Call(function=function, arguments=arguments):
                return f"{function}({', '.join(self.of(one) for one in arguments)})", _TIGHT
            case tree.Not(part=part):
                return f"not {self.of(part, _NOT)}", _NOT
            case tree.Compare(left=left, operator=operator, right=right):
                return f"{self.of(left, _SUM)} {operator} {self.of(right, _SUM)}", _COMPARED
            case tree.Arithmetic(operator=operator, left=left, right=right):
                binds = _SUM if operator in "+-" else _PRODUCT
                return f"{self.of(left, binds)} {operator} {self.of(right, binds + 1)}", binds

    def _question(self, condition: Condition) -> str:
        """What the language asks by a word of its own; empty for anything else."""
        match condition:
            case tree.Compare(tree.Read("chosen", (number,)), ">=", tree.Constant(0.0)):
                return f"decided({self.place.dilemmas[number].id})"
            case tree.Compare(tree.Read("chosen", (number,)), "==", tree.Constant(option)):
                dilemma = self.place.dilemmas[number]
                return f"chose({dilemma.id}, {dilemma.options[int(option)].id})"
            case tree.Compare(tree.Read("flag" | "happened" | "lasting") as reading, ">", tree.Constant(0.0)):
                return self._read(reading)
            case tree.Either(parts=parts):
                return self._promise(parts)
            case tree.Arithmetic("+" | "*"):
                return _votes(condition, self)
        return ""

    def _promise(self, parts: tuple[Condition, ...]) -> str:
        asked = {
            (part.left.index[0], part.right.value)
            for part in parts
            if isinstance(part, tree.Compare)
            and isinstance(part.left, tree.Read)
            and part.left.variable == "promise_status"
            and isinstance(part.right, tree.Constant)
        }
        numbers, values = {number for number, _ in asked}, frozenset(value for _, value in asked)
        if len(asked) != len(parts) or len(numbers) != 1 or values not in _SETTLED:
            return ""
        return f"{_SETTLED[values]}({self.place.promises[numbers.pop()].id})"

    def _read(self, reading: tree.Read) -> str:
        place, number = self.place, reading.index[0] if reading.index else -1
        match reading.variable:
            case "flag":
                return place.flags[number]
            case "happened":
                return f"happened({place.events[number].id})"
            case "lasting":
                return f"lasting({place.traces[number].id})"
        over = VARIABLES[reading.variable].over if reading.variable in VARIABLES else "place"
        ids = place.ids("agency" if over == "pair" else over) if reading.index else ()
        return f"{reading.variable}({', '.join(ids[i] for i in reading.index)})" if reading.index else reading.variable


def _votes(condition: Condition, spelling: _Spelling) -> str:
    """The votes cast by a level, which are compiled to a sum over agencies; empty for any other sum."""
    parts: list[Condition] = []
    while isinstance(condition, tree.Arithmetic) and condition.operator == "+":
        parts.append(condition.right)
        condition = condition.left
    parts.append(condition)
    asked = set()
    for part in parts:
        match part:
            case tree.Arithmetic("*", tree.Read("vote", index), tree.Compare(tree.Read(level, of), ">=", least)) if index == of:
                asked.add((level, spelling.of(least)))
            case _:
                return ""
    return "votes({}, {})".format(*asked.pop()) if len(asked) == 1 else ""
