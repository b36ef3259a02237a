"""Writes the interface's catalogues anew, and looks for what cannot be translated.

`python -m tests.translation` writes the template, merges each language with it, and compiles them; with the code of another
language, such as `gd`, it begins that one. `--left FACE` lists what is still English in the language that nobody speaks, with the
files that may say it; `--shown FACE` prints all that a face shows in it, as JSON; `--layout TEXT WIDE HIGH` prints what breaks
of the window's layout at a size of type in per cent and of the window in pixels.
"""

from __future__ import annotations

import json
import os
import sys

from game.translation import pofile
from game.translation.catalogue import PSEUDO, VARIABLE, choose
from tests.translation.catalogues import TEMPLATE, begin, merged, sources, template


def main() -> None:
    """Does what was asked for."""
    words = sys.argv[1:]
    if words[:1] == ["--shown"]:
        shown(words[1])
    elif words[:1] == ["--layout"]:
        layout(*(int(word) for word in words[1:]))
    elif words[:1] == ["--left"]:
        for face in words[1:]:
            left(face)
    else:
        write(words)


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
    from tests.translation.shown import FACES

    for where, text in FACES[face]():
        sys.stdout.write(json.dumps([where, text]) + "\n")


def layout(text: int = 100, wide: int = 1280, high: int = 720) -> None:
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
