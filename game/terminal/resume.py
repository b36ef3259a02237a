"""How to go on with a saved game from the command line."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

from game.play.store import name_of, save_folder

NAME: Final = "wholeplace"


def resume_command(path: Path) -> str:
    """What to type to go on with a saved game."""
    name = name_of(path) if path.parent == save_folder() else str(path)
    quoted = f'"{name}"' if " " in name else name
    return f"{program()} play --resume {quoted}"


def program() -> str:
    """How to call the game from here: by its name, or by the path it was called with where the name alone finds nothing."""
    called = sys.argv[0]
    if Path(called).name != NAME or shutil.which(NAME):
        return NAME
    return f'"{called}"' if " " in called else called
