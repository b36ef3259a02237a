"""Known holes in what the game is built on: what `constraints.txt` pins, held against advisories in a folder.

`python -m tests.security.advisories FOLDER` reads every record beneath the folder in the form of OSV, as YAML or JSON, such as a
copy of PyPA's advisory database or an export of osv.dev, and every list of Safety's (`insecure.json`). It says how old the newest
of them is, for what is not in them is not found.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import VERSION_PATTERN, Version

CONSTRAINTS: Final = Path(__file__).parents[2] / "constraints.txt"
LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Leaves everything as it is written: a version 1.10 is no number."""
VERSION: Final = re.compile(VERSION_PATTERN, re.VERBOSE | re.IGNORECASE)
"""What is written otherwise was released before versions had one form."""


@dataclass(frozen=True)
class Advisory:
    """One hole in one library.

    Arguments:
        names: the record's id, then its other names.
        package: the library's name, as installers compare names.
        told: when the record was last changed.
        versions: versions that have the hole, one by one.
        ranges: the points at which it came in and was mended, as OSV writes them, range by range.
        specifiers: the versions that have it, as installers write them.
    """

    names: tuple[str, ...]
    package: str
    told: datetime
    versions: tuple[str, ...] = ()
    ranges: tuple[tuple[Mapping[str, str], ...], ...] = ()
    specifiers: tuple[str, ...] = ()

    def has(self, version: Version) -> bool:
        """Whether a version has the hole. Raises `ValueError` where a range holds what is no version."""
        return (
            any(version == Version(one) for one in self.versions if VERSION.fullmatch(one.strip()))
            or any(_covers(events, version) for events in self.ranges)
            or any(SpecifierSet(one).contains(version, prereleases=True) for one in self.specifiers)
        )

    @property
    def mended(self) -> tuple[str, ...]:
        """The versions that mend it; none where none is known."""
        return tuple(event["fixed"] for events in self.ranges for event in events if "fixed" in event)


def _covers(events: Iterable[Mapping[str, str]], version: Version) -> bool:
    """Whether a version lies where the hole had come in and was not yet mended."""
    points = sorted((Version(text), kind) for event in events for kind, text in event.items() if kind != "limit")
    is_in = False
    for point, kind in points:
        if kind == "introduced":
            is_in = is_in or point <= version
        elif point < version or (point == version and kind == "fixed"):
            is_in = False
    return is_in


def pins(text: str) -> list[tuple[str, Version]]:
    """The name and version on each line of constraints, whichever Python a line is for."""
    asked = map(Requirement, filter(None, (line.partition("#")[0].strip() for line in text.splitlines())))
    return [(canonicalize_name(one.name), Version(next(iter(one.specifier)).version)) for one in asked]


def advisories(folder: Path) -> Iterator[Advisory]:
    """Every advisory beneath a folder on a library of PyPI's, those that were withdrawn left out.

    Raises:
        ValueError: a record is not what its form asks for; the message names the file.
    """
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".json", ".yaml", ".yml"} or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
            found = json.loads(text) if path.suffix == ".json" else yaml.load(text, LOADER)  # noqa: S506 - it builds nothing but text
            if isinstance(found, dict) and "$meta" in found:
                yield from _listed(found)
            elif isinstance(found, dict) and "affected" in found and not found.get("withdrawn"):
                yield from _recorded(found)
        except (ValueError, KeyError, TypeError, yaml.YAMLError) as error:
            raise ValueError(f"{path} is no record that can be read: {type(error).__name__}, {error}") from error


def _recorded(record: dict[str, Any]) -> Iterator[Advisory]:
    """A record of OSV's, once for each library it speaks of."""
    told = datetime.fromisoformat(record["modified"])
    for one in record["affected"]:
        if one.get("package", {}).get("ecosystem") == "PyPI":
            yield Advisory(
                names=(record["id"], *record.get("aliases", ())),
                package=canonicalize_name(one["package"]["name"]),
                told=told if told.tzinfo else told.replace(tzinfo=UTC),
                versions=tuple(one.get("versions", ())),
                ranges=tuple(tuple(each["events"]) for each in one.get("ranges", ()) if each["type"] == "ECOSYSTEM"),
            )


def _listed(found: dict[str, Any]) -> Iterator[Advisory]:
    """A list of Safety's: library by library the versions that have a hole."""
    told = datetime.fromtimestamp(found.pop("$meta")["timestamp"], UTC)
    for name, specifiers in found.items():
        for one in specifiers:
            yield Advisory((f"{name} {one}",), canonicalize_name(name), told, specifiers=(one,))


def main(arguments: list[str]) -> int:
    """Says which pins have a hole that is known; returns 1 where one has, 2 where there is nothing to hold them against."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("Name a folder of advisories, such as a copy of PyPA's advisory database.\n")
        return 2
    try:
        known = list(advisories(Path(arguments[0])))
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if not known:
        sys.stderr.write(f"{arguments[0]} holds no advisories: JSON or YAML in the form of OSV, or Safety's insecure.json.\n")
        return 2
    ours = pins(CONSTRAINTS.read_text(encoding="utf-8"))
    told = {name for name, _ in ours} & {one.package for one in known}
    holes = [(name, version, one) for name, version in ours for one in known if one.package == name and one.has(version)]
    for name, version, one in holes:
        mended = f"mended in {', '.join(one.mended)}" if one.mended else "no version is known to mend it"
        sys.stdout.write(f"{name} {version}: {', '.join(one.names)}; {mended}\n")
    newest = max(one.told for one in known).date()
    sys.stdout.write(f"{len(known)} advisories, the newest of {newest}; {len(told)} libraries are in them; holes: {len(holes)}\n")
    return int(bool(holes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
