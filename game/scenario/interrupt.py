"""Ctrl-C while a scenario is being read ends the reading as itself, whatever was being done in it."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType


class Interruptible:
    """A stretch out of which Ctrl-C always comes as `KeyboardInterrupt`.

    Reading goes through parsers and checks in other languages. Where one of them takes the interrupt for a no of ours and goes
    on, what it makes of that would be told as a fault of the scenario. Where somebody else has said what Ctrl-C does, and outside
    the thread that is interrupted, that stays so.
    """

    def __enter__(self) -> None:
        """From now on it is noted that Ctrl-C came."""
        self._has_come = False
        self._is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if self._is_ours:
            try:
                signal.signal(signal.SIGINT, self._note)
            except ValueError:  # not the thread that is interrupted
                self._is_ours = False

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Raises `KeyboardInterrupt` where Ctrl-C came and something else came of it."""
        if self._is_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if self._has_come and not isinstance(error, KeyboardInterrupt):
            raise KeyboardInterrupt from None

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._has_come = True
        raise KeyboardInterrupt
