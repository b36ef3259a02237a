"""`wholeplace lint`: advice on craft and teaching."""

from __future__ import annotations

from pathlib import Path

import click

from game.bench.lint.advice import lint, may_soften
from game.bench.lint.play import GAMES
from game.cli.argument import FORMAT, WholeNumber, heading, print_json, scenario_file
from game.cli.check import as_json, tell
from game.cli.progress import finish_line, progress_line
from game.scenario.check import check_path
from game.scenario.names import instead_of
from game.scenario.rules import codes
from game.translation import later, say

_MOST_GAMES = 100_000


def _soft(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Codes that may be softened. Raises `click.BadParameter` for one that is none, or a fault's."""
    for code in given:
        if code not in codes():
            raise click.BadParameter(say("there is no code `{code}`. {help}", code=code, help=instead_of(code, codes())))
        if not may_soften(code):
            raise click.BadParameter(
                say("{code} is a fault, and a fault stays one: the place cannot be played with it.", code=code)
            )
    return given


@click.command(epilog=later("Example: wholeplace lint my_place/scenario.yaml"))
@click.argument("paths", metavar="PATH...", type=scenario_file, nargs=-1, required=True)
@click.option(
    "--games",
    type=WholeNumber(0, _MOST_GAMES),
    default=GAMES,
    show_default=True,
    help=later("Games by chance, and as many that seek what is new; 0 reads only."),
)
@click.option("--soften", metavar="CODE", multiple=True, callback=_soft, help=later("Take warnings of this code for advice."))
@FORMAT
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], games: int, soften: tuple[str, ...], form: str) -> None:
    """Advise on craft and teaching in scenario files.

    First come the faults of `check`; where there are none, advice from reading (loose ends, words, sources, teaching) and from
    playing the place many times (what is never met, options that lead on everything, effects that come to nothing). Exit code 1:
    there are faults or warnings. Advice does not count.
    """
    told = progress_line()
    checks = {str(path): lint(check_path(path), games=games, soften=soften, progress=told) for path in paths}
    finish_line()
    if form == "json":
        print_json(heading("lint") | as_json(checks))
    else:
        for file, checked in checks.items():
            tell(file, checked)
    ctx.exit(1 if any(one.severity != "advice" for checked in checks.values() for one in checked.diagnostics) else 0)
