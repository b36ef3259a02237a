"""What is fuzzed of catalogues: the one that the game reads, and the one that a translator works on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from game.scenario.check import check_path
from game.scenario.declaration import spots_of
from game.scenario.structure import structure_faults
from game.scenario.wording import translated, wordings
from game.translation import pofile
from game.translation.catalogue import CatalogueFault, parse
from tests.fuzz.target import FOLDER, expect

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


@cache
def _data() -> Any:
    return check_path(FOLDER.parent / "scenario" / "smallest.yaml").data


def catalogue(data: bytes) -> None:
    """Any bytes are a catalogue, whose texts the schema takes and whose places are filled, or refused in words."""
    try:
        found = parse(data, "cy", "cy.mo")
    except CatalogueFault as fault:
        expect(str(fault).startswith("cy.mo: "), "a fault without its place")
        return
    said, _ = translated(_data(), found.pgettext)
    expect(not list(structure_faults(said, spots_of(said))), "a translation that the schema refuses was taken")
    for number in (0, 1, 2, 100):
        found.ngettext("{n} family", "{n} families", number).format_map({"n": number})
    found.gettext("Yes, {name}.").format_map({"name": "Ann"})


def po(data: bytes) -> None:
    """Any bytes are a translator's file, which is written again, or refused in words."""
    try:
        found = pofile.parse(data, "cy", "cy.po")
    except CatalogueFault as fault:
        expect(str(fault).startswith("cy.po:"), "a fault without its place")
        return
    pofile.parse(pofile.written(found), "cy", "cy.po")
    catalogue(pofile.compiled(found))


def catalogue_seeds() -> Iterable[bytes]:
    """A catalogue of the smallest place, in the form that the game reads."""
    yield pofile.compiled(_whole())


def po_seeds() -> Iterable[bytes]:
    """The same as a translator has it, and what hands make of one."""
    yield pofile.written(_whole())
    yield b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n/0;\\n"\n\nmsgid "{n} family"\nmsgid_plural "{n} families"\n'
    yield b'#~ msgid "a"\n#~ msgstr "b"\n\n#, fuzzy\nmsgctxt "title"\nmsgid "a"\nmsgstr "b"\n'


def words() -> Iterable[str]:
    """What both are made of."""
    yield from ("msgid ", "msgstr ", "msgctxt ", "msgid_plural ", "msgstr[1] ", "msgstr[99] ", '"\n"', "\\n", "#, fuzzy\n", "#~ ")
    yield from (
        "charset=utf-7",
        "charset=utf-8",
        "nplurals=",
        "plural=",
        "n/0",
        "{n}",
        "{n.x}",
        "{",
        "\x04",
        "\0",
        "Language: qq\\n",
    )


def _whole() -> Catalog:
    made = pofile.new("# Words.", "cy")
    for one in wordings(_data()):
        made.add(one.english, f"{one.english}!", context=one.key)
    made.add(("{n} family", "{n} families"), ("{n} teulu", "un", "dau", "tri", "chwe"))
    made.add("Yes, {name}.", "Ie, {name}.")
    return made
