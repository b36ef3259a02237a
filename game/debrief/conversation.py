"""Questions to talk over, chosen by what happened in this run, beside the scenario's own: describe, analyse, apply.

Each rule looks at one finding and asks at most one question, with the names of this run filled in. The order follows how
experience is debriefed: what one saw, why it went so, what one will do (Kolb, 1984, *Experiential learning*, in the short form
that facilitators use).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from game.debrief.backing import Backings
from game.debrief.beliefs import NOBODY, SeatView
from game.debrief.finding import programme
from game.debrief.gates import Gates
from game.debrief.moments import Moments
from game.debrief.network import Network
from game.debrief.pockets import Pockets
from game.debrief.promises import FAILED, SayDo
from game.debrief.really import Really
from game.debrief.remains import Remains
from game.debrief.results import Results
from game.debrief.style import Style
from game.play.session import Session
from game.play.word import told
from game.words import quarter
from game.words.grammar import agency, bare, capital, count, full_stop, listed, possessive, quoted
from game.words.level import of_hundred
from game.words.money import about

Phase = Literal["describe", "analyse", "apply"]

PHASES: Final[Mapping[Phase, str]] = {
    "describe": "What did you see?",
    "analyse": "Why did it go as it did?",
    "apply": "And on Monday?",
}
"""The phases in their order, with the question that stands over each."""

MOST_OF_THE_RUN: Final = 4
"""Questions from the run in each phase; the scenario's own come after them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to talk over: `because` is the finding it comes from, in a sentence; empty for the scenario's own."""

    phase: Phase
    text: str
    because: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    """The questions, phase by phase, those of this run first; no two are the same."""

    questions: tuple[Question, ...]

    def of(self, phase: Phase) -> tuple[Question, ...]:
        """The questions of one phase."""
        return tuple(one for one in self.questions if one.phase == phase)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the questions are chosen from: a game that is over, and everything that was found in it."""

    session: Session
    moments: Moments
    promises: SayDo
    pockets: Pockets
    results: Results
    network: Network
    gates: Gates
    backings: Backings
    remains: Remains
    style: Style
    really: Really
    seats: tuple[SeatView, ...]


_APART: Final = 0.15
"""The part of what was reported by which it must lie above what was due to the work for the two to be asked about."""

Asks = Callable[[Findings], Question | None]


def conversation(found: Findings) -> Conversation:
    """The questions for a run from its findings, and the scenario's own."""
    chosen: list[Question] = []
    for phase in PHASES:
        of_the_run = [one for ask in _RULES if (one := ask(found)) is not None and one.phase == phase]
        chosen += of_the_run[:MOST_OF_THE_RUN]
        written = (found.session.place.texts.get("questions") or {}).get(phase, ())
        chosen += [Question(phase, str(text), "") for text in written]
    return Conversation(tuple(_once(chosen)))


def _once(questions: Iterable[Question]) -> Iterable[Question]:
    seen: set[str] = set()
    for question in questions:
        key = " ".join(question.text.lower().split())
        if key not in seen:
            seen.add(key)
            yield question


# What did you see?


def _what_was_known(found: Findings) -> Question | None:
    decisive = found.moments.decisive
    if not decisive:
        return None
    one = decisive[0]
    return Question(
        "describe",
        f"In {quarter.name(found.session.place, one.turn)}, on {quoted(one.title)}, you chose {quoted(one.label)}. What did you "
        "know when you chose, what did you take for granted, and what did you expect to see by the next quarter?",
        one.text,
        one.turn,
    )


def _word_and_deed(found: Findings) -> Question | None:
    if not found.promises.gaps or found.promises.gaps[0].width < 0.15:
        return None
    gap = found.promises.gaps[0]
    name = agency(found.session.place, gap.agency)
    return Question(
        "describe",
        f"In {quarter.name(found.session.place, gap.widest)} {name} said {of_hundred(gap.said[gap.widest - 1])} and did "
        f"{of_hundred(gap.did[gap.widest - 1])}. What did you hear {name} say in those months, and where did you look to see "
        "whether it was done?",
        gap.text,
        gap.widest,
    )


def _what_was_hidden(found: Findings) -> Question | None:
    lead = found.session.place.lead
    hidden = [one for one in found.promises.that_became("concealed") if one.receiver == lead]
    if not hidden:
        return None
    one = hidden[0]
    name = agency(found.session.place, one.giver)
    return Question(
        "describe",
        f"{capital(name)} did not do what was promised you by {quarter.name(found.session.place, one.due)}, and let you think "
        "that it had. What did you notice at the time? Who would have told you, if you had asked?",
        one.text,
        one.settled,
    )


