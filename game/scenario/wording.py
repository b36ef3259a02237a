"""The words of a scenario apart from its rules: every text by a key that stays, and the scenario in another language.

A text's key is the path of ids that leads to it, `dilemmas.first_move.options.wait.text`. A catalogue beside the scenario,
`cy.mo` beside `scenario.yaml` and `NAME.cy.mo` beside `NAME.yaml`, has the English by its key and what is said instead. Only
texts change: ids, numbers and conditions are the source's, and so is the place's digest, so that a game that was saved in one
language goes on in another. A translation that the schema would refuse is passed over and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from game.core.effects import kind as core
from game.scenario import shape
from game.scenario.kind import LINE
from game.scenario.shipped import FILE
from game.scenario.source import UNFIT, named
from game.scenario.structure import WHOLE, structure_faults
from game.translation import ENGLISH, Catalogue, language, say, spoken
from game.translation.catalogue import CatalogueFault, read
from game.translation.pseudo import Pseudo, accented

MOST_TOLD: Final = 10
"""Translations that are told one by one when they are passed over; how many more there are is told in all."""

Translate = Callable[[str, str], str]
"""Gives the text to say, of a key and its English."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a scenario: the keys that lead to it, and its English. `is_line` texts stand on one line."""

    path: shape.Path
    english: str
    is_line: bool

    @property
    def key(self) -> str:
        """The keys in one text: names joined by dots, items of lists in brackets from 0."""
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).removeprefix(".")


def wordings(data: Any) -> Iterator[Wording]:
    """Every text that people read in a scenario's plain data, in the order of the file."""
    for spot in shape.walk(data, WHOLE):
        if spot.is_key or not isinstance(spot.value, str) or not isinstance(spot.shape, shape.Leaf):
            continue
        if spot.shape.kind in (core.TEXT, LINE) and spot.value.strip():
            yield Wording(spot.path, spot.value, is_line=spot.shape.kind is LINE)


def translated(data: Any, translate: Translate, otherwise: Translate | None = None) -> tuple[Any, list[str]]:
    """A scenario's plain data with its texts in another language, and what is wrong with those that were passed over.

    Arguments:
        data: as `check` has passed it; it stays as it is.
        translate: gives the text to say.
        otherwise: gives another, where the schema would refuse that; the English, if left out.
    """
    said = {one.path: (one, translate(one.key, one.english)) for one in wordings(data)}
    said = {path: (one, text) for path, (one, text) in said.items() if text != one.english}
    wrong = {path: fault for path, (one, text) in said.items() if (fault := _unfit(one, text))}
    changed = _replaced(data, {path: text for path, (_, text) in said.items() if path not in wrong})
    # The schema's own word on lengths: what it would refuse of an author it refuses of a translator.
    for refused in structure_faults(changed, list(shape.walk(changed, WHOLE))):
        if refused.path in said and refused.path not in wrong:
            wrong[refused.path] = _refused(refused.values)
    instead = {path: otherwise(said[path][0].key, said[path][0].english) for path in wrong} if otherwise else {}
    kept = {path: text for path, (_, text) in said.items() if path not in wrong}
    return _replaced(data, kept | instead), [f"{said[path][0].key}: {fault}" for path, fault in wrong.items()]


def _unfit(one: Wording, text: str) -> str:
    """Why a text cannot be shown in the place of another, whatever its length; nothing where it can."""
    if found := UNFIT.search(text):
        return say("the translation holds {character}.", character=named(found[0]))
    if not text.strip():
        return say("the translation is empty.")
    if one.is_line and "\n" in text and "\n" not in one.english:
        return say("the translation has several lines, and one is expected.")
    return ""


def _refused(values: Mapping[str, Any]) -> str:
    if "longest" in values:
        return say(
            "the translation has {length} characters, and at most {longest} are expected.",
            length=values["length"],
            longest=values["longest"],
        )
    return say("the translation is not what may stand here.")


def _replaced(data: Any, texts: Mapping[shape.Path, str], path: shape.Path = ()) -> Any:
    """Plain data with other texts at some paths; what does not change is shared."""
    if path in texts:
        return texts[path]
    if isinstance(data, dict):
        return {key: _replaced(one, texts, (*path, key)) for key, one in data.items()}
    if isinstance(data, list):
        return [_replaced(one, texts, (*path, number)) for number, one in enumerate(data)]
    return data


def catalogue_file(scenario: Path, language: str, suffix: str = ".mo") -> Path:
    """The file with a scenario's words in a language, which need not be there."""
    return scenario.with_name(f"{language}{suffix}" if scenario.name == FILE else f"{scenario.stem}.{language}{suffix}")


def in_spoken_language(data: Any, scenario: Path) -> tuple[Any, list[str]]:
    """A scenario's plain data in the language that is spoken, as far as there is a catalogue, and what there is to tell of it."""
    catalogue = spoken()
    if catalogue is None:
        return data, []
    if isinstance(catalogue, Pseudo):
        return translated(data, catalogue.pgettext, lambda _, english: accented(english))[0], []
    own, told = _read(scenario, catalogue)
    if own is None:
        return data, told
    said, wrong = translated(data, own.pgettext)
    file = catalogue_file(scenario, catalogue.language)
    told = [f"{file}: {one}" for one in wrong[:MOST_TOLD]]
    if len(wrong) > MOST_TOLD:
        told.append(say("{file}: and {n} more are passed over.", file=file, n=len(wrong) - MOST_TOLD))
    return said, told


def told_in(scenario: Path) -> str:
    """The language, as a page's `lang` names it, of a scenario's words: that which is spoken, where it has a catalogue of it."""
    catalogue = spoken()
    if catalogue is None or isinstance(catalogue, Pseudo) or _read(scenario, catalogue)[0] is not None:
        return language()
    return ENGLISH


def _read(scenario: Path, catalogue: Catalogue) -> tuple[Catalogue | None, list[str]]:
    """A scenario's own catalogue in the language of another, and why there is none where one should be."""
    file = catalogue_file(scenario, catalogue.language)
    try:
        return read(file, catalogue.language), []
    except FileNotFoundError:
        return None, []
    except OSError as fault:
        why = say("{file}: this cannot be read ({why}).", file=file, why=fault.strerror or fault)
    except CatalogueFault as fault:
        why = str(fault)
    return None, [say("{why} The place is told in English.", why=why)]
