"""A scenario as `lint` reads it: its data, the shape of each value, its names, its conditions, and the place it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from game.core import condition as tree
from game.core.condition import reads_of
from game.core.place import Place
from game.scenario.check import Checked
from game.scenario.compiler import compile_checked
from game.scenario.course import Script
from game.scenario.declaration import declared, spots_of
from game.scenario.names import Names
from game.scenario.shape import Leaf, Path, Spot

# What players and facilitators read; the rest is for those who ask where a number comes from.
_BEHIND = ("sources", "history", "ground")
_NOTES = ("assumption",)


@dataclass(frozen=True)
class Draft:
    """A scenario without faults.

    Arguments:
        checked: what `check` made of it.
        script: its parts, as the walk through it reads them.
    """

    checked: Checked
    script: Script

    @classmethod
    def of(cls, checked: Checked) -> Draft:
        """The draft of a scenario in which `check` found no fault."""
        spots = spots_of(checked.data)
        draft = cls(checked, Script(checked.data, declared(checked.data, spots).names))
        draft.__dict__["spots"] = spots
        return draft

    @property
    def data(self) -> Any:
        """The scenario as plain data."""
        return self.checked.data

    @property
    def names(self) -> Names:
        """Its ids."""
        return self.script.names

    @cached_property
    def spots(self) -> list[Spot]:
        """Every value with its shape, in the order of the file."""
        return spots_of(self.data)

    @cached_property
    def place(self) -> Place:
        """The place it compiles to."""
        return compile_checked(self.checked)

    def words(self) -> Iterator[tuple[Path, str]]:
        """Every text that players or facilitators read, with its path."""
        for spot in self.spots:
            if (
                isinstance(spot.shape, Leaf)
                and spot.shape.kind.name in ("text", "line")
                and isinstance(spot.value, str)
                and not spot.is_key
                and spot.path[0] not in _BEHIND
                and spot.path[-1] not in _NOTES
            ):
                yield spot.path, spot.value

    def conditions(self) -> Iterator[tuple[Path, tree.Condition]]:
        """Every condition, with its path."""
        for spot in self.spots:
            if isinstance(spot.shape, Leaf) and spot.shape.kind.name == "expression":
                condition = self.script.condition(spot.value)
                if condition is not None:
                    yield spot.path, condition

    def asked(self, variable: str) -> set[int]:
        """The numbers of the flags, promises and so on that some condition asks about."""
        return {
            reading.index[0]
            for _, condition in self.conditions()
            for reading in reads_of(condition)
            if isinstance(reading, tree.Read) and reading.variable == variable and reading.index
        }
