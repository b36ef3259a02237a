"""What the author of a scenario or of a saved game, or what answers as a workshop, could write to act on whoever opens it."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from game.core.place import Place
from game.play.record import Header, SaveFault, write
from game.play.shelf import SavedShelf, Unplayable
from game.scenario.check import check_path
from game.scenario.compiler import compile_scenario
from tests.fuzz.joined import messages
from tests.places.game import header
from tests.places.laboratory import LABORATORY
from tests.places.shipped import barnet
from tests.terminal.script import play
from tests.workshop.devices import running, url_of

SLY = "<script>alert(1)</script>\"'`{{ 7 * 7 }}"
SHOWN = {"title", "name", "text", "label", "about", "summary", "news", "prologue", "because", "then"}
ROOT = Path(__file__).parents[2]


def _sly(part: Any, key: str = "") -> Any:
    """A scenario with something sly behind each of its texts for people."""
    if isinstance(part, dict):
        return {name: _sly(value, name) for name, value in part.items()}
    if isinstance(part, list):
        return [_sly(value, key) for value in part]
    if isinstance(part, str) and key in SHOWN:
        return part[:30] + SLY
    return part


@pytest.fixture(scope="module")
def sly() -> Place:
    """The laboratory, by a sly author."""
    return compile_scenario(_sly(copy.deepcopy(check_path(LABORATORY).data)), "sly")


def pages_of(place: Place, folder: Path) -> Iterator[tuple[str, str]]:
    """Every page of a table and of the console, a quarter in."""
    with running(place, url_of(folder)) as workshop:
        facilitator, table = workshop.facilitator(), workshop.seated(SLY[:30])
        facilitator.act("open")
        table.decide()
        table.end()
        for path in ("", "/story", "/attention", "/partners", "/partners/1", "/promises", "/money", "/history", "/result/1"):
            yield path, table.open(f"/table{path}")
        for path in ("/console", "/console/table/table-1", "/console/compare", "/projector"):
            yield path, facilitator.open(path)


def test_no_text_of_a_scenario_acts_in_a_browser(sly: Place, tmp_path: Path) -> None:
    """On every page each text stands as it was written: no mark, no script, nothing reckoned out."""
    n_shown = 0
    for path, text in pages_of(sly, tmp_path):
        assert "<script>alert" not in text, path
        assert SLY[-11:] not in text or "49" not in re.findall(r"`(\S+)", text), path
        n_shown += text.count("&lt;script&gt;alert(1)&lt;/script&gt;")
    assert n_shown > 20


def test_no_text_of_a_scenario_steers_a_terminal(sly: Place) -> None:
    """What is printed has no control character in it but line ends; a file with one in it is refused."""
    text = play(["", "", "map", "agency police", "1", "end", "yes"], sly).text
    assert [one for one in text if not one.isprintable() and one != "\n"] == []
    assert "script" in text


@pytest.mark.parametrize("file", [r"\\evil.test\share\scenario.yaml", "//evil.test/share/scenario.yaml", r"\/evil.test/a"])
def test_a_saved_game_leads_to_no_other_machine(file: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A save whose place would be fetched from another machine is refused in words, by the game and by every command."""
    from game.cli.main import main

    path = tmp_path / "sly.wholeplace"
    path.write_bytes(write(header(barnet(), 7, file=file), [])[0])
    with closing(SavedShelf()) as shelf, pytest.raises(Unplayable, match="on another machine"):
        shelf.resume(path)
    assert main(["replay", str(path)]) == 1
    assert "on another machine" in capfd.readouterr().err


@pytest.fixture
def pretender() -> Iterator[tuple[str, dict[str, Any]]]:
    """The address of something that answers as a workshop would, and what it says: a status, and a message."""
    said: dict[str, Any] = {"status": 200, "message": {}}

    class Answers(BaseHTTPRequestHandler):
        """Says the same to whatever is asked."""

        def do_GET(self) -> None:
            body = json.dumps(said["message"]).encode()
            self.send_response(said["status"])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *_: Any) -> None:  # noqa: A002 - the name is the library's
            """Says nothing of it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", said
        server.shutdown()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("place", [r"\\evil.test\share", "/etc/passwd", "../sly", "\x1b[2Jbarnet"])
def test_a_workshop_leads_to_no_file(
    place: str, pretender: tuple[str, dict[str, Any]], capfd: pytest.CaptureFixture[str]
) -> None:
    """What names another place than those that come with the game is refused in words, and no file is looked for."""
    from game.cli.main import main

    address, said = pretender
    said["message"] = messages()[0] | {"scenario": place}
    assert main(["join", address, "--text"]) == 1
    told = capfd.readouterr().err
    assert "does not come with the game" in told
    assert told.replace("\n", "").isprintable()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("message", [{"text": "\x1b]0;Mine\x07Come in."}, {"\x1b[2J": 1}])
@pytest.mark.parametrize("status", [200, 403])
def test_no_text_of_a_workshop_steers_a_terminal(
    message: dict[str, Any], status: int, pretender: tuple[str, dict[str, Any]], capfd: pytest.CaptureFixture[str]
) -> None:
    """What pretends to be a workshop is told of in signs that print."""
    from game.cli.main import main

    address, said = pretender
    said.update(message=message, status=status)
    assert main(["join", f"{address}/join/123456", "--text"]) == 1
    told = capfd.readouterr().err
    assert told
    assert told.replace("\n", "").isprintable()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_saved_game_makes_nobody_wait(tmp_path: Path) -> None:
    """A save whose place is a pipe or an endless device is refused at once."""
    import os

    os.mkfifo(tmp_path / "pipe")
    for file in (str(tmp_path / "pipe"), "/dev/zero", str(tmp_path)):
        path = tmp_path / "sly.wholeplace"
        path.write_bytes(write(header(barnet(), 7, file=file), [])[0])
        with closing(SavedShelf()) as shelf, pytest.raises(Unplayable, match=r"cannot be played|is not at"):
            shelf.resume(path)


def test_a_header_that_would_act_is_refused(tmp_path: Path) -> None:
    """A title with a control character in it, which would act in a list of saved games, makes no save."""
    place = barnet()
    sly = Header(place.id, place.digest, 7, "0.1.0", "2031-02-03T09:30:00+00:00", "\x1b]0;owned\x07")
    with pytest.raises(ValueError, match="control characters"):
        write(sly, [])
    assert issubclass(SaveFault, Exception)
    assert not list(tmp_path.iterdir())


def test_nothing_that_is_read_is_run() -> None:
    """No module of the game calls `eval` or `exec`, unpickles, or loads YAML; the one compiler takes the rules' own code."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "S102,S301,S307,S506,S602,S605", "game"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "No module named ruff" in found.stderr:
        pytest.skip("needs the extra `dev`")
    assert found.returncode == 0, found.stdout
