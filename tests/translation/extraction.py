"""Every text of the interface, found where it stands: in calls of Python, in templates, and in the tables that faces show.

`say`, `say_of`, `say_many`, `later` and `count` are known by name. Only what is called by its bare name counts: `window.say` is
something else. Tables that nobody marks (variables, parameters, rules, rule pages, commands) are walked.
"""

from __future__ import annotations

import ast
import gc
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click
import jinja2
from jinja2 import nodes

from game.cli.language import LIBRARY_COUNTS, paragraphs
from game.cli.main import COMMANDS, front_door
from game.core.effects import EFFECTS
from game.core.effects import kind as core_kind
from game.core.effects.kind import Kind
from game.core.parameters import PARAMETERS
from game.core.variables import VARIABLES
from game.scenario import kind as scenario_kind
from game.scenario.editor import schema_json
from game.scenario.rules import pages
from game.translation.catalogue import OWN_NAME, REVIEWED
from game.words.cause import rules
from game.words.glossary import GLOSSARY
from game.words.measure import MEASURES

ROOT: Final = Path(__file__).resolve().parents[2]
TEMPLATES: Final = ("game/workshop/templates", "game/debrief/templates")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text of the interface: the file it stands in, its English, its form for many, and what it is said of."""

    file: str
    one: str
    many: str = ""
    of: str = ""


def texts() -> list[Text]:
    """Every text of the interface, in the order of the files."""
    found = {text for text in (*of_python(), *of_templates(), *of_tables()) if text.one.strip()}
    return sorted(found)


def tree_of(path: Path) -> ast.Module:
    """A file of Python as a tree.

    Rubbish is not collected meanwhile: in Python 3.11 whatever that runs can upset the count of a tree's depth
    ("AST constructor recursion depth mismatch").
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(path.read_text("utf-8"))
    finally:
        if was_on:
            gc.enable()


def of_python(folder: Path = ROOT / "game") -> Iterator[Text]:
    """The texts that Python says."""
    for path in sorted(folder.rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                read = _values if node.func.id == "later" else _literals
                yield from _called(file, node.func.id, [read(argument) for argument in node.args])


def of_templates() -> Iterator[Text]:
    """The texts that the templates of the workshop and of the debrief say."""
    reading = jinja2.Environment(autoescape=True)
    for path in (one for folder in TEMPLATES for one in sorted((ROOT / folder).glob("*.html"))):
        file = path.relative_to(ROOT).as_posix()
        for node in reading.parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(node.node, nodes.Name):
                yield from _called(file, node.node.name, [_constants(argument) for argument in node.args])


def of_tables() -> Iterator[Text]:
    """The texts of tables that are shown, and that their own file does not mark."""
    for variable in VARIABLES.values():
        yield Text("game/core/variables.py", variable.text)
    for parameter in PARAMETERS.values():
        yield from (Text("game/core/parameters.py", text) for text in (parameter.text, *_notes(parameter.source)))
    for rule in rules().values():
        told = (rule.text, rule.name.replace("_", " "), *_notes(rule.source))
        yield from (Text(_file_of(rule.compute), text) for text in told)
    for module in (core_kind, scenario_kind):
        for one in vars(module).values():
            if isinstance(one, Kind):
                yield Text(_file_of(module), one.text)
    for effect in EFFECTS.values():
        yield Text(_file_of(effect), (effect.__doc__ or effect.key).strip().splitlines()[0])
    yield from _of_pages()
    yield from _of_schema()
    yield from _of_words()
    for of, text in (OWN_NAME, REVIEWED):
        yield Text("game/translation/catalogue.py", text, of=of)
    yield from _of_commands()


def _notes(source: str) -> list[str]:
    """What is said of where a number comes from, without sections and ids."""
    return [part for part in source.split("; ") if not part.startswith("§")]


def _of_schema() -> Iterator[Text]:
    known = {*(one.text for one in VARIABLES.values()), *(one.text for one in PARAMETERS.values())}
    for text in descriptions(schema_json()):
        if text not in known and " Here: " not in text:  # put together of two that stand there as well
            yield Text("game/scenario/editor.py", text)


def descriptions(part: Any) -> Iterator[str]:
    """The descriptions that stand in a JSON Schema, however deep."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from [value] if key == "description" and isinstance(value, str) else descriptions(value)
    elif isinstance(part, list):
        for one in part:
            yield from descriptions(one)


def _of_words() -> Iterator[Text]:
    for term in GLOSSARY:
        yield from (Text("game/words/glossary.py", text) for text in (term.word, term.meaning, *term.also))
    for measure in MEASURES.values():
        yield from (Text("game/words/measure.py", text) for text in (measure.english, measure.line))


def _of_pages() -> Iterator[Text]:
    for page in pages():
        file = f"game/scenario/rules/{page.code}-{page.name}.md"
        yield from (Text(file, text) for text in (page.summary, page.found, page.expected, page.help))


def _of_commands() -> Iterator[Text]:
    for text in COMMANDS.values():
        yield Text("game/cli/main.py", text)
    for one, many in LIBRARY_COUNTS:
        yield Text("game/cli/language.py", one, many)
    yield from _of_command("game/cli/main.py", front_door)
    for name in COMMANDS:
        yield from _of_command(f"game/cli/{name}.py", import_module(f"game.cli.{name}").command)


def _of_command(file: str, command: click.Command) -> Iterator[Text]:
    for text in (command.help, command.epilog, *(getattr(parameter, "help", "") for parameter in command.params)):
        yield from (Text(file, one) for one in paragraphs(text))


def _file_of(what: Callable[..., Any] | object) -> str:
    return Path(inspect.getsourcefile(inspect.unwrap(what) if callable(what) else what) or "").relative_to(ROOT).as_posix()  # type: ignore[arg-type]


def _called(file: str, name: str, given: list[list[str]]) -> Iterator[Text]:
    """The texts of one call."""
    match name, given:
        case "say" | "later", [ones, *_]:
            yield from (Text(file, one) for one in ones)
        case "say_of", [ofs, ones, *_]:
            yield from (Text(file, one, of=of) for of in ofs for one in ones)
        case "say_many", [_, ones, manys, *_]:
            yield from (Text(file, one, many) for one, many in zip(ones, manys, strict=True))
        case "count", [_, ones, *more]:
            manys = more[0] if more and more[0] else [f"{one}s" for one in ones]
            yield from (
                Text(file, f"{{number}} {one}", f"{{number}} {many}") for one, many in zip(ones, manys, strict=True) if one
            )
        case _:
            pass


def _literals(node: ast.expr) -> list[str]:
    """The texts that an argument can be, as far as they stand there."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=one, orelse=other):
            return [*_literals(one), *_literals(other)]
        case _:
            return []


def _values(node: ast.expr) -> list[str]:
    """The texts that stand as values in a table, however deep; its keys are none."""
    match node:
        case ast.Dict(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Call(args=parts):
            return [text for part in parts for text in _values(part)]
        case _:
            return _literals(node)


def _constants(node: nodes.Node) -> list[str]:
    match node:
        case nodes.Const(value=str(text)):
            return [text]
        case nodes.CondExpr(expr1=one, expr2=nodes.Node() as other):
            return [*_constants(one), *_constants(other)]
        case _:
            return []
