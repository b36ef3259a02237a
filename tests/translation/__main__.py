"""Writes the interface's catalogues anew: the template, each language merged with it, and what the game reads.

`python -m tests.translation` does so for every language there is; with the code of another, such as `gd`, it begins that one.
"""

from __future__ import annotations

import sys

from game.translation import pofile
from tests.translation.catalogues import TEMPLATE, begin, merged, sources, template


def main() -> None:
    """Writes them, and says how far each language is."""
    latest = template()
    TEMPLATE.write_bytes(pofile.written(latest))
    for code in sys.argv[1:]:
        begin(code)
    for file in sources():
        catalogue = merged(file, latest)
        file.write_bytes(pofile.written(catalogue))
        file.with_suffix(".mo").write_bytes(pofile.compiled(catalogue))
        texts = list(pofile.texts(catalogue))
        n_fuzzy = sum(text.fuzzy for text in texts)
        n_said = sum(pofile.is_translated(text) and not text.fuzzy for text in texts)
        sys.stdout.write(f"{file.stem}: {n_said} of {len(texts)} are translated, {n_fuzzy} are fuzzy\n")


if __name__ == "__main__":
    main()
