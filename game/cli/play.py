"""`wholeplace play`: the game, begun or gone on with."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from game import __version__
from game.cli.argument import scenario_file
from game.core.place import Place
from game.play.store import SUFFIX, Header, Log, SavedGame, SaveFault, new_path, save_folder, saved_games
from game.scenario.shipped import FILE, shipped_ids, shipped_root, shipped_title
from game.terminal.app import play
from game.terminal.console import Console
from game.terminal.teach import Teacher
from game.terminal.title import Opened, Unplayable

MOST_SEED = 999_999  # a seed that nobody chose is short enough to be told across a table


@click.command(epilog="Example: wholeplace play barnet --seed 7")
@click.argument("scenario", type=scenario_file, required=False)
@click.option(
    "--seed", type=click.IntRange(0, 2**64 - 1), help="The luck of the game, a whole number; the same number, the same luck."
)
@click.option("--resume", metavar="FILE", help="Go on with a saved game: its file, or its name in `wholeplace list`.")
@click.option("--text", is_flag=True, help="Play in the terminal, in plain text.")
def command(scenario: Path | None, seed: int | None, resume: str | None, *, text: bool) -> None:
    """Play a place.

    Without SCENARIO, the title screen lets you choose. Every decision is saved as you make it; when there is nothing more to
    read, the game says where it is saved and ends.
    """
    shelf = _Shelf(seed, scenario)
    console = Console.standard()
    if not text:
        console.say("The game plays in the terminal, in plain text. With --text it does so without this line.")
    try:
        opened = None
        if resume is not None:
            opened = shelf.resume(_saved(resume))
        elif scenario is not None:
            opened = shelf.begin(str(scenario))
        play(console, shelf, opened)
    except Unplayable as fault:
        click.echo(str(fault), err=True)
        raise click.exceptions.Exit(1) from None
    finally:
        shelf.close()


class _Shelf:
    """The places that come with the game or were named, and the folder of saved games."""

    def __init__(self, seed: int | None, scenario: Path | None) -> None:
        self._seed = seed
        self._scenario = scenario
        self._log: Log | None = None

    def close(self) -> None:
        """Lets others write to the saved game that was open."""
        if self._log is not None:
            self._log.close()
            self._log = None

    def places(self) -> Mapping[str, str]:
        """The title of each shipped place, by its id."""
        return {place: shipped_title(place) for place in shipped_ids()}

    def saved(self) -> list[SavedGame]:
        """The saved games, the last played first."""
        try:
            return saved_games()
        except SaveFault:
            return []  # a title screen does not fail over a folder; going on with a game will say what ails it

    def begin(self, place: str) -> Opened:
        """A new game of a place, by id or path, with a saved game of its own."""
        from game.play.session import Session

        self.close()
        loaded, more = _load(place, None), _whence(place)
        seed = secrets.randbelow(MOST_SEED) + 1 if self._seed is None else self._seed
        started = datetime.now(UTC).isoformat(timespec="seconds")
        header = Header(loaded.id, loaded.digest, seed, __version__, started, loaded.title, more=more)
        try:
            path = new_path(loaded.id, seed, started)
            log = self._log = Log.create(path, header)
        except SaveFault as fault:
            raise Unplayable(str(fault)) from None
        return Opened(Session(loaded, seed, log=log, path=path))

    def resume(self, path: Path) -> Opened:
        """A saved game, if its place is still the one it was played on."""
        from game.play.session import ReplayDiffers, Session

        self.close()
        try:
            log = self._log = Log.open(path)
        except SaveFault as fault:
            raise Unplayable(str(fault)) from None
        header, records, notes = log.reading
        try:
            place = self._place_of(path, header)
            session = Session.resumed(place, header.seed, records, log=log, path=path)
        except (ReplayDiffers, ValueError) as fault:
            raise Unplayable(
                f"{path}: this game cannot be gone on with. {fault} It was saved by version {header.version}, and this is "
                f"version {__version__}. The saved game is kept as it is. Try the version it was played with, or begin anew."
            ) from None
        return Opened(session, notes, Teacher.for_records(records), is_new=not records)

    def _place_of(self, path: Path, header: Header) -> Place:
        """The place of a saved game: named beside it, in the file it was begun from, or shipped. Raises `Unplayable`."""
        name = str(self._scenario or header.more.get("file") or header.scenario)
        place = _load(name, header.parameters)
        if place.digest != header.scenario_digest:
            raise Unplayable(
                f"{path}: this game was played on another version of “{header.title}”: its digest is "
                f"{header.scenario_digest[:12]}, and that of the place as it is now {place.digest[:12]}. Its decisions would "
                "mean something else there. The saved game is kept as it is. Try it with the scenario as it was, `wholeplace "
                "play SCENARIO --resume FILE`, or begin a new game."
            )
        return place


def _load(place: str, parameters: Mapping[str, Any] | None) -> Place:
    """A compiled place. Raises `Unplayable` with every fault that was found."""
    from game.scenario.compiler import ScenarioFault, load

    if not all(type(value) in (int, float) for value in (parameters or {}).values()):
        raise Unplayable(f"{place}: a parameter of the model is a number, and this saved game has something else in its place.")
    try:
        return load(place, parameters)
    except ScenarioFault as fault:
        raise Unplayable(f"{place} cannot be played as it is.\n{fault}") from None


def _whence(place: str) -> dict[str, str]:
    """What a header notes of a place that does not come with the game: its file."""
    path = Path(place)
    shipped = place in shipped_ids() or (path.name == FILE and path.parent.parent == shipped_root())
    return {} if shipped else {"file": str(path.absolute())}


def _saved(name: str) -> Path:
    """The file of a saved game, by path or by its name in the folder of saved games. Raises `Unplayable`."""
    path = Path(name)
    if path.is_file():
        return path
    inside = save_folder() / (name if name.endswith(SUFFIX) else f"{name}{SUFFIX}")
    if inside.is_file():
        return inside
    from game.terminal.match import nearest

    known = [game.path.name.removesuffix(SUFFIX) for game in saved_games()]
    near = nearest(name, known)
    hint = f"Did you mean `{near}`?" if near else "`wholeplace list` names the saved games."
    raise Unplayable(f"There is no saved game `{name}`, neither as a file nor in {save_folder()}. {hint}")
