"""The model explains itself: every rule, parameter and variable says what it is, comes from somewhere, and does something."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import game
import game.core.dynamics
from game.core.decision import Decisions
from game.core.dynamics import chance
from game.core.elements import Elements
from game.core.parameters import DEFAULTS, PARAMETERS, SIZES, UNITS, size_in_words
from game.core.place import Place
from game.core.promise import OPEN
from game.core.rng import seeds_of
from game.core.rule import Rule
from game.core.step import begin, step_in_place
from game.core.turn import Turn
from game.core.variables import VARIABLES
from tests.places.laboratory import laboratory, whole_laboratory
from tests.places.lines import course

ROWS = 200
SOURCE = re.compile(r"§\d|BAR-|NWL-|BRA-|assum|as above|\(\d{4}\)|weakest link|a leader's time|money buys")


def rules() -> dict[str, Rule]:
    """Every rule of the dynamics by name."""
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(game.core.dynamics.__path__):
        for one in vars(importlib.import_module(f"game.core.dynamics.{module.name}")).values():
            if isinstance(one, Rule):
                assert found.get(one.name, one) is one, f"two rules are called {one.name}"
                found[one.name] = one
    return found


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.name)
def test_a_rule_says_what_it_means_and_where_it_comes_from(rule: Rule) -> None:
    """A rule has a sentence for people and a source; what it reads exists, and so does what it changes."""
    assert re.fullmatch(r"[A-Z].+\.", rule.text), rule.text
    assert SOURCE.search(rule.source), rule.source
    assert rule.changes in VARIABLES
    assert rule.reads == tuple(inspect.signature(rule.compute).parameters)
    for name in rule.reads:
        base = re.sub(r"_(from|to|back|lead)$", "", name)
        known = {name, base} & (VARIABLES.keys() | PARAMETERS.keys() | laboratory().constants.keys() | {"quarter"})
        assert known, f"{rule.name} reads {name}, which is nothing"


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.name)
def test_a_flow_names_each_of_its_terms(rule: Rule) -> None:
    """A flow has as many names as terms, and no name twice; other rules have one term and no name for it."""
    if rule.kind != "flow":
        assert rule.terms == ()
        return
    assert len(set(rule.terms)) == len(rule.terms) >= 1
    terms = rule.compute(*(np.full((1, 1, 1), 0.5) for _ in rule.reads))
    assert len(terms) == len(rule.terms)


def test_rules_and_pieces_of_the_game_read_every_parameter() -> None:
    """Every parameter is read by some rule, or by its name by some act of a phase, decision or compiler; none lies idle."""
    read = {name for rule in rules().values() for name in rule.reads}
    root = Path(game.__file__).parent
    texts = [path.read_text("utf-8") for path in root.rglob("*.py") if path.name != "parameters.py"]
    text = "\n".join(texts)
    for kind in ("visit", "money", "protocol"):
        assert "_quarters" in text
        read.add(f"{kind}_quarters")
    idle = [name for name in PARAMETERS if name not in read and f'"{name}"' not in text]
    assert idle == []


def test_a_parameter_says_what_it_is_and_lies_in_its_range() -> None:
    """Each parameter has a meaning, a unit, a source or the word assumption, and a value within its own range."""
    for name, parameter in PARAMETERS.items():
        assert parameter.name == name
        assert len(parameter.text) > 10, name
        assert re.search(r"§\d|assum", parameter.source), name
        assert not UNITS[name].startswith("share") or parameter.value <= 1.25, name
        assert parameter.low <= parameter.value <= parameter.high, name
    assert {name: parameter.value for name, parameter in PARAMETERS.items()} == DEFAULTS
    assert UNITS.keys() == PARAMETERS.keys()


def test_words_for_sizes_grow() -> None:
    """Slight is less than clear and clear less than strong, for every variable; a minus turns them round."""
    for name in SIZES:
        slight, clear, strong = (size_in_words(word, name) for word in ("slight", "clear", "strong"))
        assert 0.0 < slight < clear < strong
        assert [size_in_words(f"-{word}", name) for word in ("slight", "clear", "strong")] == [-slight, -clear, -strong]
    with pytest.raises(KeyError):
        size_in_words("huge", "control")


@pytest.fixture(scope="module")
def changed() -> dict[str, set[str]]:
    """What changed in two hundred random courses of the laboratory: variable by variable, the kinds of cause."""
    found: dict[str, set[str]] = {}
    for reached in course(whole_laboratory(), seeds_of(1, ROWS), np.random.default_rng(0)):
        assert reached.ledger is not None
        for block in reached.ledger.blocks:
            found.setdefault(block.variable, set()).add(block.cause.kind)
    return found


def test_every_variable_changes_somewhere(changed: dict[str, set[str]]) -> None:
    """No variable stands still in the laboratory, save those that only an author moves."""
    still = {name for name in VARIABLES if name not in changed and not VARIABLES[name].authored}
    assert still == set()


def test_every_kind_of_cause_is_met(changed: dict[str, set[str]]) -> None:
    """Rules, options, attention, events, promises, chance, delays and bounds all leave their mark."""
    kinds = set.union(*changed.values())
    assert {"rule", "option", "attention", "event", "promise", "chance", "later", "limit"} <= kinds


LEVERS = ("legal", "control", "tailoring", "governance", "usability", "support", "fairness", "codifying", "counting", "pooling")
"""What is decided or comes from outside, and what no trust, effort or time moves by itself."""


@pytest.mark.parametrize("name", [*LEVERS, "underwriting", "target", "cases", "emphasis"])
def test_a_lever_moves_by_what_is_decided_and_what_comes_alone(changed: dict[str, set[str]], name: str) -> None:
    """The law above all: it moves by decisions and events, and by no rule, however much trust there is."""
    assert name not in {rule.changes for rule in rules().values()}
    assert changed.get(name, set()) <= {"option", "event", "inject", "later", "limit", "rounding"}


def test_every_rule_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule stands in a file and not in a phase."""
    run: set[str] = set()
    usual = Rule.run

    def noted(self: Rule, turn: object) -> None:
        run.add(self.name)
        usual(self, turn)

    monkeypatch.setattr(Rule, "run", noted)
    list(course(whole_laboratory(), seeds_of(1, 20), np.random.default_rng(0), trace=False))
    assert set(rules()) - run == set()


