"""Learn: outlook, the slow variable; and the leader's own picture of the ties."""

from __future__ import annotations

from typing import Any

from game.core.rule import flow


@flow("outlook", "agency", ("listening", "delivered", "fading"), "§4.4, §4.5; sizes assumed")
def widening(
    outlook: Any,
    listening: Any,
    delivered: Any,
    control: Any,
    winning: Any,
    outlook_listening: Any,
    outlook_owned: Any,
    outlook_fade: Any,
) -> Any:
    """Outlook widens by hearing families and by joint work that partners own; it fades slowly."""
    room = 1.0 - outlook
    return (
        outlook_listening * listening * room,
        outlook_owned * delivered * (1.0 - control) * (0.4 + 0.6 * winning) * room,
        -outlook_fade * outlook,
    )


@flow("heard", "agency", ("forgetting",), "assumption")
def forgetting_stories(heard: Any) -> Any:
    """A story heard some years ago can be heard again."""
    return (-0.05 * heard,)


@flow("estimate", "pair", ("trust",), "§2.5 BAR-47; speeds assumed")
def sizing_up(estimate: Any, trust: Any, near: Any, time_spent_to: Any, estimate_speed: Any, estimate_time: Any) -> Any:
    """A leader's picture of a tie follows the tie, faster with contact."""
    return ((trust - estimate) * (estimate_speed + near * (0.12 + estimate_time * time_spent_to)),)


RULES = (widening, forgetting_stories, sizing_up)
