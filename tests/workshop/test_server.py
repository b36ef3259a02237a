"""Where a workshop listens."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.workshop.database import Database, DatabaseFault
from game.workshop.server import PortTaken, _listening, default_database
from tests.places.tiny import tiny


def test_a_port_that_is_taken_is_told() -> None:
    """Whoever serves there already keeps the port, and the other is told to take another one."""
    with _listening("127.0.0.1", 0) as first, pytest.raises(PortTaken, match=r"Port \d+ on 127.0.0.1 .* Try another one"):
        _listening("127.0.0.1", first.getsockname()[1])


@pytest.mark.parametrize("host", ["192.0.2.1", "::1"])
def test_an_address_that_is_not_this_machines_is_told(host: str) -> None:
    """What is no address of this machine, or none of the kind that is served, is named, and no other port is asked for."""
    with pytest.raises(PortTaken, match=f"{host} is no address of this machine"):
        _listening(host, 0)


def test_a_workshop_is_kept_in_the_folder_it_is_said_to_be_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home whose name holds signs that mean something in an address is no other home, and its path is what is told."""
    home = tmp_path / "50%41 of what? #1"
    monkeypatch.setenv("WHOLEPLACE_HOME", str(home))
    database = Database(default_database(tiny()))
    database.close()
    assert Path(database.shown).parent == home / "workshops"
    assert Path(database.shown).is_file()
    assert {path.name for path in tmp_path.iterdir()} == {home.name}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_workshop_is_not_kept_in_memory(url: str) -> None:
    """What would be gone with the program is refused, as a kind of database that is not known is."""
    with pytest.raises(DatabaseFault, match="no workshop on memory alone"):
        Database(url)
