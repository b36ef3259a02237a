"""The rules of the house that no tool knows."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.portability.environment import VERSIONS

ROOT = Path(__file__).resolve().parent.parent
LEFT_BEHIND = {"build", "dist", "__pycache__"}
MOST_LINES = 450

# In pieces, so that this file does not find itself.
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "registry." + "yarnpkg",
    "proxy." + "golang",
    "conda." + "anaconda",
    "arti" + "factory",
    "index" + "-url",
    "find" + "-links",
]
MACHINE = r"(?<![\w.$}])/(?:" + "|".join(["wo" + "rk", "tm" + "p", "fa" + "rm", "ro" + "ot", "op" + "t"]) + r")/\w"
FORBIDDEN = re.compile("|".join([*(re.escape(host) for host in HOSTS), MACHINE]))


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or would be, in the repository; without git, every file that nothing leaves behind."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not is_left_behind(path)]
    else:
        found = [ROOT / name for name in listed.split("\0") if name]
    return tuple(sorted(path for path in found if path.is_file()))


def is_left_behind(path: Path) -> bool:
    """Whether a file is of the kind that `.gitignore` names."""
    parts = path.relative_to(ROOT).parts[:-1]
    return any(part in LEFT_BEHIND or (part.startswith(".") and part != ".ci") for part in parts)


def python(folder: str) -> list[Path]:
    """The Python files of a top folder."""
    return [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] == folder]


TOP = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "SECURITY.md", "constraints.txt", "pyproject.toml"}
"""The files beside the folders; those that begin with a dot are the tools'."""


def test_nothing_lies_about() -> None:
    """What somebody wrote while trying a command is not in the project."""
    top = {path.name for path in files() if path.parent == ROOT and not path.name.startswith(".")}
    assert top == TOP


def test_the_house_is_seen() -> None:
    """The tests below look at the files they mean to look at."""
    names = {path.relative_to(ROOT).as_posix() for path in files()}
    assert {"pyproject.toml", "game/cli/main.py", "tests/test_house.py", ".ci/run"} <= names
    assert not {name for name in names if name.startswith((".venv/", ".git/"))}


def test_no_registry_and_no_machine_in_any_file() -> None:
    """No file names a package registry or a path of the machine it was written on."""
    found = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        for number, line in enumerate(text.splitlines(), 1):
            if FORBIDDEN.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


@pytest.mark.parametrize(
    "line", ["see https://pypi" + ".org/p", "cd /wo" + "rk/main", 'Path("/tm' + 'p/x")', "--extra-index" + "-url=x"]
)
def test_the_pattern_finds(line: str) -> None:
    """The pattern for registries and machine paths finds what it should."""
    assert FORBIDDEN.search(line)


@pytest.mark.parametrize("line", ["joint/wo" + "rk/effort", '"$scratch/dist"', "${TMPDIR:-/var}/tm" + "p/x"])
def test_the_pattern_spares(line: str) -> None:
    """The pattern for registries and machine paths leaves alone what only looks like one."""
    assert not FORBIDDEN.search(line)


def test_files_read_in_one_sitting() -> None:
    """No Python file is longer than 450 lines, in the game or beside it."""
    found = [path for path in files() if path.suffix == ".py"]
    lines = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8").count("\n") for path in found}
    long = {name: number for name, number in lines.items() if number > MOST_LINES}
    assert long == {}


def test_every_test_says_what_holds() -> None:
    """Every test has a docstring."""
    silent = []
    for path in python("tests"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or not node.name.startswith("test_"):
                continue
            if not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert silent == []


def test_constraints_are_names_and_versions() -> None:
    """`constraints.txt` holds lines `name==version` only, some for some Pythons, sorted, and one for every direct dependency."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    form = r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*(; python_version (<|>=) \"3\.[0-9]+\")?"
    assert [line for line in lines if not re.fullmatch(form, line)] == []
    pinned = [plain(line.split("==")[0]) for line in lines]
    assert pinned == sorted(pinned)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    assert {plain(re.split(r"[<>=!~;\[ ]", one)[0]) for one in asked} - set(pinned) == set()


def test_the_same_pythons_are_named_everywhere() -> None:
    """What looks for a Python, what is played on every one, and what the package says of itself name the same versions."""
    shell = re.findall(
        r"(?<=python)3\.\d+", " ".join(re.findall(r"^PYTHONS := .*", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    )
    gate = re.findall(r"(?<=python)3\.\d+", " ".join(re.findall(r"for name in .*", (ROOT / ".ci" / "run").read_text("utf-8"))))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = [one.rpartition(" ")[2] for one in project["classifiers"] if re.search(r":: 3\.\d+$", one)]
    assert shell == gate == told == list(VERSIONS)


def plain(name: str) -> str:
    """A distribution's name as installers compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
