"""Arguments that several commands share: a scenario, and the form of the answer."""

from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path
from typing import Final

import click

from game.scenario.names import did_you_mean, listed, suggestion
from game.scenario.shipped import FILE, locate, shipped_ids
from game.translation import later, say


def scenario_file(name: str) -> Path:
    """The file of a scenario: the `type` of a click argument.

    Arguments:
        name: an id such as `barnet`, a file, or a folder with a `scenario.yaml`.

    Raises:
        click.BadParameter: nothing is there; the message names the nearest id, or what the folder lacks.
    """
    path = locate(name)
    if path is not None:
        return path
    if Path(name).is_dir():
        message = say("the folder `{name}` holds no {file}. Try the name of the file itself.", name=name or ".", file=FILE)
        if files := _places_in(Path(name)):
            message = say(
                "the folder `{name}` holds no {file}. It holds {files}.", name=name or ".", file=FILE, files=listed(files)
            )
    elif Path(name).suffix or len(Path(name).parts) > 1:
        message = say("there is no file `{name}`. Looked from {cwd}.", name=name, cwd=Path.cwd())
        if near := did_you_mean(Path(name).name, _places_in(Path(name).parent)):
            message += " " + say("Did you mean `{close}`?", close=Path(name).with_name(near))
    else:
        message = say(
            "`{name}` is neither a place that comes with the game nor a file. {suggestion}",
            name=name,
            suggestion=suggestion(name, shipped_ids()),
        )
    raise click.BadParameter(message)


def _places_in(folder: Path) -> list[str]:
    """The names of the files in a folder that could be places; none where it cannot be read."""
    try:
        names = [entry.name for entry in islice(os.scandir(folder), _MOST_LOOKED_AT)]
    except OSError:
        return []
    return sorted(name for name in names if name.lower().endswith((".yaml", ".yml")))


_MOST_LOOKED_AT: Final = 1000

CUT: Final = click.option(
    "--cut", metavar="CUT", default="", help=later("Play a shorter version of the place, named under its `cuts`.")
)

SEED: Final = click.IntRange(0, 2**64 - 1)
"""The luck of a game, for every command alike: what was played under a seed can be run and watched under it."""

FORMAT: Final = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=later("For people, or one JSON document on standard output for a program."),
)


def print_json(document: object) -> None:
    """Prints one JSON document, in ASCII so that no terminal or pipe can spoil it."""
    click.echo(json.dumps(document, indent=2))


def print_document(document: bytes) -> None:
    """Prints a picture, a page or a table byte for byte: text that goes into a file Windows writes in an encoding of its own."""
    click.echo(document, nl=False)
