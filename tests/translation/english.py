"""What is still English where everything should be in the language that nobody speaks, and which file says it.

Every letter of a said text has an accent there. So two plain letters in a row are a text that cannot be translated, unless they
are a code: an id, a command one types, a path, an address.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from game.cli.main import COMMANDS as COMMANDS_OF_THE_DOOR
from game.core.decision import TOKENS
from game.core.outcome import MEASURES
from game.core.parameters import PARAMETERS
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.keeping import TRASH
from game.play.policy import policy_names
from game.scenario.compiler import load
from game.scenario.shipped import shipped_ids
from game.terminal.help import ALIASES, COMMANDS
from game.terminal.subject import OF_AGENCY, OF_OUTCOME, OF_PLACE, OF_TIE
from game.terminal.token import KINDS
from game.translation.catalogue import PSEUDO, VARIABLE, languages
from tests.translation.extraction import ROOT, tree_of

PENDING: Final[tuple[str, ...]] = ()
"""What is still being written so that it can be said in another language; a folder leaves this list and never comes back."""

_CODES: Final = (
    re.compile(r"https?://\S+|\S*/\S+/\S*"),  # addresses and paths
    re.compile(r"\b[A-Z]{2,4}-(?:[A-Z]\d*|\d+)\b|\bWP\d+\b|\bpp?\. ?\d+"),  # evidence, rule pages
    re.compile(r"`[^`⟦]*`"),  # what one types
    re.compile(r"\{\w+: [^⟦.]*\}|--[a-z-]+"),  # what a file holds, and options
    re.compile(r"\bwholeplace(?: \S+)*"),
    re.compile(r"“(?:nothing|nonsense|unity four)”"),  # what was typed, said back
    re.compile(r"\b[A-Z]+(?:_[A-Z]+)+"),  # variables of the environment
)
_PEOPLE: Final = frozenset({"Asha", "Ben"})
"""Who plays in the games that are shown."""

_SAYING: Final = frozenset({"say", "say_of", "say_many", "later"})
_KEYS: Final = (
    "agencies dilemmas outcomes events endings injects effects options then else title titl text seeds expect median ending",
    "measure from within equals min max because first_meeting listen pitch council tarns lowest highest mean",
)
"""Keys of a scenario and of a test of one, and names of the smallest place."""
_RUN: Final = re.compile(r"[A-Za-z]{2,}(?:[ '\u2019-]+[A-Za-z]+)*")


def codes_of(place: Place) -> frozenset[str]:
    """Words of a place and of the terminal that are codes: ids, and what one types."""
    usages = " ".join((*(usage for usage, _ in COMMANDS.values()), *(kind.usage for kind in KINDS)))
    words = {*COMMANDS, *ALIASES, *TOKENS, *re.findall("[A-Za-z]+", usages)}
    words |= {word for table in (OF_PLACE, OF_AGENCY, OF_TIE, OF_OUTCOME) for several in table.values() for word in several}
    ids = [one.id for several in (place.agencies, place.dilemmas, place.outcomes, place.events) for one in several]
    words |= {*ids, *(word for one in ids for word in one.split("_"))}
    words |= {option.id for one in place.dilemmas for option in one.options}
    return frozenset(words)


def _of_calls() -> frozenset[str]:
    """Words of commands that are codes: their names and options, and what an option can be."""
    words: set[str] = {
        *COMMANDS_OF_THE_DOOR,
        *re.findall("[a-z]+", " ".join(shipped_ids())),
        "version",
        "integer",
        "range",
        TRASH,
    }
    words |= {word for one in languages().values() for word in re.findall("[A-Za-z]+", one.name)}
    for name in COMMANDS_OF_THE_DOOR:
        for parameter in import_module(f"game.cli.{name}").command.params:
            chosen = parameter.type.choices if isinstance(parameter.type, click.Choice) else ()
            words |= {*chosen, *(word for one in chosen for word in re.findall("[A-Za-z]+", one)), parameter.name}
            words |= set(re.findall("[A-Za-z]+", " ".join(parameter.opts)))
            words |= set(re.findall("[A-Za-z]+", parameter.make_metavar(click.Context(click.Command("")))))
    return frozenset(words)


def _of_a_design() -> frozenset[str]:
    """Words that are codes to whoever writes a place, and words of the game to whoever plays it: names of the model, and keys."""
    named = [*VARIABLES, *PARAMETERS, *MEASURES, *TOKENS, *policy_names(), *_KEYS]
    for place in map(load, shipped_ids()):
        named += [*place.flags, *(ending.id for ending in place.endings), *(trace.id for trace in place.traces)]
        named += [terms.id for terms in place.promises]
        named += [option.id for dilemma in place.dilemmas for option in dilemma.options]
    return frozenset(word for name in named for word in re.findall("[A-Za-z]{2,}", name))


def left(text: str, known: Collection[str] = ()) -> list[str]:
    """The runs of plain words that are left in a text, codes apart, each once."""
    for code in _CODES:
        text = code.sub(" ", text)
    found = dict.fromkeys(run[0] for run in _RUN.finditer(text))
    return [run for run in found if any(word not in known for word in re.findall(r"[A-Za-z]{2,}", run))]


def in_pseudo(*asked: str) -> list[tuple[str, str]]:
    """What `python -m tests.translation` prints in a process of its own, which has no saved games and speaks that language."""
    call = [sys.executable, "-m", "tests.translation", *asked]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, VARIABLE: PSEUDO, "WHOLEPLACE_HOME": home, "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
        done = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return [(where, text) for where, text in map(json.loads, done.stdout.splitlines())]


def left_of(face: str) -> dict[str, str]:
    """What is English in what a face shows in the language that nobody speaks: each run of words, with where it was first met."""
    known = _PEOPLE.union(_of_calls(), *(codes_of(load(name)) for name in shipped_ids()))
    if face == "designing":
        known |= _of_a_design()
    found: dict[str, str] = {}
    for where, text in in_pseudo("--shown", face):
        for run in left(text, known):
            found.setdefault(run, where)
    return found


def by_file(runs: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The runs by the file of the game that holds one in a text which is not said; the empty name where none does.

    A run is put to one file, the one with the shortest text that holds it: a run of one word stands in many.
    """
    found: dict[str, dict[str, str]] = {}
    for run, where in runs.items():
        found.setdefault(next(iter(holders(run)), ""), {})[run] = where
    return dict(sorted(found.items()))


def holders(run: str) -> list[str]:
    """The files of the game that hold a run of words in a text which is not said, the one with the shortest such text first."""
    whole = re.compile(rf"(?<![A-Za-z]){re.escape(run)}(?![A-Za-z])")
    found = sorted((len(text), file) for file, text in _unsaid() if whole.search(text))
    return list(dict.fromkeys(file for _, file in found))


@cache
def _unsaid() -> tuple[tuple[str, str], ...]:
    return tuple(_unsaid_texts(ROOT / "game"))


def _unsaid_texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        tree = tree_of(path)
        said = {
            id(inner)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _SAYING
            for argument in call.args
            for inner in ast.walk(argument)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                said.add(id(node.value))  # a docstring
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                yield file, node.value
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
