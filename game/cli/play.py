"""`wholeplace play`: the game, begun or gone on with."""

from __future__ import annotations

from pathlib import Path

import click

from game.cli.argument import CUT, SEED, scenario_file
from game.cli.language import LANGUAGE
from game.cli.leaving import ANSWER_IS_NO, WRONG_CALL, leave, prose
from game.play.record import SaveFault
from game.play.shelf import Opened, SavedShelf, UnknownCut, Unplayable, saved_file
from game.terminal.app import play
from game.terminal.console import Console
from game.terminal.resume import resume_command
from game.translation import later, say


@click.command(epilog=later("Example: wholeplace play barnet --seed 7"))
@click.argument("scenario", type=scenario_file, required=False)
@click.option(
    "--seed",
    type=SEED,
    help=later("The luck of the game, a whole number; the same number, the same luck."),
)
@click.option("--resume", metavar="FILE", help=later("Go on with a saved game: its file, or its name in `wholeplace list`."))
@CUT
@LANGUAGE
@click.option("--text", is_flag=True, help=later("Play in the terminal, in plain text."))
def command(scenario: Path | None, seed: int | None, resume: str | None, cut: str, *, text: bool) -> None:
    """Play a place.

    Without SCENARIO, the title screen lets you choose. The game opens in a window, or in the terminal with --text and where
    there is no display. Every decision is saved as you make it; when you leave, the game says where it is saved.
    """
    if cut and (scenario is None or resume is not None):
        raise click.UsageError(say("A cut is of a place, and for a new game. Try: wholeplace play barnet --cut hour"))
    try:
        saved = None if resume is None else saved_file(resume)
    except Unplayable as fault:
        leave(fault, WRONG_CALL)
    shelf = SavedShelf(seed, scenario)
    try:
        opened = None
        if saved is not None:
            opened = shelf.resume(saved)
        elif scenario is not None:
            opened = shelf.begin(str(scenario), cut)
        if text or not in_window(shelf, opened):
            play(Console.standard(), shelf, opened)
    except (Unplayable, SaveFault) as fault:
        leave(fault, WRONG_CALL if cut and isinstance(fault, UnknownCut) else ANSWER_IS_NO)
    finally:
        shelf.close()


def in_window(shelf: SavedShelf, opened: Opened | None) -> bool:
    """Plays in a window, and says where the game is saved; or says in a line why there can be no window, and returns False."""
    # Imported here: playing in the terminal needs none of it.
    from game.desktop import start

    why_not = start.why_no_display()
    if not why_not:
        try:
            saved = start.play(shelf, opened)
        except start.NoWindow as fault:
            why_not = str(fault).rstrip(".")
        else:
            if saved is not None:
                click.echo(say("Your game is saved, up to your last decision, in:\n  {saved}", saved=saved))
                click.echo(say("To go on with it, type:\n  {command}", command=resume_command(saved)))
            return True
    told = say("{why_not}, so the game plays here in plain text. With --text it does so without this line.", why_not=why_not)
    click.echo(prose(told))
    return False
