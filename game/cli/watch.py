"""`wholeplace watch`: a scenario checked and played again whenever it is saved."""

from __future__ import annotations

from pathlib import Path

import click

from game.bench.sheet import read_script
from game.bench.watch import Line, Watch, changes
from game.cli.argument import SEED, scenario_file
from game.cli.leaving import room
from game.cli.loading import loaded, read
from game.translation import later, say


@click.command(epilog=later("Example: wholeplace watch my_place"))
@click.argument("path", type=scenario_file)
@click.option("--decisions", metavar="FILE", type=click.Path(path_type=Path), help=later("Decisions by turn, as YAML or JSON."))
@click.option("--seed", type=SEED, help=later("With --decisions: the luck; 1, if left out."))
@click.option("--once", is_flag=True, help=later("Look once and stop."))
def command(path: Path, decisions: Path | None, seed: int | None, *, once: bool) -> None:
    """Check a scenario at every save, and play it again.

    PATH is a file, or a folder with a scenario.yaml. After each save the faults are told, or what came out differently when the
    last decisions were played again. The decisions are those of your last saved game of this place; where there
    is none, the real case's, or a game by chance. Ctrl-C stops it.
    """
    if seed is not None and decisions is None:
        raise click.UsageError(say("--seed goes with --decisions: a game that is played again has its own luck."))
    line = None
    if decisions is not None:
        place = loaded(path)[0]
        line = Line(str(decisions), 1 if seed is None else seed, read(lambda: read_script(decisions, place, str(decisions))))
    watch = Watch(path, line)
    _tell(watch)
    if once:
        return
    click.echo(say("Watching {path}. Save it, and look here; Ctrl-C stops.", path=path))
    for is_there in changes(path):
        if is_there:
            _tell(watch)
        else:
            click.echo(say("{path} is not there any more. It is looked at again as soon as it is.", path=path))


def _tell(watch: Watch) -> None:
    watch.look()
    click.echo("\n".join(watch.told(room())))
