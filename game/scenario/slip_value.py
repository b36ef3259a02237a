"""What an author most likely meant by a value that cannot stand where it does: a word, a list, a map or a number out of range."""

from __future__ import annotations

import re
from typing import Any, Final

from game.core.effects import EFFECTS
from game.core.effects import kind as core
from game.scenario import kind as k
from game.scenario.scalar import meant
from game.scenario.shape import AnyEffect, Entries, Items, Leaf, Record, Shape, required_keys
from game.scenario.slip_number import ONE_TURN, as_list, by_the_quarter, number_meant, quarter_of, several_turns
from game.translation import say

_EVERY: Final = ("all", "every", "each", "any", "everyone", "everybody")
_SIZES: Final = {
    "slight": "small little slightly minor low tiny bit few some",
    "clear": "medium moderate middling mid average fair normal clearly",
    "strong": "large big high great much major strongly lot huge very",
}
"""By each size in words, what else it is called."""

_ICONS: Final = {
    "stethoscope": "doctor doctors gp gps nurse clinic surgery practice practices health medical physician",
    "shield": "police officer security safety",
    "siren": "ambulance fire emergency",
    "house": "home homes housing flat flats landlord",
    "landmark": "council town_hall government county city civic",
    "scale": "court law justice probation lawyer legal",
    "banknote": "money bank cash finance pound pounds",
    "users": "people community residents tenants families family group",
    "hand-heart": "charity volunteer volunteers care carer carers voluntary",
    "briefcase": "work job jobs employment office business",
    "graduation-cap": "university college education student",
    "lock": "prison jail",
    "pill": "drug drugs pharmacy chemist medicine",
    "baby": "child children nursery",
    "heart-pulse": "heart hospice",
    "trees": "park tree forest wood",
    "store": "shop market",
    "coffee": "food cafe kitchen",
    "church": "faith chapel mosque temple",
    "network": "board partnership system",
}
"""By each pictogram, what it is asked for as."""


def icon_meant(word: str) -> str:
    """Gives the pictogram that a word most likely asks for; empty where none is likely."""
    plain = word.strip().lower().replace(" ", "_")
    named = (icon for icon in k.ICONS if plain in icon.split("-"))
    return next((icon for icon, others in _ICONS.items() if plain in others.split()), "") or next(named, "")


def size_meant(written: str) -> str:
    """Gives the size in words that another word most likely stands for, with its minus; empty where none is likely."""
    minus, words = ("-" if written.lstrip()[:1] in "-\u2212\u2013" else ""), re.findall(r"[a-z]+", written.lower())
    return next((minus + size for size, others in _SIZES.items() for word in words if word in others.split()), "")


def group_meant(written: str) -> str:
    """Gives the word for several agencies that another most likely stands for; empty where none is likely."""
    plain = written.strip().lower().removeprefix("the ")
    return "all" if plain in _EVERY else "outside" if plain in ("others", "partners", "other", "rest") else ""


def is_points(value: Any) -> bool:
    """Whether this is a list of two points on the map or more, each two numbers."""
    return (
        isinstance(value, list)
        and len(value) > 1
        and all(isinstance(one, list) and len(one) == 2 and all(isinstance(each, int | float) for each in one) for one in value)
    )


def points(value: list[list[float]]) -> str:
    """Writes a list of points as an author does."""
    return f"[{', '.join(f'[{across}, {down}]' for across, down in value)}]"


def help_with_value(shape: Shape | None, value: Any) -> str:
    """Says what to try where a value is of the wrong kind; empty where nothing better than what is expected can be said."""
    match shape, value:
        case _, None:
            return say("Write something after the colon, or take the key away.")
        case Items(item=item), _:
            return _help_with_items(item, value)
        case Record(model=model), str() if needed := required_keys(model):
            return say("Write `{{{keys}}}`.", keys=", ".join(f"{one}: ..." for one in needed))
        case ((Entries() | Leaf(kind=core.VOTES)), str()):
            return say("Write each by its id, with a colon and what belongs to it: `{{{id}: ...}}`.", id=_id_in(value))
        case Entries(), list():
            return say("Give each item an id with a colon behind it, and no dash.")
        case Leaf(kind=k.POSITION), dict() if len(value) == 2 and all(isinstance(one, int | float) for one in value.values()):
            return as_list(", ".join(str(one) for one in value.values()))
        case Leaf(kind=kind), _:
            return _help_with_leaf(kind, value)
        case _:
            return ""


