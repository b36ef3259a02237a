"""Diagnostics: what an author is told about a scenario, and where.

Every stage of `check` and `lint` speaks through `diagnose`. The wording of a message lives on the rule page of its code (see
`rules`), never in Python: a stage hands over the code, the place and the values that the page's templates name.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.scenario import rules
from game.translation import later, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.scenario.rules import Severity

_LONGEST_VALUE = 80
_LONGEST_SENTENCE = 600
WIDEST = 100
"""Columns of a message at most: longer lines are hard to read."""

_NARROWEST = 40
_SEVERITIES = later(("fault", "warning", "advice"))
_RANK = {severity: rank for rank, severity in enumerate(_SEVERITIES)}


class Sentence:
    """Our own words in a message, which are told in full; single values of an author's are shortened."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = printable(text, _LONGEST_SENTENCE)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A position in a file, as editors count it.

    Arguments:
        file: the name under which the file was given.
        line: from 1.
        column: in characters, from 1.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """`file:line:column`, which terminals and editors make clickable."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One complaint or piece of advice about one object of a scenario.

    Arguments:
        code: `WP` and three digits; its rule page explains it.
        severity: `fault` stops the scenario from playing; `warning` and `advice` do not.
        location: where in which file.
        path: the object's keys from the top, such as `dilemmas.pitch.options.crisis`; items of lists from 0, `effects[0]`.
        summary: one line, what is wrong.
        found: what stands there; may be empty.
        expected: what may stand there; may be empty.
        help: what to try; may be empty.
    """

    code: str
    severity: Severity
    location: Location
    path: str
    summary: str
    found: str
    expected: str
    help: str

    @property
    def file(self) -> str:
        """The file's name."""
        return self.location.file

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.location.line

    @property
    def column(self) -> int:
        """The column in characters, from 1."""
        return self.location.column

    def format_text(self, width: int = WIDEST) -> str:
        """The diagnostic in plain text: one line that editors understand, then what was found, expected, and to try.

        Arguments:
            width: columns that there are; the first line is never broken, so that it can be clicked.
        """
        lines = [f"{self.location}  {self.code} {say(self.severity)}: {self.summary}"]
        parts = (
            (say("at"), self.path),
            (say("found"), self.found),
            (say("expected"), self.expected),
            (say("try"), self.help),
        )
        for label, text in parts:
            if text:
                lines += textwrap.wrap(
                    text,
                    width=max(_NARROWEST, min(width, WIDEST)),
                    initial_indent=f"  {label:<9} ",
                    subsequent_indent=" " * 12,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
        return "\n".join(lines)

    def to_json(self) -> dict[str, str | int]:
        """The diagnostic as a plain dict for `--format json`; `message` is the summary, `help` what to try."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "message": self.summary,
            "found": self.found,
            "expected": self.expected,
            "help": self.help,
        }


class FileFault(Exception):  # noqa: N818 - the fault is in the file, not in the program
    """A file that cannot be used.

    Arguments:
        diagnostics: why, in the order in which they are told.
    """

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(one.format_text() for one in diagnostics))


def diagnose(code: str, location: Location, path: str | Sequence[str | int] = "", **values: object) -> Diagnostic:
    """The diagnostic of `code`, its rule page's templates filled with `values`.

    Arguments:
        code: a code with a rule page.
        location: where the fault stands.
        path: the keys that lead to the object, dotted or as a sequence.
        values: what the templates name in braces; text is made printable and shortened to 80 characters.

    Raises:
        KeyError: no page for the code, or a template names a value that was not given: a fault of ours, not of the author.
    """
    page = rules.page(code)
    shown = {name: printable(value) if isinstance(value, str) else value for name, value in values.items()}
    return Diagnostic(
        code=code,
        severity=page.severity,
        location=location,
        path=path if isinstance(path, str) else dotted(path),
        summary=say(page.summary).format_map(shown),
        found=say(page.found).format_map(shown),
        expected=say(page.expected).format_map(shown),
        help=say(page.help).format_map(shown),
    )


def dotted(path: Sequence[str | int]) -> str:
    """The keys of a path in one text: names joined by dots, items of lists in brackets from 0."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return printable(text, 200)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics by file and place, without the echoes of a fault.

    A later stage often trips over what an earlier one has already refused. Of several diagnostics with the same location and path
    the first given fault is kept and the rest are dropped; without a fault among them all are kept.

    Arguments:
        diagnostics: in the order in which the stages made them.
    """
    given = list(diagnostics)
    first: dict[tuple[Location, str], Diagnostic] = {}
    for diagnostic in given:
        if diagnostic.severity == "fault":
            first.setdefault((diagnostic.location, diagnostic.path), diagnostic)
    kept = [one for one in given if first.get((one.location, one.path), one) is one]
    return sorted(kept, key=lambda one: (one.location, _RANK[one.severity]))


def printable(text: str, longest: int = _LONGEST_VALUE) -> str:
    """`text` on one line, no character of it able to steer a terminal, shortened in the middle when longer than `longest`."""
    if len(text) > longest:
        head = longest * 2 // 3
        text = f"{text[:head]}…{text[head + 1 - longest :]}"
    return re.sub(r"\s*\n\s*", " ", text).translate(_Unprintable())


class _Unprintable(dict[int, Any]):
    """A table for `str.translate` that spells out what does not print, made one character at a time."""

    def __missing__(self, point: int) -> str:
        """The character itself when it prints, else its number."""
        character = chr(point)
        return character if character.isprintable() else f"U+{point:04X}"
