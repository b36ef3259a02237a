"""One prompt: what it waits for, and how a line typed there is told from a command that can be typed anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from game.terminal import token
from game.terminal.help import ALIASES, COMMANDS
from game.terminal.match import find, nearest, normal
from game.terminal.note import NOTHING
from game.terminal.page import Page
from game.translation import say

LOCAL: Final = ("end", "undo")
"""Commands that a prompt answers itself, if it can."""

NO: Final = "no"
"""An answer where nothing was asked: it is not the beginning of `note`."""

ONWARDS: Final = ("", "next", "continue", "go on", "ok", "yes", "y", "n", "enter")
"""What may be typed where Enter is enough."""


@dataclass(frozen=True)
class Prompt:
    """What a prompt asks for.

    Arguments:
        text: what is printed before the cursor.
        now: a sentence on what it waits for.
        look: prints the screen again.
        takes: whether a line is an answer, and no command.
        words: what can be typed here, for the nearest to a typing mistake.
    """

    text: str
    now: str
    look: Callable[[], Page]
    takes: Callable[[str], bool]
    words: tuple[str, ...] = ()


def onwards(typed: str) -> bool:
    """Whether a line says no more than: go on."""
    return normal(typed) in ONWARDS


def command(typed: str, prompt: Prompt) -> tuple[str, str] | None:
    """The command that was typed and what follows it; None where the line is this prompt's own business.

    A command's name by itself is always the command, and so is one with the sign for no words. A line that the prompt takes comes
    before a command with more words, and a whole word before its beginning: `money` opens the books, `money pot` is a token,
    `prom` is `promises`.
    """
    line = normal(typed)
    if not line and typed.strip() != "?":
        return None
    whole = ALIASES.get(typed.strip().lower()) or ALIASES.get(line) or line
    if whole in COMMANDS:
        return whole, NOTHING if typed.split()[1:] == [NOTHING] else ""
    if prompt.takes(typed):
        return None
    first, _, rest = typed.strip().partition(" ")
    name = ALIASES.get(first.lower()) or normal(first)
    if name in COMMANDS:
        return name, rest.strip()
    if len(name) >= 2 and name != NO:
        begun = find(name, {one: (one,) for one in COMMANDS})
        if len(begun) == 1:
            return begun[0], rest.strip()
    return None


def mistaken(typed: str, prompt: Prompt) -> str:
    """What to say to a line that is neither an answer nor a command."""
    near = nearest(typed, prompt.words)
    if not near and normal(typed) != NO:
        first, _, rest = typed.strip().partition(" ")
        near = nearest(first, [*COMMANDS, *prompt.words])
        near = f"{near} {rest}".strip() if near and normal(near) != normal(first) else ""
    help = say("Did you mean `{rstrip}`?", rstrip=near.rstrip(".")) if near else say("`help` lists what you can type.")
    return say("“{typed}” is not something I know here. {help} {now}", typed=typed, help=help, now=prompt.now)


def is_undo(typed: str) -> bool:
    """Whether a line takes something back."""
    return normal(typed).split()[:1] == ["undo"]


def is_bare_word(typed: str) -> bool:
    """Whether a line is `end`, `undo` or the name of a token and no more, with which an option's label may begin as well."""
    return normal(typed) in (*token.words(), *LOCAL)


def out_of_turn(typed: str, prompt: Prompt) -> str:
    """What to say to a line where no quarter is under way."""
    if token.is_meant(typed):
        return say("Attention is for a quarter under way. {now}", now=prompt.now)
    return mistaken(typed, prompt)
