"""Tables: joining, deciding together, two at once, and coming back."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from game.core.place import Place
from tests.workshop.devices import Device, Workshop, running

PAGES = (
    "/table",
    "/table/story",
    "/table/attention",
    "/table/end",
    "/table/partners",
    "/table/partners/0",
    "/table/partners/3",
    "/table/promises",
    "/table/money",
    "/table/history",
    "/table/debrief",
    "/table/devices",
    "/table/why/energy/0",
)


def test_a_code_leads_to_a_seat_and_a_look_at_the_link_does_not(workshop: Workshop) -> None:
    """Opening the link any number of times, as messengers do, takes no seat; the button does."""
    for _ in range(3):
        workshop.device().open(f"/join/{workshop.room.code}")
    assert workshop.room.tables == {}
    assert workshop.room.devices == {}
    device = workshop.seated("The biscuit tin")
    assert "The biscuit tin" in device.text
    assert list(workshop.room.tables) == ["table-1"]


def test_nobody_who_looks_through_the_room_is_disturbed_by_who_comes(workshop: Workshop) -> None:
    """A page that goes through the tables or devices goes on when others are seated, or forgotten, meanwhile."""
    room = workshop.room
    first = room.seat("")
    room.hand("one", first.id)
    tables, devices, forgotten = (iter(one.items()) for one in (room.tables, room.devices, room.devices))
    for look in (tables, devices, forgotten):
        next(look)
    room.hand("two", room.seat("").id)
    assert (len(room.tables), len(room.devices)) == (2, 2)
    assert [*tables, *devices] == []
    room.forget()
    assert list(forgotten) == []


def test_a_form_that_is_sent_again_makes_one_table(workshop: Workshop) -> None:
    """Whoever presses twice sits at one table."""
    device = workshop.device()
    device.open(f"/join/{workshop.room.code}")
    form = device.fields("/sit")
    device.send("/sit", form, name="Once")
    device.send("/sit", form, name="Once")
    assert len(workshop.room.tables) == 1


def test_who_sits_down_in_the_same_moment_waits_for_the_other(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form sent twice at once makes one table, no two tables get one name, and none more devices than it has room for."""
    room, hand = workshop.room, workshop.room.hand

    def slowly(key: str, holder: str) -> None:
        time.sleep(0.02)  # as a disk may be
        hand(key, holder)
        time.sleep(0.02)

    monkeypatch.setattr(room, "hand", slowly)

    def at_once(devices: list[Device], code: str, name: str) -> list[int]:
        def sit(device: Device) -> int:
            return device.client.post("/sit", data={**forms[device], "name": name}, follow_redirects=False).status_code

        forms = {}
        for device in dict.fromkeys(devices):
            device.open(f"/join/{code}")
            forms[device] = device.fields("/sit")
        with ThreadPoolExecutor(len(devices)) as senders:
            return list(senders.map(sit, devices))

    assert set(at_once([workshop.device()] * 4, room.code, "Once")) == {303}
    assert len(room.tables) == 1
    assert sorted(at_once([workshop.device() for _ in range(4)], room.code, "Alike")) == [303, 422, 422, 422]
    assert len(room.tables) == 2
    monkeypatch.setattr("game.workshop.room.MOST_DEVICES", 2)
    assert sorted(at_once([workshop.device() for _ in range(4)], workshop.table(2).code, "")) == [303, 409, 409, 409]


def test_a_hall_comes_in_within_a_minute(workshop: Workshop) -> None:
    """Three hundred begin a table each as they come, a third of them from one address; who prepares the room begins many."""
    now, bounds = 0.0, (workshop.site.begun_there, workshop.site.begun_by_all)
    for number in range(300):
        now += 60 / 300
        address = "a school's" if number % 3 == 0 else f"{number}"
        assert all(bound.takes(who, now) for bound, who in zip(bounds, (address, "all"), strict=True))
    facilitator = workshop.facilitator()
    for _ in range(8):
        facilitator.open(f"/join/{workshop.room.code}")
        facilitator.send("/sit", name="")
    assert len(workshop.room.tables) == 8


def test_no_two_tables_give_themselves_one_name(workshop: Workshop) -> None:
    """Who begins a table under another's name is asked if it is theirs, and keeps what was typed; a form sent twice is fine."""
    workshop.seated("Red")
    device = workshop.device()
    device.join(workshop.room.code, " red ")
    assert device.status == 422
    assert "Another table has that name" in device.text
    assert device.page is not None
    assert 'value="red"' in device.page.text
    form = device.fields("/sit")
    for _ in range(2):
        device.send("/sit", form, name="Blue")
        assert device.path == "/table"
    assert [workshop.room.name(one) for one in workshop.room.tables.values()] == ["Red", "Blue"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["caf\u00e9", "CAFE\u0301", "Cafe\u0301\ufe0f", "\uff23af\u00e9", "Ca\u034ff\u00e9"])
