"""Policies: how playthroughs without a person are decided, a whole batch at once.

A policy sees what the leading seat sees, through `observe`, and what is public of the place; its own chance comes from the
playthrough's seed. So row r of a batch is decided as that playthrough alone would be, in any batch. (`explore` alone also asks
what earlier playthroughs have seen.) Whatever a policy decides passes `game.core.decision.refusal`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, Final, Protocol

import numpy as np

from game.core.arithmetic import Array, Mask, Numbers
from game.core.decision import MOST_TOKENS, PROMISES, TOKENS, Decisions, Refusal, place_order
from game.core.decision_words import token_from_words
from game.core.observe import View
from game.core.place import Place
from game.core.rng import Seeds, uniform
from game.play.attention import KIND, NOBODY, WITH_ONE, Hand, Promising, one_of, weighed


@dataclass(frozen=True)
class Seen:
    """How often the playthroughs before this batch met things.

    Arguments:
        picked: times each option was taken, shape (D, most options).
        asked: times each dilemma came, shape (D,).
        tokens: times each kind of token was placed, shape (kinds,).
    """

    picked: Numbers
    asked: Numbers
    tokens: Numbers

    @classmethod
    def nothing(cls, place: Place) -> Seen:
        """Before the first playthrough."""
        most = max((len(dilemma.options) for dilemma in place.dilemmas), default=0)
        n = len(place.dilemmas)
        return cls(np.zeros((n, most), dtype=np.int64), np.zeros(n, dtype=np.int64), np.zeros(len(TOKENS), dtype=np.int64))


@dataclass(frozen=True)
class Memory:
    """What a policy may know besides its view.

    Arguments:
        parameters: the model's, with what was laid over them for this batch: each a number or an array (N,).
        rows: which playthroughs of the whole ensemble this batch holds: a range, or the number of each.
        seen: what earlier playthroughs met.
    """

    parameters: Mapping[str, Any]
    rows: slice | Numbers = field(default_factory=lambda: slice(None))
    seen: Seen | None = None


class Policy(Protocol):
    """A way to decide every quarter of a batch of playthroughs.

    One that has `is_blind` and it is true looks at no picture of ties: its view's `estimate` need not be followed. One that has
    `learns` and it is true is told what earlier playthroughs met.
    """

    name: str

    def decide(self, view: View, seeds: Seeds, memory: Memory) -> Decisions:
        """What the leading seat decides this quarter, for all N playthroughs; never anything that would be refused."""


Pick = Callable[[int, Mask], Numbers]
"""From a dilemma's number and what can be taken (options, N), the option for each playthrough (N,); -1 leaves it to the first."""


def choose(view: View, pick: Pick) -> tuple[Numbers, Array]:
    """Decides each dilemma on the table, and never spends money that another one on the table cannot do without.

    Returns:
        the options as in `Decisions.choice`, and the pounds left of the seat's own budget, shape (N,).
    """
    place, n = view.place, view.n_playthroughs
    money = np.array(view["budget"])
    choice = np.full((len(place.dilemmas), n), -1, dtype=np.int64)
    on_table = [number for number in place_order(place) if number in view.offered]
    needed = {number: _cheapest(view, number) for number in on_table}
    for position, number in enumerate(on_table):
        table, can = view.agenda[number], view.offered[number]
        prices = np.array([float(option.money) for option in place.dilemmas[number].options])[:, None]
        if prices.any():
            reserved = np.zeros(n)
            for later in on_table[position + 1 :]:
                reserved = reserved + needed[later]
            within = can & (prices <= money - reserved)
            can = np.where(within.any(axis=0), within, can)
        taken = pick(number, can)
        taken = np.where(taken >= 0, taken, can.argmax(axis=0))
        choice[number] = np.where(table, taken, -1)
        money = money - np.where(table, prices[taken, 0], 0.0)
    return choice, money


