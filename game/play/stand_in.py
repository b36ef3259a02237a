"""The stand-in: how a seat of a round table that nobody plays decides. It sees what the seat would see, and no more.

It votes for what the place's author meant to be good for partners, weighed by what its agency cares for and by what falls on it
alone, and leaves a question to those at the table where it does not clearly care. It keeps its word where it has delivered well
enough to keep one; in all else its agency goes on by itself.

Every size here is an assumption: nobody has measured how a partner's officer who is not in the room would have voted. They were
chosen so that a stand-in is a colleague and no opponent, fills a chair without deciding the game, and differs from its neighbour.
What they lead to was looked at over whole games of round tables (`tests/briefing/round_games.py`), not tuned to any result.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from game.core.effects.change import elements
from game.core.rng import uniform
from game.core.variables import VARIABLES
from game.play.plan import Plan
from game.play.profile import moves_of, step_of, weigh
from game.play.seat_promise import SeatPromise

if TYPE_CHECKING:
    from game.core.place import Option
    from game.play.session import Session

_PARTNERS: Final = {
    "control": -0.6, "governance": 0.5, "fairness": 0.5, "support": 0.4, "user_trust": 0.4, "mandate": -0.3, "pooling": 0.1,
    "underwriting": 0.3, "protocol": 0.3, "purpose": 0.4, "confidence": 0.4, "incident": -0.5, "cut": -0.8, "promise": 0.2,
    "tailoring": 0.1, "usability": 0.3, "counting": -0.2, "cover": 0.2, "strain": -0.3,
}  # fmt: skip
"""What an agency other than the lead weighs in any option, in worth a step.

An assumption: the signs follow the model's causes (what raises a partner's trust, heart or say is good for it, what keeps control
or costs it is not); the sizes lie between a tenth and eight tenths, so that no one step of anything outweighs two others.
"""

_OWN: Final = {"cover": 1.0, "strain": -1.0, "buy_in": 0.5, "frontline": 0.5, "legal": 0.4, "giving": -0.3, "outlook": 0.2}
"""What it weighs that falls on itself alone.

An assumption: the backing of its own masters and the strain of its own people count twice as much as anything else, because it
answers for them.
"""

_STORY: Final = 1.5
"""How much it weighs a story that speaks to what it cares for, or against.

An assumption: at its widest three quarters of what a step of its own masters' backing is worth, since a story that leaves it cold
is the commonest reason why a partner looks on.
"""

_CARES: Final = 0.5
"""By how much an option must be worth more to it than the next for it to vote at all.

An assumption: half a step of its own masters' backing, so that stand-ins leave most questions that do not touch them to those at
the table.
"""

_DRAWS: Final = 5_000
"""The number of the first draw for stand-ins; those of policies come before it."""

_WHIM: Final = 0.15
"""How far luck moves what an option is worth to it: two agencies that care for the same need not vote alike.

An assumption: between two options at most six tenths of what it takes to vote, so that luck settles near ties and nothing else.
"""


def stand_in(session: Session, seat: str, promises: Iterable[SeatPromise]) -> Plan:
    """What a seat that nobody plays decides this quarter; `promises` are the promises that it gave or was given."""
    place, view = session.place, session.view(seat=session.place.agency(seat))
    plan = Plan()
    for number in session.open_dilemmas():
        facts = place.dilemmas[number]
        worth = [_worth(session, view.seat, option) for option in facts.options]
        draws = [
            float(uniform(session.state.seeds, session.turn, "policy", _DRAWS + 1_000 * view.seat + 5 * number + position)[0])
            for position in range(len(worth))
        ]
        felt = [one + _WHIM * (2.0 * draw - 1.0) for one, draw in zip(worth, draws, strict=True)]
        best, *others = sorted(range(len(felt)), key=lambda position: -felt[position])
        if not others or felt[best] - felt[others[0]] >= _CARES:
            plan.votes[facts.id] = facts.options[best].id
    parameters = {**place.parameters, **session.parameters}
    if float(view["delivered"][view.seat, 0]) >= parameters["partner_delivers_at"]:
        _keep_promises(plan, seat, session.turn, promises)
    return plan


def _keep_promises(plan: Plan, seat: str, turn: int, promises: Iterable[SeatPromise]) -> None:
    """Does what was promised for this quarter by whoever sat there before."""
    for promise in promises:
        if promise.giver != seat or not promise.is_open or promise.due > turn:
            continue
        match promise.kind:
            case "pledge":
                plan.pledge = max(plan.pledge or 0.0, float(promise.what))
            case "sharing":
                plan.share(promise.receiver, "opens")
            case "vote":
                plan.votes[promise.what[0]] = promise.what[1]


def _worth(session: Session, seat: int, option: Option) -> float:
    """What an option is worth to an agency, from what it is meant to do."""
    place = session.place
    priorities = place.constants["priorities"][:, seat, 0]
    stories = {
        f"emphasis.{frame}": _STORY * (float(cares) - 0.5) for (frame, _), cares in zip(place.frames, priorities, strict=True)
    }
    return float(weigh(moves_of(place, option), _PARTNERS | stories)) + sum(_falls_on(seat, one) for one in option.effects)


def _falls_on(seat: int, effect: Any) -> float:
    """What one effect is worth to the agency that it falls on."""
    if effect.key != "change" or effect.change not in _OWN:
        return 0.0
    indices = elements(effect.change, effect.of, effect.from_, effect.to, effect.between)
    if VARIABLES[effect.change].over != "agency" or (seat,) not in indices:
        return 0.0
    return _OWN[effect.change] * float(effect.by) / step_of(effect.change)
