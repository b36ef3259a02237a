"""What tests of commands share: a terminal so wide that a sentence is one line, and a saved game."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.places.game import save
from tests.places.laboratory import LABORATORY, laboratory


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "1000")


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved game of the laboratory that is over."""
    return save(tmp_path_factory.mktemp("saves") / "game.wholeplace", laboratory(), file=str(LABORATORY))
