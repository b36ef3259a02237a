"""`wholeplace host`: a workshop for a room of teams, served from this machine."""

from __future__ import annotations

import gc
import secrets
from importlib.util import find_spec
from pathlib import Path

import click

from game.cli.argument import CUT, SEED, WholeNumber, scenario_file
from game.cli.language import LANGUAGE
from game.cli.leaving import leave, shown
from game.cli.loading import loaded
from game.play.shelf import MOST_SEED, whence
from game.scenario.shipped import locate
from game.translation import later, say

_NEEDS = ("starlette", "jinja2", "uvicorn", "httptools", "itsdangerous", "sqlalchemy", "segno", "ifaddr")


@click.command(epilog=later("Example: wholeplace host barnet --port 8000"))
@click.argument("scenario", type=scenario_file, required=False)
@click.option(
    "--port",
    type=WholeNumber(0, 65535),
    default=8000,
    show_default=True,
    help=later("Where to listen; 0 for any that is free."),
)
@click.option("--database", metavar="URL", help=later("Where to keep it: sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME."))
@CUT
@click.option(
    "--processes",
    type=WholeNumber(1, 16),
    default=1,
    show_default=True,
    help=later("How many processes answer, for a large room."),
)
@click.option("--seed", type=SEED, help=later("The luck of every table, a whole number."))
@click.option("--round-table", is_flag=True, help=later("Tables are round tables: one seat an agency."))
@click.option(
    "--address",
    metavar="IP",
    default="0.0.0.0",  # noqa: S104 - a room's devices come in from the network; this machine alone would be nobody
    show_default=True,
    help=later("The address of this machine to listen at."),
)
@LANGUAGE
def command(
    scenario: Path | None,
    port: int,
    database: str | None,
    cut: str,
    processes: int,
    seed: int | None,
    address: str,
    *,
    round_table: bool,
) -> None:
    """Run a workshop for a room of teams, or of round tables.

    Serves SCENARIO (barnet if left out) to phones and laptops on the same network; no internet is needed. Prints the addresses, a
    code and a QR code to join with, and the key of the facilitator's console. Everything is kept as it is decided; started again,
    the workshop goes on from the same moment.

    With --round-table each participant holds one agency, with a brief, books and goals of its own; a stand-in plays empty seats.
    The console changes what new tables are at any time.
    """
    # Asked for before anything is begun: what makes pages is read in only when the workshop listens already.
    missing = next((name for name in _NEEDS if find_spec(name) is None), "")
    if missing:
        leave(say("A workshop needs {name}, which is not installed. Try: pip install 'wholeplace[workshop]'", name=missing))
    name = str(scenario or locate("barnet"))
    gc.disable()  # what is read in now stays, and need not be looked through for garbage
    try:
        from game.workshop import server

        place, _ = loaded(name, cut=cut)
    finally:
        gc.enable()
    luck = secrets.randbelow(MOST_SEED) + 1 if seed is None else seed
    try:
        url = database or server.default_database(place)
        kind: server.Kind | None = "round" if round_table else None
        workshop = server.Workshop(place, url, luck, whence(name).get("file", ""), kind, asked=seed)
        server.serve(workshop, port, lambda line: click.echo(shown(line)), host=address, n_processes=processes)
    except BrokenPipeError:
        raise  # nobody reads what is printed, which the front door knows how to take
    except (server.DatabaseFault, server.PortTaken, OSError) as fault:
        leave(fault)
