"""How a game is opened in the terminal: at the title screen, and in which length where there are several."""

from __future__ import annotations

from pathlib import Path

from game.play.shelf import Opened, Shelf, Unplayable
from game.terminal import help as helping
from game.terminal.console import Console
from game.terminal.match import normal
from game.terminal.page import Page
from game.terminal.prompt import Prompt, command
from game.terminal.title import Title, length_meant, lengths
from game.translation import say
from game.words.grammar import quoted


class Leave(Exception):  # noqa: N818 - not an error
    """The player wants to stop."""


def choose_game(console: Console, shelf: Shelf) -> Opened:
    """Asks at the title screen until a game is opened. Raises `Leave`."""
    title = Title(shelf)
    prompt = Prompt(
        say("Your choice"), say("Type the number of a place or of a saved game, or `quit`."), title.page, lambda _: False
    )
    console.show(title.page())
    while True:
        typed = console.ask(prompt.text)
        chosen = title.meant(typed)
        if chosen is not None:
            try:
                return title.open(chosen, _length(console, title, chosen))
            except Unplayable as fault:
                console.show(Page().text(str(fault)))
            continue
        found = command(typed, prompt)
        match found[0] if found is not None else "":
            case "quit":
                raise Leave
            case "look":
                console.show(title.page())
            case "help":
                console.show(helping.meaning(found[1]) if found and found[1] else helping.page(prompt.now))
            case "":
                near = title.nearest(typed)
                console.say(say("Did you mean {near}? {now}", near=quoted(near), now=prompt.now) if near else prompt.now)
            case other:
                console.say(say("`{other}` is for a game that has begun. {now}", other=other, now=prompt.now))


def _length(console: Console, title: Title, chosen: str | Path) -> str:
    """The id of the shorter version in which a place is to be played; empty for all of it."""
    cuts = title.cuts(chosen)
    if not cuts:
        return ""
    page = lengths(title.places[str(chosen)], cuts)
    console.show(page)
    while (meant := length_meant(cuts, typed := console.ask(say("How much of it")))) is None:
        if normal(typed) in ("quit", "q", "exit"):
            raise Leave
        console.show(page)
    return meant
