"""The voice, the transcript and the sounds: they do what they should with what the machine has, and fail in a message."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from game.desktop import sound, speech
from game.desktop.screens.introduction import IntroductionScreen
from game.desktop.screens.preferences import PreferencesScreen
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.speech import SystemVoice
from game.desktop.table import Table
from game.desktop.transcript import MOST, Transcript
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from game.translation.catalogue import VARIABLE
from tests.desktop.hand import Person, a_table
from tests.places.laboratory import laboratory
from tests.places.shipped import barnet

# A voice that writes what it is given to a file, and then takes as long over it as it is told to.
SPEAKER = "import sys, time; open(sys.argv[1], 'a').write(sys.stdin.read() + '\\n'); time.sleep(float(sys.argv[2]))"


def speaker(file: Path, seconds: float = 0.0) -> list[str]:
    """The command of a voice that writes."""
    return [sys.executable, "-c", SPEAKER, str(file), str(seconds)]


def waited(voice: SystemVoice) -> None:
    """Waits, as the loop does, until all has been said."""
    for _ in range(6_000):
        voice.look()
        if not voice.is_speaking:
            return
        time.sleep(0.01)
    raise AssertionError("the voice does not come to an end")


class TestVoice:
    """Reading aloud by a command of the system."""

    def test_the_command_is_the_machines_own(self) -> None:
        """Each system's own voice is taken, the better one first; where there is none, nothing."""
        known = {"espeak": "/usr/bin/espeak", "say": "/usr/bin/say", "powershell": "C:/powershell.exe"}
        assert speech.command("linux", known.get) == ("/usr/bin/espeak", "--stdin", "-v", "en-gb")
        assert speech.command("freebsd14", known.get)[0] == "/usr/bin/espeak"
        assert speech.command("darwin", known.get) == ("/usr/bin/say",)
        assert speech.command("win32", known.get)[0] == "C:/powershell.exe"
        assert speech.command("linux", lambda _: None) == ()

    def test_the_voice_is_of_the_language(self) -> None:
        """Where the engine has a voice of the language the game speaks, that is called; where it has none, its usual one."""
        lists = {
            ("/bin/espeak-ng", "--voices=cy"): "Pty Language Age/Gender VoiceName File\n 5  cy  --/M  Welsh  cel/cy\n",
            ("/bin/espeak-ng", "--voices=ga"): "Pty Language Age/Gender VoiceName File\n",
            ("/bin/say", "-v", "?"): "Eddy (English (UK)) en_GB    # Hello!\nGwen Ddu            cy_GB    # Helo!\n",
        }
        known = {"espeak-ng": "/bin/espeak-ng", "say": "/bin/say", "powershell": "powershell"}
        for system in ("linux", "darwin"):
            welsh, irish, english = (
                speech.command(system, known.get, language, lists.__getitem__) for language in ("cy", "ga", "en")
            )
            assert welsh[-2:] == ("-v", "cy" if system == "linux" else "Gwen Ddu")
            assert irish == english != welsh
        (script,) = speech.command("win32", known.get, "cy")[-1:]
        assert "-eq 'cy' }" in script
        assert "{{" not in script

    @pytest.mark.skipif(sys.platform == "win32", reason="a program that is a script has another name there")
    @pytest.mark.parametrize("has_welsh", [True, False])
    def test_another_language_another_voice(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_welsh: bool) -> None:
        """With the language the voice changes while the game runs; V and the settings say so where there is none for it."""
        engine = tmp_path / "espeak-ng"
        listed = " 5 cy --/M Welsh cel/cy" if has_welsh else ""
        engine.write_text(
            f"#!{sys.executable}\nimport sys\n"
            f"if sys.argv[1] == '--voices=cy': print('Pty Language'); print({listed!r}); sys.exit()\n"
            f"open({str(tmp_path / 'said')!r}, 'a').write(sys.argv[3] + ' ' + sys.stdin.read() + chr(10))\n",
            encoding="utf-8",
        )
        engine.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setenv(VARIABLE, "en")
        speech._told.cache_clear()
        voice = SystemVoice(pytest.fail)
        voice.say("one")
        waited(voice)
        driver = Person(has_speech=False)
        driver.open(PreferencesScreen(driver.window))
        driver.click("page:sound")
        assert "no voice for" not in driver.words
        monkeypatch.setenv(VARIABLE, "cy")
        voice.say("dau")
        waited(voice)
        told = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
        assert told == ["en-gb one", "cy dau" if has_welsh else "en-gb dau"]
        driver.window.change()
        driver.rest()
        assert ("This computer has no voice for Cymraeg" in driver.words) is not has_welsh
        assert ("no voice for Cymraeg" in speech.switched(is_on=True)) is not has_welsh

    def test_what_is_said_goes_in_by_standard_input(self, tmp_path: Path) -> None:
        """No text is part of the call, however it begins."""
        said: list[str] = []
        voice = SystemVoice(said.append, speaker(tmp_path / "said"))
        voice.say("--help; rm -rf ~ “yes”")
        waited(voice)
        assert (tmp_path / "said").read_text(encoding="utf-8") == "--help; rm -rf ~ yes\n"
        assert said == []

    def test_it_never_waits_and_interrupts(self, tmp_path: Path) -> None:
        """A new text comes at once and ends the old one; there is one child at a time."""
        voice = SystemVoice(lambda _: None, speaker(tmp_path / "said", 30.0))
        start = time.perf_counter()
        voice.say("one")
        first = voice._child
        voice.say("two")
        assert time.perf_counter() - start < 25.0  # and not thirty, as long as the first speaks
        assert first is not None
        assert first.returncode is not None
        voice.stop()
        assert not voice.is_speaking

    def test_one_after_the_other(self, tmp_path: Path) -> None:
        """Without interrupting, texts wait for one another."""
        voice = SystemVoice(lambda _: None, speaker(tmp_path / "said"))
        voice.say("one")
        voice.say("two", interrupt=False)
        voice.say("three", interrupt=False)
        for _ in range(3):
            waited(voice)
        assert (tmp_path / "said").read_text(encoding="utf-8").split() == ["one", "two", "three"]

    def test_what_is_long_is_said_in_parts(self, tmp_path: Path) -> None:
        """Nothing of a long text is lost: it goes to the voice in parts that end with a sentence."""
        sentence = "There is a fund for new things, and you are a new thing. "
        voice = SystemVoice(lambda _: None, speaker(tmp_path / "said"))
        voice.say(sentence * 60)
        for _ in range(4):
            waited(voice)
        told = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
        assert len(told) > 2
        assert all(one.strip().endswith(".") for one in told)
        assert sum(one.count("There is a fund") for one in told) == 60

    @pytest.mark.parametrize("command", [[], ["/nowhere/espeak"], [sys.executable, "-c", "raise SystemExit(3)"]])
    def test_failure_is_said_once(self, command: list[str]) -> None:
        """No voice, one that is not there and one that ends badly are each told once."""
        said: list[str] = []
        voice = SystemVoice(said.append, command)
        for _ in range(3):
            voice.say("one")
            waited(voice)
            voice.look()
        assert len(said) == 1
        assert "voice" in said[0]

    def test_focus_is_read(self, tmp_path: Path) -> None:
        """With reading aloud on, what comes into focus is said: name, role, state; V switches it off again, and says so."""
        driver = Person(has_speech=True)
        driver.window.voice = voice = SystemVoice(driver.window.say, speaker(tmp_path / "said"))
        driver.open(PreferencesScreen(driver.window))
        waited(voice)
        driver.go("theme:dark")
        waited(voice)
        assert "Dark. option. not chosen." in (tmp_path / "said").read_text(encoding="utf-8")
        driver.key("v")
        assert not driver.window.settings.has_speech
        assert "Reading aloud is off." in driver.words

    def test_a_page_is_read(self, tmp_path: Path) -> None:
        """R reads the whole page, what is only text as well; without a voice it says how to get one."""
        driver = Person()
        driver.open(IntroductionScreen(driver.window, a_table(driver.window, Session(barnet(), 3))))
        driver.key("r")
        assert "Reading aloud is off." in driver.words
        driver = Person(has_speech=True)
        driver.window.voice = voice = SystemVoice(driver.window.say, speaker(tmp_path / "said"))
        driver.open(IntroductionScreen(driver.window, a_table(driver.window, Session(barnet(), 3))))
        driver.key("r")
        for _ in range(6):
            waited(voice)
        told = (tmp_path / "said").read_text(encoding="utf-8")
        assert "Win your own house first" in told
        assert "No family has to say yes." in told


