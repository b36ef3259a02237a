"""Where a game is saved, and a copy of it under another name."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Final

from game.play.disk import REAL_DISK
from game.play.log import faults, publish
from game.play.record import MAX_FILE, SaveFault
from game.play.store import SUFFIX, save_folder

NAME: Final = "wholeplace"


def command(path: Path) -> str:
    """What to type to go on with a saved game."""
    name = path.name.removesuffix(SUFFIX) if path.parent == save_folder() else str(path)
    quoted = f'"{name}"' if " " in name else name
    return f"{program()} play --resume {quoted}"


def program() -> str:
    """How to call the game from here: by its name, or by the path it was called with where the name alone finds nothing."""
    called = sys.argv[0]
    if Path(called).name != NAME or shutil.which(NAME):
        return NAME
    return f'"{called}"' if " " in called else called


def copy(path: Path, name: str) -> Path:
    """Writes a copy of a saved game beside it, under a plain name; nothing is overwritten.

    Arguments:
        path: the saved game.
        name: what to call the copy.

    Raises:
        SaveFault: the name is taken or cannot be one, or the disk refuses.
    """
    stem = re.sub(r"[^\w.-]+", "-", name.removesuffix(SUFFIX)).strip("-.")[:100]
    if not stem:
        raise SaveFault(
            f"“{name}”", "this cannot be a file's name.", "letters and digits.", "`save before-the-pool`, for example."
        )
    target = path.with_name(f"{stem}{SUFFIX}")
    with faults(target, "The game itself is saved as before."):
        publish(REAL_DISK, target, REAL_DISK.read(path, 0, MAX_FILE))
    return target
