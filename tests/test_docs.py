"""The pages and the picture that follow from the code are those that the code writes today."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.terminal.script import barnet, play

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def script(name: str) -> ModuleType:
    """A script of the docs folder, as a module."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_reference_pages_are_current() -> None:
    """Each reference page is what `make docs` would write."""
    for name, text in script("build").pages():
        assert (DOCS / "reference" / name).read_text(encoding="utf-8") == text, f"{name} is out of date: run make docs"


def test_the_picture_is_current() -> None:
    """The README's picture shows what the game prints today."""
    picture = script("picture")
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.drawn(picture.played()), "out of date: run make docs"


@pytest.mark.parametrize("page", sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]))
def test_links_lead_somewhere(page: str) -> None:
    """Every link from a page to a file of the project leads to a file that is there."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (ROOT / page).parent.joinpath(target).exists(), target


def test_the_tutorial_is_true() -> None:
    """Typing what the tutorial says brings the screens that it shows, line for line and in that order."""
    text = (DOCS / "tutorials" / "first-quarter.md").read_text(encoding="utf-8")
    told = [line.rstrip() for box in re.findall(r"```text\n(.*?)```", text, re.DOTALL) for line in box.splitlines()]
    typed = [line.partition("> ")[2] for line in told if re.match(r"(Enter|Your choice|Token|All placed)[^>]*> .", line)]
    tape = play(["", "", *typed], barnet(), 3, is_taught=False)
    lines = iter([line.rstrip() for line in tape.text.splitlines()])
    for line in told:
        assert not line or line == "..." or line in lines, f"“{line}” is not on the screen, or not there"