class TestTranscript:
    """What is shown and said, as text."""

    def quarter(self, tmp_path: Path, *, is_wanted: bool = True) -> tuple[Person, Path]:
        """A quarter with a transcript beside its saved game."""
        driver = Person(has_transcript=is_wanted)
        save = tmp_path / "game.wholeplace"
        transcript = Transcript(lambda: driver.window.settings.has_transcript, lambda: save, driver.window.say)
        driver.window.ears.append(transcript)
        table = Table(driver.window, SavedShelf(1), Opened(Session(laboratory(), 1)))
        driver.open(QuarterScreen(driver.window, table))
        return driver, tmp_path / "game.txt"

    def test_it_reads_as_text(self, tmp_path: Path) -> None:
        """A screen is written with its title once, then only what has changed, and messages as they come."""
        driver, file = self.quarter(tmp_path)
        first = file.read_text(encoding="utf-8")
        title = driver.top.title
        assert first.startswith(f"\n{title}\n{'=' * len(title)}\n")
        assert "Your energy" in first
        driver.rest(3)
        driver.window.change()
        driver.rest()
        assert file.read_text(encoding="utf-8") == first
        driver.key("n")
        more = file.read_text(encoding="utf-8").removeprefix(first)
        assert title not in more
        assert "( ) " in more
        driver.key("u")
        assert "[There is no token to take back.]" in file.read_text(encoding="utf-8")

    def test_only_where_it_is_wanted(self, tmp_path: Path) -> None:
        """Nothing is written unless the settings ask for it."""
        driver, file = self.quarter(tmp_path, is_wanted=False)
        driver.key("n")
        assert not file.exists()

    def test_a_file_that_cannot_be_written(self, tmp_path: Path) -> None:
        """It is told once, play goes on, and nothing in the way is overwritten."""
        (tmp_path / "game.txt").mkdir()
        driver, _ = self.quarter(tmp_path)
        driver.rest()
        assert "The transcript cannot be written" in driver.words
        driver.key("n", "n")
        assert (tmp_path / "game.txt").is_dir()

    def test_a_full_disk(self, tmp_path: Path) -> None:
        """The device that is always full makes a message."""
        if not Path("/dev/full").exists():
            pytest.skip("this system has no device that is always full")
        (tmp_path / "game.txt").symlink_to("/dev/full")
        driver, _ = self.quarter(tmp_path)
        driver.rest()
        assert "No space left" in driver.words

    def test_it_does_not_grow_without_end(self, tmp_path: Path) -> None:
        """A transcript that has reached its bound is left as it is."""
        file = tmp_path / "game.txt"
        with file.open("wb") as opened:
            opened.truncate(MOST + 1)
        driver, _ = self.quarter(tmp_path)
        driver.rest()
        assert "20 million bytes" in driver.words
        assert file.stat().st_size == MOST + 1


