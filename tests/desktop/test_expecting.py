"""What is expected of a quarter, in the window: typed below the attention, and shown beside what changed."""

from __future__ import annotations

from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.resolution import Resolution
from game.play.expectation import expected
from tests.desktop.games import a_table
from tests.desktop.hand import click, keys, press, texts


def test_what_is_expected_is_typed_and_shown_beside_what_changed() -> None:
    """A button below the attention opens a field; what it keeps stands there, and again under what changed, to compare."""
    table = a_table(turns=1, has_motion=False)
    session, window = table.session, table.window
    for number in session.undecided():
        facts = session.place.dilemmas[number]
        assert session.choose(facts.id, facts.options[0].id) is None
    quarter = QuarterScreen(window, table)
    window.push(quarter)
    quarter.open("attention")
    window.turn([])
    (write,) = (key for key in keys(window) if key.startswith("write:expect.2."))
    click(window, write)
    press(window, *"less", "return")
    window.turn([])
    assert window.top is quarter
    assert expected(session, 2) == "less"
    assert "You expect: “less”" in texts(window)
    quarter._end()
    window.turn([])
    assert isinstance(window.top, Resolution)
    assert "“less”" not in texts(window)
    click(window, "all")
    assert "“less”" in texts(window)
