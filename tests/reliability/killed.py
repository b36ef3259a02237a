"""Programs killed by -9 at every write point of a saved game, of the settings, of an export, and of a workshop's database."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from game.desktop.settings import load
from game.play import record
from game.play.log import Log, read_log
from game.workshop.database import Database
from game.workshop.rows import NAMES
from game.workshop.stream import Stream
from tests.reliability.outcome import Outcome
from tests.reliability.writer import DATABASE, HEADER, N_RECORDS, NAME, WITHOUT_A_GAME, prepare, the_record, written

ROOT = Path(__file__).parents[2]
KINDS = {"records", "moved", "settings", "export", "rows", "name", "points"}


def at_every_point(story: str, folder: Path, step: int = 1) -> Outcome:
    """A story told to its end, and then again and again, each time killed one write point later, or `step` points."""
    whole = Outcome()
    last = 0
    for point in range(0, 1_000, step):
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            here = Path(scratch)
            prepare(story, here)
            told = run(story, here, point)
            if point == 0:
                [last] = [int(words[1]) for words in told if words[0] == "points"]
            whole += _held(story, here, [words for words in told if words[0] != "points"])
        if point + step > last:
            break
    return whole


def run(story: str, folder: Path, point: int) -> list[list[str]]:
    """What the program acknowledged before it was killed; it must have been, unless the point is 0."""
    command = [sys.executable, "-m", "tests.reliability.writer", story, str(folder), str(point)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == (-9 if point else 0), done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    return [words for words in lines if words[0] in KINDS]  # a library may greet


def _held(story: str, folder: Path, told: list[list[str]]) -> Outcome:
    """Holds a folder to what was acknowledged, and goes on with every game in it."""
    if story == "workshop":
        return Outcome(1, len(told), *_in_database(folder, told))
    lost = sum(not _is_there(folder, *words) for words in _last_words(told))
    stuck = 0
    record.MIGRATIONS[0] = lambda fields, records: (fields, records)
    try:
        if story not in WITHOUT_A_GAME:
            lost += not _nothing_found_is_lost(story, folder)
        for path in folder.rglob("*.wholeplace"):
            with Log.open(path) as log:
                stuck += log.append(the_record(log.last + 1)) != len(read_log(path).records)
    finally:
        del record.MIGRATIONS[0]
    if story == "settings":
        _, said = load(folder / "settings.json")
        stuck += bool(said)
    return Outcome(1, len(told), lost, stuck)


def _last_words(told: list[list[str]]) -> list[list[str]]:
    """What was said last of each file: what holds now."""
    return list({words[1]: words for words in told}.values())


def _is_there(folder: Path, kind: str, name: str, what: str) -> bool:
    """Whether what was acknowledged of a file is there, bit for bit; something later may be there too."""
    path = folder / name
    if kind == "moved":
        return not path.exists() and (folder / what).read_bytes() == written(N_RECORDS)
    if kind == "settings":
        return load(path)[0].text >= int(what)
    if kind == "export":
        return path.read_bytes() in [b"<p>%d</p>" % number * 2_000 for number in range(int(what), 3)]
    if name.startswith("before") and not path.exists():  # on its way to the trash
        path = folder / "trash" / name
    return path.read_bytes().startswith(written(int(what)))


def _in_database(folder: Path, told: list[list[str]]) -> tuple[int, int]:
    """What of a workshop's database is lost, and whether it cannot be gone on with."""
    database = Database(f"sqlite:///{folder / DATABASE}")
    try:
        n = max((int(words[2]) for words in told if words[0] == "rows"), default=-1)
        name = next((" ".join(words[2:]) for words in told if words[0] == "name"), None)
        lost = int(name is not None and database.mapping(NAMES)["table-1"] != name)
        if "table-1" not in database.streams():
            Stream.begun(database, "table-1", HEADER)
            return lost + (n >= 0), 0
        stream = Stream(database, "table-1")
        _, records, damage = stream.read()
        known = [{"n": number, **the_record(number)} for number in range(1, len(records) + 1)]
        lost += records != known or len(records) < n or len(stream.done) != len(records)
        return lost, int(bool(damage) or stream.append(the_record(len(records) + 1)) != len(records) + 1)
    finally:
        database.close()


def _nothing_found_is_lost(story: str, folder: Path) -> bool:
    """Whether each byte that was there before is there still, in its file or whole beside it."""
    with tempfile.TemporaryDirectory() as scratch:
        prepare(story, Path(scratch))
        before = (Path(scratch) / NAME).read_bytes()
    beside = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    now = (folder / NAME).read_bytes()
    good = [before[: len(before) - len(rest)] for rest in beside if rest and before.endswith(rest)]
    return before in beside or now.startswith(before) or any(now.startswith(part) for part in good)
