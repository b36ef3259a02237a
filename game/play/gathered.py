"""A gathering as loops: the rule's own function is run once on things that stand for arrays and note what is done with them.

What comes out is an expression for one element, and before it a loop for each ordered sum. So a gathering too has one source.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from game.core.rule import Rule

_LONGEST = 20_000
"""Characters of an expression beyond which it is left to numpy."""

Index = tuple[str, ...]

Argument = tuple[str, tuple[int, ...], bool | None]
"""A name, the sizes of the axes but the last, and whether the last is the playthroughs; None of a number, which has no axes."""


class Noted:
    """What stands for an array: the sizes of its axes but the last, which is the playthroughs, and how one element is written."""

    def __init__(self, sums: Sums, shape: tuple[int, ...], at: Callable[[Index], str]) -> None:
        self.sums = sums
        self.shape = shape
        self.at = at

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator[Noted]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, key: Any) -> Noted:
        at, shape = self.at, self.shape
        match key:
            case int():
                return Noted(self.sums, shape[1:], lambda index: at((str(key), *index)))
            case (slice(start=None, stop=None), int() as number):
                return Noted(self.sums, (shape[0], *shape[2:]), lambda index: at((index[0], str(number), *index[1:])))
            case slice(start=int() as start, stop=None, step=None):
                return Noted(self.sums, (shape[0] - start, *shape[1:]), lambda index: at((_later(index[0], start), *index[1:])))
        raise NotImplementedError(f"What {key!r} picks is not known here.")

    def __neg__(self) -> Noted:
        return self.sums.each("(-{})", self)

    def __abs__(self) -> Noted:
        return self.sums.each("abs({})", self)


def _later(index: str, by: int) -> str:
    return str(int(index) + by) if index.isdigit() else f"({index} + {by})"


def _both_ways(sign: str) -> tuple[Callable[[Noted, Any], Noted], Callable[[Noted, Any], Noted]]:
    return (
        lambda one, other: one.sums.each(f"({{}} {sign} {{}})", one, other),
        lambda one, other: one.sums.each(f"({{}} {sign} {{}})", other, one),
    )


for _name, _sign in (("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/")):
    _left, _right = _both_ways(_sign)
    setattr(Noted, f"__{_name}__", _left)
    setattr(Noted, f"__r{_name}__", _right)
for _name, _sign in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")):
    setattr(Noted, f"__{_name}__", _both_ways(_sign)[0])


class Sums:
    """The ordered sums that a gathering makes on its way, each into a block of its own."""

    def __init__(self, name: str, block: int) -> None:
        self.lines: list[str] = []
        self.words: dict[str, Any] = {
            "select": lambda holds, one, other: self.each("select({}, {}, {})", holds, one, other),
            "lesser": lambda one, other: self.each("lesser({}, {})", one, other),
            "greater": lambda one, other: self.each("greater({}, {})", one, other),
            "root": lambda one: self.each("np.sqrt({})", one),
            "whole": lambda one: self.each("np.floor({})", one),
            "total": self.total,
            "mean": lambda items: self.each("({} / {})", self.total(items), len(items)),
            "len": len,
            "range": range,
            "abs": abs,
        }
        self._name = name
        self._block = block
        self._made = 0

    def each(self, written: str, *parts: Any) -> Noted:
        """An elementwise operation; axes are matched from the last, as numpy does."""
        shapes = [part.shape if isinstance(part, Noted) else () for part in parts]
        shape = max(shapes, key=len)
        for one in shapes:
            if one != shape[len(shape) - len(one) :]:
                raise NotImplementedError("Arrays of these shapes do not meet element by element.")

        def at(index: Index) -> str:
            texts = [
                part.at(index[len(index) - len(part.shape) :]) if isinstance(part, Noted) else repr(float(part)) for part in parts
            ]
            text = written.format(*texts)
            if len(text) > _LONGEST:
                raise NotImplementedError("This expression is too long.")
            return text

        return Noted(self, shape, at)

    def total(self, items: Noted) -> Noted:
        """The sum over the first axis, added in order."""
        rest = items.shape[1:]
        name = f"sum{self._name}_{self._made}"
        axes = tuple(f"x{axis}" for axis in range(len(rest)))
        target = f"{name}[{', '.join((*axes, 'k - start'))}]"
        self.lines.append(f"{name} = np.empty({(*rest, self._block)})")
        deep = "    " * len(rest)
        self.lines += ["    " * axis + f"for {letter} in range({rest[axis]}):" for axis, letter in enumerate(axes)]
        self.lines += _over_playthroughs(deep, target, items.at(("0", *axes)))
        self.lines.append(f"{deep}for s in range(1, {items.shape[0]}):")
        self.lines += _over_playthroughs(deep + "    ", target, f"{target} + {items.at(('s', *axes))}")
        self._made += 1
        return Noted(self, rest, lambda index: f"{name}[{', '.join((*index, 'k - start'))}]")


def _over_playthroughs(deep: str, target: str, value: str) -> list[str]:
    """A loop that gives each playthrough its value; what is the same in all of them is fetched before it."""
    lines: list[str] = []
    for pattern in (r"w\d+\[[^\[\]]*\]", r"a\d+\[[^\[\]]*\]"):  # one picks a place in the other
        for number, read in enumerate(dict.fromkeys(re.findall(pattern, value))):
            if not re.search(r"\bk\b", read):
                name = f"{pattern[0]}_{number}"
                lines.append(f"{deep}{name} = {read}")
                value = value.replace(read, name)
    return [*lines, f"{deep}for k in range(start, stop):", f"{deep}    {target} = {value}"]


def gathered(
    rule: Rule, value: str, n_axes: int, given: Sequence[Argument], block: int, some: tuple[str, tuple[int, int]] | None = None
) -> list[str]:
    """The lines that compute a gathering for a block of playthroughs.

    Arguments:
        rule: the gathering.
        value: the name of the array that it changes.
        n_axes: how many axes that has besides the playthroughs.
        given: its arguments, in order.
        block: how many playthroughs a block holds.
        some: of a sum over ties that leaves some out, the array that says with whom each agency has others, as
            `game.play.ties.weighty` gives it, and its shape; None where it goes through all.

    Raises:
        NotImplementedError: the gathering does what is not known here.
    """
    sums = Sums(value, block)
    noted = [
        Noted(sums, some[1], _reading_some(name, is_each, some[0], rule))
        if some and len(shape) == len(some[1])
        else Noted(sums, shape, _reading(name, is_each))
        for name, shape, is_each in given
    ]
    function = types.FunctionType(rule.compute.__code__, {**sums.words, "__builtins__": {}})
    result = function(*noted)
    axes = tuple(f"x{axis}" for axis in range(n_axes))
    lines = list(sums.lines)
    for depth, axis in enumerate(axes):
        lines.append("    " * depth + f"for {axis} in range({value}.shape[{depth}]):")
    deep = "    " * n_axes
    index = axes[len(axes) - len(result.shape) :]
    return [*lines, *_over_playthroughs(deep, f"{value}[{', '.join((*axes, 'k'))}]", result.at(index))]


def _reading(name: str, is_each: bool | None) -> Callable[[Index], str]:
    if is_each is None:
        return lambda _index: name
    last = "k" if is_each else "0"
    return lambda index: f"{name}[{', '.join((*index, last))}]"


def _reading_some(name: str, is_each: bool | None, others: str, rule: Rule) -> Callable[[Index], str]:
    last = "k" if is_each else "0"
    if rule.over == "agency":  # along its row
        return lambda index: f"{name}[{index[0]}, {others}[{index[0]}, {index[1]}], {last}]"
    return lambda index: f"{name}[{others}[{index[0]}, {index[1]}], {index[1]}, {last}]"
