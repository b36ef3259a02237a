"""What stays in sight in a quarter: the strip along its top, and the way on at its foot."""

from __future__ import annotations

from game.briefing.scene import scenes
from game.desktop.screens.agency import AgencyScreen
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.question import Question
from game.desktop.ui.widget import Press, Text
from tests.desktop.games import a_session, a_table
from tests.desktop.hand import a_table as a_table_of
from tests.desktop.hand import a_window, click, press, texts, tree
from tests.places.shipped import shipped


def test_ending_is_the_one_thing_to_do_next_only_when_no_token_is_in_hand() -> None:
    """While tokens lie in hand the way on has no colour of its own; it stays where it is, whatever is said beside it."""
    table = a_table()
    screen = QuarterScreen(table.window, table)
    table.window.push(screen)
    look, left = {}, table.session.tokens_left()
    for one in table.session.open_dilemmas():
        dilemma = table.session.place.dilemmas[one]
        assert table.session.choose(dilemma.id, dilemma.options[0].id) is None
    where = set()
    for page in ("news", "decide", "attention"):
        screen.open(page)
        tree(table.window)
        where.add(table.window.stage.root.find("finish").rect.midright)  # type: ignore[union-attr] # it is there
    for n_left in range(left, -1, -1):
        tree(table.window)
        button = table.window.stage.root.find("finish")
        assert isinstance(button, Press)
        look[n_left] = button.look
        where.add(button.rect.midright)
        if n_left:
            assert table.session.attend({"token": "rest"}) is None
            table.window.change()
    assert look == {0: "primary"} | dict.fromkeys(range(1, left + 1), "plain")
    assert len(where) == 1


def test_the_safer_answer_has_the_focus_while_tokens_are_in_hand() -> None:
    """Enter after N goes back to the tokens; the quarter is ended by whoever chooses to."""
    table = a_table()
    screen = QuarterScreen(table.window, table)
    table.window.push(screen)
    for one in table.session.open_dilemmas():
        dilemma = table.session.place.dilemmas[one]
        assert table.session.choose(dilemma.id, dilemma.options[0].id) is None
    turn = table.session.turn
    screen.open("attention")
    press(table.window, "n")
    assert [type(one) for one in table.window.screens] == [QuarterScreen, Question]
    press(table.window, "return")
    assert table.window.top is screen
    press(table.window, "n", "right", "return")
    assert table.session.turn == turn + 1


def test_what_is_always_in_view_stands_level() -> None:
    """The names of the gauges and of the sums of money along the top stand on one line, and so do what is under them."""
    table = a_table(turns=2)
    table.window.push(QuarterScreen(table.window, table))
    tree(table.window)
    known, root = ("Energy", "Own money", "The pot"), table.window.stage.root
    names = [one for one in root.walk() if isinstance(one, Text) and one.name in known]
    assert len(names) == 3
    assert len({one.rect.centery for one in names}) == 1


def test_the_name_below_the_map_leads_to_its_sheet() -> None:
    """Whoever has chosen an agency on the map sees that there is more to read of it, and one press opens that."""
    table = a_table(turns=2)
    table.window.push(QuarterScreen(table.window, table))
    tree(table.window)
    partner = table.session.place.agency("met")
    click(table.window, f"agency:{partner}")
    click(table.window, "sheet")
    sheet = table.window.top
    assert isinstance(sheet, AgencyScreen)
    assert sheet.agency == partner


def test_how_much_there_is_to_decide_between_is_in_sight() -> None:
    """However few options fit on the page, the foot says how many there are, or how many dilemmas; then nothing more."""
    for session, said in (
        (a_session(3), "Four options here, one below"),
        (a_session(0, shipped("bradford")), "Two dilemmas here"),
    ):
        table = a_table_of(a_window(), session)
        screen = QuarterScreen(table.window, table)
        table.window.push(screen)
        table.window.turn([])
        assert not any(said in text for text in texts(table.window))
        screen.open("decide")
        table.window.turn([])
        assert any(text.startswith(said) for text in texts(table.window))
        first = scenes(session)[0]
        assert session.choose(first.id, first.options[0].id) is None
        table.window.change()
        table.window.turn([])
        assert not any("here, one below the other" in text for text in texts(table.window))
