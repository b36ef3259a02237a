"""Nothing that lets somebody in, and no password, is in what is printed, logged, exported or kept of a fault."""

from __future__ import annotations

import io
import logging
import os
import stat
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game.cli.fault import keep
from game.workshop import room, server
from game.workshop.database import Database, DatabaseFault
from tests.places.laboratory import laboratory
from tests.workshop.devices import Workshop, running, url_of
from tests.workshop.table import open_round, seated


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A workshop with nobody in it yet."""
    with running(laboratory(), url_of(tmp_path)) as found:
        yield found


def secrets_of(workshop: Workshop) -> set[str]:
    """Everything by which a device could become another's, or the facilitator's."""
    here = workshop.room
    codes = {here.code, *(table.code for table in here.tables.values())}
    for table in here.tables.values():
        codes |= set(table.session.round_table.codes.values()) if table.session.round_table is not None else set()
    return {here.keyring.secret, here.facilitator_key, *codes, *here.devices}


def test_an_export_lets_nobody_in(workshop: Workshop) -> None:
    """No key, code, cookie or device is in any file of an export; saved games say nothing of who sat there."""
    facilitator, one = workshop.facilitator(), workshop.seated("The night shift")
    facilitator.act("open")
    one.decide()
    one.end()
    found = facilitator.client.get("/console/export.zip").content
    name = workshop.room.keyring.cookie
    kept = {*secrets_of(workshop), facilitator.client.cookies[name], one.client.cookies[name]}
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        names = archive.namelist()
        texts = {name: archive.read(name).decode("utf-8-sig") for name in names}
    assert "tables/table-1.wholeplace" in names
    for name, text in texts.items():
        assert not {secret for secret in kept if secret in text}, name
    assert {name for name, text in texts.items() if "night shift" in text} == {"tables.csv"}


def test_an_export_of_a_round_table_opens_no_seat(workshop: Workshop) -> None:
    """Nor is a seat's code, by which another device would see and decide what is that seat's alone."""
    facilitator = open_round(workshop)
    seated(workshop, 0, 1)
    facilitator.act("open")
    kept = secrets_of(workshop)
    assert len(kept) > len(workshop.room.place.agencies)
    found = facilitator.client.get("/console/export.zip").content
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    assert "tables/table-1.wholeplace" in texts
    for name, text in texts.items():
        assert not {secret for secret in kept if secret in text}, name


def test_a_log_of_the_server_lets_nobody_in(workshop: Workshop, caplog: pytest.LogCaptureFixture) -> None:
    """What is logged of a fault of ours names the page, in signs that print, and nothing of the device that asked."""
    one = workshop.seated()
    with caplog.at_level(logging.DEBUG):
        workshop.site.render = None  # type: ignore[assignment, method-assign]
        with pytest.raises(TypeError):
            one.open("/table/money")
    assert "/table/money" in caplog.text
    with caplog.at_level(logging.DEBUG), pytest.raises(TypeError):
        one.open("/table/%1B[2J")
    assert all(sign.isprintable() for sign in caplog.text if sign != "\n")
    kept = {*secrets_of(workshop), one.client.cookies[workshop.room.keyring.cookie]}
    assert not {secret for secret in kept if secret in caplog.text}


def test_no_page_of_a_table_holds_another_tables_code(workshop: Workshop) -> None:
    """A table's pages hold its own code and the room's at most, and no device's key."""
    mine, _ = workshop.seated(), workshop.seated()
    kept = secrets_of(workshop) - {workshop.room.code, workshop.table(1).code}
    for path in ("/table", "/table/devices", "/table/partners", "/", f"/join/{workshop.room.code}"):
        text = mine.open(path)
        assert not {secret for secret in kept if secret in text}, path


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://wp:hunter2@127.0.0.1:1/w", "mysql://wp:hunter2@127.0.0.1/w", "nonsense://wp:hunter2@h/w"]
)
def test_no_message_tells_a_databases_password(url: str) -> None:
    """A database that cannot be opened is named without its password."""
    with pytest.raises(DatabaseFault) as fault:
        Database(url)
    assert "hunter2" not in str(fault.value)


def test_no_message_of_a_room_tells_it_either(tmp_path: Path) -> None:
    """Nor is one that was opened, where something in it is wrong."""
    database = Database(url_of(tmp_path))
    database.url = "postgresql+psycopg://wp:hunter2@127.0.0.1/w"
    assert "hunter2" not in database.shown
    assert "wp:***@127.0.0.1" in database.shown
    database.close()
    rooms = Path(room.__file__).read_text(encoding="utf-8") + Path(server.__file__).read_text(encoding="utf-8")
    assert "database.url" not in rooms  # all that is said of a database is said by `shown`


