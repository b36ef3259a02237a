"""`wholeplace records`: learning records of a game, for a learning record store."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from game.cli.leaving import leave, tell
from game.cli.output import OVERWRITE, making, write_files
from game.cli.runfile import RUNFILE, SCENARIO, played
from game.debrief import records, sending
from game.translation import later, say

MOST_TEXT: Final = 100_000  # bytes of a file of reflections
_LONGEST: Final = 500  # characters of a name or an address


@click.command(epilog=later("Example: wholeplace records my-game.wholeplace --out my-game.json"))
@RUNFILE
@SCENARIO
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help=later("Write them to a file, not to the screen."))
@OVERWRITE
@click.option("--send", "url", metavar="URL", help=later("Send them to a store, such as https://records.example/xAPI."))
@click.option(
    "--user", envvar="WHOLEPLACE_LRS_USER", default="", help=later("Your name at the store [env: WHOLEPLACE_LRS_USER].")
)
@click.option(
    "--password",
    envvar="WHOLEPLACE_LRS_PASSWORD",
    default="",
    help=later("Your password there; others on this machine may see an option, so rather [env: WHOLEPLACE_LRS_PASSWORD]."),
)
@click.option("--learner", metavar="NAME", default="", help=later("The account that played, as your organisation knows it."))
@click.option("--home", metavar="URL", default="", help=later("Whose accounts these are, as an address; goes with --learner."))
@click.option("--base", metavar="URL", default=records.BASE, show_default=True, help=later("What the ids begin with."))
@click.option(
    "--reflections",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=later("What was written down afterwards: plain text, an empty line between one reflection and the next."),
)
def command(
    runfile: Path,
    scenario: Path | None,
    out: Path | None,
    overwrite: bool,
    url: str | None,
    user: str,
    password: str,
    learner: str,
    home: str,
    base: str,
    reflections: Path | None,
) -> None:
    """Write learning records (xAPI) of a saved game.

    The game may be over or not. Nobody is named unless you name them with --learner: the records are of a player by a
    pseudonym. Nothing leaves this machine without --send. Sending the same records again does no harm: a store takes each
    once. Exit code 1: the game cannot be played again, or the store did not take the records.
    """
    for name, given in (("--home", home), ("--base", base)):
        if given:
            _check_address(name, given)
    if home and not learner:
        raise click.UsageError(say("--home says whose account --learner is, and --learner is missing."))
    if len(learner) > _LONGEST or not learner.isprintable():
        raise click.UsageError(say("--learner takes a name of at most {longest} characters, on one line.", longest=_LONGEST))
    written = _reflections(reflections) if reflections else ()
    header, session = played(runfile, scenario)
    found = records.statements(
        header, session, learner=records.Learner(learner, home), base=base.rstrip("/"), reflections=written
    )
    if out is not None:
        write_files([(out, records.in_bytes(found))], over=overwrite)
    elif url is None:
        click.echo(records.in_bytes(found), nl=False)
    if url is not None:
        _send(sending.Store(url, user, password), found)


def _send(store: sending.Store, found: list[records.Statement]) -> None:
    try:
        with making("records"):
            n = sending.send(store, found)
    except sending.SendFault as fault:
        leave(fault)
    tell(say("{n} records sent. The store has each of them once.", n=n))


def _check_address(name: str, given: str) -> None:
    scheme, _, rest = given.partition("://")
    is_address = scheme in ("http", "https") and rest.strip("/") and given.isascii() and given.isprintable()
    if not is_address or len(given) > _LONGEST or any(sign in given for sign in ' "<>\\^`{|}?#'):
        raise click.UsageError(say("{name} takes an address such as https://accounts.example, without `?` or `#`.", name=name))


def _reflections(path: Path) -> tuple[str, ...]:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_TEXT + 1)
        text = data.decode()
    except (OSError, UnicodeDecodeError) as error:
        found = error.strerror if isinstance(error, OSError) else say("it is not UTF-8 text")
        raise click.UsageError(
            say("{path}: {found}. Expected: a plain text file with your reflections.", path=path, found=found)
        ) from None
    parts = tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())
    if len(data) > MOST_TEXT or len(parts) > records.MOST_REFLECTIONS:
        raise click.UsageError(
            say(
                "{path}: more than {most_reflections} reflections or {most_text:,} bytes. Expected: fewer, or shorter.",
                path=path,
                most_reflections=records.MOST_REFLECTIONS,
                most_text=MOST_TEXT,
            )
        )
    return parts
