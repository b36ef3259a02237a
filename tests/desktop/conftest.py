"""What holds for every test of the window: saved games and settings of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.play.shelf import SavedShelf


@pytest.fixture(autouse=True)
def _at_home(home: Path) -> Path:
    """No test of the window sees what another has saved or set."""
    return home


@pytest.fixture
def shelf() -> Iterator[SavedShelf]:
    """The shelf, with the luck of number 3."""
    found = SavedShelf(3)
    yield found
    found.close()
