"""Where the places that come with the game are, in a checkout and in an installed wheel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from game.translation import spoken

FILE: Final = "scenario.yaml"

_QUICK: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PACKAGE: Final = Path(__file__).resolve().parent.parent


def shipped_root() -> Path:
    """The folder with one folder a scenario."""
    return _beside("scenarios")


def asset_root() -> Path:
    """The folder of fonts and icons."""
    return _beside("assets")


def shipped_ids() -> list[str]:
    """The ids of the scenarios that come with the game, sorted: the folders that hold a `scenario.yaml`."""
    return sorted(path.parent.name for path in shipped_root().glob(f"*/{FILE}"))


def title_of(scenario: str) -> str:
    """The title of a scenario that comes with the game, in the language that is spoken; its id if it has none.

    Reads no further than the title, and in English nothing of what reads scenarios whole: a list of places must come at once.

    Arguments:
        scenario: one of `shipped_ids()`.
    """
    english = _title(scenario)
    if spoken() is None:
        return english
    from game.scenario.wording import in_spoken_language  # loads the whole language of scenarios

    data, _ = in_spoken_language({"title": english}, shipped_root() / scenario / FILE)
    return str(data["title"])


def _title(scenario: str) -> str:
    with (shipped_root() / scenario / FILE).open(encoding="utf-8") as file:
        depth, key = 0, ""
        for event in yaml.parse(file, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth, key = depth + 1, ""
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.ScalarEvent) and depth == 1:
                if key == "title":
                    return str(event.value)
                key = "" if key else str(event.value)
    return scenario


@cache
def lengths_of(scenario: str) -> Mapping[str, int]:
    """How many quarters a scenario that comes with the game lasts: each of its cuts by its id, and all of it by an empty one.

    Checks nothing, so that it takes hundredths of a second; empty for a file that cannot be read.
    """
    try:
        with (shipped_root() / scenario / FILE).open(encoding="utf-8") as file:
            outline = yaml.compose(file, Loader=_QUICK)
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    lengths: dict[str, int] = {}
    for cut, facts in (("", outline), *_entries(_entry(outline, "cuts"))):
        turns = _entry(facts, "turns")
        if isinstance(turns, yaml.ScalarNode) and turns.value.isdecimal():
            lengths[cut] = int(turns.value)
    return lengths


def _entries(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    return [(str(key.value), value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []


def _entry(node: yaml.Node | None, name: str) -> yaml.Node | None:
    return next((value for key, value in _entries(node) if key == name), None)


def locate(name: str) -> Path | None:
    """The file of a scenario named by id or by path, or None when neither leads to one.

    Arguments:
        name: an id such as `barnet`, a file, or a folder that holds a `scenario.yaml`. An id comes first: write `./barnet` for
            a folder of that name.
    """
    if name in shipped_ids():
        return shipped_root() / name / FILE
    path = Path(name)
    try:
        if path.is_dir():
            path /= FILE
        return path if path.exists() else None
    except OSError:  # a name that is too long, a folder that may not be looked into: whoever reads it says so
        return path


def _beside(folder: str) -> Path:
    # A wheel has nothing above the package, so its build puts the folder inside (pyproject.toml, force-include).
    inside = _PACKAGE / "_shipped" / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder
