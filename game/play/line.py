"""Lines of play: what five kinds of leader would do, on any place.

A standing line weighs what options are meant to move (see `profile`) always alike; the adaptive one weighs it by what it sees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from game.core.arithmetic import Array, Mask, Numbers
from game.core.decision import MOST_TOKENS, PROMISES, Decisions
from game.core.observe import View
from game.core.place import Place
from game.core.promise import OPEN
from game.core.rng import Seeds
from game.play.attention import NOBODY, Hand, Promising
from game.play.policy import Memory, choose
from game.play.profile import profile_of, weigh

Weights = Mapping[str, Any]

ADAPTIVE: Final = "adaptive"
_SAVINGS: Final = "savings"
_VISIT: Final = PROMISES.index("visit")

PREFERENCES: Final[Mapping[str, Weights]] = {
    "keep-control": {
        "control": 1.0, "governance": -0.8, "counting": 0.4, "mandate": 0.4, "cover_lead": 0.6, "pooling": -0.3,
        "credibility": 0.3, "fairness": -0.4, "tailoring": -0.2,
    },
    "cede": {
        "control": -1.0, "governance": 1.0, "codifying": 0.5, "fairness": 0.7, "pooling": 0.4, "outlook": 0.5, "story": 0.4,
        "support": 0.3, "purpose": 0.3,
    },
    "savings-only": {
        "emphasis.savings": 1.0, "counting": 0.8, "budget": 0.6, "pot": 0.6, "tailoring": -0.8, "support": -0.4, "fairness": -0.4,
        "story": -0.3, "underwriting": -0.5, "cover_lead": 0.3,
    },
    "nice-to-all": {
        "purpose": 0.8, "strain": -0.8, "buy_in": 0.7, "energy": 0.3, "contact": 0.5, "confront": -1.0, "fairness": 0.4,
        "tailoring": 0.6, "promise": 0.4, "mandate": -0.6, "confidence": 0.4, "cut": -1.0, "cover": 0.3,
    },
}  # fmt: skip
"""What each standing line weighs, in worth a step; anything not named is indifferent to it."""

LINES: Final = tuple(PREFERENCES)

_BALANCED: Final[Weights] = {
    "control": 0.1, "governance": 0.3, "support": 0.6, "usability": 0.6, "codifying": 0.4, "fairness": 0.3, "protocol": 1.0,
    "permission": 0.8, "practice": 0.6, "purpose": 0.5, "confidence": 0.6, "buy_in": 0.5, "frontline": 0.6, "outlook": 0.5,
    "story": 0.4, "user_trust": 0.6, "strain": -0.5, "scar": -0.5, "incident": -0.6, "pooling": 0.3, "contact": 0.3,
    "departure": -0.5, "legal": 0.5, "end": -3.0, "giving": 0.3, "counting": -1.0, "target": 0.3,
}  # fmt: skip
"""What the adaptive line weighs whatever it sees."""


class Line:
    """A standing line of play: the same weights in every quarter, and a fixed habit of attention."""

    def __init__(self, name: str, place: Place) -> None:
        """Prepares the line `name` (one of LINES) for a place. Raises `KeyError` for another name."""
        self.name = name
        self._promising = Promising.of(place)
        weights = dict(PREFERENCES[name])
        if "emphasis.savings" in weights:
            weights.update(_one_story(place, float(weights.pop("emphasis.savings"))))
        self._worth = [np.array([float(weigh(moves, weights)) for moves in dilemma]) for dilemma in profile_of(place)]
        self._habit = _HABITS[name]

    def decide(self, view: View, seeds: Seeds, memory: Memory) -> Decisions:  # noqa: ARG002 - the shape every policy has
        """Takes what it always prefers."""
        choice, money = choose(view, lambda number, can: _best(self._worth[number][:, None], can))
        hand = Hand(view, self._promising, memory.parameters, money)
        self._habit(hand, view)
        _rest(hand)
        return Decisions(choice, hand.attention)


def _one_story(place: Place, weight: float) -> Weights:
    """The savings story alone: the frame called savings, or the first, and none of the others."""
    frames = [frame for frame, _ in place.frames]
    chosen = _SAVINGS if _SAVINGS in frames else next(iter(frames), "")
    return {f"emphasis.{frame}": weight if frame == chosen else -0.5 * weight for frame in frames}


def _best(worth: Array, can: Mask) -> Numbers:
    """The option of most worth among those that can be taken; of several, the first."""
    best: Numbers = np.where(can, worth, -np.inf).argmax(axis=0).astype(np.int64)
    return best


Habit = Callable[[Hand, View], None]


def _keep_control(hand: Hand, view: View) -> None:
    everywhere = _everywhere(view)
    hand.place("upwards", everywhere)
    hand.place("rest", view["energy"] < 0.4)
    hand.place("money", everywhere)
    hand.place("front_line", everywhere, _by_turn(hand.front_lines, view))


def _cede(hand: Hand, view: View) -> None:
    everywhere = _everywhere(view)
    hand.place("time", everywhere, longest_unseen(hand, view)[0])
    one, other = unsigned_pair(view, hand.lead)
    hand.place("broker", one >= 0, one, other)
    hand.place("listen", everywhere)
    hand.place("time", everywhere, longest_unseen(hand, view)[1])


def _savings(hand: Hand, view: View) -> None:
    everywhere = _everywhere(view)
    hand.place("money", everywhere)
    hand.place("upwards", everywhere)
    hand.place("rest", view["energy"] < 0.4)
    hand.place("money", everywhere)
    hand.place("upwards", everywhere)


def _nice(hand: Hand, view: View) -> None:
    everywhere = _everywhere(view)
    first, second, third = longest_unseen(hand, view)
    hand.place("time", everywhere, first)
    hand.place("time", everywhere, second)
    if view.turn % 3 == 1:
        hand.place("promise", everywhere, third, NOBODY, _VISIT)


_HABITS: Final[Mapping[str, Habit]] = {
    "keep-control": _keep_control,
    "cede": _cede,
    "savings-only": _savings,
    "nice-to-all": _nice,
}


def _everywhere(view: View) -> Mask:
    return np.ones(view.n_playthroughs, dtype=bool)


def _rest(hand: Hand) -> None:
    """Keeps back what attention is left."""
    for _ in range(MOST_TOKENS):
        hand.place("rest", hand.free())


def _by_turn(partners: Numbers, view: View) -> int:
    return int(partners[(view.turn - 1) % len(partners)]) if len(partners) else NOBODY


def longest_unseen(hand: Hand, view: View) -> tuple[Numbers, Numbers, Numbers]:
    """The three partners that the lead has not spent time with for longest, each (N,); partners repeat where there are fewer."""
    seen = view["visited"][hand.partners]
    order = np.argsort(seen, axis=0, kind="stable")
    first, second, third = (hand.partners[order[min(place, len(order) - 1)]] for place in range(3))
    return first, second, third


def unsigned_pair(view: View, lead: int) -> tuple[Numbers, Numbers]:
    """Two partners whose protocol is furthest from signature, each (N,); -1 where every one is signed or concerns the lead."""
    pairs = [pair for pair in view.place.protocols if lead not in pair]
    n = view.n_playthroughs
    if not pairs:
        nobody = np.full(n, NOBODY, dtype=np.int64)
        return nobody, nobody
    level = np.stack([view["permission"][one, other] for one, other in pairs])
    lowest = level.argmin(axis=0)
    is_open = level[lowest, np.arange(n)] < view.place.signed_at
    table = np.array(pairs, dtype=np.int64)
    return np.where(is_open, table[lowest, 0], NOBODY), np.where(is_open, table[lowest, 1], NOBODY)


class Adaptive:
    """A mixed line that looks before it acts.

    It rests when tired, keeps what it promised, goes where trust is thin, opens the way to sharing, mends its cover, and puts
    money in where work waits for it.
    """

    name = ADAPTIVE

    def __init__(self, place: Place) -> None:
        self._promising = Promising.of(place)
        self._profile = profile_of(place)

    def decide(self, view: View, seeds: Seeds, memory: Memory) -> Decisions:  # noqa: ARG002 - the shape every policy has
        """Weighs options by what is short, then spends attention on what is most urgent."""
        weights = self._weights(view)

        def pick(number: int, can: Mask) -> Numbers:
            worth = [np.broadcast_to(weigh(moves, weights), can.shape[1:]) for moves in self._profile[number]]
            return _best(np.stack(worth), can)

        choice, money = choose(view, pick)
        hand = Hand(view, self._promising, memory.parameters, money)
        _keep_promises(hand, view)
        _spend_on_most_urgent(hand, view, memory.parameters)
        _rest(hand)
        return Decisions(choice, hand.attention)

    @staticmethod
    def _weights(view: View) -> Weights:
        """What a step of each feature is worth now: more of what is short."""
        energy, cover, credibility = view["energy"], view["cover"], view["credibility"]
        workers_short = _workers_short(view)
        return {
            **_BALANCED,
            "energy": 0.3 + 2.0 * np.maximum(0.0, 0.5 - energy),
            "cover_lead": 0.3 + 3.0 * np.maximum(0.0, 0.4 - cover),
            "credibility": 0.3 + 1.0 * np.maximum(0.0, 0.5 - credibility),
            "budget": 0.1 + 0.2 * workers_short,
            "pot": 0.2 + 0.5 * workers_short,
            "tailoring": 0.5 * np.where(view["tailoring"] < 0.35, 1.0, -1.0),
            "promise": np.where(credibility > 0.4, 0.1, -0.3),
            "confront": np.where(_mean_trust(view) > 0.45, 0.3, -0.3),
        }


def _workers_short(view: View) -> Array:
    """Whether families wait for want of workers, 0 or 1, shape (N,)."""
    waiting = np.maximum(view["target"] - view["reached"], 0.0)
    return np.where((waiting > 0.0) & (view["pot"] < 30_000.0), 1.0, 0.0)


def _mean_trust(view: View) -> Array:
    lead, result = view.place.lead, np.zeros(view.n_playthroughs)
    for number in range(len(view.place.agencies)):
        if number != lead:
            result = result + view["estimate"][number, lead]
    return result / (len(view.place.agencies) - 1)


def _keep_promises(hand: Hand, view: View) -> None:
    """Does what the lead has promised by attention, in the quarter in which it falls due; owns up where it cannot."""
    for number, terms in enumerate(view.place.promises):
        if terms.giver != view.place.lead:
            continue
        due = (view["promise_status"][number] == OPEN) & (view["promise_due"][number] <= float(view.turn))
        if not due.any():
            continue
        if terms.kind == "visit":
            hand.place("time", due, terms.receiver)
        elif terms.kind == "money":
            paid = hand.place("money", due, terms.receiver)
            hand.place("own_up", due & ~paid, terms.receiver)
        elif terms.kind == "protocol":
            short = np.zeros_like(due)
            for pair in view.place.protocols_of(terms.receiver):
                short |= view["permission"][pair] < view.place.signed_at
            hand.place("own_up", due & short, terms.receiver)


def _spend_on_most_urgent(hand: Hand, view: View, parameters: Mapping[str, Any]) -> None:
    """Places what attention is left on the wishes that press most; each wish is granted once."""
    wishes = _wishes(hand, view, parameters)
    urgency = np.stack([np.broadcast_to(wish[-1], (view.n_playthroughs,)) for wish in wishes])
    for _ in range(MOST_TOKENS):
        most = urgency.argmax(axis=0)
        worthwhile = hand.free() & (urgency.max(axis=0) > 0.0)
        for number, (kind, first, second, _) in enumerate(wishes):
            rows = worthwhile & (most == number)
            if rows.any():
                hand.place(kind, rows, first, second)
                urgency[number, rows] = -1.0


def _wishes(hand: Hand, view: View, parameters: Mapping[str, Any]) -> list[tuple[str, Any, Any, Any]]:
    """What the attention could go to: kind, first agency, second agency, and how much it presses (nothing at or below 0)."""
    partners, rows = hand.partners, np.arange(view.n_playthroughs)
    thin = 1.0 - view["estimate"][partners, hand.lead] + 0.02 * np.minimum(float(view.turn) - view["visited"][partners], 6.0)
    order = np.argsort(-thin, axis=0, kind="stable")
    first, second = partners[order[0]], partners[order[min(1, len(order) - 1)]]
    gaps = view["stated"][partners] - view["delivered"][partners]
    widest = partners[gaps.argmax(axis=0)]
    trust_there = view["estimate"][widest, hand.lead, rows]
    backed = gaps[np.isin(partners, hand.front_lines)]  # of those who have a front line
    one, other = unsigned_pair(view, hand.lead)
    tired = np.maximum(0.0, 0.6 - view["energy"])
    return [
        ("rest", NOBODY, NOBODY, 4.0 * tired),
        ("upwards", NOBODY, NOBODY, 4.0 * np.maximum(0.0, 0.45 - view["cover"])),
        ("time", first, NOBODY, thin[order[0], rows] - 0.15),
        ("time", second, NOBODY, (thin[order[min(1, len(order) - 1)], rows] - 0.35) if len(order) > 1 else -1.0),
        ("broker", one, other, np.where(one >= 0, 0.62, -1.0)),
        ("listen", NOBODY, NOBODY, 0.5 + 0.1 * (view.turn % 2)),
        *(
            [("front_line", hand.front_lines[backed.argmax(axis=0)], NOBODY, backed.max(axis=0) + 0.3 * (1.0 - view["support"]))]
            if len(backed)
            else []
        ),
        ("confront", widest, NOBODY, np.where(trust_there > 0.5, 1.6 * (gaps.max(axis=0) - 0.15), -1.0)),
        ("money", NOBODY, NOBODY, _workers_short(view) * np.where(hand.money >= 2.0 * parameters["attention_money"], 0.6, -1.0)),
    ]
