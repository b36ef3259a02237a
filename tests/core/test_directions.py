"""Which way each rule works: what every argument does to what the rule changes, and what each of its causes can do to it.

The table below says of the world what the sentences of the rules say, and was written from those, not from their equations. It
holds at every point that can be reached, so that a sign, a side of a comparison or a bound that is wrong anywhere shows.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from game.core.arithmetic import Array
from game.core.parameters import PARAMETERS
from game.core.rng import seeds_of
from game.core.rule import Rule
from game.core.state import State
from game.core.step import begin
from game.core.turn import Turn
from game.core.variables import VARIABLES
from tests.core.test_rules import rules
from tests.places.laboratory import whole_laboratory

ROWS = 300
ROUNDING = 1e-9
"""How far, beside its size, a sum may come out on the wrong side by rounding."""

DIRECTIONS = """
trusting: purpose+ confidence+
fitting: emphasis? tailoring+ credibility+
gaining: saving+ bearing- allowance?
committing: buy_in- fit+ trust_lead+ cover+ net+ mandate+ outlook+ control- strain- | ? ? ? ? ? + ? ? -
stating: buy_in+ mandate+ strain+
hearing_of_it: backed+
following: frontline- buy_in+ support+ backed+ backed_out+ | ? ?
drafting_at_once: drafting+
meeting: drafts- governance- codifying-
pushing: control+ running+ quarter-
delivering: buy_in+ frontline+ strain- friction+ push+ energy+ running-
falling_short: stated+ delivered-
leaving_the_desk: diving+
working_without_them: delivered- diving_out- | -
being_missed: cover- diving- | -
seeing_it_whole: outlook- immersion+ | +
immersing: immersion- diving+ | + -
seeing_others_give: giving+
giving_in_turn: giving- seen_giving+ governance+ time_spent+ fairness+ underwriting- buy_in+ | ? + + + - ?
finding_families: families- workers+ cases+ target+ reached- openness+ support-
working_with_families: families- joining+ | + -
reaching: joining+ | +
serving: families+ workers+ cases+ support-
thinning: cases-
contributing: delivered+ sharing+
linking: contribution+
remaining: outlook+ codified+
helping: effectiveness+ served+ intensity+ user_trust+ running+ remains+
lasting: stage_three+ | +
ripening: stage_three- stage_two+ | + -
settling_in: stage_two- stage_one+ | + -
beginning_to_work: stage_one- effort+ | + -
reporting: helped_once+ families+ counting+ running+ | + + +
helping_twice: helped_once+
helping_once: effort+
seeing: confidence- scar- delivered_to+ gap_to- governance+ running? remains? | + -
scarring: scar? gap_to+ delivered_to- running? remains? | + -
sharing_purpose: purpose- governance+ control- codifying- counting- running? | + + - - -
spending_time: time_spent+
meeting_the_lead: confidence- scar- time_spent+ attention_out- | + -
knowing_partners: confidence- scar- time_spent+ | +
sharing_with_the_lead: purpose- time_spent+ | +
seeing_their_purpose: purpose- time_spent+ | +
paying_for_candour: trust+ confronted- | -
relieving: strain- confronted- trust_lead- | -
writing_down: codified- codifying+ governance+ running+ | +
comparing_notes: tailoring- openness- running- | -
blaming: confidence- heat_from- heat_to- ground_rules+ | -
smarting: strain- heat+ ground_rules- | +
finding_the_thread: purpose- insight_from+ insight_to+ | +
understanding: outlook- insight+ | +
holding: heat+ ground_rules+
growing_lax: ground_rules- | -
drafting_protocols: permission- drafting+ trust+ trust_back+ drafts- | +
practising: practice- permission+ legal_from+ legal_to+ trust+ frontline_from+ usability+ | + -
sharing_where_it_matters: practice+
exposing: practice+ permission-
opening_up: sharing+
hearing_of_a_leak: astray+
doubting: confidence- astray- | -
holding_back: practice- astray- astray_out- | - -
losing_families: astray_out- | -
losing_standing: astray_out- | -
losing_backing: astray_out- | -
sharing_effort: effort? strand+ | ?
going_short: strand-
minding_the_wait: strain- waiting+ running+ | +
falling_where_it_may: helped_twice+
avoiding: falling+ | +
feeling_a_gain: saving- falling+ | + -
forgetting_a_cost: bearing- | -
winning_visibly: effectiveness+ families+ target-
straining: strain- delivered+ fairness- gap+ control+ mandate+ | + + + + -
covering: cover- winning+ briefing+ fairness- control+ net+ running? | ? + - ? ? ?
tiring: energy- control- resting+ winning+ running? | - - + + ?
standing: winning+ running? | ?
trusting_us: user_trust- listening+ winning+ counting- | + + - ?
widening: outlook- listening+ delivered+ control- winning+ | + + -
forgetting_stories: heard- | -
sizing_up: estimate- trust+ time_spent_to? | ?
losing_confidence: confidence- left_from- left_to- codified+ | - -
losing_purpose: purpose- left_from- left_to- codified+ | - -
losing_commitment: buy_in- left- governance+ | -
losing_habits: practice- left_from- left_to- codified+ | - -
losing_outlook: outlook- left- governance+ | -
beginning_again: left_out- running- | -
counting_farewells: left+
meeting_strangers: estimate- left_from? left_to? | ? ?
earning_less: helped_twice+
losing_in_all: losing+
adding_up_losses: losing+ | +
sharing_losses: losing+ losing_out+ fairness? | + +
counting_members: joined+
joining_one_by_one: joined? trust_lead+ winning+ paid_time+ control- strain- running+ | + + + + - -
sitting_down: seats+
taking_part_in_it: governance+ inclusion+
convening: governance+ inclusion+
counting_votes: vote+
fearing_less: control+ voice-
steering: inclusion- running- | -
pulling_together: united- governance+ time_spent+ | + +
"""
"""By rule: with more of each variable more (+), less (-) or either (?) of what it changes; then, of a flow, each term's sign."""

