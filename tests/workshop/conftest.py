"""A workshop of the place that ships, for each test its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.core.place import Place
from game.scenario.compiler import load
from tests.workshop.devices import Workshop, running, url_of


@pytest.fixture(scope="session")
def place() -> Place:
    """The place that is played."""
    return load("barnet")


@pytest.fixture
def workshop(place: Place, tmp_path: Path) -> Iterator[Workshop]:
    """A workshop with nobody in it yet."""
    with running(place, url_of(tmp_path)) as found:
        yield found
