"""A cause in the ledger as a plain sentence: what the rule says of the world, and what in this case it came from."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Final

from game.core import dynamics
from game.core.ledger import Cause
from game.core.parameters import PARAMETERS
from game.core.place import Place
from game.core.rule import Rule
from game.core.variables import VARIABLES
from game.translation import later, say
from game.words import promise, token
from game.words.beside import told_to
from game.words.grammar import bare, capital, full_stop, of_people, quoted
from game.words.level import in_words, of_hundred
from game.words.variable import leader_of, name, origin_of

Index = tuple[int, ...]
Source = tuple[str, Index] | None

# Terms of a rule that are no variable: what pulls by itself.
_TERMS: Final = later(
    {
        "settling": "left to itself, commitment drifts to the middle",
        "slowness": "a front line turns slowly",
        "easing": "some strain passes by itself",
        "returning": "backing drifts back to the middle by itself",
        "neglect": "your time went to others",
        "recovering": "energy drifts back towards the usual by itself",
        "finishing": "families finished, as they do after about a year",
        "passing": "help moves on to its next stage",
        "forgetting": "stories are forgotten",
        "sinking in": "what was seen sinks in",
        "quarter": "time passing",
        "starting value": "where things stood at the start",
    }
)
# The same word means something else in these rules.
_TERMS_OF: Final = later(
    {
        ("delivering", "starting value"): "its leader's days away the quarter before are over",
        ("tiring", "work"): "a quarter of this work tires whoever leads it",
        ("tiring", "resting"): "you rested",
        ("covering", "briefing"): "you briefed your own masters",
        ("trusting_us", "listening"): "you heard families",
        ("widening", "listening"): "you heard families",
        ("working_with_families", "joining"): "new families joined",
        ("reaching", "joining"): "new families joined",
        ("reporting", "helped_once"): "the help of the quarter before begins to show",
        ("reporting", "families"): "some families would have done better anyway, and are counted too",
        ("beginning_again", "left_out"): "one or more of the partners' leaders left",
        ("losing_backing", "astray_out"): "information that agencies shared went astray",
        ("losing_families", "astray_out"): "information that agencies shared went astray",
        ("losing_standing", "astray_out"): "information that agencies shared went astray",
        ("holding_back", "astray_out"): "information that agencies shared went astray",
        ("counting_farewells", "left"): "how many leaders left",
        ("being_missed", "diving"): "the agency's leader was away on a deep dive",
        ("immersing", "diving"): "the agency's leader went on a deep dive",
        ("working_without_them", "diving_out"): "leaders on a deep dive were not at their desks",
        ("helping", "running"): "the programme came to its end",
        ("pushing", "running"): "the programme came to its end",
        ("sharing_purpose", "ceding"): "you let go of some of the work",
        ("fitting", "priorities"): "what the agency cares for",
        ("fitting", "best_priority"): "what the agency cares for most",
        ("practising", "fading"): "sharing that is not renewed fades",
        ("widening", "fading"): "outlook that is not fed fades",
        ("trusting_us", "fading"): "families' trust drifts back to what strangers get",
        ("feeling_a_gain", "fading"): "a gain is forgotten",
        ("forgetting_a_cost", "fading"): "a cost is forgotten",
        ("trusting", "same"): "an agency trusts itself",
        ("growing_lax", "forgetting"): "time passing",
        ("finding_families", "families"): "how many families workers had already",
        ("finding_families", "reached"): "how many families had been reached already",
        ("finding_families", "openness"): "how far partners' lists are shared",
        ("pushing", "quarter"): "driving alone tires, quarter by quarter",
        ("delivering", "push"): "your own driving, which carries everybody at first and then tires",
    }
)
# What it means that a reading's source rose, or that it fell.
_MOVED_OF: Final = {
    ("meeting", "governance"): (
        later("deciding together took more of the working time"),
        later("deciding together took less of the working time"),
    ),
    ("meeting", "upkeep"): (
        later("meetings took more of the working time"),
        later("meetings took less of the working time"),
    ),
    ("meeting", "codifying"): (
        later("writing ties down took more of the working time"),
        later("writing ties down took less of the working time"),
    ),
    ("meeting", "drafts"): (
        later("drafting protocols took more of the working time"),
        later("drafting protocols took less of the working time"),
    ),
    ("delivering", "energy"): (
        later("you had the strength again to carry the work"),
        later("you were too tired to carry the work"),
    ),
    ("stating", "mandate"): (
        later("direction from the centre grew clearer"),
        later("direction from the centre grew weaker"),
    ),
}
# What the engine does besides its rules.
_ACTS: Final = later(
    {
        ("new quarter", "new quarter"): "what a quarter's attention went to is over with the quarter",
        ("new quarter", "allowance"): "a new quarter brings each budget its money",
        ("new quarter", "lapsed"): "what cannot be kept for the next quarter goes back",
        ("cover", "cover"): "the backing of the lead's own masters was thin",
        ("cover", "end"): "the lead's own masters lost patience",
        ("last quarter", "end"): "the programme's last quarter is over",
        ("giving", "giving"): "agencies put into the pot what they are willing and allowed to give",
        ("lending", "delivered"): "agencies lend people as far as they deliver",
        ("bearing", "cost"): "whoever gives or lends bears the cost",
        ("running costs", "support"): "backing for the front line costs money each quarter",
        ("running costs", "usability"): "a tool for sharing costs money each quarter",
        ("paying workers", "pot"): "workers are hired as far as the pot can pay them after support and tools",
        ("paying for time", "sessions"): "the time of members that have joined is paid for from the pot",
        ("succession", "succeeded"): "others stand in the agency's place",
        ("aligned purses", "aligned"): "agencies spend their own money beside one another's",
        ("signing", "signed"): "a protocol was signed",
    }
)
# What a rule says of the world, where the engine's own sentence takes its words for known.
_LESSONS: Final = later(
    {
        "committing": (
            "What a partner is ready to do follows its own masters, its orders, its gain, its strain, how far it sees, its trust "
            "in you, your story, and how much of the work you leave to it."
        ),
        "covering": (
            "Wins and briefings keep your masters patient; sharing costs fairly and giving up control try their patience."
        ),
        "losing_backing": "Your own masters are the ones who are asked about it.",
        "beginning_again": "Whoever comes next has to be won from the start.",
        "losing_commitment": "Whoever comes next is committed only as far as decisions were shared.",
        "losing_purpose": "Whoever comes next has yet to learn what was common ground.",
        "comparing_notes": "The more partners share, the more they compare what you told each of them.",
        "seeing": "Work that is seen to be done wins confidence slowly; words without deeds lose it faster.",
        "falling_short": "The gap is what was said and not done, beyond politeness.",
        "sharing_where_it_matters": "What is counted is what passes between those who are needed for the same results.",
        "practising": (
            "Sharing grows towards what law and protocol allow, as far as the tool, trust and the front line make it a habit."
        ),
        "pushing": "A leader who keeps much of the work drives it hard at first, and tires; whoever lets go of it drives less.",
        "knowing_partners": "Time with a partner wins your confidence in it, too.",
        "seeing_their_purpose": "You too come to see what a partner is for.",
        "giving_in_turn": (
            "Each gives a little less than it saw others give; deciding together, time and fairness raise that, and a lead that "
            "pays the bill lowers it."
        ),
    }
)
_MAIN: Final = {
    "stated": ("stating", "committing"),
    "delivered": ("delivering", "following"),
    "gap": ("falling_short",),
    "sharing": ("practising",),
    "practice": ("practising",),
    "trust": ("seeing", "meeting_the_lead"),
    "confidence": ("seeing", "meeting_the_lead"),
    "purpose": ("sharing_purpose",),
    "energy": ("tiring",),
    "credibility": ("standing",),
    "cover": ("covering",),
    "giving": ("giving_in_turn",),
    "families": ("finding_families",),
    "reported": ("reporting",),
    "avoided": ("avoiding",),
    "permission": ("drafting_protocols",),
    "push": ("pushing",),
    "joined": ("joining_one_by_one",),
    "joining": ("finding_families",),
    "user_trust": ("trusting_us",),
    "codified": ("writing_down",),
    "felt_control": ("fearing_less",),
    "united": ("pulling_together",),
}
"""The rules that move a variable in most quarters, for whoever asks what could move it: not those of a mishap."""
_SEATS: Final = later(
    {
        "pledged": "what its seat pledged at the table",
        "opened": "opening up, as a seat decided at the table",
        "held back": "holding back, as a seat decided at the table",
    }
)
_CAME: Final = later(
    {
        "option": "you chose {origin}",
        "later": "it followed from {origin}",
        "event": "the news {origin}",
        "inject": "the news {origin}",
    }
)
_CHANCES: Final = later({"departure": "a leader left", "incident": "information went astray"})


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule of the model, by name."""
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(dynamics.__path__):
        held = vars(importlib.import_module(f"{dynamics.__name__}.{module.name}"))
        found.update({value.name: value for value in held.values() if isinstance(value, Rule)})
    return found


