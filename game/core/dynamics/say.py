"""Say: what partners commit to, and what they voice."""

from __future__ import annotations

from typing import Any

from game.core.arithmetic import greater, lesser, select
from game.core.rule import flow, gathering, reading


@reading("trust", "pair", "§2.5; weights assumed")
def trusting(purpose: Any, confidence: Any, same: Any, purpose_share: Any, confidence_share: Any) -> Any:
    """Trust is partly that the other wants the same thing, and mostly that it will deliver."""
    return greater(same, lesser(1.0, purpose_share * purpose + confidence_share * confidence))


@gathering("fit", "agency", "§2.5 BAR-30..33")
def fitting(emphasis: Any, tailoring: Any, credibility: Any, priorities: Any, best_priority: Any, tailoring_reach: Any) -> Any:
    """A story fits where it speaks to what the agency is for; tailoring brings it nearer, as far as the teller is believed."""
    weighted = emphasis[0] * priorities[0]
    weight = emphasis[0] + 1e-6
    for number in range(1, len(emphasis)):
        weighted = weighted + emphasis[number] * priorities[number]
        weight = weight + emphasis[number]
    plain = weighted / weight
    nearer = lesser(1.0, tailoring_reach * tailoring * (0.6 + 0.8 * credibility))
    return plain + nearer * greater(best_priority - plain, 0.0)


@reading("net", "agency", "§2.5 BAR-31, BAR-32")
def gaining(saving: Any, bearing: Any, allowance: Any, discretion: Any, cashable: Any, net_scale: Any) -> Any:
    """An agency feels the part of a gain that could be cash, and only as far as it controls the money."""
    scaled = (cashable * saving - bearing) / (net_scale * allowance + 1.0)
    return scaled / (1.0 + abs(scaled)) * discretion


@flow(
    "buy_in",
    "agency",
    ("settling", "fit", "trust_lead", "cover", "net", "mandate", "outlook", "control", "strain"),
    "§2.5; algebraic sigmoid in place of the logistic, so that the bits are the same everywhere",
)
def committing(
    buy_in: Any,
    fit: Any,
    trust_lead: Any,
    cover: Any,
    net: Any,
    mandate: Any,
    outlook: Any,
    control: Any,
    strain: Any,
    receptive: Any,
    say_base: Any,
    say_fit: Any,
    say_fit_at: Any,
    say_trust: Any,
    say_trust_at: Any,
    say_cover: Any,
    say_net: Any,
    say_mandate: Any,
    say_outlook: Any,
    say_control: Any,
    say_strain: Any,
    buy_in_up: Any,
    buy_in_down: Any,
) -> Any:
    """Commitment moves towards what story, trust, cover, gain, direction, outlook, control and strain would make it."""
    by_fit = say_fit * (fit - say_fit_at)
    by_trust = say_trust * (trust_lead - say_trust_at)
    by_cover = say_cover * (cover - 0.5)
    by_net = say_net * net
    by_mandate = say_mandate * mandate * receptive
    by_outlook = say_outlook * (outlook - 0.1)
    by_control = say_control * (0.5 - control)
    by_strain = -say_strain * strain
    pull = say_base + by_fit + by_trust + by_cover + by_net + by_mandate + by_outlook + by_control + by_strain
    # s(z) = 1/2 + z / (2 (1 + |z|)) is a sum over the parts of z, each scaled alike: that is how its causes are told apart.
    slope = 0.5 / (1.0 + abs(pull))
    rate = select(0.5 + slope * pull > buy_in, buy_in_up, buy_in_down)
    scale = rate * slope
    settling = rate * (0.5 - buy_in) + scale * say_base
    return (
        settling,
        scale * by_fit,
        scale * by_trust,
        scale * by_cover,
        scale * by_net,
        scale * by_mandate,
        scale * by_outlook,
        scale * by_control,
        scale * by_strain,
    )


@reading("stated", "agency", "§2.5 BAR-42, BAR-48")
def stating(
    buy_in: Any,
    mandate: Any,
    strain: Any,
    receptive: Any,
    stated_courtesy: Any,
    stated_mandate: Any,
    stated_strain: Any,
) -> Any:
    """An agency voices more than it feels: out of courtesy, when it is directed, and when conflict stays unspoken."""
    share = lesser(1.0, stated_courtesy + stated_mandate * mandate * receptive + stated_strain * strain)
    return buy_in + (1.0 - buy_in) * share


RULES = (trusting, fitting, gaining, committing, stating)
