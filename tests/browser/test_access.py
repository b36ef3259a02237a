"""A workshop by keys alone at 400% zoom of a laptop, by ear, and in the colours that somebody's system forces."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="the quick tests do without browsers")
pytest.importorskip("axe_playwright_python", reason="the quick tests do without browsers")

from playwright.sync_api import Browser, Page, expect

from game.debrief import pack
from tests.browser.people import console, decide, device, end, hear, join, listen, open_quarter
from tests.places.shipped import shipped
from tests.workshop.process import Server

pytestmark = pytest.mark.slow


def covered(page: Page) -> list[str]:
    """Where the focus goes by Tab through the page, and cannot be seen there: something lies over it, or it is outside."""
    found = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
            const one = document.activeElement;
            if (!one || one === document.body) return null;
            const { x, y, width, height } = one.getBoundingClientRect();
            const at = document.elementFromPoint(x + width / 2, y + height / 2);
            return [one.id || one.textContent.trim(), at !== null && (one.contains(at) || at.contains(one))];
        }""")
        if seen is None:
            break
        if not seen[1]:
            found.append(seen[0])
    return found


def in_view(page: Page, selector: str) -> bool:
    """Whether something is in the viewport as it is now, without waiting for what still moves."""
    return bool(
        page.evaluate(
            "(selector) => { const { top, bottom } = document.querySelector(selector).getBoundingClientRect();"
            " return top >= 0 && bottom <= innerHeight; }",
            selector,
        )
    )


def test_what_is_said_at_the_foot_of_a_page_covers_no_focus_and_is_heard_once(browser: Browser, server: Server) -> None:
    """With two notes on a screen of 320 by 256 each stop of Tab can be seen; each note is told as it comes, and not again."""
    page, facilitator = device(browser, 320, 256), device(browser, 1280, 800)
    page.emulate_media(reduced_motion="reduce")
    console(facilitator, server)
    join(page, server, "Large")
    listen(page)
    facilitator.fill("#minutes", "1")
    open_quarter(facilitator)
    hear(page, "Decide together")
    hear(page, "Less than a minute is left.")
    page.click(".tasks a >> nth=0")
    page.wait_for_url("**/decide/*")
    expect(page.locator("#minute")).to_be_in_viewport()
    page.wait_for_timeout(1000)  # in which it would be told once more, as every half second is
    expect(page.locator("#told")).to_have_text("")
    page.focus("#option-1")
    page.keyboard.press("Space")
    facilitator.fill("#text", "Think of the families.")
    facilitator.click("text=Send to all")
    hear(page, "Something has changed")
    expect(page.locator("#stale")).to_be_in_viewport()
    # It is heard by what was there before it: of what comes with its words, not every screen reader says anything.
    assert page.locator(".notes [role], .notes[role]").count() == 0
    assert page.evaluate("document.activeElement.id") == "option-1"
    page.evaluate("document.activeElement.blur()")
    assert covered(page) == []


def test_a_page_that_is_turned_to_begins_in_sight(browser: Browser, server: Server) -> None:
    """What a page is about is in sight also where the way about fills the screen; and why something was not done."""
    page, facilitator = device(browser, 320, 256), device(browser, 1280, 800)
    console(facilitator, server)
    join(page, server, "Near")
    open_quarter(facilitator)
    expect(page.locator(".notice-title").first).to_contain_text("Decide together")
    page.click("nav.nav a[href='/table/promises']")
    page.wait_for_url("**/table/promises")
    assert in_view(page, "h1")
    page.goto(f"{server.address}/table/attention")
    page.click("#offer-time summary")
    page.click("#offer-time button")
    expect(page.locator("#errors")).to_be_focused()
    assert in_view(page, "#errors")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#with-time")).to_be_focused()
    expect(page.locator("#with-time")).to_be_visible()
    assert page.locator("#with-time").evaluate("(one) => one.ariaInvalid") == "true"


def test_the_wall_on_a_small_screen_and_comparisons_in_forced_colours(browser: Browser, server: Server) -> None:
    """The wall scrolls one way at 320 wide; where a system forces its colours, the words in charts have the words' colour."""
    page, facilitator = device(browser), device(browser, 320, 640)
    console(facilitator, server)
    join(page, server, "Two")
    open_quarter(facilitator)
    expect(facilitator.locator("main")).to_contain_text("still decide")
    decide(page, server)
    end(page, server)
    facilitator.goto(f"{server.address}/projector")
    assert facilitator.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    facilitator.emulate_media(forced_colors="active", color_scheme="dark")
    facilitator.goto(f"{server.address}/console/compare")
    words = facilitator.evaluate("getComputedStyle(document.body).color")
    colours = facilitator.evaluate("[...document.querySelectorAll('.together text')].map((one) => getComputedStyle(one).fill)")
    assert set(colours) == {words}


