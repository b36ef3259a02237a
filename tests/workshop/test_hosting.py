"""What a facilitator is told who starts a workshop: where devices find it, and why it cannot be started."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import ifaddr
import pytest

from game.cli.main import main
from game.workshop import address
from game.workshop.database import Database, DatabaseFault
from game.workshop.room import Room
from game.workshop.server import _told
from tests.places.tiny import tiny
from tests.workshop.devices import HERE, Workshop


@pytest.mark.parametrize("file", ["friday.db", "/home/me/friday.db"])
def test_a_database_that_is_named_as_a_file_is_told_how_to_be_named(file: str) -> None:
    """A bare file name is answered with an address that can be typed instead."""
    with pytest.raises(DatabaseFault) as fault:
        Database(file)
    assert f"--database sqlite:///{file}." in str(fault.value)


def test_a_home_that_takes_no_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the folder of workshops cannot be made, the answer names the file, the cause and another way."""
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path / "home"))
    assert main(["host", "barnet", "--port", "0"]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"{tmp_path / 'home' / 'workshops' / 'barnet-'}")
    assert "cannot be opened" in told
    assert "--database sqlite:///" in told
    assert "Errno" not in told


def test_the_address_of_the_network_that_the_machine_is_on_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bridges of virtual machines have names of all kinds; the way out of this machine goes over none of them."""
    ips = {
        "vEthernet (WSL)": "172.20.0.1",
        "docker0": "172.17.0.1",
        "{8F1C}": "192.168.1.5",
        "other": "10.1.1.1",
        "lo": "127.0.0.1",
    }
    adapters = [
        SimpleNamespace(name=name, ips=[SimpleNamespace(ip=ip), SimpleNamespace(ip=("fe80::1", 0, 0))])
        for name, ip in ips.items()
    ]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: adapters)
    monkeypatch.setattr(address, "_usual", lambda: "192.168.1.5")
    likely = [f"http://{ip}:8000" for ip in ("192.168.1.5", "10.1.1.1", "172.20.0.1", "172.17.0.1")]
    assert address.addresses(8000) == likely
    monkeypatch.setattr(address, "_usual", lambda: "")  # on no network
    assert set(address.addresses(8000)) == set(likely)


def test_the_wall_shows_the_address_that_the_facilitator_chooses(workshop: Workshop) -> None:
    """Where devices do not find the laptop, another of its addresses is put on the wall and on tables' pages; no other can be."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.open("/console")
    assert "Devices do not find this laptop?" not in facilitator.text  # there is only one
    workshop.site.addresses += ["http://10.0.0.7:8000"]
    facilitator.act("address", address="http://10.0.0.7:8000")
    for page in (facilitator.open("/projector"), device.open("/table/devices")):
        assert "10.0.0.7:8000" in page
        assert "192.168.1.5" not in page
    facilitator.act("address", address="http://evil.example")
    assert facilitator.status == 422
    workshop.site.addresses.pop()  # the laptop is on another network now
    assert workshop.site.address == "http://192.168.1.5:8000"


def test_who_begins_anew_is_told_of_another_version_left_a_moment_ago(tmp_path: Path) -> None:
    """Started again without its `--cut`, a workshop would be a new one with another code; one left long ago is nobody's wish."""
    place, told = tiny(), "was left here at"
    left, here = (f"sqlite:///{tmp_path / f'{place.id}-{name}.db'}" for name in ("11111111", "22222222"))
    Room.opened(Database(left), place, 5).database.close()
    room = Room.opened(Database(here), place, 5)
    assert told in "\n".join(_told(room, [HERE], HERE))
    for one in tmp_path.glob("*-11111111.db*"):
        os.utime(one, (0, 0))
    assert told not in "\n".join(_told(room, [HERE], HERE))
    for one in tmp_path.glob("*-11111111.db*"):
        os.utime(one)
    room.seat("")
    assert told not in "\n".join(_told(room, [HERE], HERE))
    room.database.close()


def test_a_workshop_that_goes_on_says_that_it_keeps_its_luck(tmp_path: Path) -> None:
    """Whoever asks for another seed than the one it was begun with is told both; nobody else is told of luck."""
    room = Room.opened(Database(f"sqlite:///{tmp_path / 'tiny.db'}"), tiny(), 5)
    assert "--seed 77 is left aside" in (told := "\n".join(_told(room, [HERE], HERE, 77)))
    assert "begun with, 5." in told
    assert all("--seed" not in "\n".join(_told(room, [HERE], HERE, asked)) for asked in (None, 5))
    room.database.close()


def test_what_is_drawn_stands_below_what_is_to_be_typed(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read aloud, the code and the key come before the blocks of the QR code; a terminal that draws nothing is given none."""
    monkeypatch.setenv("TERM", "xterm")
    room, here = workshop.room, "http://127.0.0.1:8000"
    blocks = ("█", "▄", "▀")
    before, drawn, _ = "\n".join(_told(room, [here], here)).partition("█")
    assert drawn
    assert room.facilitator_key in before
    assert f"/join/{room.code}" in before
    monkeypatch.setenv("TERM", "dumb")
    plain = "\n".join(_told(room, [here], here))
    assert room.facilitator_key in plain
    assert not any(block in plain for block in blocks)
