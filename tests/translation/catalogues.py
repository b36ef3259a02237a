"""The interface's catalogues in the repository: the template made anew, every language merged with it, and compiled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.translation import pofile
from tests.translation.extraction import ROOT, texts

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

FOLDER: Final = ROOT / "game" / "translation" / "catalogues"
TEMPLATE: Final = FOLDER / "wholeplace.pot"

_HEAD: Final = """\
# Every text of the interface of Whole Place. `python -m tests.translation` writes this file,
# merges each .po beside it with it, and compiles them. A place in braces is filled when the text
# is said: keep it as it is."""

_OWN_HEAD: Final = """\
# The interface of Whole Place in another language. A place in braces is filled when the text is said: keep it as it is.
# When the English changes, a translation is marked fuzzy: look at it, and take the mark away."""


def template() -> Catalog:
    """The template, from the texts as they stand now."""
    made = pofile.new(_HEAD)
    for text in texts():
        made.add((text.one, text.many) if text.many else text.one, locations=[(text.file, 0)], context=text.of or None)
    return made


def merged(file: Path, latest: Catalog) -> Catalog:
    """A language's catalogue with the texts as they stand now: new ones untranslated, changed ones fuzzy, gone ones removed."""
    catalogue = pofile.parse(file.read_bytes(), file.stem, str(file))
    pofile.merge(catalogue, latest)
    catalogue.obsolete.clear()
    return catalogue


def begin(language: str) -> None:
    """Begins the catalogue of a language, where there is none. Raises `ValueError` where Babel knows no such language."""
    file = FOLDER / f"{language}.po"
    if not file.exists():
        file.write_bytes(pofile.written(pofile.new(_OWN_HEAD, language)))


def sources() -> list[Path]:
    """The languages' catalogues as translators work on them."""
    return sorted(FOLDER.glob("*.po"))