def brief(
    place: Place,
    cause: Cause,
    index: Index = (),
    source: Source = None,
    dues: Mapping[str, float] | None = None,
    seat: int | None = None,
    *,
    stood: float | None = None,
    moved: int = 0,
    is_mean: bool = False,
) -> str:
    """A cause as a few words within a sentence: `your trust in the police, at 34 of 100 (thin)`, `you spent time with Schools`.

    Arguments:
        place: whose agencies and options are meant.
        cause: what the ledger names.
        index: the element that changed, as far as it tells which agency is meant.
        source: the element the cause came from, where it is known.
        dues: the turn each promise falls due, by the promise's id.
        seat: who is told; the lead where None.
        stood: how high the source stood, where it is by being so high, and not by having moved, that it is a cause; a level.
        moved: which way the source went, where it is by having moved that it is a cause: 1 up, -1 down, 0 where that is not told.
        is_mean: whether that is the mean over several quarters.
    """
    match cause.kind:
        case "rule":
            said = of_people(place, _rule(place, cause, index, source, seat, moved))
            return _standing(cause, said, source, stood, is_mean=is_mean)
        case "option" | "later" | "event" | "inject":
            return _told(place, cause, seat)
        case "attention":
            agencies = index if cause.term == "token" and _is_about_agencies(place, index) else ()
            return token.deed(place, cause.name, agencies, seat)
        case "promise":
            number = promise.number_of(place, cause.name)
            if number is None:
                return f"{cause.because or say('a promise')} ({say(cause.term)})".replace("_", " ")
            return promise.outcome(place, number, cause.term, (dues or {}).get(cause.name, 0), seat)
        case "seat":
            return say(_SEATS.get(cause.term, later("what a seat decided")))
        case "chance":
            return say(_CHANCES.get(cause.name, later("chance")))
        case "limit":
            return say("it can go no further")
        case "rounding":
            return say("rounding")


