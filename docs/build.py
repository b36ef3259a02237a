"""Writes the reference pages that follow from the code: `python docs/build.py` (or `make docs`).

What an author may write, what the model computes and what a diagnostic means are declared once, in the code; these pages are
those declarations laid out for reading. A test holds the committed pages to what this writes.
"""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from game.core.effects import EFFECTS
from game.core.effects.kind import EXPRESSION
from game.core.observe import OF_THE_LEAD
from game.core.parameters import PARAMETERS, SIZES, UNITS, Parameter
from game.core.rule import Rule
from game.core.variables import VARIABLES, Variable
from game.scenario import rules, schema, shape, told
from game.scenario.effect import written_fields
from game.scenario.kind import ICON, ICONS, expected
from game.scenario.vocabulary import QUESTIONS
from game.scenario.written import Written
from game.words.glossary import GLOSSARY

REFERENCE = Path(__file__).parent / "reference"
ROOT = Path(__file__).parents[1]
_PARTS = ("members", "board", "losses", "succession")
PHASES = ("say", "do", "dives", "joint", "trust", "heat", "share", "strands", "count", "learn", "chance", *_PARTS)
_MODEL_HEAD = """The story that these add up to is told in [the model explained](../explanation/model.md).
All numbers are illustrative; `assumption` means that no source gives the number.
"""
_PARAMETERS_HEAD = """## Parameters

The range is what a place or a user may lay over a value. Every assumption but those that the game's rules fix is also tried from
three quarters to five quarters of its value. A share of what is missing, of what there is or of the way is what a cause moves in
a quarter (or when it happens) if it is felt in full; a level is from 0 to 1.
"""
_LANGUAGE_HEAD = """One YAML file is a place. Required keys are marked *. Anchors, tags and duplicate keys are refused;
`no`, `on`, dates and times stay text. An id is small letters, digits and _, begins with a letter and has at most 40 characters.
"""
_LINE = "Written by `docs/build.py` from the code; change it there.\n"


def main() -> None:
    """Writes every page."""
    for name, text in pages():
        (REFERENCE / name).write_text(text, encoding="utf-8")


def pages() -> Iterator[tuple[str, str]]:
    """The name and text of every page."""
    yield "model.md", _model()
    yield "language.md", _language()
    yield "diagnostics.md", _diagnostics()
    yield "glossary.md", _glossary()
    yield "files.md", _files()


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [_row(head), _row("---" for _ in head)] if (head := list(head)) else []
    return "\n".join([*lines, *(_row(row) for row in rows)]) + "\n"


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(re.sub(r"\s+", " ", str(cell)).replace("|", "\\|") for cell in cells) + " |"


def _model() -> str:
    parts = [
        "# The model: variables, rules and parameters\n",
        _LINE,
        _MODEL_HEAD,
        "## Variables\n",
        _table(
            ("name", "over", "unit", "range", "seen by", "meaning"),
            (
                (
                    f"`{v.name}`",
                    v.over,
                    v.unit,
                    f"{v.low:g} to {v.high:g}",
                    _seen_by(v),
                    v.text + (" (an author may change it)" if v.authored else ""),
                )
                for v in VARIABLES.values()
            ),
        ),
        "## Rules\n\nA flow adds its terms to what it changes; a reading or gathering computes it afresh.\n",
    ]
    for phase in PHASES:
        module = import_module(f"game.core.dynamics.{phase}")
        parts.append(f"### {phase.capitalize()}\n\n{(module.__doc__ or '').strip().split(chr(10))[0]}\n")
        parts.append(
            _table(
                ("rule", "changes", "over", "terms", "says", "source"),
                (
                    (f"`{r.name}`", f"`{r.changes}`", r.over.replace("_", " "), ", ".join(r.terms) or r.kind, r.text, r.source)
                    for r in _rules(module)
                ),
            )
        )
    parts.append(_PARAMETERS_HEAD)
    parts.append(
        _table(
            ("name", "value", "unit", "range", "meaning", "source"),
            ((f"`{p.name}`", f"{p.value:g}", UNITS[p.name], _range(p), p.text, p.source) for p in PARAMETERS.values()),
        )
    )
    parts.append("## Sizes in words\n\nWhat an author's word adds to a level, found by simulation so that `clear` is felt.\n")
    parts.append(
        _table(
            ("of", "slight", "clear", "strong"),
            ((f"`{name}`", *(f"{size:g}" for size in sizes)) for name, sizes in SIZES.items()),
        )
    )
    return "\n".join(parts)


def _seen_by(variable: Variable) -> str:
    """Who sees a variable while a game runs."""
    if variable.name in OF_THE_LEAD:
        return "the lead"
    return "the two of it" if variable.over == "promise" else variable.sight


def _range(parameter: Parameter) -> str:
    """From where to where a parameter may lie."""
    return f"{parameter.low:g} or more" if parameter.high >= 1e9 else f"{parameter.low:g} to {parameter.high:g}"


def _rules(module: Any) -> list[Rule]:
    found = [value for value in vars(module).values() if isinstance(value, Rule)]
    return sorted(found, key=lambda rule: inspect.getsourcelines(rule.compute)[1])


