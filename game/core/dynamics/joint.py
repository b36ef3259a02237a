"""Work together: money buys work, families join, and joint effectiveness is ruled by the weakest link."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.core.arithmetic import greater, lesser, mean, total, whole
from game.core.dynamics import purses
from game.core.rule import flow, gathering, reading
from game.core.turn import POT, WORK, Origin, Turn


@gathering("seen_giving", "place", "conditional cooperation: Fischbacher, Gächter and Fehr (2001), Economics Letters 71")
def seeing_others_give(giving: Any) -> Any:
    """Each agency sees what the others give."""
    return mean(giving)


@flow(
    "giving",
    "agency",
    ("seen_giving", "governance", "time_spent", "fairness", "underwriting", "buy_in"),
    "as above; sizes assumed",
)
def giving_in_turn(
    giving: Any,
    seen_giving: Any,
    governance: Any,
    time_spent: Any,
    fairness: Any,
    underwriting: Any,
    buy_in: Any,
    giving_speed: Any,
    giving_others: Any,
    giving_talk: Any,
    giving_time: Any,
    giving_fair: Any,
    giving_underwritten: Any,
    giving_buy_in: Any,
) -> Any:
    """Each gives a little less than it saw others give; talk, time and fairness raise it, a lead that pays the bill lowers it."""
    room = 1.0 - giving
    return (
        giving_speed * (giving_others * seen_giving - giving),
        giving_talk * governance * room,
        giving_time * lesser(time_spent, 1.0) * room,
        giving_fair * fairness * room,
        -giving_underwritten * underwriting * giving,
        giving_buy_in * (buy_in - 0.5) * room,
    )


@reading("joining", "place", "§2.3 BAR-13, BAR-16; speeds assumed")
def finding_families(
    families: Any,
    workers: Any,
    cases: Any,
    target: Any,
    reached: Any,
    openness: Any,
    support: Any,
    support_time: Any,
    finding: Any,
    finding_shared: Any,
) -> Any:
    """Families join as far as workers have room, the target is not reached, and partners' lists let them be found."""
    room = greater(0.0, workers * cases * (1.0 - support_time * support) - families)
    return lesser(lesser(room, greater(0.0, target - reached)), finding + finding_shared * openness)


@flow("families", "place", ("joining", "finishing"), "§2.3; stay assumed")
def working_with_families(families: Any, joining: Any, stay: Any) -> Any:
    """Families join, and are worked with for about a year."""
    return joining, -families / stay


@flow("reached", "place", ("joining",), "§2.3 BAR-16")
def reaching(joining: Any) -> Any:
    """Every family that joins has been reached."""
    return (joining,)


@reading("served", "place", "money buys work; no money, no work")
def serving(families: Any, workers: Any, cases: Any, support: Any, support_time: Any) -> Any:
    """Families get help as far as workers can carry them."""
    return lesser(families, workers * cases * (1.0 - support_time * support))


@reading("intensity", "place", "§2.5 BAR-21")
def thinning(cases: Any, full_week: Any) -> Any:
    """A worker who carries too many families thins the help to each."""
    return lesser(1.0, full_week / cases)


@reading("contribution", "agency", "assumption")
def contributing(
    delivered: Any, sharing: Any, alone_share: Any, shared_share: Any, enough_sharing: Any, least_contribution: Any
) -> Any:
    """Effort is worth more where information goes with it."""
    worth = lesser(1.0, alone_share + shared_share * lesser(1.0, enough_sharing * sharing))
    return greater(least_contribution, delivered * worth)


@gathering("effectiveness", "outcome", "weakest link: harmonic mean; Hirshleifer (1983), Public Choice 41")
def linking(contribution: Any, need: Any) -> Any:
    """An outcome that needs several agencies is held back by the weakest of them."""
    result = need[:, 0] / contribution[0]
    for number in range(1, len(contribution)):
        result = result + need[:, number] / contribution[number]
    return 1.0 / result


@gathering("remains", "place", "§4.4, §4.5")
def remaining(
    outlook: Any,
    codified: Any,
    per_tie: Any,
    remains_base: Any,
    remains_outlook: Any,
    remains_personal: Any,
    remains_written: Any,
) -> Any:
    """What goes on without a programme rests on outlook, and on what was written down."""
    written = total(total(codified * per_tie))
    return lesser(1.0, (remains_base + remains_outlook * mean(outlook)) * (remains_personal + remains_written * written))


@reading("effort", "outcome", "assumption")
def helping(
    effectiveness: Any,
    served: Any,
    intensity: Any,
    user_trust: Any,
    running: Any,
    remains: Any,
    consent_floor: Any,
    help_scale: Any,
) -> Any:
    """Help works as far as the agencies work together, workers have time, and families trust it."""
    going_on = running + (1.0 - running) * remains
    consent = consent_floor + (1.0 - consent_floor) * user_trust
    return lesser(1.0, help_scale * effectiveness) * (served * intensity * consent * going_on)


# The line of help on its way to an outcome that lasts. Each stage empties into the next, so the last is worked first.


