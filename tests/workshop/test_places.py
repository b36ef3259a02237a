"""Every place that comes with the game can be played at a table, with every kind of attention it has."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from game.scenario.shipped import shipped_ids
from tests.places.shipped import shipped
from tests.workshop.devices import running, url_of
from tests.workshop.test_tables import PAGES


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped_ids())
def test_a_place_can_be_played_at_a_table(name: str, tmp_path: Path) -> None:
    """Two quarters by the pages alone: each kind of attention that a page offers can be placed as the page offers it."""
    with running(shipped(name), url_of(tmp_path)) as workshop:
        facilitator, device = workshop.facilitator(), workshop.seated("Us")
        facilitator.act("open", all="yes")
        for inject, *_ in workshop.room.place.injects:
            facilitator.act("inject", inject=inject)
            assert facilitator.status == 200
        for turn in (1, 2):
            page = device.open("/table/attention")
            offers = re.findall(r'<details class="offer".*?</details>', page, re.DOTALL)
            assert len(offers) >= 9
            for offer in offers:
                if "<form" not in offer:
                    continue
                token = re.findall(r'name="token" value="(\w+)"', offer)[0]
                chosen = [
                    re.findall(r'<option value="([^"]+)"', select)
                    for select in re.findall(r"<select.*?</select>", offer, re.DOTALL)
                ]
                whom = dict(zip(("with", "and"), (unescape(one[number]) for number, one in enumerate(chosen)), strict=False))
                device.attend(token, **whom)
                # A token may cost more than there is: that is told in words, and anything else would be a fault of the page.
                assert device.status in (200, 422), (token, device.text)
                if device.status == 422:
                    assert "£" in device.text
                    continue
                device.send("/table/do/take-back")
                assert device.status == 200
            device.decide(turn)
            device.end()
            assert device.path == f"/table/result/{turn}"
        for path in (*PAGES, "/table/why/energy/2"):
            device.open(path)
            assert device.status == 200, path
        assert facilitator.open("/console/compare")
        assert facilitator.status == 200
