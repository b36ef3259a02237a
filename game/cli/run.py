"""`wholeplace run`: one playthrough without a person, for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from game import __version__
from game.bench.playthrough import document, play_once
from game.bench.sheet import read_script
from game.cli.argument import CUT, SEED, OneOf, print_document, scenario_file
from game.cli.leaving import leave
from game.cli.loading import PARAMETERS, loaded, read
from game.cli.output import OVERWRITE, write_files
from game.debrief.rows import Row, in_csv, rows
from game.play.policy import policy_named, policy_names
from game.play.record import Header, write
from game.play.script import Scripted
from game.play.session import Session
from game.play.shelf import whence
from game.scenario.shipped import locate
from game.translation import later, say
from game.words.measure import value


@click.command(epilog=later("Example: wholeplace run barnet --policy history --seed 7 --format json > run.json"))
@click.argument("scenario", type=scenario_file)
@click.option("--decisions", metavar="FILE", type=click.Path(path_type=Path), help=later("Decisions by turn, as YAML or JSON."))
@click.option("--policy", type=OneOf(policy_names()), help=later("Who decides; history, if there is no --decisions either."))
@click.option("--seed", type=SEED, default=1, show_default=True, help=later("The luck of the game."))
@CUT
@PARAMETERS
@click.option("--trace", is_flag=True, help=later("In JSON, tell every change with its causes."))
@click.option(
    "--format",
    "form",
    type=OneOf(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help=later("json: one document. csv: every value as a row of a table."),
)
@click.option(
    "--save", metavar="FILE", type=click.Path(path_type=Path), help=later("Save it as a game, for `debrief` and `records`.")
)
@OVERWRITE
def command(
    scenario: Path,
    decisions: Path | None,
    policy: str | None,
    seed: int,
    cut: str,
    params: Path | None,
    trace: bool,
    form: str,
    save: Path | None,
    overwrite: bool,
) -> None:
    """Play a place through once without a person.

    SCENARIO is the name of a place that comes with the game, a file, or a folder with a scenario.yaml. Decisions are written as
    {3: {choices: {dilemma: option}, tokens: [{token: time, with: agency}]}}. With --policy too, it decides what they leave open.
    The JSON document holds every variable by name at every turn, and so do the rows of `--format csv`. Exit code 1: a decision
    was refused, or the place has faults.
    """
    if trace and form != "json":
        raise click.UsageError(say("--trace is told in JSON: add --format json."))
    place, parameters = loaded(scenario, params, cut)
    name = policy or ("" if decisions else "history")
    who = policy_named(name, place) if name else None
    if decisions is not None:
        who = Scripted(place, read(lambda: read_script(decisions, place, str(decisions))), who)
    if who is None:  # one of the two names somebody
        raise click.UsageError(say("Nobody decides."))
    session, refused = play_once(place, seed, who)
    if save is not None:  # first: whoever reads what is printed may go away
        write_files([(save, _saved(session, scenario, parameters))], over=overwrite)
    result = document(session, refused, name, parameters, has_trace=trace)
    if form == "csv":
        print_document(in_csv(Row._fields, rows(session)))
    elif form == "json":
        # On one line: with its trace, a playthrough has some hundred thousand entries.
        click.echo(json.dumps(result))
    else:
        _tell(result)
    if refused is not None:
        leave(say("Quarter {turn}: {refused}", turn=session.turn, refused=refused))


def _saved(session: Session, scenario: Path, parameters: Mapping[str, float]) -> bytes:
    """A playthrough as a saved game, which stands where it stopped."""
    place = session.place
    started = datetime.now(UTC).isoformat(timespec="seconds")
    more = whence(place.id if scenario == locate(place.id) else str(scenario), place.cut)
    header = Header(place.id, place.digest, session.seed, __version__, started, place.title, dict(parameters) or None, more=more)
    records: list[dict[str, Any]] = []
    for turn, (choices, tokens) in enumerate(session.decided, 1):
        records += [{"do": "choose", "turn": turn, "dilemma": one, "option": option} for one, option in choices.items()]
        records += [{"do": "attend", "turn": turn, "token": token} for token in tokens]
        records.append({"do": "end_turn", "turn": turn, "digest": session.states[turn].digest()})
    return write(header, records)[0]


def _tell(result: dict[str, Any]) -> None:
    """Prints the course of a playthrough: what was decided, the digest of each turn, and what came of it."""
    click.echo(
        say(
            "{title}, seed {seed}, decided by {policy}",
            title=result["scenario"]["title"],
            seed=result["seed"],
            policy=result["policy"] or say("what was written"),
        )
    )
    for turn, state in enumerate(result["turns"], 1):
        decided = result["decisions"].get(str(turn), {"choices": {}, "tokens": []})
        choices = [f"{dilemma}: {option}" for dilemma, option in decided["choices"].items()]
        tokens = [" ".join(token.values()) for token in decided["tokens"]]
        click.echo(f"  {turn:>2}  {state['digest']}  {', '.join(choices + tokens)}".rstrip())
    if result["measures"] is not None:
        for name, number in result["measures"].items():
            click.echo(f"  {name:<8} {value(name, number)}")
    if result["ending"] is not None:
        click.echo(say("  It ends with: {ending}", ending=result["ending"]["title"]))
