"""The course a scenario can take, walked turn by turn without playing it: what can come, and when.

The walk keeps, at each turn, everything that some playthrough could have brought about: which options were taken, which events
came, what each flag can be. With that it asks every condition whether it can hold and whether it can fail (`domain`). It follows
the order of a turn as the core plays it: the table is laid, options take effect, promises are settled, then comes the news of the
next quarter. What it calls impossible is so; what it calls possible may still never be met in play.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final

from game.core import condition as tree
from game.core import promise
from game.core.condition import Condition
from game.core.effects.kind import EFFECTS
from game.core.variables import VARIABLES
from game.scenario.agenda import has_time_of_its_own
from game.scenario.cut import endings_in
from game.scenario.domain import Domain, Interval, can_fail, can_hold
from game.scenario.effect import effect_key, written_fields
from game.scenario.expression import compile_condition
from game.scenario.names import Names
from game.scenario.shape import Path

_FAR: Final = 1e12
_MOST_COUNTED: Final = 64
_BOUND_TO_NOTHING: Final = Interval(-_FAR, _FAR)


@dataclass
class Question:
    """One condition, where it stands, and what became of it on the walk.

    Arguments:
        path: where it stands.
        condition: what it asks.
        text: the same, as written.
        first, last: the first and the last turn in which it is asked.
        holds, fails: whether it can hold, and whether it can fail.
    """

    path: Path
    condition: Condition
    text: str
    first: int
    last: int
    holds: bool = False
    fails: bool = False


@dataclass(frozen=True)
class Course:
    """What a walk found.

    Arguments:
        questions: every condition by its path, in the order of the file.
        reached: the first turn in which what stands at a path could come: dilemmas, options, events, and lists of effects.
        set_in: the first turn in which each flag could be set or counted.
        laid: by turn, the dilemmas that could lie on the table.
    """

    questions: Mapping[Path, Question]
    reached: Mapping[Path, int]
    set_in: Mapping[str, int]
    laid: Mapping[int, frozenset[str]]


class Script:
    """A scenario as the walk reads it: its parts, its conditions compiled once, its counters' bounds."""

    def __init__(self, data: Mapping[str, Any], names: Names) -> None:
        self.data = data
        self.names = names
        self.turns = names.turns
        self.last = names.turns + names.epilogue
        self.dilemmas: dict[str, dict[str, Any]] = data["dilemmas"]
        self.events: dict[str, dict[str, Any]] = data.get("events", {})
        # Those of cuts are left to games: what a cut leaves out is not walked through here.
        self.endings = endings_in(data)
        self.agencies: dict[str, dict[str, Any]] = data["agencies"]
        self.injects: dict[str, dict[str, Any]] = data.get("injects", {})
        self.opened_only = {
            name for name in self._opened_by_effects() if name in self.dilemmas and not has_time_of_its_own(self.dilemmas[name])
        }
        self._compiled: dict[str, Condition | None] = {}

    def condition(self, written: Any) -> Condition | None:
        """The tree of a condition; None where there is none, or one that cannot be read."""
        if written is None:
            return None
        text = str(written)
        if text not in self._compiled:
            self._compiled[text] = compile_condition(text, self.names)[0]
        return self._compiled[text]

    def _opened_by_effects(self) -> Iterator[str]:
        for _, effect in self.all_effects():
            if effect_key(effect) == "open":
                yield effect["open"]

    @cached_property
    def changed(self) -> frozenset[str]:
        """The variables that some effect changes or sets by name."""
        return frozenset(str(effect[key]) for _, effect in self.all_effects() if (key := effect_key(effect)) in ("change", "set"))

    def roots(self) -> Iterator[tuple[Path, list[dict[str, Any]], bool]]:
        """Every list of effects that something brings about: its path, the list, and whether it can come more than once."""
        for name, dilemma in self.dilemmas.items():
            for option, written in dilemma["options"].items():
                repeats = dilemma.get("again", False) or name in self._reopened
                yield ("dilemmas", name, "options", option, "effects"), written.get("effects", []), repeats
        for name, event in self.events.items():
            yield ("events", name, "effects"), event.get("effects", []), not event.get("once", True) or len(dates_of(event)) > 1
        for name, inject in self.injects.items():
            yield ("injects", name, "effects"), inject.get("effects", []), True

    @cached_property
    def _reopened(self) -> frozenset[str]:
        found = set()
        for part in (self.events, self.injects):
            for owner in part.values():
                found |= {effect["open"] for _, effect in nested(owner.get("effects", []), ()) if effect_key(effect) == "open"}
        for dilemma in self.dilemmas.values():
            for option in dilemma["options"].values():
                found |= {effect["open"] for _, effect in nested(option.get("effects", []), ()) if effect_key(effect) == "open"}
        return frozenset(found)

    def all_effects(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Every effect with its path, nested ones included."""
        for name, dilemma in self.dilemmas.items():
            for option, written in dilemma["options"].items():
                yield from nested(written.get("effects", []), ("dilemmas", name, "options", option, "effects"))
        for section, part in (("events", self.events), ("injects", self.injects)):
            for name, owner in part.items():
                yield from nested(owner.get("effects", []), (section, name, "effects"))

    @cached_property
    def counted(self) -> Mapping[str, Domain]:
        """What each flag that is counted can come to at most and at least, however it is played."""
        low: dict[str, float] = {}
        high: dict[str, float] = {}
        is_whole: dict[str, bool] = {}
        for section in self._one_of_each():
            low_here: dict[str, float] = {}
            high_here: dict[str, float] = {}
            for effects, repeats in section:
                for flag, (down, up, whole) in _counts(effects).items():
                    far = _FAR if repeats else 1.0
                    low_here[flag] = min(low_here.get(flag, 0.0), down * far)
                    high_here[flag] = max(high_here.get(flag, 0.0), up * far)
                    is_whole[flag] = is_whole.get(flag, True) and whole
            for flag, number in low_here.items():
                low[flag] = low.get(flag, 0.0) + number
                high[flag] = high.get(flag, 0.0) + high_here[flag]
        set_to_one = {effect["flag"] for _, effect in self.all_effects() if effect_key(effect) == "flag"}
        found: dict[str, Domain] = {}
        for flag, down in low.items():
            top = high[flag] + (1.0 if flag in set_to_one else 0.0)
            is_few = is_whole[flag] and top - down <= _MOST_COUNTED
            found[flag] = frozenset(float(n) for n in range(int(down), int(top) + 1)) if is_few else Interval(down, top)
        return found

    def _one_of_each(self) -> Iterator[list[tuple[list[dict[str, Any]], bool]]]:
        """Lists of effects in groups of which one at most can come, each with whether it can come more than once."""
        groups: dict[Path, list[tuple[list[dict[str, Any]], bool]]] = {}
        for path, effects, repeats in self.roots():
            groups.setdefault(path[:2], []).append((effects, repeats))
        yield from groups.values()


def dates_of(event: Mapping[str, Any]) -> list[int]:
    """The turns whose news an event is, as written; none where it comes by chance."""
    at = event.get("at", [])
    return at if isinstance(at, list) else [at]


def nested(effects: list[dict[str, Any]], path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every effect of a list, with its path; one inside another after it."""
    for number, effect in enumerate(effects):
        yield (*path, number), effect
        for key, inner in inner_lists(effect):
            yield from nested(inner, (*path, number, key))


def inner_lists(effect: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The lists of effects inside an effect, by the key under which each stands."""
    for key in _inner_keys(effect_key(effect)):
        if isinstance(effect.get(key), list):
            yield key, effect[key]


@cache
def _inner_keys(effect: str | None) -> tuple[str, ...]:
    return tuple(one.key for one in written_fields(effect) if one.kind is EFFECTS) if effect else ()


def _counts(effects: list[dict[str, Any]]) -> dict[str, tuple[float, float, bool]]:
    """How far down and up some effects can count each flag, and whether in whole numbers."""
    found: dict[str, tuple[float, float, bool]] = {}
    for _, effect in nested(effects, ()):
        if effect_key(effect) == "count":
            by = float(effect.get("by", 1.0))
            down, up, whole = found.get(effect["count"], (0.0, 0.0, True))
            found[effect["count"]] = (down + min(by, 0.0), up + max(by, 0.0), whole and by == int(by))
    return found


@dataclass
class _Known:
    """What some playthrough could have brought about so far."""

    chosen: dict[int, set[float]] = field(default_factory=dict)
    decided: dict[int, set[float]] = field(default_factory=dict)
    happened: dict[int, set[float]] = field(default_factory=dict)
    flags: dict[int, set[float]] = field(default_factory=dict)
    counted: set[int] = field(default_factory=set)
    promises: dict[int, set[float]] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)


class Walk:
    """One walk; conditions at the paths `granted` are taken to hold, whatever they say."""

    def __init__(self, script: Script, granted: frozenset[Path] = frozenset()) -> None:
        self.script = script
        self.granted = granted
        self.known = _Known()
        self.questions: dict[Path, Question] = {}
        self.reached: dict[Path, int] = {}
        self.set_in: dict[str, int] = {}
        self.laid: dict[int, frozenset[str]] = {}
        self._later: dict[int, list[tuple[Path, list[dict[str, Any]]]]] = {}
        self._kept: dict[Path, tuple[Any, set[int]]] = {}
        self._numbers = {name: number for number, name in enumerate(script.dilemmas)}
        self._running: Domain = frozenset({1.0})

    def course(self) -> Course:
        """Walks from the news of the first turn to the endings."""
        script = self.script
        for turn in range(script.last + 1):
            if 1 <= turn <= script.turns:
                self._table(turn)
                for name, inject in script.injects.items():
                    self._effects(inject.get("effects", []), ("injects", name, "effects"), turn, is_news=False)
            self._running = Interval(0.0, 1.0)
            self._settle(turn)
            if turn < script.turns:
                self._news(turn)
            self._running = Interval(0.0, 1.0, is_low_open=True)
        self._running = Interval(0.0, 1.0)
        for name, ending in script.endings.items():
            for turn in range(1, script.turns + 2):
                self._ask(ending.get("when"), ("endings", name, "when"), turn)
        every = [(("agencies", name), agency) for name, agency in script.agencies.items()]
        for where, one in (((), script.data), *every):
            for number, goal in enumerate(one.get("goals", [])):
                for turn in range(1, script.turns + 2):
                    self._ask(goal.get("when"), (*where, "goals", number, "when"), turn)
        return Course(self.questions, self.reached, self.set_in, self.laid)

    def domain_of(self, turn: int) -> Any:
        """What readings can be in a turn, as a function."""
        return lambda reading: self._domain(reading, turn)

    def _domain(self, reading: tree.Read | tree.Summary, turn: int) -> Domain:
        if isinstance(reading, tree.Summary):
            facts = VARIABLES.get(reading.variable)
            return Interval(facts.low, facts.high) if facts else _BOUND_TO_NOTHING
        known, name = self.known, reading.variable
        number = reading.index[0] if reading.index else -1
        match name:
            case "turn":
                return frozenset({float(turn)})
            case "running":
                return self._running
            case "chosen":
                return frozenset({-1.0, *known.chosen.get(number, ())})
            case "decided":
                return frozenset({0.0, *known.decided.get(number, ())})
            case "happened":
                return frozenset({0.0, *known.happened.get(number, ())})
            case "promise_status":
                return frozenset({float(promise.EMPTY), *known.promises.get(number, ())})
            case "flag" if number in known.counted:
                return self.script.counted[list(self.script.names.flags)[number]]
            case "flag":
                return frozenset({0.0, *known.flags.get(number, ())})
        facts = VARIABLES.get(name)
        return Interval(facts.low, facts.high) if facts else _BOUND_TO_NOTHING

    def _ask(self, written: Any, path: Path, turn: int) -> bool:
        """Whether a condition can hold in a turn; no condition always can."""
        condition = self.script.condition(written)
        if condition is None:
            return True
        question = self.questions.setdefault(path, Question(path, condition, str(written), turn, turn))
        question.last = turn
        here = self.domain_of(turn)
        holds = can_hold(condition, here)
        question.holds = question.holds or holds
        question.fails = question.fails or can_fail(condition, here)
        return holds or path in self.granted

    # The parts of a turn.

    def _table(self, turn: int) -> None:
        """Lays every dilemma on the table that can lie there, and takes all its options at once."""
        taken = []
        laid = {name for name, dilemma in self.script.dilemmas.items() if self._is_on_table(name, dilemma, turn)}
        self.laid[turn] = frozenset(laid)
        for name, dilemma in self.script.dilemmas.items():
            path: Path = ("dilemmas", name)
            if name not in laid:
                continue
            self.reached.setdefault(path, turn)
            for number, (option, written) in enumerate(dilemma["options"].items()):
                if self._ask(written.get("when"), (*path, "options", option, "when"), turn):
                    self.reached.setdefault((*path, "options", option), turn)
                    taken.append((name, number, written.get("effects", []), (*path, "options", option, "effects")))
        for name, number, _, _ in taken:
            self.known.chosen.setdefault(self._numbers[name], set()).add(float(number))
            self.known.decided.setdefault(self._numbers[name], set()).add(float(turn))
        for _, _, effects, path in taken:
            self._effects(effects, path, turn, is_news=False)

    def _is_on_table(self, name: str, dilemma: dict[str, Any], turn: int) -> bool:
        is_opened = name in self.known.opened
        if name in self.script.opened_only:
            return is_opened
        first = dilemma.get("at") or dilemma.get("from") or 1
        last = dilemma.get("at") or dilemma.get("to") or self.script.turns
        # What some playthrough opens by an effect, another may still leave to its own window: its condition is asked as ever.
        comes = bool(first <= turn <= last) and self._ask(dilemma.get("when"), ("dilemmas", name, "when"), turn)
        return comes or is_opened

    def _settle(self, turn: int) -> None:
        """Asks of every promise that could have been made whether it is kept."""
        for path, (written, due) in self._kept.items():
            # What is not kept when it falls due can still be kept a quarter late.
            if turn in due or turn - 1 in due:
                self._ask(written, path, turn)

    def _news(self, turn: int) -> None:
        """Brings what belongs to the next quarter: delayed effects, then events."""
        quarter = turn + 1
        for path, effects in self._later.pop(quarter, ()):
            self._effects(effects, path, turn, is_news=True)
        for number, (name, event) in enumerate(self.script.events.items()):
            dates = dates_of(event)
            is_time = quarter in dates if dates else event.get("from", 1) <= quarter <= event.get("to", self.script.turns)
            if not is_time or event.get("chance", 1.0) <= 0.0:
                continue
            if self._ask(event.get("when"), ("events", name, "when"), turn):
                self.reached.setdefault(("events", name), quarter)
                self.known.happened.setdefault(number, set()).add(float(quarter))
                self._effects(event.get("effects", []), ("events", name, "effects"), turn, is_news=True)

    def _effects(self, effects: list[dict[str, Any]], path: Path, turn: int, *, is_news: bool) -> None:
        """Takes effects as having come; what one brings about, another in the same turn may ask for."""
        self.reached.setdefault(path, turn)
        for number, effect in enumerate(effects):
            here = (*path, number)
            if self._ask(effect.get("if"), (*here, "if"), turn):
                self.reached.setdefault(here, turn)
                self._bring(effect, here, turn, is_news=is_news)

    def _bring(self, effect: dict[str, Any], path: Path, turn: int, *, is_news: bool) -> None:
        known, names = self.known, self.script.names
        match effect_key(effect):
            case "flag":
                known.flags.setdefault(names.flags[effect["flag"]], set()).add(1.0)
                self.set_in.setdefault(effect["flag"], turn + is_news)
            case "count":
                known.counted.add(names.flags[effect["count"]])
                self.set_in.setdefault(effect["count"], turn + is_news)
            case "open":
                known.opened.add(effect["open"])
            case "promise":
                self._promise(effect, path, turn)
            case "after":
                due = turn + is_news + int(effect["after"])
                if due <= self.script.turns:
                    self._later.setdefault(due, []).append(((*path, "then"), effect["then"]))
                    self.reached.setdefault((*path, "after"), due)
            case key:
                for name, inner in inner_lists(effect):
                    if key != "chance" or effect["chance"] != (0.0 if name == "then" else 1.0):
                        self._effects(inner, (*path, name), turn, is_news=is_news)

    def _promise(self, effect: dict[str, Any], path: Path, turn: int) -> None:
        if "kept" in effect:
            self._kept.setdefault((*path, "kept"), (effect["kept"], set()))[1].add(turn + int(effect["due"]))
        name = str(effect.get("id", ""))
        if name in self.script.names.promises:
            every = (promise.OPEN, promise.KEPT, promise.LATE, promise.DISCLOSED, promise.BROKEN, promise.CONCEALED)
            self.known.promises.setdefault(self.script.names.promises[name], set()).update(float(status) for status in every)


def walk(script: Script, granted: frozenset[Path] = frozenset()) -> Course:
    """The course of a scenario, where conditions at the paths `granted` are taken to hold."""
    return Walk(script, granted).course()
