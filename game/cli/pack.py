"""`wholeplace pack`: all that a facilitator needs on paper and on the wall."""

from __future__ import annotations

from pathlib import Path

import click

from game.cli.argument import scenario_file
from game.cli.loading import loaded
from game.cli.output import OVERWRITE, WRITTEN, ending_of, making, write_files
from game.debrief import pack
from game.translation import later


@click.command(epilog=later("Example: wholeplace pack barnet --out barnet-pack.pdf"))
@click.argument("scenario", type=scenario_file)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=later("An .html or .pdf file; PLACE-pack.html here, if left out."),
)
@OVERWRITE
def command(scenario: Path, out: Path | None, overwrite: bool) -> None:
    """Write the facilitator's pack of a place.

    SCENARIO is the name of a place that comes with the game, a file, or a folder with a scenario.yaml. The pack holds session
    plans for 60, 90 and 180 minutes, the briefing, role cards, inject cards, a debrief guide, what really happened, and reading.
    Slides for the wall are written beside it, as FILE.slides.html. Both are whole in themselves and need no network.
    """
    place, _ = loaded(scenario)
    path = out or Path(f"{place.id}-pack.html")
    ending = ending_of(path, WRITTEN)
    with making("report"):
        found = pack.pack(place)
        made = pack.in_pdf(found) if ending == ".pdf" else pack.in_html(found)
        slides = pack.slides(found)
    write_files([(path, made), (path.with_suffix(".slides.html"), slides)], over=overwrite)