def numbers_in_equations() -> dict[str, set[float]]:
    """The numbers that stand in rules, acts and effects, but nought and one: by the rule's or act's name, or the effect's key."""
    found: dict[str, set[float]] = {}
    core = Path(game.__file__).parent / "core"
    for path in (*(core / "dynamics").glob("*.py"), *(core / "effects").glob("*.py"), core / "step.py"):
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(one, ast.FunctionDef):
                numbers = {each.value for each in ast.walk(one) if isinstance(each, ast.Constant) and type(each.value) is float}
                name = path.stem if one.name == "apply" else one.name
                found.setdefault(name, set()).update(numbers - {0.0, 1.0})
    return {name: numbers for name, numbers in found.items() if numbers}


def test_every_number_in_an_equation_is_told() -> None:
    """What stands in the code and not among the parameters is in the table of the model's page, and nothing else is."""
    text = (Path(__file__).parents[2] / "docs" / "explanation" / "model.md").read_text("utf-8")
    section = text.split("## Numbers that stand in the equations")[1].split("\n## ")[0]
    told: dict[str, set[float]] = {}
    for line in section.splitlines():
        if line.startswith("| `"):
            where, written = line.split("|")[1:3]
            for name in re.findall(r"`(\w+)`", where):
                told.setdefault(name, set()).update(float(one) for one in written.split(","))
    in_code = numbers_in_equations()
    assert told.keys() == in_code.keys()
    for name, numbers in in_code.items():
        assert numbers <= told[name], name
    assert set().union(*told.values()) == set().union(*in_code.values())


FIXED = ("tokens", "tokens_weary", "visit_quarters", "money_quarters", "protocol_quarters")


def troubled() -> Place:
    """The laboratory on a bad day: a tired leader, strain, counting, one agency that does nothing, promises about to fall due."""
    place = whole_laboratory()
    starting = {name: value.copy() for name, value in place.starting.items()}
    starting["energy"][...] = 0.22
    starting["counting"][...] = 0.6
    starting["strain"][...] = 0.45
    for name in ("buy_in", "frontline"):
        starting[name][place.agency("jobs")] = 0.0
    for slot, terms in enumerate(place.promises):
        if terms.kind in ("delivery", "visit"):
            starting["promise_status"][slot], starting["promise_due"][slot], starting["promise_size"][slot] = OPEN, 1.0, 0.5
    return replace(place, starting=starting)


