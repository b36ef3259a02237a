"""What an author most likely meant by a key or a value that cannot stand where it does, so that a message can say what to try."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any, Final

from game.core.effects import kind as core
from game.scenario import kind as k
from game.scenario.names import did_you_mean, listed
from game.scenario.scalar import meant
from game.scenario.shape import AnyEffect, Entries, Items, Leaf, Record, Shape, keys_of, required_keys
from game.translation import later, say

_SAME: Final[tuple[str, ...]] = (
    "when if condition requires only_if",
    "title name label headline heading",
    "text about description desc body content scene",
    "money cost price pounds",
    "of to from with agency",
    "by value size amount",
    "because why reason cause",
    "evidence source sources cites",
    "at turn quarter date every dates turns",
    "from since start starts begins",
    "to until till",
    "due in deadline",
    "effects effect then consequences",
    "options choices answers",
    "seat player lead leader role",
    "leader chief head boss",
    "budget money funds allowance",
    "chance probability likelihood odds",
    "turns quarters rounds",
    "format version",
    "agencies partners organisations organizations actors",
    "dilemmas decisions choices",
    "prologue intro introduction",
    "again repeat repeats",
    "unless_text otherwise closed_text",
    "measure variable expression",
    "equals equal is value",
    "seeds seed",
    "expect expected expects expectations",
)
"""Words that are taken for one another: in each row, whichever is a key that could stand there is the one that was meant."""

_QUARTER = re.compile(r"([12][0-9]{3})\W*[qQ]?\s*([1-4])")
_QUARTER_FIRST = re.compile(r"[qQ]\s*([1-4])\W*([12][0-9]{3})")
_MONTH = re.compile(r"(?:[0-3]?[0-9]\s+)?([A-Za-z]{3,9})\W*([12][0-9]{3})")
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_DAY = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])(?:-[0-3][0-9])?")
_BRITISH_DAY = re.compile(r"[0-3]?[0-9][/.-](0?[1-9]|1[0-2])[/.-]([12][0-9]{3})")
_SEASON = re.compile(r"([A-Za-z]+)\s+(?:of\s+)?([12][0-9]{3})")
_SEASONS: Final = {"winter": "1", "spring": "2", "summer": "3", "autumn": "4", "fall": "4"}
_FINANCIAL_YEAR = re.compile(r"([12][0-9]{3})[/-][0-9]{2}\s*,?\s*[qQ]\s*([1-4])")
_NUMBERS: Final = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_COUNTED = re.compile(r"(?:[qQ]|quarter |turn )?\s*([0-9][0-9,]*)(?:\s+[A-Za-z]+)?")
_SPAN = re.compile(r"([0-9.]+)\s*(months?|years?)", re.IGNORECASE)
_PART = re.compile(r"([0-9]+)\s*(?:of|in|out of|/)\s*([1-9][0-9]*)")
_SEVERAL = re.compile(r"[0-9]+\s*(?:-|\u2013|,|to|and|\.\.+)\s*[0-9]+")
_BETWEEN = re.compile(r"\s*[,;&/]\s*|\s+and\s+|\s+")
_IS_SO = re.compile(r"\s*==?\s*(?:true|yes|1)\s*$", re.IGNORECASE)
_ONE_TURN: Final = later("Write one number; what may come in several quarters has `from` and `to`.")
_MOST_WORDS: Final = 6
_EVERY: Final = ("all", "every", "each", "any", "everyone", "everybody")
_SIZES: Final = {
    "slight": "small little slightly minor low tiny bit few some",
    "clear": "medium moderate middling mid average fair normal clearly",
    "strong": "large big high great much major strongly lot huge very",
}
"""By each size in words, what else it is called."""
_A_YEAR = re.compile(r"(.*[0-9%kKmM])\s*(?:a|per|each|every|/|p\.?)\s*(?:year|yr|annum|a)\.?", re.IGNORECASE)
_QUARTERS_A_YEAR: Final = 4


_BULLETS: Final = frozenset("\u2010\u2013\u2014\u2212\u2022\u00b7")


def dash_meant(text: str) -> str:
    """Says what to try where a line nearly begins as an item of a list does; empty where it does not."""
    if re.match(r"-[^\s-]", text):
        return say("Put a space behind the dash.")
    if text[:1] in _BULLETS or text[:2] == "* ":
        return say("Type a hyphen, `-`, in place of `{sign}`.", sign=text[0])
    return ""


def minus_meant(text: str) -> str:
    """Says what to try where a dash and a space stand in the place of a value: before a size it was meant for a minus."""
    if size := re.match(r"-\s+((?:slight|clear|strong)\b|[0-9.]+)", text):
        return say("Write `-{size}`, without the space.", size=size[1])
    return say(
        "Move the dash to the next line, or write the list as `[first, second]`; put a text that begins with a dash in quotes."
    )


def key_meant(key: str, keys: Collection[str], needed: Collection[str], given: Collection[str]) -> str:
    """Gives the key that was most likely meant by one that is not known; empty where none is likely.

    Arguments:
        key: as written.
        keys: those that can stand there.
        needed: those of them that must.
        given: those that do stand there already.
    """
    free = [one for one in keys if one not in given]
    if close := did_you_mean(key, free):
        return close
    alike = [word for row in _SAME if key.lower() in row.split() for word in row.split() if word in free]
    return next((word for word in alike if word in needed), alike[0] if alike else "")


_EFFECTS: Final = {
    "open": "goto jump trigger start begin",
    "clear": "unflag unset reset remove delete",
    "flag": "set_flag mark tag",
    "count": "increment counter add_to",
    "change": "add increase decrease raise lower adjust modify move_by",
    "news": "message text say tell headline",
    "spend": "pay cost",
    "grant": "give money fund funding",
    "move": "transfer",
    "after": "delay wait later in",
    "chance": "random probability roll maybe",
    "departure": "leave leaves",
}
"""By each effect, what it is called by those who do not know its name."""


def effect_meant(key: str) -> str:
    """Gives the effect that was most likely meant by a key that names none; empty where none is likely."""
    return next((effect for effect, others in _EFFECTS.items() if key.lower() in others.split()), "")


def help_with_key(key: str, value: Any, keys: Collection[str], given: Collection[str], outer: Collection[Record]) -> str:
    """Says what to try where a key is not known and no other was meant.

    Arguments:
        key: as written.
        value: what stands behind it.
        keys: those that can stand there.
        given: those that do stand there already.
        outer: the maps around this one, innermost first.
    """
    if value is None and not key.isidentifier():
        return say("If it belongs to the text before it, put that whole text in quotation marks.")
    if key == "unless" and "when" in keys:
        return say("Write `when:` with `not` before it: `when: not asked`.")
    for record in outer:
        if key in keys_of(record.model):
            return say(
                "It is a key of {owner}: if it belongs there, move it to the left.",
                owner=say(record.model.noun),
            )
    return _home(key, value, keys, given) or say("Its keys are: {keys}.", keys=listed(keys, 40))


def _home(key: str, value: Any, keys: Collection[str], given: Collection[str]) -> str:
    """Says where a key belongs that stands in a map of another kind: below one of its keys, or in another section."""
    from game.scenario.schema import Dilemma, Scenario

    for model in (Scenario, Dilemma):
        shapes = keys_of(model)
        for section in given if set(keys) == set(shapes) else ():
            match shapes.get(section):
                case Entries(value=Record(model=inner)) if isinstance(value, dict):
                    needed = required_keys(inner)
                    if (len(needed) > 1 or model is Dilemma) and all(one in value for one in needed):
                        owner = say(inner.noun)
                        return say("If it is {owner}, move it to the right, below `{section}`.", owner=owner, section=section)
                case Entries(value=Record(model=inner)) if model is Dilemma and key in keys_of(inner):
                    return say("It is a key of {owner}: move it to the right, below one of them.", owner=say(inner.noun))
    owners = [
        (section, shape.value.model)
        for section, shape in keys_of(Scenario).items()
        if isinstance(shape, Entries) and isinstance(shape.value, Record) and key in keys_of(shape.value.model)
    ]
    if len(owners) == 1 and set(keys) != set(keys_of(Scenario)):
        section, only = owners[0]
        return say("It is a key of {owner}, below `{section}`.", owner=say(only.noun), section=section)
    return ""


def id_meant(text: str, kind: core.Kind = k.ID) -> str:
    """Gives an id as like a text as it can be; empty where nothing of it could stand in one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = _IS_SO.sub("", plain)
    if kind is k.SOURCE:
        return re.sub(r"[^A-Za-z0-9_.-]+", "-", plain).lstrip("0123456789_.-").rstrip("-")[: k.LONGEST_ID]
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_").lstrip("0123456789_")[: k.LONGEST_ID]


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
        case (Items(item=AnyEffect() | Record()), dict()):
            return say("Put a dash and a space before its first key.")
        case (Items(item=Leaf(kind=(core.TEXT | k.LINE))), str()):
            return say("Give it a line of its own, with a dash and a space before it.")
        case (Items(item=Leaf()), str()):
            if value.strip().lower() in _EVERY:
                return say("Name each of them, in square brackets.")
            return _as_list(value)
        case (Items(item=AnyEffect()), str()):
            return say("News is told by an effect too: `[{news: The line}]`.")
        case (Entries(), list()):
            return say("Give each item an id with a colon behind it, and no dash.")
        case Leaf(kind=k.POSITION), dict() if len(value) == 2 and all(isinstance(one, int | float) for one in value.values()):
            return _as_list(", ".join(str(one) for one in value.values()))
        case Leaf(kind=kind), _:
            return _help_with_leaf(kind, value)
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
    if kind in (core.SHARE, core.POUNDS, k.WHOLE, k.TURNS, core.QUARTERS, core.NUMBER) and (number := _number(kind, text)):
        return say("Write {number}.", number=number)
    if share := _by_the_quarter(kind, text):
        return say("Write {number}: it is counted by the quarter.", number=share)
    if kind in (k.TURN, k.DATES) and (help := _several_turns(kind, text)):
        return help
    if meant(text):
        return ""
    named = _quarter(text)
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
    return _as_list(text)


