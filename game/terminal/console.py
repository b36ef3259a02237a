"""Reading and writing lines: a terminal, a pipe or a test."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress

from game.terminal.page import Page

WIDEST = 80  # a longer line is hard to read, however wide the window
NARROWEST = 30


class EndOfInput(Exception):  # noqa: N818 - not an error: whoever types has left, or the pipe is empty
    """There is nothing more to read."""


class Console:
    """Where the game prints and whence it reads.

    Arguments:
        read: gives the next line for a prompt, as `input` does; raises `EOFError` when there is none.
        write: takes what is printed, whole lines at a time.
        is_echoing: whether to print what was read, because no terminal shows it.
        width: characters a line.
    """

    def __init__(
        self,
        read: Callable[[str], str],
        write: Callable[[str], None],
        *,
        is_echoing: bool,
        width: int = WIDEST,
    ) -> None:
        self._read = read
        self._write = write
        self._is_echoing = is_echoing
        self.width = max(NARROWEST, min(width, WIDEST))

    @classmethod
    def standard(cls) -> Console:
        """The terminal, or whatever standard input and output are."""
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # a stray byte is a typing mistake, not the end
        is_typing = sys.stdin is not None and sys.stdin.isatty()
        if is_typing:
            with suppress(ImportError):  # not on every system
                import readline  # noqa: F401 - from now on `input` lets one edit the line and go back to earlier ones
        return cls(_input, _print, is_echoing=not is_typing, width=shutil.get_terminal_size((WIDEST, 24)).columns)

    def show(self, page: Page) -> None:
        """Prints a page, and an empty line after it."""
        self._write("\n".join([*page.lines(self.width), ""]))

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
    return input(prompt)


def _print(text: str) -> None:
    print(text, flush=True)