def test_no_two_tables_give_themselves_names_that_look_alike(workshop: Workshop, name: str) -> None:
    """A name that people cannot tell from another table's is that name, in whichever signs it was written."""
    workshop.seated("Caf\u00e9")
    device = workshop.device()
    device.join(workshop.room.code, name)
    assert device.status == 422
    assert "Another table has that name" in device.text


def test_the_facilitator_gives_no_two_tables_one_name(workshop: Workshop) -> None:
    """Nor a name of which nobody sees anything; a table's own may be written otherwise."""
    workshop.seated("Caf\u00e9")
    workshop.seated("Oak")
    facilitator = workshop.facilitator()
    for act, typed in (("add", {}), ("rename", {"table": "table-2"})):
        for name, said in (("CAFE\u0301", "Another table has that name"), ("\u3164", "signs that can be printed")):
            facilitator.act(act, "/console/table/table-2" if typed else "/console", name=name, **typed)
            assert (facilitator.status, said in facilitator.text) == (422, True)
    facilitator.act("rename", "/console/table/table-2", table="table-2", name="OAK")
    assert [workshop.room.name(one) for one in workshop.room.tables.values()] == ["Caf\u00e9", "OAK"]


def test_the_door_can_be_shut(workshop: Workshop) -> None:
    """Once all are in, the room's code begins no table, as somebody who comes back might unawares; a table's own leads there."""
    facilitator, _ = workshop.facilitator(), workshop.seated("Red")
    device = workshop.device()
    device.open(f"/join/{workshop.room.code}")
    form = device.fields("/sit")
    facilitator.act("door", **{"is": "shut"})
    device.send("/sit", form, name="Red again")
    for _ in range(2):
        assert device.status == 409
        assert "enter its code" in device.text
        device.open(f"/join/{workshop.room.code}")
    device.join(workshop.table().code)
    assert device.path == "/table"
    facilitator.act("kind", kind="round")
    new = workshop.device()
    new.open(f"/join/{workshop.room.code}")
    new.send("/sit")
    assert new.status == 409
    assert not workshop.room.round_tables
    facilitator.act("kind", kind="teams")
    facilitator.act("door", **{"is": "open"})
    workshop.seated("Late")
    assert len(workshop.room.tables) == 2


def test_a_mistyped_code_stays_to_be_mended(workshop: Workshop) -> None:
    """A wrong code stands in its box again, and one of another length is told how long a code is."""
    device = workshop.device()
    device.open("/")
    device.send("/join", code="12 345")
    assert "this has 5" in device.text
    assert device.page is not None
    assert 'value="12345"' in device.page.text


def test_every_table_has_the_same_luck(workshop: Workshop) -> None:
    """Two tables that decide alike come to the same state, to the bit."""
    facilitator = workshop.facilitator()
    one, other = workshop.seated(), workshop.seated()
    facilitator.act("open")
    for device in (one, other):
        device.decide()
        device.attend("listen")
        device.end()
        assert device.path == "/table/result/1"
    assert workshop.table(1).session.state == workshop.table(2).session.state


def test_nothing_can_be_decided_before_the_quarter_is_open(workshop: Workshop) -> None:
    """While a table prepares, it reads all and decides nothing, whatever it sends."""
    device = workshop.seated()
    (dilemma, *_) = device.dilemmas()
    device.open(f"/table/decide/{dilemma}")
    assert "Get ready" in device.text
    device.send("/table/do/choose", option=workshop.room.place.dilemmas[workshop.room.place.dilemma(dilemma)].options[0].id)
    assert device.status == 409
    assert "opens the first quarter" in device.text
    assert workshop.table().log.last == 0


def test_two_devices_that_decide_at_once_get_one_winner_and_one_message(workshop: Workshop) -> None:
    """The second is told what the first decided, and changes nothing."""
    facilitator, one = workshop.facilitator(), workshop.seated()
    facilitator.act("open")
    other = workshop.device()
    other.join(workshop.table().code)
    (dilemma, *_) = one.dilemmas()
    first, second, *_ = one.options(dilemma)
    other.open(f"/table/decide/{dilemma}")
    one.send("/table/do/choose", option=first)
    other.send("/table/do/choose", option=second)
    assert one.status == 200
    assert other.status == 409
    assert "Another device at your table has just decided" in other.text
    assert workshop.table().session.pending.choices == {dilemma: first}
    assert workshop.table().log.last == 1


