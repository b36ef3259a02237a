"""What several tests of saved games begin with: an empty folder, and a game in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.play.log import Log
from game.play.store import SUFFIX
from tests.play.saved import HEADER, RECORDS


@pytest.fixture
def folder(home: Path) -> Path:
    """The folder of saved games, which is not there yet."""
    return home / "saves"


@pytest.fixture
def path(folder: Path) -> Path:
    """A saved game with five records."""
    path = folder / f"game{SUFFIX}"
    with Log.create(path, HEADER) as log:
        assert [log.append(fields) for fields in RECORDS] == [1, 2, 3, 4, 5]
    return path
