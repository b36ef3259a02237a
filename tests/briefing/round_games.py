"""Games of a round table played without people: who sits there, and how each of them is minded, is drawn anew for each game.

`python -m tests.briefing.round_games` says of every goal in how many of them it was met, all stand-ins and mixed tables apart.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable

from game.briefing.goals import goals, is_met, shared_goals
from game.core.decision_words import to_words
from game.core.place import Place
from game.play.policy import Memory, Random
from game.play.round_table import RoundTable
from game.play.session import Session
from game.scenario.shipped import shipped_ids
from tests.places.shipped import shipped

MINDS = {"open": (0.5, 1.0, 0.7, 0.0), "guarded": (0.0, 0.25, 0.0, 0.5), "as it goes": (0.0, 0.5, 0.15, 0.1)}
"""How a person is minded: the least and most that is pledged, and how often it opens up and holds back. Assumptions, wide apart
on purpose: what is asked is whether a goal hangs on how a table plays, not how people play."""


def played(place: Place, seed: int, *, share_of_people: float = 0.5) -> Session:
    """A whole game. Each seat is a person's with that probability, minded in one of the ways; the others are stand-ins."""
    luck = random.Random(seed)  # noqa: S311 - a study, not a secret
    session = Session(place, seed)
    assert RoundTable.convene(session, dict.fromkeys(place.agency_ids, "")) is None
    table = session.round_table
    assert table is not None
    minds = {seat: luck.choice(list(MINDS)) for seat in place.agency_ids if luck.random() < share_of_people}
    for seat in minds:
        table.sit(seat, is_person=True)
    memory, lead = Memory({**place.parameters}), Random(place)
    favourites = {facts.id: luck.randrange(len(facts.options)) for facts in place.dilemmas}
    while session.is_running:
        for seat, mind in minds.items():
            _decide(session, table, seat, mind, favourites, luck)
        if place.agencies[place.lead].id in minds:
            for token in to_words(place, lead.decide(session.view(), session.state.seeds, memory))[1]:
                session.attend(token)
        assert session.end_turn() is None
    return session


def _decide(session: Session, table: RoundTable, seat: str, mind: str, favourites: dict[str, int], luck: random.Random) -> None:
    """What one person decides: often what the table talked itself into, else something of their own."""
    place = session.place
    least, most, opens, holds = MINDS[mind]
    for number in session.open_dilemmas():
        facts = place.dilemmas[number]
        which = favourites[facts.id] if luck.random() < 0.6 else luck.randrange(len(facts.options))
        table.vote(seat, facts.id, facts.options[which].id)
    if place.agency(seat) != place.lead and mind != "as it goes":
        table.pledge(seat, luck.choice([share for share in (0.0, 0.25, 0.5, 0.75, 1.0) if least <= share <= most]))
    ways = {}
    for one, other in place.ties:
        if one == place.agency(seat):
            draw = luck.random()
            ways[place.agency_ids[other]] = "opens" if draw < opens else "holds back" if draw < opens + holds else "habit"
    if ways:
        table.share(seat, ways)


def shares(place: Place, seeds: Iterable[int], *, share_of_people: float = 0.5) -> dict[tuple[str, str], float]:
    """In which share of games each goal was met, {(agency id or `all`, goal): from 0 to 1}."""
    met: Counter[tuple[str, str]] = Counter()
    n = 0
    for seed in seeds:
        session = played(place, seed, share_of_people=share_of_people)
        n += 1
        for number, seat in enumerate(place.agency_ids):
            for goal in goals(place, number):
                met[seat, goal.text] += is_met(session, goal)
        for goal in shared_goals(place):
            met["all", goal.text] += is_met(session, goal)
    return {key: count / n for key, count in met.items()}


def main() -> None:
    """Prints the study: `python -m tests.briefing.round_games [GAMES]`."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    for name in sys.argv[2:] or shipped_ids():
        place = shipped(name)
        mixed = shares(place, range(1, n + 1))
        alone = shares(place, range(1, n + 1), share_of_people=0.0)
        told = [f"{name}: {n} games, seeds 1 to {n}; mixed tables, and stand-ins alone"]
        for key, share in sorted(mixed.items(), key=lambda one: one[1]):
            mark = "" if 0.05 <= share <= 0.95 else "  <--"
            told.append(f"{share:5.0%} {alone[key]:5.0%}  {key[0]}: {key[1]}{mark}")
        sys.stdout.write("\n".join([*told, ""]))


if __name__ == "__main__":
    main()
