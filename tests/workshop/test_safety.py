"""What keeps one table's game from another, and the room from what is sent to it."""

from __future__ import annotations

import stat
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.core.place import Place
from game.play.record import Header
from game.workshop import site
from game.workshop.database import Behind, Database, DatabaseFault, _a_line
from game.workshop.guard import MOST_BYTES
from game.workshop.keys import Allowance
from game.workshop.rows import EVENTS
from game.workshop.stream import Stream
from tests.places.hidden import HIDDEN, moved
from tests.workshop.devices import HERE, Device, Workshop, running, url_of
from tests.workshop.test_tables import PAGES


def all_pages(device: Device) -> list[tuple[int, dict[str, str], bytes]]:
    """Every page of a table as its device gets it, to the byte."""
    found = []
    joined = ("/table/seen", "/table/asked/energy/2", "/table/asked/trust/2?of=3.0", "/table/asked/buy_in/2?of=3")
    for path in (*PAGES, "/table/result/1", "/table/why/energy/1", "/table/why/trust/1?of=3.0", *joined):
        answer = device.client.get(path)
        found.append((answer.status_code, dict(answer.headers), answer.content))
    return found


def test_another_tables_state_changes_no_byte_of_my_responses(workshop: Workshop) -> None:
    """Whatever is so at another table, hidden or not, every response to mine is the same to the byte."""
    facilitator, mine, other = workshop.facilitator(), workshop.seated("Mine"), workshop.seated("Other")
    facilitator.act("open")
    for device in (mine, other):
        device.decide()
        device.attend("listen")
        device.end()
    workshop.table(1).pages.clear()
    before = all_pages(mine)
    table = workshop.table(2)
    for variable in table.session.state:
        if table.session.state[variable].size:
            table.session.states = [moved(state, variable) for state in table.session.states]
    table.session.ledgers = [
        replace(one, before=s, after=s) for one, s in zip(table.session.ledgers, table.session.states, strict=True)
    ]
    workshop.room.rename(table, "Another name")
    table.session.inject("A secret", "Nobody else knows this.")
    workshop.table(1).pages.clear()
    assert all_pages(mine) == before
    table.pages.clear()
    assert "Nobody else knows this." in other.open("/table")


def test_hidden_state_of_my_own_table_changes_no_byte(workshop: Workshop) -> None:
    """Nothing that the seat cannot see shows on any page of it, to the byte."""
    facilitator, mine = workshop.facilitator(), workshop.seated("Mine")
    facilitator.act("open")
    mine.decide()
    mine.end()
    table = workshop.table()
    table.pages.clear()
    before = all_pages(mine)
    table.session._views.clear()
    # What decides over options is public by its consequence; these are what no option of this quarter asks about.
    asked = {"user_trust", "strain", "outlook", "frontline"} & set(HIDDEN)
    assert asked
    for variable in sorted(asked):
        table.session.states = [moved(state, variable) for state in table.session.states]
    table.pages.clear()
    assert all_pages(mine) == before


def test_a_form_needs_its_token_and_its_origin(workshop: Workshop) -> None:
    """A form from elsewhere, without its token, or with another device's, does nothing."""
    facilitator, mine, other = workshop.facilitator(), workshop.seated(), workshop.seated()
    facilitator.act("open")
    mine.open("/table/attention")
    form = {**mine.fields("/table/do/attend"), "token": "listen"}
    for origin in ("http://evil.test", "null", "http://[", "http://\xff", "", "://"):
        sent = mine.client.post("/table/do/attend", data=form, headers={b"origin": origin.encode("latin-1")})
        assert sent.status_code == 403, origin
    assert mine.client.post("/table/do/attend", data={**form, "form_token": ""}).status_code == 403
    assert other.client.post("/table/do/attend", data=form).status_code == 403
    name = workshop.room.keyring.cookie
    cookie = mine.client.cookies[name]
    other.client.cookies.set(name, cookie[:-1] + ("A" if cookie[-1] != "A" else "B"))
    assert other.client.post("/table/do/attend", data=form).status_code == 403
    assert workshop.table(1).log.last == workshop.table(2).log.last == 0
    assert mine.client.post("/table/do/attend", data=form).status_code == 200
    assert workshop.table(1).log.last == 1


