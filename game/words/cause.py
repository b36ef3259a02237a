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
from game.words import cause_words, promise, token
from game.words.beside import told_to
from game.words.grammar import bare, capital, full_stop, of_people, quoted
from game.words.level import in_words, of_hundred
from game.words.variable import leader_of, name, origin_of

Index = tuple[int, ...]
Source = tuple[str, Index] | None


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
            return say(cause_words.SEATS.get(cause.term, later("what a seat decided")))
        case "chance":
            return say(cause_words.CHANCES.get(cause.name, later("chance")))
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
    return tuple(_lesson(place, rule, seat) for rule in cause_words.MAIN_RULES.get(variable, ()))


def is_left_to_decisions(variable: str) -> bool:
    """Whether no rule moves a level: only what is decided, and what comes from outside."""
    return VARIABLES[variable].unit == "level" and not any(rule.changes == variable for rule in rules().values())


def _lesson(place: Place, rule: str, seat: int | None) -> str:
    return full_stop(of_people(place, told_to(place, seat, cause_words.LESSONS.get(rule, rules()[rule].text))))


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
    if (cause.name, cause.term) in cause_words.ACTS:
        return say(cause_words.ACTS[cause.name, cause.term])
    words = cause_words.TERMS_OF.get((cause.name, cause.term)) or cause_words.TERMS.get(cause.term)
    if not words and moved and (cause.name, cause.term) in cause_words.MOVED_OF:
        words = cause_words.MOVED_OF[cause.name, cause.term][0 if moved > 0 else 1]
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
    is_worded = (
        (cause.name, cause.term) in cause_words.ACTS
        or (cause.name, cause.term) in cause_words.TERMS_OF
        or cause.term in cause_words.TERMS
    )
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
    came = told_to(place, seat, cause_words.CAME[cause.kind], origin=origin or because or say("something earlier"))
    if not because or quoted(because) == origin:
        return came
    return f"{because} ({came})" if origin else because


def _is_about_agencies(place: Place, index: Index) -> bool:
    return bool(index) and len(index) <= 2 and all(0 <= number < len(place.agencies) for number in index)
