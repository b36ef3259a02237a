"""A tie in words: whose it is and to whom, how much, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from game.briefing.ties import Tie
from game.core.place import Place
from game.desktop.map.links import Lens
from game.translation import later, say
from game.words.beside import told_to
from game.words.grammar import agency, capital, possessive
from game.words.level import of_hundred


@dataclass(frozen=True, slots=True)
class Words:
    """What a tie is called, its value, and a remark."""

    name: str
    value: str
    note: str


def described(place: Place, tie: Tie, back: Tie | None, lens: Lens, *, is_met: bool, seat: int | None = None) -> Words:
    """A tie in words.

    Arguments:
        place: whose agencies they are.
        tie: the tie.
        back: the same between the two the other way round.
        lens: which kind of tie is meant.
        is_met: whether a quarter has been played, so that there is sharing to be seen.
        seat: who is told; the lead where None.
    """
    one, other = agency(place, tie.one, seat), agency(place, tie.other, seat)
    if lens == "trust":
        name = say("{whose} trust in {other}", whose=capital(possessive(one)), other=other)
        note = f"{told_to(place, seat, later('As you see it') if tie.is_own else later('As you gather from outside'))}."
        if back is not None:
            trust = f"{back.trust_word} ({of_hundred(back.trust)})"
            whose = capital(possessive(other))
            note = f"{note} {say('{whose} trust in {other}: {trust}.', whose=whose, other=one, trust=trust)}"
        return Words(name, f"{tie.trust_word} ({of_hundred(tie.trust)})", note)
    name = say("{whose} sharing with {other}", whose=capital(possessive(one)), other=other)
    value = f"{tie.sharing_word} ({of_hundred(tie.sharing)})" if is_met else say("nothing has been shared yet")
    return Words(name, value, _protocol(tie))


def _protocol(tie: Tie) -> str:
    """What the two need for sharing."""
    match tie.protocol:
        case "signed":
            return say("The protocol they need is signed.")
        case "being drafted":
            return say("The protocol they need is being drafted.")
        case "none yet":
            return say("They need a protocol, and there is none yet.")
        case _:
            return say("Results depend on it, and it needs no protocol.") if tie.is_needed else say("No result depends on it.")
