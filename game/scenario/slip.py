"""What an author most likely meant by a key or a value that cannot stand where it does, so that a message can say what to try."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any, Final

from game.core.effects import EFFECTS
from game.core.effects import kind as core
from game.scenario import kind as k
from game.scenario.names import did_you_mean, listed
from game.scenario.shape import Entries, Record, keys_of, required_keys
from game.translation import say

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
    "else otherwise",
    "size seats",
    "at map position where",
    "measure variable expression",
    "equals equal is value",
    "seeds seed",
    "expect expected expects expectations",
)
"""Words that are taken for one another: in each row, whichever is a key that could stand there is the one that was meant."""

_IS_SO = re.compile(r"\s*==?\s*(?:true|yes|1)\s*$", re.IGNORECASE)
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
    "change": "add increase decrease raise lower adjust modify move_by join",
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


_WITHOUT_SPACE = re.compile(r"([a-z_]+)\s*[:=]\s*(\S.*)")


def joined_to_its_value(key: Any, value: Any) -> tuple[str, str] | None:
    """The effect and its value where a colon without its space, or an equals sign, made one word of them; None elsewhere."""
    match = _WITHOUT_SPACE.fullmatch(key) if value is None and isinstance(key, str) else None
    return (match[1], match[2]) if match and match[1] in EFFECTS else None


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
    return (_home(key, value, keys, given) if outer else "") or say("Its keys are: {keys}.", keys=listed(keys, 40))


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