def test_every_response_carries_its_bounds(workshop: Workshop) -> None:
    """No page may run a script of its own, be framed, be kept, or ask anybody else for anything."""
    device = workshop.seated()
    for path in ("/", "/table", "/console", "/nothing", "/static/workshop.css"):
        headers = device.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
    assert device.client.get("/table").headers["cache-control"] == "no-store"
    cookie = workshop.device().client.get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_no_page_names_another_host(workshop: Workshop) -> None:
    """Nothing on any page is fetched from anywhere else."""
    import re

    device = workshop.seated()
    static = Path(__file__).parents[2] / "game" / "workshop" / "static"
    texts = [device.open(path) for path in PAGES] + [path.read_text("utf-8") for path in static.iterdir()]
    for text in texts:
        named = set(re.findall(r"(?:https?:)?//[a-z0-9.]+[:/\w.-]*", text.replace("http://www.w3.org/2000/svg", "")))
        assert {one for one in named if not one.startswith(HERE)} <= {one for one in named if one.startswith("// ")}


def test_what_is_sent_is_bounded(workshop: Workshop) -> None:
    """A body that is too long, of too many fields, or no form at all is answered in words, and a method nobody needs is too."""
    device = workshop.seated()
    long = device.client.post("/join", content=b"a" * (MOST_BYTES + 1))
    assert long.status_code == 413
    fields = "&".join(f"f{number}=x" for number in range(100)).encode()
    assert device.client.post("/join", content=fields).status_code == 403
    assert device.client.post("/join", content=b"\xff\xfe=\xff").status_code == 403
    assert device.client.request("DELETE", "/table").status_code == 405
    assert device.client.get("/").status_code == 200


def test_what_a_device_sends_with_everything_is_not_kept_without_end(workshop: Workshop) -> None:
    """Cookies that are not ours, of whatever length, cost no memory, and ours is found among them."""
    mine = workshop.seated()
    own = mine.client.cookies[workshop.room.keyring.cookie]
    before = site.own_cookie.cache_info().currsize
    for number in range(3):
        sent = {"cookie": f"other{number}={'a' * 2_000}; wholeplace={own}"}
        assert workshop.device().client.get("/", headers=sent).url.path == "/table"
    assert site.own_cookie.cache_info().currsize == before


def test_two_workshops_on_one_laptop_leave_each_other_their_devices(place: Place, workshop: Workshop, tmp_path: Path) -> None:
    """A browser sends the same cookies to every port; whoever goes to another workshop there keeps the seat at the first."""
    with running(place, f"sqlite:///{tmp_path / 'another.db'}") as another:
        here, there = workshop.seated("Red"), another.device()
        there.client.cookies.update(here.client.cookies)
        there.join(another.room.code, "Blue")
        here.client.cookies.update(there.client.cookies)
        assert "Red" in here.open("/table")
        assert "Blue" in there.open("/table")


def test_codes_cannot_be_guessed_by_trying(workshop: Workshop) -> None:
    """A device has a few wrong codes, an address some a minute, and all together a bounded number; then no code is looked at."""
    seated, guesser = workshop.seated(), workshop.device()
    table = workshop.table().code
    guesser.open("/")
    form = guesser.fields("/join")
    answers = []
    for number in range(10):
        guesser.send("/join", form, code=f"{100_000 + number}")
        answers.append(guesser.status)
    assert answers[0] == 404
    assert answers[-1] == 429
    wrong = guesser.text
    guesser.send("/join", form, code=table)
    assert (guesser.status, guesser.text) == (429, wrong)
    refused = 0
    for number in range(140):
        stranger = workshop.device()
        stranger.open(f"/join/{200_000 + number}")
        refused += stranger.status == 429
    assert refused >= 15
    stranger.open(f"/join/{table}")
    assert (stranger.status, stranger.text) == (429, wrong)
    while workshop.site.crowd.takes("all"):
        pass  # as if from many addresses
    for device in (seated, stranger, workshop.device()):
        device.open(f"/join/{workshop.room.code}")
        assert device.status == 200
    new = workshop.device()
    new.join(workshop.room.code)
    assert new.path == "/table"


def test_who_guesses_codes_keeps_nobody_else_from_a_table(workshop: Workshop) -> None:
    """Those at another address come in by a table's code, however many wrong ones were tried."""
    workshop.seated()
    for _ in range(100):
        workshop.device("192.168.1.66").open("/join/100000")
    other = workshop.device("192.168.1.10")
    other.join(workshop.table().code)
    assert other.path == "/table"


def test_codes_cannot_be_guessed_from_a_seat(workshop: Workshop) -> None:
    """Whoever sits at a table of their own has no more guesses at another's code, and keeps the seat."""
    guesser, _ = workshop.seated(), workshop.seated()
    answers = []
    for number in range(10):
        guesser.open(f"/join/{100_000 + number}")
        answers.append(guesser.status)
    guesser.open(f"/join/{workshop.table(2).code}")
    assert answers[0] == 404
    assert {answers[-1], guesser.status} == {429}
    assert "Table 1" in guesser.open("/table")


