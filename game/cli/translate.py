"""`wholeplace translate`: a scenario's words in another language, brought up to date for whoever translates them."""

from __future__ import annotations

from pathlib import Path

import click

from game.bench.translating import Progress, bring_up_to_date
from game.cli.argument import scenario_file
from game.cli.leaving import leave, leave_with, tell
from game.cli.output import making
from game.scenario.check import check_path
from game.translation import later, say
from game.translation.catalogue import CatalogueFault, languages


@click.command(epilog=later("Example: wholeplace translate my_place --language cy"))
@click.argument("scenario", type=scenario_file)
@click.option("--language", required=True, metavar="CODE", help=later("The language to translate into, such as cy for Welsh."))
@click.option(
    "--check", "is_check", is_flag=True, help=later("Write nothing; exit code 1 if anything is missing or does not fit.")
)
@click.pass_context
def command(ctx: click.Context, scenario: Path, language: str, *, is_check: bool) -> None:
    """Bring a scenario's words in another language up to date.

    Writes CODE.po beside SCENARIO, with every text that people read, for a translation editor such as Poedit or any editor of
    text, and CODE.mo, which the game reads. Run again after the scenario or the translation has changed: new texts are added,
    those whose English has changed are marked fuzzy, and those that are gone stay at the end of the file as comments.
    """
    checked = check_path(scenario)
    if not checked.is_playable:
        leave_with(checked.diagnostics)
    try:
        with making("translate"):
            progress = bring_up_to_date(checked.data, scenario, language, writes=not is_check)
    except ValueError as fault:
        raise click.BadParameter(say("{fault} Try one such as cy.", fault=fault), param_hint="--language") from None
    except CatalogueFault as fault:
        leave(say("{fault} Mend that line, or move the file away; nothing was written.", fault=fault))
    except OSError as fault:
        leave(say("{file} cannot be read or written: {why}.", file=fault.filename or scenario, why=fault.strerror or fault))
    _tell(progress)
    if language not in languages():
        tell(
            say(
                "The game itself does not speak “{code}” yet, and a place is played in a language of the game: it can be played "
                "in this one once somebody has begun it for the interface.",
                code=language,
            )
        )
    ctx.exit(1 if is_check and not progress.is_whole else 0)


def _tell(progress: Progress) -> None:
    """Prints how far the translation is, and what is wrong with it."""
    for fault in progress.faults:
        click.echo(f"{progress.file}: {fault}")
    click.echo(
        say(
            "{file}: of {n} texts {translated} are translated, {fuzzy} are to be looked at again, {missing} are missing.",
            file=progress.file,
            n=progress.n,
            translated=progress.n_translated,
            fuzzy=progress.n_fuzzy,
            missing=progress.n_missing,
        )
    )