def _number(kind: core.Kind, text: str) -> str:
    """The number that was meant by a count in words or with a word behind it, a span of time or a part of a whole; else empty."""
    if meant(text):
        return ""  # told of every text that is nearly a number
    if kind in (k.TURNS, core.QUARTERS) and (match := _SPAN.fullmatch(text)):
        return f"{float(match[1]) * (_QUARTERS_A_YEAR if match[2].lower().startswith('y') else 1 / 3):.0f}"
    if kind is core.SHARE and (match := _PART.fullmatch(text)):
        return f"{min(int(match[1]) / int(match[2]), 1.0):.2g}"
    if kind is not core.SHARE and text.lower() in _NUMBERS:
        return str(_NUMBERS.index(text.lower()) + 1)
    match = _COUNTED.fullmatch(text) if kind in (k.WHOLE, k.TURNS, core.QUARTERS, core.POUNDS) else None
    return match[1].replace(",", "") if match else ""


def _several_turns(kind: core.Kind, text: str) -> str:
    """Says how to write a turn in words, several turns where they may stand, or why they may not; empty for anything else."""
    if text.lower() in _NUMBERS:
        return say("Write {number}.", number=_NUMBERS.index(text.lower()) + 1)
    if not _quarter(text) and (match := re.fullmatch(r"(?:[qQ]|[qQ]uarter |[tT]urn )\s*([0-9]+)", text)):
        return say("Write {number}.", number=match[1])
    if kind is k.TURN:
        return say(_ONE_TURN) if _SEVERAL.fullmatch(text) else ""
    if re.fullmatch(r"[0-9]+(?:\s*(?:,|&|\band\b)\s*[0-9]+)*", text):
        return _as_list(text)
    return say("Write each turn, in square brackets: `[2, 6, 10]`.") if re.search(r"[0-9]", text) and not _quarter(text) else ""


