"""What can be done with a saved game as a whole: a copy of it under a name, and a trash folder instead of deleting it."""

from __future__ import annotations

import contextlib
import errno
import re
from pathlib import Path
from typing import Final

from game.play.disk import REAL_DISK, Disk
from game.play.log import read_log
from game.play.record import MAX_FILE, SaveFault
from game.play.store import SUFFIX, name_of
from game.play.writing import faults, publish
from game.translation import say

TRASH: Final = "trash"
DRAFTS: Final = ".drafts.json"
BESIDE: Final = (".png", ".txt", DRAFTS)
"""What may lie beside a saved game under its name: a picture of it, a transcript, and what was typed and not kept yet."""


def beside(path: Path, ending: str) -> Path:
    """The file of another kind that goes with a saved game."""
    return path.with_name(f"{name_of(path)}{ending}")


def copy(path: Path, name: str, *, disk: Disk = REAL_DISK) -> Path:
    """Writes a copy of a saved game beside it, under a plain name; nothing is overwritten.

    Arguments:
        path: the saved game.
        name: what to call the copy.
        disk: the file layer.

    Raises:
        SaveFault: the name is taken or cannot be one, or the disk refuses.
    """
    stem = re.sub(r"[^\w.-]+", "-", name.removesuffix(SUFFIX)).strip("-.")[:100]
    if not stem:
        raise SaveFault(
            f"“{name}”", say("this cannot be a file's name."), say("letters and digits."), say("`before-the-pool`, for example.")
        )
    target = path.with_name(f"{stem}{SUFFIX}")
    with faults(target, say("The game itself is saved as before.")):
        publish(disk, target, disk.read(path, 0, MAX_FILE))
    return target


def is_untouched(path: Path) -> bool:
    """Whether a saved game holds nothing that anybody decided: no record, and nothing of which one could have been."""
    try:
        found = read_log(path)
    except SaveFault:
        return False
    return not found.records and not found.notes


def put_away(path: Path) -> bool:
    """Moves a saved game to the trash folder if nothing was decided in it; whether it did. Where it cannot, the game stays."""
    if not is_untouched(path):
        return False
    try:
        discard(path)
    except SaveFault:
        return False
    return True


def discard(path: Path, *, disk: Disk = REAL_DISK) -> Path:
    """Moves a saved game, and what lies beside it under its name, to the trash folder beside it; returns where it is now.

    Raises `SaveInUse` where it is open somewhere, `SaveFault` where the disk refuses; then it is where it was.
    """
    folder = path.parent / TRASH
    with faults(path, say("The saved game is where it was.")):
        disk.make_folder(folder)
        disk.open(path, is_new=False).close()  # refused while anybody plays it
        for number in range(1, 10_000):
            stem = name_of(path) + (f"-{number}" if number > 1 else "")
            target = folder / f"{stem}{SUFFIX}"
            try:
                disk.rename(path, target, over=False)
            except FileExistsError:
                continue
            break
        else:
            raise FileExistsError(errno.EEXIST, say("the trash folder is full of games of this name"))
        disk.fsync_folder(folder)
        disk.fsync_folder(path.parent)
    for ending in BESIDE:
        with contextlib.suppress(OSError):  # many games have none
            disk.rename(beside(path, ending), beside(target, ending), over=False)
    return target