def _language() -> str:
    parts = [
        "# The scenario language\n",
        _LINE,
        _LANGUAGE_HEAD,
    ]
    models: list[type[Written]] = [
        one
        for module in (schema, told)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Written) and one.__module__ == module.__name__
    ]
    for model in sorted(models, key=lambda one: one is not schema.Scenario):
        parts.append(f"## {_heading(model)}\n\n{_first(model.__doc__)}\n")
        rows = []
        for name, field in model.model_fields.items():
            star = "*" if field.is_required() else ""
            default = "" if field.default in (None, PydanticUndefined) else f"{field.default}"
            key = field.alias or name
            rows.append((f"`{key}`{star}", field.description or "", _written_as(shape.keys_of(model)[key], field), default))
        parts.append(_table(("key", "meaning", "is written as", "if left out"), rows))
    sizes = "[sizes in words](model.md#sizes-in-words)"
    parts.append(
        "## Effects\n\nA list of maps; the first key names the effect. "
        f"What `slight`, `clear` and `strong` add to each level: {sizes}.\n"
    )
    for key, effect in sorted(EFFECTS.items()):
        parts.append(f"### {key}\n\n{_first(effect.__doc__)}\n")
        rows = [
            (f"`{field.key}`{'*' if field.is_required else ''}", field.text, field.kind.text.split("; compiled")[0])
            for field in written_fields(key)
        ]
        parts.append(_table(("key", "meaning", "is written as"), rows))
    parts.append("## Conditions\n\nNumbers, names, `and or not`, `< <= > >= == !=`, `+ - * /`, brackets, and these questions.\n")
    parts.append(
        _table(("question", "answer"), ((f"`{name}{usage}`", text) for name, (usage, text) in sorted(QUESTIONS.items())))
    )
    parts.append("Of variables: the bare name if place-wide, else `name(agency)`, `name(agency, agency)` or `name(outcome)`.")
    parts.append("Of a tie, whose belief it is comes first: `trust(police, council)` is how far the police trust the council.")
    parts.append(
        "Over all of one agency's ties, `all` stands for the others: `mean(trust(all, council))` is how far they trust "
        "the council.\n"
    )
    parts.append("Every variable, with whether an author may change it, and every parameter: [the model](model.md).\n")
    parts.append(f"## Pictograms\n\nWhat `icon` can be: {', '.join(f'`{icon}`' for icon in ICONS)}.\n")
    return "\n".join(parts)


def _written_as(written: shape.Shape, field: FieldInfo | None = None) -> str:
    """What may be written where a shape stands, with the way to what is told elsewhere on the page."""
    match written:
        case shape.Record(model=model):
            return _link(model)
        case shape.Items(item=shape.AnyEffect()):
            return "a list of [effects](#effects)"
        case shape.Items(item=item):
            return f"a list, each item {_written_as(item)}"
        case shape.Entries(key=key, value=value):
            return f"a map from {expected(key).partition(':')[0]} to {_written_as(value)}"
        case shape.Leaf(kind=kind) if kind is shape.WORD and field is not None:
            words = [word for part in (field.annotation, *get_args(field.annotation)) for word in get_args(part)]
            return ", ".join(f"`{word}`" for word in words if isinstance(word, str | int)) or expected(kind)
        case shape.Leaf(kind=kind) if kind is ICON:
            return "one of the [pictograms](#pictograms)"
        case shape.Leaf(kind=kind) if kind is EXPRESSION:
            return "a [condition](#conditions)"
        case _:
            return shape.wanted(written)


def _link(model: type[Written]) -> str:
    heading = _heading(model)
    return f"[{model.noun.strip('`')}](#{heading.lower().replace(' ', '-')})"


def _heading(model: type[Written]) -> str:
    return model.noun.strip("`").removeprefix("a ").removeprefix("an ").capitalize()


def _diagnostics() -> str:
    rows = [
        (f"[{page.code}](../../game/scenario/rules/{page.code}-{page.name}.md)", page.severity, page.summary)
        for page in rules.pages()
    ]
    return "\n".join(
        [
            "# Diagnostics\n",
            _LINE,
            "Each code has a page with what it means, an example that yields it, and a repair.",
            "Codes from WP600 on are advice of `lint`; those before are told by `check`.\n",
            _table(("code", "severity", "says"), rows),
        ]
    )


def _glossary() -> str:
    parts = ["# Glossary\n", _LINE, "The field's words as the game uses them. In the terminal, `help WORD` says the same.\n"]
    for term in GLOSSARY:
        named = f" In scenarios and code: {', '.join(f'`{name}`' for name in term.names)}." if term.names else ""
        others = [word for word in term.also if word not in term.names]
        also = f" Also: {', '.join(others)}." if others else ""
        parts.append(f"**{term.word}**: {term.meaning}{named}{also}\n")
    return "\n".join(parts)


def _files() -> str:
    parts = [
        "# The files of the house\n",
        _LINE,
        "Each file of the program with the first line that stands in it, folder by folder from the top floor down. What a floor",
        "is for, and what it may use, is told in [the house](../explanation/architecture.md).\n",
    ]
    for floor in _floors():
        for folder in sorted({file.parent for file in (ROOT / "game" / floor).rglob("*.py")}):
            parts.append(f"## {folder.relative_to(ROOT).as_posix()}\n\n{_opening(folder / '__init__.py')}\n")
            files = [file for file in sorted(folder.glob("*.py")) if file.name != "__init__.py"]
            if files:
                parts.append(_table(("file", "holds"), ((f"`{file.name}`", _opening(file)) for file in files)))
    return "\n".join(parts)


def _floors() -> list[str]:
    """The folders of the program from the top down, as the import linter knows them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    return [name.strip() for layer in layers for name in layer.split("|") if not name.startswith("__")]


def _opening(file: Path) -> str:
    return _first(ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))))


def _first(docstring: str | None) -> str:
    return (docstring or "").strip().split("\n")[0]


if __name__ == "__main__":
    main()
