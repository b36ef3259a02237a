"""Texts said in the language of the game: the catalogue in use, and the few words that code says its texts with.

Pure: a catalogue is handed in, whoever reads it from a file. One process speaks one language at a time, so that the
catalogue is the process's and not a thread's: a server's answers are all in the language of its room.
"""

from __future__ import annotations

from typing import Final, Protocol, TypeVar

ENGLISH: Final = "en"
"""What the code and the scenarios are written in; it needs no catalogue."""

Table = TypeVar("Table")


class Catalogue(Protocol):
    """Texts in one language by their English, as `gettext.NullTranslations` has them."""

    @property
    def language(self) -> str:
        """Which language it is, as a web page's `lang` names it (BCP 47)."""
        ...

    def gettext(self, message: str, /) -> str:
        """The text in this language; the English where it has none."""
        ...

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """The form of a text that this language uses with a number."""
        ...

    def pgettext(self, context: str, message: str, /) -> str:
        """The text in this language as it is said of one thing and not of another."""
        ...


class _Spoken:
    """The catalogue in use; None is English."""

    catalogue: Catalogue | None = None


def speak(catalogue: Catalogue | None) -> None:
    """From now on texts are said from a catalogue; None says them in English, as they stand in the code."""
    _Spoken.catalogue = catalogue


def spoken() -> Catalogue | None:
    """The catalogue in use; None where texts are said in English."""
    return _Spoken.catalogue


def language() -> str:
    """The language in which texts are said, as a web page's `lang` names it: `en-GB` where no catalogue is in use."""
    return "en-GB" if _Spoken.catalogue is None else _Spoken.catalogue.language


def say(text: str, /, **parts: object) -> str:
    """A text in the language of the game.

    Arguments:
        text: the English, a literal or a text that `later` marked, with a place `{name}` for each part.
        parts: what goes into those places.
    """
    if _Spoken.catalogue is not None and text:  # an empty text is the catalogue's own heading
        text = _Spoken.catalogue.gettext(text)
    return text.format_map(parts) if parts else text


def say_of(what: str, text: str, /, **parts: object) -> str:
    """A text in the language of the game that would mean something else said of something else: `some`, of an amount."""
    if _Spoken.catalogue is not None:
        text = _Spoken.catalogue.pgettext(what, text)
    return text.format_map(parts) if parts else text


def say_many(number: int, one: str, many: str, /, **parts: object) -> str:
    """A text in the form that the language of the game uses with a number: English has two, Welsh has more.

    Arguments:
        number: which form is wanted; it is said only where the text has a place for it.
        one: the English for one.
        many: the English for any other number.
        parts: what goes into the places of either.
    """
    text = one if number == 1 else many
    if _Spoken.catalogue is not None:
        text = _Spoken.catalogue.ngettext(one, many, number)
    return text.format_map(parts) if parts else text


SAYING: Final = {"say": say, "say_of": say_of, "say_many": say_many, "language": language}
"""What templates say their texts with; what they say is escaped there as any text is."""


def later(texts: Table, /) -> Table:
    """Marks a text for translation, or every text that stands as a value in a table, and gives it as it is.

    Whoever shows it says it: `say(TABLE[key])`. The keys of a table are no texts.
    """
    return texts
