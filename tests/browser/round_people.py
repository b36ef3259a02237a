"""What people do in the browsers of a round table."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.workshop.process import Server

LEAD, POLICE, SCHOOLS = 0, 10, 7
"""Seats of Barnet, by the numbers of their agencies."""


def sit(page: Page, server: Server, seat: int) -> None:
    """Comes in by typing the room's code, and chooses a seat."""
    page.goto(server.address)
    page.fill("#code", server.code)
    page.click("main button")
    page.click("#sit")
    page.wait_for_url("**/seat/chairs")
    page.click(f"#take-{seat}")
    page.wait_for_url("**/seat")


def join_by(page: Page, server: Server, code: str) -> None:
    """Comes in by a seat's code."""
    page.goto(server.address)
    page.fill("#code", code)
    page.click("main button")
    page.click("#sit")
    page.wait_for_url("**/seat")


def vote(page: Page, server: Server, which: int = 1) -> None:
    """Votes on everything for the option of that number, counted from 1."""
    page.goto(f"{server.address}/seat")
    dilemmas = [link.get_attribute("href") for link in page.query_selector_all(".tasks a[href^='/seat/vote/']")]
    assert dilemmas, page.inner_text("main")
    for href in dilemmas:
        page.goto(f"{server.address}{href}")
        page.check(f"#option-{which}")
        page.click("#decide")
        page.wait_for_url("**/seat")


def pledge(page: Page, server: Server, which: int) -> None:
    """Pledges the sum of that number, counted from 1."""
    page.goto(f"{server.address}/seat/pledge")
    page.check(f"#share-{which}")
    page.click("#pledge")
    page.wait_for_url("**/seat")


def promise(page: Page, server: Server, to: str, what: str) -> None:
    """Gives the seat's word to another, for this quarter."""
    page.goto(f"{server.address}/seat/promises")
    page.select_option("#to", to)
    page.select_option("#what", what)
    page.click("#promise")


def ready(page: Page, server: Server) -> None:
    """Says that the seat has decided."""
    page.goto(f"{server.address}/seat/ready")
    page.click("#ready")
    page.wait_for_url(lambda url: not url.endswith("/ready"))
