"""The folder of saved games: where it is, what is in it, a free name for a new game, and a branch of an old one.

What can be done with one saved game is in `log`, the format in `record`, safe writing in `writing`, the file layer in `disk`.
"""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from game.play.disk import REAL_DISK, Disk
from game.play.log import load
from game.play.record import ENDS_TURN, MAX_LINE, Header, Record, SaveFault, last_records, scan
from game.play.writing import faults, publish
from game.scenario.shipped import lengths_of, shipped_ids
from game.translation import say

SUFFIX = ".wholeplace"
GLANCE = 4 * MAX_LINE  # bytes read from either end of a long file for the list of saved games


@dataclass(frozen=True)
class SavedGame:
    """One line in the list of saved games.

    `last` is the number of the last record and `turn` what the last `end_turn` gave as its turn, or None; `modified`
    is in seconds since 1970. `damage` is a sentence, or empty; what cannot be opened has no `scenario`. `is_over` says that its
    programme has ended, so that its epilogue and debrief are what is left to read. `cut` is the shorter version of the place that
    is played; empty where it is the whole. `is_shared` says that several play it round one screen.
    """

    path: Path
    title: str
    scenario: str
    seed: int
    last: int
    turn: int | None
    modified: float
    damage: str
    is_over: bool = False
    cut: str = ""
    is_shared: bool = False

    @property
    def is_playable(self) -> bool:
        """Whether at least the header can be read, so that the game can be opened and goes on."""
        return bool(self.scenario)


def name_of(path: Path) -> str:
    """The name of a saved game, by which people and commands know it: its file's without the ending."""
    return path.name.removesuffix(SUFFIX)


def save_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The folder of this person's saved games, which need not exist yet.

    `WHOLEPLACE_HOME` comes first, then what the system has for such files: `%APPDATA%`, `~/Library`, `XDG_DATA_HOME`.
    """
    if home := environment.get("WHOLEPLACE_HOME"):
        return Path(home).absolute() / "saves"
    if platform == "win32":
        data = Path(environment.get("APPDATA") or _home() / "AppData" / "Roaming")
    elif platform == "darwin":
        data = _home() / "Library" / "Application Support"
    else:
        data = Path(environment.get("XDG_DATA_HOME", ""))
        if not data.is_absolute():  # the XDG specification says to pass over such a one
            data = _home() / ".local" / "share"
    return data / "wholeplace" / "saves"


def new_path(scenario: str, seed: int, started: str) -> Path:
    """A free name in the folder of saved games, made of a scenario's id, a seed and the time of starting.

    `started` is in ISO 8601. The name is not reserved: `Log.create` refuses one that was taken meanwhile.
    """
    plain = re.sub(r"[^a-z0-9_-]+", "-", scenario.lower())[:60].strip("-") or "game"
    when = re.sub(r"[^0-9]", "", started)[:14]
    with faults(save_folder(), say("Nothing was changed.")):
        return next(path for path in _numbered(save_folder() / f"{plain}-{seed}-{when}") if not _exists(REAL_DISK, path))


def saved_games() -> list[SavedGame]:
    """The games in the folder of saved games, the last played first; those that cannot be opened follow, with what ails them.

    Only the ends of a long file are read, so damage in its middle shows when it is opened and not here.
    """
    folder = save_folder()
    with faults(folder, say("Nothing was changed.")):
        try:
            paths = [path for path in REAL_DISK.names(folder) if path.name.endswith(SUFFIX)]
        except FileNotFoundError:
            return []
    return sorted((_glance(REAL_DISK, path) for path in paths), key=lambda game: (game.is_playable, game.modified), reverse=True)


def copy_prefix(path: Path, n: int, *, disk: Disk = REAL_DISK) -> Path:
    """A new saved game beside `path` that holds its first `n` records, bit for bit; `path` itself is only read.

    Raises `SaveFault` when there are fewer good records than `n`, or the file cannot be read, or the copy not written.
    """
    with faults(path, say("The saved game itself is as it was.")):
        found = load(disk, path)
        if not 0 <= n <= len(found.records):
            raise SaveFault(
                str(path),
                say("a copy up to record {n} was asked for.", n=n),
                say("a number from 0 to {records}, the last good record.", records=len(found.records)),
                say("one of those. The saved game is as it was."),
            )
        end = 0
        for _ in range(n + 1):
            end = found.good.index(b"\n", end) + 1
        stem = re.sub(r"-from-\d+(-\d+)?$", "", name_of(path))[:150]
        for target in _numbered(path.with_name(f"{stem}-from-{n}")):
            try:
                publish(disk, target, found.good[:end])
            except FileExistsError:
                continue
            return target
    raise AssertionError  # there is no last number


def _numbered(stem: Path) -> Iterator[Path]:
    yield stem.with_name(stem.name + SUFFIX)
    yield from (stem.with_name(f"{stem.name}-{number}{SUFFIX}") for number in itertools.count(2))


def _exists(disk: Disk, path: Path) -> bool:
    try:
        disk.size(path)
    except FileNotFoundError:
        return False
    return True


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        raise SaveFault(
            say("the folder of saved games"),
            say("the system does not say where this person's files are."),
            say("a home folder, or WHOLEPLACE_HOME in the environment."),
            say("setting WHOLEPLACE_HOME to a folder of your choice."),
        ) from None


def _glance(disk: Disk, path: Path) -> SavedGame:
    modified = 0.0
    try:
        with faults(path, say("Nothing was changed.")):
            size, modified = disk.size(path)
            head = disk.read(path, 0, GLANCE)
            if size <= GLANCE:
                found = scan(head, str(path))
                records, damage = list(found.records), found.damage
            else:
                found = scan(b"\n".join(head.split(b"\n", 2)[:2]) + b"\n", str(path))  # who sits where is told first
                records, damage = last_records(disk.read(path, size - GLANCE, GLANCE))
    except SaveFault as fault:
        return SavedGame(path, name_of(path), "", 0, 0, None, modified, fault.found)
    turns = (record.get("turn") for record in reversed(records) if record["do"] in ENDS_TURN)
    turn = next(turns, None)
    return SavedGame(
        path,
        found.header.title,
        found.header.scenario,
        found.header.seed,
        records[-1]["n"] if records else 0,
        turn if type(turn) is int else None,
        modified,
        damage,
        _is_over(records, found.header),
        str(found.header.more.get("cut", "")),
        bool(found.records) and found.records[0]["do"] == "sit",
    )


def _is_over(records: list[Record], header: Header) -> bool:
    """Whether the last quarter that was played, and not taken back, ended the programme.

    Older saves do not say it: there it is so where no quarter is left.
    """
    last = next((record for record in reversed(records) if record["do"] in (*ENDS_TURN, "back")), None)
    if last is None or last["do"] == "back" or last.get("over") is True:
        return last is not None and last["do"] != "back"
    if "file" in header.more or header.scenario not in shipped_ids():
        return False
    length, turn = lengths_of(header.scenario).get(str(header.more.get("cut", ""))), last.get("turn")
    return length is not None and type(turn) is int and turn >= length