def _who_left(found: Findings) -> Question | None:
    place = found.session.place
    for turn in programme(found.session):
        for happening in found.session.ledgers[turn].told():
            if happening.kind == "departure":
                (gone,) = happening.agencies
                then = place.as_of(turn)
                leader = then.agencies[gone].leader or f"the head of {agency(then, gone)}"
                when = quarter.name(place, turn)
                return Question(
                    "describe",
                    f"In {when} {leader} left. What had the two of you agreed that nobody else knew, and how did you find out "
                    "what the next one thought?",
                    full_stop(f"{capital(leader)} left in {when}"),
                    turn,
                )
    return None


def _other_than_the_real_line(found: Findings) -> Question | None:
    parted = [one for one in found.really.dilemmas if one.real and not one.is_same]
    if not parted:
        return None
    order = {moment.dilemma: number for number, moment in enumerate(found.moments.moments)}
    one = min(parted, key=lambda one: order.get(one.dilemma, len(order)))
    return Question(
        "describe",
        f"On {quoted(one.title)} the real leaders took {quoted(one.real_label)}, and you {quoted(one.label)}. What did you see "
        "in front of you that made yours the better way to go on?",
        one.text,
        one.turn,
    )


def _what_was_believed(found: Findings) -> Question | None:
    beliefs = [one for view in found.seats if view.n_played for one in view.beliefs]
    if not beliefs:
        return None
    one = max(beliefs, key=lambda one: one.gap)
    place = found.session.place
    return Question(
        "describe",
        f"{one.text} What made it look otherwise to whoever sat for {agency(place, one.seat, NOBODY)}, and whom could they have "
        "asked?",
        one.text,
        one.turn,
    )


# Why did it go as it did?


def _broken_between_seats(found: Findings) -> Question | None:
    table = found.session.round_table
    broken = [one for one in table.words if one.status == "broken"] if table is not None else []
    if not broken:
        return None
    one = broken[0]
    text = told(found.session.place, one)
    return Question(
        "analyse",
        f"{text} What did whoever gave that word know when they gave it, what had changed by the day it fell due, and who was "
        "told?",
        text,
        one.due,
    )


def _what_hung_on_it(found: Findings) -> Question | None:
    decisive = found.moments.decisive
    if not decisive or not decisive[0].ways:
        return None
    one, way = decisive[0], decisive[0].ways[0]
    gains = [effect for effect in way.effects if not effect.is_close and effect.share >= 0.03]
    losses = [effect for effect in way.effects if not effect.is_close and effect.share <= -0.03]
    if gains and losses:
        asks = "Who would have gained by that, who would have paid, and who would have been in the room when it was decided?"
    elif gains:
        asks = "What kept you from it? Say it as somebody would who was in your seat that day and meant well."
    else:
        asks = "What did the way you took have that the other had not, and did you choose it for that?"
    return Question(
        "analyse",
        f"More hung on {quoted(one.title)} than on any other decision: {quoted(way.label)} would have left things elsewhere. "
        f"{asks}",
        one.text,
        one.turn,
    )


def _wrong_pockets(found: Findings) -> Question | None:
    place = found.session.place
    books = [one for one in found.pockets.pockets if one.agency != place.lead]
    if not books or not found.pockets.avoided:
        return None
    most = max(books, key=lambda one: one.share_gained - one.share_paid)
    if most.share_gained - most.share_paid < 0.05:
        return None
    name = agency(place, most.agency)
    return Question(
        "analyse",
        f"{capital(name)} bore {about(most.cost)} of the work, and {about(most.avoided)} of cost was avoided there, of which "
        f"{about(most.cashable)} could ever be cash. What would have had to be true for {name} to put more in, and who decides "
        "that, where?",
        found.pockets.text,
    )


def _two_counts(found: Findings) -> Question | None:
    outcomes = [one for one in found.results.outcomes if one.reported >= 1.0]
    if not outcomes:
        return None
    one = max(outcomes, key=lambda one: one.weight * (one.reported - one.lasting))
    if one.reported - one.lasting < _APART * one.reported:
        return None
    why = "counting for payment" if one.counted > one.mended else "what would have mended anyway"
    return Question(
        "analyse",
        f"{quoted(one.name)}: {one.reported:,.0f} were reported and {one.lasting:,.0f} were due to the work; much of the "
        f"difference is {why}. Who needed the first number, and what would you have had to say to be able to give them the "
        "second?",
        one.text,
    )


_GATE_QUESTIONS: Final = {
    "law": "No liking opens that. Who could have opened it, and when would you have had to begin?",
    "protocol": "Somebody has to write and sign it. Whose week was it in, and what did you put aside to have it written sooner?",
    "tool": "People were willing and allowed, and it was too awkward. Who used the tool, and who had chosen it?",
    "habit": "They could have, and did not. Whose trust, or whose front line, would have made it an ordinary thing to do?",
}

