"""Each rule looks at one finding of a run and asks at most one question, with the names of this run filled in."""

from __future__ import annotations

from textwrap import shorten
from typing import Final

from game.debrief.beliefs import NOBODY
from game.debrief.finding import programme, trust_by_parts
from game.debrief.monday import ON_MONDAY
from game.debrief.question import Asks, Findings, Question
from game.play.expectation import expected
from game.play.seat_promise import told
from game.translation import later, say
from game.words import quarter
from game.words.grammar import agency, capital, full_stop, named, quoted
from game.words.level import of_hundred
from game.words.money import about

_APART: Final = 0.15
"""The part of what was reported by which it must lie above what was due to the work for the two to be asked about."""

_NOTE: Final = 240
"""Characters of what somebody wrote that are said again in a question."""

_HALF: Final = 0.5  # of a scale from 0 to 1


def _of_level(size: float) -> float:
    """How much reason a difference between levels gives to ask about it: half a scale is as much as there can be."""
    return min(1.0, max(0.0, size / _HALF))


# What did you see?


def _what_was_known(found: Findings) -> Question | None:
    decisive = found.moments.decisive
    if not decisive:
        return None
    # A decision of which somebody wrote beforehand what they expected says more than one of which memory alone can tell.
    one = next((moment for moment in decisive if expected(found.session, moment.turn)), decisive[0])
    note = expected(found.session, one.turn)
    named = {
        "quarter": quarter.name(found.session.place, one.turn),
        "dilemma": quoted(one.title),
        "option": quoted(one.label),
    }
    asks = (
        say(
            "In {quarter}, on {dilemma}, you chose {option}. You wrote that day what you expected to see: {note}. What of it "
            "came, when, and what had you taken for granted?",
            **named,
            note=quoted(shorten(note, _NOTE, placeholder=" …")),
        )
        if note
        else say(
            "In {quarter}, on {dilemma}, you chose {option}. What did you know when you chose, what did you take for granted, "
            "and what did you expect to see by the next quarter?",
            **named,
        )
    )
    return Question("describe", asks, one.text, one.turn, reason=min(1.0, one.weight))


def _word_and_deed(found: Findings) -> Question | None:
    if not found.promises.gaps or found.promises.gaps[0].width < 0.15:
        return None
    gap = found.promises.gaps[0]
    name = agency(found.session.place.as_of(gap.widest), gap.agency)
    return Question(
        "describe",
        say(
            "In {quarter} {agency} said {said} and did {did}. What did you hear {agency} say in those months, and where did you "
            "look to see whether it was done?",
            quarter=quarter.name(found.session.place, gap.widest),
            agency=name,
            said=of_hundred(gap.said[gap.widest - 1]),
            did=of_hundred(gap.did[gap.widest - 1]),
        ),
        gap.text,
        gap.widest,
        reason=_of_level(gap.width),
    )


def _what_was_hidden(found: Findings) -> Question | None:
    lead = found.session.place.lead
    hidden = [one for one in found.promises.that_became("concealed") if one.receiver == lead]
    if not hidden:
        return None
    one = max(hidden, key=lambda one: one.size)
    name = agency(found.session.place, one.giver)
    return Question(
        "describe",
        say(
            "{agency} did not do what was promised you by {quarter}, and let you think that it had. What did you notice at the "
            "time? Who would have told you, if you had asked?",
            agency=capital(name),
            quarter=quarter.name(found.session.place, one.due),
        ),
        one.text,
        one.settled,
        reason=one.size,
    )


