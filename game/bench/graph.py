"""Pictures of a place as nodes and arrows: what leads to which dilemma, and the model's web of variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from game.briefing.introduction import titled
from game.core import condition as tree
from game.core.condition import Condition, reads_of, variables_of
from game.core.dynamics import chance, count, do, joint, learn, share, trust
from game.core.dynamics import say as saying
from game.core.place import Place
from game.core.rule import SUFFIXES, Rule
from game.core.variables import VARIABLES
from game.scenario.spelled import summarised
from game.translation import later, say
from game.words import quarter

Kind = Literal["dilemma", "event", "flag", "promise", "trace", "ending", "level", "variable", "own"]

KINDS: Final = later(
    {
        "dilemma": "a dilemma",
        "event": "an event",
        "flag": "a flag or counter",
        "promise": "a promise",
        "trace": "what may be left at the very end",
        "ending": "an ending",
        "level": "a level that a condition asks about",
        "variable": "a variable of all, or of ties and outcomes",
        "own": "a variable of each agency",
    }
)
"""What each shape stands for."""

_PHASES: Final = (saying, do, joint, trust, share, count, learn, chance)


@dataclass(frozen=True)
class Node:
    """One thing in a picture: `note` is a second line, such as when it comes."""

    id: str
    label: str
    kind: Kind
    note: str = ""


@dataclass(frozen=True)
class Edge:
    """An arrow, and what is written beside it."""

    source: str
    target: str
    label: str = ""


@dataclass(frozen=True)
class Graph:
    """A picture before it is drawn.

    Arguments:
        title: what it shows.
        nodes: in the order in which they are told.
        edges: each between two nodes that are there.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph_of(place: Place) -> Graph:
    """The dilemmas, events, traces and endings of a place, with the flags, promises and levels that they ask about."""
    return _Course(place).graph()


@dataclass
class _Course:
    """The picture of a place being made."""

    place: Place
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def graph(self) -> Graph:
        place = self.place
        dilemmas = [dilemma for _, dilemma in place.dilemmas_in_play]
        events = [event for _, event in place.events_in_play]
        for dilemma in dilemmas:
            note = say("when something opens it") if dilemma.needs_opening else self._when(dilemma.first, dilemma.last)
            self._node(f"dilemma:{dilemma.id}", dilemma.title, "dilemma", note)
        for event in events:
            by_chance = say("by chance, {chance:.0%} a quarter", chance=event.chance)
            when = ", ".join(quarter.name(self.place, turn) for turn in event.at) or by_chance
            self._node(f"event:{event.id}", event.title, "event", when)
        for dilemma in dilemmas:
            here = f"dilemma:{dilemma.id}"
            self._asked(dilemma.when, here)
            for option in dilemma.options:
                self._asked(option.when, here, say("for {option}", option=option.id))
                self._done(option.effects, here, option.id)
        for event in events:
            self._asked(event.when, f"event:{event.id}")
            self._done(event.effects, f"event:{event.id}")
        for trace in place.traces:
            self._asked(trace.when, self._node(f"trace:{trace.id}", trace.id, "trace", trace.name))
        for ending in place.endings:
            self._node(f"ending:{ending.id}", ending.title, "ending", "" if ending.when else say("otherwise"))
            self._asked(ending.when, f"ending:{ending.id}")
        edges = [
            Edge(source, target, ", ".join(dict.fromkeys(labels)))
            for (source, target), labels in self.edges.items()
            if source in self.nodes and target in self.nodes  # what a cut leaves out has no node
        ]
        return Graph(titled(place), tuple(self.nodes.values()), tuple(edges))

    def _when(self, first: int, last: int) -> str:
        one, other = quarter.name(self.place, first), quarter.name(self.place, last)
        return one if first == last else say("{first} to {last}", first=one, last=other)

    def _node(self, node: str, label: str, kind: Kind, note: str = "") -> str:
        self.nodes.setdefault(node, Node(node, label, kind, note))
        return node

    def _edge(self, source: str, target: str, label: str = "") -> None:
        self.edges.setdefault((source, target), []).extend([label] if label else [])

    def _asked(self, condition: Condition | None, target: str, label: str = "") -> None:
        """Draws an arrow from each thing that a condition asks about; `label` says what of the target hangs on it."""
        if condition is None:
            return
        options = {
            (part.left.index[0], int(part.right.value))
            for part in tree.walk(condition)
            if isinstance(part, tree.Compare)
            and isinstance(part.left, tree.Read)
            and part.left.variable == "chosen"
            and isinstance(part.right, tree.Constant)
            and part.operator == "=="
        }
        cast = [part for part in tree.walk(condition) if _is_cast(part)]
        summed = {reading for part in cast for reading in reads_of(part)}
        for level in dict.fromkeys(name for part in cast for name in variables_of(part) if name != "vote"):
            # One question to every agency is one thing.
            votes = self._node(f"level:votes:{level}", f"votes({level})", "level")
            self._edge(votes, target, label)
        for reading in (one for one in reads_of(condition) if one not in summed):
            source, name = self._thing(reading)
            chosen = [
                self.place.dilemmas[number].options[option].id
                for number, option in sorted(options)
                if isinstance(reading, tree.Read) and reading.variable == "chosen" and reading.index == (number,)
            ]
            if source != target:
                self._edge(source, target, ", ".join([*chosen, *([label] if label else [])]) or name)

    def _thing(self, reading: tree.Read | tree.Summary) -> tuple[str, str]:
        """The node of something that a condition reads, and what to write beside the arrow."""
        place = self.place
        if isinstance(reading, tree.Summary):
            asked = f"{reading.kind}({summarised(reading, place)})"
            return self._node(f"level:{asked}", asked, "level"), ""
        number = reading.index[0] if reading.index else -1
        match reading.variable:
            case "flag":
                return self._node(f"flag:{place.flags[number]}", place.flags[number], "flag"), ""
            case "chosen" | "decided":
                return f"dilemma:{place.dilemmas[number].id}", ""
            case "happened":
                return f"event:{place.events[number].id}", ""
            case "promise_status":
                terms = place.promises[number]
                return self._node(f"promise:{terms.id}", terms.id, "promise", terms.text), ""
            case "lasting":
                return f"trace:{place.traces[number].id}", ""
        over = VARIABLES[reading.variable].over if reading.variable in VARIABLES else "place"
        ids = place.ids("agency" if over == "pair" else over) if reading.index else ()
        inside = ", ".join(ids[i] for i in reading.index)
        label = f"{reading.variable}({inside})" if inside else reading.variable
        return self._node(f"level:{label}", label, "level"), ""

    def _done(self, effects: Iterable[Any], source: str, label: str = "") -> None:
        """Draws an arrow to each thing that effects bring about and something asks about."""
        place = self.place
        for effect in effects:
            # The option is open all the same: what it does hangs on it.
            self._asked(effect.if_, source, say("for an effect of {option}", option=label) if label else say("for an effect"))
            match effect.key:
                case "flag" | "count" | "clear":
                    flag = place.flags[getattr(effect, effect.key)]
                    self._edge(source, self._node(f"flag:{flag}", flag, "flag"), label)
                case "open" | "close":
                    other = f"dilemma:{place.dilemmas[getattr(effect, effect.key)].id}"
                    if other != source:
                        told = say("opens it") if effect.key == "open" else say("closes it")
                        self._edge(source, other, f"{label} {told}".strip())
                case "promise" if not place.promises[effect.id].id.startswith("promise:"):
                    terms = place.promises[effect.id]
                    self._edge(source, self._node(f"promise:{terms.id}", terms.id, "promise", terms.text), label)
                    self._asked(effect.kept, f"promise:{terms.id}")
                case "end":
                    self._edge(source, self._node("level:running", "running", "level"), label)
            for name in ("then", "else_"):
                self._done(getattr(effect, name, ()), source, label)