def sentence(
    place: Place,
    cause: Cause,
    index: Index = (),
    source: Source = None,
    dues: Mapping[str, float] | None = None,
    *,
    stood: float | None = None,
    moved: int = 0,
) -> str:
    """A cause as a plain sentence or two, the second saying what the rule says of the world.

    Arguments: as for `brief`.
    """
    first = full_stop(capital(brief(place, cause, index, source, dues, stood=stood, moved=moved)))
    then = lesson(place, cause)
    return f"{first} {then}" if then and bare(then) != bare(first) else first


def lesson(place: Place, cause: Cause, seat: int | None = None) -> str:
    """What the rule behind a cause says of the world, as a sentence; nothing for a cause that is no rule's."""
    return _lesson(place, cause.name, seat) if cause.kind == "rule" and cause.name in rules() else ""


def grounds(rule: str) -> str:
    """Where a rule's numbers come from, with its evidence's ids: `§2.5 BAR-42; size assumed`; nothing where it does not say."""
    found = rules().get(rule)
    return "" if found is None or found.source.startswith("as above") else source_in_words(found.source)


def source_in_words(source: str) -> str:
    """Where a number comes from, in the language of the game; sections and ids stay as they are."""
    return "; ".join(part if part.startswith("§") else say(part) for part in source.split("; "))


def movers(place: Place, variable: str, seat: int | None = None) -> tuple[str, ...]:
    """What can move a variable, as its main rules say it of the world, a sentence each; none where no rule is known for it."""
    return tuple(_lesson(place, rule, seat) for rule in _MAIN.get(variable, ()))


def is_left_to_decisions(variable: str) -> bool:
    """Whether no rule moves a level: only what is decided, and what comes from outside."""
    return VARIABLES[variable].unit == "level" and not any(rule.changes == variable for rule in rules().values())


def _lesson(place: Place, rule: str, seat: int | None) -> str:
    return full_stop(of_people(place, told_to(place, seat, _LESSONS.get(rule, rules()[rule].text))))


def still(words: str) -> str:
    """A cause in its few words, with what something is in the place of its change: both need not be told beside one another."""
    return next((words.removeprefix(lead) for lead in map(_change, ("", "", ""), (1, -1, 0)) if words.startswith(lead)), words)


_READ_BEFORE: Final = frozenset({("finding_families", "families"), ("finding_families", "reached")})
"""Rules that read a variable before they change it: what moved it then came in the quarter before."""


def behind(cause: Cause, source: Source, turn: int) -> tuple[Source, int]:
    """What a cause leads on to, and in which turn that moved; the source None where it leads nowhere.

    Arguments:
        cause: what the ledger names.
        source: the element the cause came from, as the ledger names it.
        turn: the turn in which the cause came about.
    """
    if source is None and (cause.name, cause.term) == ("paying workers", "pot"):
        return ("pot", ()), turn
    if (cause.name, cause.term) in _READ_BEFORE:
        return (source, turn - 1) if turn > 1 else (None, turn)
    return source, turn


