"""Ctrl-C while modules are read in, and when all is done: it ends the program at once, and nothing of it is shown."""

from __future__ import annotations

# `signal` is this and some names, and takes so long to be read in that Ctrl-C may come meanwhile.
import _signal as signal  # type: ignore[import-not-found] # as old as Python's `signal`, and named by nobody's types
import os

STOPPED = 130  # as a shell reports a program that Ctrl-C ended


class ReadingIn:
    """A stretch in which modules are read in. As an exception, Ctrl-C could end up there inside another one, or be lost.

    Where the program was started with Ctrl-C ignored, or where somebody else has said what it does, that stays so.
    """

    def __enter__(self) -> None:
        """From now on Ctrl-C ends the program."""
        self._before = signal.getsignal(signal.SIGINT)
        if self._before is signal.default_int_handler:
            try:
                signal.signal(signal.SIGINT, _stop)
            except ValueError:  # not the thread that is interrupted
                self._before = None

    def __exit__(self, *_: object) -> None:
        """From now on it is an exception again."""
        if self._before is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._before)


def all_is_done() -> None:
    """What is left is Python's own end, which Ctrl-C cuts short in silence."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _stop(*_: object) -> None:
    # A command does nothing before it has been read in, so there is nothing to tidy up.
    os._exit(STOPPED)
