"""`wholeplace test`: a scenario's own playthrough tests."""

from __future__ import annotations

from pathlib import Path

import click

from game.bench.cases import FOLDER, case_files, read_case, subject_of
from game.bench.trial import Trial, try_case
from game.cli.argument import FORMAT, heading, print_json, scenario_file
from game.cli.leaving import tell, tell_faults
from game.scenario.compiler import ScenarioFault
from game.scenario.diagnostic import Diagnostic
from game.scenario.shipped import FILE, locate
from game.translation import later, say, say_many


@click.command(epilog=later("Example: wholeplace test barnet"))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@FORMAT
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], form: str) -> None:
    """Run a scenario's own playthrough tests.

    PATH is a scenario (its name, file or folder), whose tests stand in the folder `tests` beside it, or one of those tests. Exit
    code 1: something is not as expected, a test has faults, or there is none.
    """
    trials: list[Trial] = []
    faults: list[Diagnostic] = []
    is_lacking = False
    for scenario, files in [_found(path) for path in paths]:
        try:
            subject = subject_of(scenario)
        except ScenarioFault as fault:
            faults += [one for one in fault.diagnostics if one.severity == "fault"]
            continue
        if not files:
            is_lacking = True
            tell(
                say("{scenario} has no tests yet. Write one in a folder `{folder}` beside it.", scenario=scenario, folder=FOLDER)
            )
        for file in files:
            case, diagnostics = read_case(file, subject)
            faults += [one for one in diagnostics if one.severity == "fault"]
            if case is not None:
                trials.append(try_case(case, subject.place))
                if form == "text":
                    click.echo(trials[-1].format_text())
    tell_faults(faults)
    if form == "json":
        found = {"cases": [one.to_json() for one in trials], "diagnostics": [one.to_json() for one in faults]}
        print_json(heading("test") | found)
    else:
        click.echo(_summary(trials, faults))
    ctx.exit(0 if not faults and not is_lacking and all(one.holds for one in trials) else 1)


def _summary(trials: list[Trial], faults: list[Diagnostic]) -> str:
    n, n_bad = len(trials), sum(not one.holds for one in trials)
    if n_bad:
        parts = [say_many(n, "{n} test run, {n_bad} not as expected", "{n} tests run, {n_bad} not as expected", n=n, n_bad=n_bad)]
    elif not n:
        parts = [say("No test was run")]
    else:
        parts = [say_many(n, "{n} test run, all as expected", "{n} tests run, all as expected", n=n)]
    if faults:
        n = len(faults)
        parts.append(say_many(n, "{n} fault in what is written", "{n} faults in what is written", n=n))
    return "; ".join(parts) + "."


def _found(path: str) -> tuple[Path, list[Path]]:
    """A scenario, and the files of its tests that are meant."""
    file = Path(path)
    if file.parent.name == FOLDER and locate(path) == file:
        return scenario_file(str(file.parent.parent / FILE)), [file]
    scenario = scenario_file(path)
    return scenario, case_files(scenario)
