"""What several tests of the scenario language share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from game.scenario.diagnostic import Diagnostic
from game.scenario.node import MapNode
from game.scenario.reader import read_scenario

Read = Callable[[str], tuple[MapNode | None, list[Diagnostic]]]


@pytest.fixture(params=[False, True], ids=["c", "python"])
def read(request: pytest.FixtureRequest) -> Read:
    """Reads a text with one of the two parsers."""
    return lambda text: read_scenario(text.encode(), "place.yaml", is_pure=request.param)
