"""The quarter: it shows what the briefing tells, decides what the session takes, and fits every window."""

from __future__ import annotations

import pygame
import pytest

from game.briefing.purse import unspent
from game.briefing.quarter import begun
from game.briefing.scene import scenes
from game.briefing.ties import links
from game.desktop.screens.hint import HINTS, QUARTER, given, hint
from game.desktop.screens.map_foot import PANEL
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.resolution import Resolution
from game.desktop.table import Table
from game.desktop.ui.theme import FontName
from game.desktop.ui.widget import Text
from game.desktop.window import Window
from game.scenario.compiler import load
from game.translation import say
from game.words.glossary import GLOSSARY, terms_in
from game.words.grammar import title
from game.words.money import in_short
from tests.desktop import hand, laws
from tests.desktop.games import a_session, a_table
from tests.desktop.hand import a_window, click, focused, keys, node_of, nodes, press, texts, tree


def opened(table: Table) -> QuarterScreen:
    """The quarter of a game, on the screen."""
    screen = QuarterScreen(table.window, table)
    table.window.push(screen)
    table.window.turn([])
    return screen


def test_it_shows_the_news_and_where_one_stands() -> None:
    """Every piece of news and every figure of the standing is on the screen, with its value in words."""
    table = a_table(turns=3)
    opened(table)
    found, shown = begun(table.session), texts(table.window)
    assert {news.text for news in found.news} <= set(shown)
    values = {node.name: node.value for node in nodes(table.window) if node.key}
    for figure in found.standing.figures[:5]:
        assert values[figure.label].startswith(figure.words)
    for partner in found.partners:
        words = f"{partner.said} in words, {partner.did} in deeds"
        assert node_of(tree(table.window), f"partner:{partner.agency}").value == words
        assert f"{words[0].upper()}{words[1:]}" in shown


def test_enter_alone_reads_and_the_keyboard_decides() -> None:
    """From the news by Enter to the decision; an option is taken with the keyboard; N goes on to attention."""
    table = a_table(turns=3)
    screen = opened(table)
    press(table.window, "return")
    assert str(screen.page) == "decide"
    scene = scenes(table.session)[0]
    wanted = f"option:{scene.id}:{scene.options[1].id}"
    for _ in range(60):
        if focused(table.window).key == wanted:
            break
        press(table.window, "tab")
    press(table.window, "space")
    assert table.session.pending.choices == {scene.id: scene.options[1].id}
    press(table.window, "n")
    assert str(screen.page) == "attention"


def test_a_decision_begins_at_its_scene() -> None:
    """The scene has the focus before its options; Enter goes on to the first; what cannot be pressed yet says why not."""
    table = a_table(turns=3)
    screen = opened(table)
    screen.finish()
    table.window.turn([])
    scene = scenes(table.session)[0]
    told = focused(table.window)
    assert (told.key, told.name, told.description) == (f"scene:{scene.id}", scene.title, scene.text)
    assert table.window.stage.root.find("finish") is not told
    press(table.window, "n")
    assert "Choose an option first" in " ".join(node.name for node in nodes(table.window) if node.role == "status")
    press(table.window, "return")
    assert focused(table.window).key == f"option:{scene.id}:{scene.options[0].id}"


def test_of_two_dilemmas_the_second_is_asked_for_also_where_it_stands() -> None:
    """With one decided the next step is the other: it is gone to, and once there it says that an option is to be chosen."""
    table = hand.a_table(a_window(), a_session(0, load("bradford")))
    screen = opened(table)
    screen.open("decide")
    one, other = scenes(table.session)
    assert table.session.choose(one.id, one.options[0].id) is None
    table.window.change()
    table.window.turn([])
    button = table.window.stage.root.find("finish")
    assert button is not None
    assert button.name == "Decide dilemma 2 of 2"
    press(table.window, "n")
    assert focused(table.window).key == f"scene:{other.id}"
    button = table.window.stage.root.find("finish")
    assert button is not None
    assert (button.name, button.is_disabled) == ("Choose an option first", True)  # nothing leads to where one is
    press(table.window, "n")
    assert "Choose an option first" in " ".join(node.name for node in nodes(table.window) if node.role == "status")


