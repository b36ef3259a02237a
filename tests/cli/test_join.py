"""`wholeplace join`: a team of a workshop from the command line, and what is said where it cannot be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from game.cli.join import command
from tests.workshop import facilitator
from tests.workshop.process import Server
from tests.workshop.senders import kept

SMALLEST = Path(__file__).parents[1] / "scenario" / "smallest.yaml"


@pytest.mark.parametrize("url", ["ftp://192.168.1.5/join/482913", "http://", "http://192.168.1.5:99999/", "http://[::1"])
def test_what_is_no_address_is_told(url: str) -> None:
    """A wrong call, with an address as it should be."""
    found = CliRunner().invoke(command, [url])
    assert found.exit_code == 2
    assert "Expected one such as http://192.168.1.5:8000/join/482913" in found.output


@pytest.mark.usefixtures("home")
def test_where_nobody_answers_it_is_told() -> None:
    """Not a traceback but a sentence, for an address of which nothing answers."""
    found = CliRunner().invoke(command, ["127.0.0.1:9/join/482913"])
    assert found.exit_code == 1
    assert "no workshop answers there" in found.output


@pytest.mark.slow
def test_a_team_plays_in_the_terminal_and_comes_back(tmp_path: Path) -> None:
    """A quarter is played from a pipe; the workshop holds it; the same words later lead to the same table, where it was left."""
    server = Server(tmp_path)
    try:
        facilitator.act(server, "open", minutes="", all="yes")
        address = f"{server.address}/join/{server.code.replace(' ', '')}"

        def joined(typed: str) -> str:
            done = subprocess.run(
                [sys.executable, "-m", "game", "join", address, "--name", "Us", "--text"],
                input=typed,
                capture_output=True,
                text=True,
                env={**os.environ, "WHOLEPLACE_HOME": str(tmp_path / "home")},
                timeout=120,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            return done.stdout

        said = joined("\n\n1\n1\nlisten\nend\ny\n\nquit\n")
        assert "Every table has the same luck." in said
        assert "You chose: " in said
        assert "kept by the workshop" in said
        cookie = json.loads((tmp_path / "home" / "joined.json").read_text())[server.address]
        again = joined("quit\n")
        assert "You chose" not in again
        assert json.loads((tmp_path / "home" / "joined.json").read_text())[server.address] == cookie
    finally:
        server.kill()
    (records,) = kept(f"sqlite:///{tmp_path / 'workshop.db'}", 1)
    assert [record["do"] for record in records].count("end_turn") == 1
    elsewhere = CliRunner().invoke(command, [address, "--text"], env={"WHOLEPLACE_HOME": str(tmp_path / "other")})
    assert elsewhere.exit_code == 1


@pytest.mark.slow
def test_another_place_than_the_workshop_plays_is_told(tmp_path: Path) -> None:
    """Of a file that is not the workshop's place it is said which is which, and never of a cut that nobody has typed."""
    server = Server(tmp_path, more=("--cut", "short"))
    try:
        address = f"{server.address}/join/{server.code.replace(' ', '')}"
        whole = tmp_path / "barnet.yaml"
        whole.write_bytes(SMALLEST.read_bytes())
        for scenario, said in (("bradford", "plays “barnet”, and"), (str(whole), "that is another one here")):
            found = CliRunner().invoke(
                command, [address, "--text", "--scenario", scenario], env={"WHOLEPLACE_HOME": str(tmp_path)}
            )
            assert found.exit_code == 1
            assert said in found.output
            assert "Invalid value" not in found.output
    finally:
        server.kill()
