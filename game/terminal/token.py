"""Tokens of attention as they are typed: `time police`, `broker police schools`, `promise visit police`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from game.briefing import attention
from game.core.place import Place
from game.terminal.match import agency_names, find, find_agencies, nearest, normal
from game.translation import later, say
from game.words.grammar import agency, either, listed, of_people

Written = dict[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of token as it is typed: the words it may be typed with, how it is written down in help, and what it does."""

    token: str
    words: tuple[str, ...]
    usage: str
    text: str


_TYPED: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "time": (("time",), "time NAME"),
    "broker": (("bring together", "broker"), "broker NAME NAME"),
    "front_line": (("front line", "frontline", "front"), "front NAME"),
    "listen": (("hear", "listen"), "listen"),
    "upwards": (("brief", "upwards"), "upwards"),
    "promise": (("promise",), "promise visit NAME"),
    "own_up": (("own", "own up"), "own up NAME"),
    "money": (("money",), "money NAME, money pot"),
    "confront": (("confront",), "confront NAME"),
    "rest": (("rest",), "rest"),
    "strand": (("strand", "effort"), "effort STRAND"),
}
_SAID: Final = {"promise": later("give your word: `visit`, `money` or `protocol`")}

KINDS: Final = tuple(Kind(one.token, *_TYPED[one.token], _SAID.get(one.token, one.text)) for one in attention.KINDS)

_PROMISED: Final = {"visit": ("visit",), "money": ("money",), "protocol": ("protocol", "agreement")}


def words() -> list[str]:
    """Every word with which a token may begin."""
    return [word for kind in KINDS for word in kind.words]


def begins(typed: str) -> bool:
    """Whether what was typed begins as a token does, whatever follows."""
    return _kind(typed) is not None


def is_meant(typed: str) -> bool:
    """Whether a line is meant as a token: `money` by itself opens the books."""
    return begins(typed) and normal(typed) != "money"


def understood(place: Place, typed: str) -> Written | str:
    """The token that was typed, as a save writes it; or a sentence saying what is missing.

    Arguments:
        place: whose agencies are meant.
        typed: the line, which `begins` as a token.
    """
    found = _kind(typed)
    if found is None:
        return say("A token begins with one of: {tokens}.", tokens=", ".join(kind.words[-1] for kind in KINDS))
    kind, rest = found
    return _READ[kind.token](place, kind, rest)


def _kind(typed: str) -> tuple[Kind, str] | None:
    parts = normal(typed).split()
    for length in (2, 1):
        if len(parts) >= length:
            start = " ".join(parts[:length])
            for kind in KINDS:
                if start in kind.words:
                    return kind, _rest(typed, length)
    if parts and len(parts[0]) > 1:
        known = find(parts[0], {kind: [word for word in kind.words if " " not in word] for kind in KINDS})
        if len(known) == 1:
            return known[0], _rest(typed, 1)
    return None


def _rest(typed: str, length: int) -> str:
    """What follows the first words, counted as `normal` counts them."""
    parts = typed.replace("-", " ").replace("_", " ").split()
    while parts and not normal(parts[0]):
        del parts[0]
    return " ".join(parts[length:])


def _alone(place: Place, kind: Kind, rest: str) -> Written | str:
    # Whoever names a partner means that one, and this is spent on none in particular.
    meant = normal(_bare(rest))
    for number, names in agency_names(place).items():
        if meant and number != place.lead and meant in map(normal, names):
            one = place.agencies[number].short
            return say("`{usage}` is with no partner. To see {one}, type `time {one}`.", usage=kind.usage, one=one)
    return {"token": kind.token}


def _with_one(place: Place, kind: Kind, rest: str) -> Written | str:
    one = partner(place, rest, kind.usage)
    return {"token": kind.token, "with": place.agencies[one].id} if isinstance(one, int) else one


def _money(place: Place, kind: Kind, rest: str) -> Written | str:
    if normal(_bare(rest)) in ("pot", "all"):
        return {"token": "money", "with": "pot"}
    return _with_one(place, kind, rest)


def _promise(place: Place, kind: Kind, rest: str) -> Written | str:  # noqa: ARG001 - the shape every kind has
    parts = [word for word in rest.split() if normal(word) not in ("", "a", "for", "of")]
    for position, word in enumerate(parts):
        what = find(word, _PROMISED)
        if len(what) == 1:
            one = partner(place, " ".join(parts[:position] + parts[position + 1 :]), f"promise {what[0]} NAME")
            return {"token": "promise", "what": what[0], "with": place.agencies[one].id} if isinstance(one, int) else one
    return say("Promise what? `promise visit NAME`, `promise money NAME` or `promise protocol NAME`.")


