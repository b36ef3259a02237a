"""`wholeplace schema`: what an editor completes and checks a scenario with."""

from __future__ import annotations

import click

from game.cli.argument import print_json
from game.scenario.editor import schema_json
from game.translation import later


@click.command(epilog=later("Example: wholeplace schema > scenario.schema.json"))
def command() -> None:
    """Print the JSON Schema of the scenario language, for editors.

    Give the file to your editor as the schema of your scenario.yaml, and it completes keys, shows what each means and marks what
    does not fit. `wholeplace check` finds more: names that lead nowhere, conditions that cannot hold.
    """
    print_json(schema_json())
