"""A form that is refused leads to the field in which that is mended, with a script and without."""

from __future__ import annotations

import re

import pytest

from tests.workshop.devices import Device, Workshop
from tests.workshop.table import LEAD, POLICE, ballots, open_round, seated


def led_to(device: Device) -> str:
    """The tag of the field to which the reason on the open page leads, which must be told the reason."""
    assert device.page is not None
    page = device.page.text
    link = re.search(r'id="errors"><h2>[^<]+</h2><p><a href="#([^"]+)">[^<]+</a></p>', page)
    assert link is not None, device.text
    tag = re.search(rf'<[^>]* id="{link[1]}"[^>]*>', page)
    assert tag is not None
    assert len(re.findall(r'aria-describedby="([^"]*)"', tag[0])) == 1, tag[0]
    assert re.search(r'aria-describedby="errors\b', tag[0]), tag[0]
    assert " disabled" not in tag[0]
    return tag[0]


@pytest.mark.parametrize("token", ["time", "broker", "money"])
def test_attention_that_goes_to_nobody_leads_to_its_own_field(workshop: Workshop, token: str) -> None:
    """The list from which nobody was chosen is marked, and the offer in which it is folded away stands open; no other does."""
    workshop.facilitator().act("open")
    device = workshop.seated()
    device.attend(token)
    assert device.status == 422
    assert f'id="with-{token}"' in led_to(device)
    assert 'aria-invalid="true"' in led_to(device)
    assert device.page is not None
    assert re.findall(r'<details open[^>]*id="([^"]+)"', device.page.text) == [f"offer-{token}"]
    # What is kept of the page for others has none of it.
    assert "errors" not in device.open("/table/attention")


def test_of_two_the_one_that_lacks_is_led_to(workshop: Workshop) -> None:
    """Who has chosen the first to bring together is led to the second."""
    workshop.facilitator().act("open")
    device = workshop.seated()
    device.attend("broker", **{"with": "schools", "and": ""})
    assert 'id="and-broker"' in led_to(device)


def test_nothing_chosen_leads_to_the_first_option_that_can_be(workshop: Workshop) -> None:
    """An option is led to as any field is; none is called wrong, since none was chosen."""
    workshop.facilitator().act("open")
    device = workshop.seated()
    device.open(f"/table/decide/{device.dilemmas()[0]}")
    device.send("/table/do/choose")
    assert 'type="radio"' in led_to(device)
    assert "aria-invalid" not in led_to(device)


def test_what_no_field_can_mend_leads_nowhere(workshop: Workshop) -> None:
    """Where another device was first, nothing on the form is wrong."""
    workshop.facilitator().act("open")
    device = workshop.seated()
    device.open("/table/attention")
    form = device.fields("/table/do/attend")
    device.send("/table/do/attend", {**form, "token": "rest"})
    device.send("/table/do/attend", {**form, "token": "time", "n": "0", "at": form["at"] + "0"}, **{"with": "schools"})
    assert device.status == 409
    assert device.page is not None
    assert 'href="#' not in device.page.text.partition('id="errors">')[2].partition("</div>")[0]


def test_a_seat_s_forms_lead_to_their_fields(workshop: Workshop) -> None:
    """A vote, a pledge and a promise that lack something each lead to what they lack."""
    facilitator = open_round(workshop)
    _, police = seated(workshop, LEAD, POLICE)
    facilitator.act("open")
    police.open(f"/seat/vote/{ballots(police)[0]}")
    police.send("/seat/do/vote")
    assert 'name="option"' in led_to(police)
    police.open("/seat/pledge")
    police.send("/seat/do/pledge")
    assert 'name="share"' in led_to(police)
    for typed, lacks in (
        ({"to": "", "what": "sharing"}, "to"),
        ({"to": "schools", "what": ""}, "what"),
        ({"to": "schools", "what": "words", "text": " "}, "text"),
    ):
        police.open("/seat/promises")
        police.send("/seat/do/give-word", None, **typed)
        assert f'id="{lacks}"' in led_to(police)
