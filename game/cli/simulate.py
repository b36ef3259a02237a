"""`wholeplace simulate`: a place played many times, and what no reading can say."""

from __future__ import annotations

import csv
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

import click

from game.cli.argument import CUT, OneOf, WholeNumber, print_document, print_json, scenario_file
from game.cli.leaving import leave, tell
from game.cli.loading import PARAMETERS, loaded_with_file
from game.cli.output import OVERWRITE, ending_of, making, must_take, write_files
from game.cli.progress import finish_line, progress_line
from game.cli.reading import STOPPED
from game.core.place import Place
from game.play.crew import Crew, Others
from game.play.executor import VARIABLE, is_installed
from game.play.policy import policy_names
from game.translation import later, say

if TYPE_CHECKING:
    from game.bench.simulate import Report

_MOST_RUNS = 4_000_000  # what the sums in whole numbers have room for


@click.command(epilog=later("Example: wholeplace simulate barnet --runs 10000 --jobs 2"))
@click.argument("scenario", type=scenario_file)
@click.option("--runs", type=WholeNumber(1, _MOST_RUNS), default=1000, show_default=True, help=later("How many playthroughs."))
@click.option("--policy", "policies", multiple=True, type=OneOf(policy_names()), help=later("Who decides; may be given again."))
@click.option("--seed", type=WholeNumber(0, 2**63 - 1), default=1, show_default=True, help=later("The first seed."))
@PARAMETERS
@CUT
@click.option("--jobs", type=WholeNumber(1, 256), help=later("Processes; as many as there are cores, if left out."))
@click.option(
    "--executor",
    envvar=VARIABLE,
    show_envvar=True,
    type=OneOf(["auto", "numpy", "numba"]),
    help=later("Who does the sums; the answer is the same. numba (the extra `fast`) is faster, once it has compiled the rules."),
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help=later("Play on a Dask cluster (the extra `cluster`); `local` starts one here, of --jobs workers."),
)
@click.option(
    "--format",
    "form",
    type=OneOf(["text", "json", "csv", "html"]),
    default="text",
    show_default=True,
    help=later("csv: the headline measures of each playthrough; html: one page with charts."),
)
@click.option("--sensitivity", "has_sensitivity", is_flag=True, help=later("Try every assumption of the model as well."))
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help=later("A chart of the endings too, as .svg or .png.")
)
@OVERWRITE
@click.pass_context
def command(
    ctx: click.Context,
    scenario: Path,
    runs: int,
    policies: tuple[str, ...],
    seed: int,
    params: Path | None,
    cut: str,
    jobs: int | None,
    executor: str | None,
    cluster: str | None,
    form: str,
    out: Path | None,
    *,
    overwrite: bool,
    has_sensitivity: bool,
) -> None:
    """Play a place many times and report what no reading can.

    The seeds are --seed and those after it; playthrough r is the one that `run` plays with that seed. Without --policy, play by
    chance is simulated in full, and fewer games of `explore` and of five lines of play that are compared. The report tells what
    is reached, how it ends, which decision mattered, which playability laws hold, and what to look at: cause by cause, where it
    stands, with a small game that shows it. Ctrl-C stops it, and so does SIGTERM; what was played until then is reported.
    """
    ending = ""
    if out is not None:
        # First, so that a file that cannot be written and a library that is missing are told before it is played.
        ending = ending_of(out, (".svg", ".png"))
        must_take(out, over=overwrite)
        with making("report"):
            from game.debrief.drawing import ready

            ready()
    n_jobs = jobs or _processors()
    if executor == "numba" and not is_installed():
        raise click.UsageError(say("--executor numba needs the extra `fast`: install it with pip install 'wholeplace[fast]'."))
    if executor:
        os.environ[VARIABLE] = executor  # processes that are started inherit it
    # With few playthroughs, starting processes takes longer than they save.
    n_jobs = n_jobs if runs > 1000 or jobs or has_sensitivity else 1
    with _stopping(), _started(n_jobs if cluster is None else 1, runs) as others:
        # Only now what takes time to load: meanwhile the others load what they need.
        from game.bench.simulate import simulate

        place, parameters, checked = loaded_with_file(scenario, params, cut)
        if out is not None and not place.endings:
            raise click.UsageError(say("--out draws the endings, and this place has none in words."))
        with _crew(place, n_jobs, cluster, others) as crew:
            report = simulate(
                place,
                first=seed,
                runs=runs,
                policies=policies,
                crew=crew,
                parameters=parameters,
                progress=progress_line(),
                checked=checked,
                has_sensitivity=has_sensitivity,
            )
    finish_line()
    _print(report, form)
    if out is not None:
        from game.debrief.charts import endings

        drawn = endings([(name, shares_of(report, name)) for name in report.ensembles])
        write_files([(out, drawn.png() if ending == ".png" else drawn.picture("endings").svg.encode())], over=overwrite)
    ctx.exit(0 if report.is_complete else STOPPED)


