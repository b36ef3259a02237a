"""The languages the game speaks: catalogues in files, which of them is chosen, and what of a file is believed.

A catalogue is a gettext file, `catalogues/<language>.mo`, made from the `.po` beside it by `python -m tests.translation`. Two of
its texts say what the language calls itself, and whether a speaker has reviewed it. A file is bounded, and a translation that
does not keep the places of its English is passed over: the English is said instead.
"""

from __future__ import annotations

import gettext
import io
import os
import re
import struct
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Final

from game.translation.message import ENGLISH, Catalogue, say, speak
from game.translation.places import keeps_places, keeps_some
from game.translation.pseudo import Pseudo

VARIABLE: Final = "WHOLEPLACE_LANGUAGE"
"""The variable of the environment that names the language; processes that this one starts inherit it."""

PSEUDO: Final = "pseudo"
"""The choice, told to nobody, of the language that nobody speaks: for tests."""

OWN_NAME: Final = ("what this language calls itself", "English")
"""Of what it is said, and the English."""

REVIEWED: Final = ("whether a speaker of this language has reviewed these texts: yes or no", "no")
"""Of what it is said, and what holds until a translator says otherwise."""

LARGEST: Final = 4_000_000
"""Bytes of the largest catalogue."""

_LONGEST_CODE: Final = 20
_CHARSET: Final = re.compile(rb"charset=([^\s\\\0]*)")
_SENSELESS: Final = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, struct.error)
"""In how many ways the standard reader says that a file makes no sense."""
_FOLDER: Final = Path(__file__).parent / "catalogues"


class CatalogueFault(Exception):  # noqa: N818 - the fault is in a file, not in the program
    """A file that is no catalogue, in words: where, what was found, what to try."""


class UnknownLanguage(Exception):  # noqa: N818 - a choice that cannot be had, not an error of the program
    """A language that the game does not speak, in words that list those it does."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that can be chosen: its code, what it calls itself, and whether a speaker has reviewed its texts."""

    code: str
    name: str
    is_reviewed: bool

    @property
    def label(self) -> str:
        """Its own name, and the warning where nobody has reviewed it."""
        return self.name if self.is_reviewed else say("{language} (not yet reviewed)", language=self.name)


class FileCatalogue(gettext.GNUTranslations):
    """A catalogue read from a file; of a translation that does not keep its places, the English is said."""

    def __init__(self, data: bytes, language: str) -> None:
        self._language = language
        super().__init__(io.BytesIO(data))
        self.plural = partial(_form, vars(self)["plural"])  # the standard reader asks it for every text

    @property
    def language(self) -> str:
        """As a web page names it."""
        return self._language

    def gettext(self, message: str, /) -> str:
        """The text in this language; the English where it has none that can be said."""
        return _sound(message, super().gettext(message))

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """The form that this language uses with a number."""
        said = super().ngettext(one, many, number)
        return said if keeps_some(one, many, said) else one if number == 1 else many

    def pgettext(self, context: str, message: str, /) -> str:
        """The text in this language as it is said of one thing and not of another."""
        return _sound(message, super().pgettext(context, message))


def _form(rule: Callable[[int], int], number: int) -> int:
    """Which form a rule of plurals gives a number; one that there is not, where it divides by nothing."""
    try:
        return rule(number)
    except (ArithmeticError, ValueError):
        return -1


@lru_cache(maxsize=8192)
def _sound(english: str, said: str) -> str:
    """A translation that can be said in the place of its English, or else the English."""
    return said if said is english or keeps_places(english, said) else english