def test_what_is_kept_of_a_fault_holds_no_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that people are asked to send has the words that were typed, but for a password in an address."""
    monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path))
    typed = ["host", "--database", "postgresql+psycopg://wp:hunter2@db.example/w"]
    path = keep(ValueError("postgresql+psycopg://wp:hunter2@db.example/w did not answer"), typed)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "hunter2" not in text
    assert text.count("://wp:***@db.example/w") == 2


@pytest.mark.parametrize("typed", [["--password", "hunter2 x"], ["--password=hunter2 x"]])
def test_what_is_kept_of_a_fault_holds_no_password_that_was_typed(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor one for a store of learning records, in whichever way the option was written; what stands beside it is kept."""
    monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path))
    path = keep(ValueError("no"), ["records", "my-game", *typed, "--user", "ann"])
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "hunter2" not in text
    assert "wholeplace records my-game --password" in text
    assert "*** --user ann" in text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such links and rights")
def test_what_is_kept_of_a_fault_is_written_through_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that somebody has put in its place leads it nowhere, and nobody else may read what is kept."""
    from game.cli import fault

    (tmp_path / "home").write_bytes(b"no folder")
    monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(fault, "_temporary", lambda: tmp_path)
    path = keep(ValueError("no"), [])
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (tmp_path / "mine").write_bytes(b"mine")
    now = datetime.now(UTC)
    for later in range(60):
        at = now + timedelta(seconds=later)
        with suppress(FileExistsError):
            (tmp_path / f"fault-{at:%Y%m%d-%H%M%S}-{os.getpid()}.txt").symlink_to(tmp_path / "mine")
    assert keep(ValueError("no"), []) is None
    assert (tmp_path / "mine").read_bytes() == b"mine"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_nobody_else_on_the_machine_reads_by_which_cookie_a_device_is_known(home: Path) -> None:
    """What a device that has joined keeps of its seats is its own."""
    from game.cli.join import _file, _keep

    _keep({"http://127.0.0.1": "secret"})
    assert _file().is_relative_to(home)
    assert stat.S_IMODE(_file().stat().st_mode) == 0o600


def test_a_name_is_no_formula_in_an_export(workshop: Workshop) -> None:
    """A name that a spreadsheet would reckon out has a sign before it that makes it text."""
    facilitator, _ = workshop.facilitator(), workshop.seated("=HYPERLINK(1)")
    facilitator.act("open")
    found = facilitator.client.get("/console/export.zip").content
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        text = archive.read("tables.csv").decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert ",=" not in text


def test_a_device_that_floods_is_slowed_down(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what a hand can do, a device is told to wait; another at once after it is not."""
    monkeypatch.setattr(workshop.site.posts, "a_second", 0.0)  # as if all were sent in one moment, however busy the machine
    one, other = workshop.seated(), workshop.seated()
    keys = workshop.room.keyring
    form = {"form_token": keys.form_token(keys.open(one.client.cookies[workshop.room.keyring.cookie]))}
    answers = [one.client.post("/table/do/attend", data=form).status_code for _ in range(70)]
    assert answers[0] != 429
    assert 429 in answers
    assert other.client.post("/table/do/attend", data=form).status_code != 429


def test_a_machine_does_not_fill_a_room_with_tables(workshop: Workshop) -> None:
    """A device begins a few; new ones without end a bounded number, an address fewer, and those who sit go on."""
    mine = workshop.seated()
    for _ in range(8):
        mine.open(f"/join/{workshop.room.code}")
        mine.send("/sit", name="")
    assert (mine.status, len(workshop.room.tables)) == (409, 6)
    assert "try again" in mine.text
    while workshop.site.begun_there.takes("192.168.1.9"):
        pass  # as if each with a cookie of its own
    late = workshop.device()
    late.join(workshop.room.code)
    assert (late.status, len(workshop.room.tables)) == (409, 6)
    workshop.device("192.168.1.10").join(workshop.room.code)
    while workshop.site.begun_by_all.takes("all"):
        pass  # as if from many addresses
    workshop.device("192.168.1.11").join(workshop.room.code)
    assert len(workshop.room.tables) == 7
    assert "Table 6" in mine.open("/table")
    late.join(workshop.table(1).code)
    assert late.path == "/table"


def test_there_are_only_so_many_tables(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the room is full it is said so, and those who sit there stay."""
    monkeypatch.setattr(room, "MOST_TABLES", 2)
    for _ in range(2):
        workshop.seated()
    late = workshop.device()
    late.join(workshop.room.code)
    assert late.status == 409
    assert "no room for more" in late.text
    assert len(workshop.room.tables) == 2
