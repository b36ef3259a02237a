"""What people do in the browsers of a workshop."""

from __future__ import annotations

import shutil
from typing import Final

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.workshop.process import Server

ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE: Final = 20_000  # milliseconds: the machine may be busy


def path_of_chromium() -> str | None:
    """Where the system's Chromium is."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def chromium(playwright: Playwright) -> Browser:
    """The system's Chromium."""
    return playwright.chromium.launch(executable_path=path_of_chromium(), args=ARGUMENTS)


def device(browser: Browser, width: int = 390, height: int = 844, *, has_script: bool = True) -> Page:
    """A device with a browser of its own."""
    page = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=has_script).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def join(page: Page, server: Server, name: str) -> None:
    """Comes in by typing the code, as people do."""
    page.goto(server.address)
    page.fill("#code", server.code)
    page.click("main button")
    page.fill("#name", name)
    page.click("#sit")
    page.wait_for_url("**/table")


def console(page: Page, server: Server) -> None:
    """Opens the console."""
    page.goto(f"{server.address}/console")
    page.fill("#key", server.key)
    page.click("main button")
    page.wait_for_selector("h1:text-is('Console')")


def open_quarter(page: Page) -> None:
    """Opens the quarter for the room from the console, and waits until it is: what tables do next hangs on it."""
    page.click("#open")
    expect(page.locator(".notice-title").first).to_contain_text("is open")


def listen(page: Page) -> None:
    """Keeps what the page tells whoever hears it: what comes soon after takes its place."""
    page.evaluate("""() => {
        window.heard = [];
        const region = document.getElementById("told");
        const keep = () => { if (region.textContent) heard.push(region.textContent); };
        new MutationObserver(keep).observe(region, { childList: true });
    }""")


def hear(page: Page, said: str) -> None:
    """Waits until the page has told something, whether or not that still stands there."""
    page.wait_for_function("(said) => heard.some((one) => one.includes(said))", arg=said)


def decide(page: Page, server: Server, which: int = 0) -> None:
    """Decides every dilemma on the table by the given option."""
    page.goto(f"{server.address}/table")
    dilemmas = [link.get_attribute("href") for link in page.query_selector_all(".tasks a[href^='/table/decide/']")]
    assert dilemmas, page.inner_text("main")
    for href in dilemmas:
        page.goto(f"{server.address}{href}")
        options = page.query_selector_all("input[type=radio]:not([disabled])")
        options[which % len(options)].check()
        page.click("#decide")
        page.wait_for_url("**/table")


def end(page: Page, server: Server) -> None:
    """Ends the quarter."""
    page.goto(f"{server.address}/table/end")
    page.click("#end")
    page.wait_for_url("**/table/result/*")


def faults(page: Page) -> list[str]:
    """What axe finds on a page, by the rules of WCAG 2.2 A and AA and good practice; of its colours, also in the dark."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE_FILE_PATH.read_text("utf-8"))
    run = "(which) => axe.run(document, which).then((one) => one.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))"
    found = page.evaluate(run, {})
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(run, {"runOnly": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return [f"{page.url}: {rule}: {nodes[:2]}" for rule, nodes in found]
