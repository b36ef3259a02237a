"""What several commands load: a place, with parameters laid over it, and the files that go with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import click

from game.bench.sheet import SheetFault, read_parameters
from game.cli.leaving import WRONG_CALL, leave_with, tell
from game.core.place import Place
from game.scenario.check import Checked
from game.scenario.compiler import ScenarioFault, load_checked
from game.scenario.cut import NoSuchCut
from game.translation import later

Read = TypeVar("Read")

PARAMETERS: Final = click.option(
    "--params",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=later("Model parameters that differ, as YAML or JSON: {name: value}."),
)


def loaded(scenario: Path | str, params: Path | None = None, cut: str = "") -> tuple[Place, dict[str, float]]:
    """A place, whole or as a cut, and the parameters that were laid over its own. Leaves the program where one has faults."""
    place, parameters, _ = loaded_with_file(scenario, params, cut)
    return place, parameters


def loaded_with_file(scenario: Path | str, params: Path | None, cut: str) -> tuple[Place, dict[str, float], Checked]:
    """As `loaded`, with the file that was checked, for whoever says where in it something stands."""
    parameters = {} if params is None else read(lambda: read_parameters(params, str(params)))
    try:
        place, checked = load_checked(scenario, parameters, cut, tell)
    except ScenarioFault as fault:
        leave_with(fault.diagnostics)
    except NoSuchCut as fault:
        raise click.BadParameter(str(fault), param_hint="'--cut'") from None
    return place, parameters, checked


def read(reader: Callable[[], Read]) -> Read:
    """What a file beside a scenario holds. Leaves the program where it has faults."""
    try:
        return reader()
    except SheetFault as fault:
        leave_with(fault.diagnostics, WRONG_CALL)