MOST = {
    "families": 200.0, "reached": 200.0, "target": 200.0, "workers": 50.0, "joining": 80.0, "served": 200.0, "quarter": 20.0,
    "saving": 3e5, "bearing": 3e5, "falling": 1e5, "losing": 1e5, "losing_out": 3e5, "allowance": 3e5, "effort": 80.0,
    "helped_once": 80.0, "helped_twice": 80.0, "stage_one": 80.0, "stage_two": 80.0, "stage_three": 80.0, "seats": 60.0,
    "time_spent": 3.0, "attention_out": 3.0, "backed": 3.0, "backed_out": 3.0, "listening": 3.0, "briefing": 3.0, "resting": 3.0,
    "confronted": 3.0, "diving": 2.0, "diving_out": 2.0, "heat": 2.0, "astray": 2.0, "astray_out": 4.0, "left_out": 4.0,
}  # fmt: skip
"""How far what has no narrow bounds is tried; all else over its whole range."""


def said() -> dict[str, tuple[dict[str, str], str]]:
    """The table: by rule, which way each argument works, and the signs of the terms."""
    found = {}
    for line in DIRECTIONS.strip().splitlines():
        name, rest = line.split(": ")
        arguments, _, signs = rest.partition(" | ")
        found[name] = {one[:-1]: one[-1] for one in arguments.split()}, signs.replace(" ", "")
    return found


def bounds(argument: str) -> tuple[float, float]:
    """From where to where an argument is tried."""
    base = argument if argument in VARIABLES else re.sub(r"_(from|to|back|lead)$", "", argument)
    if base == "quarter":
        return 1.0, MOST[base]
    return VARIABLES[base].low, MOST.get(base, VARIABLES[base].high)


@cache
def anywhere() -> Turn:
    """A turn of the whole laboratory in which every variable that a rule reads stands anywhere within its bounds."""
    place, rng = whole_laboratory(), np.random.default_rng(14)
    state: State = begin(place, seeds_of(1, ROWS), trace=False).state.writable()
    for name in state:
        if name in MOST or VARIABLES[name].high <= 15.0:
            state[name][...] = rng.uniform(*bounds(name), state[name].shape)
    return Turn(place, state, place.parameters, trace=False, in_place=True)


def terms(rule: Rule, values: list[Any]) -> list[Array]:
    """What a flow adds, term by term; of a reading the one value."""
    found = rule.compute(*values)
    return [np.asarray(one) for one in (found if rule.kind == "flow" else (found,))]


def summed(rule: Rule, values: list[Any]) -> tuple[Any, Any]:
    """What the terms come to, and how large they are put together."""
    each = terms(rule, values)
    return sum(each), sum(np.abs(one) for one in each)


