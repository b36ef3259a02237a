"""Checks that what a scenario tells can be reached: no condition is in vain, no ending unread, no effect too late.

All of it is proved from the file (see `course`), so nothing here is a guess. What is reached in principle and never in play,
`lint` and `simulate` look for by playing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.core import condition as tree
from game.core.condition import reads_of
from game.core.decision import MOST_DILEMMAS
from game.core.parameters import size_in_words
from game.core.variables import VARIABLES
from game.scenario.course import Course, Question, Script, Walk, inner_lists, walk
from game.scenario.domain import can_hold
from game.scenario.effect import effect_key
from game.scenario.fault import Fault
from game.scenario.kind import SIZE_WORDS
from game.scenario.names import Names, listed
from game.scenario.shape import Path
from game.translation import say


def reach_faults(data: dict[str, Any], names: Names) -> Iterator[Fault]:
    """Yields what can never be reached in a scenario that has no fault so far."""
    script = Script(data, names)
    last = Walk(script)
    course = last.course()
    granted: set[Path] = set()
    while barred := _barred(course, granted):
        found = _roots(script, barred, granted)
        granted |= {question.path for question in found}
        for question in found:
            yield Fault("WP430", question.path, _told(question, script, course))
        last = Walk(script, frozenset(granted))
        course = last.course()
    yield from _always(course)
    yield from _shadowed_endings(script, last)
    yield from _too_dear(script)
    yield from _crowded_out(script)
    yield from _too_late(script, course)
    yield from _certain_chances(script)
    yield from _overdriven(script)


def _barred(course: Course, granted: set[Path]) -> list[Question]:
    """The conditions that are asked and can never hold."""
    return [one for one in course.questions.values() if not one.holds and one.path not in granted]


def _roots(script: Script, barred: list[Question], granted: set[Path]) -> list[Question]:
    """Those of them that could not hold even if all the others did: the rest are only their consequence."""
    paths = {one.path for one in barred}
    roots = []
    for one in barred:
        freely = walk(script, frozenset(granted | (paths - {one.path}))) if len(barred) > 1 else None
        if freely is None or not freely.questions[one.path].holds:
            roots.append(one)
    # In a circle each hangs on the others: the first is as good as any.
    return roots or barred[:1]


def _told(question: Question, script: Script, course: Course) -> dict[str, object]:
    first, last = max(question.first, 1), max(question.last, 1)
    asked = (
        say("in quarter {first}", first=first) if first == last else say("in quarters {first} to {last}", first=first, last=last)
    )
    reasons = list(dict.fromkeys(_reasons(question, script, course)))
    why = " ".join(reasons) or say("Its parts leave nothing over.")
    return {"part": f"`{question.text}`", "asked": asked, "help": why}


def _reasons(question: Question, script: Script, course: Course) -> Iterator[str]:
    """What is known of each thing that a condition asks for and that comes too late, or not at all."""
    names = script.names
    for reading in reads_of(question.condition):
        if not isinstance(reading, tree.Read):
            continue
        number = reading.index[0] if reading.index else -1
        match reading.variable:
            case "turn" if question.first < question.last:
                yield say("The turn then lies between {first} and {last}.", first=max(question.first, 1), last=question.last)
            case "chosen" | "decided":
                dilemma = list(names.dilemmas)[number]
                yield from _late(
                    say("`{dilemma}` is decided", dilemma=dilemma), course.reached.get(("dilemmas", dilemma)), question.last
                )
            case "happened":
                event = list(names.events)[number]
                yield from _late(say("`{event}` comes", event=event), course.reached.get(("events", event)), question.last)
            case "flag":
                flag = list(names.flags)[number]
                yield from _late(say("`{flag}` is set", flag=flag), course.set_in.get(flag), question.last)
            case _:
                pass


def _late(what: str, turn: int | None, last: int) -> Iterator[str]:
    """Yields that something comes too late for a condition that is asked for the last time in a turn, or not at all."""
    if turn is None:
        yield say("{what} never.", what=what)
    elif turn >= last:
        yield say("{what} in quarter {turn} at the earliest.", what=what, turn=max(turn, 1))


def _always(course: Course) -> Iterator[Fault]:
    for one in course.questions.values():
        if one.holds and not one.fails:
            key = str(one.path[-1])
            yield Fault("WP431", one.path, {"part": f"`{one.text}`", "key": key})


def _shadowed_endings(script: Script, here: Walk) -> Iterator[Fault]:
    """Yields a fault for each ending that an earlier one is always read in place of."""
    before: list[tuple[str, tree.Condition]] = []
    for name, ending in script.endings.items():
        condition = script.condition(ending.get("when"))
        if condition is None:
            return
        alone = any(can_hold(condition, here.domain_of(turn)) for turn in range(1, script.turns + 2))
        both = tree.Both((condition, *(tree.Not(other) for _, other in before)))
        if alone and not any(can_hold(both, here.domain_of(turn)) for turn in range(1, script.turns + 2)):
            yield Fault("WP340", ("endings", name, "when"), {"name": name, "others": listed(other for other, _ in before)})
        before.append((name, condition))


def _too_dear(script: Script) -> Iterator[Fault]:
    """Yields a fault for each option that costs more than the seat can ever hold."""
    seat = script.data["seat"]
    # What is not spent is carried over as far as one more quarter's money.
    most = 2 * int(script.data["agencies"][seat]["budget"])
    for _, effect in script.all_effects():
        key = effect_key(effect)
        if key in ("grant", "move") and effect.get("to") == seat:
            most += int(effect[key]) * script.turns
    for name, dilemma in script.dilemmas.items():
        for option, written in dilemma["options"].items():
            if written.get("money", 0) > most:
                path = ("dilemmas", name, "options", option, "money")
                yield Fault("WP341", path, {"money": f"{written['money']:,}", "most": f"{most:,}"})


def _crowded_out(script: Script) -> Iterator[Fault]:
    """Yields a fault for each dilemma whose one turn is always taken by two others."""
    dated = [(name, one) for name, one in script.dilemmas.items() if "at" in one]
    closed = {effect["close"] for _, effect in script.all_effects() if effect_key(effect) == "close"}
    opened = {effect["open"] for _, effect in script.all_effects() if effect_key(effect) == "open"}
    for position, (name, dilemma) in enumerate(dated):
        if name in opened:
            continue
        rank = -dilemma.get("priority", 5.0)
        first = [
            other
            for number, (other, one) in enumerate(dated)
            if one["at"] == dilemma["at"]
            and (-one.get("priority", 5.0), number) < (rank, position)
            and "when" not in one
            and other not in closed | opened
            and any("when" not in option and not option.get("money") for option in one["options"].values())
        ]
        if len(first) >= MOST_DILEMMAS:
            values = {"turn": dilemma["at"], "others": listed(first[:MOST_DILEMMAS]), "most": MOST_DILEMMAS}
            yield Fault("WP342", ("dilemmas", name, "at"), values)


def _too_late(script: Script, course: Course) -> Iterator[Fault]:
    """Yields a fault for each delay that is always longer than the game goes on."""
    for path, effect in script.all_effects():
        if effect_key(effect) != "after" or path[0] == "injects":
            continue
        first = course.reached.get(path)
        if first is not None and (*path, "after") not in course.reached:
            yield Fault("WP520", (*path, "after"), {"after": effect["after"], "first": max(first, 1), "last": script.turns})


def _certain_chances(script: Script) -> Iterator[Fault]:
    """Yields a warning for each chance that is none."""
    for path, effect in script.all_effects():
        if effect_key(effect) == "chance" and effect["chance"] in (0.0, 1.0):
            yield Fault("WP521", (*path, "chance"), {"share": f"{effect['chance']:g}", "comes": _comes(effect["chance"])})
    for name, event in script.events.items():
        if event.get("chance") == 0.0:
            yield Fault("WP521", ("events", name, "chance"), {"share": "0", "comes": _comes(0.0)})


def _comes(share: float) -> str:
    return say("always comes") if share else say("never comes")


def _overdriven(script: Script) -> Iterator[Fault]:
    """Yields a fault where the changes of one list together push one level further than its whole range."""
    for path, effects, _ in script.roots():
        yield from _overdriven_list(effects, path)


def _overdriven_list(effects: list[dict[str, Any]], path: Path) -> Iterator[Fault]:
    sums: dict[tuple[str, str], float] = {}
    for number, effect in enumerate(effects):
        for key, inner in inner_lists(effect):
            yield from _overdriven_list(inner, (*path, number, key))
        if effect_key(effect) != "change" or "if" in effect:
            continue
        facts = VARIABLES[effect["change"]]
        whom = repr([effect.get(key) for key in ("of", "from", "to", "between")])
        size = effect["by"]
        size = size_in_words(size, facts.name) if size in SIZE_WORDS else float(size)
        total = sums.get((facts.name, whom), 0.0) + size
        sums[facts.name, whom] = total
        if abs(total) > facts.high - facts.low >= abs(total - size):
            values = {"name": facts.name, "total": f"{total:+g}", "low": f"{facts.low:g}", "high": f"{facts.high:g}"}
            yield Fault("WP522", (*path, number, "by"), values)