class TestSounds:
    """The few sounds."""

    @pytest.mark.parametrize("name", sound._NOTES)
    def test_short_quiet_and_without_a_click(self, name: str) -> None:
        """Each lasts less than a second, stays within bounds, and begins and ends in silence."""
        wave = sound.wave(name)
        assert 0.05 < wave.size / sound.RATE < 0.9
        assert np.abs(wave).max() <= 1.0
        assert np.abs(wave).max() > 0.3
        assert abs(wave[0]) < 0.01
        assert abs(wave[-1]) < 0.01

    def test_they_are_told_apart(self) -> None:
        """No two sounds are the same."""
        waves = [sound.wave(name) for name in sound._NOTES]
        assert len({wave.tobytes() for wave in waves}) == len(waves)

    @pytest.mark.slow
    def test_the_mixer_sleeps_until_a_sound_is_played(self) -> None:
        """A whole game without sounds opens no mixer; the first sound does, and it plays."""
        code = (
            "import pygame; from game.desktop.sound import SystemChimes; from tests.desktop.hand import Person\n"
            "driver = Person(); said = []; driver.window.chimes = SystemChimes(lambda: 5, said.append)\n"
            "driver.window.chime('turn'); assert pygame.mixer.get_init() is None\n"
            "from dataclasses import replace; driver.window.set(replace(driver.window.settings, has_sound=True))\n"
            "driver.window.chime('turn'); assert pygame.mixer.get_init() is not None; assert pygame.mixer.get_busy(); print(said)"
        )
        assert _in_another_process(code).strip().endswith("[]")

    @pytest.mark.slow
    def test_without_a_device_there_is_one_message_and_no_sound(self) -> None:
        """Without a device there is one message, and no sound."""
        code = (
            "from tests.desktop.hand import Person; import os; os.environ['SDL_AUDIODRIVER'] = 'nonsense'\n"
            "from game.desktop.sound import SystemChimes; said = []; chimes = SystemChimes(lambda: 5, said.append)\n"
            "driver = Person(); chimes.play('turn'); chimes.play('kept'); print(len(said), said[0])"
        )
        shown = _in_another_process(code)
        assert "1 There is nothing to play sounds on here" in shown


def _in_another_process(code: str) -> str:
    """What a program prints that runs by itself: the mixer, once open, would stay so for all other tests."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
