"""What to type at a shell, so that it is taken as it is meant."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Final

from game.play.store import name_of, save_folder
from game.terminal.page import Page
from game.translation import say

NAME: Final = "wholeplace"


def resume_command(path: Path, *, is_text: bool = False) -> str:
    """What to type to go on with a saved game, in the terminal where `is_text`."""
    return f"{program()} play{' --text' if is_text else ''} --resume {quoted(_called(path))}"


def _called(path: Path) -> str:
    """A saved game as commands take it: by its name where that finds it."""
    return name_of(path) if path.parent == save_folder() else str(path)


def farewell(path: Path, *, is_saving: bool, is_over: bool = False) -> Page:
    """Where a game is saved that is being left, and how to go on with it; `is_saving` unless the disk gave out.

    Of one that `is_over` a report can be kept, and that is said too.
    """
    until = (
        say("Your game is saved, up to your last decision, in:")
        if is_saving
        else say("Your game is saved, up to where the disk gave out, in:")
    )
    page = Page().line(until).exactly(str(path))
    page.line(say("To go on with it, type:")).exactly(resume_command(path, is_text=True))
    if is_over:
        report = quoted(f"{name_of(path)}.html")
        page.line(say("For a report to keep, type:")).exactly(f"{program()} debrief {quoted(_called(path))} --out {report}")
    return page


def program() -> str:
    """How to call the game from here: by its name, or by the path it was called with where the name alone finds nothing."""
    called = sys.argv[0]
    if Path(called).stem != NAME or shutil.which(NAME):
        return NAME
    return quoted(called)


def quoted(word: str, system: str = os.name) -> str:
    """A word as one word of a shell, whatever signs are in it."""
    if system != "nt":
        return shlex.quote(word)
    return f'"{word}"' if not word or set(word) & set(" \t&|<>^()%,;=") else word
