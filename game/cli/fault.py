"""What becomes of a fault of ours: the traceback goes to a file, a plain sentence to the screen."""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

from game import __version__
from game.translation import say

# A password in an address, as a database's may have: the file is there to be sent to somebody.
_SECRET: Final = re.compile(r"(://[^\s:/@]*):[^\s@]+@")
_PASSWORD: Final = "--password"  # noqa: S105 - the option's name


def told(error: BaseException, arguments: Sequence[str]) -> str:
    """What a person reads about an unexpected error, after its traceback was kept.

    Arguments:
        error: what was raised.
        arguments: what was typed after the program's name.
    """
    kept = keep(error, arguments)
    if kept is None:
        where = say("It could not be written down: neither the folder for it nor the temporary one can be written to.")
    else:
        where = say(
            "What happened was written to\n  {kept}\nSend us that file, with a line on what you were doing, and we can mend it.",
            kept=kept,
        )
    return say(
        "This is a fault of ours, not of anything you did: the program met something it did not expect and "
        "stopped.\n{where}\nA game you were playing is saved up to your last decision; `wholeplace list` shows it.",
        where=where,
    )


def keep(error: BaseException, arguments: Sequence[str]) -> Path | None:
    """The file into which the traceback was written, or None when no folder takes it."""
    now = datetime.now(UTC)
    text = "\n".join(
        [
            f"Whole Place {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"{now:%Y-%m-%d %H:%M:%S} UTC",
            f"wholeplace {' '.join(_without_password(arguments))}",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )
    name = f"fault-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    for folder in (state_folder, _temporary):
        try:
            path = folder() / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # A new file, and nobody else's to read: in the folder for temporary ones a link of somebody's may have that name.
            with open(path, "x", encoding="utf-8", errors="backslashreplace", opener=_for_oneself) as file:
                file.write(_SECRET.sub(r"\1:***@", text))
        except (OSError, RuntimeError):  # full, read-only, or no home folder
            continue
        return path
    return None


def _for_oneself(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _without_password(arguments: Sequence[str]) -> Iterator[str]:
    """What was typed, but for the password of a store."""
    for before, word in pairwise(["", *arguments]):
        if before == _PASSWORD:
            yield "***"
        else:
            yield f"{_PASSWORD}=***" if word.startswith(f"{_PASSWORD}=") else word


def state_folder(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> Path:
    """The folder for such files, which need not exist yet.

    `WHOLEPLACE_HOME` comes first, then what the system has for a program's notes about itself: `%LOCALAPPDATA%`,
    `~/Library/Logs`, `XDG_STATE_HOME`. Raises `RuntimeError` when the system does not say where this person's files are.
    """
    if home := environment.get("WHOLEPLACE_HOME"):
        return Path(home).absolute() / "faults"
    if system == "win32":
        state = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif system == "darwin":
        state = Path.home() / "Library" / "Logs"
    else:
        state = Path(environment.get("XDG_STATE_HOME", ""))
        if not state.is_absolute():  # the XDG specification says to pass over such a one
            state = Path.home() / ".local" / "state"
    return state / "wholeplace" / "faults"


def _temporary() -> Path:
    return Path(tempfile.gettempdir())
