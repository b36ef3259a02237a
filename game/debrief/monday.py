"""Questions that lead from a run to one's own work: what one will do on Monday, each chosen by one finding."""

from __future__ import annotations

from typing import Final

from game.debrief.promises import FAILED
from game.debrief.question import Asks, Findings, Question
from game.translation import say
from game.words import quarter
from game.words.grammar import agency, bare, count, either, possessive
from game.words.level import of_hundred


def _one_person(found: Findings) -> Question | None:
    place = found.session.place
    own = [tie for tie in found.network.personal if tie.is_own]
    if not own:
        return None
    other = own[0].other if own[0].one == place.lead else own[0].one
    return Question(
        "apply",
        say(
            "{at_stake} of the trust between you and {agency} would have left with one person. Which tie at your own work is "
            "like that, and what could be written down, or shared with a second person, this month?",
            at_stake=of_hundred(own[0].at_stake),
            agency=agency(place, other),
        ),
        own[0].text,
        reason=min(1.0, own[0].at_stake / 0.5),
    )


def _never_visited(found: Findings) -> Question | None:
    place = found.session.place
    if not found.style.unseen:
        return None
    is_everybody = len(found.style.unseen) == len(place.agencies) - 1 > 1
    names = either([agency(place, number) for number in found.style.unseen])
    return Question(
        "apply",
        say(
            "In {quarters} none of your attention went to {agencies}. Who, at your own work, could say that of you, and what "
            "would an hour there tell you?",
            quarters=count(found.session.last_turn_played, "quarter"),
            agencies=say("any of your partners") if is_everybody else names,
        ),
        found.style.texts[2],
        reason=len(found.style.unseen) / (len(place.agencies) - 1),
    )


def _own_word(found: Findings) -> Question | None:
    place = found.session.place
    failed = [one for one in found.promises.that_became(*FAILED) if one.giver == place.lead]
    if not failed:
        return None
    one = min(failed, key=lambda one: one.trust)  # the one that cost most trust
    told = {"agency": agency(place, one.receiver), "quarter": quarter.name(place, one.due)}
    return Question(
        "apply",
        say(
            "You owned up to {agency} that what you had promised by {quarter} would not be kept. Which promise that is open now, "
            "at your own work, would you have to own up to next? To whom will you say so, and when?",
            **told,
        )
        if one.became == "owned up to"
        else say(
            "You did not keep what you promised {agency} by {quarter}. Which promise of yours is open now, at your own work, "
            "that you already half know you will not keep? To whom will you say so, and when?",
            **told,
        ),
        one.text,
        one.settled,
        reason=len(failed) / max(1, found.style.made),
    )


def _own_side(found: Findings) -> Question | None:
    place = found.session.place
    gaps = [one.size for one in found.network.moved if one.cause.term == "gap_to" and one.size < 0]
    if not gaps or min(gaps) > -0.02:
        return None
    return Question(
        "apply",
        say(
            "Partners lost trust in you over what your own side said and did not do. Where does your own organisation say yes in "
            "meetings that it cannot keep on a Tuesday afternoon, and whom will you ask about it first?"
        ),
        say(
            "What moved {owner} partners' trust down, among other things: {cause}.",
            owner=possessive(agency(place, place.lead)),
            cause=bare(next(one.text for one in found.network.moved if one.cause.term == "gap_to")),
        ),
        reason=min(1.0, -min(gaps) / 0.5),
    )


def _when_you_go(found: Findings) -> Question | None:
    quarters = found.remains.aftermath.n_quarters
    if not quarters:
        return None
    before, after = found.remains.works_before, found.remains.works_after
    if after >= before / 2.0:
        asks = say(
            "What is it in your own work that would go on without you, and what did you do, or leave undone, so that it can?"
        )
    else:
        asks = say("If you left your own post in June, what would have stopped by the June after, and whose is that to know?")
    told = {"span": quarter.span(quarters), "before": of_hundred(before), "after": of_hundred(after), "asks": asks}
    return Question(
        "apply",
        say("In the {span} after it stopped, working together stayed at {after}. {asks}", **told)
        if told["before"] == told["after"]
        else say("In the {span} after it stopped, working together went from {before} to {after}. {asks}", **told),
        found.remains.text,
        reason=abs(before - after),
    )


ON_MONDAY: Final[tuple[Asks, ...]] = (_one_person, _own_word, _never_visited, _own_side, _when_you_go)
"""The rules, in the order in which they ask."""
