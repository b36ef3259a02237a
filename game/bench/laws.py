"""The playability laws that play by chance and named lines of play can tell: P1, P2 and P4.

Each law is a function from what was played to a verdict, used by `simulate` and by the project's own tests alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

from game.bench.impact import Impact, Shares
from game.core.outcome import MEASURES
from game.play.ensemble import Ensemble
from game.translation import say

REFERENCE: Final = ("keep-control", "cede", "savings-only", "nice-to-all", "adaptive")
"""The five lines of play that are compared with one another."""

OPTIONS_SHARE: Final = (0.35, 0.65)
TOKENS_SHARE: Final = (0.15, 0.35)
CHANCE_SHARE: Final = (0.10, 0.30)
MEDIAN_SHIFT: Final = 0.03
LARGEST_SHIFT: Final = 0.25
ONE_DILEMMA: Final = 0.25
"""The largest share of a measure's variance that the options of one dilemma may explain before it settles the game."""


@dataclass(frozen=True)
class Clause:
    """One thing a law asks, and what was found; `holds` says whether it was met."""

    says: str
    found: str
    expected: str
    holds: bool


@dataclass(frozen=True)
class Verdict:
    """Whether a law holds, with each of its clauses."""

    law: str
    title: str
    clauses: tuple[Clause, ...]

    @property
    def holds(self) -> bool:
        """Whether every clause is met."""
        return all(clause.holds for clause in self.clauses)

    def told(self) -> str:
        """The law, and whether it holds."""
        holds = say("{law} {title}: holds", law=self.law, title=self.title)
        return holds if self.holds else say("{law} {title}: does not hold", law=self.law, title=self.title)


def choices_matter(shares: Mapping[str, Shares]) -> Verdict:
    """P1: options explain 35-65% of each headline measure, tokens 15-35%, chance 10-30%."""
    clauses = []
    for name in MEASURES:
        for says, share, (low, high) in (
            (say("share of {measure} explained by options", measure=name), shares[name].options, OPTIONS_SHARE),
            (say("share of {measure} explained by tokens", measure=name), shares[name].tokens, TOKENS_SHARE),
            (say("share of {measure} explained by chance", measure=name), shares[name].chance, CHANCE_SHARE),
        ):
            expected = say("{low:.0%} to {high:.0%}", low=low, high=high)
            clauses.append(Clause(says, f"{share:.0%}", expected, low <= round(share, 2) <= high))
    return Verdict("P1", say("Choices matter"), tuple(clauses))


def no_choice_settles_it(impact: Mapping[str, Impact]) -> Verdict:
    """P2: the median option moves some measure by at least 3% of its range, none any by over 25%; no dilemma decides a game.

    What chance alone may have moved does not count: of an option that few games took, and of the seven measures the widest, that
    is much.
    """
    largest: dict[tuple[str, str], tuple[float, str]] = {}
    for name in MEASURES:
        for dilemma, options in impact[name].shifts.items():
            for option in options:
                moved = impact[name].beyond_chance(dilemma, option)
                largest[dilemma, option] = max(largest.get((dilemma, option), (0.0, "")), (moved, name))
    sizes = sorted((size, name, f"{dilemma}.{option}") for (dilemma, option), (size, name) in largest.items())
    middle = median(size for size, _, _ in sizes) if sizes else 0.0
    most, where, option_id = sizes[-1] if sizes else (0.0, say("nothing"), say("no option"))
    share, measure, dilemma_id = max(
        ((share, name, dilemma) for name in MEASURES for dilemma, share in impact[name].dilemmas.items()),
        default=(0.0, "", say("none")),
    )
    return Verdict(
        "P2",
        say("No choice is idle and none settles the game"),
        (
            Clause(
                say("the median option moves some measure, beyond chance, by"),
                f"{middle:.1%}",
                say("at least {share:.0%}", share=MEDIAN_SHIFT),
                round(middle, 3) >= MEDIAN_SHIFT,  # judged as it is told, here and below
            ),
            Clause(
                say("the largest moves one, beyond chance, by"),
                f"{most:.0%} ({option_id}, {where})",
                say("at most {share:.0%}", share=LARGEST_SHIFT),
                round(most, 2) <= LARGEST_SHIFT,
            ),
            Clause(
                say("one dilemma alone explains"),
                f"{share:.0%} ({dilemma_id}, {measure})",
                say("at most {share:.0%}", share=ONE_DILEMMA),
                round(share, 2) <= ONE_DILEMMA,
            ),
        ),
    )


def no_dominant_line(played: Mapping[str, Ensemble]) -> Verdict:
    """P4: the best line on people is not the best on self or results, and none is best on more than half the measures.

    `played` holds one ensemble for each line of play that is compared. Of several lines that are equally good, each is best.
    """
    means = {name: {line: float(ensemble.measures[name].mean()) for line, ensemble in played.items()} for name in MEASURES}
    best = {name: {line for line, mean in of.items() if mean == max(of.values())} for name, of in means.items()}
    clauses = [
        Clause(
            say("best on people and on {measure}", measure=other),
            ", ".join(sorted(best["people"] & best[other])) or say("no line is both"),
            say("no line is both"),
            not best["people"] & best[other],
        )
        for other in ("self", "results")
    ]
    wins = {line: sum(line in best[name] for name in MEASURES) for line in played}
    line = max(wins, key=lambda name: wins[name])
    most = len(MEASURES) // 2
    clauses.append(
        Clause(
            say("the line best on most measures"),
            say("{line}, on {wins} of {measures}", line=line, wins=wins[line], measures=len(MEASURES)),
            say("at most {number}", number=most),
            wins[line] <= most,
        )
    )
    return Verdict("P4", say("No dominant line"), tuple(clauses))
