"""`wholeplace graph`: a place, or the model, drawn as nodes and arrows."""

from __future__ import annotations

from pathlib import Path

import click

from game.bench.drawing import FORMATS, drawn
from game.bench.graph import causes, graph_of
from game.cli.argument import CUT, OneOf, print_document, scenario_file
from game.cli.loading import loaded
from game.core.variables import VARIABLES
from game.scenario.names import instead_of
from game.translation import later, say


@click.command(epilog=later("Example: wholeplace graph barnet --format svg > barnet.svg"))
@click.argument("scenario", type=scenario_file, required=False)
@click.option(
    "--format", "form", type=OneOf(FORMATS), default="mermaid", show_default=True, help=later("svg needs nothing else.")
)
@CUT
@click.option("--causes", "is_web", is_flag=True, help=later("The model's web of variables, which is the same in every place."))
@click.option("--around", metavar="VARIABLE", help=later("With --causes: only what moves this variable, and what it moves."))
def command(scenario: Path | None, form: str, cut: str, around: str | None, *, is_web: bool) -> None:
    """Draw a place as nodes and arrows.

    SCENARIO is the name of a place that comes with the game, a file, or a folder with a scenario.yaml. The picture shows
    dilemmas, events and endings, and the flags, promises and levels on which they hang. It goes to standard output.
    """
    if around and not is_web:
        raise click.UsageError(say("--around is about the web of causes: add --causes."))
    if is_web:
        try:
            graph = causes(around or "")
        except KeyError:
            raise click.UsageError(
                say(
                    "no rule knows a variable `{around}`. {help}",
                    around=around,
                    help=instead_of(str(around), VARIABLES),
                )
            ) from None
    elif scenario is None:
        raise click.UsageError(say("Which place? Name one, or ask for the web of variables with --causes."))
    else:
        graph = graph_of(loaded(scenario, cut=cut)[0])
    print_document(drawn(graph, form).encode())
