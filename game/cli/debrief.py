"""`wholeplace debrief`: the report of a game that is over, and its charts and numbers as files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from game.cli.argument import OneOf
from game.cli.leaving import leave
from game.cli.output import OVERWRITE, WRITTEN, ending_of, making, write_files
from game.cli.runfile import RUNFILE, SCENARIO, played
from game.core.decision import Refusal
from game.debrief.analysis import MOST_TRIED, analyse
from game.debrief.document import document
from game.debrief.rewind import Tried, numbered
from game.debrief.rows import DICTIONARY, Row, dictionary, in_csv, rows
from game.play.record import Header
from game.play.session import Session
from game.translation import later, say

CHARTS: Final = ("lines", "decisions", "results", "words", "pockets", "network")
"""The charts by name, as `game.debrief.charts` has them; a test compares."""

_ENDINGS: Final = (".html", ".pdf", ".svg", ".png", ".csv", ".json")
_CHARTS: Final = (".svg", ".png")
_WIDTH: Final = 79
_LONGEST: Final = 200


@click.command(epilog=later("Example: wholeplace debrief my-game --out my-game.pdf"))
@RUNFILE
@SCENARIO
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=later(
        "An .html or .pdf report, an .svg or .png chart, a .csv of every number, or a .json of what was found; on the screen, if "
        "left out."
    ),
)
@OVERWRITE
@click.option("--chart", type=OneOf(CHARTS), default=None, help=later("Which chart, with .svg or .png; lines, if left out."))
@click.option(
    "--for", "who", metavar="TEXT", default="", help=later("A line on the first page, such as a name; none, if left out.")
)
@click.option(
    "--what-if",
    "ways",
    metavar="QUARTER WAY",
    type=(int, int),
    multiple=True,
    help=later("Take another way in a quarter, by its number, and see both lines; 0 lists the ways. Can be given again."),
)
def command(
    runfile: Path,
    scenario: Path | None,
    out: Path | None,
    overwrite: bool,
    chart: str | None,
    who: str,
    ways: tuple[tuple[int, int], ...],
) -> None:
    """Write the debrief of a game that is over.

    RUNFILE is a saved game: its file, or its name in `wholeplace list`. The report tells what hung on each decision, what became
    of promises, who paid and who gained, what was reported and what was due to the work, and what really happened. With .csv a
    dictionary of every column and variable is written beside it, as FILE.dictionary.csv. Exit code 1: the game is not over, or
    cannot be played again.
    """
    ending = ending_of(out, _ENDINGS) if out is not None else ""
    if len(who) > _LONGEST or not who.isprintable():
        raise click.UsageError(say("--for takes one line of at most {longest} characters.", longest=_LONGEST))
    if ways and ending not in ("", *WRITTEN):
        raise click.UsageError(say("--what-if goes with a report, .html or .pdf, or without --out, on the screen."))
    if chart and ending not in _CHARTS:
        raise click.UsageError(say("--chart goes with --out and a name that ends in .svg or .png."))
    if who and ending not in WRITTEN:
        raise click.UsageError(say("--for goes with a report: --out and a name that ends in .html or .pdf."))
    header, session = played(runfile, scenario, must_be_over=say("the debrief"))
    if out is None and ways:
        _tell_ways(session, ways)
    elif out is None:
        _tell(session)
    elif ending == ".csv":
        numbers, words = in_csv(Row._fields, rows(session)), in_csv(DICTIONARY, dictionary())
        write_files([(out, numbers), (out.with_suffix(".dictionary.csv"), words)], over=overwrite)
    elif ending == ".json":
        found = json.dumps(document(session, analyse(session)), indent=1, ensure_ascii=False)
        write_files([(out, f"{found}\n".encode())], over=overwrite)
    else:
        write_files([(out, _made(header, session, ending, chart or CHARTS[0], who, _tried(session, ways)))], over=overwrite)


def _tried(session: Session, ways: Sequence[tuple[int, int]]) -> list[Tried]:
    """Each way that is asked for, played on. Leaves the program where there is no such way."""
    found = [numbered(session, *way) for way in dict.fromkeys(ways)]
    for one in found:
        if isinstance(one, Refusal):
            help = say("`--what-if QUARTER 0`, without --out, lists them.")
            leave(f"{one} {help}")
    return [one for one in found if not isinstance(one, Refusal)]


def _tell_ways(session: Session, ways: Sequence[tuple[int, int]]) -> None:
    """Prints other ways, as `what if` does in the terminal."""
    from game.terminal import what_if

    for turn, number in dict.fromkeys(ways):
        refused = numbered(session, turn, number)
        if isinstance(refused, Refusal) and (number != 0 or refused.code == "no_turn"):
            leave(refused)
        page = what_if.page(session, f"{turn} {number}", is_live=False)
        click.echo("\n".join(page.lines(_WIDTH)) + "\n")


def _made(header: Header, session: Session, ending: str, chart: str, who: str, tried: Sequence[Tried]) -> bytes:
    with making("report"):
        # First, so that a library that is missing is told before the futures are played.
        from game.debrief import charts, drawing, paper, report

        if ending in WRITTEN:
            paper.ready(is_print=ending == ".pdf")
        drawing.ready()
        found = analyse(session, n_tried=0 if ending in _CHARTS else MOST_TRIED)
        match ending:
            case ".html":
                return report.in_html(session, found, who=who, started=header.started, tried=tried)
            case ".pdf":
                return report.in_pdf(session, found, who=who, started=header.started, tried=tried)
            case ".svg":
                return charts.charts(session.place, found)[chart].picture(chart).svg.encode()
            case _:
                return charts.charts(session.place, found)[chart].png()


def _tell(session: Session) -> None:
    """Prints the debrief, as the game in the terminal does."""
    from game.terminal.debrief import opened, pages

    for page in pages(session, opened(session), is_live=False):
        click.echo("\n".join(page.lines(_WIDTH)) + "\n")
