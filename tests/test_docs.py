"""The pages and the picture that follow from the code are those that the code writes today."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType

import pygame
import pytest

from game.cli.main import main
from tests.picture import painted
from tests.places.shipped import barnet
from tests.terminal.script import play

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
    """The README's picture is what the window shows today, pixel by pixel."""
    pictures = script("pictures")
    name, surface = next(pictures.pictures())
    kept = pygame.image.load(pictures.PICTURES / f"{name}.png")
    assert name == "quarter"
    assert painted(kept) == painted(surface), "out of date: run make pictures"


@pytest.mark.parametrize("page", sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]))
def test_links_lead_somewhere(page: str) -> None:
    """Every link from a page to a file of the project leads to a file that is there, and to a heading that it has."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for target, heading in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", text):
        if "://" not in target:
            led = (ROOT / page).parent / target if target else ROOT / page
            assert led.exists(), target
            assert not heading or heading in headings(led), f"{target}#{heading}"


def headings(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    plain = (re.sub(r"[^\w -]", "", heading.lower()) for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE))
    return {heading.strip().replace(" ", "-") for heading in plain}


def test_files_that_are_named_are_there() -> None:
    """Every file or folder of the project that a page names in backquotes is there; `WPnnn` stands for any code."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "scenarios").rglob("*.md"), *DOCS.rglob("*.md")]
    folders = "game|tests|docs|benchmarks|scenarios|assets|\\.ci"
    named = [
        (page.name, name)
        for page in pages
        for name in re.findall(rf"`((?:{folders})/[\w./-]+)`", page.read_text(encoding="utf-8"))
        if "WPnnn" not in name and not (page.parent == DOCS / "explanation" and name == "tests/history.yaml")  # of a place
    ]
    assert len(named) > 50
    assert [f"{page}: {name}" for page, name in named if not (ROOT / name).exists()] == []


def test_the_tutorial_is_true() -> None:
    """Typing what the tutorial says brings the screens that it shows, line for line and in that order."""
    text = (DOCS / "tutorials" / "first-quarter.md").read_text(encoding="utf-8")
    told = [line.rstrip() for box in re.findall(r"```text\n(.*?)```", text, re.DOTALL) for line in box.splitlines()]
    typed = [line.partition("> ")[2] for line in told if re.match(r"(Enter|Your choice|Token|All placed)[^>]*> .", line)]
    tape = play(["", "", *typed], barnet(), 3, is_taught=False)
    lines = iter([line.rstrip() for line in tape.text.splitlines()])
    for line in told:
        assert not line or line == "..." or line in lines, f"“{line}” is not on the screen, or not there"


class TestWriteAPlace:
    """The tutorial for designers, done word for word: files changed as it says, commands typed as they stand."""

    PAGE = DOCS / "tutorials" / "write-a-place.md"
    _IN_PLACE = re.compile(r"(In place of|Below) `([^`]+)`, (?:write|add):\s*$")
    _AT_END = re.compile(r"At the end of the file, add:\s*$")
    _NEW_FILE = re.compile(r"make a file `([^`]+)` with\s*$")

    @pytest.mark.slow
    def test_every_command_shows_what_the_page_shows(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Each box of output is on the screen, line for line and in that order; `...` stands for lines that are left out."""
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("COLUMNS", "100")  # as wide as messages are where there is room
        text = self.PAGE.read_text(encoding="utf-8")
        shown: list[str] = []
        position = n_commands = 0
        for box in re.finditer(r"```(sh|yaml|text)\n(.*?)```", text, re.DOTALL):
            lead, position = text[position : box.start()], box.end()
            if box[1] == "sh":
                main(shlex.split(box[2].strip().removeprefix("wholeplace")))
                screen = capsys.readouterr()
                shown = re.sub(r"\(\d+ ms\)", "(20 ms)", screen.out + screen.err).splitlines()
                n_commands += 1
            elif box[1] == "yaml":
                self.change(lead, box[2])
            else:
                self.compare(box[2].splitlines(), shown)
        assert n_commands >= 10

    def change(self, lead: str, written: str) -> None:
        """Does to the file what the sentence before a box says."""
        file = Path("my_place") / "scenario.yaml"
        if new := self._NEW_FILE.search(lead):
            Path(new[1]).write_text(written, encoding="utf-8")
            return
        lines = file.read_text(encoding="utf-8").splitlines()
        if place := self._IN_PLACE.search(lead):
            assert lines.count(place[2]) == 1, f"“{place[2]}” is not there once"
            number = lines.index(place[2])
            kept = [lines[number]] if place[1] == "Below" else []
            lines[number : number + 1] = [*kept, *written.splitlines()]
        else:
            assert self._AT_END.search(lead), f"the page does not say where this belongs:\n{written}"
            lines += written.splitlines()
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def compare(self, told: list[str], shown: list[str]) -> None:
        """Holds a box against the screen: without gaps, but where the box has `...`."""
        at, has_gap = 0, False
        for line in told:
            if line == "...":
                has_gap = True
                continue
            if has_gap:
                assert line in shown[at:], f"“{line}” is not on the screen, or not there"
                at = shown.index(line, at)
            assert shown[at : at + 1] == [line]
            at, has_gap = at + 1, False
        assert has_gap or at == len(shown)