_GATE_NAMES: Final = {"law": "the law", "protocol": "the protocol", "tool": "the tool", "habit": "habit"}


def _what_bound(found: Findings) -> Question | None:
    main = found.gates.main
    bound = [one for one in found.gates.ties if one.binds == main]
    if not bound:
        return None
    one = max(bound, key=lambda one: one.openings[main])
    place = found.session.place
    return Question(
        "analyse",
        f"What held sharing back in most ties was {_GATE_NAMES[main]}; between {agency(place, one.one)} and "
        f"{agency(place, one.other)} most of all. {_GATE_QUESTIONS[main]}",
        found.gates.text,
    )


def _own_masters(found: Findings) -> Question | None:
    own = found.backings.own
    if own.low >= 0.35 or own.lowest == 0:
        return None
    drop = next((one for one in own.moved if one.size < 0), None)
    because = f", and what lowered it most was this: {drop.text}" if drop is not None else ""
    return Question(
        "analyse",
        f"The backing of your own masters was lowest in {quarter.name(found.session.place, own.lowest)} "
        f"({of_hundred(own.low)}){because}. What did they know of the work by then, and from whom?",
        own.text,
        own.lowest,
    )


def _unspoken(found: Findings) -> Question | None:
    if not found.style.avoided:
        return None
    one = found.style.avoided[0]
    return Question(
        "analyse",
        f"On {quoted(one.title)} a quarrel could have been put on the table ({quoted(one.label)}), and it was not. What did that "
        "spare, whom, and where did the quarrel go?",
        found.style.texts[1],
        one.turn,
    )


# And on Monday?


def _one_person(found: Findings) -> Question | None:
    place = found.session.place
    own = [tie for tie in found.network.personal if tie.is_own]
    if not own:
        return None
    other = own[0].other if own[0].one == place.lead else own[0].one
    return Question(
        "apply",
        f"{of_hundred(own[0].at_stake)} of the trust between you and {agency(place, other)} would have left with one person. "
        "Which tie at your own work is like that, and what could be written down, or shared with a second person, this month?",
        own[0].text,
    )


def _never_visited(found: Findings) -> Question | None:
    place = found.session.place
    if not found.style.unseen:
        return None
    names = listed([agency(place, number) for number in found.style.unseen])
    return Question(
        "apply",
        f"In {count(found.session.last_turn_played, 'quarter')} none of your attention went to {names}. Who, at your own work, "
        "could say that of you, and what would an hour there tell you?",
        found.style.texts[2],
    )


def _own_word(found: Findings) -> Question | None:
    place = found.session.place
    failed = [one for one in found.promises.that_became(*FAILED) if one.giver == place.lead]
    if not failed:
        return None
    one = failed[0]
    return Question(
        "apply",
        f"You did not keep what you promised {agency(place, one.receiver)} by {quarter.name(place, one.due)}. Which promise of "
        "yours is open now, at your own work, that you already half know you will not keep? To whom will you say so, and when?",
        one.text,
        one.settled,
    )


def _own_side(found: Findings) -> Question | None:
    place = found.session.place
    gaps = [one.size for one in found.network.moved if one.cause.term == "gap_to" and one.size < 0]
    if not gaps or min(gaps) > -0.02:
        return None
    return Question(
        "apply",
        "Partners lost trust in you over what your own side said and did not do. Where does your own organisation say yes in "
        "meetings that it cannot keep on a Tuesday afternoon, and whom will you ask about it first?",
        f"What moved {possessive(agency(place, place.lead))} partners' trust down, among other things: "
        f"{bare(next(one.text for one in found.network.moved if one.cause.term == 'gap_to'))}.",
    )


def _when_you_go(found: Findings) -> Question | None:
    quarters = found.remains.aftermath.n_quarters
    if not quarters:
        return None
    before, after = found.remains.works_before, found.remains.works_after
    if after >= before - 0.02:
        asks = "What is it in your own work that would go on without you, and what did you do, or leave undone, so that it can?"
    else:
        asks = "If you left your own post in June, what would have stopped by the June after, and whose is that to know?"
    return Question(
        "apply",
        f"In the {quarter.span(quarters)} after it stopped, working together went from {of_hundred(before)} to "
        f"{of_hundred(after)}. {asks}",
        found.remains.text,
    )


_RULES: Final[tuple[Asks, ...]] = (
    _what_was_believed,
    _what_was_known,
    _what_was_hidden,
    _word_and_deed,
    _other_than_the_real_line,
    _who_left,
    _broken_between_seats,
    _what_hung_on_it,
    _wrong_pockets,
    _two_counts,
    _what_bound,
    _unspoken,
    _own_masters,
    _one_person,
    _own_word,
    _never_visited,
    _own_side,
    _when_you_go,
)