@pytest.mark.slow
def test_nothing_moves_when_an_option_is_taken() -> None:
    """Every option stays where it was and as large as it was, whichever is taken; from one dilemma the way leads to the next."""
    for size, text in (((1280, 720), 100), ((960, 600), 200)):
        table = hand.a_table(a_window(size, text=text, has_motion=False), a_session(0, load("bradford")))
        assert len(table.session.open_dilemmas()) == 2
        screen = opened(table)
        screen.open("decide")
        table.window.turn([])
        for scene in scenes(table.session):
            for option in scene.options:
                table.window.stage.focus(f"option:{scene.id}:{option.id}")
                before = _places(table.window)
                press(table.window, "return")
                assert _places(table.window) == before
            press(table.window, "n")
            scene_now, page = table.window.stage.focused, table.window.stage.root.find(f"page:decide:{table.session.turn}")
            if str(screen.page) == "decide":
                assert scene_now is not None
                assert page is not None
                assert 0 <= scene_now.rect.top - page.rect.top <= table.window.kit.px(16)
        assert str(screen.page) == "attention"


def _places(window: Window) -> dict[str, tuple[int, ...]]:
    return {one.key: tuple(one.rect) for one in window.stage.root.walk() if one.key.startswith(("option:", "scene:"))}


def test_the_focus_stays_in_sight_where_there_is_little_height() -> None:
    """By keyboard alone, at twice the size of type, what has the focus can be seen after each step of a quarter."""
    table = a_table(a_window((960, 600), text=200, has_motion=False))
    opened(table)
    steps = ["n", "return", "return", "n", "return", "return", "down", "return", "down", "down", "return", "n", "tab", "tab"]
    for step in steps:
        press(table.window, step)
        stage, element = table.window.stage, focused(table.window)
        seen = element.rect.clip(stage._clip(element))
        assert seen.height >= min(element.rect.height, table.window.kit.px(20)), (step, element.key)


def test_hints_are_given_in_one_first_quarter() -> None:
    """A hint stands on the page that it is about, covers nothing, and is gone with the first quarter, also from the next game."""
    table = a_table(a_window((960, 600), has_motion=False))
    opened(table)
    assert say(HINTS["news"]) in texts(table.window)
    assert laws.overlapping(table.window.stage.root) == []
    given(table.window, *QUARTER)
    table.window.turn([])
    assert say(HINTS["news"]) not in texts(table.window)
    assert table.window.settings.seen == frozenset(QUARTER)
    assert hint(table.window, "why") is not None


def test_help_tells_what_the_words_of_its_page_mean() -> None:
    """Each term that stands on the page is told in its help, in the glossary's own words; all others are a key further."""
    table = a_table(turns=3)
    opened(table).open("decide")
    table.window.turn([])
    used = terms_in(" ".join(texts(table.window)))
    assert {"attention", "energy"} < {term.word for term in used} < {term.word for term in GLOSSARY}
    press(table.window, "h")
    assert {term.meaning for term in used} <= set(texts(table.window))
    click(table.window, "words")
    assert {term.meaning for term in GLOSSARY} <= set(texts(table.window))
    click(table.window, "letter:W")
    first = table.window.stage.root.find("word:watcher")
    assert first is not None
    assert first.rect.clip(table.window.stage._clip(first)).height == first.rect.height


@pytest.mark.slow
def test_nothing_moves_when_another_agency_is_chosen() -> None:
    """The map keeps its room whatever is told below it."""
    table = a_table(a_window((960, 600)))
    screen = opened(table)
    screen.open("map")
    table.window.turn([])
    spots = {tuple(table.window.stage.root.find(key).rect) for key in ("agency:0", "agency:1")}  # type: ignore[union-attr] # both are there
    for agency in range(len(table.session.place.agencies)):
        for lens in ("trust", "sharing"):
            table.chosen = agency
            screen._look(lens)
            table.window.turn([])
            found = {tuple(table.window.stage.root.find(key).rect) for key in ("agency:0", "agency:1")}  # type: ignore[union-attr] # as above
            assert found == spots


def test_a_hint_takes_three_lines_at_most() -> None:
    """In a window of the usual size a hint leaves the page that it is about to be read."""
    window = a_window()
    for what in HINTS:
        shown = hint(window, what)
        assert shown is not None
        shown.place(window.kit, pygame.Rect(0, 0, window.kit.px(PANEL), 400))
        words = next(one for one in shown.walk() if isinstance(one, Text) and one.name)
        assert len(window.kit.type.wrap(words.name, words.style, words.rect.width)) <= 3, what


