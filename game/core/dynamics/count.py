"""Count: where avoided cost falls, who bears the strain, and what it does to cover, energy, standing and families' trust."""

from __future__ import annotations

from typing import Any

from game.core.arithmetic import greater, lesser, mean, whole
from game.core.rule import flow, gathering


@gathering("falling", "agency", "§2.5 BAR-32: savings made by one body land in another")
def falling_where_it_may(helped_twice: Any, benefit: Any) -> Any:
    """Cost avoided falls two quarters later, and not where it was paid for."""
    result = benefit[0] * helped_twice[0]
    for number in range(1, len(helped_twice)):
        result = result + benefit[number] * helped_twice[number]
    return whole(result)


@flow("avoided", "agency", ("falling",), "§2.6 BAR-52: avoided is not cashable")
def avoiding(falling: Any) -> Any:
    """Cost avoided is a memo that nobody can spend."""
    return (falling,)


@flow("saving", "agency", ("falling", "fading"), "assumption")
def feeling_a_gain(saving: Any, falling: Any, memory: Any) -> Any:
    """A gain is felt for about a year."""
    return falling, -(1.0 - memory) * saving


@flow("bearing", "agency", ("fading",), "assumption")
def forgetting_a_cost(bearing: Any, memory: Any) -> Any:
    """A cost is felt for about a year."""
    return (-(1.0 - memory) * bearing,)


@gathering("winning", "place", "assumption")
def winning_visibly(effectiveness: Any, families: Any, target: Any, win_scale: Any) -> Any:
    """A win is visible when joint work works, for a fair part of the families it was meant for."""
    return lesser(1.0, mean(effectiveness) / win_scale) * lesser(1.0, 2.0 * families / greater(target, 1.0))


@flow("strain", "agency", ("fairness", "gap", "control", "mandate", "easing"), "§3.3 NWL-32, §2.5 BAR-51; sizes assumed")
def straining(
    strain: Any,
    delivered: Any,
    fairness: Any,
    gap: Any,
    control: Any,
    mandate: Any,
    burden_share: Any,
    benefit_share: Any,
    apart_from_lead: Any,
    n_agencies: Any,
    unfair_strain: Any,
    gap_strain: Any,
    control_strain: Any,
    mandate_strain: Any,
    strain_ease: Any,
) -> Any:
    """Strain grows where an agency carries more than it gains, where gaps go unspoken, and under control and direction."""
    carried = (1.0 - fairness) * burden_share + fairness * benefit_share
    room = 1.0 - strain
    return (
        unfair_strain * greater(0.0, carried - benefit_share) * delivered * n_agencies * room,
        gap_strain * gap * room,
        control_strain * greater(0.0, control - 0.5) * apart_from_lead * room,
        mandate_strain * mandate * apart_from_lead * room,
        -strain_ease * strain,
    )


@flow("cover", "agency", ("winning", "briefing", "fairness", "control", "net", "returning"), "§2.5 BAR-46, BAR-47; sizes assumed")
def covering(
    cover: Any,
    winning: Any,
    briefing: Any,
    fairness: Any,
    control: Any,
    net: Any,
    running: Any,
    is_lead: Any,
    cover_wins: Any,
    cover_wins_at: Any,
    cover_briefing: Any,
    cover_fairness: Any,
    cover_control: Any,
    cover_net: Any,
    cover_return: Any,
) -> Any:
    """Wins and briefings build cover; fair shares and given-up control cost the lead some of its own masters' patience."""
    return (
        running * cover_wins * (winning - cover_wins_at),
        cover_briefing * briefing * is_lead * (1.0 - cover),
        -running * cover_fairness * fairness * is_lead,
        running * cover_control * (control - 0.5) * is_lead,
        cover_net * net,
        cover_return * (0.5 - cover),
    )


@flow("energy", "place", ("work", "control", "resting", "winning", "recovering"), "§3.4 NWL-36; sizes assumed")
def tiring(
    energy: Any,
    control: Any,
    resting: Any,
    winning: Any,
    running: Any,
    energy_work: Any,
    energy_control: Any,
    energy_rest: Any,
    energy_wins: Any,
    energy_return: Any,
) -> Any:
    """The work tires its leader, more when everything goes through one desk; rest and wins restore."""
    return (
        -running * energy_work,
        -running * energy_control * control,
        energy_rest * resting * (1.0 - energy),
        running * energy_wins * winning,
        energy_return * (0.7 - energy),
    )


@flow("credibility", "place", ("winning",), "assumption")
def standing(winning: Any, running: Any, credibility_wins: Any, credibility_wins_at: Any) -> Any:
    """Standing follows visible wins."""
    return (running * credibility_wins * (winning - credibility_wins_at),)


@flow("user_trust", "place", ("listening", "winning", "counting", "fading"), "§2.3 BAR-27, §4.1; sizes assumed")
def trusting_us(
    user_trust: Any,
    listening: Any,
    winning: Any,
    counting: Any,
    users_heard: Any,
    users_answered: Any,
    users_fade: Any,
    users_strange: Any,
    users_counting: Any,
    users_helped: Any,
) -> Any:
    """Families' trust grows when they are heard and something follows, and shrinks when they are counted."""
    # A second visit in one quarter tells a leader less than the first.
    visits = listening / (0.65 + 0.35 * listening)
    answered = (1.0 - users_answered) + users_answered * winning
    room = 1.0 - user_trust
    return (
        users_heard * visits * answered * room,
        users_helped * winning * room,
        -users_counting * counting,
        users_fade * (users_strange - user_trust),
    )


RULES = (
    falling_where_it_may,
    avoiding,
    feeling_a_gain,
    forgetting_a_cost,
    winning_visibly,
    straining,
    covering,
    tiring,
    standing,
    trusting_us,
)
