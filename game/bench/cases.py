"""A scenario's own tests: what is played, and what is then expected, in YAML beside the scenario (`tests/*.yaml`).

A case says who decides and over which seeds, and what must come of it: medians within a share of a figure, bounds for every
seed or for a share of them, decisions that must be refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game.bench.sheet import At, Sheet
from game.core.condition import Condition
from game.core.outcome import MEASURES
from game.core.place import Place
from game.play.policy import policy_names
from game.play.script import Script, ScriptedTurn
from game.scenario.check import check_path
from game.scenario.compiler import ScenarioFault, compile_checked
from game.scenario.cut import shortened
from game.scenario.declaration import declared, spots_of
from game.scenario.diagnostic import Diagnostic
from game.scenario.expression import compile_condition, compile_number
from game.scenario.names import Names
from game.scenario.node import MapNode, ScalarNode
from game.translation import say

FORMAT: Final = 1
MOST_RUNS: Final = 100_000
FOLDER: Final = "tests"

_FROM_TO: Final = re.compile(r"([0-9]{1,15})\s*(?:-|\u2013|to|\.\.+)\s*([0-9]{1,15})")
_CASE_KEYS: Final = ("format", "title", "cut", "policy", "decisions", "seeds", "compare", "expect", "refusals")
_EXPECT_KEYS: Final = (
    "measure",
    "ending",
    "at",
    "from",
    "median",
    "within",
    "random_outside",
    "equals",
    "min",
    "max",
    "share",
    "because",
)
_REFUSED_KEYS: Final = ("turn", "choices", "tokens", "code")


@dataclass(frozen=True)
class Expectation:
    """One thing that is expected of the playthroughs.

    Arguments:
        text: the measure as written, or the ending in words.
        ending: the number of the ending that is to be met, where it names one; -1 where it does not.
        headline: the headline measure it names, or nothing.
        expression: what it computes from a state, where it is not a headline measure.
        is_truth: whether the expression either holds or does not.
        at: after which quarter it is looked at.
        since: from which quarter on; what is looked at is then the change from the beginning of that quarter. 0 for none.
        median, within: what the median over the seeds should be, and how far off it may lie, as a share of it.
        is_random_outside: whether the median of the compared policy must lie outside of that.
        equals, low, high: what the value of each seed should be.
        share: for what share of the seeds.
        because: why, in the author's words.
        line: of the file, where it begins.
    """

    text: str
    ending: int
    headline: str
    expression: Condition | None
    is_truth: bool
    at: int
    since: int
    median: float | None
    within: float
    is_random_outside: bool
    equals: float | None
    low: float | None
    high: float | None
    share: float
    because: str
    line: int


@dataclass(frozen=True)
class Refused:
    """Decisions that must be refused in a turn, for one reason where `code` is given."""

    turn: int
    written: ScriptedTurn
    code: str
    line: int


@dataclass(frozen=True)
class Case:
    """One test of a scenario.

    Arguments:
        file: where it is written.
        title: what it shows.
        cut: the shorter version that is played; empty for all of the place.
        policy: who decides what the script leaves open; nobody if empty.
        script: decisions that are written down, by turn.
        first, runs: the seeds.
        compare: the policy that is compared with.
        expectations: what must come of it.
        refusals: what must be refused on the way, under the first seed.
    """

    file: Path
    title: str
    cut: str
    policy: str
    script: Script
    first: int
    runs: int
    compare: str
    expectations: tuple[Expectation, ...]
    refusals: tuple[Refused, ...]


@dataclass(frozen=True)
class Subject:
    """A scenario whose cases can be read: the place, and the names that expressions may use."""

    place: Place
    names: Names


def subject_of(path: Path) -> Subject:
    """The scenario of a file. Raises `ScenarioFault` when it has faults."""
    checked = check_path(path)
    if not checked.is_playable:
        raise ScenarioFault(checked.diagnostics)
    return Subject(compile_checked(checked), declared(checked.data, spots_of(checked.data)).names)


def case_files(scenario: Path) -> list[Path]:
    """The files with the cases of a scenario, sorted."""
    return sorted((scenario.parent / FOLDER).glob("*.yaml"))


def read_case(file: Path, scenario: Subject) -> tuple[Case | None, list[Diagnostic]]:
    """One case, or None and what is wrong with the file."""
    sheet = Sheet(file)
    if sheet.tree is None:
        return None, sheet.diagnostics
    case = _Reading(sheet, scenario).case(file)
    return (case if sheet.is_sound else None), sorted(sheet.diagnostics, key=lambda one: one.location)


class _Reading:
    """One case being read."""

    def __init__(self, sheet: Sheet, scenario: Subject) -> None:
        self.sheet = sheet
        self.place = scenario.place
        self.names = scenario.names

    def case(self, file: Path) -> Case:
        sheet = self.sheet
        keys = sheet.record(sheet.root(), say("a case"), _CASE_KEYS, ("format", "title"))
        number = sheet.whole(keys["format"], 1, 10**6) if "format" in keys else None
        if number is not None and number > FORMAT:
            sheet.fault("WP211", keys["format"], found=number, newest=FORMAT)
        cut = (sheet.word(keys["cut"], [*(self.place.texts.get("cuts") or {})]) or "") if "cut" in keys else ""
        if cut:
            self.place = shortened(self.place, cut)
        policy = sheet.word(keys["policy"], policy_names()) if "policy" in keys else None
        script = sheet.script(keys["decisions"], self.place) if "decisions" in keys else {}
        if not policy and not script and "policy" not in keys:
            sheet.lacks(sheet.root(), say("`policy` or `decisions`"), say("a case"))
        first, runs = self._seeds(keys["seeds"]) if "seeds" in keys else (1, 1)
        expect = sheet.items(keys["expect"], say("a list of expectations")) if "expect" in keys else []
        refusals = sheet.items(keys["refusals"], say("a list of refusals")) if "refusals" in keys else []
        if not expect and not refusals and not {"expect", "refusals"} & keys.keys():
            sheet.lacks(sheet.root(), say("`expect` or `refusals`"), say("a case"))
        return Case(
            file=file,
            title=(sheet.text(keys["title"]) or "") if "title" in keys else "",
            cut=cut,
            policy=policy or "",
            script=script,
            first=first,
            runs=runs,
            compare=(sheet.word(keys["compare"], policy_names()) or "random") if "compare" in keys else "random",
            expectations=tuple(one for one in (self._expectation(at) for at in expect) if one is not None),
            refusals=tuple(one for one in (self._refused(at) for at in refusals) if one is not None),
        )

    def _seeds(self, at: At) -> tuple[int, int]:
        """One seed, or a range of them."""
        if isinstance(at[0], ScalarNode):
            if between := _FROM_TO.fullmatch(str(at[0].value)):
                lowest, highest = int(between[1]), int(between[2])
                help = say("Write {seeds}.", seeds=f"`{{from: {lowest}, runs: {max(highest - lowest + 1, 1)}}}`")
                self.sheet.wrong(at, say("a number, or a map with `from` and `runs`"), help)
                return 0, 1
            seed = self.sheet.whole(at, 0, 10**15)
            return seed or 0, 1
        keys = self.sheet.record(at, "`seeds`", ("from", "runs"), ("from", "runs"))
        first = self.sheet.whole(keys["from"], 0, 10**15) if "from" in keys else 0
        runs = self.sheet.whole(keys["runs"], 1, MOST_RUNS) if "runs" in keys else 1
        return first or 0, runs or 1

    def _expectation(self, at: At) -> Expectation | None:
        sheet = self.sheet
        keys = sheet.record(at, say("an expectation"), _EXPECT_KEYS)
        if "ending" in keys and "measure" not in keys:
            return self._ending(keys, at[0].line)
        if "measure" not in keys:
            # A key that is none, beside it, is most likely the one that is missing: its own fault is enough.
            if isinstance(at[0], MapNode) and len(keys) == len(at[0].value):
                sheet.lacks(at, say("`measure` or `ending`"), say("an expectation"))
            return None
        text = sheet.text(keys["measure"], say("a headline measure, or an expression")) if "measure" in keys else None
        if text == "ending":
            help = say("Write `ending:` with the ending's id in place of `measure:`.")
            sheet.wrong(keys["measure"], say("a headline measure, or an expression"), help)
            return None
        if text is None:
            return None
        headline = text if text in MEASURES else ""
        given = [key for key in ("median", "equals", "min", "max") if key in keys]
        if not given and (headline or "share" not in keys):
            of_measure, of_other = say("`median`, `equals`, `min` or `max`"), say("`median`, `equals`, `min`, `max` or `share`")
            sheet.lacks(at, of_measure if headline else of_other, say("an expectation"))
        if ("median" in keys) != ("within" in keys):
            missing, there = ("within", "median") if "median" in keys else ("median", "within")
            sheet.lacks(at, f"`{missing}`", say("an expectation with `{key}`", key=there))
        quarter = self._quarter(keys["at"]) if "at" in keys else self.place.turns
        if headline and "at" in keys:
            expected, help = (
                say("no `at`: a headline measure is of the whole game"),
                say("Leave it out, or write an expression."),
            )
            sheet.wrong(keys["at"], expected, help)
        low, high = self._number(keys, "min"), self._number(keys, "max")
        if low is not None and high is not None and low > high:
            sheet.wrong(keys["max"], say("a number no lower than `min`"))
        expression = None if headline else self._expression(keys["measure"], text, is_truth=not given)
        return Expectation(
            text=text,
            ending=-1,
            headline=headline,
            expression=expression,
            is_truth=not given and not headline,
            at=quarter,
            since=(sheet.whole(keys["from"], 1, max(quarter, 1)) or 0) if "from" in keys else 0,
            median=self._number(keys, "median"),
            within=(sheet.number(keys["within"], 0.0, 10.0) or 0.0) if "within" in keys else 0.0,
            is_random_outside=sheet.yes(keys["random_outside"]) if "random_outside" in keys else False,
            equals=self._number(keys, "equals"),
            low=low,
            high=high,
            share=(sheet.number(keys["share"], 0.0, 1.0) or 0.0) if "share" in keys else 1.0,
            because=(sheet.text(keys["because"]) or "") if "because" in keys else "",
            line=at[0].line,
        )

    def _ending(self, keys: Mapping[str, At], line: int) -> Expectation | None:
        """An ending that is to be met, by a share of the seeds where one is given."""
        sheet = self.sheet
        for key in keys:
            if key not in ("ending", "share", "because"):
                expected = say("no `{key}`: an ending is met or it is not", key=key)
                sheet.wrong(keys[key], expected, say("Leave it out, or write `share`."))
        known = [one.id for one in self.place.endings]
        found = sheet.word(keys["ending"], known)
        if found is None:
            return None
        return Expectation(
            text=say("ending {ending}", ending=found),
            ending=known.index(found),
            headline="",
            expression=None,
            is_truth=True,
            at=self.place.turns,
            since=0,
            median=None,
            within=0.0,
            is_random_outside=False,
            equals=None,
            low=None,
            high=None,
            share=(sheet.number(keys["share"], 0.0, 1.0) or 0.0) if "share" in keys else 1.0,
            because=(sheet.text(keys["because"]) or "") if "because" in keys else "",
            line=line,
        )

    def _number(self, keys: Mapping[str, At], key: str) -> float | None:
        return self.sheet.number(keys[key]) if key in keys else None

    def _quarter(self, at: At) -> int:
        """The quarter after which something is looked at: a number, `end` or `final`."""
        names = {"end": self.place.turns, "final": self.place.turns + self.place.epilogue}
        if isinstance(at[0], ScalarNode) and isinstance(at[0].value, str):
            if at[0].value not in names:
                expected = say("the number of a quarter, 0 to {last}, or `end` or `final`", last=names["final"])
                self.sheet.wrong(at, expected, say("Count the place's quarters: the first is 1, and 0 is the start."))
            return names.get(at[0].value, 0)
        return self.sheet.whole(at, 0, names["final"]) or 0

    def _expression(self, at: At, text: str, *, is_truth: bool) -> Condition | None:
        found, complaints = (compile_condition if is_truth else compile_number)(text, self.names)
        node, _ = at
        is_on_one_line = isinstance(node, ScalarNode) and node.style != "block"
        quote = int(isinstance(node, ScalarNode) and node.style == "quoted")
        for complaint in complaints:
            self.sheet.fault(complaint.code, at, complaint.start + quote if is_on_one_line else 0, **complaint.values)
        return found

    def _refused(self, at: At) -> Refused | None:
        sheet = self.sheet
        keys = sheet.record(at, say("a refusal"), _REFUSED_KEYS, ("turn",))
        turn = sheet.whole(keys["turn"], 1, self.place.turns) if "turn" in keys else None
        written = sheet.written_in(keys, self.place)
        code = (sheet.text(keys["code"]) or "") if "code" in keys else ""
        return None if turn is None else Refused(turn, written, code, at[0].line)
