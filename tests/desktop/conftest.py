"""What holds for every test of the window: saved games and settings of its own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without saved games and settings."""
    monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path))
    return tmp_path
