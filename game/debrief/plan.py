"""Session plans for a workshop: how sixty, ninety and a hundred and eighty minutes are best spent on a place.

Talking it over takes at least as long as playing: that is where most is learnt (Fanning and Gaba, 2007, Simulation in
Healthcare 2, on debriefing in simulation; the sizes are ours).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final, Literal

from game.core.decision import MOST_DILEMMAS, place_order
from game.core.place import Dilemma, Place
from game.debrief.conversation import NAMES
from game.debrief.question import Phase
from game.debrief.really import is_known
from game.scenario.shipped import shipped_ids
from game.translation import later, say, say_of
from game.words import quarter
from game.words.grammar import capital, count, full_stop, quoted

LENGTHS: Final = (60, 90, 180)
"""The lengths of a session for which there is a plan, in minutes."""

LEAST_A_QUARTER: Final = 2.0
"""The least minutes in which a table of four can read what came of a quarter and place its attention."""

LEAST_A_DECISION: Final = 2.4
"""The least minutes in which it can read a scene and its options aloud, argue and decide."""

MOST_A_QUARTER: Final = 9.0
"""Minutes after which a table has decided, whatever there is to argue about; what is left goes to talking it over."""

BREAK_FROM: Final = 150
"""The length of a session from which people need a break."""

_PHASES: Final[Mapping[Phase, float]] = {"describe": 0.25, "analyse": 0.45, "apply": 0.3}


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a session: the minute at which it begins, how many minutes it takes, and what is done.

    `phase` is the phase of the debrief that it is; empty where it is none.
    """

    start: int
    minutes: int
    title: str
    text: str
    phase: Phase | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A session of some length.

    Arguments:
        minutes: how long it is.
        quarters: how many quarters are played.
        is_whole: whether that is the whole place.
        cut: the title of the author's own shorter version, where it is that one; else empty.
        dilemmas: the decisions that come, in the order in which they first may.
        steps: what is done when; they fill the session.
        play: minutes of play; `talk`: of talking it over, never fewer.
        text: what is played, in a sentence.
    """

    minutes: int
    quarters: int
    is_whole: bool
    cut: str
    dilemmas: tuple[Dilemma, ...]
    steps: tuple[Step, ...]
    play: int
    talk: int
    text: str


def plans(place: Place) -> tuple[Plan, ...]:
    """A plan for each length of session, the shortest first."""
    return tuple(plan(place, minutes) for minutes in LENGTHS)


def plan(place: Place, minutes: int) -> Plan:
    """The plan for a session of some minutes, at least 45."""
    opening, briefing, closing = (max(3, min(6, minutes // 20)), max(6, minutes // 10), max(3, min(8, minutes // 20)))
    pause = 10 if minutes >= BREAK_FROM else 0
    free = minutes - opening - briefing - closing - pause
    quarters, is_whole, cut, dilemmas = _what(place, free // 2)
    title = str(place.texts["cuts"][cut]["title"]) if cut else ""
    play = min(free // 2, ceil(MOST_A_QUARTER * quarters))
    talk = free - play
    steps = tuple(_steps(place, (opening, briefing, play, pause, talk, closing), quarters))
    text = _told(place, quarters, (cut, title), is_whole=is_whole)
    return Plan(minutes, quarters, is_whole, title, dilemmas, steps, play, talk, text)


def _what(place: Place, minutes: int) -> tuple[int, bool, str, tuple[Dilemma, ...]]:
    """What can be played in some minutes: quarters, whether that is all, the id of a cut, and the decisions."""
    if _least(place.turns, in_order(place)) <= minutes:
        return place.turns, True, "", in_order(place)
    cuts: dict[str, dict[str, Any]] = place.texts.get("cuts") or {}
    kept = {name: tuple(one for one in in_order(place) if one.id in cut["dilemmas"]) for name, cut in cuts.items()}
    long = {name: _least(cut["turns"], kept[name]) for name, cut in cuts.items()}
    fitting = [name for name in cuts if long[name] <= minutes]
    if fitting:
        cut = max(fitting, key=long.__getitem__)
        return int(cuts[cut]["turns"]), False, cut, kept[cut]
    firsts = [tuple(_first(place, quarters)) for quarters in range(1, place.turns + 1)]
    most = max((n for n, first in enumerate(firsts, 1) if _least(n, first) <= minutes), default=1)
    return most, most == place.turns, "", firsts[most - 1]


def _least(quarters: int, dilemmas: Sequence[Dilemma]) -> float:
    """The least minutes for some quarters and those of their decisions that are sure to come."""
    certain = [one for one in dilemmas if one.when is None and not one.needs_opening and not one.is_left_out]
    return LEAST_A_QUARTER * quarters + LEAST_A_DECISION * len(certain)


def in_order(place: Place) -> tuple[Dilemma, ...]:
    """Every decision of a place, in the order in which it may first come; those that another has to open come last."""
    numbers = sorted(place_order(place), key=lambda number: (place.dilemmas[number].needs_opening, place.dilemmas[number].first))
    return tuple(place.dilemmas[number] for number in numbers)


def _first(place: Place, quarters: int) -> Iterator[Dilemma]:
    """The decisions that can come in the first quarters, no more of them than those quarters have room for."""
    found = [dilemma for dilemma in in_order(place) if dilemma.first <= quarters and not dilemma.needs_opening]
    yield from found[: MOST_DILEMMAS * quarters]


def _told(place: Place, quarters: int, cut: tuple[str, str], *, is_whole: bool) -> str:
    length = count(quarters, "quarter")
    if place.begins:
        last = quarter.name(place, quarters)
        length = say("{quarters}, to {last}", quarters=length, last=last)
    if is_whole:
        return say("The whole place: {length}.", length=length)
    name, title = cut
    if name:
        begun = say(
            "Begin it with `wholeplace host {place} --cut {cut}`, or at one table from the title screen.",
            place=place.id if place.id in shipped_ids() else "PLACE",
            cut=name,
        )
        return f"{say('The cut {title}: {length}.', title=quoted(title), length=length)} {begun}"
    first = say("The first {quarters} of {turns}", quarters=count(quarters, "quarter"), turns=place.turns)
    return full_stop(say("{quarters}, to {last}", quarters=first, last=quarter.name(place, quarters)) if place.begins else first)


def _steps(place: Place, lengths: tuple[int, int, int, int, int, int], quarters: int) -> Iterator[Step]:
    opening, briefing, play, pause, talk, closing = lengths
    parts: list[tuple[int, str, str, Phase | Literal[""]]] = [
        (
            opening,
            say("Arrive"),
            say("People find a table of three to five. Mix the professions. Nobody sits where they usually sit."),
            "",
        ),
        (
            briefing,
            say("Briefing"),
            say(
                "Read the opening aloud; show the seat, what it can and cannot do, and how a quarter goes. Hand out the role "
                "cards."
            ),
            "",
        ),
        *((*one, "") for one in _play(place, play, pause, quarters)),
        *(
            (
                minutes,
                say("Debrief: {phase}", phase=say(NAMES[phase]).lower()),
                _what_is_done(phase, minutes, is_real=is_known(place)),
                phase,
            )
            for phase, minutes in zip(_PHASES, _split(talk), strict=True)
        ),
        (
            closing,
            say_of("the last part of a workshop", "Close"),
            say("Each person says one thing they will do on Monday, and who will be able to tell that they have."),
            "",
        ),
    ]
    start = 0
    for minutes, title, text, phase in parts:
        if minutes:
            yield Step(start, minutes, title, text, phase)
            start += minutes


def _play(place: Place, play: int, pause: int, quarters: int) -> Iterator[tuple[int, str, str]]:
    each = say("About {minutes:.0f} minutes a quarter. Call the last minute of each.", minutes=play / quarters)
    pace = f"{each} {say('The first takes longer than the rest.')}"
    if not pause or quarters < 2:
        yield play, say("Play"), f"{capital(count(quarters, 'quarter'))}. {pace}"
        yield pause, say("Break"), say("Away from the tables.")
        return
    half = ceil(quarters / 2)
    first = round(play * half / quarters)
    yield first, say("Play, first half"), f"{say('To the end of {quarter}.', quarter=quarter.name(place, half))} {pace}"
    yield pause, say("Break"), say("Away from the tables. Do not talk about the game; people will.")
    yield (
        play - first,
        say("Play, second half"),
        say("To the end of {quarter}, and what is left afterwards.", quarter=quarter.name(place, quarters)),
    )


def _split(talk: int) -> list[int]:
    """The minutes of each phase of the debrief; together they are all of it."""
    minutes = [round(talk * share) for share in _PHASES.values()]
    return [minutes[0], talk - minutes[0] - minutes[2], minutes[2]]


def _what_is_done(phase: Phase, minutes: int, *, is_real: bool) -> str:
    if phase != "analyse":
        return say(_PHASE_TEXTS[phase])
    if minutes < _LEAST_TO_COMPARE:
        return say(_ANALYSE_BRIEFLY if is_real else _ANALYSE_BRIEFLY_MADE_UP)
    return say(_PHASE_TEXTS[phase] if is_real else _ANALYSE_MADE_UP)


_LEAST_TO_COMPARE: Final = 15
"""The least minutes in which two tables can be compared and the real case told as a whole."""

_ANALYSE_BRIEFLY: Final = later(
    "Why did it go so? There is time for one decision: two tables that parted there say what they saw, then you read what really "
    "happened."
)
_ANALYSE_BRIEFLY_MADE_UP: Final = later(
    "Why did it go so? There is time for one decision: two tables that parted there say what they saw."
)
_ANALYSE_MADE_UP: Final = later("Why did it go so? Open what hung on each decision, and compare two tables that parted there.")

_PHASE_TEXTS: Final[Mapping[Phase, str]] = {
    "describe": later(
        "What happened? First alone, in writing, then round the table. Facts and feelings; no reasons yet, no advice."
    ),
    "analyse": later(
        "Why did it go so? Open what hung on each decision, compare two tables that parted there, then read what really happened."
    ),
    "apply": later("Where is this at your own work? In pairs from different organisations, then one sentence each."),
}
