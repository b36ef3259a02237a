"""What somebody types to decide for a seat of a round table, understood: what is to be done, or what was wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from game.briefing import round_table
from game.core.decision import Refusal
from game.play.round_table import RoundTable
from game.play.session import Session
from game.terminal.match import agency_names, find
from game.translation import say
from game.words.typed import whole

Act = Callable[[], Refusal | None]

WORDS: Final = ("vote", "pledge", "share", "promise", "kept", "broken")
"""With what a line begins that decides something."""

_WAYS: Final = {
    "open": "opens",
    "opens": "opens",
    "open up": "opens",
    "hold": "holds back",
    "hold back": "holds back",
    "habit": "habit",
}
_MOST: Final = 9_999  # promises that can be counted
_SUMS: Final = ("0", "25", "50", "75", "100")
_PROMISED: Final = re.compile(
    r"^(?P<who>.+?)\s+(?P<what>pledge\s+(?P<sum>[0-9]{1,4})(?:\s*%|\s+per\s+cent)?|vote\s+[0-9]{1,4}\s+[0-9]{1,4}|sharing|words)"
    r"(?!\w)(?P<rest>.*)$",
    re.IGNORECASE,
)
_DUE: Final = re.compile(r"^\s*by\s+(?:quarter\s+)?(?P<due>[0-9]{1,3})\s*:?\s*(?P<text>.*)$", re.IGNORECASE)


def understood(session: Session, table: RoundTable, seat: int, typed: str) -> Act | str:
    """What a line asks for, ready to be done; or a sentence on what is not clear.

    Arguments:
        session: the game.
        table: its round table.
        seat: the number of the seat's agency.
        typed: a line that begins with one of `WORDS`.
    """
    word, _, rest = typed.strip().partition(" ")
    own, rest = session.place.agencies[seat].id, rest.strip()
    match word.lower():
        case "vote":
            return _vote(session, table, seat, rest)
        case "pledge":
            return _pledge(table, own, rest)
        case "share":
            return _share(session, table, seat, rest)
        case "promise":
            return _promise(session, table, seat, rest)
        case judged:
            if (number := whole(rest, 0, _MOST)) is None:
                return say("Which promise? `{judged} 2` says it of promise 2; `look` lists them.", judged=judged)
            return lambda: table.judge(own, number, is_kept=judged == "kept")


def _vote(session: Session, table: RoundTable, seat: int, rest: str) -> Act | str:
    own, found = session.place.agencies[seat].id, round_table.ballots(session, seat)
    if not found:
        return say("Nothing is to be voted on this quarter.")
    parts = rest.lower().split()
    if len(parts) == 1 and len(found) == 1:
        parts = ["1", *parts]
    if len(parts) != 2 or (dilemma := whole(parts[0], 1, len(found))) is None:
        return say("Vote on which, and for what? `vote 1 2` is option 2 of dilemma 1; `vote 1 none` abstains.")
    scene = found[dilemma - 1].scene
    if parts[1] in ("none", "abstain"):
        return lambda: table.vote(own, scene.id, None)
    if (number := whole(parts[1], 1, len(scene.options))) is None:
        return say("{title} has options 1 to {options}.", title=scene.title, options=len(scene.options))
    option = scene.options[number - 1].id
    return lambda: table.vote(own, scene.id, option)


def _pledge(table: RoundTable, own: str, rest: str) -> Act | str:
    said = rest.lower().removesuffix("%").removesuffix(" per cent").strip()
    if said in ("as it goes", "habit", "none"):
        return lambda: table.pledge(own, None)
    if said not in _SUMS:
        return say("How much of what you could move, of a hundred? One of {sums}; or `pledge as it goes`.", sums=", ".join(_SUMS))
    return lambda: table.pledge(own, int(said) / 100)


def _share(session: Session, table: RoundTable, seat: int, rest: str) -> Act | str:
    own = session.place.agencies[seat].id
    way = next((one for one in sorted(_WAYS, key=len, reverse=True) if rest.lower().endswith(f" {one}")), "")
    other = _agency(session, rest[: -len(way)].strip() if way else rest)
    if not way or isinstance(other, str):
        return other if isinstance(other, str) and way else say("With whom, and how? `share NAME open`, `hold` or `habit`.")
    return lambda: table.share(own, {session.place.agencies[other].id: _WAYS[way]})


def _promise(session: Session, table: RoundTable, seat: int, rest: str) -> Act | str:
    place, found = session.place, _PROMISED.match(rest)
    unclear = say("What to whom? `promise NAME pledge 50 by 3`, `vote 1 2`, `sharing by 3`, or `words by 3: what you promise`.")
    if found is None:
        return unclear
    other = _agency(session, found["who"])
    if isinstance(other, str):
        return other
    own, to = place.agencies[seat].id, place.agencies[other].id
    kind, *more = found["what"].lower().split()
    dated = _DUE.match(found["rest"])
    due, text = (int(dated["due"]), dated["text"].strip()) if dated else (session.turn, found["rest"].strip(" :"))
    if kind != "words" and (text.strip(".") or (kind == "vote" and due != session.turn)):
        return unclear  # a day that is not understood must not become this quarter
    match kind:
        case "pledge":
            share = int(found["sum"]) / 100
            if found["sum"] not in _SUMS[1:]:
                return say("What can be promised of your money is one of {sums}, of a hundred.", sums=", ".join(_SUMS[1:]))
            return lambda: table.give_word(own, to, kind, share, due)
        case "vote":
            scenes = [one.scene for one in round_table.ballots(session, seat)]
            one, option = int(more[0]), int(more[1])
            if not (1 <= one <= len(scenes) and 1 <= option <= len(scenes[one - 1].options)):
                return say("There is no such option to vote for this quarter.")
            scene = scenes[one - 1]
            return lambda: table.give_word(own, to, kind, [scene.id, scene.options[option - 1].id], session.turn)
        case "sharing":
            return lambda: table.give_word(own, to, kind, None, due)
        case _:
            if not text:
                return say("Your promise has no words: `promise NAME words by 3: what you promise`.")
            return lambda: table.give_word(own, to, kind, text, due)


def _agency(session: Session, typed: str) -> int | str:
    """The agency that was meant, or a sentence that asks which."""
    names = {number: [*several, session.place.agencies[number].short] for number, several in agency_names(session.place).items()}
    found = find(typed, names)
    if len(found) == 1:
        return found[0]
    if found:
        return say("“{typed}” could be several. Say a little more.", typed=typed)
    known = ", ".join(facts.short for facts in session.place.agencies)
    return say("Nobody goes by the name “{typed}”. There are: {known}.", typed=typed, known=known)
