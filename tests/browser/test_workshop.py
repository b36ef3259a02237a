"""Whole workshops in real browsers: several at once, a server killed in the middle, no script, keyboard alone, axe everywhere."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="the quick tests do without browsers")
pytest.importorskip("axe_playwright_python", reason="the quick tests do without browsers")
from playwright.sync_api import Browser, expect

from tests.browser.people import PATIENCE, console, decide, device, end, faults, join, open_quarter
from tests.workshop.process import Server

pytestmark = pytest.mark.slow
expect.set_options(timeout=PATIENCE)


def test_a_whole_workshop_with_a_kill_in_the_middle(browser: Browser, server: Server) -> None:
    """Three tables, one of them on two devices, and a console: live, killed at -9 and gone on with, nothing acknowledged lost."""
    facilitator = device(browser, 1280, 800)
    console(facilitator, server)
    tables = [device(browser) for _ in range(3)]
    for number, page in enumerate(tables):
        join(page, server, f"Table {'ABC'[number]}")
    tables[0].goto(f"{server.address}/table/devices")
    code = tables[0].inner_text(".code")
    second = device(browser)
    second.goto(server.address)
    second.fill("#code", code)
    second.click("main button")
    second.click("#sit")
    expect(second.locator(".who")).to_have_text("Table A")
    # The console learns of the tables by itself, and the tables of the open quarter.
    expect(facilitator.locator("main")).to_contain_text("Table C")
    open_quarter(facilitator)
    expect(second.locator(".notice-title").first).to_contain_text("Decide together")
    decide(tables[0], server, 1)
    expect(second.locator(".tasks")).to_contain_text("Decided")
    for page in tables[1:]:
        decide(page, server, 2)
    end(tables[1], server)
    decided = second.inner_text(".tasks")
    expect(facilitator.locator("main")).to_contain_text("waits for the room")

    server.kill()
    server.start()
    assert server.took < 20
    assert "with 3 tables" in server.told

    # The open pages come back by themselves: the next change reaches them over a new line.
    assert second.reload() is not None
    assert second.inner_text(".tasks") == decided
    end(tables[0], server)
    expect(second.locator(".notice-title").first).to_contain_text("You have ended your quarter")
    facilitator.goto(f"{server.address}/console")
    facilitator.click("text=Close the quarter now")
    expect(facilitator.locator("main")).to_contain_text("Every table has ended")
    facilitator.fill("#minutes", "5")
    open_quarter(facilitator)
    for page in (*tables, second):
        page.goto(f"{server.address}/table")
        expect(page.locator("h1")).to_contain_text("Quarter 2")
        expect(page.locator("#clock")).to_contain_text(":")


def test_pages_turn_in_place(browser: Browser, server: Server) -> None:
    """With a script a table's pages follow one another in one document and on one line; back goes back."""
    page, facilitator = device(browser), device(browser, 1280, 800)
    console(facilitator, server)
    open_quarter(facilitator)
    join(page, server, "In place")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url.removeprefix(server.address)}"))
    page.evaluate("window.isSame = true")
    page.click(".tasks a >> nth=0")
    page.wait_for_url("**/table/decide/*")
    where = page.url
    page.check("input[type=radio] >> nth=1")
    page.click("#decide")
    page.wait_for_url("**/table")
    expect(page.locator(".tag.done").first).to_have_text("Decided")
    expect(page.locator("h1")).to_be_focused()
    page.click("#task-attention")
    expect(page.locator("#offer-listen")).to_be_visible()
    page.click("#offer-listen summary")
    page.click("#offer-listen button")
    expect(page.locator("main")).to_contain_text("Two tokens left")
    assert page.url.endswith("/table/attention")
    assert page.evaluate("window.isSame")
    of_pages = [one for one in asked if "/table/do/" not in one]
    assert not [one for one in of_pages if "workshop." in one]
    # What a form leads to came with its answer.
    assert [one for one in asked if "/live" not in one and "/static/" not in one and "/clock" not in one] == [
        f"GET {where.removeprefix(server.address)}",
        "POST /table/do/choose",
        "GET /table/attention",
        "POST /table/do/attend",
    ]
    assert sum("/live" in one for one in of_pages) <= 1  # the first page's, where it was not there yet
    page.go_back()
    expect(page.locator("#task-attention")).to_be_visible()
    page.go_back()
    expect(page.locator("input[type=radio]:checked")).to_have_count(1)
    assert page.url == where
    assert page.evaluate("window.isSame")


