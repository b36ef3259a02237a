"""Writes the interface's catalogues anew, and looks for what cannot be translated.

`python -m tests.translation` writes the template, merges each language with it, and compiles them; with the code of another
language, such as `gd`, it begins that one. `--left FACE` lists what is still English in the language that nobody speaks, with the
files that may say it; `--shown FACE` prints all that a face shows in it, as JSON; `--layout TEXT WIDE HIGH` prints what breaks
of the window's layout at a size of type in per cent and of the window in pixels.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Final

from game.translation import pofile
from game.translation.catalogue import PSEUDO, VARIABLE, choose
from tests.translation.catalogues import TEMPLATE, begin, merged, sources, template
from tests.translation.shown import FACES

LAYOUT: Final = (100, 1280, 720)
"""The size of type in per cent, and of the window in pixels, where none is named."""


def main() -> None:
    """Does what was asked for."""
    call = asked(sys.argv[1:])
    if call.shown:
        shown(call.shown)
    elif call.layout is not None:
        layout(*call.layout)
    elif call.left:
        for face in call.left:
            left(face)
    else:
        write(call.languages)


def asked(words: list[str]) -> argparse.Namespace:
    """What the words of the command ask for; whoever asks for what there is none of is told what there is."""
    parser = argparse.ArgumentParser(
        "python -m tests.translation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="the code of a language to begin, such as gd")
    parser.add_argument("--left", nargs="+", choices=FACES, metavar="FACE", help="what is still English on these faces")
    parser.add_argument("--shown", choices=FACES, metavar="FACE", help="all that a face shows")
    parser.add_argument(
        "--layout", nargs="*", type=int, metavar="NUMBER", help="type in per cent, and the window's width and height"
    )
    call = parser.parse_args(words)
    if call.layout is not None:
        from game.desktop.settings import TEXT_SIZES

        text, wide, high = (*call.layout, *LAYOUT[len(call.layout) :])[:3]
        if len(call.layout) > len(LAYOUT) or text not in TEXT_SIZES or min(wide, high) < 1:
            sizes = ", ".join(map(str, TEXT_SIZES))
            parser.error(
                f"--layout {' '.join(map(str, call.layout))}: expected up to three numbers, the size of type ({sizes}) and the "
                "width and height of the window in pixels, such as --layout 150 1280 720"
            )
    return call


def write(languages: list[str]) -> None:
    """Writes the catalogues, and says how far each language is."""
    latest = template()
    TEMPLATE.write_bytes(pofile.written(latest))
    for code in languages:
        try:
            begin(code)
        except ValueError as error:
            sys.exit(str(error))
    for file in sources():
        catalogue = merged(file, latest)
        file.write_bytes(pofile.written(catalogue))
        file.with_suffix(".mo").write_bytes(pofile.compiled(catalogue))
        texts = list(pofile.texts(catalogue))
        n_fuzzy = sum(text.fuzzy for text in texts)
        n_said = sum(pofile.is_translated(text) and not text.fuzzy for text in texts)
        sys.stdout.write(f"{file.stem}: {n_said} of {len(texts)} are translated, {n_fuzzy} are fuzzy\n")


def shown(face: str) -> None:
    """Prints what a face shows in the language that is chosen by the environment."""
    choose(os.environ.get(VARIABLE) or PSEUDO)
    for where, text in FACES[face]():
        sys.stdout.write(json.dumps([where, text]) + "\n")


def layout(text: int = LAYOUT[0], wide: int = LAYOUT[1], high: int = LAYOUT[2]) -> None:
    """Prints what breaks of the window's layout in that language."""
    choose(os.environ.get(VARIABLE) or PSEUDO)
    from tests.translation.layout import broken

    for where, fault in broken(text, (wide, high)):
        sys.stdout.write(json.dumps([where, fault]) + "\n")


def left(face: str) -> None:
    """Prints what of it is still English, by the files that may say it."""
    from tests.translation.english import by_file, left_of

    for file, runs in by_file(left_of(face)).items():
        sys.stdout.write(f"{file or 'put together, or from elsewhere'}\n")
        sys.stdout.writelines(f"    {run!r}  ({where})\n" for run, where in runs.items())


if __name__ == "__main__":
    main()
