"""The steps in which a room opens its debrief, one after another: what each is called, to which phase it belongs, what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from game.translation import later, say

if TYPE_CHECKING:
    from game.debrief.question import Phase

STEPS: Final[Mapping[str, str]] = later(
    {
        "ending": "How it ended",
        "aftermath": "What was left two years on",
        "results": "What was reported, and what was due to the work",
        "moments": "What hung on each decision",
        "between": "Promises, money and trust",
        "really": "What really happened",
        "seats": "What each seat saw, and what was so",
        "compare": "All tables side by side",
        "questions": "Questions to talk over",
    }
)
"""What a facilitator opens after the programme, {key: title}; the seats where there is a round table. What is asked comes last:
it ends with what people will do, and nothing is opened after that."""

PHASE_OF: Final[Mapping[str, Phase]] = {
    "ending": "describe",
    "aftermath": "describe",
    "results": "analyse",
    "moments": "analyse",
    "between": "analyse",
    "really": "analyse",
    "seats": "analyse",
    "compare": "analyse",
    "questions": "apply",
}
"""The phase of the debrief in which each step is opened."""

ASKS: Final[Mapping[str, str]] = later(
    {
        "ending": "What do you see in it that you expected, and what that you did not?",
        "aftermath": "What was still there when you had gone, and who kept it up?",
        "results": "Who needed the first number, and who would have waited for the second?",
        "moments": "Who wanted another option at the time, and what did they see?",
        "between": "What was promised or paid for, and by whom? Who had the good of it?",
        "really": "What could they see that you could not, and what could you?",
        "seats": "What did you believe of somebody here that was not so? What would have told you?",
        "compare": "Everybody had the same luck. Where did you part, and what had you decided there?",
    }
)
"""What a room is asked when it has read a step, on the wall and in the pack; the questions bring their own."""

MADE_UP: Final = later("Which of it do you know from your own work?")
"""What it is asked instead where no real leaders are told of."""


def ask(key: str, *, is_real: bool) -> str:
    """What a room is asked when it has read a step; nothing of the questions themselves, nor before the first."""
    if key == "really" and not is_real:
        return say(MADE_UP)
    return say(ASKS[key]) if key in ASKS else ""