def varies(argument: str) -> bool:
    """Whether an argument is a variable, or time, and no constant of the place or parameter."""
    base = re.sub(r"_(from|to|back|lead)$", "", argument)
    is_variable = argument in VARIABLES or (base in VARIABLES and argument != base)
    return argument == "quarter" or (is_variable and argument not in PARAMETERS and argument not in whole_laboratory().constants)


def test_the_table_is_whole() -> None:
    """Every rule is in the table with every variable that it reads, and of a flow with every term."""
    table, known = said(), rules()
    assert table.keys() == known.keys()
    for name, rule in known.items():
        directions, signs = table[name]
        assert list(directions) == [one for one in rule.reads if varies(one)], name
        assert len(signs) == len(rule.terms), name
        assert set(signs) | set(directions.values()) <= set("+-?"), name


WORKS = [(rule, argument) for rule, (directions, _) in said().items() for argument in directions]


@pytest.mark.parametrize(("name", "argument"), WORKS, ids=[f"{rule}-{argument}" for rule, argument in WORKS])
def test_an_argument_works_the_way_it_is_said_to(name: str, argument: str) -> None:
    """With more of it, and all else the same, what the rule changes moves the way that is said and never the other."""
    rule, way = rules()[name], said()[name][0][argument]
    values: list[Any] = [np.asarray(one, dtype=np.float64) for one in rule.values(anywhere())]
    position, (_, high) = rule.reads.index(argument), bounds(argument)
    rng = np.random.default_rng(position)
    values[position] = np.broadcast_to(values[position], np.broadcast_shapes(values[position].shape, (ROWS,)))
    before, size = summed(rule, values)
    more = values.copy()
    more[position] = values[position] + rng.uniform(size=values[position].shape) * np.maximum(high - values[position], 0.0)
    after, also = summed(rule, more)
    least = ROUNDING * (size + also)
    rises, falls = after - before > least, before - after > least
    if way == "?":
        assert rises.any()
        assert falls.any()
    else:
        assert (rises if way == "+" else falls).any()
        assert not (falls if way == "+" else rises).any()


FLOWS = [name for name, (_, signs) in said().items() if signs]


@pytest.mark.parametrize("name", FLOWS)
def test_a_cause_moves_what_it_moves_one_way(name: str) -> None:
    """Each term of a flow raises, or lowers, or may do either, as is said; and none is always nought."""
    rule = rules()[name]
    for term, sign, size in zip(rule.terms, said()[name][1], terms(rule, rule.values(anywhere())), strict=True):
        raises, lowers = bool((size > 0.0).any()), bool((size < 0.0).any())
        assert (raises, lowers) == (sign in "+?", sign in "-?"), term


def known(name: str) -> float:
    """A parameter of the laboratory."""
    return float(whole_laboratory().parameters[name])