@pytest.mark.slow
def test_every_parameter_makes_a_difference() -> None:
    """Each parameter, moved by a quarter up or down, changes the end of some playthrough among many.

    All are tried at once, in one batch: each has rows of its own, in which only it is moved. Those of the round table are tried
    where seats decide, in `test_seats`.
    """
    place, n = troubled(), 30
    decided: list[Decisions] = []
    end = list(course(place, seeds_of(1, n), np.random.default_rng(7), trace=False, decided=decided))[-1].state
    names = [name for name, one in PARAMETERS.items() if name not in FIXED and one.part != "round_table"]
    idle = set(names)
    for factor in (1.25, 0.75):
        moved = sorted(idle)
        parameters = {}
        for number, name in enumerate(moved):
            values = np.full(len(moved) * n, float(place.parameters[name]))
            values[number * n : (number + 1) * n] *= factor
            parameters[name] = values.clip(PARAMETERS[name].low, PARAMETERS[name].high)
        state = begin(place, np.tile(seeds_of(1, n), len(moved)), parameters=parameters, trace=False).state.writable()
        for decisions in decided:
            spread = Decisions(np.tile(decisions.choice, (1, len(moved))), np.tile(decisions.attention, (1, 1, len(moved))))
            step_in_place(place, state, spread, parameters=parameters)
        for number, name in enumerate(moved):
            rows = slice(number * n, (number + 1) * n)
            if any(not np.array_equal(state[variable][..., rows], end[variable]) for variable in end):
                idle.remove(name)
    assert idle == set()


@pytest.mark.parametrize("bound", ["low", "high"])
def test_every_parameter_may_have_any_value_that_it_is_allowed(bound: str) -> None:
    """At the least or the most that a designer may write for each, in a row of its own, every number stays a number."""
    place = troubled()
    names = [name for name in place.parameters if name not in FIXED]
    parameters = {name: np.full(len(names), float(place.parameters[name])) for name in names}
    for number, name in enumerate(names):
        parameters[name][number] = getattr(PARAMETERS[name], bound)
    seeds = np.full(len(names), 7, dtype=np.uint64)
    for reached in course(place, seeds, np.random.default_rng(7), trace=False, parameters=parameters):
        endless = {names[row] for name in place.starting for row in np.nonzero(~np.isfinite(reached.state[name]))[-1]}
        assert endless == set()


@pytest.mark.parametrize("rule", [rule for rule in rules().values() if rule.nought_without], ids=lambda rule: rule.name)
def test_a_rule_is_nought_where_it_says_so(rule: Rule) -> None:
    """Where the arguments it names are all nought, every term is nought, whatever the others are."""
    rng = np.random.default_rng(7)
    assert set(rule.nought_without) <= set(rule.reads)
    assert (rule.kind, rule.over) == ("flow", "pair")
    values = [0.0 if name in rule.nought_without else rng.uniform(0.0, 1.0, (5, 5, 40)) for name in rule.reads]
    for term in rule.compute(*values):
        assert not np.any(term)


def test_elements_gather_and_put_back_what_broadcasts() -> None:
    """Of every shape that rules over pairs read, the few elements are those of the whole."""
    rng = np.random.default_rng(3)
    mask = rng.uniform(size=(4, 4, 30)) < 0.2
    elements = Elements(mask)
    whole = rng.uniform(size=(4, 4, 30))
    for value in (whole, whole[:, :1], whole[:1], whole[:, :, :1], whole[0, 0], whole.swapaxes(0, 1), whole[0, 0, :1]):
        assert np.array_equal(elements.of(value), np.broadcast_to(value, mask.shape)[mask])
    assert elements.of(0.5) == 0.5
    changed = whole.copy()
    elements.put(changed, elements.of(whole) + 1.0)
    assert np.array_equal(changed, np.where(mask, whole + 1.0, whole))
    turned = whole.swapaxes(0, 1).copy().swapaxes(0, 1)
    elements.put(turned, elements.of(whole) + 1.0)
    assert np.array_equal(turned, changed)


@pytest.mark.parametrize("is_by_phase", [True, False])
def test_what_rules_share_ends_with_the_phase(*, is_by_phase: bool) -> None:
    """Rules share where they are nought for one phase and no longer: a leader who leaves later touches the later one's ties."""
    place = laboratory()
    before = begin(place, seeds_of(1, 1500), trace=False).state
    once, twice = before.writable(), before.writable()
    turn = Turn(place, twice, place.parameters, trace=False, in_place=True)
    for agency in (1, 2):
        twice["left"][...] = 0.0
        twice["left"][agency, :60] = 1.0
        if agency == 2:
            for name in once:
                once[name][...] = twice[name]
            Turn(place, once, place.parameters, trace=False, in_place=True).run(chance.DEPARTURES)
        if is_by_phase:
            turn.run(chance.DEPARTURES)
        else:
            for rule in chance.DEPARTURES:
                rule.run(turn)
    assert once == twice
    assert not np.array_equal(once["confidence"], before["confidence"])
