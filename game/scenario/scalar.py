"""What an unquoted word of a scenario stands for.

YAML 1.1 turns `no` into False, `012` into 10, `1:30` into 90 and `2010-04-01` into a date. Here only what looks like a decimal
number to everyone is a number, only `true` and `false` are yes and no, and everything else is the text that it shows.
"""

from __future__ import annotations

import math
import re
from typing import Final, TypeAlias

from game.translation import say

Scalar: TypeAlias = str | int | float | bool | None

MOST_DIGITS: Final = 15
"""Digits of the longest whole number: every such number is also exact as a float."""

_LONGEST_DECIMAL: Final = 40
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_FIRST: Final = frozenset("+-.0123456789")
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)\.?|(?:0|[1-9][0-9]*)?\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

_MEANT_WORDS: Final = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false", "none": "null"}
_BASED = re.compile(r"[-+]?0[xX][0-9a-fA-F]+|[-+]?0[oO][0-7]+|[-+]?0[bB][01]+")
_WRITTEN_NUMBER = re.compile(
    r"([-+]?)\s*£?\s*([0-9][0-9_, ]*(?:\.[0-9]+)?|\.[0-9]+)\s*(k|m|%|per cent|percent|quarters?|pounds|)", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:about|around|roughly|approx\.?|circa|ca?\.|some|nearly|[~\u2248])\s*(?=[-+£.0-9])", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"([^,]*[0-9]),([0-9]{1,2}|(?<=\b0,)[0-9]+)(?![0-9,.])([^,]*)")
_UNITS: Final = {"k": 1e3, "m": 1e6, "%": 0.01, "per cent": 0.01, "percent": 0.01}
_DASHES: Final = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")


class UnfitNumberError(ValueError):
    """A number that no scenario can hold; its text says why, to follow `found`."""


def resolve(text: str) -> Scalar:
    """The value of an unquoted word.

    Arguments:
        text: the word or words, without the spaces around them.

    Returns:
        a whole number, a decimal number, true or false, None for `null`, `~` or nothing; any other text as it is.

    Raises:
        UnfitNumberError: a whole number of more than 15 digits, or a number that is not finite.
    """
    if text[:1] not in _FIRST or not text:
        return _WORDS.get(text, text)
    if _WHOLE.fullmatch(text):
        n_digits = len(text.lstrip("+-"))
        if n_digits > MOST_DIGITS:
            raise UnfitNumberError(say("a whole number of {n_digits} digits", n_digits=n_digits))
        return int(text)
    if _DECIMAL.fullmatch(text):
        if len(text) > _LONGEST_DECIMAL:
            raise UnfitNumberError(say("a number written with {text} characters", text=len(text)))
        value = float(text)
        if math.isinf(value):
            raise UnfitNumberError(say("a number too large to reckon with"))
        return value
    if _NOT_FINITE.fullmatch(text):
        raise UnfitNumberError(say("infinity") if text[-1] in "fF" else say("not a number at all"))
    return text


def meant(text: str) -> str | None:
    """What an author most likely meant by a word that reads as text here.

    Arguments:
        text: the word, quoted in the file or not.

    Returns:
        how to write it, such as `12` for `012`, `false` for `no`, `1000` for `£1,000`, `0.2` for `20%`, `0.3` for `0,3`; None
        when it looks like no number and like neither yes nor no.
    """
    word = _ABOUT.sub("", text.strip().translate(_DASHES))
    if match := _DECIMAL_COMMA.fullmatch(word):
        word = f"{match[1]}.{match[2]}{match[3]}"
    if len(word) > _LONGEST_DECIMAL:
        return None
    lowered = word.lower()
    if lowered in _MEANT_WORDS:
        return _MEANT_WORDS[lowered]
    if lowered in {"true", "false", "null"} or _WHOLE.fullmatch(word) or _DECIMAL.fullmatch(word):
        return lowered
    if _BASED.fullmatch(word):
        return str(int(word, 0))
    if match := _WRITTEN_NUMBER.fullmatch(word):
        sign, digits, unit = match.groups()
        size = float(re.sub(r"[_, ]", "", digits)) * _UNITS.get(unit.lower(), 1)
        return sign.replace("+", "") + f"{size:.12f}".rstrip("0").rstrip(".")
    return None
