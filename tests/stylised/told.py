"""What the study of the model's law found, as tables for docs/explanation/model.md."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

import numpy as np

from game.bench.impact import impact_of
from game.bench.laws import (
    CHANCE_SHARE,
    OPTIONS_SHARE,
    REFERENCE,
    TOKENS_SHARE,
    choices_matter,
    no_choice_settles_it,
)
from game.core.arithmetic import Array, Mask
from game.core.place import Place
from game.debrief.fragility import TriedFinding, fragility
from game.debrief.moments import moments
from game.play.assumption import Move, moves, reaches
from game.play.ensemble import play_many
from game.play.policy import policy_named
from game.play.session import Session
from game.scenario.compiler import load
from tests.stylised.cast import place_named
from tests.stylised.crossing import shares_of
from tests.stylised.lines import SEEDS, no_line_is_dominant, order_of, played_under
from tests.stylised.play_laws import (
    IN_CONTEXTS,
    LEAST_FELT,
    best_at_something,
    care_is_rewarded,
    felt,
    luck_of,
    told_by_three,
)
from tests.stylised.study import BACKGROUNDS, CONFIRMED, SUSPECTS, WALKS, Studied, facts_on, study, widest
from tests.tables import table

WIDEST = 4
"""Assumptions under which the playability laws are measured again."""

FORCED = 2
"""Assumptions under which every option is forced again in every context, which takes longest."""

GAMES = 2000
"""Games for each of them."""

CONTEXTS = 1000
"""Contexts in which each option is forced."""

EXACTLY = 6000
"""Games that the tests measure them over."""

TITLES = {"laboratory": "laboratory", "barnet": "Barnet", "nw_london": "North West London", "bradford": "Bradford"}


def studied(place: str) -> list[Studied]:
    """Every fact that is tried on pairs on a place, studied."""
    found = []
    for one in facts_on(place):
        found += study(place, one)
        sys.stderr.write(f"{place}: {found[-1].fact}\n")
    return found


def facts(found: Mapping[str, Sequence[Studied]]) -> str:
    """One row for each thing that a fact says, one column for each place."""
    by_place = {place: {one.fact: one for one in ones} for place, ones in found.items()}
    names = list(dict.fromkeys(one.fact for ones in found.values() for one in ones))
    rows = [
        [name, *(cell(by_place[place][name], place) if name in by_place[place] else "" for place in found)]
        for name in sorted(names, key=lambda name: int(name.split()[0][1:]))
    ]
    fragile = [f"{sum(one.is_fragile for one in ones)} of {len(ones)} on {TITLES[place]}" for place, ones in found.items()]
    counted = [f"{len(reaches(place_named(place)))} on {TITLES[place]}" for place in found]
    design = f"By Morris's design with {WALKS} walks of {BACKGROUNDS} backgrounds each (seed 1)"
    held = f"the {SUSPECTS} on which most hangs are held at either end, on {CONFIRMED} pairs with all others drawn (seed 2)"
    how = f"Assumptions that are moved: {', '.join(counted)}. {design}; {held}. Fragile: {', '.join(fragile)}."
    return f"{how}\n\n{table(['what the fact says', *(TITLES[place] for place in found)], rows)}"


def cell(one: Studied, place: str) -> str:
    """What became of one thing that a fact says on a place, in a few signs."""
    share = f"{one.usual.share:.0%}"
    size = f" {one.usual.effect:+.0%}" if one.usual.is_sized else ""
    if one.move is None:
        return f"{share}{size}; hangs on none"
    worst = f"{one.moved.share:.0%}" + (f" {one.moved.effect:+.0%}" if one.moved.is_sized else "")
    said = f"{share}{size}; {_move(place_named(place), one.move)}: {worst}"
    return f"**fragile** {said}" if one.is_fragile else said


def _move(place: Place, move: Move) -> str:
    """A move in a few signs: the assumption, and which way."""
    name, value = move
    return f"`{name}` {'up' if value > place.parameters[name] else 'down'}"


def lines(cases: Sequence[str]) -> str:
    """F17, F18 and P4 under every single move of every assumption."""
    rows: dict[str, list[str]] = {}
    with ProcessPoolExecutor(len(cases)) as processes:
        found = dict(zip(cases, processes.map(_lines_on, cases), strict=True))
    for case, (usual, moved) in found.items():
        place = place_named(case)
        tried = moves(place)
        people, best = moved["people"], REFERENCE.index("adaptive")
        for line in ("nice-to-all", "savings-only"):
            other = people[REFERENCE.index(line)]
            apart = people[best] / np.maximum(other, 1e-9) - 1.0
            nearest = int(np.argmin(apart))
            said = f"{_of(apart > 0.0)}; nearest with {_move(place, tried[nearest])}, {apart[nearest]:+.0%}"
            rows.setdefault(f"F17 on people, mending what is in the way beats `{line}`", []).append(said)
        kept = np.all(order_of(moved) == order_of(usual), axis=0)
        rows.setdefault("F18 five lines keep their order on people", []).append(_with_turned(place, tried, kept))
        rows.setdefault("P4 no line is best at too much", []).append(_with_turned(place, tried, no_line_is_dominant(moved)))
    how = (
        f"Each of five lines of play under each assumption a quarter down and up by itself, on the same {SEEDS} kinds of luck "
        "(seeds from 0)."
    )
    whole = table(["finding", *(TITLES[case] for case in cases)], ([name, *cells] for name, cells in rows.items()))
    return f"{how}\n\n{whole}"


def _lines_on(case: str) -> tuple[dict[str, Array], dict[str, Array]]:
    """What the five lines come to on a place, as it is and under every move."""
    place = place_named(case)
    found = played_under(place, [None]), played_under(place, moves(place))
    sys.stderr.write(f"{case}: lines\n")
    return found


def _of(holds: Mask) -> str:
    return f"{int(np.sum(holds))} of {len(holds)} moves"


def _with_turned(place: Place, tried: Sequence[Move], holds: Mask) -> str:
    turned = [_move(place, move) for move, is_so in zip(tried, holds, strict=True) if not is_so]
    return _of(holds) + (f"; not with {', '.join(turned)}" if turned else "")


def games(cases: Sequence[str]) -> str:
    """The playability laws under the assumptions that matter most, and what a debrief of the real line would call fragile."""
    rows, told = [], []
    for case in cases:
        place = place_named(case)
        tried = widest(place, WIDEST)
        most = list(dict.fromkeys(name for name, _ in tried))[:FORCED]
        forced = [move for move in tried if move[0] in most]
        with ProcessPoolExecutor() as processes:
            laws = processes.map(_missed, repeat(case), tried)
            least = dict(zip(forced, processes.map(_least_often_best, repeat(case), forced), strict=True))
            for move, missed in zip(tried, laws, strict=True):
                rows.append((TITLES[case], _move(place, move), "; ".join(missed) or "hold", least.get(move, "")))
        sys.stderr.write(f"{case}: games\n")
        session = Session.played(place, 1, policy_named("history", place))
        tries = fragility(session, moments(session), most=5)
        fragile = [one for one in tries if one.is_fragile]
        told.append((TITLES[case], len(tries), tries[0].n_moves if tries else 0, _fragile(fragile)))
    how = (
        f"P1, P2, P3, P5, P6 and P7 with one of the {WIDEST} assumptions that move the headline measures most "
        f"(`simulate --sensitivity`) a quarter down or up, over {GAMES:,} games (seeds from 0; P5 over 300 games a line, P7 over "
        f"six games). For the {FORCED} that move them most of all, also which option is best at something least often (F17), in "
        f"{CONTEXTS:,} contexts; a tenth is asked:"
    )
    then = "What the debrief of the real line's own game (seed 1) finds decisive, tried as every debrief tries it:"
    laws_table = table(["place", "moved", "what is not met of P1 to P7", "F17, least often best"], rows)
    return "\n\n".join([how, laws_table, then, table(["place", "findings", "moves for each", "fragile"], told)])


def room(cases: Sequence[str]) -> str:
    """How near the playability laws that ask for shares of variance come to their bounds."""
    rows = []
    for case in cases:
        place = place_named(case)
        shares = shares_of(place, first=0, games=EXACTLY)
        for what, (low, high) in (("options", OPTIONS_SHARE), ("tokens", TOKENS_SHARE), ("chance", CHANCE_SHARE)):
            found = {name: getattr(one, what) for name, one in shares.items()}
            near = min(found, key=lambda name: min(found[name] - low, high - found[name]))
            rows.append((TITLES[case], f"P1, {what}", f"{low:.0%} to {high:.0%}", f"{found[near]:.1%} of {near}"))
        lesson, (measure, share) = min(felt(place, EXACTLY).items(), key=lambda one: one[1][1])
        rows.append(
            (TITLES[case], "P3, the lesson felt least", f"{LEAST_FELT:.0%} at least", f"{lesson}, {share:.1%} of {measure}")
        )
        sys.stderr.write(f"{case}: room\n")
    how = f"Over {EXACTLY:,} games by chance (seeds from 0), from which a share is known to about one hundredth:"
    return f"{how}\n\n{table(('place', 'law', 'asked', 'nearest to its bound'), rows)}"


def _missed(case: str, move: Move) -> list[str]:
    """The playability laws that are not met on a place when an assumption is moved, each with what was found."""
    place = load(case, dict([move]))
    shares = shares_of(place, first=0, games=GAMES)
    impact = impact_of(play_many(place, "random", first=0, runs=GAMES))
    found = [
        f"{law} {clause.says} {clause.found}"
        for law, clauses in (
            ("P1", choices_matter(shares).clauses),
            ("P2", no_choice_settles_it(impact).clauses),
            ("P5", care_is_rewarded(place)),
            ("P7", (told_by_three(place),)),
        )
        for clause in clauses
        if not clause.holds
    ]
    found += [
        f"P3 {name} {share:.1%} of {measure}" for name, (measure, share) in felt(place, GAMES).items() if share < LEAST_FELT
    ]
    found += [f"P6 {name} {share:.0%}" for name, share in luck_of(shares).items()]
    return sorted(found)


def _least_often_best(case: str, move: Move) -> str:
    """The option that is best at something least often when an assumption is moved, and those beside it that are too seldom."""
    found = best_at_something(load(case, dict([move])), CONTEXTS)
    seldom = sorted((share, option) for option, share in found.items())
    told = [f"`{option}` {share:.1%}" for share, option in seldom if share < IN_CONTEXTS]
    return "; ".join(told) or f"`{seldom[0][1]}` {seldom[0][0]:.1%}"


def _fragile(found: Sequence[TriedFinding]) -> str:
    said = [f"{one.dilemma} on {one.measure}: " + ", ".join(f"`{hinge.parameter}`" for hinge in one.hinges) for one in found]
    return "; ".join(said) or "none"
