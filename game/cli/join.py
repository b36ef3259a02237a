"""`wholeplace join`: a team of a workshop, or one seat of a round table, played in the window or the terminal of this device."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from game.cli.argument import OneOf, scenario_file
from game.cli.language import LANGUAGE
from game.cli.leaving import leave, tell
from game.cli.loading import loaded
from game.play.disk import REAL_DISK
from game.play.store import save_folder
from game.play.writing import publish
from game.scenario.diagnostic import printable
from game.scenario.shipped import shipped_ids
from game.translation import later, say

if TYPE_CHECKING:
    from game.core.place import Place
    from game.play.joined import Joined
    from game.play.shelf import Opened, SavedShelf

MOST_KEPT = 50
WATCH = "watch"
"""What is typed in the place of a seat."""


@click.command(epilog=later("Example: wholeplace join http://192.168.1.5:8000/join/482913"))
@click.argument("url")
@click.option("--name", default="", help=later("What a new table is called."))
@click.option("--seat", default="", help=later("At a round table, the agency to play, by its id."))
@click.option("--watch", is_flag=True, help=later("At a round table, watch: see what everybody sees, and decide nothing."))
@click.option("--scenario", type=scenario_file, help=later("The place, where it does not come with the game."))
@LANGUAGE
@click.option("--text", is_flag=True, help=later("Play in the terminal, in plain text."))
def command(url: str, name: str, seat: str, scenario: Path | None, *, watch: bool, text: bool) -> None:
    """Join a workshop.

    URL is the address on the wall, with the code: the room's for a new table, a table's to sit down at it, or that of a seat of a
    round table. The game opens in a window, or in the terminal with --text. The workshop keeps everything; joined again in the
    same way, this device comes back to its table or seat.
    """
    from game.play import seating
    from game.play.remote import LineDown, NotSeated, ServerLine
    from game.play.shelf import Opened, SavedShelf
    from game.play.wire import Garbled

    if watch and seat:
        raise click.UsageError(say("--seat takes a seat, and --watch takes none. Choose one of them."))
    address, code = _parts(url)
    kept = _kept()
    line = ServerLine(address, kept.get(address, ""))
    click.get_current_context().call_on_close(line.close)

    def load(place: str, cut: str) -> Place:
        place, cut = printable(place), printable(cut)
        if scenario is None and place not in shipped_ids():  # whatever answers there could name any file, on any machine
            leave(
                say(
                    "The workshop plays “{place}”, which does not come with the game. Expected: the file of that place, as its "
                    "facilitator has it. Try it with --scenario FILE.",
                    place=place,
                )
            )
        here = str(scenario or place)
        if scenario is not None and (other := loaded(here)[0]).id != place:
            leave(
                say(
                    "The workshop plays “{place}”, and {scenario} is “{other}”. Expected: the file of the place that the "
                    "workshop plays. Try it without --scenario, where that comes with the game.",
                    place=place,
                    scenario=scenario,
                    other=other.id,
                )
            )
        try:
            return loaded(here, cut=cut)[0]
        except click.BadParameter as fault:  # nobody here has typed the cut
            leave(
                say(
                    "The workshop plays a shorter version of a place that is another one here. {fault} Expected: the same "
                    "version of the game, or the same file of the place. Try the version that the workshop has.",
                    fault=fault.message,
                )
            )

    def sit(chosen: str) -> Joined:
        return seating.join(line, code, name, load, "" if chosen == WATCH else chosen, watches=chosen == WATCH)

    try:
        session = _seated(sit, WATCH if watch else seat)
    except LineDown as fault:
        leave(
            say(
                "{address}: no workshop answers there ({fault}). Expected: the address on the wall, and this device in the same "
                "network. Try it in a browser.",
                address=address,
                fault=fault,
            )
        )
    except NotSeated as fault:
        leave(fault)
    except Garbled as fault:
        leave(
            say(
                "{address}: what answers there is no workshop: it {fault}. Try the address on the wall.",
                address=address,
                fault=fault,
            )
        )
    _keep({**kept, address: line.cookie})
    shelf = SavedShelf()
    try:
        _play(session, shelf, Opened(session, is_new=session.is_untouched), text=text)
    finally:
        session.leave()
        shelf.close()


def _seated(join: Callable[[str], Joined], seat: str) -> Joined:
    """Sits down; at a round table, where no seat was named and somebody types, asks which. Raises as `seating.join` does."""
    from game.play.seating import ChooseSeat

    try:
        return join(seat)
    except ChooseSeat as several:
        if seat or not several.free or not sys.stdin.isatty():
            raise
        click.echo(say("This is a round table. These seats are free:"))
        for agency, name in several.free:
            click.echo(f"  {agency}: {name}")
        click.echo(f"  {WATCH}: {say('take no seat, and see what everybody sees')}")
        known = OneOf([*(agency for agency, _ in several.free), WATCH])
        return join(click.prompt(say("Which do you play"), type=known, show_choices=False))


def _play(session: Joined, shelf: SavedShelf, opened: Opened, *, text: bool) -> None:
    """Plays in a window; or in the terminal, where that is asked for or there can be no window."""
    from game.cli.play import in_window

    if not text and in_window(shelf, opened):
        return
    from game.terminal.console import Console
    from game.terminal.joined import JoinedGame
    from game.terminal.seated import SeatGame
    from game.terminal.watching import WatchGame

    game = JoinedGame if session.round_table is None else WatchGame if session.is_watching else SeatGame
    game(Console.standard(), opened, session).play()


def _parts(url: str) -> tuple[str, str]:
    """The server's address, and the code in it; nothing where there is none."""
    whole = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(whole)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        raise click.UsageError(say("“{url}” is no address. Expected one such as http://192.168.1.5:8000/join/482913.", url=url))
    last = parts.path.rpartition("/join/")[2] if "/join/" in parts.path else ""
    code = "".join(letter for letter in last if letter in "0123456789")
    return f"{parts.scheme}://{parts.netloc}", code


def _file() -> Path:
    return save_folder().parent / "joined.json"


def _kept() -> dict[str, str]:
    """By which cookie each workshop knows this device; empty where nothing was kept, or it cannot be read."""
    try:
        found = json.loads(REAL_DISK.read(_file(), 0, 100_000))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str) and value.isascii() and value.isprintable()}


def _keep(known: dict[str, str]) -> None:
    """Keeps them, for this person alone; where that cannot be, the table's code brings the device back as well."""
    file = _file()
    before = os.umask(0o077)  # whoever reads them has this device's seats
    try:
        REAL_DISK.make_folder(file.parent)
        publish(REAL_DISK, file, json.dumps(dict(list(known.items())[-MOST_KEPT:])).encode(), over=True)
    except OSError as fault:
        tell(say("This device cannot keep its seat ({strerror}). To come back, use your table's code.", strerror=fault.strerror))
    finally:
        os.umask(before)
