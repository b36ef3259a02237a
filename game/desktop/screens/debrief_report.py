"""The report to keep: written beside the saved game, in a thread of its own, as HTML and where it can be as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.core.decision import Refusal
from game.debrief.paper import PaperFault
from game.desktop.screens.debrief_work import Task, Waits
from game.desktop.screens.question import dialog
from game.desktop.table import Table
from game.desktop.ui.box import Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Icon, Text, button
from game.play.disk import REAL_DISK
from game.play.keeping import beside
from game.play.record import SaveFault
from game.play.store import new_path
from game.play.writing import faults, publish
from game.translation import later, say

if TYPE_CHECKING:
    from game.debrief.analysis import Debrief
    from game.debrief.rewind import Tried
    from game.play.future import Between
    from game.play.session import Session

_WRITING: Final = later(
    "The report is being written, which may take a minute. You can close this and come back to see where it is."
)
_TELLS: Final = later("It tells what this debrief tells, with what you kept at its questions. Nothing was sent anywhere.")


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing a report: the files there are now, and sentences on what could not be written."""

    files: tuple[Path, ...]
    faults: tuple[str, ...]


def write_report(session: Session, found: Debrief, tried: Sequence[Tried] = ()) -> Written:
    """Writes the report of a game that is over, as HTML and as PDF, under names that are free; what cannot be is told.

    Arguments:
        session: the game.
        found: its debrief.
        tried: the other ways that were tried, which stand in it too.
    """
    try:
        from game.debrief import paper, report

        paper.ready(is_print=False)
        page = report.in_html(session, found, tried=tried)
    except ModuleNotFoundError as error:
        return Written((), (_missing(error),))
    made, failed = [(".html", page)], []
    try:
        made.append((".pdf", report.in_pdf(session, found, tried=tried)))
    except ModuleNotFoundError as error:
        failed.append(f"{say('There is no PDF.')} {_missing(error)}")
    except PaperFault as fault:
        failed.append(f"{say('There is no PDF.')} {fault}")
    path = session.path or new_path(session.place.id, session.seed, datetime.now(UTC).isoformat())
    stem = _free(path)
    files = []
    for ending, data in made:
        target = beside(path, f"{stem}{ending}")
        try:
            with faults(target, say("The game itself is as it was.")):
                REAL_DISK.make_folder(target.parent)
                publish(REAL_DISK, target, data)
        except SaveFault as fault:
            failed.append(str(fault))
        else:
            files.append(target)
    return Written(tuple(files), tuple(failed))


def _free(path: Path) -> str:
    """The first name for a report beside a saved game that no earlier report has."""
    stems = ["-report", *(f"-report-{number}" for number in range(2, 1_000))]
    return next(stem for stem in stems if not any(beside(path, f"{stem}{ending}").exists() for ending in (".html", ".pdf")))


def _missing(error: ModuleNotFoundError) -> str:
    if (error.name or "").partition(".")[0] == "game":
        raise error
    return say("A report needs {package}, which is not installed. Try: pip install 'wholeplace[report]'", package=error.name)


class ReportScreen(Waits[Written]):
    """Says that the report is being written, then where it is. It opens nothing."""

    title = later("A report to keep")
    is_over = True

    def __init__(self, table: Table) -> None:
        super().__init__(table.window)
        self._work = table.work
        if self._work.report is None:
            self._work.report = Task(self._writing(table.session, self._work.whole, tuple(self._work.what_ifs.values())))
        self._task = self._work.report

    @staticmethod
    def _writing(session: Session, whole: Task[Debrief], asked: Sequence[Task[Tried | Refusal]]) -> Callable[[Between], Written]:
        """Writes once everything that was asked for is there: another way that is still being played is waited for."""

        def work(_: Between) -> Written:
            tried = [one.found() for one in asked]
            return write_report(session, whole.found(), [one for one in tried if not isinstance(one, Refusal)])

        return work

    def first(self) -> str:
        """The way back."""
        return "close"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """What is being done, then where the files are, and what could not be written."""
        written = self.come()
        lines: list[Element] = []
        if written is None:
            lines.append(_line("clock", say(_WRITING)))
        else:
            # It has been told where it is; asked for again, it is written anew, with what has been kept since.
            self._work.report = None
            if written.files:
                lines.append(Text(say(_TELLS)))
            lines += [_line("file-check", str(path)) for path in written.files]
            lines += [_line("triangle-alert", fault) for fault in written.faults]
        return dialog(
            say(self.title),
            *lines,
            foot=Row(button(say("Close"), self.close, key="close", look="primary")),
            key="report",
            most=720,
        )

    def help(self) -> tuple[tuple[str, str], ...]:
        """What a report is."""
        text = say("The debrief as a file: one page for a browser, and the same as a PDF where this computer can set one.")
        return ((say("The report"), text),)


def _line(sign: str, text: str) -> Element:
    return Row(Icon(sign, 18, "quiet"), Text(text, grow=1.0), gap=9, align="start", role="status", name=text, is_live=True)