@flow("attributable", "outcome", ("stage_three",), "§3.5: hard outcomes take years; three stages of equal length")
def lasting(stage_three: Any, rate: Any, delay: Any) -> Any:
    """What was set going long enough ago shows as change that is really due to the work."""
    return (rate * 0.25 * stage_three * lesser(1.0, 3.0 / delay),)


@flow("stage_three", "outcome", ("stage_two", "passing"), "as above")
def ripening(stage_three: Any, stage_two: Any, delay: Any) -> Any:
    """Help ripens."""
    speed = lesser(1.0, 3.0 / delay)
    return speed * stage_two, -speed * stage_three


@flow("stage_two", "outcome", ("stage_one", "passing"), "as above")
def settling_in(stage_two: Any, stage_one: Any, delay: Any) -> Any:
    """Help settles in."""
    speed = lesser(1.0, 3.0 / delay)
    return speed * stage_one, -speed * stage_two


@flow("stage_one", "outcome", ("effort", "passing"), "as above")
def beginning_to_work(stage_one: Any, effort: Any, delay: Any) -> Any:
    """Help begins to work."""
    return effort, -lesser(1.0, 3.0 / delay) * stage_one


@flow("reported", "outcome", ("helped_once", "families", "counting"), "§2.3, §2.6; sizes assumed")
def reporting(
    helped_once: Any,
    families: Any,
    counting: Any,
    rate: Any,
    running: Any,
    mending: Any,
    counting_reported: Any,
    counting_found: Any,
) -> Any:
    """What is reported follows help within a quarter, counts what would have mended anyway, and grows with counting."""
    a_quarter = running * rate * 0.25
    return (
        a_quarter * helped_once,
        a_quarter * mending * families,
        a_quarter * counting * (counting_reported * helped_once + counting_found * families),
    )


@reading("helped_twice", "outcome", "as above")
def helping_twice(helped_once: Any) -> Any:
    """Help given two quarters ago."""
    return helped_once + 0.0


@reading("helped_once", "outcome", "as above")
def helping_once(effort: Any) -> Any:
    """Help given last quarter."""
    return effort + 0.0


FAMILIES = (finding_families, working_with_families, reaching, serving, thinning)
EFFECT = (contributing, linking, remaining, helping)
COURSE = (lasting, ripening, settling_in, beginning_to_work, reporting, helping_twice, helping_once)


def pay(turn: Turn) -> None:
    """Moves the quarter's money: gifts to the pot, work lent in kind, support and tools, then workers from the pot.

    Where purses are aligned and not pooled, what each agency spends on the joint work itself pays what the pot cannot.
    """
    state, place = turn.state, turn.place
    everyone = turn.everyone
    limit = turn.constant("pooling_floor") + (1.0 - turn.constant("pooling_floor")) * state["pooling"]
    wage = turn.constant("wage")
    offer = state["running"] * state["giving"]
    for factor in (place.constants["discretion"], state["allowance"], limit, *((state["joined"],) if place.members else ())):
        offer *= factor
    lead = place.lead
    share = turn.constant("lead_share") + (1.0 - turn.constant("lead_share")) * state["underwriting"]
    # Finance releases the lead's money as far as its own masters stand behind it.
    release = turn.constant("release_base") + (1.0 - turn.constant("release_base")) * state["cover"][lead]
    offer[lead] = release * state["running"] * share * place.constants["discretion"][lead] * state["allowance"][lead]
    given = turn.transfer_each(POT, offer, Origin("rule", "giving").cause("giving"))
    in_kind = place.constants["lends"] * state["delivered"]
    in_kind *= wage
    worked = turn.transfer_each(WORK, in_kind, Origin("rule", "lending").cause("delivered"))
    lent = total(worked)
    borne = given + worked
    cause = Origin("rule", "bearing").cause("cost")
    for name in ("cost", "bearing"):
        turn.shift_all(name, borne, cause)
    running = state["running"]
    unpaid = np.zeros(state.n_playthroughs)
    for name, level in (("support_cost", "support"), ("tool_cost", "usability")):
        cause = Origin("rule", "running costs").cause(level)
        price = turn.constant(name) * state[level] * running
        unpaid = unpaid + price - turn.transfer(POT, WORK, price, everyone, cause)
    if "aligned" in place.parts:
        lent = lent + greater(purses.spend_beside(turn) - unpaid, 0.0)
    in_kind_workers = lent / wage
    # Workers are hired for the families that are there and those that could be found this quarter.
    found = turn.constant("finding") + turn.constant("finding_shared") * state["openness"]
    wanted = state["families"] + running * lesser(greater(state["target"] - state["reached"], 0.0), found)
    needed = wanted / (state["cases"] * (1.0 - turn.constant("support_time") * state["support"]))
    hired = turn.transfer(
        POT, WORK, whole(greater(needed - in_kind_workers, 0.0) * wage), everyone, Origin("rule", "paying workers").cause("pot")
    )
    cause = Origin("rule", "paying workers").cause("pot")
    turn.put("paid_workers", (), hired / wage, everyone, cause)
    turn.put("workers", (), hired / wage + in_kind_workers, everyone, cause)
