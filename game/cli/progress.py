"""A line on a terminal that says how far a command is."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from game.translation import say


def progress_line() -> Callable[[str, int, int], None] | None:
    """A function that tells what is being done and how far it is; None where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def tell(name: str, done: int, of: int) -> None:
        click.echo("\r\x1b[K" + say("{name}: {done:,} of {of:,}", name=name, done=done, of=of), nl=False, err=True)

    return tell


def finish_line() -> None:
    """Clears the line, if there is one."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
