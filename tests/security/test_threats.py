"""The threat model names a test for each thing that somebody could try, and each of those tests is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "security.md"


def answers_in(path: Path) -> set[str]:
    """The tests of a file, those of a class as `Class.test`."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
    return {name for name in found if name.rpartition(".")[2].startswith("test_")}


def test_every_answer_is_a_test() -> None:
    """Each row of the tables names a file and a test in it, or says plainly that nothing stops it."""
    rows = re.findall(r"^\| (?!what they|---)(.+?) \| (.+?) \| (.+?) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) >= 30
    for threat, answer, proof in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`: `([\w.]+)`", proof)
        assert named or proof == "not stopped", threat
        assert answer
        for file, test in named:
            assert test in answers_in(ROOT / file), f"{threat}: {file} has no {test}"


def test_everybody_who_could_try_something_has_a_part() -> None:
    """A participant, another table, somebody on the network, a scenario's author, a save's author: each has its table."""
    text = PAGE.read_text(encoding="utf-8")
    for who in ("participant", "another table", "Wi-Fi", "author of a scenario", "author of a saved game"):
        assert re.search(rf"^## .*{who}", text, re.MULTILINE | re.IGNORECASE), who
