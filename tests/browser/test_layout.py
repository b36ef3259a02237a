"""Pages as a designer looks at them: at the widths of phones, laptops and walls, and with type twice as large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import pytest

pytest.importorskip("playwright", reason="the quick tests do without browsers")
pytest.importorskip("axe_playwright_python", reason="the quick tests do without browsers")

from playwright.sync_api import Browser, Page, expect

from game.look.palette import PALETTES
from tests.browser.people import console, decide, device, end, join, open_quarter
from tests.browser.round_people import POLICE, sit
from tests.desktop.test_theme import contrast
from tests.workshop.process import Server

pytestmark = pytest.mark.slow

SIZES: Final = [(390, 844, 100), (768, 1024, 100), (1366, 768, 100), (1920, 1080, 100), (390, 844, 200), (1366, 768, 200)]
"""Widths and heights of screens, and how large their type is, of a hundred."""

OVER: Final = """() => {
    const found = [], page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) found.push(`the page: ${page.scrollWidth} of ${page.clientWidth}`);
    const isClipped = (one) => one && (getComputedStyle(one).clipPath !== "none" || isClipped(one.parentElement));
    for (const one of document.querySelectorAll("body *")) {
        const style = getComputedStyle(one);
        if (!one.checkVisibility() || one.closest(".skip, svg") || one.matches("input, select, textarea")) continue;
        if (style.display === "inline" || ["auto", "scroll"].includes(style.overflowX) || isClipped(one)) continue;
        if (one.scrollWidth > one.clientWidth + 1) found.push(`${one.tagName} ${one.textContent.trim().slice(0, 40)}`);
    }
    return found;
}"""
"""Whatever is wider than the box that it stands in."""

EDGES: Final = """() => {
    const left = (one) => Math.round(one.getBoundingClientRect().left), main = document.getElementById("main");
    const content = getComputedStyle(main).borderLeftWidth === "0px" ? main.querySelector("h1") : main;
    return [...document.querySelectorAll(".product, .nav li:first-child, .foot p"), content].map(left);
}"""
"""Where the head, the way about, the content and the foot begin; the content is a card with an edge where there is room."""


@pytest.fixture
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server of a new workshop."""
    found = Server(tmp_path, more=getattr(request, "param", ()))
    yield found
    assert found.stop() == 130


def faults(page: Page, address: str, sizes: list[tuple[int, int, int]] = SIZES) -> list[str]:
    """What is wrong with a page at each size: what overflows, edges that do not agree, a way about of two rows."""
    page.goto(address)
    found = []
    for width, height, size in sizes:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("(size) => { document.documentElement.style.fontSize = `${size}%`; }", size)
        at = f"{address} at {width}, {size}%"
        found += [f"{at}: {one}" for one in page.evaluate(OVER)]
        edges = page.evaluate(EDGES)
        if max(edges) - min(edges) > 1:
            found.append(f"{at}: {edges}")
        if page.evaluate("new Set([...document.querySelectorAll('.nav li')].map((one) => one.offsetTop)).size > 1"):
            found.append(f"{at}: the way about has more than one row")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def test_nothing_runs_out_of_its_box_and_left_edges_agree(browser: Browser, server: Server) -> None:
    """On every page of a table, of the console and on the wall: head, way about, content and foot begin on one line."""
    facilitator, page = device(browser, 1366, 768), device(browser)
    found = faults(page, server.address)
    found += faults(page, f"{server.address}/join/{server.code.replace(' ', '')}")
    found += faults(facilitator, f"{server.address}/console")
    console(facilitator, server)
    found += faults(facilitator, f"{server.address}/projector")
    join(page, server, "Second sitting, near the door")
    facilitator.goto(f"{server.address}/console")
    facilitator.fill("#minutes", "10")
    open_quarter(facilitator)
    for path in ("", "/story", "/attention", "/end", "/partners", "/partners/3", "/promises", "/money", "/history", "/devices"):
        found += faults(page, f"{server.address}/table{path}")
    found += faults(page, f"{server.address}/table/decide/pitch")
    decide(page, server)
    end(page, server)
    for path in ("", "/result/1", "/why/energy/1"):
        found += faults(page, f"{server.address}/table{path}")
    for path in ("/console", "/console/table/table-1", "/console/compare", "/console/paper", "/projector"):
        found += faults(facilitator, f"{server.address}{path}")
    assert found == []


@pytest.mark.parametrize("server", [("--round-table",)], indirect=True)
def test_the_same_of_the_pages_of_a_seat(browser: Browser, server: Server) -> None:
    """A seat's brief, its vote, its pledge, its sharing and its promises."""
    facilitator, police = device(browser, 1366, 768), device(browser)
    console(facilitator, server)
    sit(police, server, POLICE)
    found = faults(police, f"{server.address}/seat/chairs")
    open_quarter(facilitator)
    for path in ("", "/brief", "/vote/pitch", "/pledge", "/sharing", "/promises", "/ready", "/partners", "/money", "/devices"):
        found += faults(police, f"{server.address}/seat{path}")
    assert found == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (1280, 720)])
def test_the_wall_is_seen_whole(browser: Browser, server: Server, width: int, height: int) -> None:
    """Nobody scrolls a wall: the code to join with, its QR code and the clock are on the screen of a laptop and of a hall."""
    facilitator, wall = device(browser, 1366, 768), device(browser, width, height)
    console(facilitator, server)
    join(device(browser), server, "Wall")
    console(wall, server)
    wall.goto(f"{server.address}/projector")
    whole = "document.documentElement.scrollHeight <= innerHeight"
    assert wall.evaluate(whole)
    assert wall.evaluate("document.querySelector('.qr').getBoundingClientRect().width") > 250
    facilitator.fill("#minutes", "10")
    open_quarter(facilitator)
    expect(wall.locator("#clock")).to_contain_text(":")
    assert wall.evaluate(whole)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_can_be_chosen_has_an_edge_that_is_seen(browser: Browser, server: Server, scheme: Literal["light", "dark"]) -> None:
    """An option that is not chosen has a ring of 3:1 and more against what is in it and around it (WCAG 1.4.11)."""
    facilitator, page = device(browser, 1366, 768), device(browser)
    console(facilitator, server)
    join(page, server, "Ring")
    open_quarter(facilitator)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{server.address}/table/decide/pitch")
    style = "(what) => getComputedStyle(document.getElementById('option-1'))[what]"
    assert page.evaluate(style, "appearance") == "none"
    red, green, blue = map(int, page.evaluate(style, "borderTopColor").removeprefix("rgb(").removesuffix(")").split(", "))
    for ground in (PALETTES[scheme].panel, PALETTES[scheme].raised):
        assert contrast((red, green, blue), ground) >= 3.0


def test_on_a_phone_a_table_on_the_console_needs_no_sliding(browser: Browser, server: Server) -> None:
    """Its name, its code and what it does are in sight together, in three rows; whoever hears the page still hears a table."""
    facilitator, page = device(browser), device(browser)
    console(facilitator, server)
    join(page, server, "Second sitting, near the door")
    open_quarter(facilitator)
    facilitator.goto(f"{server.address}/console")
    row = facilitator.locator(".tables tbody tr")
    expect(row).to_have_role("row")
    expect(row.locator("td").last).to_have_role("cell")
    cells = row.locator("th, td:not(.less)")
    boxes = cells.evaluate_all("all => all.map((one) => one.getBoundingClientRect()).map((one) => [one.left, one.right])")
    assert all(left >= 0 and right <= 390 for left, right in boxes)
    assert len(set(cells.evaluate_all("all => all.map((one) => Math.round(one.getBoundingClientRect().top / 20))"))) <= 4