ENOUGH: list[tuple[str, dict[str, float], str, float, float]] = [
    ("following", {"support": 1.0}, "backed", 0.0, 3.0),
    ("following", {"support": 1.0}, "backed_out", 0.0, 9.0),
    ("fitting", {"tailoring": 0.0}, "credibility", 0.0, 1.0),
    ("falling_short", {"delivered": 0.4}, "stated", 0.0, 0.4 + known("gap_slack")),
    ("pushing", {}, "control", 0.0, known("push_above")),
    ("giving_in_turn", {}, "time_spent", 1.0, 3.0),
    ("finding_families", {"reached": 80.0}, "target", 0.0, 80.0),
    ("finding_families", {"families": 90.0, "cases": 6.0}, "workers", 0.0, 15.0),
    ("serving", {"families": 90.0, "cases": 6.0, "support": 0.0}, "workers", 15.0, 50.0),
    ("thinning", {}, "cases", 3.0, known("full_week")),
    ("contributing", {"alone_share": 0.2}, "sharing", 1.0 / known("enough_sharing"), 1.0),
    ("helping", {}, "effectiveness", 1.0 / known("help_scale"), 1.0),
    ("helping", {"running": 1.0}, "remains", 0.0, 1.0),
    ("reporting", {"running": 0.0}, "families", 0.0, 200.0),
    ("reporting", {"counting": 0.0, "families": 0.0, "helped_once": 0.0}, "running", 0.0, 1.0),
    ("seeing", {"confidence": 0.7}, "scar", 0.3, 1.0),
    ("seeing", {"scar": 0.2, "confidence": 0.8, "gap_to": 0.0}, "delivered_to", 0.0, 1.0),
    ("meeting_the_lead", {"attention_out": 2.0, "confidence": 1.0}, "time_spent", 2.0, 3.0),
    ("meeting_the_lead", {"time_spent": 3.0}, "attention_out", 0.0, 3.0),
    ("paying_for_candour", {"trust": known("confront_hold")}, "confronted", 0.0, 3.0),
    ("relieving", {}, "confronted", 1.5, 3.0),
    ("relieving", {}, "trust_lead", 1.0 / known("confront_capacity"), 1.0),
    ("writing_down", {"codified": known("codified_most")}, "codifying", 0.0, 1.0),
    ("comparing_notes", {"openness": 1.0}, "tailoring", 0.0, known("tailoring_free")),
    ("comparing_notes", {"openness": 0.0}, "tailoring", 0.0, 1.0),
    ("holding", {"ground_rules": 0.5}, "heat", 2.0, 9.0),
    ("drafting_protocols", {"permission": known("permission_signed")}, "drafting", 0.0, 1.0),
    ("drafting_protocols", {"trust_back": 0.3}, "trust", 0.3, 1.0),
    ("practising", {}, "usability", 1.0 - known("usability_floor"), 1.0),
    ("practising", {"permission": 0.0}, "trust", 0.0, 1.0),
    ("practising", {"legal_to": 0.2}, "legal_from", 0.2, 1.0),
    ("practising", {"legal_from": 0.2}, "permission", 0.2, 1.0),
    ("exposing", {"permission": 1.0}, "practice", 0.0, 1.0),
    ("winning_visibly", {"target": 100.0}, "families", 50.0, 200.0),
    ("winning_visibly", {}, "effectiveness", known("win_scale"), 1.0),
    ("straining", {"mandate": 0.0}, "control", 0.0, 0.5),
    ("straining", {"fairness": 1.0}, "delivered", 0.0, 1.0),
    ("widening", {"control": 1.0}, "winning", 0.0, 1.0),
    ("losing_confidence", {"codified": 1.0}, "left_from", 0.0, 1.0),
    ("losing_commitment", {"governance": 1.0}, "left", 0.0, 1.0),
    ("losing_habits", {"codified": 1.0}, "left_to", 0.0, 1.0),
    ("losing_confidence", {"left_from": 1.0}, "left_to", 0.0, 1.0),
    ("blaming", {"ground_rules": 1.0}, "heat_from", 0.0, 9.0),
    ("joining_one_by_one", {"running": 0.0, "strain": 0.0}, "paid_time", 0.0, 1.0),
]
"""Where enough is enough: held like this, an argument moves nothing between these two."""


@pytest.mark.parametrize(("name", "held", "argument", "low", "high"), ENOUGH)
def test_enough_is_enough(name: str, held: dict[str, float], argument: str, low: float, high: float) -> None:
    """Beyond what a bound, a gate or a full measure allows, more of an argument moves nothing at all."""
    rule, turn = rules()[name], anywhere()
    ends = []
    for value in (low, (low + high) / 2.0, high):
        put = {**held, argument: value}
        values = [
            np.full_like(np.asarray(one, dtype=np.float64), put[read]) if read in put else one
            for read, one in zip(rule.reads, rule.values(turn), strict=True)
        ]
        ends.append(summed(rule, values))
    for end, size in ends[1:]:
        assert np.all(np.abs(end - ends[0][0]) <= ROUNDING * (size + 1e-6))


FELT_BY_LEAD_ALONE = {"covering": ("briefing", "fairness", "control"), "losing_backing": ("astray_out",)}
FELT_BY_PARTNERS_ALONE = {"straining": ("control", "mandate"), "meeting_the_lead": ("neglect",)}


@pytest.mark.parametrize("name", [*FELT_BY_LEAD_ALONE, *FELT_BY_PARTNERS_ALONE])
def test_who_feels_it(name: str) -> None:
    """What a lead does to its own masters' patience it alone feels; what it does to partners it does not do to itself."""
    rule, turn = rules()[name], anywhere()
    lead = turn.place.lead
    partners = [number for number in range(len(turn.place.agencies)) if number != lead]
    sizes = dict(zip(rule.terms, terms(rule, rule.values(turn)), strict=True))
    for term in (*FELT_BY_LEAD_ALONE.get(name, ()), *FELT_BY_PARTNERS_ALONE.get(name, ())):
        felt, not_felt = ([lead], partners) if name in FELT_BY_LEAD_ALONE else (partners, [lead])
        assert np.all(np.any(sizes[term][felt] != 0.0, axis=-1)), term
        assert not sizes[term][not_felt].any(), term


