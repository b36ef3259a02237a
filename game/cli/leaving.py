"""How a command leaves before it has done what it is for: one sentence on standard error, and an exit code."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NoReturn

import click

from game.scenario.diagnostic import WIDEST

if TYPE_CHECKING:
    from game.scenario.diagnostic import Diagnostic

ANSWER_IS_NO: Final = 1
WRONG_CALL: Final = 2

_WHOLE: Final = re.compile(r"`[^`]+`|--\S+ \S+|^(?:(?!\. |, |: ).)*[/\\](?:(?!\. |, |: ).)*(?=: )")
"""What no line breaks off: a span between backticks, an option with its value, a path with a colon behind it at the beginning."""

_FOR_EDITORS: Final = re.compile(r".+:\d+:\d+  \S")
"""The first line of a diagnostic."""


def tell(sentence: str) -> None:
    """Tells on standard error what does not keep a command from doing what it is for."""
    click.echo(prose(sentence), err=True)


def leave(sentence: object, code: int = ANSWER_IS_NO) -> NoReturn:
    """Tells on standard error why a command cannot go on, and leaves the program.

    Arguments:
        sentence: a sentence, or a fault whose words are one.
        code: the exit code.
    """
    click.echo(prose(str(sentence)), err=True)
    raise click.exceptions.Exit(code) from None


def leave_with(diagnostics: Iterable[Diagnostic], code: int = ANSWER_IS_NO) -> NoReturn:
    """Tells the faults among some diagnostics on standard error, and leaves the program."""
    tell_faults(diagnostics)
    raise click.exceptions.Exit(code) from None


def tell_faults(diagnostics: Iterable[Diagnostic]) -> None:
    """Tells the faults among some diagnostics on standard error, in lines that editors understand."""
    for one in diagnostics:
        if one.severity == "fault":
            click.echo(fitted(one), err=True)


def fitted(diagnostic: Diagnostic) -> str:
    """A diagnostic as it is printed: no wider than the terminal."""
    return shown(diagnostic.format_text(room()))


def room() -> int:
    """Columns that the terminal has; what no terminal reads is as wide as we write at most."""
    return shutil.get_terminal_size((WIDEST, 24)).columns


def prose(words: str) -> str:
    """Words as `shown`, in lines that the terminal has room for.

    What is set in from the left stays as it is, and so does a line that editors understand. What is to be copied is not broken.
    """
    width = shutil.get_terminal_size().columns
    lines = []
    for line in shown(words).split("\n"):
        held = _WHOLE.sub(lambda span: span[0].replace(" ", "\0"), line)
        is_as_it_is = not line.strip() or line.startswith(" ") or _FOR_EDITORS.match(line)
        lines += [line] if is_as_it_is else textwrap.wrap(held, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace("\0", " ")


def shown(words: str) -> str:
    """Words without signs that steer a terminal: some are of a file, or of whatever answers at an address."""
    return "\n".join(map(on_one_line, words.split("\n")))


def on_one_line(words: str) -> str:
    """The same on one line."""
    return "".join(sign if sign.isprintable() else " " for sign in words)