def test_a_name_is_bounded_and_shown_as_it_is(workshop: Workshop) -> None:
    """A name that is too long or acts is refused in words beside its box."""
    device = workshop.device()
    for name in ("x" * 41, "a\x07b", "a\u202eb", "\u3164\u2800"):
        device.open(f"/join/{workshop.room.code}")
        device.send("/sit", name=name)
        assert device.status == 422
        assert "at most 40 characters" in device.text
    assert workshop.room.tables == {}


def test_what_was_decided_cannot_be_changed_or_taken_away(url: str) -> None:
    """The database itself refuses to change or delete an event; a number or a key that is taken is not given twice."""
    database = Database(url)
    database.append("table-1", 0, b"line", "key")
    with pytest.raises(Behind):
        database.append("table-1", 0, b"other")
    with pytest.raises(Behind):
        database.append("table-1", 1, b"other", "key")
    for change in (EVENTS.update().values(line=b"x"), EVENTS.delete()):
        with pytest.raises((Behind, DatabaseFault), match=r"never changed"):
            database._do(lambda connection, change=change: connection.execute(change))  # type: ignore[misc]
    assert [one.line for one in database.stream("table-1")] == [b"line"]
    database.close()


def test_what_is_not_written_is_told_also_where_nothing_is_said_of_why(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that has no words of its own is told by its name; the writer goes on."""

    def broken(_jobs: object) -> None:
        raise OSError

    database = Database(url)
    job = _a_line("table-1", 0, b"line", None)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(database, "_attempt", broken)
        database._commit([job])
    with pytest.raises(DatabaseFault, match=r"could not write it down \(OSError\)"):
        job.done.result(0)
    database.append("table-1", 0, b"line")
    assert [one.line for one in database.stream("table-1")] == [b"line"]
    database.close()


@pytest.mark.slow
def test_a_database_without_its_guards_or_of_another_place_is_refused(place: Place, tmp_path: Path) -> None:
    """It is said what is wrong, and nothing is changed."""
    with running(place, url_of(tmp_path)):
        pass
    other = replace(place, digest="0" * 32, title="Elsewhere")
    with pytest.raises(DatabaseFault, match="another place"), running(other, url_of(tmp_path)):
        pass
    import sqlite3

    with closing(sqlite3.connect(tmp_path / "workshop.db")) as raw, raw:
        raw.execute("DROP TRIGGER event_no_delete")
    with pytest.raises(DatabaseFault, match="guards"):
        Database(url_of(tmp_path))
    with pytest.raises(DatabaseFault, match="cannot be opened"):
        Database(f"sqlite:///{tmp_path}/no/such/folder/x.db")
    with pytest.raises(DatabaseFault, match="Expected"):
        Database("oracle://x")


@pytest.mark.parametrize("question", ["timeout=abc", "other=1", "uri=true&mode=ro"])
def test_a_file_with_a_question_in_its_address_is_refused_in_words(question: str, tmp_path: Path) -> None:
    """What is asked of a driver in an address is nothing that a workshop's file has."""
    with pytest.raises(DatabaseFault, match="there is no workshop on an address"):
        Database(f"{url_of(tmp_path)}?{question}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "record",
    [
        {"do": "open", "round": "x", "at": "2031-02-03T09:30:00+00:00"},
        {"do": "reveal", "at": "2031-02-03T09:30:00+00:00"},
        {"do": "end", "at": "yesterday"},
        {"do": "closed", "tables": [1], "at": "2031-02-03T09:30:00+00:00"},
        {"do": "closed", "tables": {"table-1": [1, 7]}, "at": "2031-02-03T09:30:00+00:00"},
        {"do": "open", "round": 1, "until": "2031-02-03T09:30:00", "at": "2031-02-03T09:30:00"},
        {"do": "end"},
    ],
)
def test_a_room_that_somebody_made_up_is_refused_in_words(place: Place, tmp_path: Path, record: dict[str, Any]) -> None:
    """A file whose room says, under a right check, what no room writes is told of, and not a fault of ours."""
    with running(place, url_of(tmp_path)) as workshop:
        workshop.room.log.append(record)
    with pytest.raises(DatabaseFault, match="does not say what was done"), running(place, url_of(tmp_path)):
        pass


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE setting SET value = char(27) || ']0;mine' WHERE name = 'code'",
        "UPDATE setting SET value = char(27) || ']0;mine' WHERE name = 'facilitator'",
        "DELETE FROM setting WHERE name = 'secret'",
        "UPDATE event SET line = 'abc' WHERE stream = 'room' AND n = 0",
        "UPDATE event SET line = 10000000000 WHERE stream = 'room' AND n = 0",
        "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END",
        "CREATE TRIGGER more AFTER INSERT ON event BEGIN DELETE FROM device; END",
        "CREATE VIEW more AS SELECT 1",
    ],
)
def test_a_file_that_somebody_made_up_is_refused_in_words(place: Place, tmp_path: Path, change: str) -> None:
    """A workshop's file with keys that act, records of another kind or guards that guard nothing is told of, and not opened."""
    import sqlite3

    with running(place, url_of(tmp_path)):
        pass
    with closing(sqlite3.connect(tmp_path / "workshop.db")) as raw, raw:
        (guard,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'event_no_update'").fetchone()
        raw.execute("DROP TRIGGER event_no_update")
        raw.execute(change)
        raw.execute(guard.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS"))
    with pytest.raises(DatabaseFault) as fault, running(place, url_of(tmp_path)):
        pass
    assert str(fault.value).isprintable()


@pytest.mark.parametrize("more", [{"table": []}, {"table": 7}, {"table": "1"}, {"code": [1]}])
def test_a_table_that_somebody_made_up_is_left_out_in_words(place: Place, tmp_path: Path, more: dict[str, Any]) -> None:
    """A table's record that begins as none does is told of at the console, and the others are there."""
    with running(place, url_of(tmp_path)) as workshop:
        workshop.seated()
        header = Header(
            place.id, place.digest, 5, "0.1.0", "2031-02-03T09:30:00+00:00", "x", more={"table": 2, "code": "1", **more}
        )
        Stream.begun(workshop.room.database, "table-2", header)
    with running(place, url_of(tmp_path)) as workshop:
        assert list(workshop.room.tables) == ["table-1"]
        assert "table-2 cannot be opened" in workshop.room.damage[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_nobody_else_on_the_machine_reads_a_workshops_file(place: Place, tmp_path: Path) -> None:
    """The file in which the console's key is kept is for whoever runs the workshop alone, with all that is beside it."""
    with running(place, url_of(tmp_path)) as workshop:
        workshop.seated()
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir() if file.stat().st_size}
    assert len(modes) > 1
    assert set(modes.values()) == {0o600}


def test_a_damaged_record_costs_its_own_table_its_last_step(place: Place, tmp_path: Path) -> None:
    """A torn line is left out with what follows, said at the console, and the game goes on; the other table is untouched."""
    import sqlite3

    with running(place, url_of(tmp_path)) as workshop:
        facilitator, one, other = workshop.facilitator(), workshop.seated("One"), workshop.seated("Two")
        facilitator.act("open")
        for device in (one, other):
            device.decide()
            device.attend("listen")
        cookies, states = dict(one.client.cookies), workshop.table(2).session.pending
        key = dict(facilitator.client.cookies)
    with closing(sqlite3.connect(tmp_path / "workshop.db")) as raw, raw:
        raw.execute("DROP TRIGGER event_no_update")
        raw.execute("UPDATE event SET line = substr(line, 1, 20) WHERE stream = 'table-1' AND n = 2")
        raw.execute(
            "CREATE TRIGGER event_no_update BEFORE UPDATE ON event "
            "BEGIN SELECT RAISE(ABORT, 'what was decided is never changed'); END"
        )
    for _ in range(2):
        with running(place, url_of(tmp_path)) as workshop:
            session = workshop.table(1).session
            assert len(session.pending.choices) == 1
            assert workshop.table(2).session.pending == states
            again, facilitator = workshop.device(), workshop.device()
            again.client.cookies.update(cookies)
            facilitator.client.cookies.update(key)
            facilitator.open("/console")
            if _ == 0:
                assert "Record 2" in facilitator.text
                assert session.pending.tokens == []
                again.attend("rest")
            assert session.pending.tokens == [{"token": "rest"}]


def test_a_file_is_served_once_at_a_time(place: Place, tmp_path: Path) -> None:
    """A second server on the same file is refused in words; when the first is gone, it may."""
    url = url_of(tmp_path)
    with running(place, url), pytest.raises(DatabaseFault, match="being run already"):
        Database(url)
    Database(url).close()


def test_an_allowance_comes_back_and_forgets_strangers() -> None:
    """So many at once, so many a second after that; a flood of names costs no memory."""
    allowance = Allowance(2, 1.0, n_kept=10)
    assert [allowance.takes("a", 0.0) for _ in range(3)] == [True, True, False]
    assert allowance.takes("a", 1.0)
    assert not allowance.takes("a", 1.5)
    for number in range(100):
        allowance.takes(str(number), 2.0 + number)
    assert len(allowance._buckets) == 10
