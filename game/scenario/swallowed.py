"""What a text has lost or swallowed, though YAML allows it: words behind a hash, and keys that were indented into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_HASH = re.compile(r"[ \t]+(?=#[^\s#])")
_QUOTE = re.compile(r"""[:,\[{]\s*(["'])""")
_KEYS: Final = (
    "title", "label", "text", "when", "unless_text", "money", "energy", "effects", "options", "then", "because", "concept",
    "evidence", "assumption", "real", "followed", "otherwise",
)  # fmt: skip
_SECTIONS: Final = (
    "sources", "frames", "ground", "agencies", "relations", "board", "outcomes", "parameters", "events", "dilemmas", "endings",
    "traces", "goals", "questions", "history", "cuts", "injects", "objectives", "powers", "limits",
)  # fmt: skip
_KEY = re.compile(
    rf" *(?:- +)?(?=(?:{'|'.join(_KEYS)}):(?:\s|$)|(?:{'|'.join(_SECTIONS)}):\s*$|(?:at|from|to|due|priority): *[0-9]+\s*$)"
)


def hash_behind(text: str, line: str, column: int) -> int | None:
    """The column, from 0, of a hash that ends an unquoted text and looks like a part of it: `Ask flat #4 first`.

    Arguments:
        text: as it was read.
        line: the line on which it ends.
        column: where it ends, from 0.
    """
    match = _HASH.match(line, column)
    if match is None or not (" " in text or line[match.end() + 1].isdigit()):
        return None
    return match.end()


def open_quote(line: str, column: int) -> int | None:
    """The column, from 0, of a quotation mark that opens a text of a list or map in brackets and has no partner on its line.

    Arguments:
        line: the line.
        column: where the list or map begins, from 0.
    """
    while match := _QUOTE.search(line, column):
        closing = line.find(match[1], match.end())
        if closing < 0:
            return match.start(1)
        column = closing + 1
    return None


def keys_within(lines: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Line and column, from 0, of each line of a text written below its key that looks like a key of its own.

    Arguments:
        lines: of the file.
        first: of the text's lines, the one with its `>` or `|`.
        last: the line behind the text.
    """
    for number in range(first + 1, min(last, len(lines))):
        if match := _KEY.match(lines[number]):
            yield number, match.end()
