"""The page of a simulation in a real browser: axe finds nothing, nothing runs off a narrow screen, and keys reach all of it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

pytest.importorskip("playwright", reason="the quick tests do without browsers")
pytest.importorskip("axe_playwright_python", reason="the quick tests do without browsers")

from playwright.sync_api import Browser

from game.bench.page import page
from game.bench.simulate import simulate
from game.scenario.check import check_path
from game.scenario.compiler import compile_checked
from tests.browser.people import faults

pytestmark = pytest.mark.slow


SEASIDE = Path(__file__).parents[1] / "scenario" / "seaside.yaml"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The usual page of a place, and one that compares two ways of playing."""
    folder = tmp_path_factory.mktemp("pages")
    checked = check_path(SEASIDE)
    place = compile_checked(checked)
    for name, policies in (("usual", []), ("compared", ["adaptive", "cede"])):
        report = simulate(place, first=1, runs=60, policies=policies, checked=checked)
        (folder / f"{name}.html").write_text(page(report), encoding="utf-8")
    return sorted(folder.glob("*.html"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, pages: list[Path], scheme: Literal["light", "dark"]) -> None:
    """By the rules of WCAG 2.2 A and AA and good practice, light and dark, with all that is closed opened."""
    for file in pages:
        with browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme=scheme) as context:
            shown = context.new_page()
            shown.goto(file.as_uri())
            shown.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
            assert faults(shown) == []


@pytest.mark.parametrize(("width", "size"), [(375, 100), (320, 100), (640, 200)])
def test_nothing_runs_off_a_narrow_screen(browser: Browser, pages: list[Path], width: int, size: int) -> None:
    """On a telephone, and with type twice as large, the page never scrolls sideways; wide tables scroll by themselves."""
    for file in pages:
        # The type is made larger here as a reader makes it in the browser, which no policy of the page stands against.
        with browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True) as context:
            shown = context.new_page()
            shown.goto(file.as_uri())
            shown.add_style_tag(content=f"html{{font-size:{size}%}}")
            shown.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
            assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_reach_all_of_it(browser: Browser, pages: list[Path]) -> None:
    """By the tab key alone every link, every list that opens and every table is come to, and each has a name."""
    with browser.new_context() as context:
        shown = context.new_page()
        shown.goto(pages[0].as_uri())
        seen = []
        for _ in range(120):
            shown.keyboard.press("Tab")
            told = shown.evaluate("(document.activeElement.ariaLabel || document.activeElement.innerText || '').slice(0, 60)")
            if shown.evaluate("document.activeElement === document.body"):
                break
            assert told
            seen.append(told)
        wanted = shown.evaluate("document.querySelectorAll('a, summary, .wide').length")
        hidden = shown.evaluate("document.querySelectorAll('details:not([open]) .wide').length")
        assert len(seen) == wanted - hidden