def _who_left(found: Findings) -> Question | None:
    session, place = found.session, found.session.place
    left = [
        (turn, happening.agencies[0])
        for turn in programme(session)[1:-1]  # before that nothing was agreed yet, after it nobody could find out
        for happening in session.ledgers[turn].told()
        if happening.kind == "departure"
    ]
    if not left:
        return None

    def lost(departure: tuple[int, int]) -> float:
        """How far that agency's trust in the lead fell in the quarter in which its leader left."""
        before, after = (
            trust_by_parts(session, session.states[turn], departure[1], place.lead) for turn in (departure[0] - 1, departure[0])
        )
        return before - after

    turn, gone = max(left, key=lost)
    then = place.as_of(turn)
    leader = named(then.agencies[gone].leader) or say("the head of {agency}", agency=agency(then, gone))
    when = quarter.name(place, turn)
    return Question(
        "describe",
        say(
            "In {quarter} {leader} left. What had the two of you agreed that nobody else knew, and how did you find "
            "out what the next one thought?",
            quarter=when,
            leader=leader,
        ),
        full_stop(say("{leader} left in {quarter}", leader=capital(leader), quarter=when)),
        turn,
        reason=_of_level(lost((turn, gone))),
    )


def _other_than_the_real_line(found: Findings) -> Question | None:
    parted = [one for one in found.really.dilemmas if one.real and not one.is_same and not one.is_inferred]
    if not parted:
        return None
    order = {moment.dilemma: number for number, moment in enumerate(found.moments.moments)}
    # The decision on which most hung is asked about elsewhere: another one is taken where there is one.
    asked = {moment.dilemma for moment in found.moments.decisive[:1]}
    one = min(parted, key=lambda one: (one.dilemma in asked, order.get(one.dilemma, len(order))))
    return Question(
        "describe",
        say(
            "On {dilemma} the real leaders took {real}, and you {own}. What did you see in front of you that made yours the "
            "better way to go on?",
            dilemma=quoted(one.title),
            real=quoted(one.real_label),
            own=quoted(one.label),
        ),
        one.text,
        one.turn,
        reason=min(1.0, next((moment.weight for moment in found.moments.moments if moment.dilemma == one.dilemma), 0.0)),
    )


def _what_was_believed(found: Findings) -> Question | None:
    beliefs = [one for view in found.seats if view.n_played for one in view.beliefs]
    if not beliefs:
        return None
    one = max(beliefs, key=lambda one: one.gap)
    place = found.session.place
    return Question(
        "describe",
        say(
            "{belief} What made it look otherwise to whoever sat for {agency}, and whom could they have asked?",
            belief=one.text,
            agency=agency(place, one.seat, NOBODY),
        ),
        one.text,
        one.turn,
        reason=_of_level(one.gap),
    )


# Why did it go as it did?


def _broken_between_seats(found: Findings) -> Question | None:
    table = found.session.round_table
    broken = [one for one in table.promises if one.status == "broken"] if table is not None else []
    if table is None or not broken:
        return None
    one = broken[0]
    text = told(found.session.place, one)
    return Question(
        "analyse",
        say(
            "{promise} What did whoever gave that word know when they gave it, what had changed by the day it fell due, and who "
            "was told?",
            promise=text,
        ),
        text,
        one.due,
        reason=len(broken) / sum(one.status != "open" for one in table.promises),
    )


def _what_hung_on_it(found: Findings) -> Question | None:
    decisive = found.moments.decisive
    if not decisive or not decisive[0].ways:
        return None
    one, way = decisive[0], decisive[0].ways[0]
    gains = [effect for effect in way.effects if not effect.is_close and effect.share >= 0.03]
    losses = [effect for effect in way.effects if not effect.is_close and effect.share <= -0.03]
    if gains and losses:
        asks = say("Who would have gained by that, who would have paid, and who would have been in the room when it was decided?")
    elif gains:
        asks = say("What kept you from it? Say it as somebody would who was in your seat that day and meant well.")
    else:
        asks = say("What did the way you took have that the other had not, and did you choose it for that?")
    return Question(
        "analyse",
        say(
            "More hung on {dilemma} than on any other decision: {option} would have led elsewhere. {asks}",
            dilemma=quoted(one.title),
            option=quoted(way.label),
            asks=asks,
        ),
        one.text,
        one.turn,
        reason=min(1.0, one.weight),
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
        say(
            "{Agency} bore {cost} of the work, and {avoided} of cost was avoided there, of which {cashable} could ever be cash. "
            "What would have had to be true for {agency} to put more in, and who decides that, where?",
            Agency=capital(name),
            cost=about(most.cost),
            avoided=about(most.avoided),
            cashable=about(most.cashable),
            agency=name,
        ),
        " ".join((found.pockets.text, *found.pockets.further)),
        reason=most.share_gained - most.share_paid,
    )


