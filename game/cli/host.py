"""`wholeplace host`: a workshop for a room of teams, served from this machine."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from game.cli.argument import CUT, scenario_file
from game.cli.language import LANGUAGE
from game.cli.loading import loaded
from game.play.shelf import MOST_SEED, whence
from game.scenario.shipped import locate

_NEEDS = ("starlette", "jinja2", "uvicorn", "httptools", "itsdangerous", "sqlalchemy", "segno", "ifaddr")


@click.command(epilog="Example: wholeplace host barnet --port 8000")
@click.argument("scenario", type=scenario_file, required=False)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Where to listen; 0 for any that is free."
)
@click.option("--database", metavar="URL", help="Where to keep it: sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME.")
@CUT
@click.option(
    "--processes", type=click.IntRange(1, 16), default=1, show_default=True, help="How many processes answer, for a large room."
)
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), help="The luck of every table, a whole number.")
@click.option("--round-table", is_flag=True, help="Tables are round tables: one seat an agency.")
@LANGUAGE
@click.option("--address", metavar="IP", default="0.0.0.0", show_default=True, help="The address of this machine to listen at.")  # noqa: S104
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
    try:
        from game.workshop import server
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] not in _NEEDS:
            raise
        click.echo(f"A workshop needs {missing.name}, which is not installed. Try: pip install 'wholeplace[workshop]'", err=True)
        raise click.exceptions.Exit(1) from None
    name = str(scenario or locate("barnet"))
    place, _ = loaded(name, cut=cut)
    luck = secrets.randbelow(MOST_SEED) + 1 if seed is None else seed
    try:
        url = database or server.default_database(place)
        kind: server.Kind | None = "round" if round_table else None
        workshop = server.Workshop(place, url, luck, whence(name).get("file", ""), kind)
        server.serve(workshop, port, click.echo, host=address, n_processes=processes)
    except BrokenPipeError:
        raise  # nobody reads what is printed, which the front door knows how to take
    except (server.DatabaseFault, server.PortTaken, OSError) as fault:
        click.echo(str(fault), err=True)
        raise click.exceptions.Exit(1) from None