def parse(data: bytes, language: str, where: str) -> FileCatalogue:
    """The catalogue in the bytes of a `.mo` file.

    Raises:
        CatalogueFault: it is too large, damaged, or not in UTF-8.
    """
    mend = say("Make it again from its .po file.")
    if len(data) > LARGEST:
        raise CatalogueFault(
            say("{where}: a catalogue of {size:,} bytes. Expected at most {most:,}.", where=where, size=len(data), most=LARGEST)
        )
    if not _is_bounded(data):
        raise CatalogueFault(
            say(
                "{where}: this is no compiled catalogue, or a damaged one. Expected a .mo file of gettext. {mend}",
                where=where,
                mend=mend,
            )
        )
    charsets = {found.lower() for found in _CHARSET.findall(data)}
    if charsets != {b"utf-8"}:
        found = ", ".join(sorted(one.decode("ascii", "replace") for one in charsets)) or "none"
        raise CatalogueFault(
            say("{where}: the catalogue's charset is {found}. Expected UTF-8. {mend}", where=where, found=found, mend=mend)
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return FileCatalogue(data, language)
    except _SENSELESS as fault:
        raise CatalogueFault(
            say("{where}: the catalogue cannot be read ({fault}). {mend}", where=where, fault=type(fault).__name__, mend=mend)
        ) from None


def _is_bounded(data: bytes) -> bool:
    """Whether the tables of a `.mo` file lie within it, and all its texts together are no longer than the file."""
    order = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}.get(data[:4])
    if order is None:
        return False
    try:
        n, *tables = struct.unpack_from(f"{order}3I", data, 8)
        lengths = [struct.unpack_from(f"{order}{2 * n}I", data, at)[::2] for at in tables] if n <= len(data) // 8 else []
    except struct.error:
        return False
    return bool(lengths) and sum(map(sum, lengths)) <= len(data)


def read(file: Path, language: str) -> FileCatalogue:
    """The catalogue in a `.mo` file. Raises `CatalogueFault`, and `OSError` where there is none to read."""
    return parse(contents(file), language, str(file))


def contents(file: Path) -> bytes:
    """The bytes of a catalogue's file, one more than is allowed at most. Raises `CatalogueFault` for a pipe, and `OSError`."""
    if file.exists() and not file.is_file():
        raise CatalogueFault(say("{where}: this is no ordinary file.", where=file))
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


@cache
def languages() -> Mapping[str, Language]:
    """The languages that can be chosen, by code: English, and those whose catalogue comes with the game."""
    found = {ENGLISH: Language(ENGLISH, "English", is_reviewed=True)}
    for file in sorted(_FOLDER.glob("*.mo")):
        of = read(file, file.stem).pgettext
        found[file.stem] = Language(file.stem, of(*OWN_NAME), is_reviewed=of(*REVIEWED) == "yes")
    return found


def catalogue(code: str) -> Catalogue | None:
    """The catalogue of a language that can be chosen; None for English. Raises `UnknownLanguage`."""
    if code == ENGLISH:
        return None
    if code == PSEUDO:
        return Pseudo()
    if code not in languages():
        shown = code if len(code) <= _LONGEST_CODE and code.isprintable() else f"{code[:_LONGEST_CODE]!a}…"
        known = ", ".join(f"{one.code} ({one.label})" for one in languages().values())
        raise UnknownLanguage(say("The game does not speak “{code}”. Expected one of: {known}.", code=shown, known=known))
    return _shipped(code)


@cache
def _shipped(code: str) -> FileCatalogue:
    return read(_FOLDER / f"{code}.mo", code)


def choose(code: str) -> None:
    """From now on the game speaks a language, and so do the processes it starts. Raises `UnknownLanguage`."""
    speak(catalogue(code))
    os.environ[VARIABLE] = code


def chosen() -> str:
    """The code of the language that the environment asks for; empty where it asks for none."""
    return os.environ.get(VARIABLE, "")


def current() -> str:
    """The code of the language that was chosen last; English where none was."""
    return chosen() or ENGLISH


def speak_as_told() -> None:
    """Speaks the language that the environment asks for: what a process does first that another has started.

    Raises:
        UnknownLanguage: it asks for one that the game does not speak.
    """
    if code := chosen():
        speak(catalogue(code))