def _broker(place: Place, kind: Kind, rest: str) -> Written | str:
    readings = [pair for pair in find_agencies(place, rest) if len(pair) == 2]
    if len(readings) != 1:
        known = [reading[0] for reading in find_agencies(place, rest) if len(reading) == 1]
        if len(known) == 1:
            return say("Between {known} and whom? Two partners: `{usage}`.", known=agency(place, known[0]), usage=kind.usage)
        pair = _nearest_pair(place, rest)
        help = say("Did you mean `broker {partners}`?", partners=" ".join(pair)) if pair else _whom(place, rest)
        return say("Between whom? Two partners: `{usage}`. {help}", usage=kind.usage, help=help)
    one, other = (place.agencies[number].id for number in readings[0])
    return {"token": "broker", "with": one, "and": other}


def _nearest_pair(place: Place, typed: str) -> list[str]:
    """The two partners that a mistyped pair is most like, by their short names; nothing where one of them is like none."""
    words = [word for word in _bare(typed).split() if normal(word) != "and"]
    shorts = [facts.short for number, facts in enumerate(place.agencies) if number != place.lead]
    for split in range(1, len(words)):
        pair = []
        for part in (" ".join(words[:split]), " ".join(words[split:])):
            known = [reading[0] for reading in find_agencies(place, part) if len(reading) == 1]
            near = place.agencies[known[0]].short if len(known) == 1 else nearest(part, shorts)
            pair.append(near.lower())
        if all(pair) and pair[0] != pair[1]:
            return pair
    return []


def _effort(place: Place, kind: Kind, rest: str) -> Written | str:
    if "strands" not in place.parts:
        return say("The work here has no strands between which effort could be moved.")
    names = {outcome.id: (outcome.id, outcome.strand) for outcome in place.outcomes}
    # `effort prison from hospital`: the first is the one that gets it.
    parts = [part.strip() for part in re.split(r"\bfrom\b", rest.lower(), maxsplit=1)]
    found = [find(part, names) for part in parts]
    if any(len(one) != 1 for one in found) or (len(found) == 2 and found[0] == found[1]):
        return say(
            "Which strand? `{usage}`, or `effort STRAND from STRAND`. The strands are {strands}.",
            usage=kind.usage,
            strands=listed(strands(place)),
        )
    written = {"token": kind.token, "to": found[0][0]}
    return {**written, "from": found[1][0]} if len(found) == 2 else written


def strands(place: Place) -> list[str]:
    """The names of a place's strands of work, in order; none where it has none."""
    return [outcome.strand for outcome in place.outcomes] if "strands" in place.parts else []


def kinds_of(place: Place) -> list[Kind]:
    """The kinds of token that make sense in a place, with what it calls those the work is for."""
    there = {kind.token: kind.text for kind in attention.kinds_of(place)}
    told = {**there, **{kind: of_people(place, say(text)) for kind, text in _SAID.items()}}
    return [replace(kind, text=told[kind.token]) for kind in KINDS if kind.token in there]


_READ: Final[dict[str, Callable[[Place, Kind, str], Written | str]]] = {
    "time": _with_one,
    "broker": _broker,
    "front_line": _with_one,
    "listen": _alone,
    "upwards": _alone,
    "promise": _promise,
    "own_up": _with_one,
    "money": _money,
    "confront": _with_one,
    "rest": _alone,
    "strand": _effort,
}


def partner(place: Place, typed: str, usage: str) -> int | str:
    """The agency that was meant, or a sentence that asks which."""
    readings = [reading[0] for reading in find_agencies(place, _bare(typed)) if len(reading) == 1]
    if len(readings) == 1:
        return readings[0]
    if len(readings) > 1:
        return say(
            "That could be {partners}. Say a little more: `{usage}`.",
            partners=either([place.agencies[number].short for number in readings]),
            usage=usage,
        )
    usages = usage.replace(", ", "` or `")
    asked = say("Nobody goes by that name.") if _bare(typed) else say("Which partner?")
    return f"{asked} {say('Type `{usages}`.', usages=usages)} {_whom(place, typed)}"


def _whom(place: Place, typed: str) -> str:
    partners = [number for number in range(len(place.agencies)) if number != place.lead]
    near = nearest(_bare(typed), [place.agencies[number].short for number in partners])
    near = near or nearest(_bare(typed), [agency(place, number) for number in partners])
    if near:
        return say("Did you mean {near}?", near=near)
    return say("The partners are {partners}.", partners=listed([place.agencies[number].short for number in partners]))


def _bare(typed: str) -> str:
    return " ".join(word for word in typed.split() if normal(word) not in ("", "with", "at", "to", "for", "the", "line"))
