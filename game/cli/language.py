"""The language of a command: chosen before anything is read, so that its help and its complaints are said in it too."""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Collection, Sequence
from typing import Final, TypeVar

import click

from game.translation import say, spoken

OPTION: Final = "--language"
VARIABLE: Final = "WHOLEPLACE_LANGUAGE"

AnyCommand = TypeVar("AnyCommand", bound=click.Command)


def _speak(_ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    """Speaks the language that an option names. Raises `click.BadParameter` with those the game speaks."""
    if value is None:
        return
    from game.translation.catalogue import UnknownLanguage, choose

    try:
        choose(value)
    except UnknownLanguage as fault:
        raise click.BadParameter(str(fault)) from None


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
