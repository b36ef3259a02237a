"""`wholeplace new`: the smallest scenario that plays."""

from __future__ import annotations

import os
from pathlib import Path

import click

from game.bench.new_place import write_new
from game.cli.leaving import leave
from game.scenario.shipped import shipped_ids
from game.terminal.resume import program, quoted
from game.translation import later, say


@click.command(epilog=later("Example: wholeplace new my_place"))
@click.argument("path", type=click.Path(path_type=Path))
def command(path: Path) -> None:
    """Write the smallest scenario that plays.

    PATH is a new folder, which gets the place, a first test and the schema for your editor; or a new file that ends in .yaml, for
    the place alone. What is there already is never written over. Exit code 1: something is there, or cannot be written.
    """
    try:
        files = write_new(path)
    except FileExistsError as fault:
        leave(say("{filename} is there already and was left as it is. Try another name.", filename=fault.filename))
    except OSError as fault:
        leave(say("{path} cannot be written: {why}. Try another folder.", path=path, why=fault.strerror or fault))
    for file in files:
        click.echo(file)
    # An id comes before a folder of that name.
    named = quoted(os.path.join(os.curdir, path) if str(path) in shipped_ids() else str(path))  # noqa: PTH118 - Path drops the dot
    click.echo(say("Change it, and see what comes of it with: {command}", command=f"{program()} watch {named}"))
