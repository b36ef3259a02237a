"""`wholeplace check`: every fault of a scenario in one run."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from game.cli.argument import FORMAT, heading, print_json, scenario_file
from game.cli.leaving import fitted, prose, room
from game.scenario.check import MOST_FAULTS, Checked, check_path
from game.scenario.diagnostic import WIDEST, Diagnostic
from game.scenario.names import listed
from game.translation import later, say, say_many

_FEW: Final = 2
"""Faults alike that are each told in full; where there are more, most often one thing was renamed or copied."""

_MOST_LINES: Final = 12


@click.command(epilog=later("Example: wholeplace check my_place/scenario.yaml"))
@click.argument("paths", metavar="PATH...", type=scenario_file, nargs=-1, required=True)
@FORMAT
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], form: str) -> None:
    """Find every fault in scenario files.

    PATH is a file, a folder with a scenario.yaml, or the name of a place that comes with the game. Each fault is told with its
    file, line and column, what was found, what was expected and what to try. Exit code 1: there are faults. Warnings do not
    count.
    """
    checks = {str(path): check_path(path) for path in paths}
    if form == "json":
        print_json(heading("check") | as_json(checks))
    else:
        for file, checked in checks.items():
            tell(file, checked)
    ctx.exit(0 if all(checked.is_playable for checked in checks.values()) else 1)


def tell(file: str, checked: Checked) -> None:
    """Prints what was found in one file, and what it comes to."""
    for first, others in _grouped(checked.diagnostics):
        click.echo(fitted(first))
        if others:
            lines = listed(dict.fromkeys(str(one.line) for one in others), _MOST_LINES)
            again = say("And so {n} times more, on lines {lines}.", n=len(others), lines=lines)
            indent = " " * 12  # below what the diagnostic says
            click.echo(textwrap.fill(again, min(room(), WIDEST), initial_indent=indent, subsequent_indent=indent))
    count = Counter(diagnostic.severity for diagnostic in checked.diagnostics)
    n_faults = count["fault"]
    if n_faults >= MOST_FAULTS:
        told = say(
            "{file}: {n_faults} faults are shown; there may be more. Mend some of these and check again.",
            file=file,
            n_faults=n_faults,
        )
        click.echo(prose(told))
        return
    found = [say_many(n_faults, "{n} fault", "{n} faults", n=n_faults) if n_faults else say("no faults")]
    if n := count["warning"]:
        found.append(say_many(n, "{n} warning", "{n} warnings", n=n))
    if n := count["advice"]:
        found.append(say_many(n, "{n} piece of advice", "{n} pieces of advice", n=n))
    said = say("It can be played.") if checked.is_playable else say("It cannot be played yet.")
    click.echo(f"{file}: {', '.join(found)}. {said}")


def _grouped(diagnostics: Sequence[Diagnostic]) -> Iterator[tuple[Diagnostic, list[Diagnostic]]]:
    """Each diagnostic, with those behind it that say the same: who renames an agency reads of it once, not twenty times."""
    alike: dict[tuple[str, ...], list[Diagnostic]] = {}
    for one in diagnostics:
        alike.setdefault((one.code, one.summary, one.found, one.help), []).append(one)
    many = {key: every for key, every in alike.items() if len(every) > _FEW}
    for one in diagnostics:
        first, *others = many.get((one.code, one.summary, one.found, one.help), [one])
        if first is one:
            yield one, others


def as_json(checks: dict[str, Checked]) -> dict[str, object]:
    """What was found, for a program: the files, and the diagnostics of all of them in order."""
    return {
        "files": [{"file": file, "id": checked.id, "is_playable": checked.is_playable} for file, checked in checks.items()],
        "diagnostics": [diagnostic.to_json() for checked in checks.values() for diagnostic in checked.diagnostics],
    }
