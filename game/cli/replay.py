"""`wholeplace replay`: a saved game played again, each turn proved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from game.cli.argument import FORMAT, heading, print_json
from game.cli.leaving import tell
from game.cli.runfile import RUNFILE, SCENARIO, played_place, reading_of
from game.core.place import Place
from game.play.log import Reading
from game.play.pending import ReplayDiffers
from game.play.record import ENDS_TURN
from game.play.session import Session
from game.play.shelf import another_place
from game.translation import later, say, say_many
from game.words.grammar import capital


@click.command(epilog=later("Example: wholeplace replay my-game.wholeplace"))
@RUNFILE
@SCENARIO
@FORMAT
@click.pass_context
def command(ctx: click.Context, runfile: Path, scenario: Path | None, form: str) -> None:
    """Play a saved game again and prove each turn.

    RUNFILE is a saved game: its file, or its name in `wholeplace list`. Every turn that was ended is played once more from the
    decisions in the file, and its digest compared with the one that was saved. Exit code 1: a turn differs, or the file cannot
    be played; the first turn that differs is named.
    """
    reading = reading_of(runfile)
    place = played_place(reading, scenario)
    result = prove(reading, place)
    for note in result["notes"]:
        tell(note)
    if form == "json":
        print_json(result)
    else:
        for turn in result["turns"]:
            click.echo(say("  {turn:>2}  {digest}  the same", turn=turn["turn"], digest=turn["digest"]))
        n_turns = len(result["turns"])
        click.echo(
            result["problem"]
            or say_many(
                n_turns,
                "{n} turn played again, every one the same.",
                "{n} turns played again, every one the same.",
                n=n_turns,
            )
        )
    ctx.exit(0 if result["is_same"] else 1)


def prove(reading: Reading, place: Place) -> dict[str, Any]:
    """What came of playing the records of a log again: the turns that are the same, and the first problem.

    Arguments:
        reading: the log.
        place: the place it was played on.
    """
    header = reading.header
    notes = list(reading.notes)
    if place.digest != header.scenario_digest:
        changed = say("The place, its parameters or the model have changed since this game was saved; its turns may differ.")
        notes.append(capital(another_place(header, place)) or changed)
    session = Session(place, header.seed)
    turns: list[dict[str, Any]] = []
    differs: int | None = None
    problem = ""
    for record in reading.records:
        turn = session.turn
        try:
            session.replay(record)
        except ReplayDiffers as difference:
            differs, problem = difference.turn, str(difference)
            break
        except ValueError as refused:
            differs, problem = (
                turn,
                say("Turn {turn}, record {record}: {refused}", turn=turn, record=record["n"], refused=refused),
            )
            break
        if record["do"] in ENDS_TURN:
            turns.append({"turn": turn, "digest": str(record["digest"])})
    return {
        **heading("replay"),
        "scenario": {
            "id": place.id,
            "title": place.title,
            "digest": place.digest,
            "cut": place.cut,
            "saved_digest": header.scenario_digest,
        },
        "seed": header.seed,
        "is_same": differs is None,
        "turns": turns,
        "first_different": differs,
        "problem": problem,
        "notes": notes,
    }
