"""Reading aloud by a speech command of the system, one child process at a time; what fails is said once and never stops play.

On Linux and the like that is espeak-ng or espeak, on macOS `say`, on Windows PowerShell with the system's own voice. The text
goes to the child's standard input, never into a command line, so that no word of it can be taken for anything else.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Final

from game.translation import say

MOST: Final = 1_200  # characters handed over at once; what is longer is said in parts
_POWERSHELL: Final = (
    "[Console]::InputEncoding = [System.Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())"
)
_COMMANDS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "darwin": (("say",),),
    "win32": (
        ("powershell", "-NoProfile", "-NonInteractive", "-Command", _POWERSHELL),
        ("pwsh", "-NoProfile", "-NonInteractive", "-Command", _POWERSHELL),
    ),
    "linux": (("espeak-ng", "--stdin", "-v", "en-gb"), ("espeak", "--stdin", "-v", "en-gb")),
}


def command(system: str = sys.platform, find: Callable[[str], str | None] = shutil.which) -> tuple[str, ...]:
    """The speech command of this machine, its program by its whole path; empty where there is none."""
    for name, *rest in _COMMANDS.get(system, _COMMANDS["linux"]):
        found = find(name)
        if found is not None:
            return found, *rest
    return ()


class SystemVoice:
    """A voice.

    Arguments:
        failed: is told once, in words, when nothing can be said.
        command: what to call; the machine's own where None, looked for when it is first needed.
    """

    def __init__(self, failed: Callable[[str], None], command: Sequence[str] | None = None) -> None:
        self._failed = failed
        self._command = tuple(command) if command is not None else None
        self._child: subprocess.Popen[bytes] | None = None
        self._next = ""
        self._has_failed = False

    def say(self, text: str, *, interrupt: bool = True) -> None:
        """Says a text, instead of what is being said or after it. Returns at once."""
        if self._has_failed or not text.strip():
            return
        if interrupt or not self.is_speaking:
            self._next = ""
            self._end()
            self._begin(text)
        else:
            self._next = f"{self._next} {text}".strip()

    def stop(self) -> None:
        """Falls silent. Whatever failed before may be tried again."""
        self._next = ""
        self._end()
        self._has_failed = False

    def look(self) -> None:
        """Sees whether the child has come to an end: goes on with what waits, or says why it failed."""
        child = self._child
        if child is None or child.poll() is None:
            return
        self._child = None
        if child.returncode != 0:
            self._fail(
                say(
                    "The voice of this computer cannot be used: {program} ended with {code}.",
                    program=self._program,
                    code=child.returncode,
                )
            )
        elif self._next:
            text, self._next = self._next, ""
            self._begin(text)

    @property
    def is_speaking(self) -> bool:
        """Whether something is being said."""
        return self._child is not None and self._child.poll() is None

    @property
    def _program(self) -> str:
        return self._command[0] if self._command else ""

    def _begin(self, text: str) -> None:
        now, later = _parted(_plain(text))
        self._next = f"{later} {self._next}".strip()
        if self._command is None:
            self._command = command()
        if not self._command:
            self._fail(
                say(
                    "This computer has no voice that the game knows. On Debian and Ubuntu: {command}",
                    command="sudo apt install espeak-ng",
                )
            )
            return
        try:
            self._child = subprocess.Popen(  # noqa: S603 - a program found by its name, and no word of the text in its call
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            if self._child.stdin is not None:
                # A pipe takes this much at once, whether anybody reads it or not.
                self._child.stdin.write(now.encode())
                self._child.stdin.close()
        except OSError as fault:
            self._end()
            self._fail(say("The voice of this computer cannot be used ({reason}).", reason=fault.strerror or fault))

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(OSError):
            if child.stdin is not None:
                child.stdin.close()
        with contextlib.suppress(OSError):
            child.kill()
        child.wait()

    def _fail(self, words: str) -> None:
        if not self._has_failed:
            self._has_failed = True
            self._next = ""
            self._failed(words)


def _plain(text: str) -> str:
    """A text without signs that a voice would spell out."""
    return text.replace("“", "").replace("”", "").replace("…", ",").replace(" - ", ", ").replace("£", f" {say('pounds')} ")


def _parted(text: str) -> tuple[str, str]:
    """As much of a text as is handed over at once, to the end of a sentence or at least of a word, and what is left."""
    if len(text) <= MOST:
        return text, ""
    cut = next((at for at in (text.rfind(sign, 0, MOST) for sign in (". ", " ")) if at > 0), MOST - 1) + 1
    return text[:cut], text[cut:].strip()
