"""A game as somebody sits through it: what is on the screen, how long that takes, and how alike two games read.

Every policy plays; what it decided is typed into the terminal game, and what that prints up to the ending is what is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from game.briefing.introduction import introduction, prologue
from game.briefing.quarter import NEWS
from game.core.place import Place
from game.play.policy import policy_named
from game.play.session import Session
from game.words.reading import n_words
from tests.terminal.script import play, typed

WORDS_A_MINUTE: Final = 260
"""Of silent reading of stories in English; Brysbaert (2019), Journal of Memory and Language 109."""

GLANCED: Final = 2
"""How many times as fast one goes over numbers and lists; what came before in the same words is passed over: assumptions."""

SECONDS_A_DECISION: Final = 30
"""From the last word read to an option taken: an assumption."""

SECONDS_A_TOKEN: Final = 10
"""For each token of attention: an assumption."""

LEAST_WORDS: Final = 8
"""Words from which a sentence that comes twice would be noticed."""


@dataclass(frozen=True)
class Sitting:
    """One game of a policy.

    Arguments:
        place, policy, seed: which.
        text: what the terminal printed, to the ending.
        told: what its author wrote of it, each text as often as it was told.
        decisions: options taken.
        tokens: tokens placed.
        ending: the id of its ending.
    """

    place: str
    policy: str
    seed: int
    text: str
    told: tuple[str, ...]
    decisions: int
    tokens: int
    ending: str

    @property
    def words(self) -> int:
        """Words on the screen."""
        return n_words(self.text)

    @property
    def authored(self) -> int:
        """Words of it that tell the story: scenes, options, news, consequences."""
        return sum(n_words(text) for text in self.told)

    @property
    def again(self) -> int:
        """Words of it that came before in the same sentence."""
        return sum(n_words(piece) * (n - 1) for piece, n in sentences(self.text).items())

    @property
    def minutes(self) -> float:
        """How long it takes: the story is read, the rest is looked over, and one thinks before one decides."""
        glanced = self.words - self.authored - self.again
        reading = self.authored / WORDS_A_MINUTE + glanced / (GLANCED * WORDS_A_MINUTE)
        return reading + (self.decisions * SECONDS_A_DECISION + self.tokens * SECONDS_A_TOKEN) / 60.0

    @property
    def twice(self) -> dict[str, int]:
        """The author's texts, long enough to be noticed, that were told more than once."""
        return {text: n for text, n in Counter(self.told).items() if n > 1 and n_words(text) >= LEAST_WORDS}


@cache
def sat_through(place: Place, policy: str, seed: int) -> Sitting:
    """A game of a policy as it is read."""
    session = Session.played(place, seed, policy_named(policy, place))
    ending = session.ending()
    return Sitting(
        place.id,
        policy,
        seed,
        play(typed(session), place, seed, is_taught=False).text,
        tuple(told_in(session)),
        sum(len(choices) for choices, _ in session.decided),
        sum(len(tokens) for _, tokens in session.decided),
        ending.id if ending is not None else "",
    )


def told_in(session: Session) -> Iterator[str]:
    """Every text of its author that a game tells, in the order in which it is told."""
    place = session.place
    said = introduction(place)
    yield from (*said.summary, *said.objectives, *said.powers, *said.limits, *said.caveat)
    yield from prologue(session).paragraphs
    for turn, (choices, _) in enumerate(session.decided, 1):
        yield from news_of(session, turn)
        for name, taken in choices.items():
            dilemma = place.dilemmas[place.dilemma(name)]
            yield dilemma.text
            for option in dilemma.options:
                yield option.label
                yield option.text
                if option.id == taken and option.then:
                    yield option.then
    ending = session.ending()
    if ending is not None:
        yield ending.text


def news_of(session: Session, turn: int) -> Iterator[str]:
    """What came on the way to a turn."""
    return (one.text for one in session.told(turn) if one.kind in NEWS and one.text)


def sentences(text: str) -> Counter[str]:
    """The sentences of a printed text that are long enough to be noticed, however their lines were broken."""
    pieces = (re.sub(r"\s+", " ", one).strip() for one in re.split(r"(?<=[.!?”])\s+|\n\s*\n|\n(?=[-0-9])", text))
    return Counter(piece for piece in pieces if n_words(piece) >= LEAST_WORDS)


def apart(one: Sitting, other: Sitting) -> float:
    """The share of what is read in two games that is read in only one of them, by words."""
    here, there = sentences(one.text), sentences(other.text)
    weigh = {piece: n_words(piece) for piece in here | there}
    both = sum(weigh[piece] * n for piece, n in (here & there).items())
    whole = sum(weigh[piece] * n for piece, n in (here | there).items())
    return 1.0 - both / whole if whole else 0.0


def endings_met(sittings: Mapping[str, Sitting]) -> dict[str, list[str]]:
    """Which policies met which ending."""
    found: dict[str, list[str]] = {}
    for policy, one in sittings.items():
        found.setdefault(one.ending, []).append(policy)
    return found
