"""Deep dives: they cost those who lead their time at once, and change how they see later."""

from __future__ import annotations

from typing import Any

from game.core.arithmetic import lesser, mean
from game.core.rule import flow, gathering


@gathering("diving_out", "place", "§4.4 BRA-15")
def leaving_the_desk(diving: Any) -> Any:
    """Leaders who are in a deep dive are not at their desks."""
    return mean(diving)


@flow("delivered", "agency", ("diving_out",), "§4.4 BRA-15; size assumed")
def working_without_them(delivered: Any, diving_out: Any, dive_drag: Any) -> Any:
    """What only those who lead can decide has to wait for them, everywhere."""
    return (-lesser(0.5, dive_drag * diving_out) * delivered,)


@flow("cover", "agency", ("diving",), "§4.4 BRA-15; size assumed")
def being_missed(cover: Any, diving: Any, dive_cover: Any) -> Any:
    """A leader's own masters notice who is not there."""
    return (-dive_cover * diving * cover,)


@flow("outlook", "agency", ("immersion",), "§4.1 BRA-13, §4.4 BRA-36; size assumed")
def seeing_it_whole(outlook: Any, immersion: Any, dive_sinks: Any, dive_outlook: Any) -> Any:
    """What a leader has seen for itself sinks in over the quarters that follow."""
    return (dive_sinks * dive_outlook * immersion * (1.0 - outlook),)


@flow("immersion", "agency", ("diving", "sinking in"), "assumption")
def immersing(immersion: Any, diving: Any, dive_sinks: Any) -> Any:
    """A deep dive leaves more than can be made use of at once."""
    return diving, -dive_sinks * immersion


AWAY = (leaving_the_desk, working_without_them, being_missed)
LATER = (seeing_it_whole, immersing)