def test_a_page_is_asked_for_again_when_what_it_shows_has_changed(browser: Browser, server: Server) -> None:
    """A page of attention stays as it is while another device decides an option, and shows a token that is placed there."""
    one, facilitator = device(browser), device(browser, 1280, 800)
    console(facilitator, server)
    open_quarter(facilitator)
    join(one, server, "Two of us")
    one.goto(f"{server.address}/table/devices")
    code = one.inner_text(".code")
    other = device(browser)
    other.goto(server.address)
    other.fill("#code", code)
    other.click("main button")
    other.click("#sit")
    other.goto(f"{server.address}/table/attention")
    asked: list[str] = []
    other.evaluate("""() => {
        window.changes = 0;
        new EventSource('/table/live?known=0').addEventListener('changed', () => { window.changes += 1; });
    }""")
    other.wait_for_function("window.changes > 0")  # how it is now; from here on it is told of what changes
    other.on("request", lambda request: asked.append(request.url.removeprefix(server.address)))
    decide(one, server, 1)
    one.goto(f"{server.address}/table/attention")
    one.click("#offer-rest summary")
    other.wait_for_function("window.changes > 1")  # it was told that something is decided
    assert "/table/attention" not in asked
    one.click("#offer-rest button")
    expect(other.locator("main")).to_contain_text("Take back")
    assert asked.count("/table/attention") == 1


def test_a_form_that_does_not_get_through_stays_on_its_page(browser: Browser, server: Server) -> None:
    """While nothing answers, the page says so and keeps what was chosen; sent once more, it is done."""
    page, facilitator = device(browser), device(browser, 1280, 800)
    console(facilitator, server)
    open_quarter(facilitator)
    join(page, server, "Bad Wi-Fi")
    page.click(".tasks a >> nth=0")
    page.wait_for_url("**/table/decide/*")
    page.check("input[type=radio] >> nth=1")
    server.kill()
    for _ in range(2):
        page.click("#decide")
        expect(page.locator("#unreached")).to_have_count(1)
        expect(page.locator("#unreached")).to_be_in_viewport()
    page.click("a.back")
    expect(page.locator("input[type=radio] >> nth=1")).to_be_checked()
    server.start()
    page.click("#decide")
    page.wait_for_url("**/table")
    expect(page.locator(".tag.done").first).to_have_text("Decided")