def _is_cast(part: Condition) -> bool:
    """Whether this is one agency's vote, counted where a level of it is high enough: a part of `votes(level, least)`."""
    return (
        isinstance(part, tree.Arithmetic)
        and part.operator == "*"
        and isinstance(part.left, tree.Read)
        and part.left.variable == "vote"
        and isinstance(part.right, tree.Compare)
    )


def causes(around: str = "") -> Graph:
    """The web of the model's variables: an arrow from each that a rule reads to the one it changes, named by the rule.

    Arguments:
        around: a variable whose neighbours alone are shown; all of the web if empty.

    Raises:
        KeyError: no rule reads or changes a variable of that name.
    """
    edges: dict[tuple[str, str], list[str]] = {}
    for rule in all_rules():
        for read in rule.reads:
            base = _base(read)
            if base in VARIABLES and base != rule.changes:
                edges.setdefault((base, rule.changes), []).append(say(rule.name.replace("_", " ")))
    names = list(dict.fromkeys(name for pair in edges for name in pair))
    if around:
        if around not in names:
            raise KeyError(around)
        edges = {pair: labels for pair, labels in edges.items() if around in pair}
        near = {around}.union(*edges)
        names = [name for name in names if name in near]
    nodes = tuple(
        Node(name, name, "own" if VARIABLES[name].over == "agency" else "variable", say(VARIABLES[name].text)) for name in names
    )
    title = say("What moves {variable}, and what it moves", variable=around) if around else say("The web of causes")
    drawn = [Edge(source, target, ", ".join(dict.fromkeys(labels))) for (source, target), labels in edges.items()]
    return Graph(title, nodes, tuple(drawn))


def all_rules() -> Iterator[Rule]:
    """Every rule of the model, phase by phase."""
    for module in _PHASES:
        yield from (value for value in vars(module).values() if isinstance(value, Rule))


def _base(name: str) -> str:
    """The variable that an argument of a rule stands for."""
    if name in VARIABLES:
        return name
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.removesuffix(suffix) in VARIABLES), name)