def linked(place: Place, cause: Cause, index: Index) -> Source:
    """The element that a rule's term came from, worked out from the element that changed; None where that does not tell.

    The ledger names it for whoever may ask about it; of a partner's trust a leader has only an estimate to ask about.
    """
    rule = rules().get(cause.name) if cause.kind == "rule" else None
    if rule is None or cause.term not in rule.reads:  # a term of its own may share a variable's name
        return None
    variable, suffix = _variable(cause.term)
    facts = VARIABLES.get(variable)
    if facts is None:
        return None
    if facts.over == "place":
        return variable, ()
    if facts.over == "agency":
        return _agency_source(place, variable, suffix, index)
    if facts.over == "pair":
        if suffix == "lead" and len(index) == 1:
            return variable, (index[0], place.lead)
        return (variable, index) if len(index) == 2 else None
    return (variable, index) if len(index) == 1 and VARIABLES[rule.changes].over == facts.over else None


def _agency_source(place: Place, variable: str, suffix: str, index: Index) -> Source:
    if suffix == "lead":
        return variable, (place.lead,)
    if len(index) == 2:
        if suffix == "from":
            return variable, index[:1]
        # A rule over the lead's ties reads the other side's own.
        return variable, index[:1] if not suffix and index[1] == place.lead else index[1:]
    return (variable, index) if len(index) == 1 else None


def _change(said: str, moved: int) -> str:
    if moved:
        return say("a rise in {what}", what=said) if moved > 0 else say("a fall in {what}", what=said)
    return say("a change in {what}", what=said)


def _variable(term: str) -> tuple[str, str]:
    """The variable a term stands for, and which side of a tie it is read from."""
    if term not in VARIABLES:
        for suffix in ("from", "to", "lead"):
            base = term.removesuffix(f"_{suffix}")
            if base != term and base in VARIABLES:
                return base, suffix
    return term, ""


def _rule(place: Place, cause: Cause, index: Index, source: Source, seat: int | None, moved: int) -> str:
    if (cause.name, cause.term) in _ACTS:
        return say(_ACTS[cause.name, cause.term])
    words = _TERMS_OF.get((cause.name, cause.term)) or _TERMS.get(cause.term)
    if not words and moved and (cause.name, cause.term) in _MOVED_OF:
        words = _MOVED_OF[cause.name, cause.term][0 if moved > 0 else 1]
    if words:
        return told_to(place, seat, words)
    variable, _ = _variable(cause.term)
    if variable in VARIABLES:
        found = source if source is not None and source[0] == variable else linked(place, cause, index)
        rule = rules().get(cause.name)
        is_level = rule is None or rule.kind == "flow"
        if is_level and found is not None and (deed := _deed(place, variable, found[1], seat)):
            return deed
        is_own_outcome = VARIABLES[variable].over == "outcome" and found is not None and found[1] == index
        said = name(place, variable, (), seat) if found is None or is_own_outcome else name(place, *found, seat)
        # A flow is moved by what something is, a reading by what has become of it.
        return said if is_level else _change(said, moved)
    if cause.term in PARAMETERS:
        return say(PARAMETERS[cause.term].text)
    return f"{cause.name}, {cause.term}".replace("_", " ")


def _deed(place: Place, variable: str, index: Index, seat: int | None) -> str:
    """What somebody did, where a variable stands for that and for no more; else nothing."""
    if variable == "time_spent":
        return token.deed(place, "time", index, seat)
    leader = leader_of(place, index[0]) if variable == "left" else ""
    return say("{leader} left", leader=leader) if leader else ""


def _standing(cause: Cause, said: str, source: Source, stood: float | None, *, is_mean: bool) -> str:
    """A rule's term, with how high its source stood where it is told by that one's name and not in words of its own."""
    is_worded = (cause.name, cause.term) in _ACTS or (cause.name, cause.term) in _TERMS_OF or cause.term in _TERMS
    if source is None or stood is None or is_worded or _variable(cause.term)[0] != source[0]:
        return said
    level = f"{of_hundred(stood)} ({in_words(source[0], stood)})"
    return (
        say("{what}, at {level} on average", what=said, level=level)
        if is_mean
        else say("{what}, at {level}", what=said, level=level)
    )


def _told(place: Place, cause: Cause, seat: int | None) -> str:
    """What an author gave as the cause, and the option or event that brought it."""
    origin = origin_of(place, cause.name)
    because = bare(cause.because)
    if cause.term == "price" and origin:
        return say("the price of {origin}", origin=origin)
    came = told_to(place, seat, _CAME[cause.kind], origin=origin or because or say("something earlier"))
    if not because or quoted(because) == origin:
        return came
    return f"{because} ({came})" if origin else because


def _is_about_agencies(place: Place, index: Index) -> bool:
    return bool(index) and len(index) <= 2 and all(0 <= number < len(place.agencies) for number in index)