def _by_the_quarter(kind: core.Kind, text: str) -> str:
    """A quarter of what is written by the year, `10% a year` or `£420,000 p.a.`; empty for anything else."""
    match = _A_YEAR.fullmatch(text) if kind in (core.SHARE, core.POUNDS) else None
    number = meant(match[1]) if match else None
    if number is None:
        return ""
    return f"{float(number) / _QUARTERS_A_YEAR:.{0 if kind is core.POUNDS else 4}f}".rstrip("." if kind is core.POUNDS else "0")


def _help_with_list(kind: core.Kind, items: list[Any]) -> str:
    if kind is core.EXPRESSION:
        return say("Write one condition, its parts joined by `and` or `or`.")
    if kind is core.PAIR and len(items) > 2:
        return say("Name two; an effect on several pairs is written once for each.")
    if kind in (core.AGENCY, core.ACCOUNT, core.DILEMMA, core.FLAG, core.OUTCOME, core.LEVEL):
        return say("Name one alone; an effect on several can be written once for each.")
    if kind is k.TURN:
        return say(_ONE_TURN)
    if kind in (core.TEXT, k.LINE) and all(isinstance(one, str) for one in items):
        return say("Write one text, without dashes; where it takes several lines, `>` behind its key and the lines below it.")
    return ""


def _quarter(text: str) -> tuple[str, str] | None:
    """The year and the quarter in which a date lies, however it is written; None for anything else."""
    if match := _QUARTER.fullmatch(text):
        return match[1], match[2]
    if match := _BRITISH_DAY.fullmatch(text):
        return match[2], str((int(match[1]) + 2) // 3)
    if (match := _SEASON.fullmatch(text)) and match[1].lower() in _SEASONS:
        return match[2], _SEASONS[match[1].lower()]
    if match := _FINANCIAL_YEAR.fullmatch(text):
        year, quarter = int(match[1]), int(match[2])
        return (str(year), str(quarter + 1)) if quarter < _QUARTERS_A_YEAR else (str(year + 1), "1")
    if match := _QUARTER_FIRST.fullmatch(text):
        return match[2], match[1]
    if (match := _MONTH.fullmatch(text)) and match[1][:3].lower() in _MONTHS.split():
        return match[2], str(_MONTHS.split().index(match[1][:3].lower()) // 3 + 1)
    if match := _DAY.fullmatch(text):
        return match[1], str((int(match[2]) + 2) // 3)
    return None


def _as_list(text: str) -> str:
    words = [word for word in _BETWEEN.split(text.strip()) if word]
    return say("Write `[{words}]`.", words=", ".join(words)) if 0 < len(words) <= _MOST_WORDS else ""


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
