"""A whole round table in real browsers, with a server killed in the middle; no script, 400% zoom, and axe on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="the quick tests do without browsers")
pytest.importorskip("axe_playwright_python", reason="the quick tests do without browsers")

from playwright.sync_api import Browser, Page, expect

from tests.browser.people import console, device, faults, open_quarter
from tests.browser.round_people import LEAD, POLICE, SCHOOLS, join_by, pledge, promise, ready, sit, vote
from tests.workshop.process import Server

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of a new workshop of round tables."""
    found = Server(tmp_path, more=("--round-table",))
    yield found
    assert found.stop() == 130


def test_a_seat_s_form_that_does_not_get_through_stays_on_its_page(browser: Browser, server: Server) -> None:
    """As a team's does: what was written is still there when the workshop answers again, and is promised once."""
    facilitator, police = device(browser, 1280, 800), device(browser)
    console(facilitator, server)
    sit(police, server, POLICE)
    open_quarter(facilitator)
    police.click("nav.nav a[href='/seat/promises']")
    police.wait_for_url("**/seat/promises")
    police.select_option("#to", "schools")
    police.select_option("#what", "pledge 0.5")
    server.kill()
    police.click("#promise")
    expect(police.locator("#unreached")).to_be_in_viewport()
    expect(police.locator("#to")).to_have_value("schools")
    server.start()
    expect(police.locator("#unreached")).to_have_text(re.compile("^The workshop is there again"), timeout=30_000)
    expect(police.locator("#to")).to_have_value("schools")
    police.click("#promise")
    expect(police.locator("main")).to_contain_text("You promised schools")
    assert police.inner_text("main").count("You promised schools") == 1


def test_what_was_written_is_still_there_when_a_form_is_refused(browser: Browser, server: Server) -> None:
    """A promise that lacks something keeps the rest of what was chosen and written."""
    facilitator, police = device(browser, 1280, 800), device(browser)
    console(facilitator, server)
    sit(police, server, POLICE)
    open_quarter(facilitator)
    expect(police.locator(".notice-title").first).to_contain_text("Decide")
    police.click("nav.nav a[href='/seat/promises']")
    police.wait_for_url("**/seat/promises")
    police.select_option("#what", "words")
    police.fill("#text", "We come on Thursday.")
    police.click("#promise")
    expect(police.locator("#errors")).to_be_focused()
    expect(police.locator("#what")).to_have_value("words")
    expect(police.locator("#text")).to_have_value("We come on Thursday.")
    police.select_option("#to", "schools")
    police.click("#promise")
    expect(police.locator("main")).to_contain_text("You promised schools “We come on Thursday”")
    expect(police.locator("#errors")).to_have_count(0)
    # Whoever was given it says whether it was kept, by one of two buttons.
    schools = device(browser)
    sit(schools, server, SCHOOLS)
    schools.click("nav.nav a[href='/seat/promises']")
    schools.get_by_role("button", name="It is kept").click()
    expect(schools.locator("main")).to_contain_text("You say that it is kept.")
    assert schools.url == f"{server.address}/seat/promises"
    schools.click("nav.nav a[href='/seat']")
    expect(schools.locator("#task-promises ~ .hint")).to_contain_text("You say that it is kept.")
    expect(schools.locator("#errors")).to_have_count(0)


def test_a_whole_round_table_with_a_kill_in_the_middle(browser: Browser, server: Server) -> None:
    """Three seats, a mirror, a watcher and a console: live, killed at -9 and gone on with, nothing acknowledged lost."""
    facilitator = device(browser, 1280, 800)
    console(facilitator, server)
    lead, police, schools = (device(browser) for _ in range(3))
    for page, seat in ((lead, LEAD), (police, POLICE), (schools, SCHOOLS)):
        sit(page, server, seat)
    police.goto(f"{server.address}/seat/devices")
    mirror, watcher = device(browser), device(browser)
    join_by(mirror, server, police.inner_text(".code"))
    expect(mirror.locator(".who")).to_have_text("Police (mirror)")
    watcher.goto(server.address)
    watcher.fill("#code", server.code)
    watcher.click("main button")
    watcher.click("#sit")
    watcher.click("#watch")
    expect(watcher.locator(".who")).to_contain_text("watching")
    expect(facilitator.locator("main")).to_contain_text("gets ready")
    # Opened by the facilitator, the quarter is open on every page by itself.
    open_quarter(facilitator)
    expect(facilitator.locator("main")).to_contain_text("0 of 3 seats ready")
    for page in (mirror, watcher):
        expect(page.locator(".notice-title").first).to_contain_text("decide")
    vote(police, server, 2)
    expect(mirror.locator(".tasks")).to_contain_text("Voted")
    pledge(police, server, 3)
    promise(police, server, "schools", "pledge 0.5")
    expect(police.locator("main")).to_contain_text("You promised schools")
    vote(schools, server, 2)
    vote(lead, server, 1)
    ready(lead, server)
    expect(watcher.locator("main")).to_contain_text("has decided")
    police.goto(f"{server.address}/seat")
    decided = police.inner_text(".tasks")
    expect(mirror.locator(".tasks")).to_have_text(decided, use_inner_text=True)

    server.kill()
    server.start()
    assert server.took < 20
    assert "with 1 table" in server.told

    assert mirror.reload() is not None
    assert mirror.inner_text(".tasks") == decided
    schools.goto(f"{server.address}/seat/promises")
    expect(schools.locator("main")).to_contain_text("The police promised you to pledge 50% of what it could move")
    lead.goto(f"{server.address}/seat")
    expect(lead.locator(".notice-title").first).to_contain_text("You have decided")
    # The mirror takes over: the device of before is told, and the seat's decisions are the mirror's now.
    mirror.goto(f"{server.address}/seat/devices")
    mirror.click("#over")
    expect(police.locator(".who")).to_have_text("Police (mirror)")
    police.goto(f"{server.address}/seat")
    expect(police.locator(".who")).to_have_text("Police (mirror)")
    ready(mirror, server)
    ready(schools, server)
    schools.wait_for_url("**/seat/result/1")
    expect(schools.locator("main")).to_contain_text("What all decided")
    expect(schools.locator("main")).to_contain_text("50% of what it could move")
    lead.goto(f"{server.address}/seat/result/1")
    expect(lead.locator("main")).to_contain_text("Taken:")
    expect(watcher.locator("main")).to_contain_text("What has been revealed")
    # The facilitator sees the second quarter before the table does, and closes it for whoever has not decided.
    facilitator.goto(f"{server.address}/console")
    facilitator.click("#hold")
    open_quarter(facilitator)
    vote(lead, server, 1)
    facilitator.goto(f"{server.address}/console/table/table-1")
    facilitator.click("#close")
    expect(facilitator.locator("#preview")).to_contain_text("What all decided")
    lead.goto(f"{server.address}/seat")
    expect(lead.locator("h1")).to_have_text("The quarter is closed")
    facilitator.goto(f"{server.address}/console")
    facilitator.click("#show")
    expect(lead.locator("h1")).to_contain_text("Quarter 3")


