"""Pages that are written to files, opened from there in a real browser: their own rules let all of them show, and no more."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="the quick tests do without browsers")
pytest.importorskip("axe_playwright_python", reason="the quick tests do without browsers")

from playwright.sync_api import Browser

from game.bench.page import page
from game.bench.simulate import simulate
from game.debrief import pack, report
from game.debrief.analysis import analyse
from game.look.page import CUTS
from game.play.policy import policy_named
from game.play.session import Session
from game.scenario.check import check_path
from game.scenario.compiler import compile_checked
from game.workshop.export import archive
from game.workshop.table import close_quarter
from tests.browser.test_layout import OVER
from tests.places.tiny import tiny
from tests.workshop.devices import running, url_of
from tests.workshop.table import came_in, open_round

pytestmark = pytest.mark.slow


SEASIDE = Path(__file__).parents[1] / "scenario" / "seaside.yaml"
NAMES = ("simulated", "report", "pack", "slides", "seats")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One of each kind."""
    folder = tmp_path_factory.mktemp("pages")
    checked, found = check_path(SEASIDE), pack.pack(tiny())
    session = Session.played(tiny(), 7, policy_named("adaptive", tiny()))
    with running(tiny(), url_of(folder)) as workshop:
        open_round(workshop)
        came_in(workshop)
        while not workshop.table().session.is_over:
            assert workshop.table().act(None, close_quarter) is None
        assert workshop.server.portal is not None
        with zipfile.ZipFile(io.BytesIO(workshop.server.portal.call(archive, workshop.site))) as found_there:
            seats = found_there.read("tables/table-1-seats.html")
    made = {
        "simulated": page(simulate(compile_checked(checked), first=1, runs=20, policies=[], checked=checked)).encode(),
        "report": report.in_html(session, analyse(session, n_futures=2, n_tried=1)),
        "pack": pack.in_html(found),
        "slides": pack.slides(found),
        "seats": seats,
    }
    for name in NAMES:
        (folder / f"{name}.html").write_bytes(made[name])
    return {name: folder / f"{name}.html" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_keeps_its_own_rules(browser: Browser, pages: dict[str, Path], name: str) -> None:
    """Its style is there, its charts are drawn, and the browser has nothing to refuse; what is put into it does not run."""
    with browser.new_context() as context:
        shown, said = context.new_page(), list[str]()
        shown.on("console", lambda message: said.append(message.text))
        shown.goto(pages[name].as_uri())
        assert said == []
        assert shown.evaluate("document.styleSheets[0].cssRules.length") > 10
        seen = "[...document.querySelectorAll('svg')].filter((one) => one.checkVisibility())"
        assert shown.evaluate(f"{seen}.every((one) => one.getBoundingClientRect().width > 20)")
        for cut in CUTS:
            asked = f"{cut.weight} 16px '{cut.family}'"
            assert shown.evaluate(
                "(asked) => document.fonts.load(asked).then((found) => found.map((one) => one.status))", asked
            ) == ["loaded"]
        if name in ("simulated", "report"):
            assert shown.evaluate("document.querySelectorAll('svg').length") > 1
        # What somebody might slip in is refused: a script, what is loaded from elsewhere, and a form that leads there.
        shown.evaluate(
            """() => {
              const add = (kind, more) => document.body.append(Object.assign(document.createElement(kind), more));
              add("script", { textContent: "document.title = 'run'" });
              add("img", { src: "http://127.0.0.1:9/one.png" });
            }"""
        )
        shown.wait_for_timeout(200)
        assert shown.title() != "run"
        assert len([one for one in said if "Content Security Policy" in one]) == 2


@pytest.mark.parametrize(("width", "size"), [(390, 100), (768, 100), (390, 200), (1366, 200)])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_out_of_its_box(browser: Browser, pages: dict[str, Path], name: str, width: int, size: int) -> None:
    """On a phone and with type twice as large no page scrolls sideways, and no text is wider than what it stands in."""
    # The type is made larger here as a reader makes it in the browser, which no policy of the page stands against.
    with browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True) as context:
        shown = context.new_page()
        shown.goto(pages[name].as_uri())
        shown.evaluate("(size) => { document.documentElement.style.fontSize = `${size}%`; }", size)
        assert shown.evaluate(OVER) == []
