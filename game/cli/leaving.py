"""How a command leaves before it has done what it is for: one sentence on standard error, and an exit code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NoReturn

import click

if TYPE_CHECKING:
    from game.scenario.diagnostic import Diagnostic

ANSWER_IS_NO: Final = 1
WRONG_CALL: Final = 2


def tell(sentence: str) -> None:
    """Tells on standard error what does not keep a command from doing what it is for."""
    click.echo(shown(sentence), err=True)


def leave(sentence: object, code: int = ANSWER_IS_NO) -> NoReturn:
    """Tells on standard error why a command cannot go on, and leaves the program.

    Arguments:
        sentence: a sentence, or a fault whose words are one.
        code: the exit code.
    """
    click.echo(shown(str(sentence)), err=True)
    raise click.exceptions.Exit(code) from None


def leave_with(diagnostics: Iterable[Diagnostic], code: int = ANSWER_IS_NO) -> NoReturn:
    """Tells the faults among some diagnostics on standard error, and leaves the program."""
    leave("\n".join(one.format_text() for one in diagnostics if one.severity == "fault"), code)


def shown(words: str) -> str:
    """Words without signs that steer a terminal: some are of a file, or of whatever answers at an address."""
    return "\n".join(map(on_one_line, words.split("\n")))


def on_one_line(words: str) -> str:
    """The same on one line."""
    return "".join(sign if sign.isprintable() else " " for sign in words)