def test_an_option_that_was_taken_back_meanwhile_is_told(workshop: Workshop) -> None:
    """A page of before a quarter was taken back changes nothing, and says why; nor does a form of no dilemma at all."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.act("open")
    (dilemma, *_) = device.dilemmas()
    first, second, *_ = device.options(dilemma)
    device.open(f"/table/decide/{dilemma}")
    fields = {**device.fields("/table/do/choose"), "was": first}
    device.send("/table/do/choose", {**fields, "option": second})
    assert device.status == 409
    assert "taken back" in device.text
    device.send("/table/do/choose", {**fields, "option": second, "dilemma": "no-such-thing"})
    assert device.status == 422
    assert workshop.table().session.pending.choices == {}


def test_two_tokens_at_once_and_an_end_over_a_change_are_told(workshop: Workshop) -> None:
    """A token placed on an older page is not placed; a quarter does not end over what its device has not seen."""
    facilitator, one = workshop.facilitator(), workshop.seated()
    facilitator.act("open")
    other = workshop.device()
    other.join(workshop.table().code)
    one.decide()
    other.open("/table/attention")
    form = other.fields("/table/do/attend")
    other.open("/table/end")
    end = other.fields("/table/do/end")
    one.attend("listen")
    other.send("/table/do/attend", {**form, "token": "rest"})
    assert other.status == 409
    assert "hear" in other.text
    other.send("/table/do/end", end)
    assert other.status == 409
    assert workshop.table().turn == 1
    assert len(workshop.table().session.pending.tokens) == 1


def test_a_retried_request_is_one_event(workshop: Workshop) -> None:
    """The same form sent three times, as a phone on bad Wi-Fi does, is decided and written once, and each is acknowledged."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.act("open")
    device.decide()
    device.open("/table/attention")
    token = {**device.fields("/table/do/attend"), "token": "listen"}
    for _ in range(3):
        device.send("/table/do/attend", token)
        assert device.status == 200
    assert len(workshop.table().session.pending.tokens) == 1
    device.open("/table/end")
    end = device.fields("/table/do/end")
    for _ in range(3):
        device.send("/table/do/end", end)
        assert device.path == "/table/result/1"
    assert workshop.table().turn == 2
    records = [one["do"] for one in _records(workshop)]
    assert records.count("attend") == records.count("end_turn") == 1


def test_a_closed_browser_another_device_and_a_restart_lose_nothing(place: Place, url: str) -> None:
    """A cookie finds its table after a restart; so does the table's code on a device that never was there."""
    with running(place, url) as workshop:
        facilitator, device = workshop.facilitator(), workshop.seated("Us")
        facilitator.act("open", minutes="30")
        device.decide()
        device.attend("listen")
        cookies = dict(device.client.cookies)
        before, code = device.open("/table"), workshop.table().code
        until = workshop.room.course.until
    with running(place, url) as workshop:
        again = workshop.device()
        again.client.cookies.update(cookies)
        assert again.open("/table") == before
        assert workshop.room.course.until == until
        stranger = workshop.device()
        stranger.join(code)
        assert stranger.path == "/table"
        assert len(workshop.room.tables) == 1
        again.end()
        assert again.path == "/table/result/1"


def test_a_place_that_cannot_be_written_to_acknowledges_nothing(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk takes no more, the device is told so, nothing has changed, and the same form works afterwards."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.act("open")
    (dilemma, *_) = device.dilemmas()
    option = device.options(dilemma)[0]
    form = device.fields("/table/do/choose")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(workshop.room.database, "_attempt", full)
        device.send("/table/do/choose", form, option=option)
    assert device.status == 503
    assert "It was not decided" in device.text
    assert workshop.table().session.pending.choices == {}
    device.send("/table/do/choose", form, option=option)
    assert device.status == 200
    assert workshop.table().session.pending.choices == {dilemma: option}


def test_pages_say_what_is_so_at_every_moment(workshop: Workshop) -> None:
    """Every page answers before, during and after a quarter, with its form token and without a script in it."""
    facilitator, device = workshop.facilitator(), workshop.seated("<b>bold & brave</b>")
    for step in range(3):
        for path in PAGES:
            page = device.open(path)
            assert device.status == 200, (path, device.text)
            assert "<b>bold" not in page
            assert "<script>" not in page
            assert " style=" not in page
        if step == 0:
            facilitator.act("open")
        elif step == 1:
            device.decide()
            device.attend("broker", **{"with": "met", "and": "probation"})
            device.attend("promise", **{"with": "met visit"})
            device.end()
    assert device.open("/table/result/1")
    assert device.open("/table/why/energy/1")
    assert device.status == 200


def test_addresses_that_lead_nowhere_are_told(workshop: Workshop) -> None:
    """Nobody sees a traceback or an empty page for an address that was mistyped."""
    device = workshop.seated()
    for path in (
        "/table/result/1",
        "/table/partners/99",
        "/table/decide/nothing",
        "/table/why/trust/0?of=1",
        "/table/why/trust/0?of=1.x",
        "/table/why/no_such/0",
        "/table/compare",
        "/nothing",
    ):
        device.open(path)
        assert device.status == 404, path
        assert "Go on" in device.text


def _records(workshop: Workshop, number: int = 1) -> list[dict[str, object]]:
    from game.workshop.stream import Stream

    return Stream(workshop.room.database, workshop.table(number).log.name).read()[1]
