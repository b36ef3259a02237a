"""The language of a command: chosen before anything is read, so that its help and its complaints are said in it too."""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Collection, Sequence
from importlib import import_module
from typing import Final, TypeVar

import click

from game.translation import later, say, say_many, spoken
from game.translation.catalogue import VARIABLE

OPTION: Final = "--language"

AnyCommand = TypeVar("AnyCommand", bound=click.Command)


_LIBRARY: Final = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
LIBRARY_WORDS: Final = later(
    (
        "Usage:",
        "Options",
        "Commands",
        "Show this message and exit.",
        "Show the version and exit.",
        "default: {default}",
        "env var: {var}",
        "Error: {message}",
        "Try '{command} {option}' for help.",
        "Missing command.",
        "Missing argument",
        "Missing option",
        "Missing parameter",
        "Missing {param_type}",
        "Invalid value: {message}",
        "Invalid value for {param_hint}: {message}",
        "No such option {name!r}.",
        "No such command {name!r}.",
        "Option {name!r} does not take a value.",
        "{value!r} is not a valid {number_type}.",
        "{name} {filename!r} does not exist.",
        "{name} {filename!r} is a directory.",
        "{name} {filename!r} is a file.",
        "{name} {filename!r} is not readable.",
        "{name} {filename!r} is not writable.",
        "file",
        "path",
        "directory",
        "Could not open file {filename!r}: {message}",
    )
)
"""What the library of commands says itself, where a person can meet it."""

LIBRARY_COUNTS: Final = (
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
)
"""What it says of one and of several."""


def _speak(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Speaks the language that an option or the environment names. Raises `click.BadParameter` with those the game speaks."""
    if value is None:
        return
    from game.translation.catalogue import UnknownLanguage, choose

    try:
        choose(value)
    except UnknownLanguage as fault:
        is_typed = ctx.get_parameter_source(param.name or "") is not click.core.ParameterSource.ENVIRONMENT
        raise click.BadParameter(str(fault), param_hint=f"'{OPTION if is_typed else VARIABLE}'") from None


LANGUAGE: Final = click.option(
    OPTION,
    metavar="CODE",
    envvar=VARIABLE,
    expose_value=False,
    callback=_speak,
    help="The language to speak, such as cy; English if left out. WHOLEPLACE_LANGUAGE sets it for every command.",
)


SPEAKING: Final = ("play", "host", "join")
"""The commands that take the option themselves; it may stand before any other."""


def asked_for(arguments: Sequence[str], commands: Collection[str]) -> str:
    """The code of the language to speak that arguments name, for one of these commands; empty where they name none."""
    words = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    at = next((at for at, word in enumerate(words) if word in commands), len(words))
    if at < len(words) and words[at] not in SPEAKING:
        words = words[:at]
    code = ""
    for at, word in enumerate(words):
        if word == OPTION and at + 1 < len(words):
            code = words[at + 1]
        elif word.startswith(f"{OPTION}="):
            code = word.partition("=")[2]
    return code


def speak(arguments: Sequence[str], commands: Collection[str]) -> None:
    """Speaks the language that arguments name, or else the environment; of one that is unknown the option complains later."""
    from game.translation import catalogue

    code = asked_for(arguments, commands) or catalogue.chosen()
    if code and (code in catalogue.languages() or code == catalogue.PSEUDO):
        catalogue.choose(code)
        _lend_words()


def _lend_words() -> None:
    """Has the library of commands say its own words from the game's catalogue: it looks for them in the system's otherwise."""
    for name in _LIBRARY:
        module = vars(import_module(f"click.{name}"))
        module["_"] = say
        if "ngettext" in module:
            module["ngettext"] = lambda one, many, number: say_many(number, one, many)


def in_language(command: AnyCommand) -> AnyCommand:
    """A command whose help is in the language that is spoken; itself where that is English."""
    if spoken() is None:
        return command
    said = copy.copy(command)
    said.help, said.epilog, said.params = _said(command.help), _said(command.epilog), []
    for parameter in command.params:
        one = copy.copy(parameter)
        if isinstance(one, click.Option):
            one.help = _said(one.help)
        said.params.append(one)
    return said


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a help text, each on one line, as they are translated."""
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", inspect.cleandoc(text or "")) if one.strip()]


def _said(text: str | None) -> str | None:
    return "\n\n".join(say(one) for one in paragraphs(text)) if text else text
