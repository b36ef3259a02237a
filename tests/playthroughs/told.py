"""The table of docs/explanation/cases.md on what it is to sit through each place, with each policy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from game.core.place import Place
from game.play.policy import policy_names
from tests.playthroughs.sitting import (
    GLANCED,
    SECONDS_A_DECISION,
    SECONDS_A_TOKEN,
    WORDS_A_MINUTE,
    Sitting,
    apart,
    endings_met,
    sat_through,
)
from tests.tables import table

SEED = 1


def sittings_of(place: Place) -> dict[str, Sitting]:
    """A game of every policy, under one luck."""
    return {policy: sat_through(place, policy, SEED) for policy in policy_names()}


def sittings(places: Sequence[Place]) -> str:
    """Words, decisions, minutes and ending of each policy in each place; and how far any two of them read apart."""
    rows, alike = [], []
    for place in places:
        found = sittings_of(place)
        titles = {ending.id: ending.title for ending in place.endings}
        for policy, one in found.items():
            rows.append(
                (
                    place.id,
                    f"`{policy}`",
                    f"{one.words:,}",
                    f"{one.authored:,}",
                    one.decisions,
                    one.tokens,
                    f"{one.minutes:.0f}",
                    titles.get(one.ending, ""),
                )
            )
        share, first, second = min((apart(a, b), a.policy, b.policy) for a, b in combinations(found.values(), 2))
        several = f"{len(endings_met(found))} of {len(place.endings)} endings"
        alike.append(
            f"In {place.id} the two most alike, `{first}` and `{second}`, differ in {share:.0%}; the eight meet {several}."
        )
    how = (
        f"Seed {SEED}. Story: the words of scenes, options, news and consequences. Minutes: the story at {WORDS_A_MINUTE} words "
        f"a minute, the rest of the screen {GLANCED} times as fast, what came before in the same words not at all, "
        f"{SECONDS_A_DECISION} seconds for a decision and {SECONDS_A_TOKEN} for a token."
    )
    head = ("place", "policy", "words on the screen", "of the story", "decisions", "tokens", "minutes", "how it ends")
    read = "Of what two policies read under the same luck, by words, a part is read in only one of the two games. "
    read += " ".join(alike)
    return "\n\n".join([how, table(head, rows), read])