def test_keys_stay_where_they_were_when_a_page_changes(browser: Browser, server: Server) -> None:
    """What was pressed keeps the focus under its new name; where it is gone, the heading above it has it, and never nothing."""
    page, facilitator = device(browser), device(browser, 1280, 800)
    console(facilitator, server)
    join(page, server, "Keys")
    open_quarter(facilitator)
    expect(page.locator(".notice-title").first).to_contain_text("Decide together")
    facilitator.focus("#pause")
    for name in ("Go on", "Pause"):
        facilitator.keyboard.press("Enter")
        expect(facilitator.locator("#pause")).to_have_text(name)
        expect(facilitator.locator("#pause")).to_be_focused()
    page.click("nav.nav a[href='/table/promises']")
    page.wait_for_url("**/table/promises")
    expect(page.locator("h1")).to_be_focused()
    facilitator.fill("#text", "Ten minutes more.")
    facilitator.click("text=Send to all")
    expect(page.locator("main")).to_contain_text("Ten minutes more.")
    expect(page.locator("h1")).to_be_focused()
    facilitator.focus("text=Take it back")
    facilitator.keyboard.press("Enter")
    expect(facilitator.locator("main")).not_to_contain_text("Ten minutes more.")
    expect(facilitator.locator("#say")).to_be_focused()


@pytest.mark.parametrize("place", ["barnet", "bradford", "nw_london"])
def test_the_pack_and_its_slides_fit_a_narrow_screen(browser: Browser, tmp_path: Path, place: str) -> None:
    """At 320 wide neither scrolls sideways; wide tables scroll by themselves."""
    found = pack.pack(shipped(place))
    for name, written in (("pack", pack.in_html(found)), ("slides", pack.slides(found))):
        file = tmp_path / f"{name}.html"
        file.write_bytes(written)
        page = device(browser, 320, 640)
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_what_the_console_refuses_leads_to_its_field(browser: Browser, server: Server) -> None:
    """As on a table's page; done right, nothing is called wrong any more. What is written elsewhere outlasts the deed."""
    page, facilitator = device(browser), device(browser, 1280, 800)
    console(facilitator, server)
    join(page, server, "One")
    expect(facilitator.locator("tbody")).to_contain_text("One")
    facilitator.fill("#minutes", "ten")
    facilitator.click("#open")
    expect(facilitator.locator("#errors")).to_be_focused()
    facilitator.keyboard.press("Tab")
    facilitator.keyboard.press("Enter")
    expect(facilitator.locator("#minutes")).to_be_focused()
    expect(facilitator.locator("#minutes")).to_have_accessible_description(
        "That was not done “ten” is no number of minutes. Expected 0 to 240."
    )
    assert facilitator.locator("[aria-invalid]").count() == 1
    facilitator.fill("#minutes", "10")
    facilitator.keyboard.press("Enter")
    expect(facilitator.locator(".notice-title")).to_contain_text("is open")
    expect(facilitator.locator("#errors")).to_have_count(0)
    assert facilitator.locator("[aria-invalid]").count() == 0
    facilitator.fill("#text", "Half a sentence")
    facilitator.fill("#more", "3")
    facilitator.click("text=Close the quarter now")
    expect(facilitator.locator("#more")).to_have_count(0)
    expect(facilitator.locator("#text")).to_have_value("Half a sentence")


def test_a_quarter_is_read_whole_and_touched_with_ease_and_printed_dark_on_white(browser: Browser, server: Server) -> None:
    """On a phone each part of the heading has one line, links of tables and buttons have their size; paper is not the dark's."""
    page, facilitator = device(browser), device(browser, 1366, 768)
    console(facilitator, server)
    join(page, server, "Thumb")
    open_quarter(facilitator)
    page.goto(f"{server.address}/table")
    assert page.eval_on_selector_all(
        "h1 .piece", "all => all.map((one) => Math.round(one.getBoundingClientRect().height / 36.8))"
    ) == [1, 1]
    heights = "all => Math.min(...all.map((one) => one.getBoundingClientRect().height))"
    assert page.eval_on_selector_all(".button", heights) >= 44
    page.goto(f"{server.address}/table/partners")
    assert page.eval_on_selector_all("th a", heights) >= 24
    quiet = "getComputedStyle(document.documentElement).getPropertyValue('--quiet')"
    light = page.evaluate(quiet)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(quiet) != light
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(quiet) == light