def _id_in(text: str) -> str:
    """The id that a text begins with, or a word for any."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return first if first.isidentifier() else "id"


def _help_with_items(item: Shape, value: Any) -> str:
    """Says what to try where a list should stand and something else does."""
    match item, value:
        case ((AnyEffect() | Record()), dict()):
            return say("Put a dash and a space before its first key.")
        case AnyEffect(), str() if (words := value.split()) and words[0].rstrip(":") in EFFECTS:
            rest = " ".join(words[1:]) or "..."
            return say("Write `[{{{effect}: {rest}}}]`.", effect=words[0].rstrip(":"), rest=rest)
        case AnyEffect(), str():
            return say("News is told by an effect too: `[{news: The line}]`.")
        case Leaf(kind=(core.TEXT | k.LINE)), str():
            return say("Give it a line of its own, with a dash and a space before it.")
        case Leaf(), str() if value.strip().lower() in _EVERY:
            return say("Name each of them, in square brackets.")
        case Leaf(), str():
            return as_list(value)
        case _:
            return ""


def _help_with_leaf(kind: core.Kind, value: Any) -> str:
    match value:
        case dict() if kind in (core.TEXT, k.LINE):
            return say("Put the whole text in quotation marks: a colon with a space behind it makes a key of what stands before.")
        case bool():
            return say("Put it in quotation marks.") if kind in (core.TEXT, k.LINE) else ""
        case int() | float() if kind in (core.TEXT, k.LINE):
            return say("Put it in quotation marks.")
        case int() if kind is k.YES_NO and value in (0, 1):
            return say("Write {word}.", word="true" if value else "false")
        case float() if value.is_integer() and kind in (k.TURN, k.DATES, k.TURNS, k.WHOLE, core.QUARTERS):
            return say("Write {whole}.", whole=int(value))
        case str():
            return _help_with_word(kind, value.strip())
        case list():
            return _help_with_list(kind, value)
        case _:
            return ""


def _help_with_word(kind: core.Kind, text: str) -> str:
    if kind in (core.AGENCIES, core.PAIR, core.TARGETS, k.NEEDS, k.POSITION, core.EVIDENCE):
        return _help_with_names(kind, text)
    if kind in (core.SHARE, core.POUNDS, k.WHOLE, k.TURNS, core.QUARTERS, core.NUMBER) and (number := number_meant(kind, text)):
        return say("Write {number}.", number=number)
    if share := by_the_quarter(kind, text):
        return say("Write {number}: it is counted by the quarter.", number=share)
    if kind in (k.TURN, k.DATES) and (help := several_turns(kind, text)):
        return help
    if meant(text):
        return ""
    named = quarter_of(text)
    match kind:
        case k.QUARTER if named:
            return say("Write {year} Q{quarter}.", year=named[0], quarter=named[1])
        case k.TURN | k.DATES:
            return say("Write the number of the quarter: the place's first quarter is 1.")
        case core.QUARTERS:
            return say("Write how many quarters later.")
    return ""


def _help_with_names(kind: core.Kind, text: str) -> str:
    if kind is k.NEEDS and (number := meant(text)):
        return say("Write {number}.", number=number)
    if kind is core.EVIDENCE and " " in text and not re.search(r"[,;&/]|\band\b", text):
        return say("Give it an id under `sources`, and write that id here in square brackets.")
    return as_list(text)


def _help_with_list(kind: core.Kind, items: list[Any]) -> str:
    if kind is core.EXPRESSION:
        return say("Write one condition, its parts joined by `and` or `or`.")
    if kind is core.PAIR and len(items) > 2:
        return say("Name two; an effect on several pairs is written once for each.")
    if kind is core.AMOUNT:
        return say("Write how much, slight, clear or strong; who it is stands under a key of its own.")
    if kind in (core.AGENCY, core.ACCOUNT, core.DILEMMA, core.FLAG, core.OUTCOME, core.LEVEL):
        return say("Name one alone; an effect on several can be written once for each.")
    if kind is k.TURN:
        return say(ONE_TURN)
    if kind in (core.TEXT, k.LINE) and all(isinstance(one, str) for one in items):
        return say("Write one text, without dashes; where it takes several lines, `>` behind its key and the lines below it.")
    return ""


def out_of_range(value: float, low: float, high: float) -> dict[str, str]:
    """Gives what the page of a number out of range names; nothing where the number lies within."""
    if low <= value <= high:
        return {}
    limit = say("at least {number:g}", number=low) if value < low else say("at most {number:g}", number=high)
    return {"found": say("the number {number:g}", number=value), "limit": limit, "help": help_with_range(value, high)}


def help_with_range(value: float, high: float | None) -> str:
    """Says what to try where a number is out of range: a share that is written in per cent is meant as one of a hundred."""
    if high == 1 and 2 <= value <= 100:
        return say("Write {share:g} if {value:g} per cent is meant.", share=value / 100, value=value)
    return say("Choose a number in the range; the reference page gives each.")
