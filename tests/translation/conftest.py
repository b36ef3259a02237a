"""What tests of languages share: the language is left as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from game.translation import speak
from game.translation.catalogue import VARIABLE


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begins in English, and goes back to it."""
    monkeypatch.setenv(VARIABLE, "")
    yield
    speak(None)
