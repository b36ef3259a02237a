"""What stays in sight in a quarter: the strip along its top, and the way on at its foot."""

from __future__ import annotations

import pytest

from game.briefing.scene import scenes
from game.desktop.screens.agency import AgencyScreen
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.question import Question
from game.desktop.screens.resolution import Resolution
from game.desktop.ui.widget import Icon, Press, Text
from game.desktop.window import Window
from tests.desktop.games import a_session, a_table
from tests.desktop.hand import a_table as a_table_of
from tests.desktop.hand import a_window, click, press, show, texts, tree
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


def test_enter_pressed_again_and_again_gives_nobody_everything() -> None:
    """Each time a partner who has had no such token yet stands ready; one who has says so, and can still be given another."""
    table = a_table(turns=3)
    show(QuarterScreen(table.window, table))
    click(table.window, "page:attention")
    table.window.stage.focus("kind:time")
    for _ in range(4):
        press(table.window, "return")
        table.window.turn([])
    had = [token["with"] for token in table.session.pending.tokens]
    assert len(had) == len(set(had)) == 2
    press(table.window, "return")
    told = {node.key: node for node in tree(table.window).walk()}
    for agency in table.session.place.agency_ids[1:]:
        node = told[f"target:{table.session.place.agency(agency)}:"]
        assert any("has one already" in one.words() for one in node.walk()) == (agency in had)
    click(table.window, f"target:{table.session.place.agency(had[0])}:")
    assert [token["with"] for token in table.session.pending.tokens] == [*had, had[0]]


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


def test_a_wide_window_gives_its_room_to_what_is_read_until_its_lines_are_as_long_as_is_read_with_ease() -> None:
    """Beside the map lines of a scene have 60 to 75 letters where there is room, and no page has longer ones, however wide."""
    found = {}
    for size in ((1280, 800), (1920, 1080), (3840, 1600)):
        table = a_table(a_window(size))
        screen = QuarterScreen(table.window, table)
        screen.page = "decide"
        show(screen)
        found[size] = _letters(table.window)
        show(AgencyScreen(table.window, table, 1))
        assert _letters(table.window) <= 75
    assert 60 <= found[1920, 1080] <= 75
    assert 60 <= found[3840, 1600] <= 75
    assert found[1280, 800] <= 60  # there the map has what it needs first


def _letters(window: Window) -> float:
    """How many letters a line of a scene or another passage has, in the mean over those that another follows."""
    passages = [one for one in window.stage.root.walk() if isinstance(one, Text) and one.style == "prose" and one.rect.width]
    lines = [line for one in passages for line in one.lines(window.kit, one.rect.width)[:-1]]
    return sum(map(len, lines)) / len(lines)


def test_what_leads_to_the_map_has_one_sign() -> None:
    """In a narrow window the map is a page of the quarter and of what came of it, behind the same sign."""
    table = a_table(a_window((960, 600)), turns=1)
    signs = set()
    for screen in (QuarterScreen(table.window, table), Resolution(table.window, table, 1)):
        show(screen)
        tab = table.window.stage.root.find("page:map")
        assert tab is not None
        signs.add(next(one.icon for one in tab.walk() if isinstance(one, Icon)))
    assert len(signs) == 1


@pytest.mark.parametrize("size", [(1280, 800), (960, 600)])
def test_the_way_on_stays_where_it_was_when_a_quarter_ends(size: tuple[int, int]) -> None:
    """Whoever presses it again and again need not look for it: in the quarter, and in what came of it."""
    table = a_table(a_window(size, has_motion=False), turns=1)
    where = set()
    for screen in (QuarterScreen(table.window, table), Resolution(table.window, table, 1)):
        show(screen)
        button = table.window.stage.root.find("finish")
        assert button is not None
        where.add(button.rect.midright)
    assert len(where) == 1
