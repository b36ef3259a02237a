"""Why: the reasons a leader could know, walked back and forth by keys and by pointer."""

from __future__ import annotations

import pytest

from game.briefing.sight import Asked
from game.briefing.why import why
from game.desktop.screens.epilogue import Epilogue
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.why import Why
from game.desktop.table import Table
from game.play.shelf import Opened, SavedShelf
from tests.desktop import laws
from tests.desktop.games import a_table, over
from tests.desktop.hand import a_window, click, focused, nodes, press, texts

WORD: Asked = ("stated", (1,))


def asked(table: Table, what: Asked = WORD, turn: int | None = None) -> Why:
    """The causes of a number, over the quarter, or over the epilogue once there is no quarter to play."""
    is_running = table.session.is_running
    table.window.push(QuarterScreen(table.window, table) if is_running else Epilogue(table.window, table))
    table.why(what, turn)
    table.window.turn([])
    screen = table.window.top
    assert isinstance(screen, Why)
    return screen


def test_it_tells_every_reason_with_size_source_and_end() -> None:
    """Each reason of the briefing is there with its size, those that pushed as it went first; one that ends says why."""
    table = a_table(turns=3)
    asked(table)
    told, shown = why(table.session, WORD, 3), nodes(table.window)
    assert told.heading in texts(table.window)
    found = {node.key: node for node in shown if node.key.startswith("reason:")}
    before, after = told.before or 0.0, told.after or 0.0
    reasons = sorted(told.reasons, key=lambda one: (one.direction > 0) != (after >= before))
    assert {one.direction for one in reasons} == {1, -1}
    assert [node.name for node in found.values()] == [f"{one.size}. {one.sentence}" for one in reasons]
    sides = ["What raised it", "What lowered it"] if after >= before else ["What lowered it", "What raised it"]
    assert [node.name for node in shown if node.role == "heading"][-2:] == sides
    for one, node in zip(reasons, found.values(), strict=True):
        assert one.lesson in node.description
        assert one.kind != "rule" or one.rule.replace("_", " ") in node.description
        assert all(evidence in node.description for evidence in one.evidence)
        assert one.ends in node.description
        assert ("activate" in node.actions) == (one.behind is not None)
    shown_ends = [node.name for node in shown if node.role == "text" and node.name in {one.ends for one in reasons}]
    assert sorted(shown_ends) == sorted({one.ends for one in reasons if one.ends})  # once each, however many end so


def test_codes_wait_behind_a_step_and_can_be_cited() -> None:
    """No rule's or evidence's id is shown before it is asked for; then each stands with its section and what it says."""
    table = a_table(turns=3)
    asked(table, ("support", ()), 1)
    evidence = [one for reason in why(table.session, ("support", ()), 1).reasons for one in reason.evidence]
    assert evidence
    assert not any(one in text for one in evidence for text in texts(table.window) if not text.startswith("Up"))
    click(table.window, "sources")
    shown = " ".join(texts(table.window))
    assert all(f"{one}, section" in shown for one in evidence)


def test_what_one_drives_by_oneself_is_explained() -> None:
    """What the lead drives by itself has causes that it can see: what it keeps of the work, and that driving tires."""
    table = a_table(turns=4)
    causes = why(table.session, ("push", ()), 3)
    assert causes.reasons
    assert any(one.behind == (("control", ()), one.turn) or "tires" in one.sentence for one in causes.reasons)
    asked(table, ("push", ()), 3)
    assert any("how hard you drive the work yourself" in text.lower() for text in texts(table.window))


def test_a_reason_leads_back_and_escape_comes_back_step_by_step() -> None:
    """Enter walks to the cause's cause; Escape comes back to where one was, then closes."""
    table = a_table(turns=3)
    screen = asked(table)
    leading = next(number for number, one in enumerate(why(table.session, WORD, 3).reasons) if one.behind is not None)
    assert focused(table.window).key == f"reason:{leading}"
    behind = why(table.session, WORD, 3).reasons[leading].behind
    press(table.window, "return")
    assert (screen.now.asked, screen.now.turn) == behind
    assert "crumb:0" in [node.key for node in nodes(table.window)]
    press(table.window, "escape")
    assert screen.now.asked == WORD
    assert focused(table.window).key == f"reason:{leading}"
    press(table.window, "escape")
    assert isinstance(table.window.top, QuarterScreen)


def test_a_crumb_leads_back_at_once() -> None:
    """Two steps on, the first crumb leads back to what was asked first."""
    table = a_table(turns=3)
    screen = asked(table)
    press(table.window, "return", "return")
    assert len(screen.path) == 3
    click(table.window, "crumb:0")
    assert [step.asked for step in screen.path] == [WORD]


def test_the_same_number_a_quarter_before_and_after() -> None:
    """The stepper goes from quarter to quarter and stops at both ends, where it says so."""
    table = a_table(turns=2)
    screen = asked(table)
    press(table.window, "]")
    assert screen.now.turn == 2
    assert "That is as far as it has gone." in texts(table.window)
    press(table.window, "[", "[")
    assert screen.now.turn == 0
    assert "At the start, before anything was played" in texts(table.window)
    assert next(node for node in nodes(table.window) if node.key == "earlier").is_disabled
    click(table.window, "later")
    assert screen.now.turn == 1


def test_before_anything_was_played_it_says_how_things_stand() -> None:
    """In the first quarter there is no cause to tell, and the way out has the focus."""
    table = a_table(turns=0)
    screen = asked(table, ("energy", ()))
    assert screen.now.turn == 0
    assert why(table.session, ("energy", ()), 0).heading in texts(table.window)
    assert focused(table.window).key == "close"


def test_after_the_end_it_is_exact() -> None:
    """Once the books are open each reason has its exact size, and the first quarter is the first there is."""
    table = Table(a_window(), SavedShelf(3), Opened(over()))
    screen = asked(table, ("energy", ()), 4)
    assert any("of 100." in node.name for node in nodes(table.window) if node.key.startswith("reason:"))
    press(table.window, *["["] * 5)
    assert screen.now.turn == 1


@pytest.mark.parametrize(("size", "text"), [((960, 600), 100), ((960, 600), 200), ((1280, 720), 150), ((3840, 2160), 200)])
def test_it_fits_every_window(size: tuple[int, int], text: int) -> None:
    """Nothing is clipped or overlapping, and all can be reached, named and hit, a step on as well."""
    table = a_table(a_window(size, text=text), turns=3)
    asked(table)
    for _ in range(2):
        assert laws.broken(table.window.stage) == []
        table.window.stage.focus("reason:1")
        press(table.window, "w")
