"""What is told of a place and never reckoned with, as models of the scenario language: its ground, and what a debrief asks."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from game.scenario import kind as k
from game.scenario.written import Written
from game.translation import later


class NamedSpot(Written):
    """A name written on the map."""

    noun: ClassVar[str] = later("a name on the map")

    name: k.Line = Field(description="what is written")
    at: k.Position = Field(description="where, across and down, each 0 to 1")


class Ground(Written):
    """The picture behind the map: a sketch of the place, not a survey."""

    noun: ClassVar[str] = "`ground`"

    outline: k.AreaOnMap | None = Field(None, description="the edge of the place")
    hills: list[k.AreaOnMap] = Field(default_factory=list, max_length=20, description="the feet of hills, drawn in contour lines")
    water: list[k.AreaOnMap] = Field(default_factory=list, max_length=20, description="lakes and broad rivers")
    green: list[k.AreaOnMap] = Field(default_factory=list, max_length=40, description="parks, commons and moors")
    built: list[k.AreaOnMap] = Field(default_factory=list, max_length=40, description="where people live close together")
    rivers: list[k.LineOnMap] = Field(default_factory=list, max_length=20, description="streams and canals")
    roads: list[k.LineOnMap] = Field(default_factory=list, max_length=40, description="main roads")
    rails: list[k.LineOnMap] = Field(default_factory=list, max_length=20, description="railway lines")
    names: list[NamedSpot] = Field(default_factory=list, max_length=20, description="names written on it")
    assumption: k.Text | None = Field(None, description="how far it is like the real place")


class Phases(Written):
    """Questions to talk over, by the phase of the debrief in which they are asked."""

    noun: ClassVar[str] = later("questions on a dilemma")

    describe: list[k.Text] = Field(default_factory=list, max_length=30, description="what happened")
    analyse: list[k.Text] = Field(default_factory=list, max_length=30, description="why it happened")
    apply: list[k.Text] = Field(default_factory=list, max_length=30, description="what to do on Monday")


class Questions(Phases):
    """Questions for the debrief, by phase: those of every game, and those of games in which a dilemma came."""

    noun: ClassVar[str] = "`questions`"

    of: dict[k.Dilemma, Phases] = Field(
        default_factory=dict,
        max_length=40,
        description="questions asked only of games in which that dilemma came, as in a cut it may not",
    )
