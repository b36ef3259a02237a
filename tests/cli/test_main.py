"""The front door: its table, its exit codes, and what it says when something goes wrong."""

from __future__ import annotations

import errno
import importlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
import pytest

from game import __version__
from game.cli import fault
from game.cli.main import COMMANDS, FrontDoor, front_door, main
from game.scenario import check
from game.scenario.fault import Fault

HEAVY = {"numpy", "pydantic", "pygame", "yaml", "numba", "multiprocessing", "asyncio"}
LINE = "a line that fills the pipe\n"
ROOT = Path(__file__).parents[2]
SMALLEST = str(ROOT / "tests" / "scenario" / "smallest.yaml")
TOO_LONG = 300 * "a"
"""A name that no file can have."""


def stands_in(monkeypatch: pytest.MonkeyPatch, callback: Callable[[], object]) -> None:
    """Puts a command made of `callback` in the place of `list`."""
    command = click.Command("list", callback=callback)
    monkeypatch.setattr(FrontDoor, "get_command", lambda _self, _ctx, _name: command)


def python(*arguments: str, environment: Mapping[str, str] = os.environ) -> subprocess.CompletedProcess[str]:
    """Runs Python in a process of its own."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=60, env=environment)


class TestHelp:
    """`wholeplace --help`."""

    @pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"], ["lst"]])
    def test_loads_nothing_heavy(self, arguments: list[str]) -> None:
        """Help, version and a mistyped command import no library but click."""
        program = (
            f"import sys; from game.cli.main import main; main({arguments!r});"
            f"print('loaded', sorted({HEAVY!r} & set(sys.modules)))"
        )
        result = python("-c", program)
        assert result.stdout.splitlines()[-1] == "loaded []", result.stdout + result.stderr

    def test_what_a_command_reads_in_is_not_looked_through_for_garbage(self) -> None:
        """Python looks again and again at every object it keeps count of: what stays until the end is none of them."""
        program = (
            "import click, gc; from game.cli.main import FrontDoor, front_door;"
            "front_door.get_command(click.Context(front_door), 'play'); print(gc.get_freeze_count(), len(gc.get_objects()))"
        )
        stays, looked_at = map(int, python("-c", program).stdout.split())
        assert stays > 5_000 > looked_at

    def test_names_every_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Help lists the table, every line of it unbroken."""
        assert main(["--help"]) == 0
        shown = capsys.readouterr().out
        assert [name for name, line in COMMANDS.items() if line not in shown or f"\n  {name} " not in shown] == []

    @pytest.mark.parametrize("name", COMMANDS)
    def test_says_what_the_command_says(self, name: str) -> None:
        """The table's line is the first line of the command's own help."""
        command = importlib.import_module(f"game.cli.{name}").command
        assert (command.help or "").splitlines()[0] == COMMANDS[name]

    @pytest.mark.parametrize("name", COMMANDS)
    def test_of_a_command_has_an_example(self, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        """Every command's help shows how to call it."""
        assert main([name, "--help"]) == 0
        assert f"wholeplace {name}" in capsys.readouterr().out.split("\n", 1)[1]

    def test_the_version_is_one_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`--version` is one line."""
        assert main(["--version"]) == 0
        assert capsys.readouterr().out == f"wholeplace {__version__}\n"

    def test_python_module_is_the_same_door(self) -> None:
        """`python -m game` answers as `wholeplace` does."""
        result = python("-m", "game", "--help")
        assert result.stdout.startswith("Usage: wholeplace [OPTIONS] COMMAND")


class TestCalls:
    """What a call comes to."""

    def test_without_a_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The bare name shows the help and counts as a wrong call."""
        assert main([]) == 2
        assert "Commands:" in capsys.readouterr().err

    @pytest.mark.parametrize(("typed", "meant"), [("simulat", "simulate"), ("Play", "play"), ("chekc", "check")])
    def test_unknown_command_near_a_known_one(self, typed: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
        """A mistyped command is answered with the nearest one."""
        assert main([typed]) == 2
        assert f"There is no command `{typed}`. Did you mean `{meant}`?" in capsys.readouterr().err

    def test_unknown_command_near_none(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A command like no other is answered with all of them."""
        assert main(["xyzzy"]) == 2
        assert "The commands are play, list, run, replay, check" in capsys.readouterr().err

    def test_an_unknown_option_is_a_wrong_call(self, capsys: pytest.CaptureFixture[str]) -> None:
        """An unknown option is a wrong call."""
        assert main(["--nonsense"]) == 2
        assert "--nonsense" in capsys.readouterr().err

    @pytest.mark.parametrize("code", [0, 1, 2])
    def test_a_command_chooses_its_exit_code(self, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """`ctx.exit` is the program's exit code."""

        def answer() -> None:
            click.get_current_context().exit(code)

        stands_in(monkeypatch, answer)
        assert main(["list"]) == code

    def test_a_value_is_not_a_code(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A command that returns something else than a number is done."""
        stands_in(monkeypatch, lambda: "text")
        assert main(["list"]) == 0

    @pytest.mark.parametrize(
        "typed",
        [
            ["check", TOO_LONG],
            ["graph", TOO_LONG],
            ["test", TOO_LONG],
            ["test", f"tests/{TOO_LONG}"],
            ["play", TOO_LONG, "--text"],
            ["play", "--text", "--resume", TOO_LONG],
            ["replay", TOO_LONG],
            ["run", SMALLEST, "--save", TOO_LONG],
        ],
        ids=lambda typed: " ".join(typed).replace(TOO_LONG, "..."),
    )
    def test_what_the_system_will_not_look_at_is_told(self, typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        """A name that no file can have is told in words, by whatever command and in whatever place of it."""
        assert main(typed) in {1, 2}
        shown = capsys.readouterr()
        assert TOO_LONG[:200] in shown.out + shown.err or "there is no file" in shown.err

    @pytest.mark.skipif(os.name == "nt", reason="makes links and names as POSIX does")
    def test_a_name_that_leads_nowhere_or_is_no_text_is_told(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A link without an end is called that; a name of bytes that no page or save can hold is refused before it is played."""
        (tmp_path / "link.yaml").symlink_to("link.yaml")
        assert main(["check", str(tmp_path / "link.yaml")]) == 2
        assert "is a link that leads to nothing" in capsys.readouterr().err
        odd = tmp_path / "odd\udcff.yaml"
        try:
            odd.write_bytes(Path(SMALLEST).read_bytes())
        except OSError:
            pytest.skip("names are text on this system")
        assert main(["run", str(odd), "--save", str(tmp_path / "game")]) == 2
        assert "Expected: a name in UTF-8" in capsys.readouterr().err

    @pytest.mark.parametrize("call", [["list"], ["check", SMALLEST], ["lint", SMALLEST, "--games", "0"], ["replay"], ["test"]])
    def test_every_document_says_what_it_is(self, call: list[str], home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A program reads format, kind and version first, whatever the command."""
        if call == ["replay"]:
            call = ["replay", str(home / "game")]
            assert main(["run", SMALLEST, "--save", call[1]]) == 0
        elif call == ["test"]:
            assert main(["new", str(home / "mine")]) == 0
            call = ["test", str(home / "mine")]
        capsys.readouterr()
        main([*call, "--format", "json"])
        told = json.loads(capsys.readouterr().out)
        assert list(told.items())[:3] == [("format", 1), ("kind", call[0]), ("version", __version__)]


class TestWhatGoesWrong:
    """Interrupts, closed pipes and faults of ours."""

    def test_an_interrupt_ends_with_a_line_and_130(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Ctrl-C ends with a line and 130."""

        def interrupted() -> None:
            raise KeyboardInterrupt

        stands_in(monkeypatch, interrupted)
        assert main(["list"]) == 130
        assert capsys.readouterr().err.strip() == "Stopped."

    def test_interrupt_while_a_scenario_is_read(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Ctrl-C that something on the way takes for a fault of the scenario is told as what it is, and no fault is."""

        def taken_for_a_fault(data: object) -> Iterator[Fault]:  # noqa: ARG001 - the shape of what it stands for
            with suppress(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGINT)
                time.sleep(1)
            yield Fault("WP201", ("title",), {})

        monkeypatch.setattr(check, "faults_of", taken_for_a_fault)
        for call in ("check", "run"):
            assert main([call, SMALLEST]) == 130
            told = capsys.readouterr()
            assert (told.out, told.err.strip()) == ("", "Stopped.")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def test_interrupt_while_it_is_read_in(self) -> None:
        """Ctrl-C before the front door is there ends without a traceback, wherever the installed command begins."""
        with (ROOT / "pyproject.toml").open("rb") as file:
            module, _, function = tomllib.load(file)["project"]["scripts"]["wholeplace"].partition(":")
        program = (
            "import sys\n"
            "class Interrupt:\n"
            "    def find_spec(self, name, *_):\n"
            "        if name == 'click': raise KeyboardInterrupt\n"
            "sys.meta_path.insert(0, Interrupt())\n"
            f"from {module} import {function}\n"
            f"sys.exit({function}())"
        )
        result = python("-c", program)
        assert (result.returncode, result.stdout, result.stderr) == (130, "", "")

    def test_fault_of_ours(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        """An unexpected error leaves a plain message, a file with the traceback, and 3."""

        def broken() -> None:
            message = "the moon is missing"
            raise LookupError(message)

        monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path))
        stands_in(monkeypatch, broken)
        assert main(["list"]) == 3
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith("This is a fault of ours, not of anything you did")
        assert "Traceback" not in shown.err
        assert "LookupError" not in shown.err
        [kept] = (tmp_path / "faults").iterdir()
        assert str(kept) in shown.err
        text = kept.read_text("utf-8")
        assert "wholeplace list" in text
        assert "LookupError: the moon is missing" in text
        assert text.startswith(f"Whole Place {__version__}, Python ")

    def test_fault_without_a_folder(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """When the state folder cannot be written the temporary folder is used, and when that cannot either it is said."""
        taken = tmp_path / "taken"
        taken.write_text("a file where a folder should be")
        spare = tmp_path / "spare"
        monkeypatch.setenv("WHOLEPLACE_HOME", str(taken))
        monkeypatch.setattr(tempfile, "gettempdir", lambda: str(spare))
        kept = fault.keep(ValueError("x"), ["play"])
        assert kept is not None
        assert kept.parent == spare
        monkeypatch.setattr(tempfile, "gettempdir", lambda: str(taken))
        assert "It could not be written down" in fault.told(ValueError("x"), ["play"])

    @pytest.mark.skipif(os.name == "nt", reason="Windows reports a closed pipe in another way")
    @pytest.mark.parametrize("callback", ["click.echo(TEXT)", "print(TEXT)", "sys.stdout.write('short')"])
    @pytest.mark.parametrize("unbuffered", ["", "1"])
    def test_closed_pipe_is_quiet(self, callback: str, unbuffered: str) -> None:
        """When nobody reads any more the program ends without a word, however it writes."""
        program = (
            "import os, sys, click\n"
            "from game.cli.main import FrontDoor, main\n"
            f"TEXT = {LINE!r} * 20_000\n"
            f"FrontDoor.get_command = lambda *_: click.Command('list', callback=lambda: {callback})\n"
            "sys.exit(main(['list']))"
        )
        reading, writing = os.pipe()
        os.close(reading)
        result = subprocess.run(
            [sys.executable, "-c", program],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
        os.close(writing)
        assert result.stderr == ""
        assert result.returncode == 141

    @pytest.mark.skipif(os.name == "nt", reason="Windows has neither")
    @pytest.mark.parametrize("away", ["a pipe that nobody reads", "a disk that is full"])
    def test_a_wrong_call_keeps_its_code_where_nobody_is_told(self, away: str) -> None:
        """A script whose log has gone still learns from the exit code that its call is wrong."""
        if away == "a disk that is full":
            writing = os.open("/dev/full", os.O_WRONLY)
        else:
            reading, writing = os.pipe()
            os.close(reading)
        done = subprocess.run([sys.executable, "-m", "game", "nonsense"], stderr=writing, check=False, timeout=60, cwd=ROOT)
        os.close(writing)
        assert done.returncode == 2

    @pytest.mark.skipif(os.name == "nt", reason="Windows reports a closed pipe in another way")
    def test_pipe_broken_elsewhere_is_a_fault(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        """A pipe that broke to something other than our reader is not passed over in silence."""

        def broken() -> None:
            raise BrokenPipeError

        stands_in(monkeypatch, broken)
        assert main(["list"]) == 3
        assert "fault of ours" in capsys.readouterr().err

    @pytest.mark.parametrize("is_unbuffered", [False, True])
    def test_a_full_disk_under_what_is_printed_is_told(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, is_unbuffered: bool
    ) -> None:
        """Where a disk is full into which what is printed goes, that is told, and is no fault of ours."""

        class Disk(io.RawIOBase):
            is_full = True

            def writable(self) -> bool:
                return True

            def write(self, data: Any) -> int:
                if self.is_full:
                    raise OSError(errno.ENOSPC, "No space left on device")
                return len(data)

        disk = Disk()
        whole = disk if is_unbuffered else io.BufferedWriter(disk)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", io.TextIOWrapper(whole, write_through=is_unbuffered))  # type: ignore[type-var]
            stands_in(patch, lambda: click.echo("5"))
            assert main(["list"]) == 1
            disk.is_full = False
        assert "cannot be written: No space left on device" in capsys.readouterr().err

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
    @pytest.mark.parametrize("unbuffered", ["", "1"])
    def test_a_disk_that_fills_up_in_the_middle_is_told(self, tmp_path: Path, unbuffered: str) -> None:
        """What is printed into a file that can take only half of it does not end as if all were well."""
        program = (
            "import resource, sys, click\n"
            "from game.cli.main import FrontDoor, main\n"
            "FrontDoor.get_command = lambda *_: click.Command('list', callback=lambda: click.echo('5' * 100_000))\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
            "sys.exit(main(['list']))"
        )
        with (tmp_path / "printed").open("wb") as printed:
            done = subprocess.run(
                [sys.executable, "-c", program],
                stdout=printed,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
                timeout=60,
                env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            )
        assert done.returncode == 1
        assert "What this prints cannot be written" in done.stderr

    def test_without_a_screen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A program that was started without any output does what it is for."""
        monkeypatch.setattr(sys, "stdout", None)
        stands_in(monkeypatch, lambda: click.echo("5"))
        try:
            assert main(["list"]) == 0
        finally:
            sys.stdout.close()

    def test_screen_without_the_signs(self) -> None:
        """A screen that lacks a sign shows a question mark."""
        program = (
            "import sys, click\nfrom game.cli.main import FrontDoor, main\n"
            "FrontDoor.get_command = lambda *_: click.Command('list', callback=lambda: print('\\u00a35 \\u2192'))\n"
            "sys.exit(main(['list']))"
        )
        result = python("-c", program, environment={**os.environ, "PYTHONIOENCODING": "ascii"})
        assert (result.returncode, result.stdout.strip()) == (0, "?5 ?")


class TestStateFolder:
    """Where the file with a traceback goes."""

    @pytest.mark.parametrize(
        ("environment", "system", "expected"),
        [
            ({"WHOLEPLACE_HOME": "/elsewhere", "XDG_STATE_HOME": "/state"}, "linux", "/elsewhere/faults"),
            ({"XDG_STATE_HOME": "/state"}, "linux", "/state/wholeplace/faults"),
            ({"XDG_STATE_HOME": "relative"}, "linux", "~/.local/state/wholeplace/faults"),
            ({}, "linux", "~/.local/state/wholeplace/faults"),
            ({}, "darwin", "~/Library/Logs/wholeplace/faults"),
            ({"LOCALAPPDATA": "/local"}, "win32", "/local/wholeplace/faults"),
            ({}, "win32", "~/AppData/Local/wholeplace/faults"),
        ],
    )
    def test_of_each_system(self, environment: dict[str, str], system: str, expected: str) -> None:
        """`WHOLEPLACE_HOME` before all, then each system's own place."""
        assert fault.state_folder(environment, system) == Path(expected).expanduser()


def test_the_table_is_the_group() -> None:
    """Click lists the commands in the order of the table."""
    assert front_door.list_commands(click.Context(front_door)) == list(COMMANDS)
