"""The schema in use: completions and marks of the language server that editors run, and a validator in a build.

Both are fetched into a temporary folder. Where npm is missing the server's tests are passed over; `.ci/run` sees to it that it
is not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.bench.new_place import template
from game.core.effects import EFFECTS
from game.scenario import rules
from game.scenario.editor import schema_json
from game.scenario.effect import written_fields
from game.scenario.shipped import FILE, shipped_ids, shipped_root
from tests.editor.server import YamlServer

pytestmark = pytest.mark.slow

SERVER = "yaml-language-server@1.25"
# Kinds of fault that a schema can see: keys and values of the wrong kind or number.
SEEN_BY_SCHEMA = ("WP201", "WP202", "WP203", "WP204", "WP205", "WP207", "WP208")
HEAD = "format: 1\ntitle: A place\nturns: 4\nseat: council\n"


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schema, in a file."""
    path = tmp_path_factory.mktemp("schema") / "scenario.schema.json"
    path.write_text(json.dumps(schema_json()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server(schema: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[YamlServer]:
    """The language server, running."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is missing, and with it the language server that editors run")
    folder = tmp_path_factory.mktemp("server")
    subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", SERVER], cwd=folder, check=True, timeout=300)
    work = tmp_path_factory.mktemp("work")
    with YamlServer(folder / "node_modules" / ".bin" / "yaml-language-server", schema, work) as running:
        yield running


@pytest.fixture(scope="module")
def validate(schema: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """check-jsonschema, as a function from a file to its exit code and what it says."""
    folder = tmp_path_factory.mktemp("validator")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(folder)]
    subprocess.run([*install, "check-jsonschema>=0.29"], check=True, timeout=300, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(folder)}

    def run(file: Path) -> tuple[int, str]:
        call = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(file)]
        done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False, timeout=120)
        return done.returncode, done.stdout + done.stderr

    return run


class TestCompletion:
    """What an editor offers while one writes."""

    def test_keys_of_a_place(self, server: YamlServer) -> None:
        """At the margin every key of a place that is not there yet is offered, each with what it means."""
        offered = server.completions("top.yaml", f"{HEAD}|")
        assert {"agencies", "outcomes", "dilemmas", "endings", "sources", "parameters"} <= set(offered)
        assert "turns" not in offered
        assert "organisations at the table" in offered["agencies"]

    def test_keys_of_a_dilemma(self, server: YamlServer) -> None:
        """In a dilemma its keys are offered, and no other's."""
        offered = server.completions("dilemma.yaml", f"{HEAD}dilemmas:\n  first:\n    title: First\n    |")
        assert {"text", "at", "from", "to", "when", "options", "priority", "concept", "real"} <= set(offered)
        assert not {"budget", "chance", "agencies"} & set(offered)

    def test_effects_by_their_first_key(self, server: YamlServer) -> None:
        """Where an effect begins, every effect is offered; keys of single effects are not."""
        text = f"{HEAD}events:\n  storm:\n    title: Storm\n    at: 2\n    effects:\n      - |"
        offered = server.completions("effects.yaml", text)
        assert set(EFFECTS) <= set(offered)
        assert not {"between", "due", "by"} & set(offered)

    @pytest.mark.parametrize("effect", ["change", "promise", "after", "grant"])
    def test_keys_of_one_effect(self, server: YamlServer, effect: str) -> None:
        """Behind its first key an effect's own keys are offered, all of them and no other effect's."""
        first = {"change": "energy", "promise": "A visit", "after": "2", "grant": "1000"}[effect]
        lead = f"{HEAD}events:\n  storm:\n    title: Storm\n    at: 2\n    effects:\n      - {effect}: {first}\n"
        offered = server.completions(f"{effect}.yaml", f"{lead}        |")
        own = {field.key for field in written_fields(effect)} - {effect}
        assert own <= set(offered)
        assert not set(offered) & (set(EFFECTS) - own)

    def test_where_one_of_a_few_words_must_stand_those_are_offered(self, server: YamlServer) -> None:
        """Where one of a few words must stand, those are offered."""
        text = f"{HEAD}events:\n  storm:\n    title: Storm\n    at: 2\n    effects:\n      - change: |"
        assert {"energy", "control", "purpose"} <= set(server.completions("words.yaml", text))
        assert {"energy", "pot"} <= set(server.completions("levels.yaml", f"{HEAD}levels:\n  |"))


class TestMarks:
    """What an editor marks as wrong."""

    def test_the_template_is_clean(self, server: YamlServer) -> None:
        """What `new` writes has no mark."""
        assert server.diagnostics("new.yaml", template()) == []

    @pytest.mark.parametrize("scenario", shipped_ids())
    def test_shipped_places_are_clean(self, server: YamlServer, scenario: str) -> None:
        """A place that comes with the game has no mark."""
        text = (shipped_root() / scenario / FILE).read_text(encoding="utf-8")
        assert [one["message"] for one in server.diagnostics(f"{scenario}.yaml", text)] == []

    @pytest.mark.parametrize("code", SEEN_BY_SCHEMA)
    def test_what_a_schema_can_see_is_marked(self, server: YamlServer, code: str) -> None:
        """The broken example of each page about keys and kinds is marked, and its repair is not."""
        broken, repaired = rules.page(code).example("Broken"), rules.page(code).example("Repaired")
        assert broken
        assert repaired
        marks = server.diagnostics(f"broken-{code}.yaml", broken.text)
        assert marks
        assert server.diagnostics(f"repaired-{code}.yaml", repaired.text) == []


class TestValidator:
    """The schema with a validator that knows nothing of the game."""

    def test_sound_files_pass(self, validate: Any, tmp_path: Path) -> None:
        """What `new` writes and what comes with the game validates."""
        file = tmp_path / "new.yaml"
        file.write_text(template(), encoding="utf-8")
        for one in [file, *(shipped_root() / scenario / FILE for scenario in shipped_ids())]:
            code, told = validate(one)
            assert code == 0, told

    @pytest.mark.parametrize("code", SEEN_BY_SCHEMA)
    def test_broken_examples_fail(self, validate: Any, tmp_path: Path, code: str) -> None:
        """The broken example of each page about keys and kinds does not validate, and its repair does."""
        for title, expected in (("Broken", 1), ("Repaired", 0)):
            example = rules.page(code).example(title)  # type: ignore[arg-type] # one of the two
            assert example
            file = tmp_path / f"{title}.yaml"
            file.write_text(example.text, encoding="utf-8")
            assert validate(file)[0] == expected, (code, title)
