"""The interface's catalogues: current, sound, and as the game reads them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import read_mo

from game.translation import pofile
from tests.translation.catalogues import TEMPLATE, merged, sources, template

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SOURCES = sources()
FAMILIES = re.compile(r"\bfamil(?:y|ies)\b(?![^{]*})", re.IGNORECASE)
"""The game's word for those the work is for, where a text says it and does not leave a place for it."""


@pytest.fixture(scope="module")
def latest() -> Catalog:
    """The template from the texts as they stand now."""
    return template()


def test_the_template_is_current(latest: Catalog) -> None:
    """The committed template is what the texts as they stand now make; `python -m tests.translation` writes it."""
    assert TEMPLATE.read_bytes() == pofile.written(latest)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_each_language_is_merged_with_it(latest: Catalog, file: Path) -> None:
    """Merging a committed catalogue once more changes nothing."""
    assert file.read_bytes() == pofile.written(merged(file, latest))


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_each_language_is_compiled(file: Path) -> None:
    """What the game reads holds what the translator wrote: no less, no more."""
    catalogue = pofile.parse(file.read_bytes(), file.stem, str(file))
    made = read_mo(io.BytesIO(pofile.compiled(catalogue)))
    kept = read_mo(io.BytesIO(file.with_suffix(".mo").read_bytes()))
    assert _said(made) == _said(kept)
    assert (made.num_plurals, made.plural_expr) == (kept.num_plurals, kept.plural_expr)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_translations_keep_their_places(file: Path) -> None:
    """What is filled in a text is filled in every translation of it, and nothing else is reached through one."""
    catalogue = pofile.parse(file.read_bytes(), file.stem, str(file))
    assert [one for one in pofile.texts(catalogue) if not one.fuzzy and pofile.misplaced(one)] == []


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_a_place_can_put_in_its_own_word(file: Path) -> None:
    """What says families says so in the very word that a place puts its own in for, never in another form of it."""
    texts = list(pofile.texts(pofile.parse(file.read_bytes(), file.stem, str(file))))
    words = [str(one.string) for one in texts if one.context == "a place's own word" and one.string]
    said = [one for one in texts if FAMILIES.search(str(one.id)) and pofile.is_translated(one)]
    assert [one.id for one in said if not any(word in str(one.string).casefold() for word in words)] == []


def _said(catalogue: Catalog) -> list[tuple[str, str, str]]:
    return sorted((str(one.context), str(one.id), str(one.string)) for one in pofile.texts(catalogue))
