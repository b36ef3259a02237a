"""The little grammar that sentences about agencies need: who owns what, how many, and where a capital goes."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.place import Place
from game.words.beside import THE_LEAD

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
    return f"“{bare(text)}”"


def listed(names: Sequence[str]) -> str:
    """Names in a row: `a`, `a and b`, `a, b and c`; `none` where there are none."""
    if not names:
        return "none"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def count(number: float, one: str, many: str = "") -> str:
    """A number with its noun: `one family`, `two families`, `31 families`; a fraction keeps one decimal."""
    many = many or (f"{one}s" if one else "")
    if abs(number - round(number)) >= 0.05:
        return f"{number:,.1f} {many}"
    whole = round(number)
    said = _NUMBERS[whole] if 0 <= whole < len(_NUMBERS) else f"{whole:,}"
    return f"{said} {one if whole == 1 else many}"


def how_many(number: int) -> str:
    """A number of things that were named before: `none`, `one`, `two`, `31`."""
    return "none" if number == 0 else count(number, "", "").strip()


def of_people(place: Place, text: str) -> str:
    """A sentence of the game's own, which says family and families, with what the place calls those the work is for."""
    one, many = place.people
    if (one, many) == ("family", "families"):
        return text
    forms = (("families'", possessive(many)), ("families", many), ("family", one))
    for theirs, ours in (*forms, *((capital(theirs), capital(ours)) for theirs, ours in forms)):
        text = text.replace(theirs, ours)
    return text


def is_you(place: Place, number: int, seat: int | None) -> bool:
    """Whether an agency is the one that is told: the lead, unless another seat is."""
    return number == (place.lead if seat is None else seat)


def agency(place: Place, number: int, seat: int | None = None) -> str:
    """An agency as it is named within a sentence: `the police`, and `you` for the seat that is told, usually the lead's."""
    if is_you(place, number, seat):
        return "you"
    if number == place.lead:
        return THE_LEAD
    return named(place.agencies[number].name)


def named(name: str) -> str:
    """A name as it stands within a sentence: `the police` of `The police`."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def owner(place: Place, number: int, seat: int | None = None) -> str:
    """An agency as the owner of what follows: `the police's`, `Schools'`, and `your own side's` for the seat that is told."""
    return "your own side's" if is_you(place, number, seat) else possessive(agency(place, number, seat))


def possessive(name: str) -> str:
    """A name as an owner: `you` becomes `your`, `Schools` becomes `Schools'`."""
    if name == "you":
        return "your"
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def title(place: Place, number: int, seat: int | None = None) -> str:
    """An agency's whole name, for a heading: `The police`; the lead's `You, the Director`, and to others `The lead`."""
    facts = place.agencies[number]
    if number != place.lead:
        return capital(facts.name)
    if not is_you(place, number, seat):
        return capital(THE_LEAD)
    return f"You, {facts.leader}" if facts.leader else "You"


def called(place: Place, number: int, seat: int | None = None) -> str:
    """An agency by itself, as in a list: `Children's centres`, `Police`; `You` for the seat that is told, usually the lead's."""
    if is_you(place, number, seat):
        return "You"
    if number == place.lead:
        return capital(THE_LEAD)
    return capital(named(place.agencies[number].name).removeprefix("the "))


def short(place: Place, number: int, seat: int | None = None) -> str:
    """An agency where there is no room for its name: over a column, in a chart. `You` for the seat that is told."""
    name = called(place, number, seat)
    return name if name == "You" or number == place.lead else place.agencies[number].short
