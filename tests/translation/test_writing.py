"""How texts are written in the code, so that they can be said in another language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from game.translation.places import places
from tests.translation.english import PENDING
from tests.translation.extraction import ROOT, tree_of

_TEXTS = {"say": slice(0, 1), "say_of": slice(0, 2), "say_many": slice(1, 3), "later": slice(0, 1)}


_TELLING = {"say", "tell", "echo", "UsageError", "BadParameter", "heading", "prompt"}


@cache
def trees() -> dict[str, ast.Module]:
    """Every file of the game as a tree, by where it stands."""
    return {path.relative_to(ROOT).as_posix(): tree_of(path) for path in sorted((ROOT / "game").rglob("*.py"))}


@cache
def calls() -> tuple[tuple[str, ast.Call, bool], ...]:
    """Every call that says a text: where it stands, the call, and whether it is made while its file is imported."""
    found = []
    for file, tree in trees().items():
        found += [(f"{file}:{call.lineno}", call, is_early) for call, is_early in _calls(tree, is_early=True)]
    return tuple(found)


def _calls(node: ast.AST, *, is_early: bool) -> Iterator[tuple[ast.Call, bool]]:
    for child in ast.iter_child_nodes(node):
        is_body = (isinstance(node, ast.Lambda) and child is node.body) or (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and child in node.body
        )
        is_now = is_early and not is_body
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in _TEXTS:
            yield child, is_now
        yield from _calls(child, is_early=is_now)


def _texts(call: ast.Call) -> list[ast.expr]:
    return call.args[_TEXTS[call.func.id]] if isinstance(call.func, ast.Name) else []


def _english(call: ast.Call) -> list[str]:
    """The English of a call, where it stands there; without what it is said of."""
    texts = _texts(call)[1:] if isinstance(call.func, ast.Name) and call.func.id == "say_of" else _texts(call)
    return [text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)]


def test_a_text_is_one_literal() -> None:
    """No text is an f-string or glued from pieces, which no catalogue could hold."""
    glued = (ast.JoinedStr, ast.BinOp)
    assert [at for at, call, _ in calls() if any(isinstance(text, glued) for text in _texts(call))] == []


def test_nothing_is_said_while_files_are_imported() -> None:
    """A text of a table is marked with `later` and said when it is shown: the language is chosen after the import."""
    early = [at for at, call, is_early in calls() if is_early and isinstance(call.func, ast.Name) and call.func.id != "later"]
    assert early == []


@pytest.mark.parametrize("function", ["say", "say_of", "say_many"])
def test_a_text_is_given_what_its_places_name(function: str) -> None:
    """The places of a text are plain, and what is handed in fills each of them and nothing else."""
    wrong = []
    for at, call, _ in calls():
        if not isinstance(call.func, ast.Name) or call.func.id != function:
            continue
        given = {one.arg or "" for one in call.keywords}
        texts = _english(call)
        if "" in given or not texts or not given:
            continue
        named = [places(text) for text in texts]
        wanted = {place.split("!")[0].split(":")[0] for one in named for place in one or ()}
        if None in named or wanted != given:
            wrong.append(f"{at}: {sorted(wanted ^ given)}")
    assert wrong == []


def test_a_text_with_places_is_given_something() -> None:
    """A text whose places nobody fills would be shown with its braces."""
    wrong = []
    for at, call, _ in calls():
        if isinstance(call.func, ast.Name) and call.func.id == "say" and not call.keywords:
            wrong += [at for text in _english(call) if places(text)]
    assert wrong == []


def test_what_is_told_is_said() -> None:
    """No literal is handed to what tells people something: a console, a window, the command line."""
    wrong = []
    for file, tree in trees().items():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr not in _TELLING:
                continue
            wrong += [f"{file}:{one.lineno}" for one in call.args[:1] if _is_prose(one)]
    assert [at for at in wrong if not at.startswith(PENDING or ("nothing is pending",))] == []


def test_what_is_put_together_is_put_together_of_what_was_said() -> None:
    """Where pieces make a text, no words of ours stand bare among them or between those that are joined."""
    bare = []
    for file, tree in trees().items():
        if file.startswith(("game/core/", "game/play/", "game/scenario/rules/", "game/workshop/rows.py", "game/look/")):
            continue  # code that is written, and faults of ours
        raised = {one for node in ast.walk(tree) if isinstance(node, ast.Raise) for one in ast.walk(node)}
        glued = [node for node in ast.walk(tree) if isinstance(node, ast.expr) and node not in raised]
        bare += [f"{file}:{node.lineno}" for node in glued if any(_WORDS.search(piece) for piece in _pieces(node))]
    assert bare == []


_WORDS = re.compile(r"[a-z]{2,} [a-z]{2,}")


def _pieces(node: ast.expr) -> Iterator[str]:
    """The literal pieces of an f-string that is no markup, also those that stand for others; a word that joins, in a text."""
    match node:
        case ast.JoinedStr() if "<" not in ast.unparse(node):
            either = [one.value for one in node.values if isinstance(one, ast.FormattedValue)]
            either += [part for one in either if isinstance(one, ast.BoolOp) for part in one.values]
            either += [part for one in either if isinstance(one, ast.IfExp) for part in (one.body, one.orelse)]
            yield from (
                one.value for one in (*node.values, *either) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value=str(word)))) if word.strip().isalpha():
            yield f"one {word.strip()} other"


def _is_prose(node: ast.expr) -> bool:
    pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [one.value for one in pieces if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(re.search("[A-Za-z]{2,}[ .!?]|^[A-Z][a-z]", text) for text in texts)


_COLOURS = re.compile(r"\b(red|green|blue|yellow|amber|orange|purple|pink|brown|grey)\b", re.IGNORECASE)


def test_no_sign_is_called_by_its_colour() -> None:
    """No text calls anything by a colour, which another theme has not, and which not everybody sees (WCAG 1.3.3 and 1.4.1)."""
    found = []
    for where, call, _ in calls():
        texts = [one.value for one in ast.walk(call) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        found += [f"{where}: {text}" for text in texts if _COLOURS.search(text)]
    assert found == []
