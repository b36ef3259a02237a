"""A language that nobody speaks, made of the English itself: it shows which texts are said through a catalogue, and which not.

Every letter has an accent, a text is a third longer than its English, as Welsh or German may be, and stands in brackets, so
that a text that was cut off, or glued from others, can be seen.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

FIRST: Final = "⟦"
LAST: Final = "⟧"

_ACCENTS: Final = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒğħîĵķłɱñôþɋřšţûṽŵẋýžÅƁÇĐÉƑĞĦÎĴĶŁṀÑÔÞɊŘŠŢÛṼŴẊÝŽ",
)
_PLACE: Final = re.compile(r"(\{[^{}]*\})")
_VOWEL: Final = re.compile(r"([aeiouyAEIOUY])")


class Pseudo:
    """The catalogue of that language, which needs no file."""

    @property
    def language(self) -> str:
        """As a web page names it: English, in a private form."""
        return "en-x-pseudo"

    def gettext(self, message: str, /) -> str:
        """The text with accents, longer, in brackets."""
        return pseudo(message)

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """The English form that goes with the number, likewise."""
        return pseudo(one if number == 1 else many)

    def pgettext(self, context: str, message: str, /) -> str:  # noqa: ARG002 - a catalogue's signature
        """The text, likewise."""
        return pseudo(message)


@lru_cache(maxsize=8192)
def pseudo(text: str) -> str:
    """A text in the language that nobody speaks; what stands in braces is left as it is."""
    if not text.strip():
        return text
    pieces = _PLACE.split(text)  # every second one is a place
    more = -(-sum(len(piece) for piece in pieces[::2]) // 3)
    for at in range(0, len(pieces), 2):
        pieces[at], more = _longer(pieces[at], more)
        pieces[at] = pieces[at].translate(_ACCENTS)
    return f"{FIRST}{''.join(pieces)}{'é' * more}{LAST}"


def accented(text: str) -> str:
    """A text with accents alone, as long as it was: for where there is room for so many letters and no more."""
    return text.translate(_ACCENTS)


def _longer(text: str, more: int) -> tuple[str, int]:
    """A text with its vowels said twice, up to a number of them, and how many are still wanted."""
    longer, n = _VOWEL.subn(r"\1\1", text, count=more) if more else (text, 0)
    return longer, more - n
