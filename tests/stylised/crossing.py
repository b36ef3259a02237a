"""What explained play by chance, of a place alone: games whose options and tokens are played again with those of others."""

from __future__ import annotations

from game.bench.impact import Shares, crossed, shares_between
from game.core.place import Place
from game.play.batch import play_batch
from game.play.ensemble import play_many
from game.play.policy import Memory, policy_named


def shares_of(place: Place, *, first: int, games: int) -> dict[str, Shares]:
    """What explains each headline measure over play by chance, found by crossing and without a model of it.

    Arguments:
        place: the place.
        first: the first seed; its playthroughs by chance decide.
        games: how many games; each is played four times.
    """
    memory = Memory(place.parameters)
    played = play_batch(
        place, policy_named("random", place), first, games, memory, is_overlaid=False, keeps_decisions=True, keeps_state=False
    )
    again = [
        play_many(place, policy, first=luck, runs=games).measures
        for policy, luck in crossed(place, played.taken[: place.turns], first)
    ]
    return shares_between(played.measures, *again)