def _two_counts(found: Findings) -> Question | None:
    outcomes = [one for one in found.results.outcomes if one.reported >= 1.0]
    if not outcomes:
        return None
    one = max(outcomes, key=lambda one: one.weight * (one.reported - one.lasting))
    if one.reported - one.lasting < _APART * one.reported:
        return None
    early = one.reported - one.lasting - one.counted - one.mended
    if early > max(one.counted, one.mended):
        why = say("help that was reported before a life had changed")
    else:
        why = say("how results were counted") if one.counted > one.mended else say("what would have mended anyway")
    return Question(
        "analyse",
        say(
            "{outcome}: {reported:,.0f} were reported and {lasting:,.0f} were due to the work; much of the difference is {why}. "
            "Who needed the first number, and what would you have had to say to be able to give them the second?",
            outcome=quoted(one.name),
            reported=one.reported,
            lasting=one.lasting,
            why=why,
        ),
        one.text,
        reason=(one.reported - one.lasting) / one.reported,
    )


_GATE_QUESTIONS: Final = later(
    {
        "law": "No liking opens that. Who could have opened it, and when would you have had to begin?",
        "protocol": (
            "Somebody has to write and sign it. Whose week was it in, and what did you put aside to have it written sooner?"
        ),
        "tool": "People were willing and allowed, and it was too awkward. Who used the tool, and who had chosen it?",
        "habit": "They could have, and did not. Whose trust, or whose front line, would have made it an ordinary thing to do?",
    }
)

_GATE_NAMES: Final = later({"law": "the law", "protocol": "the protocol", "tool": "the tool", "habit": "habit"})


def _what_bound(found: Findings) -> Question | None:
    main = found.gates.main
    bound = [one for one in found.gates.ties if one.binds == main]
    if not bound:
        return None
    one = max(bound, key=lambda one: one.openings[main])
    place = found.session.place
    return Question(
        "analyse",
        say(
            "What held sharing back in more ties than anything else was {gate}; between {one} and {other} most of all. {asks}",
            gate=say(_GATE_NAMES[main]),
            one=agency(place, one.one),
            other=agency(place, one.other),
            asks=say(_GATE_QUESTIONS[main]),
        ),
        found.gates.text,
        reason=_of_level(one.openings[main]),
    )


def _own_masters(found: Findings) -> Question | None:
    own = found.backings.own
    if own.low >= 0.35 or own.lowest == 0:
        return None
    drop = next((one for one in own.moved if one.size < 0), None)
    known = {"quarter": quarter.name(found.session.place, own.lowest), "low": of_hundred(own.low)}
    if drop is None:
        text = say(
            "The backing of your own masters was lowest in {quarter} ({low}). What did they know of the work by then, and from "
            "whom?",
            **known,
        )
    else:
        text = say(
            "The backing of your own masters was lowest in {quarter} ({low}), and what lowered it most was this: {cause}. What "
            "did they know of the work by then, and from whom?",
            **known,
            cause=drop.text,
        )
    return Question(
        "analyse",
        text,
        own.text,
        own.lowest,
        reason=_of_level(0.5 - own.low),
    )


def _unspoken(found: Findings) -> Question | None:
    if not found.style.avoided:
        return None
    one = found.style.avoided[0]
    return Question(
        "analyse",
        say(
            "On {dilemma} a quarrel could have been put on the table ({option}), and it was not. What did that spare, whom, and "
            "where did the quarrel go?",
            dilemma=quoted(one.title),
            option=quoted(one.label),
        ),
        found.style.texts[1],
        one.turn,
        reason=len(found.style.avoided) / (len(found.style.avoided) + len(found.style.faced)),
    )


RULES: Final[tuple[Asks, ...]] = (
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
    *ON_MONDAY,
)
