"""The analysis behind the debrief, done once for a game in a thread of its own, so that the window goes on answering."""

from __future__ import annotations

import atexit
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from game.core.decision import Refusal
from game.debrief.analysis import Debrief, analyse, real_line
from game.debrief.fragility import TriedFinding, fragility
from game.debrief.lines import Beside, Line, beside, has_real_line, line
from game.debrief.moments import FUTURES, MOST_DECISIVE, Moments, moments
from game.debrief.rewind import Tried
from game.debrief.rewind import tried as other_line
from game.desktop.screen import Screen
from game.play.future import Between
from game.play.session import Session
from game.translation import say

Found = TypeVar("Found")
YIELD: Final = 0.001  # seconds


class Stopped(Exception):  # noqa: N818 - nothing has gone wrong
    """The work was broken off, because nobody waits for it any more."""


class Task(Generic[Found]):
    """Something worked out in a thread. `value` is there once it is done; a fault in it is raised again by whoever looks."""

    def __init__(self, work: Callable[[Between], Found]) -> None:
        self._work = work
        self._value: Found | None = None
        self._fault: BaseException | None = None
        self._flag = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        _RUNNING.add(self)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._value = self._work(self._go_on)
        except BaseException as fault:  # noqa: BLE001 - it is raised again in the window's own thread
            self._fault = fault
        finally:
            _RUNNING.discard(self)

    def _go_on(self) -> None:
        """Called by the work between two of its steps. Raises `Stopped` where it is to be broken off."""
        if self._flag.is_set():
            raise Stopped

    def stop(self) -> None:
        """Has the work broken off at its next step."""
        self._flag.set()

    def join(self) -> None:
        """Waits until it has come to an end."""
        self._thread.join()

    @property
    def is_done(self) -> bool:
        """Whether it has come to an end."""
        return not self._thread.is_alive()

    @property
    def value(self) -> Found | None:
        """What was found; None while it is worked on."""
        return self.found() if self.is_done else None

    def found(self) -> Found:
        """What was found, however long it takes."""
        self.join()
        if self._fault is not None:
            raise self._fault
        return self._value  # type: ignore[return-value] # the work has ended without a fault


_RUNNING: set[Task[Any]] = set()


@atexit.register
def _stop_all() -> None:
    """Stops what still runs when the program ends: a thread that is cut off in the midst of numpy takes the program with it."""
    running = list(_RUNNING)
    for task in running:
        task.stop()
    for task in running:
        task.join()


class Waits(Screen, Generic[Found]):
    """A screen of something that is worked out while it is shown: it moves once, when that has come."""

    _task: Task[Found]
    _was_done = False

    def is_moving(self, now: float) -> bool:  # noqa: ARG002 - what every screen is asked
        """Whether what was waited for has come and is not shown yet."""
        return self._task.is_done and not self._was_done

    def come(self) -> Found | None:
        """What has come, to be shown now; None while it is waited for."""
        self._was_done = self._task.is_done
        return self._task.value


@dataclass(frozen=True, slots=True)
class TwoLines:
    """The player's line and the real leaders', as the first page of a debrief needs them; see `Debrief` for `has_real`."""

    real_session: Session
    own: Line
    real: Line
    has_real: bool
    measures: tuple[Beside, ...]


@dataclass
class Work:
    """What is worked out for one game that is over.

    First the two lines, which are soon there, and with them what the ledger tells at once (`early`, without what hung on each
    decision and the questions that follow from it); then the `whole`, for which every other way is played on many times.

    Arguments:
        session: the game.
        n_futures: under how many futures each way that was not taken is played on.
        n_tried: how many of the most decisive findings are tried with every assumption a quarter off.
        what_ifs: other lines that were asked for, by (turn, dilemma, option).
    """

    session: Session
    n_futures: int = FUTURES
    n_tried: int = MOST_DECISIVE
    what_ifs: dict[tuple[int, str, str], Task[Tried | Refusal]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A thread that computes gives way to the window this often, so that a key is answered in time.
        sys.setswitchinterval(min(sys.getswitchinterval(), YIELD))
        self.tried: Task[tuple[TriedFinding, ...]] | None = None
        self.report: Task[Any] | None = None
        self.lines: Task[TwoLines] = Task(self._two_lines)
        self.early: Task[Debrief] = Task(lambda _: self._analysed(None))
        self.whole: Task[Debrief] = Task(self._moments)

    def stop(self) -> None:
        """Has all of it broken off."""
        for task in (self.lines, self.early, self.whole, self.tried, self.report, *self.what_ifs.values()):
            if task is not None:
                task.stop()

    def _two_lines(self, _: Between) -> TwoLines:
        real = real_line(self.session)
        own, other = line(self.session), line(real)
        has_real = has_real_line(self.session.place)
        return TwoLines(real, own, other, has_real, beside(own, other, whose=say("the real line") if has_real else ""))

    def _analysed(self, told: Moments | None) -> Debrief:
        real, nothing = self.lines.found().real_session, Moments((), 0, {}, "")
        return analyse(self.session, real, n_futures=self.n_futures if told else 0, told=told or nothing)

    def _moments(self, between: Between) -> Debrief:
        return self._analysed(moments(self.session, n_futures=self.n_futures, between=between))

    def what_if(self, turn: int, dilemma: str, option: str) -> Task[Tried | Refusal]:
        """The line with another option in one decision, worked out the first time it is asked for."""
        key = (turn, dilemma, option)
        if key not in self.what_ifs:
            self.what_ifs[key] = Task(lambda _: other_line(self.session, *key))
        return self.what_ifs[key]

    def trying(self) -> Task[tuple[TriedFinding, ...]]:
        """Which of the decisive findings hold with every assumption a quarter off; begun when it is first asked for."""
        if self.tried is None:
            self.tried = Task(self._fragility)
        return self.tried

    def _fragility(self, between: Between) -> tuple[TriedFinding, ...]:
        return fragility(self.session, self.whole.found().moments, most=self.n_tried, between=between)

    @property
    def n_done(self) -> int:
        """How far it has come: a number that grows."""
        tried = self.tried is not None and self.tried.is_done
        found = self.lines.is_done + self.early.is_done + self.whole.is_done + tried
        return found + sum(task.is_done for task in self.what_ifs.values())
