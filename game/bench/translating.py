"""A scenario's catalogue in another language: brought up to date with the scenario, counted, and compiled for the game.

Nothing that a translator wrote is lost: what has changed is marked fuzzy, what is gone stays at the end as a comment, and a file
that cannot be read is left as it is. Needs Babel; the game itself does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from game.play.disk import REAL_DISK
from game.play.writing import publish
from game.scenario.wording import catalogue_file, translated, wordings
from game.translation import pofile, say
from game.translation.catalogue import contents

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_HEAD: Final = """\
# The words of a place in another language. Each text has its key above it, and its English; write
# what is to be said instead below. When the English has changed, a text is marked fuzzy: look at
# it, and take the mark away. `wholeplace translate` brings this file up to date."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a scenario's translation is.

    Arguments:
        file: the catalogue that a translator works on.
        n: texts in all.
        n_translated: of them, those that are said in the language.
        n_fuzzy: those whose English has changed since, which are said in English until somebody has looked at them.
        faults: what is wrong with a translation, each with its text's key; such a one is said in English.
    """

    file: Path
    n: int
    n_translated: int
    n_fuzzy: int
    faults: tuple[str, ...]

    @property
    def n_missing(self) -> int:
        """Texts that nobody has translated."""
        return self.n - self.n_translated - self.n_fuzzy

    @property
    def is_whole(self) -> bool:
        """Whether every text is said in the language, as it should be."""
        return self.n_translated == self.n and not self.faults


def bring_up_to_date(data: Any, scenario: Path, language: str, *, writes: bool = True) -> Progress:
    """Brings the catalogue of a scenario in a language up to date, and compiles it.

    Arguments:
        data: the scenario's plain data, as `check` has passed it.
        scenario: its file, beside which the catalogue stands.
        language: the code of a language that Babel knows.
        writes: whether anything is written; what would be is counted all the same.

    Raises:
        ValueError: there is no such language.
        CatalogueFault: what stands there cannot be read; it stays as it is.
        OSError: it cannot be read or written.
    """
    catalogue = pofile.new(_HEAD, language)
    file = catalogue_file(scenario, language, ".po")
    if file.exists():
        catalogue = pofile.parse(contents(file), language, str(file))
    pofile.merge(catalogue, _template(data))
    if writes:
        publish(REAL_DISK, file, pofile.written(catalogue), over=True)
        publish(REAL_DISK, file.with_suffix(".mo"), pofile.compiled(catalogue), over=True)
    texts = list(pofile.texts(catalogue))
    said = {str(text.context): str(text.string) for text in texts if pofile.is_translated(text) and not text.fuzzy}
    _, faults = translated(data, said.get)
    return Progress(
        file,
        n=len(texts),
        n_translated=len(said),
        n_fuzzy=sum(text.fuzzy for text in texts),
        faults=(*faults, *(_misplaced(str(text.context)) for text in texts if not text.fuzzy and pofile.misplaced(text))),
    )


def _template(data: Any) -> Catalog:
    made = pofile.new(_HEAD)
    for one in wordings(data):
        made.add(one.english, context=one.key)
    return made


def _misplaced(key: str) -> str:
    return say("{key}: what stands in braces is not what stands there in English.", key=key)
