"""Strands: several strands of work share one effort, and what one gets the others go without."""

from __future__ import annotations

from typing import Any

from game.core.arithmetic import greater, root
from game.core.rule import flow, gathering


@flow("effort", "outcome", ("strand",), "§4.1 BRA-08; shape assumed")
def sharing_effort(effort: Any, strand: Any, n_outcomes: Any) -> Any:
    """A strand that gets more of the effort helps more, and the first hands help most."""
    return (effort * (root(n_outcomes * strand) - 1.0),)


@gathering("waiting", "agency", "assumption")
def going_short(strand: Any, strand_of: Any, n_outcomes: Any) -> Any:
    """An agency waits as far as the strands that need it get less than an even share."""
    result = strand_of[0] * greater(0.0, 1.0 - n_outcomes * strand[0])
    for number in range(1, len(strand)):
        result = result + strand_of[number] * greater(0.0, 1.0 - n_outcomes * strand[number])
    return result


@flow("strain", "agency", ("waiting",), "assumption")
def minding_the_wait(strain: Any, waiting: Any, running: Any, strand_wait: Any) -> Any:
    """Whoever waits for its own strand minds it, and does not say so."""
    return (running * strand_wait * waiting * (1.0 - strain),)


EFFECT = (sharing_effort,)
COUNT = (going_short, minding_the_wait)
