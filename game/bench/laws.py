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


def choices_matter(shares: Mapping[str, Shares]) -> Verdict:
    """P1: options explain 35-65% of each headline measure, tokens 15-35%, chance 10-30%."""
    clauses = []
    for name in MEASURES:
        for what, share, (low, high) in (
            ("options", shares[name].options, OPTIONS_SHARE),
            ("tokens", shares[name].tokens, TOKENS_SHARE),
            ("chance", shares[name].chance, CHANCE_SHARE),
        ):
            expected = f"{low:.0%} to {high:.0%}"
            clauses.append(
                Clause(f"share of {name} explained by {what}", f"{share:.0%}", expected, low <= round(share, 2) <= high)
            )
    return Verdict("P1", "Choices matter", tuple(clauses))


def no_choice_settles_it(impact: Mapping[str, Impact]) -> Verdict:
    """P2: the median option moves some measure by at least 3% of its range, none any by over 25%; no dilemma decides a game."""
    largest: dict[tuple[str, str], tuple[float, str]] = {}
    for name in MEASURES:
        for dilemma, options in impact[name].shifts.items():
            for option, shift in options.items():
                largest[dilemma, option] = max(largest.get((dilemma, option), (0.0, "")), (abs(shift), name))
    sizes = sorted((size, name, f"{dilemma}.{option}") for (dilemma, option), (size, name) in largest.items())
    middle = median(size for size, _, _ in sizes) if sizes else 0.0
    most, where, option_id = sizes[-1] if sizes else (0.0, "nothing", "no option")
    share, measure, dilemma_id = max(
        ((share, name, dilemma) for name in MEASURES for dilemma, share in impact[name].dilemmas.items()),
        default=(0.0, "", "none"),
    )
    return Verdict(
        "P2",
        "No choice is idle and none settles the game",
        (
            Clause(
                "the median option moves some measure by", f"{middle:.1%}", f"at least {MEDIAN_SHIFT:.0%}", middle >= MEDIAN_SHIFT
            ),
            Clause(
                "the largest moves one by",
                f"{most:.0%} ({option_id}, {where})",
                f"at most {LARGEST_SHIFT:.0%}",
                most <= LARGEST_SHIFT,
            ),
            Clause(
                "one dilemma alone explains",
                f"{share:.0%} ({dilemma_id}, {measure})",
                f"at most {ONE_DILEMMA:.0%}",
                share <= ONE_DILEMMA,
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
            f"best on people and on {other}",
            ", ".join(sorted(best["people"] & best[other])) or "no line is both",
            "no line is both",
            not best["people"] & best[other],
        )
        for other in ("self", "results")
    ]
    wins = {line: sum(line in best[name] for name in MEASURES) for line in played}
    line = max(wins, key=lambda name: wins[name])
    most = len(MEASURES) // 2
    clauses.append(
        Clause(
            "the line best on most measures", f"{line}, on {wins[line]} of {len(MEASURES)}", f"at most {most}", wins[line] <= most
        )
    )
    return Verdict("P4", "No dominant line", tuple(clauses))
