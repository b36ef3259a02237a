"""Heat: a story is met with blame first; a room with ground rules stays with it, and comes to see."""

from __future__ import annotations

from typing import Any

from game.core.arithmetic import lesser
from game.core.rule import flow, reading


@flow("confidence", "pair", ("heat_from",), "§4.4 BRA-16; size assumed")
def blaming(confidence: Any, heat_from: Any, heat_to: Any, ground_rules: Any, heat_confidence: Any) -> Any:
    """Those who heard it look for who did it, unless the room has rules that hold."""
    return (-lesser(0.8, heat_confidence * heat_from * heat_to * (1.0 - ground_rules)) * confidence,)


@flow("strain", "agency", ("heat",), "§4.4 BRA-16; size assumed")
def smarting(strain: Any, heat: Any, ground_rules: Any, heat_strain: Any) -> Any:
    """Blame that found nobody's answer is taken home."""
    return (heat_strain * heat * (1.0 - ground_rules) * (1.0 - strain),)


@flow("purpose", "pair", ("insight_from",), "§4.4 BRA-16, BRA-17; size assumed")
def finding_the_thread(purpose: Any, insight_from: Any, insight_to: Any, insight_purpose: Any) -> Any:
    """Those who stayed in the room find, a quarter later, that they want the same."""
    return (insight_purpose * insight_from * insight_to * (1.0 - purpose),)


@flow("outlook", "agency", ("insight",), "§4.4 BRA-16; size assumed")
def understanding(outlook: Any, insight: Any, insight_outlook: Any) -> Any:
    """What a room has understood together widens what each sees."""
    return (insight_outlook * insight * (1.0 - outlook),)


@reading("insight", "agency", "§4.4 BRA-16; shape assumed")
def holding(heat: Any, ground_rules: Any) -> Any:
    """Heat turns into insight as far as the room can hold it."""
    return lesser(1.0, heat * ground_rules)


@flow("ground_rules", "place", ("forgetting",), "assumption")
def growing_lax(ground_rules: Any, ground_rules_fade: Any) -> Any:
    """Rules that nobody repeats are forgotten."""
    return (-ground_rules_fade * ground_rules,)


BLAME = (blaming, smarting)
INSIGHT = (finding_the_thread, understanding, holding, growing_lax)
