"""What several tests of the scenario language share."""

from __future__ import annotations

import pytest

from game.scenario.reader import read_scenario
from tests.scenario.parsed import Read


@pytest.fixture(params=[False, True], ids=["c", "python"])
def read(request: pytest.FixtureRequest) -> Read:
    """Reads a text with one of the two parsers."""
    return lambda text: read_scenario(text.encode(), "place.yaml", is_pure=request.param)
