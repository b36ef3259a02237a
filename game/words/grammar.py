"""The little grammar that sentences about agencies need: who owns what, how many, and where a capital goes.

English is made here. Another language goes through its catalogue: it has its own word for you, its own articles, its own way to
say who owns what and how several names stand in a row, and writes numbers in figures, with its own plural of what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.core.place import Place
from game.translation import say, say_many, say_of, spoken
from game.words.beside import THE_LEAD
from game.words.lasting import lasting

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def capital(text: str) -> str:
    """A sentence's first letter as a capital, the rest as it was."""
    return text[:1].upper() + text[1:]


def full_stop(text: str) -> str:
    """A text that ends as a sentence does."""
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?", ".”", "!”", "?”", ":")) else f"{text}."


def bare(text: str) -> str:
    """A label without the full stop it ends with, to stand within a sentence."""
    return text.strip().removesuffix(".")


def quoted(text: str) -> str:
    """A label in quotation marks, without the full stop it ends with."""
    return say("“{text}”", text=bare(text))


def listed(names: Sequence[str]) -> str:
    """Names in a row: `a`, `a and b`, `a, b and c`; `none` where there are none."""
    if not names:
        return say_of("names in a row", "none")
    if len(names) == 1:
        return names[0]
    return say("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def either(names: Sequence[str]) -> str:
    """Names of which one is meant, or any will do: `a`, `a or b`, `a, b or c`; nothing where there are none."""
    *first, last = names or ("",)
    return say("{one} or {other}", one=", ".join(first), other=last) if first else last


def count(number: float, one: str, many: str = "") -> str:
    """A number with its noun: `one family`, `two families`, `31 families`; a fraction keeps one decimal."""
    many = many or (f"{one}s" if one else "")
    if spoken() is not None:
        return _counted(number, one, many)
    if abs(number - round(number)) >= 0.05:
        return f"{number:,.1f} {many}"
    whole = round(number)
    said = _NUMBERS[whole] if 0 <= whole < len(_NUMBERS) else f"{whole:,}"
    return f"{said} {one if whole == 1 else many}"


def _counted(number: float, one: str, many: str) -> str:
    """A number in figures with its noun, in a language other than English."""
    whole = round(number)
    is_whole = abs(number - whole) < 0.05
    figure = f"{whole:,}" if is_whole else f"{number:,.1f}"
    if not one:
        return figure
    # What is not whole is counted as very many are. The noun may be a scenario's own, and is no pattern to fill.
    one, many = (f"{{number}} {noun}" for noun in (one, many))
    return say_many(whole if is_whole else 100, one, many).replace("{number}", figure)


def how_many(number: int) -> str:
    """A number of things that were named before: `none`, `one`, `two`, `31`."""
    return say_of("how many of them", "none") if number == 0 else count(number, "", "").strip()


def of_people(place: Place, text: str) -> str:
    """A sentence of the game's own, which says family and families, with what the place calls those the work is for."""
    one, many = place.people
    if (one, many) == ("family", "families"):
        return text
    if spoken() is not None:
        families, family = say_of("a place's own word", "families"), say_of("a place's own word", "family")
        forms = [(families, many), (family, one)]
    else:
        forms = [("families'", possessive(many)), ("families", many), ("family", one)]
    for theirs, ours in (*forms, *((capital(theirs), capital(ours)) for theirs, ours in forms)):
        text = text.replace(theirs, ours)
    return text


def is_you(place: Place, number: int, seat: int | None) -> bool:
    """Whether an agency is the one that is told: the lead, unless another seat is."""
    return number == (place.lead if seat is None else seat)


@lasting
def agency(place: Place, number: int, seat: int | None = None) -> str:
    """An agency as it is named within a sentence: `the police`, and `you` for the seat that is told, usually the lead's."""
    if is_you(place, number, seat):
        return say("you")
    if number == place.lead:
        return say(THE_LEAD)
    return named(place.agencies[number].name)


def named(name: str) -> str:
    """A name as it stands within a sentence: `the police` of `The police`."""
    return f"{name[:1].lower()}{name[1:]}" if _article(name) else name


def _article(name: str) -> str:
    """The article that a name begins with, with the space behind it; nothing where there is none."""
    articles = say_of("articles that begin a name and are written small within a sentence, a space between them", "The").split()
    first, space, _ = name.partition(" ")
    return f"{first} " if space and first in articles else ""


def owner(place: Place, number: int, seat: int | None = None) -> str:
    """An agency as the owner of what follows: `the police's`, `Schools'`, and `your own side's` for the seat that is told."""
    return say("your own side's") if is_you(place, number, seat) else possessive(agency(place, number, seat))


def possessive(name: str) -> str:
    """A name as an owner: `you` becomes `your`, `Schools` becomes `Schools'`, `Jobcentre Plus` becomes `Jobcentre Plus's`."""
    if name == say("you"):
        return say("your")
    if spoken() is None and name.endswith("s") and not name.endswith(("ss", "us")):
        return f"{name}'"
    return say("{owner}'s", owner=name)


def title(place: Place, number: int, seat: int | None = None) -> str:
    """An agency's whole name, for a heading: `The police`; the lead's `You, the Director`, and to others `The lead`."""
    facts = place.agencies[number]
    if number != place.lead:
        return capital(facts.name)
    if not is_you(place, number, seat):
        return capital(say(THE_LEAD))
    return say("You, {leader}", leader=named(facts.leader)) if facts.leader else say("You")


@lasting
def called(place: Place, number: int, seat: int | None = None) -> str:
    """An agency by itself, as in a list: `Children's centres`, `Police`; `You` for the seat that is told, usually the lead's."""
    if is_you(place, number, seat):
        return say("You")
    if number == place.lead:
        return capital(say(THE_LEAD))
    name = named(place.agencies[number].name)
    return capital(name.removeprefix(_article(capital(name)).lower()))


def short(place: Place, number: int, seat: int | None = None) -> str:
    """An agency where there is no room for its name: over a column, in a chart. `You` for the seat that is told."""
    name = called(place, number, seat)
    return name if is_you(place, number, seat) or number == place.lead else place.agencies[number].short
