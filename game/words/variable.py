"""The names of variables for people: `buy_in` of the police is "the police's commitment"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.core.place import Place
from game.core.variables import VARIABLES
from game.translation import later, say
from game.words import level, members, promise
from game.words.beside import told_to
from game.words.grammar import agency, is_you, listed, named, of_people, owner, quoted
from game.words.money import pounds

# What is said of a variable after its owner, or alone where it has none.
NOUNS: Final[dict[str, str]] = later(
    {
        # The lead's levers and standing.
        "control": "how much of the work you keep to yourself",
        "tailoring": "telling each partner its own story",
        "governance": "deciding together",
        "usability": "the tool for sharing",
        "support": "backing for the front line",
        "fairness": "how fairly cost and work are shared",
        "codifying": "writing ties down",
        "counting": "counting results",
        "mandate": "direction from the centre",
        "pooling": "the room there is to pool money",
        "underwriting": "how far you cover the bill",
        "energy": "your energy",
        "credibility": "your standing",
        "user_trust": "families' trust",
        "target": "the families you aim to reach",
        "cases": "the families each worker carries",
        "families": "the families being worked with",
        "reached": "the families reached so far",
        "workers": "the people doing the joint work",
        "paid_workers": "the workers paid from the pot",
        "drafts": "protocols being drafted at once",
        "friction": "the working time that meetings and paper leave",
        "push": "how hard you drive the work yourself",
        "winning": "how well the joint work is seen to go",
        "joining": "families joining",
        "served": "the families that get the help they were promised",
        "intensity": "the time a worker has for each family",
        "backed_out": "your backing for front lines this quarter",
        "attention_out": "the time you gave face to face this quarter",
        "openness": "sharing across the partnership",
        "seen_giving": "what partners see one another give",
        "remains": "what the work can rest on",
        "diving_out": "the time leaders give to deep dives",
        "ground_rules": "the ground rules of the room",
        "aligned": "setting purses side by side",
        "exposure": "sharing that no protocol covers",
        "running": "the programme itself",
        "low_cover": "the quarters in which your backing was too thin",
        "left_out": "leaders leaving",
        "astray_out": "information going astray",
        "listening": "hearing families",
        "briefing": "briefing your own masters",
        "resting": "rest",
        "seats": "the seats at the board's table",
        "inclusion": "how many of those concerned sit at the table",
        "accord": "deciding together, as partners feel it",
        "upkeep": "the meetings that deciding together takes",
        "losing_out": "income lost this quarter",
        "pot": "the pooled pot",
        "work": "the money spent on joint work so far",
        "lapsed": "the money gone back to agencies' own services",
        "treasury": "money from outside",
        # An agency's own.
        "joined": "members that have joined",
        "taking_part": "part in the work",
        "sessions": "time that is to be paid for",
        "paid_time": "time that was paid for",
        "vote": "share of the votes",
        "voice": "sense of being heard",
        "felt_control": "sense of how much you keep to yourself",
        "succeeded": "hand-over to its successors",
        "united": "unity",
        "losing": "income lost this quarter",
        "lost": "income lost so far",
        "time_spent": "time with you",
        "backed": "front line, backed by you",
        "confronted": "unspoken quarrel, put on the table",
        "visited": "last time with you",
        "funded": "share, last paid by you",
        "buy_in": "commitment",
        "frontline": "front line",
        "cover": "backing from its own masters",
        "strain": "unspoken strain",
        "outlook": "outlook",
        "legal": "room in law to share",
        "giving": "readiness to give to the pot",
        "left": "change of leader",
        "heard": "stories already heard",
        "fit": "view of the story told",
        "net": "sense of gain or loss",
        "stated": "support in words",
        "delivered": "support in deeds",
        "gap": "gap between words and deeds",
        "sharing": "sharing with those that matter to them",
        "contribution": "worth to the joint work",
        "budget": "money this quarter",
        "allowance": "money each quarter",
        "avoided": "cost avoided",
        "cost": "cost borne",
        "falling": "cost avoided this quarter",
        "saving": "gain, as lately felt",
        "bearing": "cost, as lately felt",
        "waiting": "wait for its own strand of work",
        "diving": "leader's time in a deep dive",
        "immersion": "leader's time in deep dives, not yet made use of",
        "heat": "share of the blame that a story stirred",
        "insight": "share of what the room came to see",
    }
)

# What is said of an agency in other words than its noun after its owner; for the lead itself the noun is left.
_OF_AGENCY: Final[dict[str, str]] = later(
    {
        "time_spent": "the time you give {one}",
        "backed": "your backing for {owner} front line",
        "confronted": "putting the unspoken on the table with {one}",
        "left": "a change of leader at {one}",
        "succeeded": "the hand-over to {one}",
        "fit": "how well your story fits {one}",
    }
)

# A tie from one agency to another: {owner} is the one, {other} the other.
_TIES: Final[dict[str, str]] = later(
    {
        "purpose": "{owner} sense of a common purpose with {other}",
        "confidence": "{owner} confidence in {other}",
        "scar": "{owner} memory of being let down by {other}",
        "trust": "{owner} trust in {other}",
        "estimate": "{owner} trust in {other}, as you see it",
        "codified": "what {one} and {other} have put in writing",
        "permission": "the protocol between {one} and {other}",
        "drafting": "the drafting of a protocol between {one} and {other}",
        "astray": "what went astray between {one} and {other}",
        "practice": "sharing between {one} and {other}",
    }
)

_OUTCOMES: Final[dict[str, str]] = later(
    {
        "effectiveness": "how well agencies work together for {outcome}",
        "effort": "the help given towards {outcome}",
        "helped_once": "last quarter's help towards {outcome}",
        "helped_twice": "the help of two quarters ago towards {outcome}",
        "stage_one": "help lately given towards {outcome}",
        "stage_two": "help half-way to {outcome}",
        "stage_three": "help about to show as {outcome}",
        "reported": "the reported number of {outcome}",
        "attributable": "the number of {outcome} really due to the work",
        "strand": "the effort that goes to {outcome}",
    }
)

_OWN: Final[dict[str, str]] = later(
    {
        "cover": "the backing of your own masters",
        "fit": "how well your story fits your own side",
        "stated": "your own side's support in words",
        "delivered": "your own side's support in deeds",
        "gap": "the gap between your words and your own side's deeds",
        "budget": "your own money",
        "allowance": "your own money each quarter",
        "cost": "the cost you have borne",
        "avoided": "the cost avoided for you",
        "bearing": "the cost you have lately felt",
        "saving": "the gain you have lately felt",
        "giving": "your own readiness to give to the pot",
    }
)


def noun(variable: str) -> str:
    """A variable's name by itself, lower case and without an owner, in English: `commitment`, `your energy`, `trust`."""
    if variable in NOUNS:
        return NOUNS[variable]
    if variable in _BARE:
        return _BARE[variable]
    facts = VARIABLES.get(variable)
    return facts.text if facts is not None else variable.replace("_", " ")


