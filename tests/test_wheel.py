"""What is inside the wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from game.scenario.shipped import asset_root, shipped_root

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel built now."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--wheel-dir", str(folder)]
    command = [sys.executable, "-m", "pip", "wheel", *options, str(ROOT)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr
    [wheel] = folder.glob("wholeplace-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def below(folder: Path, pattern: str = "*") -> set[str]:
    """The files below a folder, by their paths from there, without what running leaves behind."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.slow
def test_holds_the_whole_game_and_nothing_else(names: set[str]) -> None:
    """Code, rule pages, places and assets are all there, and beside them only what describes the package."""
    expected = {f"game/{name}" for name in below(ROOT / "game")}
    expected |= {f"game/_shipped/scenarios/{name}" for name in below(shipped_root())}
    expected |= {f"game/_shipped/assets/{name}" for name in below(asset_root())}
    assert any(name.startswith("game/scenario/rules/") and name.endswith(".md") for name in expected)
    assert {name for name in names if ".dist-info/" not in name} == expected
