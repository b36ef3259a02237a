"""What holds for every test: a home of its own, no window, and no stopwatch on a busy machine."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# A law is tried on a few drawn examples by the quick tests, which are run again and again, and on many by the slow ones.
settings.register_profile("house", deadline=None, print_blob=True, max_examples=20)
settings.register_profile("thorough", settings.get_profile("house"), max_examples=200)
settings.load_profile("house")

# Before anything imports pygame.
os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

# What is compiled is kept, whatever is said elsewhere: the tests start the program a hundred times.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Started with `&` by a shell, a program is deaf to Ctrl-C, and so is all that it starts; the tests press it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Leaves alone what stays until the end: to look through it for garbage again and again took a tenth of the quick tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keeps saved games and kept tracebacks of the tests out of the folders of whoever runs them."""
    os.environ["WHOLEPLACE_HOME"] = str(tmp_path_factory.mktemp("home"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, without saved games and settings."""
    monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path))
    return tmp_path