def test_a_round_table_without_script(browser: Browser, server: Server) -> None:
    """A phone whose browser runs no script sits down, votes, pledges, shares, promises and says that it has decided."""
    facilitator, plain = device(browser, 1280, 800, has_script=False), device(browser, 320, 640, has_script=False)
    console(facilitator, server)
    sit(plain, server, POLICE)
    open_quarter(facilitator)
    vote(plain, server)
    pledge(plain, server, 4)
    plain.goto(f"{server.address}/seat/sharing")
    plain.check("main fieldset >> nth=0 >> input >> nth=0")
    plain.click("#share")
    promise(plain, server, "schools", "sharing")
    expect(plain.locator("main")).to_contain_text("You promised schools to open up to it")
    ready(plain, server)
    plain.wait_for_url("**/seat/result/1")
    expect(plain.locator("main")).to_contain_text("What all decided")


def checked(page: Page, address: str, path: str) -> list[str]:
    """What axe finds on a page, opened out; a page that scrolls sideways fails."""
    page.goto(f"{address}{path}")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, f"{page.url} scrolls sideways"
    return faults(page)


def test_axe_finds_nothing_on_any_page_of_a_round_table(browser: Browser, server: Server) -> None:
    """Every page and state of a seat, a watcher and the console has no fault that axe knows, at 400% zoom of a laptop."""
    facilitator, lead, police, watcher = device(browser, 1280, 800), *(device(browser, 320, 256) for _ in range(3))
    console(facilitator, server)
    address, found = server.address, list[str]()
    found += checked(lead, address, f"/join/{server.code.replace(' ', '')}")
    sit(lead, server, LEAD)
    sit(police, server, POLICE)
    found += checked(police, address, "/seat/chairs")
    police.goto(f"{address}/seat/devices")
    code = police.inner_text(".code").replace(" ", "")
    found += checked(watcher, address, f"/join/{code}")
    watcher.goto(f"{address}/join/{server.code.replace(' ', '')}")
    watcher.click("#sit")
    found += checked(watcher, address, "/seat/chairs")
    watcher.click("#watch")
    own = [
        "",
        "/brief",
        "/chairs",
        "/partners",
        "/partners/3",
        "/promises",
        "/money",
        "/history",
        "/devices",
        "/ready",
        "/debrief",
    ]
    own += ["/pledge", "/sharing", "/vote/pitch"]
    for path in own:
        found += checked(police, address, f"/seat{path}")
    found += checked(watcher, address, "/seat")
    open_quarter(facilitator)
    expect(facilitator.locator("main")).to_contain_text("still decide")
    promise(police, server, "schools", "words")
    expect(police.locator("#errors")).to_be_focused()
    found += faults(police)
    vote(police, server)
    vote(lead, server, 2)
    pledge(police, server, 2)
    promise(police, server, "core", "sharing")
    for path in own[:-1]:
        found += checked(police, address, f"/seat{path}")
    found += checked(lead, address, "/seat/attention")
    ready(police, server)
    found += checked(police, address, "/seat")
    found += checked(police, address, "/seat/pledge")
    found += checked(facilitator, address, "/console/table/table-1")
    facilitator.goto(f"{address}/console")
    facilitator.click("#hold")
    expect(facilitator.locator("main")).to_contain_text("Results are held back")
    ready(lead, server)
    found += checked(lead, address, "/seat")
    found += checked(facilitator, address, "/console/table/table-1")
    found += checked(facilitator, address, "/console")
    facilitator.click("#show")
    for page in (lead, police, watcher):
        for path in ("", "/result/1", "/partners", "/why/energy/1"):
            found += checked(page, address, f"/seat{path}")
    found += checked(facilitator, address, "/projector")
    assert found == []