def _print(report: Report, form: str) -> None:
    """Prints a report in the form that was asked for."""
    from game.bench.report import document, rows, text

    match form:
        case "json":
            print_json(document(report))
        case "html":
            from game.bench.page import page

            print_document(page(report).encode())
        case "csv":
            if not report.is_complete:  # a table has no place for it; the other forms say so themselves
                tell(say("Stopped before the end; this is what was played until then."))
            csv.writer(sys.stdout, lineterminator="\n").writerows(rows(report))
        case _:
            click.echo(text(report))


def _processors() -> int:
    """How many processors this process may use: in a container, often fewer than the machine has."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


@contextmanager
def _stopping() -> Iterator[None]:
    """Has SIGTERM stop it as Ctrl-C does; tells, where another process has gone, what may have ended it."""
    # In a thread of a larger program signals are not ours.
    is_ours = current_thread() is main_thread()
    before = signal.signal(signal.SIGTERM, signal.default_int_handler) if is_ours else None
    try:
        yield
    except BrokenExecutor:
        finish_line()
        leave(
            say(
                "One of the processes that play was ended from outside, perhaps for want of memory, and nothing can be told. "
                "Try fewer of them, as in --jobs 1."
            )
        )
    finally:
        if is_ours:
            signal.signal(signal.SIGTERM, before)


@contextmanager
def _started(jobs: int, runs: int) -> Iterator[Others | None]:
    """Other processes that play, where more than this one is to; they are not waited for when they are no longer needed."""
    if jobs <= 1:
        yield None
        return
    try:
        others = Others(jobs - 1, runs)
    except (OSError, ImportError):  # some machines have no place for what processes wait for one another by
        tell(say("This machine does not let several processes work together, so one plays it all; the answer is the same."))
        yield None
        return
    try:
        yield others
    finally:
        others.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _crew(place: Place, jobs: int, cluster: str | None, others: Others | None) -> Iterator[Crew]:
    """Whoever plays the batches; a cluster that is not there is told as a wrong call."""
    with ExitStack() as stack:
        if cluster is None:
            yield stack.enter_context(Crew(place, 1 if others is None else jobs, takes_part=True, others=others))
            return
        if find_spec("distributed") is None:
            raise click.UsageError(say("--cluster needs the extra `cluster`: install it with pip install 'wholeplace[cluster]'."))
        from game.play.cluster import Cluster, NoCluster

        try:
            crew = stack.enter_context(Cluster(place, cluster, jobs))
        except NoCluster as error:
            raise click.UsageError(str(error)) from error
        yield crew


def shares_of(report: Report, name: str) -> list[tuple[str, float, float, float]]:
    """The endings of one line of play: title, share of the playthroughs, and the interval of that share."""
    from game.bench.report import document

    return [(one["title"], one["share"], one["low"], one["high"]) for one in document(report)["policies"][name]["endings"]]