def _cheapest(view: View, number: int) -> Array:
    """The least money that a dilemma asks for, shape (N,); nothing where it is not on the table."""
    prices = np.array([float(option.money) for option in view.place.dilemmas[number].options])[:, None]
    if not prices.any():
        return np.zeros(view.n_playthroughs)
    least = np.where(view.offered[number], prices, np.inf).min(axis=0)
    return np.where(view.agenda[number] & np.isfinite(least), least, 0.0)


def first_that(wanted: Numbers, can: Mask) -> Numbers:
    """The wanted option (N,) where it can be taken, else -1."""
    rows = np.arange(can.shape[-1])
    known = (wanted >= 0) & (wanted < len(can))
    return np.where(known & can[np.where(known, wanted, 0), rows], wanted, -1)


class History:
    """The real case's line: what its leaders decided, and where their time may have gone.

    Where the real option is not offered, the first that is; tokens that would be refused are dropped.
    """

    name = "history"
    is_blind = True

    def __init__(self, place: Place) -> None:
        """Reads the place's history. Raises `ValueError` for a token that makes no sense."""
        self._promising = Promising.of(place)
        self._tokens: dict[int, list[tuple[str, int, int, int]]] = {}
        written = (place.texts.get("history") or {}).get("attention") or {}
        for turn, tokens in written.items():
            self._tokens[int(turn)] = [_token(place, token) for token in tokens]

    def decide(self, view: View, seeds: Seeds, memory: Memory) -> Decisions:  # noqa: ARG002 - the shape every policy has
        """Takes the real options, and places the real line's tokens as far as they are allowed."""
        n = view.n_playthroughs
        real = [dilemma.real for dilemma in view.place.dilemmas]
        choice, money = choose(view, lambda number, can: first_that(np.full(n, real[number]), can))
        hand = Hand(view, self._promising, memory.parameters, money)
        everywhere = np.ones(n, dtype=bool)
        for kind, first, second, what in self._tokens.get(view.turn, ()):
            hand.place(kind, everywhere, first, second, what)
        return Decisions(choice, hand.attention)


def _token(place: Place, written: Mapping[str, Any]) -> tuple[str, int, int, int]:
    token = token_from_words(place, written)
    if isinstance(token, Refusal):
        raise ValueError(f"{place.title}, history: {token}")  # noqa: TRY004 - its content is at fault, not its type
    return token.kind, token.with_, token.and_, PROMISES.index(token.what) if token.what else NOBODY


class Random:
    """Play by chance.

    Each option that is offered has the same chance. Attention follows a habit of each playthrough's own, drawn from its seed: a
    player who spends every week alike is nobody, and 39 tokens spread evenly make all players one. Over playthroughs every
    kind of token is as likely. Of two partners that are brought together, every other time they are two that need a protocol.
    """

    name = "random"
    is_blind = True

    def __init__(self, place: Place) -> None:
        self._promising = Promising.of(place)
        self._drawn: tuple[Seeds, Array] | None = None  # for whom a habit was drawn last, and which

    def decide(self, view: View, seeds: Seeds, memory: Memory) -> Decisions:
        """Draws options and tokens."""
        choice, money = choose(view, lambda number, can: one_of(can, uniform(seeds, view.turn, "policy", number)))
        hand = Hand(view, self._promising, memory.parameters, money)
        scatter_tokens(hand, self._promising, view, seeds, habit=self._habit(seeds))
        return Decisions(choice, hand.attention)

    def _habit(self, seeds: Seeds) -> Array:
        """The habits of a batch, drawn once for all its quarters."""
        drawn = self._drawn
        if drawn is None or drawn[0] is not seeds:
            self._drawn = drawn = (seeds, _habit(seeds))
        return drawn[1]


def _habit(seeds: Seeds) -> Array:
    """How much each playthrough likes each kind of token, shape (kinds, N): the square of a draw that is the same every turn."""
    draw = uniform(seeds, 0, "policy", np.arange(len(TOKENS), dtype=np.int64)[:, None])
    return draw * draw


