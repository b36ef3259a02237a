"""People at a round table, each with a device of their own."""

from __future__ import annotations

import re

from game.play.round_table import RoundTable
from tests.workshop.devices import Device, Workshop

LEAD, POLICE, SCHOOLS, HOUSING = 0, 10, 7, 5
"""Seats of Barnet, by the numbers of their agencies."""

PAGES = (
    "", "/brief", "/chairs", "/partners", "/partners/0", "/partners/3", "/promises", "/money", "/history", "/devices", "/ready",
    "/pledge", "/sharing", "/debrief", "/result/1", "/why/energy/1", "/why/trust/1?of=3.0", "/why/cover/1?of=10",
)  # fmt: skip
"""Pages of a seat that has played a quarter."""


def came_in(workshop: Workshop) -> Device:
    """A device that has entered the room's code, before it has chosen a seat."""
    device = workshop.device()
    device.open(f"/join/{workshop.room.code}")
    device.send("/sit")
    assert device.path == "/seat/chairs", device.text
    return device


def take(device: Device, seat: int) -> None:
    """Chooses a seat on the page of seats."""
    device.open("/seat/chairs")
    token = re.search(r'name="form_token" value="(\w+)"', device.page.text if device.page is not None else "")
    assert token is not None
    device.page = device.client.post("/chairs/take", data={"form_token": token[1], "seat": str(seat)})


def seated(workshop: Workshop, *seats: int) -> list[Device]:
    """Devices in these seats of the room's round table."""
    found = []
    for seat in seats:
        device = came_in(workshop)
        take(device, seat)
        assert device.path == "/seat", device.text
        found.append(device)
    return found


def open_round(workshop: Workshop) -> Device:
    """The facilitator of a room of round tables."""
    facilitator = workshop.facilitator()
    facilitator.act("kind", kind="round")
    return facilitator


def ballots(device: Device) -> list[str]:
    """The dilemmas that a seat may vote on."""
    return re.findall(r'href="/seat/vote/(\w+)"', device.open("/seat"))


def options(device: Device, dilemma: str) -> list[str]:
    """The options of one of them."""
    return re.findall(r'name="option" id="option-[1-9]" value="(\w+)"', device.open(f"/seat/vote/{dilemma}"))


def vote(device: Device, which: int = 0) -> None:
    """Votes on everything, for the option of that number."""
    for dilemma in ballots(device):
        found = options(device, dilemma)
        device.send("/seat/do/vote", option=found[which % len(found)])
        assert device.status == 200


def ready(device: Device) -> None:
    """Says that the seat has decided."""
    device.open("/seat/ready")
    device.send("/seat/do/ready")


def every(device: Device, *more: str) -> list[tuple[int, dict[str, str], bytes]]:
    """Every page of a seat as its device gets it, to the byte."""
    found = []
    for path in (*PAGES, *more):
        answer = device.client.get(f"/seat{path}")
        found.append((answer.status_code, dict(answer.headers), answer.content))
    return found


def table_of(workshop: Workshop, number: int = 1) -> RoundTable:
    """The round table of a table."""
    found = workshop.table(number).session.round_table
    assert found is not None
    return found
