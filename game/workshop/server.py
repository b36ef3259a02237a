"""The workshop's server: it says where it can be reached, serves, and stops when it is told to, with every line ended."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL

from game.core.place import Place
from game.play.store import save_folder
from game.translation import say, say_many
from game.workshop.address import addresses, qr_text
from game.workshop.course import Kind, clock
from game.workshop.database import Database, DatabaseFault
from game.workshop.database_fault import unopened
from game.workshop.keys import spoken
from game.workshop.room import Room

EVERY: Final = "0.0.0.0"  # noqa: S104 - a room full of phones is who it is for
"""All addresses of this machine."""

BACKLOG: Final = 2_048

_LATELY: Final = timedelta(hours=12)
"""How long ago a workshop may have been left that somebody who begins another might rather go on with."""


class PortTaken(Exception):  # noqa: N818 - said of a port
    """Nothing can be served at this port, in words."""


def default_database(place: Place) -> str:
    """The address of the database of a place's workshop, in a file beside the saved games.

    Raises `DatabaseFault` where the folder for it cannot be made.
    """
    home = save_folder().parent / "workshops"
    # Not put together by hand: a `%` or a `?` in the name of a folder would lead elsewhere.
    url = URL.create("sqlite", database=str(home / f"{place.id}-{place.digest[:8]}.db")).render_as_string()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseFault(unopened(url, error)) from None
    return url


@dataclass(frozen=True)
class Workshop:
    """What is served.

    Arguments:
        place: what is played.
        url: the database, an SQLAlchemy URL.
        seed: the luck of every table, for a new workshop.
        file: the file of a place that does not come with the game.
        kind: what tables are that are begun from now on; as it was, or teams, where None.
        is_shared: whether several processes write to the database; left open, it is the database's kind that says so.
        asked: the luck that whoever hosts asked for; a workshop that goes on may have another.
    """

    place: Place
    url: str
    seed: int
    file: str = ""
    kind: Kind | None = None
    is_shared: bool | None = None
    asked: int | None = None

    def opened(self) -> Room:
        """The room, in the moment in which it was left. Raises `DatabaseFault`."""
        database = Database(self.url, is_shared=self.is_shared)
        try:
            return Room.opened(database, self.place, self.seed, file=self.file, kind=self.kind)
        except BaseException:
            database.close()
            raise


def serve(workshop: Workshop, port: int, tell: Callable[[str], Any], *, host: str = EVERY, n_processes: int = 1) -> None:
    """Serves a workshop until it is told to stop.

    Arguments:
        workshop: what is served.
        port: where to listen; 0 for any that is free.
        tell: takes each line of what the facilitator should read.
        host: the address to listen at; all of this machine's, unless told otherwise.
        n_processes: how many processes answer.

    Raises:
        DatabaseFault: the database cannot be opened.
        PortTaken: nothing can be served there.
    """
    listening = _listening(host, port)
    port = listening.getsockname()[1]
    where = addresses(port) if host == EVERY else [f"http://{host}:{port}"]
    try:
        room = workshop.opened()
        what, *lines = _told(room, where, f"http://127.0.0.1:{port}" if host == EVERY else where[0], workshop.asked)
        tell(what)

        def begun() -> None:
            for line in lines:
                tell(line)

        if n_processes == 1:
            begun()
            # It listens, and all is told; whoever asks already waits while what makes pages is read in.
            from game.workshop.answering import answer

            answer(room, listening, where)
        else:
            # What holds a file for this workshop alone stays here, and those who answer share it.
            from game.workshop import several

            several.run(replace(workshop, is_shared=True, kind=None), room, listening, where, n_processes, begun)
    finally:
        listening.close()


def _listening(host: str, port: int) -> socket.socket:
    # The protocol is named because asyncio sends small answers without delay only where it is.
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except (OSError, OverflowError) as error:
        found.close()
        number = getattr(error, "errno", None)
        if isinstance(error, socket.gaierror) or number in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            raise PortTaken(
                say(
                    "{host} is no address of this machine that devices could use. Expected: one like 192.168.1.5, of the network "
                    "that the room shares. Try leaving --address out.",
                    host=host,
                )
            ) from None
        raise PortTaken(
            say(
                "Port {port} on {host} cannot be used: {cause}. Perhaps another workshop runs there. Try another one, as in "
                "--port 8010.",
                port=port,
                host=host,
                cause=getattr(error, "strerror", None) or error,
            )
        ) from None
    found.listen(BACKLOG)
    return found


def _left_beside(room: Room) -> datetime | None:
    """When a workshop of another version of the place was last written to beside a new one; None where not lately."""
    here = Path(room.database.shown)
    found = [0.0]
    for one in here.parent.glob(f"{room.place.id}-*.db*") if here.is_file() else ():
        if not one.name.startswith(here.name):
            with contextlib.suppress(OSError):
                found.append(one.stat().st_mtime)
    at = datetime.fromtimestamp(max(found), UTC)
    return at if datetime.now(UTC) - at < _LATELY else None


def _told(room: Room, where: list[str], here: str, asked: int | None = None) -> list[str]:
    """What the facilitator reads in the terminal."""
    join = f"{where[0]}/join/{room.code}"
    n_tables = len(room.tables)
    lines = [
        say("{place}: a workshop for a room of round tables.", place=room.place.title)
        if room.course.kind == "round"
        else say("{place}: a workshop for a room of teams.", place=room.place.title),
        "",
    ]
    if n_tables:
        goes_on = say_many(
            n_tables,
            "It goes on where it was left, with {n} table.",
            "It goes on where it was left, with {n} tables.",
            n=n_tables,
        )
        lines += [goes_on, *room.damage, ""]
    elif (at := _left_beside(room)) is not None:
        lines += [
            say(
                "This is a new workshop. One of another version of this place, such as a shorter one, was left here at {time}. "
                "To go on with that, stop this one, and start it with the same words as then, its --cut among them.",
                time=clock(at),
            ),
            "",
        ]
    if asked not in (None, room.seed):
        lines += [
            say(
                "--seed {asked} is left aside: this workshop keeps the luck it was begun with, {seed}. For another, begin a new "
                "one in a file of its own, with --database sqlite:///FILE.",
                asked=asked,
                seed=room.seed,
            ),
            "",
        ]
    lines += [say("Devices of the room open one of these addresses:"), *(f"  {address}" for address in where), ""]
    lines += [
        say("and enter the code  {code}", code=spoken(room.code)),
        say("or open             {address}", address=join),
        "",
        say("You, and nobody else, open the console:"),
        f"  {here}/console",
        "  " + say("with the key  {key}", key=room.facilitator_key),
        "",
        # Where it is read aloud, all that is to be typed comes before it; a terminal that says it draws nothing gets none.
        *([] if os.environ.get("TERM") == "dumb" else [qr_text(join)]),
        say("Everything is kept in  {file}", file=room.database.shown),
        say("Stop with Ctrl-C; started again in the same way, it goes on from the same moment."),
    ]
    return lines


__all__ = ["DatabaseFault", "Kind", "PortTaken", "default_database", "serve"]