_TOKEN_DRAWS: Final = 1_000
"""The number of the first draw for tokens; those for dilemmas come before it."""


def scatter_tokens(
    hand: Hand, promising: Promising, view: View, seeds: Seeds, *, habit: Array | None = None, shun: Array | None = None
) -> None:
    """Places every token by chance.

    Arguments:
        hand: where to place them.
        promising: the place's promises.
        view: what the lead sees.
        seeds: the playthroughs' seeds.
        habit: how much each playthrough likes each kind, shape (kinds, N); all alike when left out.
        shun: how often each kind was seen, shape (kinds,): those seen less than the mean alone are drawn; all if left out.
    """
    numbers = _TOKEN_DRAWS + np.arange(3 * MOST_TOKENS, dtype=np.int64)[:, None]
    draws = uniform(seeds, view.turn, "policy", numbers)
    n, n_partners = view.n_playthroughs, len(hand.partners)
    has_strands = "strands" in view.place.parts
    rare = _rare(shun, has_strands=has_strands)
    for slot in range(MOST_TOKENS):
        free = hand.free()
        if not free.any():
            return
        can = np.ones((len(TOKENS), n), dtype=bool)
        can[KIND["broker"]] = n_partners > 1
        can[KIND["front_line"]] = len(hand.front_lines) > 0
        can[KIND["promise"]] = hand.promisable().any(axis=0)
        can[KIND["own_up"]] = hand.owed().any(axis=0)
        can[KIND["money"]] = hand.affords()
        can[KIND["strand"]] = has_strands
        if shun is not None:
            wanted = can & rare
            can = np.where(wanted.any(axis=0), wanted, can)
        drawn = one_of(can, draws[3 * slot]) if habit is None else weighed(np.where(can, habit, 0.0), draws[3 * slot])
        kind = np.where(free, drawn, -1)
        one, two = draws[3 * slot + 1], draws[3 * slot + 2]
        hand.lay(kind, *_named(hand, promising, view, kind, one, two, is_used_to=habit is not None))


def _named(
    hand: Hand, promising: Promising, view: View, kind: Numbers, one: Array, two: Array, *, is_used_to: bool
) -> tuple[Numbers, Numbers, Numbers]:
    """What the tokens drawn name, by two draws each: first, second and what, as in `Decisions.attention`, each (N,)."""
    first, second, what = (np.full(kind.shape, NOBODY, dtype=np.int64) for _ in range(3))
    n_partners = len(hand.partners)

    def drawn(name: str) -> tuple[Numbers, Array, Array]:
        rows = (kind == KIND[name]).nonzero()[0]
        return rows, one[rows], two[rows]

    for name, partners in (("front_line", hand.front_lines), *((name, hand.partners) for name in WITH_ONE)):
        rows, here, _ = drawn(name)
        if len(rows):
            first[rows] = partners[(here * len(partners)).astype(np.int64)]
    rows, here, there = drawn("broker")
    if len(rows):
        partner = (here * n_partners).astype(np.int64)
        other = (there * max(n_partners - 1, 1)).astype(np.int64)
        other = np.minimum(other + (other >= partner), n_partners - 1)
        pair = hand.partners[np.stack([partner, other])]
        if is_used_to and len(view.place.protocols):
            protocols = np.array(view.place.protocols, dtype=np.int64).T
            needed = protocols[:, (here * len(view.place.protocols)).astype(np.int64)]
            pair = np.where((there < 0.5) & ~(needed == hand.lead).any(axis=0), needed, pair)
        first[rows], second[rows] = pair
    rows, here, _ = drawn("strand")
    first[rows] = (here * len(view.place.outcomes)).astype(np.int64)
    rows, here, _ = drawn("money")
    # The pot comes before the partners.
    first[rows] = np.append(NOBODY, hand.partners)[(here * (n_partners + 1)).astype(np.int64)]
    rows, here, _ = drawn("promise")
    if len(rows):
        which = one_of(hand.promisable()[:, rows], here)
        first[rows], what[rows] = promising.receivers[which], promising.whats[which]
    rows, here, _ = drawn("own_up")
    if len(rows):
        first[rows] = one_of(hand.owed()[:, rows], here)
    return first, second, what


