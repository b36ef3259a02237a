"""What an author most likely meant by a number, a date, a span of time or a part of a whole that is written in words."""

from __future__ import annotations

import re
from typing import Final

from game.core.effects import kind as core
from game.scenario import kind as k
from game.scenario.scalar import meant
from game.translation import later, say

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
_SHARES: Final = {"all": "1", "everything": "1", "none": "0", "nothing": "0", "half": "0.5", "quarter": "0.25", "third": "0.33"}
_COUNTED = re.compile(r"(?:[qQ]|quarter |turn )?\s*([0-9][0-9,]*)(?:\s+[A-Za-z]+)?")
_SPAN = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(months?|years?)", re.IGNORECASE)
_PART = re.compile(r"([0-9]{1,9})\s*(?:of|in|out of|/)\s*([1-9][0-9]{0,8})")
_SEVERAL = re.compile(r"[0-9]+\s*(?:-|\u2013|,|to|and|\.\.+)\s*[0-9]+")
ONE_TURN: Final = later("Write one number; what may come in several quarters has `from` and `to`.")
_A_YEAR = re.compile(r"(.*[0-9%kKmM])\s*(?:a|per|each|every|/|p\.?)\s*(?:year|yr|annum|a)\.?", re.IGNORECASE)
_QUARTERS_A_YEAR: Final = 4
_BETWEEN = re.compile(r"\s*[,;&/]\s*|\s+and\s+|\s+")
_MOST_WORDS: Final = 6


def number_meant(kind: core.Kind, text: str) -> str:
    """The number that was meant by a count in words or with a word behind it, a span of time or a part of a whole; else empty."""
    if meant(text):
        return ""  # told of every text that is nearly a number
    if kind in (k.TURNS, core.QUARTERS) and (match := _SPAN.fullmatch(text)):
        return f"{float(match[1]) * (_QUARTERS_A_YEAR if match[2].lower().startswith('y') else 1 / 3):.0f}"
    if kind is core.SHARE and (match := _PART.fullmatch(text)):
        return f"{min(int(match[1]) / int(match[2]), 1.0):.2g}"
    if kind is core.SHARE:
        return _SHARES.get(text.lower().removeprefix("a ").removeprefix("one "), "")
    first, _, _ = text.strip().lower().partition(" ")
    if first in _NUMBERS:
        return str(_NUMBERS.index(first) + 1)
    match = _COUNTED.fullmatch(text) if kind in (k.WHOLE, k.TURNS, core.QUARTERS, core.POUNDS) else None
    return match[1].replace(",", "") if match else ""


def several_turns(kind: core.Kind, text: str) -> str:
    """Says how to write a turn in words, several turns where they may stand, or why they may not; empty for anything else."""
    if text.lower() in _NUMBERS:
        return say("Write {number}.", number=_NUMBERS.index(text.lower()) + 1)
    if not quarter_of(text) and (match := re.fullmatch(r"(?:[qQ]|[qQ]uarter |[tT]urn )\s*([0-9]+)", text)):
        return say("Write {number}.", number=match[1])
    if kind is k.TURN:
        return say(ONE_TURN) if _SEVERAL.fullmatch(text) else ""
    if re.fullmatch(r"[0-9]+(?:\s*(?:,|&|\band\b)\s*[0-9]+)*", text):
        return as_list(text)
    return (
        say("Write each turn, in square brackets: `[2, 6, 10]`.")
        if re.search(r"[0-9]|\bevery\b", text) and not quarter_of(text)
        else ""
    )


def by_the_quarter(kind: core.Kind, text: str) -> str:
    """A quarter of what is written by the year, `10% a year` or `£420,000 p.a.`; empty for anything else."""
    match = _A_YEAR.fullmatch(text) if kind in (core.SHARE, core.POUNDS) else None
    number = meant(match[1]) if match else None
    if number is None:
        return ""
    return f"{float(number) / _QUARTERS_A_YEAR:.{0 if kind is core.POUNDS else 4}f}".rstrip("." if kind is core.POUNDS else "0")


def quarter_of(text: str) -> tuple[str, str] | None:
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


def as_list(text: str) -> str:
    """Says how to write a few words as a list; empty where there are too many."""
    words = [word for word in _BETWEEN.split(text.strip()) if word]
    return say("Write `[{words}]`.", words=", ".join(words)) if 0 < len(words) <= _MOST_WORDS else ""
