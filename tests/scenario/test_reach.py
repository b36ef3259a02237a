"""What check calls impossible is so, and what is possible it lets pass."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import yaml

from game.bench.instrument import Instrumented
from game.core.rng import seeds_of
from game.play.batch import play_batch
from game.play.policy import Memory, Seen, policy_named
from game.scenario.check import check_path, check_source, faults_of
from game.scenario.compiler import compile_scenario
from game.scenario.domain import Interval, can_fail, can_hold, narrowed
from game.scenario.expression import compile_condition
from game.scenario.names import Names
from game.scenario.rules import page
from game.scenario.shipped import shipped_ids, shipped_root
from tests.places.shipped import shipped
from tests.places.small import _Author
from tests.places.sound import sound_data

WALKED = {"WP340", "WP341", "WP342", "WP430", "WP431", "WP520", "WP522"}
"""The faults that only a walk of the course can find."""

NAMES = Names(agencies={"a": 0, "b": 1}, flags={"f": 0})


@pytest.mark.parametrize("seed", range(20))
def test_sound_places_give_no_alarm(seed: int) -> None:
    """Twenty places that are sound by the way they are made: no fault and no warning."""
    data = yaml.safe_dump(sound_data(seed), sort_keys=False).encode()
    assert [one.format_text() for one in check_source(data, "sound.yaml").diagnostics] == []


@pytest.mark.parametrize("scenario", shipped_ids())
def test_shipped_places_give_no_alarm(scenario: str) -> None:
    """The places that come with the game: no fault and no warning."""
    assert [one.format_text() for one in check_path(shipped_root() / scenario).diagnostics] == []


@pytest.mark.parametrize("seed", range(12))
def test_what_is_called_impossible_never_happens(seed: int) -> None:
    """In places of any kind, what check proves of a condition no game contradicts."""
    luck = Random(seed)  # noqa: S311 - a test's luck
    author = _Author(seed, 3)
    data = author.scenario(2, 3, 3, luck.randint(3, 7), 2)
    for dilemma in data["dilemmas"].values():
        # A time and a condition of its own, whatever also opens it.
        dilemma["when"] = luck.choice([f"turn > {luck.randint(1, data['turns'])}", author.condition()])
        luck.choice(list(dilemma["options"].values()))["effects"].append({"open": luck.choice(list(data["dilemmas"]))})
    # Parameters of parts that the place does without are faults, and what has faults is not walked.
    del data["parameters"]
    claims = {fault.path: fault.code for fault in faults_of(data)}
    assert all(code in WALKED or page(code).severity != "fault" for code in claims.values())
    place = compile_scenario(data, "small")
    instrumented = Instrumented(place)
    for policy in ("random", "explore"):
        memory = Memory(place.parameters, seen=Seen.nothing(place))
        play_batch(instrumented.place, policy_named(policy, place), 1, 48, memory, is_overlaid=False)
    for path, code in claims.items():
        gauge = instrumented.gauges.get(path)
        if gauge is not None and gauge.asked:
            assert gauge.held == {"WP430": 0, "WP431": gauge.asked}[code], path


@pytest.mark.parametrize(
    ("by", "when", "can_be"),
    [
        ("1", "worry == 1", True),
        ("1", "worry == 0.5", False),
        ("1", "worry < 0", False),
        ("0.5", "worry == 0.5", True),
        ("0.5", "worry == 1", False),
        ("-1", "worry == -1", True),
    ],
)
def test_a_flag_that_is_counted_is_what_its_counts_can_make_it(by: str, when: str, *, can_be: bool) -> None:
    """What is counted once, by a whole number or a part of one, can be that and nothing beyond; nothing between whole numbers."""
    text = (Path(__file__).parent / "smallest.yaml").read_text("utf-8")
    counted = text.replace("by: -0.02}]", f"by: -0.02}}, {{count: worry, by: {by}}}]")
    ending = f"{{title: It weighs, text: It does., when: {when}}}"
    data = f"{counted}endings:\n  heavy: {ending}\n  other: {{title: So it goes, text: It went.}}\n"
    assert [one.code for one in check_source(data.encode(), "x.yaml").diagnostics] == ([] if can_be else ["WP430"])


@pytest.mark.parametrize(("turn", "can_be"), [(0, False), (1, True), (2, True), (3, False)])
def test_what_an_event_asks_for_is_looked_for_in_its_window_alone(turn: int, *, can_be: bool) -> None:
    """An event is asked for as the quarter before the one ends whose news it may be, and in no other quarter."""
    text = (Path(__file__).parent / "smallest.yaml").read_text("utf-8")
    event = f"{{title: A storm, text: It came., chance: 0.5, from: 2, to: 3, when: turn == {turn}}}"
    found = check_source(f"{text}events:\n  storm: {event}\n".encode(), "x.yaml").diagnostics
    assert [one.code for one in found] == ([] if can_be else ["WP430"])


def test_gauges_change_nothing() -> None:
    """With gauges on, the same seeds end in the same state, bit for bit."""
    place = shipped("barnet")
    memory = Memory(place.parameters)
    plain = play_batch(place, policy_named("random", place), 3, 4, memory, is_overlaid=False)
    fitted = Instrumented(place)
    gauged = play_batch(fitted.place, policy_named("random", place), 3, 4, memory, is_overlaid=False)
    assert plain.final.digest() == gauged.final.digest()
    assert sum(gauge.asked for gauge in fitted.gauges.values()) > 100
    assert seeds_of(3, 4).shape == (4,)


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        ("energy > 0.5", True, True),
        ("energy > 0.5 and energy < 0.4", False, True),
        ("energy > 0.5 or energy <= 0.5", True, False),
        ("not (energy > 0.5 or energy <= 0.5)", False, True),
        ("energy >= 1 and energy < 1", False, True),
        ("energy < 0.2 and credibility < 0.2", True, True),
        ("f > 0.5 and not f", False, True),
        ("turn > 2 and turn < 3", False, True),
        ("turn > 2 and turn < 4", True, True),
        ("energy + credibility > 1.5 and energy < 0.4", False, True),
        ("min(energy, credibility) > 0.5 and energy < 0.5", False, True),
        ("buy_in(a) > 0.6 and buy_in(b) < 0.4", True, True),
        ("0.3 < energy < 0.2", False, True),
    ],
)
def test_conditions(text: str, *, holds: bool, fails: bool) -> None:
    """Whether a condition can hold or fail, where a level is anything, a flag 0 or 1, and the turn 1 to 5."""
    condition, complaints = compile_condition(text, NAMES)
    assert condition is not None, complaints

    def domain_of(reading: object) -> Interval | frozenset[float]:
        variable = getattr(reading, "variable", "")
        return {"turn": frozenset(map(float, range(1, 6))), "flag": frozenset({0.0, 1.0})}.get(variable, Interval(0.0, 1.0))

    assert (can_hold(condition, domain_of), can_fail(condition, domain_of)) == (holds, fails)


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "==", "!="])
@pytest.mark.parametrize("number", [-1.0, 0.0, 0.25, 0.5, 1.0, 2.0])
def test_intervals_are_narrowed_as_numbers_are(operator: str, number: float) -> None:
    """A value of an interval belongs to its narrowed part exactly if it stands in the relation, the loss of one point apart."""
    whole = Interval(0.0, 1.0)
    part = narrowed(whole, operator, number)  # type: ignore[arg-type] # one of the six
    assert isinstance(part, Interval)
    for value in (0.0, 0.1, 0.25, 0.3, 0.5, 0.75, 1.0):
        inside = not part.is_empty and (
            (part.low < value or (part.low == value and not part.is_low_open))
            and (value < part.high or (part.high == value and not part.is_high_open))
        )
        relation = {"<": value < number, "<=": value <= number, ">": value > number, ">=": value >= number, "==": value == number}
        assert inside == relation.get(operator, True)