def _rare(shun: Array | None, *, has_strands: bool) -> Mask:
    """Which kinds of token were seen no more than the mean of those that the place has, shape (kinds, 1)."""
    if shun is None:
        return np.ones((len(TOKENS), 1), dtype=bool)
    there = shun if has_strands else np.delete(shun, KIND["strand"])
    result: Mask = (shun <= there.mean())[:, None]
    return result


class Replayed:
    """Decisions that were taken before, once more: each where it is offered, else what `rest` would do, or the first option.

    A dilemma that comes in another turn than before is decided as it was then. Tokens that would be refused are dropped, or go
    where `rest` would place them; `rest` also decides what comes after the last turn that is known.
    """

    name = "replayed"

    def __init__(self, place: Place, taken: Sequence[Decisions], rest: Policy | None = None) -> None:
        """Takes the decisions of each turn, from the first; their last axis is the whole ensemble's, or 1 for all alike."""
        self._promising = Promising.of(place)
        self._taken = taken
        self._rest = rest
        self._last: Numbers | None = None
        for decisions in reversed(taken):
            last: Numbers | None = self._last
            self._last = decisions.choice if last is None else np.where(last >= 0, last, decisions.choice)

    def decide(self, view: View, seeds: Seeds, memory: Memory) -> Decisions:
        """Takes what was taken."""
        known = view.turn <= len(self._taken)
        now = self._taken[view.turn - 1] if known else None
        # Asked once, and only if it is needed.
        rest = cache(partial(self._rest.decide, view, seeds, memory)) if self._rest is not None else None

        def pick(number: int, can: Mask) -> Numbers:
            result = np.full(can.shape[-1], -1, dtype=np.int64)
            if now is not None:
                result = first_that(now.choice[number, memory.rows], can)
            if self._last is not None:
                result = np.where(result >= 0, result, first_that(self._last[number, memory.rows], can))
            if rest is not None and ((result < 0) & view.agenda[number]).any():
                result = np.where(result >= 0, result, first_that(rest().choice[number], can))
            return result

        choice, money = choose(view, pick)
        hand = Hand(view, self._promising, memory.parameters, money)
        meant: Any = MOST_TOKENS
        if now is not None:
            attention = now.attention[:, :, memory.rows]
            meant = (attention[:, 0] >= 0).sum(axis=0)
            _lay(hand, attention)
        if rest is not None and (hand.free() & (hand.used < meant)).any():
            _lay(hand, rest().attention, meant)
        return Decisions(choice, hand.attention, now.seats if now is not None else None)


def _lay(hand: Hand, attention: Numbers, most: Any = MOST_TOKENS) -> None:
    """Places tokens as they were placed, where they are allowed and no more than `most` are placed in all."""
    for kind, first, second, what in attention:
        for name in TOKENS:
            rows = kind == KIND[name]
            if rows.any():
                hand.place(name, rows & (hand.used < most), first, second, what)


def policy_names() -> tuple[str, ...]:
    """The names of the policies, in the order in which they are told."""
    return tuple(_makers())


def policy_named(name: str, place: Place) -> Policy:
    """The policy of that name, made ready for a place. Raises `KeyError` when there is none."""
    return _makers()[name](place)


def _makers() -> dict[str, Callable[[Place], Policy]]:
    # Imported here, because the lines of play are written in the terms above.
    from game.play.explore import Explore
    from game.play.line import ADAPTIVE, LINES, Adaptive, Line

    makers: dict[str, Callable[[Place], Policy]] = {History.name: History, Random.name: Random, Explore.name: Explore}
    for line in LINES:
        makers[line] = lambda place, name=line: Line(name, place)  # type: ignore[misc]
    makers[ADAPTIVE] = Adaptive
    return makers