def leader_of(place: Place, number: int) -> str:
    """Who leads an agency; nothing where that is not known, or where another has come in the agency's place since."""
    is_succeeded = any(one.agency == number for one in place.successors)
    return "" if is_succeeded else named(place.agencies[number].leader)


_BARE: Final[dict[str, str]] = later(
    {
        "purpose": "a sense of common purpose",
        "confidence": "confidence",
        "scar": "the memory of being let down",
        "trust": "trust",
        "estimate": "trust, as you see it",
        "codified": "what is written down",
        "permission": "protocols",
        "drafting": "drafting protocols",
        "astray": "information going astray",
        "practice": "what is shared",
        "effectiveness": "how well agencies work together",
        "effort": "the help given",
        "helped_once": "last quarter's help",
        "helped_twice": "the help of two quarters ago",
        "stage_one": "help lately given",
        "stage_two": "help half-way there",
        "stage_three": "help about to show",
        "reported": "results, as reported",
        "attributable": "change really due to the work",
        "strand": "the effort each strand gets",
        "emphasis": "the weight of each story",
        "flag": "what has happened before",
        "chosen": "what you chose",
        "decided": "what you have decided",
        "opened": "what is on the table",
        "happened": "what has happened",
        "promise_status": "what became of promises",
        "promise_made": "when promises were made",
        "promise_due": "when promises fall due",
        "promise_size": "what hangs on promises",
        "due": "what was set going earlier",
    }
)


