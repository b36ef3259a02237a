"""Arguments that several commands share: a scenario, and the form of the answer."""

from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from game import __version__
from game.scenario.names import did_you_mean, instead_of, listed
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
        return _named_in_text(path)
    if Path(name).is_symlink():
        message = say("`{name}` is a link that leads to nothing. Try the name of the file itself.", name=name)
    elif Path(name).is_dir():
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
            "`{name}` is neither a place that comes with the game nor a file. {help}",
            name=name,
            help=instead_of(name, shipped_ids()),
        )
    raise click.BadParameter(message)


def _named_in_text(path: Path) -> Path:
    """A path that a saved game, a page and JSON can hold. Raises `click.BadParameter` for one whose bytes are no text."""
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError:
        raise click.BadParameter(
            say(
                "the name `{path}` is not text as this system reads it. Expected: a name in UTF-8. Try: naming the file or its "
                "folder anew, or LC_ALL=C.UTF-8 before the command.",
                path=ascii(str(path)),
            )
        ) from None
    return path


def _places_in(folder: Path) -> list[str]:
    """The names of the files in a folder that could be places; none where it cannot be read."""
    try:
        names = [entry.name for entry in islice(os.scandir(folder), _MOST_LOOKED_AT)]
    except OSError:
        return []
    return sorted(name for name in names if name.lower().endswith((".yaml", ".yml")))


_MOST_LOOKED_AT: Final = 1000

CUT: Final = click.option(
    "--cut", metavar="CUT", default="", help=later("A shorter version of the place, named under its `cuts`.")
)


class OneOf(click.Choice[str]):
    """One of a few words; a refusal names the one that was most likely meant."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What the words are, and which of them is near."""
        every = super().get_invalid_choice_message(value, ctx)
        near = did_you_mean(str(value), self.choices)
        return f"{every} {say('Did you mean `{close}`?', close=near)}" if near else every


class WholeNumber(click.IntRange):
    """A whole number between two bounds, which a refusal names: `1e5` is none, and one too large is told how large it may be."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number. Raises `click.BadParameter` with what was found and the bounds."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(
                say("`{value}` is not a whole number from {low} to {high}.", value=value, low=self.min, high=self.max), param, ctx
            )


SEED: Final = WholeNumber(0, 2**64 - 1)
"""The luck of a game, for every command alike: what was played under a seed can be run and watched under it."""

FORMAT: Final = click.option(
    "--format",
    "form",
    type=OneOf(["text", "json"]),
    default="text",
    show_default=True,
    help=later("For people, or one JSON document on standard output for a program."),
)


def heading(kind: str) -> dict[str, object]:
    """The first keys of every JSON document that a command prints: its format, its kind, and the version that wrote it."""
    return {"format": 1, "kind": kind, "version": __version__}


def print_json(document: object) -> None:
    """Prints one JSON document, in ASCII so that no terminal or pipe can spoil it."""
    click.echo(json.dumps(document, indent=2))


def print_document(document: bytes) -> None:
    """Prints a picture, a page or a table byte for byte: text that goes into a file Windows writes in an encoding of its own."""
    click.echo(document, nl=False)
