"""A saved game as commands take it: named by file or by its name in `wholeplace list`, and played again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from game.cli.argument import scenario_file
from game.cli.leaving import WRONG_CALL, leave, leave_with, tell
from game.core.place import Place
from game.play.log import Reading, read_log
from game.play.pending import ReplayDiffers
from game.play.record import Header, SaveFault
from game.play.session import Session
from game.play.shelf import Unplayable, another_place, place_of, saved_file
from game.scenario.compiler import ScenarioFault
from game.scenario.cut import NoSuchCut
from game.translation import later, say

RUNFILE: Final = click.argument("runfile", metavar="RUNFILE", type=click.Path(path_type=Path))
SCENARIO: Final = click.option(
    "--scenario", type=scenario_file, help=later("Where the place is, if it does not come with the game.")
)


def reading_of(runfile: Path) -> Reading:
    """What a saved game holds. Leaves the program with a plain sentence where it cannot be read."""
    try:
        return read_log(saved_file(str(runfile)))
    except Unplayable as fault:
        leave(fault, WRONG_CALL)
    except SaveFault as fault:
        leave(fault)


def played_place(reading: Reading, scenario: Path | None) -> Place:
    """The place that was played, with the parameters of the save. Leaves the program where it is not to be had."""
    header = reading.header
    try:
        return place_of(header, scenario, tell)
    except NoSuchCut as fault:
        leave(say("{fault} This game was played on one. Say where the place is as it was then, with --scenario.", fault=fault))
    except Unplayable as fault:
        leave(fault)
    except ScenarioFault as fault:
        if scenario is None:
            tell(say("The place “{scenario}” of this game is needed. Say where it is with --scenario.", scenario=header.scenario))
        leave_with(fault.diagnostics)


def played(runfile: Path, scenario: Path | None, *, must_be_over: str = "") -> tuple[Header, Session]:
    """A saved game, played again to where it stands. Leaves the program where it plays differently from what was saved.

    Arguments:
        runfile: the saved game, by file or name.
        scenario: where its place is; None where the save says so.
        must_be_over: what the game has to be over for, in words; empty where it may still be running.
    """
    reading = reading_of(runfile)
    place = played_place(reading, scenario)
    for note in reading.notes:
        tell(note)
    try:
        session = Session.resumed(place, reading.header.seed, reading.records)
    except (ReplayDiffers, ValueError) as fault:
        if other := another_place(reading.header, place):
            leave(f"{runfile}: {other}")
        changed = say("The place, its parameters or the model have changed since.") if _has_changed(place, reading.header) else ""
        found = " ".join(filter(None, (str(fault), changed)))
        leave(
            say(
                "{runfile}: this game does not play again as it was saved. {found} `wholeplace replay {runfile}` tells more. "
                "The saved game is as it was.",
                runfile=runfile,
                found=found,
            )
        )
    if must_be_over and not session.is_over:
        leave(
            say(
                "{runfile}: this game is at quarter {turn} of {turns}, and {must_be_over} opens the books. Expected: a game "
                "that is over. Try: playing it to its end first.",
                runfile=runfile,
                turn=session.turn,
                turns=place.turns,
                must_be_over=must_be_over,
            )
        )
    return reading.header, session


def _has_changed(place: Place, header: Header) -> bool:
    return place.digest != header.scenario_digest