def test_the_console_goes_on_while_its_facilitator_writes(browser: Browser, server: Server) -> None:
    """What a table does shows on the console, and what is being written there stays as it is, and what was unfolded."""
    facilitator, page = device(browser, 1280, 800), device(browser)
    console(facilitator, server)
    join(page, server, "Red")
    open_quarter(facilitator)
    expect(facilitator.locator("tbody")).to_contain_text("0 of 1 dilemma decided")
    facilitator.click("#own-words summary")
    facilitator.fill("#own-title", "A leak")
    facilitator.focus("#text")
    facilitator.keyboard.type("Lunch is noon.")
    for _ in range(5):
        facilitator.keyboard.press("ArrowLeft")
    decide(page, server, 1)
    expect(facilitator.locator("tbody")).to_contain_text("1 of 1 dilemma decided")
    facilitator.keyboard.type("at ")
    expect(facilitator.locator("#text")).to_have_value("Lunch is at noon.")
    expect(facilitator.locator("#own-title")).to_have_value("A leak")
    expect(facilitator.locator("#own-title")).to_be_visible()
    facilitator.click("text=Send to all")
    expect(facilitator.locator("main")).to_contain_text("Lunch is at noon.all tables")
    expect(facilitator.locator("#told")).to_have_text("Done.")
    expect(facilitator.locator("#text")).to_have_value("")
    # Whoever hears the page is told what is new on it, and not only that something is.
    expect(page.locator("#told")).to_contain_text("Lunch is at noon.")
    # What cannot be done is said on the page, and what was written stays.
    facilitator.click("#own-words button")
    expect(facilitator.locator("#errors")).to_be_focused()
    expect(facilitator.locator("#own-title")).to_have_value("A leak")
    facilitator.fill("#own-text", "It is in the paper.")
    facilitator.click("#own-words button")
    expect(facilitator.locator("#own-title")).to_have_value("")
    expect(facilitator.locator("#errors")).to_have_count(0)
    expect(page.locator("#told")).to_have_text("A leak It is in the paper.")
    page.locator("#task-attention").focus()
    facilitator.click("text=Pause")
    expect(page.locator("#told")).to_have_text("Paused Nothing can be decided until your facilitator goes on.")
    expect(page.locator("#task-attention")).to_be_focused()
    # While nothing answers, the console says so and keeps what is written; pressed once more, it is done.
    facilitator.fill("#text", "Half a sentence")
    server.kill()
    facilitator.click("text=Go on")
    expect(facilitator.locator("#unreached")).to_be_in_viewport()
    server.start()
    facilitator.click("text=Go on")
    expect(facilitator.locator(".notice-title").first).to_contain_text("is open")
    expect(facilitator.locator("#text")).to_have_value("Half a sentence")


def test_a_phone_that_was_locked_looks_for_itself_whether_its_line_is_alive(browser: Browser, server: Server) -> None:
    """After a while without a sign of life a page opens a line anew, and with one it keeps the line that it has."""
    page, facilitator = device(browser), device(browser, 1280, 800)
    console(facilitator, server)
    page.clock.install()
    with page.expect_request("**/live*"):
        join(page, server, "Locked")
    lines: list[str] = []
    page.on("request", lambda request: lines.append(request.url) if "/live" in request.url else None)
    # The workshop gives a sign of life every 15 seconds, whenever the last one was; a line without any is dead after 40.
    page.clock.fast_forward(20_000)
    assert lines == []
    with page.expect_request("**/live*"):
        page.clock.fast_forward(50_000)
    assert len(lines) == 1
    open_quarter(facilitator)
    expect(page.locator(".notice-title").first).to_contain_text("Decide together")


def test_the_last_minute_is_told_on_every_page(browser: Browser, server: Server) -> None:
    """Also where no clock stands a page says that less than a minute is left, and no longer when there is more again."""
    page, facilitator = device(browser), device(browser, 1280, 800)
    facilitator.add_init_script("navigator.wakeLock.request = async () => { window.isAwake = true; }")
    console(facilitator, server)
    facilitator.wait_for_function("window.isAwake")  # for a laptop that sleeps, the workshop stands still
    join(page, server, "In time")
    facilitator.fill("#minutes", "1")
    open_quarter(facilitator)
    expect(page.locator(".notice-title").first).to_contain_text("Decide together")
    page.click(".tasks a >> nth=0")
    page.check("input[type=radio] >> nth=1")
    expect(page.locator("#minute")).to_be_in_viewport()
    facilitator.fill("#more", "4")
    facilitator.click("text=minutes more")
    expect(page.locator("#stale")).to_have_count(1)  # what was begun is not taken away
    page.click("#decide")
    page.wait_for_url("**/table")
    expect(page.locator("#minute")).to_have_count(0)


