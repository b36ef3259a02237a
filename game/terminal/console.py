"""Reading and writing lines: a terminal, a pipe or a test."""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from game.terminal.page import Page

WIDEST = 80  # a longer line is hard to read, however wide the window
NARROWEST = 30
SOON = 0.2  # seconds after Ctrl-Z in which the game stands still at the latest


class EndOfInput(Exception):  # noqa: N818 - not an error: whoever types has left, or the pipe is empty
    """There is nothing more to read."""


class Console:
    """Where the game prints and whence it reads.

    Arguments:
        read: gives the next line for a prompt, as `input` does; raises `EOFError` when there is none.
        write: takes what is printed, whole lines at a time.
        is_echoing: whether to print what was read, because no terminal shows it.
        width: gives the characters of a line, which change when a terminal's window does.
    """

    def __init__(
        self,
        read: Callable[[str], str],
        write: Callable[[str], None],
        *,
        is_echoing: bool,
        width: Callable[[], int] = lambda: WIDEST,
    ) -> None:
        self._read = read
        self._write = write
        self._is_echoing = is_echoing
        self._width = width

    @classmethod
    def standard(cls) -> Console:
        """The terminal, or whatever standard input and output are."""
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # a stray byte is a typing mistake, not the end
        is_typing = sys.stdin is not None and sys.stdin.isatty()
        if is_typing:
            with suppress(ImportError):  # not on every system
                import readline  # noqa: F401 - from now on `input` lets one edit the line and go back to earlier ones
        return cls(_input, _print, is_echoing=not is_typing, width=lambda: shutil.get_terminal_size((WIDEST, 24)).columns)

    def show(self, page: Page) -> None:
        """Prints a page, and an empty line after it."""
        width = max(NARROWEST, min(self._width(), WIDEST))
        self._write("\n".join([*page.lines(width), ""]))

    def say(self, text: str) -> None:
        """Prints one paragraph, and an empty line after it."""
        self.show(Page().line(text))

    def ask(self, prompt: str) -> str:
        """What is typed at a prompt, without blanks around it. Raises `EndOfInput`."""
        try:
            line = self._read(f"{prompt}> ")
        except EOFError:
            self._write("")
            raise EndOfInput from None
        except KeyboardInterrupt:
            self._write("")
            raise
        if self._is_echoing:
            self._write(line)
        self._write("")
        return line.strip()


def _input(prompt: str) -> str:
    if sys.stdin is None:
        raise EOFError
    if sys.stdin.isatty() and _can_be_stopped():
        with _taken_up_again(prompt):
            return input(prompt)
    return input(prompt)


def _can_be_stopped() -> bool:
    """Whether Ctrl-Z stops the program, and this thread may say how; whoever started it may have had it ignored."""
    is_default = hasattr(signal, "SIGTSTP") and signal.getsignal(signal.SIGTSTP) is signal.SIG_DFL
    return is_default and threading.current_thread() is threading.main_thread()


@contextmanager
def _taken_up_again(prompt: str) -> Iterator[None]:
    """Has a prompt that Ctrl-Z left as it was when the game is in the foreground again, with what had been typed.

    Nobody else does: the shell gives the terminal back as it has it itself, and Python has readline leave signals alone.
    """
    import termios

    plain = termios.tcgetattr(sys.stdin)

    def stop(*_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)  # an alarm would break off what the terminal is told
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # pressed again before it stands still, it is meant once
        editing = termios.tcgetattr(sys.stdin)
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, plain)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)  # here it stands still
        signal.signal(signal.SIGTSTP, stop)
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, editing)
        readline = sys.modules.get("readline")
        print(prompt, readline.get_line_buffer() if readline else "", sep="", end="", flush=True)
        signal.setitimer(signal.ITIMER_REAL, SOON, SOON)

    signal.signal(signal.SIGTSTP, stop)
    # Python does what a signal asks for when its wait for a key is broken off. Ctrl-Z while the last key is still being shown
    # comes before that wait: nothing would break it off, and nothing would happen, until another key is pressed.
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, SOON, SOON)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)


def _print(text: str) -> None:
    print(text, flush=True)