def name(place: Place, variable: str, index: tuple[int, ...] = (), seat: int | None = None) -> str:
    """One element's name within a sentence: `the police's commitment`, `your trust in Schools`.

    Arguments:
        place: whose agencies, outcomes and stories are meant.
        variable: the name of a variable.
        index: which element: nothing, an agency, two agencies, an outcome, a frame, and so on; with nothing where something is
            needed, the variable's name by itself.
        seat: who is told; the lead where None.
    """
    facts = VARIABLES.get(variable)
    bare = told_to(place, seat, noun(variable))
    if facts is None or not index:
        return of_people(place, bare)
    if variable == "strand":
        return say(_OUTCOMES[variable], outcome=place.outcomes[index[0]].strand)
    if facts.over == "agency":
        if is_you(place, index[0], seat) and variable in _OWN:
            return say(_OWN[variable])
        if variable == "left" and (leader := leader_of(place, index[0])):
            return say("the departure of {leader}", leader=leader)
        if variable in _OF_AGENCY:
            named, whose = agency(place, index[0], seat), owner(place, index[0], seat)
            return told_to(place, seat, _OF_AGENCY[variable], one=named, owner=whose)
        return say("{owner} {what}", owner=owner(place, index[0], seat), what=bare)
    if facts.over == "pair":
        one, other = index
        words = _TIES.get(variable)
        if words is None:
            return f"{bare} ({listed([agency(place, one, seat), agency(place, other, seat)])})"
        own = say("your") if is_you(place, one, seat) and one != other else owner(place, one, seat)
        return say(words, owner=own, one=agency(place, one, seat), other=agency(place, other, seat))
    if facts.over == "outcome":
        outcome = quoted(place.outcomes[index[0]].name)
        return say(_OUTCOMES[variable], outcome=outcome) if variable in _OUTCOMES else f"{bare} ({outcome})"
    return _OTHERS[facts.over](place, index[0]) if facts.over in _OTHERS else bare


_OTHERS: Final[dict[str, Callable[[Place, int], str]]] = {
    "frame": lambda place, number: say("the weight of the story {story}", story=quoted(place.frames[number][1])),
    "flag": lambda place, number: quoted(place.flags[number].replace("_", " ")),
    "dilemma": lambda place, number: say("what was decided on {dilemma}", dilemma=quoted(place.dilemmas[number].title)),
    "event": lambda place, number: quoted(place.events[number].title),
    "promise": lambda place, number: say("the promise of {what}", what=promise.what(place, place.promises[number])),
    "schedule": lambda place, number: say("what {origin} set going", origin=_origin(place, place.laters[number].name)),
}


def _origin(place: Place, origin: str) -> str:
    return origin_of(place, origin) or say("something earlier")


def origin_of(place: Place, origin: str) -> str:
    """The option, event or inject that an id in the ledger stands for, in quotation marks; empty where there is none."""
    dilemma_id, _, option_id = origin.partition(".")
    for dilemma in place.dilemmas:
        if dilemma.id == dilemma_id:
            for option in dilemma.options:
                if option.id == option_id:
                    return quoted(option.label)
    for event in place.events:
        if event.id == origin:
            return quoted(event.title)
    for inject, title, *_ in place.injects:
        if inject == origin:
            return quoted(title)
    return ""


def value(variable: str, number: float) -> str:
    """A variable's value in words: `fair (41 of 100)`, `£20,000`, `31`.

    Arguments:
        variable: the name of a variable.
        number: its value, in its own unit.
    """
    facts = VARIABLES.get(variable)
    unit = facts.unit if facts is not None else "number"
    if unit == "level":
        return level.in_both(variable, number)
    if unit == "pounds":
        return pounds(number)
    if unit == "turn":
        return say("quarter {turn}", turn=round(number)) if number else say("never")
    is_whole = unit == "count" or (facts is not None and facts.over == "outcome") or abs(number - round(number)) < 0.05
    return f"{number:,.0f}" if is_whole else f"{number:,.1f}"


def value_of(place: Place, variable: str, index: tuple[int, ...], number: float) -> str:
    """The value of one element in words: as `value`, but members that have joined are counted, `most (62 of 104 practices)`."""
    counted = members.joined(place, index[0], number) if variable == "joined" else ""
    return f"{level.in_words(variable, number)} ({counted})" if counted else value(variable, number)


def moved(place: Place, variable: str, index: tuple[int, ...], before: float, after: float) -> str:
    """How one element moved, to stand after its name: `fell a little, from 64 to 61 of 100 (now good)`."""
    went, is_same = level.moved(variable, before, after), level.rough(variable, before, after) is None
    counted = members.joined(place, index[0], after) if variable == "joined" else ""
    if counted:
        one, other = members.joined(place, index[0], before).partition(" ")[0], counted.partition(" ")[0]
        where = counted
    elif VARIABLES[variable].unit == "level":
        one, other = (f"{100 * number:.0f}" for number in (before, after))
        word = level.in_words(variable, after)
        where = f"{level.of_hundred(after)} ({word if is_same else say('now {level}', level=word)})"
    else:
        one, other = value(variable, before), value(variable, after)
        where = other
    if is_same:
        return say("{went}, at {where}", went=went, where=where)
    if one != other:
        return say("{went}, from {start} to {end}", went=went, start=one, end=where)
    return say("{went}, to {end}", went=went, end=where)
