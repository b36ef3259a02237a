"""Other interpreters and other versions of numpy, each in an environment of its own that is made for the occasion."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
VERSIONS: Final = ("3.11", "3.12", "3.13", "3.14", "3.15")
NEEDED: Final = ("pydantic", "pyyaml")
"""What the reference playthroughs import, besides numpy."""


@dataclass(frozen=True)
class Environment:
    """An interpreter and what numpy it is to have; `numpy` is a requirement, as installers read it."""

    python: str
    numpy: str

    def __str__(self) -> str:
        return f"{Path(self.python).name}, {self.numpy}"

    def make(self, folder: Path) -> str:
        """Makes the environment in a folder and returns its interpreter. Raises `CalledProcessError` with what was printed."""
        python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        run([self.python, "-m", "venv", "--clear", str(folder)])
        constraints = folder / "constraints.txt"
        pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        constraints.write_text("\n".join(pin for pin in pins if not pin.startswith("numpy==")), encoding="utf-8")
        options = ["--quiet", "--disable-pip-version-check", "--only-binary=:all:", "--constraint", str(constraints)]
        run([str(python), "-m", "pip", "install", *options, self.numpy, *NEEDED])
        return str(python)


def run(command: list[str], more: Mapping[str, str] | None = None) -> str:
    """Runs a command in the project's folder and returns what it printed. Raises `CalledProcessError`."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    done = subprocess.run(
        command, cwd=ROOT, env={**environment, **(more or {})}, check=False, capture_output=True, text=True, timeout=600
    )
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return done.stdout


def check(python: str, more: Mapping[str, str] | None = None) -> str:
    """Has an interpreter play the reference playthroughs, and returns what it says. Raises if they differ."""
    return run([python, "-m", "tests.portability", "--check"], more)


def allowed() -> tuple[str, str]:
    """The oldest numpy that `pyproject.toml` allows, and all that it allows, as requirements."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [wanted] = [one for one in project["dependencies"] if re.match(r"numpy\b", one)]
    oldest = re.search(r">=([0-9.]+)", wanted)
    assert oldest is not None, wanted
    return f"numpy=={oldest[1]}", wanted


def find_python(version: str) -> str | None:
    """An interpreter of that version: this one, or one on the path, or one that pyenv keeps; None where there is none."""
    if version == "{}.{}".format(*sys.version_info):
        return sys.executable
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    paths = (folder / f"python{version}" for folder in (*folders, *sorted(kept.glob("*/bin"), reverse=True)))
    return next((str(path) for path in paths if path.exists() and _has_venv(str(path))), None)


def _has_venv(python: str) -> bool:
    try:
        run([python, "-c", "import ensurepip, venv"])
    except (OSError, subprocess.SubprocessError):
        return False  # a name that leads to no interpreter, or to one that cannot make an environment
    return True


def environments() -> Iterator[Environment]:
    """The oldest numpy on this interpreter, and the newest on every one that can be found."""
    oldest, any_of_them = allowed()
    yield Environment(sys.executable, oldest)
    for python in filter(None, map(find_python, VERSIONS)):
        yield Environment(python, any_of_them)


def dispensable_features() -> str:
    """The features of this processor that numpy found and can do without, as it wants to be told of them."""
    inside: Any = import_module("numpy._core._multiarray_umath")
    return " ".join(name for name in inside.__cpu_dispatch__ if inside.__cpu_features__[name])
