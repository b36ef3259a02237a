"""Saving: before anything is shown, and what happens when the disk refuses."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play.log import Log, read_log
from game.play.record import Header, SaveFault
from game.play.session import Session
from game.play.shelf import Opened
from game.play.store import SUFFIX, save_folder
from game.terminal.app import Game
from game.terminal.resume import farewell, quoted, resume_command
from tests.places.shipped import barnet
from tests.terminal.script import Tape


class Full:
    """A log on a disk that takes `room` records and no more."""

    def __init__(self, room: int) -> None:
        self.records: list[Mapping[str, Any]] = []
        self._room = room

    def append(self, record: Mapping[str, Any]) -> int:
        """Takes a record while there is room."""
        if len(self.records) >= self._room:
            raise SaveFault("a file", "the disk is full.", "room.", "freeing some space.")
        self.records.append(record)
        return len(self.records)


def saved(tmp_path: Path) -> tuple[Session, Log]:
    """A game with a real log."""
    place = barnet()
    path = tmp_path / f"a game{SUFFIX}"
    log = Log.create(path, Header(place.id, place.digest, 7, "test", "2026-01-01T00:00:00+00:00", place.title))
    return Session(place, 7, log=log, path=path), log


def play(lines: list[str], session: Session) -> Tape:
    """The tape of a game that goes on with these lines."""
    tape = Tape(lines)
    Game(tape.console, Opened(session, is_new=False)).play()
    return tape


def test_what_was_acknowledged_was_written_before() -> None:
    """When the screen says that a decision is taken, its record is in the log already."""
    log = Full(100)
    tape = Tape(["1", "rest", "rest", "undo", "end", "yes"])
    seen: list[int] = []
    printed = tape.console._write

    def watching(text: str) -> None:
        for words, what in (
            ("You chose", "choose"),
            ("Noted", "attend"),
            ("Taken back", "take_back"),
            ("What came of", "end_turn"),
        ):
            if text.startswith(words):
                assert log.records[-1]["do"] == what
                seen.append(len(log.records))
        printed(text)

    tape.console._write = watching
    Game(tape.console, Opened(Session(barnet(), 1, log=log), is_new=False)).play()
    assert seen == [1, 2, 3, 4, 5]


def test_a_full_disk_is_told_and_nothing_is_done() -> None:
    """The decision is not taken, and the game asks whether to go on without saving."""
    log = Full(1)
    session = Session(barnet(), 1, log=log, path=Path("a file"))
    tape = play(["1", "rest", "no", "rest"], session)
    assert "The disk is full" in tape.text or "the disk is full" in tape.text
    assert session.pending.tokens == []
    assert tape.prompts[-1] == "Yes or no> "


def test_going_on_without_saving() -> None:
    """Yes goes on; the end says up to where the game is saved."""
    session = Session(barnet(), 1, log=Full(1), path=Path("a file"))
    tape = play(["1", "rest", "yes", "listen", "save", "quit"], session)
    assert [token["token"] for token in session.pending.tokens] == ["rest", "listen"]
    assert "not being saved" in tape.text
    assert "up to where the disk gave out" in tape.text


def test_where_it_is_saved(tmp_path: Path) -> None:
    """`save` and `quit` name the file, whole and on a line by itself, and how to go on."""
    session, log = saved(tmp_path)
    with log:
        tape = play(["save", "quit"], session)
    assert tape.text.count(f"  {session.path}\n") == 2
    assert f"  wholeplace play --text --resume '{session.path}'\n" in tape.text


def test_a_copy_by_name(tmp_path: Path) -> None:
    """`save NAME` writes a copy with everything in it, and does not overwrite one."""
    session, log = saved(tmp_path)
    with log:
        tape = play(["1", "rest", "save before the pool", "save before the pool"], session)
    copy = tmp_path / f"before-the-pool{SUFFIX}"
    assert f"  {copy}\n" in tape.text
    assert [record["do"] for record in read_log(copy).records] == ["choose", "attend"]
    assert "there is already something by that name" in " ".join(tape.text.split())


@pytest.mark.parametrize("name", ["../../up", "a/b\\c", "..", "x" * 500, "\x00"])
def test_a_copy_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    """A name is only a name: no path leads out of the folder."""
    session, log = saved(tmp_path)
    with log:
        play(["1", f"save {name}"], session)
    assert all(path.parent == tmp_path for path in tmp_path.rglob("*"))


def test_of_a_game_that_is_over_a_report_can_be_kept() -> None:
    """Whoever leaves a game that is over is told how its report is written; of one that runs there is none."""
    path = save_folder() / f"my game{SUFFIX}"
    assert "debrief" not in "".join(farewell(path, is_saving=True).lines(80))
    assert "  wholeplace debrief 'my game' --out 'my game.html'" in farewell(path, is_saving=True, is_over=True).lines(80)


def test_the_command_to_go_on() -> None:
    """A game in the folder of saved games goes by its name."""
    assert resume_command(save_folder() / f"barnet-7{SUFFIX}") == "wholeplace play --resume barnet-7"


@pytest.mark.skipif(os.name == "nt", reason="Windows splits words in another way")
@given(st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1))
def test_the_command_to_go_on_is_taken_as_it_is_meant(name: str) -> None:
    """Whatever signs are in a folder's name, a shell takes the command's last word for the saved game."""
    path = Path("/") / name / f"a game{SUFFIX}"
    *_, last = shlex.split(resume_command(path))
    assert last == str(path)


def test_what_windows_takes_for_its_own_is_quoted() -> None:
    """There a word with a blank or a sign of the shell's stands in double quotes, and another as it is."""
    assert quoted("C:\\games\\mine", "nt") == "C:\\games\\mine"
    assert quoted("C:\\Tom & Ann\\a (2)", "nt") == '"C:\\Tom & Ann\\a (2)"'