@pytest.mark.slow
def test_a_message_goes_with_its_screen_and_its_page() -> None:
    """What was said on one page is not on the next; a token that is placed is told to those who listen, and shown in its row."""
    table = a_table(turns=3)
    screen = opened(table)
    table.window.say("Only here.")
    table.window.turn([])
    assert "Only here." in texts(table.window)
    screen.open("attention")
    table.window.turn([])
    assert "Only here." not in texts(table.window)
    click(table.window, "kind:rest")
    assert not any(text.startswith("Noted") for text in texts(table.window))
    assert "Rest" in texts(table.window)
    table.window.say("Only here.")
    table.window.push(QuarterScreen(table.window, table))
    table.window.turn([])
    assert "Only here." not in texts(table.window)


def test_that_nothing_plays_sounds_is_said_where_it_can_be_read() -> None:
    """A sound that fails says so on the screen that stays, whichever of the game's sounds it is."""
    table = a_table(turns=3, has_sound=True, has_motion=False)
    screen, window = opened(table), table.window
    window.chimes = Silent(window)
    screen.open("decide")
    window.turn([])
    press(window, "1", "n")
    window.hush()
    screen.attention.place({"token": "rest"})
    window.turn([])
    assert "Nothing plays here." in texts(window)
    window.hush()
    screen._end()
    window.turn([])
    assert "Nothing plays here." in texts(window)
    assert isinstance(window.top, Resolution)


class Silent:
    """Sounds that cannot be played, as where there is no device."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def play(self, sound: str) -> None:
        """Says so."""
        assert sound
        self.window.say("Nothing plays here.")


def test_the_way_out_is_in_sight() -> None:
    """Where there is a rail, its last button leads out, and asks first."""
    table = a_table()
    opened(table)
    click(table.window, "menu:leave")
    assert table.window.top.title == "Leave this game?"


def test_tokens_by_the_pointer() -> None:
    """A token goes to a partner by pressing the kind and then the agency on the map; it can be taken back."""
    table = a_table(turns=3)
    screen = opened(table)
    click(table.window, "page:attention")
    click(table.window, "kind:time")
    met = table.session.place.agency("met")
    click(table.window, f"agency:{met}")
    assert table.session.pending.tokens == [{"token": "time", "with": "met"}]
    click(table.window, "kind:broker")
    click(table.window, f"agency:{met}")
    schools = table.session.place.agency("schools")
    click(table.window, f"target:{schools}:")
    assert table.session.pending.tokens[1] == {"token": "broker", "with": "met", "and": "schools"}
    press(table.window, "u")
    assert table.session.pending.tokens == [{"token": "time", "with": "met"}]
    click(table.window, "kind:promise")
    click(table.window, "promise:visit")
    click(table.window, f"target:{met}:visit")
    assert table.session.pending.tokens[1] == {"token": "promise", "what": "visit", "with": "met"}
    assert screen.attention.picking() is None


def test_tokens_by_the_keyboard_never_pass_the_end_of_the_quarter() -> None:
    """Each answer leads the focus to the next question's first answer, and back to the kinds; only the last token to the end."""
    table = a_table(turns=3)
    opened(table)
    window = table.window
    click(window, "page:attention")
    for kind, n_answers in (("time", 1), ("broker", 2), ("promise", 2)):
        window.stage.focus(f"kind:{kind}")
        for _ in range(n_answers):
            press(window, "return")
            window.turn([])
            assert focused(window).key.startswith(("target:", "promise:"))
            assert not focused(window).is_disabled
        press(window, "return")
        window.turn([])
        assert focused(window).key == (f"kind:{kind}" if table.session.tokens_left() else "finish")
    assert [token["token"] for token in table.session.pending.tokens] == ["time", "broker", "promise"]


def test_a_press_on_the_map_is_offered_only_where_it_answers() -> None:
    """What is promised is not an agency: the map is named only once the question is with whom."""
    table = a_table(turns=3)
    screen = opened(table)
    click(table.window, "page:attention")
    click(table.window, "kind:promise")
    table.window.turn([])
    assert screen.attention.picking() is None
    assert "Choose below, or press an agency on the map." not in texts(table.window)
    click(table.window, "promise:visit")
    table.window.turn([])
    assert "Promise: to whom?" in texts(table.window)
    assert "Choose below, or press an agency on the map." in texts(table.window)


def test_escape_puts_the_token_back_then_asks_to_leave() -> None:
    """Escape undoes one thing at a time, and leaving is asked about."""
    table = a_table(turns=3)
    opened(table)
    click(table.window, "page:attention")
    click(table.window, "kind:time")
    assert "forget" in keys(table.window)
    press(table.window, "escape")
    assert "forget" not in keys(table.window)
    press(table.window, "escape")
    assert "Leave this game?" in texts(table.window)
    press(table.window, "escape")
    assert isinstance(table.window.top, QuarterScreen)


