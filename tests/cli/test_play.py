"""`wholeplace play`, as a person starts it: another process, a pipe, and sometimes no goodbye."""

from __future__ import annotations

import io
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from game import __version__
from game.cli.main import main
from game.play.log import Log, read_log
from game.play.record import Header
from game.play.store import SUFFIX, save_folder, saved_games
from game.scenario.shipped import shipped_ids
from tests.places.laboratory import LABORATORY, laboratory
from tests.places.shipped import barnet
from tests.terminal.script import history, typed

ROOT = Path(__file__).parents[2]
Run = Callable[..., "Done"]
PLAY = [sys.executable, "-m", "game", "play"]
ACKNOWLEDGED = re.compile(r"^(You chose|Noted|Taken back|What came of)", re.MULTILINE)


pytestmark = pytest.mark.usefixtures("home")


@dataclass(frozen=True)
class Done:
    """A game that was played to the end of its lines: exit code, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Plays with lines that come through a pipe, in this process, which is quicker than in another."""

    def play(arguments: Sequence[str], lines: Sequence[str] = ()) -> Done:
        text = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
        code = main(["play", *arguments])
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return play


def the_only_game() -> Path:
    """The saved game that there is."""
    (game,) = saved_games()
    return game.path


class TestBeginning:
    """Starting a game."""

    @pytest.mark.slow
    def test_nothing_to_read(self) -> None:
        """With no input at all a place begins and ends well, and leaves nothing to come back to."""
        done = subprocess.run(
            [*PLAY, "barnet", "--seed", "1", "--text"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("Enter to go on> \nNothing was decided, so there is nothing to save. Goodbye.\n\n")
        assert not saved_games()

    def test_the_title_screen(self, run: Run) -> None:
        """Without a place the title screen offers those that come with the game, and leaves without a saved game."""
        done = run(["--text"])
        assert done.returncode == 0
        assert "1. " in done.stdout
        assert barnet().title in done.stdout
        assert not saved_games()

    def test_from_the_title_screen(self, run: Run) -> None:
        """A place that is chosen there begins in the length that is chosen, and is offered there afterwards."""
        assert "Before you begin" in run(["--text"], ["barnet", "1", "", "", "1"]).stdout
        again = run(["--text"], [str(len(shipped_ids()) + 1), "quit"])
        assert "just begun" in again.stdout
        assert len(saved_games()) == 1

    def test_without_a_display_it_says_one_line(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where there can be no window it says why in one line, and plays in plain text."""
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(sys, "platform", "linux")
        plain, told = (run([*extra, "barnet", "--seed", "1"]).stdout for extra in (["--text"], []))
        assert told.splitlines()[0].startswith(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the game"
        )
        assert told.splitlines()[1:3] == plain.splitlines()[:2]

    @pytest.mark.slow
    def test_plain_text_needs_no_pygame(self) -> None:
        """`--text` loads neither the window nor pygame, and so starts as fast as it can."""
        code = (
            "import sys; from game.cli.main import main; main(['play', 'barnet', '--text', '--seed', '1']); "
            "assert not [name for name in sys.modules if name.startswith(('pygame', 'game.desktop'))]"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")

    def test_a_seed_of_its_own(self, run: Run) -> None:
        """Without a seed every game has its own luck, and the saved game holds it."""
        run(["barnet", "--text"], ["", "", "1"])
        run(["barnet", "--text"], ["", "", "1"])
        assert len({game.seed for game in saved_games()}) == 2

    @pytest.mark.parametrize(
        ("arguments", "code", "said"),
        [
            (["barnte"], 2, "barnet"),
            (["nowhere.yaml"], 2, "nowhere.yaml"),
            (["barnet", "--seed", "x"], 2, "--seed"),
            (["--resume", "nothing"], 2, "There is no saved game `nothing`"),
            (["barnet", "--cut", "nothing"], 2, "has no cut `nothing`"),
        ],
    )
    def test_a_wrong_call(self, run: Run, arguments: list[str], code: int, said: str) -> None:
        """What is wrong is told on standard error, without a traceback."""
        done = run([*arguments, "--text"])
        assert done.returncode == code
        assert said in done.stderr
        assert "Traceback" not in done.stderr + done.stdout

    def test_a_place_with_faults(self, run: Run, tmp_path: Path) -> None:
        """A scenario that cannot be played is answered with its faults."""
        broken = tmp_path / "broken.yaml"
        broken.write_text("format: 1\ntitle: Nothing\n", encoding="utf-8")
        done = run([str(broken), "--text"])
        assert done.returncode == 1
        assert "WP202" in done.stderr
        assert not saved_games()


class TestLeaving:
    """What is left of a game when it is left."""

    @pytest.mark.parametrize(
        "lines", [[], ["quit"], ["", ""], ["", "", "agency police", "why", "map", "history", "no such thing", "undo", "quit"]]
    )
    def test_a_place_that_was_only_looked_at_leaves_nothing(self, run: Run, lines: list[str]) -> None:
        """Where nothing was decided there is no game to come back to, and the goodbye does not speak of one."""
        done = run(["barnet", "--seed", "3", "--text"], lines)
        assert "Nothing was decided" in done.stdout
        assert "--resume" not in done.stdout
        assert not saved_games()

    @pytest.mark.parametrize(
        "lines",
        [
            ["", "", "1"],
            ["", "", "time police"],
            ["", "", "time police", "undo"],
            ["", "", "1", "rest", "quit"],
            ["save", "quit"],
        ],
    )
    def test_what_was_decided_or_asked_for_stays(self, run: Run, lines: list[str]) -> None:
        """One decision, also one that was taken back, or the wish to have it saved, and the game is there to come back to."""
        done = run(["barnet", "--seed", "3", "--text"], lines)
        assert f"  {the_only_game()}\n" in done.stdout
        assert f"--resume {the_only_game().name.removesuffix(SUFFIX)}\n" in done.stdout

    def test_a_saved_game_that_is_only_looked_at_stays(self, run: Run) -> None:
        """What is gone on with is never put away, whatever is in it."""
        run(["barnet", "--seed", "3", "--text"], ["save"])
        run(["--resume", the_only_game().name, "--text"], ["quit"])
        assert not read_log(the_only_game()).records

    def test_where_the_disk_refuses_the_game_stays(self, run: Run) -> None:
        """A trash folder that cannot be made is no reason to fail: the game stays where it is, and its goodbye says so."""
        save_folder().mkdir(parents=True)
        (save_folder() / "trash").write_text("in the way", encoding="utf-8")
        done = run(["barnet", "--seed", "3", "--text"], ["quit"])
        assert done.returncode == 0
        assert f"  {the_only_game()}\n" in done.stdout


class TestGoingOn:
    """`--resume`."""

    def test_by_name_and_by_file(self, run: Run, tmp_path: Path) -> None:
        """A game goes on where it stopped, by its name or its file, even when that lies elsewhere."""
        run(["barnet", "--seed", "3", "--text"], ["", "", "2", "time police"])
        path = the_only_game()
        for name in (path.name, path.name.removesuffix(SUFFIX), str(path)):
            done = run(["--resume", name, "--text"])
            assert "Token 1: time with the police." in done.stdout
            assert "Before you begin" not in done.stdout
        elsewhere = tmp_path / "elsewhere.txt"
        elsewhere.write_bytes(path.read_bytes())
        assert "Token 1: time with the police." in run(["--resume", str(elsewhere), "--text"]).stdout

    @pytest.mark.slow
    def test_a_finished_game(self, run: Run) -> None:
        """A game that is over opens at its ending, and can be taken up again at any quarter."""
        run([str(LABORATORY), "--seed", "2", "--text"], [*typed(history(laboratory(), 2)), "quit"])
        done = run(["--resume", the_only_game().name, "--text"], [*[""] * 20, "back 2", "yes", "history"])
        assert "What was reported, and what was really due to the work" in done.stdout
        assert done.stdout.rstrip().splitlines()[-1].startswith("  wholeplace play --text --resume")

    def test_a_place_of_ones_own(self, run: Run) -> None:
        """A game of a scenario in a file finds that file again."""
        run([str(LABORATORY), "--seed", "2", "--text"], ["", "", "1"])
        done = run(["--resume", the_only_game().name, "--text"])
        assert done.returncode == 0
        assert "Your quarter so far" in done.stdout

    def test_a_place_that_has_been_moved(self, run: Run, tmp_path: Path) -> None:
        """A game whose place is no longer where it was says so, and how to say where it is; that way it goes on."""
        mine = tmp_path / "mine.yaml"
        mine.write_bytes(Path(LABORATORY).read_bytes())
        run([str(mine), "--seed", "2", "--text"], ["", "", "1"])
        moved, game = mine.rename(tmp_path / "moved.yaml"), the_only_game().name
        done = run(["--resume", game, "--text"])
        assert done.returncode == 1
        assert "`wholeplace play SCENARIO --resume FILE`" in done.stderr
        assert run([str(moved), "--resume", game, "--text"]).returncode == 0

    def test_another_version_of_the_place(self, run: Run) -> None:
        """A game of a place that has changed is refused politely, and kept."""
        place = barnet()
        path = save_folder() / f"old{SUFFIX}"
        with Log.create(path, Header(place.id, "ab" * 16, 1, "0.0.1", "2026-01-01T00:00:00+00:00", place.title)) as log:
            log.append({"do": "choose", "turn": 1, "dilemma": "pitch", "option": "crisis"})
        before = path.read_bytes()
        done = run(["--resume", "old", "--text"])
        assert done.returncode == 1
        assert "played on another version" in done.stderr
        assert "abababababab" in done.stderr
        assert path.read_bytes() == before

    def test_where_nothing_can_be_saved(self, run: Run) -> None:
        """Where a game cannot be kept it is not begun, and how to name another folder is said."""
        save_folder().parent.mkdir(parents=True, exist_ok=True)
        save_folder().write_text("a file where the folder should be")
        done = run([str(LABORATORY), "--text"], [""])
        assert done.returncode == 1
        assert "WHOLEPLACE_HOME in the environment names another folder" in done.stderr

    def test_another_place(self, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
        """A game that is begun again on a place it was not played on is told which is which."""
        run(["barnet", "--seed", "2", "--text"], ["", "", "1"])
        done = run(["bradford", "--resume", the_only_game().name, "--text"])
        assert done.returncode == 1
        assert "was played on “Barnet, the hundred families”, and what was named is “Bradford, three ways out”" in done.stderr
        for command in ("records", "replay"):
            assert main([command, str(the_only_game()), "--scenario", "bradford"]) == 1
            assert "was named is “Bradford" in capsys.readouterr().err

    @pytest.mark.parametrize(("version", "told"), [("0.0.1", "saved by version 0.0.1, and this is"), (__version__, "is running")])
    def test_a_game_that_plays_differently(self, run: Run, version: str, told: str) -> None:
        """A digest that does not fit names the turn, and the versions, or the one where both are the same; the file is kept."""
        place = laboratory()
        path = save_folder() / f"odd{SUFFIX}"
        header = Header(
            place.id, place.digest, 1, version, "2026-01-01T00:00:00+00:00", place.title, more={"file": str(LABORATORY)}
        )
        first = place.dilemmas[0]
        with Log.create(path, header) as log:
            log.append({"do": "choose", "turn": 1, "dilemma": first.id, "option": first.options[0].id})
            log.append({"do": "end_turn", "turn": 1, "digest": "0" * 32})
        done = run(["--resume", "odd", "--text"])
        assert done.returncode == 1
        assert "Turn 1 plays differently" in done.stderr
        assert told in " ".join(done.stderr.split())
        assert len(read_log(path).records) == 2

    def test_a_torn_line(self, run: Run) -> None:
        """A game whose last line was cut short goes on before it, and says what became of it."""
        run(["barnet", "--seed", "3", "--text"], ["", "", "2", "time police"])
        path = the_only_game()
        path.write_bytes(path.read_bytes()[:-7])
        done = run(["--resume", path.name, "--text"])
        assert done.returncode == 0
        assert "torn" in done.stdout
        assert "Token 1 of 3> " in done.stdout

    def test_a_game_that_is_open_elsewhere(self, run: Run) -> None:
        """Two windows cannot play one game."""
        run(["barnet", "--seed", "3", "--text"], ["", "", "2"])
        with Log.open(the_only_game()):
            done = run(["--resume", the_only_game().name, "--text"])
        assert done.returncode == 1
        assert "open in another window" in done.stderr

    def test_a_slip_in_the_name(self, run: Run) -> None:
        """A mistyped name is answered with the nearest."""
        run(["barnet", "--seed", "3", "--text"], ["", "", "1"])
        name = the_only_game().name.removesuffix(SUFFIX)
        assert f"Did you mean `{name}`?" in run(["--resume", name[:-1] + "x", "--text"]).stderr


def test_the_same_seed_and_decisions_print_the_same(run: Run) -> None:
    """Two games alike are the same text, but for where they are saved."""
    lines = typed(history(laboratory(), 6))[:40]
    one, other = (run([str(LABORATORY), "--seed", "6", "--text"], lines).stdout for _ in range(2))
    cut = [re.sub(r"(?m)^  .*-\d{14}.*$", "", text) for text in (one, other)]
    assert cut[0] == cut[1]
    assert len(cut[0]) > 3000


@pytest.mark.slow
def test_odd_bytes_are_a_typing_mistake() -> None:
    """Bytes that are no text, and a null, are answered like any other slip."""
    done = subprocess.run([*PLAY, "barnet", "--text"], input=b"\n\n\xff\xfe\x00\n2\n", capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0
    assert b"You chose" in done.stdout


@pytest.mark.slow
def test_no_standard_input_at_all() -> None:
    """A closed input is an end of input, and no fault."""
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *PLAY, "barnet", "--text"],  # noqa: S607 - a shell by its name
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing was decided" in done.stdout


def test_ctrl_c_saves_and_ends_well() -> None:
    """An interrupt says where the game is saved, and exits 0 without a traceback."""
    with subprocess.Popen(
        [*PLAY, "barnet", "--text"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as game:
        assert game.stdin is not None
        game.stdin.write(b"\n\n1\n")
        game.stdin.flush()
        _read_until(game, b"You chose")
        game.send_signal(signal.SIGINT)
        out, err = game.communicate(timeout=20)
    assert (game.returncode, err) == (0, b"")
    assert b"Your game is saved" in out


STARTS = {
    "wholeplace": "from game.__main__ import main; sys.exit(main())",
    "python -m game": "import runpy; runpy.run_module('game', run_name='__main__', alter_sys=True)",
}
INTERRUPTED = """
import sys, _signal as own
# What comes before the program has said what Ctrl-C does is Python's own beginning: there the signal waits.
own.pthread_sigmask(own.SIG_BLOCK, [own.SIGINT])
say_what = own.signal
def signal(*given):
    before = say_what(*given)
    own.pthread_sigmask(own.SIG_UNBLOCK, [own.SIGINT])
    return before
own.signal = signal
sys.argv = ["wholeplace", "list"]
print("begun", flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to a console and not to a program")
@pytest.mark.parametrize("start", STARTS)
def test_ctrl_c_at_any_moment_of_the_start(start: str) -> None:
    """From the moment at which the program is reached until it has printed its list no traceback is shown: 130, or all of it."""
    luck = random.Random(start)  # noqa: S311 - which moment it is, is nobody's secret
    codes = set()
    for moment in [0.0, *(luck.uniform(0.0, 0.3) for _ in range(60))]:
        with subprocess.Popen(
            [sys.executable, "-c", INTERRUPTED + STARTS[start]],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        ) as game:
            _read_until(game, b"begun")
            time.sleep(moment)
            game.send_signal(signal.SIGINT)
            _, err = game.communicate(timeout=20)
        codes.add(game.returncode)
        assert game.returncode in (0, 130, -signal.SIGINT), err  # the last where Python itself has come to its end
        assert err.strip() in (b"", b"Stopped."), moment
    assert 130 in codes


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
def test_killed_at_any_moment(run: Run, seed: int) -> None:
    """After kill -9 everything that the screen had acknowledged is in the saved game, and it goes on from there."""
    luck = random.Random(seed)  # noqa: S311 - which moment it is, is nobody's secret
    real = history(laboratory(), 9)
    lines = typed(real)
    command = [*PLAY, str(LABORATORY), "--seed", "9", "--text"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as game:
        assert game.stdin is not None
        out = _read_until(game, b"Enter to go on> ")
        game.stdin.write("".join(f"{line}\n" for line in lines).encode())
        game.stdin.flush()
        time.sleep(luck.uniform(0.0, 0.5))
        game.kill()
        assert game.stdout is not None
        out += game.stdout.read()
    path = the_only_game()
    n_acknowledged = len(ACKNOWLEDGED.findall(out.decode("utf-8", "ignore")))
    records = read_log(path).records
    assert n_acknowledged <= len(records) <= n_acknowledged + 1
    done = run(["--resume", path.name, "--text"], ["history", "history", "quit"])
    assert done.returncode == 0
    ended = sum(record["do"] == "end_turn" for record in records)
    assert done.stdout.count("\nYour attention:") == 2 * ended


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` tells the options, with an example."""
    assert main(["play", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Example: wholeplace play barnet --seed 7" in shown
    assert "--resume" in shown


def _read_until(game: subprocess.Popen[bytes], end: bytes) -> bytes:
    """What a game prints up to and with `end`."""
    assert game.stdout is not None
    out = b""
    while end not in out:
        more = os.read(game.stdout.fileno(), 65536)
        assert more, f"the game ended before {end!r}: {out[-500:]!r}, {game.stderr and game.stderr.read()!r}"
        out += more
    return out
