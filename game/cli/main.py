"""The table of commands, and the guard around them.

`wholeplace --help` answers from the table alone. A command's module, and all that it imports, is loaded when it is called.
"""

from __future__ import annotations

import errno
import gc
import importlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import click

from game import __version__
from game.cli.language import LANGUAGE, in_language, speak
from game.cli.leaving import ANSWER_IS_NO, prose
from game.cli.reading import STOPPED, ReadingIn
from game.translation import later, say

PROGRAM: Final = "wholeplace"

COMMANDS: Final = MappingProxyType(
    {
        "play": later("Play a place."),
        "list": later("List the places that come with the game, and your saved games."),
        "run": later("Play a place through once without a person."),
        "replay": later("Play a saved game again and prove each turn."),
        "check": later("Find every fault in scenario files."),
        "lint": later("Advise on craft and teaching in scenario files."),
        "new": later("Write the smallest scenario that plays."),
        "watch": later("Check a scenario at every save, and play it again."),
        "graph": later("Draw a place as nodes and arrows."),
        "translate": later("Bring a scenario's words in another language up to date."),
        "schema": later("Print the JSON Schema of the scenario language, for editors."),
        "host": later("Run a workshop for a room of teams, or of round tables."),
        "join": later("Join a workshop."),
        "debrief": later("Write the debrief of a game that is over."),
        "pack": later("Write the facilitator's pack of a place."),
        "records": later("Write learning records (xAPI) of a saved game."),
        "simulate": later("Play a place many times and report what no reading can."),
        "test": later("Run a scenario's own playthrough tests."),
    }
)
"""Name and first line of help. `game/cli/<name>.py` holds the command as `command`; a test compares the lines."""

READER_GONE: Final = 141  # as a shell reports a program whose reader closed the pipe
OUR_FAULT: Final = 3

_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class ReaderGone(Exception):  # noqa: N818 - not an error: `wholeplace list | head -1` has all it wanted
    """Nobody reads our output any more."""


class OutputRefused(Exception):  # noqa: N818 - said of what is printed
    """What is printed cannot be written, in words."""


class FrontDoor(click.Group):
    """The group of commands, each imported by name when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, imported now; None when the table has no such name."""
        if cmd_name not in COMMANDS:
            return None
        # What is read in now stays: to look through it for garbage again and again costs a tenth of the start, and of
        # what a short command does after it.
        module = f"game.cli.{cmd_name}"
        is_there = module in sys.modules
        gc.disable()
        try:
            with ReadingIn():
                command = importlib.import_module(module).command
        finally:
            if not is_there:
                gc.freeze()
            gc.enable()
        if not isinstance(command, click.Command):
            raise TypeError(f"game.cli.{cmd_name}.command is {command!r}, expected a click command")
        return in_language(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Writes the table, without importing any command."""
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, say(first)) for name, first in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with. Raises `click.UsageError` with the nearest name for an unknown one."""
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from game.scenario.names import instead_of

        help = instead_of(name, COMMANDS, say("The commands are {commands}.", commands=", ".join(COMMANDS)))
        raise click.UsageError(say("There is no command `{name}`. {help}", name=name, help=help), ctx)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Reads the arguments; help and version are printed here."""
        with _noticing_refused_output():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Calls the command."""
        with _noticing_refused_output():
            return super().invoke(ctx)


@click.group(
    cls=FrontDoor,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=later("`wholeplace COMMAND --help` tells more, with an example."),
)
@LANGUAGE
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
def front_door() -> None:
    """Whole Place: lead nobody, and get a dozen agencies to change lives together."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The program's exit code; whatever goes wrong is told in plain words.

    Arguments:
        arguments: what was typed after the program's name; those of this process if left out.

    Returns:
        0 done, 1 the answer is no, 2 the call is wrong, 3 a fault of ours, 130 stopped by Ctrl-C, 141 nobody reads our output.
    """
    _print_what_prints()
    given = None if arguments is None else list(arguments)
    speak(sys.argv[1:] if given is None else given, COMMANDS)
    try:
        # Without standalone mode `ctx.exit(code)` comes back as a value, and what goes wrong as an exception.
        answer = in_language(front_door).main(args=given, prog_name=PROGRAM, standalone_mode=False)
        with _noticing_refused_output():
            sys.stdout.flush()
    except click.ClickException as problem:
        with suppress(OSError):  # where nobody can be told, the code still says it
            _show(problem)
        _write_into_nothing()
        return problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("Stopped."), err=True)
        return STOPPED
    except ReaderGone:
        _write_into_nothing()
        return READER_GONE
    except OutputRefused as refused:
        _write_into_nothing()
        click.echo(prose(str(refused)), err=True)
        return ANSWER_IS_NO
    except Exception as error:  # noqa: BLE001 - the last guard: nobody who plays should meet a traceback
        from game.cli import fault

        click.echo(prose(fault.told(error, sys.argv[1:] if given is None else given)), err=True)
        return OUR_FAULT
    return answer if isinstance(answer, int) else 0


def _show(problem: click.ClickException) -> None:
    """Tells what is wrong with a call, in the library's own words around ours."""
    told = io.StringIO()
    problem.show(told)
    click.echo(prose(told.getvalue().rstrip("\n")), err=True)


@contextmanager
def _noticing_refused_output() -> Iterator[None]:
    """Tells our own closed output from a pipe that broke elsewhere, such as one to a worker; and output that finds no room."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM and error.filename is None and isinstance(_refused(), OSError):
            raise OutputRefused(
                say(
                    "What this prints cannot be written: {cause}. Expected: room for it. Try: freeing some space, or another "
                    "disk.",
                    cause=error.strerror,
                )
            ) from error
        if isinstance(error, BrokenPipeError) and isinstance(_refused(), BrokenPipeError):
            raise ReaderGone from error
        raise


def _refused() -> OSError | None:
    """What becomes of one more sign that is printed: how it is refused, or nothing where it was something else that was.

    Flushing alone proves nothing: a stream whose disk filled up in the middle of a long text has let go of it.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.write("\n")
            stream.flush()
    except OSError as error:
        return error
    return None


def _write_into_nothing() -> None:
    """Lets Python's own flush on leaving go nowhere, which would otherwise complain on the screen."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
            continue
        with suppress(OSError):
            os.dup2(nothing, stream.fileno())
    os.close(nothing)


def _print_what_prints() -> None:
    """Makes a screen that lacks a sign show a question mark, and lets what is printed to no screen at all go nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the program
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open as long as the program runs
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
            if isinstance(stream.buffer, io.RawIOBase) and stream is getattr(sys, f"__{name}__"):
                # Without a buffer (PYTHONUNBUFFERED) Python loses, without a word, what a filling disk takes only in part.
                whole = open(stream.fileno(), "wb", closefd=False)  # noqa: SIM115 - open as long as the program runs
                setattr(sys, name, io.TextIOWrapper(whole, stream.encoding, stream.errors, line_buffering=True))