def test_what_cannot_be_taken_says_why() -> None:
    """A kind of token that is not open is told as such and says why on its card, and pressing it says it again."""
    table = a_table(turns=0)
    opened(table)
    click(table.window, "page:attention")
    own = next(node for node in nodes(table.window) if node.key == "kind:own_up")
    assert own.is_disabled
    assert "You have no open promise to own up to." in texts(table.window)
    click(table.window, "kind:own_up")
    assert any("no open promise" in text for text in texts(table.window))
    assert table.session.pending.tokens == []


def test_a_key_that_turns_the_page_goes_into_it() -> None:
    """From the rail as from the page before, the next page's key puts the focus on what is to be done there."""
    table = a_table(turns=0)
    opened(table)
    table.window.stage.focus("menu:agencies")
    press(table.window, "]", "]")
    assert focused(table.window).key == "kind:time"


def test_the_purse_says_what_is_left_of_it() -> None:
    """Once something is to be paid, what it leaves stands beside the lead's own money, for the eye and for a reader."""
    table = a_table(turns=0)
    opened(table)
    gauge = next(node for node in nodes(table.window) if node.key == "gauge:Own money")
    assert "left" not in gauge.value
    assert table.session.attend({"token": "money", "with": "pot"}) is None
    click(table.window, "page:attention")
    left = f"{in_short(unspent(table.session))} left"
    assert left in texts(table.window)
    gauge = next(node for node in nodes(table.window) if node.key == "gauge:Own money")
    assert gauge.value.endswith(left)


def test_the_map_shows_the_ties_of_the_one_that_is_chosen() -> None:
    """Pressing an agency shows its ties, and its name and what it says stand below."""
    table = a_table(turns=3)
    opened(table)
    met = table.session.place.agency("met")
    click(table.window, f"agency:{met}")
    assert table.chosen == met
    assert title(table.session.place, met) in texts(table.window)
    chosen = [node for node in nodes(table.window) if node.key.startswith("agency:") and node.is_checked]
    assert [node.key for node in chosen] == [f"agency:{met}"]
    assert len(links(table.session, met).outwards) == len(table.session.place.agencies) - 1


def test_nothing_is_lost_where_the_disk_is_full() -> None:
    """A decision that cannot be written is not taken; the window asks, and can go on without saving."""
    table = a_table(turns=3)

    class Full:
        def append(self, record: object) -> int:
            raise _full(record)

    table.session._log = Full()
    opened(table)
    click(table.window, "page:attention")
    click(table.window, "kind:rest")
    assert table.session.pending.tokens == []
    assert any("could not be saved" in text for text in texts(table.window))
    click(table.window, "answer:1")
    assert table.session.pending.tokens == [{"token": "rest"}]
    assert not table.is_saving


def _full(record: object) -> Exception:
    from game.play.record import SaveFault

    return SaveFault("here", f"the disk is full; {type(record).__name__}.", "room.", "freeing some.")


SIZES = [
    (960, 600),
    (1280, 720),
    pytest.param((1920, 1080), marks=pytest.mark.slow),
    pytest.param((3840, 2160), marks=pytest.mark.slow),
]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("text", [100, 200])
def test_it_fits_every_window(size: tuple[int, int], text: int) -> None:
    """Nothing is clipped, nothing overlaps, all can be reached, seen, named and hit, on every page."""
    fonts: tuple[FontName, ...] = ("inter", "opendyslexic")
    for font in fonts:
        table = a_table(a_window(size, text=text, font=font), turns=3)
        screen = opened(table)
        for page in ("map", "news", "decide", "attention"):
            screen.page = page
            table.window.change()
            table.window.turn([])
            stage = table.window.stage
            assert laws.clipped(stage.root, stage.kit) == []
            assert laws.overlapping(stage.root) == []
            assert laws.unnamed(stage.root) == []
            assert laws.small(stage.root, stage.kit) == []
            assert laws.out_of_sight(stage) == []


def test_the_map_goes_on_showing_what_was_looked_at() -> None:
    """Whoever looks at sharing sees sharing in the next quarter too."""
    table = a_table()
    first = QuarterScreen(table.window, table)
    assert first.lens == "trust"
    first._look("sharing")
    assert QuarterScreen(table.window, table).lens == "sharing"
