"""A new place: the smallest scenario that plays, with notes, written where nothing is yet."""

from __future__ import annotations

import json
from contextlib import suppress
from importlib import resources
from pathlib import Path

from game.bench.cases import FOLDER
from game.play.disk import REAL_DISK
from game.play.writing import publish
from game.scenario.editor import schema_json
from game.scenario.shipped import FILE

SCHEMA: str = "scenario.schema.json"
_MODELINE = f"# yaml-language-server: $schema={SCHEMA}\n"
_TEST = """format: 1
title: Asking first is not forgotten
policy: random
seeds: {from: 1, runs: 20}
decisions:
  1: {choices: {first_meeting: listen}}
expect:
  - {measure: "purpose(police, council)", at: 1, from: 1, min: 0.01, share: 0.75, because: They were asked.}
"""


def template() -> str:
    """The text of the smallest scenario that plays, with notes."""
    return resources.files("game.bench").joinpath("template.yaml").read_text(encoding="utf-8")


def write_new(path: Path) -> list[Path]:
    """Writes a new place and gives the files that were written.

    A path that ends in `.yaml` or `.yml` is the file; any other is a folder for the place, its schema and its first test.

    Raises:
        FileExistsError: something is there already, which is left as it is; its `filename` says what.
        OSError: the place cannot be written to.
    """
    if path.suffix in (".yaml", ".yml"):
        files = {path: template()}
    else:
        files = {
            path / FILE: _MODELINE + template(),
            path / SCHEMA: json.dumps(schema_json(), indent=1) + "\n",
            path / FOLDER / "first.yaml": _TEST,
        }
    for file in files:
        if file.exists():
            raise FileExistsError(17, "is there already", str(file))
    written: list[Path] = []
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            publish(REAL_DISK, file, text.encode())
            written.append(file)
    except OSError:
        # Half a place would be in the way of trying again.
        for file in written:
            with suppress(OSError):
                file.unlink()
        raise
    return written
