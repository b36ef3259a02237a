"""Makes the kerning of the window's type from the fonts' own tables: what two signs that meet come nearer, or apart.

    make fonts

The window sets its letters one by one on a grid finer than a pixel (`game/desktop/ui/face.py`), and pygame's way of doing so
reads no kerning from fonts of today. Kept are the pairs of English and Welsh in which it would be seen.
"""

from __future__ import annotations

import json
import string
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final

from fontTools.ttLib import TTFont

from game.desktop.ui.face import SUFFIXES, kerning_path

SIGNS: Final = string.ascii_letters + string.digits + ".,:;!?()/-" + "\u2018\u2019\u201c\u201d\u2013£âêîôûŵŷÂÊÎÔÛŴŶ"
LEAST: Final = 20  # thousandths of the size: a third of a pixel in running text


def main() -> None:
    """Writes the kerning of every font beside them."""
    kept = kerning_path()
    kept.write_text(made(kept.parent), encoding="utf-8")


def made(folder: Path) -> str:
    """The kerning of every font in a folder: by its file's name, and by how much, the pairs one after the other."""
    fonts = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
    found = {path.stem: _grouped(pairs(path)) for path in fonts}
    return json.dumps({name: kept for name, kept in found.items() if kept}, ensure_ascii=False, indent=0) + "\n"


def pairs(path: Path) -> dict[str, int]:
    """How far the second sign of each pair is moved along, in thousandths of the size."""
    with TTFont(path) as font:
        names = {sign: name for sign in SIGNS if (name := font.getBestCmap().get(ord(sign))) is not None}
        moved: dict[str, int] = {}
        for tables in _lookups(font):
            for one, other in product(names, names):
                moves = (_moved(table, names[one], names[other]) for table in tables)
                moved[one + other] = moved.get(one + other, 0) + next((move for move in moves if move is not None), 0)
        size = font["head"].unitsPerEm
    return {pair: thousandths for pair, units in moved.items() if abs(thousandths := round(1000 * units / size)) >= LEAST}


def _lookups(font: TTFont) -> Iterator[list[Any]]:
    """The lookups of kerning, each as its tables of pairs: the first one that knows a pair counts."""
    if "GPOS" not in font:
        return
    table = font["GPOS"].table
    known = {at for one in table.FeatureList.FeatureRecord if one.FeatureTag == "kern" for at in one.Feature.LookupListIndex}
    for at in sorted(known):
        tables = [getattr(one, "ExtSubTable", one) for one in table.LookupList.Lookup[at].SubTable]
        yield [one for one in tables if one.LookupType == 2]  # pairs


def _moved(table: Any, one: str, other: str) -> int | None:
    """How far a table moves the second of two glyphs along; None where it does not know them."""
    if one not in table.Coverage.glyphs:
        return None
    if table.Format == 1:
        found = table.PairSet[table.Coverage.glyphs.index(one)].PairValueRecord
        values = next((pair.Value1 for pair in found if pair.SecondGlyph == other), None)
        return getattr(values, "XAdvance", 0) if values is not None else None
    classes = table.ClassDef1.classDefs.get(one, 0), table.ClassDef2.classDefs.get(other, 0)
    return getattr(table.Class1Record[classes[0]].Class2Record[classes[1]].Value1, "XAdvance", 0)


def _grouped(found: dict[str, int]) -> dict[str, str]:
    return {str(move): "".join(pair for pair in sorted(found) if found[pair] == move) for move in sorted(set(found.values()))}


if __name__ == "__main__":
    main()
