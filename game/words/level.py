"""Levels from 0 to 1 as words that fit what they measure, and changes as a little, a fair bit or a lot, up or down."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from game.core import observe
from game.core.observe import Rough
from game.translation import later, say

_USUAL: Final = (0.15, 0.35, 0.55, 0.75)


@dataclass(frozen=True, slots=True)
class Scale:
    """Five words from low to high, and the four levels at which one gives way to the next."""

    words: tuple[str, str, str, str, str]
    bounds: tuple[float, float, float, float] = _USUAL

    def word(self, level: float) -> str:
        """The word for a level."""
        return say(self.words[bisect_right(self.bounds, level)])


_PLAIN: Final = Scale(later(("very low", "low", "middling", "high", "very high")))
_AMOUNT: Final = Scale(later(("hardly any", "a little", "some", "much", "very much")))
_TRUST: Final = Scale(later(("hardly any", "thin", "fair", "good", "deep")), (0.12, 0.3, 0.5, 0.7))
# Sharing is seldom more than a third of what it could be.
_SHARING: Final = Scale(later(("nothing", "scraps", "some", "a good deal", "most of it")), (0.02, 0.12, 0.25, 0.5))
_STATED: Final = Scale(later(("next to nothing", "polite interest", "goodwill", "commitment", "full commitment")))
_DELIVERED: Final = Scale(later(("next to nothing", "little", "some", "a good deal", "a great deal")), (0.1, 0.25, 0.42, 0.62))

SCALES: Final[dict[str, Scale]] = later(
    {
        "control": Scale(("next to nothing", "a little", "half of it", "most of it", "nearly everything")),
        "tailoring": Scale(("one for all", "slight", "clear", "great", "one for each")),
        "governance": Scale(("hardly at all", "a little", "half-way", "largely", "fully")),
        "usability": Scale(("unusable", "awkward", "passable", "handy", "effortless")),
        "support": Scale(("hardly any", "thin", "fair", "good", "full")),
        "fairness": Scale(("hardly at all", "a little", "half-way", "largely fair", "fair")),
        "codifying": _AMOUNT,
        "push": _AMOUNT,
        "counting": _AMOUNT,
        "mandate": Scale(("hardly any", "slight", "clear", "strong", "overwhelming")),
        "pooling": Scale(("hardly any", "little", "some", "wide", "free")),
        "underwriting": Scale(("hardly any of it", "a little", "half of it", "most of it", "all of it")),
        "energy": Scale(("worn out", "tired", "steady", "good", "high"), (0.2, 0.4, 0.6, 0.8)),
        "credibility": Scale(("gone", "thin", "fair", "good", "high")),
        "user_trust": _TRUST,
        "drafts": _AMOUNT,
        "openness": _SHARING,
        "emphasis": Scale(("hardly mentioned", "in passing", "one of several", "often", "above all")),
        "cover": Scale(("in danger", "thin", "fair", "firm", "very firm")),
        "strain": Scale(("hardly any", "slight", "clear", "heavy", "near breaking")),
        "outlook": Scale(("its own door", "the neighbours", "part of the street", "most of the place", "the whole place")),
        "joined": Scale(("hardly any", "a few", "about half", "most", "nearly all")),
        "united": Scale(("each its own way", "hardly as one", "half as one", "largely as one", "as one")),
        "legal": Scale(("hardly any", "little", "some", "wide", "very wide")),
        "giving": _AMOUNT,
        "buy_in": Scale(("hardly any", "slight", "half-hearted", "firm", "whole-hearted")),
        "frontline": Scale(("hardly any", "slight", "half-hearted", "firm", "whole-hearted")),
        "stated": _STATED,
        "delivered": _DELIVERED,
        "gap": Scale(("none", "slight", "clear", "wide", "very wide"), (0.01, 0.08, 0.18, 0.3)),
        "sharing": _SHARING,
        "practice": _SHARING,
        "purpose": _TRUST,
        "confidence": _TRUST,
        "trust": _TRUST,
        "estimate": _TRUST,
        "scar": Scale(("hardly any", "faint", "clear", "deep", "not to be forgotten")),
        "codified": Scale(("nothing", "a little", "some", "most", "nearly all")),
        "permission": Scale(
            ("no protocol", "case by case", "agreed in principle", "signed", "part of a shared tool"), (0.2, 0.45, 0.7499, 0.95)
        ),
        "promise_size": Scale(("hardly anything", "a little", "a fair amount", "much", "very much")),
        "effectiveness": Scale(("hardly at all", "a little", "in part", "well", "as one"), (0.05, 0.12, 0.22, 0.4)),
    }
)

AT_NOUGHT: Final[dict[str, str]] = later(
    {
        "support": "none",
        "mandate": "none",
        "pooling": "none",
        "strain": "none",
        "buy_in": "none",
        "frontline": "none",
        "scar": "none",
        "trust": "none",
        "estimate": "none",
        "purpose": "none",
        "confidence": "none",
        "user_trust": "none",
        "governance": "not at all",
        "fairness": "not at all",
        "underwriting": "none of it",
        "stated": "nothing",
    }
)
"""What a level is called that is printed as 0 of 100, where the lowest of its words would say that there is something."""

ROUGH: Final[dict[Rough, str]] = later({"slight": "a little", "clear": "clearly", "strong": "much"})
"""How far something moved, in words before what it is now: clearly more of it, or less."""

HOW_FAR: Final[dict[Rough, str]] = {**ROUGH, "clear": later("a fair bit"), "strong": later("a lot")}
"""The same after what it did: it rose, or went up, so far."""


def in_words(variable: str, level: float) -> str:
    """The word for a level of a variable: `thin`, `fair`, `worn out`.

    Arguments:
        variable: the name of a variable whose unit is a level.
        level: from 0 to 1.
    """
    # As it is printed, so that one number never has two words; a protocol is signed at its level and not a hair below.
    shown = level if variable == "permission" else round(level, 2)
    return say(AT_NOUGHT[variable]) if variable in AT_NOUGHT and not shown else SCALES.get(variable, _PLAIN).word(shown)


def of_hundred(level: float) -> str:
    """A level as a number that can be read aloud: `41 of 100`."""
    return say("{level} of 100", level=round(100 * level))


def in_both(variable: str, level: float) -> str:
    """A level in words and numbers: `fair (41 of 100)`."""
    return f"{in_words(variable, level)} ({of_hundred(level)})"


def share(variable: str, before: float, after: float) -> float:
    """How far a variable moved, whichever way, as a share of `observe.span`; 0 where nobody would notice."""
    found = abs(after - before) / observe.span(variable, before, after)
    return 0.0 if found < 0.02 else found


def rough(variable: str, before: float, after: float) -> Rough | None:
    """How far a variable moved; None where nobody would notice."""
    moved_by = share(variable, before, after)
    return observe.rough(moved_by) if moved_by else None


def change(variable: str, before: float, after: float) -> str:
    """A change in words: `up a little`, `down a fair bit`, `up a lot`, `about the same`."""
    size = rough(variable, before, after)
    if size is None:
        return say("about the same")
    how_far = say(HOW_FAR[size])
    return say("up {how_far}", how_far=how_far) if after > before else say("down {how_far}", how_far=how_far)


def moved(variable: str, before: float, after: float) -> str:
    """The same with its verb, to stand after what moved: `rose a little`, `fell a lot`, `stayed about the same`."""
    size = rough(variable, before, after)
    if size is None:
        return say("stayed about the same")
    how_far = say(HOW_FAR[size])
    return say("rose {how_far}", how_far=how_far) if after > before else say("fell {how_far}", how_far=how_far)