MOST_LOST = {"holding_back": (0.9, 0.5), "blaming": (0.8,), "working_without_them": (0.5,)}
_BAD = ("astray", "astray_out", "heat_from", "heat_to", "diving_out")


@pytest.mark.parametrize("name", MOST_LOST)
def test_no_one_cause_takes_all(name: str) -> None:
    """However bad a quarter is, each of these causes leaves something of what it takes from."""
    rule, turn = rules()[name], anywhere()
    values = [1e6 if read in _BAD else one for read, one in zip(rule.reads, rule.values(turn), strict=True)]
    for most, lost in zip(MOST_LOST[name], terms(rule, values), strict=True):
        assert np.all(-lost <= most * turn.state[rule.changes] + ROUNDING)


def given(name: str, **put: float) -> Any:
    """What a rule comes to at each point, with some of its arguments put to a value."""
    rule = rules()[name]
    read = zip(rule.reads, rule.values(anywhere()), strict=True)
    return summed(
        rule, [np.full_like(np.asarray(one, dtype=np.float64), put[name]) if name in put else one for name, one in read]
    )[0]


def test_a_board_changes_nothing_of_what_it_is_measured_by() -> None:
    """With everybody at the table deciding together is worth all it can be; with half of them it takes the usual meetings."""
    governance = anywhere().state["governance"]
    assert np.allclose(given("taking_part_in_it", inclusion=1.0), governance)
    assert np.allclose(given("convening", inclusion=0.5), governance)
    assert np.allclose(given("sitting_down", seats=known("board_half")), 0.5)


def test_fear_of_being_taken_over_keeps_back_the_same_part_of_all_who_would_join() -> None:
    """Whatever draws members, a lead that keeps all control loses the same share of them."""
    calm = {"strain": 0.0, "trust_lead": 0.0, "winning": 0.0, "paid_time": 0.0, "joined": 0.0, "running": 1.0}
    for draws, size in (("trust_lead", 0.6), ("winning", 1.0), ("paid_time", 1.0), ("joined", 0.5)):
        free, taken = (given("joining_one_by_one", **{**calm, draws: size, "control": control}) for control in (0.0, 1.0))
        assert free.max() > 0.0
        assert np.allclose(taken, (1.0 - known("join_fear")) * free), draws


@pytest.mark.parametrize(("name", "argument", "step"), [("trusting_us", "listening", 1.0), ("sharing_effort", "strand", 0.1)])
def test_the_first_of_it_does_most(name: str, argument: str, step: float) -> None:
    """Each further visit to families in one quarter, and each further hand on one strand, does less than the one before."""
    rule, turn = rules()[name], anywhere()
    reached = []
    for number in range(4):
        values = [step * number if one == argument else value for one, value in zip(rule.reads, rule.values(turn), strict=True)]
        reached.append(summed(rule, values)[0])
    gains = np.diff(np.array(reached), axis=0)
    assert np.all(gains > 0.0)
    assert np.all(np.diff(gains, axis=0) < 0.0)


def changed(name: str, variable: str) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """What a flow changes at each point: the value before, and what it is with all its terms."""
    turn, rule = anywhere(), rules()[name]
    before = turn.state[variable]
    return before, before + summed(rule, rule.values(turn))[0]


def test_of_a_stranger_a_leader_assumes_the_middling() -> None:
    """Whoever comes or goes, the picture of the tie moves towards a little under the middle, and not past it."""
    before, after = changed("meeting_strangers", "estimate")
    assert np.all(np.abs(after - 0.3) <= np.abs(before - 0.3) + ROUNDING)


def test_a_picture_comes_nearer_to_the_tie_with_contact() -> None:
    """The picture follows trust without passing it, and the more time is spent with whom it is of, the nearer it comes."""
    turn, rule = anywhere(), rules()["sizing_up"]
    trust, near = turn.state["trust"], whole_laboratory().constants["near"]
    turned = []
    for time in (0.0, 1.0):
        values = [time if one == "time_spent_to" else value for one, value in zip(rule.reads, rule.values(turn), strict=True)]
        turned.append(np.abs(turn.state["estimate"] + summed(rule, values)[0] - trust))
    assert np.all(turned[0] <= np.abs(turn.state["estimate"] - trust) + ROUNDING)
    assert np.all((turned[1] <= turned[0] + ROUNDING) | (turned[0] < 0.01))
    closer = np.broadcast_to(near > 0.0, trust.shape)
    assert np.all(turned[1][closer].sum() < turned[0][closer].sum())
