"""Reading aloud by a speech command of the system, one child process at a time; what fails is said once and never stops play.

On Linux and the like that is espeak-ng or espeak, on macOS `say`, on Windows PowerShell with the system's own voices. The text
goes to the child's standard input, never into a command line, so that no word of it can be taken for anything else. The voice is
one of the language that the game speaks; where this computer has none, its usual one reads, and the game says so.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from game.translation import say
from game.translation.catalogue import current, languages
from game.translation.message import ENGLISH

MOST: Final = 1_200  # characters handed over at once; what is longer is said in parts
_POWERSHELL: Final = (
    "[Console]::InputEncoding = [System.Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
    "$own = New-Object System.Speech.Synthesis.SpeechSynthesizer; $fit = $own.GetInstalledVoices() | Where-Object {{ "
    "$_.Enabled -and $_.VoiceInfo.Culture.TwoLetterISOLanguageName -eq '{language}' }} | Select-Object -First 1; "
    "if ($fit) {{ $own.SelectVoice($fit.VoiceInfo.Name) }}; $own.Speak([Console]::In.ReadToEnd())"
)
_PROGRAMS: Final = {"darwin": ("say",), "win32": ("powershell", "pwsh"), "linux": ("espeak-ng", "espeak")}
_USUAL: Final = "en-gb"
_LISTED: Final = re.compile(r"^(?P<name>\S.*?)\s+(?P<language>[a-z]{2,3})[_-]\w+\s+#", re.MULTILINE)
_PATIENCE: Final = 5.0  # seconds for the list of a machine's voices


def command(
    system: str = sys.platform,
    find: Callable[[str], str | None] = shutil.which,
    language: str = ENGLISH,
    told: Callable[[tuple[str, ...]], str] | None = None,
) -> tuple[str, ...]:
    """The speech command of this machine, its program by its whole path; empty where there is none.

    Arguments:
        system: as Python calls it.
        find: gives a program's path.
        language: the code of the language that is to be read.
        told: what a command prints; asked for the machine's voices, where another language than English is to be read.
    """
    found = next(filter(None, map(find, _PROGRAMS.get(system, _PROGRAMS["linux"]))), None)
    if found is None:
        return ()
    if system == "win32":
        return found, "-NoProfile", "-NonInteractive", "-Command", _POWERSHELL.format(language=language)
    voice = "" if language == ENGLISH else _voice(system, found, language, told or _told)
    if system == "darwin":
        return (found, "-v", voice) if voice else (found,)
    return found, "--stdin", "-v", voice or _USUAL


def lacks(language: str, system: str = sys.platform, find: Callable[[str], str | None] = shutil.which) -> str:
    """A sentence on a language that this computer's voice does not speak; nothing where it does, or where there is no voice.

    On Windows the voice is sought when it speaks, which takes too long to be asked beforehand: there nothing is said.
    """
    if language == ENGLISH or system == "win32" or language not in languages():
        return ""
    with_it, without = (command(system, find, one) for one in (language, ENGLISH))
    if with_it != without or not without:
        return ""
    return say(
        "This computer has no voice for {language}: its usual voice reads it, and says it wrongly.",
        language=languages()[language].name,
    )


def switched(*, is_on: bool) -> str:
    """What is said when reading aloud has been switched on or off."""
    if not is_on:
        return say("Reading aloud is off.")
    return f"{say('Reading aloud is on.')} {lacks(current())}".strip()


def _voice(system: str, program: str, language: str, told: Callable[[tuple[str, ...]], str]) -> str:
    """What this machine calls a voice of a language; nothing where it has none."""
    if system == "darwin":
        voices = _LISTED.finditer(told((program, "-v", "?")))
        return next((one["name"] for one in voices if one["language"] == language), "")
    lines = told((program, f"--voices={language}")).splitlines()[1:]  # below the names of its columns
    return language if any(line.split()[1:2] == [language] for line in lines) else ""


@cache
def _told(call: tuple[str, ...]) -> str:
    """What a command prints; nothing where it fails. Asked once: a machine gets no voice while the game runs."""
    try:
        done = subprocess.run(  # noqa: S603 - a program found by its name, and a language that the game speaks
            call, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")


class SystemVoice:
    """A voice.

    Arguments:
        failed: is told once, in words, when nothing can be said.
        command: what to call; the machine's own where None, looked for when it is first needed.
    """

    def __init__(self, failed: Callable[[str], None], command: Sequence[str] | None = None) -> None:
        self._failed = failed
        self._command = tuple(command) if command is not None else None
        self._is_given = command is not None
        self._language = ""  # in which the command reads
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
        if not self._is_given and (self._command is None or self._language != current()):
            self._language = current()
            self._command = command(language=self._language if self._language in languages() else ENGLISH)
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
