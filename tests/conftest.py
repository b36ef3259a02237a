"""What holds for every test: a home of its own, no window, and no stopwatch on a busy machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

# Before anything imports pygame.
os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keeps saved games and kept tracebacks of the tests out of the folders of whoever runs them."""
    os.environ["WHOLEPLACE_HOME"] = str(tmp_path_factory.mktemp("home"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, without saved games and settings."""
    monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path))
    return tmp_path
