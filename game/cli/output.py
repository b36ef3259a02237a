"""Files that commands write where a person says: whole or not at all, and never over something else unasked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import click

from game.cli.leaving import WRONG_CALL, leave, shown
from game.debrief.paper import PaperFault
from game.play.disk import REAL_DISK
from game.play.record import SaveFault
from game.play.writing import faults, publish, write_beside
from game.translation import later, say

WRITTEN: Final = (".html", ".pdf")
"""What pages to read are written as."""

OVERWRITE: Final = click.option("--overwrite", is_flag=True, help=later("Write over a file that is there already."))


def ending_of(path: Path, known: Sequence[str]) -> str:
    """The ending of a file's name, in small letters.

    Raises `click.UsageError` for one that nothing is made for, and where there is no folder for the file.
    """
    ending = path.suffix.lower()
    if ending not in known:
        from game.words.grammar import either

        said = say("ends in `{suffix}`", suffix=path.suffix) if path.suffix else say("has no ending")
        raise click.UsageError(
            say(
                "`{path}` {said}, and the ending says what is made. Expected: {expected}.",
                path=path,
                said=said,
                expected=either([*filter(None, [", ".join(known[:-1])]), known[-1]]),
            )
        )
    _must_have_folder(path)
    return ending


def _must_have_folder(path: Path) -> None:
    with suppress(OSError):  # what the system will not look at is told when it is written
        if not path.parent.is_dir():
            raise click.UsageError(
                say(
                    "`{path}` cannot be written: there is no folder `{folder}`. Make it first, or name another.",
                    path=path,
                    folder=path.parent,
                )
            )


def _must_be_a_file(path: Path) -> None:
    """Leaves the program where a folder, a pipe or a device has that name: a file in its place would be the end of it."""
    with suppress(OSError):
        if path.exists() and not path.is_file():
            leave(
                say(
                    "{path}: this is a folder, a pipe or a device. Expected: the name of a file. Try: another name.",
                    path=path,
                ),
                WRONG_CALL,
            )


@contextmanager
def making(extra: str) -> Iterator[None]:
    """Leaves the program with a plain sentence where what is made needs something that is not installed.

    Arguments:
        extra: the extra of this program that brings it.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "game":
            raise
        leave(
            say("This needs {name}, which is not installed. Try: pip install 'wholeplace[{extra}]'", name=error.name, extra=extra)
        )
    except PaperFault as fault:
        leave(fault)


def write_files(files: Sequence[tuple[Path, bytes]], *, over: bool) -> None:
    """Writes some files that belong together, and says which on standard error. Leaves the program where one cannot be.

    Arguments:
        files: each file's path and contents.
        over: whether a file that is there already gives way.

    Raises `click.UsageError` where there is no folder for one.
    """
    give_way: list[bool] = []
    for path, _ in files:
        # Asked first: what another process writes there from now on is not ours to write over.
        give_way.append(over or os.path.exists(path))  # noqa: PTH110 - Path's own raises for a name that no file can have
        _must_be_free(path, over=over)
    for (path, data), gives_way in zip(files, give_way, strict=True):
        with _telling(path):
            publish(REAL_DISK, _followed(path), data, over=gives_way)
        click.echo(shown(say("Written: {path}", path=path)), err=True)


def must_take(path: Path, *, over: bool) -> None:
    """Leaves the program where `write_files` would, before there is anything to write: what is made may take long."""
    _must_be_free(path, over=over)
    with _telling(path):
        REAL_DISK.remove(write_beside(REAL_DISK, _followed(path), "new", b""))


def _must_be_free(path: Path, *, over: bool) -> None:
    _must_have_folder(path)
    _must_be_a_file(path)
    if not over and _is_taken(path):
        leave(
            say(
                "{path}: there is a file by this name already. Expected: a free name. Try: another, or --overwrite.",
                path=path,
            ),
            WRONG_CALL,
        )


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Leaves the program with what the disk says, where it refuses."""
    try:
        with faults(path, say("What was there before is as it was.")):
            yield
    except SaveFault as fault:
        leave(fault)


def _followed(path: Path) -> Path:
    """Through a link the file that it leads to, as any program writes."""
    return Path(os.path.realpath(path))


def _is_taken(path: Path) -> bool:
    """Whether something is there; of a path that the system will not look at, writing tells."""
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False