def test_without_script_everything_that_matters_works(browser: Browser, server: Server) -> None:
    """A phone whose browser runs no script joins, decides, places attention and ends its quarter."""
    facilitator, plain = device(browser, 1280, 800, has_script=False), device(browser, 320, 640, has_script=False)
    console(facilitator, server)
    join(plain, server, "Plain")
    open_quarter(facilitator)
    decide(plain, server)
    plain.click("#task-attention")
    plain.click("#offer-time summary")
    plain.select_option("#with-time", index=2)
    plain.click("#offer-time button")
    expect(plain.locator("h1")).to_have_text("Your attention")
    expect(plain.locator("main")).to_contain_text("Two tokens left")
    end(plain, server)
    facilitator.goto(f"{server.address}/console")
    expect(facilitator.locator("main")).to_contain_text("waits for the room")


def test_keyboard_alone(browser: Browser, server: Server) -> None:
    """Joining and deciding takes no mouse: what has the focus shows it, and the first stop of every page skips to its subject."""
    page, facilitator = device(browser, 1280, 800), device(browser, 1280, 800)
    console(facilitator, server)
    page.goto(server.address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "code"
    page.keyboard.type(server.code)
    page.keyboard.press("Enter")
    page.wait_for_selector("#name")
    page.focus("#name")
    page.keyboard.type("Keys")
    page.keyboard.press("Enter")
    page.wait_for_url("**/table")
    open_quarter(facilitator)
    expect(page.locator(".notice-title").first).to_contain_text("Decide together")
    page.locator(".tasks a").first.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_selector("input[type=radio]")
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "decide"
    page.keyboard.press("Enter")
    page.wait_for_url("**/table")
    expect(page.locator(".tag.done").first).to_have_text("Decided")


def test_axe_finds_nothing_on_any_page(browser: Browser, server: Server) -> None:
    """Every page, at a phone's width and at 400% zoom of a laptop (320 wide), has no fault that axe knows and scrolls one way."""
    facilitator, page = device(browser, 1280, 800), device(browser, 320, 256)
    facilitator.goto(f"{server.address}/console")
    found = faults(facilitator)
    console(facilitator, server)
    page.goto(server.address)
    found += faults(page)
    page.fill("#code", "999")
    page.click("main button")
    found += faults(page)
    page.goto(f"{server.address}/join/{server.code.replace(' ', '')}")
    found += faults(page)
    page.goto(server.address)
    join(page, server, "Axe")
    paths = ["", "/story", "/attention", "/end", "/partners", "/partners/0", "/partners/3", "/promises", "/money", "/history"]
    paths += ["/debrief", "/devices", "/why/energy/0"]
    for step in range(2):
        if step:
            paths += ["/result/1", "/why/energy/1"]
        for path in paths:
            page.goto(f"{server.address}/table{path}")
            if path == "/attention" and not step:
                page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            found += faults(page)
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            assert not wide, f"{page.url} scrolls sideways"
        if not step:
            open_quarter(facilitator)
            expect(facilitator.locator("main")).to_contain_text("still decide")
            page.goto(f"{server.address}/table")
            page.click(".tasks a >> nth=0")
            found += faults(page)
            page.click("#decide")
            expect(page.locator("#errors")).to_be_focused()
            found += faults(page)
            decide(page, server)
            end(page, server)
    facilitator.goto(f"{server.address}/console")
    facilitator.fill("#text", "Well done so far.")
    facilitator.click("text=Send to all")
    expect(facilitator.locator("main")).to_contain_text("Take it back")
    facilitator.click("#own-words summary")
    facilitator.click("#own-words button")
    expect(facilitator.locator("#errors")).to_be_focused()
    found += faults(facilitator)
    twice = device(browser, 320, 256)
    twice.goto(f"{server.address}/join/{server.code.replace(' ', '')}")
    twice.fill("#name", "axe")
    twice.click("#sit")
    expect(twice.locator("#name")).to_be_focused()
    found += faults(twice)
    for path in ("/console", "/console/table/table-1", "/console/compare", "/console/paper", "/projector"):
        facilitator.goto(f"{server.address}{path}")
        facilitator.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found += faults(facilitator)
    assert found == []
